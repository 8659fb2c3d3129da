//! YAML: one pass that finds the place of every key and value and refuses what the spec does not
//! use, then decoding by serde.
//!
//! Two crates share the work, and no other file of the reading wing names them. The decoder
//! (`serde_yaml`, maintained as `yaml_serde`) accepts keys that are written twice, expands aliases
//! and knows no places; `saphyr-parser` gives one event after another with its place, so that this
//! pass can stop at any depth and needs no stack.

mod finder;
mod flow;
mod layout;
pub(crate) mod plain;
mod scan;
#[cfg(test)]
mod slip_tests;
mod slips;
#[cfg(test)]
mod tests;

pub use layout::{Kind, Layout, Node};

use super::shape::{self, Shaped};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Source};
use scan::scan;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::sync::Arc;

/// A decoded file that knows where everything stands in it.
#[derive(Debug, Clone)]
pub struct Parsed<T> {
    /// The content of the file.
    pub value: T,
    source: Arc<Source>,
    layout: Layout,
}

impl<T> Parsed<T> {
    /// The file's text and path.
    pub fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// The path from the spec's root.
    pub fn path(&self) -> &str {
        self.source.path()
    }

    /// The file as a whole.
    pub fn place(&self) -> Place {
        Place::whole(&self.source)
    }

    /// The topmost node.
    pub fn root(&self) -> Node<'_> {
        // Only a text with a topmost node is decoded.
        self.layout.root(&self.source).unwrap_or_else(|| unreachable!("an empty file was decoded"))
    }
}

/// Reads a file of a kind. All that is wrong with it is added to `diagnostics`; if anything is,
/// there is no result.
pub fn parse<T: Shaped>(source: &Arc<Source>, diagnostics: &mut Diagnostics) -> Option<Parsed<T>> {
    let mut problems = Diagnostics::new();
    let layout = scan(source, &mut problems);
    if let Some(root) = layout.root(source)
        && problems.is_empty()
    {
        shape::check(T::shape(), root, &mut problems);
    }
    if !problems.is_empty() {
        diagnostics.append(problems);
        return None;
    }
    match decode(source.text()) {
        Ok(value) => Some(Parsed { value, source: Arc::clone(source), layout }),
        Err(error) => {
            diagnostics.push(decode_error(source, &error));
            None
        }
    }
}

/// Reads a file that is not part of a spec, such as rules of the mock, under the same restrictions:
/// no anchors or duplicates, a bounded depth, no ambiguous scalars. All mistakes are added to
/// `diagnostics`; if there are any, there is no result.
pub fn parse_any(source: &Arc<Source>, diagnostics: &mut Diagnostics) -> Option<Parsed<Value>> {
    let mut problems = Diagnostics::new();
    let layout = scan(source, &mut problems);
    if let Some(root) = layout.root(source)
        && problems.is_empty()
    {
        shape::check_scalars(root, &mut problems);
    }
    if !problems.is_empty() {
        diagnostics.append(problems);
        return None;
    }
    match decode(source.text()) {
        Ok(value) => Some(Parsed { value, source: Arc::clone(source), layout }),
        Err(error) => {
            diagnostics.push(decode_error(source, &error));
            None
        }
    }
}

fn decode<T: DeserializeOwned>(text: &str) -> Result<T, serde_yaml::Error> {
    serde_yaml::from_str(text)
}

/// The decoder's parser is stricter here and there; what it says is reported as it is.
fn decode_error(source: &Arc<Source>, error: &serde_yaml::Error) -> Diagnostic {
    let place = error.location().map_or_else(
        || Place::whole(source),
        |location| Place::new(source, location.index()..location.index() + 1),
    );
    Diagnostic::new(Code::InvalidYaml, place, format!("this cannot be decoded: {error}"))
}
