//! Documents to YAML: the one printer of spec files, shared by everything that writes them.
//!
//! Its form is canonical: keys in the order of the document types, short collections on one line,
//! descriptions wrapped. Two documents that mean the same print the same, so a file that is read,
//! changed and printed again differs only where a fact does. Comments are not part of a document;
//! they are read beside it ([`Comments`]) and printed in their places.

mod comment;
mod json;
mod markdown;
mod prose;
mod scalar;
#[cfg(test)]
mod tests;
mod width;

pub use comment::Comments;
pub use comment::{step, steps_of};
pub use prose::normal;

use super::load::{Documents, Slot};
use super::yaml::Parsed;
use crate::file::File;
use scalar::{inline, scalar};
use serde::Serialize;
use serde_json::{Map, Value};
use width::{WIDTH, width};

/// Prints a document.
pub fn write<T: Serialize>(document: &T, comments: &Comments) -> String {
    print(&to_value(document), comments)
}

fn to_value<T: Serialize>(document: &T) -> Value {
    serde_json::to_value(document)
        .unwrap_or_else(|_| unreachable!("documents have text keys, and nothing in them fails"))
}

fn print(value: &Value, comments: &Comments) -> String {
    let mut printer = Printer { comments, path: Vec::new(), lines: Vec::new() };
    printer.document(value);
    let mut text = printer.lines.join("\n");
    text.push('\n');
    text
}

/// Prints a file as it should be written, with its comments. Those of keys that are no longer
/// written stand above what is around them.
pub fn canonical<T: Serialize>(file: &Parsed<T>) -> String {
    let comments = Comments::read(file);
    let value = to_value(&file.value);
    print(&value, &comments.kept_with(&value))
}

/// Every file of a spec that can be read as a whole, as it should be written.
pub fn format(documents: &Documents) -> Vec<File> {
    let mut files = Vec::new();
    files.extend(slot(&documents.names));
    files.extend(slot(&documents.common_errors));
    for service in &documents.services {
        files.extend(slot(&service.service));
        for version in &service.versions {
            files.extend(slot(&version.version));
            files.extend(slot(&version.errors));
            files.extend(slot(&version.descriptions));
            let actions = version.actions.iter();
            files.extend(actions.filter_map(|named| named.whole().map(file)));
            let types = version.types.iter();
            files.extend(types.filter_map(|named| named.whole().map(file)));
        }
    }
    files
}

fn slot<T: Serialize>(slot: &Slot<T>) -> Option<File> {
    slot.whole().map(file)
}

fn file<T: Serialize>(parsed: &Parsed<T>) -> File {
    File { path: parsed.path().to_owned(), text: canonical(parsed) }
}

/// How the value of a key is laid out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    /// A description.
    Prose,
    /// A list of records, one key a line.
    Records,
    /// A list of records: all of them on one line each, or none.
    Rows,
    /// A list of texts or of records on one line each, one element a line.
    Lines,
    /// Keys, one a line.
    Block,
    /// Keys on one line if they fit, else one a line.
    Mapping,
    /// On one line.
    Inline,
    /// Any value, as compact as can be read.
    Json,
}

impl Style {
    fn of(key: &str, value: &Value) -> Self {
        match key {
            "doc" | "deviates" => Self::Prose,
            "input" | "output" | "members" | "examples" => Self::Records,
            "errors" => Self::of_errors(value),
            "values" | "words" | "names" => Self::Rows,
            "families" | "groups" => Self::Lines,
            "hosts" | "hashes" => Self::Block,
            "pagination" | "wait" | "source" => Self::Mapping,
            "sites" | "required" => Self::Inline,
            _ => Self::Json,
        }
    }

    /// Actions name codes, `errors.yaml` describes them.
    fn of_errors(value: &Value) -> Self {
        let codes = value.as_array().map(Vec::as_slice).unwrap_or_default();
        let named = |code: &Value| code.is_string() || code.get("sites").is_some();
        if codes.iter().any(named) { Self::Lines } else { Self::Records }
    }
}

struct Printer<'c> {
    comments: &'c Comments,
    /// Where in the document the printer is.
    path: Vec<String>,
    lines: Vec<String>,
}

