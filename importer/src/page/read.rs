//! Saved pages to facts: what the tables and sentences mean, and what of it cannot be read.

use crate::cell::{self, TypeFact};
use crate::facts::{
    ActionFact, At, Check, CodeFact, ExampleFact, Facts, LimitFact, MemberFact, NamedType, Refusal,
    Request, ServiceFact, SourceFact,
};
use crate::limits::{self, Excess, MOST_PARTS};
use crate::page::block::{Block, Column, Head, Row, Table, Text};
use crate::page::history::{Release, Subject, releases};
use crate::page::landmarks::{common_value, is_common, other_page, stated_service, stated_version};
use crate::page::sections::{ActionPage, Pages, TypeSection, pages};
use crate::page::table::row;
use crate::page::{example, html, plain};
use crate::prose;
use crate::report::{Account, Part};
use std::collections::BTreeSet;
use std::sync::Arc;
use tencentcloud_model::diagnostic::{Code, Diagnostic, Diagnostics, Place, Source};
use tencentcloud_model::model::MOST_MEMBERS;

/// The facts of a file's pages.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// The facts of the pages of actions.
    pub(crate) actions: Vec<Facts>,
    /// The facts of pages that name no service or version.
    pub(crate) rest: Rest,
    pub(crate) checks: Vec<Check>,
    pub(crate) refused: Vec<Refusal>,
    /// How much of each page was understood.
    pub(crate) accounts: Vec<Account>,
}

/// The facts of the pages `Data Types`, `Error Codes` and `API Category`.
#[derive(Debug, Default)]
pub(crate) struct Rest {
    pub(crate) file: Arc<str>,
    pub(crate) updated: Option<String>,
    pub(crate) types: Vec<NamedType>,
    pub(crate) codes: Vec<CodeFact>,
    pub(crate) limits: Vec<LimitFact>,
    /// The releases of the page `History`, the newest first.
    pub(crate) releases: Vec<Release>,
    /// The service and the version that the page names, if it names one alone.
    pub(crate) service: Option<String>,
    pub(crate) version: Option<String>,
}

impl Rest {
    pub(crate) fn is_empty(&self) -> bool {
        self.has_no_tables() && self.releases.is_empty()
    }

    pub(crate) fn has_no_tables(&self) -> bool {
        self.types.is_empty() && self.codes.is_empty() && self.limits.is_empty()
    }
}

/// The service and the version of pages that do not say them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) service: Option<&'a str>,
    pub(crate) version: Option<&'a str>,
}

/// Reads a file. Mistakes are added to `diagnostics`.
pub(crate) fn read(
    path: &str,
    text: &str,
    asked: Asked<'_>,
    diagnostics: &mut Diagnostics,
) -> Found {
    let mut reader = Reader {
        asked,
        cut: None,
        other: None,
        file: path.into(),
        source: Source::new(path, text),
        found: Found::default(),
        diagnostics,
    };
    if text.contains('\0') {
        reader.whole("this is no text: it has NUL characters");
        return reader.found;
    }
    let is_html = html::is_html(text);
    if let Some(excess) = limits::of_lines(text).filter(|_| !is_html) {
        reader.too_large(excess);
        return reader.found;
    }
    if let Some(excess) = limits::of_tags(text).filter(|_| is_html) {
        reader.too_large(excess);
        return reader.found;
    }
    reader.other = other_page(text);
    let blocks = if is_html { html::read(text, 1) } else { plain::read(text) };
    if let Some(excess) = limits::of_blocks(&blocks) {
        reader.too_large(excess);
        return reader.found;
    }
    reader.cut = cut(&blocks);
    let releases = releases(&blocks);
    reader.pages(pages(blocks), releases);
    reader.found.rest.file = path.into();
    if !reader.found.rest.is_empty() {
        reader.found.rest.service = stated_service(text).filter(|label| cell::is_service(label));
        reader.found.rest.version = stated_version(text);
    }
    reader.found
}

