//! The provider that assumes a role, and the endpoint of the service it calls.

use super::{QUIT, assumed, client, credentials, env, found, identity, pair, wrong};
use crate::loopback::{Server, ok};
use serde_json::{Value, json};
use std::time::Duration;
use tencentcloud_runtime::action::Site;
use tencentcloud_runtime::client::Client;
use tencentcloud_runtime::credential::{AssumeRole, Credential, Environment};
use tencentcloud_runtime::testing::{FakeTransport, Reply};
use tencentcloud_runtime::transport::Proxy;

fn role() -> AssumeRole {
    AssumeRole::new(Credential::new("AKID1", "hush"), "qcs::cam::uin/1:roleName/r")
}

#[tokio::test]
async fn a_role_is_assumed_with_another_credential() {
    let cloud = FakeTransport::new();
    cloud.on("AssumeRole", assumed("AKID2", "t2", 7200));
    let role = role().session("tests").duration(Duration::from_secs(900)).external_id("x-1");
    let client = client(&cloud, role).site(Site::International).build().unwrap();
    client.send(&QUIT).await.unwrap();
    let [first, second] = &cloud.requests()[..] else { panic!("there are two requests") };
    assert_eq!(first.http().uri(), "https://sts.intl.tencentcloudapi.com/");
    assert_eq!(first.header("x-tc-version"), "2018-08-13");
    assert!(first.header("authorization").contains("=AKID1/2019-02-25/sts/tc3_request"));
    assert_eq!(
        first.parameters(),
        json!({
            "RoleArn": "qcs::cam::uin/1:roleName/r",
            "RoleSessionName": "tests",
            "DurationSeconds": 900,
            "ExternalId": "x-1",
        })
    );
    assert_eq!(identity(second), ("AKID2".to_owned(), "t2".to_owned()));
}

#[tokio::test]
async fn a_refusal_is_reported_with_role_and_identity() {
    let cloud = FakeTransport::new();
    cloud.on("AssumeRole", Reply::refusal("InvalidParameter.RoleNotExist", "no such role"));
    assert_eq!(
        found(&cloud, role()).await.unwrap_err(),
        "no usable credential: AssumeRole: role qcs::cam::uin/1:roleName/r, assumed by A****1 from \
         static credential: InvalidParameter.RoleNotExist: no such role (request in-memory)"
    );
}

#[tokio::test]
async fn a_response_without_a_usable_credential_names_the_member() {
    let complete = credentials("AKID2", "t2", 7200);
    for (pointer, value, reason) in [
        ("/Credentials", Value::Null, "TmpSecretId is missing"),
        ("/Credentials/TmpSecretKey", Value::Null, "TmpSecretKey is missing"),
        ("/Credentials/TmpSecretKey", json!(5), "TmpSecretKey is not a string"),
        ("/Credentials/Token", json!(""), "Token is empty"),
        ("/Credentials/Token", json!("hush "), "Token contains a blank"),
        ("/ExpiredTime", Value::Null, "ExpiredTime is missing"),
        (
            "/ExpiredTime",
            json!("hush"),
            "ExpiredTime is not a time in seconds since 1970-01-01 UTC",
        ),
        (
            "/ExpiredTime",
            json!(u64::MAX),
            "ExpiredTime is not a time in seconds since 1970-01-01 UTC",
        ),
    ] {
        let mut response = complete.clone();
        *response.pointer_mut(pointer).unwrap() = value;
        let cloud = FakeTransport::new();
        cloud.on("AssumeRole", Reply::ok(response));
        let error = found(&cloud, role()).await.unwrap_err();
        assert!(error.ends_with(&format!("has no usable credential: {reason}")), "{error}");
    }
}

#[tokio::test]
async fn a_response_that_cannot_be_read_is_not_quoted() {
    let keys = r#"{"Credentials":{"TmpSecretId":"AKID2","TmpSecretKey":"hush","Token":"hush"}}"#;
    let cut = r#"{"Response":{"Credentials":{"TmpSecretId":"AKID2","TmpSecretKey":"hush"#;
    let token = r#"{"Token":"hush","Expired"#;
    for body in [keys, cut, token] {
        let cloud = FakeTransport::new();
        cloud.on("AssumeRole", Reply::http(http::Response::new(body)));
        let error = found(&cloud, role()).await.unwrap_err();
        assert!(error.contains("AssumeRole: role qcs::cam::uin/1:roleName/r"), "{error}");
    }
}