impl Printer<'_> {
    fn document(&mut self, value: &Value) {
        self.above(0);
        match value.as_object() {
            Some(map) if !map.is_empty() => self.mapping(map, 0),
            _ => self.lines.push(inline(value)),
        }
        self.below(0);
    }

    /// The keys of a mapping, each on a line of its own, with `indent` blanks before them.
    fn mapping(&mut self, map: &Map<String, Value>, indent: usize) {
        for (key, value) in map {
            self.at(key.clone(), |printer| {
                printer.above(indent);
                let line = printer.lines.len();
                printer.entry(key, value, indent);
                printer.beside(line);
                printer.below(indent);
            });
        }
    }

    fn entry(&mut self, key: &str, value: &Value, indent: usize) {
        let head = format!("{}{}:", " ".repeat(indent), scalar_key(key));
        match (Style::of(key, value), value) {
            (Style::Prose, Value::String(text)) => self.prose(&head, text, indent + 2),
            (Style::Mapping, Value::Object(map)) => self.flow_or_block(&head, map, indent + 2),
            (Style::Block, Value::Object(map)) if !map.is_empty() => {
                self.lines.push(head);
                self.mapping(map, indent + 2);
            }
            (Style::Inline, _) if !self.has_inside() => {
                self.lines.push(format!("{head} {}", inline(value)));
            }
            (style, Value::Array(list)) if style.is_list() && !list.is_empty() => {
                self.lines.push(head);
                self.list(list, style, indent + 2);
            }
            _ => self.json(&head, value, indent + 2),
        }
    }

    fn flow_or_block(&mut self, head: &str, map: &Map<String, Value>, indent: usize) {
        let flow = format!("{head} {}", scalar::flow_mapping(map));
        if width(&flow) <= WIDTH && !self.has_inside() {
            self.lines.push(flow);
            return;
        }
        self.lines.push(head.to_owned());
        for (key, value) in map {
            self.at(key.clone(), |printer| {
                printer.above(indent);
                let line = printer.lines.len();
                let pad = " ".repeat(indent);
                let text = scalar::inline_at(key, value);
                printer.lines.push(format!("{pad}{key}: {text}"));
                printer.beside(line);
                printer.below(indent);
            });
        }
    }

    /// The elements of a list of the format, with `indent` blanks before each.
    fn list(&mut self, list: &[Value], style: Style, indent: usize) {
        let pad = " ".repeat(indent);
        let rows: Vec<Option<String>> = list.iter().map(|value| row(&pad, value)).collect();
        let all_fit = rows.iter().all(Option::is_some) && !self.has_inside_elements(list);
        for ((value, row), step) in list.iter().zip(rows).zip(comment::steps(list)) {
            self.at(step, |printer| {
                printer.above(indent);
                let line = printer.lines.len();
                let is_row = match style {
                    Style::Rows => all_fit,
                    Style::Lines => !printer.has_inside(),
                    _ => false,
                };
                match (value, row) {
                    (Value::Object(map), row) if !map.is_empty() => match row {
                        Some(row) if is_row => printer.lines.push(row),
                        _ => printer.dashed(indent, |printer| printer.mapping(map, indent + 2)),
                    },
                    _ => printer.json(&format!("{pad}-"), value, indent + 2),
                }
                printer.beside(line);
                printer.below(indent);
            });
        }
    }

    /// Prints the lines of an element, and puts the dash before the first of them.
    fn dashed(&mut self, indent: usize, print: impl FnOnce(&mut Self)) {
        let start = self.lines.len();
        print(self);
        for line in self.lines.iter_mut().skip(start) {
            let text = line.trim_start();
            // A comment above the first key belongs above the element.
            if text.starts_with('#') {
                *line = format!("{}{text}", " ".repeat(indent));
                continue;
            }
            let rest = line.get(indent + 2..).unwrap_or_default();
            *line = format!("{}- {rest}", " ".repeat(indent));
            break;
        }
    }

    fn prose(&mut self, head: &str, text: &str, indent: usize) {
        self.lines.extend(prose::lines(head, text, indent));
    }

    /// Prints at a place in the document.
    fn at(&mut self, step: String, print: impl FnOnce(&mut Self)) {
        self.path.push(step);
        print(self);
        self.path.pop();
    }

    fn above(&mut self, indent: usize) {
        let comments = self.comments.above(&self.path);
        self.push_comments(comments, indent);
    }

    fn below(&mut self, indent: usize) {
        let comments = self.comments.below(&self.path);
        self.push_comments(comments, indent);
    }

    fn push_comments(&mut self, comments: &[String], indent: usize) {
        let pad = " ".repeat(indent);
        let lines = comments.iter().map(|comment| format!("{pad}{comment}"));
        self.lines.extend(lines);
    }

    /// Prints the comment at the end of the line on which something begins. After a text without
    /// quotes it would be read as a mistake, so that it goes above the line.
    fn beside(&mut self, line: usize) {
        let Some(comment) = self.comments.beside(&self.path) else { return };
        let Some(printed) = self.lines.get_mut(line) else { return };
        if ends_plain(printed) {
            let indent = printed.len() - printed.trim_start().len();
            self.lines.insert(line, format!("{}{comment}", " ".repeat(indent)));
        } else {
            printed.push(' ');
            printed.push_str(comment);
        }
    }

    /// Whether there are comments inside of the value, so that it needs lines of its own.
    fn has_inside(&self) -> bool {
        self.comments.has_inside(&self.path)
    }

    fn has_inside_elements(&mut self, list: &[Value]) -> bool {
        let mut has = false;
        for step in comment::steps(list) {
            self.at(step, |printer| has |= printer.has_inside());
        }
        has
    }
}

impl Style {
    fn is_list(self) -> bool {
        matches!(self, Self::Records | Self::Rows | Self::Lines)
    }
}

/// Whether a printed line ends with a text without quotes.
fn ends_plain(line: &str) -> bool {
    let line = line.trim_start();
    let line = line.strip_prefix("- ").unwrap_or(line);
    let value = match line.split_once(": ") {
        Some((_, value)) if !line.starts_with(['{', '[', '"', '\'']) => value,
        _ => line,
    };
    let is_other = value.ends_with(':')
        || value.starts_with(['{', '[', '"', '\'', '|'])
        || matches!(value, "" | "-" | "true" | "false" | "null");
    !is_other && value.parse::<f64>().is_err()
}

/// An element of a list on one line; `None` if it is too long, or a description needs several.
fn row(pad: &str, value: &Value) -> Option<String> {
    let mut value = value.clone();
    if let Some(Value::String(doc)) = value.get_mut("doc") {
        *doc = normal(doc);
        if doc.contains('\n') {
            return None;
        }
    }
    let row = format!("{pad}- {}", inline(&value));
    (width(&row) <= WIDTH).then_some(row)
}

fn scalar_key(key: &str) -> String {
    scalar(&Value::String(key.to_owned()), false)
}
