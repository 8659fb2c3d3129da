//! Requests of calls, over a real socket.

use crate::loopback::{Act, Server, ok, until, words};
use crate::sample::{
    CheckAccountDeleteRequest, DescribeOrganizationRequest, ErrorCode, QuitOrganizationRequest,
    QuitOrganizationResponse, SERVICE,
};
use serde_json::json;
use std::time::{Duration, SystemTime};
use tencentcloud_runtime::action::{self, Site};
use tencentcloud_runtime::call::Call;
use tencentcloud_runtime::client::{Client, Language};
use tencentcloud_runtime::credential::{Chain, Credential};
use tencentcloud_runtime::error::Error;
use tencentcloud_runtime::raw::ActionRef;
use tencentcloud_runtime::sign::SigningInput;
use tencentcloud_runtime::testing::ManualClock;
use tencentcloud_runtime::transport::Proxy;
use tencentcloud_runtime::wire;

const NOW: u64 = 1_551_113_065;

fn fine() -> Server {
    Server::script([ok(r#"{"OrgId":7,"RequestId":"r-1"}"#)])
}

fn credential() -> Credential {
    Credential::new("AKIDEXAMPLE", "secret").with_token("token")
}

fn client(server: &Server) -> tencentcloud_runtime::client::Builder {
    Client::builder()
        .endpoint(server.url())
        .credentials(credential())
        .clock(ManualClock::at(SystemTime::UNIX_EPOCH + Duration::from_secs(NOW)))
}

#[tokio::test]
async fn a_request_carries_what_the_service_wants_and_the_signature_is_over_what_was_sent() {
    let server = fine();
    let client = client(&server).region("ap-guangzhou").user_agent("tests").build().unwrap();
    let response = client.send(&QuitOrganizationRequest { org_id: 42 }).await.unwrap();
    assert_eq!(response.request_id, "r-1");

    let received = server.received().pop().unwrap();
    assert_eq!(received.line, "POST / HTTP/1.1");
    assert_eq!(received.body, br#"{"OrgId":42}"#);
    for (header, value) in [
        ("content-type", "application/json"),
        ("x-tc-action", "QuitOrganization"),
        ("x-tc-version", "2021-03-31"),
        ("x-tc-timestamp", "1551113065"),
        ("x-tc-region", "ap-guangzhou"),
        ("x-tc-token", "token"),
        ("x-tc-language", "en-US"),
        ("x-tc-requestclient", concat!("SDK_RUST_", env!("CARGO_PKG_VERSION"), ";tests")),
        ("host", server.url().trim_start_matches("http://")),
        ("accept-encoding", ""),
    ] {
        assert_eq!(received.header(header), value, "{header}");
    }
    let signing = SigningInput {
        method: "POST",
        query: "",
        headers: &["content-type", "host", "x-tc-action"].map(|name| (name, received.header(name))),
        body: &received.body,
        // Not the first part of the host, which is a number here.
        service: "organization",
        timestamp: 1_551_113_065,
    };
    let expected = signing.authorization("AKIDEXAMPLE", "secret");
    assert_eq!(received.header("authorization"), expected);
}

#[tokio::test]
async fn headers_that_a_call_does_not_need_are_not_sent() {
    let server = fine();
    let client = client(&server)
        .credentials(Credential::new("AKIDEXAMPLE", "secret"))
        .language(Language::Chinese)
        .build()
        .unwrap();
    client.send(&DescribeOrganizationRequest { lang: None }).await.unwrap();
    let received = server.received().pop().unwrap();
    assert_eq!(received.body, b"{}");
    assert_eq!(received.header("x-tc-language"), "zh-CN");
    assert_eq!((received.header("x-tc-region"), received.header("x-tc-token")), ("", ""));
}

#[tokio::test]
async fn a_call_may_have_a_region_of_its_own() {
    let server = fine();
    let client = client(&server).region("ap-guangzhou").build().unwrap();
    let request = QuitOrganizationRequest { org_id: 1 };
    client.send(&request).region("ap-singapore").await.unwrap();
    assert_eq!(server.received()[0].header("x-tc-region"), "ap-singapore");
    let failed = client.send(&request).region("no\nregion").await;
    assert!(matches!(failed, Err(Error::Config(_))));
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn clones_share_connections_and_calls_can_be_spawned() {
    fn is_shareable<T: Clone + Send + Sync + 'static>(_: &T) {}
    fn is_spawnable<A>(_: &Call<A>)
    where
        Call<A>: Send + 'static,
    {
    }

    let server = fine();
    let client = client(&server).build().unwrap();
    is_shareable(&client);
    for _ in 0..3 {
        let call = client.clone().send(&QuitOrganizationRequest { org_id: 1 });
        is_spawnable(&call);
        tokio::spawn(call).await.unwrap().unwrap();
    }
    let connections = server.received().into_iter().map(|request| request.connection);
    assert_eq!(connections.collect::<Vec<_>>(), [0, 0, 0]);
}

#[tokio::test]
async fn dropping_a_call_ends_it() {
    let server = Server::script([Act::Hang]);
    let client =
        Client::builder().endpoint(server.url()).credentials(credential()).build().unwrap();
    let call = tokio::spawn(client.send(&QuitOrganizationRequest { org_id: 1 }));
    until(|| !server.received().is_empty()).await;
    call.abort();
    until(|| server.abandoned() == 1).await;
}

#[tokio::test]
async fn a_proxy_can_be_named() {
    let proxy = fine();
    let builder = Client::builder().endpoint("http://cloud.example").credentials(credential());
    let client = builder.proxy(Proxy::At(proxy.url())).build().unwrap();
    client.send(&QuitOrganizationRequest { org_id: 1 }).await.unwrap();
    let received = proxy.received().pop().unwrap();
    assert_eq!(received.line, "POST http://cloud.example/ HTTP/1.1");
    assert_eq!(received.header("host"), "cloud.example");
}

#[tokio::test]
async fn times_of_any_length_do_not_panic() {
    let server = fine();
    let client = Client::builder()
        .endpoint(server.url())
        .credentials(credential().with_expiry(SystemTime::now() + Duration::from_secs(1 << 40)))
        .connect_timeout(Duration::MAX)
        .attempt_timeout(Duration::MAX)
        .deadline(Duration::MAX)
        .build()
        .unwrap();
    client.send(&QuitOrganizationRequest { org_id: 1 }).await.unwrap();
}

#[tokio::test]
async fn a_call_that_is_not_awaited_is_not_made() {
    let server = fine();
    let client = client(&server).build().unwrap();
    drop(client.send(&QuitOrganizationRequest { org_id: 1 }));
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn parts_that_a_site_does_not_have_are_not_sent_there_unless_asked_for() {
    let server = fine();
    let client = client(&server).site(Site::International).build().unwrap();
    let request = CheckAccountDeleteRequest { member_uin: 1 };
    let error = client.send(&request).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "CheckAccountDelete is not offered on the international site, as far as is documented; \
         `skip_site_check` sends it all the same"
    );
    assert!(matches!(error, Error::Config(_)));
    assert!(server.received().is_empty());
    client.send(&request).skip_site_check().await.unwrap();
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn a_request_without_a_parameter_that_the_site_requires_is_not_sent_there() {
    struct PlantRequest {
        plot: Option<String>,
    }
    wire::record!(PlantRequest: { 0: plot = "Plot" [required_on_international] });
    action::action!(PlantRequest {
        response: QuitOrganizationResponse,
        error: ErrorCode,
        service: &SERVICE,
        version: "2021-03-31",
        name: "Plant",
    });
    let server = fine();
    let request = PlantRequest { plot: None };
    client(&server).site(Site::Mainland).build().unwrap().send(&request).await.unwrap();
    let client = client(&server).site(Site::International).build().unwrap();
    let error = client.send(&request).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "Plant requires the parameter Plot on the international site, as far as is documented; \
         `skip_site_check` sends it all the same"
    );
    assert_eq!(server.received().len(), 1);
    client.send(&request).skip_site_check().await.unwrap();
    client.send(&PlantRequest { plot: Some("p".to_owned()) }).await.unwrap();
    assert_eq!(server.received().len(), 3);
}

#[tokio::test]
async fn an_unsigned_action_is_sent_without_a_credential_unless_the_call_has_one() {
    struct ProveRequest {}
    wire::record!(ProveRequest: {});
    action::action!(ProveRequest {
        response: QuitOrganizationResponse,
        error: ErrorCode,
        service: &SERVICE,
        version: "2021-03-31",
        name: "Prove",
        unsigned: true,
    });
    let server = fine();
    let client = client(&server).credentials(Chain::empty()).build().unwrap();
    client.send(&ProveRequest {}).await.unwrap();
    let target = ActionRef::new("sts", "2018-08-13", "Prove").unsigned();
    client.call(target, &json!({})).await.unwrap();
    client.send(&ProveRequest {}).credential(Credential::new("AKIDx", "key")).await.unwrap();
    let sent: Vec<String> =
        server.received().iter().map(|sent| sent.header("authorization").to_owned()).collect();
    assert_eq!(sent[..2], ["SKIP", "SKIP"]);
    assert!(sent[2].starts_with("TC3-HMAC-SHA256 Credential=AKIDx/"), "{}", sent[2]);
}

#[tokio::test]
async fn an_action_that_no_type_stands_for_can_be_called() {
    let server = Server::script([
        ok(r#"{"TotalCount":3,"RequestId":"r-1"}"#),
        crate::loopback::refuse("InvalidZone.MismatchRegion"),
    ]);
    let client = client(&server).build().unwrap();
    let target = ActionRef::new("cvm", "2017-03-12", "DescribeZones").region("ap-singapore");
    let response = client.call(target.clone(), &json!({"Limit": 20})).await.unwrap();
    assert_eq!(response["TotalCount"], 3);
    let received = server.received().pop().unwrap();
    assert_eq!(
        (received.action(), received.header("x-tc-region")),
        ("DescribeZones", "ap-singapore")
    );
    assert!(received.header("authorization").contains("/cvm/tc3_request"));
    let error = client.call(target, &json!({})).await.unwrap_err();
    assert_eq!(words(&error), "InvalidZone.MismatchRegion: no (request r-refused)");
}

#[test]
fn configuration_that_cannot_work_is_refused_by_the_builder() {
    for (builder, expected) in [
        (
            Client::builder().endpoint("ftp://example.com"),
            "begins with neither https:// nor http://",
        ),
        (Client::builder().user_agent("two words"), "letters, digits and signs"),
        (Client::builder().proxy(Proxy::At(":".to_owned())), "is not a usable address"),
    ] {
        let error = builder.build().unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
}

#[test]
fn nothing_that_is_printed_holds_a_secret() {
    let builder =
        Client::builder().credentials(Credential::new("AKIDEXAMPLE", "hush").with_token("hush"));
    let printed = format!("{builder:?}");
    let client = builder.build().unwrap();
    let printed = format!("{printed}{client:?}{:?}", credential());
    assert!(printed.contains("AKIDEXAMPLE") && !printed.contains("hush"), "{printed}");
}

#[test]
fn without_a_tokio_runtime_a_call_fails_and_nothing_panics() {
    let client = Client::builder()
        .endpoint("http://127.0.0.1:1")
        .credentials(credential())
        .retry(tencentcloud_runtime::retry::Policy::off())
        .build()
        .unwrap();
    let mut call = std::pin::pin!(client.send(&QuitOrganizationRequest { org_id: 1 }));
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let std::task::Poll::Ready(Err(Error::NotSent(error))) = call.as_mut().poll(&mut context)
    else {
        panic!("it cannot be sent");
    };
    assert!(error.to_string().contains("there is no tokio runtime here"), "{error}");
}
