//! Reading and writing folders: the one walk, the one atomic write, and the write of several files
//! of which either all change or none.

use anyhow::{Context, Result, bail};
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use tencentcloud_model::file::File;

/// The extension of a file that has not taken its place yet.
const ASIDE: &str = "tencentcloud-tmp";

/// Writes `files` below `root`; their paths are seen from there.
pub(crate) fn write_all(root: &Path, files: &[File]) -> Result<()> {
    let mut aside = Vec::with_capacity(files.len());
    let written = files.iter().try_for_each(|file| {
        let path = inside(root, &file.path)?;
        let temporary = write_aside(&path, &file.text)
            .with_context(|| format!("cannot write {}", path.display()))?;
        aside.push((temporary, path));
        Ok(())
    });
    if written.is_err() {
        for (temporary, _) in &aside {
            // What cannot be removed is overwritten by the next run.
            let _ = fs::remove_file(temporary);
        }
        return written;
    }
    for (temporary, path) in &aside {
        fs::rename(temporary, path).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
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

fn write_aside(path: &Path, text: &str) -> io::Result<PathBuf> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let temporary = path.with_extension(ASIDE);
    fs::write(&temporary, text)?;
    Ok(temporary)
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
    let aside = path.with_extension(ASIDE);
    fs::write(&aside, content)?;
    fs::rename(&aside, path).inspect_err(|_| {
        // What cannot be put in place is not left beside it.
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
    use super::{File, write_all};
    use std::fs;

    fn file(path: &str, text: &str) -> File {
        File { path: path.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn all_files_change_or_none() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("a"), "old").unwrap();
        fs::create_dir(root.path().join("b")).unwrap();
        fs::write(root.path().join("b/c.yaml"), "").unwrap();
        let read = |path: &str| fs::read_to_string(root.path().join(path)).unwrap_or_default();

        // `a/x` cannot be written, because `a` is a file.
        assert!(write_all(root.path(), &[file("b/c.yaml", "new"), file("a/x", "new")]).is_err());
        assert_eq!((read("a").as_str(), read("b/c.yaml").as_str()), ("old", ""));
        assert_eq!(fs::read_dir(root.path().join("b")).unwrap().count(), 1);

        write_all(root.path(), &[file("b/c.yaml", "new"), file("d/e/f.yaml", "x")]).unwrap();
        assert_eq!((read("b/c.yaml").as_str(), read("d/e/f.yaml").as_str()), ("new", "x"));
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
