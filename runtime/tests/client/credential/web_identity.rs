//! The provider of pods in a Kubernetes cluster.

use super::{assumed, env, found, not_configured, pair, write, wrong};
use serde_json::json;
use std::path::Path;
use tencentcloud_runtime::credential::WebIdentity;
use tencentcloud_runtime::testing::{FakeTransport, Reply};

const NAMES: [&str; 4] =
    ["TKE_REGION", "TKE_PROVIDER_ID", "TKE_ROLE_ARN", "TKE_WEB_IDENTITY_TOKEN_FILE"];

/// The provider of a pod whose cluster has set all variables but one.
fn without(missing: &str, token: &Path) -> WebIdentity {
    let values = ["ap-singapore", "tke-oidc", "role", token.to_str().unwrap()];
    let pairs: Vec<_> =
        NAMES.into_iter().zip(values).filter(|(name, _)| *name != missing).collect();
    WebIdentity::of(env(&pairs))
}

#[tokio::test]
async fn a_pod_exchanges_its_token_without_a_signature() {
    let directory = tempfile::tempdir().unwrap();
    write(directory.path(), "token", "e30.hush\n");
    let cloud = FakeTransport::new();
    cloud.on("AssumeRoleWithWebIdentity", assumed("AKID2", "t2", 7200));
    let provider = without("", &directory.path().join("token"));
    assert_eq!(found(&cloud, provider).await, pair("AKID2", "t2"));
    let request = &cloud.requests()[0];
    assert_eq!(request.header("authorization"), "SKIP");
    assert_eq!(request.header("x-tc-region"), "ap-singapore");
    let parameters = request.parameters();
    assert_eq!(parameters["WebIdentityToken"], "e30.hush");
    assert_eq!(parameters["ProviderId"], "tke-oidc");
}

#[tokio::test]
async fn variables_that_are_missing_are_named() {
    let directory = tempfile::tempdir().unwrap();
    let token = directory.path().join("token");
    write(directory.path(), "token", "hush");
    for missing in NAMES {
        let error = wrong(without(missing, &token)).await;
        let chosen = if missing == "TKE_PROVIDER_ID" { NAMES[3] } else { NAMES[1] };
        assert_eq!(
            error,
            format!(
                "no usable credential: web identity: {chosen} is set, but {missing} is missing or \
                 empty"
            )
        );
    }
    let error = not_configured(WebIdentity::of(env(&[]))).await;
    assert!(error.starts_with("no usable credential: web identity: TKE_PROVIDER_ID, "), "{error}");
    not_configured(WebIdentity::of(env(&[("TKE_REGION", "ap-singapore")]))).await;
    not_configured(WebIdentity::of(env(&NAMES.map(|name| (name, ""))))).await;
}

#[tokio::test]
async fn a_token_file_that_cannot_be_used_is_named() {
    let directory = tempfile::tempdir().unwrap();
    let token = directory.path().join("token");
    let shown = token.display().to_string();
    let says = async || wrong(without("", &token)).await;
    let error = says().await;
    let begin = "no usable credential: web identity: TKE_WEB_IDENTITY_TOKEN_FILE: ";
    assert_eq!(error, format!("{begin}{shown} does not exist"));
    write(directory.path(), "token", " \n");
    assert_eq!(says().await, format!("{begin}{shown} is empty"));
    write(directory.path(), "token", "hush hush");
    assert_eq!(says().await, format!("{begin}{shown} contains a blank"));
}

#[tokio::test]
async fn a_refusal_is_reported_with_the_role() {
    let directory = tempfile::tempdir().unwrap();
    write(directory.path(), "token", "hush");
    let provider = without("", &directory.path().join("token"));
    let cloud = FakeTransport::new();
    cloud.on(
        "AssumeRoleWithWebIdentity",
        Reply::refusal("InvalidParameter.WebIdentityTokenError", "bad"),
    );
    assert_eq!(
        found(&cloud, provider.clone()).await.unwrap_err(),
        "no usable credential: web identity: AssumeRoleWithWebIdentity for role role \
         (TKE_ROLE_ARN): InvalidParameter.WebIdentityTokenError: bad (request in-memory)"
    );
    let cloud = FakeTransport::new();
    cloud.on("AssumeRoleWithWebIdentity", Reply::ok(json!({"ExpiredTime": 1})));
    let error = found(&cloud, provider).await.unwrap_err();
    assert!(error.ends_with("no usable credential: TmpSecretId is missing"), "{error}");
}
