//! Where an example differs from the declaration, said in a sentence: the format asks for it.

use crate::cell;
use crate::draft::{self, Version};
use serde_json::{Map, Value};
use tencentcloud_model::document::{Action, Example, Member, Site};

/// What an example is held against.
pub(crate) struct Declared<'a> {
    pub(crate) version: &'a Version,
    pub(crate) action: &'a Action,
}

/// How far names are followed into examples; the deepest object of the API has twelve levels.
const DEEPEST: usize = 64;

impl Declared<'_> {
    /// Says how an example differs; nothing if it does not.
    pub(crate) fn deviation(&self, example: &Example) -> Option<String> {
        let sites = example.sites.clone().unwrap_or_default();
        let mut found = Vec::new();
        if let Some(request) = &example.request {
            let mut check = Check { of: self, sites: &sites, is_request: true, found: &mut found };
            check.members(&self.action.input, request, DEEPEST);
        }
        if let Some(response) = &example.response {
            let mut check = Check { of: self, sites: &sites, is_request: false, found: &mut found };
            check.response(response);
        }
        let more = found.len().saturating_sub(1);
        let first = found.into_iter().next()?;
        Some(match more {
            0 => format!("{first}."),
            1 => format!("{first}, and once more it differs."),
            more => format!("{first}, and {more} times more it differs."),
        })
    }
}

struct Check<'a> {
    of: &'a Declared<'a>,
    sites: &'a [Site],
    is_request: bool,
    found: &'a mut Vec<String>,
}

impl Check<'_> {
    /// A response has `RequestId`, and may be a refusal.
    fn response(&mut self, response: &Map<String, Value>) {
        let output = &self.of.action.output;
        let declares = |name: &str| output.iter().any(|member| member.name == name);
        if let Some(error) = response.get("Error")
            && !declares("Error")
        {
            for key in ["Code", "Message"] {
                if !error.get(key).is_some_and(Value::is_string) {
                    self.found.push(format!("The refusal has no text `{key}`"));
                }
            }
            return;
        }
        if let Some(id) = response.get("RequestId")
            && !id.is_string()
        {
            self.found.push("`RequestId` is no text".to_owned());
        }
        self.members(output, response, DEEPEST);
    }

    fn members(&mut self, members: &[Member], values: &Map<String, Value>, depth: usize) {
        let Some(depth) = depth.checked_sub(1) else { return };
        for (name, value) in values {
            let known = members.iter().find(|member| member.name == *name);
            match known {
                None if name == "RequestId" && !self.is_request => {}
                None => self.found.push(format!("`{name}` is not declared")),
                Some(member) if !self.is_here(member) => {
                    self.found.push(format!("`{name}` is not on the example's site"));
                }
                Some(member) if value.is_null() && member.nullable => {}
                Some(member) => self.value(&member.ty, value, name, depth),
            }
        }
        for member in members.iter().filter(|member| self.is_request && member.required) {
            let is_everywhere = member
                .sites
                .as_ref()
                .is_none_or(|sites| self.sites.iter().all(|site| sites.contains(site)));
            if is_everywhere && !values.contains_key(&member.name) {
                self.found.push(format!("The required `{}` is missing", member.name));
            }
        }
    }

    /// Whether a member is on any site of the example.
    fn is_here(&self, member: &Member) -> bool {
        member.sites.as_ref().is_none_or(|sites| self.sites.iter().any(|site| sites.contains(site)))
    }

    /// Notes once that nothing is known of a type.
    fn unknown(&mut self, object: &str) {
        let note = format!("The members of `{object}` are not known yet");
        if !self.found.contains(&note) {
            self.found.push(note);
        }
    }

    fn value(&mut self, ty: &str, value: &Value, name: &str, depth: usize) {
        let (element, is_list) = cell::element(ty);
        if is_list {
            match value.as_array() {
                Some(list) => {
                    for value in list {
                        self.value(element, value, name, depth);
                    }
                }
                None => self.found.push(format!("`{name}` is no list")),
            }
            return;
        }
        let fits = match self.of.version.meant(element).0 {
            "bool" => value.is_boolean(),
            "float" => value.is_number(),
            "int64" => value.is_i64(),
            "uint64" => value.is_u64(),
            scalar if cell::is_scalar(scalar) => value.is_string(),
            object => {
                let declared = self.of.version.types.get(object);
                if declared.is_some_and(draft::is_unknown) {
                    self.unknown(object);
                    return;
                }
                let members = declared.and_then(|sheet| sheet.document.members.as_deref());
                if let (Some(members), Some(map)) = (members, value.as_object()) {
                    self.members(members, map, depth);
                }
                value.is_object()
            }
        };
        if !fits {
            let (name, meant) = (name.to_owned(), self.of.version.meant(element).0);
            self.found.push(format!("`{name}` is no `{meant}`"));
        }
    }
}
