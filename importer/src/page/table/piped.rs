//! Tables drawn with bars: real Markdown, and the copies that lost their leading bars or put each
//! cell on a line of its own.

use crate::lines::{Line, behind_gap};
use crate::page::block::{Head, Row, Table};
use crate::page::landmarks::{head_of_cells, landmark};
use crate::page::markup::Dialect;

/// The cells of a line with bars.
pub(crate) fn cells(line: &str) -> Vec<&str> {
    let inner = line.strip_prefix('|').unwrap_or(line);
    let inner = inner.strip_suffix('|').filter(|_| !inner.ends_with("\\|")).unwrap_or(inner);
    split(inner, usize::MAX)
}

/// Divides at bars without a backslash before them, into at most `most` cells: what is behind
/// belongs to the last.
fn split(text: &str, most: usize) -> Vec<&str> {
    let mut cells = Vec::new();
    let mut start = 0;
    let mut is_escaped = false;
    for (index, c) in text.char_indices() {
        if c == '|' && !is_escaped && cells.len() + 1 < most {
            cells.push(text.get(start..index).unwrap_or_default().trim());
            start = index + 1;
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    cells.push(text.get(start..).unwrap_or_default().trim());
    cells
}

/// The header in a line with bars.
pub(crate) fn head(line: &str, dialect: Dialect) -> Option<Head> {
    if !line.contains('|') || line.len() > 400 {
        return None;
    }
    let cells: Vec<String> = cells(line).iter().map(|cell| dialect.text(cell).plain).collect();
    head_of_cells(&cells)
}

/// Reads the rows behind a header that stands on the first of `lines`; returns how many lines the
/// table has.
pub(crate) fn table(lines: &[Line<'_>], head: Head, dialect: Dialect) -> (Table, usize) {
    let first = lines.first();
    let closes = first.is_some_and(|line| line.text.ends_with('|'));
    let mut reader = Reader {
        table: Table { line: first.map_or(0, |line| line.number), head, rows: Vec::new() },
        dialect,
        closes,
        open: None,
    };
    let mut used = 1;
    while let Some(line) = lines.get(used) {
        let next = lines.get(used + 1..).unwrap_or_default();
        if !reader.take(line, next) {
            break;
        }
        used += 1;
    }
    let is_open = reader.open.is_some();
    reader.close();
    if is_open && let Some(row) = reader.table.rows.last_mut() {
        row.doubt = Some("the row has no end");
    }
    (reader.table, used)
}

struct Reader {
    table: Table,
    dialect: Dialect,
    /// Whether rows end with a bar, so that one without goes on in the next line.
    closes: bool,
    /// A row that has not ended: where it began, and what it is so far.
    open: Option<(usize, String)>,
}

impl Reader {
    /// Takes a line; says whether it belonged to the table.
    fn take(&mut self, line: &Line<'_>, next: &[Line<'_>]) -> bool {
        let text = line.text.as_str();
        if is_delimiter(text) {
            return true;
        }
        if text.is_empty() {
            // A gap in the table, if it goes on behind.
            let behind = behind_gap(next);
            let is_row = |text: &str| {
                text.starts_with('|') || (self.closes && self.open.is_none() && text.ends_with('|'))
            };
            let goes_on =
                |line: &Line<'_>| is_row(&line.text) && head(&line.text, self.dialect).is_none();
            return behind.is_some_and(goes_on);
        }
        if head(text, self.dialect).is_some() || landmark(text, false).is_some() {
            return false;
        }
        match &mut self.open {
            Some((_, row)) if !text.starts_with('|') => {
                row.push('\n');
                row.push_str(text);
            }
            _ if !text.contains('|') => return false,
            _ => {
                self.close();
                self.open = Some((line.number, text.to_owned()));
            }
        }
        if !self.closes || text.ends_with('|') {
            self.close();
        }
        true
    }

    fn close(&mut self) {
        let Some((line, row)) = self.open.take() else { return };
        let inner = row.strip_prefix('|').unwrap_or(&row);
        let inner = inner.strip_suffix('|').unwrap_or(inner);
        let columns = self.table.head.columns().len();
        let mut cells = split(inner, columns);
        let doubt = (cells.len() < columns).then_some("the row has fewer cells than the header");
        cells.resize(columns, "");
        let cells = cells.into_iter().map(|cell| self.dialect.text(&cell.replace("\\|", "|")));
        self.table.rows.push(Row { line, cells: cells.collect(), doubt });
    }
}

/// The line of dashes below a header.
fn is_delimiter(line: &str) -> bool {
    line.contains('-')
        && line.contains('|')
        && line.chars().all(|c| matches!(c, '-' | '|' | ':' | ' '))
}
