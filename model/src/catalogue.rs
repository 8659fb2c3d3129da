//! The compiled form of a model: one file with every service, of which a program decodes only the
//! versions that it asks for.
//!
//! ```text
//! magic and format   12 bytes
//! index              its length (u32), then the services with the lengths of each version's blocks
//! blocks             of each version, in the order of the index: the heads of its actions, its frame,
//!                    and pages with its parts
//! ```
//!
//! A program that lists, completes or searches actions decodes the heads alone. The parts of a version
//! are its actions, objects and value sets. The frame has the other facts, and the length of each part,
//! so that one action is decoded with the parts that it reaches and without the others.
//! A catalogue on disk is read in parts, too: the index, and the blocks that are asked for.
//!
//! The index and the blocks are postcard, compressed with zstd. A catalogue is made from a model
//! that [`resolve`](crate::resolve) has checked; places in files and naming overrides are left out.

mod blocks;
mod parts;
mod read;
#[cfg(all(test, feature = "compile"))]
mod tests;
mod valid;
#[cfg(feature = "compile")]
mod write;

pub use blocks::{Blocks, OnDisk};
pub use read::{Catalogue, Error, Reached, ServiceEntry, VersionEntry};
#[cfg(feature = "compile")]
pub use write::{is_current, write};

use crate::document::Hosts;
use crate::model::{ErrorClass, ErrorCode, Status, Version};
use serde::{Deserialize, Serialize};

/// The first bytes of every catalogue.
const MAGIC: [u8; 8] = *b"tc-catlg";

/// The number of the format. It rises with each change of the form or of a type in it.
const FORMAT: u32 = 5;

/// The length of all that comes before the index.
const HEADER: usize = MAGIC.len() + 4 + 4;

/// No block has more bytes, as it is decoded: the largest version of the whole API has 4 MB.
const LARGEST_BLOCK: u32 = 64 << 20;

/// The index: all that is decoded of every catalogue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Index {
    services: Vec<IndexService>,
    common_errors: Vec<ErrorCode>,
    common_errors_file: String,
    families: Vec<(String, ErrorClass)>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct IndexService {
    folder: String,
    wire_name: String,
    title: String,
    doc: String,
    mainland: Option<String>,
    international: Option<String>,
    file: String,
    versions: Vec<IndexVersion>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct IndexVersion {
    name: String,
    /// The number of actions.
    actions: u32,
    heads: Lengths,
    frame: Lengths,
    /// The length of all pages as they are stored.
    pages: u32,
}

/// A version without its parts, and where these are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Frame {
    /// The version without actions, objects and value sets.
    version: Version,
    /// The names of its sensitive members, sorted.
    sensitive: Vec<String>,
    /// The number of objects.
    objects: u32,
    /// The length of each part as it is decoded: the actions, the objects, and the value sets.
    parts: Vec<u32>,
    /// The pages. Each part lies in one page.
    pages: Vec<Lengths>,
}

/// The length of a block as it is stored, and as it is decoded.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Lengths {
    stored: u32,
    decoded: u32,
}

/// The actions of a version, as lists and searches need them.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Heads {
    /// The groups of actions, in menu order.
    pub groups: Vec<String>,
    /// The actions, by name.
    pub actions: Vec<ActionHead>,
}

/// The part of an action that lists and searches need.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ActionHead {
    /// The name on the wire.
    pub name: String,
    /// Its description.
    pub doc: String,
    /// An index into [`Heads::groups`].
    pub group: Option<usize>,
    /// Whether it is in service.
    pub status: Status,
    /// Whether it is safe to send twice.
    pub idempotent: bool,
}

impl Heads {
    /// Takes the heads out of a version.
    #[cfg(feature = "compile")]
    fn take(version: &mut Version) -> Self {
        let head = |action: &mut crate::model::Action| ActionHead {
            name: std::mem::take(&mut action.name),
            doc: std::mem::take(&mut action.doc),
            group: action.group.take(),
            status: action.status,
            idempotent: action.idempotent,
        };
        Self {
            groups: std::mem::take(&mut version.groups),
            actions: version.actions.iter_mut().map(head).collect(),
        }
    }
}

impl IndexService {
    fn hosts(&self) -> Hosts {
        let (mainland, international) = (self.mainland.clone(), self.international.clone());
        Hosts { mainland, international }
    }
}
