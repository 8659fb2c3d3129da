//! Error codes: an enum per action, one for the whole version, and the catalogue of what they mean.

use super::docs;
use super::imports::{COMMON, RUNTIME, import, spec_path};
use super::names::{Names, SpecNames};
use crate::rust::markdown;
use crate::rust::plan::{
    Catalogue, CatalogueEntry, ErrorEnum, ErrorScope, ErrorVariant, Item, Module, Use,
};
use tencentcloud_model::model::{ActionId, ErrorClass, ErrorCode};

/// `common.rs`: the codes any action may return, and the classes of families.
pub(super) fn common_module(names: &SpecNames<'_>) -> Module {
    let model = names.model;
    let variants = model.common_errors.iter().zip(&names.common_errors);
    let variants = variants.map(|(error, name)| ErrorVariant {
        name: name.clone(),
        docs: docs::error(error, &|_| None),
        code: error.code.clone(),
    });
    let codes = ErrorEnum {
        name: "CommonError".to_owned(),
        docs: docs::common_error(),
        variants: variants.collect(),
        scope: ErrorScope::Common,
    };
    let catalogue = Catalogue {
        docs: vec!["The meanings of the common error codes.".to_owned()],
        entries: model.common_errors.iter().map(|error| entry(error, Vec::new())).collect(),
        common: None,
        families: "FAMILIES".to_owned(),
    };
    let families = model.families.iter().map(|(family, of)| (family.clone(), class(*of)));
    Module {
        path: "common.rs".to_owned(),
        source: spec_path(&model.common_errors_file),
        docs: vec![
            "The common error codes, which any action of any service may return.".to_owned(),
        ],
        allows: Vec::new(),
        uses: vec![import(RUNTIME, &["error"])],
        hidden: Vec::new(),
        items: vec![
            Item::ErrorEnum(codes),
            Item::Catalogue(catalogue),
            Item::Families(families.collect()),
        ],
    }
}

/// `errors.rs`: every code of a version, described once, with the actions that list it.
pub(super) fn version_module(names: &Names<'_>) -> Module {
    let variants = names.errors().map(|(error, name)| ErrorVariant {
        name: name.clone(),
        docs: docs::error(error, &|name| names.link(name)),
        code: error.code.clone(),
    });
    let codes = ErrorEnum {
        name: "ErrorCode".to_owned(),
        docs: docs::version_error(),
        variants: variants.collect(),
        scope: ErrorScope::Version,
    };
    let entries = names.version.errors.iter().map(|error| {
        let actions = error.actions.iter().map(|id| names.version.action(*id).name.clone());
        entry(error, actions.collect())
    });
    let catalogue = Catalogue {
        docs: vec![
            "The meanings of the error codes of this version, and the actions that document each."
                .to_owned(),
        ],
        entries: entries.collect(),
        common: Some("common::CATALOGUE".to_owned()),
        families: "common::FAMILIES".to_owned(),
    };
    Module {
        path: names.file("errors"),
        source: spec_path(&names.version.errors_file),
        docs: vec!["The error codes of this version.".to_owned()],
        allows: Vec::new(),
        uses: vec![
            Use {
                path: COMMON.to_owned(),
                names: vec!["self".to_owned(), "CommonError".to_owned()],
                public: false,
            },
            import(RUNTIME, &["error"]),
        ],
        hidden: Vec::new(),
        items: vec![Item::ErrorEnum(codes), Item::Catalogue(catalogue)],
    }
}

/// The codes of an action.
pub(super) fn action_enum(names: &Names<'_>, id: ActionId) -> ErrorEnum {
    let (action, own) = names.action(id);
    let listed = action.errors.as_deref().unwrap_or_default().iter();
    let variants = listed.map(|listed| {
        let (error, name) = names.error(listed.code);
        ErrorVariant {
            name: name.to_owned(),
            docs: docs::listed_error(names, action, listed),
            code: error.code.clone(),
        }
    });
    ErrorEnum {
        name: own.error.clone(),
        docs: docs::action_error(names, id),
        variants: variants.collect(),
        scope: ErrorScope::Action,
    }
}

fn entry(error: &ErrorCode, actions: Vec<String>) -> CatalogueEntry {
    CatalogueEntry {
        code: error.code.clone(),
        class: class(error.class),
        description: markdown::plain(&error.doc),
        actions,
    }
}

/// The variant of the runtime's `Class`.
fn class(class: ErrorClass) -> &'static str {
    match class {
        ErrorClass::Throttled => "Throttled",
        ErrorClass::Auth => "Auth",
        ErrorClass::Denied => "Denied",
        ErrorClass::NotFound => "NotFound",
        ErrorClass::Conflict => "Conflict",
        ErrorClass::Limit => "Limit",
        ErrorClass::Invalid => "Invalid",
        ErrorClass::Unsupported => "Unsupported",
        ErrorClass::Unavailable => "Unavailable",
        ErrorClass::Failed => "Failed",
        ErrorClass::Internal => "Internal",
        ErrorClass::Other => "Other",
    }
}
