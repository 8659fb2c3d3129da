//! Pages saved as HTML, read as a stream of tokens: a page is found by its sentences and headers,
//! so no tree is needed, depth costs nothing, and every token knows its line. (A tree of scraper's,
//! which stands on the same tokenizer, knows no lines.)

use crate::lines::clean;
use crate::page::block::{Block, Line, LineKind, Row, Table, Text};
use crate::page::header::Header;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts, states,
};
use std::cell::RefCell;

/// Whether a text is HTML rather than Markdown or plain text.
pub(crate) fn is_html(text: &str) -> bool {
    let start = text.trim_start_matches(['\u{FEFF}', ' ', '\t', '\r', '\n']);
    let tag = start.strip_prefix('<').unwrap_or_default();
    tag.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!')
        && (tag.starts_with('!') || start.contains("</"))
}

/// Reads HTML whose first line has the number `first`.
pub(crate) fn read(text: &str, first: usize) -> Vec<Block> {
    let sink = Sink(RefCell::new(State { first, ..State::default() }));
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(text));
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    // Scripts are not run: after each the tokenizer goes on.
    while !input.is_empty() {
        let _ = tokenizer.feed(&input);
    }
    tokenizer.end();
    let mut state = tokenizer.sink.0.into_inner();
    state.close_table();
    state.flush();
    state.blocks
}

