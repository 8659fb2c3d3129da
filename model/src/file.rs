//! A file that is made: the output of every generator.

/// A file that is made, not yet written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// The path from the folder of all output, with `/` between its parts.
    pub path: String,
    /// The whole text, with line breaks as `\n`.
    pub text: String,
}
