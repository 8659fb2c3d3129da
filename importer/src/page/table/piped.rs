//! Tables drawn with bars: real Markdown, and the copies that lost their leading bars or put each
//! cell on a line of its own.
//!
//! A table ends at a landmark, a heading or a new header alone. Text between two rows belongs
//! to the last cell of the first one, whatever blank lines and bars it has.

use crate::lines::Line;
use crate::page::block::{Head, Row, Table, Text};
use crate::page::header::{Header, head_of_cells};
use crate::page::markup::Dialect;
use crate::page::table::row::{self, Likeness, ends_table};

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

/// Divides the row of a table whose middle column is text: at the first bar and at the last.
fn split_around(text: &str) -> Vec<&str> {
    let all = split(text, usize::MAX);
    let (Some(first), Some(last)) = (all.first(), all.last()) else { return all };
    if all.len() <= 3 {
        return all;
    }
    let end = text.trim_end().len() - last.len();
    let middle = text.get(..end).map(|text| split(text, 2)).unwrap_or_default();
    let middle = middle.get(1).map_or("", |middle| middle.trim().trim_end_matches('|').trim());
    vec![*first, middle, *last]
}

/// The header of pages in a line with bars.
pub(crate) fn head(line: &str, dialect: Dialect) -> Option<Head> {
    head_of_cells(&titles(line, dialect)?)
}

/// The header in a line with bars outside of every table, in any wording.
pub(crate) fn header(line: &str, dialect: Dialect) -> Option<Header> {
    Header::of(&titles(line, dialect)?)
}

fn titles(line: &str, dialect: Dialect) -> Option<Vec<String>> {
    let is_header = line.contains('|') && line.len() <= 400;
    is_header.then(|| cells(line).iter().map(|cell| dialect.text(cell).plain).collect())
}

/// Whether a line is drawn like a row: whoever draws one outside of a table has lost its header.
pub(crate) fn is_drawn(line: &str) -> bool {
    let bars = line.bytes().filter(|byte| *byte == b'|').count();
    !is_delimiter(line)
        && ((line.starts_with('|') && bars > 2) || (line.ends_with('|') && bars > 1))
}

