//! A service while it is changed: the sites of its parts, and the texts of its files.

use super::sheet::Draft;
use super::sites::{SITES, leave_out, leave_out_required, version_parts, write_required_in_full};
use super::version::Version;
use std::collections::BTreeMap;
use tencentcloud_model::document::{self, Hosts, Site};
use tencentcloud_model::file::File;

/// A service.
#[derive(Debug, Clone)]
pub(crate) struct Service {
    /// Whether a source has said something of it.
    pub(crate) is_touched: bool,
    pub(crate) sheet: Draft<document::Service>,
    pub(crate) versions: BTreeMap<String, Version>,
}

impl Service {
    /// The sites that offer the service.
    pub(crate) fn sites(&self) -> Vec<Site> {
        let Hosts { mainland, international } = &self.sheet.document.hosts;
        let hosts = [mainland.is_some(), international.is_some()];
        SITES.into_iter().zip(hosts).filter(|(_, has)| *has).map(|(site, _)| site).collect()
    }

    /// Writes the sites of all parts, which the files leave out.
    pub(super) fn write_sites_in_full(&mut self) {
        let offered = self.sites();
        for version in self.versions.values_mut() {
            for sheet in version.actions.values_mut() {
                let action = &mut sheet.document;
                let sites = action.sites.get_or_insert_with(|| offered.clone()).clone();
                version_parts(action, |own| {
                    own.get_or_insert_with(|| sites.clone());
                });
                action.input.iter_mut().for_each(write_required_in_full);
            }
            let reached = version.reach();
            for (name, sheet) in &mut version.types {
                let owner = reached.get(name).cloned().unwrap_or_else(|| offered.clone());
                for member in sheet.document.members.iter_mut().flatten() {
                    member.sites.get_or_insert_with(|| owner.clone());
                    write_required_in_full(member);
                }
            }
        }
    }

    /// The texts of all files, by path.
    pub(crate) fn texts(&self) -> BTreeMap<String, String> {
        let mut texts = BTreeMap::new();
        let mut add = |path: &str, text: String| {
            texts.insert(path.to_owned(), text);
        };
        add(&self.sheet.path, self.sheet.text());
        for version in self.versions.values() {
            add(&version.sheet.path, version.sheet.text());
            // A version whose actions name no codes needs no file for them.
            if !version.errors.document.errors.is_empty() {
                add(&version.errors.path, version.errors.text());
            }
            if !version.descriptions.document.hashes.is_empty() {
                add(&version.descriptions.path, version.descriptions.text());
            }
            version.actions.values().for_each(|draft| add(&draft.path, draft.text()));
            version.types.values().for_each(|draft| add(&draft.path, draft.text()));
        }
        texts
    }

    /// Of the texts of all files those that are new or changed.
    pub(crate) fn changed_of(&self, texts: BTreeMap<String, String>) -> Vec<File> {
        let mut before: BTreeMap<&str, &str> = BTreeMap::new();
        let service = std::iter::once((self.sheet.path.as_str(), self.sheet.before()));
        let versions = self.versions.values().flat_map(|version| {
            let own = [
                (version.sheet.path.as_str(), version.sheet.before()),
                (version.errors.path.as_str(), version.errors.before()),
                (version.descriptions.path.as_str(), version.descriptions.before()),
            ];
            let actions = version.actions.values();
            let actions = actions.map(|draft| (draft.path.as_str(), draft.before()));
            let types = version.types.values();
            let types = types.map(|draft| (draft.path.as_str(), draft.before()));
            own.into_iter().chain(actions).chain(types)
        });
        for (path, text) in service.chain(versions) {
            if let Some(text) = text {
                before.insert(path, text);
            }
        }
        let is_new =
            |(path, text): &(String, String)| before.get(path.as_str()) != Some(&text.as_str());
        let files = texts.into_iter().filter(is_new);
        files.map(|(path, text)| File { path, text }).collect()
    }

    /// The action whose file has this path.
    pub(crate) fn action_at(&mut self, path: &str) -> Option<&mut Draft<document::Action>> {
        let mut actions =
            self.versions.values_mut().flat_map(|version| version.actions.values_mut());
        actions.find(|draft| draft.path == path)
    }

    /// Leaves out the sites that say nothing.
    pub(crate) fn leave_out_sites(&mut self) {
        let offered = self.sites();
        for version in self.versions.values_mut() {
            let reached = version.reach();
            for (name, sheet) in &mut version.types {
                let owner = reached.get(name).unwrap_or(&offered);
                for member in sheet.document.members.iter_mut().flatten() {
                    leave_out_required(member, owner);
                    leave_out(&mut member.sites, owner);
                }
            }
            for sheet in version.actions.values_mut() {
                let action = &mut sheet.document;
                let sites = action.sites.clone().unwrap_or_default();
                let members = action.input.iter_mut().chain(&mut action.output);
                members.for_each(|member| leave_out_required(member, &sites));
                version_parts(action, |own| leave_out(own, &sites));
                leave_out(&mut action.sites, &offered);
            }
        }
    }
}
