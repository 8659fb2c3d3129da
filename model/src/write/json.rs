//! Values of examples and defaults: as compact as can be read.

use super::scalar::{inline, scalar};
use super::width::{WIDTH, width};
use super::{Printer, comment, scalar_key};
use serde_json::{Map, Value};

/// No value on one line is longer, wherever it begins.
const LONGEST: usize = 90;

impl Printer<'_> {
    /// Prints `head` and a value after it, or below it with `indent` blanks.
    pub(super) fn json(&mut self, head: &str, value: &Value, indent: usize) {
        if let Value::String(text) = value
            && let Some((mark, body)) = literal(text)
        {
            self.lines.push(format!("{head} {mark}"));
            let pad = " ".repeat(indent);
            self.lines.extend(body.lines().map(|line| match line {
                "" => String::new(),
                line => format!("{pad}{line}"),
            }));
            return;
        }
        let first = width(head) + 1;
        let flow = inline(value);
        let fits = first + width(&flow) <= WIDTH && width(&flow) <= LONGEST;
        match value {
            Value::Object(map) if self.needs_lines(value, fits) => {
                self.lines.push(head.to_owned());
                self.json_mapping(map, indent);
            }
            Value::Array(list) if self.needs_lines(value, fits) => {
                self.lines.push(head.to_owned());
                self.json_list(list, indent);
            }
            Value::Object(_) | Value::Array(_) => self.lines.push(format!("{head} {flow}")),
            _ => self.lines.push(format!("{head} {}", scalar(value, false))),
        }
    }

    fn needs_lines(&self, value: &Value, fits: bool) -> bool {
        !is_empty(value) && (self.has_inside() || !fits || !is_small(value))
    }

    fn json_mapping(&mut self, map: &Map<String, Value>, indent: usize) {
        for (key, value) in map {
            self.at(key.clone(), |printer| {
                printer.above(indent);
                let line = printer.lines.len();
                let head = format!("{}{}:", " ".repeat(indent), scalar_key(key));
                printer.json(&head, value, indent + 2);
                printer.beside(line);
                printer.below(indent);
            });
        }
    }

    fn json_list(&mut self, list: &[Value], indent: usize) {
        let pad = " ".repeat(indent);
        for (value, step) in list.iter().zip(comment::steps(list)) {
            self.at(step, |printer| {
                printer.above(indent);
                let line = printer.lines.len();
                match value {
                    Value::Object(map) if !printer.is_row(map, value, indent) => {
                        printer.dashed(indent, |printer| printer.json_mapping(map, indent + 2));
                    }
                    Value::Object(_) => printer.lines.push(format!("{pad}- {}", inline(value))),
                    _ => printer.json(&format!("{pad}-"), value, indent + 2),
                }
                printer.beside(line);
                printer.below(indent);
            });
        }
    }

    /// Whether an object in a list fits on one line.
    fn is_row(&self, map: &Map<String, Value>, value: &Value, indent: usize) -> bool {
        let fits = || indent + 2 + width(&inline(value)) <= WIDTH;
        map.is_empty() || (!self.has_inside() && depth(value) <= 1 && map.len() <= 5 && fits())
    }
}

/// A text of several lines as a literal block: its mark, and its lines. Only texts that the block
/// reproduces exactly have one.
fn literal(text: &str) -> Option<(&'static str, &str)> {
    let is_odd = |c: char| (c.is_control() && c != '\n') || super::scalar::needs_escape(c);
    let has_blank_ends =
        text.split('\n').any(|line| line.ends_with([' ', '\t']) || line.starts_with('\t'));
    if !text.contains('\n')
        || text.replace('\n', "").contains(is_odd)
        || has_blank_ends
        || text.trim().is_empty()
        || text.starts_with([' ', '\n'])
        || text.ends_with("\n\n")
    {
        return None;
    }
    match text.strip_suffix('\n') {
        Some(body) => Some(("|", body)),
        None => Some(("|-", text)),
    }
}

/// Whether a value reads well on one line: scalars, or a mapping of scalars and short lists.
fn is_small(value: &Value) -> bool {
    match (depth(value), value) {
        (0 | 1, _) => true,
        (2, Value::Object(map)) => map.values().all(|value| match value {
            Value::Object(_) => false,
            Value::Array(list) => list.len() <= 8,
            _ => true,
        }),
        _ => false,
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Object(map) => map.is_empty(),
        Value::Array(list) => list.is_empty(),
        _ => false,
    }
}

/// How deeply lists and mappings are nested.
fn depth(value: &Value) -> usize {
    let deepest = match value {
        Value::Object(map) => map.values().map(depth).max(),
        Value::Array(list) => list.iter().map(depth).max(),
        _ => return 0,
    };
    1 + deepest.unwrap_or_default()
}
