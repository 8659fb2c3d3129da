//! Blocks to pages: what stands between the landmarks.

use crate::cell::is_name;
use crate::page::block::{Block, Head, Line, LineKind, Table, Text};
use crate::page::date::{date, is_label, updated};
use crate::page::landmarks::{Landmark, Part, host, landmark, used_by};
use crate::page::rate::limit;
use crate::page::table::{row, spaced};
use crate::page::title::Title;

/// The parts of a file's pages, as written.
#[derive(Debug, Default)]
pub(crate) struct Pages {
    /// Pages of actions.
    pub(crate) actions: Vec<ActionPage>,
    /// Sections of the page `Data Types`.
    pub(crate) types: Vec<TypeSection>,
    /// Tables of the page `Error Codes`.
    pub(crate) codes: Vec<CodeSection>,
    /// Tables of the page `API Category`.
    pub(crate) limits: Vec<LimitSection>,
    /// The date of a page that is not an action's.
    pub(crate) updated: Option<String>,
    /// Lines that look like rows and belong to no table: their numbers and texts.
    pub(crate) lost: Vec<(usize, String)>,
    /// Lines that announce a type, and no known table follows: their numbers and texts.
    pub(crate) untabled: Vec<(usize, String)>,
}

/// The page of an action.
#[derive(Debug, Default)]
pub(crate) struct ActionPage {
    /// Where it begins.
    pub(crate) line: usize,
    /// The host it names, and where.
    pub(crate) host: Option<(String, usize)>,
    pub(crate) updated: Option<String>,
    /// The description, as Markdown.
    pub(crate) doc: Vec<String>,
    pub(crate) limit: Option<u32>,
    pub(crate) input: Option<Table>,
    pub(crate) output: Option<Table>,
    pub(crate) errors: Option<Table>,
    /// The lines of the examples.
    pub(crate) examples: Vec<Line>,
    /// Tables that belong to nothing: the lines of their headers.
    pub(crate) surplus: Vec<usize>,
    /// Where its parameters are announced.
    pub(crate) input_line: Option<usize>,
}

/// An object type of the page `Data Types`.
#[derive(Debug)]
pub(crate) struct TypeSection {
    /// The name, if the copy has kept it.
    pub(crate) name: Option<String>,
    /// Whether the name may be a description of one word.
    pub(crate) is_doubtful: bool,
    pub(crate) doc: Vec<String>,
    /// The actions that are said to use it.
    pub(crate) used_by: Vec<String>,
    pub(crate) table: Table,
}

/// A table of error codes that belongs to no action.
#[derive(Debug)]
pub(crate) struct CodeSection {
    /// Whether any action may return them.
    pub(crate) is_common: bool,
    pub(crate) table: Table,
}

/// A table of rate limits, with the group of actions it is for.
#[derive(Debug)]
pub(crate) struct LimitSection {
    pub(crate) group: Option<String>,
    pub(crate) table: Table,
}

/// Finds the pages in a file.
pub(crate) fn pages(blocks: Vec<Block>) -> Pages {
    let mut reader = Reader::default();
    for block in blocks {
        match block {
            Block::Line(line) => reader.line(line),
            Block::Table(table) => reader.table(table),
        }
    }
    reader.finish();
    reader.pages
}

/// The part of a page that lines belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Section {
    /// Navigation and the like, before, between and behind pages.
    #[default]
    Around,
    Description,
    /// Between the parts: nothing of it counts.
    Between,
    Examples,
}

#[derive(Default)]
struct Reader {
    pages: Pages,
    section: Section,
    draft: Option<ActionPage>,
    /// Headings without a page: the first of them, which counts if no page follows.
    contents: Option<ActionPage>,
    /// The lines since the last table or part.
    pending: Vec<Line>,
    updated: Option<String>,
    is_common: bool,
    /// Whether a date has ended the navigation, and no table came since.
    is_behind_navigation: bool,
    /// The part of the present page that its headings have announced last.
    part: Option<Part>,
    /// Whether something other than text came since the last table of error codes.
    is_behind_codes: bool,
    /// Whether the line before was the label of a date, or of the host.
    awaits: Awaits,
}

