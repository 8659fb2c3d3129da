//! The program as people meet it: what it prints, and how it ends.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tencentcloud-mock"));
    command.args(arguments).stdin(Stdio::null());
    command
}

/// The exit code and stderr of a program that does not start.
fn fails(arguments: &[&str]) -> (Option<i32>, String) {
    let Output { status, stdout, stderr } = command(arguments).output().expect("it runs");
    assert!(stdout.is_empty(), "it says that it serves");
    (status.code(), String::from_utf8(stderr).expect("text"))
}

/// A program that serves, and is stopped when the test ends.
struct Running {
    child: Child,
    line: String,
}

impl Running {
    fn start(arguments: &[&str]) -> Self {
        let mut child = command(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("it runs");
        let mut line = String::new();
        let stdout = child.stdout.take().expect("a pipe");
        BufReader::new(stdout).read_line(&mut line).expect("a line");
        Self { child, line }
    }

    fn address(&self) -> &str {
        self.line.trim_end().rsplit("://").next().expect("an address")
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A file below the folder for temporary files of tests.
fn file(name: &str, text: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, text).expect("a file");
    path
}

fn get(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("a connection");
    let request = format!("GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("sent");
    let mut text = String::new();
    stream.read_to_string(&mut text).expect("an answer");
    text
}

#[test]
fn it_says_where_it_serves_and_does() {
    let running = Running::start(&["--port", "0", "--unsigned"]);
    let count = tencentcloud_mock::Spec::embedded().expect("a spec").action_count();
    assert!(
        running.line.starts_with(&format!("{count} actions on http://127.0.0.1:")),
        "{}",
        running.line
    );
    let query = "/?Action=GetUser&Version=2021-03-31&ZoneId=z-1&UserId=u-1";
    let answer = get(running.address(), query);
    assert!(answer.starts_with("HTTP/1.1 200 OK") && answer.contains("UserName"), "{answer}");
    assert!(get(running.address(), "/_mock/requests").contains("GetUser"));
}

#[test]
fn rules_of_a_file_apply() {
    let rules = file("rules.yaml", "- {action: GetUser, error: InternalError}\n");
    let rules = rules.to_str().expect("a path");
    let running = Running::start(&["--port", "0", "--unsigned", "--rules", rules]);
    let query = "/?Action=GetUser&Version=2021-03-31&ZoneId=z-1&UserId=u-1";
    assert!(get(running.address(), query).contains("InternalError"));
}

#[cfg(feature = "tls")]
#[test]
fn the_certificate_is_there_when_the_line_is() {
    let path = file("authority.pem", "");
    let running = Running::start(&["--port", "0", "--tls", path.to_str().expect("a path")]);
    assert!(running.line.contains(" on https://localhost:"), "{}", running.line);
    assert!(fs::read_to_string(path).expect("a file").starts_with("-----BEGIN CERTIFICATE-----"));
}

#[test]
fn wrong_usage_is_told_apart_from_failure() {
    for arguments in [&["--prot", "1"][..], &["--port", "70000"], &["--site", "moon"], &["x"]] {
        let (code, text) = fails(arguments);
        assert_eq!(code, Some(2), "{arguments:?}: {text}");
    }
    assert!(fails(&["--prot", "1"]).1.contains("--port"), "it says what was meant");
}

#[test]
fn an_obstacle_to_serving_is_told_with_the_remedy() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("an address").port().to_string();
    let (code, text) = fails(&["--port", &port]);
    assert_eq!(code, Some(1));
    assert!(text.starts_with("error: cannot listen on") && text.contains("port 0"), "{text}");

    let (code, text) = fails(&["--port", "0", "--address", "0.0.0.0"]);
    assert_eq!(code, Some(1));
    assert!(text.contains("--allow-remote"), "{text}");

    let (code, text) = fails(&["--port", "0", "--spec", "no/such/folder"]);
    assert_eq!(code, Some(1));
    assert!(text.starts_with("error[E0001]") && text.contains("no/such/folder"), "{text}");
}

#[test]
fn mistakes_in_rules_are_told_with_file_and_place() {
    let path = file("misspelt.yaml", "- {delay_ms: 1}\n- {eror: A}\n- {after: never}\n");
    let path = path.to_str().expect("a path");
    let (code, text) = fails(&["--port", "0", "--rules", path]);
    assert_eq!(code, Some(1));
    assert!(text.contains(&format!("{path}:2:4: rule 2: ")), "{text}");
    assert!(
        text.contains(&format!("{path}:3:11: rule 3: `after` must be a whole number")),
        "{text}"
    );

    let path = file("broken.yaml", "- {action: GetUser\n- {after: 1}\n");
    let path = path.to_str().expect("a path");
    let (code, text) = fails(&["--port", "0", "--rules", path]);
    assert_eq!(code, Some(1));
    assert!(text.starts_with(&format!("error: cannot read the rules: {path}:")), "{text}");

    let path = file("unknown.yaml", "- {action: GetUsr}\n- {action: GetUser, error: Nothing}\n");
    let path = path.to_str().expect("a path");
    let (code, text) = fails(&["--port", "0", "--rules", path]);
    assert_eq!(code, Some(1));
    assert!(
        text.contains(&format!("{path}:1:3: rule 1: ")) && text.contains("`GetUser`"),
        "{text}"
    );
    assert!(
        text.contains(&format!("{path}:2:3: rule 2: ")) && text.contains("`Nothing`"),
        "{text}"
    );
}

/// The effect of Ctrl-C and `kill` on a program that has nothing to tidy up.
#[cfg(unix)]
#[test]
fn it_ends_when_it_is_told_to() {
    use std::os::unix::process::ExitStatusExt as _;
    let mut running = Running::start(&["--port", "0"]);
    let told = Command::new("kill").arg(running.child.id().to_string()).status().expect("kill");
    assert!(told.success());
    assert_eq!(running.child.wait().expect("it ends").signal(), Some(15));
}
