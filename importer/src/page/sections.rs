//! Blocks to pages: what stands between the landmarks.

use crate::cell::is_name;
use crate::page::block::{Block, Head, Line, LineKind, Table};
use crate::page::landmarks::{Landmark, Part, landmark, limit, updated};

/// What a file's pages say, as it stands there.
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
    /// The lines since the last table or part.
    pending: Vec<Line>,
    updated: Option<String>,
    is_common: bool,
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
            (Section::Examples, Some(draft)) => draft.examples.push(line),
            (Section::Between, _) => {}
            _ => self.around(line),
        }
    }

    fn around(&mut self, line: Line) {
        if let Some(date) = updated(&line.text.plain) {
            self.updated = Some(date);
            return;
        }
        match line.text.plain.trim() {
            "" => {}
            "Common Error Codes" | "公共错误码" => self.is_common = true,
            "Service Error Codes" | "Business Error Codes" | "业务错误码" => {
                self.is_common = false;
            }
            _ => self.pending.push(line),
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
            Landmark::InputIntro | Landmark::Part(Part::Input | Part::Output) => {
                self.section = Section::Between;
            }
            Landmark::Part(Part::Examples) | Landmark::Example(_) => {
                if self.has_output() {
                    self.section = Section::Examples;
                    self.example_line(line);
                }
            }
            Landmark::Part(Part::ExampleInput | Part::ExampleOutput) => self.example_line(line),
            Landmark::Resources | Landmark::Part(Part::Resources) => {
                self.section = Section::Between;
            }
            Landmark::ErrorIntro | Landmark::Part(Part::Errors) => {
                self.section =
                    if self.draft.is_some() { Section::Between } else { Section::Around };
            }
            Landmark::NoErrors => {
                if let Some(draft) = &mut self.draft {
                    let none = Table { line: line.number, head: Head::Errors, rows: Vec::new() };
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

    fn table(&mut self, table: Table) {
        match table.head {
            Head::Input | Head::Output => self.parameters(table),
            Head::Errors => self.errors(table),
            Head::InputType | Head::OutputType => {
                let section = type_section(&self.pending, table);
                self.pages.types.push(section);
            }
            Head::Limits => {
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
        if let Some(draft) = self.draft.take() {
            self.pages.actions.push(draft);
        }
        self.section = Section::Around;
    }

    fn finish(&mut self) {
        self.end();
        self.pages.updated = self.updated.take();
    }
}

/// Whether a table has the parameter that names the action.
fn has_action(table: &Table) -> bool {
    let name = table.rows.first().and_then(|row| row.cells.first());
    name.is_some_and(|name| name.plain == "Action")
}

/// What the lines before a table say of a type.
fn type_section(before: &[Line], table: Table) -> TypeSection {
    let used = before.iter().rposition(|line| used_by(&line.text.plain).is_some());
    let used_by = used
        .and_then(|index| before.get(index))
        .and_then(|line| used_by(&line.text.plain))
        .unwrap_or_default();
    let before = before.get(..used.unwrap_or(before.len())).unwrap_or_default();
    let is_title = |line: &Line| is_name(line.text.plain.trim());
    let heading = before.iter().rposition(|line| line.kind == LineKind::Heading && is_title(line));
    // Without headings the name stands alone before the description, and it is the first line
    // behind the table before.
    let first = before.iter().position(is_title).filter(|_| used.is_some());
    let index = heading.or(first);
    let name = index.and_then(|index| before.get(index));
    let doc = index.map_or(before, |index| before.get(index + 1..).unwrap_or_default());
    TypeSection {
        name: name.map(|line| line.text.plain.trim().to_owned()),
        is_doubtful: heading.is_none() && doc.is_empty(),
        doc: doc.iter().map(|line| line.text.rich.clone()).collect(),
        used_by,
        table,
    }
}

/// The names in `Used by actions: A, B.`
fn used_by(line: &str) -> Option<Vec<String>> {
    let line = line.trim();
    let rest =
        ["Used by actions", "被如下接口引用"].iter().find_map(|form| line.strip_prefix(form))?;
    let rest = rest.trim_start().strip_prefix([':', '：'])?;
    let names = rest.split([',', '，', '、']).map(|name| name.trim().trim_end_matches(['.', '。']));
    Some(names.filter(|name| is_name(name)).map(str::to_owned).collect())
}
