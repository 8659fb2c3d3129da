//! The page of an action to facts: its name, version and service, its tables, and its examples.

use crate::cell;
use crate::facts::{
    ActionFact, ExampleFact, Facts, MemberFact, Refusal, Request, ServiceFact, SourceFact,
};
use crate::limits::{self, MOST_PARTS};
use crate::page::block::{Column, Row, Table, Text};
use crate::page::example;
use crate::page::findings::{Reader, line_place};
use crate::page::landmarks::common_value;
use crate::page::sections::ActionPage;
use crate::prose;
use crate::report::{Account, Part};
use std::collections::BTreeSet;
use tencentcloud_model::diagnostic::{Code, Diagnostic};
use tencentcloud_model::model::MOST_MEMBERS;

impl Reader<'_> {
    /// Reads the page of an action; `None` if what it is about cannot be read.
    pub(super) fn action(&mut self, page: ActionPage) -> Option<Facts> {
        let Some(input) = &page.input else {
            let message = "this page has no table of parameters whose header is known";
            let help = "below this line a header such as `Parameter Name | Required | Type | \
                        Description` is looked for, with bars, tabs or blanks between its cells: \
                        save the whole page again, as HTML";
            let place = line_place(&self.source, page.input_line.unwrap_or(page.line));
            let problem = Diagnostic::new(Code::IncompletePage, place, message).help(help);
            self.diagnostics.push(problem);
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
            let message =
                "this table is a second one of its kind, and belongs to no part of the page";
            self.report(Code::UnreadableRow, *line, message);
        }
        let (examples, evidence) = self.examples(&page, &path, &mut account);
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
            evidence,
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

    /// The examples, and the readable halves of those that are left out.
    fn examples(
        &mut self,
        page: &ActionPage,
        path: &str,
        account: &mut Vec<Part>,
    ) -> (Vec<ExampleFact>, Vec<ExampleFact>) {
        let (mut examples, mut halves) = (Vec::new(), Vec::new());
        let all = example::examples(&page.examples);
        if let Some(excess) = limits::of_count(page.line, all.len(), MOST_PARTS, "examples") {
            self.too_large(excess);
            return (examples, halves);
        }
        let seen = all.len();
        for found in all {
            let at = self.at(found.line);
            halves.extend(found.readable_half(at.clone()));
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
        (examples, halves)
    }

    /// Reports parameters in examples that the table does not list: a row of it is missing. (Names
    /// that differ in small and capital letters alone are slips of the page.)
    fn undeclared(&mut self, action: &str, members: &[MemberFact], examples: &[ExampleFact]) {
        let listed: BTreeSet<String> =
            members.iter().map(|member| member.name.to_ascii_lowercase()).collect();
        let unread = std::mem::take(&mut self.unread);
        let is_listed = |name: &str| {
            let lower = name.to_ascii_lowercase();
            listed.contains(&lower) || unread.contains(&lower) || cell::is_common_parameter(name)
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
/// The first label of a host.
fn first(host: &str) -> &str {
    host.split('.').next().unwrap_or_default()
}
