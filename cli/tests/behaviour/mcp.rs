//! The server of the Model Context Protocol, spoken to line by line.

use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use tencentcloud_mock::{MockServer, SECRET_ID, SECRET_KEY};

struct Client {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    /// The answer to each elicitation: an action, if the client supports it.
    consent: Option<&'static str>,
    asked: Vec<String>,
    next: u64,
}

impl Client {
    fn start(server: &MockServer, options: &[&str], consent: Option<&'static str>) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_tencentcloud"))
            .arg("mcp")
            .args(options)
            .env_clear()
            .env("TENCENTCLOUD_SECRET_ID", SECRET_ID)
            .env("TENCENTCLOUD_SECRET_KEY", SECRET_KEY)
            .env("TENCENTCLOUD_ENDPOINT", server.url())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("it starts");
        let input = child.stdin.take().expect("piped");
        let output = BufReader::new(child.stdout.take().expect("piped"));
        let mut client = Self { child, input, output, consent, asked: Vec::new(), next: 0 };
        let capabilities = if consent.is_some() { json!({"elicitation": {}}) } else { json!({}) };
        let information = json!({
            "protocolVersion": "2025-06-18", "capabilities": capabilities,
            "clientInfo": {"name": "test", "version": "1"},
        });
        client.request("initialize", &information);
        client.send(&json!({"jsonrpc": "2.0", "method": "notifications/initialized"}));
        client
    }

    fn send(&mut self, message: &Value) {
        writeln!(self.input, "{message}").expect("it reads");
        self.input.flush().expect("it reads");
    }

    fn request(&mut self, method: &str, parameters: &Value) -> Value {
        self.next += 1;
        let id = self.next;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": parameters}));
        loop {
            let mut line = String::new();
            assert_ne!(
                self.output.read_line(&mut line).expect("it answers"),
                0,
                "the server ended"
            );
            let message: Value = serde_json::from_str(&line).expect("JSON");
            if message["method"] == "elicitation/create" {
                self.asked
                    .push(message["params"]["message"].as_str().unwrap_or_default().to_owned());
                let action = self.consent.expect("the client does not support it");
                self.send(&json!({"jsonrpc": "2.0", "id": message["id"], "result": {"action": action, "content": {}}}));
            } else if message["id"] == id {
                return message;
            }
        }
    }

    fn tool(&mut self, name: &str, arguments: &Value) -> (bool, String) {
        let answer = self.request("tools/call", &json!({"name": name, "arguments": arguments}));
        let result = &answer["result"];
        let text = result["content"][0]["text"].as_str().unwrap_or_else(|| panic!("{answer}"));
        (result["isError"] == true, text.to_owned())
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn read() -> Value {
    json!({"service": "organization", "action": "DescribeOrganization", "parameters": {}})
}

fn write() -> Value {
    json!({"service": "organization", "action": "QuitOrganization", "parameters": {"OrgId": 7}})
}

#[test]
fn four_tools_search_describe_sign_and_call() {
    let server = crate::support::mock();
    let mut client = Client::start(&server, &[], None);
    let tools = client.request("tools/list", &json!({}));
    let names: Vec<_> = tools["result"]["tools"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|tool| tool["name"].clone())
        .collect();
    assert_eq!(names, ["search", "describe", "dry_run", "call"]);
    let (_, text) = client.tool("search", &json!({"query": "quit organization"}));
    assert!(text.contains("QuitOrganization"), "{text}");
    let (_, text) =
        client.tool("describe", &json!({"service": "organization", "action": "QuitOrganization"}));
    assert!(text.contains("OrgId"), "{text}");
    let (is_error, text) = client.tool("dry_run", &write());
    assert!(!is_error && text.contains("CanonicalRequest"), "{text}");
    assert!(server.requests().is_empty());
    let (is_error, text) = client.tool("call", &read());
    assert!(!is_error && text.contains("OrgId"), "{text}");
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn actions_that_are_not_idempotent_need_consent() {
    let server = crate::support::mock();
    let mut client = Client::start(&server, &[], Some("accept"));
    let (is_error, text) = client.tool("call", &write());
    assert!(!is_error, "{text}");
    assert!(client.asked[0].contains("QuitOrganization"), "{:?}", client.asked);
    let mut client = Client::start(&server, &[], Some("decline"));
    assert!(client.tool("call", &write()).0);
    let mut client = Client::start(&server, &[], None);
    let (is_error, text) = client.tool("call", &write());
    assert!(is_error && text.contains("elicitation"), "{text}");
    let mut client = Client::start(&server, &["--read-only"], Some("accept"));
    let (is_error, text) = client.tool("call", &write());
    assert!(is_error && text.contains("read-only"), "{text}");
    assert!(client.asked.is_empty());
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn an_argument_that_a_tool_does_not_have_is_an_error_and_nothing_is_sent() {
    let server = crate::support::mock();
    let mut client = Client::start(&server, &[], Some("accept"));
    for (tool, arguments, part) in [
        (
            "call",
            json!({"service": "organization", "action": "DescribeOrganization", "parameter": {}}),
            "did you mean `parameters`?",
        ),
        ("search", json!({"words": "quit"}), "expected query"),
        ("remove", json!({}), "there is no tool `remove`"),
    ] {
        let answer = client.request("tools/call", &json!({"name": tool, "arguments": arguments}));
        let message = answer["error"]["message"].as_str().unwrap_or_else(|| panic!("{answer}"));
        assert!(message.contains(part), "{message}");
    }
    assert!(server.requests().is_empty() && client.asked.is_empty());
}

#[test]
fn an_argument_is_never_an_option() {
    let server = crate::support::mock();
    let mut client = Client::start(&server, &[], None);
    let answer = client.request(
        "tools/call",
        &json!({
            "name": "describe", "arguments": {"service": "--help", "action": "x"},
        }),
    );
    assert!(answer["error"].is_object(), "{answer}");
}
