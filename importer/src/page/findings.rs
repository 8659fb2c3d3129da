//! The findings of a file's pages while they are read: facts, doubts, problems and accounts.

use crate::facts::{At, Check, CodeFact, Facts, LimitFact, NamedType, Refusal};
use crate::limits::Excess;
use crate::page::block::Table;
use crate::page::cut::Cut;
use crate::page::history::Release;
use crate::report::{Account, Part};
use std::collections::BTreeSet;
use std::sync::Arc;
use tencentcloud_model::diagnostic::{Code, Diagnostic, Diagnostics, Place, Source};

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
/// A reading of a file under way.
pub(super) struct Reader<'a> {
    pub(super) file: Arc<str>,
    pub(super) asked: Asked<'a>,
    /// The table of codes in the middle of which the file ends.
    pub(super) cut: Option<Cut>,
    /// Why the file holds nothing to import, if it is one of the pages that are known to.
    pub(super) other: Option<&'static str>,
    /// The names in rows that cannot be read, and are reported.
    pub(super) unread: BTreeSet<String>,
    pub(super) source: Arc<Source>,
    pub(super) found: Found,
    pub(super) diagnostics: &'a mut Diagnostics,
}

impl Reader<'_> {
    /// Reports that something is larger than it is on any page.
    pub(super) fn too_large(&mut self, (line, what): Excess) {
        self.report(Code::PageTooLarge, line, &format!("{what}: no page has that"));
    }

    /// Reports a mistake of the file as a whole.
    pub(super) fn whole(&mut self, message: &str) {
        let help = "pages of actions, `Data Types`, `Error Codes` and `API Category` can be imported, \
                    saved as HTML (in the browser, once the tables are shown), Markdown or text, and \
                    API metadata (`api.json`)";
        let mut lines = self.source.text().lines().zip(1..);
        let first = lines.find(|(line, _)| !line.trim().is_empty()).map(|(_, number)| number);
        let place =
            first.map_or_else(|| Place::whole(&self.source), |it| line_place(&self.source, it));
        self.diagnostics.push(Diagnostic::new(Code::NotAPage, place, message).help(help));
    }

    pub(super) fn account(&mut self, page: &str, line: usize, parts: Vec<Part>) {
        self.found.accounts.push(Account { at: self.at(line), page: page.to_owned(), parts });
    }

    pub(super) fn is_cut(&self, table: &Table) -> bool {
        self.cut.is_some_and(|cut| cut.table == table.line)
    }

    pub(super) fn at(&self, line: usize) -> At {
        At { file: Arc::clone(&self.file), line }
    }

    pub(super) fn check(&mut self, line: usize, path: &str, message: &str) {
        let at = self.at(line);
        self.found.checks.push(Check { at, path: path.to_owned(), message: message.to_owned() });
    }

    pub(super) fn report(&mut self, code: Code, line: usize, message: &str) {
        let place = line_place(&self.source, line);
        self.diagnostics.push(Diagnostic::new(code, place, message));
    }
}

/// A line of a file, without the blanks around it.
pub(crate) fn line_place(source: &Arc<Source>, line: usize) -> Place {
    let Some(range) = source.line(line) else { return Place::whole(source) };
    let text = source.text().get(range.clone()).unwrap_or_default().trim_end();
    let indent = text.len() - text.trim_start().len();
    Place::new(source, range.start + indent..range.start + text.len())
}
