//! Reading and writing folders: the one walk, the one atomic write, and the write of several files
//! of which either all change or none.

mod disk;

use anstream::eprintln;
use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use tencentcloud_model::file::File;

/// The extension of a file that has not taken its place yet.
const ASIDE: &str = "tencentcloud-tmp";

/// The hidden folder in which files wait until all of them are there. Readers of a spec pass
/// over hidden files.
const STAGE: &str = ".tencentcloud-stage";

/// The list of what a complete stage holds. It is there only while files take their places.
const PLAN: &str = "plan.json";

/// The name of that list while files go back to where they were, because one could not be placed.
const UNDO: &str = "undo.json";

/// The changes to the files below a folder.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Plan {
    /// Files to put in place.
    written: Vec<String>,
    /// Files to delete.
    removed: Vec<String>,
    /// Those of the files to put in place that were there before.
    #[serde(default)]
    kept: Vec<String>,
}

/// Writes `files` below `root`; their paths are seen from there.
pub(crate) fn write_all(root: &Path, files: &[File]) -> Result<()> {
    change_all(root, files, &[])
}

/// Writes `files` and deletes `removed` below `root`, all of it or nothing. A run that is stopped
/// before everything is staged leaves only the hidden stage; one that is stopped later is completed
/// by [`recover`].
pub(crate) fn change_all(root: &Path, files: &[File], removed: &[String]) -> Result<()> {
    recover(root)?;
    if files.is_empty() && removed.is_empty() {
        return Ok(());
    }
    let stage = root.join(STAGE);
    let plan = Plan {
        written: files.iter().map(|file| file.path.clone()).collect(),
        removed: removed.to_vec(),
        kept: files
            .iter()
            .filter(|file| root.join(&file.path).exists())
            .map(|file| file.path.clone())
            .collect(),
    };
    if let Err(error) = stage_all(root, &stage, files, &plan) {
        // The reason why nothing could be staged is of more use than that of what is left of it.
        let _ = clear(&stage);
        return Err(error);
    }
    let outcome = carry_out(root, &plan)?;
    clear(&stage)?;
    match outcome {
        Outcome::Done => Ok(()),
        Outcome::Undone(error) => Err(error),
    }
}

/// Completes what an interrupted run had staged below `root`, or puts back what cannot be completed,
/// or clears away what was not staged as a whole.
pub(crate) fn recover(root: &Path) -> Result<()> {
    let stage = root.join(STAGE);
    if !stage.is_dir() {
        return Ok(());
    }
    let shown = root.display();
    if let Some(plan) = read_plan(&stage.join(UNDO))? {
        put_back(root, &plan)?;
        eprintln!(
            "note: an interrupted run has changed nothing in {shown}: its files are put back"
        );
    } else if let Some(plan) = read_plan(&stage.join(PLAN))? {
        match carry_out(root, &plan)? {
            Outcome::Done => eprintln!("note: an interrupted run in {shown} is completed"),
            Outcome::Undone(error) => eprintln!(
                "note: an interrupted run in {shown} cannot be completed, and its files are put \
                 back: {error:#}"
            ),
        }
    }
    clear(&stage)
}

/// The end of a plan.
enum Outcome {
    /// All files are in place.
    Done,
    /// One could not be placed, and all are back where they were.
    Undone(anyhow::Error),
}

/// Puts staged files in place; on a failure everything is put back.
fn carry_out(root: &Path, plan: &Plan) -> Result<Outcome> {
    let stage = root.join(STAGE);
    let Err(error) = put_in_place(root, plan) else { return Ok(Outcome::Done) };
    // From here on a later run puts back, and does not complete.
    disk::rename(&stage.join(PLAN), &stage.join(UNDO))
        .with_context(|| format!("cannot write {}", stage.display()))
        .and_then(|()| put_back(root, plan))
        .with_context(|| format!("{error:#}; the next run mends the files"))?;
    Ok(Outcome::Undone(error))
}

fn read_plan(path: &Path) -> Result<Option<Plan>> {
    let Ok(text) = fs::read_to_string(path) else { return Ok(None) };
    let plan = serde_json::from_str(&text);
    plan.map(Some).with_context(|| format!("cannot read {}", path.display()))
}

