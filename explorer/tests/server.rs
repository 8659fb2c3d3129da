//! The local server over real sockets: whom it answers, and what it keeps to itself.

use serde_json::{Value, json};
use std::fmt::Write as _;
use std::io::{Read as _, Write as _};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpStream};
use tencentcloud_explorer::runtime::credential::Credential;
use tencentcloud_explorer::{Explorer, Server, Settings};
use tencentcloud_mock::{MockServer, SECRET_ID, SECRET_KEY, Spec};

struct Setup {
    mock: MockServer,
    server: Server,
}

fn start() -> Setup {
    let mock = MockServer::start_blocking(Spec::embedded().expect("the spec")).expect("a mock");
    let settings =
        Settings::new().endpoint(mock.url()).credentials(Credential::new(SECRET_ID, SECRET_KEY));
    let explorer = Explorer::embedded().expect("the spec");
    Setup { server: Server::start(explorer, settings).expect("a server"), mock }
}

impl Setup {
    fn token(&self) -> String {
        let url = self.server.url();
        url.split_once("#token=").expect("a token").1.to_owned()
    }

    /// The headers of a call of the page, which a test then changes.
    fn headers(&self) -> Vec<(&'static str, String)> {
        let address = self.server.address();
        vec![
            ("Host", address.to_string()),
            ("Origin", format!("http://{address}")),
            ("Content-Type", "application/json".to_owned()),
            ("X-Explorer-Token", self.token()),
        ]
    }

