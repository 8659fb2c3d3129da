//! Mistakes of users: each is named with its place and a remedy, and nothing is written.

use crate::support::{Workspace, metadata};

#[test]
fn unknown_names_are_errors_with_the_name_that_was_meant() {
    let workspace = Workspace::with_crate();
    let before = workspace.read("my-cloud/tencentcloud.toml");
    for (selection, expected) in [
        ("lamb:SwitchLamp", "did you mean `lamp`?"),
        ("lamp:SwichLamp", "did you mean `SwitchLamp`?"),
        ("lamp/2024-01-02:SwitchLamp", "did you mean `2024-01-01`?"),
        ("lamp:Nothing*", "no action of the packages matches `Nothing*`"),
    ] {
        let text = workspace.fails("my-cloud", &["add", selection, "--from", &metadata("before")]);
        assert!(text.contains("selects nothing") && text.contains(expected), "{text}");
    }
    assert_eq!(workspace.read("my-cloud/tencentcloud.toml"), before);
    assert!(!workspace.path("my-cloud/spec/lamp").exists());
}

#[test]
fn an_action_that_cannot_be_expressed_is_named_with_the_reason() {
    let workspace = Workspace::with_crate();
    let from = metadata("before");
    let text = workspace.fails("my-cloud", &["add", "lamp:StreamLight", "--from", &from]);
    assert!(text.contains("lamp/2024-01-01/StreamLight: ") && text.contains("binary"), "{text}");
    let text = workspace.succeeds("my-cloud", &["add", "lamp:*", "--from", &from]);
    assert!(text.contains("lamp/2024-01-01/StreamLight: "), "{text}");
    assert!(text.contains("2 actions"), "{text}");
}

#[test]
fn a_selection_without_a_match_is_located() {
    let workspace = Workspace::with_crate();
    workspace.succeeds("my-cloud", &["add", "lamp:*", "--from", &metadata("before")]);
    workspace.edit("my-cloud/tencentcloud.toml", "[\"*\"]", "[\"SwitchLampp\"]");
    let text = workspace.fails("my-cloud", &["codegen"]);
    assert!(text.contains("tencentcloud.toml:11:22: "), "{text}");
    assert!(text.contains("did you mean `SwitchLamp`?"), "{text}");
}

#[test]
fn a_folder_without_a_project_is_reported_with_the_command_that_makes_one() {
    let workspace = Workspace::new();
    let text = workspace.fails(".", &["codegen"]);
    assert!(text.contains("cargo tencentcloud init"), "{text}");
    let text = workspace.fails(".", &["search", "lamp"]);
    assert!(text.contains("pip download --no-deps tccli"), "{text}");
}

#[test]
fn removed_actions_leave_the_crate_and_stay_in_the_spec() {
    let workspace = Workspace::with_crate();
    workspace.succeeds("my-cloud", &["add", "lamp:*", "bell:*", "--from", &metadata("before")]);
    let text = workspace.fails("my-cloud", &["remove", "lamp:SwichLamp"]);
    assert!(text.contains("is not selected"), "{text}");
    workspace.succeeds("my-cloud", &["remove", "lamp:SwitchLamp", "bell"]);
    let configuration = workspace.read("my-cloud/tencentcloud.toml");
    assert!(configuration.contains("\"lamp/2024-01-01\" = [\"DescribeLamps\"]"), "{configuration}");
    assert!(!configuration.contains("bell"), "{configuration}");
    assert!(!workspace.path("my-cloud/src/bell.rs").exists());
    assert!(!workspace.read("my-cloud/Cargo.toml").contains("bell"));
    assert!(workspace.path("my-cloud/spec/bell/2024-02-02/actions/RingBell.yaml").exists());
    let list = workspace.succeeds("my-cloud", &["list"]);
    assert_eq!(list, "lamp/2024-01-01\n  DescribeLamps  Lists the lamps of a room.\n");
    // The spec still has it, so no package is needed.
    workspace.succeeds("my-cloud", &["add", "bell:RingBell"]);
    assert!(workspace.path("my-cloud/src/bell.rs").exists());
}

