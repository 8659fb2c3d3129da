//! A model to the bytes of a catalogue.

use super::read::Catalogue;
use super::{FORMAT, HEADER, Heads, Index, IndexService, IndexVersion, Lengths, MAGIC};
use crate::model::Model;
use serde::Serialize;
use std::io;

/// Compiles a model. `level` is the level of compression, from 1 to 22: higher ones take longer and
/// are read as fast.
///
/// # Errors
///
/// Returns an error if a version is too large for the format.
pub fn write(model: &Model, level: i32) -> io::Result<Vec<u8>> {
    let mut blocks = Vec::new();
    let mut services = Vec::with_capacity(model.services.len());
    for service in &model.services {
        let mut versions = Vec::with_capacity(service.versions.len());
        for version in &service.versions {
            let mut rest = version.clone();
            let heads = Heads::take(&mut rest);
            versions.push(IndexVersion {
                name: version.name.clone(),
                actions: length(version.actions.len())?,
                heads: compress(&heads, level, &mut blocks)?,
                rest: compress(&rest, level, &mut blocks)?,
            });
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

/// Adds the compressed bytes of a value.
fn compress<T: Serialize>(value: &T, level: i32, out: &mut Vec<u8>) -> io::Result<Lengths> {
    let bytes = postcard::to_allocvec(value).map_err(io::Error::other)?;
    let mut compressor = zstd::bulk::Compressor::new(level)?;
    compressor.include_checksum(true)?;
    compressor.include_contentsize(true)?;
    let block = compressor.compress(&bytes)?;
    let lengths = Lengths { stored: length(block.len())?, decoded: length(bytes.len())? };
    out.extend(block);
    Ok(lengths)
}

fn length(length: usize) -> io::Result<u32> {
    u32::try_from(length).map_err(|_| io::Error::other("a block of more than 4 GiB"))
}
