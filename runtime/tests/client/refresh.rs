//! How long credentials are kept, and how they are renewed. Time passes on a clock of the test's.

use crate::credential::{QUIT, client, clock, credentials, identity};
use crate::loopback::{Act, Server, ok, refuse, soon, until, words};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;
use tencentcloud_runtime::client::Client;
use tencentcloud_runtime::credential::{AssumeRole, Credential, Provider, ProviderContext};
use tencentcloud_runtime::error::{CredentialError, Error};
use tencentcloud_runtime::testing::ManualClock;
use tencentcloud_runtime::testing::{FakeTransport, Reply};
use tencentcloud_runtime::transport::BoxFuture;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_hundred_callers_cause_one_refresh() {
    let assumed = Arc::new(AtomicU32::new(0));
    let count = assumed.clone();
    let server = Server::start(move |request| match request.action() {
        "AssumeRole" => {
            let round = count.fetch_add(1, Ordering::SeqCst) + 1;
            ok(&credentials("AKID2", &format!("t{round}"), 7200 * u64::from(round)).to_string())
        }
        _ => ok(r#"{"RequestId":"r"}"#),
    });
    let clock = clock();
    let role = AssumeRole::new(Credential::new("AKID1", "hush"), "r").endpoint(server.url());
    let client = Client::builder()
        .endpoint(server.url())
        .credentials(role)
        .clock(clock.clone())
        .build()
        .unwrap();
    for round in 1..=2 {
        let calls: Vec<_> = (0..100).map(|_| tokio::spawn(client.send(&QUIT))).collect();
        for call in calls {
            call.await.unwrap().unwrap();
        }
        assert_eq!(assumed.load(Ordering::SeqCst), round);
        // The credential has expired for the second round.
        clock.advance(Duration::from_secs(7200));
    }
}

/// Gives numbered credentials for an hour each, or none while told so.
#[derive(Clone, Debug)]
struct Moody {
    fails: Arc<AtomicBool>,
    asked: Arc<AtomicU32>,
}

impl Moody {
    fn new() -> Self {
        Self { fails: Arc::default(), asked: Arc::default() }
    }
}

impl Provider for Moody {
    fn provide<'a>(
        &'a self,
        access: &'a ProviderContext<'a>,
    ) -> BoxFuture<'a, Result<Credential, CredentialError>> {
        Box::pin(async move {
            let number = self.asked.fetch_add(1, Ordering::SeqCst) + 1;
            // Others come while this goes on.
            tokio::task::yield_now().await;
            if self.fails.load(Ordering::SeqCst) {
                return Err(CredentialError::new("moody", "not now"));
            }
            let credential = Credential::new(format!("AKID{number}"), "hush");
            Ok(credential.with_expiry(access.now() + Duration::from_secs(3600)))
        })
    }
}

/// The ID that a request is made with after so much time.
async fn after(
    seconds: u64,
    clock: &ManualClock,
    client: &Client,
    memory: &FakeTransport,
) -> Result<String, String> {
    clock.advance(Duration::from_secs(seconds));
    let outcome = client.send(&QUIT).await.map_err(|error| words(&error));
    outcome.map(|_| identity(memory.requests().last().unwrap()).0)
}

#[tokio::test]
async fn a_credential_is_renewed_before_it_expires_and_kept_if_that_fails() {
    let (memory, moody, clock) = (FakeTransport::new(), Moody::new(), clock());
    let client = client(&memory, moody.clone()).clock(clock.clone()).build().unwrap();
    let after = async |seconds| after(seconds, &clock, &client, &memory).await;
    assert_eq!(after(0).await.as_deref(), Ok("AKID1"));
    assert_eq!(after(3299).await.as_deref(), Ok("AKID1"));
    // Five minutes before the end.
    assert_eq!(after(1).await.as_deref(), Ok("AKID2"));

    moody.fails.store(true, Ordering::SeqCst);
    assert_eq!(after(3300).await.as_deref(), Ok("AKID2"));
    assert_eq!(moody.asked.load(Ordering::SeqCst), 3);
    // It is not asked at every turn.
    assert_eq!(after(29).await.as_deref(), Ok("AKID2"));
    assert_eq!(moody.asked.load(Ordering::SeqCst), 3);
    assert_eq!(after(1).await.as_deref(), Ok("AKID2"));
    assert_eq!(moody.asked.load(Ordering::SeqCst), 4);
    // Now it has expired.
    assert_eq!(after(270).await.unwrap_err(), "no usable credential: moody: not now");
    moody.fails.store(false, Ordering::SeqCst);
    assert_eq!(after(0).await.as_deref(), Ok("AKID6"));
}

