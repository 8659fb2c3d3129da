//! Whether parameters are what an action declares, by the model's check.
//!
//! The first mistake is reported, as the cloud does: missing parameters before unknown ones, and
//! both before types and values. Documented sets of values are not closed, so a value outside of
//! its set is accepted.

use crate::refusal::{Refusal, shown};
use crate::spec::{Operation, Spec};
use serde_json::{Map, Value};
use tencentcloud_model::check::{Problem, ProblemKind, check_request_with};
use tencentcloud_model::model::Site;

/// Checks the parameters of a request.
pub(crate) fn validate(
    spec: &Spec,
    operation: Operation<'_>,
    site: Option<Site>,
    parameters: &Map<String, Value>,
) -> Result<(), Refusal> {
    let patterns = |pattern: &str| spec.pattern(pattern).cloned();
    let problems =
        check_request_with(operation.version, operation.action, site, parameters, &patterns);
    match problems.into_iter().find(|problem| !problem.is_warning()) {
        Some(problem) => Err(refusal(&problem)),
        None => Ok(()),
    }
}

/// Returns the refusal that the cloud would send for a problem. Names that a client made up are
/// shown in part.
fn refusal(problem: &Problem) -> Refusal {
    const MOST_PARTS: usize = 64;
    let parts: Vec<String> = problem.path.split('.').take(MOST_PARTS).map(shown).collect();
    let path = parts.join(".");
    match &problem.kind {
        ProblemKind::Missing => Refusal::missing(&path),
        ProblemKind::Unknown(_) => Refusal::unknown(&path),
        ProblemKind::WrongType(wanted) => Refusal::wrong_type(&path, wanted),
        ProblemKind::WrongValue { value, must } => {
            Refusal::wrong_value(&path, &value_in_words(value.as_ref()), must)
        }
        ProblemKind::Undocumented { value, .. } => {
            Refusal::wrong_value(&path, &value_in_words(value.as_ref()), "be documented")
        }
    }
}

/// Shows a value; one that is a secret is not shown.
fn value_in_words(value: Option<&Value>) -> String {
    match value {
        None => "***".to_owned(),
        Some(Value::String(text)) => shown(text),
        Some(value) => shown(&value.to_string()),
    }
}
