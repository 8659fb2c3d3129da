//! The little of futures that this crate needs beside `async` and `.await`.

use std::pin::{Pin, pin};
use std::task::{Context, Poll};

/// A future on the heap, of whatever type, that may move between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Returns the output of the future, or `None` if the timer ends first.
///
/// The future is polled before the timer: one that is ready at once never starts the timer.
pub(crate) async fn with_timeout<T>(
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

#[cfg(feature = "blocking")]
pub(crate) use thread::{block_on, is_running, until};

/// Futures on a thread that does nothing else.
#[cfg(feature = "blocking")]
mod thread {
    use std::cell::Cell;
    use std::pin::pin;
    use std::sync::Arc;
    use std::task::{Context, Poll, Wake};
    use std::thread::Thread;
    use std::time::Instant;

    thread_local! {
        static ALARM: Cell<Alarm> = const { Cell::new(Alarm::Absent) };
    }

    /// When the thread wakes by itself.
    #[derive(Clone, Copy, Default)]
    enum Alarm {
        /// The thread runs no future.
        #[default]
        Absent,
        Off,
        At(Instant),
    }

    struct Unpark(Thread);

    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }

    /// Gives the alarm back to the future around this one, also after a panic.
    struct Outer(Alarm);

    impl Drop for Outer {
        fn drop(&mut self) {
            ALARM.set(self.0);
        }
    }

    /// Runs a future on this thread, which sleeps while the future waits.
    pub(crate) fn block_on<T>(future: impl Future<Output = T>) -> T {
        let waker = Arc::new(Unpark(std::thread::current())).into();
        let mut context = Context::from_waker(&waker);
        let mut future = pin!(future);
        let _outer = Outer(ALARM.take());
        loop {
            ALARM.set(Alarm::Off);
            if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
                return value;
            }
            match ALARM.get() {
                Alarm::At(moment) => {
                    std::thread::park_timeout(moment.saturating_duration_since(Instant::now()));
                }
                Alarm::Absent | Alarm::Off => std::thread::park(),
            }
        }
    }

    /// Whether a future runs on this thread, so that [`until`] ends.
    pub(crate) fn is_running() -> bool {
        !matches!(ALARM.get(), Alarm::Absent)
    }

    /// Ends at this moment; never without one, or if the thread runs no future.
    pub(crate) async fn until(moment: Option<Instant>) {
        std::future::poll_fn(move |_| {
            let Some(moment) = moment else { return Poll::Pending };
            if moment <= Instant::now() {
                return Poll::Ready(());
            }
            match ALARM.get() {
                Alarm::At(first) => ALARM.set(Alarm::At(first.min(moment))),
                Alarm::Off => ALARM.set(Alarm::At(moment)),
                Alarm::Absent => {}
            }
            Poll::Pending
        })
        .await;
    }
}
