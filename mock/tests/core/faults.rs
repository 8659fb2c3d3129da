//! Errors and faults on demand: by rule, by header, by file, and over HTTP.

use crate::support::{VERSION, body, call, now, refusal, request, unsigned};
use bytes::Bytes;
use http::{HeaderValue, Request, StatusCode};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::time::Duration;
use tencentcloud_mock::{Delivery, Error, Mock, Outcome, Rule, rules_from_text};

fn quit(mock: &Mock) -> Value {
    Value::Object(call(mock, "QuitOrganization", &json!({"OrgId": 1})))
}

fn code(response: &Value) -> Option<&str> {
    response["Error"]["Code"].as_str()
}

#[test]
fn a_rule_applies_as_often_and_as_late_as_it_says() {
    let rule = Rule::on("QuitOrganization").error("ResourceNotFound.OrganizationNotExist");
    let mock = unsigned().rule(rule.after(1).times(2)).build().expect("a mock");
    let codes: Vec<bool> = (0..5).map(|_| code(&quit(&mock)).is_some()).collect();
    assert_eq!(codes, [false, true, true, false, false]);
}

#[test]
fn a_rule_applies_to_the_requests_it_names() {
    let mock = unsigned().build().expect("a mock");
    let rule = Rule::on("GetUser").when("UserId", "u-1").error("InternalError").message("by hand");
    mock.rule(rule).expect("a rule");
    let get = |user: &str| {
        Value::Object(call(&mock, "GetUser", &json!({"ZoneId": "z-1", "UserId": user})))
    };
    assert_eq!(code(&get("u-2")), None);
    assert_eq!(code(&get("u-1")), Some("InternalError"));
    assert_eq!(get("u-1")["Error"]["Message"], "by hand");
    mock.clear_rules();
    assert_eq!(code(&get("u-1")), None);
}

#[test]
fn without_a_message_the_spec_says_what_a_code_means() {
    let rule = Rule::on("QuitOrganization").error("ResourceNotFound.OrganizationNotExist");
    let mock = unsigned().rule(rule).build().expect("a mock");
    let message = quit(&mock)["Error"]["Message"].clone();
    let message = message.as_str().expect("a message");
    assert!(message.len() > 10 && message != "ResourceNotFound.OrganizationNotExist", "{message}");
    let last = mock.requests().pop().expect("a request");
    assert_eq!(last.outcome, Outcome::Refused("ResourceNotFound.OrganizationNotExist".to_owned()));
}

#[test]
fn rules_that_can_never_apply_are_refused() {
    let refused = |rule: Rule| match unsigned().rule(rule).build() {
        Err(Error::Rule(reason)) => reason,
        other => panic!("it should be refused: {other:?}"),
    };
    assert!(refused(Rule::on("QuitOrganisation").reset()).contains("QuitOrganisation"));
    assert!(refused(Rule::on("GetUser").version("2018-12-25")).contains("GetUser"));
    assert!(refused(Rule::any().version("1999-01-01")).contains("1999-01-01"));
    let reason = refused(Rule::on("QuitOrganization").error("FailedOperation.Typo"));
    assert!(reason.contains("ResourceNotFound.OrganizationNotExist"), "{reason}");
    let reason =
        refused(Rule::on("QuitOrganization").error("ResourceNotFound.OrganisationNotExist"));
    assert!(
        reason.ends_with("; did you mean `ResourceNotFound.OrganizationNotExist`?"),
        "{reason}"
    );
    let reason = refused(Rule::on("QuitOrganization").error("InternalErrr"));
    assert!(reason.ends_with("; did you mean `InternalError`?"), "{reason}");
    assert!(refused(Rule::on("QuitOrganization").task_fails("x")).contains("task"));
    assert!(refused(Rule::any().delay(Duration::from_secs(601))).contains("ten minutes"));
    assert!(refused(Rule::any().page(99, "")).contains("status"));
    assert!(refused(Rule::any().page(101, "")).contains("status"));
    assert!(refused(Rule::any().message("x")).contains("error"));
    let rule = Rule::on("QuitOrganization").error("FailedOperation.Typo").undocumented();
    let mock = unsigned().rule(rule).build().expect("a mock");
    assert_eq!(code(&quit(&mock)), Some("FailedOperation.Typo"));
}

