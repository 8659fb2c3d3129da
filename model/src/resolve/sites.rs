//! `sites`: written only where something is not on all the sites of its owner.

use super::scope::Scope;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Site;
use crate::yaml::Node;

impl Scope<'_> {
    /// The sites of something, of which `node` has the key `sites`: those written, or the owner's.
    pub(super) fn sites(
        &mut self,
        written: Option<&[Site]>,
        node: Node<'_>,
        owner: &[Site],
    ) -> Vec<Site> {
        let Some(written) = written else {
            return owner.to_vec();
        };
        let list = node.at("sites");
        let mut sites = Vec::new();
        for (site, node) in written.iter().zip(list.items()) {
            if sites.contains(site) {
                self.report(Code::BadSites, node.place(), "this site is listed twice");
            } else if !owner.contains(site) {
                let message = format!("the owner is not on the site `{}`", node.text());
                self.report(Code::BadSites, node.place(), message);
            }
            sites.push(*site);
        }
        if owner.iter().all(|site| sites.contains(site)) {
            self.diagnostics.push(
                Diagnostic::new(Code::BadSites, list.place(), "these are all the sites there are")
                    .help("`sites` is written only where some are left out: delete the key"),
            );
        }
        sites.sort_unstable();
        sites.dedup();
        sites
    }
}
