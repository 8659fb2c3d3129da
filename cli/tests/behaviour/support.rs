//! Runs of the command line within the test's process, against a mock over loopback.

use std::collections::BTreeMap;
use std::io::{self, Cursor, Write};
use std::sync::{Arc, Mutex};
use tencentcloud_cli::{Host, run};
use tencentcloud_mock::{MockServer, SECRET_ID, SECRET_KEY};

/// The end of a run.
#[derive(Debug)]
pub struct Ran {
    pub code: u8,
    pub out: String,
    pub err: String,
}

impl Ran {
    /// Returns the data, which must be JSON.
    pub fn json(&self) -> serde_json::Value {
        assert_eq!(self.code, 0, "{}", self.err);
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}", self.out))
    }
}

#[derive(Clone, Default)]
struct Stream(Arc<Mutex<Vec<u8>>>);

impl Stream {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().expect("no panic").clone()).expect("UTF-8")
    }
}

impl Write for Stream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("no panic").extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The surroundings of a test's runs.
#[derive(Clone)]
pub struct Shell {
    pub variables: BTreeMap<String, String>,
    pub stdin: Vec<u8>,
    pub is_terminal: bool,
    pub transport: Option<Arc<dyn tencentcloud_runtime::transport::Transport>>,
}

impl Shell {
    /// Returns surroundings without home, credential or endpoint.
    pub fn bare() -> Self {
        Self { variables: BTreeMap::new(), stdin: Vec::new(), is_terminal: false, transport: None }
    }

    /// Returns surroundings in which calls go to a mock.
    pub fn of(server: &MockServer) -> Self {
        Self::bare()
            .with("TENCENTCLOUD_SECRET_ID", SECRET_ID)
            .with("TENCENTCLOUD_SECRET_KEY", SECRET_KEY)
            .with("TENCENTCLOUD_ENDPOINT", &server.url())
            .with("TENCENTCLOUD_REGION", "ap-guangzhou")
    }

    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.variables.insert(name.to_owned(), value.to_owned());
        self
    }

    pub fn stdin(mut self, text: &str) -> Self {
        self.stdin = text.as_bytes().to_vec();
        self
    }

    /// Runs a command line, split at blanks.
    pub fn line(&self, line: &str) -> Ran {
        self.run(&line.split_whitespace().collect::<Vec<_>>())
    }

    /// Runs a command line.
    pub fn run(&self, args: &[&str]) -> Ran {
        let (out, err) = (Stream::default(), Stream::default());
        let mut host = Host {
            stdin: Box::new(Cursor::new(self.stdin.clone())),
            stdout: Box::new(out.clone()),
            stderr: Box::new(err.clone()),
            stdin_is_terminal: false,
            stdout_is_terminal: self.is_terminal,
            stderr_is_terminal: self.is_terminal,
            variables: self.variables.clone(),
            transport: self.transport.clone(),
            kept: Vec::new(),
        };
        let code = run(args.iter().map(Into::into), &mut host);
        Ran { code, out: out.text(), err: err.text() }
    }
}

/// Starts a mock of the embedded spec.
pub fn mock() -> MockServer {
    MockServer::builder().without_rate_limits().start_blocking().expect("the mock starts")
}
