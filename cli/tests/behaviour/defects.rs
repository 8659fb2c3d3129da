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
    let sent =
        server.requests().last().and_then(tencentcloud_mock::Received::parameters).expect("sent");
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

#[test]
fn actions_of_a_service_with_several_versions_are_completed() {
    let ran = Shell::bare().run(&["__complete", "--", "organization", "DescribeOrganizationMem"]);
    assert!(ran.out.starts_with("DescribeOrganizationMem"), "{}", ran.out);
}

#[test]
fn a_certificate_that_is_not_trusted_is_an_error_and_nothing_is_sent() {
    let server =
        tencentcloud_mock::MockServer::builder().tls().start_blocking().expect("it starts");
    let ran = Shell::of(&server).line("organization DescribeOrganization --retries 0");
    assert_eq!(ran.code, 4, "{}", ran.err);
    assert!(server.requests().is_empty());
}

#[test]
fn nothing_of_the_command_line_is_logged() {
    let server = mock();
    let home = tempfile::tempdir().expect("a folder");
    let shell = Shell::of(&server).with("HOME", home.path().to_str().expect("UTF-8"));
    shell.run(&["organization", "DescribeOrganization", "--query", "`\"TOPSECRET42\"`"]);
    shell.run(&["organization", "DescribeOrganization", "--secretKey", "TOPSECRET42"]);
    assert_eq!(std::fs::read_dir(home.path()).expect("listed").count(), 0);
}

#[test]
fn a_secret_is_no_option() {
    let ran = Shell::bare().line("organization DescribeOrganization --secret-key TOPSECRET42");
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(!ran.err.contains("TOPSECRET42"), "{}", ran.err);
}

#[test]
fn bad_json_is_an_error_with_its_place() {
    let ran =
        Shell::bare().run(&["organization", "AddOrganizationNode", "--Tags", "{'TagKey': 1}"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("line 1 column 2") && ran.err.contains("--Tags.Name value"),
        "{}",
        ran.err
    );
}

#[test]
fn a_deprecated_action_is_called_with_a_warning() {
    let model = tencentcloud_model::embedded::catalogue().and_then(|catalogue| catalogue.model());
    let model = model.expect("it opens");
    let services = model.services.iter().flat_map(|service| &service.versions);
    let mut actions =
        services.flat_map(|version| version.actions.iter().map(move |action| (version, action)));
    let found =
        actions.find(|(_, action)| action.status == tencentcloud_model::model::Status::Deprecated);
    let Some((version, action)) = found else { return };
    let line =
        format!("organization {} --version {} --dry-run --skip-check", action.name, version.name);
    let ran = Shell::bare().line(&line);
    assert!(ran.err.contains("deprecated"), "{}", ran.err);
}
