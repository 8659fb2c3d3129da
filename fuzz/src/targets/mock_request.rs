//! Requests to the mock: a request line, headers, an empty line and a body. Every one is answered
//! with JSON.

use bytes::Bytes;
use http::Request;
use std::sync::OnceLock;
use std::time::{Duration, SystemTime};
use tencentcloud_mock::{Mock, Spec};

pub fn run(data: &[u8]) {
    static MOCK: OnceLock<Mock> = OnceLock::new();
    let Some(request) = request(data) else { return };
    let mock = MOCK.get_or_init(|| {
        let spec = Spec::embedded().expect("the spec is embedded");
        let mock = Mock::builder().spec(spec).accept_unsigned().without_rate_limits().build();
        mock.expect("the mock is configured")
    });
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000);
    let answer = mock.answer(&request, now);
    if answer.content_type == Some("application/json") {
        let is_json = serde_json::from_slice::<serde_json::Value>(&answer.body).is_ok();
        assert!(is_json, "the body is not JSON");
    }
}

fn request(data: &[u8]) -> Option<Request<Bytes>> {
    let mut parts = data.splitn(2, |byte| *byte == 0);
    let head = std::str::from_utf8(parts.next()?).ok()?;
    let body = parts.next().unwrap_or_default();
    let mut lines = head.lines();
    let (method, target) = lines.next()?.split_once(' ')?;
    let mut request = Request::builder().method(method).uri(target);
    for line in lines {
        let (name, value) = line.split_once(':')?;
        request = request.header(name.trim(), value.trim());
    }
    request.body(Bytes::copy_from_slice(body)).ok()
}
