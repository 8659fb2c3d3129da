//! The rules of a running mock, in the order in which they were added.

use crate::error::Error;
use crate::rule::{Effect, Rule};
use crate::spec::Operation;
use serde_json::{Map, Value};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{PoisonError, RwLock};
use std::time::Duration;

/// How many rules a mock takes.
const MAX_RULES: usize = 10_000;

/// The rules of a mock, in the order in which they were added.
#[derive(Debug, Default)]
pub(crate) struct Rules(RwLock<Vec<Active>>);

#[derive(Debug)]
struct Active {
    rule: Rule,
    /// How many requests fitted.
    seen: AtomicU64,
}

impl Rules {
    /// Adds rules: all of them, or none if there would be too many.
    pub(crate) fn add_all(&self, added: Vec<Rule>) -> Result<(), Error> {
        let mut rules = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if rules.len().saturating_add(added.len()) > MAX_RULES {
            return Err(Error::TooManyRules(MAX_RULES));
        }
        rules.extend(added.into_iter().map(|rule| Active { rule, seen: AtomicU64::new(0) }));
        Ok(())
    }

    /// Removes all rules.
    pub(crate) fn clear(&self) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Returns the delay and effect that apply to a request.
    pub(crate) fn apply(
        &self,
        operation: Operation<'_>,
        parameters: &Map<String, Value>,
    ) -> Option<(Duration, Effect)> {
        let rules = self.0.read().unwrap_or_else(PoisonError::into_inner);
        for active in rules.iter() {
            if !active.rule.fits(operation, parameters) {
                continue;
            }
            let place = active.seen.fetch_add(1, Ordering::Relaxed);
            let rule = &active.rule;
            let end = rule.times.map_or(u64::MAX, |times| rule.after.saturating_add(times));
            if (rule.after..end).contains(&place) {
                return Some((rule.delay, rule.effect.clone()));
            }
        }
        None
    }
}
