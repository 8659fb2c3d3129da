//! The names of one service version: every Rust name is chosen here, before anything is lowered,
//! and what collides is refused.

use super::{Wishes, error_code};
use crate::rust::name::{self, Namer};
use std::collections::BTreeMap;
use tencentcloud_model::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use tencentcloud_model::model::{
    Action, ActionId, ErrorCode, ErrorId, Object, ObjectId, Owner, Service, ValueBase, ValueSet,
    ValueSetId, ValueSetOrigin, Version,
};

/// What a version's module defines beside the API's own types.
const RESERVED: &[&str] = &["Client", "ErrorCode"];

/// What a client does beside its actions.
const CLIENT_METHODS: &[&str] =
    &["builder", "clone", "from", "items", "pages", "runtime", "send", "wait"];

/// A version with all its Rust names.
pub(super) struct Scope<'a> {
    pub(super) service: &'a Service,
    pub(super) version: &'a Version,
    /// The module of the service, such as `organization`.
    pub(super) service_module: String,
    /// The module of the version, such as `v20210331`.
    pub(super) module: String,
    /// Names by action, in the model's order.
    pub(super) actions: Vec<ActionNames>,
    /// Names by object.
    pub(super) objects: Vec<TypeNames>,
    /// Names by set of values.
    pub(super) value_sets: Vec<TypeNames>,
    /// The variants of each set.
    pub(super) variants: Vec<Vec<String>>,
    /// Variants by error code.
    pub(super) errors: Vec<String>,
    /// Field names by owner: inputs, outputs, objects.
    inputs: Vec<Vec<String>>,
    outputs: Vec<Vec<String>>,
    members: Vec<Vec<String>>,
    /// Where a name in a description leads: wire names of actions.
    links: BTreeMap<String, String>,
}

/// The names that an action gives rise to.
pub(super) struct ActionNames {
    pub(super) module: String,
    pub(super) method: String,
    pub(super) request: String,
    pub(super) response: String,
    pub(super) error: String,
}

/// The names that a type gives rise to.
pub(super) struct TypeNames {
    /// The type's name.
    pub(super) name: String,
    /// The module it lives in, below the version's: `types::tag` or `actions::get_user`.
    pub(super) module: String,
}

impl<'a> Scope<'a> {
    pub(super) fn new(
        service: &'a Service,
        version: &'a Version,
        namer: &'a Namer,
        wishes: &Wishes<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let names =
            Chooser { prefix: format!("{}/{}/", service.folder, version.name), namer, wishes };
        let actions: Vec<_> = version.actions.iter().map(|action| names.action(action)).collect();
        let objects: Vec<_> = version.objects.iter().map(|object| names.object(object)).collect();
        let mut scope = Self {
            service,
            version,
            service_module: name::escape(namer.bare_snake(&service.folder)),
            module: format!("v{}", version.name.replace('-', "")),
            value_sets: names.value_sets(version, &actions, &objects),
            variants: version.value_sets.iter().map(|set| names.variants(set, version)).collect(),
            errors: version.errors.iter().map(|error| names.error(&error.code)).collect(),
            inputs: version.actions.iter().map(|action| names.input(action)).collect(),
            outputs: version.actions.iter().map(|action| names.output(action)).collect(),
            members: version.objects.iter().map(|object| names.members(object)).collect(),
            links: BTreeMap::new(),
            actions,
            objects,
        };
        scope.refuse_collisions(diagnostics);
        scope.refuse_bad_names(diagnostics);
        scope.links = scope.link_targets();
        scope
    }

    /// The path of the version's module.
    pub(super) fn path(&self) -> String {
        format!("crate::{}::{}", self.service_module, self.module)
    }

    /// The file stem of the service's module.
    pub(super) fn service_file(&self) -> &str {
        self.service_module.trim_start_matches("r#")
    }

    /// A folder of the version, from the spec's root.
    pub(super) fn folder(&self, name: &str) -> String {
        format!("{}/{}/{name}", self.service.folder, self.version.name)
    }

    /// The names of all types: objects, then sets of values.
    pub(super) fn types(&self) -> Vec<&TypeNames> {
        self.objects.iter().chain(&self.value_sets).collect()
    }

    /// The modules below `types`. Sets of values that actions define in place have none there.
    pub(super) fn type_modules(&self) -> Vec<&str> {
        let modules = self.types().into_iter().map(|names| names.module.as_str());
        modules.filter_map(|module| module.strip_prefix("types::")).collect()
    }

    /// The path on disk of a module below the version's.
    pub(super) fn file(&self, module: &str) -> String {
        let bare = |module: &str| module.trim_start_matches("r#").to_owned();
        let folders: Vec<String> = module.split("::").map(bare).collect();
        format!("{}/{}/{}.rs", bare(&self.service_module), self.module, folders.join("/"))
    }

