//! Keeping to the documented rates on the client's side, so that the service need not refuse.

use crate::clock::Clock;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Spaces the requests of each action evenly, so that no second has more than are documented.
///
/// Requests of an action queue up in the order in which they come. Who gives up leaves the queue and
/// takes no one's time: a moment is used up only by a request that goes on.
#[derive(Debug, Default)]
pub(crate) struct Limiter {
    /// By service and action.
    queues: Mutex<BTreeMap<String, Arc<Queue>>>,
}

/// When the next request may be sent; locked by the first of those who wait.
type Queue = tokio::sync::Mutex<Duration>;

impl Limiter {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Waits for the next free moment of an action, and takes it.
    pub(crate) async fn take(&self, service: &str, action: &str, rate: u32, clock: &dyn Clock) {
        let queue = self.queue(format!("{service}/{action}"));
        let mut free = queue.lock().await;
        let wait = free.saturating_sub(clock.elapsed());
        if !wait.is_zero() {
            clock.sleep(wait).await;
        }
        let interval = Duration::from_secs(1) / rate.max(1);
        *free = clock.elapsed().max(*free).saturating_add(interval);
    }

    fn queue(&self, name: String) -> Arc<Queue> {
        let mut queues = self.queues.lock().unwrap_or_else(PoisonError::into_inner);
        queues.entry(name).or_default().clone()
    }
}
