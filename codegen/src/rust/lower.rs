//! Model to plan: the only place for policy.
//!
//! Names are chosen first, for the whole spec, and collisions are reported. Then each service
//! version becomes a module with one file per action and per type.
//!
//! ```text
//! overrides, names, naming, collisions   Rust names
//! representable                          limits of the generated crate
//! presence, record, constructor          structs
//! value_set                              open enums
//! error_code, docs, example, width       error enums, documentation
//! action, client, module, imports        files
//! landing                                the documentation of the crate as a whole
//! surroundings                           names of the crate they are for
//! ```

mod action;
mod client;
mod collisions;
mod constructor;
mod docs;
mod error_code;
mod example;
mod imports;
mod landing;
mod module;
mod names;
mod naming;
mod overrides;
mod presence;
mod record;
mod representable;
mod surroundings;
mod value_set;
mod width;

pub(crate) use constructor::takes;
pub use module::features;
pub(crate) use names::{Names, SpecNames};
pub(crate) use record::field_type;

use super::name::Namer;
use super::plan::Plan;
use crate::options::Options;
use overrides::Overrides;
use tencentcloud_model::diagnostic::Diagnostics;
use tencentcloud_model::model::Model;

/// Decides the shape of the crate. Fails if names collide, if an entry of `names.yaml` changes
/// nothing, or if something cannot be expressed.
pub fn lower(model: &Model, options: &Options) -> Result<Plan, Diagnostics> {
    let names = names(model, options.crate_name())?;
    let mut modules = module::modules(&names);
    modules.iter_mut().for_each(width::fit_docs);
    for module in &mut modules {
        surroundings::adapt(module, options);
    }
    Ok(Plan { modules })
}

/// Chooses every Rust name of a spec. All that can be wrong with a model is found here.
pub(crate) fn names<'a>(
    model: &'a Model,
    crate_name: &'a str,
) -> Result<SpecNames<'a>, Diagnostics> {
    let mut diagnostics = Diagnostics::new();
    let namer = Namer::new(model.words.iter().map(|word| word.key.as_str()));
    let overrides = Overrides::new(&model.renames);
    let names = naming::choose(model, crate_name, &namer, &overrides);
    for names in names.versions() {
        collisions::check(names, &mut diagnostics);
        representable::check(names, &mut diagnostics);
    }
    overrides.check_forms(&mut diagnostics);
    // An override of a selection may be for something that is left out.
    if diagnostics.is_empty() && !model.is_selection {
        overrides.check_all_needed(&mut diagnostics);
        overrides::check_words_needed(model, &namer, &mut diagnostics);
    }
    diagnostics.finish(names)
}
