//! Blocks to pages: what stands between the landmarks.

use crate::cell::is_name;
use crate::page::block::{Block, Head, Line, LineKind, Table};
use crate::page::date::{is_label, updated};
use crate::page::landmarks::{Landmark, Part, host, landmark, limit, used_by};
use crate::page::table::{row, spaced};

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
    /// Tables that came a second time.
    pub(crate) surplus: Vec<usize>,
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
}

impl Reader {
    fn line(&mut self, line: Line) {
        let found = match line.kind {
            LineKind::Code => None,
            kind => landmark(&line.text.plain, kind == LineKind::Heading),
        };
        if let Some(found) = found {
            self.landmark(found, line);
            return;
        }
        match (self.section, &mut self.draft) {
            (Section::Description, Some(draft)) => {
                if let Some((limit, _)) = self::limit(&line.text.plain) {
                    draft.limit = Some(limit);
                    // The sentence may be glued to the description.
                    let rest = self::limit(&line.text.rich).map(|(_, rest)| rest);
                    draft.doc.push(rest.unwrap_or_default());
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
            self.updated = Some(date);
            // The lines before it are navigation.
            self.pending.clear();
            self.is_behind_navigation = true;
            return;
        }
        let text = line.text.plain.trim();
        match row::codes_of_title(text) {
            Some(is_common) => self.is_common = is_common,
            None if text.is_empty() => {}
            None => self.pending.push(line),
        }
    }

    fn landmark(&mut self, found: Landmark, line: Line) {
        match found {
            Landmark::Domain(host) => {
                let is_open = |draft: &ActionPage| draft.host.is_none() && draft.input.is_none();
                if !self.draft.as_ref().is_some_and(is_open) {
                    self.begin(line.number);
                }
                if let Some(draft) = &mut self.draft {
                    draft.host = Some((host, line.number));
                }
                self.section = Section::Description;
            }
            Landmark::Part(Part::Description) => {
                self.begin(line.number);
                self.section = Section::Description;
            }
            Landmark::Part(Part::Examples) | Landmark::Example(_) => {
                if self.has_output() {
                    self.section = Section::Examples;
                    self.example_line(line);
                }
            }
            Landmark::Part(Part::ExampleInput | Part::ExampleOutput) => self.example_line(line),
            Landmark::InputIntro
            | Landmark::Resources
            | Landmark::Part(Part::Input | Part::Output | Part::Resources) => {
                self.section = Section::Between;
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

    fn has_output(&self) -> bool {
        self.draft.as_ref().is_some_and(|draft| draft.output.is_some())
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
        match table.head {
            Head::Input | Head::Output => self.parameters(table),
            Head::Errors => self.errors(table),
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
                let group = self.pending.last().map(|line| line.text.plain.clone());
                self.pages.limits.push(LimitSection { group, table });
            }
        }
        self.pending.clear();
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
        let slot = if is_input { &mut draft.input } else { &mut draft.output };
        if slot.is_some() {
            draft.surplus.push(table.line);
        } else {
            *slot = Some(table);
        }
        // In copies without headings the examples follow at once.
        self.section = if is_input { Section::Between } else { Section::Examples };
    }

    fn errors(&mut self, table: Table) {
        match &mut self.draft {
            Some(draft) if draft.errors.is_none() => {
                draft.errors = Some(table);
                self.section = Section::Around;
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
        self.pending.clear();
    }

    fn end(&mut self) {
        // Headings alone are a list of contents.
        let is_page = |draft: &ActionPage| {
            draft.host.is_some()
                || draft.input.is_some()
                || draft.output.is_some()
                || draft.errors.is_some()
        };
        if let Some(draft) = self.draft.take() {
            if is_page(&draft) {
                self.pages.actions.push(draft);
            } else {
                self.contents.get_or_insert(draft);
            }
        }
        self.section = Section::Around;
    }

    fn finish(&mut self) {
        self.end();
        if self.pages.actions.is_empty()
            && self.pages.types.is_empty()
            && let Some(draft) = self.contents.take()
        {
            self.pages.actions.push(draft);
        }
        self.pages.updated = self.updated.take();
    }
}

/// Whether a table has the parameter that names the action.
fn has_action(table: &Table) -> bool {
    let name = table.rows.first().and_then(|row| row.cells.first());
    name.is_some_and(|name| name.plain == "Action")
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
    let is_title = |line: &Line| is_name(line.text.plain.trim());
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
        name: name.map(|line| line.text.plain.trim().to_owned()),
        is_doubtful: heading.is_none() && (doc.is_empty() || (has_others && !is_clear)),
        doc: doc.iter().map(|line| line.text.rich.clone()).collect(),
        used_by,
        table,
    };
    (earlier, section)
}
