//! Members whose description a person has rewritten: the facts of the original are compared with
//! those of the spec.

use crate::cell;
use crate::facts::MemberFact;
use crate::merge::context::{Context, Merge};
use crate::merge::documented::{entry, shown};
use crate::merge::owner::{File, Owner};
use crate::prose::{self, Base, Documented};
use crate::report::{Kind, What};
use serde_json::{Number, Value};
use tencentcloud_model::document::{Member, ValueEntry};
use tencentcloud_model::write::step;

impl Merge<'_> {
    /// A description that a person has rewritten: what its original says now is compared.
    pub(super) fn compare_prose(
        &mut self,
        owner: &Owner,
        member: &mut Member,
        file: &mut File<'_>,
        fact: &MemberFact,
        path: &str,
        context: Context,
    ) {
        let Some(doc) = &fact.doc else { return };
        let (of, is_list) = self.version.meant(&member.ty);
        let base = Base::of(of);
        let of = of.to_owned();
        let seen = self.seen(owner, &member.name);
        let values = prose::documented(doc, base).unwrap_or_default();
        let values = if seen.outside(&values).is_some() { Vec::new() } else { values };
        self.compare_values(member, file, &values, fact, path, context);
        if !owner.is_request {
            return;
        }
        let mut found = prose::bounds(doc, base, is_list);
        seen.refute(&mut found);
        let number = |number: &Option<Number>| number.as_ref().map(ToString::to_string);
        let count = |count: Option<u64>| count.map(|count| count.to_string());
        let pairs = [
            ("min", number(&member.min), number(&found.min)),
            ("max", number(&member.max), number(&found.max)),
            ("min_length", count(member.min_length), count(found.min_length)),
            ("max_length", count(member.max_length), count(found.max_length)),
            ("max_items", count(member.max_items), count(found.max_items)),
        ];
        let mut taken = Vec::new();
        for (key, from, to) in pairs {
            // A fact that a person left out stays out.
            if let (Some(from), Some(to)) = (from, to)
                && from != to
            {
                let path = format!("{path} {key}");
                if self.decide(What::Constraint, &path, Some(from), Some(to), &fact.at, context) {
                    taken.push(key);
                }
            }
        }
        for key in taken {
            match key {
                "min" => member.min.clone_from(&found.min),
                "max" => member.max.clone_from(&found.max),
                "min_length" => member.min_length = found.min_length,
                "max_length" => member.max_length = found.max_length,
                _ => member.max_items = found.max_items,
            }
        }
        let is_possible = |value: &Value| of != "uint64" || value.is_u64();
        if let (Some(from), Some(to)) = (&member.default, found.default.filter(is_possible))
            && *from != to
        {
            let (from, new) = (shown(from), shown(&to));
            if self.decide(What::Default, path, Some(from), Some(new), &fact.at, context) {
                member.default = Some(to);
            }
        }
    }

    /// Values that are documented and not in the spec. (That the spec has more says nothing: sets
    /// are often documented in part.)
    fn compare_values(
        &mut self,
        member: &mut Member,
        file: &mut File<'_>,
        found: &[Documented],
        fact: &MemberFact,
        path: &str,
        context: Context,
    ) {
        let Some(known) = self.version.values(member).map(<[ValueEntry]>::to_vec) else { return };
        let is_known = |found: &&Documented| known.iter().any(|entry| entry.value == found.value);
        // A list that has nothing in common with the known one was read wrongly.
        if !found.iter().any(|found| is_known(&found)) {
            return;
        }
        for new in found.iter().filter(|found| !is_known(found)) {
            let value = shown(&new.value);
            let path = format!("{path}={value}");
            if !context.precedence.wins() {
                let reason = context.precedence.reason();
                self.keep(Kind::Added, What::Value, &path, None, None, &fact.at, reason);
                continue;
            }
            self.change(Kind::Added, What::Value, &path, None, new.doc.clone(), &fact.at);
            self.report.rewrite.push(path);
            if let Some(values) = &mut member.values {
                values.push(entry(new.clone()));
                file.mark(&member.name, "values");
                continue;
            }
            let (name, _) = cell::element(&member.ty);
            if let Some(sheet) = self.version.types.get_mut(name)
                && let Some(values) = &mut sheet.document.values
                && !values.iter().any(|entry| entry.value == new.value)
            {
                values.push(entry(new.clone()));
                sheet.mark(&["values", &step(&value), "doc"]);
            }
        }
    }
}
