//! Settings from the environment: certificates and proxies. The environment of a program that runs
//! cannot be changed safely, so each test runs a part of itself in a program of its own.

use crate::loopback::{Server, ok};
use crate::sample::QuitOrganizationRequest;
use crate::secure::Secure;
use std::path::Path;
use std::process::Command;
use tencentcloud_runtime::client::Client;
use tencentcloud_runtime::credential::Credential;
use tencentcloud_runtime::error::Error;
use tencentcloud_runtime::retry::Policy;

const QUIT: QuitOrganizationRequest = QuitOrganizationRequest { org_id: 1 };

/// Returns the output of [`one_call`] for the address in this environment, with async and without.
fn calls(address: &str, environment: &[(&str, &str)]) -> [String; 2] {
    ["async", "blocking"].map(|kind| {
        let mut program = Command::new(std::env::current_exe().unwrap());
        program.args(["environment::one_call", "--exact", "--ignored", "--nocapture"]);
        for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"] {
            program.env_remove(name).env_remove(name.to_lowercase());
        }
        program.env("TEST_ADDRESS", address).env("TEST_KIND", kind);
        program.envs(environment.iter().copied());
        let output = String::from_utf8(program.output().unwrap().stdout).unwrap();
        let said = output.lines().find_map(|line| line.split_once("outcome: "));
        said.expect("the call has an outcome").1.to_owned()
    })
}

#[test]
#[ignore = "a part of the other tests"]
fn one_call() {
    let Ok(address) = std::env::var("TEST_ADDRESS") else { return };
    let credential = Credential::new("AKIDEXAMPLE", "hush");
    let outcome = if std::env::var("TEST_KIND").as_deref() == Ok("async") {
        let builder = Client::builder().endpoint(address).credentials(credential);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let client = builder.retry(Policy::off()).build();
        client.map_err(Error::from).and_then(|client| runtime.block_on(client.send(&QUIT)))
    } else {
        blocking(address, credential)
    };
    match outcome {
        Ok(_) => println!("outcome: fine"),
        Err(Error::NotSent(error)) => println!("outcome: {error}"),
        Err(Error::Config(error)) => println!("outcome: configuration: {error}"),
        Err(error) => println!("outcome: other: {error}"),
    }
}

type Outcome = Result<crate::sample::QuitOrganizationResponse, Error<crate::sample::ErrorCode>>;

#[cfg(feature = "blocking")]
fn blocking(address: String, credential: Credential) -> Outcome {
    let builder = tencentcloud_runtime::blocking::Client::builder();
    let builder = builder.endpoint(address).credentials(credential).retry(Policy::off());
    builder.build().map_err(Error::from).and_then(|client| client.send(&QUIT).call())
}

#[cfg(not(feature = "blocking"))]
fn blocking(address: String, credential: Credential) -> Outcome {
    let builder = Client::builder().endpoint(address).credentials(credential);
    let client = builder.retry(Policy::off()).build().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(client.send(&QUIT))
}

/// A server with a certificate of its own, which is written to a file.
fn secure(certificate: &Path) -> String {
    let server = Secure::start();
    std::fs::write(certificate, &server.pem).unwrap();
    server.url()
}

#[test]
fn a_server_is_trusted_if_the_machine_trusts_it_and_else_gets_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let pem = directory.path().join("authority.pem");
    let address = secure(&pem);
    let pem = pem.to_str().unwrap();
    let empty = tempfile::tempdir().unwrap();
    let empty = empty.path().to_str().unwrap();

    let trusted = calls(&address, &[("SSL_CERT_FILE", pem), ("SSL_CERT_DIR", empty)]);
    assert_eq!(trusted, ["fine", "fine"]);

    let absent = directory.path().join("absent.pem");
    let absent = absent.to_str().unwrap();
    for outcome in calls(&address, &[("SSL_CERT_FILE", absent)]) {
        assert!(outcome.starts_with("the request was not sent: "), "{outcome}");
        assert!(outcome.contains("SSL_CERT_FILE is not usable"), "{outcome}");
        assert!(outcome.contains(absent), "{outcome}");
    }

    let other = directory.path().join("other.pem");
    secure(&other);
    let other = other.to_str().unwrap();
    for outcome in calls(&address, &[("SSL_CERT_FILE", other), ("SSL_CERT_DIR", empty)]) {
        assert!(outcome.starts_with("the request was not sent: "), "{outcome}");
        assert!(outcome.contains("invalid peer certificate"), "{outcome}");
    }
}