#[test]
fn a_request_that_is_wrong_meets_no_rule() {
    let mock = unsigned().rule(Rule::on("QuitOrganization").reset()).build().expect("a mock");
    let response = Value::Object(call(&mock, "QuitOrganization", &json!({})));
    assert_eq!(code(&response), Some("MissingParameter"));
}

#[test]
fn faults_of_the_network_are_told_to_the_server() {
    let answer = |rule: Rule| {
        let mock = unsigned().rule(rule).build().expect("a mock");
        let answer =
            mock.answer(&request(VERSION, "QuitOrganization", &json!({"OrgId": 1})), now());
        (answer, mock.requests().pop().expect("a request").outcome)
    };
    let (reset, outcome) = answer(Rule::any().reset());
    assert_eq!((reset.delivery, outcome), (Delivery::Reset, Outcome::Fault));
    let (cut, _) = answer(Rule::any().truncate());
    assert_eq!(cut.delivery, Delivery::Truncated(cut.body.len() / 2));
    assert_eq!(answer(Rule::any().hang()).0.delivery, Delivery::Hang);
    let (page, _) = answer(Rule::any().page(502, "<h1>Bad Gateway</h1>"));
    assert_eq!((page.status, page.content_type), (StatusCode::BAD_GATEWAY, Some("text/html")));
    assert_eq!(page.body, "<h1>Bad Gateway</h1>");
    let (late, outcome) = answer(Rule::any().delay(Duration::from_millis(5)));
    assert_eq!((late.delay, outcome), (Duration::from_millis(5), Outcome::Answered));
}

#[test]
fn a_response_can_be_given_word_for_word() {
    let response = json!({"OrgId": 7, "RootNodeId": null}).as_object().cloned().expect("an object");
    let mock = unsigned().rule(Rule::on("DescribeOrganization").respond(response)).build();
    let mock = mock.expect("a mock");
    let mut answered = call(&mock, "DescribeOrganization", &json!({}));
    assert!(answered.shift_remove("RequestId").is_some());
    assert_eq!(Value::Object(answered), json!({"OrgId": 7, "RootNodeId": null}));
}

#[test]
fn headers_of_a_request_can_ask_for_anything() {
    let mock = unsigned().without_rate_limits().build().expect("a mock");
    let asked = |name: &'static str, value: &'static str| {
        let mut request = request(VERSION, "QuitOrganization", &json!({"OrgId": 1}));
        request.headers_mut().insert(name, HeaderValue::from_static(value));
        mock.answer(&request, now())
    };
    let documented = asked("x-mock-error", "ResourceNotFound.OrganizationNotExist");
    assert_eq!(refusal(&documented).0, "ResourceNotFound.OrganizationNotExist");
    let (code, _, hint) = refusal(&asked("x-mock-error", "FailedOperation.Typo"));
    assert_eq!(code, "InvalidParameterValue");
    assert!(hint.contains("ResourceNotFound.OrganizationNotExist"), "{hint}");
    assert_eq!(asked("x-mock-delay-ms", "20").delay, Duration::from_millis(20));
    assert_eq!(asked("x-mock-fault", "reset").delivery, Delivery::Reset);
    assert_eq!(asked("x-mock-fault", "503").status, StatusCode::SERVICE_UNAVAILABLE);
    for (name, value) in [
        ("x-mock-fault", "explode"),
        ("x-mock-fault", "100"),
        ("x-mock-delay-ms", "-1"),
        ("x-mock-delay-ms", "600001"),
    ] {
        assert_eq!(refusal(&asked(name, value)).0, "InvalidParameterValue");
    }
}