    pub(super) fn action(&self, id: ActionId) -> (&Action, &ActionNames) {
        (self.version.action(id), &self.actions[id.0])
    }

    pub(super) fn object(&self, id: ObjectId) -> (&Object, &TypeNames) {
        (self.version.object(id), &self.objects[id.0])
    }

    pub(super) fn value_set(&self, id: ValueSetId) -> (&ValueSet, &TypeNames) {
        (self.version.value_set(id), &self.value_sets[id.0])
    }

    /// A code and its variant.
    pub(super) fn error(&self, id: ErrorId) -> (&ErrorCode, &str) {
        (self.version.error(id), &self.errors[id.0])
    }

    /// The field names of an owner, in wire order; those of a response end with `request_id`.
    pub(super) fn fields(&self, owner: Owner) -> &[String] {
        match owner {
            Owner::Input(action) => &self.inputs[action.0],
            Owner::Output(action) => &self.outputs[action.0],
            Owner::Object(object) => &self.members[object.0],
        }
    }

    /// Where a name that stands in a description leads.
    pub(super) fn link(&self, text: &str) -> Option<String> {
        self.links.get(text).cloned()
    }

    /// Actions alone: rustdoc takes offence at an explicit link to a type that the file has in
    /// scope, and a member's type is a link already.
    fn link_targets(&self) -> BTreeMap<String, String> {
        let path = self.path();
        let actions = self.version.actions.iter().zip(&self.actions);
        let target = |names: &ActionNames| format!("{path}::{}", names.request);
        actions.map(|(action, names)| (action.name.clone(), target(names))).collect()
    }

    fn refuse_collisions(&self, diagnostics: &mut Diagnostics) {
        let mut types: Vec<(&str, &Place, String)> = Vec::new();
        for (action, names) in self.version.actions.iter().zip(&self.actions) {
            for name in [&names.request, &names.response, &names.error] {
                types.push((name, &action.place, format!("action `{}`", action.name)));
            }
        }
        for (object, names) in self.version.objects.iter().zip(&self.objects) {
            types.push((&names.name, &object.place, format!("type `{}`", object.name)));
        }
        for (set, names) in self.version.value_sets.iter().zip(&self.value_sets) {
            types.push((&names.name, &set.place, "this set of values".to_owned()));
        }
        refuse_duplicates(&types, diagnostics);
        let codes: Vec<(&str, &Place, String)> = self
            .version
            .errors
            .iter()
            .zip(&self.errors)
            .map(|(error, name)| (name.as_str(), &error.place, format!("code `{}`", error.code)))
            .collect();
        refuse_duplicates(&codes, diagnostics);
    }

    fn refuse_bad_names(&self, diagnostics: &mut Diagnostics) {
        for (set, variants) in self.version.value_sets.iter().zip(&self.variants) {
            for (value, name) in set.values.iter().zip(variants) {
                if !name::is_identifier(name) {
                    let message = format!("the value `{}` makes no identifier", value.name);
                    diagnostics.push(
                        Diagnostic::new(Code::BadIdentifier, value.place.clone(), message)
                            .help("give it a `name` in UpperCamelCase"),
                    );
                }
            }
        }
    }
}

/// Reports every name that two things of the same scope would have.
fn refuse_duplicates(names: &[(&str, &Place, String)], diagnostics: &mut Diagnostics) {
    let mut seen: BTreeMap<&str, (&Place, &str)> = BTreeMap::new();
    for (name, place, what) in names {
        if let Some((first_place, first)) = seen.insert(name, (place, what)) {
            let message = format!("{what} would be `{name}` in Rust, as {first} is");
            diagnostics.push(
                Diagnostic::new(Code::NameCollision, (*place).clone(), message)
                    .secondary(first_place.clone(), "the other one is here")
                    .help("give one of them another Rust name in `names.yaml`"),
            );
        }
    }
}

/// Chooses names: the one that `names.yaml` wishes, or the one that the rules give.
struct Chooser<'a> {
    /// What the keys of `names.yaml` begin with.
    prefix: String,
    namer: &'a Namer,
    wishes: &'a Wishes<'a>,
}

