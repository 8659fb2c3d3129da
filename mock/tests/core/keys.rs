//! Keys that the mock hands out: accepted by the mock itself, with their token, until they expire.

use crate::support::{now, refusal};
use bytes::Bytes;
use hmac::{Hmac, KeyInit, Mac};
use http::Request;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tencentcloud_mock::{Mock, Rule, SECRET_ID, SECRET_KEY, Spec};
use tencentcloud_model::load::{Tree, load};
use tencentcloud_model::resolve::resolve;

struct Key {
    id: String,
    secret: String,
    token: Option<String>,
}

impl Key {
    fn configured() -> Self {
        Self { id: SECRET_ID.to_owned(), secret: SECRET_KEY.to_owned(), token: None }
    }

    fn of(credentials: &Value) -> Self {
        let text = |name: &str| credentials[name].as_str().expect("a text").to_owned();
        Self { id: text("TmpSecretId"), secret: text("TmpSecretKey"), token: Some(text("Token")) }
    }

    fn call(&self, mock: &Mock, call: &Call<'_>, time: SystemTime) -> Result<Value, String> {
        let answer = mock.answer(&self.sign(call, time), time);
        let body: Value = serde_json::from_slice(&answer.body).expect("JSON");
        match body["Response"]["Error"]["Code"].as_str() {
            Some(code) => Err(format!("{code} ({})", answer.hint.unwrap_or_default())),
            None => Ok(body["Response"].clone()),
        }
    }

    fn sign(&self, call: &Call<'_>, time: SystemTime) -> Request<Bytes> {
        let seconds = time.duration_since(UNIX_EPOCH).expect("after 1970").as_secs();
        let date = "2023-11-14";
        let body = call.parameters.to_string();
        let canonical = format!(
            "POST\n/\n\ncontent-type:application/json\nhost:localhost\n\ncontent-type;host\n{}",
            hex(&Sha256::digest(&body))
        );
        let scope = format!("{date}/{}/tc3_request", call.service);
        let text =
            format!("TC3-HMAC-SHA256\n{seconds}\n{scope}\n{}", hex(&Sha256::digest(&canonical)));
        let parts = [date, call.service, "tc3_request", &text];
        let mac = parts
            .iter()
            .fold(format!("TC3{}", self.secret).into_bytes(), |key, part| mac(&key, part));
        let authorization = format!(
            "TC3-HMAC-SHA256 Credential={}/{scope}, SignedHeaders=content-type;host, Signature={}",
            self.id,
            hex(&mac)
        );
        let mut request = Request::post("/")
            .header("host", "localhost")
            .header("content-type", "application/json")
            .header("x-tc-action", call.action)
            .header("x-tc-version", call.version)
            .header("x-tc-timestamp", seconds.to_string())
            .header("authorization", authorization);
        if let Some(token) = &self.token {
            request = request.header("x-tc-token", token);
        }
        request.body(Bytes::from(body)).expect("a request")
    }
}

fn mac(key: &[u8], text: &str) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("any length");
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

struct Call<'a> {
    service: &'a str,
    version: &'a str,
    action: &'a str,
    parameters: Value,
}

fn sts(action: &str, parameters: Value) -> Call<'_> {
    Call { service: "sts", version: "2018-08-13", action, parameters }
}

fn assume_role(seconds: u64) -> Call<'static> {
    let arn = "qcs::cam::uin/12345678:roleName/testRoleName";
    let parameters = json!({"RoleArn": arn, "RoleSessionName": "test", "DurationSeconds": seconds});
    sts("AssumeRole", parameters)
}

fn identity() -> Call<'static> {
    sts("GetCallerIdentity", json!({}))
}

