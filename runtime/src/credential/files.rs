//! Reads the files that hold credentials.

use super::text;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

/// The largest file that is read, in bytes.
const MOST: u64 = 1 << 20;

/// Reads a file, or returns `None` if it does not exist. Errors do not quote it.
pub(super) fn read(path: &Path) -> Result<Option<String>, String> {
    let failed = |reason: &dyn std::fmt::Display| format!("{} {reason}", path.display());
    let unreadable = |error| failed(&format_args!("cannot be read: {error}"));
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        Err(error) => return Err(unreadable(error)),
    };
    let mut bytes = Vec::new();
    let count = file.take(MOST + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if count as u64 > MOST {
        return Err(failed(&"is larger than 1 MiB"));
    }
    text::decode(&bytes).map(Some).map_err(|reason| failed(&reason))
}
