//! The documented example that is nearest to a request.

use crate::config::{Answers, Config};
use crate::generate;
use crate::random::below;
use crate::spec::{Operation, Spec};
use bytes::Bytes;
use serde_json::{Map, Value};
use std::sync::OnceLock;
use tencentcloud_model::model::{Example, Site};

/// The answers that do not depend on the request, as text: made once each.
#[derive(Debug)]
pub(crate) struct Prepared(Vec<Row>);

/// One text per documented example, and one that is generated.
#[derive(Debug)]
struct Row(Vec<OnceLock<Bytes>>);

impl Prepared {
    pub(crate) fn new(spec: &Spec) -> Self {
        let row = |operation: Operation<'_>| {
            let count = operation.action.examples.len() + 1;
            Row((0..count).map(|_| OnceLock::new()).collect())
        };
        Self(spec.operations().map(row).collect())
    }

    /// Returns the response as text.
    pub(crate) fn text(
        &self,
        config: &Config,
        operation: Operation<'_>,
        parameters: &Map<String, Value>,
    ) -> Bytes {
        let nearest = nearest(config, operation, parameters);
        let index = nearest.map_or(operation.action.examples.len(), |(index, _)| index);
        let make = || {
            let response = made(config, operation, nearest.map(|(_, example)| example));
            Bytes::from(serde_json::to_vec(&response).unwrap_or_default())
        };
        let cell = self.0.get(operation.slot).and_then(|row| row.0.get(index));
        cell.map_or_else(make, |cell| cell.get_or_init(make).clone())
    }
}

/// Returns the members under `Response`, without the request ID.
pub(crate) fn response(
    config: &Config,
    operation: Operation<'_>,
    parameters: &Map<String, Value>,
) -> Map<String, Value> {
    let nearest = nearest(config, operation, parameters);
    made(config, operation, nearest.map(|(_, example)| example))
}

fn made(
    config: &Config,
    operation: Operation<'_>,
    example: Option<&Example>,
) -> Map<String, Value> {
    let documented = example.and_then(|example| example.response.clone());
    let mut response = documented.unwrap_or_else(|| {
        let seed = below(config.seed, &operation.action.name);
        generate::members(operation, &operation.action.output, generate::Wanted::All, seed)
    });
    response.shift_remove("RequestId");
    response
}

/// The documented example that a request is answered with.
pub(crate) fn documented<'a>(
    config: &Config,
    operation: Operation<'a>,
    parameters: &Map<String, Value>,
) -> Option<&'a Example> {
    nearest(config, operation, parameters).map(|(_, example)| example)
}

/// The documented example with a response whose request has most in common with this one.
fn nearest<'a>(
    config: &Config,
    operation: Operation<'a>,
    parameters: &Map<String, Value>,
) -> Option<(usize, &'a Example)> {
    if config.answers == Answers::Generated {
        return None;
    }
    let examples = operation.action.examples.iter().enumerate();
    let answered =
        examples.filter(|(_, example)| example.response.is_some() && is_on(example, config.site));
    let shared = |example: &Example| {
        let request = example.request.iter().flatten();
        request.filter(|(name, value)| parameters.get(*name) == Some(value)).count()
    };
    // The first of equals: `max_by_key` would take the last.
    answered.rev().max_by_key(|(_, example)| shared(example))
}

fn is_on(example: &Example, site: Option<Site>) -> bool {
    site.is_none_or(|site| example.sites.contains(&site))
}
