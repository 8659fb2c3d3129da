//! Which provider and secret ID signs, as programs, errors and logs see it.

use super::{QUIT, assumed, client, clock, env, home, write};
use std::time::Duration;
use tencentcloud_runtime::client::Client;
use tencentcloud_runtime::clock::Clock;
use tencentcloud_runtime::credential::{
    AssumeRole, Chain, Credential, Environment, Identity, InstanceRole, Provider,
};
use tencentcloud_runtime::error::Error;
use tencentcloud_runtime::testing::{FakeTransport, Reply};

const ID: (&str, &str) = ("TENCENTCLOUD_SECRET_ID", "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE");
const KEY: (&str, &str) = ("TENCENTCLOUD_SECRET_KEY", "hush");

/// Returns the identity that both clients report.
async fn identity<P: Provider + Clone>(cloud: &FakeTransport, provider: P) -> Identity {
    let client = client(cloud, provider.clone()).build().unwrap();
    let identity = client.identity().await.unwrap();
    #[cfg(feature = "blocking")]
    assert_eq!(super::blocking(cloud, provider).identity().unwrap(), identity);
    let printed = format!("{identity} {identity:?}");
    assert!(!printed.contains("hush") && !printed.contains(ID.1), "{printed}");
    identity
}

#[tokio::test]
async fn a_client_reports_who_signs_without_sending_anything() {
    let cloud = FakeTransport::new();
    let found = identity(&cloud, Environment::of(env(&[ID, KEY]))).await;
    assert_eq!(found.provider(), "environment");
    assert_eq!(found.place(), Some("TENCENTCLOUD_SECRET_ID"));
    assert_eq!(found.secret_id(), "AKID****MPLE");
    assert!(!found.has_token() && found.role().is_none() && found.expires().is_none());
    assert_eq!(cloud.requests().len(), 0);

    let directory = tempfile::tempdir().unwrap();
    let path = directory.path();
    let file = "[b]\nsecret_id=AKID1\nsecret_key=hush\ntoken=hush\n";
    write(path, ".tencentcloud/credentials", file);
    let chain = Chain::of(&home(path, &[("TENCENTCLOUD_PROFILE", "b")]));
    let place = format!("[b] of {}", path.join(".tencentcloud/credentials").display());
    assert_eq!(
        identity(&cloud, chain).await.to_string(),
        format!("A****1 from profile file ({place}), with a token of unknown expiry")
    );
    assert_eq!(cloud.requests().len(), 0);
}

#[tokio::test]
async fn an_assumed_role_is_reported_with_the_identity_that_assumed_it() {
    let cloud = FakeTransport::new();
    cloud.on("AssumeRole", assumed("AKIDtemporary000", "hush", 7200));
    let role = AssumeRole::new(Environment::of(env(&[ID, KEY])), "qcs::r");
    let found = identity(&cloud, role).await;
    assert_eq!(found.role(), Some("qcs::r"));
    assert_eq!(found.base().map(Identity::secret_id), Some("AKID****MPLE"));
    let expires = clock().now() + Duration::from_secs(7200);
    assert_eq!(found.expires(), Some(expires));
    assert_eq!(
        found.to_string(),
        "AKID****y000 from AssumeRole of role qcs::r by AKID****MPLE from environment \
         (TENCENTCLOUD_SECRET_ID)"
    );
}

#[tokio::test]
async fn an_identity_that_cannot_be_found_is_a_credential_error() {
    let cloud = FakeTransport::new();
    let client = client(&cloud, InstanceRole::new()).build().unwrap();
    assert!(matches!(client.identity().await, Err(Error::Credential(_))));
    #[cfg(feature = "blocking")]
    assert!(matches!(
        super::blocking(&cloud, InstanceRole::new()).identity(),
        Err(Error::Credential(_))
    ));
}

#[tokio::test]
async fn refusals_about_authentication_say_who_signed() {
    for (code, carries) in [
        ("AuthFailure.SecretIdNotFound", true),
        ("AuthFailure.SignatureFailure", true),
        ("AuthFailure", true),
        ("UnauthorizedOperation", true),
        ("UnauthorizedOperation.CamNoAuth", true),
        ("ResourceNotFound.OrganizationNotExist", false),
    ] {
        let cloud = FakeTransport::new();
        cloud.on("QuitOrganization", Reply::refusal(code, "no"));
        let provider = Environment::of(env(&[ID, KEY]));
        let check = |error: Error<_>| {
            let refusal = error.service().unwrap();
            assert_eq!(refusal.signed_by().is_some(), carries, "{error}");
            let text = format!("{error} {error:?}");
            assert_eq!(text.contains("AKID****MPLE"), carries, "{text}");
            assert!(!text.contains("hush") && !text.contains(ID.1), "{text}");
            if carries {
                let said = "; signed by AKID****MPLE from environment (TENCENTCLOUD_SECRET_ID)";
                assert!(error.to_string().contains(said), "{error}");
            }
        };
        let builder = Client::builder().transport(cloud.clone()).credentials(provider.clone());
        check(builder.clock(clock()).build().unwrap().send(&QUIT).await.unwrap_err());
        #[cfg(feature = "blocking")]
        {
            let builder = tencentcloud_runtime::blocking::Client::builder();
            let builder = builder.transport(cloud.clone()).credentials(provider).clock(clock());
            check(builder.build().unwrap().send(&QUIT).call().unwrap_err());
        }
    }
}

#[tokio::test]
async fn an_error_without_credentials_is_readable_as_main_prints_it() {
    let client = client(&FakeTransport::new(), Environment::of(env(&[]))).build().unwrap();
    let error: Box<dyn std::error::Error> = client.send(&QUIT).await.unwrap_err().into();
    let printed = format!("{error:?}");
    assert!(
        printed.contains("no usable credential: environment: TENCENTCLOUD_SECRET_ID"),
        "{printed}"
    );
    assert!(!printed.contains("Tried") && !printed.contains('['), "{printed}");
    let error = client.send(&QUIT).await.unwrap_err();
    assert!(matches!(error, Error::Credential(error) if error.is_not_configured()));
}

#[test]
fn a_credential_of_a_program_may_name_its_provider() {
    let credential = Credential::new("AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE", "hush");
    assert_eq!(credential.identity().to_string(), "AKID****MPLE from static credential");
    let identity = credential.with_token("hush").with_provider("vault").identity();
    assert_eq!(identity.provider(), "vault");
    assert!(identity.has_token());
    assert_eq!(identity.to_string(), "AKID****MPLE from vault, with a token of unknown expiry");
}
