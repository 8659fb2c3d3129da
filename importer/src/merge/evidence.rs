//! The evidence of a source's examples about its members. A fact that they contradict is not taken from a
//! description: neither a set of values, nor a bound, nor a default.

use crate::cell::TypeFact;
use crate::draft::Version;
use crate::facts::{Facts, MemberFact, Request};
use crate::prose::{Bounds, Documented};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use tencentcloud_model::document::Member;

/// So many different values of a member are kept.
const MOST_VALUES: usize = 200;

/// How deep objects in examples are followed.
const DEEPEST: usize = 32;

/// The placeholders that documentation writes in place of a value.
const PLACEHOLDERS: &[&str] = &["", "无", "-", "/", "null", "NULL", "None", "none", "[]", "{}"];

/// Whether a text stands for no value.
pub(crate) fn is_placeholder(text: &str) -> bool {
    PLACEHOLDERS.contains(&text.trim())
}

/// The evidence about members, by owner (`<Action>.input`, `<Action>.output` or `<Type>`) and name.
#[derive(Debug, Default)]
pub(crate) struct Evidence {
    seen: BTreeMap<String, Seen>,
}

/// The evidence about a member.
#[derive(Debug, Clone, Default)]
pub(crate) struct Seen {
    values: Vec<Value>,
    /// The largest number of elements.
    items: u64,
}

impl Seen {
    fn add(&mut self, value: &Value) {
        match value {
            Value::Array(list) => {
                self.items = self.items.max(list.len() as u64);
                for value in list.iter().filter(|value| !value.is_array()) {
                    self.add(value);
                }
            }
            Value::Object(_) | Value::Null => {}
            value => {
                if self.values.len() < MOST_VALUES && !self.values.contains(value) {
                    self.values.push(value.clone());
                }
            }
        }
    }

    /// Adds a value as a member's description writes it.
    fn add_text(&mut self, text: &str, ty: &TypeFact) {
        if PLACEHOLDERS.contains(&text.trim()) {
            return;
        }
        let is_json = text.starts_with('[') || text.starts_with('"');
        match serde_json::from_str::<Value>(text).ok().filter(|_| is_json) {
            Some(value) => self.add(&value),
            // Of a list that is no JSON the elements are not known.
            None if ty.list && text.contains([',', '，', ' ']) => {}
            None => self.add(&Value::from(text)),
        }
    }

    /// A shown value that is none of a set.
    pub(crate) fn outside(&self, values: &[Documented]) -> Option<String> {
        let shown = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let is_number = values.iter().all(|found| found.value.is_number());
        let known: Vec<String> = values.iter().map(|found| shown(&found.value)).collect();
        self.values.iter().map(shown).map(|text| text.trim().to_owned()).find(|text| {
            // A word in place of a number is no number that contradicts.
            !PLACEHOLDERS.contains(&text.as_str())
                && (!is_number || text.parse::<i64>().is_ok())
                && !known.contains(text)
        })
    }

    /// Whether a number below zero is shown.
    pub(crate) fn has_negative(&self) -> bool {
        self.numbers().any(|number| number < 0.0)
    }

    fn numbers(&self) -> impl Iterator<Item = f64> {
        self.values.iter().filter_map(|value| match value {
            Value::String(text) => text.trim().parse().ok(),
            value => value.as_f64(),
        })
    }

    fn lengths(&self) -> impl Iterator<Item = u64> {
        let texts = self.values.iter().filter_map(Value::as_str);
        texts.filter(|text| !PLACEHOLDERS.contains(text)).map(|text| text.chars().count() as u64)
    }

