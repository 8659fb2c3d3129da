//! Credential providers: each is asked by both clients, which have to find the same.

mod chain;
mod environment;
mod identity;
mod machine;
mod profile;
mod role;
mod tccli;
mod web_identity;

use crate::loopback::words;
use crate::sample::QuitOrganizationRequest;
use serde_json::{Value, json};
use std::path::Path;
use std::time::{Duration, SystemTime};
use tencentcloud_runtime::client::{Builder, Client};
use tencentcloud_runtime::credential::{Credential, Env, Provider};
use tencentcloud_runtime::error::{CredentialError, Error};
use tencentcloud_runtime::testing::{FakeTransport, ManualClock, Reply, Request};

pub const QUIT: QuitOrganizationRequest = QuitOrganizationRequest { org_id: 1 };

/// The time at which clocks start.
const START: Duration = Duration::from_secs(1_551_113_065);

pub fn clock() -> ManualClock {
    ManualClock::at(SystemTime::UNIX_EPOCH + START)
}

/// A client without network: it may ask for credentials and quit the organization.
pub fn client(cloud: &FakeTransport, provider: impl Provider) -> Builder {
    cloud.on("QuitOrganization", Reply::json("{}"));
    Client::builder().transport(cloud.clone()).credentials(provider).clock(clock())
}

#[cfg(feature = "blocking")]
pub fn blocking(
    cloud: &FakeTransport,
    provider: impl Provider,
) -> tencentcloud_runtime::blocking::Client {
    cloud.on("QuitOrganization", Reply::json("{}"));
    let builder = tencentcloud_runtime::blocking::Client::builder();
    builder.transport(cloud.clone()).credentials(provider).clock(clock()).build().unwrap()
}

/// The ID and the token that a request is signed with, or the reason why there is none.
type Found = Result<(String, String), String>;

/// Returns the outcome of a call with the credential of a provider, the same in both clients.
async fn outcome<P: Provider + Clone>(
    cloud: &FakeTransport,
    provider: P,
) -> Result<(String, String), CredentialError> {
    let outcome = |called: Result<_, Error<_>>| match called {
        Ok(_) => Ok(identity(cloud.requests().last().unwrap())),
        Err(Error::Credential(error)) => Err(CredentialError::clone(&error)),
        Err(error) => panic!("{error}"),
    };
    let client = client(cloud, provider.clone()).build().unwrap();
    let found = outcome(client.send(&QUIT).await);
    #[cfg(feature = "blocking")]
    {
        let same = outcome(blocking(cloud, provider).send(&QUIT).call());
        let text =
            |found: &Result<_, CredentialError>| found.clone().map_err(|error| words(&error));
        assert_eq!(text(&same), text(&found));
    }
    found
}

/// Returns the outcome of a call as text that never contains a secret.
async fn found<P: Provider + Clone>(cloud: &FakeTransport, provider: P) -> Found {
    let found = outcome(cloud, provider).await;
    found.map_err(|error| {
        let text = words(&error);
        assert!(!text.contains("hush") && !format!("{error:?}").contains("hush"), "{text}");
        text
    })
}

/// Returns the error of a provider that was asked for.
async fn wrong<P: Provider + Clone>(provider: P) -> String {
    let error = outcome(&FakeTransport::new(), provider).await.unwrap_err();
    assert!(!error.is_not_configured(), "{error}");
    assert!(!words(&error).contains("hush"), "{error}");
    words(&error)
}

/// Returns the error of a provider that nothing asked for.
async fn not_configured<P: Provider + Clone>(provider: P) -> String {
    let error = outcome(&FakeTransport::new(), provider).await.unwrap_err();
    assert!(error.is_not_configured(), "{error}");
    words(&error)
}

pub fn identity(request: &Request) -> (String, String) {
    let authorization = request.header("authorization");
    let id = authorization.split(['=', '/']).nth(1).unwrap_or(authorization);
    (id.to_owned(), request.header("x-tc-token").to_owned())
}

#[allow(clippy::unnecessary_wraps, reason = "it is compared with what may fail")]
fn pair(id: &str, token: &str) -> Found {
    Found::Ok((id.to_owned(), token.to_owned()))
}

fn env(pairs: &[(&str, &str)]) -> Env {
    Env::of(pairs.iter().copied())
}

/// The variables of a user with this home directory.
fn home(path: &Path, more: &[(&str, &str)]) -> Env {
    let home = ("HOME", path.to_str().unwrap());
    Env::of(more.iter().copied().chain([home]))
}

fn write(home: &Path, path: &str, text: impl AsRef<[u8]>) {
    let path = home.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

/// A response of the Security Token Service.
fn assumed(id: &str, token: &str, lives: u64) -> Reply {
    Reply::ok(credentials(id, token, lives))
}

pub fn credentials(id: &str, token: &str, lives: u64) -> Value {
    json!({
        "Credentials": {"TmpSecretId": id, "TmpSecretKey": "hush", "Token": token},
        "ExpiredTime": START.as_secs() + lives,
        "RequestId": "r",
    })
}

#[tokio::test]
async fn a_credential_that_cannot_be_one_is_not_sent() {
    for (id, key, flaw) in [
        ("", "hush", "the secret ID is empty"),
        ("AKID1 ", "hush", "the secret ID contains a blank"),
        ("\"AKID1\"", "hush", "the secret ID contains a quotation mark"),
        ("AKID1", "", "the secret key is empty"),
        ("AKID1", "hu sh", "the secret key contains a blank"),
        ("AKID1", "hush\n", "the secret key contains a blank"),
        ("AKID1", "hu\u{1}sh", "the secret key contains a control character"),
        ("AKID1", "hüsh", "the secret key contains a character that is not ASCII"),
        ("AKID/example", "key", "the secret ID contains `/`; was the secret key taken for it?"),
        ("Zm9v=", "key", "the secret ID contains `=`; was the secret key taken for it?"),
    ] {
        let error = wrong(Credential::new(id, key)).await;
        assert_eq!(error, format!("no usable credential: static credential: {flaw}"));
        assert!(!error.contains("hu"), "{error}");
    }
    let error = wrong(Credential::new("AKID1", "hush").with_token("hush ")).await;
    assert!(error.ends_with("the token contains a blank"), "{error}");
}

#[test]
fn secrets_are_not_printed() {
    let credential = Credential::new("AKID1", "hush").with_token("hush");
    let role = tencentcloud_runtime::credential::AssumeRole::new(credential.clone(), "r")
        .external_id("hush");
    let variables = env(&[("TENCENTCLOUD_SECRET_KEY", "hush")]);
    let environment = tencentcloud_runtime::credential::Environment::of(variables);
    for printed in [
        format!("{credential:?}"),
        format!("{role:?}"),
        format!("{environment:?}"),
        format!("{:?}", credential.identity()),
        format!("{:?}", Client::builder().credentials(role).build().unwrap()),
    ] {
        assert!(!printed.contains("hush"), "{printed}");
    }
}
