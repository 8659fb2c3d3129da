//! Options of the command line: one argument a line. Every run ends with a documented exit code.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::sync::Arc;
use tencentcloud_cli::{EXIT_CODES, Host, run as run_command};
use tencentcloud_runtime::testing::{FakeTransport, Reply};

/// Commands that change files or serve until they are stopped; they are none of this target's.
const LEFT_OUT: &[&str] = &["catalogue", "completion", "configure", "explore"];

pub fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    if LEFT_OUT.iter().any(|word| text.contains(word)) || text.contains(['@', '/']) {
        return;
    }
    let transport = FakeTransport::new();
    transport.otherwise(|_| Reply::json(r#"{"RequestId":"r"}"#));
    let variables =
        [("TENCENTCLOUD_SECRET_ID", "AKIDEXAMPLE"), ("TENCENTCLOUD_SECRET_KEY", "secret")];
    let variables = variables.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let mut host = Host {
        stdin: Box::new(io::empty()),
        stdout: Box::new(io::sink()),
        stderr: Box::new(io::sink()),
        stdin_is_terminal: false,
        stdout_is_terminal: false,
        stderr_is_terminal: false,
        variables: BTreeMap::from(variables),
        transport: Some(Arc::new(transport)),
        kept: Vec::new(),
    };
    let code = run_command(text.lines().map(OsString::from), &mut host);
    let is_documented = EXIT_CODES.iter().any(|(known, ..)| *known == code);
    assert!(is_documented, "exit code {code} is not documented");
}