struct Sink(RefCell<State>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<()> {
        let mut state = self.0.borrow_mut();
        state.line = state.first + usize::try_from(line).unwrap_or(usize::MAX).saturating_sub(1);
        match token {
            Token::TagToken(tag) => return state.tag(&tag),
            Token::CharacterTokens(text) => state.text(&text),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

#[derive(Default)]
struct State {
    /// The number of the first line.
    first: usize,
    /// The number of the present line.
    line: usize,
    blocks: Vec<Block>,
    /// The text since the last break.
    open: Open,
    /// The element whose content is not text of the page.
    skipped: Option<String>,
    /// How many `pre` are open.
    pre: usize,
    is_heading: bool,
    /// Where code or a link began in the text with markup.
    code: Option<usize>,
    link: Option<(usize, String)>,
    /// The numbers of the open lists; `None` for those with bullets.
    lists: Vec<Option<usize>>,
    /// How many tables are open.
    tables: usize,
    rows: Vec<(usize, Vec<Text>)>,
    is_cell: bool,
}

/// Text that is being read.
#[derive(Default)]
struct Open {
    line: usize,
    text: Text,
}

impl State {
    fn tag(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name: &str = &tag.name;
        let opens = tag.kind == TagKind::StartTag;
        if let Some(skipped) = &self.skipped {
            if !opens && skipped == name {
                self.skipped = None;
            }
            return TokenSinkResult::Continue;
        }
        let raw = match name {
            "script" => Some(states::ScriptData),
            "style" | "xmp" | "iframe" | "noembed" | "noframes" => Some(states::Rawtext),
            "title" | "textarea" => Some(states::Rcdata),
            _ => None,
        };
        if let Some(raw) = raw {
            if opens && !tag.self_closing {
                self.skipped = Some(name.to_owned());
                return TokenSinkResult::RawData(raw);
            }
            return TokenSinkResult::Continue;
        }
        match name {
            "table" => self.table(opens),
            "tr" | "td" | "th" if self.tables == 1 => self.part(name, opens),
            "tr" | "br" => self.break_line(),
            "td" | "th" => self.push(" "),
            "pre" => {
                self.break_line();
                self.pre = if opens { self.pre + 1 } else { self.pre.saturating_sub(1) };
            }
            "code" | "kbd" | "samp" if self.pre == 0 => self.code(opens),
            "a" => self.link(tag, opens),
            "ul" | "ol" => {
                self.break_line();
                if opens {
                    self.lists.push((name == "ol").then_some(0));
                } else {
                    self.lists.pop();
                }
            }
            "li" => self.item(opens),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.break_line();
                self.is_heading = opens;
            }
            name if is_block(name) => self.break_line(),
            _ => {}
        }
        TokenSinkResult::Continue
    }

    /// Takes characters of the page.
    fn text(&mut self, text: &str) {
        if self.skipped.is_some() || (self.tables > 0 && !self.is_cell) {
            return;
        }
        // The tokenizer tells the line on which the characters end.
        let breaks = |text: &str| text.bytes().filter(|byte| *byte == b'\n').count();
        self.line = self.line.saturating_sub(breaks(text));
        if self.pre > 0 {
            let mut lines = text.split('\n');
            if let Some(first) = lines.next() {
                self.push(first);
            }
            for line in lines {
                self.break_line();
                self.line += 1;
                self.push(line);
            }
            return;
        }
        let blank = text.len() - text.trim_start().len();
        self.line += breaks(text.get(..blank).unwrap_or_default());
        let mut collapsed = String::with_capacity(text.len());
        for c in text.chars() {
            if !c.is_whitespace() || c == '\u{A0}' || c == '\u{3000}' {
                collapsed.push(c);
            } else if !collapsed.ends_with(' ') {
                collapsed.push(' ');
            }
        }
        let is_start =
            self.open.text.plain.is_empty() || self.open.text.plain.ends_with([' ', '\n']);
        let collapsed = if is_start { collapsed.trim_start_matches(' ') } else { &collapsed };
        self.push(collapsed);
    }

    fn push(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        if self.open.text.plain.is_empty() {
            self.open.line = self.line;
        }
        self.open.text.plain.push_str(text);
        self.open.text.rich.push_str(text);
    }

    /// Ends a line: within a cell it stays one text.
    fn break_line(&mut self) {
        self.code(false);
        if !self.is_cell {
            self.flush();
        } else if !self.open.text.plain.is_empty() && !self.open.text.plain.ends_with('\n') {
            self.push("\n");
        }
    }

    fn take(&mut self) -> Open {
        self.code = None;
        self.link = None;
        std::mem::take(&mut self.open)
    }

    fn flush(&mut self) {
        let Open { line, text } = self.take();
        let kind = match (self.pre > 0, self.is_heading) {
            (true, _) => LineKind::Code,
            (false, true) => LineKind::Heading,
            (false, false) => LineKind::Text,
        };
        // Indentation means nothing in text, and is kept in what is shown as it is.
        let text = if kind == LineKind::Code {
            text
        } else {
            Text { plain: clean(&text.plain), rich: clean(&text.rich) }
        };
        if !text.plain.trim().is_empty() {
            self.blocks.push(Block::Line(Line { number: line, kind, text }));
        }
    }

    fn code(&mut self, opens: bool) {
        if opens {
            self.code = Some(self.open.text.rich.len());
        } else if let Some(start) = self.code.take()
            && let Some(code) = self.open.text.rich.get(start..)
            && !code.trim().is_empty()
            && !code.contains('`')
        {
            let code = format!("`{}`", code.trim());
            self.open.text.rich.truncate(start);
            self.open.text.rich.push_str(&code);
        }
    }

    fn link(&mut self, tag: &Tag, opens: bool) {
        if opens {
            let href = tag.attrs.iter().find(|attribute| &*attribute.name.local == "href");
            let href = href.map_or_else(String::new, |attribute| attribute.value.to_string());
            self.link = Some((self.open.text.rich.len(), href));
        } else if let Some((start, href)) = self.link.take()
            && let Some(words) = self.open.text.rich.get(start..)
            && (href.starts_with("https://") || href.starts_with("http://"))
            && !words.trim().is_empty()
            && !words.contains(['[', ']'])
            && !href.contains(['(', ')', ' '])
        {
            let link = format!("[{}]({href})", words.trim());
            self.open.text.rich.truncate(start);
            self.open.text.rich.push_str(&link);
        }
    }

    fn item(&mut self, opens: bool) {
        self.break_line();
        if opens {
            let mark = match self.lists.last_mut() {
                Some(Some(number)) => {
                    *number += 1;
                    format!("{number}. ")
                }
                _ => "- ".to_owned(),
            };
            self.push(&mark);
        }
    }

    fn table(&mut self, opens: bool) {
        if opens {
            self.break_line();
            self.tables += 1;
        } else if self.tables > 1 {
            self.break_line();
            self.tables -= 1;
        } else {
            self.close_table();
        }
    }

    /// A row or cell of the outermost table; what is not closed ends where the next begins.
    fn part(&mut self, name: &str, opens: bool) {
        self.close_cell();
        match (name, opens) {
            ("tr", true) => self.rows.push((self.line, Vec::new())),
            ("td" | "th", true) => {
                if self.rows.is_empty() {
                    self.rows.push((self.line, Vec::new()));
                }
                self.is_cell = true;
            }
            _ => {}
        }
    }

    fn close_cell(&mut self) {
        if !self.is_cell {
            return;
        }
        self.code(false);
        let Open { text, .. } = self.take();
        self.is_cell = false;
        if let Some((_, cells)) = self.rows.last_mut() {
            cells.push(Text { plain: clean(&text.plain), rich: clean(&text.rich) });
        }
    }

    fn close_table(&mut self) {
        if self.tables == 0 {
            return;
        }
        self.close_cell();
        self.tables = 0;
        let mut rows = std::mem::take(&mut self.rows).into_iter().filter(|row| !row.1.is_empty());
        let Some((line, header)) = rows.next() else { return };
        let names: Vec<&str> = header.iter().map(|cell| cell.plain.as_str()).collect();
        if let Some(header) = Header::of(&names) {
            let rows = rows.map(|(line, cells)| row(line, cells, &header));
            let rows = rows.filter(|row| row.cells.iter().any(|cell| !cell.plain.is_empty()));
            let table = Table { rows: rows.collect(), ..Table::new(line, header.head) };
            self.blocks.push(Block::Table(table));
            return;
        }
        for (number, cells) in std::iter::once((line, header)).chain(rows) {
            let join =
                |part: fn(&Text) -> &str| cells.iter().map(part).collect::<Vec<_>>().join(" | ");
            let text = Text { plain: join(|cell| &cell.plain), rich: join(|cell| &cell.rich) };
            let kind = if cells.len() > 1 { LineKind::Row } else { LineKind::Text };
            self.blocks.push(Block::Line(Line { number, kind, text }));
        }
    }
}

fn row(line: usize, mut cells: Vec<Text>, header: &Header) -> Row {
    let columns = header.width();
    let doubt = (cells.len() != columns).then_some("row and header differ in number of cells");
    cells.resize(columns, Text::default());
    Row { line, cells: header.arrange(cells), doubt }
}

fn is_block(name: &str) -> bool {
    const BLOCKS: &[&str] = &[
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "button",
        "caption",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "head",
        "header",
        "hr",
        "html",
        "legend",
        "main",
        "nav",
        "option",
        "p",
        "section",
        "select",
        "summary",
        "tbody",
        "tfoot",
        "thead",
    ];
    BLOCKS.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::super::block::{Block, Head, LineKind};
    use super::read;

    #[test]
    fn tables_keep_their_lines_and_their_markup() {
        let html = "<!DOCTYPE html>\n<title>no\n</title><h2>2. <b>Input</b></h2>\n<table><thead><tr>\
            <th>Error Code<th>Description</thead>\n<tr><td><code>A.B</code></td>\n\
            <td>See <a href=\"https://a.b/c\">this</a>:<ul><li>one<li>two</ul> &lt;x&gt;</td></tr>\n\
            </table><p>behind";
        let blocks = read(html, 1);
        let [Block::Line(heading), Block::Table(table), Block::Line(behind)] = blocks.as_slice()
        else {
            panic!("{blocks:?}");
        };
        assert_eq!((heading.number, heading.kind), (3, LineKind::Heading));
        assert_eq!(heading.text.plain, "2. Input");
        assert_eq!((table.line, table.head), (4, Head::Errors));
        let [row] = table.rows.as_slice() else { panic!("{table:?}") };
        assert_eq!(row.line, 5);
        let cells: Vec<_> =
            row.cells.iter().map(|cell| (cell.plain.as_str(), cell.rich.as_str())).collect();
        assert_eq!(
            cells,
            [
                ("A.B", "`A.B`"),
                ("See this:\n- one\n- two\n<x>", "See [this](https://a.b/c):\n- one\n- two\n<x>")
            ]
        );
        assert_eq!((behind.number, behind.text.plain.as_str()), (7, "behind"));
    }

    #[test]
    fn what_is_shown_as_it_is_keeps_its_lines() {
        let blocks = read(
            "<script>if (a < b) {}</script><pre><code>{\n  \"A\": \"&lt;\"\n}</code></pre>",
            1,
        );
        let lines: Vec<_> = blocks
            .iter()
            .map(|block| match block {
                Block::Line(line) => (line.number, line.kind, line.text.plain.as_str()),
                Block::Table(_) => panic!("{block:?}"),
            })
            .collect();
        let code = LineKind::Code;
        assert_eq!(lines, [(1, code, "{"), (2, code, "  \"A\": \"<\""), (3, code, "}")]);
    }

    #[test]
    fn depth_costs_nothing() {
        let deep = "<div><table><tr><td>".repeat(50_000);
        assert!(read(&deep, 1).len() < 10);
    }
}
