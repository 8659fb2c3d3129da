//! What programs see of each thing of the API: its Rust names and types, by the thing's path.
//!
//! It is read off the plan of the crate, so that what a change does to programs is never guessed
//! from the spec: lowering alone knows.

use crate::rust::plan::{Item, Module, Plan, RustType, Struct, ValueEnum, ValueLiteral};
use std::collections::{BTreeMap, BTreeSet};
use tencentcloud_model::model::{Model, ValueSetOrigin};

/// The Rust side of a spec. Paths are those of `names.yaml`: `organization/2021-03-31/Tag.TagKey`.
#[derive(Debug, Default)]
pub(super) struct Surface {
    names: BTreeMap<(String, Kind), String>,
    fields: BTreeMap<String, RustType>,
    made: Vec<String>,
    /// The members that `new` takes.
    taken: BTreeSet<String>,
}

/// What a name is the name of; one thing of the API may have several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// The type of an action's request; those of its response and error follow it.
    Request,
    /// The method of the client.
    Method,
    /// The type of an object or of a set of values.
    Type,
    Field,
    Variant,
}

/// What a file of the spec is about.
enum Subject {
    /// An action, by its path.
    Action(String),
    /// A type, by its path.
    Type(String),
    /// The codes of a version or of all, by the path that a code's name follows.
    Codes(String),
    /// All actions of a version, by its path.
    Version(String),
}

impl Surface {
    /// Reads the plan that lowering made of the model.
    pub(super) fn new(model: &Model, plan: &Plan) -> Self {
        let subjects = subjects(model);
        let mut surface = Self::default();
        for module in &plan.modules {
            match subjects.get(&module.source) {
                Some(Subject::Action(path)) => surface.read_action(module, path),
                Some(Subject::Type(path)) => surface.read_type(module, path),
                Some(Subject::Codes(path)) => surface.read_codes(module, path),
                Some(Subject::Version(_)) | None => {}
            }
        }
        // Methods are known by the types of their requests, so those must be known.
        for module in &plan.modules {
            if let Some(Subject::Version(path)) = subjects.get(&module.source) {
                surface.read_methods(module, path);
            }
        }
        surface
    }

    /// All names, sorted by the path of what they name.
    pub(super) fn names(&self) -> impl Iterator<Item = (&(String, Kind), &String)> {
        self.names.iter()
    }

    /// The name of a thing.
    pub(super) fn name(&self, key: &(String, Kind)) -> Option<&String> {
        self.names.get(key)
    }

    /// Whether programs make a record themselves: whether it has a `new`.
    pub(super) fn is_made(&self, owner: &str) -> bool {
        self.made.iter().any(|made| made == owner)
    }

    /// Whether `new` takes a member.
    pub(super) fn is_taken(&self, member: &str) -> bool {
        self.taken.contains(member)
    }

    /// Whether the field of a member may lack.
    pub(super) fn is_option(&self, member: &str) -> bool {
        matches!(self.fields.get(member), Some(RustType::Option(_)))
    }

    /// Whether the value of a member stands on the heap.
    pub(super) fn is_boxed(&self, member: &str) -> bool {
        match self.fields.get(member) {
            Some(RustType::Option(inner)) => matches!(**inner, RustType::Box(_)),
            Some(RustType::Box(_)) => true,
            _ => false,
        }
    }

    fn add(&mut self, path: impl Into<String>, kind: Kind, name: &str) {
        self.names.insert((path.into(), kind), name.to_owned());
    }

    fn read_action(&mut self, module: &Module, path: &str) {
        for item in &module.items {
            match item {
                Item::Struct(record) if record.is_request => {
                    self.add(path, Kind::Request, &record.name);
                    self.read_record(record, &format!("{path}.input"), module);
                }
                Item::Struct(record) => self.read_record(record, &format!("{path}.output"), module),
                _ => {}
            }
        }
    }

    fn read_type(&mut self, module: &Module, path: &str) {
        match module.items.first() {
            Some(Item::Struct(record)) => {
                self.add(path, Kind::Type, &record.name);
                self.read_record(record, path, module);
            }
            Some(Item::ValueEnum(set)) => self.read_set(set, path),
            _ => {}
        }
    }

