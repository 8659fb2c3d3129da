//! Whether a request was sent, which the phase of its failure decides, and which failures pass.

use crate::sample::{ErrorCode, QuitOrganizationRequest};
use crate::secure::{Secure, each_connection, plain};
use std::io::Read;
use std::sync::atomic::Ordering;
use std::time::{Duration, SystemTime};
use tencentcloud_runtime::client::Client;
use tencentcloud_runtime::credential::Credential;
use tencentcloud_runtime::error::Error;
use tencentcloud_runtime::testing::ManualClock;
use tencentcloud_runtime::transport::{Hyper, Phase, Proxy, TransportConfig, TransportError};

pub const QUIT: QuitOrganizationRequest = QuitOrganizationRequest { org_id: 1 };

pub type Outcome = Result<crate::sample::QuitOrganizationResponse, Error<ErrorCode>>;

fn clock() -> ManualClock {
    ManualClock::at(SystemTime::UNIX_EPOCH + Duration::from_secs(1_551_113_065))
}

/// The outcomes of a call by the async and by the blocking client; pauses take no time.
pub fn both(url: &str, config: &TransportConfig) -> Vec<Outcome> {
    let builder = Client::builder().endpoint(url).credentials(Credential::new("AKID", "hush"));
    let client = builder.transport(Hyper::with(config).unwrap()).clock(clock()).build().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    #[cfg_attr(not(feature = "blocking"), allow(unused_mut, reason = "there is one client"))]
    let mut outcomes = vec![runtime.block_on(client.send(&QUIT).into_future())];
    #[cfg(feature = "blocking")]
    outcomes.push(blocking(url, config));
    outcomes
}

#[cfg(feature = "blocking")]
fn blocking(url: &str, config: &TransportConfig) -> Outcome {
    use tencentcloud_runtime::{blocking, transport::Ureq};
    let builder =
        blocking::Client::builder().endpoint(url).credentials(Credential::new("AKID", "hush"));
    let builder = builder.transport(Ureq::with(config).unwrap()).clock(clock());
    builder.build().unwrap().send(&QUIT).call()
}

pub fn direct() -> TransportConfig {
    TransportConfig::new().proxy(Proxy::None)
}

/// The cause of a request that was not sent, and the whole message.
pub fn unsent(outcome: Outcome) -> (TransportError, String) {
    match outcome {
        Err(Error::NotSent(error)) => {
            let cause = error.source.downcast_ref::<TransportError>();
            (cause.expect("the cause tells its phase").clone(), error.to_string())
        }
        Err(error) => panic!("it may have been sent: {error}"),
        Ok(_) => panic!("it was sent and answered"),
    }
}

#[test]
fn a_host_without_an_address_was_sent_nothing() {
    for outcome in both("https://no-such-host.invalid", &direct()) {
        let (error, message) = unsent(outcome);
        assert_eq!((error.phase(), error.host()), (Phase::Resolve, "no-such-host.invalid:443"));
        assert!(message.contains("no-such-host.invalid:443"), "{message}");
    }
}

#[test]
fn a_port_without_tls_was_sent_nothing_and_is_asked_once() {
    let (address, connections) = plain();
    let outcomes = both(&format!("https://{address}"), &direct());
    assert_eq!(connections.load(Ordering::SeqCst), outcomes.len());
    for outcome in outcomes {
        let (error, message) = unsent(outcome);
        assert_eq!((error.phase(), error.is_permanent()), (Phase::Tls, true));
        assert!(message.contains("is this http://?"), "{message}");
        assert!(message.contains(&address.to_string()), "{message}");
    }
}

#[test]
fn a_server_with_an_unknown_issuer_was_sent_nothing_and_is_asked_once() {
    let server = Secure::start();
    let outcomes = both(&server.url(), &direct());
    assert_eq!((server.connections(), server.requests().len()), (outcomes.len(), 0));
    for outcome in outcomes {
        let (error, message) = unsent(outcome);
        assert_eq!((error.phase(), error.is_permanent()), (Phase::Tls, true));
        assert!(message.contains("SSL_CERT_FILE"), "{message}");
    }
}

