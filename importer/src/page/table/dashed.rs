//! Tables whose columns only a line of dashes below the header shows, as converters write them: cells
//! stand below their dashes, and may take several lines.

use crate::lines::{Line, clean};
use crate::page::block::{Row, Table};
use crate::page::header::Header;
use crate::page::markup::Dialect;
use crate::page::table::grid::join;
use crate::page::table::row::ends_table;
use unicode_width::UnicodeWidthChar;

/// The most lines of a header.
const MOST_TITLES: usize = 4;

/// Reads the table that begins on the first of `lines`, with a header or a rule above one; returns how
/// many lines it has.
pub(crate) fn table(lines: &[Line<'_>], dialect: Dialect) -> Option<(Table, usize)> {
    let first = lines.first()?;
    let is_ruled = rule(&first.text).is_some();
    // Most lines are neither a rule nor followed by one.
    let start = usize::from(is_ruled);
    let titles = lines.iter().skip(start).take(MOST_TITLES + 1);
    let at = titles.clone().position(|line| rule(&line.text) == Some(Rule::Columns))?;
    let is_header = (1..=if is_ruled { MOST_TITLES } else { 1 }).contains(&at);
    if !is_header {
        return None;
    }
    let dashes = lines.get(start + at)?;
    let columns = columns(dashes.raw);
    let mut names = vec![String::new(); columns.len()];
    for line in titles.take(at) {
        for (name, cell) in names.iter_mut().zip(slices(line.raw, &columns).0) {
            join(name, &cell, None);
        }
    }
    let names: Vec<String> = names.iter().map(|name| dialect.text(name).plain).collect();
    let header = Header::of(&names)?;
    let mut table = Table::new(lines.get(start)?.number, header.head);
    // A rule of one piece above the header says that blank lines divide the rows.
    let is_divided = rule(&first.text) == Some(Rule::Whole);
    let mut used = start + at + 1;
    let mut open: Option<(usize, Vec<String>, bool)> = None;
    while let Some(line) = lines.get(used) {
        let is_end = rule(&line.text).is_some();
        if ends_table(&line.text, dialect) || (line.text.is_empty() && !is_divided) || is_end {
            used += usize::from(is_end);
            break;
        }
        used += 1;
        if line.text.is_empty() {
            close(&mut table, &mut open, &header, dialect);
            continue;
        }
        let (cells, is_torn) = slices(line.raw, &columns);
        let goes_on = is_divided || cells.first().is_some_and(String::is_empty);
        if let Some((_, known, was_torn)) = open.as_mut().filter(|_| goes_on) {
            *was_torn |= is_torn;
            for (at, (known, cell)) in known.iter_mut().zip(&cells).enumerate() {
                join(known, cell, header.column(at));
            }
        } else {
            close(&mut table, &mut open, &header, dialect);
            open = Some((line.number, cells, is_torn));
        }
    }
    close(&mut table, &mut open, &header, dialect);
    Some((table, used))
}

fn close(
    table: &mut Table,
    open: &mut Option<(usize, Vec<String>, bool)>,
    header: &Header,
    dialect: Dialect,
) {
    let Some((line, cells, is_torn)) = open.take() else { return };
    let texts = cells.iter().map(|cell| dialect.text(cell.trim())).collect();
    let doubt = is_torn.then_some("a word goes over the edge of its column");
    table.rows.push(Row { line, cells: header.arrange(texts), doubt });
}

/// A line of dashes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rule {
    /// In one piece.
    Whole,
    /// With a piece for each column.
    Columns,
}

fn rule(line: &str) -> Option<Rule> {
    let is_dash = |c: char| matches!(c, '-' | '=');
    if line.len() < 5 || !line.chars().all(|c| is_dash(c) || c == ' ') {
        return None;
    }
    let mut pieces = line.split(' ').filter(|piece| !piece.is_empty());
    let is_long = pieces.clone().all(|piece| piece.len() > 1);
    let (first, second) = (pieces.next(), pieces.next());
    match (first, second) {
        (Some(_), Some(_)) => is_long.then_some(Rule::Columns),
        (Some(first), None) => (first.len() >= 10).then_some(Rule::Whole),
        _ => None,
    }
}

/// Where the pieces of a line of dashes begin.
fn columns(dashes: &str) -> Vec<usize> {
    let mut columns = Vec::new();
    let mut is_blank = true;
    for (at, c) in dashes.chars().enumerate() {
        if is_blank && matches!(c, '-' | '=') {
            columns.push(at);
        }
        is_blank = !matches!(c, '-' | '=');
    }
    columns
}

/// The texts of a line below each column, and whether a word stands on the border of two.
fn slices(line: &str, columns: &[usize]) -> (Vec<String>, bool) {
    let mut found = vec![String::new(); columns.len()];
    let (mut place, mut column) = (0, 0);
    let mut is_torn = false;
    let mut before = ' ';
    for c in line.chars() {
        while columns.get(column + 1).is_some_and(|start| *start <= place) {
            column += 1;
            is_torn |= !c.is_whitespace() && !before.is_whitespace();
        }
        if let Some(cell) = found.get_mut(column) {
            cell.push(c);
        }
        before = c;
        // Chinese letters are twice as wide as others.
        place += c.width().unwrap_or(0);
    }
    (found.iter().map(|cell| clean(cell)).collect(), is_torn)
}
