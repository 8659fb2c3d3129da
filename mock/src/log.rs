//! The log of a mock, for assertions: the last requests, as many as fit.

use crate::signature_view::SignatureView;
use bytes::Bytes;
use serde_json::{Map, Value};
use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

/// The longest text of parameters that is kept, in bytes.
const MAX_PARAMETERS: usize = 64 << 10;

/// The size of an entry without its texts, in bytes: an estimate that errs upwards.
const ENTRY: usize = 512;

/// A request that a mock received.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Received {
    /// The number of the request, from 0.
    pub number: u64,
    /// When it arrived.
    pub time: SystemTime,
    /// The action, as the request names it; empty if it names none.
    pub action: String,
    /// The version, as the request names it; empty if it names none.
    pub version: String,
    /// The region, if the request names one.
    pub region: Option<String>,
    /// The language of messages, if the request names one.
    pub language: Option<String>,
    /// The id of the key, if the request names one.
    pub secret_id: Option<String>,
    /// The host, as sent.
    pub host: String,
    /// The request id in the answer.
    pub request_id: String,
    /// The outcome.
    pub outcome: Outcome,
    /// The mock's view of the signature; `None` if the request has none that can be read.
    pub signature: Option<SignatureView>,
    /// The complete hint, which the header `X-Mock-Hint` may cut.
    pub hint: Option<String>,
    /// The parameters as JSON; empty if they could not be read, or are larger than the log takes.
    pub(crate) parameters: Bytes,
}

/// The outcome of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// It was answered with success.
    Answered,
    /// It was answered with this error code.
    Refused(String),
    /// It met a fault that was asked for.
    Fault,
}

impl Received {
    /// Returns the parameters; `None` if they could not be read, or are larger than the log takes.
    pub fn parameters(&self) -> Option<Map<String, Value>> {
        serde_json::from_slice(&self.parameters).ok()
    }

    /// Returns the error code of the answer, if it was a refusal.
    pub fn code(&self) -> Option<&str> {
        match &self.outcome {
            Outcome::Refused(code) => Some(code),
            _ => None,
        }
    }

    fn size(&self) -> usize {
        let optional = [&self.region, &self.language, &self.secret_id, &self.hint];
        let optional: usize = optional.into_iter().flatten().map(String::len).sum();
        let texts = [&self.action, &self.version, &self.host, &self.request_id];
        let texts: usize = texts.into_iter().map(String::len).sum();
        let signature = self.signature.as_ref().map_or(0, SignatureView::size);
        ENTRY + optional + texts + signature + self.parameters.len()
    }
}

/// Parameters as the log takes them: a copy, because a slice would hold the whole buffer it was
/// read into.
pub(crate) fn parameters(json: &[u8]) -> Bytes {
    if json.len() > MAX_PARAMETERS { Bytes::new() } else { Bytes::copy_from_slice(json) }
}

/// The last requests.
#[derive(Debug)]
pub(crate) struct Log {
    max_entries: usize,
    max_bytes: usize,
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    entries: VecDeque<Received>,
    bytes: usize,
}

impl Log {
    pub(crate) fn new(max_entries: usize, max_bytes: usize) -> Self {
        Self { max_entries, max_bytes, kept: Mutex::default() }
    }

    /// Adds a request; the oldest go if there are too many.
    pub(crate) fn push(&self, received: Received) {
        // Old entries are freed after the lock is released: others wait for it.
        let mut gone = Vec::new();
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.bytes += received.size();
        kept.entries.push_back(received);
        while kept.entries.len() > self.max_entries || kept.bytes > self.max_bytes {
            let Some(oldest) = kept.entries.pop_front() else {
                break;
            };
            kept.bytes -= oldest.size();
            gone.push(oldest);
        }
        drop(kept);
    }

    /// The last requests, oldest first.
    pub(crate) fn entries(&self) -> Vec<Received> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.entries.iter().cloned().collect()
    }

    /// The request with this request ID.
    pub(crate) fn entry(&self, request_id: &str) -> Option<Received> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.entries.iter().rev().find(|received| received.request_id == request_id).cloned()
    }

    /// Forgets all.
    pub(crate) fn clear(&self) {
        *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = Kept::default();
    }
}

#[cfg(test)]
mod tests {
    use super::{Log, Outcome, Received, parameters};
    use std::time::UNIX_EPOCH;

    fn received(number: u64, size: usize) -> Received {
        Received {
            number,
            time: UNIX_EPOCH,
            action: String::new(),
            version: String::new(),
            region: None,
            language: None,
            secret_id: None,
            host: String::new(),
            request_id: String::new(),
            outcome: Outcome::Answered,
            parameters: parameters(&vec![b' '; size]),
            signature: None,
            hint: None,
        }
    }

    #[test]
    fn the_oldest_go_when_there_are_too_many_or_they_are_too_large() {
        let log = Log::new(3, 10_000);
        (0..5).for_each(|number| log.push(received(number, 10)));
        let numbers = |log: &Log| -> Vec<u64> {
            log.entries().iter().map(|received| received.number).collect()
        };
        assert_eq!(numbers(&log), [2, 3, 4]);
        log.push(received(5, 8_500));
        assert_eq!(numbers(&log), [4, 5]);
        log.push(received(6, 20_000));
        assert!(numbers(&log).is_empty(), "what is larger than the whole log is not kept");
        log.push(received(7, 10));
        assert_eq!(numbers(&log), [7]);
    }
}
