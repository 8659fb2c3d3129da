//! The bytes of a catalogue to the parts of a model.

use super::blocks::Blocks;
use super::{
    FORMAT, Frame, HEADER, Heads, Index, IndexService, IndexVersion, LARGEST_BLOCK, Lengths, MAGIC,
};
use crate::model::{ErrorClass, ErrorCode, Model, Service, Version};
use serde::de::DeserializeOwned;
use std::fmt;
use std::io::Read as _;

/// A compiled catalogue. Opening it decodes the index alone.
pub struct Catalogue<B> {
    bytes: B,
    index: Index,
    /// Where the blocks begin.
    start: u64,
}

/// A service of a catalogue.
#[derive(Clone, Copy)]
pub struct ServiceEntry<'a> {
    service: &'a IndexService,
    bytes: &'a dyn Blocks,
    /// Where the versions' blocks begin.
    start: u64,
}

/// A version of a service, not yet decoded.
#[derive(Clone, Copy)]
pub struct VersionEntry<'a> {
    version: &'a IndexVersion,
    bytes: &'a dyn Blocks,
    /// Where its blocks begin.
    start: u64,
}

/// An action with all that it reaches.
#[derive(Debug, Clone, PartialEq)]
pub struct Reached {
    /// The version. Ids are those of the whole version; actions that are not reached have the facts of
    /// their heads alone, and objects and value sets that are not reached are empty.
    pub version: Version,
    /// The names of the sensitive members of the whole version, sorted.
    pub sensitive: Vec<String>,
}

/// The reason that a catalogue cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// The bytes are no catalogue.
    NotACatalogue,
    /// The catalogue has another format than this program reads.
    Format {
        /// The format of the catalogue.
        found: u32,
        /// The format that is read.
        expected: u32,
    },
    /// The catalogue is cut or damaged; what was being read, and the cause.
    Damaged {
        /// The index, or the version of a service.
        part: String,
        /// The decoder's message.
        cause: String,
    },
}

impl<B: Blocks> Catalogue<B> {
    /// Opens a catalogue.
    ///
    /// # Errors
    ///
    /// Returns an error if the bytes are no catalogue, or one of another format.
    pub fn open(bytes: B) -> Result<Self, Error> {
        let (index, start) = Self::index(&bytes)?;
        let blocks = bytes.length() - start;
        let versions = index.services.iter().flat_map(|service| &service.versions);
        let stored: u64 = versions.map(IndexVersion::stored).sum();
        if stored != blocks {
            let cause = format!("{blocks} bytes of blocks, where the index has {stored}");
            return Err(Error::Damaged { part: "index".to_owned(), cause });
        }
        Ok(Self { bytes, index, start })
    }

    /// The index, and where it ends.
    fn index(bytes: &B) -> Result<(Index, u64), Error> {
        let cut = || Error::Damaged { part: "header".to_owned(), cause: "it is cut".to_owned() };
        let header = usize::try_from(bytes.length()).map_or(HEADER, |most| most.min(HEADER));
        let header = bytes.part(0, header).map_err(|error| unreadable("header", &error))?;
        let Some(rest) = header.strip_prefix(&MAGIC) else { return Err(Error::NotACatalogue) };
        let (found, rest) = rest.split_first_chunk().ok_or_else(cut)?;
        let found = u32::from_le_bytes(*found);
        if found != FORMAT {
            return Err(Error::Format { found, expected: FORMAT });
        }
        let length = u32::from_le_bytes(*rest.first_chunk().ok_or_else(cut)?);
        let start = HEADER as u64 + u64::from(length);
        if start > bytes.length() {
            return Err(cut());
        }
        let part = bytes.part(HEADER as u64, length as usize);
        let part = part.map_err(|error| unreadable("index", &error))?;
        Ok((decode(&part, LARGEST_BLOCK, || "index".to_owned())?, start))
    }

