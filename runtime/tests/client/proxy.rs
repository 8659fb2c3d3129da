//! Calls through proxies that HTTP and SOCKS 5 speak, with and without TLS.

use crate::loopback::{Act, Answer, Server, ok};
use crate::network::{both, direct, unsent};
use crate::secure::{Secure, each_connection};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use tencentcloud_runtime::client::Client;
use tencentcloud_runtime::transport::{Hyper, Phase, Proxy, TransportConfig};

fn through(proxy: impl Into<String>) -> TransportConfig {
    direct().proxy(Proxy::At(proxy.into()))
}

/// Carries bytes to and fro until one side is closed.
fn pipe(client: TcpStream, server: TcpStream) {
    let ends = [(client.try_clone(), server.try_clone()), (Ok(server), Ok(client))];
    for (from, to) in ends {
        let (mut from, mut to) = (from.unwrap(), to.unwrap());
        std::thread::spawn(move || {
            let _ = std::io::copy(&mut from, &mut to);
            let _ = to.shutdown(std::net::Shutdown::Write);
        });
    }
}

/// A proxy that speaks SOCKS 5, wants this login and leads to the host's port on this machine.
/// Returns the type of the addresses that it is asked for, too.
fn socks(login: Option<&'static [u8]>) -> (SocketAddr, std::sync::mpsc::Receiver<u8>) {
    let (tell, asked) = std::sync::mpsc::channel();
    let (address, _) = each_connection(move |mut client| {
        let take = |count: usize, client: &mut TcpStream| {
            let mut bytes = vec![0; count];
            client.read_exact(&mut bytes).ok().map(|()| bytes)
        };
        let Some(greeting) = take(2, &mut client) else { return };
        take(usize::from(greeting[1]), &mut client);
        client.write_all(&[5, if login.is_some() { 2 } else { 0 }]).unwrap();
        if let Some(login) = login {
            let given = take(login.len(), &mut client);
            client.write_all(&[1, u8::from(given.as_deref() != Some(login))]).unwrap();
        }
        let Some(head) = take(4, &mut client) else { return };
        tell.send(head[3]).unwrap();
        let length = match head[3] {
            1 => 4,
            4 => 16,
            _ => usize::from(take(1, &mut client).unwrap()[0]),
        };
        let rest = take(length + 2, &mut client).unwrap();
        let port = u16::from_be_bytes([rest[length], rest[length + 1]]);
        let server = TcpStream::connect(("127.0.0.1", port)).unwrap();
        client.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]).unwrap();
        pipe(client, server);
    });
    (address, asked)
}

/// A proxy that opens tunnels. Returns the heads of what it is asked, too.
fn tunnels() -> (SocketAddr, std::sync::mpsc::Receiver<String>) {
    let (tell, asked) = std::sync::mpsc::channel();
    let (address, _) = each_connection(move |mut client| {
        let mut head = Vec::new();
        let mut byte = [0];
        while !head.ends_with(b"\r\n\r\n") && matches!(client.read(&mut byte), Ok(1)) {
            head.extend(byte);
        }
        let head = String::from_utf8(head).unwrap();
        let port = head.split_whitespace().nth(1).and_then(|host| host.rsplit_once(':'));
        let port: u16 = port.unwrap().1.parse().unwrap();
        tell.send(head).unwrap();
        let server = TcpStream::connect(("127.0.0.1", port)).unwrap();
        client.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n").unwrap();
        pipe(client, server);
    });
    (address, asked)
}

#[test]
fn a_tunnel_leads_to_a_server_with_tls() {
    let server = Secure::start();
    let (proxy, asked) = tunnels();
    let config = through(format!("http://me:p%40ss@{proxy}"));
    let config = config.add_root_certificates(server.pem.as_bytes()).unwrap();
    let outcomes = both(&server.url(), &config);
    for outcome in outcomes {
        outcome.unwrap();
        let head = asked.recv().unwrap();
        let port = server.address.port();
        assert!(head.starts_with(&format!("CONNECT localhost:{port} HTTP/1.1\r\n")), "{head}");
        assert!(head.contains("Proxy-Authorization: Basic bWU6cEBzcw==\r\n"), "{head}");
    }
    // The login is the proxy's affair.
    assert!(server.requests().iter().all(|head| !head.to_lowercase().contains("proxy-auth")));
}

