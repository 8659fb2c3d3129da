//! The tables of a page saved as HTML: rows whose cells take several columns or rows, titles above and
//! between them, headers that come again or stand in a table of their own.

use crate::lines::clean;
use crate::page::block::{Block, Line, LineKind, Row, Table, Text};
use crate::page::header::Header;

/// A table that is being read.
#[derive(Default)]
pub(super) struct Grid {
    /// The rows: the numbers of their lines, and their cells.
    pub(super) rows: Vec<(usize, Vec<Cell>)>,
    /// The open cell.
    pub(super) cell: Option<Cell>,
    /// The text of the open cell before a table within it.
    pub(super) outer: Open,
}

/// Text that is being read.
#[derive(Default)]
pub(super) struct Open {
    pub(super) line: usize,
    pub(super) text: Text,
    /// Where the present line begins in the plain and in the rich text of a cell.
    pub(super) start: (usize, usize),
}

/// A cell of a table.
pub(super) struct Cell {
    /// As one text.
    pub(super) text: Text,
    /// As lines and tables of its own, for a table that divides the window.
    pub(super) blocks: Vec<Block>,
    columns: usize,
    rows: usize,
}

/// A cell that takes several rows is copied into each, if its text is short.
const LONGEST_COPY: usize = 1 << 10;

/// No table of a page has more columns.
const MOST_COLUMNS: usize = 20;

impl Cell {
    pub(super) fn new(columns: usize, rows: usize) -> Self {
        Self { text: Text::default(), blocks: Vec::new(), columns: columns.min(MOST_COLUMNS), rows }
    }

    /// Takes the line that begins at `start` in the plain and in the rich text.
    pub(super) fn line(
        &mut self,
        text: &Text,
        start: (usize, usize),
        number: usize,
        kind: LineKind,
    ) {
        let plain = text.plain.get(start.0..).unwrap_or_default();
        let rich = text.rich.get(start.1..).unwrap_or_default();
        if plain.trim().is_empty() {
            return;
        }
        let text = if kind == LineKind::Code {
            Text::plain(plain.trim_end_matches('\n'))
        } else {
            Text { plain: clean(plain), rich: clean(rich) }
        };
        self.blocks.push(Block::Line(Line { number, kind, text }));
    }
}

impl Grid {
    /// Whether the table has a known header.
    pub(super) fn is_known(&self) -> bool {
        self.rows.iter().take(2).any(|(_, cells)| {
            Header::of(&cells.iter().map(|cell| cell.text.plain.as_str()).collect::<Vec<_>>())
                .is_some()
        })
    }

    /// The rows as texts.
    pub(super) fn texts(&self) -> Vec<Text> {
        self.rows.iter().map(|(_, cells)| joined(&texts_of(cells))).collect()
    }

    /// Adds the tables and lines that the table is to those before it. Rows without a header belong to
    /// a header without rows: windows that scroll have them in two tables.
    pub(super) fn append_to(self, blocks: &mut Vec<Block>) {
        if !self.is_known()
            && let Some(Block::Table(table)) = blocks.last_mut()
            && table.rows.is_empty()
            && let header = Header::exact(table.head)
            && self.rows.iter().all(|(_, cells)| cells.len() == header.width())
        {
            let rows = expanded(self.rows).into_iter();
            table.rows.extend(rows.map(|(line, cells, _)| row(line, cells, &header)));
            return;
        }
        blocks.extend(self.blocks());
    }

