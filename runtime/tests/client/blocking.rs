//! The client without async: what it has in common with the other is shared code, so these tests
//! are about its transport and its surface.

use crate::loopback::{Act, Answer, Server, ok, refuse};
use crate::sample::{
    CreateRoleAssignmentRequest, DescribeOrganizationRequest, ListMembersRequest,
    QuitOrganizationRequest,
};
use std::net::TcpListener;
use std::time::{Duration, SystemTime};
use tencentcloud_runtime::blocking::{Builder, Client};
use tencentcloud_runtime::clock::Manual;
use tencentcloud_runtime::credential::Credential;
use tencentcloud_runtime::error::Error;
use tencentcloud_runtime::memory::{Memory, Reply};
use tencentcloud_runtime::retry::Policy;
use tencentcloud_runtime::untyped::Target;

const QUIT: QuitOrganizationRequest = QuitOrganizationRequest { org_id: 1 };
const DESCRIBE: DescribeOrganizationRequest = DescribeOrganizationRequest { lang: None };

fn client(url: String) -> Builder {
    Client::builder()
        .endpoint(url)
        .credentials(Credential::new("AKIDEXAMPLE", "hush"))
        .clock(Manual::at(SystemTime::UNIX_EPOCH + Duration::from_secs(1_551_113_065)))
}

fn fine() -> Act {
    ok(r#"{"OrgId":7,"RequestId":"r-1"}"#)
}

#[test]
fn calls_share_a_connection_and_send_what_was_signed() {
    let server = Server::script([fine()]);
    let client = client(server.url()).build().unwrap();
    for _ in 0..2 {
        let response = client.send(&DESCRIBE).region("ap-singapore").call().unwrap();
        assert_eq!(response.org_id, Some(7));
    }
    let received = server.received();
    let first = &received[0];
    assert_eq!((first.line.as_str(), first.body.as_slice()), ("POST / HTTP/1.1", &b"{}"[..]));
    assert_eq!(first.header("x-tc-region"), "ap-singapore");
    let signing = tencentcloud_runtime::sign::Signing {
        method: "POST",
        query: "",
        headers: &["content-type", "host", "x-tc-action"].map(|name| (name, first.header(name))),
        body: &first.body,
        service: "organization",
        timestamp: 1_551_113_065,
    };
    let expected = signing.authorization("AKIDEXAMPLE", &"hush".into());
    assert_eq!(first.header("authorization"), expected);
    assert_eq!(received[1].connection, 0);
}

type Expected = fn(&Error<crate::sample::ErrorCode>) -> bool;

#[test]
fn failures_are_told_apart() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let nobody = client(format!("http://{free}")).retry(Policy::off()).build().unwrap();
    assert!(matches!(nobody.send(&QUIT).call(), Err(Error::NotSent(_))));

    let body = r#"{"Response":{"RequestId":"r-1"}}"#;
    let cases: [(Act, Expected); 6] = [
        (Act::Hang, |error| matches!(error, Error::NoAnswer(_))),
        (Act::Close, |error| matches!(error, Error::NoAnswer(_))),
        (Act::Break(Answer::new("200 OK", body)), |error| matches!(error, Error::NoAnswer(_))),
        (
            Act::Answer(Answer::new("502 Bad Gateway", "<html>")),
            |error| matches!(error, Error::NotApi(error) if error.status == 502 && &*error.body == b"<html>"),
        ),
        (
            Act::Answer(Answer::new("200 OK", vec![b'x'; 50 << 20])),
            |error| matches!(error, Error::NotApi(error) if error.body.len() <= 64 << 10),
        ),
        (refuse("A.B"), |error| matches!(error, Error::Service(_))),
    ];
    for (act, expected) in cases {
        let server = Server::script([act.clone()]);
        let hangs = matches!(act, Act::Hang);
        let limit = Duration::from_millis(if hangs { 200 } else { 60_000 });
        let builder = client(server.url()).attempt_timeout(limit);
        let error = builder.build().unwrap().send(&QUIT).call().unwrap_err();
        assert!(expected(&error), "{error}");
        assert!(server.received().len() <= 1);
    }
}

#[test]
fn a_deadline_bounds_the_wait_for_an_answer() {
    let server = Server::script([Act::Hang]);
    // The machine's own clock: nobody moves the other one while the thread waits.
    let client = Client::builder()
        .endpoint(server.url())
        .credentials(Credential::new("AKIDEXAMPLE", "hush"))
        .build()
        .unwrap();
    let outcome = client.send(&QUIT).deadline(Duration::from_millis(100)).call();
    assert!(matches!(outcome, Err(Error::Deadline(_))));
}

#[test]
fn the_rate_is_limited_and_the_service_recovers() {
    let server = Server::script([refuse("RequestLimitExceeded"), fine()]);
    client(server.url()).build().unwrap().send(&QUIT).call().unwrap();
    assert_eq!(server.received().len(), 2);
}

#[test]
fn lists_are_iterators() {
    let page = |items: &str| ok(&format!(r#"{{"Total":3,"Items":{items},"RequestId":"r"}}"#));
    let server = Server::script([page(r#"["a","b"]"#), page(r#"["c"]"#)]);
    let client = client(server.url()).build().unwrap();
    let mut items = client.items(ListMembersRequest { offset: 0, limit: 2 });
    assert_eq!(items.next().unwrap().unwrap(), "a");
    assert_eq!(items.total(), Some(3));
    let rest: Result<Vec<_>, _> = items.collect();
    assert_eq!(rest.unwrap(), ["b", "c"]);
}

#[test]
fn a_program_without_async_waits_and_calls_without_types_over_any_transport() {
    let memory = Memory::new();
    memory
        .on("CreateRoleAssignment", Reply::json(r#"{"Tasks":[{"TaskId":"t-1"}]}"#))
        .on("GetTaskStatus", Reply::json(r#"{"TaskStatus":{"Status":"InProgress"}}"#))
        .on("GetTaskStatus", Reply::json(r#"{"TaskStatus":{"Status":"Success"}}"#))
        .on("DescribeZones", Reply::json(r#"{"TotalCount":3}"#));
    let client = client("http://127.0.0.1:1".to_owned()).transport(memory.clone()).build().unwrap();
    let request = CreateRoleAssignmentRequest { zone_id: "z-1".to_owned() };
    let response = client.send(&request).call().unwrap();
    assert_eq!(client.wait(&request, &response).call().unwrap().len(), 1);
    let zones =
        client.call(Target::new("cvm", "2017-03-12", "DescribeZones"), &serde_json::json!({}));
    assert_eq!(zones.unwrap()["TotalCount"], 3);
    assert_eq!(memory.requests().len(), 4);
}
