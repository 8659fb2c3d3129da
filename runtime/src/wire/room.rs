//! The limit of memory for a decoded answer: text such as `{},{},…` grows two hundredfold when each
//! pair of braces becomes a record.

/// The memory that any answer may take, in bytes.
const LEAST: usize = 64 << 20;

/// The memory that an answer may take on top for each of its bytes, in bytes.
const FACTOR: usize = 8;

/// The memory that is left for decoded values. It counts records and elements of lists, whose size
/// does not depend on the length of the text. Strings are not counted: they are as long as in the
/// text.
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
