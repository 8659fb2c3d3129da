//! Pages saved as text: Markdown, Markdown-like copies, and plain text whose cells only blanks
//! divide. Each table is read in the form that its header has.

use crate::lines::{Line, lines};
use crate::page::block::{self, Block, Head, LineKind, Row, Table, Text};
use crate::page::landmarks::head_of_line;
use crate::page::markup::{Dialect, heading};
use crate::page::table::{piped, row, spaced, stacked};

/// Reads a text.
pub(crate) fn read(text: &str) -> Vec<Block> {
    let lines = lines(text);
    let dialect = Dialect::of(&lines);
    let mut blocks = Vec::new();
    let mut at = 0;
    let mut fence: Option<String> = None;
    while let Some(line) = lines.get(at) {
        let rest = lines.get(at..).unwrap_or_default();
        let marks = fence_marks(&line.text, dialect);
        if let Some(open) = &fence {
            match marks {
                Some(marks) if marks.starts_with(open.as_str()) => fence = None,
                _ => blocks.push(code(line)),
            }
        } else if let Some(marks) = marks {
            fence = Some(marks.to_owned());
        } else if let Some((table, used)) = table(rest, dialect) {
            blocks.push(Block::Table(table));
            at += used;
            continue;
        } else if !line.text.is_empty() {
            blocks.push(self::line(line, dialect));
        } else {
            // Empty lines divide paragraphs and parts of examples.
            blocks.push(Block::Line(block::Line {
                number: line.number,
                kind: LineKind::Text,
                text: Text::default(),
            }));
        }
        at += 1;
    }
    blocks
}

/// The marks at the start of a line that opens or closes a fenced block.
fn fence_marks(line: &str, dialect: Dialect) -> Option<&str> {
    let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = line.chars().take_while(|c| *c == mark).count();
    let is_fence = dialect == Dialect::Markdown && length >= 3;
    is_fence.then(|| line.get(..length)).flatten()
}

fn code(line: &Line<'_>) -> Block {
    Block::Line(block::Line {
        number: line.number,
        kind: LineKind::Code,
        text: Text::plain(line.raw),
    })
}

fn line(line: &Line<'_>, dialect: Dialect) -> Block {
    let words = heading(&line.text).filter(|_| dialect == Dialect::Markdown);
    Block::Line(block::Line {
        number: line.number,
        kind: match words {
            Some(_) => LineKind::Heading,
            None if piped::is_drawn(&line.text) => LineKind::Row,
            None => LineKind::Text,
        },
        text: dialect.text(words.unwrap_or(&line.text)),
    })
}

/// The table that begins on the first of `lines`, and how many of them it has.
fn table(lines: &[Line<'_>], dialect: Dialect) -> Option<(Table, usize)> {
    let first = lines.first()?;
    if let Some(head) = piped::head(&first.text, dialect) {
        return Some(piped::table(lines, head, dialect));
    }
    if let Some(head) = head_of_line(&first.text) {
        return Some(blank_table(lines, head, dialect));
    }
    let (head, used) = stacked::head(lines)?;
    Some(stacked::table(lines, head, used, dialect))
}

/// Reads the rows behind a header whose cells only blanks divide. Text between two rows goes
/// on with the description of the first.
fn blank_table(lines: &[Line<'_>], head: Head, dialect: Dialect) -> (Table, usize) {
    let line = lines.first().map_or(0, |line| line.number);
    let mut table = Table { line, head, rows: Vec::new() };
    let mut used = 1;
    while let Some(line) = lines.get(used) {
        if let Some(cells) = spaced::split(head, &line.text) {
            let doubt = spaced::is_doubtful(head, &cells);
            let doubt = doubt.then_some("it may be a line of the description before it");
            let cells = cells.iter().map(|cell| dialect.text(cell)).collect();
            table.rows.push(Row { line: line.number, cells, doubt });
            used += 1;
            continue;
        }
        let Gap { end, goes_on } = gap(lines, used, head, dialect);
        let more = lines.get(used..end).unwrap_or_default();
        let Some(doc) = table.rows.last_mut().and_then(|row| row.cells.last_mut()) else {
            if goes_on && more.iter().all(|line| line.text.is_empty()) {
                used = end;
                continue;
            }
            break;
        };
        for line in more {
            let more = dialect.text(&line.text);
            for (text, more) in [(&mut doc.plain, more.plain), (&mut doc.rich, more.rich)] {
                text.push('\n');
                text.push_str(&more);
            }
        }
        used = end;
        if !goes_on {
            break;
        }
    }
    (table, used)
}

/// Lines that are no rows.
struct Gap {
    /// Where those end that belong to the row before.
    end: usize,
    /// Whether a row follows.
    goes_on: bool,
}

/// Finds out where the lines from `from` on lead: to another row, or out of the table.
fn gap(lines: &[Line<'_>], from: usize, head: Head, dialect: Dialect) -> Gap {
    let mut blank = None;
    let mut is_text_behind = false;
    for (index, line) in lines.iter().enumerate().skip(from) {
        let text = line.text.as_str();
        if text.is_empty() {
            blank.get_or_insert(index);
            continue;
        }
        let is_header = head_of_line(text).is_some()
            || piped::head(text, dialect).is_some()
            || stacked::head(lines.get(index..).unwrap_or_default()).is_some();
        if is_header || row::ends_table(text, dialect) {
            // The last parameter goes on up to the part that follows; behind other tables stands
            // what belongs to nothing, or to the next one.
            let is_part = !is_header && !row::is_request(text);
            let takes_all = is_part && matches!(head, Head::Input | Head::Output);
            let end = if takes_all { index } else { blank.unwrap_or(index) };
            return Gap { end, goes_on: false };
        }
        if let Some(cells) = spaced::split(head, text) {
            // Behind a paragraph only what is a row for sure is one.
            let is_sure = !spaced::is_doubtful(head, &cells)
                && (head != Head::Errors || cells.first().is_some_and(|code| code.contains('.')));
            if !is_text_behind || is_sure {
                return Gap { end: index, goes_on: true };
            }
        }
        is_text_behind |= blank.is_some();
    }
    Gap { end: blank.unwrap_or(lines.len()), goes_on: false }
}
