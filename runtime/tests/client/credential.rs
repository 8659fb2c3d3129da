//! Where credentials come from.

use crate::loopback::{Act, Received, Server, ok};
use crate::sample::QuitOrganizationRequest;
use serde_json::{Value, json};
use std::net::TcpListener;
use std::path::Path;
use std::time::{Duration, SystemTime};
use tencentcloud_runtime::action::Site;
use tencentcloud_runtime::client::{Builder, Client};
use tencentcloud_runtime::credential::{
    AssumeRole, Chain, Credential, Env, Environment, InstanceRole, Profile, Provider, Tccli,
    WebIdentity,
};
use tencentcloud_runtime::error::Error;
use tencentcloud_runtime::testing::ManualClock;
use tencentcloud_runtime::testing::{FakeTransport, Reply, Request};

pub const QUIT: QuitOrganizationRequest = QuitOrganizationRequest { org_id: 1 };

/// A time for clocks to start from.
const START: Duration = Duration::from_secs(1_551_113_065);

pub fn clock() -> ManualClock {
    ManualClock::at(SystemTime::UNIX_EPOCH + START)
}

/// A client without network: it may ask for credentials and quit the organization.
pub fn client(memory: &FakeTransport, provider: impl Provider) -> Builder {
    memory.on("QuitOrganization", Reply::json("{}"));
    Client::builder().transport(memory.clone()).credentials(provider).clock(clock())
}

/// The ID and the token of a credential, or why there is none.
type Found = Result<(String, String), String>;