    /// Iterates over the services, by folder.
    pub fn services(&self) -> impl Iterator<Item = ServiceEntry<'_>> {
        let mut start = self.start;
        self.index.services.iter().map(move |service| {
            let entry = ServiceEntry { service, bytes: &self.bytes, start };
            start += service.versions.iter().map(IndexVersion::stored).sum::<u64>();
            entry
        })
    }

    /// Returns the service with this folder or wire name.
    pub fn service(&self, name: &str) -> Option<ServiceEntry<'_>> {
        let mut services = self.services();
        services.find(|entry| entry.folder() == name || entry.wire_name() == name)
    }

    /// Returns the codes that any action may return, sorted.
    pub fn common_errors(&self) -> &[ErrorCode] {
        &self.index.common_errors
    }

    /// Returns the class of each family of codes, sorted by family.
    pub fn families(&self) -> &[(String, ErrorClass)] {
        &self.index.families
    }

    /// Decodes everything.
    ///
    /// # Errors
    ///
    /// Returns an error if a version is damaged.
    pub fn model(&self) -> Result<Model, Error> {
        let services = self.services().map(ServiceEntry::decode).collect::<Result<_, _>>()?;
        Ok(Model {
            services,
            common_errors: self.index.common_errors.clone(),
            common_errors_file: self.index.common_errors_file.clone(),
            families: self.index.families.clone(),
            words: Vec::new(),
            renames: Vec::new(),
            is_selection: false,
        })
    }
}

impl<'a> ServiceEntry<'a> {
    /// Returns the name of the service's folder in a spec.
    pub fn folder(self) -> &'a str {
        &self.service.folder
    }

    /// Returns the name on the wire.
    pub fn wire_name(self) -> &'a str {
        &self.service.wire_name
    }

    /// Returns the product's name.
    pub fn title(self) -> &'a str {
        &self.service.title
    }

    /// Returns the description.
    pub fn doc(self) -> &'a str {
        &self.service.doc
    }

    /// Returns the service without its versions.
    pub fn header(self) -> Service {
        let service = self.service;
        Service {
            folder: service.folder.clone(),
            wire_name: service.wire_name.clone(),
            title: service.title.clone(),
            doc: service.doc.clone(),
            hosts: service.hosts(),
            file: service.file.clone(),
            versions: Vec::new(),
        }
    }

    /// Iterates over the versions, oldest first.
    pub fn versions(self) -> impl DoubleEndedIterator<Item = VersionEntry<'a>> {
        let mut start = self.start;
        let entry = |version: &'a IndexVersion| {
            let entry = VersionEntry { version, bytes: self.bytes, start };
            start += version.stored();
            entry
        };
        self.service.versions.iter().map(entry).collect::<Vec<_>>().into_iter()
    }

    /// Decodes the service with all of its versions.
    ///
    /// # Errors
    ///
    /// Returns an error if a version is damaged.
    pub fn decode(self) -> Result<Service, Error> {
        let versions = self.versions().map(VersionEntry::decode).collect::<Result<_, _>>()?;
        Ok(Service { versions, ..self.header() })
    }
}

