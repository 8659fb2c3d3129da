//! The bytes of a catalogue to the parts of a model.

use super::{FORMAT, HEADER, Index, IndexService, IndexVersion, LARGEST_BLOCK, MAGIC};
use crate::model::{
    Action, ActionId, ErrorClass, ErrorCode, Member, Model, Owner, Pagination, Service, Type,
    ValueSetOrigin, Version, Wait,
};
use serde::de::DeserializeOwned;
use std::fmt;
use std::io::Read as _;

/// A compiled catalogue. Opening it decodes the index alone.
pub struct Catalogue<B> {
    bytes: B,
    index: Index,
}

/// A service of a catalogue.
#[derive(Clone, Copy)]
pub struct ServiceEntry<'a> {
    service: &'a IndexService,
    /// The versions' blocks, from the first one on.
    blocks: &'a [u8],
}

/// A version of a service, not yet decoded.
#[derive(Clone, Copy)]
pub struct VersionEntry<'a> {
    version: &'a IndexVersion,
    block: &'a [u8],
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

impl<B: AsRef<[u8]>> Catalogue<B> {
    /// Opens a catalogue.
    ///
    /// # Errors
    ///
    /// Returns an error if the bytes are no catalogue, or one of another format.
    pub fn open(bytes: B) -> Result<Self, Error> {
        let index = Self::index(bytes.as_ref())?;
        let blocks = bytes.as_ref().len() - Self::start(bytes.as_ref());
        let versions = index.services.iter().flat_map(|service| &service.versions);
        let stored: u64 = versions.map(|version| u64::from(version.stored)).sum();
        if stored != blocks as u64 {
            let cause = format!("{blocks} bytes of blocks, where the index has {stored}");
            return Err(Error::Damaged { part: "index".to_owned(), cause });
        }
        Ok(Self { bytes, index })
    }

    fn index(bytes: &[u8]) -> Result<Index, Error> {
        let Some(rest) = bytes.strip_prefix(&MAGIC) else { return Err(Error::NotACatalogue) };
        let cut = || Error::Damaged { part: "header".to_owned(), cause: "it is cut".to_owned() };
        let (found, rest) = rest.split_first_chunk().ok_or_else(cut)?;
        let found = u32::from_le_bytes(*found);
        if found != FORMAT {
            return Err(Error::Format { found, expected: FORMAT });
        }
        let (length, rest) = rest.split_first_chunk().ok_or_else(cut)?;
        let length = usize::try_from(u32::from_le_bytes(*length)).map_err(|_| cut())?;
        decode(rest.get(..length).ok_or_else(cut)?, LARGEST_BLOCK, || "index".to_owned())
    }

    /// Where the blocks begin.
    fn start(bytes: &[u8]) -> usize {
        let length = bytes.get(MAGIC.len() + 4..).and_then(<[u8]>::first_chunk);
        let length = length.map_or(0, |length| u32::from_le_bytes(*length) as usize);
        HEADER.saturating_add(length).min(bytes.len())
    }

    /// Iterates over the services, by folder.
    pub fn services(&self) -> impl Iterator<Item = ServiceEntry<'_>> {
        let bytes = self.bytes.as_ref();
        let mut blocks = bytes.get(Self::start(bytes)..).unwrap_or_default();
        self.index.services.iter().map(move |service| {
            let length = service.versions.iter().map(|version| version.stored as usize).sum();
            let (own, rest) = blocks.split_at(usize::min(length, blocks.len()));
            blocks = rest;
            ServiceEntry { service, blocks: own }
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
        let mut blocks = self.blocks;
        let mut entries = Vec::with_capacity(self.service.versions.len());
        for version in &self.service.versions {
            let (block, rest) = blocks.split_at(usize::min(version.stored as usize, blocks.len()));
            blocks = rest;
            entries.push(VersionEntry { version, block });
        }
        entries.into_iter()
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

    /// Decodes the version.
    ///
    /// # Errors
    ///
    /// Returns an error if its block is damaged.
    pub fn decode(self) -> Result<Version, Error> {
        let part = || format!("version {}", self.version.name);
        let version: Version = decode(self.block, self.version.decoded, part)?;
        if ids_are_valid(&version) {
            return Ok(version);
        }
        Err(Error::Damaged { part: part(), cause: "an id leads nowhere".to_owned() })
    }
}

/// Whether every id of a version leads to a thing in it.
fn ids_are_valid(version: &Version) -> bool {
    let is_type = |ty: &Type| {
        let mut ty = ty;
        while let Type::List(element) = ty {
            ty = element;
        }
        match ty {
            Type::Object(id) => id.0 < version.objects.len(),
            Type::Values(id) => id.0 < version.value_sets.len(),
            Type::Scalar(_) | Type::List(_) => true,
        }
    };
    let is_action = |id: &ActionId| id.0 < version.actions.len();
    let are_members = |members: &[Member]| members.iter().all(|member| is_type(&member.ty));
    let is_owner = |owner: &Owner| match owner {
        Owner::Input(id) | Owner::Output(id) => is_action(id),
        Owner::Object(id) => id.0 < version.objects.len(),
    };
    let is_paging = |action: &Action, paging: &Pagination| {
        let (input, output) = (action.input.len(), action.output.len());
        let outputs = [Some(paging.items), paging.next, paging.total, paging.more];
        let inputs = [Some(paging.cursor), paging.size];
        outputs.into_iter().flatten().all(|index| index < output)
            && inputs.into_iter().flatten().all(|index| index < input)
    };
    let is_wait = |wait: &Wait| {
        let poll = version.actions.get(wait.poll.0);
        poll.is_some_and(|poll| wait.input.iter().all(|(index, _)| *index < poll.input.len()))
    };
    version.actions.iter().all(|action| {
        are_members(&action.input)
            && are_members(&action.output)
            && action.group.is_none_or(|group| group < version.groups.len())
            && action.errors.iter().flatten().all(|error| error.code.0 < version.errors.len())
            && action.pagination.as_ref().is_none_or(|paging| is_paging(action, paging))
            && action.wait.as_ref().is_none_or(is_wait)
    }) && version.objects.iter().all(|object| are_members(&object.members))
        && version.errors.iter().all(|error| error.actions.iter().all(is_action))
        && version.value_sets.iter().all(|set| match &set.origin {
            ValueSetOrigin::Inline { owner, .. } => is_owner(owner),
            ValueSetOrigin::Named { .. } => true,
        })
}

/// Decompresses and decodes a block of at most `largest` bytes.
fn decode<T: DeserializeOwned>(
    block: &[u8],
    largest: u32,
    part: impl Fn() -> String,
) -> Result<T, Error> {
    let damaged = |cause: String| Error::Damaged { part: part(), cause };
    let largest = u64::from(largest.min(LARGEST_BLOCK));
    let mut bytes = Vec::new();
    let frames = ruzstd::decoding::StreamingDecoder::new(block);
    let frames = frames.map_err(|error| damaged(error.to_string()))?;
    let read = frames.take(largest + 1).read_to_end(&mut bytes);
    read.map_err(|error| damaged(error.to_string()))?;
    if bytes.len() as u64 > largest {
        return Err(damaged(format!("it has more than {largest} bytes")));
    }
    let (value, rest) =
        postcard::take_from_bytes(&bytes).map_err(|error| damaged(error.to_string()))?;
    if !rest.is_empty() {
        return Err(damaged(format!("{} bytes are left over", rest.len())));
    }
    Ok(value)
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