#[test]
fn a_key_from_assume_role_is_accepted_until_it_expires() {
    let mock = Mock::builder().build().expect("a mock");
    let answer = Key::configured().call(&mock, &assume_role(900), now()).expect("a key");
    assert_eq!(answer["ExpiredTime"], 1_700_000_900);
    assert_eq!(answer["Expiration"], "2023-11-14T22:28:20Z");
    let mut key = Key::of(&answer["Credentials"]);
    assert!(key.call(&mock, &identity(), now()).is_ok());
    let organization = Call {
        service: "organization",
        version: "2021-03-31",
        action: "DescribeOrganization",
        parameters: json!({}),
    };
    assert!(key.call(&mock, &organization, now()).is_ok(), "of every service");
    let chained = key.call(&mock, &assume_role(60), now()).expect("a key from a key");
    assert!(Key::of(&chained["Credentials"]).call(&mock, &identity(), now()).is_ok());
    assert!(key.call(&mock, &identity(), now() + Duration::from_secs(899)).is_ok());
    let expired = key.call(&mock, &identity(), now() + Duration::from_secs(900));
    let expired = expired.expect_err("it has expired");
    assert!(
        expired.starts_with("AuthFailure.TokenFailure") && expired.contains("2023-11-14T22:28:20Z"),
        "{expired}"
    );
    key.token = None;
    let without = key.call(&mock, &identity(), now()).expect_err("the token is missing");
    assert!(without.starts_with("AuthFailure.TokenFailure"), "{without}");
    key.token = Some("another".to_owned());
    assert!(key.call(&mock, &identity(), now()).is_err());
}

#[test]
fn keys_differ_from_each_other_and_repeat_with_the_seed() {
    let keys = |seed: u64| {
        let mock = Mock::builder().seed(seed).build().expect("a mock");
        [0, 1].map(|_| {
            let answer = Key::configured().call(&mock, &assume_role(900), now()).expect("a key");
            answer["Credentials"].clone()
        })
    };
    let [first, second] = keys(1);
    assert_ne!(first["TmpSecretId"], second["TmpSecretId"]);
    assert_ne!(first["TmpSecretKey"], second["TmpSecretKey"]);
    assert_ne!(first["Token"], second["Token"]);
    assert_eq!(keys(1), [first, second]);
    assert_ne!(keys(1), keys(2));
}

#[test]
fn a_key_for_a_web_identity_is_accepted_and_has_the_documented_lifetime() {
    let mock = Mock::builder().build().expect("a mock");
    let parameters = json!({
        "ProviderId": "OIDC", "WebIdentityToken": "eyJ", "RoleSessionName": "test",
        "RoleArn": "qcs::cam::uin/12345678:roleName/testRoleName",
    });
    let call = sts("AssumeRoleWithWebIdentity", parameters);
    let mut request = Key::configured().sign(&call, now());
    request.headers_mut().insert("authorization", http::HeaderValue::from_static("SKIP"));
    let answer: Value = serde_json::from_slice(&mock.answer(&request, now()).body).expect("JSON");
    let answer = &answer["Response"];
    assert_eq!(answer["ExpiredTime"], 1_700_007_200, "{answer}");
    let key = Key::of(&answer["Credentials"]);
    assert!(key.call(&mock, &identity(), now()).is_ok());
}

#[test]
fn a_key_that_a_rule_answers_is_accepted_as_it_is() {
    let mock = Mock::builder().build().expect("a mock");
    let response = |expires: i64| -> Map<String, Value> {
        let key = json!({"TmpSecretId": "AKIDrule", "TmpSecretKey": "rule", "Token": "t"});
        let response = json!({"Credentials": key, "ExpiredTime": expires});
        response.as_object().cloned().expect("an object")
    };
    mock.rule(Rule::on("AssumeRole").respond(response(1_700_000_010)).once()).expect("a rule");
    mock.rule(Rule::on("AssumeRole").respond(response(1_600_000_000))).expect("a rule");
    let configured = Key::configured();
    let answer = configured.call(&mock, &assume_role(900), now()).expect("a key");
    assert_eq!(answer["Credentials"]["TmpSecretKey"], "rule");
    let key = Key::of(&answer["Credentials"]);
    assert!(key.call(&mock, &identity(), now()).is_ok());
    configured.call(&mock, &assume_role(900), now()).expect("a key that has expired");
    assert!(key.call(&mock, &identity(), now()).is_err(), "the last answer counts");
}

