//! Visitors of actions, for tests that do the same for every action.

use serde::Serialize;
use serde::de::DeserializeOwned;
use tencentcloud_api::runtime::action::Action;

/// Something to do for every action, whatever its types.
pub trait Visitor {
    /// Does it for the action with this request.
    fn visit<A: Action + Serialize + DeserializeOwned>(&mut self);
}