/// Deletes a stage. Its lists go first: without them the rest means nothing.
fn clear(stage: &Path) -> Result<()> {
    let gone =
        [PLAN, UNDO].iter().try_for_each(|list| match disk::remove_file(&stage.join(list)) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        });
    match gone.and_then(|()| disk::remove_tree(stage)) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", stage.display()))
        }
        _ => Ok(()),
    }
}

fn stage_all(root: &Path, stage: &Path, files: &[File], plan: &Plan) -> Result<()> {
    for path in plan.written.iter().chain(&plan.removed) {
        let full = inside(root, path)?;
        if full.is_dir() {
            bail!("cannot write {}: it is a folder", full.display());
        }
    }
    for file in files {
        let path = stage.join("new").join(&file.path);
        let folder = path.parent().unwrap_or(stage);
        disk::create_folders(folder)
            .and_then(|()| disk::write(&path, file.text.as_bytes()))
            .with_context(|| format!("cannot write {}", path.display()))?;
    }
    let text = serde_json::to_string(plan).context("cannot list the files")?;
    write(&stage.join(PLAN), &text).with_context(|| format!("cannot write {}", stage.display()))
}

/// Puts staged files in place, as far as they are not, and those that were there aside.
fn put_in_place(root: &Path, plan: &Plan) -> Result<()> {
    let stage = root.join(STAGE);
    for (at, path) in plan.written.iter().chain(&plan.removed).enumerate() {
        let (full, new) = (inside(root, path)?, stage.join("new").join(path));
        let is_written = at < plan.written.len();
        if is_written && !new.exists() {
            continue;
        }
        if full.exists() {
            place(&full, &stage.join("old").join(path))?;
        }
        if is_written {
            place(&new, &full)?;
        }
    }
    for path in &plan.removed {
        remove_empty_folders(&root.join(path), root);
    }
    Ok(())
}

/// Undoes the changes of a plan, as far as they were made.
fn put_back(root: &Path, plan: &Plan) -> Result<()> {
    let stage = root.join(STAGE);
    for (at, path) in plan.written.iter().chain(&plan.removed).enumerate() {
        let full = inside(root, path)?;
        let old = stage.join("old").join(path);
        let is_placed = at < plan.written.len() && !stage.join("new").join(path).exists();
        if old.exists() {
            place(&old, &full)?;
        } else if is_placed && full.exists() && !plan.kept.contains(path) {
            disk::remove_file(&full)
                .with_context(|| format!("cannot remove {}", full.display()))?;
        }
        if !full.exists() {
            remove_empty_folders(&full, root);
        }
    }
    Ok(())
}

fn place(from: &Path, to: &Path) -> Result<()> {
    let folder = to.parent().map_or(Ok(()), disk::create_folders);
    folder
        .and_then(|()| disk::rename(from, to))
        .with_context(|| format!("cannot write {}", to.display()))
}

/// The place of a file below `root`. A path that leads elsewhere is refused, also one that does so
/// by a link.
fn inside(root: &Path, path: &str) -> Result<PathBuf> {
    let is_plain = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(['\\', ':']);
    if !path.split('/').all(is_plain) {
        bail!("`{path}` is no path below {}", root.display());
    }
    let full = root.join(path);
    let existing = full.ancestors().skip(1).find(|folder| folder.exists());
    let (Some(existing), Ok(root)) = (existing, root.canonicalize()) else {
        return Ok(full);
    };
    let existing =
        existing.canonicalize().with_context(|| format!("cannot read {}", existing.display()))?;
    if existing.starts_with(&root) {
        Ok(full)
    } else {
        bail!("{} leads out of {}", full.display(), root.display());
    }
}

/// All files below a folder, from `root`. Links are not followed: what they lead to is not ours.
pub(crate) fn collect(folder: &Path, root: &Path, files: &mut BTreeSet<PathBuf>) -> Result<()> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error).context(format!("cannot read {}", folder.display())),
    };
    for entry in entries {
        let entry = entry.with_context(|| format!("cannot read {}", folder.display()))?;
        let kind = entry.file_type()?;
        if kind.is_dir() {
            collect(&entry.path(), root, files)?;
        } else if kind.is_file() {
            let path = entry.path();
            files.insert(path.strip_prefix(root).unwrap_or(&path).to_owned());
        }
    }
    Ok(())
}

/// Whether a file is what an interrupted run left aside.
pub(crate) fn is_left_over(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == ASIDE)
}

/// Removes a file and the folders that it leaves empty.
pub(crate) fn remove(path: &Path, out: &Path) -> Result<()> {
    disk::remove_file(path).with_context(|| format!("cannot remove {}", path.display()))?;
    remove_empty_folders(path, out);
    Ok(())
}

