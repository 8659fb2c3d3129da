//! All pages of a list, and waiting for tasks.

use crate::support::Shell;
use tencentcloud_mock::{MockServer, Rule};

fn server(items: usize) -> MockServer {
    let server = MockServer::builder().without_rate_limits().items(items).task_polls(2);
    server.start_blocking().expect("the mock starts")
}

fn names(items: &serde_json::Value) -> Vec<String> {
    items.as_array().expect("a list").iter().map(ToString::to_string).collect()
}

#[test]
fn all_pages_are_merged_without_losing_an_item() {
    let server = server(123);
    let shell = Shell::of(&server);
    let all = shell.line("organization DescribeOrganizationMembers --all").json();
    assert_eq!(all["Items"].as_array().map(Vec::len), Some(123));
    let some = shell.line("organization DescribeOrganizationMembers --all --Limit 7").json();
    assert_eq!(names(&some["Items"]), names(&all["Items"]));
    assert!(server.requests().len() > 15);
}

#[test]
fn the_number_of_items_is_bounded_exactly() {
    let server = server(123);
    let shell = Shell::of(&server);
    for most in [1, 10, 60, 200] {
        let line = format!("organization DescribeOrganizationMembers --max-items {most}");
        let some = shell.line(&line).json();
        assert_eq!(some["Items"].as_array().map(Vec::len), Some(most.min(123)), "{most}");
    }
}

#[test]
fn pages_are_merged_before_the_query() {
    let server = server(60);
    let ran = Shell::of(&server).run(&[
        "organization",
        "DescribeOrganizationMembers",
        "--all",
        "--Limit",
        "50",
        "--query",
        "length(Items)",
    ]);
    assert_eq!((ran.code, ran.out.as_str()), (0, "60\n"), "{}", ran.err);
}

#[test]
fn a_list_that_stops_says_where_to_go_on() {
    let server = server(100);
    let rule = Rule::on("DescribeOrganizationMembers").error("FailedOperation").after(1);
    server.rule(rule).expect("a rule");
    let ran = Shell::of(&server).line("organization DescribeOrganizationMembers --all --Limit 40");
    assert!(ran.code >= 10, "{}", ran.err);
    assert!(ran.err.contains("resume: --Offset 40"), "{}", ran.err);
    assert!(ran.err.contains("40 items, printed"), "{}", ran.err);
    let read: serde_json::Value = serde_json::from_str(&ran.out).expect("what was read is JSON");
    assert_eq!(names(&read["Items"]).len(), 40);
}

#[test]
fn a_list_whose_first_page_fails_prints_nothing() {
    let server = server(100);
    server.rule(Rule::on("DescribeOrganizationMembers").error("FailedOperation")).expect("a rule");
    let ran = Shell::of(&server).line("organization DescribeOrganizationMembers --all --Limit 40");
    assert!(ran.code >= 10 && ran.out.is_empty(), "{}", ran.out);
    assert!(!ran.err.contains("resume"), "{}", ran.err);
}

