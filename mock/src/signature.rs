//! Whether a request was signed with the secret it names.
//!
//! Written against the documentation and not with the runtime's signer, so that the one tests the
//! other.

mod legacy;
mod tc3;

use crate::call::{Call, Proof, without_port};
use crate::config::{Config, Credential};
use crate::refusal::Refusal;
use bytes::Bytes;
use http::Request;
use std::time::{SystemTime, UNIX_EPOCH};

/// By how many seconds the clocks of client and server may differ.
const MAX_SKEW: i64 = 300;

/// Verifies a request's signature. Returns which credential it was signed with, by its position.
pub(crate) fn verify(
    config: &Config,
    request: &Request<Bytes>,
    call: &Call<'_>,
    service: &str,
    now: SystemTime,
) -> Result<Option<usize>, Refusal> {
    if !config.verify_signatures {
        return Ok(None);
    }
    match &call.proof {
        Proof::Tc3(authorization) => {
            tc3::verify(config, request, call, authorization, service, now).map(Some)
        }
        Proof::Legacy(pairs) => legacy::verify(config, request, call, pairs, now).map(Some),
        Proof::Skip if config.unsigned_actions.iter().any(|name| *name == call.action) => Ok(None),
        Proof::Skip => Err(Refusal::invalid_authorization(
            "only actions that hand in another proof may go without a signature",
        )),
        Proof::Nothing => Err(Refusal::missing("Authorization").hint("the request is not signed")),
    }
}

fn credential<'c>(config: &'c Config, id: &str) -> Result<(usize, &'c Credential), Refusal> {
    let mut credentials = config.credentials.iter().enumerate();
    let found = credentials.find(|(_, credential)| credential.secret_id == id);
    found.ok_or_else(|| Refusal::secret_id_not_found(id))
}

/// The time a request was signed at, if the clocks agree.
fn fresh(call: &Call<'_>, now: SystemTime) -> Result<i64, Refusal> {
    let sent = call.timestamp.ok_or_else(|| Refusal::missing("Timestamp"))?;
    let now = unix_seconds(now);
    if now.abs_diff(sent) > MAX_SKEW.unsigned_abs() {
        return Err(Refusal::signature_expired(sent, now));
    }
    Ok(sent)
}

fn check_token(credential: &Credential, call: &Call<'_>) -> Result<(), Refusal> {
    match (credential.token.as_deref(), call.token.as_deref()) {
        (None, None) => Ok(()),
        (Some(wanted), Some(sent)) if wanted == sent => Ok(()),
        (Some(_), Some(_)) => Err(Refusal::token_failure("the credential has another token")),
        (Some(_), None) => {
            Err(Refusal::token_failure("the credential is temporary: send its token"))
        }
        (None, Some(_)) => Err(Refusal::token_failure("the credential has no token")),
    }
}

/// The hosts a client may have signed: as sent, and without its port, which some clients do.
fn hosts<'r>(call: &Call<'r>) -> impl Iterator<Item = &'r str> + use<'r> {
    let bare = without_port(call.host);
    let other = (bare != call.host).then_some(bare);
    [Some(call.host), other].into_iter().flatten()
}

/// Seconds since 1970.
pub(crate) fn unix_seconds(time: SystemTime) -> i64 {
    match time.duration_since(UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_secs()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_secs()).map_or(i64::MIN, |secs| -secs),
    }
}

/// The lower-case hexadecimal form of bytes.
fn hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 0xF)]).collect()
}

#[cfg(test)]
mod tests;
