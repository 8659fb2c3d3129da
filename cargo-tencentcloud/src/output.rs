//! The output of commands: results on stdout, problems on stderr, colour only on a terminal.

use anstream::{AutoStream, ColorChoice, eprintln};
use clap::ValueEnum;
use std::fmt::Write;
use tencentcloud_importer::At;
use tencentcloud_model::diagnostic::{Diagnostics, Printer};

/// How a command prints what it found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// Prints an error that is not about the spec, with what it was caused by.
pub fn error(error: &anyhow::Error) {
    eprintln!("error: {error:#}");
}

/// Prints what is wrong with the spec in `root`, and how much.
pub(crate) fn diagnostics(diagnostics: &Diagnostics, root: &str, format: Format) {
    if format == Format::Json {
        println!("{:#}", Printer::plain().root(root).to_json(diagnostics));
        return;
    }
    let is_coloured = AutoStream::choice(&std::io::stderr()) != ColorChoice::Never;
    let printer = if is_coloured { Printer::coloured() } else { Printer::plain() };
    eprintln!("{}\n", printer.root(root).print(diagnostics).trim_end());
    let mistakes = counted(diagnostics.len(), "mistake");
    eprintln!("{mistakes} in {}; nothing was written", counted(diagnostics.files(), "file"));
}

/// Lines of text, each with the line of a file that it is about; those about a file as a whole stand
/// below its name.
pub(crate) fn located<'a>(items: impl IntoIterator<Item = (&'a At, String)>) -> String {
    let mut text = String::new();
    let mut whole = None;
    for (at, item) in items {
        if at.line > 0 {
            let _ = writeln!(text, "  {item} [{at}]");
            whole = None;
            continue;
        }
        if whole != Some(&at.file) {
            let _ = writeln!(text, "  {at}:");
            whole = Some(&at.file);
        }
        let _ = writeln!(text, "    {item}");
    }
    text
}

/// How many there are of something.
pub(crate) fn counted(count: usize, what: &str) -> String {
    match count {
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    }
}

/// The first lines that differ.
pub(crate) fn short_diff(present: &str, wanted: &str) -> String {
    const MOST_LINES: usize = 12;
    let diff = similar::TextDiff::from_lines(present, wanted);
    let diff = diff.unified_diff().context_radius(1).to_string();
    let mut lines: Vec<String> =
        diff.lines().take(MOST_LINES).map(|line| format!("    {line}")).collect();
    let rest = diff.lines().count().saturating_sub(MOST_LINES);
    if rest > 0 {
        lines.push(format!("    … {rest} more lines"));
    }
    lines.join("\n")
}
