//! Requests, responses and objects: structs with their fields, and the files they stand in.

use super::scope::Scope;
use super::{
    RUNTIME, client, docs, error_code, example, hidden, import, sorted, type_imports, value_set,
};
use crate::rust::plan::{
    Action, Bound, Constructor, Field, Item, Module, Preset, Rule, RustType, Struct, Use,
};
use serde_json::Number;
use std::collections::BTreeSet;
use tencentcloud_model::diagnostic::{Code, Diagnostic, Diagnostics};
use tencentcloud_model::model::{
    self, ActionId, Member, ObjectId, Owner, PageStyle, Scalar, Site, Status, Type,
};
use tencentcloud_model::reach::reached;

/// What a record is for decides what its fields may lack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Only sent: what a request requires is there.
    Sent,
    /// Only received: a field may lack, and a list that lacks is empty.
    Received,
    /// Sent and received: a field may lack, and a list that lacks is not an empty one.
    Both,
}

impl Role {
    pub(super) fn of_object(object: &model::Object) -> Self {
        match (object.in_requests, object.in_responses) {
            (true, false) => Self::Sent,
            (true, true) => Self::Both,
            (false, _) => Self::Received,
        }
    }

    /// Whether a request can hold such a record.
    pub(super) fn is_sent(self) -> bool {
        self != Self::Received
    }
}

/// Reports what the generated crate cannot express.
pub(super) fn refuse_what_cannot_be_said(scope: &Scope<'_>, diagnostics: &mut Diagnostics) {
    let actions = scope.version.actions.iter();
    let in_actions = actions.flat_map(|action| {
        let place = &action.place;
        [
            (&action.input, place, action.input.len()),
            (&action.output, place, action.output.len() + 1),
        ]
    });
    let objects = scope.version.objects.iter();
    let in_objects = objects.map(|object| (&object.members, &object.place, object.members.len()));
    for (members, place, count) in in_actions.chain(in_objects) {
        if count > model::MOST_MEMBERS {
            let message =
                format!("{count} members are more than the {} of a record", model::MOST_MEMBERS);
            diagnostics.push(Diagnostic::new(Code::TooManyMembers, place.clone(), message));
        }
        for member in members.iter().filter(|member| contains_binary(&member.ty)) {
            let message =
                format!("`{}` is binary, which only multipart requests carry", member.name);
            diagnostics.push(
                Diagnostic::new(Code::BinaryMember, member.place.clone(), message)
                    .help("leave the action out of the spec"),
            );
        }
    }
}

fn contains_binary(ty: &Type) -> bool {
    matches!(ty.element(), Type::Scalar(Scalar::Binary))
}

