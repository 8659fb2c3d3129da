//! Help and descriptions of services and actions, as text and as data.

use crate::commands::{self, COMMANDS};
use crate::context::Context;
use crate::explain;
use crate::failure::Failure;
use crate::host::Host;
use crate::names;
use crate::options::{OPTIONS, OptionRow, option};
use crate::output;
use crate::store::FoundAction;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use tencentcloud_model::catalogue::ActionHead;
use tencentcloud_model::model::{Action, Member, ObjectId, PageStyle, Site, Status, Type, Version};
use tencentcloud_model::text;

/// Returns the text of the program's own help.
pub fn program() -> String {
    let mut text = String::from(
        "tencentcloud: calls any action of Tencent Cloud API 3.0\n\n\
         usage: tencentcloud SERVICE ACTION [--Parameter VALUE]... [options]\n\
         \n\
         commands:\n",
    );
    let calls = [
        ("SERVICE [--help]", "lists the actions of a service"),
        ("SERVICE ACTION --help", "shows the parameters of an action"),
    ];
    for (usage, doc) in calls {
        let _ = writeln!(text, "  {usage:<31} {doc}");
    }
    for command in COMMANDS {
        let _ = writeln!(text, "  {:<31} {}", command.short(), command.doc);
    }
    text.push_str("  COMMAND --help                  shows usage and options of a command\n");
    text.push_str("\noptions of a call:\n");
    for row in OPTIONS {
        text.push_str(&row.line());
    }
    text.push_str("\nexit codes:\n");
    for (code, name, doc) in crate::failure::EXIT_CODES {
        let _ = writeln!(text, "  {code:>2}  {name:<20} {doc}");
    }
    text
}

/// Prints the help of a service: its actions, by group.
///
/// # Errors
///
/// Returns an error if there is no such service, or stdout cannot be written.
pub fn service(context: &mut Context<'_>, word: &str) -> Result<(), Failure> {
    let found = context.store.heads(word, context.arguments.value("version"), context.lang)?;
    let (service, heads) = (&found.service, &found.heads);
    let row = |action: &ActionHead| {
        json!({
            "Name": action.name, "Doc": action.doc, "Group": action.group.and_then(|at| heads.groups.get(at)),
        })
    };
    if context.print_as_asked(|| heads.actions.iter().map(row).collect())? {
        return Ok(());
    }
    let mut text = format!(
        "{} ({} {})\n{}\n",
        service.title,
        service.folder,
        found.version,
        text::summary(&service.doc)
    );
    let width = heads.actions.iter().map(|action| action.name.len()).max().unwrap_or(0).min(44);
    let groups = (0..heads.groups.len()).map(Some).chain([None]);
    for group in groups {
        let mut actions = heads.actions.iter().filter(|action| action.group == group).peekable();
        if actions.peek().is_none() {
            continue;
        }
        let name = group.and_then(|at| heads.groups.get(at)).map_or("Actions", String::as_str);
        let _ = writeln!(text, "\n{name}:");
        for action in actions {
            let mark = if action.status == Status::Online { "" } else { "[not for new use] " };
            let _ = writeln!(text, "  {:<width$}  {mark}{}", action.name, text::brief(&action.doc));
        }
    }
    let _ = writeln!(
        text,
        "\nusage: tencentcloud {} ACTION [--Parameter VALUE]...; help of an action: --help",
        service.folder
    );
    output::write(context.host, &text)
}

/// Runs `describe SERVICE [ACTION]`.
///
/// # Errors
///
/// Returns an error if there is no such action, or stdout cannot be written.
pub fn run(context: &mut Context<'_>) -> Result<(), Failure> {
    if let [_, word] = context.arguments.words.as_slice() {
        return service(context, word);
    }
    let found = context.action(true)?;
    if context.print_as_asked(|| data(&found))? {
        return Ok(());
    }
    let mut text = action_text(&found);
    text.push_str(&codes(&found));
    context.host.keep(found);
    output::write(context.host, &text)
}

/// Runs `help SERVICE [ACTION]`.
///
/// # Errors
///
/// Returns an error if there is no such service or action, or stdout cannot be written.
pub fn help(context: &mut Context<'_>) -> Result<(), Failure> {
    if let [_, word] = context.arguments.words.as_slice() {
        return match commands::find(word) {
            Some(command) => output::write(context.host, &command.help()),
            None => service(context, word),
        };
    }
    let found = context.action(true)?;
    action(context.host, found)
}

/// Prints the help of an action.
///
/// # Errors
///
/// Returns an error if stdout cannot be written.
pub fn action(host: &mut Host, found: FoundAction) -> Result<(), Failure> {
    let mut text = action_text(&found);
    text.push_str("\nOptions:\n");
    text.extend(OPTIONS.iter().map(OptionRow::line));
    let count = found.action().errors.as_ref().map_or(0, Vec::len);
    let _ = writeln!(
        text,
        "\n{count} documented error codes: tencentcloud describe {} {}",
        found.found.service.folder,
        found.action().name
    );
    host.keep(found);
    output::write(host, &text)
}