#[tokio::test]
async fn a_source_that_cannot_be_a_credential_signs_nothing() {
    for (id, key) in [("AKID1 ", "hush"), ("AKID1", "hu hush"), ("", ""), ("AKÏD1", "hush")] {
        let cloud = FakeTransport::new();
        let role = AssumeRole::new(Credential::new(id, key), "r");
        let error = found(&cloud, role).await.unwrap_err();
        assert!(error.contains("static credential: the secret "), "{error}");
        assert_eq!(cloud.requests().len(), 0);
    }
}

#[tokio::test]
async fn an_expiry_may_be_text() {
    let mut response = credentials("AKID2", "t2", 7200);
    for time in [json!("1551120265"), json!("2019-02-25T18:44:25Z")] {
        response["ExpiredTime"] = time;
        let cloud = FakeTransport::new();
        cloud.on("AssumeRole", Reply::ok(&response));
        assert_eq!(found(&cloud, role()).await, pair("AKID2", "t2"));
    }
    response["Expiration"] = response["ExpiredTime"].take();
    let cloud = FakeTransport::new();
    cloud.on("AssumeRole", Reply::ok(&response));
    assert_eq!(found(&cloud, role()).await, pair("AKID2", "t2"));
}

#[tokio::test]
async fn a_role_without_a_source_is_an_error_in_every_chain() {
    let role = AssumeRole::new(Environment::of(env(&[])), "r");
    let error = wrong(role).await;
    assert!(
        error.starts_with("no usable credential: environment: role r has no credential to be"),
        "{error}"
    );
}

/// A server that counts as every service.
fn server() -> Server {
    Server::start(|request| match request.action() {
        "AssumeRole" => ok(&credentials("AKID2", "t2", 7200).to_string()),
        _ => ok(r#"{"RequestId":"r"}"#),
    })
}

#[tokio::test]
async fn an_endpoint_override_reaches_the_token_service() {
    let actions = |server: &Server| {
        let received = server.received();
        received.iter().map(|request| request.action().to_owned()).collect::<Vec<_>>()
    };
    let both = server();
    let client = Client::builder().endpoint(both.url()).credentials(role()).clock(super::clock());
    client.build().unwrap().send(&QUIT).await.unwrap();
    assert_eq!(actions(&both), ["AssumeRole", "QuitOrganization"]);

    let (organization, sts, mine) = (server(), server(), server());
    let builder = || {
        Client::builder().endpoint(organization.url()).sts_endpoint(sts.url()).clock(super::clock())
    };
    let client = builder().credentials(role()).build().unwrap();
    client.send(&QUIT).await.unwrap();
    assert_eq!(actions(&sts), ["AssumeRole"]);
    let client = builder().credentials(role().endpoint(mine.url())).build().unwrap();
    client.send(&QUIT).await.unwrap();
    assert_eq!(actions(&mine), ["AssumeRole"]);
    assert_eq!(actions(&organization), ["QuitOrganization", "QuitOrganization"]);
    let error = Client::builder().sts_endpoint("ftp://x").build().unwrap_err();
    assert!(error.to_string().contains("ftp://x"), "{error}");
}

#[tokio::test]
async fn a_proxy_reaches_the_token_service() {
    let proxy = server();
    let builder = Client::builder().proxy(Proxy::At(proxy.url())).clock(super::clock());
    let client = builder.endpoint("http://cloud.example").credentials(role()).build().unwrap();
    client.send(&QUIT).await.unwrap();
    let lines: Vec<_> = proxy.received().into_iter().map(|request| request.line).collect();
    assert_eq!(lines, ["POST http://cloud.example/ HTTP/1.1"; 2]);
}

#[cfg(feature = "blocking")]
#[test]
fn an_endpoint_override_of_a_blocking_client_reaches_the_token_service() {
    let (both, sts) = (server(), server());
    let builder = || {
        let builder = tencentcloud_runtime::blocking::Client::builder();
        builder.endpoint(both.url()).credentials(role()).clock(super::clock())
    };
    builder().build().unwrap().send(&QUIT).call().unwrap();
    assert_eq!(both.received().len(), 2);
    builder().sts_endpoint(sts.url()).build().unwrap().send(&QUIT).call().unwrap();
    assert_eq!((both.received().len(), sts.received().len()), (3, 1));
}
