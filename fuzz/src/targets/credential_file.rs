//! Credential files: what is signed with has no blank and no quote around it, and no error shows a
//! key.

use std::fs;
use std::sync::OnceLock;
use tempfile::NamedTempFile;
use tencentcloud_runtime::client::Client;
use tencentcloud_runtime::credential::{Env, Profile};
use tencentcloud_runtime::raw::ActionRef;
use tencentcloud_runtime::testing::{FakeTransport, Reply};
use tokio::runtime::{Builder, Runtime};

thread_local! {
    static RUNTIME: Runtime = Builder::new_current_thread()
        .enable_time()
        .build()
        .expect("a runtime starts");
}

pub fn run(data: &[u8]) {
    static FILE: OnceLock<NamedTempFile> = OnceLock::new();
    // In memory, where the system has that.
    let file = FILE.get_or_init(|| {
        let made = NamedTempFile::new_in("/dev/shm").or_else(|_| NamedTempFile::new());
        made.expect("a file can be made")
    });
    fs::write(file.path(), data).expect("the file can be written");
    let transport = FakeTransport::new();
    transport.otherwise(|_| Reply::json("{}"));
    let profile = Profile::of(Env::of([("HOME", "/nowhere")])).file(file.path());
    let client = Client::builder()
        .env(Env::of([("HOME", "/nowhere")]))
        .region("ap-guangzhou")
        .credentials(profile)
        .transport(transport.clone())
        .build()
        .expect("the client is configured");
    let action = ActionRef::new("cvm", "2017-03-12", "DescribeZones");
    let result = RUNTIME.with(|runtime| {
        runtime.block_on(async { client.call(action, &serde_json::json!({})).await })
    });
    if let Err(error) = result {
        let shown = format!("{error} {error:?}");
        // Errors show the name of a profile, which may be a line without `=` or `:`, and that of a role.
        let is_key = |line: &[u8]| {
            let has_value = line.contains(&b'=') || line.contains(&b':');
            has_value && !line.trim_ascii_start().starts_with(b"role_arn")
        };
        let mut lines = data.split(|byte| matches!(byte, b'\n' | b'\r'));
        let is_named = lines.any(|line| find(line, b"hushhush") && !is_key(line));
        assert!(is_named || !shown.contains("hushhush"), "an error shows a key: {shown}");
    }
    for request in transport.requests() {
        let signed = request.header("authorization").to_owned();
        let id = signed.split("Credential=").nth(1).and_then(|rest| rest.split('/').next());
        let id = id.unwrap_or_default();
        assert!(!id.is_empty() && id.trim_matches(['"', '\'', ' ']) == id, "signed as {id:?}");
    }
}

fn find(line: &[u8], word: &[u8]) -> bool {
    line.windows(word.len()).any(|it| it == word)
}