#[test]
fn a_machine_without_certificates_can_still_do_without_tls() {
    let directory = tempfile::tempdir().unwrap();
    let empty = tempfile::tempdir().unwrap();
    let none = [("SSL_CERT_FILE", "/dev/null"), ("SSL_CERT_DIR", empty.path().to_str().unwrap())];
    let plain = Server::script([ok(r#"{"RequestId":"r"}"#)]);
    assert_eq!(calls(&plain.url(), &none), ["fine", "fine"]);

    let address = secure(&directory.path().join("authority"));
    for outcome in calls(&address, &none) {
        assert!(outcome.starts_with("the request was not sent: "), "{outcome}");
        assert!(
            outcome.contains("no CA certificates") && outcome.contains("SSL_CERT_FILE"),
            "{outcome}"
        );
    }
}

#[test]
fn the_proxy_of_the_environment_is_used_but_for_its_exceptions() {
    let server = Server::script([ok(r#"{"RequestId":"r"}"#)]);
    let proxy = Server::script([ok(r#"{"RequestId":"r"}"#)]);
    let through = ("HTTP_PROXY", proxy.url());
    let through = (through.0, through.1.as_str());
    assert_eq!(calls("http://cloud.example", &[through]), ["fine", "fine"]);
    let received = proxy.received();
    for request in &received {
        assert_eq!(request.line, "POST http://cloud.example/ HTTP/1.1");
    }

    let around = [through, ("NO_PROXY", "127.0.0.1")];
    assert_eq!(calls(&server.url(), &around), ["fine", "fine"]);
    assert_eq!((proxy.received().len(), server.received().len()), (received.len(), 2));
}

#[test]
fn exceptions_mean_the_same_to_both_clients() {
    let server = Server::script([ok(r#"{"RequestId":"r"}"#)]);
    let proxy = Server::script([ok(r#"{"RequestId":"r"}"#)]);
    let port = server.url().rsplit_once(':').unwrap().1.to_owned();
    let with_port = format!("127.0.0.1:{port}");
    for (list, direct) in [
        ("*", true),
        ("127.0.0.0/8", true),
        (with_port.as_str(), true),
        ("example.com, 127.*", true),
        ("127.0.0.1:1", false),
        ("::1,.0.0.1,0.1", false),
        ("", false),
    ] {
        let before = (server.received().len(), proxy.received().len());
        let set = [("all_proxy", proxy.url()), ("NO_PROXY", list.to_owned())];
        let set = set.each_ref().map(|(name, value)| (*name, value.as_str()));
        assert_eq!(calls(&server.url(), &set), ["fine", "fine"], "{list}");
        let (direct, through) = if direct { (2, 0) } else { (0, 2) };
        let after = (server.received().len(), proxy.received().len());
        assert_eq!(after, (before.0 + direct, before.1 + through), "{list}");
    }
}

#[test]
fn an_unusable_proxy_of_the_environment_is_a_configuration_error() {
    let server = Server::script([ok(r#"{"RequestId":"r"}"#)]);
    for (name, value) in [
        ("HTTPS_PROXY", "htp://me:hush@127.0.0.1:1"),
        ("http_proxy", "http://me:hush@127.0.0.1:none"),
        ("NO_PROXY", "10.0.0.0/99"),
    ] {
        for outcome in calls(&server.url(), &[(name, value)]) {
            assert!(outcome.starts_with("configuration: "), "{outcome}");
            assert!(outcome.contains(name) && !outcome.contains("hush"), "{outcome}");
        }
    }
    assert!(server.received().is_empty());
}

#[test]
#[ignore = "a part of the other tests"]
fn one_identity() {
    let client = Client::builder().retry(Policy::off()).build().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    match runtime.block_on(client.identity()) {
        Ok(identity) => println!("outcome: {identity}"),
        Err(error) => println!("outcome: {error}"),
    }
}

#[cfg(unix)]
#[test]
fn credentials_are_read_from_the_variables_of_the_process() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let directory = tempfile::tempdir().unwrap();
    let identity = |id: &[u8], key: &str| {
        let mut program = Command::new(std::env::current_exe().unwrap());
        program.args(["environment::one_identity", "--exact", "--ignored", "--nocapture"]);
        for (name, _) in std::env::vars_os() {
            let name = name.to_string_lossy().into_owned();
            if ["TENCENTCLOUD_", "TCCLI_", "TKE_"].iter().any(|begin| name.starts_with(begin)) {
                program.env_remove(name);
            }
        }
        program.env("TENCENTCLOUD_SECRET_ID", OsStr::from_bytes(id));
        program.env("TENCENTCLOUD_SECRET_KEY", key).env("HOME", directory.path());
        let output = String::from_utf8(program.output().unwrap().stdout).unwrap();
        let said = output.lines().find_map(|line| line.split_once("outcome: "));
        said.expect("the program has an outcome").1.to_owned()
    };
    assert_eq!(
        identity(b"AKIDEXAMPLE0", "hush"),
        "AKI****LE0 from environment (TENCENTCLOUD_SECRET_ID)"
    );
    assert_eq!(
        identity(b"AKID\xff", "hush"),
        "no usable credential: environment: TENCENTCLOUD_SECRET_ID contains a character that is \
         not ASCII"
    );
    let file = directory.path().join(".tccli");
    std::fs::create_dir(&file).unwrap();
    let profile = r#"{"secretId":"AKIDEXAMPLE9","secretKey":"hush"}"#;
    std::fs::write(file.join("default.credential"), profile).unwrap();
    assert!(identity(b"", "").starts_with("AKI****LE9 from tccli (profile `default` of "));
}
