//! The files that hold modules: the root, services, versions, and their lists of actions and types.

use super::docs::{self, docs_of};
use super::imports::{RUNTIME, import, spec_path};
use super::names::{Names, ServiceNames, SpecNames, feature};
use super::{action, client, error_code, landing, record, value_set};
use crate::rust::plan::{Allow, Item, Module, Service, Submodule, Use};
use std::collections::BTreeMap;
use tencentcloud_model::model::Model;

/// Returns all files of the crate, by path.
pub(super) fn modules(names: &SpecNames<'_>) -> Vec<Module> {
    let mut modules = vec![root(names), error_code::common_module(names)];
    for service in &names.services {
        modules.push(service_module(service));
        modules.extend(service.versions.iter().flat_map(version_modules));
    }
    modules.sort_by(|a, b| a.path.cmp(&b.path));
    modules
}

/// `lib.rs`: the services, and the runtime under a name of its own.
fn root(names: &SpecNames<'_>) -> Module {
    let mut items = vec![Item::Reexport {
        path: RUNTIME.to_owned(),
        name: Some("runtime".to_owned()),
        docs: vec![
            "The runtime that the generated types build on: clients, credentials, errors."
                .to_owned(),
        ],
    }];
    let services = names.services.iter().map(|service| service.module.as_str());
    let modules = in_order(services.chain(["common"]));
    items.extend(modules.into_iter().map(|name| {
        Item::Submodule(Submodule { name: name.to_owned(), public: true, feature: None })
    }));
    Module {
        path: "lib.rs".to_owned(),
        source: "spec".to_owned(),
        docs: landing::docs(names),
        allows: vec![
            Allow {
                lint: "clippy::too_many_arguments",
                reason: "a constructor takes every required parameter",
            },
            Allow { lint: "deprecated", reason: "deprecated fields are still sent and received" },
        ],
        uses: vec![Use { public: true, ..import(RUNTIME, landing::NAMES) }],
        hidden: Vec::new(),
        items,
    }
}

/// `<service>.rs`: the parts that all versions share.
fn service_module(names: &ServiceNames<'_>) -> Module {
    let service = names.service;
    let versions = names.versions.iter().map(|version| {
        Item::Submodule(Submodule {
            name: version.module.clone(),
            public: true,
            feature: Some(feature(service, version.version)),
        })
    });
    let description = Item::Service(Service {
        wire_name: service.wire_name.clone(),
        mainland: service.hosts.mainland.clone(),
        international: service.hosts.international.clone(),
    });
    let mut docs = vec![format!("{}.", service.title.trim_end_matches('.'))];
    if !service.doc.is_empty() {
        docs.push(String::new());
        docs.extend(docs_of(&service.doc));
    }
    Module {
        path: format!("{}.rs", names.module.trim_start_matches("r#")),
        source: spec_path(&service.file),
        docs,
        allows: Vec::new(),
        uses: vec![import(RUNTIME, &["action"])],
        hidden: Vec::new(),
        items: versions.chain([description]).collect(),
    }
}

/// The cargo features that the manifest of the generated crate must have: one per version.
pub fn features(model: &Model) -> Vec<String> {
    let of = |service| move |version| feature(service, version);
    model.services.iter().flat_map(|service| service.versions.iter().map(of(service))).collect()
}

/// All files of a version.
fn version_modules(names: &Names<'_>) -> Vec<Module> {
    let mut modules = vec![
        version_module(names),
        actions_module(names),
        error_code::version_module(names),
        client::module(names, false),
        client::module(names, true),
    ];
    modules.extend(names.version.action_ids().map(|id| action::module(names, id)));
    if !names.type_modules().is_empty() {
        modules.push(types_module(names));
        modules.extend(record::object_modules(names));
        modules.extend(value_set::named_modules(names));
    }
    modules
}

/// `<version>.rs`: everything of the version under one roof, and the guide to it.
fn version_module(names: &Names<'_>) -> Module {
    let private = |name: &str| {
        Item::Submodule(Submodule { name: name.to_owned(), public: false, feature: None })
    };
    let public = |name: &str, feature: Option<&str>| {
        let feature = feature.map(str::to_owned);
        Item::Submodule(Submodule { name: name.to_owned(), public: true, feature })
    };
    let reexport =
        |path: &str| Item::Reexport { path: path.to_owned(), name: None, docs: Vec::new() };
    let has_types = !names.type_modules().is_empty();
    let mut items = vec![private("actions"), public("blocking", Some("blocking"))];
    items.extend([private("client"), private("errors")]);
    items.extend(has_types.then(|| private("types")));
    items.push(reexport("actions::*"));
    items.push(reexport("client::Client"));
    items.push(reexport("errors::ErrorCode"));
    items.extend(has_types.then(|| reexport("types::*")));
    Module {
        path: format!("{}/{}.rs", names.service_module.trim_start_matches("r#"), names.module),
        source: spec_path(&names.version.file),
        docs: docs::version(names),
        allows: Vec::new(),
        uses: Vec::new(),
        hidden: Vec::new(),
        items,
    }
}

/// `actions.rs`: the actions' modules and what they define.
fn actions_module(names: &Names<'_>) -> Module {
    let actions = in_order(names.actions.iter().map(|action| action.module.as_str()));
    let modules = actions.iter().map(|name| {
        Item::Submodule(Submodule { name: (*name).to_owned(), public: false, feature: None })
    });
    let exports = actions.iter().map(|name| Item::Reexport {
        path: format!("{name}::*"),
        name: None,
        docs: Vec::new(),
    });
    Module {
        path: names.file("actions"),
        source: spec_path(&names.folder("actions")),
        docs: vec!["The actions, one module each.".to_owned()],
        allows: Vec::new(),
        uses: Vec::new(),
        hidden: Vec::new(),
        items: modules.chain(exports).collect(),
    }
}

/// Names of modules in the order in which rustfmt has them: a raw name as if it were not raw.
fn in_order<'n>(names: impl Iterator<Item = &'n str>) -> Vec<&'n str> {
    let by_bare_name: BTreeMap<&str, &str> =
        names.map(|name| (name.trim_start_matches("r#"), name)).collect();
    by_bare_name.into_values().collect()
}

/// `types.rs`: the types' modules and what they define.
fn types_module(names: &Names<'_>) -> Module {
    let types = in_order(names.type_modules().into_iter());
    let modules = types.iter().map(|name| {
        Item::Submodule(Submodule { name: (*name).to_owned(), public: false, feature: None })
    });
    let exports = types.iter().map(|name| Item::Reexport {
        path: format!("{name}::*"),
        name: None,
        docs: Vec::new(),
    });
    Module {
        path: names.file("types"),
        source: spec_path(&names.folder("types")),
        docs: vec!["The shared types, one module each.".to_owned()],
        allows: Vec::new(),
        uses: Vec::new(),
        hidden: Vec::new(),
        items: modules.chain(exports).collect(),
    }
}
