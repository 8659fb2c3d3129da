//! Reading and writing folders: the one walk, the one atomic write, and the write of several files
//! of which either all change or none.

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

/// The changes to the files below a folder.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Plan {
    /// Files to put in place.
    written: Vec<String>,
    /// Files to delete.
    removed: Vec<String>,
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
    };
    let done = stage_all(root, &stage, files, &plan).and_then(|()| put_in_place(root, &plan));
    let cleared = fs::remove_dir_all(&stage);
    done?;
    match cleared {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", stage.display()))
        }
        _ => Ok(()),
    }
}

/// Completes what an interrupted run had staged below `root`, or clears away what it had not.
pub(crate) fn recover(root: &Path) -> Result<()> {
    let stage = root.join(STAGE);
    if !stage.is_dir() {
        return Ok(());
    }
    if let Ok(text) = fs::read_to_string(stage.join(PLAN)) {
        let plan: Plan = serde_json::from_str(&text)
            .with_context(|| format!("cannot read {}", stage.join(PLAN).display()))?;
        for path in &plan.written {
            let (from, to) = (stage.join("new").join(path), inside(root, path)?);
            // A file that is no longer staged has taken its place.
            if from.exists() {
                place(&from, &to)?;
            }
        }
        for path in &plan.removed {
            let path = inside(root, path)?;
            if path.exists() {
                remove(&path, root)?;
            }
        }
    }
    fs::remove_dir_all(&stage).with_context(|| format!("cannot remove {}", stage.display()))
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
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(&path, &file.text))
            .with_context(|| format!("cannot write {}", path.display()))?;
    }
    let text = serde_json::to_string(plan).context("cannot list the files")?;
    write(&stage.join(PLAN), &text).with_context(|| format!("cannot write {}", stage.display()))
}

/// Puts staged files in place; on a failure everything is put back.
fn put_in_place(root: &Path, plan: &Plan) -> Result<()> {
    let stage = root.join(STAGE);
    let mut done: Vec<(PathBuf, Option<PathBuf>)> = Vec::new();
    let result = plan.written.iter().chain(&plan.removed).enumerate().try_for_each(|(at, path)| {
        let full = inside(root, path)?;
        let old = stage.join("old").join(path);
        let kept = full.exists().then_some(old);
        if let Some(old) = &kept {
            place(&full, old)?;
        }
        done.push((full.clone(), kept));
        if at < plan.written.len() { place(&stage.join("new").join(path), &full) } else { Ok(()) }
    });
    if result.is_err() {
        // Without its list the stage is no longer completed by a later run.
        let _ = fs::remove_file(stage.join(PLAN));
        for (path, old) in done.iter().rev() {
            let put_back = match old {
                Some(old) => fs::rename(old, path),
                None => fs::remove_file(path),
            };
            // A file that was never put in place needs not be taken away.
            let _ = put_back;
            if old.is_none() {
                remove_empty_folders(path, root);
            }
        }
        return result;
    }
    for path in &plan.removed {
        remove_empty_folders(&root.join(path), root);
    }
    Ok(())
}

fn place(from: &Path, to: &Path) -> Result<()> {
    let folder = to.parent().map_or(Ok(()), fs::create_dir_all);
    folder
        .and_then(|()| fs::rename(from, to))
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
    fs::remove_file(path).with_context(|| format!("cannot remove {}", path.display()))?;
    remove_empty_folders(path, out);
    Ok(())
}

/// Writes a file aside and renames it, so that it is either the old one or the new one, whenever
/// the run ends.
pub(crate) fn write(path: &Path, content: impl AsRef<[u8]>) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    // Hidden, so that what an interrupted run leaves is passed over.
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let aside = path.with_file_name(format!(".{name}.{ASIDE}"));
    fs::write(&aside, content)?;
    fs::rename(&aside, path).inspect_err(|_| {
        // A file that cannot be put in place is not left beside it.
        let _ = fs::remove_file(&aside);
    })
}

/// Removes the folders that a removed file leaves empty, up to `root`.
fn remove_empty_folders(path: &Path, root: &Path) {
    for folder in path.ancestors().skip(1).take_while(|folder| *folder != root) {
        // A folder that is not empty stays, and so do those above it.
        if fs::remove_dir(folder).is_err() {
            break;
        }
    }
}

#[cfg(test)]
mod tests {
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
