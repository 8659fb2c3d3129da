//! Facts that descriptions and examples document of a member: values, defaults and bounds.

use crate::cell::TypeFact;
use crate::draft::REWRITE;
use crate::facts::MemberFact;
use crate::merge::context::Merge;
use crate::merge::evidence::Seen;
use crate::merge::owner::{File, Owner};
use crate::prose::{self, Base, Bounds, Documented, Nameless};
use serde_json::{Number, Value};
use tencentcloud_model::check::misfits;
use tencentcloud_model::document::{Member, ValueEntry};
use tencentcloud_model::model::Scalar;

impl Merge<'_> {
    /// Takes over what a description says in known wordings.
    pub(super) fn read_prose(
        &mut self,
        owner: &Owner,
        member: &mut Member,
        file: &mut File<'_>,
        ty: &TypeFact,
        fact: &MemberFact,
        path: &str,
    ) {
        let Some(doc) = &fact.doc else { return };
        let seen = self.seen(owner, &member.name);
        self.read_values(member, file, (ty, &seen), doc, fact, path);
        if owner.is_request {
            self.read_bounds(member, (ty, &seen), doc, fact, path);
        }
    }

    /// Takes over the values that a description documents, where the member has none.
    fn read_values(
        &mut self,
        member: &mut Member,
        file: &mut File<'_>,
        (ty, seen): (&TypeFact, &Seen),
        doc: &str,
        fact: &MemberFact,
        path: &str,
    ) {
        if member.values.is_some() || self.version.values(member).is_some() {
            return;
        }
        let base = Base::of(&ty.of);
        let values = prose::documented(doc, base).unwrap_or_else(|Nameless { values, value }| {
            let values = values.join(", ");
            let message =
                format!("the description's values stay prose, as `{value}` has no name: {values}");
            self.check(&fact.at, path, message);
            Vec::new()
        });
        let mut values = self.not_refuted(values, seen, fact, path);
        // A default without an imported description beside it is one that a person has written.
        if let Some(default) = &member.default
            && !file.is_marked(&member.name, "doc")
            && !values.iter().any(|found| found.value == *default)
        {
            if !values.is_empty() {
                let message = "the description's values stay prose, as its default is none of them";
                self.check(&fact.at, path, message);
            }
            values.clear();
        }
        let names = values.iter().map(|found| shown(&found.value)).collect::<Vec<_>>();
        let message = format!("values read from the description: {}", names.join(", "));
        if self.is_set(&member.name, &ty.of, &values) {
            let message = format!("{message}; they are those of the set `{}`", member.name);
            self.check(&fact.at, path, message);
            member.ty = TypeFact::exact(&member.name, ty.list).text();
        } else if !values.is_empty() {
            self.check(&fact.at, path, message);
            let is_negative =
                |found: &Documented| found.value.as_i64().is_some_and(|value| value < 0);
            let is_signed = seen.has_negative() || !values.iter().all(is_negative);
            if ty.of == "uint64" && values.iter().any(is_negative) && is_signed {
                member.ty = TypeFact::exact("int64", ty.list).text();
                let message = "the source says `uint64`, and documents a value below zero";
                self.check(&fact.at, path, message);
            }
            member.values = Some(values.into_iter().map(entry).collect());
            file.mark(&member.name, "values");
        }
        // The other site's description may have said a default before.
        if let (Some(default), Some(set)) = (&member.default, self.version.values(member))
            && set.iter().all(|entry| entry.value != *default)
        {
            self.default_outside(default, fact, path);
            member.default = None;
        }
    }

    /// Says that a default stays prose, as it contradicts the values beside it.
    fn default_outside(&mut self, default: &Value, fact: &MemberFact, path: &str) {
        let message =
            format!("the default `{}` stays prose, as it is not among the values", shown(default));
        self.check(&fact.at, path, message);
    }

    /// Takes over the default and the bounds that a description documents, where the member has none.
    fn read_bounds(
        &mut self,
        member: &mut Member,
        (ty, seen): (&TypeFact, &Seen),
        doc: &str,
        fact: &MemberFact,
        path: &str,
    ) {
        let base = Base::of(&ty.of);
        let mut found = prose::bounds(doc, base, ty.list);
        let refuted = seen.refute(&mut found);
        if !refuted.is_empty() {
            let message =
                format!("stays prose, as an example contradicts it: {}", refuted.join(", "));
            self.check(&fact.at, path, message);
        }
        let fits = |number: &Number| ty.of != "uint64" || number.is_u64();
        let before = bounds_of(member);
        let known = member.clone();
        member.min = member.min.take().or(found.min.filter(fits));
        member.max = member.max.take().or(found.max.filter(fits));
        member.min_length = member.min_length.or(found.min_length);
        member.max_length = member.max_length.or(found.max_length);
        member.max_items = member.max_items.or(found.max_items);
        let is_possible = |value: &Value| ty.of != "uint64" || value.is_u64();
        let default = found.default.filter(is_possible);
        let is_outside = |value: &Value| {
            let set = self.version.values(member);
            set.is_some_and(|set| set.iter().all(|entry| entry.value != *value))
        };
        match default {
            Some(value) if member.default.is_none() && is_outside(&value) => {
                self.default_outside(&value, fact, path);
            }
            default => member.default = member.default.take().or(default),
        }
        // A value of a set has no bounds beside it, also if another source has said some.
        if self.version.values(member).is_some() {
            (member.min, member.max) = (None, None);
            (member.min_length, member.max_length) = (None, None);
        }
        if contradicts_itself(member, ty) {
            // Another source has said the other half: what was there stays.
            let all = bounds_of(member).join(", ");
            let values = member.values.take();
            let ty = std::mem::take(&mut member.ty);
            let doc = member.doc.take();
            *member = Member { values, ty, doc, ..known };
            let message = format!("stays prose, as the sources contradict each other: {all}");
            self.check(&fact.at, path, message);
        }
        let now = bounds_of(member);
        let new: Vec<String> = now.into_iter().filter(|bound| !before.contains(bound)).collect();
        if !new.is_empty() {
            let message = format!("read from the description: {}", new.join(", "));
            self.check(&fact.at, path, message);
        }
    }

    /// The evidence of examples about a member.
    pub(super) fn seen(&self, owner: &Owner, member: &str) -> Seen {
        let inside = owner.path.strip_prefix(&self.path).unwrap_or_default();
        self.evidence.seen(inside.trim_start_matches('/'), member)
    }

    /// Values that no example contradicts.
    fn not_refuted(
        &mut self,
        values: Vec<Documented>,
        seen: &Seen,
        fact: &MemberFact,
        path: &str,
    ) -> Vec<Documented> {
        let Some(outside) = seen.outside(&values).filter(|_| !values.is_empty()) else {
            return values;
        };
        let names = values.iter().map(|found| shown(&found.value)).collect::<Vec<_>>();
        let message = format!(
            "the description's values stay prose, as an example has `{outside}`: {}",
            names.join(", ")
        );
        self.check(&fact.at, path, message);
        Vec::new()
    }

    /// Whether the spec has a set of values that is named like a member and has just these.
    fn is_set(&self, name: &str, of: &str, values: &[Documented]) -> bool {
        let Some(set) = self.version.types.get(name).map(|sheet| &sheet.document) else {
            return false;
        };
        let known = set.values.as_deref().unwrap_or_default();
        let is_known = |found: &Documented| known.iter().any(|entry| entry.value == found.value);
        set.ty.as_deref() == Some(of)
            && known.len() == values.len()
            && !values.is_empty()
            && values.iter().all(is_known)
    }

    /// Takes away what an import has read from a description and this source's examples contradict.
    pub(super) fn refute_imported(
        &mut self,
        owner: &Owner,
        member: &mut Member,
        file: &mut File<'_>,
        fact: &MemberFact,
        path: &str,
    ) {
        if self.rules.is_drift {
            return;
        }
        let seen = self.seen(owner, &member.name);
        if file.is_marked(&member.name, "values")
            && let Some(values) = &member.values
        {
            let known: Vec<Documented> = values
                .iter()
                .map(|entry| Documented { value: entry.value.clone(), name: None, doc: None })
                .collect();
            if let Some(outside) = seen.outside(&known) {
                member.values = None;
                file.remove(&member.name, "values", REWRITE);
                let message = format!("its values are taken away, as an example has `{outside}`");
                self.check(&fact.at, path, message);
            }
        }
        let mut bounds = Bounds {
            default: None,
            min: member.min.take(),
            max: member.max.take(),
            min_length: member.min_length,
            max_length: member.max_length,
            max_items: member.max_items,
        };
        let refuted = seen.refute(&mut bounds);
        (member.min, member.max) = (bounds.min, bounds.max);
        (member.min_length, member.max_length) = (bounds.min_length, bounds.max_length);
        member.max_items = bounds.max_items;
        if !refuted.is_empty() {
            let message =
                format!("taken away, as an example contradicts it: {}", refuted.join(", "));
            self.check(&fact.at, path, message);
        }
    }
}

