//! More connections than are served at once: every request is answered, and none is lost.

use crate::support::{
    Response, alone, assert_serves, builder, connect, eventually, good, post, receive, send, start,
};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::Duration;
use tencentcloud_mock::{MockServer, Rule};

const LIMIT: usize = 64;
const CROWD: usize = 400;

fn crowded() -> MockServer {
    start(builder().max_connections(LIMIT).log(10_000, 64 << 20))
}

fn assert_answered(response: Option<Response>) {
    let response = response.expect("no connection with a request on its way is closed");
    assert_eq!((response.status, response.code(), response.is_whole), (200, None, true));
}

fn is_closing(response: &Response) -> bool {
    response.head.to_lowercase().contains("connection: close")
}

#[test]
fn requests_of_a_crowd_are_all_answered() {
    let _alone = alone();
    let server = crowded();
    let mut streams: Vec<TcpStream> = (0..CROWD)
        .map(|_| {
            let mut stream = connect(&server);
            stream.write_all(good().as_bytes()).expect("sent");
            stream
        })
        .collect();
    for stream in &mut streams {
        assert_answered(receive(stream));
    }
    assert_eq!(server.mock().request_count(), CROWD as u64);
}

#[test]
fn clients_that_connect_first_and_send_later_are_all_answered() {
    let _alone = alone();
    let server = crowded();
    let mut streams: Vec<TcpStream> = (0..CROWD).map(|_| connect(&server)).collect();
    for stream in &mut streams {
        stream.write_all(good().as_bytes()).expect("sent");
    }
    for stream in &mut streams {
        assert_answered(receive(stream));
    }
    assert_eq!(server.mock().request_count(), CROWD as u64);
}

#[test]
fn slow_answers_to_a_crowd_all_arrive() {
    let _alone = alone();
    let server = crowded();
    server.rule(Rule::any().delay(Duration::from_millis(150))).expect("a rule");
    let mut streams: Vec<TcpStream> = (0..CROWD)
        .map(|_| {
            let mut stream = connect(&server);
            stream.write_all(good().as_bytes()).expect("sent");
            stream
        })
        .collect();
    for stream in &mut streams {
        assert_answered(receive(stream));
    }
}

#[test]
fn clients_that_keep_their_connections_are_told_before_these_close() {
    let _alone = alone();
    let server = crowded();
    thread::scope(|scope| {
        for _ in 0..CROWD / 4 {
            scope.spawn(|| {
                let mut stream = connect(&server);
                for _ in 0..20 {
                    let response = send(&mut stream, good().as_bytes());
                    let closing = response.as_ref().is_some_and(is_closing);
                    assert_answered(response);
                    if closing {
                        stream = connect(&server);
                    }
                }
            });
        }
    });
    assert_eq!(server.mock().request_count(), CROWD as u64 / 4 * 20);
}

#[test]
fn a_request_that_arrives_in_pieces_keeps_its_connection() {
    let server = start(builder().max_connections(1).silent_time(Duration::from_millis(1)));
    let mut slow = connect(&server);
    assert_answered(send(&mut slow, good().as_bytes()));
    let request = post("DescribeOrganization", "{}", "");
    let (head, tail) = request.split_at(30);
    slow.write_all(head.as_bytes()).expect("sent");
    let mut waiting = connect(&server);
    waiting.write_all(good().as_bytes()).expect("sent");
    thread::sleep(Duration::from_millis(400));
    slow.write_all(tail.as_bytes()).expect("sent");
    let response = receive(&mut slow);
    assert!(response.as_ref().is_some_and(is_closing), "another connection waits");
    assert_answered(response);
    assert_answered(receive(&mut waiting));
}

#[test]
fn an_idle_connection_makes_way_and_one_that_hangs_keeps_nobody_waiting() {
    let server = start(builder().max_connections(1));
    server.rule(Rule::on("GetUser").hang().once()).expect("a rule");
    let mut idle = connect(&server);
    assert_answered(send(&mut idle, good().as_bytes()));
    assert_serves(&server);
    assert!(matches!(idle.read(&mut [0; 1]), Ok(0)), "it was closed as usual");
    let mut hanging = connect(&server);
    let request = post("GetUser", r#"{"ZoneId":"z-1","UserId":"u-1"}"#, "");
    hanging.write_all(request.as_bytes()).expect("sent");
    eventually("the request arrives", || server.mock().request_count() == 3);
    assert_serves(&server);
    hanging.set_read_timeout(Some(Duration::from_millis(50))).expect("a limit");
    assert!(hanging.read(&mut [0; 1]).is_err(), "it still hangs");
}
