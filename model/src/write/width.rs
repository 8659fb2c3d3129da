//! Width: how wide the lines of a file may be.

/// The widest line of a file, where it can be divided.
pub(super) const WIDTH: usize = 100;

/// Returns the number of columns that a text takes, counted in characters.
pub(super) fn width(text: &str) -> usize {
    text.chars().count()
}
