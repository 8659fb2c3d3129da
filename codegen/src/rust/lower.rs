//! Model to plan: what becomes of what. The only place for policy.
//!
//! A service version becomes a module with one file per action and per type; what each file holds
//! is decided in the submodules: names in `scope`, requests, responses and objects in `record`,
//! sets of values in `value_set`, error codes in `error_code`, clients in `client`, the text around
//! all of it in `docs` and `example`.

mod client;
mod docs;
mod error_code;
mod example;
mod record;
mod scope;
mod value_set;

use super::markdown;
use super::name::{Namer, is_identifier};
use super::plan::{Allow, Docs, Item, Module, Plan, Service, Submodule, Use};
use docs::docs_of;
use scope::Scope;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};
use tencentcloud_model::diagnostic::{Code, Diagnostic, Diagnostics};
use tencentcloud_model::model::{self, Model, Version};

/// The path under which generated files reach the runtime.
const RUNTIME: &str = "tencentcloud_runtime";

/// Names of the prelude that generated files use, and that a type of the API may hide.
const PRELUDE: &[&str] = &["Box", "Default", "Into", "IntoIterator", "Option", "String", "Vec"];

/// Decides what the crate looks like. Fails if names collide, if `names.yaml` wishes for what
/// nothing needs, or if something cannot be expressed.
pub fn lower(model: &Model) -> Result<Plan, Diagnostics> {
    let mut diagnostics = Diagnostics::new();
    let namer = Namer::new(model.words.iter().map(|wish| wish.key.as_str()));
    let wishes = Wishes::new(&model.renames);
    wishes.refuse_bad_names(&mut diagnostics);
    if !diagnostics.is_empty() {
        return Err(diagnostics);
    }
    let mut modules = vec![root(model, &namer), error_code::common_module(model, &namer)];
    for service in &model.services {
        modules.push(service_module(service, &namer));
        for version in &service.versions {
            let scope = Scope::new(service, version, &namer, &wishes, &mut diagnostics);
            record::refuse_what_cannot_be_said(&scope, &mut diagnostics);
            modules.extend(version_modules(&scope));
        }
    }
    if diagnostics.is_empty() {
        // An override of a selection may be for something that is left out.
        if !model.is_selection {
            wishes.refuse_stale(&mut diagnostics);
            refuse_stale_words(model, &namer, &mut diagnostics);
        }
    }
    modules.sort_by(|a, b| a.path.cmp(&b.path));
    diagnostics.finish(Plan { modules })
}

/// `lib.rs`: the services, and the runtime under a name of its own.
fn root(model: &Model, namer: &Namer) -> Module {
    let mut items = vec![Item::Reexport {
        path: RUNTIME.to_owned(),
        name: Some("runtime".to_owned()),
        docs: vec![
            "The runtime that the generated types build on: clients, credentials, errors."
                .to_owned(),
        ],
    }];
    let services: Vec<String> =
        model.services.iter().map(|service| namer.snake(&service.folder)).collect();
    let modules = in_order(services.iter().map(String::as_str).chain(["common"]));
    items.extend(modules.into_iter().map(|name| {
        Item::Submodule(Submodule { name: name.to_owned(), public: true, feature: None })
    }));
    let mut docs: Docs = vec![
        "Typed requests, responses and errors of Tencent Cloud API 3.0.".to_owned(),
        String::new(),
        "Each service has a module, and each of its versions a module that lists the actions:"
            .to_owned(),
        String::new(),
    ];
    docs.extend(model.services.iter().map(|service| {
        let title = markdown::summary(&service.title, &|_| None);
        // Macros of the standard library, such as `cfg`, are called like services; and a link does
        // not begin with `r#`.
        let name = namer.snake(&service.folder);
        format!("- [`mod@{}`], {title}", name.trim_start_matches("r#"))
    }));
    Module {
        path: "lib.rs".to_owned(),
        source: "spec".to_owned(),
        docs,
        allows: vec![
            Allow {
                lint: "clippy::too_many_arguments",
                reason: "a constructor takes every required parameter",
            },
            Allow {
                lint: "clippy::too_many_lines",
                reason: "the function that visits all actions has a line for each",
            },
            Allow { lint: "deprecated", reason: "deprecated fields are still sent and received" },
        ],
        uses: Vec::new(),
        hidden: Vec::new(),
        items,
    }
}

