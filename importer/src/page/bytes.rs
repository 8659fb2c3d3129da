//! The bytes of a saved page as text, of a web archive or in some encoding.

use crate::page::{archive, decode};

/// Returns the text of a saved page.
///
/// # Errors
///
/// Why the bytes are no text, and how to save the page.
pub fn page_text(bytes: &[u8]) -> Result<String, String> {
    if archive::is_archive(bytes) {
        return archive::text(bytes);
    }
    decode::plain(bytes)
}