/// Writes a file aside and renames it, so that it is either the old one or the new one, whenever
/// the run ends.
pub(crate) fn write(path: &Path, content: impl AsRef<[u8]>) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        disk::create_folders(folder)?;
    }
    // Hidden, so that what an interrupted run leaves is passed over.
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let aside = path.with_file_name(format!(".{name}.{ASIDE}"));
    disk::write(&aside, content.as_ref())?;
    disk::rename(&aside, path).inspect_err(|_| {
        // A file that cannot be put in place is not left beside it.
        let _ = disk::remove_file(&aside);
    })
}

/// Removes the folders that a removed file leaves empty, up to `root`.
fn remove_empty_folders(path: &Path, root: &Path) {
    for folder in path.ancestors().skip(1).take_while(|folder| *folder != root) {
        // A folder that is not empty stays, and so do those above it.
        if disk::remove_folder(folder).is_err() {
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::disk::stops::{fail_at, kill_at};
    use super::{File, PLAN, STAGE, change_all, recover, write_all};
    use std::fs;
    use std::path::Path;

    fn file(path: &str, text: &str) -> File {
        File { path: path.to_owned(), text: text.to_owned() }
    }

    /// Every file below a folder with its text, hidden ones included.
    fn tree(root: &Path) -> Vec<(String, String)> {
        let mut found = Vec::new();
        let mut open = vec![root.to_owned()];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    open.push(path);
                } else {
                    let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
                    found.push((name, fs::read_to_string(&path).unwrap()));
                }
            }
        }
        found.sort();
        found
    }

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn all_files_change_or_none() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("a"), "old").unwrap();
        fs::create_dir(root.path().join("b")).unwrap();
        fs::write(root.path().join("b/c.yaml"), "").unwrap();
        let before = tree(root.path());

        // `a/x` cannot be written, because `a` is a file.
        let new = [file("b/c.yaml", "new"), file("b/new.yaml", "new"), file("a/x", "new")];
        assert!(write_all(root.path(), &new).is_err());
        assert_eq!(tree(root.path()), before);

        write_all(root.path(), &[file("b/c.yaml", "new"), file("d/e/f.yaml", "x")]).unwrap();
        let wanted = pairs(&[("a", "old"), ("b/c.yaml", "new"), ("d/e/f.yaml", "x")]);
        assert_eq!(tree(root.path()), wanted);

        change_all(root.path(), &[file("a", "new")], &["d/e/f.yaml".to_owned()]).unwrap();
        assert_eq!(tree(root.path()), pairs(&[("a", "new"), ("b/c.yaml", "new")]));
        assert!(!root.path().join("d").exists());
    }

    /// A change of every kind: files that are new, others that are there, and ones to delete.
    struct Case {
        root: tempfile::TempDir,
        before: Vec<(String, String)>,
    }

    impl Case {
        fn new() -> Self {
            let root = tempfile::tempdir().unwrap();
            for (path, text) in
                [("a", "old a"), ("s/b", "old b"), ("s/c", "old c"), ("t/d", "old d")]
            {
                let path = root.path().join(path);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, text).unwrap();
            }
            let before = tree(root.path());
            Self { root, before }
        }

        fn change(&self) -> anyhow::Result<()> {
            let files = [file("a", "new a"), file("n/e", "new e"), file("s/b", "new b")];
            change_all(self.root.path(), &files, &["s/c".to_owned(), "t/d".to_owned()])
        }

        fn after() -> Vec<(String, String)> {
            pairs(&[("a", "new a"), ("n/e", "new e"), ("s/b", "new b")])
        }

        /// Panics unless all changed or nothing; returns whether all did.
        #[track_caller]
        fn is_changed(&self, at: &str) -> bool {
            let now = tree(self.root.path());
            assert!(
                now == self.before || now == Self::after(),
                "{at}: half of it is there: {now:?}"
            );
            now != self.before
        }
    }

    /// How many changes of the file system a run makes until it is through.
    const FEWEST: usize = 20;

    #[test]
    fn a_run_that_is_killed_anywhere_changes_all_or_nothing_once_the_next_one_has_begun() {
        let (mut steps, mut recoveries, mut changed) = (0, 0, 0);
        for at in 0.. {
            let case = Case::new();
            if kill_at(at, || case.change().unwrap()).is_some() {
                break;
            }
            steps += 1;
            // The run that mends may be killed as well, anywhere, and the one after it.
            for again in 0.. {
                let case = Case::new();
                assert!(kill_at(at, || case.change().unwrap()).is_none());
                let is_through = kill_at(again, || recover(case.root.path()).unwrap()).is_some();
                recoveries += usize::from(!is_through);
                recover(case.root.path()).unwrap();
                changed +=
                    usize::from(case.is_changed(&format!("killed at {at}, then at {again}")));
                if is_through {
                    break;
                }
            }
        }
        assert!(
            steps >= FEWEST && recoveries >= steps && changed >= FEWEST,
            "{steps} {recoveries} {changed}"
        );
    }

    #[test]
    fn a_run_that_fails_anywhere_changes_nothing_or_is_mended_by_the_next_one() {
        let mut failures = 0;
        for at in 0.. {
            let case = Case::new();
            let is_done = fail_at(at, || case.change()).unwrap().is_ok();
            // Nothing is mended yet, but what is visible is whole.
            if !is_done {
                failures += 1;
            }
            recover(case.root.path()).unwrap();
            let is_changed = case.is_changed(&format!("failed at {at}"));
            assert!(is_changed || !is_done);
            if is_done && is_changed && at > FEWEST {
                break;
            }
        }
        assert!(failures >= FEWEST - 5, "{failures}");
    }

    #[test]
    fn a_run_that_is_killed_while_it_puts_back_is_put_back_by_the_next_one() {
        let mut killed = 0;
        for at in 0.. {
            let case = Case::new();
            // A folder stands where the last file should go, so that everything before it goes back.
            let files =
                [file("a", "new a"), file("n/e", "new e"), file("s/b", "new b"), file("z/y", "")];
            fs::write(case.root.path().join("z"), "").unwrap();
            let mut before = case.before.clone();
            before.push(("z".to_owned(), String::new()));
            let done = kill_at(at, || change_all(case.root.path(), &files, &["t/d".to_owned()]));
            if let Some(done) = &done {
                assert!(done.is_err());
                assert_eq!(tree(case.root.path()), before);
                break;
            }
            killed += 1;
            recover(case.root.path()).unwrap();
            assert_eq!(tree(case.root.path()), before, "killed at {at}");
        }
        assert!(killed >= FEWEST, "{killed}");
    }

    #[test]
    fn a_stage_without_its_list_is_cleared_away() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("a"), "old").unwrap();
        let new = root.path().join(STAGE).join("new");
        fs::create_dir_all(&new).unwrap();
        fs::write(new.join("a"), "new").unwrap();
        recover(root.path()).unwrap();
        assert_eq!(tree(root.path()), pairs(&[("a", "old")]));
    }

    #[test]
    fn a_run_that_was_stopped_while_files_took_their_places_is_completed() {
        let root = tempfile::tempdir().unwrap();
        let at = |path: &str| root.path().join(path);
        // `a` has taken its place, `b` was moved away, `c` is untouched, and `d` is to go.
        for (path, text) in [("a", "new"), ("c", "old"), ("d", "old")] {
            fs::write(at(path), text).unwrap();
        }
        for (folder, path, text) in [("new", "b", "new"), ("new", "c", "new"), ("old", "b", "old")]
        {
            fs::create_dir_all(at(STAGE).join(folder)).unwrap();
            fs::write(at(STAGE).join(folder).join(path), text).unwrap();
        }
        let plan = r#"{"written": ["a", "b", "c"], "removed": ["d"]}"#;
        fs::write(at(STAGE).join(PLAN), plan).unwrap();
        write_all(root.path(), &[]).unwrap();
        assert_eq!(tree(root.path()), pairs(&[("a", "new"), ("b", "new"), ("c", "new")]));
    }

    #[test]
    fn nothing_is_written_outside_of_the_root() {
        let outside = tempfile::tempdir().unwrap();
        let root = outside.path().join("root");
        fs::create_dir(&root).unwrap();
        for path in ["../x", "/x", "a/../../x", "", "a//b", "c:\\x", "a\\..\\x"] {
            assert!(write_all(&root, &[file(path, "x")]).is_err(), "{path:?}");
        }
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(outside.path(), root.join("link")).unwrap();
            assert!(write_all(&root, &[file("link/x", "x")]).is_err());
        }
        assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 1);
    }
}
