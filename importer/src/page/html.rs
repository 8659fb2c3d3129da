//! Pages saved as HTML, read as a stream of tokens: a page is found by its sentences and headers,
//! so no tree is needed, depth costs nothing, and every token knows its line. (A tree of scraper's,
//! which stands on the same tokenizer, knows no lines.)

mod cells;

use crate::lines::clean;
use crate::page::block::{Block, Line, LineKind, Text};
use cells::{Cell, Grid, Open};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts, states,
};
use std::cell::RefCell;

/// Whether a text is HTML rather than Markdown or plain text.
pub(crate) fn is_html(text: &str) -> bool {
    let start = text.trim_start_matches(['\u{FEFF}', ' ', '\t', '\r', '\n']);
    let tag = start.strip_prefix('<').unwrap_or_default();
    if tag.starts_with(['!', '?']) || tag.get(..4).is_some_and(|it| it.eq_ignore_ascii_case("html"))
    {
        return true;
    }
    // Markdown has elements, too, and tables and headings of its own.
    let is_marked = |line: &str| {
        line.starts_with("# ")
            || line.starts_with("## ")
            || (line.starts_with('|') && line.contains("--"))
    };
    let is_markdown = || text.lines().any(is_marked);
    if tag.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return start.contains("</") && !is_markdown();
    }
    // A part of a page that begins within a text.
    text.contains("</td>") && text.contains("</p>") && !is_markdown()
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
    while !state.tables.is_empty() {
        state.close_table();
    }
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
    /// The open tables, one within the other; of those within many others only the text counts.
    tables: Vec<Grid>,
    /// How many more tables are open.
    deep: usize,
    /// The open elements of the kinds that can stand for a part of a table, and what they stand for.
    roles: Vec<Option<&'static str>>,
}

