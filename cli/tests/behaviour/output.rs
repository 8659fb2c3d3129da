//! Formats of output.

use crate::support::Shell;
use serde_json::json;
use tencentcloud_mock::{MockServer, Rule};

fn shell() -> (MockServer, Shell) {
    let server = crate::support::mock();
    let answer = json!({"Items": [{"Name": "部门\t1", "MemberUin": 1}, {"Name": "b", "Extra": null}], "Total": 2});
    let rule = Rule::on("DescribeOrganizationMembers")
        .respond(answer.as_object().cloned().expect("an object"));
    server.rule(rule).expect("a rule");
    let shell = Shell::of(&server);
    (server, shell)
}

const LINE: [&str; 6] =
    ["organization", "DescribeOrganizationMembers", "--Limit", "2", "--Offset", "0"];

fn out(shell: &Shell, options: &[&str]) -> String {
    let args: Vec<&str> = LINE.iter().chain(options).copied().collect();
    let ran = shell.run(&args);
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran.out
}

#[test]
fn each_format_has_its_form() {
    let (_server, shell) = shell();
    let query = ["--query", "Items[].[Name,MemberUin]"];
    let with = |format| out(&shell, &[&query[..], &["--format", format]].concat());
    assert_eq!(with("tsv"), "部门\\t1\t1\nb\t\n");
    assert_eq!(with("ndjson"), "[\"部门\\t1\",1]\n[\"b\",null]\n");
    assert_eq!(with("none"), "");
    assert_eq!(with("yaml"), "- - \"部门\\t1\"\n  - 1\n- - b\n  - null\n");
    assert!(out(&shell, &["--format", "table"]).contains("┌"));
    assert!(!out(&shell, &[]).contains('\u{1b}'));
}

#[test]
fn items_are_lines_of_ndjson() {
    let (_server, shell) = shell();
    let lines = out(&shell, &["--format", "ndjson"]);
    assert_eq!(lines.lines().count(), 2, "{lines}");
}

#[test]
fn columns_keep_the_order_of_the_query() {
    let (_server, shell) = shell();
    let text =
        out(&shell, &["--query", "Items[].{Zeta:Name,Alpha:MemberUin}", "--format", "table"]);
    assert!(text.find("Zeta") < text.find("Alpha"), "{text}");
}

#[test]
fn a_query_that_does_not_fit_keeps_the_response_and_says_that_the_request_was_sent() {
    let (server, shell) = shell();
    let line = ["organization", "DescribeOrganization", "--query", "length(Nothing)"];
    let ran = shell.run(&line);
    assert_eq!((ran.code, ran.out.as_str(), server.requests().len()), (8, "", 1), "{}", ran.err);
    assert!(ran.err.contains("RequestId") && ran.err.contains("was sent"), "{}", ran.err);
    let ran = shell.run(&[&line[..], &["--error-format", "json"]].concat());
    assert!(ran.err.contains(r#""may_have_happened":true"#), "{}", ran.err);
}

#[test]
fn a_table_without_rows_says_so() {
    let (_server, shell) = shell();
    assert_eq!(out(&shell, &["--query", "Items[?Name=='zz']", "--format", "table"]), "no items\n");
}

#[test]
fn a_wrong_query_is_an_error_before_anything_is_sent() {
    let (server, shell) = shell();
    let args: Vec<&str> = LINE.iter().chain(&["--query", "Items["]).copied().collect();
    let ran = shell.run(&args);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(server.requests().is_empty());
}
