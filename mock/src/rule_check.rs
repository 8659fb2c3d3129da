//! Whether rules can apply at all, and what was probably meant by those that cannot.

use crate::error::Error;
use crate::refusal::shown;
use crate::rule::{Effect, Rule};
use crate::spec::{Operation, Spec};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use tencentcloud_model::diagnostic::similar;
use tencentcloud_model::text;

impl Rule {
    /// Rejects a rule that can never apply, or that names an undocumented code.
    pub(crate) fn check(&self, spec: &Spec) -> Result<(), Error> {
        let Err(reason) = self.applies(spec) else {
            return Ok(());
        };
        let origin = self.origin.0.as_ref().map(|origin| format!("{origin}: "));
        Err(Error::Rule(format!("{}{reason}", origin.unwrap_or_default())))
    }

    /// Whether it can apply at all; if not, why.
    fn applies(&self, spec: &Spec) -> Result<(), String> {
        if let Some(flaw) = self.flaw {
            return Err(flaw.to_owned());
        }
        if let Some(version) = &self.version
            && !spec.operations().any(|operation| operation.version.name == *version)
        {
            let known: BTreeSet<&str> =
                spec.operations().map(|operation| operation.version.name.as_str()).collect();
            let known: Vec<&str> = known.into_iter().collect();
            return Err(format!(
                "there is no version `{version}`; known versions: {}",
                known.join(", ")
            ));
        }
        let is_of_version = |operation: &Operation<'_>| {
            self.version.as_ref().is_none_or(|version| *version == operation.version.name)
        };
        let operations: Vec<_> = match &self.action {
            Some(action) => spec.named(action).filter(is_of_version).collect(),
            None => spec.operations().filter(is_of_version).collect(),
        };
        if operations.is_empty() {
            return Err(unknown_action(spec, self.action.as_deref().unwrap_or_default()));
        }
        match &self.effect {
            Effect::Error { code, .. } if !self.undocumented => {
                let is_listed = operations.iter().any(|operation| lists(spec, *operation, code));
                if is_listed { Ok(()) } else { Err(undocumented(spec, code, &operations)) }
            }
            Effect::FailTask(_) => {
                let starts = operations.iter().any(|operation| operation.action.wait.is_some());
                if starts { Ok(()) } else { Err("the action does not start a task".to_owned()) }
            }
            _ => Ok(()),
        }
    }
}

/// Checks rules; all that can never apply are reported.
pub(crate) fn check_all(rules: &[Rule], spec: &Spec) -> Result<(), Error> {
    let reasons = rules.iter().filter_map(|rule| match rule.check(spec) {
        Err(Error::Rule(reason)) => Some(reason),
        _ => None,
    });
    let reasons: Vec<String> = reasons.collect();
    if reasons.is_empty() { Ok(()) } else { Err(Error::Rule(reasons.join("\n"))) }
}

/// Reports that there is no such action, and which was meant.
pub(crate) fn unknown_action(spec: &Spec, action: &str) -> String {
    let mut text = format!("there is no action `{}`", shown(action));
    if let Some(found) = spec.named(action).next() {
        let _ = write!(text, " in that version; {} has it", found.version.name);
    } else {
        let known = spec.operations().map(|operation| operation.action.name.as_str());
        if let Some(meant) = similar(action, known) {
            let _ = write!(text, "; did you mean `{meant}`?");
        }
    }
    text
}

/// Whether an action may return a code, as documented.
pub(crate) fn lists(spec: &Spec, operation: Operation<'_>, code: &str) -> bool {
    operation.codes().chain(spec.common_errors()).any(|known| known.code == code)
}

/// Reports that a code is not documented, and which are.
pub(crate) fn undocumented(spec: &Spec, code: &str, operations: &[Operation<'_>]) -> String {
    let known: BTreeSet<&str> =
        operations.iter().flat_map(Operation::codes).map(|known| known.code.as_str()).collect();
    let mut text = format!("`{}` is not documented", shown(code));
    // A family alone is like all of its codes, and meant by none.
    let common = spec.common_errors().iter().map(|known| known.code.as_str());
    let common = common.filter(|known| known.contains('.') == code.contains('.'));
    if let Some(meant) = similar(code, known.iter().copied().chain(common)) {
        let _ = write!(text, "; did you mean `{meant}`?");
    } else if let [operation, rest @ ..] = operations
        && rest.iter().all(|other| other.action.name == operation.action.name)
    {
        let known: Vec<&str> = known.into_iter().collect();
        let name = &operation.action.name;
        let _ = write!(text, " for `{name}`; documented codes: {}", known.join(", "));
    }
    text
}

/// Returns the spec's description of a code, in one line.
pub(crate) fn description(spec: &Spec, operation: Operation<'_>, code: &str) -> Option<String> {
    let mut known = operation.codes().chain(&operation.version.errors).chain(spec.common_errors());
    let found = known.find(|known| known.code == code)?;
    Some(text::summary(&found.doc)).filter(|line| !line.is_empty())
}
