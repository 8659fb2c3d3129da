//! Checks that every algorithm shares: the key, the clock, the token, the host.

use crate::api_request::{ApiRequest, without_port};
use crate::keys::{Key, Keys};
use crate::refusal::Refusal;
use crate::time::{iso, unix_seconds};
use std::time::SystemTime;

/// By how many seconds the clocks of client and server may differ.
const MAX_SKEW: i64 = 300;

/// The key with an ID.
pub(super) fn key(keys: &Keys, id: &str) -> Result<Key, Refusal> {
    keys.find(id).ok_or_else(|| Refusal::secret_id_not_found(id))
}

/// The time a request was signed at, if the clocks agree.
pub(super) fn fresh(call: &ApiRequest<'_>, now: SystemTime) -> Result<i64, Refusal> {
    let sent = call.timestamp.ok_or_else(|| Refusal::missing("Timestamp"))?;
    let now = unix_seconds(now);
    if now.abs_diff(sent) > MAX_SKEW.unsigned_abs() {
        return Err(Refusal::signature_expired(sent, now));
    }
    Ok(sent)
}

/// Checks the token of a request, and that the key has not expired.
pub(super) fn check_token(
    key: &Key,
    call: &ApiRequest<'_>,
    now: SystemTime,
) -> Result<(), Refusal> {
    match (key.token.as_deref(), call.token.as_deref()) {
        (None, None) => Ok(()),
        (Some(wanted), Some(sent)) if wanted == sent => match key.expires {
            Some(expires) if expires <= unix_seconds(now) => Err(Refusal::token_failure(format!(
                "the credential expired at {}: request another",
                iso(expires)
            ))),
            _ => Ok(()),
        },
        (Some(_), Some(_)) => Err(Refusal::token_failure("the credential has another token")),
        (Some(_), None) => {
            Err(Refusal::token_failure("the credential is temporary: send its token"))
        }
        (None, Some(_)) => Err(Refusal::token_failure("the credential has no token")),
    }
}

/// The hosts a client may have signed: as sent, and without its port, which some clients do.
pub(super) fn hosts<'r>(call: &ApiRequest<'r>) -> impl Iterator<Item = &'r str> + use<'r> {
    let bare = without_port(call.host);
    let other = (bare != call.host).then_some(bare);
    [Some(call.host), other].into_iter().flatten()
}

/// The lower-case hexadecimal form of bytes.
pub(super) fn hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 0xF)]).collect()
}
