//! Mistakes at a shell: each is an error that names its place and the remedy, and nothing is sent.

use crate::support::{Shell, mock};

const BIND: &str = "organization BindOrganizationMemberAuthAccount --MemberUin 5 --PolicyId 7";

#[test]
fn a_parameter_that_is_set_twice_is_an_error_however_it_is_written() {
    let server = mock();
    for (line, part) in [
        (
            "organization DescribeOrganizationMembers --Limit 1 --Limit 2",
            "`--Limit` is there twice",
        ),
        (
            "organization DescribeOrganizationMembers --Limit 1 --limit 2",
            "`--Limit` and `--limit` are the same parameter",
        ),
        (
            &format!("{BIND} --OrgSubAccountUins 5 --OrgSubAccountUins.0 4"),
            "`--OrgSubAccountUins` and `--OrgSubAccountUins.0` set the same value",
        ),
        (
            &format!("{BIND} --OrgSubAccountUins.0 4 --org-sub-account-uins 5"),
            "`--OrgSubAccountUins.0` and `--org-sub-account-uins` set the same value",
        ),
        (
            &format!("{BIND} --OrgSubAccountUins.0 4 --OrgSubAccountUins.0 5"),
            "`--OrgSubAccountUins.0` is there twice",
        ),
        (&format!("{BIND} --OrgSubAccountUins.1 4"), "position 0 is missing"),
    ] {
        let ran = Shell::of(&server).line(line);
        assert!(ran.code == 2 && ran.err.contains(part), "{line}: {}", ran.err);
    }
    assert!(server.requests().is_empty());
    let ran =
        Shell::of(&server).line(&format!("{BIND} --OrgSubAccountUins 1 2 --OrgSubAccountUins 3"));
    assert_eq!(ran.code, 0, "{}", ran.err);
    let sent = server.requests()[0].parameters().expect("it is JSON");
    assert_eq!(sent["OrgSubAccountUins"], serde_json::json!([1, 2, 3]));
}

#[test]
fn options_of_other_command_lines_are_answered_with_ours() {
    let server = mock();
    for (option, part) in [
        ("--output", "`--format`"),
        ("--filter", "`--query`"),
        ("--cli-input-json", "`--json FILE`"),
        ("--secretKey", "no option takes a secret"),
        ("--endpoint-url", "`--endpoint`"),
        ("--no-verify-ssl", "`--ca-file`"),
        ("--verbose", "`--debug`"),
    ] {
        let ran = Shell::of(&server).line(&format!("organization DescribeOrganization {option} x"));
        assert!(ran.code == 2 && ran.err.contains(part), "{option}: {}", ran.err);
    }
    let ran = Shell::bare().line("configure --secret-id x");
    assert!(ran.code == 2 && ran.err.contains("no option takes a secret"), "{}", ran.err);
    assert!(server.requests().is_empty());
}

#[test]
fn values_that_cannot_be_meant_are_errors() {
    let server = mock();
    let list = "organization DescribeOrganizationMembers";
    for (args, part) in [
        (&["--Limit", "99999999999999999999"][..], "from 0 to 18446744073709551615"),
        (&["--region", ""], "`--region` is empty"),
        (&["--query", ""], "`--query` is empty"),
        (&["-Limit", "5"], "unknown option `-Limit`"),
        (&["-5"], "a negative number follows its option"),
        (&["--json", "[]"], "not a JSON object"),
        (&["--json", "file://x.json"], "without `file://`: x.json"),
        (&["--json", "@x.json"], "cannot read `x.json` for `--json`"),
        (&["--json", r#"{"Limit":18446744073709551616}"#], "has more than 64 bits"),
        (&["--AuthName", "@nowhere"], "'@@nowhere'"),
        (&["--query", "lenght(Items)"], "did you mean `length`?"),
    ] {
        let ran =
            Shell::of(&server).run(&[&list.split(' ').collect::<Vec<_>>()[..], args].concat());
        assert!([1, 2].contains(&ran.code), "{args:?}: {}", ran.code);
        assert!(ran.err.contains(part) && ran.out.is_empty(), "{args:?}: {}", ran.err);
    }
    assert!(server.requests().is_empty());
}

#[test]
fn the_name_of_a_file_may_follow_an_at_sign() {
    let server = mock();
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("request.json");
    std::fs::write(&file, r#"{"Limit":3,"Offset":0}"#).expect("written");
    for option in ["--json", "--yaml"] {
        let line = format!("organization DescribeOrganizationMembers {option} @{}", file.display());
        let ran = Shell::of(&server).line(&line);
        assert_eq!(ran.json()["Items"].as_array().map(Vec::len), Some(3));
    }
}

#[test]
fn a_region_that_is_almost_a_known_one_is_a_warning() {
    let server = mock();
    let line = "organization DescribeOrganization --region ";
    let ran = Shell::of(&server).line(&format!("{line}ap-guangzou"));
    assert!(ran.code == 0 && ran.err.contains("did you mean `ap-guangzhou`?"), "{}", ran.err);
    for region in ["ap-singapore", "mars-1"] {
        assert_eq!(Shell::of(&server).line(&format!("{line}{region}")).err, "");
    }
}

#[test]
fn control_characters_in_the_message_of_a_service_do_not_reach_a_terminal() {
    let server = mock();
    let answer =
        serde_json::json!({"Error": {"Code": "FailedOperation", "Message": "\u{1b}]0;x\u{7}\r"}});
    let rule = tencentcloud_mock::Rule::on("DescribeOrganization")
        .respond(answer.as_object().cloned().expect("an object"));
    server.rule(rule).expect("a rule");
    let ran = Shell::of(&server).line("organization DescribeOrganization");
    assert!(ran.code >= 6, "{}", ran.err);
    assert!(!ran.err.chars().any(|letter| letter.is_control() && letter != '\n'), "{:?}", ran.err);
}
