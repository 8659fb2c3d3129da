//! The places that hold a catalogue: memory, or a file that is read in parts.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// A place that holds the bytes of a catalogue.
pub trait Blocks {
    /// Returns the number of bytes.
    fn length(&self) -> u64;

    /// Returns a part.
    ///
    /// # Errors
    ///
    /// Returns an error if the part is not there, or cannot be read.
    fn part(&self, start: u64, length: usize) -> io::Result<Cow<'_, [u8]>>;
}

impl<B: AsRef<[u8]>> Blocks for B {
    fn length(&self) -> u64 {
        self.as_ref().len() as u64
    }

    fn part(&self, start: u64, length: usize) -> io::Result<Cow<'_, [u8]>> {
        let start = usize::try_from(start).map_err(io::Error::other)?;
        let end = start.checked_add(length);
        let part = end.and_then(|end| self.as_ref().get(start..end));
        part.map(Cow::Borrowed).ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
    }
}

/// A catalogue in a file, of which parts are read when they are asked for.
#[derive(Debug)]
pub struct OnDisk {
    file: Mutex<File>,
    length: u64,
}

impl OnDisk {
    /// Opens a file.
    ///
    /// # Errors
    ///
    /// Returns an error if it cannot be opened.
    pub fn open(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        let length = file.metadata()?.len();
        Ok(Self { file: Mutex::new(file), length })
    }
}

impl Blocks for OnDisk {
    fn length(&self) -> u64 {
        self.length
    }

    fn part(&self, start: u64, length: usize) -> io::Result<Cow<'_, [u8]>> {
        // A length that a damaged index states costs no memory before it is known to be there.
        if start.checked_add(length as u64).is_none_or(|end| end > self.length) {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(start))?;
        let mut bytes = vec![0; length];
        file.read_exact(&mut bytes)?;
        Ok(Cow::Owned(bytes))
    }
}
