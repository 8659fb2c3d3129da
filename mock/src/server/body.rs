//! The body of an answer, which may end too early on purpose.

use bytes::Bytes;
use http_body::{Frame, SizeHint};
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::{Sleep, sleep};

/// How long the part that is sent has to reach the client before the connection is closed.
const GRACE: Duration = Duration::from_millis(50);

/// The body of an answer.
pub(super) struct Body {
    /// What is still to be sent.
    bytes: Bytes,
    /// What the client was told to expect beyond that.
    missing: u64,
    /// Runs from when all was sent that will be.
    grace: Option<Pin<Box<Sleep>>>,
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
    pub(super) fn whole(bytes: Bytes) -> Self {
        Self { bytes, missing: 0, grace: None }
    }

    /// A body of which only the first bytes are sent, and at least one is not.
    pub(super) fn truncated(mut bytes: Bytes, sent: usize) -> Self {
        let length = bytes.len();
        bytes.truncate(sent.min(length.saturating_sub(1)));
        Self { missing: (length.saturating_sub(bytes.len())).max(1) as u64, bytes, grace: None }
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
            let bytes = std::mem::take(&mut self.bytes);
            return Poll::Ready(Some(Ok(Frame::data(bytes))));
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