/// The meaning of the next line, if the one before is a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Awaits {
    #[default]
    Nothing,
    Date,
    Host,
}

impl Reader {
    fn line(&mut self, line: Line) {
        if self.is_answer(&line) {
            return;
        }
        let found = match line.kind {
            LineKind::Code => None,
            kind => landmark(&line.text.plain, kind == LineKind::Heading),
        };
        // Below the headings of a list of contents the page itself begins.
        let is_open = self.draft.as_ref().is_some_and(|draft| !is_page(draft));
        if is_open && let Some(date) = updated(&line.text.plain) {
            self.end();
            self.dated(date);
            return;
        }
        if let Some(found) = found {
            self.landmark(found, line);
            return;
        }
        match (self.section, &mut self.draft) {
            (Section::Description, Some(draft)) => {
                let is_word = |c: char| c.is_alphanumeric();
                if !line.text.rich.is_empty() && !line.text.rich.contains(is_word) {
                    // A rule, an underline or a bullet of a sentence.
                } else if let Some((limit, rest)) = self::limit(&line.text.plain) {
                    draft.limit = Some(limit);
                    // The sentence may be glued to the description.
                    let rich = self::limit(&line.text.rich).map(|(_, rest)| rest);
                    let rest = rich.unwrap_or(rest);
                    draft.doc.push(if rest.contains(is_word) { rest } else { String::new() });
                } else {
                    draft.doc.push(line.text.rich);
                }
            }
            (Section::Examples, Some(draft)) => {
                draft.examples.push(line.clone());
                self.lose(&line);
            }
            (Section::Between, _) => self.lose(&line),
            _ => {
                self.lose(&line);
                self.around(line);
            }
        }
    }

    /// Takes the date or the host that the line before has announced.
    fn is_answer(&mut self, line: &Line) -> bool {
        let text = line.text.plain.trim();
        if text.is_empty() {
            return false;
        }
        match std::mem::take(&mut self.awaits) {
            Awaits::Nothing => false,
            Awaits::Date => {
                let Some(date) = date(text) else { return false };
                self.dated(date);
                true
            }
            Awaits::Host => {
                let named = host(text);
                let Some(draft) = self.draft.as_mut().filter(|_| named.contains('.')) else {
                    return false;
                };
                draft.host = Some((named, line.number));
                true
            }
        }
    }

    /// Takes the date of a page: the lines before it are navigation.
    fn dated(&mut self, date: String) {
        self.updated = Some(date);
        self.pending.clear();
        self.is_behind_navigation = true;
        self.is_behind_codes = true;
    }

    /// Notes a line that looks like a row: no table has taken it.
    fn lose(&mut self, line: &Line) {
        let text = line.text.plain.trim();
        let cells: Vec<String> = match line.kind {
            LineKind::Row => text.trim_matches('|').split('|').map(str::to_owned).collect(),
            LineKind::Text => [Head::Input, Head::InputType]
                .into_iter()
                .find_map(|head| spaced::split(head, text))
                .unwrap_or_default(),
            LineKind::Heading | LineKind::Code => Vec::new(),
        };
        if row::is_row_like(&cells) {
            self.pages.lost.push((line.number, text.to_owned()));
        }
    }

    fn around(&mut self, line: Line) {
        if let Some(date) = updated(&line.text.plain) {
            self.dated(date);
            return;
        }
        if is_label(&line.text.plain) {
            self.awaits = Awaits::Date;
            return;
        }
        let text = line.text.plain.trim();
        self.is_behind_codes |= line.kind == LineKind::Heading;
        match row::codes_of_title(text) {
            Some(is_common) => {
                self.is_common = is_common;
                self.is_behind_codes = true;
            }
            None if !text.contains(char::is_alphanumeric) => {}
            // The type before it has no table that is known.
            None if used_by(text).is_some() && self.announces_type() => {
                self.pages.untabled.extend(self.announcement());
                self.pending = vec![line];
            }
            None => self.pending.push(line),
        }
    }

