//! The spans of calls where the feature `tracing` is off: they record nothing.

use crate::credential::secret::Credential;
use crate::envelope::Answer;
use crate::error::Error;
use crate::pipeline::prepared::{Prepared, Settings};
use std::time::Duration;

pub(crate) struct Span;

impl Span {
    pub(crate) fn of(_: &Prepared, _: &Settings) -> Self {
        Self
    }

    pub(crate) async fn run(
        &self,
        call: impl Future<Output = Result<Answer, Error>>,
    ) -> Result<Answer, Error> {
        call.await
    }

    #[allow(clippy::unused_self, reason = "the span that is none has the same methods")]
    pub(crate) fn sent(&self, _: u32, _: Option<&Credential>) {}

    pub(crate) fn retry(_: &Error, _: Duration) {}
}
