//! Naming: chooses each name, from `names.yaml` or by rule.

use super::names::{ActionNames, Fields, Names, ServiceNames, SpecNames, TypeNames};
use super::overrides::{Chosen, Form, Overrides};
use crate::rust::name::{self, Namer};
use tencentcloud_model::model::{
    Action, Member, Model, NamedValue, Object, Owner, Service, Type, ValueBase, ValueSet,
    ValueSetOrigin, Version,
};
use tencentcloud_model::reach::components;

/// Types that a version's module has beside the API's own.
const RESERVED_TYPES: &[&str] = &["Client", "CommonError", "ErrorCode"];

/// Methods that a client has beside its actions.
const CLIENT_METHODS: &[&str] =
    &["builder", "clone", "from", "items", "pages", "runtime", "send", "wait"];

/// Files and modules at the root of a crate, which cargo or the generator gives a meaning.
const RESERVED_SERVICES: &[&str] = &["bin", "common", "lib", "main", "runtime"];

/// Chooses the names of a spec.
pub(super) fn choose<'a>(
    model: &'a Model,
    crate_name: &'a str,
    namer: &Namer,
    overrides: &Overrides<'_>,
) -> SpecNames<'a> {
    let folders = model.services.iter().map(|service| {
        let bare = namer.bare_snake(&service.folder);
        if RESERVED_SERVICES.contains(&bare.as_str()) { bare + "_" } else { module(bare) }
    });
    let mut modules: Vec<String> = folders.collect();
    name::distinguish(&mut modules, "_");
    let services = model.services.iter().zip(modules).map(|(service, module)| {
        let versions = service.versions.iter();
        let versions = versions
            .map(|version| Names {
                crate_name,
                ..names(service, version, &module, namer, overrides)
            })
            .collect();
        ServiceNames { service, module, versions }
    });
    SpecNames {
        model,
        common_errors: model.common_errors.iter().map(|error| code(&error.code, namer)).collect(),
        services: services.collect(),
    }
}

/// Chooses the names of a version.
fn names<'a>(
    service: &'a Service,
    version: &'a Version,
    service_module: &str,
    namer: &Namer,
    overrides: &Overrides<'_>,
) -> Names<'a> {
    let prefix = format!("{}/{}/", service.folder, version.name);
    let chooser = Chooser { prefix, namer, overrides };
    let mut actions: Vec<_> = version.actions.iter().map(|one| chooser.action(one)).collect();
    distinguish_modules(actions.iter_mut().map(|names| &mut names.module));
    let mut objects: Vec<_> = version.objects.iter().map(|one| chooser.object(one)).collect();
    let mut value_sets = chooser.value_sets(version, &actions, &objects);
    distinguish_type_modules(version, &mut objects, &mut value_sets);
    let module = format!("v{}", version.name.replace('-', ""));
    let path = format!("crate::{service_module}::{module}");
    let links = version.actions.iter().zip(&actions);
    let links =
        links.map(|(action, names)| (action.name.clone(), format!("{path}::{}", names.request)));
    let types = objects.iter().chain(&value_sets);
    Names {
        crate_name: "",
        service,
        version,
        service_module: service_module.to_owned(),
        links: links.collect(),
        types_by_name: types.map(|names| (names.name.clone(), names.module.clone())).collect(),
        inline_sets: inline_sets(version),
        cycles: in_place_cycles(version),
        module,
        variants: version.value_sets.iter().map(|set| chooser.variants(set, version)).collect(),
        errors: version.errors.iter().map(|error| chooser.error(&error.code)).collect(),
        fields: Fields {
            inputs: version.actions.iter().map(|action| chooser.input(action)).collect(),
            outputs: version.actions.iter().map(|action| chooser.output(action)).collect(),
            objects: version.objects.iter().map(|object| chooser.members(object)).collect(),
        },
        actions,
        objects,
        value_sets,
    }
}

/// The variant of a code. A code that is called like one of the enums' own variants makes way.
fn code(code: &str, namer: &Namer) -> String {
    let name = namer.upper_camel(code);
    if matches!(name.as_str(), "Common" | "Other") { name + "Code" } else { name }
}

