//! Many accounts and services in one process: shared connections, and settings from the environment.

use crate::loopback::{Server, ok};
use crate::sample::{DescribeOrganizationRequest, QuitOrganizationRequest};
use serde_json::json;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;
use tencentcloud_runtime::call::Options;
use tencentcloud_runtime::client::{Builder, Client};
use tencentcloud_runtime::credential::{AssumeRole, Credential, Env};
use tencentcloud_runtime::raw::ActionRef;
use tencentcloud_runtime::testing::{FakeTransport, Reply};

const QUIT: QuitOrganizationRequest = QuitOrganizationRequest { org_id: 1 };
const DESCRIBE: DescribeOrganizationRequest = DescribeOrganizationRequest { lang: None };

fn signer(authorization: &str) -> &str {
    authorization.split(['=', '/']).nth(1).unwrap()
}

#[tokio::test]
async fn five_hundred_identities_share_the_connections_of_one_client() {
    let server = Server::script([ok(r#"{"RequestId":"r"}"#)]);
    let first = Client::builder().endpoint(server.url()).build().unwrap();
    for account in 0..500 {
        let credential = Credential::new(format!("AKID{account}"), "secret");
        first.with_credentials(credential).send(&QUIT).await.unwrap();
    }
    let received = server.received();
    let signers: BTreeSet<_> =
        received.iter().map(|request| signer(request.header("authorization"))).collect();
    assert_eq!((received.len(), signers.len()), (500, 500));
    let connections: BTreeSet<_> = received.iter().map(|request| request.connection).collect();
    assert!(connections.len() <= 2, "{connections:?}");
}

#[cfg(feature = "blocking")]
#[test]
fn blocking_clients_share_their_connections_among_credentials() {
    use tencentcloud_runtime::blocking::Client;

    let server = Server::script([ok(r#"{"RequestId":"r"}"#)]);
    let first = Client::builder().endpoint(server.url()).build().unwrap();
    for account in 0..50 {
        let credential = Credential::new(format!("AKID{account}"), "secret");
        first.with_credentials(credential).send(&QUIT).call().unwrap();
    }
    let connections: BTreeSet<_> =
        server.received().iter().map(|request| request.connection).collect();
    assert!(connections.len() <= 2, "{connections:?}");
}

#[tokio::test]
async fn one_transport_serves_clients_with_settings_of_their_own() {
    let cloud = Arc::new(FakeTransport::new());
    cloud.otherwise(|_| Reply::json("{}"));
    for (account, region) in [("AKIDa", "ap-singapore"), ("AKIDb", "ap-tokyo")] {
        let client = Client::builder()
            .transport(cloud.clone())
            .credentials(Credential::new(account, "secret"))
            .region(region)
            .build()
            .unwrap();
        client.send(&QUIT).await.unwrap();
    }
    let seen: Vec<_> = cloud
        .requests()
        .iter()
        .map(|request| {
            let id = signer(request.header("authorization")).to_owned();
            (id, request.header("x-tc-region").to_owned())
        })
        .collect();
    let expected = [("AKIDa", "ap-singapore"), ("AKIDb", "ap-tokyo")];
    assert_eq!(seen, expected.map(|(id, region)| (id.to_owned(), region.to_owned())));
}

fn builder(cloud: &FakeTransport) -> Builder {
    cloud.otherwise(|_| Reply::json("{}"));
    Client::builder().transport(cloud.clone()).credentials(Credential::new("AKID", "secret"))
}

#[tokio::test]
async fn calls_with_and_without_types_have_the_same_options_in_any_order() {
    let cloud = FakeTransport::new();
    let client = builder(&cloud).region("ap-guangzhou").build().unwrap();
    let other = || Credential::new("AKIDother", "secret");
    let tokyo = || Options::new().region("ap-tokyo");
    client.send(&DESCRIBE).credential(other()).options(tokyo()).await.unwrap();
    client.send(&DESCRIBE).options(tokyo()).credential(other()).await.unwrap();
    let action = || ActionRef::new("organization", "2021-03-31", "DescribeOrganization");
    let none = json!({});
    client.call(action(), &none).credential(other()).options(tokyo()).await.unwrap();
    let merged = Options::new().credential(other()).merge(tokyo());
    client.call(action().options(merged), &none).deadline(Duration::from_secs(9)).await.unwrap();
    for request in cloud.requests() {
        assert_eq!(signer(request.header("authorization")), "AKIDother");
        assert_eq!(request.header("x-tc-region"), "ap-tokyo");
    }
    assert_eq!(cloud.requests().len(), 4);
}

#[tokio::test]
async fn site_region_and_endpoint_are_those_of_the_environment_unless_the_program_says_otherwise() {
    let cloud = FakeTransport::new();
    let env = Env::of([
        ("TENCENTCLOUD_SITE", "international"),
        ("TENCENTCLOUD_REGION", "ap-singapore"),
        ("TENCENTCLOUD_ENDPOINT", "http://127.0.0.1:1"),
    ]);
    builder(&cloud).env(env.clone()).build().unwrap().send(&QUIT).await.unwrap();
    let explicit = builder(&cloud).env(env).endpoint("example.com").region("");
    explicit.build().unwrap().send(&QUIT).await.unwrap();
    builder(&cloud)
        .env(Env::of([("TENCENTCLOUD_REGION", "")]))
        .build()
        .unwrap()
        .send(&QUIT)
        .await
        .unwrap();
    let seen: Vec<_> = cloud
        .requests()
        .iter()
        .map(|request| {
            let host = request.http().uri().host().unwrap().to_owned();
            (host, request.http().headers().contains_key("x-tc-region"))
        })
        .collect();
    let expected =
        [("127.0.0.1", true), ("example.com", false), ("organization.tencentcloudapi.com", false)];
    assert_eq!(seen, expected.map(|(host, region)| (host.to_owned(), region)));

    for (name, value, reason) in [
        ("TENCENTCLOUD_SITE", "intl", "expected `mainland` or `international`"),
        ("TENCENTCLOUD_REGION", "AP", "is not a name of lower-case letters"),
        ("TENCENTCLOUD_ENDPOINT", "ftp://example.com", "cannot be used"),
    ] {
        let error = builder(&cloud).env(Env::of([(name, value)])).build().unwrap_err().to_string();
        assert!(error.starts_with(name) && error.contains(reason), "{error}");
    }
}

#[tokio::test]
async fn an_endpoint_for_all_services_is_that_of_the_security_token_service_too() {
    let cloud = FakeTransport::new();
    let base = Credential::new("AKID", "secret");
    let client = Client::builder()
        .transport(cloud.clone())
        .endpoint("http://127.0.0.1:1")
        .credentials(AssumeRole::new(base, "qcs::cam::uin/1:roleName/r"))
        .build()
        .unwrap();
    client.send(&QUIT).await.unwrap_err();
    let requests = cloud.requests();
    assert!(!requests.is_empty());
    for request in requests {
        assert_eq!(request.action(), "AssumeRole");
        assert_eq!(request.http().uri().host(), Some("127.0.0.1"));
    }
}

#[tokio::test]
async fn names_that_cannot_be_sent_are_errors_before_anything_is_sent() {
    let cloud = FakeTransport::new();
    for region in [" ap-guangzhou", "\u{5e7f}\u{5dde}", "ap_guangzhou", "AP-GUANGZHOU", "a\nb"] {
        let error = builder(&cloud).region(region).build().unwrap_err().to_string();
        assert!(error.contains("the region"), "{error}");
        let client = builder(&cloud).build().unwrap();
        assert!(client.send(&QUIT).region(region).await.is_err(), "{region}");
    }
    let client = builder(&cloud).region("").build().unwrap();
    let names = ["\u{4e91}", "a b", "", "a\r\nX-TC-Token: b", "a.b"];
    for name in names {
        for action in [
            ActionRef::new(name, "2021-03-31", "QuitOrganization"),
            ActionRef::new("organization", name, "QuitOrganization"),
            ActionRef::new("organization", "2021-03-31", name),
        ] {
            let error = client.call(action, &json!({})).await.unwrap_err();
            assert!(matches!(error, tencentcloud_runtime::error::Error::Config(_)), "{error}");
        }
    }
    assert!(cloud.requests().is_empty());
}
