//! The compiled form of a model: one file with every service, of which a program decodes only the
//! versions that it asks for.
//!
//! ```text
//! magic and format   12 bytes
//! index              its length (u32), then the services with the place of each version's block
//! blocks             one per version, in the order of the index
//! ```
//!
//! The index and the blocks are postcard, compressed with zstd. A catalogue is made from a model
//! that [`resolve`](crate::resolve) has checked; places in files and naming overrides are left out.

mod read;
#[cfg(all(test, feature = "compile"))]
mod tests;
#[cfg(feature = "compile")]
mod write;

pub use read::{Catalogue, Error, ServiceEntry, VersionEntry};
#[cfg(feature = "compile")]
pub use write::{is_current, write};

use crate::document::Hosts;
use crate::model::{ErrorClass, ErrorCode};
use serde::{Deserialize, Serialize};

/// The first bytes of every catalogue.
const MAGIC: [u8; 8] = *b"tc-catlg";

/// The number of the format. It rises with each change of the form or of a type in it.
const FORMAT: u32 = 3;

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
    /// The length of the block as it is stored, and as it is decoded.
    stored: u32,
    decoded: u32,
}

impl IndexService {
    fn hosts(&self) -> Hosts {
        let (mainland, international) = (self.mainland.clone(), self.international.clone());
        Hosts { mainland, international }
    }
}
