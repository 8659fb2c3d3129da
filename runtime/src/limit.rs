//! Keeping to the documented rates on the client's side, so that the service need not refuse.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Spaces the requests of each action evenly, so that no second has more than are documented.
///
/// Whoever comes is given the next free moment, and waits once.
#[derive(Debug, Default)]
pub(crate) struct Limiter {
    /// By service and action, when the next request may be sent.
    free: Mutex<BTreeMap<(String, String), Duration>>,
}

impl Limiter {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Takes the next free moment of an action, and tells how long it is until then.
    pub(crate) fn take(&self, service: &str, action: &str, rate: u32, now: Duration) -> Duration {
        let interval = Duration::from_secs(1) / rate.max(1);
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let next = free.entry((service.to_owned(), action.to_owned())).or_default();
        let moment = now.max(*next);
        *next = moment + interval;
        moment.saturating_sub(now)
    }
}

#[cfg(test)]
mod tests {
    use super::Limiter;
    use std::time::Duration;

    #[test]
    fn requests_of_an_action_are_spaced_by_its_rate_and_others_do_not_wait() {
        let limiter = Limiter::new();
        let take = |action, now| limiter.take("cvm", action, 20, Duration::from_millis(now));
        let waits = [take("A", 0), take("A", 0), take("A", 10), take("B", 10), take("A", 500)];
        assert_eq!(waits.map(|wait| wait.as_millis()), [0, 50, 90, 0, 0]);
    }
}