/// A module that can be a file of its own: `mod.rs` belongs to the folder, and Windows knows names
/// of devices.
fn module(bare: String) -> String {
    let device = bare.strip_prefix("com").or_else(|| bare.strip_prefix("lpt"));
    let is_port = device.is_some_and(|rest| matches!(rest.as_bytes(), [b'0'..=b'9']));
    if is_port || matches!(bare.as_str(), "mod" | "aux" | "con" | "nul" | "prn") {
        bare + "_"
    } else {
        name::escape(bare)
    }
}

/// Gives each module a file of its own. Modules are private, so a number does no harm.
fn distinguish_modules<'m>(modules: impl Iterator<Item = &'m mut String>) {
    let modules: Vec<&mut String> = modules.collect();
    let mut names: Vec<String> = modules.iter().map(|module| (**module).clone()).collect();
    name::distinguish(&mut names, "_");
    for (module, name) in modules.into_iter().zip(names) {
        *module = name;
    }
}

/// Gives each type a file of its own; a set of values that is defined in place shares its owner's.
fn distinguish_type_modules(
    version: &Version,
    objects: &mut [TypeNames],
    value_sets: &mut [TypeNames],
) {
    let is_named = |set: &ValueSet| matches!(set.origin, ValueSetOrigin::Named { .. });
    let named = value_sets.iter_mut().zip(&version.value_sets);
    let named = named.filter(|(_, set)| is_named(set)).map(|(names, _)| &mut names.module);
    distinguish_modules(objects.iter_mut().map(|names| &mut names.module).chain(named));
    for (names, set) in value_sets.iter_mut().zip(&version.value_sets) {
        if let ValueSetOrigin::Inline { owner: Owner::Object(id), .. } = &set.origin {
            names.module.clone_from(&objects[id.0].module);
        }
    }
}

/// The sets that members define in place, sorted by their owners.
fn inline_sets(version: &Version) -> Vec<(Owner, tencentcloud_model::model::ValueSetId)> {
    let sets = version.value_set_ids().filter_map(|id| match &version.value_set(id).origin {
        ValueSetOrigin::Inline { owner, .. } => Some((*owner, id)),
        ValueSetOrigin::Named { .. } => None,
    });
    let mut sets: Vec<_> = sets.collect();
    sets.sort();
    sets
}

/// The cycle that each object is in, over members that hold objects in place.
fn in_place_cycles(version: &Version) -> Vec<usize> {
    let held = |member: &Member| match member.ty {
        Type::Object(id) => Some(id.0),
        _ => None,
    };
    let edges = version.objects.iter();
    let edges = edges.map(|object| object.members.iter().filter_map(held).collect());
    components(&edges.collect::<Vec<Vec<usize>>>())
}

/// Chooses names below a version.
struct Chooser<'a, 'm> {
    /// The beginning of the keys of `names.yaml`.
    prefix: String,
    namer: &'a Namer,
    overrides: &'a Overrides<'m>,
}

impl Chooser<'_, '_> {
    fn choose(&self, key: &str, by_rule: String, form: Form) -> Chosen {
        self.overrides.choose(&format!("{}{key}", self.prefix), by_rule, form)
    }

    fn upper_camel(&self, key: &str, by_rule: String) -> String {
        self.choose(key, by_rule, Form::UpperCamel).name
    }

    /// Modules and methods follow an override, too.
    fn snake(&self, wire_name: &str, chosen: &Chosen) -> String {
        self.namer.bare_snake(if chosen.is_override { &chosen.name } else { wire_name })
    }

    fn action(&self, action: &Action) -> ActionNames {
        let by_rule = self.namer.upper_camel(&action.name);
        let chosen = self.choose(&action.name, by_rule, Form::UpperCamel);
        let snake = self.snake(&action.name, &chosen);
        let stem = chosen.name;
        ActionNames {
            module: module(snake.clone()),
            // An action that is called like another method of the client makes way.
            method: match snake {
                name if CLIENT_METHODS.contains(&name.as_str()) => name + "_",
                name => name::escape(name),
            },
            request: format!("{stem}Request"),
            response: format!("{stem}Response"),
            error: format!("{stem}Error"),
        }
    }

    fn object(&self, object: &Object) -> TypeNames {
        self.named_type(&object.name)
    }

    fn named_type(&self, wire_name: &str) -> TypeNames {
        let by_rule = self.namer.upper_camel(wire_name);
        let is_reserved = RESERVED_TYPES.contains(&by_rule.as_str());
        let by_rule = if is_reserved { by_rule + "Type" } else { by_rule };
        let chosen = self.choose(wire_name, by_rule, Form::UpperCamel);
        let module = module(self.snake(wire_name, &chosen));
        TypeNames { name: chosen.name, module: format!("types::{module}") }
    }