    fn landmark(&mut self, found: Landmark, line: Line) {
        match found {
            Landmark::Part(part) => self.part = Some(part),
            Landmark::InputIntro => self.part = Some(Part::Input),
            Landmark::ErrorIntro => self.part = Some(Part::Errors),
            _ => {}
        }
        self.is_behind_codes |= matches!(found, Landmark::Part(_));
        match found {
            Landmark::Domain(host) => {
                let is_open = |draft: &ActionPage| draft.host.is_none() && draft.input.is_none();
                if !self.draft.as_ref().is_some_and(is_open) {
                    self.begin(line.number);
                }
                if host.is_empty() {
                    self.awaits = Awaits::Host;
                }
                if let Some(draft) = &mut self.draft {
                    draft.host = Some((host, line.number)).filter(|(host, _)| !host.is_empty());
                }
                self.section = Section::Description;
            }
            Landmark::Part(Part::Description) => {
                self.begin(line.number);
                self.section = Section::Description;
            }
            Landmark::Part(Part::Examples) | Landmark::Example(_) => {
                // Before the response and behind the error codes such a line may be one of a
                // description.
                let is_between =
                    |draft: &ActionPage| draft.output.is_some() && draft.errors.is_none();
                let is_sure = line.kind == LineKind::Heading
                    || self.part == Some(Part::Examples)
                    || self.draft.as_ref().is_some_and(is_between);
                if self.has_input() && is_sure {
                    self.section = Section::Examples;
                    self.example_line(line);
                }
            }
            Landmark::Part(Part::ExampleInput | Part::ExampleOutput) => self.example_line(line),
            Landmark::InputIntro
            | Landmark::Resources
            | Landmark::Part(Part::Input | Part::Output | Part::Resources) => {
                self.section = Section::Between;
                if let Some(draft) = &mut self.draft
                    && self.part == Some(Part::Input)
                {
                    draft.input_line = Some(line.number);
                }
            }
            Landmark::ErrorIntro | Landmark::Part(Part::Errors) => {
                self.section =
                    if self.draft.is_some() { Section::Between } else { Section::Around };
            }
            Landmark::NoErrors => {
                if let Some(draft) = &mut self.draft {
                    let none = Table::new(line.number, Head::Errors);
                    draft.errors.get_or_insert(none);
                }
                self.section = Section::Between;
            }
            Landmark::Explorer => {}
        }
    }

    /// Whether the lines since the last table announce a type.
    fn announces_type(&self) -> bool {
        self.announcement().is_some()
    }

    fn announcement(&self) -> Option<(usize, String)> {
        let line = self.pending.iter().find(|line| used_by(&line.text.plain).is_some())?;
        Some((line.number, line.text.plain.trim().to_owned()))
    }

    fn has_input(&self) -> bool {
        self.draft.as_ref().is_some_and(|draft| draft.input.is_some())
    }

    fn example_line(&mut self, line: Line) {
        if self.section == Section::Examples
            && let Some(draft) = &mut self.draft
        {
            draft.examples.push(line);
        }
    }

