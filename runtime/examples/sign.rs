//! Signs what it is told to sign, for comparison with other signers: each line of the standard input
//! is a JSON object, and so is each line that is printed.
//!
//! ```sh
//! echo '{"method": "POST", "query": "", "headers": {"content-type": "application/json", "host": "cvm.tencentcloudapi.com"},
//!        "body": "{}", "service": "cvm", "timestamp": 1551113065, "id": "AKIDEXAMPLE", "key": "secret"}' | tr -d '\n' |
//!   cargo run --package tencentcloud-runtime --example sign
//! ```

use serde_json::{Value, json};
use std::io::{BufRead, Write};
use tencentcloud_runtime::sign::SigningInput;

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let mut output = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        writeln!(output, "{}", sign(&serde_json::from_str(&line?)?)?)?;
    }
    Ok(())
}

fn sign(told: &Value) -> Result<Value, Failure> {
    let text = |name: &str| told[name].as_str().ok_or_else(|| format!("no text {name:?}"));
    let headers = told["headers"].as_object().ok_or("no object \"headers\"")?;
    let headers: Vec<_> = headers
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str().unwrap_or_default()))
        .collect();
    let signing = SigningInput {
        method: text("method")?,
        query: text("query")?,
        headers: &headers,
        body: text("body")?.as_bytes(),
        service: text("service")?,
        timestamp: told["timestamp"].as_i64().ok_or("no integer \"timestamp\"")?,
    };
    Ok(json!({
        "canonical": signing.canonical_request(),
        "authorization": signing.authorization(text("id")?, text("key")?),
    }))
}
