//! Parameters that an action accepts.

use crate::config::Config;
use crate::generate::{self, Wanted};
use crate::random::below;
use crate::spec::{Operation, Spec};
use crate::validate;
use serde_json::{Map, Value};

/// The parameters of a documented example, or generated ones; `None` if none of them are accepted,
/// as with a pattern that no generated text matches.
pub(crate) fn parameters(
    spec: &Spec,
    config: &Config,
    operation: Operation<'_>,
) -> Option<Map<String, Value>> {
    let is_accepted = |parameters: &Map<String, Value>| {
        validate::validate(spec, operation, config.site, parameters).is_ok()
    };
    let examples = operation.action.examples.iter();
    let mut documented = examples.filter_map(|example| example.request.as_ref());
    let found = documented.find(|parameters| is_accepted(parameters)).cloned();
    found.or_else(|| {
        let seed = below(config.seed, &operation.action.name);
        let wanted = Wanted::Required(config.site);
        let generated = generate::members(operation, &operation.action.input, wanted, seed);
        is_accepted(&generated).then_some(generated)
    })
}
