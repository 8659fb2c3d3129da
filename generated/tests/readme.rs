//! The README's programs are those of `examples/`, which the tests compile; all examples print the
//! documented output.

mod program;

use program::example;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

fn repository(path: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    fs::read_to_string(root.join(path)).expect("the file is there")
}

/// Returns a program without its introduction.
fn program(path: &str) -> String {
    let text = repository(path);
    let code =
        text.lines().skip_while(|line| line.starts_with("//!") || line.is_empty());
    code.collect::<Vec<_>>().join("\n")
}

/// Runs an example, which must succeed, and returns its output.
fn printed(name: &str) -> String {
    let output = example(name).output().expect("the example runs");
    assert!(output.status.success(), "{name}");
    String::from_utf8(output.stdout).expect("it prints text")
}

#[test]
fn the_readme_shows_the_programs_unchanged() {
    let readme = repository("README.md");
    assert!(readme.contains(&program("generated/examples/quickstart.rs")));
    assert!(readme.contains(&program("generated/examples/describe.rs")));
}

#[test]
fn the_quickstart_prints_the_json_of_the_documentation_page() {
    let printed = printed("quickstart");
    let lines: Vec<&str> = printed.lines().collect();
    let json: Value = serde_json::from_str(lines[0]).expect("the first line is JSON");
    let documented = json!({
        "Remark": "",
        "MemberUin": 111_111_111_111_u64,
        "Name": "member_name",
        "NodeId": 1001,
        "PermissionIds": [1, 2],
        "PolicyType": "Financial",
        "PayUin": ""
    });
    assert_eq!(json, documented);
    let expected = [
        "invited, request 9be34d82-b614-4010-8cd8-d907b4d303f2",
        "an application is pending",
    ];
    assert_eq!(lines[1..], expected);
}

#[test]
fn the_examples_run_offline() {
    for (name, last) in [
        ("list_members", "3 members"),
        (
            "invite_member",
            "100000000003: The department does not exist; list existing ones with DescribeOrganizationNodes.",
        ),
        ("assign_role", "1 tasks have succeeded"),
        ("first_call", "}"),
    ] {
        assert_eq!(printed(name).lines().last(), Some(last), "{name}");
    }
}
