//! The provider of environment variables.

use super::{assumed, env, found, not_configured, pair, wrong};
use serde_json::json;
use tencentcloud_runtime::credential::Environment;
use tencentcloud_runtime::testing::{FakeTransport, Reply};

const ID: (&str, &str) = ("TENCENTCLOUD_SECRET_ID", "AKID1");
const KEY: (&str, &str) = ("TENCENTCLOUD_SECRET_KEY", "hush");
const ROLE: (&str, &str) = ("TENCENTCLOUD_ROLE_ARN", "qcs::cam::uin/1:roleName/r");

fn environment(pairs: &[(&str, &str)]) -> Environment {
    Environment::of(env(pairs))
}

#[tokio::test]
async fn id_key_and_token_are_read_under_all_their_names() {
    let find =
        async |pairs: &[(&str, &str)]| found(&FakeTransport::new(), environment(pairs)).await;
    assert_eq!(find(&[ID, KEY]).await, pair("AKID1", ""));
    let tokens =
        ["TENCENTCLOUD_TOKEN", "TENCENTCLOUD_SECURITY_TOKEN", "TENCENTCLOUD_SESSION_TOKEN"];
    for name in tokens {
        assert_eq!(find(&[ID, KEY, (name, "t1")]).await, pair("AKID1", "t1"), "{name}");
    }
    let same = tokens.map(|name| (name, "t1"));
    assert_eq!(find(&[ID, KEY, same[0], same[1], same[2]]).await, pair("AKID1", "t1"));
    assert_eq!(find(&[ID, KEY, same[0], (tokens[1], "")]).await, pair("AKID1", "t1"));
}

#[tokio::test]
async fn names_of_one_fact_that_differ_are_an_error() {
    let tokens = [("TENCENTCLOUD_TOKEN", "hush1"), ("TENCENTCLOUD_SECURITY_TOKEN", "hush2")];
    assert_eq!(
        wrong(environment(&[ID, KEY, tokens[0], tokens[1]])).await,
        "no usable credential: environment: TENCENTCLOUD_TOKEN and TENCENTCLOUD_SECURITY_TOKEN \
         differ; remove one of them"
    );
    let other = ("TENCENTCLOUD_ASSUME_ROLE_ARN", "other");
    let error = wrong(environment(&[ID, KEY, ROLE, other])).await;
    assert!(
        error.ends_with(
            "TENCENTCLOUD_ROLE_ARN and TENCENTCLOUD_ASSUME_ROLE_ARN differ; remove one of them"
        ),
        "{error}"
    );
}

#[tokio::test]
async fn half_a_pair_is_an_error_and_an_empty_one_is_not_configured() {
    for empty in ["", " ", "\"\"", "\n"] {
        let (id, key) = ((ID.0, empty), (KEY.0, empty));
        assert_eq!(
            wrong(environment(&[ID, key])).await,
            "no usable credential: environment: TENCENTCLOUD_SECRET_ID is set, but \
             TENCENTCLOUD_SECRET_KEY is missing or empty"
        );
        let error = wrong(environment(&[id, KEY])).await;
        assert!(error.contains("TENCENTCLOUD_SECRET_ID is missing or empty"), "{error}");
        let error = not_configured(environment(&[id, key])).await;
        assert!(error.contains("environment: TENCENTCLOUD_SECRET_ID and"), "{error}");
    }
    wrong(environment(&[ID])).await;
    wrong(environment(&[KEY])).await;
    not_configured(environment(&[])).await;
    let error = wrong(environment(&[("TENCENTCLOUD_SECURITY_TOKEN", "hush")])).await;
    assert!(error.contains("TENCENTCLOUD_SECURITY_TOKEN is set, but the pair"), "{error}");
}

#[tokio::test]
async fn quotes_and_blanks_around_values_are_removed_and_others_rejected() {
    for id in ["\"AKID1\"", "'AKID1'", " AKID1\t", "AKID1\r\n"] {
        let provider = environment(&[(ID.0, id), (KEY.0, "\"hush\"")]);
        assert_eq!(found(&FakeTransport::new(), provider).await, pair("AKID1", ""), "{id:?}");
    }
    for (key, flaw) in [
        ("\"hush", "contains a quotation mark"),
        ("hu hush", "contains a blank"),
        ("hush\u{7}", "contains a control character"),
        ("hush\u{200b}", "contains a character that is not ASCII"),
    ] {
        assert_eq!(
            wrong(environment(&[ID, (KEY.0, key)])).await,
            format!("no usable credential: environment: TENCENTCLOUD_SECRET_KEY {flaw}")
        );
    }
}

