//! One transport for many clients, transports around transports, and those of the program.

use crate::loopback::{Server, ok};
use crate::network::{QUIT, direct};
use bytes::Bytes;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tencentcloud_runtime::client::Client;
use tencentcloud_runtime::credential::Credential;
use tencentcloud_runtime::error::Error;
use tencentcloud_runtime::transport::{
    BoxFuture, Failure, Hyper, Limits, Phase, Proxy, Transport, TransportError,
};

fn fine() -> crate::loopback::Act {
    ok(r#"{"RequestId":"r"}"#)
}

fn client(url: &str, identity: usize, transport: impl Transport) -> Client {
    let credential = Credential::new(format!("AKID{identity}"), "hush");
    let builder = Client::builder().endpoint(url).credentials(credential);
    builder.transport(transport).build().unwrap()
}

#[tokio::test]
async fn five_hundred_clients_with_a_credential_each_share_one_connection() {
    let server = Server::script([fine()]);
    let transport = Hyper::with(&direct()).unwrap();
    let clients: Vec<_> =
        (0..500).map(|identity| client(&server.url(), identity, transport.clone())).collect();
    for client in &clients {
        client.send(&QUIT).await.unwrap();
    }
    let received = server.received();
    assert_eq!(received.len(), 500);
    assert!(received.iter().all(|request| request.connection == 0));
    let signed = |(identity, request): (usize, &crate::loopback::Received)| {
        request.header("authorization").contains(&format!("Credential=AKID{identity}/"))
    };
    assert!(received.iter().enumerate().all(signed));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_transport_keeps_to_its_number_of_connections() {
    let (busy, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let server = Server::start({
        let (busy, most) = (busy, most.clone());
        move |_| {
            most.fetch_max(busy.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            std::thread::sleep(Duration::from_millis(1));
            busy.fetch_sub(1, Ordering::SeqCst);
            fine()
        }
    });
    let transport = Hyper::with(&direct().max_connections(8)).unwrap();
    let calls: Vec<_> = (0..500)
        .map(|identity| {
            let client = client(&server.url(), identity, transport.clone());
            tokio::spawn(async move { client.send(&QUIT).await })
        })
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert!(most.load(Ordering::SeqCst) <= 8);
    let connections = server.received().iter().map(|request| request.connection).max();
    assert!(connections.unwrap() < 16, "{connections:?}");
}

#[tokio::test]
async fn a_request_that_waits_in_vain_for_a_connection_was_not_sent() {
    let server = Server::script([crate::loopback::Act::Hang]);
    let transport = Hyper::with(&direct().max_connections(1)).unwrap();
    let first = client(&server.url(), 1, transport.clone());
    let first = tokio::spawn(async move { first.send(&QUIT).await });
    crate::loopback::until(|| server.received().len() == 1).await;
    let builder = Client::builder().endpoint(server.url()).transport(transport);
    let second = builder
        .credentials(Credential::new("AKID2", "hush"))
        .attempt_timeout(Duration::from_millis(50))
        .retry(tencentcloud_runtime::retry::Policy::off())
        .build()
        .unwrap();
    let error = second.send(&QUIT).await.unwrap_err();
    let Error::NotSent(error) = error else { panic!("{error}") };
    assert!(error.to_string().contains("max_connections"), "{error}");
    let cause = error.source.downcast_ref::<TransportError>().unwrap();
    assert_eq!(cause.phase(), Phase::Prepare);
    first.abort();
}

#[test]
fn a_transport_outlives_the_runtime_that_it_was_used_in() {
    let server = Server::script([fine()]);
    let client = client(&server.url(), 1, Hyper::with(&direct()).unwrap());
    for _ in 0..2 {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(client.send(&QUIT).into_future()).unwrap();
    }
    assert_eq!(server.received().len(), 2);
}

/// Counts what goes through it.
struct Counting<T> {
    inner: T,
    count: Arc<AtomicUsize>,
}

impl<T: Transport> Transport for Counting<T> {
    fn send(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, Failure>> {
        self.count.fetch_add(1, Ordering::SeqCst);
        self.inner.send(request, limits)
    }
}

#[tokio::test]
async fn a_transport_can_be_wrapped() {
    let server = Server::script([fine()]);
    let count = Arc::new(AtomicUsize::new(0));
    let inner = Hyper::with(&direct()).unwrap();
    let client = client(&server.url(), 1, Counting { inner, count: count.clone() });
    client.send(&QUIT).await.unwrap();
    assert_eq!((count.load(Ordering::SeqCst), server.received().len()), (1, 1));
}

#[test]
fn settings_of_a_transport_are_not_ignored_beside_a_given_one() {
    let transport = Hyper::with(&direct()).unwrap();
    for builder in [
        Client::builder().connect_timeout(Duration::from_secs(1)),
        Client::builder().proxy(Proxy::None),
    ] {
        let error = builder.transport(transport.clone()).build().unwrap_err();
        assert!(error.to_string().contains("TransportConfig"), "{error}");
    }
}

#[cfg(feature = "blocking")]
#[test]
fn blocking_clients_share_connections_too() {
    use tencentcloud_runtime::{blocking, transport::Ureq};
    let server = Server::script([fine()]);
    let transport = Ureq::with(&direct()).unwrap();
    for identity in 0..500 {
        let credential = Credential::new(format!("AKID{identity}"), "hush");
        let builder = blocking::Client::builder().endpoint(server.url()).credentials(credential);
        builder.transport(transport.clone()).build().unwrap().send(&QUIT).call().unwrap();
    }
    let received = server.received();
    assert_eq!(received.len(), 500);
    assert!(received.iter().all(|request| request.connection == 0));
}

#[cfg(feature = "reqwest")]
#[tokio::test]
async fn a_client_of_reqwest_can_carry_the_requests() {
    use tencentcloud_runtime::transport::Reqwest;
    let server = Server::script([fine()]);
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let transport = Reqwest::new(reqwest::Client::builder().no_proxy().build().unwrap());
    client(&server.url(), 1, transport.clone()).send(&QUIT).await.unwrap();
    assert!(server.received()[0].header("authorization").contains("Credential=AKID1/"));
    let unreachable = client(&format!("http://{free}"), 1, transport);
    assert!(matches!(unreachable.send(&QUIT).await, Err(Error::NotSent(_))));
}
