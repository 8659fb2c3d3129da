//! The actions that metadata offers, without the rest of it: for searches and for messages.
//!
//! Actions are the first part of an `api.json` and about a twentieth of it, so a file of a package is
//! inflated only up to its objects.

use crate::prose;
use crate::wheel::{self, Archive};
use rayon::prelude::*;
use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use std::collections::BTreeMap;
use std::fmt;
use std::io::Read;

/// A version of a service in metadata.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The folder of the service, such as `cvm`.
    pub service: String,
    /// The date of the version.
    pub version: String,
    /// The name of the service for people; empty if it is not known.
    pub title: String,
    /// The actions, sorted; none if they were not asked for.
    pub actions: Vec<ListedAction>,
}

/// An action in metadata.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedAction {
    /// The name on the wire.
    pub name: String,
    /// The name for people.
    pub title: String,
    /// The description, as Markdown.
    pub doc: String,
}

/// Lists the versions in a wheel, with the actions of those that are wanted. `is_wanted` gets the
/// service and the date of the version.
///
/// # Errors
///
/// Returns the reason that the archive or a file in it cannot be read.
pub fn list_wheel(
    bytes: &[u8],
    is_wanted: impl Fn(&str, &str) -> bool + Sync,
) -> Result<Vec<Listed>, String> {
    let archive = wheel::open(bytes)?;
    let mut names = wheel::names(&archive)?;
    names.retain(|name| name.ends_with("/api.json") && wheel::place(name).is_some());
    if names.is_empty() {
        return Err(wheel::NO_METADATA.to_owned());
    }
    let read = |archive: &mut Archive<'_>, name: String| {
        let (service, folder) = wheel::place(&name).unwrap_or_default();
        let version = date(folder);
        if !is_wanted(service, &version) {
            return Ok(Listed::new(service, &version));
        }
        let fail = |error: String| format!("`{name}`: {error}");
        let mut file = archive.by_name(&name).map_err(|error| fail(error.to_string()))?;
        let head = head(&mut (&mut file).take(wheel::LARGEST_FILE))
            .map_err(|error| fail(error.to_string()))?;
        list(service, &version, &head).map_err(fail)
    };
    names.into_par_iter().map_with(archive, read).collect()
}

/// Lists the actions in the text of an `api.json`, or in the beginning of it that has them.
///
/// # Errors
///
/// Returns the reason that the text cannot be read.
pub fn list(service: &str, version: &str, api: &[u8]) -> Result<Listed, String> {
    let mut head = Head::default();
    let text = std::str::from_utf8(api).map_err(|error| format!("it is not UTF-8: {error}"))?;
    let result = serde_json::Deserializer::from_str(text).deserialize_map(HeadReader(&mut head));
    let Some(actions) = head.actions else {
        let reason = result.err().map_or_else(String::new, |error| format!(": {error}"));
        return Err(format!("it has no actions{reason}"));
    };
    let about = head.metadata.unwrap_or_default();
    let actions = actions.into_iter().map(|(name, Part { title, document })| ListedAction {
        name,
        title: title.trim().to_owned(),
        doc: prose::description(&document).unwrap_or_default(),
    });
    Ok(Listed {
        title: about.title,
        version: about.version.unwrap_or_else(|| version.to_owned()),
        actions: actions.collect(),
        ..Listed::new(service, version)
    })
}

impl Listed {
    /// A version whose actions were not asked for.
    fn new(service: &str, version: &str) -> Self {
        let (service, version) = (service.to_owned(), version.to_owned());
        Self { service, version, title: String::new(), actions: Vec::new() }
    }
}

/// The date of a folder such as `v20210331`.
fn date(folder: &str) -> String {
    match (folder.get(1..5), folder.get(5..7), folder.get(7..9)) {
        (Some(year), Some(month), Some(day)) => format!("{year}-{month}-{day}"),
        _ => folder.to_owned(),
    }
}

/// Reads a file until its objects begin.
fn head(file: &mut impl Read) -> std::io::Result<Vec<u8>> {
    const MARK: &[u8] = b"\"objects\"";
    const STEP: u64 = 16 << 10;
    let mut text = Vec::new();
    loop {
        let from = text.len().saturating_sub(MARK.len());
        if file.take(STEP).read_to_end(&mut text)? == 0 {
            return Ok(text);
        }
        let new = text.get(from..).unwrap_or_default();
        // Within a string the quotes would be escaped.
        if let Some(at) = new.windows(MARK.len()).position(|window| window == MARK) {
            // Actions that come after the objects are in the rest.
            if text.windows(ACTIONS.len()).any(|window| window == ACTIONS) {
                text.truncate(from + at);
                return Ok(text);
            }
            file.read_to_end(&mut text)?;
            return Ok(text);
        }
    }
}

const ACTIONS: &[u8] = b"\"actions\"";

#[derive(Debug, Default)]
struct Head {
    actions: Option<BTreeMap<String, Part>>,
    metadata: Option<About>,
}

/// Keeps everything up to the place where the text is cut off.
struct HeadReader<'h>(&'h mut Head);

impl<'de> Visitor<'de> for HeadReader<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with actions")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "actions" => self.0.actions = Some(map.next_value()?),
                "metadata" => self.0.metadata = Some(map.next_value()?),
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

#[derive(Debug, Deserialize)]
struct Part {
    #[serde(rename = "name", default)]
    title: String,
    #[serde(default)]
    document: String,
}

#[derive(Debug, Default, Deserialize)]
struct About {
    #[serde(rename = "apiVersion")]
    version: Option<String>,
    #[serde(rename = "serviceNameCN", default)]
    title: String,
}

#[cfg(test)]
mod tests {
    use super::list;

    const HEAD: &str = "{\"actions\": {\"Ask\": {\"name\": \"Question\", \
        \"document\": \"Asks <b>one</b> question\"}}, \"metadata\": {\"apiVersion\": \"2024-01-01\"}, ";

    #[test]
    fn the_actions_are_listed_from_the_beginning_alone() {
        for rest in ["", "\"objects\": {}}"] {
            let listed = list("demo", "2020-01-01", format!("{HEAD}{rest}").as_bytes()).unwrap();
            assert_eq!((listed.service.as_str(), listed.version.as_str()), ("demo", "2024-01-01"));
            let action = listed.actions.first().unwrap();
            assert_eq!((action.name.as_str(), action.title.as_str()), ("Ask", "Question"));
            assert!(action.doc.contains("one"), "{}", action.doc);
        }
    }

    #[test]
    fn a_text_without_actions_is_an_error() {
        for text in ["", "[]", "{\"objects\": {}}", "{\"actions\": 1}"] {
            assert!(list("demo", "2024-01-01", text.as_bytes()).is_err(), "{text}");
        }
        assert!(list("demo", "2024-01-01", b"\xff").unwrap_err().contains("UTF-8"));
    }
}