/// Pages have a table in a cell of a table that divides the window, and not more.
const MOST_TABLES: usize = 6;

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
            "title" => Some(states::Rcdata),
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
            "tr" | "td" | "th" if self.deep == 0 && !self.tables.is_empty() => {
                self.part(name, tag, opens);
            }
            "tr" | "br" => self.break_line(),
            "td" | "th" => self.push(" "),
            "div" | "span" if has_role(tag) || !self.roles.is_empty() => self.role(tag, opens),
            "pre" | "textarea" => {
                self.break_line();
                self.pre = if opens { self.pre + 1 } else { self.pre.saturating_sub(1) };
                if name == "textarea" && opens {
                    return TokenSinkResult::RawData(states::Rcdata);
                }
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
            "p" | "div" if opens && attribute(tag, "role").as_deref() == Some("heading") => {
                self.break_line();
                self.is_heading = true;
            }
            name if is_block(name) => {
                self.break_line();
                self.is_heading = false;
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }

    /// Takes characters of the page.
    fn text(&mut self, text: &str) {
        if self.skipped.is_some() || self.tables.last().is_some_and(|table| table.cell.is_none()) {
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
        let kind = self.kind();
        let Some(cell) = self.tables.last_mut().and_then(|table| table.cell.as_mut()) else {
            self.flush();
            return;
        };
        cell.line(&self.open.text, self.open.start, self.open.line, kind);
        if !self.open.text.plain.is_empty() && !self.open.text.plain.ends_with('\n') {
            self.push("\n");
        }
        self.open.start = (self.open.text.plain.len(), self.open.text.rich.len());
        self.open.line = self.line;
    }

    fn kind(&self) -> LineKind {
        match (self.pre > 0, self.is_heading) {
            (true, _) => LineKind::Code,
            (false, true) => LineKind::Heading,
            (false, false) => LineKind::Text,
        }
    }

    fn take(&mut self) -> Open {
        self.code = None;
        self.link = None;
        std::mem::take(&mut self.open)
    }

    fn flush(&mut self) {
        let kind = self.kind();
        let Open { line, text, .. } = self.take();
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
        self.break_line();
        if !opens && self.deep > 0 {
            self.deep -= 1;
        } else if !opens {
            self.close_table();
        } else if self.tables.len() < MOST_TABLES {
            if let Some(table) = self.tables.last_mut() {
                // The cell around it goes on behind it.
                table.outer = std::mem::take(&mut self.open);
            }
            self.tables.push(Grid::default());
        } else {
            self.deep += 1;
        }
    }

    /// A row or cell of the present table; what is not closed ends where the next begins.
    fn part(&mut self, name: &str, tag: &Tag, opens: bool) {
        self.close_cell();
        let line = self.line;
        let Some(table) = self.tables.last_mut() else { return };
        match (name, opens) {
            ("tr", true) => table.rows.push((line, Vec::new())),
            ("td" | "th", true) => {
                if table.rows.is_empty() {
                    table.rows.push((line, Vec::new()));
                }
                table.cell = Some(Cell::new(span(tag, "colspan"), span(tag, "rowspan")));
            }
            _ => {}
        }
    }

    /// An element that stands for a part of a table, or is within one.
    fn role(&mut self, tag: &Tag, opens: bool) {
        let role = if opens {
            let role = attribute(tag, "role").and_then(|role| match role.as_str() {
                "table" | "grid" => Some("table"),
                "row" => Some("tr"),
                "cell" | "gridcell" | "columnheader" => Some("td"),
                _ => None,
            });
            self.roles.push(role);
            role
        } else {
            self.roles.pop().flatten()
        };
        match role {
            Some("table") => self.table(opens),
            Some(part) if self.deep == 0 && !self.tables.is_empty() => self.part(part, tag, opens),
            _ if &*tag.name == "div" => self.break_line(),
            _ => {}
        }
    }

    fn close_cell(&mut self) {
        let kind = self.kind();
        let Some(mut cell) = self.tables.last_mut().and_then(|table| table.cell.take()) else {
            return;
        };
        self.code(false);
        let Open { text, line, start } = self.take();
        cell.line(&text, start, line, kind);
        cell.text = Text { plain: clean(&text.plain), rich: clean(&text.rich) };
        if let Some((_, cells)) = self.tables.last_mut().and_then(|table| table.rows.last_mut()) {
            cells.push(cell);
        }
    }

    /// Ends a table: its rows, or what stands in it, go to the page or to the cell around it.
    fn close_table(&mut self) {
        self.close_cell();
        let Some(table) = self.tables.pop() else { return };
        let is_inside_known = self.tables.iter().any(Grid::is_known);
        let Some(outer) = self.tables.last_mut() else {
            table.append_to(&mut self.blocks);
            return;
        };
        self.open = std::mem::take(&mut outer.outer);
        let Some(cell) = outer.cell.as_mut() else { return };
        if is_inside_known {
            // A table in a description is a part of it.
            for text in table.texts() {
                self.push_text(&text);
            }
        } else {
            table.append_to(&mut cell.blocks);
        }
    }

    /// Adds a line to the text of a cell.
    fn push_text(&mut self, text: &Text) {
        let open = &mut self.open.text;
        for (open, text) in [(&mut open.plain, &text.plain), (&mut open.rich, &text.rich)] {
            if !open.is_empty() && !open.ends_with('\n') {
                open.push('\n');
            }
            open.push_str(text);
            open.push('\n');
        }
        self.open.start = (self.open.text.plain.len(), self.open.text.rich.len());
    }
}

fn attribute(tag: &Tag, name: &str) -> Option<String> {
    let mut found = tag.attrs.iter().filter(|attribute| &*attribute.name.local == name);
    found.next().map(|attribute| attribute.value.to_ascii_lowercase())
}

fn has_role(tag: &Tag) -> bool {
    attribute(tag, "role").is_some_and(|role| matches!(role.as_str(), "table" | "grid"))
}

/// The number of columns or rows that a cell takes.
fn span(tag: &Tag, name: &str) -> usize {
    attribute(tag, name).and_then(|value| value.trim().parse().ok()).unwrap_or(1).clamp(1, 1_000)
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