/// Whether a default breaks the constraints beside it, or a lower bound is above the upper one.
fn contradicts_itself(member: &Member, ty: &TypeFact) -> bool {
    let amount = |number: &Number| number.as_f64();
    let (min, max) = (member.min.as_ref().and_then(amount), member.max.as_ref().and_then(amount));
    let default = member.default.as_ref().zip(Scalar::from_name(&ty.of));
    default.is_some_and(|(value, scalar)| !misfits(member, scalar, ty.list, value).is_empty())
        || min.zip(max).is_some_and(|(min, max)| min > max)
        || member.min_length.zip(member.max_length).is_some_and(|(min, max)| min > max)
}

/// The bounds of a member as they are listed.
fn bounds_of(member: &Member) -> Vec<String> {
    let number = |key: &str, number: Option<String>| number.map(|text| format!("{key} {text}"));
    [
        number("default", member.default.as_ref().map(shown)),
        number("min", member.min.as_ref().map(ToString::to_string)),
        number("max", member.max.as_ref().map(ToString::to_string)),
        number("min_length", member.min_length.map(|length| length.to_string())),
        number("max_length", member.max_length.map(|length| length.to_string())),
        number("max_items", member.max_items.map(|items| items.to_string())),
    ]
    .into_iter()
    .flatten()
    .collect()
}
pub(super) fn entry(found: Documented) -> ValueEntry {
    // A text is its own name.
    ValueEntry { value: found.value, name: found.name, doc: found.doc }
}

/// A value as people write it.
pub(super) fn shown(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