/// With what a provider lets requests be made.
async fn found(memory: &FakeTransport, provider: impl Provider) -> Found {
    let client = client(memory, provider).build().unwrap();
    match client.send(&QUIT).await {
        Ok(_) => Ok(identity(memory.requests().last().unwrap())),
        Err(Error::Credential(error)) => Err(error.to_string()),
        Err(error) => panic!("{error}"),
    }
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

#[tokio::test]
async fn the_environment_tells_id_key_and_token() {
    let id = ("TENCENTCLOUD_SECRET_ID", "AKID1");
    let key = ("TENCENTCLOUD_SECRET_KEY", "hush");
    let environment = |pairs: &[(&str, &str)]| Environment::of(Env::of(pairs.iter().copied()));
    let find =
        async |pairs: &[(&str, &str)]| found(&FakeTransport::new(), environment(pairs)).await;
    assert_eq!(find(&[id, key]).await, pair("AKID1", ""));
    assert_eq!(find(&[id, key, ("TENCENTCLOUD_TOKEN", "t1")]).await, pair("AKID1", "t1"));
    assert_eq!(
        find(&[id, ("TENCENTCLOUD_SECRET_KEY", "")]).await.unwrap_err(),
        "no usable credential: environment: TENCENTCLOUD_SECRET_KEY is not set"
    );
}

#[tokio::test]
async fn a_credential_that_cannot_be_one_is_not_sent() {
    for (id, key) in [("", "hush"), ("AKID1 ", "hush"), ("AKID1", "hu sh"), ("AKID1", "hush\n")] {
        let error = found(&FakeTransport::new(), Credential::new(id, key)).await.unwrap_err();
        assert!(error.contains("is empty, or has blanks"), "{error}");
        assert!(!error.contains("hu"), "{error}");
    }
}

/// Env of a user with this home directory.
fn home(path: &Path, more: &[(&str, &str)]) -> Env {
    let home = ("HOME", path.to_str().unwrap());
    Env::of(more.iter().copied().chain([home]))
}

fn write(home: &Path, path: &str, text: &str) {
    let path = home.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

const PROFILES: &str = "; ours
[default]
secret_id = AKID1
secret_key = hush;#hush

[temporary]
secret_id=AKID2
secret_key=hush
token=t2

[partial]
secret_id = AKID3
";

#[tokio::test]
async fn a_profile_file_has_named_profiles() {
    let home_directory = tempfile::tempdir().unwrap();
    let path = home_directory.path();
    write(path, ".tencentcloud/credentials", PROFILES);
    let find = async |provider| found(&FakeTransport::new(), provider).await;
    let profile = || Profile::of(home(path, &[]));
    assert_eq!(find(profile()).await, pair("AKID1", ""));
    assert_eq!(find(profile().named("temporary")).await, pair("AKID2", "t2"));
    let chosen = home(path, &[("TENCENTCLOUD_PROFILE", "temporary")]);
    assert_eq!(find(Profile::of(chosen)).await, pair("AKID2", "t2"));

    let error = find(profile().named("partial")).await.unwrap_err();
    assert!(error.contains("profile file: profile [partial] of"), "{error}");
    assert!(error.ends_with("has no secret_key"), "{error}");
    let error = find(profile().named("missing")).await.unwrap_err();
    assert!(error.ends_with("has no profile [missing]"), "{error}");
}

#[tokio::test]
async fn a_profile_file_may_lie_elsewhere_and_is_never_quoted() {
    let directory = tempfile::tempdir().unwrap();
    write(directory.path(), "mine", "[default\nsecret_key = hush");
    let file = directory.path().join("mine");
    let variables =
        home(directory.path(), &[("TENCENTCLOUD_CREDENTIALS_FILE", file.to_str().unwrap())]);
    let error = found(&FakeTransport::new(), Profile::of(variables.clone())).await.unwrap_err();
    assert!(error.contains("mine") && !error.contains("hush"), "{error}");
    write(directory.path(), "mine", PROFILES);
    assert_eq!(found(&FakeTransport::new(), Profile::of(variables)).await, pair("AKID1", ""));
    let nowhere = Profile::new().file(directory.path().join("nowhere"));
    let error = found(&FakeTransport::new(), nowhere).await.unwrap_err();
    assert!(error.contains("nowhere cannot be read: "), "{error}");
}

#[tokio::test]
async fn the_profiles_of_the_official_command_line_are_read() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path();
    write(path, ".tccli/default.credential", r#"{"secretId": "AKID1", "secretKey": "hush"}"#);
    write(
        path,
        ".tccli/sso.credential",
        r#"{"type": "sso", "secretId": "AKID2", "secretKey": "hush", "token": "t2", "expiresAt": 1551120000}"#,
    );
    write(
        path,
        ".tccli/role.credential",
        r#"{"secretId": "AKID3", "secretKey": "hush", "role-arn": "qcs::cam::uin/1:roleName/r", "role-session-name": "s"}"#,
    );
    write(path, ".tccli/broken.credential", r#"{"secretId": "AKID4", "secretKey": hush}"#);
    let memory = FakeTransport::new();
    memory.on("AssumeRole", assumed("AKID5", "t5", 7200));
    let tccli = || Tccli::of(home(path, &[]));
    assert_eq!(found(&memory, tccli()).await, pair("AKID1", ""));
    assert_eq!(found(&memory, tccli().named("sso")).await, pair("AKID2", "t2"));
    let role = Tccli::of(home(path, &[("TCCLI_PROFILE", "role")]));
    assert_eq!(found(&memory, role).await, pair("AKID5", "t5"));
    let expired = json!({"secretId": "AKID6", "secretKey": "hush", "expiresAt": START.as_secs()});
    write(path, ".tccli/expired.credential", &expired.to_string());
    assert_eq!(
        found(&memory, tccli().named("expired")).await.unwrap_err(),
        "no usable credential: tccli: the login has expired; `tccli` renews it"
    );
    let error = found(&memory, tccli().named("broken")).await.unwrap_err();
    assert!(error.ends_with("broken.credential is not JSON"), "{error}");
}

/// What the Security Token Service answers.
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
async fn a_role_is_assumed_with_another_credential() {
    let memory = FakeTransport::new();
    memory.on("AssumeRole", assumed("AKID2", "t2", 7200));
    let role = AssumeRole::new(Credential::new("AKID1", "hush"), "qcs::cam::uin/1:roleName/r")
        .session("tests")
        .duration(Duration::from_secs(900))
        .external_id("x-1");
    let client = client(&memory, role).site(Site::International).build().unwrap();
    client.send(&QUIT).await.unwrap();
    let [first, second] = &memory.requests()[..] else { panic!("there are two requests") };
    assert_eq!(first.http().uri(), "https://sts.intl.tencentcloudapi.com/");
    assert_eq!(first.header("x-tc-version"), "2018-08-13");
    assert!(first.header("authorization").contains("=AKID1/2019-02-25/sts/tc3_request"));
    assert_eq!(
        first.parameters(),
        json!({
            "RoleArn": "qcs::cam::uin/1:roleName/r",
            "RoleSessionName": "tests",
            "DurationSeconds": 900,
            "ExternalId": "x-1",
        })
    );
    assert_eq!(identity(second), ("AKID2".to_owned(), "t2".to_owned()));
}

#[tokio::test]
async fn a_role_that_cannot_be_assumed_is_told_with_the_services_reason() {
    let memory = FakeTransport::new();
    memory.on("AssumeRole", Reply::refusal("InvalidParameter.RoleNotExist", "no such role"));
    let role = AssumeRole::new(Credential::new("AKID1", "hush"), "r");
    assert_eq!(
        found(&memory, role).await.unwrap_err(),
        "no usable credential: AssumeRole: InvalidParameter.RoleNotExist: no such role (request in-memory)"
    );
    let memory = FakeTransport::new();
    memory.on("AssumeRole", Reply::json(r#"{"Credentials":{"TmpSecretId":"AKID2"}}"#));
    let role = AssumeRole::new(Credential::new("AKID1", "hush"), "r");
    let error = found(&memory, role).await.unwrap_err();
    assert!(error.ends_with("the answer holds no complete credential"), "{error}");
}

#[tokio::test]
async fn a_pod_exchanges_its_token_without_a_signature() {
    let directory = tempfile::tempdir().unwrap();
    write(directory.path(), "token", "e30.hush\n");
    let file = directory.path().join("token");
    let variables = Env::of([
        ("TKE_REGION", "ap-singapore"),
        ("TKE_PROVIDER_ID", "tke-oidc"),
        ("TKE_ROLE_ARN", "qcs::cam::uin/1:roleName/pod"),
        ("TKE_WEB_IDENTITY_TOKEN_FILE", file.to_str().unwrap()),
    ]);
    let memory = FakeTransport::new();
    memory.on("AssumeRoleWithWebIdentity", assumed("AKID2", "t2", 7200));
    assert_eq!(found(&memory, WebIdentity::of(variables)).await, pair("AKID2", "t2"));
    let request = &memory.requests()[0];
    assert_eq!(request.header("authorization"), "SKIP");
    assert_eq!(request.header("x-tc-region"), "ap-singapore");
    let parameters = request.parameters();
    assert_eq!(parameters["WebIdentityToken"], "e30.hush");
    assert_eq!(parameters["ProviderId"], "tke-oidc");
    let error = found(&FakeTransport::new(), WebIdentity::of(Env::default())).await.unwrap_err();
    assert_eq!(error, "no usable credential: TKE OIDC: TKE_WEB_IDENTITY_TOKEN_FILE is not set");
}

/// The metadata service of a machine.
fn metadata(request: &Received) -> Act {
    use crate::loopback::Answer;
    let path = "/latest/meta-data/cam/security-credentials/";
    let body = match request.line.split(' ').nth(1).and_then(|full| full.strip_prefix(path)) {
        Some("") => "machine".to_owned(),
        Some("machine") => json!({
            "TmpSecretId": "AKID2", "TmpSecretKey": "hush", "Token": "t2", "Code": "Success",
            "ExpiredTime": START.as_secs() + 3600, "Expiration": "2019-02-25T17:44:25Z",
        })
        .to_string(),
        Some("broken") => json!({"Code": "Failed"}).to_string(),
        _ => return Act::Answer(Answer::new("404 Not Found", "")),
    };
    Act::Answer(Answer::new("200 OK", body))
}

#[tokio::test]
async fn a_machine_tells_the_credential_of_its_role() {
    let server = Server::start(|request| match request.action() {
        "" => metadata(request),
        _ => ok(r#"{"RequestId":"r"}"#),
    });
    let ask = async |provider: InstanceRole| {
        let client = Client::builder()
            .endpoint(server.url())
            .credentials(provider.address(server.url()))
            .clock(clock())
            .build()
            .unwrap();
        client.send(&QUIT).await.map_err(|error| error.to_string())
    };
    ask(InstanceRole::new()).await.unwrap();
    let received = server.received();
    assert_eq!(received[2].header("x-tc-token"), "t2");
    assert_eq!(received[0].header("authorization"), "");
    let error = ask(InstanceRole::new().role("broken")).await.unwrap_err();
    assert!(error.ends_with(r#"there is no credential for the role "broken""#), "{error}");
    let error = ask(InstanceRole::new().role("missing")).await.unwrap_err();
    assert!(error.ends_with("the metadata service answers with status 404 Not Found"), "{error}");
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let nowhere = InstanceRole::new().address(format!("http://{free}"));
    let client = Client::builder().credentials(nowhere).clock(clock()).build().unwrap();
    let error = client.send(&QUIT).await.unwrap_err().to_string();
    assert!(
        error.contains("CVM role: not sent: ") && error.contains("onnection refused"),
        "{error}"
    );
}

#[tokio::test]
async fn a_chain_takes_the_first_credential_and_else_says_why_there_is_none() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path();
    let memory = FakeTransport::new();
    let error = found(&memory, Chain::of(&home(path, &[]))).await.unwrap_err();
    let reasons: Vec<_> = error.split("; ").collect();
    let expected = [
        "no usable credential: environment: TENCENTCLOUD_SECRET_ID and",
        "profile file: ",
        "tccli: ",
        "TKE OIDC: TKE_WEB_IDENTITY_TOKEN_FILE is not set",
        "CVM role: not sent: the test has no reply",
    ];
    assert_eq!(reasons.len(), expected.len(), "{error}");
    assert!(
        reasons.iter().zip(expected).all(|(reason, begin)| reason.starts_with(begin)),
        "{error}"
    );

    write(path, ".tencentcloud/credentials", PROFILES);
    assert_eq!(found(&memory, Chain::of(&home(path, &[]))).await, pair("AKID1", ""));
    let both = [("TENCENTCLOUD_SECRET_ID", "AKID9"), ("TENCENTCLOUD_SECRET_KEY", "hush")];
    assert_eq!(found(&memory, Chain::of(&home(path, &both))).await, pair("AKID9", ""));
}

#[tokio::test]
async fn a_time_beyond_all_clocks_is_no_expiry_and_no_panic() {
    let forever = json!({
        "Credentials": {"TmpSecretId": "AKID2", "TmpSecretKey": "hush", "Token": "t2"},
        "ExpiredTime": u64::MAX,
    });
    let memory = FakeTransport::new();
    memory.on("AssumeRole", Reply::ok(forever));
    let role = AssumeRole::new(Credential::new("AKID1", "hush"), "r");
    let error = found(&memory, role).await.unwrap_err();
    assert!(error.ends_with("the answer holds no complete credential"), "{error}");

    let machine = json!({
        "TmpSecretId": "AKID2", "TmpSecretKey": "hush", "Token": "t2", "Code": "Success",
        "ExpiredTime": u64::MAX,
    });
    let memory = FakeTransport::new();
    let reply = Reply::http(http::Response::new(machine.to_string()));
    memory.otherwise(move |_| reply.clone());
    let error = found(&memory, InstanceRole::new().role("machine")).await.unwrap_err();
    assert!(error.ends_with(r#"there is no credential for the role "machine""#), "{error}");

    let directory = tempfile::tempdir().unwrap();
    let login = json!({"secretId": "AKID1", "secretKey": "hush", "expiresAt": u64::MAX});
    write(directory.path(), ".tccli/default.credential", &login.to_string());
    let error =
        found(&FakeTransport::new(), Tccli::of(home(directory.path(), &[]))).await.unwrap_err();
    assert!(error.ends_with("has an expiresAt that is no time"), "{error}");
}
