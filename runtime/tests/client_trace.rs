//! The spans of calls, over a real socket. It is a program of its own, as what is traced is
//! decided once per program.
#![cfg(all(feature = "hyper", feature = "tracing"))]

#[path = "client/loopback.rs"]
#[allow(dead_code, reason = "other tests use the rest")]
mod loopback;
#[path = "client/sample.rs"]
#[allow(dead_code, reason = "other tests use the rest")]
mod sample;

use crate::loopback::{Server, ok, refuse};
use crate::sample::QuitOrganizationRequest;
use std::io::Write;
use std::sync::{Arc, Mutex};
use std::time::SystemTime;
use tencentcloud_runtime::client::Client;
use tencentcloud_runtime::credential::Credential;
use tencentcloud_runtime::testing::ManualClock;
use tracing_subscriber::fmt::format::FmtSpan;

/// Keeps what is written.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn a_call_is_a_span_with_its_facts_and_without_what_it_says() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_writer(move || writer.clone())
        .with_ansi(false)
        .without_time()
        .with_span_events(FmtSpan::CLOSE)
        .with_max_level(tracing::Level::DEBUG)
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);

    let server = Server::script([
        refuse("RequestLimitExceeded"),
        ok(r#"{"OrgId":7,"RequestId": "r-1"}"#),
        refuse("A.B"),
    ]);
    let client = Client::builder()
        .endpoint(server.url())
        .credentials(Credential::new("AKIDEXAMPLE", "hush"))
        .region("ap-singapore")
        .clock(ManualClock::at(SystemTime::UNIX_EPOCH))
        .build()
        .unwrap();
    client.send(&QuitOrganizationRequest { org_id: 4_242_424_242 }).await.unwrap();
    client.send(&QuitOrganizationRequest { org_id: 4_242_424_242 }).await.unwrap_err();

    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    let ours: Vec<_> = log.lines().filter(|line| line.contains("tencentcloud_runtime")).collect();
    assert_eq!(ours.len(), 3, "{log}");
    let facts = r#"call{otel.name=organization/QuitOrganization otel.kind="client" rpc.system="tencentcloud" rpc.service="organization" rpc.method="QuitOrganization" version="2021-03-31" site="mainland" cloud.region="ap-singapore""#;
    assert!(ours.iter().all(|line| line.contains(facts)), "{log}");
    assert!(ours[0].contains(r#"retrying error.type="RequestLimitExceeded" pause="#), "{log}");
    let signed = r#"credential.provider="static credential" credential.secret_id="AK****LE""#;
    let host = format!("server.address={:?}", server.url().trim_start_matches("http://"));
    let end = format!(
        r#" attempts=2 {host} http.request.resend_count=1 http.response.status_code=200 {signed} request_id="r-1"}}"#
    );
    assert!(ours[1].contains(&end), "{log}");
    let end = format!(
        r#" attempts=1 {host} http.response.status_code=200 {signed} request_id="r-refused" otel.status_code="ERROR" error.type="A.B"}}"#
    );
    assert!(ours[2].contains(&end), "{log}");
    // One value for each field.
    for line in ours {
        for field in ["attempts=", "server.address=", "credential.secret_id=", "request_id="] {
            assert!(line.matches(&format!(" {field}")).count() <= 1, "{line}");
        }
    }
    assert!(!log.contains("AKIDEXAMPLE"), "{log}");
    assert!(!log.contains("4242424242") && !log.contains("hush"), "{log}");
}
