//! Slips inside of brackets, in a text that is not YAML.

use super::finder::Finder;
use super::plain::in_quotes;
use crate::shape::is_key;

/// How a collection in brackets ends.
pub(super) enum Flow {
    /// With its bracket; the byte after it.
    Closed(usize),
    /// Not at all; the line from which the text goes on without it.
    Unclosed(usize),
}

/// Follows a collection in brackets from its first byte. Its lines are indented more than `parent`.
pub(super) fn scan(finder: &mut Finder<'_>, start: usize, parent: usize) -> Flow {
    let text = finder.text;
    let mut open: Vec<usize> = Vec::new();
    let mut at = start;
    // Where the element that is read begins, and the colon after its key.
    let mut element = start;
    let mut colon: Option<usize> = None;
    // Whether the element has ended with a bracket or a quote.
    let mut is_ended = false;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let next = at + c.len_utf8();
        let is_fresh = text.get(element..at).is_some_and(|before| before.trim().is_empty());
        match c {
            '\n' => {
                let line =
                    text.get(next..).unwrap_or_default().split('\n').next().unwrap_or_default();
                let body = line.trim_start_matches(' ');
                let is_shallow = line.len() - body.len() <= parent;
                if is_shallow && !body.trim().is_empty() && !body.starts_with([']', '}', '#']) {
                    unclosed(finder, &open);
                    return Flow::Unclosed(next);
                }
            }
            '"' | '\'' if is_fresh => {
                let Some(end) = finder.quoted(at) else { return Flow::Unclosed(text.len()) };
                (at, element, is_ended) = (end, end, true);
                continue;
            }
            '#' if text.get(..at).is_some_and(|before| before.ends_with([' ', '\n', '\t'])) => {
                if !is_fresh && colon.is_some() {
                    at = comment(finder, at, element);
                    element = at;
                    continue;
                }
                at += text.get(at..).and_then(|rest| rest.find('\n')).unwrap_or(text.len() - at);
                continue;
            }
            '[' | '{' if is_fresh => {
                open.push(at);
                (element, colon, is_ended) = (next, None, false);
            }
            '[' | '{' => {
                let end = element_end(text, at);
                let from = element + blanks(text, element);
                advise_brackets(finder, at, from..end);
                at = end;
                continue;
            }
            ']' | '}' => {
                let Some(opened) = open.pop() else { return Flow::Closed(at) };
                let wanted = if text.as_bytes().get(opened) == Some(&b'[') { ']' } else { '}' };
                if c != wanted {
                    let message = format!("`{wanted}` should close the bracket, not `{c}`");
                    let advice = "each bracket is closed by its own kind";
                    finder.mend(at..next, message, at..next, wanted.to_string(), advice);
                }
                if open.is_empty() {
                    return Flow::Closed(next);
                }
                // A value follows no bracket, but a comma or another bracket may.
                (element, colon, is_ended) = (next, None, true);
            }
            ',' => {
                if is_fresh && colon.is_none() && !is_ended {
                    let message = "nothing stands before this comma";
                    finder.mend(at..next, message, at..next, "", "delete it");
                }
                (element, colon, is_ended) = (next, None, false);
            }
            '，' | '：' | '、' | '；' if is_mark(text, at, next) => {
                wide_mark(finder, at, c);
                (element, colon, is_ended) = (next, None, false);
            }
            ':' if text.get(next..).is_some_and(|rest| rest.starts_with('\t')) => {
                let message = "a tab stands after the colon of a key";
                finder.mend(next..next + 1, message, next..next + 1, " ", "write a space");
                (colon, element) = (Some(at), next);
            }
            ':' if text.get(next..).is_some_and(|rest| rest.starts_with([' ', '\n'])) => {
                if let Some(first) = colon {
                    let from = first + 1 + blanks(text, first + 1);
                    let end = element_end(text, at);
                    second_colon(finder, at, from..end);
                    (at, element, colon) = (end, end, None);
                    continue;
                }
                (colon, element) = (Some(at), next);
            }
            '`' | '@' | '%' | '&' | '*' | '!' if is_fresh => {
                let end = element_end(text, at);
                let message = format!("a text without quotes cannot begin with `{c}`");
                finder.quote(at..next, at..end, &message);
                (at, element) = (end, end);
                continue;
            }
            _ => {}
        }
        at = next;
    }
    unclosed(finder, &open);
    Flow::Unclosed(text.len())
}

