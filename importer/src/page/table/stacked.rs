//! Tables that lost their shape: each cell on a line of its own, with or without a bar behind it.

use crate::cell;
use crate::lines::Line;
use crate::page::block::{Column, Head, Row, Table};
use crate::page::landmarks::{MOST_COLUMNS, head_of_cells, landmark};
use crate::page::markup::Dialect;
use crate::page::table::spaced;

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
    let mut table = Table { line, head, rows: Vec::new() };
    let has_bars = lines.first().is_some_and(|line| line.text.contains('|'));
    while let Some(start) = row_start(lines, used, head) {
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
        let mut doc = Vec::new();
        while let Some(line) = lines.get(at) {
            let is_over = line.text.is_empty() && !doc.is_empty() && !has_bars;
            if is_over || ends(lines, at, head) {
                break;
            }
            if !line.text.is_empty() && !is_delimiter(&line.text) {
                doc.push(cell(&line.text));
                if has_bars && line.text.ends_with('|') {
                    at += 1;
                    break;
                }
            }
            at += 1;
        }
        let doc = doc.join("\n");
        let number = lines.get(start).map_or(0, |line| line.number);
        let cells = cells.into_iter().chain([doc.as_str()]).map(|cell| dialect.text(cell));
        table.rows.push(Row { line: number, cells: cells.collect(), doubt: None });
        used = at;
    }
    (table, used)
}

/// Whether something else than the description of a row begins here.
fn ends(lines: &[Line<'_>], at: usize, of: Head) -> bool {
    let rest = lines.get(at..).unwrap_or_default();
    let Some(line) = rest.first() else { return true };
    landmark(&line.text, line.text.starts_with('#')).is_some()
        || head(rest).is_some()
        || is_row(lines, at, of)
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
    let leading = head.columns().split_last().map(|(_, leading)| leading).unwrap_or_default();
    cells.len() >= leading.len()
        && leading.iter().zip(cells).all(|(column, cell)| fits(*column, cell))
}

fn fits(column: Column, cell: &str) -> bool {
    match column {
        Column::Name => cell::is_name(cell.strip_suffix(".N").unwrap_or(cell)),
        Column::Required => cell::required(cell).is_some(),
        Column::Type => cell::is_type(cell),
        Column::Code => spaced::is_code(cell),
        Column::Doc | Column::Limit => true,
    }
}

fn is_delimiter(line: &str) -> bool {
    line.contains("--") && line.chars().all(|c| matches!(c, '-' | '|' | ':' | ' '))
}
