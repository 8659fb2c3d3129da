//! The data files of the page: complete, and exact where a browser would round.

use serde_json::Value;
use std::fs;
use tencentcloud_explorer::{Change, Changes, Explorer, export};

fn explorer() -> Explorer {
    Explorer::embedded().expect("the embedded spec")
}

fn read(explorer: &Explorer, path: &str) -> Value {
    serde_json::from_str(explorer.file(path).expect(path)).expect("it is JSON")
}

#[test]
fn every_action_type_and_code_of_every_version_is_in_the_data() {
    let explorer = explorer();
    let mut actions = 0;
    for service in &explorer.model().services {
        for version in &service.versions {
            let data = read(&explorer, &format!("{}/{}.json", service.folder, version.name));
            let names = |list: &str, key: &str| -> Vec<String> {
                let list = data[list].as_array().expect("a list");
                list.iter().map(|it| it[key].as_str().expect("a name").to_owned()).collect()
            };
            let known: Vec<_> = version.actions.iter().map(|it| it.name.clone()).collect();
            assert_eq!(names("actions", "name"), known);
            let known: Vec<_> = version.objects.iter().map(|it| it.name.clone()).collect();
            assert_eq!(names("objects", "name"), known);
            let known: Vec<_> = version.errors.iter().map(|it| it.code.clone()).collect();
            assert_eq!(names("errors", "code"), known);
            actions += known.len();
        }
    }
    assert!(actions > 300, "{actions}");
}

#[test]
fn examples_keep_their_numbers() {
    let explorer = explorer();
    let (_, _, action) = explorer
        .find("organization", "2021-03-31", "InviteOrganizationMember")
        .expect("the action");
    let data = read(&explorer, "organization/2021-03-31.json");
    let shown = data["actions"]
        .as_array()
        .and_then(|list| list.iter().find(|it| it["name"] == action.name.as_str()))
        .expect("the action's data");
    let text = shown["examples"][0]["request"].as_str().expect("a request as JSON text");
    assert!(text.contains("\"MemberUin\":111111111111"), "{text}");
    assert_eq!(
        serde_json::from_str::<Value>(text).expect("JSON"),
        Value::Object(action.examples[0].request.clone().expect("a request"))
    );
}

#[test]
fn every_class_of_error_has_a_remedy() {
    let data = read(&explorer(), "index.json");
    let remedies = data["remedies"].as_object().expect("an object");
    for error in data["common"].as_array().expect("a list") {
        let class = error["class"].as_str().expect("a class");
        assert!(remedies[class].as_str().is_some_and(|text| text.ends_with('.')), "{class}");
    }
}

#[test]
fn changes_are_shown_with_their_version() {
    let mut explorer = explorer();
    let change = Change {
        action: "ListUsers".to_owned(),
        verdict: "compatible".to_owned(),
        text: "Offset is new".to_owned(),
    };
    let mut changes = Changes {
        service: "organization".to_owned(),
        version: "2021-03-31".to_owned(),
        since: "2026-01-01".to_owned(),
        list: vec![change],
    };
    assert!(explorer.add_changes(changes.clone()));
    let data = read(&explorer, "organization/2021-03-31.json");
    assert_eq!(data["changes"]["list"][0]["action"], "ListUsers");
    changes.version = "1999-01-01".to_owned();
    assert!(!explorer.add_changes(changes));
}

#[test]
fn an_export_has_the_page_the_data_and_samples_of_every_example() {
    let explorer = explorer();
    let folder = tempfile::tempdir().expect("a folder");
    let exported = export(&explorer, folder.path()).expect("it is written");
    assert!(exported.files > 150, "{exported:?}");
    let page = fs::read_to_string(folder.path().join("index.html")).expect("the page");
    assert!(page.contains("content=\"static\""));
    let samples = folder.path().join("data/organization/2021-03-31/code/ListUsers.json");
    let samples: Value =
        serde_json::from_str(&fs::read_to_string(samples).expect("samples")).expect("JSON");
    assert_eq!(samples[0]["samples"].as_array().map(Vec::len), Some(11));
    for sample in samples[0]["samples"].as_array().expect("a list") {
        assert!(sample["code"].is_string(), "{sample}");
    }
    let fault =
        export(&explorer, &folder.path().join("index.html")).expect_err("a file, no folder");
    assert!(fault.to_string().contains("index.html"), "{fault}");
}
