//! Exports of the repository's spec.

use super::{PathStyle, openapi, request_schema, response_schema};
use crate::load::{Tree, load};
use crate::model::{Action, Model, Version};
use crate::resolve::resolve;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::LazyLock;

static SPEC: LazyLock<Model> = LazyLock::new(|| {
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
    let documents = load(&Tree::disk(spec)).unwrap_or_else(|problems| panic!("{problems}"));
    resolve(&documents).unwrap_or_else(|problems| panic!("{problems}"))
});

fn action(name: &str) -> (&'static Version, &'static Action) {
    let versions = SPEC.services.iter().flat_map(|service| service.versions.iter().rev());
    let mut found = versions.filter_map(|version| {
        Some((version, version.actions.iter().find(|action| action.name == name)?))
    });
    found.next().expect("the action is in the spec")
}

/// Every `$ref` in a document.
fn references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            found.extend(object.get("$ref").and_then(Value::as_str).map(str::to_owned));
            object.values().for_each(|value| references(value, found));
        }
        Value::Array(values) => values.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}

#[test]
fn every_reference_of_the_document_leads_somewhere() {
    let document = openapi(&SPEC, "organization", PathStyle::Fragment);
    let mut found = Vec::new();
    references(&document, &mut found);
    assert!(found.len() > 300, "{}", found.len());
    for reference in found {
        let pointer = reference.trim_start_matches('#');
        assert!(document.pointer(pointer).is_some(), "{reference}");
    }
}

#[test]
fn each_action_has_one_operation_in_either_style() {
    let actions: usize =
        SPEC.services.iter().flat_map(|it| &it.versions).map(|it| it.actions.len()).sum();
    for (style, path) in [
        (PathStyle::Fragment, "/#organization/2021-03-31/QuitOrganization"),
        (PathStyle::Segments, "/organization/2021-03-31/QuitOrganization"),
    ] {
        let document = openapi(&SPEC, "organization", style);
        let paths = document["paths"].as_object().expect("there are paths");
        assert_eq!(paths.len(), actions);
        let operation = &paths[path]["post"];
        assert_eq!(operation["x-tencent-action"], "QuitOrganization");
        assert_eq!(operation["parameters"][0]["schema"]["const"], "QuitOrganization");
    }
}

#[test]
fn a_request_schema_has_required_members_constraints_and_definitions() {
    let (version, action) = action("InviteOrganizationMember");
    let schema = request_schema(version, action);
    assert_eq!(
        schema["required"],
        json!(["MemberUin", "Name", "PolicyType", "PermissionIds", "NodeId"])
    );
    assert_eq!(schema["additionalProperties"], json!(false));
    assert_eq!(schema["properties"]["Name"]["maxLength"], json!(25));
    assert_eq!(schema["properties"]["Tags"]["items"]["$ref"], json!("#/$defs/Tag"));
    assert!(schema["$defs"]["Tag"]["properties"]["TagKey"].is_object());
}

#[test]
fn a_response_schema_requires_nothing_and_knows_the_request_id() {
    let (version, action) = action("DescribeOrganization");
    let schema = response_schema(version, action);
    assert!(schema.get("required").is_none());
    assert_eq!(schema["properties"]["RequestId"], json!({ "type": "string" }));
    assert!(schema.get("additionalProperties").is_none());
}