    fn table(&mut self, mut table: Table) {
        self.pages.lost.append(&mut table.lost);
        self.rename(&mut table);
        match table.head {
            Head::Input | Head::Output => self.parameters(table),
            Head::Errors => self.errors(table),
            Head::InputType | Head::OutputType if self.goes_on_with_type(&table) => {
                if let Some(last) = self.pages.types.last_mut() {
                    last.table.rows.append(&mut table.rows);
                }
            }
            Head::InputType | Head::OutputType => {
                let is_clear = self.is_behind_navigation || !self.pages.types.is_empty();
                let (before, section) = type_section(&self.pending, table, is_clear);
                // Paragraphs behind a table belong to its last description.
                if !self.is_behind_navigation
                    && let Some(last) = self.pages.types.last_mut()
                    && let Some(row) = last.table.rows.last_mut()
                    && let Some(doc) = row.cells.last_mut()
                {
                    for line in before {
                        doc.plain = format!("{}\n\n{}", doc.plain, line.text.plain);
                        doc.rich = format!("{}\n\n{}", doc.rich, line.text.rich);
                    }
                }
                self.is_behind_navigation = false;
                self.pages.types.push(section);
            }
            Head::Limits | Head::Groups => {
                let title = |line: &Line| match line.kind {
                    LineKind::Heading => Title::of(&line.text.plain, true).words,
                    _ => line.text.plain.clone(),
                };
                // Between a heading and a table there may be other lines.
                let mut headings = self.pending.iter().rev();
                let heading = headings.find(|line| line.kind == LineKind::Heading);
                let group = heading.or(self.pending.last()).map(title);
                // A second table below one title is of the same group.
                let before = || self.pages.limits.last().and_then(|it| it.group.clone());
                let group = group.or_else(before);
                self.pages.limits.push(LimitSection { group, table });
            }
        }
        self.pending.clear();
    }

    /// Gives a table the header that it has elsewhere: whether it is one of parameters or of a type is
    /// a matter of the page, and copies mix up the words.
    fn rename(&self, table: &mut Table) {
        let is_used = self.pending.iter().any(|line| used_by(&line.text.plain).is_some());
        let is_page = matches!(self.part, Some(Part::Input | Part::Output)) && self.draft.is_some();
        match table.head {
            Head::InputType if is_page && !is_used => {
                table.head = Head::Input;
                table.rows.iter_mut().for_each(|row| swap(&mut row.cells, 1, 2));
            }
            Head::OutputType if is_page && !is_used => table.head = Head::Output,
            Head::Input if is_used && !has_action(table) => {
                table.head = Head::InputType;
                table.rows.iter_mut().for_each(|row| swap(&mut row.cells, 1, 2));
            }
            Head::Output if is_used && !has_action(table) => table.head = Head::OutputType,
            _ => {}
        }
        // A response requires nothing: its column says what is always there.
        if table.head == Head::Input && self.part == Some(Part::Output) && !has_action(table) {
            table.head = Head::Output;
            for row in &mut table.rows {
                if row.cells.len() > 1 {
                    row.cells.remove(1);
                }
            }
        }
    }

    /// Whether a table goes on with the type of the table before: it has no title, and nothing says
    /// which actions use it.
    fn goes_on_with_type(&self, table: &Table) -> bool {
        let is_title = |line: &Line| {
            used_by(&line.text.plain).is_some()
                || line.kind == LineKind::Heading
                || is_name(line.text.plain.trim())
        };
        let before = self.pages.types.last();
        !self.is_behind_navigation
            && before.is_some_and(|before| before.table.head == table.head)
            && !self.pending.iter().any(is_title)
    }

    /// A table of parameters: of the input if it has the parameters that say which action it is.
    /// (The column `Required` can be lost.)
    fn parameters(&mut self, table: Table) {
        let is_input = table.head == Head::Input || has_action(&table);
        let is_filled = |draft: &ActionPage| draft.input.is_some() && has_action(&table);
        if self.draft.is_none() || self.draft.as_ref().is_some_and(is_filled) {
            self.begin(table.line);
        }
        let Some(draft) = &mut self.draft else { return };
        let own = if is_input { Part::Input } else { Part::Output };
        // A table that is divided goes on behind a text; elsewhere it would be one of nothing.
        let goes_on = self.part == Some(own) || (self.part.is_none() && draft.examples.is_empty());
        let slot = if is_input { &mut draft.input } else { &mut draft.output };
        match slot {
            None => *slot = Some(table),
            Some(known) if goes_on && known.head == table.head => known.rows.extend(table.rows),
            Some(_) => draft.surplus.push(table.line),
        }
        // In copies without headings the examples follow at once.
        self.section = if is_input { Section::Between } else { Section::Examples };
    }