#[test]
fn rules_can_be_written_in_yaml_and_json() {
    let yaml = "- action: QuitOrganization\n  error: ResourceNotFound.OrganizationNotExist\n  times: 1\n\
                - {action: QuitOrganization, when: {OrgId: 2}, fault: page, status: 503, body: down}\n\
                - {delay_ms: 7}\n";
    let json = r#"[
        {"action": "QuitOrganization", "error": "ResourceNotFound.OrganizationNotExist", "times": 1},
        {"action": "QuitOrganization", "when": {"OrgId": 2}, "fault": "page", "status": 503, "body": "down"},
        {"delay_ms": 7}
    ]"#;
    let rules = rules_from_text(yaml).expect("rules");
    assert_eq!(rules, rules_from_text(json).expect("rules"));
    assert_eq!(
        rules,
        [
            Rule::on("QuitOrganization").error("ResourceNotFound.OrganizationNotExist").once(),
            Rule::on("QuitOrganization").when("OrgId", 2).page(503, "down"),
            Rule::any().delay(Duration::from_millis(7)),
        ]
    );
}

#[test]
fn rules_that_contradict_themselves_are_refused_with_their_number() {
    let reason = |text: &str| match rules_from_text(text) {
        Err(Error::RulesFile(reason)) => reason,
        other => panic!("it should be refused: {other:?}"),
    };
    let second = reason("[{delay_ms: 1}, {error: A, fault: reset}]");
    assert!(second.starts_with("1:17: rule 2: "), "{second}");
    assert!(reason("[{message: x}]").contains("`error`"));
    assert!(reason("[{fault: reset, status: 502}]").contains("page"));
    assert_eq!(reason("[{acton: x}]"), "1:3: rule 1: unknown key `acton`; did you mean `action`?");
    assert_eq!(reason("action: x"), "1:1: rules are a list, not a mapping");
    assert_eq!(reason("- x"), "1:3: rule 1: a rule is a mapping, not the text `x`");
    assert_eq!(reason(" \n"), "1:1: the text is empty; no rules are `[]`");
    assert_eq!(
        reason("- {fault: page, status: 100}"),
        "1:25: rule 1: `status` must be an HTTP status from 200, not the number `100`"
    );
    assert!(reason("- {delay_ms: 600001}").contains("ten minutes"));
    assert_eq!(
        reason("- {fault: silence}"),
        "1:11: rule 1: `fault` must be `reset`, `truncate`, `hang` or `page`, not `silence`"
    );
}

#[test]
fn all_that_is_wrong_with_rules_is_told_at_once() {
    let text = "- {delay_ms: 1}\n- {eror: A}\n- {error: A, fault: reset}\n- delay_ms: soon\n";
    let Err(Error::RulesFile(reasons)) = rules_from_text(text) else {
        panic!("they should be refused");
    };
    let reasons: Vec<&str> = reasons.lines().collect();
    assert_eq!(reasons.len(), 3, "{reasons:?}");
    assert_eq!(reasons[0], "2:4: rule 2: unknown key `eror`; did you mean `error`?");
    assert!(reasons[1].starts_with("3:3: rule 3: ") && reasons[1].contains("exclude"));
    assert_eq!(reasons[2], "4:13: rule 4: `delay_ms` must be a whole number from 0, not `soon`");

    let rules = rules_from_text(
        "[{action: QuitOrganisation}, {action: GetUser},\n {version: 2021-03-32},\n\
         {action: GetUser, version: 2018-12-25}]",
    );
    let Err(Error::Rule(reasons)) = unsigned().rules(rules.expect("rules")).build() else {
        panic!("they should be refused");
    };
    let reasons: Vec<&str> = reasons.lines().collect();
    assert_eq!(
        reasons,
        [
            "1:2: rule 1: there is no action `QuitOrganisation`; did you mean `QuitOrganization`?",
            "2:2: rule 3: there is no version `2021-03-32`; known versions: 2018-08-13, 2018-12-25, 2021-03-31",
            "3:1: rule 4: there is no action `GetUser` in that version; 2021-03-31 has it",
        ]
    );
}

