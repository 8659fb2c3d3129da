//! The little of futures that this crate needs beside `async` and `.await`.

use std::pin::{Pin, pin};
use std::task::{Context, Poll};

/// A future on the heap, of whatever type, that may move between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// What the future gives, or nothing if the timer ends first.
///
/// The future is asked before the timer: one that is ready at once never starts the timer.
pub(crate) async fn before<T>(
    mut timer: BoxFuture<'_, ()>,
    future: impl Future<Output = T>,
) -> Option<T> {
    let mut future = pin!(future);
    std::future::poll_fn(move |context: &mut Context<'_>| {
        if let Poll::Ready(value) = future.as_mut().poll(context) {
            return Poll::Ready(Some(value));
        }
        timer.as_mut().poll(context).map(|()| None)
    })
    .await
}

/// Runs a future on this thread, which sleeps while the future waits.
#[cfg(feature = "blocking")]
pub(crate) fn block_on<T>(future: impl Future<Output = T>) -> T {
    struct Unpark(std::thread::Thread);

    impl std::task::Wake for Unpark {
        fn wake(self: std::sync::Arc<Self>) {
            self.0.unpark();
        }
    }

    let waker = std::sync::Arc::new(Unpark(std::thread::current())).into();
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
            return value;
        }
        std::thread::park();
    }
}
