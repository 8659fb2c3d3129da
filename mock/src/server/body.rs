//! The body of an answer, which may end too early on purpose.

use bytes::Bytes;
use http_body::{Frame, SizeHint};
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::{Sleep, sleep};

/// How long the part that is sent has to reach the client before the connection is closed.
const GRACE: Duration = Duration::from_millis(50);

/// The most that is given away at once, in bytes. Whoever writes it takes the next piece when this
/// one has found room; all at once it would be out of our sight, and no longer count as held.
const PIECE: usize = 32 << 10;

/// Bytes of bodies that count as held until this is dropped.
pub(super) struct Held {
    total: Arc<AtomicUsize>,
    bytes: usize,
}

impl Held {
    pub(super) fn new(total: &Arc<AtomicUsize>) -> Self {
        Self { total: Arc::clone(total), bytes: 0 }
    }

    /// Counts more bytes; says whether all that are held stay within the limit.
    pub(super) fn grow(&mut self, bytes: usize, limit: usize) -> bool {
        self.bytes += bytes;
        self.total.fetch_add(bytes, Ordering::Relaxed) + bytes <= limit
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.total.fetch_sub(self.bytes, Ordering::Relaxed);
    }
}

/// The body of an answer.
pub(super) struct Body {
    /// What is still to be sent.
    bytes: Bytes,
    /// What the client was told to expect beyond that.
    missing: u64,
    /// Runs from when all was sent that will be.
    grace: Option<Pin<Box<Sleep>>>,
    /// Until the client has read it, or is gone.
    _held: Held,
}

/// The body ends here, and it should not.
#[derive(Debug)]
pub(super) struct Cut;

impl fmt::Display for Cut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the answer is truncated on purpose")
    }
}

impl std::error::Error for Cut {}

impl Body {
    pub(super) fn whole(bytes: Bytes, held: Held) -> Self {
        Self { bytes, missing: 0, grace: None, _held: held }
    }

    /// A body of which only the first bytes are sent, and at least one is not.
    pub(super) fn truncated(mut bytes: Bytes, sent: usize, held: Held) -> Self {
        let length = bytes.len();
        bytes.truncate(sent.min(length.saturating_sub(1)));
        let missing = (length.saturating_sub(bytes.len())).max(1) as u64;
        Self { missing, bytes, grace: None, _held: held }
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = Cut;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Cut>>> {
        if !self.bytes.is_empty() {
            let length = self.bytes.len().min(PIECE);
            return Poll::Ready(Some(Ok(Frame::data(self.bytes.split_to(length)))));
        }
        if self.missing == 0 {
            return Poll::Ready(None);
        }
        let grace = self.grace.get_or_insert_with(|| Box::pin(sleep(GRACE)));
        grace.as_mut().poll(context).map(|()| Some(Err(Cut)))
    }

    fn is_end_stream(&self) -> bool {
        self.bytes.is_empty() && self.missing == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.bytes.len() as u64 + self.missing)
    }
}
