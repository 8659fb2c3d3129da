//! Members: parameters, members of responses and of objects.

use crate::cell::{self, TypeFact};
use crate::draft::{GUESSED, REWRITE, is_on};
use crate::facts::{At, MemberFact};
use crate::merge::context::{Context, Merge, Shared};
use crate::merge::evidence::Seen;
use crate::prose::{self, Base, Bounds, Documented, Nameless};
use crate::report::{Kind, What};
use serde_json::{Number, Value};
use tencentcloud_model::check::misfits;
use tencentcloud_model::document::{Member, Required, Site, ValueEntry};
use tencentcloud_model::model::Scalar;
use tencentcloud_model::write::{Comments, step};

/// An owner of members.
pub(crate) struct Owner {
    /// The key of the file under which they stand.
    pub(crate) key: &'static str,
    /// Where they are in the spec.
    pub(crate) path: String,
    /// Whether requests have them.
    pub(crate) is_request: bool,
    /// Whether the source may have more than could be read.
    pub(crate) is_partial: bool,
}

impl Merge<'_> {
    /// Brings what a source lists together with the members that are there.
    pub(crate) fn members(
        &mut self,
        owner: &Owner,
        members: &mut Vec<Member>,
        comments: &mut Comments,
        facts: &[MemberFact],
        context: Context,
    ) {
        let mut last = None;
        for fact in facts {
            let path = format!("{}.{}", owner.path, fact.name);
            let known = members.iter().position(|member| member.name == fact.name);
            let file = File { comments: &mut *comments, key: owner.key };
            if let Some(index) = known {
                if let Some(member) = members.get_mut(index) {
                    let context = self.context(context.precedence, member.sites.as_ref());
                    self.known_member(owner, member, file, fact, &path, context);
                }
                last = Some(index);
                continue;
            }
            if !context.precedence.adds() {
                let reason = context.precedence.reason();
                let (kind, what) = (Kind::Added, What::Member);
                self.keep(kind, what, &path, None, Some(fact.ty.text()), &fact.at, reason);
                continue;
            }
            // New members stand behind the one that the source lists before them.
            let index = last.map_or(0, |last: usize| last + 1);
            let member = self.new_member(owner, file, fact, &path);
            let ty = Some(member.ty.clone());
            self.change(Kind::Added, What::Member, &path, None, ty, &fact.at);
            members.insert(index, member);
            last = Some(index);
        }
        self.members_gone(owner, members, facts, context);
    }

    /// Members that the source has no more on its site.
    fn members_gone(
        &mut self,
        owner: &Owner,
        members: &mut Vec<Member>,
        facts: &[MemberFact],
        context: Context,
    ) {
        let Some(site) = self.rules.site.filter(|_| !owner.is_partial) else { return };
        let at = facts.first().map_or_else(|| super::whole(self.facts), |fact| fact.at.clone());
        let at = At { line: 0, ..at };
        let mut gone = Vec::new();
        for member in members.iter_mut() {
            let is_listed = facts.iter().any(|fact| fact.name == member.name);
            if is_listed || !is_on(member.sites.as_ref(), site) {
                continue;
            }
            let path = format!("{}.{}", owner.path, member.name);
            if !context.precedence.wins() {
                let reason = context.precedence.reason();
                self.keep(Kind::Removed, What::Member, &path, None, None, &at, reason);
                continue;
            }
            self.change(Kind::Removed, What::Member, &path, None, None, &at);
            let sites = member.sites.get_or_insert_default();
            sites.retain(|known| *known != site);
            if sites.is_empty() {
                gone.push(member.name.clone());
            }
        }
        members.retain(|member| !gone.contains(&member.name));
    }

    fn new_member(
        &mut self,
        owner: &Owner,
        mut file: File<'_>,
        fact: &MemberFact,
        path: &str,
    ) -> Member {
        let ty = self.exact(owner, &mut file, fact, path);
        let mut member = Member {
            name: fact.name.clone(),
            ty: ty.text(),
            // Outputs require nothing, and are not gone through when sites are left out again.
            required: match fact.required {
                _ if owner.key == "output" => Required::Nowhere,
                Some(true) => Required::On(self.sites.clone()),
                _ => Required::On(Vec::new()),
            },
            nullable: fact.nullable.unwrap_or_default(),
            nullable_items: false,
            sensitive: false,
            deprecated: fact.deprecated.unwrap_or_default(),
            sites: Some(self.sites.clone()),
            default: None,
            example: None,
            min: None,
            max: None,
            min_length: None,
            max_length: None,
            min_items: None,
            max_items: None,
            pattern: None,
            doc: fact.doc.clone(),
            values: None,
        };
        if fact.doc.is_some() {
            file.mark(&fact.name, "doc");
            self.report.rewrite.push(path.to_owned());
        }
        self.read_prose(owner, &mut member, &mut file, &ty, fact, path);
        member
    }

    /// The type of a new member, with the width of integers from metadata if there is some.
    fn exact(
        &mut self,
        owner: &Owner,
        file: &mut File<'_>,
        fact: &MemberFact,
        path: &str,
    ) -> TypeFact {
        if !fact.ty.is_guessed {
            return fact.ty.clone();
        }
        if let Some(ty) = self.width_in_metadata(owner, fact) {
            return ty;
        }
        file.mark_as(&fact.name, "type", GUESSED);
        let message = format!("the page says `Integer`; written as `{}`", fact.ty.of);
        self.check(&fact.at, path, message);
        fact.ty.clone()
    }

    /// The integer that metadata has for a member that is one.
    fn width_in_metadata(&self, owner: &Owner, fact: &MemberFact) -> Option<TypeFact> {
        let ty = self.in_metadata(owner, &fact.name)?;
        (ty.list == fact.ty.list && ty.is_integer()).then_some(ty)
    }

    /// The type that metadata has for a member.
    fn in_metadata(&self, owner: &Owner, name: &str) -> Option<TypeFact> {
        let inside = owner.path.strip_prefix(&self.path)?.trim_start_matches('/');
        let thing = inside.split('.').next()?;
        let same = |facts: &&crate::facts::Facts| {
            facts.version == self.facts.version && facts.service.folder == self.facts.service.folder
        };
        self.rules.metadata.iter().filter(same).find_map(|facts| {
            let action = facts.actions.iter().find(|action| action.name == thing);
            let members = match owner.key {
                "input" => action?.input.as_ref()?,
                "output" => action?.output.as_ref()?,
                _ => &facts.types.iter().find(|ty| ty.name == thing)?.members,
            };
            members.iter().find(|member| member.name == name).map(|member| member.ty.clone())
        })
    }

    fn known_member(
        &mut self,
        owner: &Owner,
        member: &mut Member,
        mut file: File<'_>,
        fact: &MemberFact,
        path: &str,
        context: Context,
    ) {
        let is_new_here = self.on_more_sites(&mut member.sites);
        if is_new_here {
            self.change(Kind::Added, What::Member, path, None, None, &fact.at);
        }
        if let Some(said) = fact.required.filter(|_| owner.key != "output") {
            self.known_required(member, said, is_new_here, (path, &fact.at), context);
        }
        self.guessed_type(owner, member, &mut file, fact, path);
        self.known_type(owner, member, fact, path, context);
        self.known_flags(owner, member, fact, path, context);
        if file.is_marked(&member.name, "doc") {
            self.refute_imported(owner, member, &mut file, fact, path);
        }
        let Some(doc) = &fact.doc else { return };
        let is_marked = file.is_marked(&member.name, "doc");
        if member.doc.is_none() || is_marked {
            // Nobody has looked at it yet: its facts are read again with it.
            let known = member.doc.clone();
            if let Some(doc) = self.doc(known.as_ref(), is_marked, doc, path, &fact.at, context) {
                member.doc = Some(doc);
                file.mark(&member.name, "doc");
                let (of, list) = self.version.meant(&member.ty);
                let ty = TypeFact::exact(of, list);
                self.read_prose(owner, member, &mut file, &ty, fact, path);
            }
        } else {
            self.compare_prose(owner, member, &mut file, fact, path, context);
        }
    }

    /// Whether a member may be null, and whether it is deprecated: where the sites differ, it may
    /// be, and is not.
    fn known_flags(
        &mut self,
        owner: &Owner,
        member: &mut Member,
        fact: &MemberFact,
        path: &str,
        context: Context,
    ) {
        let differs = fact.nullable.is_some_and(|said| said != member.nullable)
            || fact.deprecated.is_some_and(|said| said != member.deprecated);
        let other = if differs { self.in_other_site(owner, &fact.name) } else { None };
        let (nullable, deprecated) =
            other.map_or((None, None), |other| (other.nullable, other.deprecated));
        let flags = [
            (What::Nullable, fact.nullable, nullable, true, &mut member.nullable),
            (What::Deprecated, fact.deprecated, deprecated, false, &mut member.deprecated),
        ];
        for (what, said, other, wider, flag) in flags {
            let Some(said) = said else { continue };
            let shared = Shared { what, known: *flag, said, wider: Some(wider), other };
            let found = self.shared(shared, ToString::to_string, (path, &fact.at), context);
            *flag = found.unwrap_or(*flag);
        }
    }

    /// The other site's fact about a member, if a source of this run has one.
    fn in_other_site(&self, owner: &Owner, name: &str) -> Option<&MemberFact> {
        let inside = owner.path.strip_prefix(&self.path)?.trim_start_matches('/');
        let thing = inside.split('.').next()?;
        self.other_site().find_map(|facts| {
            let action = facts.actions.iter().find(|action| action.name == thing);
            let members = match owner.key {
                "input" => action?.input.as_ref()?,
                "output" => action?.output.as_ref()?,
                _ => &facts.types.iter().find(|ty| ty.name == thing)?.members,
            };
            members.iter().find(|member| member.name == name)
        })
    }

    /// Whether requests to the source's site require a member: each site has that for itself.
    fn known_required(
        &mut self,
        member: &mut Member,
        said: bool,
        is_new_here: bool,
        (path, at): (&str, &At),
        context: Context,
    ) {
        let own = member.sites.clone().unwrap_or_default();
        let mut on = member.required.sites(&own);
        let here: Vec<Site> =
            self.sites.iter().copied().filter(|site| own.contains(site)).collect();
        let Some(known) = here.iter().map(|site| on.contains(site)).find(|known| *known != said)
        else {
            return;
        };
        let (from, to) = (Some(known.to_string()), Some(said.to_string()));
        let context = Context { has_authority: true, ..context };
        if is_new_here || self.decide(What::Required, path, from, to, at, context) {
            on.retain(|site| !here.contains(site));
            if said {
                on.extend(here);
            }
            on.sort_unstable();
            member.required = Required::On(on);
        }
    }

    /// Takes away what an import has read from a description and this source's examples contradict.
    fn refute_imported(
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

    /// Corrects a width and sign that a page did not say, if this source does.
    fn guessed_type(
        &mut self,
        owner: &Owner,
        member: &mut Member,
        file: &mut File<'_>,
        fact: &MemberFact,
        path: &str,
    ) {
        if !file.has(&member.name, "type", GUESSED)
            || !cell::is_integer(cell::element(&member.ty).0)
        {
            return;
        }
        let ty = if fact.ty.is_guessed {
            self.width_in_metadata(owner, fact)
        } else {
            Some(fact.ty.clone()).filter(TypeFact::is_integer)
        };
        let Some(ty) = ty else { return };
        file.remove(&member.name, "type", GUESSED);
        if ty.text() != member.ty {
            let (from, to) = (member.ty.clone(), ty.text());
            self.change(Kind::Changed, What::MemberType, path, Some(from), Some(to), &fact.at);
            member.ty = ty.text();
        }
    }

    fn known_type(
        &mut self,
        owner: &Owner,
        member: &mut Member,
        fact: &MemberFact,
        path: &str,
        context: Context,
    ) {
        let (known, is_list) = self.version.meant(&member.ty);
        let has_negative = |values: &[ValueEntry]| {
            values.iter().any(|entry| entry.value.as_i64().is_some_and(|value| value < 0))
        };
        // Documented values below zero need a sign that the metadata may deny.
        let is_liberty = fact.ty.of == "uint64"
            && known == "int64"
            && self.version.values(member).is_some_and(has_negative);
        let is_same = fact.ty.list == is_list
            && (fact.ty.of == known
                || is_liberty
                || (fact.ty.is_guessed && cell::is_integer(known)));
        if is_same {
            return;
        }
        let wider = cell::wider((known, is_list), (&fact.ty.of, fact.ty.list));
        // A set of values stays one if its scalar does.
        let is_kept = wider.as_ref().is_some_and(|ty| ty.of == known && ty.list == is_list);
        let shared = Shared {
            what: What::MemberType,
            known: member.ty.clone(),
            said: fact.ty.text(),
            wider: if is_kept { Some(member.ty.clone()) } else { wider.map(|ty| ty.text()) },
            other: self.in_other_site(owner, &fact.name).map(|other| other.ty.text()),
        };
        if let Some(ty) = self.shared(shared, Clone::clone, (path, &fact.at), context) {
            member.ty = ty;
            // Facts about values of the old type do not hold for the new one.
            for bound in [&mut member.min, &mut member.max] {
                *bound = None;
            }
            for bound in [
                &mut member.min_length,
                &mut member.max_length,
                &mut member.min_items,
                &mut member.max_items,
            ] {
                *bound = None;
            }
            (member.default, member.pattern, member.values) = (None, None, None);
            member.example = None;
        }
    }

    /// Takes over what a description says in known wordings.
    fn read_prose(
        &mut self,
        owner: &Owner,
        member: &mut Member,
        file: &mut File<'_>,
        ty: &TypeFact,
        fact: &MemberFact,
        path: &str,
    ) {
        let Some(doc) = &fact.doc else { return };
        let base = Base::of(&ty.of);
        let seen = self.seen(owner, &member.name);
        if member.values.is_none() && self.version.values(member).is_none() {
            let values =
                prose::documented(doc, base).unwrap_or_else(|Nameless { values, value }| {
                    let values = values.join(", ");
                    let message = format!(
                        "the description's values stay prose, as `{value}` has no name: {values}"
                    );
                    self.check(&fact.at, path, message);
                    Vec::new()
                });
            let values = self.not_refuted(values, &seen, fact, path);
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
        }
        if !owner.is_request {
            return;
        }
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
                let message = format!(
                    "the default `{}` stays prose, as it is not among the values",
                    shown(&value)
                );
                self.check(&fact.at, path, message);
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
    fn seen(&self, owner: &Owner, member: &str) -> Seen {
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

    /// A description that a person has rewritten: what its original says now is compared.
    fn compare_prose(
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

/// The comments of a file, at the key that has the members.
struct File<'c> {
    comments: &'c mut Comments,
    key: &'static str,
}

impl File<'_> {
    fn path(&self, member: &str, key: &str) -> Vec<String> {
        vec![self.key.to_owned(), step(member), key.to_owned()]
    }

    fn mark(&mut self, member: &str, key: &str) {
        self.mark_as(member, key, REWRITE);
    }

    fn mark_as(&mut self, member: &str, key: &str, comment: &str) {
        let path = self.path(member, key);
        self.comments.add(path, comment);
    }

    fn is_marked(&self, member: &str, key: &str) -> bool {
        self.has(member, key, REWRITE)
    }

    fn has(&self, member: &str, key: &str, comment: &str) -> bool {
        self.comments.has(&self.path(member, key), comment)
    }

    fn remove(&mut self, member: &str, key: &str, comment: &str) {
        let path = self.path(member, key);
        self.comments.remove(&path, comment);
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

fn entry(found: Documented) -> ValueEntry {
    // A text is its own name.
    ValueEntry { value: found.value, name: found.name, doc: found.doc }
}

/// A value as people write it.
fn shown(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
