//! The page's data: JSON made from the model, an index of all services and one file per version.
//!
//! Numbers that a browser would round are strings or JSON in strings: values, defaults, constraints,
//! and the requests and responses of examples.

use crate::remedy;
use serde_json::{Map, Value, json};
use tencentcloud_model::model::{
    Action, Constraints, ErrorCode, Example, Member, Model, Owner, PageStyle, Pagination, Service,
    Site, Status, Type, ValueSet, ValueSetOrigin, Version, Wait, WaitSource,
};
use tencentcloud_model::text;

/// Returns the index: services with their versions, common error codes, and a remedy per class.
pub fn index(model: &Model) -> Value {
    let services: Vec<Value> = model.services.iter().map(service).collect();
    let common: Vec<Value> = model.common_errors.iter().map(error_code).collect();
    let remedies: Map<String, Value> = remedy::all()
        .map(|(class, remedy)| (remedy::name(class).to_owned(), json!(remedy)))
        .collect();
    json!({
        "services": services,
        "common": common,
        "remedies": remedies,
        "regions": crate::region::TABLE,
    })
}

/// Returns every description of a version by its place: `a/ListUsers`, `i/ListUsers/ZoneId` for a
/// parameter, `o/…` for a field of a response, `t/Tag/TagKey`, `e/FailedOperation`; that of the
/// version itself has an empty name.
pub fn texts(version: &Version) -> Value {
    let mut texts = Map::new();
    let mut add = |place: String, doc: &str| {
        if !doc.is_empty() {
            texts.insert(place, json!(doc));
        }
    };
    add(String::new(), &version.doc);
    for action in &version.actions {
        add(format!("a/{}", action.name), &action.doc);
        for (side, members) in [("i", &action.input), ("o", &action.output)] {
            for member in members {
                add(format!("{side}/{}/{}", action.name, member.name), &member.doc);
            }
        }
    }
    for object in &version.objects {
        add(format!("t/{}", object.name), &object.doc);
        for member in &object.members {
            add(format!("t/{}/{}", object.name, member.name), &member.doc);
        }
    }
    for error in &version.errors {
        add(format!("e/{}", error.code), &error.doc);
    }
    Value::Object(texts)
}

/// Returns the names of all versions' actions and codes, for a search beyond the shown version.
pub fn search(model: &Model) -> Value {
    let versions = model.services.iter().flat_map(|service| {
        service.versions.iter().map(move |version| {
            let action = |action: &Action| json!([action.name, text::summary(&action.doc)]);
            json!({
                "service": service.folder,
                "version": version.name,
                "actions": version.actions.iter().map(action).collect::<Vec<_>>(),
                "codes": version.errors.iter().map(|error| &error.code).collect::<Vec<_>>(),
            })
        })
    });
    versions.collect()
}

/// Returns everything about one version.
pub fn version(service: &Service, version: &Version) -> Value {
    let actions: Vec<Value> = version.actions.iter().map(|it| action(version, it)).collect();
    let objects = version.objects.iter().map(
        |object| json!({ "name": object.name, "doc": object.doc, "members": members(&object.members) }),
    );
    let sets = version.value_sets.iter().map(|set| value_set(version, set));
    let mut data = head(service, version);
    data["actions"] = json!(actions);
    data["objects"] = objects.collect();
    data["sets"] = sets.collect();
    data["errors"] = version.errors.iter().map(error_code).collect();
    data
}

/// Returns what the list of a version's actions shows: everything else is empty.
pub fn outline(service: &Service, version: &Version) -> Value {
    let actions = version.actions.iter().map(|action| {
        let mut data = json!({ "name": action.name, "doc": text::summary(&action.doc) });
        facts(action, &mut data);
        data
    });
    let mut data = head(service, version);
    data["actions"] = actions.collect();
    data["counts"] = json!([version.actions.len(), version.objects.len(), version.errors.len()]);
    data
}

fn head(service: &Service, version: &Version) -> Value {
    json!({
        "service": service.folder,
        "wire": service.wire_name,
        "title": service.title,
        "version": version.name,
        "doc": version.doc,
        "hosts": hosts(service),
        "groups": version.groups,
    })
}

/// Adds what the list of actions shows beside a name.
fn facts(action: &Action, data: &mut Value) {
    if let Some(group) = action.group {
        data["group"] = json!(group);
    }
    if action.sites.len() == 1 {
        data["sites"] = sites(&action.sites);
    }
    match action.status {
        Status::Online => {}
        Status::Deprecated => data["status"] = json!("deprecated"),
        Status::Offline => data["status"] = json!("offline"),
    }
}

fn service(service: &Service) -> Value {
    let versions: Vec<Value> = service
        .versions
        .iter()
        .map(|version| json!({ "name": version.name, "actions": version.actions.len() }))
        .collect();
    json!({
        "name": service.folder,
        "title": service.title,
        "doc": service.doc,
        "hosts": hosts(service),
        "versions": versions,
    })
}

fn hosts(service: &Service) -> Value {
    let hosts = [
        (Site::Mainland, &service.hosts.mainland),
        (Site::International, &service.hosts.international),
    ];
    let known = hosts.into_iter().filter_map(|(site, host)| {
        Some((site_name(site).to_owned(), Value::String(host.clone()?)))
    });
    Value::Object(known.collect())
}

/// Returns the name of a site in the page's data.
pub(crate) fn site_name(site: Site) -> &'static str {
    match site {
        Site::Mainland => "mainland",
        Site::International => "international",
    }
}

fn sites(sites: &[Site]) -> Value {
    sites.iter().map(|site| site_name(*site)).collect()
}

