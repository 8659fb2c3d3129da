//! Tables that lost their shape: each cell on a line of its own, with or without a bar behind it.

use crate::cell;
use crate::lines::Line;
use crate::page::block::{Head, Row, Table};
use crate::page::header::{MOST_COLUMNS, head_of_cells};
use crate::page::markup::Dialect;
use crate::page::table::row::{self, Likeness, ends_table};

/// The cell on a line of its own.
fn cell(line: &str) -> &str {
    let cell = line.strip_prefix('|').unwrap_or(line);
    cell.strip_suffix('|').unwrap_or(cell).trim()
}

/// The header whose cells stand on the first of `lines`, one on each, and how many lines it has.
pub(crate) fn head(lines: &[Line<'_>]) -> Option<(Head, usize)> {
    // Most lines are none of the words that a header begins with.
    let first = cell(&lines.first()?.text);
    if first.is_empty() || first.len() > 30 || first.contains('|') {
        return None;
    }
    let mut cells = Vec::new();
    let mut found = None;
    for (index, line) in lines.iter().enumerate().take(2 * MOST_COLUMNS) {
        if line.text.is_empty() {
            continue;
        }
        cells.push(cell(&line.text));
        if cells.len() > 1
            && let Some(head) = head_of_cells(&cells)
        {
            found = Some((head, index + 1));
        }
    }
    found
}

/// Reads the rows behind a header of `used` lines; returns how many lines the table has.
pub(crate) fn table(
    lines: &[Line<'_>],
    head: Head,
    mut used: usize,
    dialect: Dialect,
) -> (Table, usize) {
    let line = lines.first().map_or(0, |line| line.number);
    let mut table = Table::new(line, head);
    let has_bars = lines.first().is_some_and(|line| line.text.contains('|'));
    let mut next = row_start(lines, used, head);
    while let Some(start) = next {
        let leading = head.columns().len() - 1;
        let mut cells: Vec<&str> = Vec::new();
        let mut at = start;
        while let Some(line) = lines.get(at)
            && cells.len() < leading
        {
            if !line.text.is_empty() {
                cells.push(cell(&line.text));
            }
            at += 1;
        }
        let (doc, end, row) = description(lines, at, head, has_bars, dialect);
        let inside = lines.get(at..end).unwrap_or_default();
        let likeness = likeness(inside, head, &mut table.lost);
        let number = lines.get(start).map_or(0, |line| line.number);
        let doubt = is_doubtful(head, &cells).then_some(DOUBT).or(likeness);
        let cells = cells.into_iter().chain([doc.as_str()]).map(|cell| dialect.text(cell));
        table.rows.push(Row { line: number, cells: cells.collect(), doubt });
        used = end;
        next = row;
    }
    (table, used)
}

/// Looks for rows that cannot be read among the lines of a description: those that are rows for
/// sure are lost, and others are a doubt.
fn likeness(lines: &[Line<'_>], of: Head, lost: &mut Vec<(usize, String)>) -> Option<&'static str> {
    let lines: Vec<(usize, &str)> = lines
        .iter()
        .filter(|line| !line.text.is_empty())
        .map(|line| (line.number, cell(&line.text)))
        .skip(1)
        .collect();
    let mut is_doubtful = of == Head::Errors && !lines.is_empty();
    for (at, (number, text)) in lines.iter().enumerate() {
        let cells = lines.get(at..).unwrap_or_default().iter().take(3).map(|(_, text)| *text);
        let cells: Vec<&str> = cells.collect();
        match row::likeness(of, cells.get(..2).unwrap_or(&cells)) {
            Likeness::Sure => lost.push((*number, (*text).to_owned())),
            Likeness::Some => is_doubtful = true,
            Likeness::None => {}
        }
        let is_cell = cell::is_name(text) || text.starts_with("Array of ") || cell::is_answer(text);
        is_doubtful |= is_cell && text.starts_with(|c: char| !c.is_ascii_lowercase());
    }
    is_doubtful.then_some("a line of its description looks like a cell")
}

/// Why a row may be none.
const DOUBT: &str = "it may be a line of the description before it";

/// Whether a row may as well be two lines of text.
fn is_doubtful(head: Head, cells: &[&str]) -> bool {
    if head == Head::Errors {
        return cells.first().is_some_and(|code| !row::is_sure_code(code));
    }
    let ty = match head {
        Head::Output | Head::OutputType => cells.get(1),
        _ => return false,
    };
    ty.is_some_and(|ty| cell::is_object(ty) && !ty.starts_with("Array of "))
}

/// The description that begins on a line, where it ends, and where the next row begins, if there is
/// one before the table ends.
fn description(
    lines: &[Line<'_>],
    from: usize,
    of: Head,
    has_bars: bool,
    dialect: Dialect,
) -> (String, usize, Option<usize>) {
    let mut at = from;
    // Where it ends at the latest, if no row follows.
    let mut end = None;
    let mut next = None;
    while let Some(line) = lines.get(at) {
        let rest = lines.get(at..).unwrap_or_default();
        if ends_table(&line.text, dialect) || head(rest).is_some() {
            break;
        }
        if is_row(lines, at, of) {
            next = Some(at);
            break;
        }
        let is_blank = line.text.is_empty() && at > from && !has_bars;
        let is_closed = has_bars && line.text.ends_with('|');
        if end.is_none() && (is_blank || is_closed) {
            end = Some(if is_closed { at + 1 } else { at });
        }
        at += 1;
    }
    // The last parameter of a request goes on up to what follows.
    let takes_all = next.is_some() || (of == Head::Input && !has_bars && lines.get(at).is_some());
    let end = if takes_all { at } else { end.unwrap_or(at) };
    let doc = lines.get(from..end).unwrap_or_default().iter();
    let doc = doc.filter(|line| !is_delimiter(&line.text)).map(|line| cell(&line.text));
    (doc.collect::<Vec<_>>().join("\n").trim().to_owned(), end, next)
}

/// Where the next row begins, if only empty lines and a line of dashes are before it.
fn row_start(lines: &[Line<'_>], from: usize, head: Head) -> Option<usize> {
    let skipped = |line: &&Line<'_>| line.text.is_empty() || is_delimiter(&line.text);
    let skipped = lines.get(from..)?.iter().take_while(skipped).count();
    is_row(lines, from + skipped, head).then_some(from + skipped)
}

/// Whether the lines from here on hold what the first columns of a table can hold.
fn is_row(lines: &[Line<'_>], at: usize, head: Head) -> bool {
    // Looked at first: what is behind a gap may be far away.
    if lines.get(at).is_none_or(|line| line.text.is_empty()) {
        return false;
    }
    let filled = lines.get(at..).unwrap_or_default().iter().filter(|line| !line.text.is_empty());
    let cells: Vec<&str> = filled.take(MOST_COLUMNS).map(|line| cell(&line.text)).collect();
    row::fits(head, &cells)
}

fn is_delimiter(line: &str) -> bool {
    line.contains("--") && line.chars().all(|c| matches!(c, '-' | '|' | ':' | ' '))
}
