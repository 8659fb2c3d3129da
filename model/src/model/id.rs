//! Ids: indices into the lists of a version.

use serde::{Deserialize, Serialize};

/// An index into [`Version::actions`](super::Version::actions).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ActionId(pub usize);

/// An index into [`Version::objects`](super::Version::objects).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ObjectId(pub usize);

/// An index into [`Version::value_sets`](super::Version::value_sets).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ValueSetId(pub usize);

/// An index into [`Version::errors`](super::Version::errors).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ErrorId(pub usize);

/// The owner of a list of members.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Owner {
    /// The input of an action.
    Input(ActionId),
    /// The output of an action.
    Output(ActionId),
    /// An object.
    Object(ObjectId),
}