/// `<service>.rs`: what all versions share.
fn service_module(service: &model::Service, namer: &Namer) -> Module {
    let versions = service.versions.iter().map(|version| {
        Item::Submodule(Submodule {
            name: format!("v{}", version.name.replace('-', "")),
            public: true,
            feature: Some(feature(service, version)),
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
        path: format!("{}.rs", namer.bare_snake(&service.folder)),
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

/// The cargo feature that switches a version on.
fn feature(service: &model::Service, version: &Version) -> String {
    format!("{}-v{}", service.folder, version.name.replace('-', ""))
}

/// All files of a version.
fn version_modules(scope: &Scope<'_>) -> Vec<Module> {
    let mut modules = vec![
        version_module(scope),
        actions_module(scope),
        error_code::version_module(scope),
        client::module(scope, false),
        client::module(scope, true),
    ];
    modules.extend(scope.version.action_ids().map(|id| record::action_module(scope, id)));
    if !scope.type_modules().is_empty() {
        modules.push(types_module(scope));
        modules.extend(record::object_modules(scope));
        modules.extend(value_set::named_modules(scope));
    }
    modules
}

/// `<version>.rs`: everything of the version under one roof, and the guide to it.
fn version_module(scope: &Scope<'_>) -> Module {
    let private = |name: &str| {
        Item::Submodule(Submodule { name: name.to_owned(), public: false, feature: None })
    };
    let public = |name: &str, feature: Option<&str>| {
        let feature = feature.map(str::to_owned);
        Item::Submodule(Submodule { name: name.to_owned(), public: true, feature })
    };
    let reexport =
        |path: &str| Item::Reexport { path: path.to_owned(), name: None, docs: Vec::new() };
    let has_types = !scope.type_modules().is_empty();
    let mut items = vec![private("actions"), public("blocking", Some("blocking"))];
    items.extend([private("client"), private("errors")]);
    items.extend(has_types.then(|| private("types")));
    items.push(reexport("actions::*"));
    items.push(reexport("client::Client"));
    items.push(reexport("errors::ErrorCode"));
    items.extend(has_types.then(|| reexport("types::*")));
    Module {
        path: format!("{}/{}.rs", scope.service_file(), scope.module),
        source: spec_path(&scope.version.file),
        docs: docs::version(scope),
        allows: Vec::new(),
        uses: Vec::new(),
        hidden: Vec::new(),
        items,
    }
}

/// `actions.rs`: the actions' modules, what they define, and the walk over all of them.
fn actions_module(scope: &Scope<'_>) -> Module {
    let names = in_order(scope.actions.iter().map(|names| names.module.as_str()));
    let modules = names.iter().map(|name| {
        Item::Submodule(Submodule { name: (*name).to_owned(), public: false, feature: None })
    });
    let exports = names.iter().map(|name| Item::Reexport {
        path: format!("{name}::*"),
        name: None,
        docs: Vec::new(),
    });
    let requests = scope.actions.iter().map(|names| names.request.clone()).collect();
    Module {
        path: scope.file("actions"),
        source: spec_path(&scope.folder("actions")),
        docs: vec!["The actions, one module each.".to_owned()],
        allows: Vec::new(),
        uses: vec![import(RUNTIME, &["action"])],
        hidden: Vec::new(),
        items: modules.chain(exports).chain([Item::Visit(requests)]).collect(),
    }
}

/// Names of modules in the order in which rustfmt has them: a raw name as if it were not raw.
fn in_order<'n>(names: impl Iterator<Item = &'n str>) -> Vec<&'n str> {
    let by_bare_name: BTreeMap<&str, &str> =
        names.map(|name| (name.trim_start_matches("r#"), name)).collect();
    by_bare_name.into_values().collect()
}

/// `types.rs`: the types' modules and what they define.
fn types_module(scope: &Scope<'_>) -> Module {
    let names = in_order(scope.type_modules().into_iter());
    let modules = names.iter().map(|name| {
        Item::Submodule(Submodule { name: (*name).to_owned(), public: false, feature: None })
    });
    let exports = names.iter().map(|name| Item::Reexport {
        path: format!("{name}::*"),
        name: None,
        docs: Vec::new(),
    });
    Module {
        path: scope.file("types"),
        source: spec_path(&scope.folder("types")),
        docs: vec!["The shared types, one module each.".to_owned()],
        allows: Vec::new(),
        uses: Vec::new(),
        hidden: Vec::new(),
        items: modules.chain(exports).collect(),
    }
}

/// Imports in the order in which rustfmt has them: segment by segment, a raw one as if it were not.
fn sorted(mut uses: Vec<Use>) -> Vec<Use> {
    let key = |import: &Use| {
        let name = match import.names.as_slice() {
            [name] => name.clone(),
            _ => "{".to_owned(),
        };
        let segments = import.path.split("::").map(|one| one.trim_start_matches("r#").to_owned());
        segments.chain([name]).collect::<Vec<_>>()
    };
    uses.sort_by_cached_key(key);
    uses
}

/// An import of the given names.
fn import(path: &str, names: &[&str]) -> Use {
    Use {
        path: path.to_owned(),
        names: names.iter().map(|name| (*name).to_owned()).collect(),
        public: false,
    }
}

/// The imports of the API's types that a file refers to and does not define, by module.
fn type_imports(scope: &Scope<'_>, referred: &BTreeSet<String>, defined: &[&str]) -> Vec<Use> {
    let mut by_module: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for names in scope.types() {
        if referred.contains(&names.name) && !defined.contains(&names.name.as_str()) {
            let folder = names.module.split("::").next().unwrap_or_default();
            let path = format!("{}::{folder}", scope.path());
            by_module.entry(path).or_default().push(names.name.clone());
        }
    }
    by_module.into_iter().flat_map(|(path, names)| grouped(path, names)).collect()
}

/// One import for all names, where prettyplease and rustfmt break it alike: if it fits on a line
/// with room to spare, or its names fit on a line of their own. Else one import for each name.
fn grouped(path: String, mut names: Vec<String>) -> Vec<Use> {
    const MARGIN: usize = 89;
    const SPARE: usize = 5;
    names.sort();
    let list = names.join(", ").len();
    let width = "use ::{};".len() + path.len() + list;
    let broken = "    ,".len() + list;
    if width <= MARGIN - SPARE || (width > MARGIN && broken <= MARGIN - SPARE) {
        return vec![Use { path, names, public: false }];
    }
    let single = |name| Use { path: path.clone(), names: vec![name], public: false };
    names.into_iter().map(single).collect()
}

/// The names of the prelude that are hidden in a file where `names` are in scope.
fn hidden<'n>(names: impl IntoIterator<Item = &'n str>) -> Vec<&'static str> {
    let names: BTreeSet<&str> = names.into_iter().collect();
    PRELUDE.iter().copied().filter(|name| names.contains(name)).collect()
}

/// The path of a spec file from the repository's root, as the header of the output names it.
fn spec_path(file: &str) -> String {
    format!("spec/{file}")
}

fn refuse_stale_words(model: &Model, namer: &Namer, diagnostics: &mut Diagnostics) {
    for index in namer.unused_words() {
        let Some(wish) = model.words.get(index) else { continue };
        let message = format!("the word `{}` changes no name", wish.key);
        diagnostics.push(
            Diagnostic::new(Code::StaleWord, wish.place.clone(), message).help("remove the entry"),
        );
    }
}

/// The wishes of `names.yaml`, each of which something must need.
struct Wishes<'a> {
    by_key: BTreeMap<&'a str, (&'a model::NameOverride, AtomicBool)>,
}

