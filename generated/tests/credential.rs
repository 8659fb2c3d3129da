//! The runtime's calls to the Security Token Service agree with the generated types, which the
//! runtime cannot use.

use serde_json::{Value, json};
use tencentcloud_api::organization::v20210331::{Client, QuitOrganizationRequest};
use tencentcloud_api::runtime::action::Action;
use tencentcloud_api::runtime::credential::{
    AssumeRole, Credential, Env, Provider, WebIdentity,
};
use tencentcloud_api::runtime::testing::{FakeTransport, Reply, Request};
use tencentcloud_api::sts::v20180813::{
    AssumeRoleRequest, AssumeRoleResponse, AssumeRoleWithWebIdentityRequest,
    AssumeRoleWithWebIdentityResponse,
};

/// Returns the first request that a call with this credential provider sends.
async fn first_request(
    provider: impl Provider,
    action: &str,
    response: Reply,
) -> Request {
    let cloud = FakeTransport::new();
    cloud.on(action, response).on("QuitOrganization", Reply::json("{}"));
    let client = Client::builder()
        .credentials(provider)
        .transport(cloud.clone())
        .build()
        .unwrap();
    client.quit_organization(&QuitOrganizationRequest::new(1)).await.unwrap();
    let requests = cloud.requests();
    assert_eq!(requests[1].header("x-tc-token"), "token");
    requests[0].clone()
}

/// A response of the service with every member that the types declare.
fn credentials() -> Value {
    json!({
        "Credentials": {"TmpSecretId": "AKID2", "TmpSecretKey": "hush", "Token": "token"},
        "ExpiredTime": 4_102_444_800_u64,
        "Expiration": "2100-01-01T00:00:00Z",
        "RequestId": "r",
    })
}

/// Asserts that a request decodes as its generated type.
fn agrees<A: Action + serde::Serialize + serde::de::DeserializeOwned>(
    request: &Request,
) {
    let parameters = request.parameters();
    let typed: A = serde_json::from_value(parameters.clone()).unwrap();
    assert_eq!(serde_json::to_value(typed).unwrap(), parameters);
    assert_eq!(request.action(), A::OPERATION.name);
    assert_eq!(request.header("x-tc-version"), A::OPERATION.version);
    assert_eq!(request.http().uri().host(), A::OPERATION.service.mainland);
}

#[tokio::test]
async fn a_role_is_assumed_as_the_types_say() {
    let response: AssumeRoleResponse = serde_json::from_value(credentials()).unwrap();
    let provider =
        AssumeRole::new(Credential::new("AKID1", "hush"), "qcs::cam::uin/1:roleName/r")
            .external_id("x-1")
            .policy("%7B%7D");
    let request = first_request(provider, "AssumeRole", Reply::ok(&response)).await;
    agrees::<AssumeRoleRequest>(&request);
    assert_eq!(request.parameters().as_object().unwrap().len(), 5);
}

#[tokio::test]
async fn a_web_identity_is_exchanged_as_the_types_say() {
    let response: AssumeRoleWithWebIdentityResponse =
        serde_json::from_value(credentials()).unwrap();
    let token = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(token.path(), "e30").unwrap();
    let provider = WebIdentity::of(Env::of([
        ("TKE_REGION", "ap-singapore"),
        ("TKE_PROVIDER_ID", "tke-oidc"),
        ("TKE_ROLE_ARN", "qcs::cam::uin/1:roleName/pod"),
        ("TKE_WEB_IDENTITY_TOKEN_FILE", token.path().to_str().unwrap()),
    ]));
    let action = "AssumeRoleWithWebIdentity";
    let request = first_request(provider, action, Reply::ok(&response)).await;
    agrees::<AssumeRoleWithWebIdentityRequest>(&request);
    assert_eq!(request.header("authorization"), "SKIP");
}