#[tokio::test]
async fn a_role_is_assumed_with_the_pair() {
    let session = ("TENCENTCLOUD_ROLE_SESSION_NAME", "tests");
    let cloud = FakeTransport::new();
    cloud.on("AssumeRole", assumed("AKID2", "t2", 7200));
    let provider = environment(&[ID, KEY, ROLE, session]);
    assert_eq!(found(&cloud, provider).await, pair("AKID2", "t2"));
    let expected = json!({
        "RoleArn": "qcs::cam::uin/1:roleName/r", "RoleSessionName": "tests", "DurationSeconds": 7200,
    });
    assert_eq!(cloud.requests()[0].parameters(), expected);
    assert!(cloud.requests()[0].header("authorization").contains("=AKID1/"));

    let terraform = [
        ("TENCENTCLOUD_ASSUME_ROLE_ARN", "arn"),
        ("TENCENTCLOUD_ASSUME_ROLE_SESSION_NAME", "s"),
        ("TENCENTCLOUD_ASSUME_ROLE_SESSION_DURATION", "900"),
        ("TENCENTCLOUD_ASSUME_ROLE_EXTERNAL_ID", "x-1"),
        ("TENCENTCLOUD_ASSUME_ROLE_SOURCE_IDENTITY", "100"),
    ];
    let cloud = FakeTransport::new();
    cloud.on("AssumeRole", assumed("AKID2", "t2", 7200));
    let provider = environment(&[&[ID, KEY], &terraform[..]].concat());
    assert_eq!(found(&cloud, provider).await, pair("AKID2", "t2"));
    let expected = json!({
        "RoleArn": "arn", "RoleSessionName": "s", "DurationSeconds": 900, "ExternalId": "x-1",
        "SourceIdentity": "100",
    });
    assert_eq!(cloud.requests()[0].parameters(), expected);
}

#[tokio::test]
async fn a_role_that_is_half_named_is_an_error() {
    let says = async |pairs: &[(&str, &str)]| wrong(environment(pairs)).await;
    let error = says(&[ID, KEY, ("TENCENTCLOUD_ROLE_SESSION_NAME", "s"), (ROLE.0, " ")]).await;
    assert!(
        error.ends_with(
            "TENCENTCLOUD_ROLE_SESSION_NAME is set, but TENCENTCLOUD_ROLE_ARN is missing or empty"
        ),
        "{error}"
    );
    let error = says(&[ROLE]).await;
    assert!(error.contains("TENCENTCLOUD_ROLE_ARN is set, but there is no credential"), "{error}");
    for duration in ["0", "43201", "1h", "-1", "900.5"] {
        let duration = ("TENCENTCLOUD_ASSUME_ROLE_SESSION_DURATION", duration);
        let error = says(&[ID, KEY, ROLE, duration]).await;
        assert!(error.contains("SESSION_DURATION is not a number of seconds from 1 to"), "{error}");
    }
    let code = ("TENCENTCLOUD_ASSUME_ROLE_TOKEN_CODE", "123456");
    let error = says(&[ID, KEY, ROLE, code]).await;
    assert!(error.contains("TENCENTCLOUD_ASSUME_ROLE_TOKEN_CODE is not supported"), "{error}");
    assert!(!error.contains("123456"), "{error}");
}

#[tokio::test]
async fn a_role_that_is_refused_is_not_replaced_by_the_pair() {
    let cloud = FakeTransport::new();
    cloud.on("AssumeRole", Reply::refusal("InternalError.SystemError", "no"));
    let error = found(&cloud, environment(&[ID, KEY, ROLE])).await.unwrap_err();
    assert_eq!(
        error,
        "no usable credential: AssumeRole: role qcs::cam::uin/1:roleName/r \
         (TENCENTCLOUD_ROLE_ARN), assumed by A****1 from environment (TENCENTCLOUD_SECRET_ID): \
         InternalError.SystemError: no (request in-memory)"
    );
    assert!(cloud.requests().iter().all(|request| request.action() == "AssumeRole"));
}
