//! Imports: what a file takes from elsewhere, laid out as rustfmt has it.

use super::names::Names;
use crate::rust::plan::{RustType, Use};
use std::collections::{BTreeMap, BTreeSet};

/// The path under which generated files reach the runtime.
pub(super) use crate::options::RUNTIME;

/// The path of the codes that any action may return.
pub(super) const COMMON: &str = "crate::common";

/// Names of the prelude that generated files use, and that a type of the API may hide.
const PRELUDE: &[&str] = &["Box", "Default", "Into", "IntoIterator", "Option", "String", "Vec"];

/// Returns an import of the given names.
pub(super) fn import(path: &str, names: &[&str]) -> Use {
    Use {
        path: path.to_owned(),
        names: names.iter().map(|name| (*name).to_owned()).collect(),
        public: false,
    }
}

/// Sorts imports as rustfmt does: segment by segment, a raw one as if it were not.
pub(super) fn sorted(mut uses: Vec<Use>) -> Vec<Use> {
    let key = |import: &Use| {
        let name = match import.names.as_slice() {
            [name] => name.clone(),
            _ => "{".to_owned(),
        };
        let segments = import.path.split("::").map(|one| one.trim_start_matches("r#").to_owned());
        segments.chain([name]).collect::<Vec<_>>()
    };
    uses.sort_by_cached_key(key);
    uses
}

/// Collects the API's names in a type.
pub(super) fn collect_names(ty: &RustType, names: &mut BTreeSet<String>) {
    match ty {
        RustType::Struct(name) | RustType::Enum(name) => {
            names.insert(name.clone());
        }
        RustType::Option(inner) | RustType::Vec(inner) | RustType::Box(inner) => {
            collect_names(inner, names);
        }
        _ => {}
    }
}

/// Returns the imports of the API's types that a file refers to and does not define, by module.
pub(super) fn type_imports(
    names: &Names<'_>,
    referred: &BTreeSet<String>,
    defined: &[&str],
) -> Vec<Use> {
    let mut by_module: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for name in referred.iter().filter(|name| !defined.contains(&name.as_str())) {
        if let Some(module) = names.types_by_name.get(name) {
            let folder = module.split("::").next().unwrap_or_default();
            let path = format!("{}::{folder}", names.path());
            by_module.entry(path).or_default().push(name.clone());
        }
    }
    by_module.into_iter().flat_map(|(path, names)| grouped(path, names)).collect()
}

/// One import for all names, where prettyplease and rustfmt break it alike: if it fits on a line
/// with room to spare, or its names fit on a line of their own. Otherwise one import for each name.
fn grouped(path: String, mut names: Vec<String>) -> Vec<Use> {
    const MARGIN: usize = 89;
    const SPARE: usize = 5;
    names.sort();
    let list = names.join(", ").len();
    let width = "use ::{};".len() + path.len() + list;
    let broken = "    ,".len() + list;
    if width <= MARGIN - SPARE || (width > MARGIN && broken <= MARGIN - SPARE) {
        return vec![Use { path, names, public: false }];
    }
    let single = |name| Use { path: path.clone(), names: vec![name], public: false };
    names.into_iter().map(single).collect()
}

/// Returns the names of the prelude that are hidden in a file where `names` are in scope.
pub(super) fn hidden<'n>(names: impl IntoIterator<Item = &'n str>) -> Vec<&'static str> {
    let names: BTreeSet<&str> = names.into_iter().collect();
    PRELUDE.iter().copied().filter(|name| names.contains(name)).collect()
}

/// Returns the path of a spec file from the repository's root, for the header of the output.
pub(super) fn spec_path(file: &str) -> String {
    format!("spec/{file}")
}
