//! API metadata in the form that Tencent's own command line tool ships: `api.json` with a version
//! of a service, and `examples.json` beside it.

mod examples;
mod format;
mod objects;
mod version;

use crate::cell;
use crate::facts::{At, Package, SourceFact};
use crate::page::findings::line_place;
use crate::select::Selection;
use format::{Api, Examples};
use objects::broken;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::sync::Arc;
use tencentcloud_model::diagnostic::{Code, Diagnostic, Diagnostics, Place, Source};
use tencentcloud_model::document::Site;
use version::{Found, Reader};

/// A version of a service as metadata.
#[derive(Debug, Clone)]
pub struct Metadata {
    /// The path of `api.json`, for people.
    pub path: String,
    /// The text of `api.json`.
    pub api: String,
    /// The text of `examples.json`.
    pub examples: Option<String>,
    /// The folder of the service, where it is not its name on the wire.
    pub folder: Option<String>,
    /// The package it is from.
    pub package: Option<Package>,
}

impl Package {
    /// The site that a package of the command line tool describes.
    pub fn site(&self) -> Option<Site> {
        match self.name.as_str() {
            "tccli" => Some(Site::Mainland),
            "tccli-intl-en" | "tccli-intl" => Some(Site::International),
            _ => None,
        }
    }
}

/// The part of metadata to read, and the facts that it does not state itself.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Asked<'a> {
    /// The folder of the service.
    pub(crate) service: Option<&'a str>,
    /// The date of the facts.
    pub(crate) updated: Option<&'a str>,
    /// The services, versions and actions that are wanted.
    pub(crate) only: Option<&'a Selection>,
}

/// Reads metadata.
pub(crate) fn read(
    metadata: &Metadata,
    asked: &Asked<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Found> {
    let source = Source::new(metadata.path.as_str(), metadata.api.as_str());
    let api: Api = json(&source, diagnostics)?;
    let examples = match &metadata.examples {
        None => BTreeMap::new(),
        Some(text) => {
            let path = metadata.path.replace("api.json", "examples.json");
            let source = Source::new(path, text.as_str());
            json::<Examples>(&source, diagnostics)?.actions
        }
    };
    let label = api.metadata.service_short_name.as_str();
    let folder = asked.service.or(metadata.folder.as_deref()).unwrap_or(label);
    let version = api.metadata.api_version.as_str();
    let mut is_fit = true;
    for (name, fits) in [
        (label, cell::is_service(label)),
        (folder, cell::is_service(folder)),
        (version, cell::is_version(version)),
    ] {
        if !fits {
            let message = format!("`{name}` cannot be the name of a service or version");
            let place = Place::whole(&source);
            diagnostics.push(Diagnostic::new(Code::BadPageName, place, message));
            is_fit = false;
        }
    }
    let reader = Reader {
        at: At { file: Arc::from(metadata.path.as_str()), line: 0 },
        path: format!("{folder}/{version}"),
        broken: broken(&api.objects),
        api: &api,
        only: asked.only,
        names: [folder, label],
    };
    if !is_fit || asked.only.is_some_and(|only| !reader.is_wanted(only)) {
        return None;
    }
    is_fit.then(|| {
        let mut found = reader.read(&examples);
        folder.clone_into(&mut found.facts.service.folder);
        found.facts.service.wire_name = (folder != label).then(|| label.to_owned());
        found.facts.source = SourceFact {
            page: None,
            package: metadata.package.clone(),
            updated: asked.updated.map(str::to_owned),
        };
        found
    })
}

fn json<T: DeserializeOwned>(source: &Arc<Source>, diagnostics: &mut Diagnostics) -> Option<T> {
    match serde_json::from_str(source.text()) {
        Ok(value) => Some(value),
        Err(error) => {
            let place = line_place(source, error.line());
            let message = format!("this metadata cannot be read: {error}");
            diagnostics.push(Diagnostic::new(Code::UnreadableMetadata, place, message));
            None
        }
    }
}