#[test]
fn spec_files_that_nothing_selects_are_deleted_on_request_and_people_s_words_are_not() {
    let workspace = Workspace::with_crate();
    workspace.succeeds("my-cloud", &["add", "lamp:*", "bell:*", "--from", &metadata("before")]);
    let switch = "my-cloud/spec/lamp/2024-01-01/actions/SwitchLamp.yaml";
    let text = workspace.read(switch);
    workspace.write(switch, &text.replace("# imported: rewrite\ndoc: ", "doc: Mine. "));
    let text = workspace.succeeds("my-cloud", &["remove", "lamp:SwitchLamp", "bell"]);
    assert!(text.contains("that nothing selects; `cargo tencentcloud remove --prune`"), "{text}");
    let text = workspace.fails("my-cloud", &["remove", "--prune"]);
    assert!(text.contains("SwitchLamp.yaml") && text.contains("--discard-edits"), "{text}");
    assert!(workspace.path("my-cloud/spec/bell/service.yaml").exists());
    let text = workspace.succeeds("my-cloud", &["remove", "--prune", "--discard-edits"]);
    assert!(text.contains("deleted bell/service.yaml"), "{text}");
    assert!(!workspace.path("my-cloud/spec/bell").exists());
    assert!(!workspace.path(switch).exists());
    assert!(workspace.path("my-cloud/spec/lamp/2024-01-01/actions/DescribeLamps.yaml").exists());
    workspace.succeeds("my-cloud", &["codegen", "--check"]);
    let text = workspace.succeeds("my-cloud", &["remove", "--prune"]);
    assert!(text.contains("1 action left; 0 files changed"), "{text}");
}

#[test]
fn actions_are_found_by_name_and_description() {
    let workspace = Workspace::new();
    let from = metadata("before");
    let text = workspace.succeeds(".", &["search", "LAMPS", "room", "--from", &from]);
    assert!(text.starts_with("lamp/2024-01-01:DescribeLamps  "), "{text}");
    assert!(text.ends_with("1 action of 5 actions\n"), "{text}");
    let text = workspace.fails(".", &["search", "nothing-has-this", "--from", &from]);
    assert!(text.starts_with("0 actions of"), "{text}");
}

#[test]
fn selected_actions_are_exported() {
    let workspace = Workspace::with_crate();
    workspace.succeeds("my-cloud", &["add", "lamp:*", "bell:*", "--from", &metadata("before")]);
    let text = workspace.succeeds("my-cloud", &["export", "openapi", "--only", "lamp:SwitchLamp"]);
    let document: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(document["openapi"], "3.1.0");
    let paths: Vec<&String> = document["paths"].as_object().expect("paths").keys().collect();
    assert_eq!(paths, ["/#lamp/2024-01-01/SwitchLamp"]);
    workspace.succeeds("my-cloud", &["export", "json-schema", "--out", "schemas"]);
    assert!(workspace.path("my-cloud/schemas/bell/2024-02-02/RingBellResponse.json").exists());
}

#[test]
fn an_action_written_by_hand_that_nothing_selects_is_named() {
    let workspace = Workspace::with_crate();
    workspace.succeeds("my-cloud", &["add", "bell:RingBell", "--from", &metadata("before")]);
    let quiet = workspace.succeeds("my-cloud", &["codegen"]);
    assert!(!quiet.contains("note:"), "{quiet}");
    let new = workspace.succeeds("my-cloud", &["new", "action", "bell", "2024-02-02", "HangBell"]);
    assert!(new.contains("add bell/2024-02-02:HangBell"), "{new}");
    // The second run is told by a fingerprint that nothing has changed.
    for _ in 0..2 {
        let text = workspace.succeeds("my-cloud", &["codegen"]);
        assert!(text.contains("does not select them: 1 action"), "{text}");
    }
    let list = workspace.succeeds("my-cloud", &["list", "--unselected"]);
    assert_eq!(list, "spec/bell/2024-02-02/actions/HangBell.yaml\n");
    workspace.succeeds("my-cloud", &["add", "bell/2024-02-02:HangBell"]);
    let text = workspace.succeeds("my-cloud", &["codegen"]);
    assert!(text.contains("2 actions") && !text.contains("note:"), "{text}");
}
