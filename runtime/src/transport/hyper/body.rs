//! Bodies of requests and responses.

use ::hyper::body::{Body, Frame, Incoming, SizeHint};
use bytes::{Bytes, BytesMut};
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

/// A body that is known as a whole.
pub(super) struct Whole(Option<Bytes>);

impl Whole {
    pub(super) fn new(bytes: Bytes) -> Self {
        Self((!bytes.is_empty()).then_some(bytes))
    }
}

impl Body for Whole {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(self.0.take().map(|bytes| Ok(Frame::data(bytes))))
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.0.as_ref().map_or(0, |bytes| bytes.len() as u64))
    }
}

/// A body that was not read to its end.
pub(super) enum TooLong {
    /// It is longer than the limit; this much of it was read.
    Body(Bytes),
    /// The connection failed after so many bytes.
    Broken(usize, ::hyper::Error),
}

/// Reads a body up to a limit and reports how much of it has come.
pub(super) async fn read(
    mut incoming: Incoming,
    limit: usize,
    mut report: impl FnMut(usize),
) -> Result<Bytes, TooLong> {
    let mut body = Bytes::new();
    loop {
        let frame = std::future::poll_fn(|context| Pin::new(&mut incoming).poll_frame(context));
        match frame.await {
            None => return Ok(body),
            Some(Err(error)) => return Err(TooLong::Broken(body.len(), error)),
            Some(Ok(frame)) => {
                let Ok(chunk) = frame.into_data() else { continue };
                body = join(body, chunk);
                report(body.len());
                if body.len() > limit {
                    body.truncate(limit);
                    return Err(TooLong::Body(body));
                }
            }
        }
    }
}

/// Appends a chunk. Small bodies are one chunk, which is not copied.
fn join(body: Bytes, chunk: Bytes) -> Bytes {
    if body.is_empty() {
        return chunk;
    }
    let mut whole = BytesMut::from(body);
    whole.extend_from_slice(&chunk);
    whole.freeze()
}
