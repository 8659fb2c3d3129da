//! Changes since an older spec, read from the output of `diff --format json`.

use serde_json::{Value, json};
use std::fmt;

/// The changes of a version since an older spec, to show beside its actions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changes {
    /// The folder of the service.
    pub service: String,
    /// The version; empty for changes of the service itself.
    pub version: String,
    /// The older spec: a revision, a date or a release.
    pub since: String,
    /// The changes.
    pub list: Vec<Change>,
}

/// A change of an action, a type, an error code or the version itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The changed thing within its version, such as `ListUsers.input.Limit`, `Tag.TagKey` or
    /// `errors/FailedOperation`; empty for the version itself.
    pub place: String,
    /// The verdict: `breaking`, `additive` or `docs`.
    pub verdict: String,
    /// The change in words.
    pub text: String,
}

/// A text that is no output of `diff --format json`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangesError(String);

impl fmt::Display for ChangesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; make them with `cargo tencentcloud diff REVISION --format json`", self.0)
    }
}

impl std::error::Error for ChangesError {}

impl Changes {
    /// Reads the output of `diff --format json`: an entry for each version with changes. Without
    /// `since`, they are shown as those since the release that the output names.
    ///
    /// # Errors
    ///
    /// Returns an error if the text is no such output.
    pub fn read(text: &str, since: Option<&str>) -> Result<Vec<Self>, ChangesError> {
        let fail = |what: &str| ChangesError(format!("these are no changes: {what}"));
        let value: Value =
            serde_json::from_str(text).map_err(|error| fail(&format!("not JSON: {error}")))?;
        let list = value["changes"].as_array().ok_or_else(|| fail("no list `changes`"))?;
        let since = match (since, value["release"]["base"].as_str()) {
            (Some(since), _) => since.to_owned(),
            (None, Some(release)) => format!("release {release}"),
            (None, None) => return Err(fail("no `release.base`")),
        };
        let mut all: Vec<Self> = Vec::new();
        for (number, change) in list.iter().enumerate() {
            let text = |key: &str| {
                change[key].as_str().ok_or_else(|| fail(&format!("change {number} has no `{key}`")))
            };
            let mut parts = text("at")?.splitn(3, '/');
            let service = parts.next().unwrap_or_default();
            let version = parts.next().unwrap_or_default();
            let change = Change {
                place: parts.next().unwrap_or_default().to_owned(),
                verdict: text("verdict")?.to_owned(),
                text: sentence(text("change")?, &change["before"], &change["after"]),
            };
            match all.iter_mut().find(|one| one.service == service && one.version == version) {
                Some(one) => one.list.push(change),
                None => all.push(Self {
                    service: service.to_owned(),
                    version: version.to_owned(),
                    since: since.clone(),
                    list: vec![change],
                }),
            }
        }
        Ok(all)
    }

    /// Returns the changes as the page reads them.
    pub(crate) fn to_json(&self) -> Value {
        let list = self.list.iter().map(
            |change| json!({ "place": change.place, "verdict": change.verdict, "text": change.text }),
        );
        json!({ "since": self.since, "list": list.collect::<Vec<_>>() })
    }
}

/// The change with the values before and now.
fn sentence(what: &str, before: &Value, after: &Value) -> String {
    match (before.as_str(), after.as_str()) {
        (Some(before), Some(after)) => format!("{what}: {before} → {after}"),
        (Some(one), None) => format!("{what}: was {one}"),
        (None, Some(one)) => format!("{what}: {one}"),
        (None, None) => what.to_owned(),
    }
}
