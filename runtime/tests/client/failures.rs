//! Errors of calls when things go wrong, over a real socket.

use crate::loopback::{Act, Answer, Server, ok, words};
use crate::sample::{
    DescribeOrganizationRequest, DescribeOrganizationResponse, QuitOrganizationRequest,
};
use std::net::TcpListener;
use std::time::Duration;
use tencentcloud_runtime::client::{Builder, Client};
use tencentcloud_runtime::credential::Credential;
use tencentcloud_runtime::error::{Code, Error, RawCode};
use tencentcloud_runtime::retry::Policy;

fn client(url: String) -> Builder {
    Client::builder()
        .endpoint(url)
        .credentials(Credential::new("AKIDEXAMPLE", "hush"))
        .retry(Policy::off())
}

/// Returns the result of one call against a server that does this.
async fn after(act: Act) -> Result<DescribeOrganizationResponse, Error> {
    let server = Server::script([act]);
    let client = client(server.url()).build().unwrap();
    let outcome = client.send(&DescribeOrganizationRequest { lang: None }).await;
    assert_eq!(server.received().len(), 1);
    if let Err(error) = &outcome {
        assert!(!error.to_string().contains('\n'), "{error}");
        assert!(!format!("{error} {error:?}").contains("hush"));
    }
    outcome.map_err(|error| error.map(|code| RawCode::from_code(code.code())))
}

fn answer(body: &str) -> Act {
    Act::Answer(Answer::new("200 OK", body))
}

#[tokio::test]
async fn where_nobody_listens_the_request_was_not_sent() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let client = client(format!("http://{free}")).build().unwrap();
    let error = client.send(&QuitOrganizationRequest { org_id: 1 }).await.unwrap_err();
    assert!(matches!(error, Error::NotSent(_)));
    assert!(error.to_string().contains("onnection refused"), "{error}");
}

#[tokio::test]
async fn a_server_that_accepts_and_hangs_gives_no_answer() {
    let server = Server::script([Act::Hang]);
    let client = client(server.url()).attempt_timeout(Duration::from_millis(50)).build().unwrap();
    let error = client.send(&QuitOrganizationRequest { org_id: 1 }).await.unwrap_err();
    assert!(matches!(error, Error::NoResponse(_)));
    let error = error.to_string();
    assert!(error.contains("it may have happened"), "{error}");
    assert!(error.contains(server.url().trim_start_matches("http://")), "{error}");
    assert!(error.ends_with("no response within 50ms"), "{error}");
}

#[tokio::test]
async fn a_deadline_ends_a_call_whatever_the_server_does() {
    let server = Server::script([Act::Hang]);
    let client = client(server.url()).build().unwrap();
    let call = client.send(&QuitOrganizationRequest { org_id: 1 });
    let Err(Error::Deadline(error)) = call.deadline(Duration::from_millis(50)).await else {
        panic!("the deadline has passed");
    };
    assert_eq!((error.limit, error.attempts), (Duration::from_millis(50), 1));
}

