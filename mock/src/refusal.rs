//! Refusals: the code and message that the cloud would give, and a hint that only a mock gives.
//!
//! Messages are in the style of the cloud's, so that tests meet what production will. The hint says
//! the rest; it is sent in a header.

use tencentcloud_model::model::{Service, Version};

/// Why a request is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) code: String,
    pub(crate) message: String,
    /// A hint that the cloud would not give.
    pub(crate) hint: Option<String>,
}

impl Refusal {
    /// A refusal with a code and a message.
    pub(crate) fn new(code: impl Into<String>, message: impl Into<String>) -> Self {
        Self { code: code.into(), message: message.into(), hint: None }
    }

    /// Adds a hint.
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    pub(crate) fn missing(name: &str) -> Self {
        let message = format!("The request is missing a required parameter `{name}`.");
        Self::new("MissingParameter", message)
    }

    pub(crate) fn unknown(name: &str) -> Self {
        let message = format!("The parameter `{name}` is not recognized.");
        Self::new("UnknownParameter", message)
    }

    pub(crate) fn wrong_type(name: &str, wanted: &str) -> Self {
        let message = format!("The value type of parameter `{name}` is not valid.");
        Self::new("InvalidParameter", message).hint(format!("`{name}` must be {wanted}"))
    }

    pub(crate) fn wrong_value(name: &str, value: &str, must: &str) -> Self {
        let message =
            format!("The value `{value}` specified in the parameter `{name}` is not valid.");
        Self::new("InvalidParameterValue", message).hint(format!("`{name}` must {must}"))
    }

    pub(crate) fn bad_body(reason: impl Into<String>) -> Self {
        Self::new("InvalidParameter", "The request body is not a valid JSON object.").hint(reason)
    }

    pub(crate) fn bad_pairs(message: &str) -> Self {
        Self::new("InvalidParameter", message)
    }

    pub(crate) fn secret_id_not_found(id: &str) -> Self {
        let message = "The SecretId is not found, please ensure that your SecretId is correct.";
        Self::new("AuthFailure.SecretIdNotFound", message)
            .hint(format!("the mock has no credential `{}`", shown(id)))
    }

    pub(crate) fn signature_failure(hint: impl Into<String>) -> Self {
        let message = "The provided credentials could not be validated. \
                       Please check your signature is correct.";
        Self::new("AuthFailure.SignatureFailure", message).hint(hint)
    }

    pub(crate) fn signature_expired(sent: i64, now: i64) -> Self {
        let message = "The signature has expired: the timestamp and the server time differ by more \
                       than five minutes.";
        Self::new("AuthFailure.SignatureExpire", message)
            .hint(format!("the request says {sent}, and it is {now}"))
    }

    pub(crate) fn invalid_authorization(hint: impl Into<String>) -> Self {
        let message = "The header `Authorization` is not valid.";
        Self::new("AuthFailure.InvalidAuthorization", message).hint(hint)
    }

    pub(crate) fn token_failure(hint: impl Into<String>) -> Self {
        Self::new("AuthFailure.TokenFailure", "The provided token is not valid.").hint(hint)
    }

    pub(crate) fn no_such_product(name: &str) -> Self {
        let message = format!("The specified service=`{}` does not exist.", shown(name));
        Self::new("NoSuchProduct", message)
    }

    pub(crate) fn no_such_version(version: &str, service: &Service) -> Self {
        let message = format!(
            "The specified api version=`{}` does not exist in service=`{}`.",
            shown(version),
            service.wire_name
        );
        let known: Vec<&str> = service.versions.iter().map(|known| known.name.as_str()).collect();
        Self::new("NoSuchVersion", message).hint(format!("versions: {}", known.join(", ")))
    }

    pub(crate) fn invalid_action(action: &str, service: &Service, version: &Version) -> Self {
        let message = format!(
            "The specified action=`{}` does not exist in service=`{}`, version=`{}`.",
            shown(action),
            service.wire_name,
            version.name
        );
        let refusal = Self::new("InvalidAction", message);
        let elsewhere = service
            .versions
            .iter()
            .find(|other| other.actions.iter().any(|known| known.name == action));
        match elsewhere {
            Some(other) => refusal.hint(format!("version {} has it", other.name)),
            None => refusal,
        }
    }

    pub(crate) fn action_offline(action: &str) -> Self {
        let message = format!("The action=`{action}` is out of service.");
        Self::new("ActionOffline", message)
    }

    pub(crate) fn unsupported_region(region: &str) -> Self {
        let message = "A value specified in `X-TC-Region` is not valid, is unsupported, \
                       or cannot be used.";
        Self::new("UnsupportedRegion", message).hint(format!("the region is `{}`", shown(region)))
    }

    pub(crate) fn unsupported_protocol(message: impl Into<String>) -> Self {
        Self::new("UnsupportedProtocol", message)
    }

    pub(crate) fn too_large(limit: usize) -> Self {
        let message = format!("The request is larger than {limit} bytes.");
        Self::new("RequestSizeLimitExceeded", message)
    }

    pub(crate) fn too_fast(count: u32, limit: u32) -> Self {
        let message = format!(
            "Your current request times equals to `{count}` in a second, which exceeds the \
             frequency limit `{limit}` for a second. Please reduce the frequency of calls."
        );
        Self::new("RequestLimitExceeded", message)
    }

    pub(crate) fn unavailable(message: &str) -> Self {
        Self::new("ServiceUnavailable", message)
    }
}

/// Text of a client in a form fit for a message: short, and without control characters.
pub(crate) fn shown(text: &str) -> String {
    const MOST: usize = 64;
    let mut shown: String = text
        .chars()
        .take(MOST)
        .map(|character| if character.is_control() { '\u{FFFD}' } else { character })
        .collect();
    if text.chars().nth(MOST).is_some() {
        shown.push('…');
    }
    shown
}
