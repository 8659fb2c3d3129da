//! Whether a request was signed with the secret of the key it names.
//!
//! Written against the documentation and not with the runtime's signer, so that the one tests the
//! other.

mod checks;
mod legacy;
mod tc3;

use crate::api_request::{ApiRequest, Auth};
use crate::config::Config;
use crate::keys::Keys;
use crate::refusal::Refusal;
use crate::signature_view::SignatureView;
use bytes::Bytes;
use http::Request;
use std::time::SystemTime;

/// The result of a check.
pub(crate) struct Checked {
    /// The number of the key that signed the request; `None` if it need not be signed.
    pub(crate) key: Result<Option<usize>, Refusal>,
    /// The strings from which the signature is calculated.
    pub(crate) signature: Option<SignatureView>,
}

/// Checks the signature of a request; `is_unsigned` says whether its action needs none.
pub(crate) fn check(
    config: &Config,
    keys: &Keys,
    request: &Request<Bytes>,
    call: &ApiRequest<'_>,
    (service, is_unsigned): (&str, bool),
    now: SystemTime,
) -> Checked {
    let mut signature = None;
    let key = match &call.auth {
        Auth::Tc3(authorization) => {
            let scopes = tc3::Scopes { service, others: &config.scopes };
            tc3::verify(keys, request, call, authorization, &scopes, now, &mut signature).map(Some)
        }
        Auth::Legacy(pairs) => {
            legacy::verify(keys, request, call, pairs, now, &mut signature).map(Some)
        }
        Auth::Skip if is_unsigned => Ok(None),
        Auth::Skip => Err(Refusal::invalid_authorization(
            "only actions that send another proof of identity may go without a signature",
        )),
        Auth::Nothing => Err(Refusal::missing("Authorization").hint("the request is not signed")),
    };
    let key = if config.verify_signatures { key } else { Ok(None) };
    Checked { key, signature }
}

#[cfg(test)]
mod tests;
