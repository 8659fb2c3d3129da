//! A model to the bytes of a catalogue.

use super::read::Catalogue;
use super::{FORMAT, Frame, HEADER, Heads, Index, IndexService, IndexVersion, Lengths, MAGIC};
use crate::model::{Member, Model, Version};
use serde::Serialize;
use std::collections::BTreeSet;
use std::io;

/// Compiles a model. `level` is the level of compression, from 1 to 22: higher ones take longer and
/// are read as fast.
///
/// # Errors
///
/// Returns an error if a version is too large for the format.
pub fn write(model: &Model, level: i32) -> io::Result<Vec<u8>> {
    write_in_pages(model, level, PAGE)
}

/// Compiles a model. A page ends with the part that reaches the length `page`.
pub(super) fn write_in_pages(model: &Model, level: i32, page: usize) -> io::Result<Vec<u8>> {
    let mut blocks = Vec::new();
    let mut services = Vec::with_capacity(model.services.len());
    for service in &model.services {
        let mut versions = Vec::with_capacity(service.versions.len());
        for version in &service.versions {
            let mut rest = version.clone();
            let heads = Heads::take(&mut rest);
            let mut pages = Vec::new();
            let frame = frame(rest, level, page, &mut pages)?;
            versions.push(IndexVersion {
                name: version.name.clone(),
                actions: length(version.actions.len())?,
                heads: compress(&heads, level, &mut blocks)?,
                frame: compress(&frame, level, &mut blocks)?,
                pages: length(pages.len())?,
            });
            blocks.extend(pages);
        }
        services.push(IndexService {
            folder: service.folder.clone(),
            wire_name: service.wire_name.clone(),
            title: service.title.clone(),
            doc: service.doc.clone(),
            mainland: service.hosts.mainland.clone(),
            international: service.hosts.international.clone(),
            file: service.file.clone(),
            versions,
        });
    }
    let index = Index {
        services,
        common_errors: model.common_errors.clone(),
        common_errors_file: model.common_errors_file.clone(),
        families: model.families.clone(),
    };
    let mut packed = Vec::new();
    let lengths = compress(&index, level, &mut packed)?;
    let mut bytes = Vec::with_capacity(HEADER + packed.len() + blocks.len());
    bytes.extend(MAGIC);
    bytes.extend(FORMAT.to_le_bytes());
    bytes.extend(lengths.stored.to_le_bytes());
    bytes.extend(packed);
    bytes.extend(blocks);
    Ok(bytes)
}

/// Whether a catalogue holds this model. How it is compressed does not matter.
pub fn is_current(catalogue: &[u8], model: &Model) -> bool {
    let Ok(present) = Catalogue::open(catalogue).and_then(|catalogue| catalogue.model()) else {
        return false;
    };
    let plain = |model: &Model| {
        let mut parts = Vec::new();
        for service in &model.services {
            let header = (&service.folder, &service.wire_name, &service.title, &service.doc);
            let hosts = (&service.hosts.mainland, &service.hosts.international, &service.file);
            parts.push(postcard::to_allocvec(&(header, hosts, &service.versions)).ok()?);
        }
        let common = (&model.common_errors, &model.common_errors_file, &model.families);
        parts.push(postcard::to_allocvec(&common).ok()?);
        Some(parts)
    };
    plain(&present).is_some_and(|present| Some(present) == plain(model))
}

/// The length of pages. Smaller ones are read faster for one action, and compress worse: with 96 KB the
/// catalogues of the whole cloud are a quarter larger.
const PAGE: usize = 512 << 10;

/// Adds the pages with the parts of a version, and returns its other facts.
fn frame(mut version: Version, level: i32, longest: usize, out: &mut Vec<u8>) -> io::Result<Frame> {
    let sensitive = sensitive(&version);
    let mut frame = Frame {
        objects: length(version.objects.len())?,
        sensitive,
        parts: Vec::new(),
        pages: Vec::new(),
        version: Version {
            actions: Vec::new(),
            objects: Vec::new(),
            value_sets: Vec::new(),
            name: std::mem::take(&mut version.name),
            doc: std::mem::take(&mut version.doc),
            source: version.source.take(),
            groups: Vec::new(),
            file: std::mem::take(&mut version.file),
            errors_file: std::mem::take(&mut version.errors_file),
            errors: std::mem::take(&mut version.errors),
        },
    };
    let actions = version.actions.iter().map(postcard::to_allocvec);
    let objects = version.objects.iter().map(postcard::to_allocvec);
    let value_sets = version.value_sets.iter().map(postcard::to_allocvec);
    let mut page = Vec::new();
    for part in actions.chain(objects).chain(value_sets) {
        let part = part.map_err(io::Error::other)?;
        frame.parts.push(length(part.len())?);
        page.extend(part);
        if page.len() >= longest {
            frame.pages.push(compress_bytes(&std::mem::take(&mut page), level, out)?);
        }
    }
    if !page.is_empty() {
        frame.pages.push(compress_bytes(&page, level, out)?);
    }
    Ok(frame)
}

/// The names of the sensitive members of a version, sorted.
fn sensitive(version: &Version) -> Vec<String> {
    let actions =
        version.actions.iter().flat_map(|action| action.input.iter().chain(&action.output));
    let objects = version.objects.iter().flat_map(|object| &object.members);
    let is_sensitive = |member: &&Member| member.sensitive;
    let names = actions.chain(objects).filter(is_sensitive).map(|member| member.name.clone());
    names.collect::<BTreeSet<_>>().into_iter().collect()
}

/// Adds the compressed bytes of a value.
fn compress<T: Serialize>(value: &T, level: i32, out: &mut Vec<u8>) -> io::Result<Lengths> {
    compress_bytes(&postcard::to_allocvec(value).map_err(io::Error::other)?, level, out)
}

fn compress_bytes(bytes: &[u8], level: i32, out: &mut Vec<u8>) -> io::Result<Lengths> {
    let mut compressor = zstd::bulk::Compressor::new(level)?;
    compressor.include_checksum(true)?;
    compressor.include_contentsize(true)?;
    let block = compressor.compress(bytes)?;
    let lengths = Lengths { stored: length(block.len())?, decoded: length(bytes.len())? };
    out.extend(block);
    Ok(lengths)
}

fn length(length: usize) -> io::Result<u32> {
    u32::try_from(length).map_err(|_| io::Error::other("a block of more than 4 GiB"))
}
