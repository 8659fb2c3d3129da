//! Ten defects of the vendor's command line, none of which is here.

use crate::support::{Shell, mock};
use serde_json::json;
use tencentcloud_mock::Rule;

#[test]
fn response_members_that_the_spec_does_not_know_are_kept_digit_for_digit() {
    let server = mock();
    let answer = json!({"OrgId": 7, "BrandNewField": "x", "Deep": {"New": [1, null]}});
    let answer = answer.as_object().cloned().expect("an object");
    server.rule(Rule::on("DescribeOrganization").respond(answer)).expect("a rule");
    let ran = Shell::of(&server).line("organization DescribeOrganization").json();
    assert_eq!(ran["BrandNewField"], "x");
    assert_eq!(ran["Deep"], json!({"New": [1, null]}));
}

#[test]
fn failures_have_exit_codes_of_their_own_and_a_form_for_programs() {
    let ran = Shell::bare().line("organization DescribeOrganization --OrgID 7 --error-format json");
    assert_eq!(ran.code, 2);
    let error: serde_json::Value = serde_json::from_str(&ran.err).expect("one line of JSON");
    assert_eq!(error["error"]["kind"], "usage");
}

#[test]
fn a_list_takes_several_values() {
    let server = mock();
    let line = "organization InviteOrganizationMember --MemberUin 100 --Name n --PolicyType Financial \
                --PermissionIds 1 2 --NodeId 3";
    let ran = Shell::of(&server).line(line);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let sent = server.requests().last().and_then(|last| last.parameters()).expect("sent");
    assert_eq!(sent["PermissionIds"], json!([1, 2]));
}

#[test]
fn running_writes_no_file() {
    let server = mock();
    let home = tempfile::tempdir().expect("a folder");
    let home_name = home.path().to_str().expect("UTF-8");
    let ran = Shell::of(&server).with("HOME", home_name).line("organization DescribeOrganization");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(std::fs::read_dir(home.path()).expect("listed").count(), 0);
}
