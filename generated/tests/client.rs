//! The generated clients: facts of the spec that reach the runtime.

use serde_json::json;
use tencentcloud_api::organization::v20210331::{
    AddPermissionPolicyToRoleConfigurationRequest, CheckAccountDeleteError,
    CheckAccountDeleteRequest, Client, CreateRoleAssignmentRequest, ListUsersRequest,
};
use tencentcloud_api::organization::{v20181225, v20210331};
use tencentcloud_api::runtime::action::Site;
use tencentcloud_api::runtime::call::Call;
use tencentcloud_api::runtime::credential::{Chain, Credential};
use tencentcloud_api::runtime::error::Error;
use tencentcloud_api::runtime::page::{Items, Pages};
use tencentcloud_api::runtime::testing::{FakeTransport, Reply};
use tencentcloud_api::runtime::wait::Waiting;
use tencentcloud_api::sts::v20180813;
use tencentcloud_api::sts::v20180813::AssumeRoleWithWebIdentityRequest;

fn client(cloud: &FakeTransport, site: Site) -> Client {
    cloud.otherwise(|_| Reply::json("{}"));
    Client::builder()
        .credentials(Credential::new("AKIDEXAMPLE", "hush"))
        .transport(cloud.clone())
        .site(site)
        .build()
        .unwrap()
}

#[test]
fn clients_can_be_cloned_and_shared_between_threads() {
    fn is_shareable<T: Clone + Send + Sync + 'static>() {}

    is_shareable::<v20210331::Client>();
    is_shareable::<v20181225::Client>();
    is_shareable::<v20180813::Client>();
    #[cfg(feature = "blocking")]
    is_shareable::<v20210331::blocking::Client>();
}

#[test]
fn futures_and_errors_of_a_client_can_move_between_threads() {
    fn is_movable<T: Send + 'static>() {}
    fn is_error<T: std::error::Error + Send + Sync + 'static>() {}

    is_movable::<Call<CheckAccountDeleteRequest>>();
    is_movable::<Items<ListUsersRequest>>();
    is_movable::<Pages<ListUsersRequest>>();
    is_movable::<Waiting<CreateRoleAssignmentRequest>>();
    is_error::<Error<CheckAccountDeleteError>>();
}

#[tokio::test]
async fn members_of_one_site_are_not_sent_to_the_other_unless_requested() {
    let cloud = FakeTransport::new();
    let international = client(&cloud, Site::International);
    let policy =
        || AddPermissionPolicyToRoleConfigurationRequest::new("z-1", "rc-1", "System");
    let call = || international.add_permission_policy_to_role_configuration(&policy());
    call().await.unwrap();
    let request = policy().with_policy_type(1);
    let add =
        |client: &Client| client.add_permission_policy_to_role_configuration(&request);
    let Err(Error::Config(error)) = add(&international).await else { panic!("refused") };
    assert!(
        error
            .to_string()
            .contains("has no parameter PolicyType on the international site")
    );
    let action = CheckAccountDeleteRequest::new(1);
    let Err(Error::Config(error)) = international.check_account_delete(&action).await
    else {
        panic!("refused");
    };
    assert!(error.to_string().contains("is not offered on the international site"));
    assert_eq!(cloud.requests().len(), 1);

    add(&international).skip_site_check().await.unwrap();
    international.check_account_delete(&action).skip_site_check().await.unwrap();
    let host =
        |index: usize| cloud.requests()[index].http().uri().host().map(str::to_owned);
    assert_eq!(host(2).as_deref(), Some("organization.intl.tencentcloudapi.com"));
    let mainland = client(&cloud, Site::Mainland);
    add(&mainland).await.unwrap();
    assert_eq!(host(3).as_deref(), Some("organization.tencentcloudapi.com"));
}

#[tokio::test]
async fn an_unsigned_action_needs_no_credential() {
    let cloud = FakeTransport::new();
    cloud.on("AssumeRoleWithWebIdentity", Reply::ok(json!({"ExpiredTime": 1})));
    // None of these sources has a credential.
    let client = v20180813::Client::builder()
        .credentials(Chain::empty())
        .transport(cloud.clone())
        .build()
        .unwrap();
    let request =
        AssumeRoleWithWebIdentityRequest::new("tke-oidc", "e30", "role", "tests");
    let call = client.assume_role_with_web_identity(&request);
    assert_eq!(call.await.unwrap().expired_time, Some(1));
    assert_eq!(cloud.requests()[0].header("authorization"), "SKIP");
}
