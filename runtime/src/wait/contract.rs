//! The contract of requests that start tasks.

use crate::action::Action;

/// A request that starts tasks.
pub trait Wait: Action {
    /// The request that asks for the state of a task.
    type Poll: Action + 'static;
    /// How to ask, and what the answers mean.
    #[doc(hidden)]
    const PLAN: &'static Plan;
}

/// How to ask for the state of a task, and what the answers mean. Paths are names on the wire, from
/// the outside inwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[doc(hidden)]
pub struct Plan {
    /// The members of the polling request, and where their values come from.
    pub input: &'static [(usize, Source)],
    /// Where the polling response tells the state.
    pub state: &'static [&'static str],
    /// The states that mean success.
    pub success: &'static [&'static str],
    /// The states that mean failure.
    pub failure: &'static [&'static str],
    /// Where the polling response tells why a task failed; empty if it does not.
    pub reason: &'static [&'static str],
}

/// Where a value for a polling request comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[doc(hidden)]
pub enum Source {
    /// A member of the request that has started the task.
    Request(&'static [&'static str]),
    /// A member of the response to it.
    Response(&'static [&'static str]),
    /// A list in the response to it, and a member of its elements, each of which is a task.
    Each(&'static [&'static str], &'static [&'static str]),
}
