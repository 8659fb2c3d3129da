//! Bodies: the memory they hold, and answers that end too early on purpose.

use super::connection_limit::Slot;
use bytes::Bytes;
use http_body::{Frame, SizeHint};
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Sleep, sleep};

/// How long the part that is sent has to reach the client before the connection is closed.
const GRACE: Duration = Duration::from_millis(50);

/// The largest piece that is handed to the connection at once, in bytes. It takes the next piece
/// when it has room: a whole body would leave our sight, and no longer be counted as held.
const PIECE: usize = 32 << 10;

/// Bytes of bodies that count as held until this is dropped.
pub(super) struct Held {
    free: Arc<Semaphore>,
    permit: Option<OwnedSemaphorePermit>,
}

impl Held {
    /// Holds nothing yet; `free` has a permit for each byte that may still be held.
    pub(super) fn new(free: &Arc<Semaphore>) -> Self {
        Self { free: Arc::clone(free), permit: None }
    }

    /// Holds more bytes; returns whether there was room for them.
    pub(super) fn grow(&mut self, bytes: usize) -> bool {
        let Ok(count) = u32::try_from(bytes) else { return false };
        let Ok(more) = Arc::clone(&self.free).try_acquire_many_owned(count) else { return false };
        match &mut self.permit {
            Some(permit) => permit.merge(more),
            None => self.permit = Some(more),
        }
        true
    }
}

/// The body of an answer.
pub(super) struct Body {
    /// The bytes that are still to be sent.
    bytes: Bytes,
    /// How many bytes the client was told to expect beyond that.
    missing: u64,
    /// Runs from the moment when everything was sent that will be.
    grace: Option<Pin<Box<Sleep>>>,
    /// Until the client has read it, or is gone.
    _held: Held,
    slot: Arc<Slot>,
}

/// The body ends here on purpose.
#[derive(Debug)]
pub(super) struct Truncated;

impl fmt::Display for Truncated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the answer is truncated on purpose")
    }
}

impl std::error::Error for Truncated {}

impl Body {
    pub(super) fn whole(bytes: Bytes, held: Held, slot: Arc<Slot>) -> Self {
        Self { bytes, missing: 0, grace: None, _held: held, slot }
    }

    /// A body of which only the first bytes are sent, and at least one is not.
    pub(super) fn truncated(mut bytes: Bytes, sent: usize, held: Held, slot: Arc<Slot>) -> Self {
        let length = bytes.len();
        bytes.truncate(sent.min(length.saturating_sub(1)));
        let missing = (length.saturating_sub(bytes.len())).max(1) as u64;
        Self { missing, bytes, grace: None, _held: held, slot }
    }
}

impl Drop for Body {
    fn drop(&mut self) {
        self.slot.answered();
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = Truncated;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Truncated>>> {
        if !self.bytes.is_empty() {
            let length = self.bytes.len().min(PIECE);
            return Poll::Ready(Some(Ok(Frame::data(self.bytes.split_to(length)))));
        }
        if self.missing == 0 {
            return Poll::Ready(None);
        }
        let grace = self.grace.get_or_insert_with(|| Box::pin(sleep(GRACE)));
        grace.as_mut().poll(context).map(|()| Some(Err(Truncated)))
    }

    fn is_end_stream(&self) -> bool {
        self.bytes.is_empty() && self.missing == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.bytes.len() as u64 + self.missing)
    }
}
