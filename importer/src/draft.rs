//! The spec while it is changed: documents with their comments. Sites stand everywhere in full, those
//! that require a member too, and are left out again where they say nothing when the files are
//! written.

mod fill;
mod service;
mod sheet;
mod sites;
mod version;

pub(crate) use service::Service;
pub(crate) use sheet::{Draft, GUESSED, REWRITE, is_unknown, set_unknown};
pub(crate) use sites::{SITES, add_required, add_sites, is_on, leave_site};
pub(crate) use version::Version;

use std::collections::{BTreeMap, BTreeSet};
use tencentcloud_model::diagnostic::{Diagnostic, Diagnostics};
use tencentcloud_model::document;
use tencentcloud_model::load::{Documents, Slot};

/// A spec.
#[derive(Debug, Clone, Default)]
pub(crate) struct Spec {
    pub(crate) services: BTreeMap<String, Service>,
    pub(crate) common: Option<Draft<document::CommonErrors>>,
}

impl Spec {
    /// The documents of a spec that has been read.
    pub(crate) fn new(documents: &Documents) -> Self {
        let services = documents.services.iter().filter_map(|service| {
            let sheet = Draft::read(service.service.read()?);
            let versions = service
                .versions
                .iter()
                .map(|version| (version.name.clone(), Version::read(&service.folder, version)));
            let mut service_now =
                Service { is_touched: false, sheet, versions: versions.collect() };
            service_now.write_sites_in_full();
            Some((service.folder.clone(), service_now))
        });
        let common = match &documents.common_errors {
            Slot::Read(file) => Some(Draft::read(file)),
            Slot::Missing | Slot::Broken | Slot::Damaged(_) => None,
        };
        Self { services: services.collect(), common }
    }

    /// The folder of the service that has this folder, or this name on the wire.
    pub(crate) fn folder(&self, name: &str) -> String {
        let is_it = |service: &&Service| service.sheet.document.name.as_deref() == Some(name);
        let renamed = self.services.iter().find(|(_, service)| is_it(service));
        match renamed {
            Some((folder, _)) if !self.services.contains_key(name) => folder.clone(),
            _ => name.to_owned(),
        }
    }

    /// The services of which a source has said something.
    pub(crate) fn touched(&self) -> BTreeSet<String> {
        let touched = self.services.iter().filter(|(_, service)| service.is_touched);
        touched.map(|(folder, _)| folder.clone()).collect()
    }

    /// The mistakes in the files of a service, which therefore cannot be changed.
    pub(crate) fn broken(documents: &Documents, service: &str) -> Diagnostics {
        let inside = |diagnostic: &&Diagnostic| {
            let path = diagnostic.place().path();
            path.strip_prefix(service).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        documents.problems().iter().filter(inside).cloned().collect()
    }
}
