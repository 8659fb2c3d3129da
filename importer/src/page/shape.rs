//! The many ways to write the same thing as Markdown brought to one, before a page is looked at:
//! headings that are underlined, bold or tags, quoted tables, bars of another width.

use crate::lines::Line;
use crate::page::landmarks::{Landmark, landmark};
use crate::page::markup::{Dialect, fence, heading, words};
use crate::page::table::row::{codes_of_title, is_request};

/// Rewrites lines in place; what stands between fences stays as it is.
pub(crate) fn unify(lines: &mut [Line<'_>], dialect: Dialect) {
    let mut open: Option<String> = None;
    for at in 0..lines.len() {
        let (before, rest) = lines.split_at_mut(at);
        let Some((line, behind)) = rest.split_first_mut() else { break };
        let marks = fence(&line.text, dialect).map(str::to_owned);
        match (&open, marks) {
            (Some(fence), Some(marks)) if marks.starts_with(fence.as_str()) => open = None,
            (None, Some(marks)) => open = Some(marks),
            (Some(_), _) => {}
            (None, None) => {
                if let Some(text) = unlisted(&line.text).or_else(|| with_bars(&line.text)) {
                    line.text = text;
                }
                if dialect == Dialect::Markdown {
                    if let Some(text) = title(&line.text) {
                        line.text = format!("## {text}");
                    } else if is_comment(&line.text) {
                        line.text = String::new();
                    }
                }
                let is_first = before.last().is_none_or(|line| line.text.is_empty());
                if let Some(under) = behind.first_mut().filter(|_| is_first)
                    && is_underline(&under.text)
                    && is_title(&line.text)
                {
                    line.text = format!("## {}", line.text);
                    under.text = String::new();
                }
            }
        }
    }
}

/// Takes the marks off quotations that hold a part of a page: mail programs quote it as a whole, and
/// converters quote its tables and examples.
pub(crate) fn unquote(lines: &mut [Line<'_>]) {
    let is_quoted = |line: &Line<'_>| line.text.starts_with('>');
    let bare = |line: &Line<'_>| line.text.trim_start_matches(['>', ' ']).to_owned();
    // Preformatted text keeps the blanks behind the mark.
    let raw = |mut raw: &'_ str| {
        while let Some(rest) = raw.trim_start().strip_prefix('>') {
            raw = rest.strip_prefix(' ').unwrap_or(rest);
        }
        raw.len()
    };
    for block in lines.chunk_by_mut(|one, other| is_quoted(one) == is_quoted(other)) {
        let is_part = |text: &str| {
            text.starts_with(['|', '{'])
                || is_request(text)
                || heading(text).is_some()
                || landmark(text, false).is_some()
                || fence(text, Dialect::Markdown).is_some()
        };
        let is_quotation = block.first().is_some_and(is_quoted);
        if is_quotation && block.iter().any(|line| is_part(&bare(line))) {
            for line in block {
                line.text = bare(line);
                line.raw = line.raw.get(line.raw.len() - raw(line.raw)..).unwrap_or_default();
            }
        }
    }
}

/// A row behind the mark of a list.
fn unlisted(text: &str) -> Option<String> {
    if !text.starts_with(['-', '*', '+', '•']) {
        return None;
    }
    let rest = text.trim_start_matches(['-', '*', '+', '•', ' ']);
    (rest.starts_with('|') && text.contains(' ')).then(|| rest.to_owned())
}

/// A row drawn with bars of another width or with lines.
fn with_bars(text: &str) -> Option<String> {
    const BARS: [char; 5] = ['｜', '│', '┃', '║', '￨'];
    let bar = text.chars().next().filter(|c| BARS.contains(c))?;
    text.ends_with(BARS).then(|| text.replace(bar, "|").replace(BARS, "|"))
}

/// The title in a line that is set as a heading otherwise than by a mark and a blank before it: bold
/// alone on its line, as an element, or without the blank.
fn title(text: &str) -> Option<String> {
    let is_part = |text: &str| {
        matches!(landmark(text, true), Some(Landmark::Part(_) | Landmark::Example(_)))
            || codes_of_title(text).is_some()
    };
    if let Some(rest) = text.strip_prefix('#') {
        let rest = rest.trim_start_matches('#');
        return (!rest.starts_with(' ') && is_part(rest)).then(|| rest.to_owned());
    }
    if text.starts_with("<h") || text.starts_with("<H") {
        let level = text.as_bytes().get(2).is_some_and(|it| matches!(it, b'1'..=b'6'));
        let (_, inner) = text.split_once('>').filter(|_| level)?;
        let end = inner.to_ascii_lowercase().find("</h")?;
        return inner.get(..end).map(words).filter(|title| !title.is_empty());
    }
    let bold = |mark: &str| text.strip_prefix(mark)?.strip_suffix(mark);
    let inner = bold("**").or_else(|| bold("__"))?;
    is_part(&words(inner)).then(|| words(inner))
}

/// Whether a line is a comment alone.
fn is_comment(text: &str) -> bool {
    text.strip_prefix("<!--")
        .is_some_and(|rest| rest.find("-->").is_some_and(|at| at + 3 == rest.len()))
}

/// Whether a line underlines the one above.
fn is_underline(text: &str) -> bool {
    let is_of = |c: char| text.len() > 2 && text.chars().all(|it| it == c);
    is_of('=') || is_of('-')
}

/// Whether a line can be the title of a part or of a type: others are no headings of a page, and what
/// is below them may be anything.
fn is_title(text: &str) -> bool {
    let plain = words(text);
    landmark(&plain, true).is_some_and(|it| matches!(it, Landmark::Part(_) | Landmark::Example(_)))
        || codes_of_title(&plain).is_some()
        || crate::cell::is_name(&plain)
}
