//! Adapts a plan to the crate that it is for: the runtime's path and the origin of each file.

use super::imports::sorted;
use crate::options::{Options, RUNTIME};
use crate::rust::plan::{Item, Module};
use std::mem;

/// Puts the names of the surroundings into a file.
pub(super) fn adapt(module: &mut Module, options: &Options) {
    module.source = options.origin(&module.source);
    if options.runtime() == RUNTIME {
        return;
    }
    for import in &mut module.uses {
        replace(&mut import.path, options.runtime());
    }
    module.uses = sorted(mem::take(&mut module.uses));
    for item in &mut module.items {
        if let Item::Reexport { path, .. } = item {
            replace(path, options.runtime());
        }
    }
}

/// Replaces the first segments of a path if they are the runtime's.
fn replace(path: &mut String, runtime: &str) {
    if let Some(rest) = path.strip_prefix(RUNTIME)
        && (rest.is_empty() || rest.starts_with("::"))
    {
        *path = format!("{runtime}{rest}");
    }
}
