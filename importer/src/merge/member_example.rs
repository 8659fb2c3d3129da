//! Documented values of members, kept where no example of an action shows one and where the type, the
//! set of values or the default does not say as much.
//!
//! They are taken when everything else is merged, so that a second import finds what the first one
//! found.

use crate::cell::TypeFact;
use crate::draft::{Spec, Version};
use crate::facts::{At, Check, Facts, MemberFact};
use crate::merge::evidence::{self, Evidence};
use crate::report::{Change, Kind, Report, What};
use serde_json::Value;
use tencentcloud_model::check::misfits;
use tencentcloud_model::document::{Member, Site};
use tencentcloud_model::model::Scalar;

/// Adds the documented values of a source to the members that it describes.
pub(crate) fn add(spec: &mut Spec, facts: &Facts, site: Option<Site>, report: &mut Report) {
    let service = spec.services.get_mut(&facts.service.folder);
    let Some(version) = service.and_then(|service| service.versions.get_mut(&facts.version)) else {
        return;
    };
    let shown = Evidence::of_examples(facts, version);
    let path = format!("{}/{}", facts.service.folder, facts.version);
    let mut adder = Adder { shown, path, site, report, objects: 0 };
    for action in &facts.actions {
        for (key, facts) in [("input", &action.input), ("output", &action.output)] {
            let owner = format!("{}.{key}", action.name);
            for fact in facts.iter().flatten() {
                let wanted = adder.wanted(version, &owner, fact);
                let Some(draft) = version.actions.get_mut(&action.name) else { continue };
                let is_new = !draft.exists();
                let document = &mut draft.document;
                let members =
                    if key == "input" { &mut document.input } else { &mut document.output };
                adder.put(members, &owner, fact, wanted, is_new);
            }
        }
    }
    for ty in &facts.types {
        for fact in &ty.members {
            let wanted = adder.wanted(version, &ty.name, fact);
            let Some(draft) = version.types.get_mut(&ty.name) else { continue };
            let is_new = !draft.exists();
            let Some(members) = &mut draft.document.members else { continue };
            adder.put(members, &ty.name, fact, wanted, is_new);
        }
    }
    adder.finish(facts);
}

struct Adder<'a> {
    /// The values in examples of actions.
    shown: Evidence,
    path: String,
    site: Option<Site>,
    report: &'a mut Report,
    /// How many objects have an example, which is left out.
    objects: usize,
}

/// How a documented value is read.
struct Wanted {
    ty: TypeFact,
    /// Whether the values of the member are known without it: from a set, or because it is a `bool`.
    is_known: bool,
}

impl Adder<'_> {
    /// How the documented value of a member is read, if it is wanted.
    fn wanted(&mut self, version: &Version, owner: &str, fact: &MemberFact) -> Option<Wanted> {
        let text = fact.example.as_deref()?;
        if evidence::is_placeholder(text) || self.shown.shows(owner, &fact.name) {
            return None;
        }
        let (name, key) = owner.split_once('.').unwrap_or((owner, ""));
        let action = version.actions.get(name).map(|draft| &draft.document);
        let members: &[Member] = match key {
            "input" => &action?.input,
            "output" => &action?.output,
            _ => version.types.get(name)?.document.members.as_deref()?,
        };
        let member = members.iter().find(|member| member.name == fact.name)?;
        if member.example.is_some() {
            return None;
        }
        let (of, list) = version.meant(&member.ty);
        if Scalar::from_name(of).is_none() {
            // The members of an object have values of their own.
            self.objects += 1;
            return None;
        }
        let is_known = of == Scalar::Bool.name() || version.values(member).is_some();
        Some(Wanted { ty: TypeFact::exact(of, list), is_known })
    }

    fn put(
        &mut self,
        members: &mut [Member],
        owner: &str,
        fact: &MemberFact,
        wanted: Option<Wanted>,
        is_new: bool,
    ) {
        let Some((Wanted { ty, is_known }, text)) = wanted.zip(fact.example.as_deref()) else {
            return;
        };
        let Some(scalar) = Scalar::from_name(&ty.of) else { return };
        let Some(member) = members.iter_mut().find(|member| member.name == fact.name) else {
            return;
        };
        let path = format!("{}/{owner}.{}", self.path, fact.name);
        let value = value(text, scalar, ty.list);
        let problem = match &value {
            None => Some(format!("is no `{}`", ty.text())),
            Some(value) => {
                let broken = misfits(member, scalar, ty.list, value).into_iter().next();
                broken.map(|must| format!("should {must}"))
            }
        };
        if let Some(problem) = problem {
            let message = format!("the documented example `{text}` {problem}, and is left out");
            self.report.checks.push(Check { at: fact.at.clone(), path, message });
            return;
        }
        if is_known || value == member.default {
            return;
        }
        if !is_new {
            let to = value.as_ref().map(Value::to_string);
            self.report.changes.push(Change {
                kind: Kind::Added,
                what: What::Example,
                path,
                from: None,
                to,
                site: self.site,
                at: fact.at.clone(),
            });
        }
        member.example = value;
    }

    /// Lists how many values are left out, as their parts are documented.
    fn finish(self, facts: &Facts) {
        if self.objects == 0 {
            return;
        }
        let at: At = super::whole(facts);
        let message = format!(
            "documented examples of {} object members are left out: their own members have some",
            self.objects
        );
        self.report.checks.push(Check { at, path: self.path, message });
    }
}

/// The value that a text means for a scalar or a list of them; `None` if it means none.
fn value(text: &str, scalar: Scalar, is_list: bool) -> Option<Value> {
    let text = text.trim();
    let parsed = || serde_json::from_str::<Value>(text).ok();
    if is_list {
        let list = match parsed()? {
            Value::Array(list) => list,
            value => vec![value],
        };
        let elements = list.into_iter().map(|element| match element {
            Value::String(text) => value_of(&text, scalar),
            element => scalar.accepts(&element).then_some(element),
        });
        return elements.collect::<Option<Vec<_>>>().map(Value::Array);
    }
    if text.starts_with('"')
        && let Some(Value::String(inner)) = parsed()
    {
        return value_of(&inner, scalar);
    }
    value_of(text, scalar)
}

fn value_of(text: &str, scalar: Scalar) -> Option<Value> {
    let value = match scalar {
        Scalar::Int64 => text.parse::<i64>().ok()?.into(),
        Scalar::Uint64 => text.parse::<u64>().ok()?.into(),
        Scalar::Float => Value::Number(serde_json::from_str(text).ok()?),
        Scalar::Bool => text.to_lowercase().parse::<bool>().ok()?.into(),
        _ => Value::from(text),
    };
    scalar.accepts(&value).then_some(value)
}