/// Reads the rows behind a header that stands on the first of `lines`; returns how many lines the
/// table has.
pub(crate) fn table(lines: &[Line<'_>], header: Header, dialect: Dialect) -> (Table, usize) {
    let head = header.head;
    let first = lines.first();
    let closes = first.is_some_and(|line| line.text.ends_with('|'));
    let leads = first.is_some_and(|line| line.text.starts_with('|'));
    let mut reader = RowReader {
        header,
        table: Table::new(first.map_or(0, |line| line.number), head),
        dialect,
        closes,
        leads,
        open: None,
    };
    let mut used = 1;
    while let Some(line) = lines.get(used) {
        let text = line.text.as_str();
        if ends_table(text, dialect) {
            break;
        }
        let again = self::head(text, dialect);
        let is_again = again == Some(head) && reader.header.is_exact() && !reader.goes_on();
        if again.is_some() && !is_again {
            break;
        }
        let is_blank = is_empty_row(text, reader.columns()) && !reader.goes_on();
        if is_again || is_blank {
            // The header again, as on each printed page; a row without a word.
            used += 1;
            let is_below = |line: &&Line<'_>| is_again && is_delimiter(&line.text);
            used += usize::from(lines.get(used).as_ref().is_some_and(is_below));
        } else if is_delimiter(text) && (leads || closes) && reader.open.is_none() {
            used += 1;
        } else if reader.is_row_at(lines, used) {
            reader.close();
            reader.begin(line);
            used += 1;
        } else if reader.goes_on() {
            reader.go_on(text);
            used += 1;
        } else if let Some(next) = reader.next_row(lines, used) {
            for line in lines.get(used..next).unwrap_or_default() {
                reader.append(line);
            }
            used = next;
        } else {
            break;
        }
    }
    let is_open = reader.goes_on();
    if is_open {
        reader.trim_open(&mut used, lines);
    }
    reader.close();
    if is_open && let Some(row) = reader.table.rows.last_mut() {
        row.doubt = Some("the row has no end");
    }
    (reader.table, used)
}

struct RowReader {
    header: Header,
    table: Table,
    dialect: Dialect,
    /// Whether rows end with a bar, so that one without goes on in the next line.
    closes: bool,
    /// Whether rows begin with a bar.
    leads: bool,
    /// The present row.
    open: Option<OpenRow>,
}

/// A row that is being read.
#[derive(Default)]
struct OpenRow {
    line: usize,
    text: String,
    /// The bars without a backslash before them.
    bars: usize,
    /// Whether a line of its description has bars, too.
    has_bars: bool,
}

impl OpenRow {
    fn push(&mut self, text: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(text);
        self.bars += split(text, usize::MAX).len() - 1;
    }

    fn is_closed(&self) -> bool {
        self.text.len() > 1 && self.text.ends_with('|') && !self.text.ends_with("\\|")
    }

    fn cells(&self) -> usize {
        let edges = usize::from(self.text.starts_with('|')) + usize::from(self.is_closed());
        (self.bars + 1).saturating_sub(edges)
    }
}

impl RowReader {
    fn columns(&self) -> usize {
        self.header.width()
    }

    /// Whether a row begins on a line, which may have its first cell alone.
    fn is_row_at(&self, lines: &[Line<'_>], at: usize) -> bool {
        let rest = lines.get(at..).unwrap_or_default();
        rest.first().is_some_and(|line| self.is_row(&line.text)) || self.is_stacked(rest)
    }

    /// Whether each of the first cells of a row stands on a line of its own, behind a bar.
    fn is_stacked(&self, lines: &[Line<'_>]) -> bool {
        if !self.leads || self.columns() < 3 {
            return false;
        }
        let leading = lines.iter().take(self.columns() - 1);
        let leading: Vec<String> = leading
            .filter(|line| line.text.starts_with('|'))
            .filter_map(|line| match cells(&line.text).as_slice() {
                [cell] => Some(self.dialect.text(cell).plain),
                _ => None,
            })
            .collect();
        let has_all = leading.len() + 1 == self.columns();
        has_all && row::fits(self.table.head, &self.header.leading(leading))
    }

    /// Whether a line begins a row: its first cells hold what their columns can hold, or it is drawn
    /// like one from its first bar to its last.
    fn is_row(&self, text: &str) -> bool {
        if !text.contains('|') || is_delimiter(text) {
            return false;
        }
        let mut cells = cells(text);
        if !self.leads && text.starts_with('|') && text.len() > 1 {
            // In a table without a bar before its rows, the first cell is empty.
            cells.insert(0, "");
        }
        let plain = |cell: &&str| self.dialect.text(cell).plain;
        let leading: Vec<String> = cells.iter().take(self.columns()).map(plain).collect();
        let leading = self.header.leading(leading);
        let fits = row::fits(self.table.head, &leading);
        if self.leads && !text.starts_with('|') {
            // A row that has lost its first bar is told from text by words that only rows have.
            let is_sure =
                leading.first().is_some_and(|it| row::is_sure_code(it)) || row::has_mark(&leading);
            return fits && cells.len() == self.columns() && is_sure;
        }
        if cells.len() >= self.columns() && fits {
            return true;
        }
        let is_whole = cells.len() == self.columns()
            && (!self.closes || text.ends_with('|'))
            && (self.leads || self.open.is_none() || !self.goes_on());
        // A row that has lost its last cell to the next line.
        let begins = !text.ends_with('|') || !self.closes || cells.len() + 1 == self.columns();
        let is_begun = begins && cells.len() + 1 >= self.columns() && cells.len() > 1 && fits;
        // A code or a name whose description begins on the next line.
        let is_named = self.columns() == 2
            && cells.len() == 1
            && (text.ends_with('|') || !self.closes)
            && leading.first().is_some_and(|name| row::is_name(self.table.head, name))
            && (self.leads || leading.first().is_some_and(|code| row::is_sure_code(code)));
        // Too short for a row, and named like one: it is reported, and not lost.
        let is_short = cells.len() > 1
            && cells.len() < self.columns()
            && leading.first().is_some_and(|name| row::is_name(self.table.head, name))
            && row::has_mark(&leading);
        is_whole || is_begun || is_short || is_named
    }

    fn begin(&mut self, line: &Line<'_>) {
        let mut row = OpenRow { line: line.number, ..OpenRow::default() };
        row.push(&line.text);
        self.open = Some(row);
    }

    /// Whether the present row is not complete.
    fn goes_on(&self) -> bool {
        self.open
            .as_ref()
            .is_some_and(|row| row.cells() < self.columns() || (self.closes && !row.is_closed()))
    }

    fn go_on(&mut self, text: &str) {
        if let Some(row) = &mut self.open {
            row.push(text);
        }
    }

    /// The next line that begins a row, if the table has not ended before it.
    fn next_row(&self, lines: &[Line<'_>], from: usize) -> Option<usize> {
        for (index, line) in lines.iter().enumerate().skip(from) {
            let text = line.text.as_str();
            if ends_table(text, self.dialect) || head(text, self.dialect).is_some() {
                return None;
            }
            if !text.is_empty() && self.is_row_at(lines, index) {
                return Some(index);
            }
        }
        None
    }

    /// Adds a line to the description of the present row, which is complete.
    fn append(&mut self, line: &Line<'_>) {
        let text = line.text.as_str();
        if let Some(row) = &mut self.open {
            let parts = cells(text);
            let is_sure = row::likeness(self.table.head, &parts) == Likeness::Sure;
            if parts.len() > 1 && is_sure {
                self.table.lost.push((line.number, text.to_owned()));
            }
            row.has_bars |= parts.len() > 1 && !is_delimiter(text);
            let closes = row.is_closed();
            if closes {
                row.text.pop();
                row.bars -= 1;
            }
            row.push(text.trim_matches('|').trim());
            if closes {
                row.text.push('|');
                row.bars += 1;
            }
        }
    }

    /// A row without an end at the end of a file ends before its first blank line: what is behind
    /// may be anything.
    fn trim_open(&mut self, used: &mut usize, lines: &[Line<'_>]) {
        let is_file_end = lines.get(*used).is_none();
        let Some(row) = self.open.as_mut().filter(|row| is_file_end && row.text.contains("\n\n"))
        else {
            return;
        };
        let end = row.text.find("\n\n").unwrap_or(row.text.len());
        row.text.truncate(end);
        let begin = lines.iter().position(|line| line.number == row.line);
        *used = begin.map_or(*used, |begin| begin + row.text.lines().count());
    }

    fn close(&mut self) {
        let Some(OpenRow { line, text, has_bars, .. }) = self.open.take() else { return };
        let inner = text.strip_prefix('|').filter(|_| self.leads).unwrap_or(&text);
        let inner = inner.strip_suffix('|').unwrap_or(inner);
        let columns = self.columns();
        let mut cells = if self.table.head == Head::Limits && self.header.is_exact() {
            split_around(inner)
        } else {
            split(inner, columns)
        };
        let doubt = (cells.len() < columns)
            .then_some("the row has fewer cells than the header")
            .or(has_bars.then_some("a line of its description has bars like a row"));
        cells.resize(columns, "");
        let cells = cells.into_iter().map(|cell| self.dialect.text(&cell.replace("\\|", "|")));
        let cells: Vec<Text> = self.header.arrange(cells.collect());
        self.table.rows.push(Row { line, cells, doubt });
    }
}

/// The line of dashes below a header.
fn is_delimiter(line: &str) -> bool {
    const DASHES: [char; 5] = ['-', '=', '—', '─', '–'];
    line.contains(DASHES)
        && line.contains('|')
        && line.chars().all(|c| DASHES.contains(&c) || matches!(c, '|' | ':' | ' ' | '+'))
}

/// Whether a row has as many cells as its table and no word in them.
fn is_empty_row(line: &str, columns: usize) -> bool {
    line.starts_with('|')
        && line.bytes().filter(|byte| *byte == b'|').count() > columns.min(2)
        && line.chars().all(|c| matches!(c, '|' | ' '))
}
