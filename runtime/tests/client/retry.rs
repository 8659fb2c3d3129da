//! Sending again, over a real socket; time passes on a clock of the test's.

use crate::loopback::{Act, Answer, Received, Server, ok, refuse};
use crate::sample::{DescribeOrganizationRequest, QuitOrganizationRequest};
use std::sync::Mutex;
use std::time::{Duration, SystemTime};
use tencentcloud_runtime::client::{Builder, Client};
use tencentcloud_runtime::credential::{Credential, Provider, ProviderContext};
use tencentcloud_runtime::error::{Class, Code, CredentialError, Error};
use tencentcloud_runtime::retry::Policy;
use tencentcloud_runtime::testing::ManualClock;
use tencentcloud_runtime::testing::{FakeTransport, Reply};
use tencentcloud_runtime::transport::BoxFuture;

/// A time for clocks to start from.
const START: u64 = 1_551_113_065;

fn clock() -> ManualClock {
    ManualClock::at(SystemTime::UNIX_EPOCH + Duration::from_secs(START))
}

fn client(server: &Server, clock: &ManualClock) -> Builder {
    Client::builder()
        .endpoint(server.url())
        .credentials(Credential::new("AKIDEXAMPLE", "secret"))
        .clock(clock.clone())
}

fn fine() -> Act {
    ok(r#"{"OrgId":7,"RequestId":"r-1"}"#)
}

const QUIT: QuitOrganizationRequest = QuitOrganizationRequest { org_id: 1 };
const DESCRIBE: DescribeOrganizationRequest = DescribeOrganizationRequest { lang: None };

#[tokio::test]
async fn a_service_that_limits_the_rate_and_recovers_is_asked_until_it_does() {
    let server = Server::script([
        refuse("RequestLimitExceeded"),
        refuse("RequestLimitExceeded.UinLimitExceeded"),
        fine(),
    ]);
    let clock = clock();
    // Without pacing, all pauses are those of retries.
    let client = client(&server, &clock).rate_limits(false).build().unwrap();
    client.send(&QUIT).await.unwrap();
    assert_eq!(server.received().len(), 3);
    let bounds = [Duration::from_millis(500), Duration::from_secs(1)];
    let slept = clock.slept();
    assert_eq!(slept.len(), 2);
    assert!(slept.iter().zip(bounds).all(|(pause, bound)| *pause <= bound), "{slept:?}");
}

#[tokio::test]
async fn a_code_that_the_documentation_calls_throttling_is_one() {
    let server = Server::script([refuse("LimitExceeded.RateLimitExceeded"), fine()]);
    let client = client(&server, &clock()).build().unwrap();
    client.send(&QUIT).await.unwrap();
    assert_eq!(server.received().len(), 2);
}

#[tokio::test]
async fn a_gateway_that_limits_the_rate_has_not_done_anything() {
    let act = Act::Answer(Answer::new("429 Too Many Requests", "slow down"));
    let server = Server::script([act, fine()]);
    let client = client(&server, &clock()).build().unwrap();
    client.send(&QUIT).await.unwrap();
    assert_eq!(server.received().len(), 2);
}

#[tokio::test]
async fn a_service_that_keeps_limiting_is_left_alone_after_some_attempts() {
    let server = Server::script([refuse("RequestLimitExceeded")]);
    let client = client(&server, &clock()).build().unwrap();
    let error = client.send(&QUIT).await.unwrap_err();
    let code = error.service().unwrap().error();
    assert_eq!((code.code(), code.class()), ("RequestLimitExceeded", Class::Throttled));
    assert_eq!(server.received().len(), 4);
}

#[tokio::test]
async fn failures_of_the_service_and_rates_under_other_names_are_retried_if_that_is_safe() {
    for code in [
        "InternalError",
        "InternalError.SystemError",
        "ServiceUnavailable",
        "LimitExceeded.RateLimitExceeded",
        "FailedOperation.FrequencyLimit",
    ] {
        let again = || Server::script([refuse(code), fine()]);
        let (server, other) = (again(), again());
        client(&server, &clock()).build().unwrap().send(&DESCRIBE).await.unwrap();
        assert_eq!(server.received().len(), 2, "{code}");
        // The sample's catalogue says of one that nothing happened.
        let is_known = code == "LimitExceeded.RateLimitExceeded";
        let sent = client(&other, &clock()).build().unwrap().send(&QUIT).await;
        assert_eq!((sent.is_ok(), other.received().len()), (is_known, 1 + usize::from(is_known)));
    }
}

#[tokio::test]
async fn other_refusals_are_final() {
    for code in ["FailedOperation", "ResourceNotFound.NodeNotExist", "LimitExceeded"] {
        let server = Server::script([refuse(code)]);
        let client = client(&server, &clock()).build().unwrap();
        assert!(client.send(&DESCRIBE).await.is_err());
        assert_eq!(server.received().len(), 1, "{code}");
    }
}

#[tokio::test]
async fn requests_that_may_have_happened_are_sent_again_only_where_that_is_safe() {
    let broken = Answer::new("200 OK", r#"{"Response":{"RequestId":"r-1"}}"#);
    let page = Answer::new("502 Bad Gateway", "<html>");
    for act in [Act::Close, Act::Break(broken), Act::Answer(page)] {
        let server = Server::script([act, fine()]);
        let client = client(&server, &clock()).build().unwrap();
        assert!(client.send(&QUIT).await.is_err());
        assert_eq!(server.received().len(), 1);
    }
    for (idempotent, requests) in [(None, 2), (Some(true), 2), (Some(false), 1)] {
        let server = Server::script([Act::Close, fine()]);
        let client = client(&server, &clock()).build().unwrap();
        let call = client.send(&DESCRIBE);
        let call = match idempotent {
            Some(safe) => call.idempotent(safe),
            None => call,
        };
        assert_eq!(call.await.is_ok(), requests == 2);
        assert_eq!(server.received().len(), requests);
    }
}

#[tokio::test]
async fn requests_that_were_never_sent_are_always_sent_again() {
    let memory = FakeTransport::new();
    memory
        .on("QuitOrganization", Reply::not_sent("no route"))
        .on("QuitOrganization", Reply::json(r#"{"RequestId":"r-1"}"#));
    let client = Client::builder()
        .credentials(Credential::new("AKIDEXAMPLE", "secret"))
        .transport(memory.clone())
        .clock(clock())
        .build()
        .unwrap();
    client.send(&QUIT).await.unwrap();
    assert_eq!(memory.requests().len(), 2);
}

#[tokio::test]
async fn one_switch_turns_it_off_for_a_client_or_a_call() {
    let server = Server::script([refuse("RequestLimitExceeded")]);
    let clock = clock();
    let patient = client(&server, &clock).build().unwrap();
    assert!(patient.send(&QUIT).retry(Policy::off()).await.is_err());
    let hasty = client(&server, &clock).retry(Policy::off()).build().unwrap();
    assert!(hasty.send(&QUIT).await.is_err());
    assert_eq!(server.received().len(), 2);
    assert!(clock.slept().is_empty());
}

#[tokio::test]
async fn no_pause_goes_beyond_the_deadline() {
    let server = Server::script([refuse("RequestLimitExceeded")]);
    let clock = clock();
    let client = client(&server, &clock)
        .retry(Policy::new().attempts(100).first_pause(Duration::from_secs(1)))
        .build()
        .unwrap();
    let limit = Duration::from_secs(10);
    let error = client.send(&QUIT).deadline(limit).await.unwrap_err();
    // The refusal says more than that time is up.
    assert!(matches!(error, Error::Service(_)));
    let slept: Duration = clock.slept().iter().sum();
    assert!(slept < limit, "{slept:?}");
}

/// A service whose clock is ten minutes ahead, and which tells.
fn ahead(clock: &ManualClock) -> Server {
    let clock = clock.clone();
    Server::start(move |request| {
        let now = tencentcloud_runtime::clock::Clock::now(&clock) + Duration::from_secs(600);
        let seconds = now.duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs();
        let sent: u64 = request.header("x-tc-timestamp").parse().unwrap();
        let act = if sent.abs_diff(seconds) > 300 {
            refuse("AuthFailure.SignatureExpire")
        } else {
            fine()
        };
        match act {
            Act::Answer(answer) => Act::Answer(answer.with("date", httpdate::fmt_http_date(now))),
            act => act,
        }
    })
}

#[tokio::test]
async fn a_clock_that_is_ten_minutes_off_is_put_right_once_and_for_all() {
    let clock = clock();
    let server = ahead(&clock);
    let client = client(&server, &clock).build().unwrap();
    client.send(&QUIT).await.unwrap();
    client.clone().send(&QUIT).await.unwrap();
    let received = server.received();
    let times: Vec<_> = received.iter().map(|request| request.header("x-tc-timestamp")).collect();
    assert_eq!(times, ["1551113065", "1551113665", "1551113665"]);
    let signatures: Vec<_> =
        received.iter().map(|request| request.header("authorization")).collect();
    assert_ne!(signatures[0], signatures[1]);
    // The documented rate, and no pause before the retry.
    assert_eq!(clock.slept(), [Duration::from_millis(50); 2]);
}

#[tokio::test]
async fn many_callers_with_a_wrong_clock_all_succeed() {
    let clock = clock();
    let server = ahead(&clock);
    let client = client(&server, &clock).build().unwrap();
    let calls: Vec<_> = (0..30).map(|_| tokio::spawn(client.send(&QUIT))).collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
}

#[tokio::test]
async fn a_server_that_does_not_tell_the_time_cannot_put_a_clock_right() {
    let server = Server::script([refuse("AuthFailure.SignatureExpire")]);
    let client = client(&server, &clock()).build().unwrap();
    assert!(client.send(&QUIT).await.is_err());
    assert_eq!(server.received().len(), 1);
}

/// Gives other credentials each time.
#[derive(Debug, Default)]
pub struct Counting(Mutex<u32>);

impl Provider for Counting {
    fn provide<'a>(
        &'a self,
        _: &'a ProviderContext<'a>,
    ) -> BoxFuture<'a, Result<Credential, CredentialError>> {
        let mut count = self.0.lock().unwrap();
        *count += 1;
        let credential =
            Credential::new(format!("AKID{count}"), "secret").with_token(format!("t{count}"));
        Box::pin(std::future::ready(Ok(credential)))
    }
}

/// A service that no longer accepts the first token.
fn expired(request: &Received) -> Act {
    match request.header("x-tc-token") {
        "t1" => refuse("AuthFailure.TokenFailure"),
        _ => fine(),
    }
}

#[tokio::test]
async fn a_token_that_has_expired_is_replaced_and_the_request_sent_again() {
    let server = Server::start(expired);
    let client = client(&server, &clock()).credentials(Counting::default()).build().unwrap();
    client.send(&QUIT).await.unwrap();
    client.send(&QUIT).await.unwrap();
    let received = server.received();
    let tokens: Vec<_> = received.iter().map(|request| request.header("x-tc-token")).collect();
    assert_eq!(tokens, ["t1", "t2", "t2"]);
}

#[tokio::test]
async fn a_token_that_cannot_be_replaced_is_not_tried_twice() {
    let server = Server::start(expired);
    let credential = Credential::new("AKIDEXAMPLE", "secret").with_token("t1");
    let client = client(&server, &clock()).credentials(credential).build().unwrap();
    let error = client.send(&QUIT).await.unwrap_err();
    assert_eq!(error.service().unwrap().error().code(), "AuthFailure.TokenFailure");
    assert_eq!(server.received().len(), 1);
}
