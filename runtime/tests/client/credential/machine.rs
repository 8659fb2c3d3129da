//! The provider of a machine's role.

use super::{QUIT, START, clock, env, found, pair};
use crate::loopback::{Act, Answer, Received, Server, ok};
use serde_json::{Value, json};
use std::net::TcpListener;
use tencentcloud_runtime::client::Client;
use tencentcloud_runtime::credential::InstanceRole;
use tencentcloud_runtime::error::{CredentialError, Error};
use tencentcloud_runtime::testing::{FakeTransport, Reply};

const PATH: &str = "/latest/meta-data/cam/security-credentials/";

fn credential() -> Value {
    json!({
        "TmpSecretId": "AKID2", "TmpSecretKey": "hush", "Token": "t2", "Code": "Success",
        "ExpiredTime": START.as_secs() + 3600, "Expiration": "2019-02-25T17:44:25Z",
    })
}

/// A machine whose metadata service answers the list and the role with these.
fn machine(list: &'static str, role: String) -> FakeTransport {
    let cloud = FakeTransport::new();
    cloud.otherwise(move |request| {
        let role = if request.http().uri().path() == PATH { list } else { &role };
        Reply::http(http::Response::new(role.to_owned()))
    });
    cloud
}

/// Returns the error of the provider on a machine.
async fn error(cloud: &FakeTransport, provider: InstanceRole) -> CredentialError {
    super::outcome(cloud, provider).await.unwrap_err()
}

#[tokio::test]
async fn a_machine_returns_the_credential_of_its_role() {
    let cloud = machine("machine\n", credential().to_string());
    assert_eq!(found(&cloud, InstanceRole::new()).await, pair("AKID2", "t2"));
    let paths: Vec<_> =
        cloud.requests().iter().map(|request| request.http().uri().to_string()).collect();
    let base = format!("http://metadata.tencentyun.com{PATH}");
    assert_eq!(paths[..2], [base.clone(), format!("{base}machine")]);
    let cloud = machine("other", credential().to_string());
    let named = InstanceRole::of(env(&[("TENCENTCLOUD_CAM_ROLE_NAME", "mine")]));
    assert_eq!(found(&cloud, named).await, pair("AKID2", "t2"));
    assert_eq!(cloud.requests()[0].http().uri().path(), format!("{PATH}mine"));
    let mut text = credential();
    text["ExpiredTime"] = json!("1551116665");
    let cloud = machine("machine", text.to_string());
    assert_eq!(found(&cloud, InstanceRole::new()).await, pair("AKID2", "t2"));
}

#[tokio::test]
async fn other_answers_than_a_credential_are_errors_that_say_what_came() {
    let html = "<html>hush</html>";
    let url = format!("http://metadata.tencentyun.com{PATH}");
    for (list, role, reason) in [
        (
            html,
            String::new(),
            format!(
                "{url} returned HTML, as a proxy or a portal does, instead of the name of a role"
            ),
        ),
        ("{}", String::new(), format!("{url} returned JSON instead of the name of a role")),
        (
            "two words",
            String::new(),
            format!("{url} returned other text instead of the name of a role"),
        ),
        (
            "machine",
            html.to_owned(),
            format!(
                "{url}machine returned HTML, as a proxy or a portal does, instead of a credential"
            ),
        ),
        (
            "machine",
            String::new(),
            format!("{url}machine returned an empty text instead of a credential"),
        ),
        (
            "machine",
            r#"{"Code":"Failed"}"#.to_owned(),
            format!("{url}machine returned no credential: Code is \"Failed\""),
        ),
        (
            "machine",
            "{}".to_owned(),
            format!("{url}machine returned no credential: Code is missing"),
        ),
        (
            "machine",
            r#"{"Code":"Success"}"#.to_owned(),
            format!("{url}machine returned no usable credential: TmpSecretId is missing"),
        ),
    ] {
        let error = error(&machine(list, role), InstanceRole::new()).await;
        assert_eq!(error.to_string(), format!("no usable credential: instance role: {reason}"));
        assert!(!error.is_not_configured(), "{error}");
    }
    for role in ["a/b", "a b", "", "角色"] {
        let error = error(&machine("", String::new()), InstanceRole::new().role(role)).await;
        assert!(error.to_string().ends_with("is not the name of a role"), "{error}");
    }
    let mut eternal = credential();
    for time in [json!(u64::MAX), json!("hush"), json!([])] {
        eternal["ExpiredTime"] = time;
        let error = error(&machine("machine", eternal.to_string()), InstanceRole::new()).await;
        assert!(error.to_string().contains("ExpiredTime is not a time in seconds"), "{error}");
    }
}

#[tokio::test]
async fn a_machine_without_service_or_role_is_not_configured_unless_a_role_is_named() {
    let nowhere = FakeTransport::new();
    let missing = FakeTransport::new();
    missing.otherwise(|_| Reply::http(http::Response::builder().status(404).body("").unwrap()));
    let empty = machine("\n", String::new());
    for cloud in [&nowhere, &missing, &empty] {
        let error = error(cloud, InstanceRole::new()).await;
        assert!(error.is_not_configured(), "{error}");
    }
    for cloud in [&nowhere, &missing] {
        let error = error(cloud, InstanceRole::new().role("machine")).await;
        assert!(!error.is_not_configured(), "{error}");
        assert!(error.to_string().contains("security-credentials/machine"), "{error}");
    }
    let broken = FakeTransport::new();
    broken.otherwise(|_| Reply::http(http::Response::builder().status(500).body("").unwrap()));
    let error = error(&broken, InstanceRole::new()).await;
    assert!(!error.is_not_configured(), "{error}");
    assert!(error.to_string().ends_with("returned status 500 Internal Server Error"), "{error}");
}

/// The metadata service of a machine.
fn metadata(request: &Received) -> Act {
    let path = request.line.split(' ').nth(1).and_then(|path| path.strip_prefix(PATH));
    let body = match path {
        Some("") => "machine".to_owned(),
        Some("machine") => credential().to_string(),
        _ => return Act::Answer(Answer::new("404 Not Found", "")),
    };
    Act::Answer(Answer::new("200 OK", body))
}

#[tokio::test]
async fn the_service_is_asked_over_http_without_a_signature() {
    let server = Server::start(|request| match request.action() {
        "" => metadata(request),
        _ => ok(r#"{"RequestId":"r"}"#),
    });
    let builder = Client::builder().endpoint(server.url()).clock(clock());
    let provider = InstanceRole::new().address(server.url());
    builder.credentials(provider).build().unwrap().send(&QUIT).await.unwrap();
    let received = server.received();
    assert_eq!(received[2].header("x-tc-token"), "t2");
    assert_eq!(received[0].header("authorization"), "");

    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let nowhere = InstanceRole::new().address(format!("http://{free}"));
    let client = Client::builder().credentials(nowhere).clock(clock()).build().unwrap();
    let Err(Error::Credential(error)) = client.send(&QUIT).await else { panic!("nobody answers") };
    assert!(error.is_not_configured(), "{error}");
    let text = error.to_string();
    assert!(text.contains(&format!("instance role: http://{free}{PATH}: ")), "{text}");
    assert!(text.contains("onnection refused"), "{text}");
}