#[test]
fn requests_without_tls_are_forwarded() {
    let proxy = Server::script([ok(r#"{"RequestId":"r"}"#)]);
    let address = proxy.url().replace("http://", "http://me:hush@");
    // The host has no address: the proxy is to look it up.
    let outcomes = both("http://cloud.invalid:8080/path", &through(address));
    let received = proxy.received();
    assert_eq!(received.len(), outcomes.len());
    for outcome in outcomes {
        outcome.unwrap();
    }
    for request in received {
        assert_eq!(request.line, "POST http://cloud.invalid:8080/path HTTP/1.1");
        assert_eq!(request.header("proxy-authorization"), "Basic bWU6aHVzaA==");
        assert_eq!(request.header("host"), "cloud.invalid:8080");
    }
}

#[test]
fn a_proxy_may_be_reached_over_tls() {
    let proxy = Secure::start();
    let address = format!("https://localhost:{}", proxy.address.port());
    let config = through(address).add_root_certificates(proxy.pem.as_bytes()).unwrap();
    for outcome in both("http://cloud.invalid", &config) {
        outcome.unwrap();
    }
    for head in proxy.requests() {
        assert!(head.starts_with("POST http://cloud.invalid/ HTTP/1.1\r\n"), "{head}");
    }
}

#[test]
fn socks_proxies_lead_to_servers_with_and_without_tls() {
    let (secure, plain) = (Secure::start(), Server::script([ok(r#"{"RequestId":"r"}"#)]));
    let port = plain.url().rsplit_once(':').unwrap().1.to_owned();
    let login: Option<&[u8]> = Some(&[1, 2, b'm', b'e', 4, b'p', b'@', b's', b's']);
    for (scheme, user, login, kind) in
        [("socks5h", "me:p%40ss@", login, 3), ("socks5h", "", None, 3), ("socks5", "", None, 1)]
    {
        let (proxy, asked) = socks(login);
        let config = through(format!("{scheme}://{user}{proxy}"));
        let config = config.add_root_certificates(secure.pem.as_bytes()).unwrap();
        for url in [secure.url(), format!("http://localhost:{port}")] {
            for outcome in both(&url, &config) {
                outcome.unwrap();
                let asked = asked.recv().unwrap();
                // Where the machine looks up the host, it may find either kind of address.
                assert!(asked == kind || (kind, asked) == (1, 4), "{asked}");
            }
        }
    }
}

#[test]
fn a_proxy_that_wants_a_login_is_asked_once_and_nothing_was_sent() {
    for (user, hint) in [("", "put user and password"), ("me:hush@", "check user and password")] {
        let denied = Answer::new("407 Proxy Authentication Required", "");
        let proxy = Server::script([Act::Answer(denied)]);
        let address = proxy.url().replace("http://", &format!("http://{user}"));
        let outcomes = both("https://cloud.invalid", &through(address));
        assert_eq!(proxy.received().len(), outcomes.len());
        for outcome in outcomes {
            let (error, message) = unsent(outcome);
            assert_eq!((error.phase(), error.is_permanent()), (Phase::Proxy, true));
            assert!(message.contains("407") && message.contains(hint), "{message}");
            assert!(message.contains("cloud.invalid:443"), "{message}");
            assert!(message.contains(&proxy.url().replace("http://", "")), "{message}");
            assert!(!format!("{error:?}{message}").contains("hush"), "{message}");
        }
    }
}

#[test]
fn a_proxy_that_cannot_reach_the_host_is_asked_again() {
    let proxy = Server::script([Act::Answer(Answer::new("502 Bad Gateway", ""))]);
    let outcomes = both("https://cloud.invalid", &through(proxy.url()));
    assert_eq!(proxy.received().len(), 4 * outcomes.len());
    for outcome in outcomes {
        assert_eq!(unsent(outcome).0.phase(), Phase::Proxy);
    }
}

#[test]
fn a_proxy_that_does_not_listen_was_sent_nothing() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    for url in ["https://cloud.invalid", "http://cloud.invalid"] {
        for outcome in both(url, &through(format!("me:hush@{free}"))) {
            let (error, message) = unsent(outcome);
            assert_eq!(error.phase(), Phase::Connect);
            assert_eq!(error.proxy(), Some(&*format!("http://***@{free}")));
            assert!(!message.contains("hush"), "{message}");
        }
    }
}

#[test]
fn an_unusable_proxy_is_a_configuration_error_and_no_request_goes_without_it() {
    for address in ["htp://127.0.0.1:1", "socks4://127.0.0.1:1", "http://me:hush@:1", ""] {
        let proxy = Proxy::At(address.to_owned());
        let error = Hyper::with(&direct().proxy(proxy.clone())).unwrap_err().to_string();
        assert!(error.contains("proxy") && !error.contains("hush"), "{error}");
        assert_eq!(Client::builder().proxy(proxy.clone()).build().unwrap_err().to_string(), error);
        #[cfg(feature = "blocking")]
        {
            use tencentcloud_runtime::blocking;
            let builder = blocking::Client::builder().proxy(proxy);
            assert_eq!(builder.build().unwrap_err().to_string(), error);
        }
    }
}
