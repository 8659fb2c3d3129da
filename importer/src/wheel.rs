//! A package of the vendor's command line tool as the package index hands it out: a zip archive with
//! an `api.json` for each version of each service.

use crate::facts::Package;
use crate::metadata::Metadata;
use crate::select::Selection;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// No file of a package is larger.
pub(crate) const LARGEST_FILE: u64 = 64 << 20;

/// All that is read of a package; today's packages have about 150 MB of metadata.
const LARGEST_PACKAGE: u64 = 2 << 30;

/// Returns whether bytes are a zip archive.
pub fn is_wheel(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// Reads the metadata in a wheel; with a selection only that of the chosen versions.
///
/// # Errors
///
/// Why the archive cannot be read, or that there is no metadata in it.
pub fn wheel(path: &str, bytes: &[u8], only: Option<&Selection>) -> Result<Vec<Metadata>, String> {
    let mut archive = open(bytes)?;
    let names = names(&archive)?;
    let mut left = LARGEST_PACKAGE;
    let described = names.iter().find(|name| name.ends_with(".dist-info/METADATA"));
    let package = match described {
        Some(name) => package_of(&text(&mut archive, name, &mut left)?),
        None => None,
    };
    let mut found = Vec::new();
    let mut has_any = false;
    for name in names.iter().filter(|name| name.ends_with("/api.json")) {
        let Some((service, version)) = place(name) else { continue };
        has_any = true;
        if only.is_some_and(|only| !only.has_version(service, version)) {
            continue;
        }
        let examples = name.replace("api.json", "examples.json");
        let examples = match names.binary_search(&examples) {
            Ok(_) => Some(text(&mut archive, &examples, &mut left)?),
            Err(_) => None,
        };
        found.push(Metadata {
            path: format!("{path}/{name}"),
            api: text(&mut archive, name, &mut left)?,
            examples,
            folder: Some(service.to_owned()),
            package: package.clone(),
        });
    }
    if has_any { Ok(found) } else { Err(NO_METADATA.to_owned()) }
}

/// The reason that an archive is not a package of the command line tool.
pub(crate) const NO_METADATA: &str = "it has no `<service>/v<date>/api.json`: get one with `pip download --no-deps tccli`, or \
     `tccli-intl-en` for the international site";

/// A wheel in memory.
pub(crate) type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// Opens a wheel.
pub(crate) fn open(bytes: &[u8]) -> Result<Archive<'_>, String> {
    ZipArchive::new(Cursor::new(bytes)).map_err(|error| error.to_string())
}

/// Returns the names of all files, sorted.
pub(crate) fn names(archive: &Archive<'_>) -> Result<Vec<String>, String> {
    let mut names = Vec::new();
    for name in archive.file_names() {
        names.push(name.map_err(|error| error.to_string())?.into_owned());
    }
    names.sort_unstable();
    Ok(names)
}

/// Returns the package that a file `METADATA` describes.
pub fn package_of(text: &str) -> Option<Package> {
    let field = |name: &str| {
        let value = text.lines().find_map(|line| line.strip_prefix(name));
        value.map(|value| value.trim().to_owned())
    };
    Some(Package { name: field("Name:")?, version: field("Version:")? })
}

/// The service and the version in `…/<service>/v20210331/api.json`.
pub(crate) fn place(path: &str) -> Option<(&str, &str)> {
    let mut parts = path.rsplit('/').skip(1);
    let (version, service) = (parts.next()?, parts.next()?);
    is_version_folder(version).then_some((service, version))
}

/// Returns whether a folder is named like a version: `v20210331`.
pub fn is_version_folder(name: &str) -> bool {
    name.len() == 9
        && name.starts_with('v')
        && name.bytes().skip(1).all(|byte| byte.is_ascii_digit())
}

fn text(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    name: &str,
    left: &mut u64,
) -> Result<String, String> {
    let fail = |error: String| format!("`{name}`: {error}");
    let file = archive.by_name(name).map_err(|error| fail(error.to_string()))?;
    let mut bytes = Vec::new();
    let limit = LARGEST_FILE.min(*left);
    file.take(limit + 1).read_to_end(&mut bytes).map_err(|error| fail(error.to_string()))?;
    let length = bytes.len() as u64;
    if length > limit {
        return Err(fail(format!("it has more than {limit} bytes, which no metadata has")));
    }
    *left -= length;
    // The reader of the metadata rejects text that is not UTF-8, with its place.
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
