//! Signing: the order of headers does not matter, and no input makes it fail.

use tencentcloud_runtime::sign::SigningInput;

pub fn run(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let mut lines = text.lines();
    let mut next = || lines.next().unwrap_or_default();
    let (method, query, service) = (next(), next(), next());
    let timestamp = next().parse().unwrap_or(i64::MAX);
    let body = next().as_bytes();
    let mut headers: Vec<(&str, &str)> = lines.filter_map(|line| line.split_once(':')).collect();
    let signing = SigningInput { method, query, headers: &headers, body, service, timestamp };
    let (canonical, authorization) =
        (signing.canonical_request(), signing.authorization("AKIDEXAMPLE", "secret"));
    assert!(!authorization.contains("secret="), "the key is shown");
    let names: std::collections::BTreeSet<String> =
        headers.iter().map(|(name, _)| name.trim().to_lowercase()).collect();
    if names.len() == headers.len() {
        headers.reverse();
        let signing = SigningInput { method, query, headers: &headers, body, service, timestamp };
        assert_eq!(canonical, signing.canonical_request(), "the order of headers matters");
    }
}