    fn read_record(&mut self, record: &Struct, path: &str, module: &Module) {
        if record.constructor.is_some() {
            self.made.push(path.to_owned());
        }
        let takes = record.constructor.as_ref().map_or(&[][..], |made| &made.takes);
        for (index, field) in record.fields.iter().enumerate() {
            if takes.contains(&index) {
                self.taken.insert(format!("{path}.{}", field.wire_name));
            }
            let path = format!("{path}.{}", field.wire_name);
            self.add(path.as_str(), Kind::Field, &field.name);
            if let Some(set) = inline_set(&field.ty, module) {
                self.read_set(set, &path);
            }
            self.fields.insert(path, field.ty.clone());
        }
    }

    fn read_set(&mut self, set: &ValueEnum, path: &str) {
        self.add(path, Kind::Type, &set.name);
        for variant in &set.variants {
            let value = match &variant.value {
                ValueLiteral::String(text) => text.clone(),
                ValueLiteral::I64(number) => number.to_string(),
                ValueLiteral::U64(number) => number.to_string(),
            };
            self.add(format!("{path}={value}"), Kind::Variant, &variant.name);
        }
    }

    fn read_codes(&mut self, module: &Module, path: &str) {
        for item in &module.items {
            if let Item::ErrorEnum(set) = item {
                for variant in &set.variants {
                    self.add(format!("{path}{}", variant.code), Kind::Variant, &variant.name);
                }
            }
        }
    }

    fn read_methods(&mut self, module: &Module, version: &str) {
        let of_version =
            |path: &str, kind: Kind| kind == Kind::Request && path.starts_with(version);
        let requests = self.names.iter().filter(|((path, kind), _)| of_version(path, *kind));
        let paths: BTreeMap<String, String> =
            requests.map(|((path, _), name)| (name.clone(), path.clone())).collect();
        let clients = module.items.iter().filter_map(|item| match item {
            Item::Client(client) if !client.blocking => Some(client),
            _ => None,
        });
        for method in clients.flat_map(|client| &client.methods) {
            if let Some(path) = paths.get(&method.request) {
                self.add(path.as_str(), Kind::Method, &method.name);
            }
        }
    }
}

/// The set of values that a field's type names, if it is defined in the field's own file.
fn inline_set<'m>(ty: &RustType, module: &'m Module) -> Option<&'m ValueEnum> {
    match ty {
        RustType::Option(inner) | RustType::Vec(inner) | RustType::Box(inner) => {
            inline_set(inner, module)
        }
        RustType::Enum(name) => module.items.iter().find_map(|item| match item {
            Item::ValueEnum(set) if set.name == *name => Some(set),
            _ => None,
        }),
        _ => None,
    }
}

/// What each file of the spec is about, by its path as the plan names it.
fn subjects(model: &Model) -> BTreeMap<String, Subject> {
    let source = |file: &str| format!("spec/{file}");
    let mut subjects = BTreeMap::new();
    let common = Subject::Codes("common/".to_owned());
    subjects.insert(source(&model.common_errors_file), common);
    for service in &model.services {
        for version in &service.versions {
            let path = format!("{}/{}/", service.folder, version.name);
            for action in &version.actions {
                let subject = Subject::Action(format!("{path}{}", action.name));
                subjects.insert(source(&action.file), subject);
            }
            for object in &version.objects {
                let subject = Subject::Type(format!("{path}{}", object.name));
                subjects.insert(source(&object.file), subject);
            }
            for set in &version.value_sets {
                if let ValueSetOrigin::Named { name, file } = &set.origin {
                    subjects.insert(source(file), Subject::Type(format!("{path}{name}")));
                }
            }
            let codes = Subject::Codes(format!("{path}errors/"));
            subjects.insert(source(&version.errors_file), codes);
            let actions = source(&format!("{path}actions"));
            subjects.insert(actions, Subject::Version(path));
        }
    }
    subjects
}
