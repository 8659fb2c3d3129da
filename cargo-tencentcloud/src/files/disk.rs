//! The changes of the file system that writing is made of, one by one. Tests stop a run at each of
//! them, as a kill or a full disk does.

use std::io::Result;
use std::path::Path;

/// Creates a folder and those above it.
pub(super) fn create_folders(path: &Path) -> Result<()> {
    step()?;
    std::fs::create_dir_all(path)
}

/// Writes a file, which may be left with a part of its content.
pub(super) fn write(path: &Path, content: &[u8]) -> Result<()> {
    #[cfg(test)]
    stops::tear(path, content);
    step()?;
    std::fs::write(path, content)
}

/// Moves a file, in place of one that may be there.
pub(super) fn rename(from: &Path, to: &Path) -> Result<()> {
    step()?;
    std::fs::rename(from, to)
}

/// Deletes a file.
pub(super) fn remove_file(path: &Path) -> Result<()> {
    step()?;
    std::fs::remove_file(path)
}

/// Deletes an empty folder.
pub(super) fn remove_folder(path: &Path) -> Result<()> {
    step()?;
    std::fs::remove_dir(path)
}

/// Deletes a folder with everything in it, in any order.
pub(super) fn remove_tree(path: &Path) -> Result<()> {
    #[cfg(test)]
    stops::remove_tree_in_steps(path)?;
    #[cfg(not(test))]
    std::fs::remove_dir_all(path)?;
    Ok(())
}

#[cfg(not(test))]
#[expect(clippy::unnecessary_wraps, reason = "steps fail in tests")]
fn step() -> Result<()> {
    Ok(())
}

#[cfg(test)]
use stops::step;

#[cfg(test)]
pub(super) mod stops {
    //! Stops a run of this thread at a chosen step.

    use std::cell::Cell;
    use std::io::{Error, Result};
    use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
    use std::path::Path;

    thread_local! {
        static LEFT: Cell<Option<usize>> = const { Cell::new(None) };
        static IS_KILL: Cell<bool> = const { Cell::new(true) };
    }

    /// The mark of a killed run.
    struct Killed;

    /// Runs `work` and kills it before its change number `at`, from 0: nothing of it runs any more.
    /// Returns `None` if it was killed.
    pub(in crate::files) fn kill_at<T>(at: usize, work: impl FnOnce() -> T) -> Option<T> {
        run(at, true, work)
    }

    /// Runs `work`, whose change number `at`, from 0, fails.
    pub(in crate::files) fn fail_at<T>(at: usize, work: impl FnOnce() -> T) -> Option<T> {
        run(at, false, work)
    }

    fn run<T>(at: usize, is_kill: bool, work: impl FnOnce() -> T) -> Option<T> {
        LEFT.set(Some(at));
        IS_KILL.set(is_kill);
        let result = catch_unwind(AssertUnwindSafe(work));
        LEFT.set(None);
        match result {
            Ok(done) => Some(done),
            Err(panic) if panic.is::<Killed>() => None,
            Err(panic) => resume_unwind(panic),
        }
    }

    pub(super) fn step() -> Result<()> {
        match LEFT.get() {
            None => Ok(()),
            Some(0) if IS_KILL.get() => resume_unwind(Box::new(Killed)),
            Some(0) => {
                // Later changes succeed: a disk may be full for large files only.
                LEFT.set(None);
                Err(Error::other("the disk is full"))
            }
            Some(left) => {
                LEFT.set(Some(left - 1));
                Ok(())
            }
        }
    }

    /// A run that ends while it writes leaves a part of the file.
    pub(super) fn tear(path: &Path, content: &[u8]) {
        if LEFT.get() == Some(0) {
            let half = content.get(..content.len() / 2).unwrap_or_default();
            // A folder that is missing is reported by the write itself.
            let _ = std::fs::write(path, half);
        }
    }

    /// Deletes the files of a folder one by one, each as a step.
    pub(super) fn remove_tree_in_steps(path: &Path) -> Result<()> {
        for entry in std::fs::read_dir(path)? {
            let path = entry?.path();
            if path.is_dir() {
                remove_tree_in_steps(&path)?;
            } else {
                step()?;
                std::fs::remove_file(&path)?;
            }
        }
        step()?;
        std::fs::remove_dir(path)
    }
}
