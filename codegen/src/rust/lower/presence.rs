//! Presence: which fields of a record may be absent.

use tencentcloud_model::model::Object;

/// The direction of a record, which decides which of its fields may be absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Presence {
    /// Only sent: required fields are present.
    Sent,
    /// Only received: any field may be absent, and an absent list is empty.
    Received,
    /// Sent and received: any field may be absent, and an absent list differs from an empty one.
    Both,
}

impl Presence {
    /// Returns the presence of an object's fields.
    pub(crate) fn of_object(object: &Object) -> Self {
        match (object.in_requests, object.in_responses) {
            (true, false) => Self::Sent,
            (true, true) => Self::Both,
            (false, _) => Self::Received,
        }
    }

    /// Returns whether a request can hold such a record.
    pub(crate) fn is_sent(self) -> bool {
        self != Self::Received
    }
}
