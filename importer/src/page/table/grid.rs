//! Tables drawn with rules between their rows, as converters and terminals draw them: a cell may take
//! several lines.

use crate::lines::Line;
use crate::page::block::{Column, Row, Table};
use crate::page::header::Header;
use crate::page::markup::Dialect;
use crate::page::table::piped;

/// Reads the table that begins with a rule on the first of `lines`; returns how many lines it has.
pub(crate) fn table(lines: &[Line<'_>], dialect: Dialect) -> Option<(Table, usize)> {
    let first = lines.first()?;
    if !is_rule(&first.text) {
        return None;
    }
    // Looked at first: a rule that begins no table may be followed by many others.
    let titles = lines.iter().skip(1).take(MOST_TITLES + 1);
    let has_header = titles.clone().any(|line| is_rule(&line.text));
    if !has_header || !titles.clone().next().is_some_and(|line| is_row(&line.text)) {
        return None;
    }
    let names: Vec<&Line<'_>> = titles.take_while(|line| is_row(&line.text)).collect();
    header(&names, dialect)?;
    let used = lines.iter().take_while(|line| is_rule(&line.text) || is_row(&line.text)).count();
    let mut bands: Vec<Vec<&Line<'_>>> = Vec::new();
    let mut is_strong = false;
    for line in lines.get(1..used)? {
        if is_rule(&line.text) {
            is_strong |= bands.len() == 1 && line.text.contains('=');
            bands.push(Vec::new());
        } else if let Some(band) = bands.last_mut() {
            band.push(line);
        } else {
            bands.push(vec![line]);
        }
    }
    bands.retain(|band| !band.is_empty());
    let (head, body) = bands.split_first()?;
    let header = header(head, dialect)?;
    let mut table = Table::new(head.first()?.number, header.head);
    // With a rule behind each row a band is a row; otherwise all rows are in one band.
    let is_row_each = body.len() > 1 || is_strong;
    for band in body {
        let mut rows: Vec<Vec<&Line<'_>>> = Vec::new();
        for line in band {
            let goes_on = is_row_each || cells(&line.text).first().is_some_and(String::is_empty);
            match rows.last_mut().filter(|_| goes_on) {
                Some(row) => row.push(line),
                None => rows.push(vec![line]),
            }
        }
        for row in rows {
            let mut found = joined(&row, Some(&header));
            let doubt = (found.len() != header.width())
                .then_some("row and header differ in number of cells");
            if found.len() > header.width() {
                // Text behind the last bar belongs to the last cell, as in other tables.
                let more = found.split_off(header.width() - 1).join(" | ");
                found.push(more);
            }
            found.resize(header.width(), String::new());
            let texts = found.iter().map(|cell| dialect.text(cell)).collect();
            let number = row.first().map_or(0, |line| line.number);
            table.rows.push(Row { line: number, cells: header.arrange(texts), doubt });
        }
    }
    Some((table, used))
}

/// The most lines of a header.
const MOST_TITLES: usize = 6;

fn header(lines: &[&Line<'_>], dialect: Dialect) -> Option<Header> {
    let titles = joined(lines, None).into_iter().map(|cell| dialect.text(&cell).plain);
    Header::of(&titles.collect::<Vec<String>>())
}

/// The cells of the lines of one row.
fn joined(lines: &[&Line<'_>], header: Option<&Header>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for line in lines {
        for (at, cell) in cells(&line.text).into_iter().enumerate() {
            let column = header.and_then(|header| header.column(at));
            match found.get_mut(at) {
                Some(known) => join(known, &cell, column),
                None => found.push(cell),
            }
        }
    }
    found.iter().map(|cell| cell.trim().to_owned()).collect()
}

/// Goes on with a cell: names and codes have no blanks, paragraphs and items begin on a line.
pub(crate) fn join(cell: &mut String, more: &str, column: Option<Column>) {
    let is_name = matches!(column, Some(Column::Name | Column::Code));
    let is_item = more.starts_with(['-', '*', '+', '•']);
    let is_open = cell.is_empty() || cell.ends_with('\n');
    if more.is_empty() {
        if !cell.is_empty() && !is_name {
            cell.push('\n');
        }
        return;
    }
    if is_item && !is_open {
        cell.push('\n');
    } else if !is_name && !is_open {
        cell.push(' ');
    }
    cell.push_str(more);
}

fn cells(line: &str) -> Vec<String> {
    piped::cells(line).into_iter().map(|cell| cell.replace("\\|", "|")).collect()
}

fn is_row(line: &str) -> bool {
    line.starts_with('|') && line.ends_with('|') && line.len() > 1
}

/// Whether a line is a rule from corner to corner, with at least two cells.
fn is_rule(line: &str) -> bool {
    let is_corner = |c: char| c == '+' || ('\u{250C}'..='\u{257F}').contains(&c);
    let is_ascii = line.starts_with('+') && line.ends_with('+');
    let is_drawn = line.starts_with(is_corner) && !line.is_ascii();
    (is_ascii || is_drawn)
        && line.chars().count() > 4
        && line.chars().all(|c| {
            matches!(c, '+' | '-' | '=' | ':' | '|') || ('\u{2500}'..='\u{257F}').contains(&c)
        })
}
