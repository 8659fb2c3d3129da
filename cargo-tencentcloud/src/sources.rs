//! The sources of `import` and `drift`: pages and metadata, from files, folders and stdin.

use crate::project::display_path;
use anyhow::{Context, Result, anyhow, bail};
use clap::{Args, ValueEnum};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use tencentcloud_importer::{
    Input, Metadata, Options, Package, Selection, is_version_folder, is_wheel, page_text, wheel,
};
use tencentcloud_model::diagnostic::{Code, Diagnostic, Diagnostics, Place, Source};
use tencentcloud_model::document;

/// No page is larger, nor a file of many pages.
const LARGEST_PAGE: u64 = 16 << 20;

/// No metadata of a service is larger.
const LARGEST_METADATA: u64 = 64 << 20;

/// Where facts come from.
#[derive(Debug, Args)]
pub(crate) struct SourceArguments {
    /// Saved pages (HTML, MHTML, Markdown, text), `api.json` of metadata, a package of the vendor's
    /// command line tool (`tccli-*.whl`) or a folder with one; `-` for stdin
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The folder of the spec
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
    /// The site that the sources describe; without it, what they lack is not taken away. The
    /// packages tccli and tccli-intl-en are known
    #[arg(long, value_enum)]
    site: Option<Site>,
    /// Metadata to ask for what pages do not say: `api.json`, a wheel, or a folder
    #[arg(long, value_name = "PATH")]
    metadata: Vec<PathBuf>,
    /// The service, for pages that do not name it
    #[arg(long, value_name = "NAME")]
    service: Option<String>,
    /// The version, for pages that do not name it
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    api_version: Option<String>,
    /// The services, versions and actions of metadata to take, such as
    /// "cvm:DescribeInstances,tag:*,organization/2021-03-31"
    #[arg(long, value_name = "CHOICE", value_parser = Selection::parse)]
    only: Option<Selection>,
    /// The date of sources that do not say it
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    updated: Option<String>,
    /// The package of metadata, such as "tccli 3.1.155.1", if the folder does not say it
    #[arg(long, value_name = "PACKAGE", value_parser = package)]
    package: Option<Package>,
}

/// One of the two separate clouds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Site {
    /// The site of mainland China
    Mainland,
    /// The international site
    International,
}

/// The sources of an import, and its options.
pub(crate) type Given = (Vec<Input>, Options);

impl SourceArguments {
    /// Creates the arguments of an import of selected actions from packages.
    pub(crate) fn of_packages(
        files: Vec<PathBuf>,
        only: Selection,
        site: Option<Site>,
        updated: Option<String>,
        package: Option<Package>,
    ) -> Self {
        let only = Some(only);
        Self {
            files,
            spec: None,
            site,
            metadata: Vec::new(),
            service: None,
            api_version: None,
            only,
            updated,
            package,
        }
    }

    /// Returns the folder of the spec, if one was given.
    pub(crate) fn spec(&self) -> Option<&PathBuf> {
        self.spec.as_ref()
    }

    /// Reads everything.
    pub(crate) fn read(&self) -> Result<Result<Given, Diagnostics>> {
        let mut problems = Diagnostics::new();
        let mut inputs = Vec::new();
        let mut has_packages = false;
        for file in &self.files {
            if file.as_os_str() == "-" {
                let bytes = bytes(std::io::stdin(), "<stdin>")?;
                inputs.extend(self.input("<stdin>", bytes, None, &mut problems)?);
            } else if file.is_dir() {
                let found = self.folder(file, &mut problems)?;
                has_packages = true;
                inputs.extend(found.into_iter().map(Input::Metadata));
            } else {
                let bytes = read(file)?;
                if is_wheel(&bytes) && is_named_wheel(file) {
                    has_packages = true;
                    inputs.extend(self.wheel(file, &bytes)?.into_iter().map(Input::Metadata));
                } else {
                    let shown = display_path(file);
                    inputs.extend(self.input(&shown, bytes, Some(file), &mut problems)?);
                }
            }
        }
        if self.only.is_some()
            && !has_packages
            && !inputs.iter().any(|input| matches!(input, Input::Metadata(_)))
        {
            bail!("`--only` chooses from metadata, and no source is metadata: leave it out");
        }
        let mut metadata = Vec::new();
        for path in &self.metadata {
            if path.is_dir() {
                metadata.extend(self.folder(path, &mut problems)?);
            } else if is_named_wheel(path) {
                metadata.extend(self.wheel(path, &read(path)?)?);
            } else {
                let package = package_of(path);
                metadata.push(self.metadata(path, package.as_ref(), &mut problems)?);
            }
        }
        let site = self.site.map(|site| match site {
            Site::Mainland => document::Site::Mainland,
            Site::International => document::Site::International,
        });
        let (service, updated) = (self.service.clone(), self.updated.clone());
        let only = self.only.clone();
        let version = self.api_version.clone();
        Ok(problems.finish((inputs, Options { site, service, version, updated, metadata, only })))
    }