    fn errors(&mut self, mut table: Table) {
        match &mut self.draft {
            Some(draft) if draft.errors.is_none() => {
                draft.errors = Some(table);
                self.section = Section::Around;
                self.is_behind_codes = false;
            }
            Some(ActionPage { errors: Some(known), .. }) if !self.is_behind_codes => {
                known.rows.append(&mut table.rows);
            }
            _ => {
                let is_common = self.is_common;
                self.pages.codes.push(CodeSection { is_common, table });
            }
        }
    }

    /// Begins the page of an action.
    fn begin(&mut self, line: usize) {
        self.end();
        let updated = self.updated.take();
        self.draft = Some(ActionPage { line, updated, ..ActionPage::default() });
        self.part = None;
        self.pending.clear();
    }

    fn end(&mut self) {
        if let Some(draft) = self.draft.take() {
            if is_page(&draft) {
                self.pages.actions.push(draft);
            } else {
                // The date above the contents is that of the page behind them.
                self.updated = self.updated.take().or_else(|| draft.updated.clone());
                self.contents.get_or_insert(draft);
            }
        }
        self.section = Section::Around;
    }

    fn finish(&mut self) {
        self.end();
        self.pages.untabled.extend(self.announcement());
        if self.pages.actions.is_empty()
            && self.pages.types.is_empty()
            && let Some(draft) = self.contents.take()
        {
            self.pages.actions.push(draft);
        }
        self.pages.updated = self.updated.take();
    }
}

/// Whether there is more of a page than headings: those alone are a list of contents.
fn is_page(draft: &ActionPage) -> bool {
    draft.host.is_some()
        || draft.input.is_some()
        || draft.output.is_some()
        || draft.errors.is_some()
}

/// Whether a table has the parameter that names the action.
fn has_action(table: &Table) -> bool {
    let mut names = table.rows.iter().take(4).filter_map(|row| row.cells.first());
    names.any(|name| name.plain == "Action")
}

fn swap(cells: &mut [Text], one: usize, other: usize) {
    if one.max(other) < cells.len() {
        cells.swap(one, other);
    }
}

/// A type's description in the lines before a table, and the lines before. `is_clear` says that
/// they are those of the type alone, without navigation.
fn type_section(before: &[Line], table: Table, is_clear: bool) -> (Vec<Line>, TypeSection) {
    let used = before.iter().rposition(|line| used_by(&line.text.plain).is_some());
    let used_by = used
        .and_then(|index| before.get(index))
        .and_then(|line| used_by(&line.text.plain))
        .unwrap_or_default();
    let before = before.get(..used.unwrap_or(before.len())).unwrap_or_default();
    let is_title = |line: &Line| match line.kind {
        LineKind::Heading => Title::of(&line.text.plain, true).name().is_some(),
        _ => is_name(line.text.plain.trim()),
    };
    let heading = before.iter().rposition(|line| line.kind == LineKind::Heading && is_title(line));
    // Without headings the name stands alone before the description: the first line behind the
    // table before it, the last one behind navigation.
    let mut titles = before.iter().enumerate().filter(|(_, line)| is_title(line));
    let alone = if is_clear { titles.next() } else { titles.next_back() };
    let has_others = titles.next().is_some();
    let alone = alone.map(|(index, _)| index).filter(|_| used.is_some());
    let index = heading.or(alone);
    let name = index.and_then(|index| before.get(index));
    let doc = index.map_or(before, |index| before.get(index + 1..).unwrap_or_default());
    let earlier = before.get(..index.unwrap_or(0)).unwrap_or_default().to_vec();
    let section = TypeSection {
        name: name.map(|line| match Title::of(&line.text.plain, line.kind == LineKind::Heading) {
            title if line.kind == LineKind::Heading => title.name().unwrap_or_default().to_owned(),
            _ => line.text.plain.trim().to_owned(),
        }),
        is_doubtful: heading.is_none() && (doc.is_empty() || (has_others && !is_clear)),
        doc: doc.iter().map(|line| line.text.rich.clone()).collect(),
        used_by,
        table,
    };
    (earlier, section)
}
