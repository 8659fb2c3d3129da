//! The programs that govern accounts, run against the mock as users would run them.
#![cfg(feature = "hyper")]

mod program;

use program::example;
use std::io::Write as _;
use std::process::{Command, Output};
use tencentcloud_mock::{MockServer, Rule};

/// The key that the mock accepts.
const KEY: (&str, &str) = ("AKIDEXAMPLE", "secret");

fn mock() -> MockServer {
    MockServer::builder()
        .credential(KEY.0, KEY.1)
        .items_of("DescribeOrganizationNodes", 7)
        .items_of("DescribeOrganizationMembers", 120)
        .start_blocking()
        .expect("the mock starts")
}

/// An example that calls the mock, with nothing else of this process's environment in its way.
fn program(name: &str, server: &MockServer) -> Command {
    let mut command = example(name);
    for (variable, _) in
        std::env::vars().filter(|(name, _)| name.starts_with("TENCENTCLOUD_"))
    {
        command.env_remove(variable);
    }
    command.env("TENCENTCLOUD_ENDPOINT", server.url());
    command.env("TENCENTCLOUD_SECRET_ID", KEY.0).env("TENCENTCLOUD_SECRET_KEY", KEY.1);
    command
}

#[track_caller]
fn succeeds(output: &Output) -> Vec<String> {
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success(),
        "{text}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    text.lines().map(str::to_owned).collect()
}

fn run(name: &str, server: &MockServer, arguments: &[&str]) -> Vec<String> {
    let mut command = program(name, server);
    succeeds(&command.args(arguments).output().expect("the program runs"))
}

#[test]
fn the_inventory_lists_every_department_and_all_members() {
    let server = mock();
    let lines = run("inventory", &server, &[]);
    let total = lines.last().expect("it prints totals");
    assert!(total.starts_with("7 departments, "), "{total}");
    let members =
        lines.iter().filter(|line| line.trim_start().starts_with("- ")).count();
    assert!(total.ends_with(&format!("{members} members")), "{total}");
    assert_eq!(lines.len(), 7 + members + 1);
}

#[cfg(feature = "blocking")]
#[test]
fn the_blocking_inventory_reads_all_pages() {
    let lines = run("blocking_inventory", &mock(), &[]);
    assert_eq!(lines, ["7 departments, 120 members"]);
}

#[test]
fn onboarding_is_dry_without_a_word_and_idempotent() {
    let server = mock();
    let mut file = tempfile::NamedTempFile::new().expect("a file can be made");
    writeln!(file, "name,account_name,department\nbuild,build-1,1001\nrun,run-1,1001")
        .expect("it can be written");
    let path = file.path().to_str().expect("a path");

    let dry = run("onboarding", &server, &[path]);
    assert_eq!(dry[0], "build: would be created in department 1001");
    assert_eq!(dry.last().map(String::as_str), Some("0 created, 0 skipped, 0 failed"));
    let wrote =
        server.requests().iter().any(|it| it.action == "CreateOrganizationMember");
    assert!(!wrote, "a dry run sends reads alone");

    let applied = run("onboarding", &server, &[path, "--apply"]);
    assert_eq!(
        applied.last().map(String::as_str),
        Some("2 created, 0 skipped, 0 failed")
    );

    server
        .rule(
            Rule::on("CreateOrganizationMember").error("FailedOperation.MemberNameUsed"),
        )
        .expect("the rule applies");
    let again = run("onboarding", &server, &[path, "--apply"]);
    assert_eq!(again.last().map(String::as_str), Some("0 created, 2 skipped, 0 failed"));
}

#[test]
fn a_failed_account_does_not_stop_the_others_and_fails_the_run() {
    let server = mock();
    let refusal = Rule::on("CreateOrganizationMember")
        .error("FailedOperation.OrganizationNodeNotExist");
    server.rule(refusal.once()).expect("the rule applies");
    let mut file = tempfile::NamedTempFile::new().expect("a file can be made");
    writeln!(file, "name,account_name,department\nbuild,build-1,1\nrun,run-1,1001")
        .expect("it can be written");
    let mut command = program("onboarding", &server);
    let output =
        command.arg(file.path()).arg("--apply").output().expect("the program runs");
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(text.ends_with("1 created, 0 skipped, 1 failed\n"), "{text}");
}

#[test]
fn a_mistake_in_the_file_names_its_line_and_sends_nothing() {
    let server = mock();
    let mut file = tempfile::NamedTempFile::new().expect("a file can be made");
    writeln!(file, "name,account_name,department\nbuild,build-1,here")
        .expect("it can be written");
    let output =
        program("onboarding", &server).arg(file.path()).output().expect("it runs");
    assert!(!output.status.success());
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(text.contains(":2: `here` is not a department's number"), "{text}");
    assert!(server.requests().is_empty());
}

#[test]
fn provisioning_waits_for_the_task_and_reports_progress() {
    let lines = run("identity_center", &mock(), &["z-1", "ada", "100000000001"]);
    assert!(lines[0].starts_with("ada is "), "{lines:?}");
    assert!(
        lines[1..].iter().any(|line| line.ends_with("are being followed")),
        "{lines:?}"
    );
    assert!(
        lines.last().is_some_and(|line| line.ends_with("tasks succeeded")),
        "{lines:?}"
    );
}

#[test]
fn provisioning_names_the_task_that_failed() {
    let server = mock();
    server
        .rule(Rule::on("CreateRoleAssignment").task_fails("no such account"))
        .expect("the rule applies");
    let mut command = program("identity_center", &server);
    let output = command.args(["z-1", "ada", "7"]).output().expect("the program runs");
    assert!(!output.status.success());
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(text.contains("no such account"), "{text}");
}

#[test]
fn the_audit_covers_every_policy() {
    let lines = run("policy_audit", &mock(), &[]);
    let last = lines.last().expect("it prints totals");
    assert!(last.contains(" policies audited, ") && !last.starts_with('0'), "{last}");
}

#[test]
fn the_service_keeps_its_accounts_apart_and_stops_by_itself() {
    let server = MockServer::builder()
        .credential("AKIDEXAMPLEONE", "secret-one")
        .credential("AKIDEXAMPLETWO", "secret-two")
        .start_blocking()
        .expect("the mock starts");
    let mut command = program("service", &server);
    command.env_remove("TENCENTCLOUD_SECRET_ID").env_remove("TENCENTCLOUD_SECRET_KEY");
    let accounts =
        "one:AKIDEXAMPLEONE:secret-one,two:AKIDEXAMPLETWO:secret-two,bad:AKIDNONE:x";
    command.env("ACCOUNTS", accounts).args(["--rounds", "2"]);
    let lines = succeeds(&command.output().expect("the program runs"));
    assert_eq!(lines.len(), 7, "{lines:?}");
    assert!(
        lines[0].starts_with("bad: ") && lines[0].contains("AuthFailure"),
        "{lines:?}"
    );
    assert!(lines[1].starts_with("one: ") && lines[2].starts_with("two: "), "{lines:?}");
    assert_eq!(lines[6], "stopped");
}
