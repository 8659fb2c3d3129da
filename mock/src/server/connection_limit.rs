//! The limit on connections: a semaphore, and the eviction of idle connections while others wait.
//!
//! A connection on which a request has begun is never evicted. Beyond the limit, new connections
//! wait in the system's queue, where their first request waits with them. While one waits, answers
//! carry `Connection: close`, so that busy connections free their places without a race.

use std::collections::BTreeMap;
use std::mem;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Waker;
use std::time::{Duration, Instant};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

/// How long a connection must have been idle after an answer before it is evicted: a client that
/// sends its next request at once keeps it.
const IDLE_TIME: Duration = Duration::from_millis(100);

/// How often eviction is tried again while a connection waits.
const RETRY_TIME: Duration = Duration::from_millis(20);

/// The limit on connections, and the idle ones among them.
#[derive(Debug)]
pub(super) struct ConnectionLimit {
    places: Arc<Semaphore>,
    /// Places of connections that hang on purpose: those need not keep others waiting.
    hanging: Arc<Semaphore>,
    /// How long a new connection may stay silent while others wait.
    silent_time: Duration,
    is_waiting: AtomicBool,
    idle: Mutex<Idle>,
}

/// The idle connections, by the order in which they became idle.
#[derive(Debug, Default)]
struct Idle {
    slots: BTreeMap<u64, Arc<Slot>>,
    next: u64,
}

/// The place of a connection under the limit.
#[derive(Debug)]
pub(super) struct Slot {
    limit: Arc<ConnectionLimit>,
    state: Mutex<State>,
    /// Whether an answer was handed over completely, but not yet written.
    is_answered: AtomicBool,
    /// Whether closing is to reset the connection.
    is_reset: AtomicBool,
}

#[derive(Debug)]
struct State {
    activity: Activity,
    /// Wakes the task of the connection while it waits for bytes.
    reader: Option<Waker>,
    permit: Option<OwnedSemaphorePermit>,
}

/// The activity of a connection.
#[derive(Debug)]
enum Activity {
    /// A request is being received or answered.
    Busy,
    /// It waits for a request, and can be evicted from the given time on.
    Idle { number: u64, evictable: Instant },
    /// It was told to close if no request has begun.
    Evicted,
}

/// Keeps a place taken; gives it back when dropped.
#[derive(Debug)]
pub(super) struct Occupied(pub(super) Arc<Slot>);

impl ConnectionLimit {
    pub(super) fn new(count: usize, silent_time: Duration) -> Arc<Self> {
        let places = || Arc::new(Semaphore::new(count.min(Semaphore::MAX_PERMITS)));
        Arc::new(Self {
            places: places(),
            hanging: places(),
            silent_time,
            is_waiting: AtomicBool::new(false),
            idle: Mutex::default(),
        })
    }

    /// Waits for a place and takes it; `None` once the server is gone.
    pub(super) async fn acquire(self: &Arc<Self>) -> Option<Occupied> {
        let permit = match Arc::clone(&self.places).try_acquire_owned() {
            Ok(permit) => permit,
            Err(_) => self.wait().await?,
        };
        let slot = Arc::new(Slot {
            limit: Arc::clone(self),
            state: Mutex::new(State {
                activity: Activity::Busy,
                reader: None,
                permit: Some(permit),
            }),
            is_answered: AtomicBool::new(false),
            is_reset: AtomicBool::new(false),
        });
        slot.idle(self.silent_time);
        Some(Occupied(slot))
    }

    async fn wait(&self) -> Option<OwnedSemaphorePermit> {
        self.is_waiting.store(true, Ordering::Relaxed);
        let permit = loop {
            self.evict_idle();
            let acquire = Arc::clone(&self.places).acquire_owned();
            if let Ok(permit) = timeout(RETRY_TIME, acquire).await {
                break permit.ok();
            }
        };
        self.is_waiting.store(false, Ordering::Relaxed);
        permit
    }