    /// Takes away the bounds that what is shown breaks, and says which.
    pub(crate) fn refute(&self, bounds: &mut Bounds) -> Vec<String> {
        let mut refuted = Vec::new();
        let least = self.numbers().fold(f64::INFINITY, f64::min);
        let largest = self.numbers().fold(f64::NEG_INFINITY, f64::max);
        let shortest = self.lengths().min();
        let longest = self.lengths().max();
        let mut drop = |key: &str, shown: String| refuted.push(format!("{key} ({shown} is shown)"));
        if bounds.min.as_ref().and_then(serde_json::Number::as_f64).is_some_and(|min| least < min) {
            drop("min", least.to_string());
            bounds.min = None;
        }
        if bounds.max.as_ref().and_then(serde_json::Number::as_f64).is_some_and(|max| largest > max)
        {
            drop("max", largest.to_string());
            bounds.max = None;
        }
        if let (Some(min), Some(short)) = (bounds.min_length, shortest)
            && short < min
        {
            drop("min_length", format!("one of {short}"));
            bounds.min_length = None;
        }
        if let (Some(max), Some(long)) = (bounds.max_length, longest)
            && long > max
        {
            drop("max_length", format!("one of {long}"));
            bounds.max_length = None;
        }
        if let Some(max) = bounds.max_items
            && self.items > max
        {
            drop("max_items", format!("a list of {}", self.items));
            bounds.max_items = None;
        }
        refuted
    }
}

impl Evidence {
    /// Collects what a source shows, what others of the same version show, and what the examples of
    /// the spec show.
    pub(crate) fn of<'f>(
        facts: &Facts,
        others: impl Iterator<Item = &'f Facts>,
        version: &Version,
    ) -> Self {
        let mut evidence = Self::default();
        evidence.source(facts, version);
        for other in others {
            evidence.source(other, version);
        }
        evidence.documents(facts, version);
        evidence.kept(version);
        evidence
    }

    /// Collects the examples that members of the spec have of their own.
    fn kept(&mut self, version: &Version) {
        for (name, draft) in &version.actions {
            for (key, members) in
                [("input", &draft.document.input), ("output", &draft.document.output)]
            {
                self.examples_of(&format!("{name}.{key}"), members);
            }
        }
        for (name, draft) in &version.types {
            self.examples_of(name, draft.document.members.as_deref().unwrap_or_default());
        }
    }

    fn examples_of(&mut self, owner: &str, members: &[Member]) {
        for member in members {
            if let Some(example) = &member.example {
                self.at(owner, &member.name).add(example);
            }
        }
    }

    /// Collects what the examples of the spec's actions show, which are typed.
    pub(crate) fn of_examples(facts: &Facts, version: &Version) -> Self {
        let mut evidence = Self::default();
        evidence.documents(facts, version);
        evidence
    }

    fn documents(&mut self, facts: &Facts, version: &Version) {
        let walk = Walk { facts, version };
        for (name, draft) in &version.actions {
            let (input, output) = (format!("{name}.input"), format!("{name}.output"));
            for example in &draft.document.examples {
                for (owner, map) in [(&input, &example.request), (&output, &example.response)] {
                    if let Some(map) = map {
                        walk.object(self, owner, map, DEEPEST);
                    }
                }
            }
        }
    }

    /// Whether some example shows a value of a member.
    pub(crate) fn shows(&self, owner: &str, member: &str) -> bool {
        let seen = self.seen.get(&format!("{owner} {member}"));
        seen.is_some_and(|seen| seen.items > 0 || !seen.values.is_empty())
    }

    fn source(&mut self, facts: &Facts, version: &Version) {
        for action in &facts.actions {
            for (key, members) in [("input", &action.input), ("output", &action.output)] {
                self.documented(&format!("{}.{key}", action.name), members.iter().flatten());
            }
        }
        for ty in &facts.types {
            self.documented(&ty.name, ty.members.iter());
        }
        let walk = Walk { facts, version };
        for action in &facts.actions {
            let (input, output) =
                (format!("{}.input", action.name), format!("{}.output", action.name));
            for example in action.examples.iter().chain(&action.evidence) {
                match &example.request {
                    Some(Request::Json(map)) => walk.object(self, &input, map, DEEPEST),
                    Some(Request::Query(pairs)) => walk.query(self, &input, pairs),
                    None => {}
                }
                if let Some(response) = &example.response {
                    walk.object(self, &output, response, DEEPEST);
                }
            }
        }
    }

    fn documented<'f>(&mut self, owner: &str, members: impl Iterator<Item = &'f MemberFact>) {
        for member in members {
            if let Some(text) = &member.example {
                self.at(owner, &member.name).add_text(text, &member.ty);
            }
        }
    }

    fn at(&mut self, owner: &str, member: &str) -> &mut Seen {
        self.seen.entry(format!("{owner} {member}")).or_default()
    }

    /// The evidence about a member.
    pub(crate) fn seen(&self, owner: &str, member: &str) -> Seen {
        self.seen.get(&format!("{owner} {member}")).cloned().unwrap_or_default()
    }
}

