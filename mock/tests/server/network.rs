//! Answers as they arrive: headers, connections, faults.

use crate::support::{assert_serves, builder, connect, good, post, send, server, start};
use std::io::{ErrorKind, Read, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::thread;
use std::time::{Duration, Instant};
use tencentcloud_mock::{Error, MockServer, Rule, Spec};

#[test]
fn answers_are_of_the_type_that_clients_look_for_and_connections_stay_open() {
    let server = server();
    let mut stream = connect(&server);
    for _ in 0..3 {
        let response = send(&mut stream, good().as_bytes()).expect("an answer");
        assert_eq!(response.status, 200);
        assert!(response.head.to_lowercase().contains("content-type: application/json\r\n"));
        assert!(response.json()["Response"]["RequestId"].is_string());
    }
    assert_eq!(server.requests().len(), 3);
}

#[test]
fn the_mock_says_what_the_cloud_would_not() {
    let response = send(
        &mut connect(&server()),
        post("GetUser", r#"{"ZoneId":7,"UserId":"ü"}"#, "").as_bytes(),
    );
    let response = response.expect("an answer");
    assert_eq!(response.code().as_deref(), Some("InvalidParameter"));
    assert!(response.head.contains("x-mock-hint: `ZoneId` must be a string"), "{}", response.head);
}

#[test]
fn faults_look_to_a_client_like_those_of_a_network() {
    let server = server();
    let met = |rule: Rule| {
        server.mock().clear_rules();
        server.rule(rule).expect("a rule");
        let mut stream = connect(&server);
        stream.write_all(good().as_bytes()).expect("sent");
        stream
    };
    let mut reset = met(Rule::any().reset());
    let error = reset.read(&mut [0; 16]).expect_err("the connection is reset");
    assert_eq!(error.kind(), ErrorKind::ConnectionReset);

    let mut cut = met(Rule::any().truncate());
    let response = crate::support::receive(&mut cut).expect("the start of an answer");
    assert!(!response.is_whole && response.body.starts_with("{\"Response\""), "{response:?}");

    let mut page = met(Rule::any().page(502, "<h1>Bad Gateway</h1>"));
    let response = crate::support::receive(&mut page).expect("a page");
    assert_eq!((response.status, response.body.as_str()), (502, "<h1>Bad Gateway</h1>"));

    let start = Instant::now();
    let mut late = met(Rule::any().delay(Duration::from_millis(120)));
    assert!(crate::support::receive(&mut late).is_some());
    assert!(start.elapsed() >= Duration::from_millis(120));

    let mut silent = met(Rule::any().hang());
    silent.set_read_timeout(Some(Duration::from_millis(100))).expect("a limit");
    let error = silent.read(&mut [0; 16]).expect_err("nothing comes");
    assert_eq!(error.kind(), ErrorKind::WouldBlock);

    server.mock().clear_rules();
    assert_serves(&server);
}

#[test]
fn a_server_can_be_started_in_an_async_test_that_blocks() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(async {
        let server = MockServer::start(Spec::embedded().expect("a spec")).await;
        let server = server.expect("a server");
        let response = send(&mut connect(&server), good().as_bytes()).expect("an answer");
        assert_eq!(response.code().as_deref(), Some("MissingParameter"), "it is not signed");
    });
}

#[test]
fn other_machines_are_kept_out_unless_somebody_says_otherwise() {
    let everywhere = SocketAddr::new(IpAddr::V4(Ipv4Addr::UNSPECIFIED), 0);
    match builder().address(everywhere).start_blocking() {
        Err(Error::NotLoopback(address)) => assert_eq!(address, everywhere),
        other => panic!("it should be refused: {other:?}"),
    }
    assert!(builder().address(everywhere).allow_remote().start_blocking().is_ok());
}

#[test]
fn a_port_that_is_taken_is_an_error() {
    let first = server();
    let second = builder().port(first.address().port()).start_blocking();
    assert!(matches!(second, Err(Error::Listen(..))), "{second:?}");
}

#[test]
fn a_server_stops_when_it_is_dropped_whoever_is_connected() {
    let server = server();
    let address = server.address();
    let mut idle = connect(&server);
    let start = Instant::now();
    drop(server);
    assert!(start.elapsed() < Duration::from_secs(5));
    assert!(matches!(idle.read(&mut [0; 1]), Ok(0) | Err(_)));
    assert!(std::net::TcpStream::connect(address).is_err());
}

#[test]
fn many_clients_are_served_at_once() {
    let server = start(builder().threads(2));
    thread::scope(|scope| {
        for _ in 0..32 {
            scope.spawn(|| {
                let mut stream = connect(&server);
                for _ in 0..50 {
                    let response = send(&mut stream, good().as_bytes()).expect("an answer");
                    assert_eq!(response.status, 200);
                }
            });
        }
    });
    assert_eq!(server.mock().request_count(), 32 * 50);
}