#[test]
fn rules_are_read_under_the_restrictions_of_the_spec() {
    let reason = |text: &str| match rules_from_text(text) {
        Err(Error::RulesFile(reason)) => reason,
        other => panic!("it should be refused: {other:?}"),
    };
    assert!(reason("- {action: A, action: B}").starts_with("1:15: key `action` is written twice"));
    assert!(reason(r#"[{"when": {"Id": 1, "Id": 2}}]"#).starts_with("1:21: key `Id` is written"));
    assert!(reason("- &a {action: A}").starts_with("1:3: "), "anchors");
    assert!(reason("- {when: {Id: 01}}").starts_with("1:15: `01` is a number to some readers"));
    assert!(reason("- {when: {Id: !!str 1}}").starts_with("1:15: "), "tags");
    assert!(reason("- {action: A}\n---\n- {action: B}").contains("several documents"));
    let nested = format!("- {{respond: {}{}}}", "{a: ".repeat(70), "}".repeat(70));
    assert!(reason(&nested).contains("nested more than 64 deep"));
}

#[test]
fn hostile_texts_of_rules_are_refused_within_bounds() {
    let reason = |text: &str| match rules_from_text(text) {
        Err(Error::RulesFile(reason)) => reason,
        other => panic!("it should be refused: {:?}", other.map(|rules| rules.len())),
    };
    let long = format!("[{{message: {}}}]", "x".repeat(1 << 20));
    assert!(reason(&long).contains("are more than the 1048576 that are read"));
    let mut texts = vec![
        format!("{}{}", "[".repeat(10_000), "]".repeat(10_000)),
        // A megabyte of mappings inside each other.
        "{a: ".repeat(100_000),
        "- ".repeat(200_000),
        format!("- {{when: {{x: &a {}}}}}\n{}", "x".repeat(500_000), "- *a\n".repeat(30_000)),
        "\u{1}".repeat(1_000_000),
        "a: 1\n".repeat(200_000),
        "*a ".repeat(300_000),
        "- {eror: A}\n".repeat(80_000),
        "- {error: A, fault: reset}\n".repeat(30_000),
    ];
    let mut laughs = "- &a0 {when: {x: lol}}\n".to_owned();
    for level in 1..12 {
        let above = vec![format!("*a{}", level - 1); 10].join(", ");
        let _ = writeln!(laughs, "- &a{level} {{when: {{x: [{above}]}}}}");
    }
    texts.push(laughs);
    for text in texts {
        let reason = reason(&text);
        let start = text.chars().take(20).collect::<String>();
        assert!(reason.len() < 64 << 10, "{start:?}: {} bytes", reason.len());
        let place = reason.split(": ").next().expect("a place");
        assert_eq!(place.split(':').count(), 2, "{start:?}: {place}");
    }
}

#[test]
fn rules_and_log_can_be_had_over_http() {
    let mock = unsigned().build().expect("a mock");
    let send = |method: &str, path: &str, media_type: &str, body: &'static str| {
        let request =
            Request::builder().method(method).uri(path).header("content-type", media_type);
        mock.answer(&request.body(Bytes::from(body)).expect("a request"), now())
    };
    let rules = r#"[{"action": "QuitOrganization", "error": "InternalError"}]"#;
    assert_eq!(send("POST", "/_mock/rules", "text/plain", rules).status, StatusCode::BAD_REQUEST);
    assert_eq!(send("POST", "/_mock/rules", "application/json", rules).status, StatusCode::OK);
    assert_eq!(code(&quit(&mock)), Some("InternalError"));
    let half = r#"[{"action": "QuitOrganization", "fault": "reset"}, {"action": "Nothing"}]"#;
    assert_eq!(
        send("POST", "/_mock/rules", "application/json", half).status,
        StatusCode::BAD_REQUEST
    );
    assert_eq!(send("DELETE", "/_mock/rules", "", "").status, StatusCode::OK);
    assert_eq!(code(&quit(&mock)), None);
    let log: Value =
        serde_json::from_slice(&send("GET", "/_mock/requests", "", "").body).expect("JSON");
    assert_eq!(log["count"], 2);
    assert_eq!(log["requests"][0]["code"], "InternalError");
    assert_eq!(log["requests"][1]["parameters"], json!({"OrgId": 1}));
    send("DELETE", "/_mock/requests", "", "");
    assert!(mock.requests().is_empty());
    let actions: Value =
        serde_json::from_slice(&send("GET", "/_mock/actions", "", "").body).expect("JSON");
    assert_eq!(actions.as_array().map(Vec::len), Some(mock.spec().action_count()));
    assert_eq!(send("GET", "/other", "", "").status, StatusCode::NOT_FOUND);
    assert_eq!(body(&mock.answer(&request(VERSION, "GetUser", &json!({})), now())).len(), 2);
}