#[test]
fn pages_are_no_longer_asked_for_when_nobody_reads_them() {
    struct Gone;
    impl std::io::Write for Gone {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let server = server(100);
    let line = "organization DescribeOrganizationMembers --all --Limit 10 --format ndjson";
    let mut host = tencentcloud_cli::Host {
        stdout: Box::new(Gone),
        variables: Shell::of(&server).variables,
        ..tencentcloud_cli::Host::process()
    };
    let code = tencentcloud_cli::run(line.split(' ').map(Into::into), &mut host);
    assert_eq!((code, server.requests().len()), (0, 1));
}

#[test]
fn ndjson_prints_each_page_before_the_next_one_is_asked_for() {
    let server = server(100);
    let line = "organization DescribeOrganizationMembers --all --Limit 40 --format ndjson";
    let all = Shell::of(&server).line(line);
    assert_eq!((all.code, all.out.lines().count()), (0, 100), "{}", all.err);
    let rule = Rule::on("DescribeOrganizationMembers").error("FailedOperation").after(1);
    server.rule(rule).expect("a rule");
    let ran = Shell::of(&server).line(line);
    assert!(ran.code >= 10, "{}", ran.err);
    assert_eq!(ran.out.lines().collect::<Vec<_>>(), all.out.lines().take(40).collect::<Vec<_>>());
    assert!(ran.err.contains("40 items, printed"), "{}", ran.err);
    assert!(ran.err.contains("resume: --Offset 40"), "{}", ran.err);
}

#[test]
fn a_bounded_list_is_resumed_without_losing_or_repeating_an_item() {
    let server = server(70);
    let shell = Shell::of(&server);
    let line = "organization DescribeOrganizationMembers --format ndjson";
    let all = shell.line(&format!("{line} --all")).out;
    let (mut seen, mut resume) = (String::new(), String::new());
    for _ in 0..10 {
        let ran = shell.line(&format!("{line} --max-items 30 --Limit 20 {resume}"));
        assert_eq!(ran.code, 0, "{}", ran.err);
        seen.push_str(&ran.out);
        match ran.err.split_once("resume: ") {
            Some((_, option)) => resume = option.trim().to_owned(),
            None => break,
        }
    }
    assert_eq!(seen, all);
}

#[test]
fn options_without_effect_are_errors() {
    for line in [
        "organization QuitOrganization --OrgId 1 --all",
        "organization QuitOrganization --OrgId 1 --wait",
        "organization DescribeOrganizationMembers --wait-timeout 3",
        "organization QuitOrganization --OrgId 1 --all --dry-run",
        "organization QuitOrganization --OrgId 1 --port 1",
    ] {
        let server = server(1);
        let ran = Shell::of(&server).line(line);
        assert_eq!(ran.code, 2, "{line}: {}", ran.err);
        assert!(ran.err.contains("no effect"), "{line}: {}", ran.err);
        assert!(server.requests().is_empty(), "{line}");
    }
}

/// An action that starts a task, with its documented example.
pub fn starter() -> (String, String) {
    let model = tencentcloud_model::embedded::catalogue().and_then(|catalogue| catalogue.model());
    let model = model.expect("it opens");
    let versions = model.services.iter().flat_map(|service| &service.versions);
    let mut actions = versions.flat_map(|version| &version.actions);
    let action = actions.find(|action| {
        // A response may name no task where it lists them.
        let names_one = |wait: &tencentcloud_model::model::Wait| {
            wait.input.iter().all(|(_, source)| {
                !matches!(
                    source,
                    tencentcloud_model::model::WaitSource::Response { each: Some(_), .. }
                )
            })
        };
        action.wait.as_ref().is_some_and(names_one)
            && action.examples.iter().any(|example| example.request.is_some())
    });
    let action = action.expect("some action starts a task");
    let example = action.examples.iter().find_map(|example| example.request.clone());
    (action.name.clone(), serde_json::to_string(&example).expect("JSON"))
}

#[test]
fn waiting_polls_until_the_task_succeeds_and_prints_data_alone() {
    let server = server(3);
    let (name, request) = starter();
    let ran = Shell::of(&server).run(&[
        "organization",
        &name,
        "--json",
        &request,
        "--wait",
        "--wait-delay",
        "0.01",
    ]);
    let data = ran.json();
    assert!(data["Response"]["RequestId"].is_string(), "{data}");
    let task = &data["Tasks"][0];
    assert!(task["State"].is_string() && task["Response"].is_object(), "{data}");
    assert!(server.requests().len() >= 3);
}

#[test]
fn a_failed_task_is_an_error_with_its_state_and_reason() {
    let server = server(3);
    let (name, request) = starter();
    server.rule(Rule::on(&name).task_fails("no more room")).expect("a rule");
    let ran = Shell::of(&server).run(&[
        "organization",
        &name,
        "--json",
        &request,
        "--wait",
        "--wait-delay",
        "0.01",
    ]);
    assert_eq!(ran.code, 7, "{}", ran.err);
    assert!(ran.err.contains("no more room") && ran.err.contains("state:"), "{}", ran.err);
    assert_eq!(ran.out, "");
}

#[test]
fn a_task_that_takes_too_long_is_named_with_the_command_that_polls_it() {
    let server = server(3);
    let (name, request) = starter();
    let ran = Shell::of(&server).run(&[
        "organization",
        &name,
        "--json",
        &request,
        "--wait",
        "--wait-delay",
        "0.01",
        "--wait-timeout",
        "0.005",
    ]);
    assert_eq!(ran.code, 7, "{}", ran.err);
    assert!(ran.err.contains("resume: tencentcloud organization"), "{}", ran.err);
}