#[test]
fn a_certificate_of_the_configuration_is_trusted_for_its_hosts() {
    let server = Secure::start();
    let config = direct().add_root_certificates(server.pem.as_bytes()).unwrap();
    for outcome in both(&server.url(), &config) {
        outcome.unwrap();
    }
    let address = format!("https://{}", server.address);
    for outcome in both(&address, &config) {
        outcome.unwrap();
    }
    // No certificate is for this name, which leads to the same machine.
    let elsewhere = format!("https://localhost.:{}", server.address.port());
    let requests = server.requests().len();
    for outcome in both(&elsewhere.replace("localhost.", "127.0.0.2"), &config) {
        let (error, _) = unsent(outcome);
        assert!(matches!(error.phase(), Phase::Tls | Phase::Connect));
    }
    assert_eq!(server.requests().len(), requests);
}

#[test]
fn an_address_of_version_6_is_reached() {
    let Ok(listener) = std::net::TcpListener::bind("[::1]:0") else {
        eprintln!("skipped: this machine has no IPv6");
        return;
    };
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            use std::io::Write;
            let _ = stream.read(&mut [0; 4096]);
            let body = r#"{"Response":{"RequestId":"r"}}"#;
            let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", body.len());
            let _ = stream.write_all((head + body).as_bytes());
        }
    });
    for outcome in both(&format!("http://{address}"), &direct()) {
        outcome.unwrap();
    }
}

#[test]
fn certificates_that_are_none_are_configuration_errors() {
    for (pem, expected) in [
        ("", "no certificate"),
        ("-----BEGIN CERTIFICATE-----\n!!!\n-----END CERTIFICATE-----\n", "cannot read"),
    ] {
        let error = direct().add_root_certificates(pem.as_bytes()).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
    let empty = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    let config = direct().add_root_certificates(empty.as_bytes()).unwrap();
    let error = Hyper::with(&config).unwrap_err().to_string();
    assert!(error.contains("root certificate 1"), "{error}");
}

#[test]
fn a_handshake_that_does_not_end_was_sent_nothing() {
    let (address, connections) =
        each_connection(|mut stream| while let Ok(1..) = stream.read(&mut [0; 512]) {});
    let config = direct().connect_timeout(Duration::from_millis(50));
    let outcomes = both(&format!("https://{address}"), &config);
    // That may pass, so all attempts are made.
    assert_eq!(connections.load(Ordering::SeqCst), 4 * outcomes.len());
    for outcome in outcomes {
        let (error, message) = unsent(outcome);
        assert_eq!((error.phase(), error.is_permanent()), (Phase::Tls, false), "{message}");
    }
}

#[test]
fn a_connection_that_ends_within_the_handshake_was_sent_nothing() {
    let (address, _) = each_connection(|mut stream| {
        let _ = stream.read(&mut [0; 512]);
    });
    for outcome in both(&format!("https://{address}"), &direct()) {
        let (error, message) = unsent(outcome);
        assert_eq!((error.phase(), error.is_permanent()), (Phase::Tls, false));
        assert!(message.contains("use http://"), "{message}");
    }
}

#[test]
fn a_connection_that_ends_after_the_request_may_have_done_it() {
    let (address, connections) = each_connection(|mut stream| {
        let _ = stream.read(&mut [0; 4096]);
    });
    let outcomes = both(&format!("http://{address}"), &direct());
    assert_eq!(connections.load(Ordering::SeqCst), outcomes.len());
    for outcome in outcomes {
        let error = outcome.unwrap_err();
        let Error::NoResponse(error) = error else { panic!("it was sent: {error}") };
        let cause = error.source.downcast_ref::<TransportError>().unwrap();
        assert_eq!((cause.phase(), cause.host()), (Phase::Exchange, &*address.to_string()));
    }
}

#[test]
fn a_response_that_breaks_off_or_comes_late_tells_how_much_of_it_came() {
    use crate::loopback::{Act, Answer, Server};
    let answer = Answer::new("200 OK", "0123456789");
    for (act, expected) in [
        (Act::Break(answer.clone()), "broke off after 5 bytes"),
        (Act::Stall(answer), "not complete within"),
    ] {
        let server = Server::script([act]);
        let config = direct();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let credential = Credential::new("AKID", "hush");
        let client = Client::builder()
            .endpoint(server.url())
            .credentials(credential)
            .transport(Hyper::with(&config).unwrap())
            .attempt_timeout(Duration::from_millis(200))
            .build()
            .unwrap();
        let error = runtime.block_on(client.send(&QUIT).into_future()).unwrap_err();
        assert!(matches!(error, Error::NoResponse(_)));
        assert!(error.to_string().contains(expected), "{error}");
    }
}
