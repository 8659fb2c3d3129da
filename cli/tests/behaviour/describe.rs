//! Descriptions, skeletons and explanations.

use crate::support::{Shell, mock};

#[test]
fn a_service_lists_its_actions_and_an_action_its_parameters() {
    let shell = Shell::bare();
    let ran = shell.line("organization --help");
    assert!(ran.code == 0 && ran.out.contains("DescribeOrganizationMembers"), "{}", ran.err);
    let ran = shell.line("organization InviteOrganizationMember --help");
    for part in ["--MemberUin  int64", "required", "RequestId", "--dry-run"] {
        assert!(ran.out.contains(part), "{part}: {}", ran.out);
    }
    let ran = shell.line("describe organization QuitOrganization");
    for part in ["FailedOperation.MemberShareResource", "Remedies:"] {
        assert!(ran.out.contains(part), "{part}: {}", ran.out);
    }
    let data = shell.line("describe organization QuitOrganization --format json").json();
    assert_eq!(data["Parameters"][0]["Name"], "OrgId");
}

#[test]
fn a_code_is_explained_with_its_remedy() {
    let shell = Shell::bare();
    let ran = shell.line("explain FailedOperation.MemberShareResource");
    for part in ["class:", "meaning:", "remedy:", "QuitOrganization"] {
        assert!(ran.out.contains(part), "{part}: {}", ran.out);
    }
    let ran = shell.line("explain FailedOperation.MemberShareResorce");
    assert!(ran.code == 2 && ran.err.contains("did you mean"), "{}", ran.err);
}

#[test]
fn the_skeleton_of_every_action_is_a_request_that_passes_the_check() {
    let shell = Shell::bare();
    let folder = tempfile::tempdir().expect("a folder");
    let model = tencentcloud_model::embedded::catalogue().and_then(|catalogue| catalogue.model());
    for service in &model.expect("it opens").services {
        for version in &service.versions {
            for action in &version.actions {
                let place =
                    format!("{} {} --version {}", service.folder, action.name, version.name);
                let ran = shell.line(&format!("skeleton {place}"));
                assert_eq!(ran.code, 0, "{place}: {}", ran.err);
                let file = folder.path().join("request.yaml");
                std::fs::write(&file, &ran.out).expect("written");
                let site = tencentcloud_model::model::Site::Mainland;
                let site = if action.sites.contains(&site) { "mainland" } else { "international" };
                let line = format!("{place} --site {site} --dry-run --yaml {}", file.display());
                let sent = shell.line(&line);
                assert_eq!(sent.code, 0, "{place}: {}\n{}", sent.err, ran.out);
            }
        }
    }
}

#[test]
fn a_skeleton_takes_the_parameters_that_are_given() {
    let server = mock();
    let ran =
        Shell::of(&server).line("skeleton organization AddOrganizationNode --Name mine --required");
    assert!(ran.out.contains("\nName: mine\n"), "{}", ran.out);
    assert!(server.requests().is_empty());
}

#[test]
fn help_names_parameters_that_only_their_wire_name_reaches() {
    // `Version` of these actions has the kebab-case form of an option.
    let model = tencentcloud_model::embedded::catalogue().and_then(|catalogue| catalogue.model());
    let model = model.expect("it opens");
    let versions = model.services.iter().flat_map(|service| &service.versions);
    let actions = versions.flat_map(|version| &version.actions);
    let hidden = actions.flat_map(|action| action.input.iter().map(move |member| (action, member)));
    for (action, member) in
        hidden.filter(|(_, member)| ["Version", "Region", "Format"].contains(&member.name.as_str()))
    {
        let ran = Shell::bare().line(&format!("organization {} --help", action.name));
        assert!(
            ran.out.contains("by this name only"),
            "{} {}: {}",
            action.name,
            member.name,
            ran.out
        );
    }
}

#[test]
fn a_call_is_printed_in_every_language() {
    let shell = Shell::bare();
    for name in
        ["rust", "python", "go", "java", "nodejs", "php", "dotnet", "cpp", "ruby", "curl", "tccli"]
    {
        let ran =
            shell.line(&format!("code organization QuitOrganization --OrgId 42 --lang {name}"));
        assert_eq!(ran.code, 0, "{name}: {}", ran.err);
        assert!(
            ran.out.contains("42") && ran.out.contains("QuitOrganization"),
            "{name}: {}",
            ran.out
        );
    }
    let ran = shell.line("code organization QuitOrganization --lang pyton");
    assert!(ran.code == 2 && ran.err.contains("did you mean `python`?"), "{}", ran.err);
}

#[test]
fn the_examples_of_each_help_work() {
    let server = mock();
    let shell = Shell::of(&server);
    // These wait for a client, ask for a key, or write files.
    let others =
        ["explore", "configure", "mcp", "completion bash", "catalogue add", "catalogue remove"];
    for command in tencentcloud_cli::COMMANDS {
        let help = shell.line(&format!("help {}", command.name)).out;
        assert!(!command.examples.is_empty(), "{}", command.name);
        for example in command.examples {
            assert!(help.contains(example), "{help}");
            if !others.iter().any(|other| example.starts_with(other)) {
                let ran = shell.line(example);
                assert!(ran.code == 0 && !ran.out.is_empty(), "{example}: {}", ran.err);
            }
        }
    }
}

#[test]
fn every_command_has_a_help_and_options_of_others_are_errors() {
    let shell = Shell::bare();
    for command in tencentcloud_cli::COMMANDS {
        let ran = shell.line(&format!("{} --help", command.name));
        let usage = format!("usage: tencentcloud {}", command.name);
        assert!(
            ran.code == 0 && (ran.out.contains(&usage) || command.name == "help"),
            "{}",
            ran.out
        );
    }
    assert_eq!(shell.line("help search").out, shell.line("search --help").out);
    let one = shell.line("help organization QuitOrganization").out;
    assert_eq!(one, shell.line("organization QuitOrganization --help").out);
    for (line, part) in [
        ("--region ap-tokyo", "missing before `--region`"),
        ("organization --Limit 3", "an action is missing before `--Limit`"),
        ("services --all", "`--all` has no effect"),
        ("search quit --fromat json", "did you mean `--format`?"),
        ("catalogue list --only cvm", "`--only` has no effect"),
        ("catalogue lsit", "did you mean `list`?"),
        ("call", "a service is missing"),
        ("skeleton", "SERVICE is missing after `skeleton`"),
        ("code organization", "ACTION is missing after `code organization`"),
        ("explain", "CODE is missing"),
        ("search", "WORD is missing"),
        ("describe", "SERVICE is missing"),
    ] {
        let ran = shell.line(line);
        assert!(ran.code == 2 && ran.err.contains(part), "{line}: {}", ran.err);
        assert_eq!(ran.out, "", "{line}");
    }
}