struct Reader<'a> {
    file: Arc<str>,
    asked: Asked<'a>,
    /// The table of codes in the middle of which the file ends.
    cut: Option<Cut>,
    /// Why the file holds nothing to import, if it is one of the pages that are known to.
    other: Option<&'static str>,
    source: Arc<Source>,
    found: Found,
    diagnostics: &'a mut Diagnostics,
}

impl Reader<'_> {
    fn pages(&mut self, pages: Pages, releases: Vec<Release>) {
        let is_empty = pages.actions.is_empty()
            && pages.types.is_empty()
            && pages.codes.is_empty()
            && pages.limits.is_empty();
        if is_empty && !releases.is_empty() {
            self.history(releases);
        } else if is_empty && pages.lost.is_empty() {
            match self.other {
                Some(reason) => self.found.refused.push(Refusal {
                    at: self.at(0),
                    path: self.file.to_string(),
                    reason: reason.to_owned(),
                }),
                None => self.whole("this is no page of the API documentation"),
            }
        }
        for (line, text) in &pages.lost {
            let shown: String = text.chars().take(80).collect();
            let message = format!("`{shown}` looks like a row, and no known table has it");
            let help = "compare the header above it with those of other pages, and the blank lines \
                        and headings between them: a row is never passed over";
            let place = line_place(&self.source, *line);
            self.diagnostics.push(Diagnostic::new(Code::UnreadableRow, place, message).help(help));
        }
        for page in pages.actions {
            let (doc, line) = (page.doc.len(), page.line);
            if let Some(excess) = limits::of_count(line, doc, MOST_PARTS, "lines of description") {
                self.too_large(excess);
                continue;
            }
            if let Some(facts) = self.action(page) {
                self.found.actions.push(facts);
            }
        }
        self.found.rest.updated = pages.updated;
        for section in pages.types {
            self.type_section(section);
        }
        for section in pages.codes {
            let mut account = Vec::new();
            for mut code in self.codes(&section.table, &mut account) {
                code.is_common = section.is_common;
                self.found.rest.codes.push(code);
            }
            self.account("Error Codes", section.table.line, account);
        }
        for section in pages.limits {
            let group = section.group.as_deref().map(prose::group);
            let before = self.found.rest.limits.len();
            for row in &section.table.rows {
                self.limit(&section.table, row, group.as_ref());
            }
            let understood = self.found.rest.limits.len() - before;
            let seen = section.table.rows.len();
            let part = Part { name: "actions".to_owned(), seen, understood };
            let page = section.group.as_deref().unwrap_or("API Category");
            self.account(page, section.table.line, vec![part]);
        }
    }

    /// Takes over what a page says about releases.
    fn history(&mut self, releases: Vec<Release>) {
        let mut parts = [("releases", 0, 0), ("actions", 0, 0), ("types", 0, 0)];
        for release in &releases {
            for (line, text) in &release.lost {
                let message = format!("`{text}` looks like a name in a release, and is none");
                self.report(Code::UnreadableRow, *line, &message);
            }
            for (line, text) in &release.doubtful {
                self.check(*line, "History", &format!("`{text}` is not taken for a name"));
            }
            let count = |wanted| release.entries.iter().filter(|it| it.subject == wanted).count();
            let counts = [1, count(Subject::Action), count(Subject::Type)];
            for ((_, seen, understood), count) in parts.iter_mut().zip(counts) {
                *seen += count;
                *understood += count;
            }
        }
        if let Some(first) = releases.first() {
            let parts = parts.map(|(name, seen, understood)| Part {
                name: name.to_owned(),
                seen,
                understood,
            });
            self.account("History", first.line, parts.to_vec());
        }
        self.found.rest.releases = releases;
    }

    /// Reports that something is larger than it is on any page.
    fn too_large(&mut self, (line, what): Excess) {
        self.report(Code::PageTooLarge, line, &format!("{what}: no page has that"));
    }

    /// Reports a mistake of the file as a whole.
    fn whole(&mut self, message: &str) {
        let help = "pages of actions, `Data Types`, `Error Codes` and `API Category` can be imported, \
                    saved as HTML, Markdown or text, and API metadata (`api.json`)";
        self.diagnostics
            .push(Diagnostic::new(Code::NotAPage, Place::whole(&self.source), message).help(help));
    }

    fn action(&mut self, page: ActionPage) -> Option<Facts> {
        let Some(input) = &page.input else {
            self.report(Code::IncompletePage, page.line, "this page has no table of parameters");
            return None;
        };
        let name = self.common(input, "Action", cell::is_name);
        let version = self.version(input);
        let host = page.host.clone();
        let service = self.service(&page);
        let mut account = Vec::new();
        let members = self.members(input, true, &mut account);
        let output = page.output.as_ref().map(|table| self.members(table, false, &mut account));
        let errors = page.errors.as_ref().map(|table| self.codes(table, &mut account));
        // A list that is cut off before its first code does not say that there are none.
        let is_cut = page.errors.as_ref().is_some_and(|table| self.is_cut(table));
        let errors = errors.filter(|codes| !(is_cut && codes.is_empty()));
        let (name, version, service) = (name?, version?, service?);
        let path = format!("{version}/{name}");
        for (is_missing, what) in [
            (output.is_none(), "the members of the response"),
            (errors.is_none(), "the error codes"),
        ] {
            if is_missing {
                self.check(page.line, &path, &format!("the page does not list {what}"));
            }
        }
        for line in &page.surplus {
            self.check(*line, &path, "a second table of this kind is left out");
        }
        let examples = self.examples(&page, &path, &mut account);
        self.undeclared(&name, &members, &examples);
        self.found.accounts.push(Account {
            at: self.at(page.line),
            page: name.clone(),
            parts: account,
        });
        if page.limit == Some(0) {
            self.check(page.line, &path, "a limit of 0 requests per second is none; left out");
        }
        let longest = members.len().max(output.as_ref().map_or(0, Vec::len));
        if longest > MOST_MEMBERS {
            let message = format!("`{name}` has more than the {MOST_MEMBERS} members of a record");
            self.report(Code::UnreadableRow, page.line, &message);
        }
        let action = ActionFact {
            at: self.at(page.line),
            doc: prose::paragraphs(&page.doc),
            status: None,
            limit: page.limit.filter(|limit| *limit > 0),
            is_cut,
            is_partial: false,
            is_unsigned: None,
            input: Some(members),
            output,
            errors,
            examples,
            name: name.clone(),
        };
        Some(Facts {
            service: ServiceFact {
                folder: service,
                wire_name: None,
                title: None,
                host: host.map(|(host, _)| host),
            },
            version,
            source: SourceFact { page: Some(name), package: None, updated: page.updated },
            actions: vec![action],
            lists_all_actions: false,
            is_incomplete: false,
            types: Vec::new(),
            codes: Vec::new(),
            limits: Vec::new(),
        })
    }

    /// The service of a page: the one that was asked for, or the first label of its host.
    fn service(&mut self, page: &ActionPage) -> Option<String> {
        if let Some(service) = self.asked.service {
            if let Some((host, line)) =
                page.host.as_ref().filter(|(host, _)| first(host) != service)
            {
                let message = format!("the page is one of the host `{host}`");
                self.check(*line, service, &message);
            }
            return Some(service.to_owned());
        }
        let Some((host, line)) = &page.host else {
            let message = "this page does not say for which host it is, and so for which service";
            let place = line_place(&self.source, page.line);
            let help = "name the service with `--service`";
            self.diagnostics.push(Diagnostic::new(Code::UnknownTarget, place, message).help(help));
            return None;
        };
        let label = first(host);
        if cell::is_service(label) && host.contains('.') {
            return Some(label.to_owned());
        }
        let message = format!("`{host}` is no host of a service");
        self.report(Code::BadPageName, *line, &message);
        None
    }

    /// The version of a page: the one that it says, else the one that was asked for.
    fn version(&mut self, input: &Table) -> Option<String> {
        let said = common_of(input, "Version").and_then(|(_, doc)| common_value(&doc.plain));
        match (said, self.asked.version) {
            (None, Some(version)) => {
                let message = "the page does not say its version; it is the one that was asked for";
                self.check(input.line, version, message);
                Some(version.to_owned())
            }
            _ => self.common(input, "Version", cell::is_version),
        }
    }

    /// The value of a common parameter, from its description.
    fn common(&mut self, table: &Table, parameter: &str, fits: fn(&str) -> bool) -> Option<String> {
        let Some((row, doc)) = common_of(table, parameter) else {
            let message = format!("the parameters do not say `{parameter}`");
            self.incomplete(table.line, parameter, message);
            return None;
        };
        match common_value(&doc.plain) {
            Some(value) if fits(&value) => Some(value),
            Some(value) => {
                let message = format!("`{value}` cannot be the value of `{parameter}`");
                self.report(Code::BadPageName, row.line, &message);
                None
            }
            None => {
                let message = format!("the description of `{parameter}` does not say its value");
                self.incomplete(row.line, parameter, message);
                None
            }
        }
    }

    /// Reports that a page does not say which action or version it is about.
    fn incomplete(&mut self, line: usize, parameter: &str, message: String) {
        let help = if parameter == "Version" {
            "name the version with `--api-version YYYY-MM-DD`"
        } else {
            "save the page again, with all rows of its table of parameters"
        };
        let place = line_place(&self.source, line);
        self.diagnostics.push(Diagnostic::new(Code::IncompletePage, place, message).help(help));
    }

    fn members(
        &mut self,
        table: &Table,
        is_input: bool,
        account: &mut Vec<Part>,
    ) -> Vec<MemberFact> {
        let mut members: Vec<MemberFact> = Vec::new();
        let mut understood = 0;
        for row in &table.rows {
            let doc = table.head.cell(row, Column::Doc).cloned().unwrap_or_default();
            let name = table.head.cell(row, Column::Name).map_or("", |cell| cell.plain.as_str());
            if (is_input && is_common(&doc.plain)) || (!is_input && name == "RequestId") {
                understood += 1;
                continue;
            }
            if let Some(member) = self.member(table, row, name, &doc.rich) {
                if members.iter().any(|known| known.name == member.name) {
                    let message = format!("`{}` is listed twice", member.name);
                    self.report(Code::UnreadableRow, row.line, &message);
                }
                if let Some(doubt) = row.doubt {
                    self.check(row.line, &member.name, doubt);
                }
                understood += 1;
                members.push(member);
            }
        }
        let name = match table.head {
            Head::InputType | Head::OutputType => "members",
            _ if is_input => "input",
            _ => "output",
        };
        account.push(Part { name: name.to_owned(), seen: table.rows.len(), understood });
        members
    }

    fn member(&mut self, table: &Table, row: &Row, cell: &str, doc: &str) -> Option<MemberFact> {
        let name = cell.strip_suffix(".N").unwrap_or(cell);
        if !cell::is_name(name) {
            let message = if name.is_empty() {
                "the name of this row is missing".to_owned()
            } else {
                format!("`{name}` cannot be a name")
            };
            self.report(Code::BadPageName, row.line, &message);
            return None;
        }
        let cell = |column| table.head.cell(row, column).map(|cell| cell.plain.trim());
        let shown = cell(Column::Type).unwrap_or_default();
        let Some(ty) = TypeFact::read(shown) else {
            let message = format!("`{shown}` is no type, so `{name}` cannot be read");
            self.report(Code::UnreadableRow, row.line, &message);
            return None;
        };
        let required = match cell(Column::Required) {
            None | Some("") => None,
            Some(answer) => {
                let required = cell::required(answer);
                if required.is_none() {
                    let message = format!("`{answer}` does not say whether `{name}` is required");
                    self.report(Code::UnreadableRow, row.line, &message);
                    return None;
                }
                required
            }
        };
        let has_answers = table.head.columns().contains(&Column::Required);
        if has_answers && required.is_none() {
            let message = "this copy does not say whether it is required; taken as optional";
            self.check(row.line, name, message);
        }
        let (doc, is_nullable) = prose::without_null_note(doc);
        Some(MemberFact {
            at: self.at(row.line),
            name: name.to_owned(),
            ty,
            required,
            nullable: is_nullable.then_some(true),
            deprecated: None,
            doc: prose::description(&doc),
            example: None,
        })
    }

    fn codes(&mut self, table: &Table, account: &mut Vec<Part>) -> Vec<CodeFact> {
        let mut codes = Vec::new();
        for row in &table.rows {
            let code = table.head.cell(row, Column::Code).map_or("", |cell| cell.plain.trim());
            let doc = table.head.cell(row, Column::Doc).map_or("", |cell| cell.rich.as_str());
            if let Some(doubt) = row.doubt {
                self.check(row.line, code, doubt);
            }
            if cell::is_error_code(code) {
                codes.push(CodeFact {
                    at: self.at(row.line),
                    code: code.to_owned(),
                    doc: prose::description(doc),
                    is_common: false,
                });
            } else {
                let message = format!("`{code}` is no error code");
                self.report(Code::UnreadableRow, row.line, &message);
            }
        }
        if let Some(cut) = self.cut.filter(|cut| cut.table == table.line) {
            if !cut.keeps_last {
                codes.pop();
            }
            let line = table.rows.last().map_or(table.line, |row| row.line);
            // A file that ends with the line of a code is complete; one without a last line break
            // may have been cut.
            if cut.is_sure {
                self.check(line, "errors", "the file ends in the middle of the error codes");
            } else if !self.source.text().ends_with('\n') {
                let message = "the file ends with the error codes, so some may be cut off";
                self.check(line, "errors", message);
            }
        }
        let (seen, understood) = (table.rows.len(), codes.len());
        account.push(Part { name: "errors".to_owned(), seen, understood });
        codes
    }

    fn type_section(&mut self, section: TypeSection) {
        let TypeSection { name, is_doubtful, doc, used_by, table } = section;
        let Some(name) = name else {
            let used = used_by.join(", ");
            self.found.refused.push(Refusal {
                at: self.at(table.line),
                path: format!("a type used by {used}"),
                reason: "this copy of the page has lost the type's name".to_owned(),
            });
            return;
        };
        if is_doubtful {
            self.check(table.line, &name, "this may be a description and not the type's name");
        }
        let mut account = Vec::new();
        let members = self.members(&table, true, &mut account);
        self.account(&name, table.line, account);
        let fact = NamedType {
            at: self.at(table.line),
            name,
            doc: prose::paragraphs(&doc),
            members,
            is_partial: false,
            used_by,
        };
        self.found.rest.types.push(fact);
    }

    fn limit(&mut self, table: &Table, row: &Row, group: Option<&String>) {
        let cell = |column| table.head.cell(row, column).map_or("", |cell| cell.plain.trim());
        let (action, limit) = (cell(Column::Name), cell(Column::Limit));
        if !cell::is_name(action) {
            let message = format!("`{action}` cannot be a name");
            self.report(Code::BadPageName, row.line, &message);
            return;
        }
        let doc = cell(Column::Doc);
        // A cell that is empty has no line of its own where each cell has one.
        let (doc, limit) = if limit.is_empty() && rate(doc).is_ok_and(|it| it.is_some()) {
            ("", doc)
        } else {
            (doc, limit)
        };
        let Ok(number) = rate(limit) else {
            let shown = limit.lines().next().unwrap_or_default();
            self.report(Code::UnreadableRow, row.line, &format!("`{shown}` is no rate limit"));
            return;
        };
        if let Some(doubt) = row.doubt {
            self.check(row.line, action, doubt);
        }
        self.found.rest.limits.push(LimitFact {
            at: self.at(row.line),
            action: action.to_owned(),
            doc: prose::description(doc),
            limit: number,
            group: group.cloned(),
        });
    }

    fn examples(
        &mut self,
        page: &ActionPage,
        path: &str,
        account: &mut Vec<Part>,
    ) -> Vec<ExampleFact> {
        let mut examples = Vec::new();
        let all = example::examples(&page.examples);
        if let Some(excess) = limits::of_count(page.line, all.len(), MOST_PARTS, "examples") {
            self.too_large(excess);
            return examples;
        }
        let seen = all.len();
        for found in all {
            let at = self.at(found.line);
            match found.finish(at.clone()) {
                Ok(example) => examples.push(example),
                Err(reason) => {
                    self.found.refused.push(Refusal {
                        at,
                        path: format!("{path}: example"),
                        reason,
                    });
                }
            }
        }
        let understood = examples.len();
        account.push(Part { name: "examples".to_owned(), seen, understood });
        examples
    }

    /// Reports parameters in examples that the table does not list: a row of it is missing. (Names
    /// that differ in small and capital letters alone are slips of the page.)
    fn undeclared(&mut self, action: &str, members: &[MemberFact], examples: &[ExampleFact]) {
        let listed: BTreeSet<String> =
            members.iter().map(|member| member.name.to_ascii_lowercase()).collect();
        let is_listed = |name: &str| {
            listed.contains(&name.to_ascii_lowercase()) || cell::is_common_parameter(name)
        };
        for example in examples {
            let names: BTreeSet<&str> = match &example.request {
                Some(Request::Json(map)) => map.keys().map(String::as_str).collect(),
                Some(Request::Query(pairs)) => {
                    pairs.iter().filter_map(|(name, _)| name.split('.').next()).collect()
                }
                None => continue,
            };
            let unlisted: Vec<&str> = names.into_iter().filter(|name| !is_listed(name)).collect();
            let more = unlisted.len().saturating_sub(MOST_UNDECLARED);
            for (at, name) in unlisted.into_iter().take(MOST_UNDECLARED).enumerate() {
                let others = if at == 0 && more > 0 {
                    format!(" (and {more} more than the {MOST_UNDECLARED} that are shown)")
                } else {
                    String::new()
                };
                let message = format!(
                    "the example names the parameter `{name}`, and the table of `{action}` does not \
                     list it{others}"
                );
                let before = example.at.line.saturating_sub(1);
                let lines = self.source.text().lines().enumerate().skip(before);
                let line = lines.into_iter().find(|(_, line)| line.contains(name));
                let line = line.map_or(example.at.line, |(index, _)| index + 1);
                let place = line_place(&self.source, line);
                let help = "a row of the table may be missing in this copy: save the page again. If \
                            the page itself is wrong, correct the saved copy: add the row, or take \
                            the parameter out of the example";
                let problem = Diagnostic::new(Code::UndeclaredParameter, place, message).help(help);
                self.diagnostics.push(problem);
            }
        }
    }

    fn account(&mut self, page: &str, line: usize, parts: Vec<Part>) {
        self.found.accounts.push(Account { at: self.at(line), page: page.to_owned(), parts });
    }

    fn is_cut(&self, table: &Table) -> bool {
        self.cut.is_some_and(|cut| cut.table == table.line)
    }

    fn at(&self, line: usize) -> At {
        At { file: Arc::clone(&self.file), line }
    }

    fn check(&mut self, line: usize, path: &str, message: &str) {
        let at = self.at(line);
        self.found.checks.push(Check { at, path: path.to_owned(), message: message.to_owned() });
    }

    fn report(&mut self, code: Code, line: usize, message: &str) {
        let place = line_place(&self.source, line);
        self.diagnostics.push(Diagnostic::new(code, place, message));
    }
}

