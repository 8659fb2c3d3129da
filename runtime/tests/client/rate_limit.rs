//! Keeping to the documented rate, over a real socket; time passes on a clock of the test's.

use crate::loopback::{Server, ok};
use crate::sample::{DescribeOrganizationRequest, QuitOrganizationRequest};
use std::time::{Duration, SystemTime};
use tencentcloud_runtime::client::Client;
use tencentcloud_runtime::credential::Credential;
use tencentcloud_runtime::error::Error;
use tencentcloud_runtime::testing::ManualClock;

const QUIT: QuitOrganizationRequest = QuitOrganizationRequest { org_id: 1 };

fn client(server: &Server) -> tencentcloud_runtime::client::Builder {
    Client::builder().endpoint(server.url()).credentials(Credential::new("AKIDEXAMPLE", "secret"))
}

#[tokio::test]
async fn clones_share_the_documented_rate_of_an_action_and_others_have_their_own() {
    let server = Server::script([ok(r#"{"RequestId":"r"}"#)]);
    for (limit, pauses) in [(true, 4), (false, 0)] {
        let clock = ManualClock::at(SystemTime::UNIX_EPOCH);
        let client = client(&server).clock(clock.clone()).rate_limits(limit).build().unwrap();
        for _ in 0..5 {
            // Twenty a second.
            client.clone().send(&QUIT).await.unwrap();
        }
        // No rate is documented.
        client.send(&DescribeOrganizationRequest { lang: None }).await.unwrap();
        assert_eq!(clock.slept(), vec![Duration::from_millis(50); pauses]);
    }
}

#[tokio::test]
async fn callers_at_the_same_time_are_spaced_like_others() {
    let server = Server::script([ok(r#"{"RequestId":"r"}"#)]);
    let clock = ManualClock::at(SystemTime::UNIX_EPOCH);
    let client = client(&server).clock(clock.clone()).build().unwrap();
    let calls: Vec<_> = (0..20).map(|_| tokio::spawn(client.send(&QUIT))).collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!(clock.slept(), vec![Duration::from_millis(50); 19]);
}

#[tokio::test]
async fn those_who_give_up_while_they_wait_take_no_ones_turn() {
    let server = Server::script([ok(r#"{"RequestId":"r"}"#)]);
    let client = client(&server).build().unwrap();
    client.send(&QUIT).await.unwrap();
    let hasty = || client.send(&QUIT).deadline(Duration::from_millis(10));
    let calls: Vec<_> = (0..200).map(|_| tokio::spawn(hasty())).collect();
    for call in calls {
        assert!(matches!(call.await.unwrap(), Err(Error::Deadline(_)) | Ok(_)));
    }
    // Two hundred turns would be ten seconds.
    let next = client.send(&QUIT).deadline(Duration::from_secs(5)).await;
    next.unwrap();
}

#[cfg(feature = "blocking")]
#[test]
fn a_deadline_ends_the_wait_for_a_turn_without_async_too() {
    let server = Server::script([ok(r#"{"RequestId":"r"}"#)]);
    let client = tencentcloud_runtime::blocking::Client::builder()
        .endpoint(server.url())
        .credentials(Credential::new("AKIDEXAMPLE", "secret"))
        .build()
        .unwrap();
    let target = tencentcloud_runtime::raw::ActionRef::new("cvm", "2017-03-12", "Slow")
        .rate_limit(1)
        .options(tencentcloud_runtime::call::Options::new().deadline(Duration::from_millis(200)));
    let call = || client.call(target.clone(), &serde_json::json!({})).call();
    call().unwrap();
    let start = std::time::Instant::now();
    assert!(matches!(call(), Err(Error::Deadline(error)) if error.attempts == 0));
    assert!(start.elapsed() < Duration::from_millis(900), "{:?}", start.elapsed());
}

#[tokio::test]
async fn a_thousand_calls_at_once_keep_to_the_documented_rate_and_none_fails() {
    let clock = ManualClock::at(SystemTime::UNIX_EPOCH);
    // A service that throttles: twenty requests in any second, by the same clock.
    let sent = std::sync::Arc::new(std::sync::Mutex::new(Vec::<Duration>::new()));
    let cloud = tencentcloud_runtime::testing::FakeTransport::new();
    let (times, now) = (sent.clone(), clock.clone());
    cloud.otherwise(move |_| {
        use tencentcloud_runtime::clock::Clock as _;
        use tencentcloud_runtime::testing::Reply;
        let (mut times, now) = (times.lock().unwrap(), now.elapsed());
        times.push(now);
        let recent = times.iter().filter(|time| **time + Duration::from_secs(1) > now).count();
        if recent > 20 { Reply::refusal("RequestLimitExceeded", "20/s") } else { Reply::json("{}") }
    });
    let client = Client::builder()
        .credentials(Credential::new("AKIDEXAMPLE", "secret"))
        .transport(cloud)
        .clock(clock.clone())
        .build()
        .unwrap();
    let calls: Vec<_> = (0..1000).map(|_| tokio::spawn(client.send(&QUIT))).collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!(sent.lock().unwrap().len(), 1000);
    assert!(clock.slept().iter().all(|pause| *pause <= Duration::from_millis(50)));
}

#[tokio::test]
async fn actions_without_a_documented_rate_have_one_if_the_client_says_so() {
    let server = Server::script([ok(r#"{"RequestId":"r"}"#)]);
    for (rate, pauses) in [(None, 0), (Some(4), 2)] {
        let clock = ManualClock::at(SystemTime::UNIX_EPOCH);
        let mut builder = client(&server).clock(clock.clone());
        if let Some(rate) = rate {
            builder = builder.default_rate_limit(rate);
        }
        let client = builder.build().unwrap();
        for _ in 0..3 {
            client.send(&DescribeOrganizationRequest { lang: None }).await.unwrap();
        }
        assert_eq!(clock.slept(), vec![Duration::from_millis(250); pauses]);
    }
}

#[tokio::test]
async fn each_secret_id_has_a_rate_of_its_own() {
    let server = Server::script([ok(r#"{"RequestId":"r"}"#)]);
    let clock = ManualClock::at(SystemTime::UNIX_EPOCH);
    let client = client(&server).clock(clock.clone()).build().unwrap();
    for account in 0..50 {
        let other = Credential::new(format!("AKID{account}"), "secret");
        client.send(&QUIT).credential(other).await.unwrap();
    }
    assert!(clock.slept().is_empty());
}
