//! Keeping to the documented rates on the client's side, so that the service need not throttle.

use crate::clock::Clock;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Spaces the requests of each action and credential evenly, so that no second has more than are
/// documented.
///
/// Requests of an action queue up in the order in which they come. A cancelled request consumes no
/// slot: a slot is used up only by a request that goes on.
#[derive(Debug, Default)]
pub(crate) struct Limiter {
    /// The rate of actions whose documentation has none.
    default_rate: Option<u32>,
    /// By secret ID, service and action. Regions share a rate: whether services count them apart is
    /// not documented.
    queues: Mutex<BTreeMap<String, Arc<Queue>>>,
}

/// The moment at which the next request may be sent; locked by the first waiting request.
type Queue = tokio::sync::Mutex<Duration>;

/// With as many queues as this, unused ones are dropped before another one is made. Temporary
/// credentials have a new secret ID each time.
const MANY: usize = 1024;

impl Limiter {
    pub(crate) fn new(default_rate: Option<u32>) -> Self {
        Self { default_rate, queues: Mutex::default() }
    }

    /// Waits for the next free slot of an action, and takes it.
    pub(crate) async fn take(
        &self,
        secret_id: &str,
        service: &str,
        action: &str,
        documented: Option<u32>,
        clock: &dyn Clock,
    ) {
        let Some(rate) = documented.or(self.default_rate) else { return };
        let queue = self.queue(format!("{secret_id}/{service}/{action}"), clock);
        let mut free = queue.lock().await;
        let wait = free.saturating_sub(clock.elapsed());
        if !wait.is_zero() {
            clock.sleep(wait).await;
        }
        let interval = Duration::from_secs(1) / rate.max(1);
        *free = clock.elapsed().max(*free).saturating_add(interval);
    }

    fn queue(&self, name: String, clock: &dyn Clock) -> Arc<Queue> {
        let mut queues = self.queues.lock().unwrap_or_else(PoisonError::into_inner);
        if queues.len() >= MANY && !queues.contains_key(&name) {
            let now = clock.elapsed();
            let is_used = |queue: &Arc<Queue>| {
                Arc::strong_count(queue) > 1 || queue.try_lock().is_ok_and(|free| *free > now)
            };
            queues.retain(|_, queue| is_used(queue));
        }
        queues.entry(name).or_default().clone()
    }
}
