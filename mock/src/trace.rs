//! The facts known about a request when it is answered, for the log.

use crate::api_request::ApiRequest;
use crate::log::{Outcome, Received};
use crate::signature_view::SignatureView;
use bytes::Bytes;
use std::time::SystemTime;

/// The facts known about a request when it is answered.
#[derive(Debug, Default)]
pub(crate) struct Trace {
    action: String,
    version: String,
    region: Option<String>,
    language: Option<String>,
    secret_id: Option<String>,
    host: String,
    pub(crate) parameters: Bytes,
    pub(crate) signature: Option<SignatureView>,
    pub(crate) hint: Option<String>,
}

impl Trace {
    pub(crate) fn note(&mut self, call: &ApiRequest<'_>) {
        call.action.as_ref().clone_into(&mut self.action);
        call.version.as_ref().clone_into(&mut self.version);
        self.region = call.region.as_deref().map(str::to_owned);
        self.language = call.language.as_deref().map(str::to_owned);
        self.secret_id = call.secret_id().map(str::to_owned);
        call.host.clone_into(&mut self.host);
    }

    pub(crate) fn received(
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
            signature: self.signature,
            hint: self.hint,
        }
    }
}