impl<'a> Wishes<'a> {
    fn new(renames: &'a [model::NameOverride]) -> Self {
        let entry =
            |wish: &'a model::NameOverride| (wish.key.as_str(), (wish, AtomicBool::new(false)));
        Self { by_key: renames.iter().map(entry).collect() }
    }

    /// Reports wished names that are no identifiers.
    fn refuse_bad_names(&self, diagnostics: &mut Diagnostics) {
        for (wish, _) in self.by_key.values() {
            if !is_identifier(&wish.value) {
                let message = format!("`{}` is no identifier of Rust", wish.value);
                diagnostics.push(Diagnostic::new(Code::BadIdentifier, wish.place.clone(), message));
            }
        }
    }

    /// The wished name, or the one that the rules give. A wish for what the rules give anyway
    /// counts as not needed.
    fn choose(&self, key: &str, by_rule: String) -> String {
        let Some((wish, needed)) = self.by_key.get(key) else {
            return by_rule;
        };
        if wish.value != by_rule {
            needed.store(true, Ordering::Relaxed);
        }
        wish.value.clone()
    }

    fn refuse_stale(&self, diagnostics: &mut Diagnostics) {
        for (wish, needed) in self.by_key.values() {
            if !needed.load(Ordering::Relaxed) {
                let message = format!("the exception for `{}` changes nothing", wish.key);
                diagnostics.push(
                    Diagnostic::new(Code::StaleRename, wish.place.clone(), message)
                        .help("remove the entry, or name what it is for as `spec/README.md` says"),
                );
            }
        }
    }
}
