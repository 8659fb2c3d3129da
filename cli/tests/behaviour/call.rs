//! Calls: values, checks, output and errors.

use crate::support::{Shell, mock};
use serde_json::json;
use tencentcloud_mock::Rule;

#[test]
fn an_action_is_called_by_its_name_and_by_kebab_case() {
    let server = mock();
    let shell = Shell::of(&server);
    let one = shell.line("organization DescribeOrganizationMembers --Limit 10 --Offset 0").json();
    assert!(one["Items"].is_array(), "{one}");
    let two = shell.line("organization describe-organization-members --limit 10 --offset=0").json();
    assert_eq!(one["Items"], two["Items"]);
    let sent = server.requests();
    assert_eq!(sent[0].parameters(), sent[1].parameters());
}

#[test]
fn values_are_scalars_paths_json_files_and_stdin() {
    let server = mock();
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("tags.json");
    std::fs::write(&file, r#"[{"TagKey":"k","TagValue":"v"}]"#).expect("written");
    let tags = json!([{"TagKey": "k", "TagValue": "v"}]);
    let at_file = format!("@{}", file.display());
    let forms: [&[&str]; 5] = [
        &["--Tags.0.TagKey", "k", "--Tags.0.TagValue", "v"],
        &["--Tags", r#"[{"TagKey":"k","TagValue":"v"}]"#],
        &["--Tags", r#"{"TagKey":"k","TagValue":"v"}"#],
        &["--Tags", &at_file],
        &["--tags.0.tag-key", "k", "--tags.0.tag-value", "v"],
    ];
    for form in forms {
        let mut args =
            vec!["organization", "AddOrganizationNode", "--ParentNodeId", "7", "--Name", "n"];
        args.extend(form);
        let ran = Shell::of(&server).run(&args);
        assert_eq!(ran.code, 0, "{form:?}: {}", ran.err);
        let sent = server
            .requests()
            .last()
            .and_then(tencentcloud_mock::Received::parameters)
            .expect("sent");
        assert_eq!(sent["Tags"], tags, "{form:?}");
        assert_eq!(sent["ParentNodeId"], json!(7));
    }
    let shell = Shell::of(&server).stdin(r#"{"ParentNodeId":7,"Name":"from stdin"}"#);
    assert_eq!(shell.line("organization AddOrganizationNode --json -").code, 0);
    let sent =
        server.requests().last().and_then(tencentcloud_mock::Received::parameters).expect("sent");
    assert_eq!(sent["Name"], json!("from stdin"));
}

#[test]
fn a_request_that_does_not_match_is_not_sent_and_all_problems_are_listed() {
    let server = mock();
    let ran = Shell::of(&server).run(&[
        "organization",
        "AddOrganizationNode",
        "--json",
        r#"{"Name":7,"Nme":"x"}"#,
    ]);
    assert_eq!(ran.code, 2);
    for part in [
        "`ParentNodeId` is missing",
        "`Name` must be a string",
        "did you mean `Name`?",
        "nothing was sent",
    ] {
        assert!(ran.err.contains(part), "{part}: {}", ran.err);
    }
    assert!(server.requests().is_empty());
    assert_eq!(ran.out, "");
}

#[test]
fn unknown_names_are_errors_with_the_name_that_was_meant() {
    let shell = Shell::bare();
    for (line, part) in [
        ("organisation DescribeOrganization", "did you mean `organization`?"),
        ("organization DescribeOrganizatoin", "did you mean `DescribeOrganization`?"),
        ("organization describe-organizatoin", "did you mean `describe-organization`?"),
        ("organization DescribeOrganizationMembers --Limt 3", "did you mean `--Limit`?"),
        ("organization DescribeOrganizationMembers --LIMIT 3", "did you mean `--Limit`?"),
        ("organization DescribeOrganization --formt json", "did you mean `--format`?"),
        ("organization DescribeOrganization --version 2021-03-32", "did you mean `2021-03-31`?"),
        ("organization DescribeOrganization --format jsno", "did you mean `json`?"),
        ("organization DescribeOrganizationMembers --Limit ten", "`--Limit` must be an integer"),
        ("organization DescribeOrganizationMembers --Limit", "`--Limit` needs a value"),
        ("organization DescribeOrganizationMembers --Limt", "did you mean `--Limit`?"),
        ("mcp --read-onyl", "did you mean `--read-only`?"),
        ("organization DescribeOrganizationMembers --Limit 1 2", "unexpected argument `2`"),
        ("services --wait", "no effect"),
    ] {
        let ran = shell.line(line);
        assert_eq!(ran.code, 2, "{line}: {}", ran.err);
        assert!(ran.err.contains(part), "{line}: {}", ran.err);
        assert_eq!(ran.out, "", "{line}");
    }
}

#[test]
fn a_refusal_has_the_exit_code_of_its_class_and_the_meaning_of_the_spec() {
    let server = mock();
    server
        .rule(Rule::on("QuitOrganization").error("FailedOperation.MemberShareResource"))
        .expect("a rule");
    let shell = Shell::of(&server);
    let ran = shell.line("organization QuitOrganization --OrgId 1");
    assert!(ran.code >= 10, "{}", ran.err);
    for part in ["FailedOperation.MemberShareResource", "meaning:", "request id:", "help:"] {
        assert!(ran.err.contains(part), "{part}: {}", ran.err);
    }
    let ran = shell.line("organization QuitOrganization --OrgId 1 --error-format json");
    let error: serde_json::Value = serde_json::from_str(&ran.err).expect("one line of JSON");
    assert_eq!(error["error"]["code"], "FailedOperation.MemberShareResource");
    assert_eq!(error["error"]["exit_code"], ran.code);
    assert!(!error["error"]["request_id"].as_str().expect("a text").is_empty());
}

#[test]
fn a_member_that_is_there_twice_is_an_error() {
    let ran = Shell::bare().run(&[
        "organization",
        "AddOrganizationNode",
        "--json",
        r#"{"ParentNodeId":1,"Name":"a","Name":"b"}"#,
    ]);
    assert!(ran.code == 2 && ran.err.contains("`Name` is there twice"), "{}", ran.err);
}

#[test]
fn a_command_line_that_cannot_be_split_has_its_error_in_the_form_that_is_asked_for() {
    for line in [
        "organization DescribeOrganization --format jsno --error-format json",
        "organization DescribeOrganization --error-format=json --format",
    ] {
        let ran = Shell::bare().line(line);
        let error: serde_json::Value = serde_json::from_str(&ran.err).expect("one line of JSON");
        assert_eq!((ran.code, error["error"]["kind"].as_str()), (2, Some("usage")), "{line}");
    }
}

#[test]
fn without_a_credential_each_place_is_named_on_a_line_of_its_own() {
    let ran = Shell::bare().line("organization DescribeOrganization --timeout 5");
    assert_eq!(ran.code, 3, "{}", ran.err);
    assert!(
        ran.err.starts_with("error: organization DescribeOrganization: no usable credential; ")
    );
    for place in ["\n  - environment: ", "\n  - profile file: ", "\n  - tccli: "] {
        assert!(ran.err.contains(place), "{place}: {}", ran.err);
    }
}

#[test]
fn a_call_that_reaches_no_service_was_not_sent() {
    let shell = Shell::bare()
        .with("TENCENTCLOUD_SECRET_ID", "id")
        .with("TENCENTCLOUD_SECRET_KEY", "key")
        .with("TENCENTCLOUD_ENDPOINT", "http://127.0.0.1:9");
    let ran = shell.line("organization DescribeOrganization --retries 0");
    assert_eq!(ran.code, 4, "{}", ran.err);
}

#[test]
fn the_environment_names_site_region_and_endpoint_also_for_roles() {
    let server = mock();
    let shell = Shell::of(&server)
        .with("TENCENTCLOUD_REGION", "ap-singapore")
        .with("TENCENTCLOUD_ROLE_ARN", "qcs::cam::uin/1:roleName/r");
    let ran = shell.line("organization DescribeOrganization");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let sent = server.requests();
    let actions: Vec<_> = sent.iter().map(|request| request.action.as_str()).collect();
    assert_eq!(actions, ["AssumeRole", "DescribeOrganization"]);
    assert_eq!(sent[1].region.as_deref(), Some("ap-singapore"));
    let shell = Shell::bare().with("TENCENTCLOUD_SITE", "international");
    let ran = shell.line("organization DescribeOrganization --dry-run");
    assert!(ran.out.contains("organization.intl.tencentcloudapi.com"), "{}", ran.out);
    let ran =
        Shell::bare().with("TENCENTCLOUD_SITE", "mars").line("organization DescribeOrganization");
    assert!(ran.code == 3 && ran.err.contains("TENCENTCLOUD_SITE"), "{}", ran.err);
    let shell = Shell::bare().with("TENCENTCLOUD_REGION", "Mars!");
    let ran = shell.line("organization DescribeOrganization");
    assert!(ran.code == 3 && ran.err.contains("Mars!"), "{}", ran.err);
}

#[test]
fn a_member_of_the_response_named_error_is_not_a_refusal() {
    let folder = tempfile::tempdir().expect("a folder");
    let member = r#"{"name": "TreeId","#;
    let error = r#"{"name": "Error", "type": "string", "member": "string", "document": "错误。", "disabled": false, "example": "x"}, "#;
    let api = crate::catalogue::garden("online").replace(member, &format!("{error}{member}"));
    let path = "tccli/services/garden/v20240501/api.json".to_owned();
    let wheel = crate::catalogue::wheel_of(folder.path(), "tccli", "3.1.0", &[(path, api)]);
    let body = r#"{"Response":{"Error":{"Code":"Own.Code","Message":"m"},"RequestId":"r"}}"#;
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    std::thread::spawn(move || {
        use std::io::{Read as _, Write as _};
        for stream in listener.incoming() {
            let mut stream = stream.expect("a connection");
            let mut buffer = [0; 4096];
            let _ = stream.read(&mut buffer);
            let length = body.len();
            let head =
                format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n");
            let _ = stream.write_all(format!("{head}{body}").as_bytes());
        }
    });
    let shell = Shell::bare()
        .with("TENCENTCLOUD_SECRET_ID", "id")
        .with("TENCENTCLOUD_SECRET_KEY", "key")
        .with("TENCENTCLOUD_ENDPOINT", &format!("http://{address}"))
        .with("XDG_DATA_HOME", &folder.path().display().to_string());
    let ran = shell.run(&["catalogue", "add", &wheel.display().to_string()]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let ran = shell.line("garden PlantTree --Name oak").json();
    assert_eq!(ran["Error"]["Code"], "Own.Code");
    // Elsewhere it is one.
    let ran = shell.line("organization DescribeOrganization");
    assert!(ran.code >= 10 && ran.err.contains("Own.Code"), "{}", ran.err);
}