impl Chooser<'_> {
    fn choose(&self, key: &str, by_rule: String) -> String {
        self.wishes.choose(&format!("{}{key}", self.prefix), by_rule)
    }

    fn action(&self, action: &Action) -> ActionNames {
        let stem = self.choose(&action.name, self.namer.upper_camel(&action.name));
        ActionNames {
            module: self.namer.snake(&action.name),
            method: self.method(&action.name),
            request: format!("{stem}Request"),
            response: format!("{stem}Response"),
            error: format!("{stem}Error"),
        }
    }

    /// An action that is called like something else a client does makes way.
    fn method(&self, wire_name: &str) -> String {
        let name = self.namer.snake(wire_name);
        if CLIENT_METHODS.contains(&name.as_str()) { name + "_" } else { name }
    }

    fn object(&self, object: &Object) -> TypeNames {
        self.named_type(&object.name)
    }

    fn named_type(&self, wire_name: &str) -> TypeNames {
        let by_rule = self.namer.upper_camel(wire_name);
        let by_rule = if RESERVED.contains(&by_rule.as_str()) { by_rule + "Type" } else { by_rule };
        TypeNames {
            name: self.choose(wire_name, by_rule),
            module: format!("types::{}", self.namer.snake(wire_name)),
        }
    }

    fn value_sets(
        &self,
        version: &Version,
        actions: &[ActionNames],
        objects: &[TypeNames],
    ) -> Vec<TypeNames> {
        let names = |set: &ValueSet| match &set.origin {
            ValueSetOrigin::Named { name, .. } => self.named_type(name),
            ValueSetOrigin::Inline { owner, member } => {
                let (wire_owner, owner, module) = match *owner {
                    Owner::Input(id) | Owner::Output(id) => (
                        version.action(id).name.clone(),
                        self.namer.upper_camel(&version.action(id).name),
                        format!("actions::{}", actions[id.0].module),
                    ),
                    Owner::Object(id) => (
                        version.object(id).name.clone(),
                        objects[id.0].name.clone(),
                        objects[id.0].module.clone(),
                    ),
                };
                let by_rule = format!("{owner}{}", self.namer.upper_camel(member));
                TypeNames { name: self.choose(&format!("{wire_owner}.{member}"), by_rule), module }
            }
        };
        let mut sets: Vec<TypeNames> = version.value_sets.iter().map(names).collect();
        // An action's input and output may list values for members of the same name.
        let mut chosen: Vec<String> = sets.iter().map(|set| set.name.clone()).collect();
        name::distinguish(&mut chosen, "");
        for (set, name) in sets.iter_mut().zip(chosen) {
            set.name = name;
        }
        sets
    }

    fn variants(&self, set: &ValueSet, version: &Version) -> Vec<String> {
        let owner = match &set.origin {
            ValueSetOrigin::Named { name, .. } => name.clone(),
            ValueSetOrigin::Inline { owner, member } => {
                let owner = match *owner {
                    Owner::Input(id) | Owner::Output(id) => &version.action(id).name,
                    Owner::Object(id) => &version.object(id).name,
                };
                format!("{owner}.{member}")
            }
        };
        let name = |value: &tencentcloud_model::model::NamedValue| {
            let wire = value.value.as_str().map_or_else(|| value.value.to_string(), str::to_owned);
            self.choose(&format!("{owner}={wire}"), self.variant(&value.name, set.base))
        };
        let mut names: Vec<String> = set.values.iter().map(name).collect();
        // `Unknown` holds what is not listed; a listed value of that name makes way.
        for name in &mut names {
            if name == "Unknown" {
                "UnknownValue".clone_into(name);
            }
        }
        name::distinguish(&mut names, "");
        names
    }

    fn variant(&self, name: &str, base: ValueBase) -> String {
        let camel = self.namer.upper_camel(name);
        match camel.chars().next() {
            None if name.is_empty() => "Empty".to_owned(),
            Some(first) if first.is_ascii_digit() => {
                let sign = if name.starts_with('-') { "Minus" } else { "" };
                let word = if base == ValueBase::String { "Value" } else { "Number" };
                format!("{sign}{word}{camel}")
            }
            _ => camel,
        }
    }

    fn error(&self, code: &str) -> String {
        self.choose(&format!("errors/{code}"), error_code::variant(code, self.namer))
    }

    fn input(&self, action: &Action) -> Vec<String> {
        let names = action.input.iter().map(|member| member.name.as_str());
        self.field_names(&format!("{}.input", action.name), names)
    }

    fn output(&self, action: &Action) -> Vec<String> {
        let names = action.output.iter().map(|member| member.name.as_str());
        self.field_names(&format!("{}.output", action.name), names.chain(["RequestId"]))
    }

    fn members(&self, object: &Object) -> Vec<String> {
        self.field_names(&object.name, object.members.iter().map(|member| member.name.as_str()))
    }

    fn field_names<'m>(&self, owner: &str, members: impl Iterator<Item = &'m str>) -> Vec<String> {
        let name = |member| self.choose(&format!("{owner}.{member}"), self.namer.snake(member));
        let mut names: Vec<String> = members.map(name).collect();
        name::distinguish(&mut names, "_");
        names
    }
}