/// The most parameters of an example that are reported as undeclared: to find the line of each takes
/// time.
const MOST_UNDECLARED: usize = 20;

/// The row of a common parameter, and its description.
fn common_of<'t>(table: &'t Table, parameter: &str) -> Option<(&'t Row, &'t Text)> {
    let is_it =
        |row: &&Row| table.head.cell(row, Column::Name).is_some_and(|name| name.plain == parameter);
    let row = table.rows.iter().find(is_it)?;
    Some((row, table.head.cell(row, Column::Doc)?))
}

/// A cell that holds no rate.
struct NoRate;

/// The requests per second in a cell; none, if it says that there is no limit.
fn rate(cell: &str) -> Result<Option<u32>, NoRate> {
    const NONE: &[&str] =
        &["", "-", "/", "N/A", "None", "No limit", "Unlimited", "无", "不限", "无限制"];
    const UNITS: &[&str] =
        &["", "/s", "/sec", "/second", "requests/sec", "requests/second", "次/秒", "次每秒"];
    if NONE.contains(&cell) {
        return Ok(None);
    }
    let end = cell.find(|c: char| !c.is_ascii_digit() && c != ',').unwrap_or(cell.len());
    let (number, unit) = cell.split_at(end);
    let number: u32 = number.replace(',', "").parse().map_err(|_| NoRate)?;
    if UNITS.contains(&unit.trim()) { Ok(Some(number).filter(|it| *it > 0)) } else { Err(NoRate) }
}

