//! The ten defects of the vendor's command line, none of which is here.
//!
//! ```text
//!  1 completion fails for services with several versions    actions_of_a_service_with_several_…
//!  2 unknown members of responses are dropped               response_members_that_the_spec_…
//!  3 requests for temporary credentials skip TLS checks     a_role_is_not_assumed_over_…
//!  4 the command line is logged, secrets included           nothing_of_the_command_line_is_logged
//!  5 the waiter prints on stdout, and knows no failure      waiting_prints_data_alone_and_…
//!  6 one exit code and one form of errors                   failures_have_exit_codes_of_…
//!  7 no did-you-mean                                        names_that_are_almost_right_…
//!  8 lists take JSON alone                                  a_list_takes_several_values
//!  9 no pages, YAML, dry run, retries, debugging, warnings  what_is_missing_there_is_here
//! 10 the first run pins versions and endpoints              running_writes_no_file
//! ```

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
    let folder = tempfile::tempdir().expect("a folder");
    let path = "tccli/services/garden/v20240501/api.json".to_owned();
    let files = [(path, crate::catalogue::garden("deprecated"))];
    let wheel = crate::catalogue::wheel_of(folder.path(), "tccli", "3.1.0", &files);
    let shell = Shell::bare().with("XDG_DATA_HOME", &folder.path().display().to_string());
    let ran = shell.run(&["catalogue", "add", &wheel.display().to_string()]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let ran = shell.line("garden PlantTree --Name oak --dry-run");
    assert!(ran.code == 0 && ran.err.contains("PlantTree is deprecated"), "{}", ran.err);
}

#[test]
fn a_role_is_not_assumed_over_a_connection_that_is_not_trusted() {
    let server =
        tencentcloud_mock::MockServer::builder().tls().start_blocking().expect("it starts");
    let shell = Shell::of(&server).with("TENCENTCLOUD_ROLE_ARN", "qcs::cam::uin/1:roleName/r");
    let ran = shell.line("organization DescribeOrganization --retries 0");
    assert!(ran.code != 0 && ran.out.is_empty(), "{}", ran.err);
    assert!(server.requests().is_empty());
    // With the certificate trusted, the request is answered.
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("mock.pem");
    std::fs::write(&file, server.certificate_pem().expect("TLS")).expect("written");
    let shell = shell.with("TENCENTCLOUD_CA_FILE", &file.display().to_string());
    let ran = shell.line("organization DescribeOrganization --retries 0");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let actions: Vec<_> = server.requests().iter().map(|request| request.action.clone()).collect();
    assert_eq!(actions, ["AssumeRole", "DescribeOrganization"]);
}

#[test]
fn waiting_prints_data_alone_and_ends_at_a_failure() {
    let server = tencentcloud_mock::MockServer::builder().without_rate_limits().task_polls(2);
    let server = server.start_blocking().expect("the mock starts");
    let (name, request) = crate::lists::starter();
    let mut shell = Shell::of(&server);
    shell.is_terminal = true;
    let args = [
        "organization",
        &name,
        "--json",
        &request,
        "--wait",
        "--wait-delay",
        "0.01",
        "--format",
        "json",
    ];
    let ran = shell.with("NO_COLOR", "1").run(&args);
    assert!(ran.json()["Tasks"].is_array(), "{}", ran.out);
    assert!(ran.err.lines().count() >= 2, "{}", ran.err);
    server.rule(Rule::on(&name).task_fails("no more room")).expect("a rule");
    let before = server.requests().len();
    let ran = Shell::of(&server).run(&args);
    assert!(ran.code == 7 && ran.out.is_empty() && ran.err.contains("no more room"), "{}", ran.err);
    assert!(server.requests().len() - before < 6, "it polls no further");
}

#[test]
fn names_that_are_almost_right_are_answered_with_the_right_one() {
    let shell = Shell::bare();
    let ran = shell.line("organization QuitOrganization --OrgID 7");
    assert!(ran.code == 2 && ran.err.contains("did you mean `--OrgId`?"), "{}", ran.err);
    let ran = shell.line("organization DescribeOrganizatio");
    assert!(
        ran.code == 2 && ran.err.contains("did you mean `DescribeOrganization`?"),
        "{}",
        ran.err
    );
    assert!(ran.err.lines().count() < 5, "no list of all actions: {}", ran.err);
    // A name that is cut is answered with those that begin with it.
    let ran = shell.line("organization DescribeOrg");
    assert!(ran.code == 2 && ran.err.contains("DescribeOrganization"), "{}", ran.err);
    assert!(ran.err.lines().count() < 5, "no list of all actions: {}", ran.err);
}

#[test]
fn features_that_tccli_does_not_have_work() {
    let server = tencentcloud_mock::MockServer::builder().without_rate_limits().items(60);
    let server = server.start_blocking().expect("the mock starts");
    let shell = Shell::of(&server);
    let all = shell.line("organization DescribeOrganizationMembers --all").json();
    assert_eq!(all["Items"].as_array().map(Vec::len), Some(60));
    let yaml = shell.line("organization DescribeOrganization --format yaml").out;
    assert!(yaml.contains("\nRequestId: ") || yaml.starts_with("RequestId: "), "{yaml}");
    let sent = server.requests().len();
    assert_eq!(shell.line("organization DescribeOrganization --dry-run").code, 0);
    assert_eq!(server.requests().len(), sent);
    let debug = shell.line("organization DescribeOrganization --debug").err;
    assert!(debug.contains("> x-tc-action: DescribeOrganization"), "{debug}");
    server
        .rule(Rule::on("DescribeOrganization").error("RequestLimitExceeded").times(2))
        .expect("a rule");
    assert_eq!(shell.line("organization DescribeOrganization --retries 0").code, 11);
    assert_eq!(shell.line("organization DescribeOrganization --retries 1").code, 0);
    let table = shell.line("organization DescribeOrganizationMembers --format table").out;
    assert!(table.matches("┌").count() <= 2, "one table for the list: {table}");
}
