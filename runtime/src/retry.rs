//! Retries: when, how often, after how long.
//!
//! A request is retried if that is safe and may help: it was throttled or not sent, or the action is
//! idempotent and no response came or the service failed internally. It is signed anew each time.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// When a request is retried.
///
/// ```
/// use std::time::Duration;
/// use tencentcloud_runtime::retry::Policy;
///
/// let patient = Policy::new().attempts(8).longest_pause(Duration::from_secs(60));
/// let never = Policy::off();
/// # let _ = (patient, never);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    attempts: u32,
    first: Duration,
    longest: Duration,
}

impl Policy {
    /// At most four requests, with pauses of up to 0.5, 1 and 2 seconds.
    pub const fn new() -> Self {
        Self { attempts: 4, first: Duration::from_millis(500), longest: Duration::from_secs(20) }
    }

    /// One request, whatever happens to it.
    pub const fn off() -> Self {
        Self { attempts: 1, ..Self::new() }
    }

    /// How many requests a call may send, at least one.
    #[must_use]
    pub const fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = if attempts == 0 { 1 } else { attempts };
        self
    }

    /// How long the first pause may be. Each is chosen at random between nothing and a bound, and
    /// each bound is twice the one before.
    #[must_use]
    pub const fn first_pause(mut self, pause: Duration) -> Self {
        self.first = pause;
        self
    }

    /// How long any pause may be.
    #[must_use]
    pub const fn longest_pause(mut self, pause: Duration) -> Self {
        self.longest = pause;
        self
    }

    /// The longest pause after so many requests.
    fn bound(&self, sent: u32) -> Duration {
        let doubled = 2_u32.saturating_pow(sent.saturating_sub(1));
        self.first.saturating_mul(doubled).min(self.longest)
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self::new()
    }
}

/// The failure of a request, as far as retries are concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RetryReason {
    /// The service did not accept it for now.
    Throttled,
    /// It did not leave.
    NotSent,
    /// It left, and what happened then is not known.
    Unanswered,
    /// It bore the wrong time; the client knows a better one now.
    Skewed,
    /// Its credential is no longer accepted.
    Stale,
    /// Sending it again would not help.
    Final,
}

/// The next step after a request that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RetryDecision {
    /// Send again after a pause.
    Pause(Duration),
    /// Send again at once.
    Again,
    /// Send again if there is another credential.
    Renew,
    /// Give up.
    Stop,
}

/// The requests of one call.
#[derive(Debug)]
pub(crate) struct Attempts<'a> {
    policy: &'a Policy,
    budget: &'a Budget,
    idempotent: bool,
    sent: u32,
    corrected: bool,
    renewed: bool,
}

impl<'a> Attempts<'a> {
    pub(crate) fn new(policy: &'a Policy, budget: &'a Budget, idempotent: bool) -> Self {
        Self { policy, budget, idempotent, sent: 0, corrected: false, renewed: false }
    }

    /// How many requests there were.
    pub(crate) fn sent(&self) -> u32 {
        self.sent
    }

    /// A request is about to be sent.
    pub(crate) fn begin(&mut self) {
        self.sent += 1;
    }

    /// A request was answered, whatever the answer.
    pub(crate) fn answered(&self) {
        self.budget.refund();
    }

    /// A request failed.
    pub(crate) fn failed(&mut self, reason: RetryReason) -> RetryDecision {
        if self.policy.attempts <= 1 {
            return RetryDecision::Stop;
        }
        match reason {
            // A wrong time or credential is put right once, beside the count.
            RetryReason::Skewed if !std::mem::replace(&mut self.corrected, true) => {
                RetryDecision::Again
            }
            RetryReason::Stale if !std::mem::replace(&mut self.renewed, true) => {
                RetryDecision::Renew
            }
            RetryReason::Throttled | RetryReason::NotSent => self.pause(),
            RetryReason::Unanswered if self.idempotent => self.pause(),
            _ => RetryDecision::Stop,
        }
    }

    fn pause(&self) -> RetryDecision {
        let counted = self.sent - u32::from(self.corrected) - u32::from(self.renewed);
        if counted >= self.policy.attempts || !self.budget.take() {
            return RetryDecision::Stop;
        }
        RetryDecision::Pause(self.policy.bound(counted).mul_f64(fastrand::f64()))
    }
}

