//! Opening the page.

use std::io;
use std::process::{Command, Stdio};

/// Opens a URL in the user's browser.
///
/// # Errors
///
/// Returns an error if the system has no program for it.
pub fn open_browser(url: &str) -> io::Result<()> {
    let program = match std::env::consts::OS {
        "macos" => "open",
        "windows" => "explorer",
        _ => "xdg-open",
    };
    let mut command = Command::new(program);
    command.arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().map(drop)
}
