//! Requests that no client should send: refused or bounded, and the next good request is answered.

use crate::support::{
    alone, assert_serves, builder, connect, eventually, good, memory, post, receive, send, server,
    start,
};
use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

const MEGABYTE: usize = 1 << 20;

#[test]
fn bytes_that_are_not_http_are_refused() {
    let server = server();
    let long = format!("GET /?{} HTTP/1.1\r\n\r\n", "a".repeat(200_000));
    let many = format!("GET / HTTP/1.1\r\n{}\r\n", "X: y\r\n".repeat(2_000));
    let lengths =
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef";
    let garbage: [&[u8]; 13] = [
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\n\r\n",
        b"OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET /?a=\xff\xfe HTTP/1.1\r\nHost: a\r\n\r\n",
        b"\0\0\0\0\0\0\0\0\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nBad Header: x\r\n\r\n",
        long.as_bytes(),
        many.as_bytes(),
        lengths.as_bytes(),
    ];
    for bytes in garbage {
        let response = send(&mut connect(&server), bytes);
        let status = response.map(|response| response.status);
        assert!(status.is_none_or(|status| (400..500).contains(&status)), "{status:?}");
        assert_serves(&server);
    }
}

#[test]
fn requests_that_are_sent_at_once_are_answered_in_order() {
    const COUNT: usize = 200;
    let server = server();
    let mut stream = connect(&server);
    let actions = ["DescribeOrganization", "NoSuchAction"];
    let requests: String = (0..COUNT).map(|index| post(actions[index % 2], "{}", "")).collect();
    let mut writer = stream.try_clone().expect("a second handle");
    let sender = thread::spawn(move || writer.write_all(requests.as_bytes()));
    // One byte at a time would do for the reader, which may not read beyond an answer.
    let mut text = Vec::new();
    let mut buffer = [0; 4096];
    let answers = |text: &[u8]| String::from_utf8_lossy(text).matches("RequestId").count();
    while answers(&text) < COUNT {
        let count = stream.read(&mut buffer).expect("answers");
        assert!(count > 0, "the connection ends after {} answers", answers(&text));
        text.extend_from_slice(&buffer[..count]);
    }
    sender.join().expect("no panic").expect("sent");
    let received: Vec<String> =
        server.requests().into_iter().map(|received| received.action).collect();
    assert_eq!(received.len(), COUNT);
    assert!(received.iter().enumerate().all(|(index, action)| action == actions[index % 2]));
    let text = String::from_utf8_lossy(&text);
    for received in server.requests().windows(2) {
        let place = |index: usize| text.find(&received[index].request_id);
        assert!(place(0) < place(1), "answers are out of order");
    }
    assert_serves(&server);
}

#[test]
fn headers_that_are_sent_twice_are_refused() {
    let server = server();
    for header in ["X-TC-Action: GetUser\r\n", "Host: b\r\n", "Content-Type: text/plain\r\n"] {
        let request = post("DescribeOrganization", "{}", header);
        let response = send(&mut connect(&server), request.as_bytes()).expect("an answer");
        assert!(
            response.status == 400 || response.code().as_deref() == Some("InvalidParameter"),
            "{response:?}"
        );
    }
    assert_serves(&server);
}

