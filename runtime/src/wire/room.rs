//! How much memory a decoded answer may take: text such as `{},{},…` becomes two hundred times as
//! large when each pair of braces is a record.

/// What any answer may take, in bytes.
const LEAST: usize = 64 << 20;

/// What a long answer may take for each of its bytes, in bytes.
const FACTOR: usize = 8;

/// The memory that decoded values may still take. It counts records and elements of lists, whose
/// size the text does not bound; characters take as much as in the text, or less.
pub(crate) struct Room(usize);

impl Room {
    /// Room for an answer of this length: 64 MiB and eight times the length.
    pub(crate) fn for_answer(length: usize) -> Self {
        Self(length.saturating_mul(FACTOR).saturating_add(LEAST))
    }

    /// Takes memory for a value, in bytes.
    ///
    /// # Errors
    ///
    /// If there is not enough left: what to say then.
    #[inline]
    pub(crate) fn take(&mut self, size: usize) -> Result<(), &'static str> {
        match self.0.checked_sub(size) {
            Some(rest) => {
                self.0 = rest;
                Ok(())
            }
            None => Err(
                "the values take more memory than 64 MiB and eight times the length of the answer; ask for fewer at once",
            ),
        }
    }
}

/// No limit: the text is the caller's own.
impl Default for Room {
    fn default() -> Self {
        Self(usize::MAX)
    }
}
