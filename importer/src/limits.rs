//! The limits of a page. A larger file is not a page, and reading it would take long.

use crate::page::block::{Block, Table};

/// No text of a page is longer: the longest description of the whole catalogue has 12 KiB.
const LONGEST_TEXT: usize = 64 << 10;

/// Facts are looked for in descriptions up to this length; longer ones stay prose.
pub(crate) const LONGEST_DESCRIPTION: usize = 16 << 10;

/// The longest list of error codes of a service has some hundreds.
pub(crate) const MOST_ROWS: usize = 4_000;

/// The page `Data Types` of a large service has some hundreds of tables.
const MOST_TABLES: usize = 4_000;

/// The rows of all tables of a file, which may hold several pages.
const MOST_ROWS_IN_ALL: usize = 50_000;

/// The lines of a file saved as text.
const MOST_LINES: usize = 400_000;

/// The lines of a description, and the examples of a page.
pub(crate) const MOST_PARTS: usize = 500;

/// Something that is too large: the line where it is, and what is wrong with it.
pub(crate) type Excess = (usize, String);

/// The first line of a text that is too long, or one too many. (A page saved as HTML may stand on
/// one line.)
pub(crate) fn of_lines(text: &str) -> Option<Excess> {
    let mut lines = text.split('\n').zip(1..);
    lines.find_map(|(line, number)| {
        of_text(number, line).or_else(|| of_count(number, number, MOST_LINES, "lines"))
    })
}

/// The attributes of a tag; pages have some ten.
const MOST_ATTRIBUTES: usize = 1_000;

/// The first tag with too many attributes, before HTML is read: each attribute is compared with all
/// before it.
pub(crate) fn of_tags(text: &str) -> Option<Excess> {
    let (mut line, mut quote, mut attributes) = (1, None, None);
    let mut before = ' ';
    for c in text.chars() {
        line += usize::from(c == '\n');
        match (&mut attributes, quote) {
            (None, _) => attributes = (before == '<' && c.is_ascii_alphabetic()).then_some(0),
            (Some(_), Some(open)) => quote = (c != open).then_some(open),
            (Some(_), None) if c == '>' => attributes = None,
            (Some(_), None) if matches!(c, '"' | '\'') && before == '=' => quote = Some(c),
            (Some(count), None) => {
                // An attribute begins after a blank, a slash or the quote of the one before.
                let is_start = matches!(before, ' ' | '\n' | '\t' | '\r' | '/' | '"' | '\'');
                *count += usize::from(is_start && !c.is_whitespace() && c != '/');
                if *count > MOST_ATTRIBUTES {
                    return of_count(line, *count, MOST_ATTRIBUTES, "attributes of a tag");
                }
            }
        }
        before = c;
    }
    None
}

/// The first thing in a file that is too large.
pub(crate) fn of_blocks(blocks: &[Block]) -> Option<Excess> {
    let (mut tables, mut rows) = (0, 0);
    blocks.iter().find_map(|block| match block {
        Block::Line(line) => of_text(line.number, &line.text.rich),
        Block::Table(table) => {
            tables += 1;
            rows += table.rows.len();
            of_table(table)
                .or_else(|| of_count(table.line, tables, MOST_TABLES, "tables"))
                .or_else(|| of_count(table.line, rows, MOST_ROWS_IN_ALL, "rows in all"))
        }
    })
}

/// Says that there are too many of something.
pub(crate) fn of_count(line: usize, count: usize, most: usize, what: &str) -> Option<Excess> {
    (count > most).then(|| (line, format!("more than {most} {what}")))
}

fn of_table(table: &Table) -> Option<Excess> {
    let mut cells =
        table.rows.iter().flat_map(|row| row.cells.iter().map(move |cell| (row.line, cell)));
    of_count(table.line, table.rows.len(), MOST_ROWS, "rows in a table")
        .or_else(|| cells.find_map(|(line, cell)| of_text(line, &cell.rich)))
}

fn of_text(line: usize, text: &str) -> Option<Excess> {
    (text.len() > LONGEST_TEXT).then(|| (line, format!("a text of {} bytes", text.len())))
}