#[test]
fn answers_that_nobody_reads_do_not_pile_up() {
    let _alone = alone();
    let server = start(builder().max_bodies(40 * MEGABYTE));
    // More than the buffers of the system take of an answer.
    let page = "x".repeat(16 * MEGABYTE);
    server.rule(tencentcloud_mock::Rule::on("GetUser").page(200, page)).expect("a rule");
    let request = post("GetUser", r#"{"ZoneId":"z-1","UserId":"u-1"}"#, "");
    let unread: Vec<TcpStream> = (1..=2)
        .map(|count| {
            let mut stream = connect(&server);
            stream.write_all(request.as_bytes()).expect("sent");
            // The first byte shows that the answer is on its way.
            stream.read_exact(&mut [0]).expect("an answer");
            assert_eq!(server.requests().len(), count);
            stream
        })
        .collect();
    let third = send(&mut connect(&server), request.as_bytes()).expect("an answer");
    assert_eq!(third.code().as_deref(), Some("ServiceUnavailable"));
    assert_serves(&server);
    drop(unread);
    eventually("what was held for who is gone is given back", || {
        let response = send(&mut connect(&server), request.as_bytes()).expect("an answer");
        response.body.len() == 16 * MEGABYTE
    });
}

#[test]
fn chunks_that_make_no_sense_end_the_connection() {
    let server = server();
    let head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nX-TC-Action: GetUser\r\n\
                X-TC-Version: 2021-03-31\r\nTransfer-Encoding: chunked\r\n\r\n";
    for chunk in ["zz\r\n{}\r\n0\r\n\r\n", "ffffffffffffffffff\r\n", "2\r\n{}x\r\n"] {
        let mut stream = connect(&server);
        let response = send(&mut stream, format!("{head}{chunk}").as_bytes());
        assert!(response.is_none_or(|response| response.status >= 400));
    }
    let right = format!("{head}1\r\n{{\r\n1\r\n}}\r\n0\r\n\r\n");
    let response = send(&mut connect(&server), right.as_bytes()).expect("an answer");
    assert_eq!(response.code().as_deref(), Some("MissingParameter"), "the chunks are put together");
    assert_serves(&server);
}

#[test]
fn bodies_that_are_no_text_or_nest_too_deeply_are_refused() {
    let server = server();
    let deep = format!("{}{}", "{\"a\":".repeat(1_000), "}".repeat(1_000));
    let response = send(&mut connect(&server), post("GetUser", &deep, "").as_bytes());
    assert_eq!(response.expect("an answer").code().as_deref(), Some("InvalidParameter"));
    let mut bytes = post("GetUser", "xxxx", "").into_bytes();
    let length = bytes.len();
    bytes[length - 4..].copy_from_slice(b"\xff\xfe\x00\xc0");
    let response = send(&mut connect(&server), &bytes).expect("an answer");
    assert_eq!(response.code().as_deref(), Some("InvalidParameter"));
    let header = "X-TC-Region: \u{e9}\r\n";
    let response = send(&mut connect(&server), post("GetUser", "{}", header).as_bytes());
    assert_eq!(response.expect("an answer").code().as_deref(), Some("InvalidParameter"));
    assert_serves(&server);
}

#[test]
fn bodies_that_are_too_large_are_refused_before_they_are_kept() {
    let _alone = alone();
    let server = start(builder().max_body(MEGABYTE));
    let before = memory();
    let announced =
        post("GetUser", "", "").replace("Content-Length: 0", "Content-Length: 1099511627776");
    let response = send(&mut connect(&server), announced.as_bytes()).expect("an answer");
    assert_eq!(response.code().as_deref(), Some("RequestSizeLimitExceeded"));
    assert!(response.head.to_lowercase().contains("connection: close"));

    let body = " ".repeat(8 * MEGABYTE);
    let response = send(&mut connect(&server), post("GetUser", &body, "").as_bytes());
    let response = response.expect("who sends too much can still read the answer");
    assert_eq!(response.code().as_deref(), Some("RequestSizeLimitExceeded"));

    let mut endless = connect(&server);
    let head = post("GetUser", "", "").replace("Content-Length: 0", "Transfer-Encoding: chunked");
    endless.write_all(head.as_bytes()).expect("sent");
    let chunk = format!("10000\r\n{}\r\n", " ".repeat(0x1_0000));
    let mut sent = 0;
    while endless.write_all(chunk.as_bytes()).is_ok() {
        sent += chunk.len();
        assert!(sent < 256 * MEGABYTE, "the server reads without end");
    }
    assert!(memory() < before + 64 * MEGABYTE, "{} then {}", before, memory());
    assert_serves(&server);
}

#[test]
fn bodies_that_are_too_large_together_are_refused() {
    let server = start(builder().max_bodies(MEGABYTE));
    let body = " ".repeat(700 << 10);
    let request = post("GetUser", &body, "");
    let (most, last) = request.split_at(request.len() - 1);
    // If the server reads the second before the first, there is room for it and then none for the
    // first: the other way round is what is waited for.
    eventually("the second is refused, and the first is not", || {
        let mut first = connect(&server);
        let is_answered = |stream: &mut TcpStream, text: &str, code: &str| {
            let answer = send(stream, text.as_bytes());
            answer.is_some_and(|answer| answer.code().as_deref() == Some(code))
        };
        first.write_all(most.as_bytes()).is_ok()
            && is_answered(&mut connect(&server), &request, "ServiceUnavailable")
            && is_answered(&mut first, last, "InvalidParameter")
    });
    assert_serves(&server);
}

#[test]
fn slow_clients_are_not_waited_for() {
    let limit = Duration::from_millis(400);
    let server = start(builder().head_time(limit).body_time(limit));
    let mut slow_heads: Vec<TcpStream> = (0..50).map(|_| connect(&server)).collect();
    let mut slow_body = connect(&server);
    let announced = post("GetUser", "", "").replace("Content-Length: 0", "Content-Length: 10");
    slow_body.write_all(announced.as_bytes()).expect("sent");
    let start = Instant::now();
    for byte in good().bytes() {
        for stream in &mut slow_heads {
            // Once the server has closed the connection this fails, as it should.
            let _ = stream.write_all(&[byte]);
        }
        if start.elapsed() > limit * 3 {
            break;
        }
        thread::sleep(Duration::from_millis(50));
    }
    for stream in &mut slow_heads {
        assert!(receive(stream).is_none_or(|response| response.status == 408));
    }
    assert_eq!(receive(&mut slow_body).expect("an answer").status, 408);
    assert!(server.requests().is_empty(), "none of them was a request");
    assert_serves(&server);
}

#[test]
fn silent_connections_make_way_for_those_with_a_request() {
    let _alone = alone();
    let server = start(builder().max_connections(64).silent_time(Duration::from_millis(1)));
    let before = memory();
    let mut open = Vec::new();
    for number in 0..5_000 {
        match TcpStream::connect(server.address()) {
            Ok(stream) => open.push(stream),
            // The limit of this process: then the oldest make way here as well.
            Err(_) => drop(open.drain(..open.len() / 2)),
        }
        if number % 500 == 499 {
            assert_serves(&server);
        }
    }
    assert!(memory() < before + 64 * MEGABYTE, "{} then {}", before, memory());
    assert_serves(&server);
    let mut oldest = open.swap_remove(0);
    oldest.set_read_timeout(Some(Duration::from_secs(5))).expect("a limit");
    assert!(matches!(oldest.read(&mut [0; 1]), Ok(0) | Err(_)), "it has made way");
}

#[test]
fn clients_that_leave_early_are_forgotten() {
    let server = start(builder().max_connections(8));
    for _ in 0..100 {
        let mut stream = connect(&server);
        stream.write_all(good().as_bytes()).expect("sent");
        let _ = stream.shutdown(Shutdown::Both);
    }
    assert_serves(&server);
}