fn error_code(error: &ErrorCode) -> Value {
    let mut data = json!({
        "code": error.code,
        "class": remedy::name(error.class),
        "doc": error.doc,
    });
    if error.sites.len() == 1 {
        data["sites"] = sites(&error.sites);
    }
    data
}

fn action(version: &Version, action: &Action) -> Value {
    let mut data = json!({
        "name": action.name,
        "doc": action.doc,
        "input": members(&action.input),
        "output": members(&action.output),
        "examples": action.examples.iter().map(example).collect::<Vec<_>>(),
    });
    facts(action, &mut data);
    let mut set = |key: &str, value: Value| data[key] = value;
    if let Some(limit) = action.rate_limit {
        set("rateLimit", json!(limit));
    }
    if action.idempotent {
        set("idempotent", json!(true));
    }
    if action.unsigned {
        set("unsigned", json!(true));
    }
    if let Some(pages) = &action.pagination {
        set("pagination", pagination(action, pages));
    }
    if let Some(waiting) = &action.wait {
        set("wait", wait(version, waiting));
    }
    if let Some(errors) = &action.errors {
        let errors = errors.iter().map(|error| match error.sites.as_slice() {
            [only] => json!([error.code.0, site_name(*only)]),
            _ => json!(error.code.0),
        });
        set("errors", errors.collect());
    }
    data
}

fn pagination(action: &Action, pages: &Pagination) -> Value {
    let input = |index: usize| action.input.get(index).map(|member| member.name.as_str());
    let output = |index: usize| action.output.get(index).map(|member| member.name.as_str());
    json!({
        "style": match pages.style {
            PageStyle::Offset => "offset",
            PageStyle::Page => "page",
            PageStyle::Token => "token",
        },
        "cursor": input(pages.cursor),
        "next": pages.next.and_then(output),
        "items": output(pages.items),
        "total": pages.total.and_then(output),
        "more": pages.more.and_then(output),
        "size": pages.size.and_then(input),
    })
}

fn wait(version: &Version, wait: &Wait) -> Value {
    let polled = version.action(wait.poll);
    let input: Vec<Value> = wait
        .input
        .iter()
        .map(|(member, source)| {
            let name = polled.input.get(*member).map(|member| member.name.as_str());
            match source {
                WaitSource::Request(path) => json!({ "member": name, "request": path }),
                WaitSource::Response { path, each } => {
                    json!({ "member": name, "response": path, "each": each })
                }
            }
        })
        .collect();
    json!({
        "poll": polled.name,
        "input": input,
        "state": wait.state,
        "success": wait.success,
        "failure": wait.failure,
        "reason": wait.reason,
    })
}

fn example(example: &Example) -> Value {
    let text =
        |value: &Option<Map<String, Value>>| value.as_ref().map(|map| json!(map).to_string());
    let mut data = json!({
        "title": example.title,
        "request": text(&example.request),
        "response": text(&example.response),
    });
    if example.sites.len() == 1 {
        data["sites"] = sites(&example.sites);
    }
    if let Some(reason) = &example.deviates {
        data["deviates"] = json!(reason);
    }
    data
}

fn members(members: &[Member]) -> Value {
    members.iter().map(member).collect()
}

fn member(member: &Member) -> Value {
    let mut data = json!({ "name": member.name, "type": type_of(&member.ty), "doc": member.doc });
    for (key, holds) in [
        ("required", member.required),
        ("nullable", member.nullable),
        ("nullableItems", member.nullable_items),
        ("sensitive", member.sensitive),
        ("deprecated", member.deprecated),
    ] {
        if holds {
            data[key] = json!(true);
        }
    }
    if !member.required_in_part().is_empty() {
        data["required"] = sites(member.required_in_part());
    }
    if let Some(only) = &member.sites {
        data["sites"] = sites(only);
    }
    if let Some(example) = &member.example {
        data["example"] = json!(example.to_string());
    }
    if let Some(default) = &member.default {
        data["default"] = json!(default.to_string());
    }
    constraints(&member.constraints, &mut data);
    data
}

fn constraints(constraints: &Constraints, data: &mut Value) {
    let number = |number: &serde_json::Number| json!(number.to_string());
    let all = [
        ("min", constraints.min.as_ref().map(number)),
        ("max", constraints.max.as_ref().map(number)),
        ("minLength", constraints.min_length.map(|it| json!(it))),
        ("maxLength", constraints.max_length.map(|it| json!(it))),
        ("minItems", constraints.min_items.map(|it| json!(it))),
        ("maxItems", constraints.max_items.map(|it| json!(it))),
        ("pattern", constraints.pattern.as_ref().map(|it| json!(it))),
    ];
    for (key, value) in all {
        if let Some(value) = value {
            data[key] = value;
        }
    }
}

fn type_of(ty: &Type) -> Value {
    match ty {
        Type::Scalar(scalar) => json!(scalar.name()),
        Type::Object(id) => json!({ "object": id.0 }),
        Type::Values(id) => json!({ "values": id.0 }),
        Type::List(element) => json!({ "list": type_of(element) }),
    }
}

fn value_set(version: &Version, set: &ValueSet) -> Value {
    let name = match &set.origin {
        ValueSetOrigin::Named { name, .. } => name.clone(),
        ValueSetOrigin::Inline { owner, member } => {
            let owner = match owner {
                Owner::Input(id) | Owner::Output(id) => &version.action(*id).name,
                Owner::Object(id) => &version.object(*id).name,
            };
            format!("{owner}.{member}")
        }
    };
    let values = set
        .values
        .iter()
        .map(|value| json!([value.value.to_string(), value.name, value.doc]))
        .collect::<Vec<_>>();
    json!({ "name": name, "doc": set.doc, "base": set.base.scalar().name(), "values": values })
}
