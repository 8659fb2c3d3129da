//! Rows of tables to facts: members, error codes, types and rate limits.

use crate::cell::{self, TypeFact};
use crate::facts::{CodeFact, LimitFact, MemberFact, NamedType, Refusal};
use crate::page::block::{Column, Head, Row, Table};
use crate::page::findings::Reader;
use crate::page::landmarks::is_common;
use crate::page::sections::TypeSection;
use crate::prose;
use crate::report::Part;
use std::collections::{BTreeMap, BTreeSet};
use tencentcloud_model::diagnostic::Code;

impl Reader<'_> {
    pub(super) fn members(
        &mut self,
        table: &Table,
        is_input: bool,
        account: &mut Vec<Part>,
    ) -> Vec<MemberFact> {
        let mut members: Vec<MemberFact> = Vec::new();
        let mut names = BTreeSet::new();
        let mut understood = 0;
        for row in &table.rows {
            let doc = table.head.cell(row, Column::Doc).cloned().unwrap_or_default();
            let name = table.head.cell(row, Column::Name).map_or("", |cell| cell.plain.as_str());
            let is_sent = is_input && cell::is_common_parameter(name) && is_common(&doc.plain);
            if is_sent || (!is_input && name == "RequestId") {
                understood += 1;
                continue;
            }
            if let Some(member) = self.member(table, row, name, &doc.rich) {
                if !names.insert(member.name.clone()) {
                    let message = format!("`{}` is listed twice", member.name);
                    self.report(Code::UnreadableRow, row.line, &message);
                }
                if let Some(doubt) = row.doubt {
                    self.check(row.line, &member.name, doubt);
                }
                understood += 1;
                members.push(member);
            } else {
                self.unread.insert(cell::member_name(name).to_ascii_lowercase());
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
        let name = cell::member_name(cell);
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

    pub(super) fn codes(&mut self, table: &Table, account: &mut Vec<Part>) -> Vec<CodeFact> {
        let mut codes: Vec<CodeFact> = Vec::new();
        let mut first = BTreeMap::new();
        for row in &table.rows {
            let code = table.head.cell(row, Column::Code).map_or("", |cell| cell.plain.trim());
            // A long code goes on in the next line behind one of its dots.
            let code = &without_breaks(code);
            let doc = table.head.cell(row, Column::Doc).map_or("", |cell| cell.rich.as_str());
            if let Some(doubt) = row.doubt {
                self.check(row.line, code, doubt);
            }
            let doc = prose::description(doc);
            let known = first.get(code.as_str()).and_then(|at| codes.get(*at));
            if let Some(known) = known.filter(|known: &&CodeFact| known.doc != doc) {
                let at = known.at.line;
                let message =
                    format!("`{code}` is listed twice, and described otherwise in line {at}");
                self.report(Code::UnreadableRow, row.line, &message);
            } else if cell::is_error_code(code) {
                first.entry(code.to_owned()).or_insert(codes.len());
                codes.push(CodeFact {
                    at: self.at(row.line),
                    code: code.to_owned(),
                    doc,
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

    pub(super) fn type_section(&mut self, section: TypeSection) {
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
        let known = self.found.rest.types.iter().find(|known| known.name == name);
        if let Some(line) = known.map(|known| known.at.line) {
            let message = format!("the type `{name}` is described twice, first in line {line}");
            self.report(Code::UnreadableRow, table.line, &message);
        }
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

    pub(super) fn limit(&mut self, table: &Table, row: &Row, group: Option<&String>) {
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
}

/// A code without the blanks and line breaks behind its dots.
fn without_breaks(code: &str) -> String {
    let parts: Vec<&str> = code.split('.').map(str::trim).collect();
    parts.join(".")
}

/// A cell that holds no rate.
struct NoRate;

/// The requests per second in a cell; none, if it says that there is no limit.
fn rate(cell: &str) -> Result<Option<u32>, NoRate> {
    const NO_LIMITS: &[&str] = &["No limit", "Unlimited", "不限", "无限制"];
    const UNITS: &[&str] = &[
        "",
        "/s",
        "/sec",
        "/second",
        "per second",
        "requests/s",
        "requests/sec",
        "requests/second",
        "requests per second",
        "times/s",
        "times/second",
        "times per second",
        "qps",
        "次/秒",
        "次每秒",
    ];
    if cell::is_nothing(cell) || NO_LIMITS.contains(&cell) {
        return Ok(None);
    }
    let end = cell.find(|c: char| !c.is_ascii_digit() && c != ',').unwrap_or(cell.len());
    let (number, unit) = cell.split_at(end);
    let unit = unit.to_ascii_lowercase();
    let number: u32 = number.replace(',', "").parse().map_err(|_| NoRate)?;
    if UNITS.contains(&unit.trim()) { Ok(Some(number).filter(|it| *it > 0)) } else { Err(NoRate) }
}
