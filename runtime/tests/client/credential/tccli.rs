//! The provider of the official command line's files.

use super::{START, assumed, found, home, not_configured, pair, write, wrong};
use serde_json::{Value, json};
use std::path::Path;
use tencentcloud_runtime::credential::Tccli;
use tencentcloud_runtime::testing::{FakeTransport, Reply};

fn tccli(path: &Path, profile: &str, file: impl AsRef<[u8]>) -> Tccli {
    write(path, &format!(".tccli/{profile}.credential"), file);
    Tccli::of(home(path, &[])).named(profile)
}

fn json_file(path: &Path, file: &Value) -> Tccli {
    tccli(path, "p", file.to_string())
}

#[tokio::test]
async fn the_profiles_of_the_official_command_line_are_read() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path();
    let cloud = FakeTransport::new();
    let plain = tccli(path, "default", r#"{"secretId": "AKID1", "secretKey": "hush"}"#);
    assert_eq!(found(&cloud, plain).await, pair("AKID1", ""));
    assert_eq!(found(&cloud, Tccli::of(home(path, &[]))).await, pair("AKID1", ""));
    for kind in ["oauth", "sso", "default"] {
        let login = json!({
            "type": kind, "secretId": "AKID2", "secretKey": "hush", "token": "t2",
            "expiresAt": 1_551_120_000,
        });
        assert_eq!(found(&cloud, json_file(path, &login)).await, pair("AKID2", "t2"), "{kind}");
    }
    let chosen = Tccli::of(home(path, &[("TCCLI_PROFILE", "p")]));
    assert_eq!(found(&cloud, chosen).await, pair("AKID2", "t2"));
    let mark = "\u{feff}{\"secretId\": \"AKID3\",\r\n\"secretKey\": \"'hush'\", \"token\": null}";
    assert_eq!(found(&cloud, tccli(path, "mark", mark)).await, pair("AKID3", ""));
}

#[tokio::test]
async fn a_profile_may_name_a_role() {
    let directory = tempfile::tempdir().unwrap();
    let cloud = FakeTransport::new();
    cloud.on("AssumeRole", assumed("AKID5", "t5", 7200));
    let role = json!({
        "secretId": "AKID3", "secretKey": "hush", "role-arn": "r", "role-session-name": "s",
    });
    assert_eq!(found(&cloud, json_file(directory.path(), &role)).await, pair("AKID5", "t5"));
    let parameters = cloud.requests()[0].parameters();
    assert_eq!(
        (&parameters["RoleArn"], &parameters["RoleSessionName"]),
        (&json!("r"), &json!("s"))
    );

    let refused = FakeTransport::new();
    refused.on("AssumeRole", Reply::refusal("ResourceNotFound.RoleNotExist", "no"));
    let error = found(&refused, json_file(directory.path(), &role)).await.unwrap_err();
    assert!(
        error.contains("p.credential: role-arn), assumed by A****3 from tccli (profile `p`"),
        "{error}"
    );
    assert!(error.contains("ResourceNotFound.RoleNotExist"), "{error}");
}