    fn request(
        &self,
        line: &str,
        headers: &[(&'static str, String)],
        body: &str,
    ) -> (u16, String, String) {
        let mut stream = TcpStream::connect(self.server.address()).expect("a connection");
        let mut text = format!("{line} HTTP/1.1\r\nConnection: close\r\n");
        for (name, value) in headers {
            let _ = write!(text, "{name}: {value}\r\n");
        }
        let _ = write!(text, "Content-Length: {}\r\n\r\n{body}", body.len());
        stream.write_all(text.as_bytes()).expect("it is sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
        let status = head.split(' ').nth(1).and_then(|it| it.parse().ok()).expect("a status");
        (status, head.to_ascii_lowercase(), body.to_owned())
    }

    fn call(&self, path: &str, body: &Value) -> (u16, Value) {
        let line = format!("POST /api/{path}");
        let (status, _, text) = self.request(&line, &self.headers(), &body.to_string());
        (status, serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}")))
    }
}

fn call_of(action: &str, body: &str) -> Value {
    json!({ "service": "organization", "version": "2021-03-31", "action": action, "body": body })
}

#[test]
fn only_the_loopback_interface_is_listened_on() {
    let setup = start();
    assert_eq!(setup.server.address().ip(), IpAddr::V4(Ipv4Addr::LOCALHOST));
    // All of 127/8 reaches a socket that is bound to every address.
    let other = SocketAddr::new(Ipv4Addr::new(127, 9, 9, 9).into(), setup.server.address().port());
    assert!(TcpStream::connect(other).is_err());
}

#[test]
fn a_call_that_is_not_of_the_page_reaches_nothing() {
    let setup = start();
    let port = setup.server.address().port();
    let body = call_of("DescribeOrganization", "{}").to_string();
    let replaced = |name: &str, value: Option<&str>| -> Vec<(&'static str, String)> {
        let kept = setup.headers().into_iter().filter_map(|(known, old)| {
            if known != name {
                return Some((known, old));
            }
            value.map(|value| (known, value.to_owned()))
        });
        kept.collect()
    };
    let foreign = format!("http://127.0.0.1:{}", port - 1);
    for (name, value) in [
        ("Host", Some("rebound.example")),
        ("Host", Some("127.0.0.1")),
        ("Host", None),
        ("Origin", Some("https://evil.example")),
        ("Origin", Some(foreign.as_str())),
        ("Origin", Some("null")),
        ("Origin", None),
        ("Content-Type", Some("text/plain")),
        ("Content-Type", None),
        ("X-Explorer-Token", Some("0000")),
        ("X-Explorer-Token", Some("")),
        ("X-Explorer-Token", None),
    ] {
        for path in ["send", "sign", "status", "code"] {
            let line = format!("POST /api/{path}");
            let (status, _, text) = setup.request(&line, &replaced(name, value), &body);
            assert!(matches!(status, 400 | 403), "{name} {value:?} {path}: {status} {text}");
            assert!(!text.contains("identity"), "{text}");
        }
    }
    let mut cross_site = setup.headers();
    cross_site.push(("Sec-Fetch-Site", "cross-site".to_owned()));
    assert_eq!(setup.request("POST /api/send", &cross_site, &body).0, 403);
    let mut twice = setup.headers();
    twice.push(("Origin", "https://evil.example".to_owned()));
    assert_eq!(setup.request("POST /api/send", &twice, &body).0, 403);
    // A preflight is not answered, so a browser does not send a call of another origin.
    let (status, head, _) = setup.request("OPTIONS /api/send", &setup.headers(), "");
    assert_eq!(status, 405);
    assert!(!head.contains("access-control-allow"), "{head}");
    assert_eq!(setup.request("GET /api/status", &setup.headers(), "").0, 405);
    assert_eq!(setup.mock.requests().len(), 0);
}

#[test]
fn the_page_is_read_without_a_token_and_only_under_its_own_name() {
    let setup = start();
    let host = |name: String| [("Host", name)];
    let port = setup.server.address().port();
    for name in [format!("127.0.0.1:{port}"), format!("localhost:{port}")] {
        let (status, head, text) = setup.request("GET /", &host(name), "");
        assert_eq!(status, 200);
        assert!(head.contains("content-security-policy: default-src 'none'"), "{head}");
        assert!(text.contains("content=\"server\""));
        assert!(!text.contains(&setup.token()));
    }
    assert_eq!(setup.request("GET /", &host("evil.example".to_owned()), "").0, 403);
    for path in ["/../Cargo.toml", "/data/../../Cargo.toml", "/data/none.json", "/assets/"] {
        let name = format!("127.0.0.1:{port}");
        assert_eq!(setup.request(&format!("GET {path}"), &host(name), "").0, 404, "{path}");
    }
}

#[test]
fn an_action_that_is_not_idempotent_is_sent_only_with_its_confirmation() {
    let setup = start();
    let mut call = call_of("QuitOrganization", r#"{"OrgId":7}"#);
    let (status, answer) = setup.call("send", &call);
    assert_eq!(status, 409);
    assert_eq!(answer["confirm"]["action"], "QuitOrganization");
    call["confirm"] = json!("DescribeOrganization");
    assert_eq!(setup.call("send", &call).0, 409);
    call["confirm"] = json!(true);
    assert_eq!(setup.call("send", &call).0, 409);
    assert_eq!(setup.mock.requests().len(), 0);
    call["confirm"] = json!("QuitOrganization");
    let (status, answer) = setup.call("send", &call);
    assert_eq!((status, &answer["status"]), (200, &json!(200)));
    assert_eq!(setup.mock.requests().len(), 1);
}

#[test]
fn keys_do_not_leave_the_server() {
    let setup = start();
    let call = call_of("DescribeOrganization", "{}");
    for path in ["status", "sign", "send", "code"] {
        let (status, answer) = setup.call(path, &call);
        let text = answer.to_string();
        assert_eq!(status, 200, "{path}: {text}");
        assert!(!text.contains(SECRET_KEY), "{path}: {text}");
        assert!(!text.contains(SECRET_ID), "{path}: {text}");
    }
}

#[test]
fn the_steps_of_a_signature_are_those_that_the_mock_calculates() {
    let setup = start();
    let (_, answer) = setup.call("send", &call_of("DescribeOrganization", "{}"));
    assert_eq!(answer["mock"]["matches"], true, "{answer}");
    assert_eq!(answer["mock"]["canonicalRequest"], answer["sign"]["canonicalRequest"]);
    assert_eq!(answer["mock"]["stringToSign"], answer["sign"]["stringToSign"]);
    assert_eq!(answer["sign"]["derived"].as_array().map(Vec::len), Some(3));
    for key in answer["sign"]["derived"].as_array().expect("a list") {
        let digits = key[1].as_str().expect("a text");
        assert_eq!(digits.chars().take_while(char::is_ascii_hexdigit).count(), 4, "{digits}");
    }
}

#[test]
fn signing_alone_sends_nothing() {
    let setup = start();
    let (status, steps) = setup.call("sign", &call_of("QuitOrganization", r#"{"OrgId":7}"#));
    assert_eq!(status, 200, "{steps}");
    assert_eq!(steps["signature"].as_str().map(str::len), Some(64));
    assert_eq!(setup.mock.requests().len(), 0);
}

#[test]
fn numbers_are_sent_unchanged_or_not_at_all() {
    let setup = start();
    let body = r#"{"OrgId":9007199254740993}"#;
    let mut call = call_of("QuitOrganization", body);
    call["confirm"] = json!("QuitOrganization");
    let (status, answer) = setup.call("send", &call);
    assert_eq!(status, 200, "{answer}");
    let received = setup.mock.requests();
    let parameters = received[0].parameters().expect("the log keeps them");
    assert_eq!(parameters["OrgId"].to_string(), "9007199254740993");
    call["body"] = json!(r#"{"OrgId":18446744073709551616}"#);
    let (status, answer) = setup.call("send", &call);
    assert_eq!(status, 400);
    let reason = answer["error"].as_str().expect("a reason");
    assert!(reason.contains("18446744073709551616"), "{reason}");
    assert_eq!(setup.mock.requests().len(), 1);
}

#[test]
fn a_refused_call_keeps_code_message_and_hint() {
    let setup = start();
    let (status, answer) = setup.call("send", &call_of("DescribeOrganization", r#"{"No":1}"#));
    assert_eq!(status, 200);
    let body: Value = serde_json::from_str(answer["body"].as_str().expect("a body")).expect("JSON");
    assert_eq!(body["Response"]["Error"]["Code"], "UnknownParameter");
    assert_eq!(answer["error"]["mayHaveHappened"], false);
}

#[test]
fn a_region_that_is_no_name_is_not_sent_and_an_empty_one_is_none() {
    let setup = start();
    let mut call = call_of("DescribeOrganization", "{}");
    for region in ["ap singapore", "AP-Singapore", "a\r\nHost: b"] {
        call["region"] = json!(region);
        let (status, answer) = setup.call("send", &call);
        let reason = answer["error"]["message"].as_str().expect("a reason");
        assert!(
            status == 200 && reason.contains("is not a name of lower-case letters"),
            "{reason}"
        );
        let (status, answer) = setup.call("sign", &call);
        assert!(status == 400 && answer["error"].as_str() == Some(reason), "{answer}");
    }
    assert_eq!(setup.mock.requests().len(), 0);
    call["region"] = json!("");
    let (status, answer) = setup.call("sign", &call);
    assert_eq!(status, 200, "{answer}");
    assert!(!answer["headers"].to_string().to_lowercase().contains("x-tc-region"), "{answer}");
}

#[test]
fn wrong_calls_are_answered_with_the_reason() {
    let setup = start();
    for (call, reason) in [
        (json!({}), "the call has no string `service`"),
        (call_of("Nothing", "{}"), "there is no action `Nothing`"),
        (call_of("DescribeOrganization", "[]"), "not a JSON object"),
        (call_of("DescribeOrganization", "{"), "the request is not JSON"),
    ] {
        let (status, answer) = setup.call("send", &call);
        assert_eq!(status, 400, "{call}");
        assert!(answer["error"].as_str().is_some_and(|it| it.contains(reason)), "{answer}");
    }
    assert_eq!(setup.call("nothing", &call_of("DescribeOrganization", "{}")).0, 404);
}
