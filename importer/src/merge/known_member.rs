//! Members that the spec has already: what a source says otherwise of them.

use crate::cell::{self, TypeFact};
use crate::draft::GUESSED;
use crate::facts::{At, MemberFact};
use crate::merge::context::{Context, Merge, Shared};
use crate::merge::owner::{File, Owner};
use crate::report::{Kind, What};
use tencentcloud_model::document::{Member, Required, Site, ValueEntry};

impl Merge<'_> {
    pub(super) fn known_member(
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
                let (of, list) = self.version.meant(&member.ty);
                let ty = TypeFact::exact(of, list);
                self.read_prose(owner, member, &mut file, &ty, fact, path);
                file.mark(&member.name, "doc");
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
}
