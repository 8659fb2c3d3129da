//! A transport that answers from canned replies and records what was sent.

use crate::clock::{Clock, System};
use crate::future::BoxFuture;
use crate::transport::{Failure, Limits, Transport};
use bytes::Bytes;
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// A transport that answers from canned replies. Clones are the same transport.
#[derive(Clone)]
pub struct FakeTransport {
    state: Arc<Mutex<State>>,
    /// The clock for delays, if it is not the default one.
    clock: Option<Arc<dyn Clock>>,
}

#[derive(Default)]
struct State {
    scripts: BTreeMap<String, VecDeque<Reply>>,
    handler: Option<Handler>,
    requests: Vec<Request>,
}

type Handler = Arc<dyn Fn(&Request) -> Reply + Send + Sync>;

impl FakeTransport {
    /// Creates a transport without replies: every request fails, and the error says so.
    pub fn new() -> Self {
        Self { state: Arc::default(), clock: None }
    }

    /// Adds a reply to an action. Several are given in order, and the last one again and again.
    pub fn on(&self, action: impl Into<String>, reply: Reply) -> &Self {
        self.with(|state| state.scripts.entry(action.into()).or_default().push_back(reply));
        self
    }

    /// Sets the function that replies to all other actions.
    pub fn otherwise(&self, handler: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> &Self {
        self.with(|state| state.handler = Some(Arc::new(handler)));
        self
    }

    /// Sets the clock for delays.
    #[must_use]
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Some(Arc::new(clock));
        self
    }

    /// Returns the requests so far, in order.
    pub fn requests(&self) -> Vec<Request> {
        self.with(|state| state.requests.clone())
    }

    fn reply(&self, request: &Request) -> Reply {
        let action = request.action().to_owned();
        let (found, handler) = self.with(|state| {
            state.requests.push(request.clone());
            (state.next(&action), state.handler.clone())
        });
        found
            .or_else(|| handler.map(|handler| handler(request)))
            .unwrap_or_else(|| Reply::not_sent(format!("the test has no reply to {action:?}")))
    }

    fn with<T>(&self, read: impl FnOnce(&mut State) -> T) -> T {
        read(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl State {
    fn next(&mut self, action: &str) -> Option<Reply> {
        let script = self.scripts.get_mut(action)?;
        if script.len() > 1 { script.pop_front() } else { script.front().cloned() }
    }
}

impl Default for FakeTransport {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for FakeTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.with(|state| {
            f.debug_struct("FakeTransport").field("requests", &state.requests).finish()
        })
    }
}

impl Transport for FakeTransport {
    fn send(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, Failure>> {
        Box::pin(async move {
            let reply = self.reply(&Request { inner: request });
            let delay = reply.delay.min(limits.timeout);
            match &self.clock {
                _ if delay.is_zero() => {}
                Some(clock) => clock.sleep(delay).await,
                None => System::new().sleep(delay).await,
            }
            reply.into_result(limits)
        })
    }
}

#[cfg(feature = "blocking")]
impl crate::transport::BlockingTransport for FakeTransport {
    fn send(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> Result<http::Response<Bytes>, Failure> {
        let reply = self.reply(&Request { inner: request });
        let delay = reply.delay.min(limits.timeout);
        match &self.clock {
            _ if delay.is_zero() => {}
            Some(clock) => crate::future::block_on(clock.sleep(delay)),
            None => std::thread::sleep(delay),
        }
        reply.into_result(limits)
    }
}

/// A request that was sent.
#[derive(Clone)]
pub struct Request {
    inner: http::Request<Bytes>,
}

impl Request {
    /// The action that was called; empty if the request calls none.
    pub fn action(&self) -> &str {
        self.header("x-tc-action")
    }

    /// The parameters; null if the body is no JSON.
    pub fn parameters(&self) -> Value {
        serde_json::from_slice(self.inner.body()).unwrap_or_default()
    }

    /// The value of a header; empty if it was not sent, or is no text.
    pub fn header(&self, name: &str) -> &str {
        let value = self.inner.headers().get(name);
        value.and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The whole request, with its secrets.
    pub fn http(&self) -> &http::Request<Bytes> {
        &self.inner
    }
}

// Neither the body nor the signature is printed.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("uri", self.inner.uri())
            .field("action", &self.action())
            .finish_non_exhaustive()
    }
}

/// The reply to a request.
#[derive(Clone, Debug)]
#[must_use = "a reply does nothing by itself"]
pub struct Reply {
    content: Content,
    delay: Duration,
}

#[derive(Clone, Debug)]
enum Content {
    Answer(http::Response<Bytes>),
    NotSent(String),
    NoResponse(String),
}

impl Reply {
    /// A success with this response: whatever becomes a JSON object, such as a generated response
    /// or what `serde_json::json!` makes. A request id is added if it has none.
    pub fn ok(response: impl Serialize) -> Self {
        match serde_json::to_value(response) {
            Ok(response) => Self::response(response),
            Err(error) => Self::not_sent(format!("the test's reply is no JSON: {error}")),
        }
    }

    /// A success with this response, as the text of a JSON object.
    pub fn json(response: &str) -> Self {
        match serde_json::from_str(response) {
            Ok(response) => Self::response(response),
            Err(error) => Self::not_sent(format!("the test's reply is no JSON: {error}")),
        }
    }

    /// A refusal.
    pub fn refusal(code: &str, message: &str) -> Self {
        Self::response(json!({"Error": {"Code": code, "Message": message}}))
    }

    /// Any HTTP answer.
    pub fn http(answer: http::Response<impl Into<Bytes>>) -> Self {
        Self::new(Content::Answer(answer.map(Into::into)))
    }

    /// A failure before the request was sent.
    pub fn not_sent(reason: impl Into<String>) -> Self {
        Self::new(Content::NotSent(reason.into()))
    }

    /// A failure after the request was sent.
    pub fn no_response(reason: impl Into<String>) -> Self {
        Self::new(Content::NoResponse(reason.into()))
    }

    /// Delays the reply. Beyond the time of the request, it is a timeout.
    pub fn after(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    fn new(content: Content) -> Self {
        Self { content, delay: Duration::ZERO }
    }

    fn into_result(self, limits: Limits) -> Result<http::Response<Bytes>, Failure> {
        if self.delay > limits.timeout {
            return Err(Failure::timed_out(limits.timeout));
        }
        match self.content {
            Content::Answer(answer) if answer.body().len() > limits.body => {
                Err(Failure::TooLong(Box::new(answer.map(|body| body.slice(..limits.body)))))
            }
            Content::Answer(answer) => Ok(answer),
            Content::NotSent(reason) => Err(Failure::NotSent(reason.into())),
            Content::NoResponse(reason) => Err(Failure::NoResponse(reason.into())),
        }
    }

    fn response(mut response: Value) -> Self {
        if let Value::Object(members) = &mut response {
            members.entry("RequestId").or_insert_with(|| "in-memory".into());
        }
        let body = json!({"Response": response}).to_string();
        Self::http(http::Response::new(body))
    }
}
