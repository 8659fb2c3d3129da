//! Data on stdout, in one of the formats.

mod table;
mod yaml;

pub use table::table;
pub use yaml::{string as yaml_string, yaml};

use crate::failure::Failure;
use crate::host::Host;
use crate::json::Json;
use crate::options::{Arguments, FORMATS};
use std::io::ErrorKind;

/// A format of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// JSON on many lines.
    Json,
    /// An item on each line.
    Ndjson,
    /// YAML.
    Yaml,
    /// A table for people.
    Table,
    /// Values between tabs, for other programs.
    Tsv,
    /// Nothing.
    None,
}

/// The parts of the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape<'a> {
    /// No part is known to be the list of items.
    Plain,
    /// This member of the response lists its items.
    Items(&'a str),
}

/// Returns the format that is asked for.
///
/// # Errors
///
/// Returns an error if the variable has another value.
pub fn format(arguments: &Arguments, host: &Host) -> Result<Format, Failure> {
    let name = arguments.value("format").or_else(|| host.variable("TENCENTCLOUD_FORMAT"));
    match name.unwrap_or("json") {
        "json" => Ok(Format::Json),
        "ndjson" => Ok(Format::Ndjson),
        "yaml" => Ok(Format::Yaml),
        "table" => Ok(Format::Table),
        "tsv" => Ok(Format::Tsv),
        "none" => Ok(Format::None),
        other => Err(Failure::usage(format!("TENCENTCLOUD_FORMAT cannot be `{other}`"))
            .help(format!("expected one of {}", FORMATS.join(", ")))),
    }
}

/// Prints data in a format.
///
/// # Errors
///
/// Returns an error if stdout cannot be written.
pub fn print(
    host: &mut Host,
    data: &Json,
    format: Format,
    shape: Shape<'_>,
) -> Result<(), Failure> {
    print_while_read(host, data, format, shape).map(drop)
}

/// Prints data in a format, and returns whether the reader of stdout is still there.
///
/// # Errors
///
/// Returns an error if stdout cannot be written.
pub fn print_while_read(
    host: &mut Host,
    data: &Json,
    format: Format,
    shape: Shape<'_>,
) -> Result<bool, Failure> {
    let text = match format {
        Format::Json => data.pretty(host.has_colour()) + "\n",
        Format::Ndjson => lines(items(data, shape)),
        Format::Yaml => yaml(data),
        Format::Table => table(data, width(host)),
        Format::Tsv => table::tsv(items(data, shape)),
        Format::None => return Ok(true),
    };
    write_while_read(host, &text)
}

/// The items of a response, or the data itself.
fn items<'a>(data: &'a Json, shape: Shape<'_>) -> &'a Json {
    match shape {
        Shape::Items(member) => data.get(member).unwrap_or(data),
        Shape::Plain => data,
    }
}

fn lines(data: &Json) -> String {
    let elements = data.as_array().unwrap_or(std::slice::from_ref(data));
    elements.iter().map(|element| element.compact() + "\n").collect()
}

fn width(host: &Host) -> Option<u16> {
    let columns = host.variable("COLUMNS").and_then(|columns| columns.parse().ok());
    let terminal = || terminal_size::terminal_size().map(|(width, _)| width.0);
    host.stdout_is_terminal.then(|| columns.or_else(terminal)).flatten()
}

/// Writes text to stdout. A reader that went away, such as `head`, is not an error.
///
/// # Errors
///
/// Returns an error if stdout cannot be written.
pub fn write(host: &mut Host, text: &str) -> Result<(), Failure> {
    write_while_read(host, text).map(drop)
}

fn write_while_read(host: &mut Host, text: &str) -> Result<bool, Failure> {
    let written = host.stdout.write_all(text.as_bytes()).and_then(|()| host.stdout.flush());
    match written {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(false),
        Err(error) => Err(Failure::io("write stdout", &error)),
    }
}
