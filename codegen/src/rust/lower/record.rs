//! Records: the structs of requests, responses and objects, with their fields.

use super::constructor::{constructor, first_page, request_constructor, required, setter};
use super::imports::{RUNTIME, collect_names, hidden, import, sorted, spec_path, type_imports};
use super::names::Names;
use super::presence::Presence;
use super::{docs, example, value_set};
use crate::rust::plan::{Bound, Field, Item, Module, Rule, RustType, Struct};
use serde_json::Number;
use std::collections::BTreeSet;
use tencentcloud_model::model::{ActionId, Member, ObjectId, Owner, Scalar, Site, Status, Type};

/// The files of the objects.
pub(super) fn object_modules(names: &Names<'_>) -> Vec<Module> {
    names.version.object_ids().map(|id| object_module(names, id)).collect()
}

fn object_module(names: &Names<'_>, id: ObjectId) -> Module {
    let (object, own) = names.object(id);
    let record = object_struct(names, id);
    let enums = value_set::inline_enums(names, &[Owner::Object(id)]);
    let mut defined = vec![own.name.as_str()];
    defined.extend(enums.iter().map(|set| set.name.as_str()));
    let mut referred = BTreeSet::new();
    for field in &record.fields {
        collect_names(&field.ty, &mut referred);
    }
    let mut uses = type_imports(names, &referred, &defined);
    uses.push(import(RUNTIME, &["wire"]));
    let names_in_scope = referred.iter().map(String::as_str).chain(defined.iter().copied());
    let hidden = hidden(names_in_scope);
    let mut items = vec![Item::Struct(record)];
    items.extend(enums.into_iter().map(Item::ValueEnum));
    Module {
        path: names.file(&own.module),
        source: spec_path(&object.file),
        docs: Vec::new(),
        allows: Vec::new(),
        uses: sorted(uses),
        hidden,
        items,
    }
}

pub(super) fn request(names: &Names<'_>, id: ActionId) -> Struct {
    let (action, own) = names.action(id);
    let presets = first_page(action);
    let mut fields = fields(names, &action.input, Owner::Input(id), Presence::Sent);
    for (field, _) in &presets {
        fields[*field].setter = Some(setter(&fields[*field].name));
    }
    let mut request = Struct {
        name: own.request.clone(),
        docs: docs::request(names, id),
        deprecated: deprecated(action.status),
        constructor: Some(request_constructor(&action.input, &fields, presets)),
        is_request: true,
        required: required(&action.input),
        ..record(&action.input, fields, Presence::Sent)
    };
    request.docs.extend(example::lines(names, id, &request));
    request
}

pub(super) fn response(names: &Names<'_>, id: ActionId) -> Struct {
    let (action, own) = names.action(id);
    let owner = Owner::Output(id);
    let mut fields = fields(names, &action.output, owner, Presence::Received);
    fields.push(Field {
        name: names.fields(owner)[action.output.len()].clone(),
        wire_name: "RequestId".to_owned(),
        ty: RustType::String,
        docs: vec!["The request ID; quote it when contacting support.".to_owned()],
        setter: None,
        deprecated: false,
    });
    Struct {
        name: own.response.clone(),
        docs: docs::response(names, id),
        deprecated: deprecated(action.status),
        ..record(&action.output, fields, Presence::Received)
    }
}

fn object_struct(names: &Names<'_>, id: ObjectId) -> Struct {
    let (object, own) = names.object(id);
    let presence = Presence::of_object(object);
    let fields = fields(names, &object.members, Owner::Object(id), presence);
    let constructor =
        presence.is_sent().then(|| constructor(&object.members, &fields, "an object", "field"));
    Struct {
        name: own.name.clone(),
        docs: docs::object(names, id),
        constructor,
        required: if presence == Presence::Sent { required(&object.members) } else { Vec::new() },
        ..record(&object.members, fields, presence)
    }
}

