//! The documented rates: so many requests per second, per action and key.

use crate::refusal::Refusal;
use crate::time::unix_seconds;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

/// How many counts are kept before those of past seconds are forgotten.
const MAX_WINDOWS: usize = 10_000;

/// Counts requests, per action and key.
#[derive(Debug, Default)]
pub(crate) struct Limiter {
    windows: Mutex<HashMap<(usize, Option<usize>), Window>>,
}

#[derive(Debug, Clone, Copy)]
struct Window {
    second: i64,
    count: u32,
}

impl Limiter {
    /// Counts a request to the action `slot` by a credential, and refuses it if it is one too many
    /// in this second. Requests that are refused count too.
    pub(crate) fn count(
        &self,
        slot: usize,
        credential: Option<usize>,
        limit: u32,
        now: SystemTime,
    ) -> Result<(), Refusal> {
        let second = unix_seconds(now);
        let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        if windows.len() >= MAX_WINDOWS {
            windows.retain(|_, window| window.second == second);
        }
        let window = windows.entry((slot, credential)).or_insert(Window { second, count: 0 });
        if window.second != second {
            *window = Window { second, count: 0 };
        }
        window.count = window.count.saturating_add(1);
        if window.count > limit {
            return Err(Refusal::too_fast(window.count, limit));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Limiter;
    use std::time::{Duration, UNIX_EPOCH};

    #[test]
    fn each_action_key_and_second_has_its_own_count() {
        let limiter = Limiter::default();
        let now = UNIX_EPOCH + Duration::from_millis(1_500);
        assert!(limiter.count(0, Some(0), 2, now).is_ok());
        assert!(limiter.count(0, Some(0), 2, now).is_ok());
        let refusal = limiter.count(0, Some(0), 2, now).expect_err("the third is one too many");
        assert_eq!(refusal.code, "RequestLimitExceeded");
        assert!(refusal.message.contains("`3`") && refusal.message.contains("`2`"));
        assert!(limiter.count(1, Some(0), 2, now).is_ok());
        assert!(limiter.count(0, Some(1), 2, now).is_ok());
        assert!(limiter.count(0, Some(0), 2, now + Duration::from_millis(499)).is_err());
        assert!(limiter.count(0, Some(0), 2, now + Duration::from_millis(500)).is_ok());
    }
}