/// The file of an action: its request, response and error, and what ties them.
pub(super) fn action_module(scope: &Scope<'_>, id: ActionId) -> Module {
    let (action, names) = scope.action(id);
    let request = request(scope, id);
    let response = response(scope, id);
    let error = error_code::action_enum(scope, id);
    let enums = value_set::inline_enums(scope, &[Owner::Input(id), Owner::Output(id)]);
    let paging = client::paging(scope, id, &request.name, &response);
    let wait = client::wait(scope, id);

    let mut defined = vec![names.request.as_str(), &names.response, &names.error];
    defined.extend(enums.iter().map(|set| set.name.as_str()));
    let mut referred = BTreeSet::new();
    for field in request.fields.iter().chain(&response.fields) {
        collect_names(&field.ty, &mut referred);
    }
    let mut uses = type_imports(scope, &referred, &defined);
    if let Some(wait) = &wait {
        let poll = Use {
            path: format!("{}::actions", scope.path()),
            names: vec![wait.poll.clone()],
            public: false,
        };
        uses.push(poll);
    }
    uses.push(import(error_code::COMMON, &["CommonError"]));
    uses.push(import(&format!("{}::errors", scope.path()), &["ErrorCode"]));
    uses.push(import(&format!("crate::{}", scope.service_module), &["SERVICE"]));
    let mut runtime = vec!["action", "error", "wire"];
    runtime.extend(paging.is_some().then_some("page"));
    runtime.extend(wait.is_some().then_some("wait"));
    runtime.sort_unstable();
    uses.push(import(RUNTIME, &runtime));

    let tie = Item::Action(Action {
        request: names.request.clone(),
        response: names.response.clone(),
        error: names.error.clone(),
        service: "SERVICE".to_owned(),
        version: scope.version.name.clone(),
        wire_name: action.name.clone(),
        sites: match action.sites.as_slice() {
            [Site::Mainland] => "MAINLAND",
            [Site::International] => "INTERNATIONAL",
            _ => "BOTH",
        },
        rate_limit: action.rate_limit,
        idempotent: action.idempotent,
        output_error: action.output.iter().any(|member| member.name == "Error"),
    });
    let names_in_scope: Vec<&str> =
        referred.iter().map(String::as_str).chain(defined.iter().copied()).collect();
    let hidden = hidden(names_in_scope);
    let mut items = vec![Item::Struct(request), Item::Struct(response), Item::ErrorEnum(error)];
    items.extend(enums.into_iter().map(Item::ValueEnum));
    items.push(tie);
    items.extend(paging.map(Item::Paging));
    items.extend(wait.map(Item::Wait));
    Module {
        path: scope.file(&format!("actions::{}", names.module)),
        source: super::spec_path(&action.file),
        docs: Vec::new(),
        allows: Vec::new(),
        uses: sorted(uses),
        hidden,
        items,
    }
}

/// The files of the objects.
pub(super) fn object_modules(scope: &Scope<'_>) -> Vec<Module> {
    scope.version.object_ids().map(|id| object_module(scope, id)).collect()
}

fn object_module(scope: &Scope<'_>, id: ObjectId) -> Module {
    let (object, names) = scope.object(id);
    let record = self::object(scope, id);
    let enums = value_set::inline_enums(scope, &[Owner::Object(id)]);
    let mut defined = vec![names.name.as_str()];
    defined.extend(enums.iter().map(|set| set.name.as_str()));
    let mut referred = BTreeSet::new();
    for field in &record.fields {
        collect_names(&field.ty, &mut referred);
    }
    let mut uses = type_imports(scope, &referred, &defined);
    let is_local = !record.mainland_only.is_empty() || !record.international_only.is_empty();
    uses.push(import(RUNTIME, if is_local { &["action", "wire"] } else { &["wire"] }));
    let names_in_scope = referred.iter().map(String::as_str).chain(defined.iter().copied());
    let hidden = hidden(names_in_scope);
    let mut items = vec![Item::Struct(record)];
    items.extend(enums.into_iter().map(Item::ValueEnum));
    Module {
        path: scope.file(&names.module),
        source: super::spec_path(&object.file),
        docs: Vec::new(),
        allows: Vec::new(),
        uses: sorted(uses),
        hidden,
        items,
    }
}

/// The API's names in a type.
fn collect_names(ty: &RustType, names: &mut BTreeSet<String>) {
    match ty {
        RustType::Struct(name) | RustType::Enum(name) => {
            names.insert(name.clone());
        }
        RustType::Option(inner) | RustType::Vec(inner) | RustType::Box(inner) => {
            collect_names(inner, names);
        }
        _ => {}
    }
}

fn request(scope: &Scope<'_>, id: ActionId) -> Struct {
    let (action, names) = scope.action(id);
    let presets = first_page(action);
    let mut fields = fields(scope, &action.input, Owner::Input(id), Role::Sent);
    for (field, _) in &presets {
        fields[*field].setter = Some(setter(&fields[*field].name));
    }
    let mut request = Struct {
        name: names.request.clone(),
        docs: docs::request(scope, id),
        deprecated: deprecated(action.status),
        constructor: Some(request_constructor(&action.input, &fields, presets)),
        is_request: true,
        required: required(&action.input),
        ..record(&action.input, fields, Role::Sent)
    };
    request.docs.extend(example::lines(scope, id, &request));
    request
}