impl<'a> VersionEntry<'a> {
    /// Returns the date that names the version.
    pub fn name(self) -> &'a str {
        &self.version.name
    }

    /// Returns the number of actions.
    pub fn action_count(self) -> usize {
        self.version.actions as usize
    }

    /// Decodes the heads of its actions alone.
    ///
    /// # Errors
    ///
    /// Returns an error if their block is damaged.
    pub fn heads(self) -> Result<Heads, Error> {
        let heads: Heads = self.block(self.start, self.version.heads, "heads of version")?;
        let groups = heads.groups.len();
        if heads.actions.iter().all(|head| head.group.is_none_or(|group| group < groups)) {
            return Ok(heads);
        }
        Err(self.damaged("a group leads nowhere"))
    }

    /// Decodes the facts that no action has for itself, and returns where the pages of parts begin.
    pub(super) fn frame(self) -> Result<(Frame, u64), Error> {
        let start = self.start + u64::from(self.version.heads.stored);
        let frame: Frame = self.block(start, self.version.frame, "version")?;
        Ok((frame, start + u64::from(self.version.frame.stored)))
    }

    /// Reads a page of parts.
    pub(super) fn page(self, start: u64, lengths: Lengths) -> Result<Vec<u8>, Error> {
        let part = || format!("version {}", self.version.name);
        let page = self.bytes.part(start, lengths.stored as usize);
        decompress(&page.map_err(|error| unreadable(&part(), &error))?, lengths.decoded, part)
    }

    /// The length of all pages as they are stored.
    pub(super) fn stored_pages(self) -> u64 {
        self.version.pages.into()
    }

    fn block<T: DeserializeOwned>(
        self,
        start: u64,
        lengths: Lengths,
        what: &str,
    ) -> Result<T, Error> {
        let part = || format!("{what} {}", self.version.name);
        let block = self.bytes.part(start, lengths.stored as usize);
        let block = block.map_err(|error| unreadable(&part(), &error))?;
        decode(&block, lengths.decoded, part)
    }

    pub(super) fn damaged(self, cause: &str) -> Error {
        Error::Damaged { part: format!("version {}", self.version.name), cause: cause.to_owned() }
    }
}

impl IndexVersion {
    /// The length of its blocks.
    fn stored(&self) -> u64 {
        let blocks = [self.heads.stored, self.frame.stored, self.pages];
        blocks.into_iter().map(u64::from).sum()
    }
}

fn unreadable(part: &str, error: &std::io::Error) -> Error {
    Error::Damaged { part: part.to_owned(), cause: error.to_string() }
}

/// The most bytes that a length reserves before anything is decoded: the largest version has 4 MB.
const MOST_RESERVED: usize = 4 << 20;

/// Decompresses and decodes a block of at most `largest` bytes.
fn decode<T: DeserializeOwned>(
    block: &[u8],
    largest: u32,
    part: impl Fn() -> String,
) -> Result<T, Error> {
    decoded(&decompress(block, largest, &part)?, part)
}

/// Decodes a value that takes all of the bytes.
pub(super) fn decoded<T: DeserializeOwned>(
    bytes: &[u8],
    part: impl Fn() -> String,
) -> Result<T, Error> {
    let damaged = |cause: String| Error::Damaged { part: part(), cause };
    let (value, rest) =
        postcard::take_from_bytes(bytes).map_err(|error| damaged(error.to_string()))?;
    if !rest.is_empty() {
        return Err(damaged(format!("{} bytes are left over", rest.len())));
    }
    Ok(value)
}

/// Decompresses a block of at most `largest` bytes.
fn decompress(block: &[u8], largest: u32, part: impl Fn() -> String) -> Result<Vec<u8>, Error> {
    let damaged = |cause: String| Error::Damaged { part: part(), cause };
    let largest = u64::from(largest.min(LARGEST_BLOCK));
    // A damaged index may state any length: memory beyond this grows with what is really there.
    let expected = usize::try_from(largest).unwrap_or(0).min(MOST_RESERVED);
    let mut bytes = Vec::with_capacity(expected);
    let frames = ruzstd::decoding::StreamingDecoder::new(block);
    let frames = frames.map_err(|error| damaged(error.to_string()))?;
    let read = frames.take(largest + 1).read_to_end(&mut bytes);
    read.map_err(|error| damaged(error.to_string()))?;
    if bytes.len() as u64 > largest {
        return Err(damaged(format!("it has more than {largest} bytes")));
    }
    Ok(bytes)
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotACatalogue => f.write_str("not a compiled catalogue"),
            Self::Format { found, expected } => write!(
                f,
                "the catalogue has format {found} and this program reads format {expected}; compile \
                 it again with this program's version"
            ),
            Self::Damaged { part, cause } => {
                write!(f, "the catalogue is damaged ({part}: {cause}); compile it again")
            }
        }
    }
}

impl std::error::Error for Error {}

impl<B> fmt::Debug for Catalogue<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let services = self.index.services.iter().map(|service| &service.folder);
        f.debug_list().entries(services).finish()
    }
}
