//! The client without async: what it has in common with the other is shared code, so these tests
//! are about its transport, its surface, and waiting for another thread.

use crate::loopback::{Act, Answer, Server, ok, refuse};
use crate::retry::Counting;
use crate::sample::{
    CreateRoleAssignmentRequest, DescribeOrganizationRequest, ListMembersRequest,
    QuitOrganizationRequest,
};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime};
use tencentcloud_runtime::blocking::{Builder, Client};
use tencentcloud_runtime::credential::{AssumeRole, Credential};
use tencentcloud_runtime::error::Error;
use tencentcloud_runtime::raw::ActionRef;
use tencentcloud_runtime::retry::Policy;
use tencentcloud_runtime::testing::ManualClock;
use tencentcloud_runtime::testing::{FakeTransport, Reply};

const QUIT: QuitOrganizationRequest = QuitOrganizationRequest { org_id: 1 };
const DESCRIBE: DescribeOrganizationRequest = DescribeOrganizationRequest { lang: None };

fn client(url: String) -> Builder {
    Client::builder()
        .endpoint(url)
        .credentials(Credential::new("AKIDEXAMPLE", "hush"))
        .clock(ManualClock::at(SystemTime::UNIX_EPOCH + Duration::from_secs(1_551_113_065)))
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
    let signing = tencentcloud_runtime::sign::SigningInput {
        method: "POST",
        query: "",
        headers: &["content-type", "host", "x-tc-action"].map(|name| (name, first.header(name))),
        body: &first.body,
        service: "organization",
        timestamp: 1_551_113_065,
    };
    let expected = signing.authorization("AKIDEXAMPLE", "hush");
    assert_eq!(first.header("authorization"), expected);
    assert_eq!(received[1].connection, 0);
}

#[test]
fn the_body_tells_the_answer_whatever_stands_around_it() {
    let plain = r#"{"Response":{"OrgId":7,"RequestId":"r-1"}}"#;
    let within = r#"{"retcode":0,"Response":{"OrgId":7,"RequestId":"r-1"},"retmsg":"ok"}"#;
    for (body, content_type) in [(plain, "text/html"), (within, "application/json")] {
        let answer = Answer::new("200 OK", body).with("content-type", content_type);
        let server = Server::script([Act::Answer(answer)]);
        let client = client(server.url()).build().unwrap();
        assert_eq!(client.send(&DESCRIBE).call().unwrap().org_id, Some(7));
    }
}