    /// A page, or metadata if it is JSON.
    fn input(
        &self,
        shown: &str,
        bytes: Vec<u8>,
        path: Option<&Path>,
        problems: &mut Diagnostics,
    ) -> Result<Option<Input>> {
        let is_json = is_json(&bytes);
        match path {
            Some(path) if is_json => {
                let package = package_of(path);
                let metadata = self.metadata(path, package.as_ref(), problems)?;
                return Ok(Some(Input::Metadata(metadata)));
            }
            _ => {}
        }
        let path = shown.to_owned();
        if is_json {
            let package = self.package.clone();
            let Some(api) = text(shown, bytes, problems) else { return Ok(None) };
            let metadata = Metadata { path, api, examples: None, folder: None, package };
            return Ok(Some(Input::Metadata(metadata)));
        }
        match page_text(&bytes) {
            Ok(text) => Ok(Some(Input::Page { path, text })),
            Err(reason) => {
                problems.push(Diagnostic::new(Code::InvalidUtf8, Place::file(path), reason));
                Ok(None)
            }
        }
    }

    /// The metadata in a wheel.
    fn wheel(&self, path: &Path, bytes: &[u8]) -> Result<Vec<Metadata>> {
        let shown = display_path(path);
        let mut found = wheel(&shown, bytes, self.only.as_ref())
            .map_err(|reason| anyhow!("cannot read {shown}: {reason}"))?;
        for metadata in &mut found {
            let package = self.package.clone().or_else(|| metadata.package.take());
            metadata.package = package;
        }
        // The importer names every choice that matches nothing.
        if let Some(first) = found.first() {
            self.require_site(&shown, first.package.as_ref())?;
        }
        Ok(found)
    }

    /// A package that does not say of which site it is would be taken for both.
    fn require_site(&self, shown: &str, package: Option<&Package>) -> Result<()> {
        if self.site.is_some() || package.and_then(Package::site).is_some() {
            return Ok(());
        }
        bail!(
            "{shown} does not say which site it describes, as it has no `dist-info` of `tccli` or \
             `tccli-intl-en`: say `--site mainland` or `--site international`"
        )
    }

    /// All metadata below a folder.
    fn folder(&self, folder: &Path, problems: &mut Diagnostics) -> Result<Vec<Metadata>> {
        let mut paths = Vec::new();
        find(folder, 0, &mut paths)?;
        paths.sort();
        let Some(first) = paths.first() else {
            bail!("{} has no `api.json` in it", folder.display());
        };
        let package = self.package.clone().or_else(|| package_of(first));
        let package = package.or_else(|| self.version_of(first));
        self.require_site(&display_path(folder), package.as_ref())?;
        if let Some(only) = &self.only {
            paths.retain(|path| {
                place(path).is_none_or(|(service, version)| only.has_version(service, version))
            });
        }
        paths.iter().map(|path| self.metadata(path, package.as_ref(), problems)).collect()
    }

    /// The package of a folder without a description: its version stands in `__init__.py`, and its
    /// name follows from the site.
    fn version_of(&self, path: &Path) -> Option<Package> {
        let name = match self.site? {
            Site::Mainland => "tccli",
            Site::International => "tccli-intl-en",
        };
        let init = path.ancestors().skip(1).take(8).find_map(|folder| {
            let text = fs::read_to_string(folder.join("__init__.py")).ok()?;
            text.contains("__version__").then_some(text)
        })?;
        let version = init.lines().find_map(|line| line.strip_prefix("__version__"))?;
        let version = version.trim_start().strip_prefix('=')?.trim().trim_matches(['\'', '"']);
        Some(Package { name: name.to_owned(), version: version.to_owned() })
    }

    fn metadata(
        &self,
        path: &Path,
        package: Option<&Package>,
        problems: &mut Diagnostics,
    ) -> Result<Metadata> {
        let shown = display_path(path);
        let api = text(&shown, read(path)?, problems).unwrap_or_default();
        let examples = path.with_file_name("examples.json");
        let examples = if examples.is_file() && examples != path {
            text(&display_path(&examples), read(&examples)?, problems)
        } else {
            None
        };
        Ok(Metadata {
            path: shown,
            api,
            examples,
            folder: place(path).map(|(service, _)| service.to_owned()),
            package: self.package.clone().or_else(|| package.cloned()),
        })
    }
}

/// The service and the version, as packages have them: `<service>/v20210331/api.json`.
pub(crate) fn place(path: &Path) -> Option<(&str, &str)> {
    let version = path.parent()?;
    let service = version.parent()?.file_name()?.to_str()?;
    let version = version.file_name()?.to_str()?;
    is_version_folder(version).then_some((service, version))
}