fn action_text(found: &FoundAction) -> String {
    let (service, version, action) = (&found.found.service, &found.found.version, found.action());
    let mut text = format!(
        "{} ({} {})\n\n{}\n\n",
        action.name,
        service.folder,
        version.name,
        action.doc.trim()
    );
    let mut usage = format!("usage: tencentcloud {} {}", service.folder, action.name);
    for member in action.input.iter().filter(|member| member.required) {
        let _ =
            write!(usage, " --{} {}", member.name, type_name(version, &member.ty).to_uppercase());
    }
    let _ = writeln!(text, "{usage}\n");
    for fact in facts(version, action) {
        let _ = writeln!(text, "{fact}");
    }
    let mut printer = Printer { version, text: String::new(), open: BTreeSet::new() };
    printer.text.push_str("\nParameters:\n");
    printer.members(&action.input, 1, true);
    printer.text.push_str("\nResponse:\n");
    printer.members(&action.output, 1, false);
    printer.text.push_str("  RequestId  string\n");
    text + &printer.text
}

fn facts(version: &Version, action: &Action) -> Vec<String> {
    let mut facts = Vec::new();
    if action.status != Status::Online {
        facts.push("status: not for new use".to_owned());
    }
    if let [site] = action.sites.as_slice() {
        facts.push(format!("site: {} only", site_name(*site)));
    }
    if let Some(limit) = action.rate_limit {
        facts.push(format!("rate limit: {limit} requests per second"));
    }
    facts.push(format!(
        "idempotent: {}",
        if action.idempotent { "yes, a retry is safe" } else { "not known to be" }
    ));
    if action.unsigned {
        facts.push("signature: none, so a call needs no credential".to_owned());
    }
    if let Some(paging) = &action.pagination {
        let style = match paging.style {
            PageStyle::Offset => "offset",
            PageStyle::Page => "page number",
            PageStyle::Token => "token",
        };
        facts.push(format!("pages: by {style}; `--all` reads all of them"));
    }
    if let Some(wait) = &action.wait {
        let poll = &version.action(wait.poll).name;
        facts.push(format!(
            "starts a task: `--wait` polls {poll} until {}",
            wait.success.join(" or ")
        ));
    }
    facts
}

fn codes(found: &FoundAction) -> String {
    let version = &found.found.version;
    let Some(errors) = &found.action().errors else {
        return "\nErrors: not documented\n".to_owned();
    };
    let mut text = "\nErrors:\n".to_owned();
    let mut classes = BTreeSet::new();
    for error in errors {
        let row = version.error(error.code);
        classes.insert((explain::class_name(row.class), explain::remedy(row.class)));
        let _ = writeln!(
            text,
            "  {} [{}]\n      {}",
            row.code,
            explain::class_name(row.class),
            row.doc
        );
    }
    if !classes.is_empty() {
        text.push_str("\nRemedies:\n");
    }
    for (class, remedy) in classes {
        let _ = writeln!(text, "  {class:<12} {remedy}");
    }
    text
}

/// Returns the name of a site.
pub const fn site_name(site: Site) -> &'static str {
    match site {
        Site::Mainland => "mainland",
        Site::International => "international",
    }
}

/// Returns the name of a type, as specs write it.
pub fn type_name(version: &Version, ty: &Type) -> String {
    match ty {
        Type::List(element) => format!("list<{}>", type_name(version, element)),
        Type::Object(id) => version.object(*id).name.clone(),
        other => version.scalar(other).map_or("string", |scalar| scalar.name()).to_owned(),
    }
}

struct Printer<'a> {
    version: &'a Version,
    text: String,
    /// The objects that are being printed, as some contain themselves.
    open: BTreeSet<ObjectId>,
}

impl Printer<'_> {
    fn members(&mut self, members: &[Member], depth: usize, is_input: bool) {
        if members.is_empty() && depth == 1 && is_input {
            self.text.push_str("  none\n");
        }
        for member in members {
            self.member(member, depth, is_input);
        }
    }

    fn member(&mut self, member: &Member, depth: usize, is_input: bool) {
        let indent = "  ".repeat(depth);
        let name =
            if is_input && depth == 1 { format!("--{}", member.name) } else { member.name.clone() };
        let _ = write!(self.text, "{indent}{name}  {}", type_name(self.version, &member.ty));
        let mut marks = limits(member);
        if is_input {
            marks.splice(0..0, required(member));
        }
        if is_input && depth == 1 && option(&names::kebab(&member.name)).is_some() {
            marks.push("by this name only: the kebab-case form is an option".to_owned());
        }
        if !marks.is_empty() {
            let _ = write!(self.text, "  [{}]", marks.join(", "));
        }
        self.text.push('\n');
        for line in member.doc.trim().lines() {
            let _ = writeln!(self.text, "{indent}    {line}");
        }
        match member.ty.element() {
            Type::Values(id) => {
                let set = self.version.value_set(*id);
                for value in &set.values {
                    let doc = if value.doc.is_empty() {
                        String::new()
                    } else {
                        format!(": {}", text::summary(&value.doc))
                    };
                    let _ = writeln!(self.text, "{indent}      {}{doc}", value.value);
                }
            }
            Type::Object(id) if self.open.insert(*id) => {
                let members = &self.version.object(*id).members;
                self.members(members, depth + 2, is_input);
                self.open.remove(id);
            }
            Type::Object(_) => {
                let _ = writeln!(self.text, "{indent}    (as above)");
            }
            _ => {}
        }
    }
}

