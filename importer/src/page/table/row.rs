//! The limits of a table's row and the end of a table, in every form of a page saved as text.

use crate::cell;
use crate::page::block::{Column, Head};
use crate::page::landmarks::{Landmark, Part, landmark};
use crate::page::markup::{Dialect, heading};
use crate::page::title::Title;
use std::collections::BTreeSet;
use std::sync::LazyLock;
use tencentcloud_model::embedded::common_errors;

/// Whether a line ends a table: a landmark or a heading. (The titles and marks of examples occur in
/// descriptions, too, and end none.)
pub(crate) fn ends_table(line: &str, dialect: Dialect) -> bool {
    if line.is_empty() {
        return false;
    }
    let words = heading(line).filter(|_| dialect == Dialect::Markdown);
    if words.is_some() || is_request(line) || is_title_of_codes(line) {
        return true;
    }
    match landmark(line, false) {
        Some(
            Landmark::Example(_)
            | Landmark::Explorer
            | Landmark::Part(Part::ExampleInput | Part::ExampleOutput),
        )
        | None => false,
        Some(_) => true,
    }
}

/// Whether a line is the title of a table of the page `Error Codes`.
fn is_title_of_codes(line: &str) -> bool {
    codes_of_title(line).is_some()
}

/// Whether the codes behind a title are those of all services; `None` if it is no such title.
pub(crate) fn codes_of_title(line: &str) -> Option<bool> {
    // Long lines are no titles, and there are many of them.
    if line.len() > 80 {
        return None;
    }
    let title = Title::of(line, true);
    let is_common = title.is_any(&["Common Error Codes", "Common Error Code", "公共错误码"]);
    let service =
        ["Service Error Codes", "Service Error Code", "Business Error Codes", "业务错误码"];
    (is_common || title.is_any(&service)).then_some(is_common)
}

/// Whether a line begins the request of an example.
pub(crate) fn is_request(line: &str) -> bool {
    let is_url = line.starts_with("https://") || line.starts_with("http://");
    line.starts_with("POST / ")
        || line.starts_with("POST http")
        || line.get(..12).is_some_and(|start| start.eq_ignore_ascii_case("post / http/"))
        || line.starts_with("GET /")
        || line.starts_with("GET http")
        || matches!(line, "https:" | "https://" | "http://")
        || (is_url && line.contains("Action="))
        || (is_url && line.ends_with("/?"))
}

/// Whether the first cells of a row hold what the first columns of a table can hold; the last
/// column holds anything.
pub(crate) fn fits<S: AsRef<str>>(head: Head, cells: &[S]) -> bool {
    let leading = head.columns().split_last().map(|(_, leading)| leading).unwrap_or_default();
    cells.len() >= leading.len()
        && leading.iter().zip(cells).all(|(column, cell)| holds(*column, cell.as_ref().trim()))
}

/// Whether a cell can be in a column.
pub(crate) fn holds(column: Column, text: &str) -> bool {
    match column {
        Column::Name => cell::is_name(text.strip_suffix(".N").unwrap_or(text)),
        Column::Required => cell::is_answer(text),
        Column::Type => cell::is_type(text),
        Column::Code => is_code(text),
        Column::Doc | Column::Limit => true,
    }
}

/// Whether a cell can name the row of a table.
pub(crate) fn is_name(head: Head, text: &str) -> bool {
    head.columns().first().is_some_and(|column| holds(*column, text.trim()))
}

/// Whether a cell says whether something is required, or is a scalar type or a list: words that
/// rows have and sentences have not.
pub(crate) fn has_mark<S: AsRef<str>>(cells: &[S]) -> bool {
    cells.iter().skip(1).any(|text| {
        let text = text.as_ref().trim();
        cell::is_answer(text)
            || (cell::is_type(text) && (!cell::is_object(text) || text.starts_with("Array of ")))
    })
}

/// How much words in a description look like those of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Likeness {
    None,
    /// They may be words of the description.
    Some,
    /// Only rows have them.
    Sure,
}

/// How much the first cells or words of a text look like a row of members that cannot be read.
pub(crate) fn likeness<S: AsRef<str>>(head: Head, cells: &[S]) -> Likeness {
    let is_member = matches!(head, Head::Input | Head::Output | Head::InputType | Head::OutputType);
    if !is_member {
        return Likeness::None;
    }
    let cells: Vec<&str> = cells.iter().map(|cell| cell.as_ref().trim()).collect();
    let is_type = |text: &str| {
        text == "Array"
            || (cell::is_type(text) && (!cell::is_object(text) || text.starts_with("Array of ")))
    };
    let is_answer = cell::is_answer;
    let first = cells.first().copied().unwrap_or_default();
    let is_list = first.strip_suffix(".N").is_some_and(cell::is_name);
    let is_pair = |pair: &[&str]| matches!(pair, [a, b] if (is_answer(a) && is_type(b)) || (is_type(a) && is_answer(b)));
    let marks = cells.iter().skip(1).enumerate();
    let marks = marks.filter(|(at, it)| is_answer(it) || (*at < 2 && is_type(it))).count();
    if is_list && cells.len() > 1
        || cells.get(..cells.len().min(4)).unwrap_or_default().windows(2).any(is_pair)
    {
        Likeness::Sure
    } else if marks > 0
        && first.starts_with(|c: char| c.is_ascii_uppercase())
        && cell::is_name(&first.replace('-', "_"))
    {
        Likeness::Some
    } else {
        Likeness::None
    }
}

/// Whether cells outside of every table are those of a row for sure.
pub(crate) fn is_row_like<S: AsRef<str>>(cells: &[S]) -> bool {
    let Some(first) = cells.first().map(|cell| cell.as_ref().trim()) else { return false };
    let is_member = cell::is_name(first.strip_suffix(".N").unwrap_or(first)) && has_mark(cells);
    // A code has a row of its own or of two columns; with others beside it its family must be known.
    let is_sure = |cell: &str| cell.contains('.') && is_code(cell) && has_family(cell);
    is_member
        || (cells.len() == 2 && first.contains('.') && is_code(first))
        || (cells.len() > 1 && cells.iter().take(4).any(|cell| is_sure(cell.as_ref().trim())))
}

/// Whether a code begins with one of the families that all services share.
fn has_family(code: &str) -> bool {
    code.split('.').next().is_some_and(|family| FAMILIES.contains(family))
}

/// The families of codes that all services share: of codes without a dot only these are sure.
static FAMILIES: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let common = common_errors().unwrap_or_else(|error| unreachable!("a test reads it: {error}"));
    common.families.into_iter().map(|family| family.family).collect()
});

/// Whether a word is an error code wherever it stands: with a dot, or one of the known families.
pub(crate) fn is_sure_code(word: &str) -> bool {
    is_code(word) && (word.contains('.') || FAMILIES.contains(word))
}

/// Whether a word is an error code as a page can list it: with a dot, or a family's name, which has
/// at least two parts. Words of sentences and captions are neither.
pub(crate) fn is_code(word: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
    let starts_well = word.starts_with(|c: char| c.is_ascii_uppercase());
    let inner = word.trim_end_matches('.');
    let humps = word
        .bytes()
        .zip(word.bytes().skip(1))
        .filter(|(a, b)| a.is_ascii_lowercase() && b.is_ascii_uppercase())
        .count();
    starts_well && word.chars().all(is_part) && (inner.contains('.') || humps > 0)
}
