//! What is known about a request by the time it is answered, for the log.

use crate::call::Call;
use crate::log::{Outcome, Received};
use bytes::Bytes;
use std::time::SystemTime;

/// What is known about a request by the time it is answered.
#[derive(Debug, Default)]
pub(super) struct Trace {
    action: String,
    version: String,
    region: Option<String>,
    language: Option<String>,
    secret_id: Option<String>,
    host: String,
    pub(super) parameters: Bytes,
}

impl Trace {
    pub(super) fn note(&mut self, call: &Call<'_>) {
        call.action.as_ref().clone_into(&mut self.action);
        call.version.as_ref().clone_into(&mut self.version);
        self.region = call.region.as_deref().map(str::to_owned);
        self.language = call.language.as_deref().map(str::to_owned);
        self.secret_id = call.secret_id().map(str::to_owned);
        call.host.clone_into(&mut self.host);
    }

    pub(super) fn received(
        self,
        number: u64,
        time: SystemTime,
        request_id: String,
        outcome: Outcome,
    ) -> Received {
        Received {
            number,
            time,
            action: self.action,
            version: self.version,
            region: self.region,
            language: self.language,
            secret_id: self.secret_id,
            host: self.host,
            request_id,
            outcome,
            parameters: self.parameters,
        }
    }
}