fn response(scope: &Scope<'_>, id: ActionId) -> Struct {
    let (action, names) = scope.action(id);
    let owner = Owner::Output(id);
    let mut fields = fields(scope, &action.output, owner, Role::Received);
    fields.push(Field {
        name: scope.fields(owner)[action.output.len()].clone(),
        wire_name: "RequestId".to_owned(),
        ty: RustType::String,
        docs: vec!["The request ID; quote it when contacting support.".to_owned()],
        setter: None,
        deprecated: false,
    });
    Struct {
        name: names.response.clone(),
        docs: docs::response(scope, id),
        deprecated: deprecated(action.status),
        ..record(&action.output, fields, Role::Received)
    }
}

fn object(scope: &Scope<'_>, id: ObjectId) -> Struct {
    let (object, names) = scope.object(id);
    let role = Role::of_object(object);
    let fields = fields(scope, &object.members, Owner::Object(id), role);
    let constructor =
        role.is_sent().then(|| constructor(&object.members, &fields, "an object", "field"));
    Struct {
        name: names.name.clone(),
        docs: docs::object(scope, id),
        constructor,
        required: if role == Role::Sent { required(&object.members) } else { Vec::new() },
        ..record(&object.members, fields, role)
    }
}

/// What all records have in common; the rest is the caller's.
fn record(members: &[Member], fields: Vec<Field>, role: Role) -> Struct {
    let on = |site: Site| indices(members, move |member| member.sites.as_deref() == Some(&[site]));
    Struct {
        name: String::new(),
        docs: Vec::new(),
        deprecated: None,
        fields,
        constructor: None,
        is_request: false,
        checks: if role.is_sent() { checks(members, role) } else { Vec::new() },
        required: Vec::new(),
        sensitive: indices(members, |member| member.sensitive),
        mainland_only: on(Site::Mainland),
        international_only: on(Site::International),
    }
}

fn indices(members: &[Member], holds: impl Fn(&Member) -> bool) -> Vec<usize> {
    members.iter().enumerate().filter(|(_, member)| holds(member)).map(|(index, _)| index).collect()
}

fn required(members: &[Member]) -> Vec<usize> {
    indices(members, |member| member.required)
}

fn deprecated(status: Status) -> Option<String> {
    match status {
        Status::Online => None,
        Status::Deprecated => Some("deprecated by the API documentation".to_owned()),
        Status::Offline => Some("the action has been taken offline".to_owned()),
    }
}

fn fields(scope: &Scope<'_>, members: &[Member], owner: Owner, role: Role) -> Vec<Field> {
    let field = |(member, name): (&Member, &String)| {
        let ty = field_type(scope, member, owner, role);
        let is_set_later = role.is_sent() && !member.required;
        Field {
            name: name.clone(),
            wire_name: member.name.clone(),
            docs: docs::member(scope, member, role),
            setter: is_set_later.then(|| setter(name)),
            deprecated: member.deprecated,
            ty,
        }
    };
    members.iter().zip(scope.fields(owner)).map(field).collect()
}

/// The method that sets the field of this name.
fn setter(field: &str) -> String {
    format!("with_{}", field.trim_start_matches("r#").trim_end_matches('_'))
}

/// The values with which a request asks for the first page: where the API requires a position, the
/// first one, and pages of the largest documented size. Programs would have to write the two numbers
/// in the order of the documentation, and may confuse them.
fn first_page(action: &model::Action) -> Vec<(usize, Preset)> {
    let Some(pagination) = &action.pagination else { return Vec::new() };
    let cursor = &action.input[pagination.cursor];
    let first = match pagination.style {
        PageStyle::Offset => Preset::Integer(0),
        PageStyle::Page => Preset::Integer(1),
        PageStyle::Token => Preset::Empty,
    };
    let mut presets = Vec::new();
    presets.extend(cursor.required.then_some((pagination.cursor, first)));
    presets.extend(pagination.size.and_then(|size| {
        let member = &action.input[size];
        let is_integer = matches!(member.ty, Type::Scalar(Scalar::Int64 | Scalar::Uint64));
        let largest = member.constraints.max.as_ref().and_then(Number::as_i128);
        let default = || member.default.as_ref()?.as_i64().map(i128::from);
        // A size that is required and not documented stays an argument: no number can be guessed.
        let value = largest.or_else(|| default().filter(|_| member.required));
        value.filter(|_| is_integer).map(|value| (size, Preset::Integer(value)))
    }));
    presets.sort_unstable_by_key(|(index, _)| *index);
    presets
}