/// The first label of a host.
fn first(host: &str) -> &str {
    host.split('.').next().unwrap_or_default()
}

/// A table of codes with which a file ends. Pages have something behind it, so it may be cut off.
#[derive(Debug, Clone, Copy)]
struct Cut {
    /// Where the table begins.
    table: usize,
    /// Whether its last row is whole.
    keeps_last: bool,
    /// Whether something is missing for sure; else the last row is whole, and nothing is behind it.
    is_sure: bool,
}

/// Finds out whether a file ends with a table of codes; in the middle of it, if the last row has no
/// end, or no description behind rows that have one, or if the start of a row is behind it.
fn cut(blocks: &[Block]) -> Option<Cut> {
    let is_empty =
        |block: &Block| matches!(block, Block::Line(line) if line.text.plain.trim().is_empty());
    let empty = blocks.iter().rev().take_while(|block| is_empty(block)).count();
    let (table, behind) = match blocks.get(..blocks.len() - empty).unwrap_or_default() {
        [.., Block::Table(table)] => (table, None),
        [.., Block::Table(table), Block::Line(line)] => {
            (table, Some(line.text.plain.trim_matches('|').trim()))
        }
        _ => return None,
    };
    if table.head != Head::Errors {
        return None;
    }
    let has_doc = |row: &Row| {
        table.head.cell(row, Column::Doc).is_some_and(|doc| !doc.plain.trim().is_empty())
    };
    let Some((last, before)) = table.rows.split_last() else {
        let cut = Cut { table: table.line, keeps_last: true, is_sure: true };
        return behind.is_none().then_some(cut);
    };
    let is_whole = has_doc(last) || !before.iter().any(has_doc);
    let (is_cut, is_sure) = match behind {
        None => (true, !is_whole || last.doubt.is_some()),
        Some(word) => (row::is_code(word), true),
    };
    let keeps_last = behind.is_some() || is_whole;
    is_cut.then_some(Cut { table: table.line, keeps_last, is_sure })
}

/// A line of a file, without the blanks around it.
pub(crate) fn line_place(source: &Arc<Source>, line: usize) -> Place {
    let Some(range) = source.line(line) else { return Place::whole(source) };
    let text = source.text().get(range.clone()).unwrap_or_default().trim_end();
    let indent = text.len() - text.trim_start().len();
    Place::new(source, range.start + indent..range.start + text.len())
}
