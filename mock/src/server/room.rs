//! Room for connections: there is a limit, and who has been idle longest makes way.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

/// How long a connection that was told to close may take before the new one is turned away.
const PATIENCE: Duration = Duration::from_millis(200);

/// The open connections.
#[derive(Debug)]
pub(super) struct Room {
    places: Arc<Semaphore>,
    idle: Mutex<Idle>,
}

#[derive(Debug, Default)]
struct Idle {
    /// The idle connections, by when they became so.
    since: BTreeMap<u64, Arc<Seat>>,
    /// The next point in time: a count is enough.
    next: u64,
}

/// What a connection has in the room.
#[derive(Debug)]
pub(super) struct Seat {
    room: Arc<Room>,
    /// Since when it is idle; `None` while it is not.
    idle_since: Mutex<Option<u64>>,
    leave: Notify,
    /// Whether closing is to reset the connection.
    pub(super) reset: AtomicBool,
}

/// Keeps a seat taken; gives it back when dropped.
#[derive(Debug)]
pub(super) struct Seated {
    pub(super) seat: Arc<Seat>,
    _permit: OwnedSemaphorePermit,
}

impl Room {
    pub(super) fn new(places: usize) -> Arc<Self> {
        Arc::new(Self {
            places: Arc::new(Semaphore::new(places.min(Semaphore::MAX_PERMITS))),
            idle: Mutex::default(),
        })
    }

    /// A seat for a new connection; `None` if all are busy.
    pub(super) async fn enter(self: &Arc<Self>) -> Option<Seated> {
        let permit = match Arc::clone(&self.places).try_acquire_owned().ok() {
            Some(permit) => permit,
            None => self.wait_for_place().await?,
        };
        let seat = Arc::new(Seat {
            room: Arc::clone(self),
            idle_since: Mutex::default(),
            leave: Notify::new(),
            reset: AtomicBool::new(false),
        });
        seat.idle();
        Some(Seated { seat, _permit: permit })
    }

    async fn wait_for_place(&self) -> Option<OwnedSemaphorePermit> {
        self.make_way().then_some(())?;
        timeout(PATIENCE, Arc::clone(&self.places).acquire_owned()).await.ok()?.ok()
    }

    /// Tells the connection that has been idle longest to close; false if none is idle.
    pub(super) fn make_way(&self) -> bool {
        let oldest = self.idle.lock().unwrap_or_else(PoisonError::into_inner).since.pop_first();
        oldest.is_some_and(|(_, seat)| {
            seat.leave.notify_one();
            true
        })
    }
}

impl Seat {
    /// From now on the connection waits for a request.
    pub(super) fn idle(self: &Arc<Self>) {
        let mut idle = self.room.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let now = idle.next;
        idle.next += 1;
        let mut since = self.idle_since.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(before) = since.replace(now) {
            idle.since.remove(&before);
        }
        idle.since.insert(now, Arc::clone(self));
    }

    /// From now on the connection has work to do, and does not make way.
    pub(super) fn busy(&self) {
        let mut idle = self.room.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let mut since = self.idle_since.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(before) = since.take() {
            idle.since.remove(&before);
        }
    }

    /// Completes when the connection is to make way.
    pub(super) async fn told_to_leave(&self) {
        self.leave.notified().await;
    }

    /// Has the connection reset when it is closed.
    pub(super) fn reset(&self) {
        self.reset.store(true, Ordering::Relaxed);
    }
}

impl Drop for Seated {
    fn drop(&mut self) {
        self.seat.busy();
    }
}
