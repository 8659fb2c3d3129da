//! A service: where it answers, and its versions.

use super::context::{Common, key_place};
use super::version;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{self, Hosts, Site};
use crate::load;
use crate::model::Service;
use crate::name;
use crate::sites;
use crate::yaml::{Node, Parsed};
use rayon::prelude::*;

/// Resolves a service and all its versions.
pub(super) fn resolve(written: &load::Service, common: &Common) -> (Service, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let file = written.service.usable();
    if let Some(file) = file {
        check(file, &mut diagnostics);
    }
    let document = file.map(|file| &file.value);
    let hosts = document
        .map_or(Hosts { mainland: None, international: None }, |document| document.hosts.clone());
    let require_docs = document.is_some_and(|document| document.require_docs);
    let is_unsure = file.is_none_or(|file| {
        file.root().is_unsure("hosts")
            || file.root().get("hosts").is_some_and(|hosts| hosts.lost().next().is_some())
    });
    let sites = if is_unsure { sites::BOTH.to_vec() } else { sites(&hosts) };
    let versions: Vec<_> = written
        .versions
        .par_iter()
        .map(|version| {
            let service = version::Service {
                folder: &written.folder,
                sites: &sites,
                is_unsure,
                require_docs,
            };
            version::resolve(version, &service, common)
        })
        .collect();
    let mut resolved = Vec::with_capacity(versions.len());
    for (version, found) in versions {
        resolved.push(version);
        diagnostics.append(found);
    }
    let text =
        |text: Option<&String>| text.map(|text| text.trim_end().to_owned()).unwrap_or_default();
    let service = Service {
        folder: written.folder.clone(),
        wire_name: document
            .and_then(|document| document.name.clone())
            .unwrap_or_else(|| written.folder.clone()),
        title: text(document.map(|document| &document.title)),
        doc: text(document.and_then(|document| document.doc.as_ref())),
        hosts,
        file: format!("{}/service.yaml", written.folder),
        versions: resolved,
    };
    (service, diagnostics)
}

/// The sites that offer the service. If none is known, something is wrong with `service.yaml`; both
/// keep that from being reported everywhere.
fn sites(hosts: &Hosts) -> Vec<Site> {
    let offered = sites::offered(hosts);
    if offered.is_empty() { sites::BOTH.to_vec() } else { offered }
}

fn check(file: &Parsed<document::Service>, diagnostics: &mut Diagnostics) {
    let document = &file.value;
    let node = file.root();
    if document.hosts.mainland.is_none()
        && document.hosts.international.is_none()
        && !node.is_unsure("hosts")
    {
        let message = "a service has a host on at least one site";
        diagnostics.push(
            Diagnostic::new(Code::BadHost, key_place(node, "hosts"), message)
                .help("name the host under `mainland`, `international` or both"),
        );
    }
    for (_, host) in node.get("hosts").into_iter().flat_map(Node::pairs) {
        if !name::is_host(host.text()) {
            let message = format!("`{}` is not the name of a host", host.text());
            let diagnostic = Diagnostic::new(Code::BadHost, host.place(), message);
            let bare = host.text().split_once("://").map_or(host.text(), |(_, rest)| rest);
            let bare = bare.split(['/', ':']).next().unwrap_or_default().to_ascii_lowercase();
            diagnostics.push(if name::is_host(&bare) {
                diagnostic.replace(host.place(), bare, "write the bare name, in small letters")
            } else {
                diagnostic.help("a host is a bare name such as `organization.tencentcloudapi.com`")
            });
        }
    }
    if document.name.as_ref().is_some_and(|name| *name == folder(file)) {
        let message = "this is the folder's name, which is the default";
        diagnostics.push(
            Diagnostic::new(Code::WrittenDefault, node.at("name").place(), message)
                .help("delete the key"),
        );
    }
    if document.require_docs && document.doc.is_none() && !node.may_have_lost("doc") {
        let message = "the service has no `doc`";
        diagnostics.push(
            Diagnostic::new(Code::MissingDoc, file.place(), message)
                .help("add `doc: …`: the purpose of the service in a sentence"),
        );
    }
}

fn folder(file: &Parsed<document::Service>) -> &str {
    file.path().split('/').next().unwrap_or_default()
}