/// How many requests all calls of a client may send again, so that many callers do not press on a
/// service that is down. Answered requests earn some back.
#[derive(Debug)]
pub(crate) struct Budget(AtomicU32);

impl Budget {
    const FULL: u32 = 500;
    const COST: u32 = 5;

    pub(crate) fn new() -> Self {
        Self(AtomicU32::new(Self::FULL))
    }

    pub(crate) fn take(&self) -> bool {
        let taken = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
            left.checked_sub(Self::COST)
        });
        taken.is_ok()
    }

    fn refund(&self) {
        // Full is the normal state: then nothing is written.
        let _ = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
            (left < Self::FULL).then_some(left + 1)
        });
    }
}

#[cfg(test)]
mod tests {
    use super::{Attempts, Budget, Policy, RetryDecision, RetryReason};
    use std::time::Duration;

    /// Returns the decision after each failure.
    fn course(policy: &Policy, idempotent: bool, troubles: &[RetryReason]) -> Vec<RetryDecision> {
        let budget = Budget::new();
        let mut attempts = Attempts::new(policy, &budget, idempotent);
        let next = |trouble: &RetryReason| {
            attempts.begin();
            attempts.failed(*trouble)
        };
        troubles.iter().map(next).collect()
    }

    fn pauses(next: &[RetryDecision]) -> usize {
        next.iter().filter(|next| matches!(next, RetryDecision::Pause(_))).count()
    }

    #[test]
    fn refused_and_unsent_requests_are_sent_again_until_the_attempts_are_used_up() {
        for trouble in [RetryReason::Throttled, RetryReason::NotSent] {
            let next = course(&Policy::new(), false, &[trouble; 4]);
            assert_eq!(pauses(&next), 3);
            assert_eq!(next.last(), Some(&RetryDecision::Stop));
        }
    }

    #[test]
    fn requests_that_may_have_happened_are_sent_again_only_if_that_is_safe() {
        assert_eq!(
            course(&Policy::new(), false, &[RetryReason::Unanswered]),
            [RetryDecision::Stop]
        );
        assert_eq!(pauses(&course(&Policy::new(), true, &[RetryReason::Unanswered])), 1);
    }

    #[test]
    fn the_clock_and_the_credential_are_put_right_once_each_beside_the_count() {
        let policy = Policy::new().attempts(2);
        let troubles = [
            RetryReason::Skewed,
            RetryReason::Stale,
            RetryReason::Throttled,
            RetryReason::Throttled,
        ];
        let next = course(&policy, false, &troubles);
        assert_eq!(next.get(..2), Some(&[RetryDecision::Again, RetryDecision::Renew][..]));
        assert_eq!(pauses(&next), 1);
        assert_eq!(next.last(), Some(&RetryDecision::Stop));
        assert_eq!(
            course(&policy, false, &[RetryReason::Skewed; 2]),
            [RetryDecision::Again, RetryDecision::Stop]
        );
        assert_eq!(
            course(&policy, false, &[RetryReason::Stale; 2]),
            [RetryDecision::Renew, RetryDecision::Stop]
        );
    }

    #[test]
    fn switched_off_nothing_is_sent_again() {
        for trouble in
            [RetryReason::Throttled, RetryReason::NotSent, RetryReason::Skewed, RetryReason::Stale]
        {
            assert_eq!(course(&Policy::off(), true, &[trouble]), [RetryDecision::Stop]);
        }
    }

    #[test]
    fn pauses_double_up_to_the_longest() {
        let policy =
            Policy::new().first_pause(Duration::from_secs(1)).longest_pause(Duration::from_secs(5));
        let bounds = [1, 2, 3, 4, 40].map(|sent| policy.bound(sent).as_secs());
        assert_eq!(bounds, [1, 2, 4, 5, 5]);
    }

    #[test]
    fn an_outage_uses_up_what_all_calls_share_and_answers_earn_it_back() {
        let (budget, policy) = (Budget::new(), Policy::new());
        let fails = || {
            let mut attempts = Attempts::new(&policy, &budget, false);
            attempts.begin();
            attempts.failed(RetryReason::NotSent)
        };
        let sent_again = (0..200).filter(|_| fails() != RetryDecision::Stop).count();
        assert_eq!(sent_again, 100);
        for _ in 0..5 {
            Attempts::new(&policy, &budget, false).answered();
        }
        assert!(matches!(fails(), RetryDecision::Pause(_)));
        assert_eq!(fails(), RetryDecision::Stop);
    }
}
