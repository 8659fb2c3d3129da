//! Saved pages to facts: what the tables and sentences mean, and what of it cannot be read.

use crate::cell;
use crate::facts::Refusal;
use crate::limits::{self, MOST_PARTS};
use crate::page::block::Block;
use crate::page::cut::cut;
use crate::page::findings::{Asked, Found, Reader, line_place};
use crate::page::history::{Release, Subject, releases};
use crate::page::landmarks::{other_page, stated_service, stated_version};
use crate::page::sections::{Pages, pages};
use crate::page::{html, plain};
use crate::prose;
use crate::report::Part;
use serde::de::IgnoredAny;
use std::collections::BTreeSet;
use tencentcloud_model::diagnostic::{Code, Diagnostic, Diagnostics, Source};

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
        unread: BTreeSet::new(),
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

/// Says of a file that is no page what it is instead.
fn what(text: &str) -> &'static str {
    let start = text.trim_start_matches(['\u{FEFF}', ' ', '\t', '\r', '\n']);
    let has_words = || {
        let blocks = html::read(text, 1);
        blocks.iter().filter(|block| matches!(block, Block::Line(_))).count() > 20
    };
    if start.is_empty() {
        "this file is empty"
    } else if start.starts_with(['{', '[']) && serde_json::from_str::<IgnoredAny>(start).is_ok() {
        "this is JSON and no page of the API documentation"
    } else if start.starts_with("[InternetShortcut]") || start.contains("<plist") {
        "this is a link to a page and not the page"
    } else if start.starts_with("{\\rtf") {
        "this is a file of a text processor and no page of the API documentation"
    } else if html::is_html(text) && text.contains("<script") && !has_words() {
        "this HTML has no text of a page: it was saved before the browser had drawn it"
    } else {
        "this is no page of the API documentation"
    }
}

impl Reader<'_> {
    fn pages(&mut self, pages: Pages, releases: Vec<Release>) {
        let is_empty = pages.actions.is_empty()
            && pages.types.is_empty()
            && pages.codes.is_empty()
            && pages.limits.is_empty();
        if is_empty && !releases.is_empty() {
            self.history(releases);
        } else if is_empty && pages.lost.is_empty() && pages.untabled.is_empty() {
            match self.other {
                Some(reason) => self.found.refused.push(Refusal {
                    at: self.at(0),
                    path: self.file.to_string(),
                    reason: reason.to_owned(),
                }),
                None => self.whole(what(self.source.clone().text())),
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
        for (line, text) in &pages.untabled {
            let message = format!("`{text}` announces a type, and no known table follows");
            let help = "below it a header such as `Name | Type | Description` is looked for: save the \
                        page again, as HTML; a type without members has the header alone";
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
}