/// Follows examples through the declared types.
struct Walk<'a> {
    facts: &'a Facts,
    version: &'a Version,
}

impl Walk<'_> {
    /// The type of a member: as the source declares it, else as the spec does.
    fn type_of(&self, owner: &str, member: &str) -> Option<String> {
        let (name, key) = owner.split_once('.').unwrap_or((owner, ""));
        let action = self.facts.actions.iter().find(|action| action.name == name);
        let facts = match key {
            "input" => action.and_then(|action| action.input.as_deref()),
            "output" => action.and_then(|action| action.output.as_deref()),
            _ => self.facts.types.iter().find(|ty| ty.name == name).map(|ty| ty.members.as_slice()),
        };
        if let Some(facts) = facts {
            return facts.iter().find(|fact| fact.name == member).map(|fact| fact.ty.of.clone());
        }
        let action = self.version.actions.get(name).map(|draft| &draft.document);
        let members: &[Member] = match key {
            "input" => action.map(|action| action.input.as_slice()),
            "output" => action.map(|action| action.output.as_slice()),
            _ => self.version.types.get(name).and_then(|draft| draft.document.members.as_deref()),
        }?;
        let ty = &members.iter().find(|known| known.name == member)?.ty;
        let element = ty.strip_prefix("list<").and_then(|rest| rest.strip_suffix('>'));
        Some(element.unwrap_or(ty).to_owned())
    }

    fn object(&self, evidence: &mut Evidence, owner: &str, map: &Map<String, Value>, depth: usize) {
        let Some(depth) = depth.checked_sub(1) else { return };
        for (name, value) in map {
            evidence.at(owner, name).add(value);
            let objects: Vec<&Map<String, Value>> = match value {
                Value::Object(map) => vec![map],
                Value::Array(list) => list.iter().filter_map(Value::as_object).collect(),
                _ => continue,
            };
            if objects.is_empty() {
                continue;
            }
            let Some(ty) = self.type_of(owner, name) else { continue };
            for map in objects {
                self.object(evidence, &ty, map, depth);
            }
        }
    }

    /// `Filters.0.Values.1=x`: names and positions.
    fn query(&self, evidence: &mut Evidence, owner: &str, pairs: &[(String, String)]) {
        for (name, value) in pairs {
            let mut owner = owner.to_owned();
            let mut steps = name.split('.').peekable();
            while let Some(step) = steps.next() {
                let index = steps.peek().and_then(|next| next.parse::<u64>().ok());
                if let Some(index) = index {
                    steps.next();
                    let seen = evidence.at(&owner, step);
                    // Positions begin at 0 or at 1: the smaller number is sure.
                    seen.items = seen.items.max(index.min(100_000));
                }
                if steps.peek().is_none() {
                    let value = value.trim_matches('"');
                    evidence.at(&owner, step).add(&Value::from(value));
                    break;
                }
                let Some(ty) = self.type_of(&owner, step) else { break };
                owner = ty;
            }
        }
    }
}