#[tokio::test]
async fn a_connection_that_ends_early_gives_no_answer() {
    let answers =
        [Act::Close, Act::Break(Answer::new("200 OK", r#"{"Response":{"RequestId":"r-1"}}"#))];
    for act in answers {
        assert!(matches!(after(act).await, Err(Error::NoResponse(_))));
    }
}

#[tokio::test]
async fn a_server_that_falls_silent_within_the_body_gives_no_answer() {
    let server = Server::script([Act::Stall(Answer::new("200 OK", "{\"Response\":{}}"))]);
    let client = client(server.url()).attempt_timeout(Duration::from_millis(100)).build().unwrap();
    let error = client.send(&QuitOrganizationRequest { org_id: 1 }).await.unwrap_err();
    assert!(matches!(error, Error::NoResponse(_)), "{error}");
}

#[tokio::test]
async fn a_connection_that_the_server_has_closed_meanwhile_is_not_used_again() {
    let fine = Answer::new("200 OK", r#"{"Response":{"RequestId":"r-1"}}"#);
    let server = Server::script([Act::Last(fine)]);
    let client = client(server.url()).build().unwrap();
    for connection in 0..3 {
        // This is not safe to send twice, and is not sent twice.
        client.send(&QuitOrganizationRequest { org_id: 1 }).await.unwrap();
        assert_eq!(server.received().last().unwrap().connection, connection);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn a_page_of_a_proxy_is_no_answer_of_the_api() {
    let page = "<html><body>502 Bad Gateway</body></html>";
    let act = Act::Answer(Answer::new("502 Bad Gateway", page).with("content-type", "text/html"));
    let Err(Error::UnexpectedResponse(error)) = after(act).await else {
        panic!("it is none");
    };
    assert_eq!((error.status, &*error.body), (502, page.as_bytes()));
    assert_eq!(
        words(&error),
        "the answer is not one of the API (HTTP status 502): the status is not one of success; it begins \
         \"<html><body>502 Bad Gateway</body></html>\" (hint: a gateway could not reach the service)"
    );
}

#[tokio::test]
async fn garbage_with_status_200_is_no_answer_of_the_api() {
    for body in ["", "garbage", "[]", "{}", r#"{"Respo"#] {
        let Err(Error::UnexpectedResponse(error)) = after(answer(body)).await else {
            panic!("{body:?} is none");
        };
        assert_eq!((error.status, &*error.body), (200, body.as_bytes()));
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let act = Act::Answer(Answer::new("302 Found", "").with("location", "/elsewhere"));
    let Err(Error::UnexpectedResponse(error)) = after(act).await else {
        panic!("it is no answer");
    };
    assert_eq!(error.status, 302);
}

#[tokio::test]
async fn the_body_tells_the_answer_whatever_the_headers_say() {
    let body = r#"{"Response":{"OrgId":7,"RequestId":"r-1"}}"#;
    for content_type in ["text/html", "application/json; charset=utf-8", "text/event-stream"] {
        let act = Act::Answer(Answer::new("200 OK", body).with("content-type", content_type));
        assert_eq!(after(act).await.unwrap().org_id, Some(7));
    }
}

#[tokio::test]
async fn keys_beside_the_response_are_ignored() {
    let body = r#"{"retcode":0,"Response":{"OrgId":7,"Extra":{},"RequestId":"r-1"},"retmsg":"ok"}"#;
    assert_eq!(after(answer(body)).await.unwrap().org_id, Some(7));
}

#[tokio::test]
async fn an_error_beside_members_is_a_refusal() {
    let body =
        r#"{"Response":{"OrgId":7,"RequestId":"r-1","Error":{"Code":"A.B","Message":"no"}}}"#;
    for status in ["200 OK", "403 Forbidden"] {
        let act = Act::Answer(Answer::new(status, body));
        let Err(Error::Service(refusal)) = after(act).await else {
            panic!("it is one");
        };
        assert_eq!(refusal.error().code(), "A.B");
        assert_eq!((refusal.message(), refusal.request_id()), ("no", "r-1"));
    }
}

#[tokio::test]
async fn a_member_of_another_type_is_named_and_the_body_is_kept() {
    let body = r#"{"Response":{"OrgId":"seven","RequestId":"r-1"}}"#;
    let Err(Error::Decode(error)) = after(answer(body)).await else {
        panic!("it cannot be read");
    };
    assert_eq!((&*error.action, &*error.path), ("DescribeOrganization", "OrgId"));
    assert_eq!((&*error.request_id, &*error.body), ("r-1", body.as_bytes()));
}

#[tokio::test]
async fn a_body_without_end_is_not_read_to_the_end() {
    let huge = format!(r#"{{"Response":{{"Padding":"{}"}}}}"#, "x".repeat(50 << 20));
    let Err(Error::UnexpectedResponse(error)) = after(answer(&huge)).await else {
        panic!("it is too long");
    };
    assert_eq!(&*error.reason, "it is longer than 33554432 bytes, the client's limit");
    assert!(error.body.len() <= 64 << 10);
}

#[tokio::test]
async fn a_body_in_chunks_without_end_is_not_read_to_the_end() {
    let Err(Error::UnexpectedResponse(error)) = after(Act::Flood).await else {
        panic!("it is too long");
    };
    assert_eq!(&*error.reason, "it is longer than 33554432 bytes, the client's limit");
    assert_eq!(error.body.len(), 64 << 10);
}

#[tokio::test]
async fn a_possible_part_of_an_answer_is_kept_and_not_printed() {
    let secret = r#"{"Response":{"CredentialSecret":"hush","RequestId":"r-1"}}"#;
    for (status, body) in [("302 Found", secret), ("200 OK", r#"{"Response" "hush"}"#)] {
        // That nothing of it is printed, `after` sees to.
        let Err(Error::UnexpectedResponse(error)) =
            after(Act::Answer(Answer::new(status, body))).await
        else {
            panic!("it cannot be used");
        };
        assert_eq!(&*error.body, body.as_bytes());
    }
    let garbled = answer(&format!("{secret} and more"));
    assert!(matches!(after(garbled).await, Err(Error::Decode(_))));
    let server = Server::script([answer(secret)]);
    let short = client(server.url()).response_limit(50).build().unwrap();
    let error = short.send(&DescribeOrganizationRequest { lang: None }).await.unwrap_err();
    assert_eq!(
        words(&error),
        "the answer is not one of the API (HTTP status 200): it is longer than 50 bytes, the \
         client's limit"
    );
    assert!(!format!("{error:?}").contains("hush"), "{error:?}");
}

#[tokio::test]
async fn the_limit_of_a_body_can_be_chosen() {
    let body = r#"{"OrgId":7,"RequestId":"r-1"}"#;
    let whole = r#"{"Response":}"#.len() + body.len();
    let server = Server::script([ok(body)]);
    let request = DescribeOrganizationRequest { lang: None };
    let exact = client(server.url()).response_limit(whole).build().unwrap();
    assert_eq!(exact.send(&request).await.unwrap().org_id, Some(7));
    let short = client(server.url()).response_limit(whole - 1).build().unwrap();
    assert!(matches!(short.send(&request).await, Err(Error::UnexpectedResponse(_))));
}

#[tokio::test]
async fn a_redirect_is_not_followed_and_its_target_is_told() {
    let moved = Answer::new("302 Found", "<html>").with("location", "http://portal.example/login");
    let server = Server::script([Act::Answer(moved)]);
    let client = client(server.url()).build().unwrap();
    let error = client.send(&QuitOrganizationRequest { org_id: 1 }).await.unwrap_err();
    assert!(matches!(&error, Error::UnexpectedResponse(error) if error.status == 302));
    assert!(error.to_string().contains("http://portal.example/login"), "{error}");
    assert_eq!(server.received().len(), 1);
}
