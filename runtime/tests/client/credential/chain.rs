//! Chains: they go on past providers that are not configured, and past no other.

use super::{assumed, env, found, home, pair, write};
use std::path::Path;
use tencentcloud_runtime::credential::{
    AssumeRole, Chain, Credential, Environment, Provider, ProviderContext, Tccli,
};
use tencentcloud_runtime::error::CredentialError;
use tencentcloud_runtime::testing::{FakeTransport, Reply};
use tencentcloud_runtime::transport::BoxFuture;

const SDK: &str = ".tencentcloud/credentials";
const DEFAULT: &str = ".tccli/default.credential";
const ID: (&str, &str) = ("TENCENTCLOUD_SECRET_ID", "AKID9");
const KEY: (&str, &str) = ("TENCENTCLOUD_SECRET_KEY", "hush");

/// Variables and their values.
type Variables<'a> = &'a [(&'a str, &'a str)];

/// Writes the files of someone who has a key in each usual place.
fn keys_everywhere(path: &Path) {
    write(
        path,
        SDK,
        "[default]\nsecret_id=AKID1\nsecret_key=hush\n[b]\nsecret_id=AKID3\nsecret_key=hush\n",
    );
    write(path, DEFAULT, r#"{"secretId":"AKID2","secretKey":"hush"}"#);
    write(path, ".tccli/b.credential", r#"{"secretId":"AKID4","secretKey":"hush"}"#);
}

#[tokio::test]
async fn the_usual_places_are_tried_in_order_and_all_named_if_none_is_configured() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path();
    let cloud = FakeTransport::new();
    let chain = |more: &[(&str, &str)]| Chain::of(&home(path, more));
    let error = found(&cloud, chain(&[])).await.unwrap_err();
    let expected = [
        "no usable credential: environment: TENCENTCLOUD_SECRET_ID and",
        "web identity: TKE_PROVIDER_ID, ",
        "profile file: ",
        "tccli: ",
        "instance role: http://metadata.tencentyun.com/",
        "set TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY, or give the client a credential",
    ];
    let reasons: Vec<_> = error.split("; ").collect();
    assert_eq!(reasons.len(), expected.len(), "{error}");
    let begin = reasons.iter().zip(expected).all(|(reason, begin)| reason.starts_with(begin));
    assert!(begin, "{error}");

    write(path, DEFAULT, r#"{"secretId":"AKID2","secretKey":"hush"}"#);
    assert_eq!(found(&cloud, chain(&[])).await, pair("AKID2", ""));
    keys_everywhere(path);
    assert_eq!(found(&cloud, chain(&[])).await, pair("AKID1", ""));
    assert_eq!(found(&cloud, chain(&[ID, KEY])).await, pair("AKID9", ""));
    assert_eq!(found(&cloud, chain(&[(ID.0, ""), (KEY.0, " ")])).await, pair("AKID1", ""));
    assert_eq!(found(&cloud, chain(&[("TENCENTCLOUD_PROFILE", "b")])).await, pair("AKID3", ""));
    // Named by a variable, it comes before the other file.
    assert_eq!(found(&cloud, chain(&[("TCCLI_PROFILE", "b")])).await, pair("AKID4", ""));
}

#[tokio::test]
async fn an_identity_that_is_named_is_never_replaced_by_another() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path();
    keys_everywhere(path);
    write(path, "token", "hush");
    let nowhere = path.join("nowhere").display().to_string();
    let token = path.join("token").display().to_string();
    let refusing = FakeTransport::new();
    refusing
        .on("AssumeRoleWithWebIdentity", Reply::refusal("UnauthorizedOperation", "no"))
        .on("AssumeRole", Reply::refusal("UnauthorizedOperation", "no"));
    let pod = [
        ("TKE_REGION", "ap-singapore"),
        ("TKE_PROVIDER_ID", "p"),
        ("TKE_ROLE_ARN", "qcs::pod"),
        ("TKE_WEB_IDENTITY_TOKEN_FILE", &token),
    ];
    let cases: [(Variables<'_>, &[&str]); 12] = [
        (
            &[("TENCENTCLOUD_PROFILE", "absent")],
            &["profile file", "TENCENTCLOUD_PROFILE", "[absent]", SDK],
        ),
        (
            &[("TCCLI_PROFILE", "absent")],
            &["tccli", "TCCLI_PROFILE", "`absent`", "absent.credential"],
        ),
        (
            &[("TENCENTCLOUD_CREDENTIALS_FILE", &nowhere)],
            &["profile file", "TENCENTCLOUD_CREDENTIALS_FILE", &nowhere],
        ),
        (&[ID], &["environment", ID.0, KEY.0]),
        (&[KEY], &["environment", ID.0, KEY.0]),
        (&[ID, (KEY.0, " ")], &["environment", KEY.0, "empty"]),
        (&[ID, (KEY.0, "hu hush")], &["environment", KEY.0, "blank"]),
        (&pod, &["web identity", "TKE_ROLE_ARN", "qcs::pod", "UnauthorizedOperation"]),
        (&pod[1..2], &["web identity", "TKE_PROVIDER_ID"]),
        (
            &[ID, KEY, ("TENCENTCLOUD_ROLE_ARN", "r")],
            &["AssumeRole", "TENCENTCLOUD_ROLE_ARN", "UnauthorizedOperation"],
        ),
        (&[("TENCENTCLOUD_ROLE_SESSION_NAME", "s")], &["environment", "TENCENTCLOUD_ROLE_ARN"]),
        (&[("TENCENTCLOUD_CAM_ROLE_NAME", "m")], &["instance role", "security-credentials/m"]),
    ];
    for (variables, parts) in cases {
        let chain = Chain::of(&home(path, variables)).or(Credential::new("AKID0", "hush"));
        let error = found(&refusing, chain).await.unwrap_err();
        assert!(parts.iter().all(|part| error.contains(part)), "{error}");
    }
    let quits = refusing.requests();
    assert!(quits.iter().all(|request| request.action() != "QuitOrganization"));
    // A file that is there and broken is not passed over either.
    write(path, SDK, "[default]\nsecret_id AKID1\n");
    let error = found(&refusing, Chain::of(&home(path, &[]))).await.unwrap_err();
    assert!(error.contains("line 2") && error.contains(SDK), "{error}");
}

#[tokio::test]
async fn two_identities_that_variables_name_are_an_error() {
    let directory = tempfile::tempdir().unwrap();
    keys_everywhere(directory.path());
    for (other, shown) in [
        (("TENCENTCLOUD_PROFILE", "b"), "TENCENTCLOUD_PROFILE (b)"),
        (("TCCLI_PROFILE", "b"), "TCCLI_PROFILE (b)"),
        (("TENCENTCLOUD_CREDENTIALS_FILE", "/f"), "TENCENTCLOUD_CREDENTIALS_FILE (/f)"),
        (("TENCENTCLOUD_CAM_ROLE_NAME", "m"), "TENCENTCLOUD_CAM_ROLE_NAME (m)"),
    ] {
        let chain = Chain::of(&home(directory.path(), &[ID, KEY, other]));
        assert_eq!(
            found(&FakeTransport::new(), chain).await.unwrap_err(),
            format!(
                "no usable credential: environment: TENCENTCLOUD_SECRET_ID and {shown} each name \
                 an identity; unset all but one, or give the client a provider"
            )
        );
    }
    let both = [("TENCENTCLOUD_PROFILE", "b"), ("TCCLI_PROFILE", "b")];
    let chain = Chain::of(&home(directory.path(), &both));
    found(&FakeTransport::new(), chain).await.unwrap_err();
}

#[tokio::test]
async fn the_role_of_the_environment_is_assumed_with_what_the_chain_finds() {
    let directory = tempfile::tempdir().unwrap();
    let role = [("TENCENTCLOUD_ROLE_ARN", "r"), ("TENCENTCLOUD_ROLE_SESSION_NAME", "s")];
    let chain = || Chain::of(&home(directory.path(), &role));
    let error = found(&FakeTransport::new(), chain()).await.unwrap_err();
    assert!(error.contains("TENCENTCLOUD_ROLE_ARN is set, but there is no credential"), "{error}");
    keys_everywhere(directory.path());
    let cloud = FakeTransport::new();
    cloud.on("AssumeRole", assumed("AKID5", "t5", 7200));
    assert_eq!(found(&cloud, chain()).await, pair("AKID5", "t5"));
    assert!(cloud.requests()[0].header("authorization").contains("=AKID1/"));
}

/// A provider of a program, which fails in one way or the other.
#[derive(Clone, Debug)]
struct Vault {
    is_configured: bool,
}

impl Provider for Vault {
    fn provide<'a>(
        &'a self,
        _: &'a ProviderContext<'a>,
    ) -> BoxFuture<'a, Result<Credential, CredentialError>> {
        let error = if self.is_configured {
            CredentialError::new("vault", "it is sealed")
        } else {
            CredentialError::not_configured("vault", "VAULT_ADDR is not set")
        };
        Box::pin(std::future::ready(Err(error)))
    }
}

#[tokio::test]
async fn chains_of_a_program_go_on_past_providers_that_are_not_configured() {
    let last = Credential::new("AKID1", "hush");
    let chain = |is_configured| Chain::empty().or(Vault { is_configured }).or(last.clone());
    let cloud = FakeTransport::new();
    assert_eq!(found(&cloud, chain(false)).await, pair("AKID1", ""));
    let error = found(&cloud, chain(true)).await.unwrap_err();
    assert_eq!(error, "no usable credential: vault: it is sealed");
    // Providers before the one that fails are not listed: they are not the reason.
    let chain = Chain::empty().or(Environment::of(env(&[]))).or(chain(true));
    let error = found(&cloud, chain).await.unwrap_err();
    assert_eq!(error, "no usable credential: vault: it is sealed");
    let role = AssumeRole::new(Tccli::of(env(&[])), "r");
    let chain = Chain::empty().or(role).or(last);
    let error = found(&cloud, chain).await.unwrap_err();
    assert!(error.contains("tccli: role r has no credential to be assumed with"), "{error}");
    let error = found(&cloud, Chain::empty()).await.unwrap_err();
    assert!(error.starts_with("no usable credential; set TENCENTCLOUD_SECRET_ID"), "{error}");
}
