//! Sites: where a service is offered, and when a spec states the sites of a thing.

use crate::document::{Hosts, Site};

/// Both sites, in the order in which they are written.
pub const BOTH: [Site; 2] = [Site::Mainland, Site::International];

/// Returns the sites on which a service has a host.
pub fn offered(hosts: &Hosts) -> Vec<Site> {
    let has_host = |site: &Site| match site {
        Site::Mainland => hosts.mainland.is_some(),
        Site::International => hosts.international.is_some(),
    };
    BOTH.into_iter().filter(has_host).collect()
}

/// Returns the sites of a thing: the stated ones, or those of its owner.
pub fn effective(stated: Option<&[Site]>, owner: &[Site]) -> Vec<Site> {
    sorted(stated.unwrap_or(owner))
}

/// Returns the sites that a spec states for a thing that is on `own`; `None` if it is on all sites
/// of its owner, which is the default.
pub fn stated(own: &[Site], owner: &[Site]) -> Option<Vec<Site>> {
    let is_everywhere = owner.iter().all(|site| own.contains(site));
    (!is_everywhere).then(|| sorted(own))
}

/// Returns whether something that is required on `required` is so on every site of its owner.
pub fn requires(required: &[Site], owner: &[Site]) -> bool {
    !required.is_empty() && owner.iter().all(|site| required.contains(site))
}

fn sorted(sites: &[Site]) -> Vec<Site> {
    let mut sites = sites.to_vec();
    sites.sort_unstable();
    sites.dedup();
    sites
}

#[cfg(test)]
mod tests {
    use super::{BOTH, effective, offered, stated};
    use crate::document::{Hosts, Site};

    #[test]
    fn a_service_is_offered_where_it_has_a_host() {
        let hosts = |mainland: Option<&str>, international: Option<&str>| Hosts {
            mainland: mainland.map(str::to_owned),
            international: international.map(str::to_owned),
        };
        assert_eq!(offered(&hosts(Some("a.b"), Some("a.c"))), BOTH);
        assert_eq!(offered(&hosts(None, Some("a.c"))), [Site::International]);
        assert_eq!(offered(&hosts(None, None)), []);
    }

    #[test]
    fn sites_are_stated_only_where_some_are_left_out() {
        let mainland = [Site::Mainland];
        assert_eq!(stated(&BOTH, &BOTH), None);
        assert_eq!(stated(&BOTH, &mainland), None);
        assert_eq!(stated(&mainland, &BOTH), Some(mainland.to_vec()));
        assert_eq!(effective(None, &mainland), mainland);
        assert_eq!(effective(Some(&[Site::International, Site::Mainland]), &BOTH), BOTH);
    }
}
