//! Rules: effects on certain requests in place of success, and for how many of them.

use crate::spec::Operation;
use http::StatusCode;
use serde_json::{Map, Value};
use std::time::Duration;

/// Upper bound on delays.
pub(crate) const MAX_DELAY: Duration = Duration::from_secs(600);

/// An effect on certain requests.
///
/// Rules apply to requests that are valid; others are refused as the cloud would refuse them. Of
/// several rules that fit, the first that was added applies.
///
/// ```
/// use tencentcloud_mock::Rule;
///
/// // The first two calls meet a refusal, the rest succeed.
/// let rule = Rule::on("InviteOrganizationMember").error("FailedOperation.InvitationExist").times(2);
/// # let _ = rule;
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    pub(crate) action: Option<String>,
    pub(crate) version: Option<String>,
    pub(crate) parameters: Map<String, Value>,
    pub(crate) after: u64,
    pub(crate) times: Option<u64>,
    pub(crate) delay: Duration,
    pub(crate) effect: Effect,
    pub(crate) undocumented: bool,
    /// Why the rule can never apply, if that was seen when it was made.
    pub(crate) flaw: Option<&'static str>,
    pub(crate) origin: Origin,
}

/// The place where a rule was read, for error messages; ignored by comparisons.
#[derive(Debug, Clone, Default)]
pub(crate) struct Origin(pub(crate) Option<String>);

impl PartialEq for Origin {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// The effect of a rule, after its delay.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Effect {
    /// Answers as if there were no rule.
    Nothing,
    Error {
        code: String,
        message: Option<String>,
    },
    Respond(Map<String, Value>),
    /// Answers with success, and the task that is started will fail.
    FailTask(String),
    Reset,
    Truncate,
    Hang,
    Page {
        status: StatusCode,
        body: String,
    },
}

impl Rule {
    /// Creates a rule for all requests.
    pub fn any() -> Self {
        Self {
            action: None,
            version: None,
            parameters: Map::new(),
            after: 0,
            times: None,
            delay: Duration::ZERO,
            effect: Effect::Nothing,
            undocumented: false,
            flaw: None,
            origin: Origin::default(),
        }
    }

    /// Creates a rule for the requests of an action.
    pub fn on(action: impl Into<String>) -> Self {
        Self { action: Some(action.into()), ..Self::any() }
    }

    /// Restricts the rule to this version of the API.
    #[must_use]
    pub fn version(mut self, version: impl Into<String>) -> Self {
        self.version = Some(version.into());
        self
    }

    /// Restricts the rule to requests with this parameter. Can be called for several.
    #[must_use]
    pub fn when(mut self, parameter: impl Into<String>, value: impl Into<Value>) -> Self {
        self.parameters.insert(parameter.into(), value.into());
        self
    }

    /// Skips the first `count` requests that match.
    #[must_use]
    pub fn after(mut self, count: u64) -> Self {
        self.after = count;
        self
    }

    /// Restricts the rule to this many requests.
    #[must_use]
    pub fn times(mut self, count: u64) -> Self {
        self.times = Some(count);
        self
    }

    /// Restricts the rule to one request.
    #[must_use]
    pub fn once(self) -> Self {
        self.times(1)
    }

    /// Waits before it answers. A rule with more than ten minutes is rejected.
    #[must_use]
    pub fn delay(mut self, delay: Duration) -> Self {
        if delay > MAX_DELAY {
            self.flaw = Some("the delay is longer than ten minutes");
        }
        self.delay = delay;
        self
    }

    /// Refuses with an error code, which must be documented for the action.
    #[must_use]
    pub fn error(mut self, code: impl Into<String>) -> Self {
        self.effect = Effect::Error { code: code.into(), message: None };
        self
    }

    /// Refuses with this message instead of the code's description in the spec. A rule with a message
    /// but without an error is rejected.
    #[must_use]
    pub fn message(mut self, text: impl Into<String>) -> Self {
        if let Effect::Error { message, .. } = &mut self.effect {
            *message = Some(text.into());
        } else {
            self.flaw = Some("a message needs an error: call `error` first");
        }
        self
    }

    /// Allows an error code that the documentation does not list, as services sometimes return.
    #[must_use]
    pub fn undocumented(mut self) -> Self {
        self.undocumented = true;
        self
    }

    /// Answers with these members instead of the documented ones; the request id is added.
    #[must_use]
    pub fn respond(mut self, response: Map<String, Value>) -> Self {
        self.effect = Effect::Respond(response);
        self
    }

    /// Answers with success, but the task that the action starts fails in the end.
    #[must_use]
    pub fn task_fails(mut self, reason: impl Into<String>) -> Self {
        self.effect = Effect::FailTask(reason.into());
        self
    }

    /// Resets the connection without an answer.
    #[must_use]
    pub fn reset(mut self) -> Self {
        self.effect = Effect::Reset;
        self
    }

    /// Closes the connection in the middle of the answer's body.
    #[must_use]
    pub fn truncate(mut self) -> Self {
        self.effect = Effect::Truncate;
        self
    }

    /// Hangs: sends nothing and leaves the connection open, until the client gives up.
    #[must_use]
    pub fn hang(mut self) -> Self {
        self.effect = Effect::Hang;
        self
    }

    /// Answers with a page that is not of the API, as a proxy does: `page(502, "<h1>Bad Gateway</h1>")`.
    /// A rule with a status that is not one of a final HTTP answer is rejected.
    #[must_use]
    pub fn page(mut self, status: u16, body: impl Into<String>) -> Self {
        let status = StatusCode::from_u16(status).ok().filter(|it| !it.is_informational());
        if status.is_none() {
            self.flaw = Some("the page has a status that is not an HTTP status from 200");
        }
        let status = status.unwrap_or(StatusCode::BAD_GATEWAY);
        self.effect = Effect::Page { status, body: body.into() };
        self
    }

    /// Whether the rule matches a request.
    pub(crate) fn fits(&self, operation: Operation<'_>, parameters: &Map<String, Value>) -> bool {
        self.action.as_ref().is_none_or(|action| *action == operation.action.name)
            && self.version.as_ref().is_none_or(|version| *version == operation.version.name)
            && self.parameters.iter().all(|(name, value)| parameters.get(name) == Some(value))
    }
}
