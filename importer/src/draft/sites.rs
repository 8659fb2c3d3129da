//! The sites of the parts of documents. While a spec is changed they are written in full, those that
//! require a member too; in files they are left out where they say nothing.

use tencentcloud_model::document::{self, Member, Required, Site};

/// Both sites, in the order in which they are written.
pub(crate) const SITES: [Site; 2] = [Site::Mainland, Site::International];

/// Calls `change` with the sites of everything in an action that can have some.
pub(super) fn version_parts(
    action: &mut document::Action,
    mut change: impl FnMut(&mut Option<Vec<Site>>),
) {
    for member in action.input.iter_mut().chain(&mut action.output) {
        change(&mut member.sites);
    }
    for code in action.errors.iter_mut().flatten() {
        change(&mut code.sites);
    }
    for example in &mut action.examples {
        change(&mut example.sites);
    }
}

/// Takes the parts of an action off a site that the action has left; those that were on no other
/// go with it.
pub(crate) fn leave_site(action: &mut document::Action, site: Site) {
    version_parts(action, |own| {
        if let Some(sites) = own {
            sites.retain(|known| *known != site);
        }
    });
    let is_here = |sites: &Option<Vec<Site>>| sites.as_ref().is_none_or(|sites| !sites.is_empty());
    action.input.retain(|member| is_here(&member.sites));
    action.output.retain(|member| is_here(&member.sites));
    action.examples.retain(|example| is_here(&example.sites));
    if let Some(errors) = &mut action.errors {
        errors.retain(|code| is_here(&code.sites));
    }
}

/// Sites are written only where something is not on all the sites of its owner.
pub(super) fn leave_out(own: &mut Option<Vec<Site>>, owner: &[Site]) {
    if let Some(sites) = own {
        sites.sort_unstable();
        sites.dedup();
        if owner.iter().all(|site| sites.contains(site)) {
            *own = None;
        }
    }
}

/// Lists the sites that require a member, which has its sites in full.
pub(super) fn write_required_in_full(member: &mut Member) {
    let own = member.sites.clone().unwrap_or_default();
    member.required = Required::On(member.required.sites(&own));
}

/// States which of the sites that have a member require it, as briefly as the format does.
pub(super) fn leave_out_required(member: &mut Member, owner: &[Site]) {
    let mut own = member.sites.clone().unwrap_or_default();
    own.retain(|site| owner.contains(site));
    let required = member.required.sites(&own);
    member.required = Required::stated(&required, &own);
}

/// Adds the sites that require a member; the member has its sites in full.
pub(crate) fn add_required(member: &mut Member, more: &[Site]) {
    let mut sites = member.required.sites(member.sites.as_deref().unwrap_or_default());
    sites.extend(more);
    sites.sort_unstable();
    sites.dedup();
    member.required = Required::On(sites);
}

/// Whether something is on a site; sites stand in full while a spec is changed.
pub(crate) fn is_on(sites: Option<&Vec<Site>>, site: Site) -> bool {
    sites.is_some_and(|sites| sites.contains(&site))
}

/// Adds sites; says whether that changed anything.
pub(crate) fn add_sites(own: &mut Option<Vec<Site>>, more: &[Site]) -> bool {
    let own = own.get_or_insert_default();
    let before = own.len();
    for site in more {
        if !own.contains(site) {
            own.push(*site);
        }
    }
    own.sort_unstable();
    own.len() != before
}
