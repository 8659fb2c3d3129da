//! Secrets in what is shown: members that the spec calls sensitive, and those that always are.

use crate::json::Json;
use std::collections::BTreeSet;

/// The text in place of a secret.
pub const MASK: &str = "[REDACTED]";

/// Members that are secrets in every service, in lower case.
const ALWAYS: &[&str] =
    &["secretkey", "token", "password", "sessiontoken", "sessionkey", "privatekey"];

/// Ends of names of secrets, in lower case, such as that of `TmpSecretKey`.
const ENDS: &[&str] = &[
    "secretkey",
    "password",
    "passwd",
    "privatekey",
    "sessiontoken",
    "securitytoken",
    "accesstoken",
    "refreshtoken",
    "clientsecret",
    "keysecret",
    "secretaccesskey",
];

/// The names of sensitive members, in lower case.
#[derive(Debug, Clone, Default)]
pub struct Mask(BTreeSet<String>);

impl Mask {
    /// Returns the mask of a version, of which these are the sensitive members.
    pub fn of(sensitive: &[String]) -> Self {
        let names = sensitive.iter().map(|name| name.to_lowercase());
        Self(names.chain(ALWAYS.iter().map(|name| (*name).to_owned())).collect())
    }

    /// Returns the mask of members that are secrets in every service.
    #[cfg(feature = "mcp")]
    pub fn always() -> Self {
        Self(ALWAYS.iter().map(|name| (*name).to_owned()).collect())
    }

    /// Replaces the secrets in a value.
    pub fn apply(&self, value: &mut Json) {
        match value {
            Json::Array(elements) => elements.iter_mut().for_each(|element| self.apply(element)),
            Json::Object(members) => {
                for (name, value) in members {
                    match value {
                        Json::Null => {}
                        value if self.hides(&name.to_lowercase(), value) => {
                            *value = Json::String(MASK.to_owned());
                        }
                        value => self.apply(value),
                    }
                }
            }
            _ => {}
        }
    }

    /// Whether a member is a secret. A flag such as `NeedResetPassword` is one only if the spec says so.
    fn hides(&self, name: &str, value: &Json) -> bool {
        let has_end = || ENDS.iter().any(|end| name.ends_with(end));
        self.0.contains(name) || (!matches!(value, Json::Bool(_)) && has_end())
    }

    /// Returns a body with its secrets replaced; one that is not JSON is replaced as a whole.
    pub fn body(&self, body: &[u8]) -> String {
        let json = std::str::from_utf8(body).ok().and_then(|text| Json::parse(text).ok());
        match json {
            Some(mut json) => {
                self.apply(&mut json);
                json.compact()
            }
            None => format!("[{} bytes that are not JSON]", body.len()),
        }
    }
}

/// Returns a secret ID with its middle left out.
pub fn shorten(id: &str) -> String {
    match (id.get(..4), id.len().checked_sub(4).and_then(|start| id.get(start..))) {
        (Some(start), Some(end)) if id.len() >= 12 => format!("{start}****{end}"),
        _ => "****".to_owned(),
    }
}

/// Returns the value of a header as it may be shown.
pub fn header(name: &str, value: &str) -> String {
    match name {
        "x-tc-token" | "cookie" | "set-cookie" | "proxy-authorization" => MASK.to_owned(),
        "authorization" => {
            let Some((start, rest)) = value.split_once("Credential=") else {
                return value.to_owned();
            };
            let (id, rest) = rest.split_once('/').unwrap_or((rest, ""));
            let rest = rest.split_once("Signature=").map_or(rest, |(rest, _)| rest);
            format!("{start}Credential={}/{rest}Signature={MASK}", shorten(id))
        }
        _ => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Mask, header};

    #[test]
    fn names_that_end_like_a_secret_are_masked_and_flags_and_page_tokens_are_not() {
        let body =
            br#"{"A":[{"TmpSecretKey":"s3","UserPassword":"s3","Token":"s3","PassWord":["s3"]}],
            "NeedResetPassword":true,"NextToken":"n1"}"#;
        let shown = Mask::of(&[]).body(body);
        assert!(!shown.contains("s3") && shown.contains("true") && shown.contains("n1"), "{shown}");
        let shown = Mask::of(&["NextToken".to_owned()]).body(br#"{"nexttoken":"n1"}"#);
        assert!(!shown.contains("n1"), "{shown}");
    }

    #[test]
    fn headers_with_secrets_are_masked() {
        for name in ["x-tc-token", "set-cookie", "proxy-authorization"] {
            assert!(!header(name, "s3").contains("s3"), "{name}");
        }
        assert_eq!(header("host", "s3"), "s3");
    }

    #[test]
    fn an_authorization_shows_neither_signature_nor_the_whole_id() {
        let value = "TC3-HMAC-SHA256 Credential=AKIDEXAMPLE1234/2026-01-01/cvm/tc3_request, \
                     SignedHeaders=host, Signature=abcdef";
        assert_eq!(
            header("authorization", value),
            "TC3-HMAC-SHA256 Credential=AKID****1234/2026-01-01/cvm/tc3_request, \
             SignedHeaders=host, Signature=[REDACTED]"
        );
    }
}