#[tokio::test]
async fn a_profile_that_is_named_has_to_be_there_and_complete() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path();
    let file = path.join(".tccli/p.credential").display().to_string();
    assert_eq!(
        wrong(Tccli::of(home(path, &[("TCCLI_PROFILE", "p")]))).await,
        format!("no usable credential: tccli: profile `p` (TCCLI_PROFILE): {file} does not exist")
    );
    let error = wrong(Tccli::of(home(path, &[])).named("p")).await;
    assert!(error.ends_with(&format!("profile `p`: {file} does not exist")), "{error}");
    for (contents, reason) in [
        (json!({"secretId": "AKID1"}), "secretId is set, but secretKey is missing or empty"),
        (json!({"secretId": "AKID1", "secretKey": " "}), "secretKey is missing or empty"),
        (json!({"secretId": "", "secretKey": "hush"}), "secretId is missing or empty"),
        (json!({"token": "hush"}), "token is set, but the pair of secretId and secretKey"),
        (json!({"secretId": "", "secretKey": ""}), "has no secretId and no secretKey"),
        (json!({}), "has no secretId and no secretKey"),
        (json!({"secretId": 5, "secretKey": "hush"}), "secretId is not a string"),
        (json!({"secretId": "AKID1", "secretKey": "hu hush"}), "secretKey contains a blank"),
        (json!({"type": "sso", "sso": {"authUrl": "u"}}), "has no key; run `tccli sso login`"),
        (json!({"type": "vault"}), "the type `vault` is not supported"),
        (json!({"role-arn": "r"}), "there is no credential to assume the role with"),
        (
            json!({"secretId": "AKID1", "secretKey": "hush", "role-session-name": "s"}),
            "role-session-name is set, but role-arn is missing or empty",
        ),
        (json!(["hush"]), "is not a JSON object"),
    ] {
        let error = wrong(json_file(path, &contents)).await;
        assert!(error.contains("tccli: profile `p` of ") && error.contains(&file), "{error}");
        assert!(error.contains(reason), "{error}");
    }
    let error = wrong(tccli(path, "p", "{\n  \"secretKey\": hush}")).await;
    assert!(error.ends_with(&format!("{file} is not valid JSON at line 2, column 16")), "{error}");
    let error = wrong(Tccli::of(home(path, &[])).named("../p")).await;
    assert!(error.contains("the profile name `../p` contains a separator"), "{error}");
}

#[tokio::test]
async fn a_profile_that_nothing_asks_for_is_not_configured() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path();
    let default = || Tccli::of(home(path, &[("TCCLI_PROFILE", "")]));
    let error = not_configured(default()).await;
    assert!(error.contains("default.credential does not exist"), "{error}");
    write(path, ".tccli/default.credential", r#"{"secretId": "", "secretKey": ""}"#);
    not_configured(default()).await;
    write(path, ".tccli/default.credential", "garbage");
    wrong(default()).await;
    not_configured(Tccli::of(super::env(&[]))).await;
}

#[tokio::test]
async fn an_expiry_is_read_in_every_form_and_never_passed_over() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path();
    let login = |expiry: Value| {
        let login = json!({
            "type": "oauth", "secretId": "AKID6", "secretKey": "hush", "token": "t",
            "expiresAt": expiry,
        });
        json_file(path, &login)
    };
    let later = START.as_secs() + 1;
    for expiry in [json!(later), json!(later.to_string()), json!("2019-02-25T16:44:26Z")] {
        assert_eq!(found(&FakeTransport::new(), login(expiry)).await, pair("AKID6", "t"));
    }
    let now = START.as_secs();
    for expiry in [json!(now), json!(now.to_string()), json!("2019-02-25T16:44:25Z")] {
        let error = wrong(login(expiry)).await;
        let reason = "has expired on Mon, 25 Feb 2019 16:44:25 GMT; run `tccli auth login`";
        assert!(error.ends_with(reason), "{error}");
    }
    for expiry in [json!("soon"), json!(u64::MAX), json!(now * 1000), json!(true), json!([])] {
        let error = wrong(login(expiry)).await;
        assert!(error.contains("expiresAt is not a time in seconds"), "{error}");
    }
    for expiry in [Value::Null, json!("")] {
        let error = wrong(login(expiry)).await;
        assert!(error.ends_with("has no expiresAt; run `tccli auth login`"), "{error}");
    }
}

#[tokio::test]
async fn a_profile_may_name_the_role_of_the_machine() {
    let directory = tempfile::tempdir().unwrap();
    let error = wrong(json_file(directory.path(), &json!({"type": "cvm-role"}))).await;
    assert!(
        error.contains("instance role: tccli names the role of the machine: http://metadata."),
        "{error}"
    );
}