    fn value_sets(
        &self,
        version: &Version,
        actions: &[ActionNames],
        objects: &[TypeNames],
    ) -> Vec<TypeNames> {
        let mut is_fixed = Vec::with_capacity(version.value_sets.len());
        let names = |set: &ValueSet| match &set.origin {
            ValueSetOrigin::Named { name, .. } => {
                is_fixed.push(true);
                self.named_type(name)
            }
            ValueSetOrigin::Inline { owner, member } => {
                let (owner, module) = match *owner {
                    Owner::Input(id) | Owner::Output(id) => (
                        self.namer.upper_camel(&version.action(id).name),
                        format!("actions::{}", actions[id.0].module),
                    ),
                    Owner::Object(id) => (objects[id.0].name.clone(), objects[id.0].module.clone()),
                };
                let by_rule = format!("{owner}{}", self.namer.upper_camel(member));
                let chosen = self.choose(&set_key(set, version), by_rule, Form::UpperCamel);
                is_fixed.push(chosen.is_override);
                TypeNames { name: chosen.name, module }
            }
        };
        let mut sets: Vec<TypeNames> = version.value_sets.iter().map(names).collect();
        // An action's input and output may list values for members of the same name.
        let mut chosen: Vec<String> = sets.iter().map(|set| set.name.clone()).collect();
        name::distinguish_except(&mut chosen, &is_fixed, "");
        for (set, name) in sets.iter_mut().zip(chosen) {
            set.name = name;
        }
        sets
    }

    fn variants(&self, set: &ValueSet, version: &Version) -> Vec<String> {
        let owner = set_key(set, version);
        let mut is_fixed = Vec::with_capacity(set.values.len());
        let name = |value: &NamedValue| {
            let wire = value.value.as_str().map_or_else(|| value.value.to_string(), str::to_owned);
            let by_rule = self.variant(&value.name, set.base);
            let chosen = self.choose(&format!("{owner}={wire}"), by_rule, Form::UpperCamel);
            is_fixed.push(chosen.is_override);
            chosen.name
        };
        let mut names: Vec<String> = set.values.iter().map(name).collect();
        name::distinguish_except(&mut names, &is_fixed, "");
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
            // `Unknown` holds undocumented values; a documented one of that name makes way.
            _ if camel == "Unknown" => "UnknownValue".to_owned(),
            _ => camel,
        }
    }

    fn error(&self, wire_code: &str) -> String {
        self.upper_camel(&format!("errors/{wire_code}"), code(wire_code, self.namer))
    }

    fn input(&self, action: &Action) -> Vec<String> {
        let names = action.input.iter().map(|member| member.name.as_str());
        self.field_names(&format!("{}.input", action.name), names)
    }

    fn output(&self, action: &Action) -> Vec<String> {
        // Members make way for the request ID.
        let members = action.output.iter().map(|member| member.name.as_str());
        let names = ["RequestId"].into_iter().chain(members);
        let mut names = self.field_names(&format!("{}.output", action.name), names);
        names.rotate_left(1);
        names
    }

    fn members(&self, object: &Object) -> Vec<String> {
        self.field_names(&object.name, object.members.iter().map(|member| member.name.as_str()))
    }

    fn field_names<'m>(&self, owner: &str, members: impl Iterator<Item = &'m str>) -> Vec<String> {
        let mut is_fixed = Vec::new();
        let name = |member| {
            let by_rule = self.namer.snake(member);
            let chosen = self.choose(&format!("{owner}.{member}"), by_rule, Form::Snake);
            is_fixed.push(chosen.is_override);
            chosen.name
        };
        let mut names: Vec<String> = members.map(name).collect();
        name::distinguish_except(&mut names, &is_fixed, "_");
        names
    }
}

/// The beginning of the keys of a set's values in `names.yaml`: the set, or its member.
fn set_key(set: &ValueSet, version: &Version) -> String {
    match &set.origin {
        ValueSetOrigin::Named { name, .. } => name.clone(),
        ValueSetOrigin::Inline { owner, member } => {
            let owner = match *owner {
                Owner::Input(id) | Owner::Output(id) => &version.action(id).name,
                Owner::Object(id) => &version.object(id).name,
            };
            format!("{owner}.{member}")
        }
    }
}
