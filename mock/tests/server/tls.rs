//! HTTPS with a certificate that was made at the start.
#![cfg(feature = "tls")]

use crate::support::{assert_serves, builder, good, server, start};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use tencentcloud_mock::MockServer;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

fn call(server: &MockServer, trusted: &str, name: &'static str) -> Result<String, std::io::Error> {
    let mut roots = RootCertStore::empty();
    let certificate = CertificateDer::from_pem_slice(trusted.as_bytes()).expect("PEM");
    roots.add(certificate).expect("an authority");
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from(name).expect("a name");
    let connection = ClientConnection::new(Arc::new(config), name).expect("a connection");
    let mut stream = StreamOwned::new(connection, TcpStream::connect(server.address())?);
    stream.write_all(
        good().replace("Content-Length", "Connection: close\r\nContent-Length").as_bytes(),
    )?;
    let mut text = String::new();
    stream.read_to_string(&mut text)?;
    Ok(text)
}

#[test]
fn clients_that_trust_the_certificate_are_answered_under_every_name() {
    let server = start(builder().tls());
    assert_eq!(server.url(), format!("https://localhost:{}", server.address().port()));
    let pem = server.certificate_pem().expect("a certificate");
    for name in ["localhost", "127.0.0.1", "organization.tencentcloudapi.com"] {
        let text = call(&server, pem, name).expect("an answer");
        assert!(text.starts_with("HTTP/1.1 200 OK") && text.contains("RequestId"), "{text}");
    }
    assert!(call(&server, pem, "example.com").is_err());
}

#[test]
fn each_start_has_a_certificate_of_its_own() {
    let (first, second) = (start(builder().tls()), start(builder().tls()));
    let pem = first.certificate_pem().expect("a certificate");
    assert!(call(&second, pem, "localhost").is_err());
    assert!(server().certificate_pem().is_none());
}

#[test]
fn clients_without_tls_are_turned_away() {
    let server = start(builder().tls());
    let mut stream = TcpStream::connect(server.address()).expect("a connection");
    stream.write_all(good().as_bytes()).expect("sent");
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes);
    assert!(!bytes.starts_with(b"HTTP"), "it answered in the clear");
    let pem = server.certificate_pem().expect("a certificate");
    assert!(call(&server, pem, "localhost").is_ok());
    assert_serves(&crate::support::server());
}

#[test]
fn bytes_that_are_not_tls_are_turned_away_and_a_stalled_client_makes_way() {
    let server = start(builder().tls().max_connections(4));
    let pem = server.certificate_pem().expect("a certificate");
    let garbage: [&[u8]; 5] = [
        b"\0\0\0\0\0\0\0\0\0\0",
        b"\x16\x03\x01\xff\xff\x01",
        b"\x16\x03\x01\x00\x05\x01\xff\xff\xff\x00",
        b"\x15\x03\x03\x00\x02\x02\x28",
        b"\x17\x03\x03\x00\x10aaaaaaaaaaaaaaaa",
    ];
    let mut stalled = Vec::new();
    for round in 0..4 {
        for bytes in garbage {
            let mut stream = TcpStream::connect(server.address()).expect("a connection");
            // A client that sends half a record and waits is not waited for.
            let _ = stream.write_all(bytes);
            stalled.push(stream);
        }
        assert!(call(&server, pem, "localhost").is_ok(), "round {round}");
    }
    assert!(server.requests().iter().all(|request| request.action == "DescribeOrganization"));
}
