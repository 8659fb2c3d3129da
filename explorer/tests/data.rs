//! The data files of the page: complete, and exact where a browser would round.

use serde_json::Value;
use std::fs;
use tencentcloud_explorer::{Changes, Explorer, Lang, export};

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
            let outline = format!("{}/{}.outline.json", service.folder, version.name);
            let outline = read(&explorer, &outline);
            let counts = [version.actions.len(), version.objects.len(), version.errors.len()];
            assert_eq!(outline["counts"], serde_json::json!(counts));
            let listed: Vec<_> = data["actions"].as_array().expect("a list").iter().collect();
            for (full, short) in listed.into_iter().zip(outline["actions"].as_array().expect("it"))
            {
                for key in ["name", "group", "sites", "status"] {
                    assert_eq!(full[key], short[key], "{full}");
                }
            }
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

const DIFF: &str = r#"{
  "release": { "base": "0.1.0", "next": "0.2.0" },
  "changes": [
    { "at": "organization/2021-03-31/ListUsers.input.Offset", "verdict": "additive",
      "change": "A parameter was added", "before": null, "after": "`int64`" },
    { "at": "organization/2021-03-31/errors/FailedOperation", "verdict": "docs",
      "change": "A description changed", "before": "a", "after": "b" },
    { "at": "organization/1999-01-01/Old", "verdict": "breaking",
      "change": "An action was removed", "before": null, "after": null }
  ]
}"#;

#[test]
fn changes_from_diff_are_shown_with_their_version() {
    let mut explorer = explorer();
    let all = Changes::read(DIFF, Some("v0.1.0")).expect("changes");
    let added: Vec<bool> = all.into_iter().map(|one| explorer.add_changes(one)).collect();
    assert_eq!(added, [true, false], "a version that is not there takes no changes");
    let data = read(&explorer, "organization/2021-03-31.json");
    let expected = serde_json::json!({ "since": "v0.1.0", "list": [
        { "place": "ListUsers.input.Offset", "verdict": "additive", "text": "A parameter was added: `int64`" },
        { "place": "errors/FailedOperation", "verdict": "docs", "text": "A description changed: a → b" },
    ] });
    assert_eq!(data["changes"], expected);
    assert_eq!(read(&explorer, "organization/2021-03-31.outline.json")["changes"], expected);
    assert_eq!(Changes::read(DIFF, None).expect("changes")[0].since, "release 0.1.0");
}

#[test]
fn a_text_that_is_no_diff_is_an_error_with_a_remedy() {
    for text in
        ["", "[]", "{\"changes\": []}", "{\"release\": {\"base\": \"1\"}, \"changes\": [{}]}"]
    {
        let error = Changes::read(text, None).expect_err(text).to_string();
        assert!(error.contains("diff REVISION --format json"), "{error}");
    }
}

#[test]
fn descriptions_in_another_language_have_a_file_of_their_own() {
    let mut explorer = explorer();
    let (_, version, _) = explorer.find("sts", "2018-08-13", "AssumeRole").expect("the action");
    let mut chinese = version.clone();
    for action in &mut chinese.actions {
        action.doc = format!("中文 {}", action.name);
    }
    assert!(read(&explorer, "index.json")["lang"].is_null());
    assert!(explorer.add_texts("sts", &chinese, Lang::Chinese));
    explorer.prefer(Lang::Chinese);
    let texts = read(&explorer, "sts/2018-08-13.zh.json");
    assert_eq!(texts["a/AssumeRole"], "中文 AssumeRole");
    assert!(texts["i/AssumeRole/RoleArn"].is_string());
    assert_eq!(read(&explorer, "sts/2018-08-13.json")["texts"], serde_json::json!(["zh"]));
    let index = read(&explorer, "index.json");
    assert_eq!(index["lang"], "zh");
    let sts =
        index["services"].as_array().and_then(|all| all.iter().find(|it| it["name"] == "sts"));
    assert_eq!(sts.expect("sts")["versions"][0]["texts"], serde_json::json!(["zh"]));
    chinese.name = "1999-01-01".to_owned();
    assert!(!explorer.add_texts("sts", &chinese, Lang::Chinese));
}

#[test]
fn an_export_has_the_page_the_data_and_recipes_of_samples() {
    let explorer = explorer();
    let folder = tempfile::tempdir().expect("a folder");
    let versions: usize = explorer.model().services.iter().map(|it| it.versions.len()).sum();
    let exported = export(&explorer, folder.path()).expect("it is written");
    assert_eq!(exported.files, 3 + 3 * versions, "{exported:?}");
    let page = fs::read_to_string(folder.path().join("index.html")).expect("the page");
    assert!(page.contains("content=\"static\""));
    let recipes = folder.path().join("data/organization/2021-03-31.code.json");
    let recipes: Value =
        serde_json::from_str(&fs::read_to_string(recipes).expect("recipes")).expect("JSON");
    assert_eq!(recipes.as_array().map(Vec::len), Some(11));
    for recipe in recipes.as_array().expect("a list") {
        for site in ["mainland", "international"] {
            let code = recipe["codes"][site].to_string();
            assert!(code.contains("«literal»") && code.contains("«region»"), "{recipe}");
        }
        assert!(recipe["problem"].is_null(), "{recipe}");
    }
    let fault =
        export(&explorer, &folder.path().join("index.html")).expect_err("a file, no folder");
    assert!(fault.to_string().contains("index.html"), "{fault}");
}