/// Presence is part of the type: see [`Role`].
fn field_type(scope: &Scope<'_>, member: &Member, owner: Owner, role: Role) -> RustType {
    let ty = bare_type(scope, &member.ty);
    let ty = match (&member.ty, owner) {
        (Type::Object(inner), Owner::Object(outer)) if contains(scope, *inner, outer) => {
            RustType::Box(Box::new(ty))
        }
        _ => ty,
    };
    match role {
        Role::Sent if member.required => ty,
        Role::Received if member.ty.is_list() => ty,
        _ => RustType::Option(Box::new(ty)),
    }
}

fn bare_type(scope: &Scope<'_>, ty: &Type) -> RustType {
    match ty {
        Type::Scalar(scalar) => match scalar {
            Scalar::Int64 => RustType::I64,
            Scalar::Uint64 => RustType::U64,
            Scalar::Float => RustType::F64,
            Scalar::Bool => RustType::Bool,
            _ => RustType::String,
        },
        Type::Object(id) => RustType::Struct(scope.object(*id).1.name.clone()),
        Type::Values(id) => RustType::Enum(scope.value_set(*id).1.name.clone()),
        Type::List(element) => RustType::Vec(Box::new(bare_type(scope, element))),
    }
}

/// Whether a value of type `outer` can hold one of type `inner` and that again one of type
/// `outer`, all in place, so that one of them must stand on the heap.
fn contains(scope: &Scope<'_>, inner: ObjectId, outer: ObjectId) -> bool {
    let in_place = |id| {
        scope.object(id).0.members.iter().filter_map(|member| match member.ty {
            Type::Object(id) => Some(id),
            _ => None,
        })
    };
    reached([inner], in_place).contains(&outer)
}

fn constructor(members: &[Member], fields: &[Field], what: &str, part: &str) -> Constructor {
    let takes = required(members);
    let docs = match takes.as_slice() {
        [] => format!("Creates {what} with every {part} absent."),
        _ if takes.len() == fields.len() => format!("Creates {what}."),
        _ => format!("Creates {what} from its required {part}s."),
    };
    Constructor { docs: vec![docs], takes, presets: Vec::new() }
}

/// How a request is made, of which some parameters have values from the start.
fn request_constructor(
    members: &[Member],
    fields: &[Field],
    presets: Vec<(usize, Preset)>,
) -> Constructor {
    let made = constructor(members, fields, "a request", "parameter");
    if presets.is_empty() {
        return made;
    }
    let is_preset = |index: &usize| presets.iter().any(|(preset, _)| preset == index);
    let takes: Vec<usize> = made.takes.into_iter().filter(|index| !is_preset(index)).collect();
    let from = if takes.is_empty() { "" } else { " from its required parameters" };
    let mut docs = vec![format!("Creates a request for the first page{from}.")];
    let is_largest = |(index, preset): &(usize, Preset)| {
        let max = members[*index].constraints.max.as_ref().and_then(Number::as_i128);
        max.is_some_and(|max| *preset == Preset::Integer(max))
    };
    if presets.iter().any(is_largest) {
        docs.extend([String::new(), "The page size is the documented maximum.".to_owned()]);
    }
    Constructor { docs, takes, presets }
}

/// What `validate` checks, in order of the members.
fn checks(members: &[Member], role: Role) -> Vec<(usize, Rule)> {
    let mut checks = Vec::new();
    for (index, member) in members.iter().enumerate() {
        let limits = &member.constraints;
        let rules = [
            // Where the type does not say so already.
            (member.required && role == Role::Both).then_some(Rule::Required),
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