    /// Whether a connection waits for a place.
    pub(super) fn is_waiting(&self) -> bool {
        self.is_waiting.load(Ordering::Relaxed)
    }

    /// Tells the connection that has been idle longest to close, if one has been so long enough.
    pub(super) fn evict_idle(&self) {
        let now = Instant::now();
        let oldest = {
            let mut idle = lock(&self.idle);
            let found = idle.slots.iter().find(|(_, slot)| slot.is_evictable(now));
            let number = found.map(|(number, _)| *number);
            number.and_then(|number| idle.slots.remove_entry(&number))
        };
        if let Some((number, slot)) = oldest {
            slot.evict(number);
        }
    }

    fn insert(&self, slot: &Arc<Slot>) -> u64 {
        let mut idle = lock(&self.idle);
        let number = idle.next;
        idle.next += 1;
        idle.slots.insert(number, Arc::clone(slot));
        number
    }

    fn remove(&self, number: u64) {
        lock(&self.idle).slots.remove(&number);
    }
}

impl Slot {
    /// Marks the connection as waiting for a request, evictable after a time.
    pub(super) fn idle(self: &Arc<Self>, evictable_after: Duration) {
        let number = self.limit.insert(self);
        let evictable = Instant::now() + evictable_after;
        let before =
            mem::replace(&mut lock(&self.state).activity, Activity::Idle { number, evictable });
        self.forget(&before);
    }

    /// Marks the connection as having a request: it is no longer evicted.
    pub(super) fn busy(&self) {
        self.is_answered.store(false, Ordering::Relaxed);
        let before = mem::replace(&mut lock(&self.state).activity, Activity::Busy);
        self.forget(&before);
    }

    /// Marks the answer as handed over; it is on its way once the socket is flushed.
    pub(super) fn answered(&self) {
        self.is_answered.store(true, Ordering::Relaxed);
    }

    /// Marks everything that was handed over as written.
    pub(super) fn flushed(self: &Arc<Self>) {
        if self.is_answered.swap(false, Ordering::Relaxed) {
            self.idle(IDLE_TIME);
        }
    }

    /// Whether the connection, which has nothing to read, is to close; else `reader` is woken when
    /// it is.
    pub(super) fn is_evicted(&self, reader: &Waker) -> bool {
        let mut state = lock(&self.state);
        if matches!(state.activity, Activity::Evicted) {
            return true;
        }
        if !state.reader.as_ref().is_some_and(|known| known.will_wake(reader)) {
            state.reader = Some(reader.clone());
        }
        false
    }

    /// Gives the place to another connection while this one hangs on purpose.
    pub(super) fn hang(&self) {
        if let Ok(permit) = Arc::clone(&self.limit.hanging).try_acquire_owned() {
            lock(&self.state).permit = Some(permit);
        }
    }

    /// Has the connection reset when it is closed.
    pub(super) fn reset(&self) {
        self.is_reset.store(true, Ordering::Relaxed);
    }

    /// Whether closing is to reset the connection.
    pub(super) fn is_reset(&self) -> bool {
        self.is_reset.load(Ordering::Relaxed)
    }

    fn is_evictable(&self, now: Instant) -> bool {
        match lock(&self.state).activity {
            Activity::Idle { evictable, .. } => evictable <= now,
            Activity::Busy | Activity::Evicted => false,
        }
    }

    fn evict(&self, chosen: u64) {
        let reader = {
            let mut state = lock(&self.state);
            // A request may have begun since it was chosen.
            if !matches!(state.activity, Activity::Idle { number, .. } if number == chosen) {
                return;
            }
            state.activity = Activity::Evicted;
            state.reader.take()
        };
        if let Some(reader) = reader {
            reader.wake();
        }
    }

    fn forget(&self, activity: &Activity) {
        if let Activity::Idle { number, .. } = activity {
            self.limit.remove(*number);
        }
    }
}

impl Drop for Occupied {
    fn drop(&mut self) {
        self.0.busy();
        lock(&self.0.state).permit = None;
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