#[tokio::test]
async fn those_who_wait_share_a_failure_too() {
    let (memory, moody) = (FakeTransport::new(), Moody::new());
    moody.fails.store(true, Ordering::SeqCst);
    let client = client(&memory, moody.clone()).build().unwrap();
    let calls: Vec<_> = (0..100).map(|_| tokio::spawn(client.send(&QUIT))).collect();
    for call in calls {
        assert!(matches!(call.await.unwrap(), Err(Error::Credential(_))));
    }
    assert_eq!(moody.asked.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_caller_who_goes_away_while_asking_leaves_the_turn_to_the_next() {
    let (memory, moody) = (FakeTransport::new(), Moody::new());
    let client = client(&memory, moody.clone()).build().unwrap();
    let mut first = Box::pin(client.send(&QUIT));
    // It has begun to ask, and is dropped.
    assert!(waits(first.as_mut()).await);
    drop(first);
    client.send(&QUIT).await.unwrap();
    assert_eq!(moody.asked.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_caller_who_goes_away_while_others_wait_leaves_the_turn_to_them() {
    let (memory, moody) = (FakeTransport::new(), Moody::new());
    let client = client(&memory, moody.clone()).build().unwrap();
    let mut first = Box::pin(client.send(&QUIT));
    assert!(waits(first.as_mut()).await);
    let mut others: Vec<_> = (0..10).map(|_| Box::pin(client.send(&QUIT))).collect();
    for other in &mut others {
        assert!(waits(other.as_mut()).await);
    }
    drop(first);
    for other in others {
        other.await.unwrap();
    }
    assert_eq!(moody.asked.load(Ordering::SeqCst), 2);
}

/// Polls a future once, and tells whether it is still waiting.
async fn waits<F: Future + Unpin>(mut future: F) -> bool {
    std::future::poll_fn(move |context| {
        let pending = std::pin::Pin::new(&mut future).poll(context).is_pending();
        std::task::Poll::Ready(pending)
    })
    .await
}

#[tokio::test]
async fn calls_to_the_token_service_are_made_again_like_others() {
    let server = Server::script([
        refuse("RequestLimitExceeded"),
        ok(&credentials("AKID2", "t2", 7200).to_string()),
        ok(r#"{"RequestId":"r"}"#),
    ]);
    let role = AssumeRole::new(Credential::new("AKID1", "hush"), "r").endpoint(server.url());
    let clock = clock();
    let client = Client::builder()
        .endpoint(server.url())
        .credentials(role)
        .clock(clock.clone())
        .build()
        .unwrap();
    client.send(&QUIT).await.unwrap();
    assert_eq!((server.received().len(), clock.slept().len()), (3, 1));
}

/// A token service that gives a credential at first, and then hangs.
fn hanging_token_service() -> Server {
    let asked = AtomicU32::new(0);
    Server::start(move |request| match request.action() {
        "AssumeRole" if asked.fetch_add(1, Ordering::SeqCst) == 0 => {
            ok(&credentials("AKID2", "t1", 3600).to_string())
        }
        "AssumeRole" => Act::Hang,
        _ => ok(r#"{"RequestId":"r"}"#),
    })
}

fn assuming(server: &Server, clock: &ManualClock) -> Client {
    let role = AssumeRole::new(Credential::new("AKID1", "hush"), "r").endpoint(server.url());
    Client::builder().endpoint(server.url()).credentials(role).clock(clock.clone()).build().unwrap()
}

/// How many requests of an action the server has seen.
fn seen(server: &Server, action: &str) -> usize {
    server.received().iter().filter(|request| request.action() == action).count()
}

#[tokio::test]
async fn a_token_service_that_hangs_does_not_stop_calls_whose_credential_is_valid() {
    let (server, clock) = (hanging_token_service(), clock());
    let client = assuming(&server, &clock);
    client.send(&QUIT).await.unwrap();
    // Due, and valid for five more minutes.
    clock.advance(Duration::from_secs(3300));
    for (round, limit) in [(2, None), (3, Some(Duration::from_secs(4)))] {
        let call = client.send(&QUIT);
        let call = tokio::spawn(match limit {
            Some(limit) => call.deadline(limit),
            None => call,
        });
        until(|| seen(&server, "AssumeRole") == round).await;
        // Others need not wait at all.
        soon(client.send(&QUIT)).await.unwrap();
        // Half of its time, or five seconds.
        clock.advance(Duration::from_secs(if limit.is_some() { 2 } else { 5 }));
        soon(call).await.unwrap().unwrap();
        soon(client.send(&QUIT)).await.unwrap();
        assert_eq!(seen(&server, "AssumeRole"), round);
        clock.advance(Duration::from_secs(30));
    }
    let tokens = server.received().into_iter().filter(|request| request.action() != "AssumeRole");
    assert!(tokens.into_iter().all(|request| request.header("x-tc-token") == "t1"));
}

#[tokio::test]
async fn a_deadline_bounds_the_wait_for_a_credential() {
    let (server, clock) = (hanging_token_service(), clock());
    let client = assuming(&server, &clock);
    client.send(&QUIT).await.unwrap();
    // It has expired.
    clock.advance(Duration::from_secs(3600));
    let call = tokio::spawn(client.send(&QUIT).deadline(Duration::from_secs(3)));
    until(|| seen(&server, "AssumeRole") == 2).await;
    clock.advance(Duration::from_secs(3));
    let Err(Error::Deadline(error)) = soon(call).await.unwrap() else { panic!("it is over") };
    assert_eq!(error.attempts, 0);
}

#[tokio::test]
async fn a_credential_that_was_refused_once_is_kept_if_there_is_no_other() {
    let (memory, moody) = (FakeTransport::new(), Moody::new());
    let refusal = Reply::refusal("AuthFailure.TokenFailure", "not known yet");
    memory.on("QuitOrganization", Reply::json("{}")).on("QuitOrganization", refusal);
    let client = client(&memory, moody.clone()).build().unwrap();
    client.send(&QUIT).await.unwrap();
    moody.fails.store(true, Ordering::SeqCst);
    let error = client.send(&QUIT).await.unwrap_err();
    assert_eq!(error.service().unwrap().code(), "AuthFailure.TokenFailure");
    // The provider still fails.
    client.send(&QUIT).await.unwrap();
    assert_eq!(identity(memory.requests().last().unwrap()).0, "AKID1");
    assert_eq!(moody.asked.load(Ordering::SeqCst), 2);
}
