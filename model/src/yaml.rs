//! YAML: one pass that finds the place of every key and value and refuses what the spec does not
//! use, then decoding by serde.
//!
//! Two crates share the work, and no other file of the reading wing names them. The decoder
//! (`serde_yaml`, maintained as `yaml_serde`) accepts keys that are written twice, expands aliases
//! and knows no places; `saphyr-parser` gives one event after another with its place, so that this
//! pass can stop at any depth and needs no stack.

mod damage;
mod finder;
mod flow;
mod indents;
mod layout;
pub(crate) mod plain;
mod scan;
#[cfg(test)]
mod slip_tests;
mod slips;
#[cfg(test)]
mod tests;

pub(crate) use damage::Damage;
pub(crate) use layout::IDENTITIES;
pub use layout::{Kind, Layout, Node};

use super::shape::{self, Shaped};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Source};
use scan::{Scanned, scan};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::sync::Arc;

/// A decoded file with the place of every key and value.
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

    /// Whether no part of the file was left out.
    pub fn is_complete(&self) -> bool {
        self.layout.lost.is_empty()
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

/// A file that was read.
#[derive(Debug)]
pub enum Reading<T> {
    /// Its shape has no mistake.
    Whole(Parsed<T>),
    /// The file without the parts that cannot be used.
    Damaged(Parsed<T>),
    /// Nothing of it can be used.
    Nothing,
}

/// Reads a file of a kind. All that is wrong with it is added to `diagnostics`; if anything is,
/// there is no result.
#[cfg(test)]
pub fn parse<T: Shaped>(source: &Arc<Source>, diagnostics: &mut Diagnostics) -> Option<Parsed<T>> {
    match read(source, diagnostics) {
        Reading::Whole(parsed) => Some(parsed),
        Reading::Damaged(_) | Reading::Nothing => None,
    }
}

/// Reads a file of a kind, as far as that is possible. All that is wrong with it is added to
/// `diagnostics`.
pub fn read<T: Shaped>(source: &Arc<Source>, diagnostics: &mut Diagnostics) -> Reading<T> {
    let mut problems = Diagnostics::new();
    let Scanned { layout, mut damage, is_complete } = scan(source, &mut problems);
    let root = layout.root(source).filter(|_| is_complete);
    let is_usable =
        root.is_some_and(|root| shape::check(T::shape(), root, &mut damage, &mut problems));
    let is_whole = problems.is_empty();
    diagnostics.append(problems);
    if !is_usable {
        return Reading::Nothing;
    }
    let decoded = if damage.is_empty() {
        decode(source.text()).map(|value| (value, layout))
    } else {
        decode_part(source, &layout, &damage).map(|value| (value, damage.layout(&layout)))
    };
    match decoded {
        Ok((value, layout)) => {
            let parsed = Parsed { value, source: Arc::clone(source), layout };
            if is_whole { Reading::Whole(parsed) } else { Reading::Damaged(parsed) }
        }
        // The parts that do not fit may be those that were reported.
        Err(_) if !is_whole => Reading::Nothing,
        Err(error) => {
            diagnostics.extend(decode_errors(source, &error));
            Reading::Nothing
        }
    }
}

/// Decodes a file without the parts that cannot be used.
fn decode_part<T: DeserializeOwned>(
    source: &Arc<Source>,
    layout: &Layout,
    damage: &Damage,
) -> Result<T, serde_yaml::Error> {
    use serde::de::Error;
    let mut value: Value = decode(source.text())?;
    if let Some(root) = layout.root(source) {
        damage.prune(root, &mut value);
    }
    serde_json::from_value(value).map_err(serde_yaml::Error::custom)
}

/// Reads a file that is not part of a spec, such as rules of the mock, under the same restrictions:
/// no anchors or duplicates, a bounded depth, no ambiguous scalars. All mistakes are added to
/// `diagnostics`; if there are any, there is no result.
pub fn parse_any(source: &Arc<Source>, diagnostics: &mut Diagnostics) -> Option<Parsed<Value>> {
    let mut problems = Diagnostics::new();
    let Scanned { layout, .. } = scan(source, &mut problems);
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
            diagnostics.extend(decode_errors(source, &error));
            None
        }
    }
}

fn decode<T: DeserializeOwned>(text: &str) -> Result<T, serde_yaml::Error> {
    serde_yaml::from_str(text)
}

/// Reports why a text cannot be decoded. The decoder's parser is stricter here and there; where no
/// slip explains it, its own message is shown.
fn decode_errors(source: &Arc<Source>, error: &serde_yaml::Error) -> Vec<Diagnostic> {
    let slips = slips::find(source);
    if !slips.is_empty() {
        return slips;
    }
    let place = error.location().map_or_else(
        || Place::whole(source),
        |location| Place::new(source, location.index()..location.index() + 1),
    );
    vec![Diagnostic::new(Code::InvalidYaml, place, format!("this cannot be decoded: {error}"))]
}