/// Reports a comment that ends a text without quotes; returns where the text should have ended.
fn comment(finder: &mut Finder<'_>, at: usize, element: usize) -> usize {
    let from = element + blanks(finder.text, element);
    let end = element_end(finder.text, at).max(at + 1);
    let whole = finder.text.get(from..end).unwrap_or_default();
    let message = "a comment ends the text before it";
    let advice = "put the text in quotes if this belongs to it";
    finder.mend(at..end, message, from..end, in_quotes(whole), advice);
    end
}

/// Reports a full-width mark in place of a colon or comma.
fn wide_mark(finder: &mut Finder<'_>, at: usize, mark: char) {
    let ascii = if mark == '：' { ": " } else { ", " };
    let message = format!("`{mark}` is a full-width mark, and part of the text");
    let range = at..at + mark.len_utf8();
    finder.mend(range.clone(), message, range, ascii, "write the ASCII one");
}

/// Reports the innermost bracket that is not closed.
fn unclosed(finder: &mut Finder<'_>, open: &[usize]) {
    let Some(opened) = open.last().copied() else { return };
    let bracket = finder.text.get(opened..=opened).unwrap_or_default();
    let message = format!("the bracket `{bracket}` is not closed");
    let close = if bracket == "[" { "]" } else { "}" };
    finder.advise(opened..opened + 1, message, &format!("close it with `{close}`"));
}

/// Whether a full-width mark divides keys and values: a name precedes or follows it.
fn is_mark(text: &str, at: usize, next: usize) -> bool {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let after = text.get(next..).unwrap_or_default().trim_start();
    let name: String = after.chars().take_while(|c| is_name(*c)).collect();
    let behind = after.get(name.len()..).unwrap_or_default();
    let before = text.get(..at).unwrap_or_default();
    let key = before.rsplit(['{', ',', '，', '\n']).next().unwrap_or_default().trim();
    let is_key = text.get(at..).is_some_and(|rest| rest.starts_with('：'))
        && !key.is_empty()
        && key.chars().all(is_name);
    is_key || (!name.is_empty() && behind.starts_with([':', '：']))
}

/// Where an element ends that should have been in quotes: before the comma that a key follows, or
/// before the line's last bracket.
fn element_end(text: &str, from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default().split('\n').next().unwrap_or_default();
    let is_key = |after: &str| {
        let name = after.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
        name.is_some_and(|name| name > 0 && after.get(name..).unwrap_or_default().starts_with(": "))
    };
    let comma = rest
        .match_indices(", ")
        .find(|(at, _)| is_key(rest.get(at + 2..).unwrap_or_default().trim_start()));
    let last = rest.rfind(['}', ']']);
    let end = comma.map(|(at, _)| at).or(last).unwrap_or(rest.len());
    from + rest.get(..end).unwrap_or_default().trim_end().len()
}

fn blanks(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    rest.len() - rest.trim_start().len()
}

fn advise_brackets(finder: &mut Finder<'_>, at: usize, all: std::ops::Range<usize>) {
    let text = finder.text.get(all.clone()).unwrap_or_default();
    let element = text.strip_suffix("[]").or_else(|| text.strip_prefix("list["));
    match element {
        Some(element) if text.ends_with(']') => {
            let element = element.trim_end_matches(']');
            let message = "a bracket cannot stand in a text without quotes";
            let advice = "a list is written `list<…>`";
            finder.mend(at..at + 1, message, all, format!("list<{element}>"), advice);
        }
        _ => finder.quote(at..at + 1, all, "a bracket cannot stand in a text without quotes"),
    }
}

/// Reports the second colon of an element: a comma is missing, or quotes are.
fn second_colon(finder: &mut Finder<'_>, at: usize, all: std::ops::Range<usize>) {
    let before = finder.text.get(all.start..at).unwrap_or_default();
    let key = before.rsplit(' ').next().unwrap_or_default();
    let message = "a second colon stands in one element";
    if before.contains(' ') && is_key(key) {
        let from = at - key.len();
        let advice = "put a comma before the key, or the text in quotes";
        finder.mend(at..at + 1, message, from - 1..from, ", ", advice);
    } else {
        finder.quote(at..at + 1, all, message);
    }
}
