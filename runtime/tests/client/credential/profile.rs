//! The provider of the official SDKs' file.

use super::{assumed, found, home, not_configured, pair, write, wrong};
use serde_json::json;
use std::path::Path;
use tencentcloud_runtime::credential::{Env, Profile};
use tencentcloud_runtime::testing::FakeTransport;

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
secret_key = ''
";

const FILE: &str = ".tencentcloud/credentials";

/// The profiles of a user without a file for all users.
fn profile(env: Env, home: &Path) -> Profile {
    Profile::of(env).shared_file(home.join("etc"))
}

fn in_home(home_directory: &Path, more: &[(&str, &str)]) -> Profile {
    profile(home(home_directory, more), home_directory)
}

#[tokio::test]
async fn a_profile_file_has_named_profiles() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path();
    write(path, FILE, PROFILES);
    let find = async |provider| found(&FakeTransport::new(), provider).await;
    assert_eq!(find(in_home(path, &[])).await, pair("AKID1", ""));
    assert_eq!(find(in_home(path, &[]).named("temporary")).await, pair("AKID2", "t2"));
    let chosen = in_home(path, &[("TENCENTCLOUD_PROFILE", "temporary")]);
    assert_eq!(find(chosen.clone()).await, pair("AKID2", "t2"));
    // The program decides before the environment.
    assert_eq!(find(chosen.named("default")).await, pair("AKID1", ""));
}

#[tokio::test]
async fn a_profile_that_is_named_has_to_be_there_and_complete() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path();
    let file = path.join(FILE).display().to_string();
    let missing = in_home(path, &[("TENCENTCLOUD_PROFILE", "missing")]);
    let error = wrong(missing.clone()).await;
    let etc = path.join("etc").display().to_string();
    assert_eq!(
        error,
        format!(
            "no usable credential: profile file: profile [missing] (TENCENTCLOUD_PROFILE): \
             neither {file} nor {etc} exists"
        )
    );
    write(path, FILE, PROFILES);
    assert_eq!(
        wrong(missing).await,
        format!(
            "no usable credential: profile file: profile [missing] (TENCENTCLOUD_PROFILE): {file} \
             has no such profile; it has [default], [temporary], [partial]"
        )
    );
    write(path, ".tccli/missing.credential", "{}");
    let error = wrong(in_home(path, &[("TENCENTCLOUD_PROFILE", "missing")])).await;
    let tccli = path.join(".tccli/missing.credential").display().to_string();
    assert!(error.ends_with(&format!("; for {tccli} set TCCLI_PROFILE instead")), "{error}");
    let error = wrong(in_home(path, &[]).named("missing")).await;
    assert!(error.contains(&format!("profile [missing]: {file} has no such profile")), "{error}");
    assert_eq!(
        wrong(in_home(path, &[]).named("partial")).await,
        format!(
            "no usable credential: profile file: profile [partial] of {file}: secret_id is set, \
             but secret_key is missing or empty"
        )
    );
    write(path, FILE, "[default]\nsecret_id=AKID1\nsecret_key=\n");
    wrong(in_home(path, &[])).await;
    write(path, FILE, "[default]\ntoken=hush\n");
    let error = wrong(in_home(path, &[])).await;
    assert!(error.contains("token is set, but the pair of secret_id and secret_key"), "{error}");
}

#[tokio::test]
async fn a_profile_that_nothing_asks_for_is_not_configured() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path();
    let error = not_configured(in_home(path, &[])).await;
    assert!(error.contains("neither ") && error.contains(FILE), "{error}");
    for text in [
        "",
        "[other]\nsecret_id=AKID1\n",
        "[default]\n",
        "[default]\nsecret_id=\nsecret_key=''\n",
        "[default]\nregion = ap-guangzhou\n",
    ] {
        write(path, FILE, text);
        not_configured(in_home(path, &[])).await;
        wrong(in_home(path, &[]).named("default")).await;
    }
    let nobody = profile(Env::of([("USER", "u")]), path);
    let error = not_configured(nobody).await;
    assert!(error.ends_with("etc does not exist"), "{error}");
}

#[tokio::test]
async fn a_file_that_is_named_has_to_be_there() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path();
    // The usual file would do.
    write(path, FILE, PROFILES);
    let file = path.join("mine").display().to_string();
    let named = in_home(path, &[("TENCENTCLOUD_CREDENTIALS_FILE", &file)]);
    assert_eq!(
        wrong(named.clone()).await,
        format!(
            "no usable credential: profile file: profile [default] \
             (TENCENTCLOUD_CREDENTIALS_FILE): {file} does not exist"
        )
    );
    std::fs::create_dir(&file).unwrap();
    let error = wrong(named.clone()).await;
    assert!(error.contains(&format!("{file} cannot be read: ")), "{error}");
    std::fs::remove_dir(&file).unwrap();
    write(path, "mine", "");
    wrong(named.clone()).await;
    write(path, "mine", PROFILES.replace("AKID1", "AKID7"));
    assert_eq!(found(&FakeTransport::new(), named).await, pair("AKID7", ""));
    let error = wrong(Profile::new().file(path.join("nowhere"))).await;
    assert!(error.contains("nowhere does not exist"), "{error}");
    let empty = in_home(path, &[("TENCENTCLOUD_CREDENTIALS_FILE", " ")]);
    assert_eq!(found(&FakeTransport::new(), empty).await, pair("AKID1", ""));
}

