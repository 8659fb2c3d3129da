//! `sites`: written only where something is not on all the sites of its owner.

use super::context::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Required, Site};
use crate::sites;
use crate::yaml::Node;

impl Context<'_> {
    /// The sites of something, of which `node` has the key `sites`: those written, or the owner's.
    pub(super) fn sites(
        &mut self,
        written: Option<&[Site]>,
        node: Node<'_>,
        owner: &[Site],
    ) -> Vec<Site> {
        let Some(written) = written.filter(|_| !self.unsure_sites && !node.is_unsure("sites"))
        else {
            return owner.to_vec();
        };
        let list = node.at("sites");
        for (index, (site, node)) in written.iter().zip(list.items()).enumerate() {
            if written[..index].contains(site) {
                let diagnostic =
                    Diagnostic::new(Code::BadSites, node.place(), "this site is listed twice")
                        .help("delete one of the two");
                self.diagnostics.push(diagnostic);
            } else if !owner.contains(site) {
                let message = format!("the owner is not on the site `{}`", node.text());
                let diagnostic = Diagnostic::new(Code::BadSites, node.place(), message)
                    .help("delete the site here, or add it to the `sites` of the owner");
                self.diagnostics.push(diagnostic);
            }
        }
        if sites::stated(written, owner).is_none() {
            self.diagnostics.push(
                Diagnostic::new(Code::BadSites, list.place(), "these are all the sites there are")
                    .help("`sites` is written only where some are left out: delete the key"),
            );
        }
        sites::effective(Some(written), owner)
    }

    /// The sites on which something is required, of which `node` has the key `required`: it is on
    /// `own`.
    pub(super) fn required(
        &mut self,
        written: &Required,
        node: Node<'_>,
        own: &[Site],
    ) -> Vec<Site> {
        // A fact hidden by a mistake is assumed to be one that causes no other mistake.
        if self.unsure_sites || node.is_unsure("sites") || node.is_unsure("required") {
            return Vec::new();
        }
        let Required::On(sites) = written else { return written.sites(own) };
        let list = node.at("required");
        for (index, (site, node)) in sites.iter().zip(list.items()).enumerate() {
            if sites[..index].contains(site) {
                let diagnostic =
                    Diagnostic::new(Code::BadSites, node.place(), "this site is listed twice")
                        .help("delete one of the two");
                self.diagnostics.push(diagnostic);
            } else if !own.contains(site) {
                let message = format!("the member is not on the site `{}`", node.text());
                let diagnostic = Diagnostic::new(Code::BadSites, node.place(), message)
                    .help("delete the site here, or add it to the `sites` of the member");
                self.diagnostics.push(diagnostic);
            }
        }
        if Required::stated(sites, own) == Required::Everywhere {
            let message = "these are all the sites that have the member";
            let diagnostic = Diagnostic::new(Code::BadSites, list.place(), message);
            self.diagnostics.push(diagnostic.replace(list.place(), "true", "write `true`"));
        }
        sites::effective(Some(sites), own)
    }
}