/// Whether a file is named like a package of the package index.
pub(crate) fn is_named_wheel(path: &Path) -> bool {
    path.extension().is_some_and(|extension| {
        extension.eq_ignore_ascii_case("whl") || extension.eq_ignore_ascii_case("zip")
    })
}

/// The `api.json` files below a folder. Packages are a few folders deep; links are not followed.
pub(crate) fn find(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) -> Result<()> {
    const DEEPEST: usize = 6;
    let entries =
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    for entry in entries {
        let entry = entry.with_context(|| format!("cannot read {}", folder.display()))?;
        let kind = entry.file_type()?;
        if kind.is_dir() && depth < DEEPEST {
            find(&entry.path(), depth + 1, found)?;
        } else if kind.is_file() && entry.file_name() == "api.json" {
            found.push(entry.path());
        }
    }
    Ok(())
}

pub(crate) fn read(path: &Path) -> Result<Vec<u8>> {
    let file = fs::File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    bytes(file, &display_path(path))
}

/// Reads a source to its end; one that is larger than it can be is refused and not cut.
fn bytes(source: impl Read, shown: &str) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut source = source.take(LARGEST_METADATA + 1);
    source.read_to_end(&mut bytes).with_context(|| format!("cannot read {shown}"))?;
    let largest = if is_json(&bytes) { LARGEST_METADATA } else { LARGEST_PAGE };
    if u64::try_from(bytes.len()).is_ok_and(|length| length <= largest) {
        return Ok(bytes);
    }
    bail!(
        "{shown} has more than {largest} bytes, which no {} has",
        if is_json(&bytes) { "metadata" } else { "page" }
    )
}

/// Whether a source is JSON, and so metadata.
fn is_json(bytes: &[u8]) -> bool {
    bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{')
}

/// The text of a file; what comes before the first byte that is none is the place of the mistake.
fn text(shown: &str, bytes: Vec<u8>, problems: &mut Diagnostics) -> Option<String> {
    match String::from_utf8(bytes) {
        Ok(text) => Some(text),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let before = error.as_bytes().get(..valid).unwrap_or_default();
            let source = Source::new(shown, String::from_utf8_lossy(before));
            let place = Place::new(&source, valid.saturating_sub(1)..valid);
            problems.push(Diagnostic::new(Code::InvalidUtf8, place, "this file is not UTF-8"));
            None
        }
    }
}

/// The package that a file was unpacked from: its description stands beside the package's folder.
fn package_of(path: &Path) -> Option<Package> {
    let path = path.canonicalize().ok()?;
    path.ancestors().skip(1).take(8).find_map(|folder| {
        let mut packages = fs::read_dir(folder).ok()?.filter_map(|entry| {
            let path = entry.ok()?.path();
            let name = path.file_name()?.to_str()?;
            let is_it = name.starts_with("tccli") && name.ends_with(".dist-info");
            let text = is_it.then(|| fs::read_to_string(path.join("METADATA")).ok()).flatten()?;
            tencentcloud_importer::package_of(&text)
        });
        let package = packages.next();
        // Of two packages nobody can say which a file is from.
        if packages.next().is_some() { None } else { package }
    })
}

pub(crate) fn date(text: &str) -> Result<String, String> {
    let shape = text.bytes().zip("0000-00-00".bytes()).all(|(byte, wanted)| match wanted {
        b'0' => byte.is_ascii_digit(),
        wanted => byte == wanted,
    });
    if shape && text.len() == 10 { Ok(text.to_owned()) } else { Err("write YYYY-MM-DD".to_owned()) }
}

pub(crate) fn package(text: &str) -> Result<Package, String> {
    let split = text.trim().rsplit_once([' ', '=', '@']);
    let (name, version) = split.ok_or("write a name and a version")?;
    let name = name.trim_end_matches('=').trim().to_owned();
    Ok(Package { name, version: version.trim().to_owned() })
}

/// Prints what is wrong: with files of the spec by their paths in it, with sources by theirs.
pub(crate) fn refuse(problems: &Diagnostics, spec: &Path) {
    let (ours, theirs): (Vec<_>, Vec<_>) = problems.iter().cloned().partition(|problem| {
        let path = problem.place().path();
        !path.starts_with('<')
            && spec.join(path).is_file()
            && !Path::new(path).is_absolute()
            && spec.join(path).extension().is_some_and(|end| end == "yaml")
    });
    for (list, root) in [(ours, display_path(spec)), (theirs, String::new())] {
        let list: Diagnostics = list.into_iter().collect();
        if !list.is_empty() {
            crate::output::diagnostics(&list, &root, crate::output::Format::Text);
        }
    }
}