/// The parts that all records share; the caller fills in the rest.
fn record(members: &[Member], fields: Vec<Field>, presence: Presence) -> Struct {
    let on = |site: Site| indices(members, move |member| member.sites.as_deref() == Some(&[site]));
    let required_on = |site: Site| {
        indices(members, |member| presence.is_sent() && member.required_in_part().contains(&site))
    };
    Struct {
        name: String::new(),
        docs: Vec::new(),
        deprecated: None,
        fields,
        constructor: None,
        is_request: false,
        checks: if presence.is_sent() { checks(members, presence) } else { Vec::new() },
        required: Vec::new(),
        sensitive: indices(members, |member| member.sensitive),
        mainland_only: on(Site::Mainland),
        international_only: on(Site::International),
        required_on_mainland: required_on(Site::Mainland),
        required_on_international: required_on(Site::International),
    }
}

fn indices(members: &[Member], holds: impl Fn(&Member) -> bool) -> Vec<usize> {
    members.iter().enumerate().filter(|(_, member)| holds(member)).map(|(index, _)| index).collect()
}

fn deprecated(status: Status) -> Option<String> {
    match status {
        Status::Online => None,
        Status::Deprecated => Some("deprecated by the API documentation".to_owned()),
        Status::Offline => Some("the action has been taken offline".to_owned()),
    }
}

fn fields(names: &Names<'_>, members: &[Member], owner: Owner, presence: Presence) -> Vec<Field> {
    let field = |(member, name): (&Member, &String)| {
        let ty = field_type(names, member, owner);
        let is_set_later = presence.is_sent() && !member.required;
        Field {
            name: name.clone(),
            wire_name: member.name.clone(),
            docs: docs::member(names, member, presence),
            setter: is_set_later.then(|| setter(name)),
            deprecated: member.deprecated,
            ty,
        }
    };
    members.iter().zip(names.fields(owner)).map(field).collect()
}

/// Returns the type of a field, of which presence is a part.
pub(crate) fn field_type(names: &Names<'_>, member: &Member, owner: Owner) -> RustType {
    let ty = bare_type(names, &member.ty);
    let ty = match (&member.ty, owner) {
        (Type::Object(inner), Owner::Object(outer)) if names.is_recursive(*inner, outer) => {
            RustType::Box(Box::new(ty))
        }
        (Type::List(element), _) if member.nullable_items => {
            let element = RustType::Option(Box::new(bare_type(names, element)));
            RustType::Vec(Box::new(element))
        }
        _ => ty,
    };
    match names.presence(owner) {
        Presence::Sent if member.required => ty,
        Presence::Received if member.ty.is_list() => ty,
        _ => RustType::Option(Box::new(ty)),
    }
}

fn bare_type(names: &Names<'_>, ty: &Type) -> RustType {
    match ty {
        Type::Scalar(scalar) => match scalar {
            Scalar::Int64 => RustType::I64,
            Scalar::Uint64 => RustType::U64,
            Scalar::Float => RustType::F64,
            Scalar::Bool => RustType::Bool,
            _ => RustType::String,
        },
        Type::Object(id) => RustType::Struct(names.object(*id).1.name.clone()),
        Type::Values(id) => RustType::Enum(names.value_set(*id).1.name.clone()),
        Type::List(element) => RustType::Vec(Box::new(bare_type(names, element))),
    }
}

/// The constraints that `validate` checks, in the order of the members.
fn checks(members: &[Member], presence: Presence) -> Vec<(usize, Rule)> {
    let mut checks = Vec::new();
    for (index, member) in members.iter().enumerate() {
        let limits = &member.constraints;
        let rules = [
            // Where the type does not say so already.
            (member.required && presence == Presence::Both).then_some(Rule::Required),
            limits.min.as_ref().and_then(bound).map(Rule::Min),
            limits.max.as_ref().and_then(bound).map(Rule::Max),
            limits.min_length.map(Rule::MinLength),
            limits.max_length.map(Rule::MaxLength),
            limits.min_items.map(Rule::MinItems),
            limits.max_items.map(Rule::MaxItems),
            limits.pattern.clone().map(Rule::Pattern),
        ];
        checks.extend(rules.into_iter().flatten().map(|rule| (index, rule)));
    }
    checks
}

fn bound(number: &Number) -> Option<Bound> {
    let int = number.as_i128().map(Bound::Int);
    int.or_else(|| number.as_f64().map(Bound::Float))
}