/// Returns whether a request must have a member: always, or on a site.
pub fn required(member: &Member) -> Option<String> {
    match member.required_in_part() {
        [] => member.required.then(|| "required".to_owned()),
        sites => {
            let names: Vec<&str> = sites.iter().map(|site| site_name(*site)).collect();
            Some(format!("required on {}", names.join(" and ")))
        }
    }
}

/// Returns the documented limits of a member.
pub fn limits(member: &Member) -> Vec<String> {
    let bounds = &member.constraints;
    let mut marks = Vec::new();
    let mut range = |what: &str, min: Option<String>, max: Option<String>| match (min, max) {
        (Some(min), Some(max)) => marks.push(format!("{min} to {max}{what}")),
        (Some(min), None) => marks.push(format!("at least {min}{what}")),
        (None, Some(max)) => marks.push(format!("at most {max}{what}")),
        (None, None) => {}
    };
    let text = |number: &Option<serde_json::Number>| number.as_ref().map(ToString::to_string);
    let count = |number: Option<u64>| number.map(|number| number.to_string());
    range("", text(&bounds.min), text(&bounds.max));
    range(" characters", count(bounds.min_length), count(bounds.max_length));
    range(" elements", count(bounds.min_items), count(bounds.max_items));
    marks.extend(bounds.pattern.as_ref().map(|pattern| format!("matches {pattern}")));
    marks.extend(member.default.as_ref().map(|value| format!("default {value}")));
    if let Some([site]) = member.sites.as_deref() {
        marks.push(format!("{} only", site_name(*site)));
    }
    for (is_set, word) in [
        (member.nullable, "nullable"),
        (member.sensitive, "secret"),
        (member.deprecated, "deprecated"),
    ] {
        if is_set {
            marks.push(word.to_owned());
        }
    }
    marks
}

/// Returns the description of an action as data.
pub fn data(found: &FoundAction) -> Value {
    let (service, version, action) = (&found.found.service, &found.found.version, found.action());
    let mut open = BTreeSet::new();
    let errors = action.errors.as_ref().map(|errors| {
        let row = |error: &tencentcloud_model::model::ErrorRef| {
            let row = version.error(error.code);
            json!({"Code": row.code, "Class": explain::class_name(row.class), "Meaning": row.doc, "Remedy": explain::remedy(row.class)})
        };
        errors.iter().map(row).collect::<Vec<_>>()
    });
    json!({
        "Service": service.folder, "Version": version.name, "Action": action.name, "Doc": action.doc,
        "Sites": action.sites.iter().map(|site| site_name(*site)).collect::<Vec<_>>(),
        "RateLimit": action.rate_limit, "Idempotent": action.idempotent,
        "Unsigned": action.unsigned, "Pages": action.pagination.is_some(),
        "Polls": action.wait.as_ref().map(|wait| &version.action(wait.poll).name),
        "Parameters": members(version, &action.input, &mut open),
        "Response": members(version, &action.output, &mut open),
        "Errors": errors,
        "Examples": action.examples.iter().map(|example| json!({"Title": example.title, "Request": example.request, "Response": example.response})).collect::<Vec<_>>(),
    })
}

fn members(version: &Version, list: &[Member], open: &mut BTreeSet<ObjectId>) -> Value {
    list.iter()
        .map(|member| {
            let mut row = Map::new();
            row.insert("Name".to_owned(), json!(member.name));
            row.insert("Type".to_owned(), json!(type_name(version, &member.ty)));
            row.insert("Required".to_owned(), json!(member.required));
            if !member.required_in_part().is_empty() {
                let sites = member.required_in_part().iter().map(|site| site_name(*site));
                row.insert("RequiredOn".to_owned(), sites.collect());
            }
            row.insert("Doc".to_owned(), json!(member.doc));
            let limits = limits(member);
            if !limits.is_empty() {
                row.insert("Limits".to_owned(), json!(limits));
            }
            match member.ty.element() {
                Type::Values(id) => {
                    let values = version.value_set(*id).values.iter();
                    row.insert(
                        "Values".to_owned(),
                        values
                            .map(|value| json!({"Value": value.value, "Doc": value.doc}))
                            .collect(),
                    );
                }
                Type::Object(id) if open.insert(*id) => {
                    row.insert(
                        "Members".to_owned(),
                        members(version, &version.object(*id).members, open),
                    );
                    open.remove(id);
                }
                _ => {}
            }
            Value::Object(row)
        })
        .collect()
}