#[tokio::test]
async fn the_file_for_all_users_is_read_where_a_user_has_none() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path();
    write(path, "etc", PROFILES.replace("AKID1", "AKID8"));
    let user = path.join("user");
    let provider = profile(home(&user, &[]), path);
    assert_eq!(found(&FakeTransport::new(), provider.clone()).await, pair("AKID8", ""));
    write(&user, FILE, PROFILES);
    assert_eq!(found(&FakeTransport::new(), provider).await, pair("AKID1", ""));
}

#[tokio::test]
async fn a_bad_line_spoils_its_own_profile_alone() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path();
    let file = path.join(FILE).display().to_string();
    write(path, FILE, format!("{PROFILES}\n[bad]\nsecret_key hush\n"));
    assert_eq!(found(&FakeTransport::new(), in_home(path, &[])).await, pair("AKID1", ""));
    assert_eq!(
        wrong(in_home(path, &[]).named("bad")).await,
        format!(
            "no usable credential: profile file: profile [bad] of {file}: line 16 is not `key = \
             value`"
        )
    );
    // A header that cannot be read may be the one that was meant.
    write(path, FILE, "[default\nsecret_id = AKID1\nsecret_key = hush");
    let error = wrong(in_home(path, &[])).await;
    assert!(error.ends_with("has no such profile; line 1 belongs to no profile"), "{error}");
}

#[tokio::test]
async fn marks_line_ends_quotes_and_other_encodings_do_no_harm() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path();
    let find = async || found(&FakeTransport::new(), in_home(path, &[])).await;
    write(path, FILE, PROFILES.replace('\n', "\r\n"));
    assert_eq!(find().await, pair("AKID1", ""));
    write(path, FILE, format!("\u{feff}{}", &PROFILES[7..]));
    assert_eq!(find().await, pair("AKID1", ""));
    write(path, FILE, "[default]\nSECRET_ID : \"AKIDa\"\nsecret_key='hush'\n");
    assert_eq!(find().await, pair("AKIDa", ""));
    // A comment in GBK.
    write(path, FILE, [b"# \xc3\xdc\xd4\xbf\n".as_slice(), PROFILES.as_bytes()].concat());
    assert_eq!(find().await, pair("AKID1", ""));
    write(path, FILE, b"\xff\xfe[\0d\0");
    let error = wrong(in_home(path, &[])).await;
    assert!(error.ends_with("is encoded as UTF-16; save it as UTF-8"), "{error}");
    write(path, FILE, vec![b'#'; (1 << 20) + 1]);
    let error = wrong(in_home(path, &[])).await;
    assert!(error.ends_with("is larger than 1 MiB"), "{error}");
}

#[tokio::test]
async fn a_value_that_cannot_be_one_is_rejected_with_its_line() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path();
    let file = path.join(FILE).display().to_string();
    for (value, flaw) in [
        ("hu hush", "contains a blank"),
        ("\"hush", "contains a quotation mark"),
        ("hush\u{200b}", "contains a character that is not ASCII"),
        ("hush ; mine", "contains a blank"),
    ] {
        write(path, FILE, format!("[default]\nsecret_id = AKID1\nsecret_key = {value}\n"));
        assert_eq!(
            wrong(in_home(path, &[])).await,
            format!(
                "no usable credential: profile file: profile [default] of {file}, line 3: \
                 secret_key {flaw}"
            )
        );
    }
    write(path, FILE, "[default]\nsecretId = AKID1\nsecretKey = hush\n");
    let error = wrong(in_home(path, &[])).await;
    assert!(
        error.ends_with("line 2: `secretId` is not known; did you mean `secret_id`?"),
        "{error}"
    );
    write(path, FILE, "[default]\nsecret_id=AKID1\nsecret_key=hush1\nsecret_key=hush2\n");
    let error = wrong(in_home(path, &[])).await;
    assert!(error.contains("line 3: secret_key and ") && error.contains("line 4: "), "{error}");
}

#[tokio::test]
async fn a_profile_may_name_a_role() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path();
    write(
        path,
        FILE,
        "[default]\nsecret_id=AKID1\nsecret_key=hush\nrole_arn=r\nrole_session_name=s\n\
         duration_seconds=900\nexternal_id=x\n[half]\nsecret_id=AKID1\nsecret_key=hush\n\
         role_session_name=s\n[alone]\nrole_arn=r\n",
    );
    let cloud = FakeTransport::new();
    cloud.on("AssumeRole", assumed("AKID2", "t2", 7200));
    assert_eq!(found(&cloud, in_home(path, &[])).await, pair("AKID2", "t2"));
    let expected = json!({
        "RoleArn": "r", "RoleSessionName": "s", "DurationSeconds": 900, "ExternalId": "x",
    });
    assert_eq!(cloud.requests()[0].parameters(), expected);
    let error = wrong(in_home(path, &[]).named("half")).await;
    assert!(
        error.contains("line 11: role_session_name is set, but role_arn is missing"),
        "{error}"
    );
    let error = wrong(in_home(path, &[]).named("alone")).await;
    assert!(error.contains("there is no credential to assume the role with"), "{error}");
}
