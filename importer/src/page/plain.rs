//! Pages saved as text: Markdown, Markdown-like copies, and plain text whose cells only blanks
//! divide. Each table is read in the form that its header has.

use crate::cell;
use crate::limits;
use crate::lines::{Line, clean, lines};
use crate::page::block::{self, Block, Head, LineKind, Row, Table, Text};
use crate::page::header::{Header, head_of_line};
use crate::page::html;
use crate::page::landmarks::used_by;
use crate::page::markup::{self, Dialect, heading};
use crate::page::shape;
use crate::page::table::row::Likeness;
use crate::page::table::{dashed, grid, piped, row, spaced, stacked};

/// Reads a text.
pub(crate) fn read(text: &str) -> Vec<Block> {
    let mut lines = lines(text);
    shape::unquote(&mut lines);
    let dialect = Dialect::of(&lines);
    shape::unify(&mut lines, dialect);
    let mut blocks = Vec::new();
    let mut at = 0;
    let mut fence: Option<String> = None;
    let mut has_markup = true;
    while let Some(line) = lines.get(at) {
        let rest = lines.get(at..).unwrap_or_default();
        let marks = markup::fence(&line.text, dialect);
        if let Some(open) = &fence {
            match marks {
                Some(marks) if marks.starts_with(open.as_str()) => fence = None,
                _ => blocks.push(code(line)),
            }
        } else if let Some(marks) = marks {
            fence = Some(marks.to_owned());
        } else if let Some((markup, used)) = markup(rest, &mut has_markup) {
            blocks.extend(html::read(&markup, line.number));
            at += used;
            continue;
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

/// A table written as elements within a text, and the number of its lines. `is_read` says whether such
/// tables can be read in this text.
fn markup(lines: &[Line<'_>], is_read: &mut bool) -> Option<(String, usize)> {
    let first = lines.first().filter(|line| *is_read && line.text.starts_with('<'))?;
    if !first.text.to_ascii_lowercase().contains("<table") {
        return None;
    }
    let mut open = 0_usize;
    let mut markup = String::new();
    for (index, line) in lines.iter().enumerate() {
        let lower = line.raw.to_ascii_lowercase();
        open += lower.matches("<table").count();
        open = open.saturating_sub(lower.matches("</table").count());
        markup.push_str(line.raw);
        markup.push('\n');
        if open == 0 || index + 1 == lines.len() {
            // Each attribute of a tag is compared with all before it.
            *is_read = limits::of_tags(&markup).is_none();
            return is_read.then_some((markup, index + 1));
        }
    }
    None
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
    if let Some(found) = grid::table(lines, dialect).or_else(|| dashed::table(lines, dialect)) {
        return Some(found);
    }
    if let Some(header) = piped::header(&first.text, dialect) {
        return Some(piped::table(lines, header, dialect));
    }
    if let Some(head) = head_of_line(&first.text) {
        return Some(blank_table(lines, Header::exact(head), dialect));
    }
    if let Some(header) = tabbed_header(first) {
        return Some(blank_table(lines, header, dialect));
    }
    let (head, used) = stacked::head(lines)?;
    Some(stacked::table(lines, head, used, dialect))
}

/// Reads the rows behind a header whose cells only blanks or tabs divide. Text between two rows
/// goes on with the description of the first.
fn blank_table(lines: &[Line<'_>], header: Header, dialect: Dialect) -> (Table, usize) {
    let first = lines.first();
    let line = first.map_or(0, |line| line.number);
    let head = header.head;
    let mut table = Table::new(line, head);
    let is_tabbed = first.is_some_and(|line| is_tabbed(line, header.width()));
    let form = &RowForm { head, header, is_tabbed };
    let mut used = 1;
    while let Some(line) = lines.get(used) {
        let cells = form.cells(line);
        let is_row = cells.is_some();
        if let Some(cells) = cells {
            let last = table.rows.last_mut();
            if let Some(last) = last
                && form.is_text(&cells, last)
            {
                last.doubt = Some("a line of its description looks like a code");
            } else {
                let doubt = form.doubt(&cells);
                let cells = cells.iter().map(|cell| dialect.text(cell)).collect();
                let cells = form.header.arrange(cells);
                table.rows.push(Row { line: line.number, cells, doubt });
                used += 1;
                continue;
            }
        }
        let Gap { end, goes_on } = gap(lines, used, form, dialect);
        if end == used && !goes_on && !is_row {
            // The title of the next table.
            break;
        }
        // A line that is a row and was taken for text is behind none.
        let end = end.max(used + 1);
        let more = lines.get(used..end).unwrap_or_default();
        let Some(row) = table.rows.last_mut() else {
            if goes_on && more.iter().all(|line| line.text.is_empty()) {
                used = end;
                continue;
            }
            break;
        };
        for (index, line) in more.iter().enumerate() {
            match form.likeness(line, index == 0) {
                Likeness::None => {}
                Likeness::Some => row.doubt = Some("a line of its description looks like a row"),
                Likeness::Sure => table.lost.push((line.number, line.text.clone())),
            }
        }
        let Some(doc) = row.cells.last_mut() else { break };
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

/// Whether tabs divide the cells of a header.
fn is_tabbed(line: &Line<'_>, columns: usize) -> bool {
    line.raw.trim().matches('\t').count() + 1 == columns
}

/// The header whose cells tabs divide, in any wording.
fn tabbed_header(line: &Line<'_>) -> Option<Header> {
    if !line.raw.trim().contains('\t') || line.raw.len() > 400 {
        return None;
    }
    Header::of(&line.raw.trim().split('\t').map(clean).collect::<Vec<String>>())
}

/// The form that the rows of a table have.
#[derive(Debug)]
struct RowForm {
    head: Head,
    header: Header,
    /// Whether tabs divide the cells: then a line of text has none.
    is_tabbed: bool,
}

impl RowForm {
    /// The cells of a line that is a row.
    fn cells(&self, line: &Line<'_>) -> Option<Vec<String>> {
        if !self.is_tabbed {
            return spaced::split(self.head, &line.text);
        }
        let columns = self.header.width();
        let cells = line.raw.trim_matches([' ', '\r']).splitn(columns, '\t');
        let mut cells: Vec<String> = cells.map(clean).collect();
        let count = cells.len();
        cells.resize(columns, String::new());
        // The last cell is empty, and whoever saved the file has taken the tab away.
        let leading = || self.header.leading(cells.clone());
        let is_whole =
            count == columns || (count + 1 == columns && row::fits(self.head, &leading()));
        let is_alone = count == 1 && columns == 2;
        let is_row =
            is_whole && (!is_alone || cells.first().is_some_and(|it| row::is_sure_code(it)));
        is_row.then_some(cells)
    }

    /// Whether cells are those of a line of text rather than of a code behind that of a row: codes are
    /// sorted and described.
    fn is_text(&self, cells: &[String], last: &Row) -> bool {
        let [code, doc] = cells else { return false };
        if self.head != Head::Errors || self.is_tabbed || row::is_sure_code(code) {
            return false;
        }
        let before = last.cells.first().map_or("", |cell| cell.plain.as_str());
        doc.is_empty() || code.as_str() < before
    }

    /// Why a row may be a line of text.
    fn doubt(&self, cells: &[String]) -> Option<&'static str> {
        const DOUBT: &str = "it may be a line of the description before it";
        let last = cells.last().is_some_and(String::is_empty);
        let is_code = self.head == Head::Errors
            && cells.first().is_some_and(|code| !code.contains('.'))
            && cells.last().is_some_and(|doc| doc.starts_with(|c: char| c.is_ascii_lowercase()));
        let is_doubtful = spaced::is_doubtful(self.head, cells)
            || (last && matches!(self.head, Head::Output | Head::OutputType))
            || is_code;
        (is_doubtful && !self.is_tabbed).then_some(DOUBT)
    }

    /// How much a line of text, behind a blank line or not, looks like a row that cannot be read.
    fn likeness(&self, line: &Line<'_>, is_first: bool) -> Likeness {
        let text = line.text.as_str();
        if self.is_tabbed && line.raw.trim().contains('\t') {
            let cells: Vec<String> = line.raw.trim().split('\t').map(clean).collect();
            let is_sure = cells.len() + 1 >= self.header.width();
            let leading = self.header.leading(cells);
            let is_sure = is_sure && leading.first().is_some_and(|it| row::is_name(self.head, it));
            return if is_sure { Likeness::Sure } else { Likeness::Some };
        }
        let words: Vec<&str> = text.split(' ').take(6).collect();
        let is_item = text.starts_with(|c: char| !c.is_alphanumeric() && !matches!(c, '|' | '<'));
        if self.head == Head::Errors && is_first && !is_item && !text.is_empty() {
            return Likeness::Some;
        }
        row::likeness(self.head, &words)
    }
}

/// Where the title of the next type stands among lines: a name alone, above the line on the actions that
/// use it.
fn title_of_type(lines: &[Line<'_>]) -> Option<usize> {
    let used = lines.iter().rposition(|line| used_by(&line.text).is_some())?;
    let before = lines.get(..used).unwrap_or_default();
    before.iter().rposition(|line| cell::is_name(&line.text))
}

/// Lines that are no rows.
struct Gap {
    /// Where those end that belong to the row before.
    end: usize,
    /// Whether a row follows.
    goes_on: bool,
}

/// Finds out where the lines from `from` on lead: to another row, or out of the table.
fn gap(lines: &[Line<'_>], from: usize, form: &RowForm, dialect: Dialect) -> Gap {
    let head = form.head;
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
            let is_type = matches!(head, Head::InputType | Head::OutputType);
            let title = || title_of_type(lines.get(from..end).unwrap_or_default());
            let end = if is_type { title().map_or(end, |at| from + at) } else { end };
            return Gap { end, goes_on: false };
        }
        if index > from
            && let Some(cells) = form.cells(line)
        {
            // Behind a paragraph only what is a row for sure is one.
            let is_sure = !spaced::is_doubtful(head, &cells)
                && (head != Head::Errors
                    || cells.first().is_some_and(|code| row::is_sure_code(code)));
            if !is_text_behind || is_sure || form.is_tabbed {
                return Gap { end: index, goes_on: true };
            }
        }
        is_text_behind |= blank.is_some();
    }
    Gap { end: blank.unwrap_or(lines.len()), goes_on: false }
}