    fn blocks(self) -> Vec<Block> {
        let is_layout = !self.is_known()
            && self.rows.iter().flat_map(|(_, cells)| cells).any(|cell| {
                let is_part = |block: &Block| match block {
                    Block::Table(_) => true,
                    Block::Line(line) => line.kind != LineKind::Text,
                };
                cell.blocks.iter().any(is_part)
            });
        if is_layout {
            let cells = self.rows.into_iter().flat_map(|(_, cells)| cells);
            return cells.flat_map(|cell| cell.blocks).collect();
        }
        let mut found = Vec::new();
        let mut known: Option<(Header, Table)> = None;
        for (line, cells, is_title) in expanded(self.rows) {
            let again = header(&cells);
            if let (Some((header, _)), Some(again)) = (&known, &again)
                && header == again
            {
                continue;
            }
            if let Some(again) = again {
                found.extend(known.take().map(|(_, table)| Block::Table(table)));
                let table = Table::new(line, again.head);
                known = Some((again, table));
            } else if let Some((header, table)) = known.as_mut().filter(|_| !is_title) {
                if cells.iter().any(|cell| !cell.plain.is_empty()) {
                    table.rows.push(row(line, cells, header));
                }
            } else {
                // A title between rows: the table goes on behind it.
                if let Some((header, table)) = &mut known {
                    let next = Table::new(line, header.head);
                    found.push(Block::Table(std::mem::replace(table, next)));
                }
                let kind =
                    if cells.len() > 1 && !is_title { LineKind::Row } else { LineKind::Text };
                let text = if is_title {
                    cells.into_iter().next().unwrap_or_default()
                } else {
                    joined(&cells)
                };
                found.push(Block::Line(Line { number: line, kind, text }));
            }
        }
        found.extend(known.map(|(_, table)| Block::Table(table)));
        found
    }
}

fn header(cells: &[Text]) -> Option<Header> {
    Header::of(&cells.iter().map(|cell| cell.plain.as_str()).collect::<Vec<&str>>())
}

fn texts_of(cells: &[Cell]) -> Vec<Text> {
    cells.iter().map(|cell| cell.text.clone()).collect()
}

fn joined(cells: &[Text]) -> Text {
    let join = |part: fn(&Text) -> &str| cells.iter().map(part).collect::<Vec<_>>().join(" | ");
    Text { plain: join(|cell| &cell.plain), rich: join(|cell| &cell.rich) }
}

/// The rows with a text for each column, and whether a row is a title over several columns.
fn expanded(rows: Vec<(usize, Vec<Cell>)>) -> Vec<(usize, Vec<Text>, bool)> {
    let mut found = Vec::new();
    // The texts that go on from the rows above, and for how many rows.
    let mut above: Vec<(usize, Text)> = Vec::new();
    for (line, cells) in rows {
        let is_title = matches!(cells.as_slice(), [cell] if cell.columns > 1);
        let is_empty = cells.is_empty();
        let mut texts: Vec<Text> = Vec::new();
        let mut go_on = |texts: &mut Vec<Text>| {
            while let Some((more, text)) = above.get_mut(texts.len()).filter(|it| it.0 > 0) {
                *more -= 1;
                texts.push(text.clone());
            }
        };
        let mut begun = Vec::new();
        for cell in cells {
            go_on(&mut texts);
            let is_near = texts.len() < MOST_COLUMNS;
            if cell.rows > 1 && is_near && cell.text.plain.len() <= LONGEST_COPY {
                begun.push((texts.len(), cell.rows - 1, cell.text.clone()));
            }
            texts.push(cell.text);
            let more = if is_near { cell.columns - 1 } else { 0 };
            texts.extend(std::iter::repeat_n(Text::default(), more));
        }
        go_on(&mut texts);
        for (at, rows, text) in begun {
            if above.len() <= at {
                above.resize(at + 1, (0, Text::default()));
            }
            if let Some(slot) = above.get_mut(at) {
                *slot = (rows, text);
            }
        }
        if !is_empty {
            found.push((line, texts, is_title));
        }
    }
    found
}

fn row(line: usize, mut cells: Vec<Text>, header: &Header) -> Row {
    let columns = header.width();
    let doubt = (cells.len() != columns).then_some("row and header differ in number of cells");
    // Cells behind the last column continue its cell.
    let more = cells.split_off(columns.min(cells.len()));
    if let Some(last) = cells.last_mut() {
        for cell in more.iter().filter(|cell| !cell.plain.is_empty()) {
            for (text, more) in [(&mut last.plain, &cell.plain), (&mut last.rich, &cell.rich)] {
                text.push('\n');
                text.push_str(more);
            }
        }
    }
    cells.resize(columns, Text::default());
    Row { line, cells: header.arrange(cells), doubt }
}