/// Actions that hand out keys in other shapes, as other services do.
const FILES: &[(&str, &str)] = &[
    (
        "common/errors.yaml",
        "families: [{family: InternalError, class: internal}]\nerrors: [{code: InternalError, doc: x}]\n",
    ),
    (
        "sts/service.yaml",
        "title: STS\nhosts: {mainland: sts.tencentcloudapi.com, international: sts.intl.tencentcloudapi.com}\n",
    ),
    ("sts/2018-08-13/version.yaml", "doc: x\n"),
    ("sts/2018-08-13/errors.yaml", "errors: [{code: InternalError.A, doc: x}]\n"),
    (
        "sts/2018-08-13/types/Credentials.yaml",
        "members:\n  - {name: Token, type: string}\n  - {name: TmpSecretId, type: string}\n  - {name: TmpSecretKey, type: string}\n",
    ),
    (
        "sts/2018-08-13/types/AccessKey.yaml",
        "members:\n  - {name: AccessKeyId, type: string}\n  - {name: SecretAccessKey, type: string}\n",
    ),
    (
        "sts/2018-08-13/actions/GetFederationToken.yaml",
        "input: [{name: Name, type: string, required: true}, {name: DurationSeconds, type: uint64}]\n\
         output: [{name: Credentials, type: Credentials}, {name: ExpiredTime, type: uint64}, {name: Expiration, type: string}]\n\
         errors: [InternalError.A]\n",
    ),
    (
        "sts/2018-08-13/actions/CreateAccessKey.yaml",
        "output: [{name: AccessKeys, type: list<AccessKey>}]\n",
    ),
    ("sts/2018-08-13/actions/GetCallerIdentity.yaml", "{}\n"),
];

#[test]
fn keys_of_every_shape_are_accepted() {
    let documents = load(&Tree::memory(FILES.iter().copied())).expect("files");
    let model = resolve(&documents).unwrap_or_else(|diagnostics| {
        panic!("{}", tencentcloud_model::diagnostic::Printer::plain().print(&diagnostics))
    });
    let mock = Mock::builder().spec(Spec::from(model)).build().expect("a mock");
    let configured = Key::configured();
    let federation = sts("GetFederationToken", json!({"Name": "test", "DurationSeconds": 1_800}));
    let answer = configured.call(&mock, &federation, now()).expect("a key");
    assert_eq!(answer["ExpiredTime"], 1_700_001_800);
    assert_eq!(answer["Expiration"], "2023-11-14T22:43:20Z");
    let key = Key::of(&answer["Credentials"]);
    assert!(key.call(&mock, &identity(), now()).is_ok());
    let answer = configured.call(&mock, &sts("CreateAccessKey", json!({})), now());
    let answer = answer.expect("keys");
    let pairs = answer["AccessKeys"].as_array().expect("a list");
    assert_eq!(pairs.len(), 2);
    for pair in pairs {
        let text = |name: &str| pair[name].as_str().expect("a text").to_owned();
        let key = Key { id: text("AccessKeyId"), secret: text("SecretAccessKey"), token: None };
        let later = now() + Duration::from_secs(3_600);
        assert!(key.call(&mock, &identity(), later).is_ok(), "a permanent key");
    }
}

#[test]
fn a_key_that_nobody_handed_out_is_refused() {
    let mock = Mock::builder().build().expect("a mock");
    let key = Key { id: "AKIDnobody".to_owned(), secret: "x".to_owned(), token: None };
    let answer = mock.answer(&key.sign(&identity(), now()), now());
    assert_eq!(refusal(&answer).0, "AuthFailure.SecretIdNotFound");
}