#[test]
fn a_connection_that_the_server_has_closed_meanwhile_is_not_used_again() {
    let server =
        Server::script([Act::Last(Answer::new("200 OK", r#"{"Response":{"RequestId":"r-1"}}"#))]);
    let client = client(server.url()).retry(Policy::off()).build().unwrap();
    for connection in 0..3 {
        client.send(&QUIT).call().unwrap();
        assert_eq!(server.received().last().unwrap().connection, connection);
        std::thread::sleep(Duration::from_millis(50));
    }
}

type Expected = fn(&Error<crate::sample::ErrorCode>) -> bool;

#[test]
fn failures_are_told_apart() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let nobody = client(format!("http://{free}")).retry(Policy::off()).build().unwrap();
    assert!(matches!(nobody.send(&QUIT).call(), Err(Error::NotSent(_))));

    let body = r#"{"Response":{"RequestId":"r-1"}}"#;
    let refused =
        r#"{"Response":{"OrgId":7,"RequestId":"r-1","Error":{"Code":"A.B","Message":""}}}"#;
    let moved = Answer::new("302 Found", "").with("location", "/elsewhere");
    let cases: [(Act, Expected); 12] = [
        (Act::Hang, |error| matches!(error, Error::NoResponse(_))),
        (Act::Stall(Answer::new("200 OK", body)), |error| matches!(error, Error::NoResponse(_))),
        (
            Act::Answer(Answer::new("200 OK", "garbage")),
            |error| matches!(error, Error::UnexpectedResponse(error) if error.status == 200),
        ),
        (
            Act::Answer(moved),
            |error| matches!(error, Error::UnexpectedResponse(error) if error.status == 302),
        ),
        (Act::Answer(Answer::new("200 OK", refused)), |error| error.service().is_some()),
        (Act::Answer(Answer::new("403 Forbidden", refused)), |error| error.service().is_some()),
        (
            Act::Flood,
            |error| matches!(error, Error::UnexpectedResponse(error) if error.body.len() == 64 << 10),
        ),
        (Act::Close, |error| matches!(error, Error::NoResponse(_))),
        (Act::Break(Answer::new("200 OK", body)), |error| matches!(error, Error::NoResponse(_))),
        (
            Act::Answer(Answer::new("502 Bad Gateway", "<html>")),
            |error| matches!(error, Error::UnexpectedResponse(error) if error.status == 502 && &*error.body == b"<html>"),
        ),
        (
            Act::Answer(Answer::new("200 OK", vec![b'x'; 50 << 20])),
            |error| matches!(error, Error::UnexpectedResponse(error) if error.body.len() <= 64 << 10),
        ),
        (refuse("A.B"), |error| matches!(error, Error::Service(_))),
    ];
    for (act, expected) in cases {
        let server = Server::script([act.clone()]);
        let hangs = matches!(act, Act::Hang | Act::Stall(_));
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
fn a_wrong_clock_and_an_old_token_are_put_right() {
    // The service is ten minutes ahead of the clock, and no longer accepts the first token.
    let server = Server::start(|request| {
        let act = if request.header("x-tc-timestamp") != "1551113665" {
            refuse("AuthFailure.SignatureExpire")
        } else if request.header("x-tc-token") == "t1" {
            refuse("AuthFailure.TokenFailure")
        } else {
            fine()
        };
        let Act::Answer(answer) = act else { return act };
        Act::Answer(answer.with("date", "Mon, 25 Feb 2019 16:54:25 GMT"))
    });
    let client = client(server.url()).credentials(Counting::default()).build().unwrap();
    client.send(&QUIT).call().unwrap();
    client.send(&QUIT).call().unwrap();
    let received = server.received();
    let tokens: Vec<_> = received.iter().map(|request| request.header("x-tc-token")).collect();
    assert_eq!(tokens, ["t1", "t1", "t2", "t2"]);
}

/// A token service that tells how often it was asked, and a client that asks it.
fn assuming(token_service: fn(u32) -> Act) -> (Server, Arc<AtomicU32>, Client) {
    let asked = Arc::new(AtomicU32::new(0));
    let count = asked.clone();
    let server = Server::start(move |request| match request.action() {
        "AssumeRole" => token_service(count.fetch_add(1, Ordering::SeqCst) + 1),
        _ => fine(),
    });
    let role = AssumeRole::new(Credential::new("AKID1", "hush"), "r").endpoint(server.url());
    // The machine's own clock: nobody moves the other one while the threads wait.
    let builder = Client::builder().endpoint(server.url()).credentials(role);
    let client = builder.build().unwrap();
    (server, asked, client)
}

/// A credential that has not expired when this is read.
fn assumed() -> Act {
    ok(
        r#"{"Credentials":{"TmpSecretId":"AKID2","TmpSecretKey":"hush","Token":"t"},"ExpiredTime":4102444800}"#,
    )
}

#[test]
fn a_hundred_threads_cause_one_refresh() {
    let (server, asked, client) = assuming(|_| assumed());
    std::thread::scope(|scope| {
        for _ in 0..100 {
            scope.spawn(|| client.send(&QUIT).call().unwrap());
        }
    });
    assert_eq!(asked.load(Ordering::SeqCst), 1);
    assert_eq!(server.received().len(), 101);
}

#[test]
fn a_deadline_bounds_the_wait_for_a_credential_and_is_no_one_elses_failure() {
    let (server, asked, client) = assuming(|time| if time == 1 { Act::Hang } else { assumed() });
    let quit = |limit| client.send(&QUIT).deadline(Duration::from_millis(limit)).call();
    std::thread::scope(|scope| {
        let first = scope.spawn(|| quit(1500));
        while asked.load(Ordering::SeqCst) == 0 {
            std::thread::yield_now();
        }
        // This one gives up while it waits for the other thread.
        assert!(matches!(quit(100), Err(Error::Deadline(error)) if error.attempts == 0));
        assert_eq!(asked.load(Ordering::SeqCst), 1);
        // This one takes over when the first has given up.
        let last = scope.spawn(|| quit(30_000));
        assert!(
            matches!(first.join().unwrap(), Err(Error::Deadline(error)) if error.attempts == 0)
        );
        last.join().unwrap().unwrap();
    });
    assert_eq!((asked.load(Ordering::SeqCst), server.received().len()), (2, 3));
}

#[test]
fn an_answer_from_memory_that_comes_too_late_is_none() {
    let memory = FakeTransport::new();
    memory.on("QuitOrganization", Reply::json("{}").after(Duration::from_secs(600)));
    let client = Client::builder()
        .credentials(Credential::new("AKIDEXAMPLE", "hush"))
        .transport(memory)
        .build()
        .unwrap();
    let outcome = client.send(&QUIT).deadline(Duration::from_millis(50)).call();
    assert!(matches!(outcome, Err(Error::Deadline(_))));
}

#[test]
fn times_of_any_length_do_not_panic() {
    let server = Server::script([fine()]);
    let client = Client::builder()
        .endpoint(server.url())
        .credentials(Credential::new("AKIDEXAMPLE", "hush"))
        .connect_timeout(Duration::MAX)
        .attempt_timeout(Duration::MAX)
        .build()
        .unwrap();
    client.send(&QUIT).call().unwrap();
    client.send(&QUIT).deadline(Duration::MAX).call().unwrap();
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
    let memory = FakeTransport::new();
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
        client.call(ActionRef::new("cvm", "2017-03-12", "DescribeZones"), &serde_json::json!({}));
    assert_eq!(zones.call().unwrap()["TotalCount"], 3);
    assert_eq!(memory.requests().len(), 4);
}
