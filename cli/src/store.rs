//! The catalogues: the embedded one, and those in the user's data directory.
//!
//! Facts come from the first catalogue that has the action, and the embedded one is first, as it
//! alone knows how to page and wait. Descriptions come from the one in the wanted language.

use crate::failure::{Failure, Kind};
use crate::host::Host;
use crate::names::{self, Lost};
use std::path::{Path, PathBuf};
use tencentcloud_model::catalogue::{
    Blocks, Catalogue, Error, Heads, OnDisk, Reached, ServiceEntry, VersionEntry,
};
use tencentcloud_model::embedded;
use tencentcloud_model::model::{Action, ActionId, ErrorClass, ErrorCode, Service, Version};

/// The language of descriptions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lang {
    /// English.
    English,
    /// Chinese.
    Chinese,
}

impl Lang {
    /// Returns the language of an option, or of the locale.
    pub fn of(option: Option<&str>, host: &Host) -> Self {
        let locale =
            || ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| host.variable(name));
        match option.or_else(locale) {
            Some(name) if name.starts_with("zh") => Self::Chinese,
            _ => Self::English,
        }
    }

    /// Returns the name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh",
        }
    }
}

/// A catalogue file of the user: `<package>@<version>.<language>.tcat`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogueFile {
    /// Its path.
    pub path: PathBuf,
    /// The package that it was made from.
    pub package: String,
    /// The version of the package.
    pub version: String,
    /// The language of its descriptions.
    pub lang: Lang,
}

/// The suffix of catalogue files.
const SUFFIX: &str = ".tcat";

impl CatalogueFile {
    /// Creates the description of a file in a folder.
    pub fn new(folder: &Path, package: &str, version: &str, lang: Lang) -> Self {
        let path = folder.join(format!("{package}@{version}.{}{SUFFIX}", lang.name()));
        Self { path, package: package.to_owned(), version: version.to_owned(), lang }
    }

    fn read(path: PathBuf) -> Option<Self> {
        let name = path.file_name()?.to_str()?.strip_suffix(SUFFIX)?;
        let (name, lang) = name.rsplit_once('.')?;
        let (package, version) = name.rsplit_once('@')?;
        let lang = if lang == "zh" { Lang::Chinese } else { Lang::English };
        let (package, version) = (package.to_owned(), version.to_owned());
        Some(Self { path, package, version, lang })
    }
}

/// All catalogues.
pub struct Store {
    embedded: Catalogue<&'static [u8]>,
    files: Vec<CatalogueFile>,
}

type Opened = Catalogue<OnDisk>;

/// The actions of a version, without their details.
#[derive(Debug, Clone)]
pub struct FoundHeads {
    /// The service, without its versions.
    pub service: Service,
    /// The name of the version.
    pub version: String,
    /// The actions.
    pub heads: Heads,
}

/// An opened catalogue, to read everything from.
pub struct Source<'s> {
    /// The language of its descriptions.
    pub lang: Lang,
    catalogue: Kept<'s>,
}

enum Kept<'s> {
    Embedded(&'s Catalogue<&'static [u8]>),
    File(Opened),
}

impl Source<'_> {
    /// Returns the names of its services.
    pub fn service_names(&self) -> Vec<String> {
        fn names<B: Blocks>(catalogue: &Catalogue<B>) -> Vec<String> {
            catalogue.services().map(|service| service.folder().to_owned()).collect()
        }
        match &self.catalogue {
            Kept::Embedded(catalogue) => names(catalogue),
            Kept::File(catalogue) => names(catalogue),
        }
    }

    /// Returns a service with all its versions.
    ///
    /// # Errors
    ///
    /// Returns an error if the catalogue is damaged.
    pub fn service(&self, name: &str) -> Result<Option<Service>, Failure> {
        let entry = match &self.catalogue {
            Kept::Embedded(catalogue) => catalogue.service(name),
            Kept::File(catalogue) => catalogue.service(name),
        };
        let decoded = entry.map(ServiceEntry::decode).transpose();
        decoded.map_err(|error| damaged("the catalogue", &error))
    }
}

/// A version of a service with the facts that belong to every service.
#[derive(Debug, Clone)]
pub struct Found {
    /// The service, without its versions.
    pub service: Service,
    /// The version.
    pub version: Version,
    /// The codes that any action may return.
    pub common_errors: Vec<ErrorCode>,
    /// The class of each family of codes.
    pub families: Vec<(String, ErrorClass)>,
}

/// An action of a version.
#[derive(Debug, Clone)]
pub struct FoundAction {
    /// The version.
    pub found: Found,
    /// The action. Of the version, the parts are read that it reaches.
    pub id: ActionId,
    /// The names of the sensitive members of the whole version.
    pub sensitive: Vec<String>,
}

impl FoundAction {
    /// Returns the action.
    pub fn action(&self) -> &Action {
        self.found.version.action(self.id)
    }
}

impl Found {
    /// Finds a description of a code, and its class.
    pub fn code(&self, code: &str) -> (Option<&ErrorCode>, ErrorClass) {
        let mut all = self.version.errors.iter().chain(&self.common_errors);
        if let Some(known) = all.find(|known| known.code == code) {
            return (Some(known), known.class);
        }
        let family = code.split('.').next().unwrap_or(code);
        let row = self.families.iter().find(|(name, _)| name == family);
        (None, row.map_or(ErrorClass::Other, |(_, class)| *class))
    }
}

/// Finds an action by its name or its kebab-case form.
fn position(word: &str, service: &str, version: &str, heads: &Heads) -> Result<ActionId, Failure> {
    let names = heads.actions.iter().map(|head| head.name.as_str());
    match names::find(word, names.clone()) {
        Ok(name) => {
            let index = names.into_iter().position(|known| known == name);
            Ok(ActionId(index.unwrap_or_default()))
        }
        Err(lost) => {
            let cut = match &lost {
                Lost::Unknown(None) => names::completions(word, names),
                _ => Vec::new(),
            };
            let failure = lost_name(&format!("{service} {version} has no action"), word, lost);
            let list = format!("tencentcloud {service} --help");
            Err(match cut.as_slice() {
                [] => failure.help(format!("list its actions: {list}")),
                [only] => failure.help(format!("`{only}` begins so")),
                names => failure.help(format!("these begin so: {}; all: {list}", names.join(", "))),
            })
        }
    }
}

/// Returns the failure for a name that is not found.
pub fn lost_name(fault: &str, word: &str, lost: Lost) -> Failure {
    Failure::usage(match lost {
        Lost::Unknown(None) => format!("{fault} `{word}`"),
        Lost::Unknown(Some(meant)) => format!("{fault} `{word}`; did you mean `{meant}`?"),
        Lost::Ambiguous(names) => {
            format!("`{word}` may be {}; write the wire name", names.join(" or "))
        }
    })
}

impl Store {
    /// Finds the catalogues. Their contents are read when they are asked for.
    ///
    /// # Errors
    ///
    /// Returns an error if the embedded catalogue or the user's folder cannot be read.
    pub fn open(host: &Host) -> Result<Self, Failure> {
        let embedded =
            embedded::catalogue().map_err(|error| damaged("the embedded catalogue", &error))?;
        Ok(Self { embedded, files: files(host)? })
    }

    /// Returns the user's files.
    pub fn files(&self) -> &[CatalogueFile] {
        &self.files
    }

    /// Returns the embedded catalogue.
    pub fn embedded(&self) -> &Catalogue<&'static [u8]> {
        &self.embedded
    }

    /// Opens one of the user's files.
    ///
    /// # Errors
    ///
    /// Returns an error if it cannot be read, or has another format.
    pub fn read(file: &CatalogueFile) -> Result<Opened, Failure> {
        let shown = file.path.display().to_string();
        let opened = OnDisk::open(&file.path)
            .map_err(|error| Failure::io(&format!("read the catalogue {shown}"), &error))?;
        Catalogue::open(opened).map_err(|error| damaged(&shown, &error))
    }

    /// Opens every catalogue: the embedded one, then those in English, then the others.
    ///
    /// # Errors
    ///
    /// Returns an error if one cannot be read, or has another format.
    pub fn sources(&self) -> Result<Vec<Source<'_>>, Failure> {
        let catalogue = Kept::Embedded(&self.embedded);
        let mut all = vec![Source { lang: Lang::English, catalogue }];
        for file in self.ordered(Lang::English) {
            all.push(Source { lang: file.lang, catalogue: Kept::File(Self::read(file)?) });
        }
        Ok(all)
    }

    /// The files, those in the wanted language first.
    fn ordered(&self, lang: Lang) -> Vec<&CatalogueFile> {
        let mut files: Vec<_> = self.files.iter().collect();
        files.sort_by_key(|file| file.lang != lang);
        files
    }

    /// Finds a version of a service with its codes: the newest, if none is asked for. Of its actions,
    /// only the facts of their heads are read.
    ///
    /// # Errors
    ///
    /// Returns an error with the name that was surely meant.
    pub fn codes(&self, word: &str, version: Option<&str>, lang: Lang) -> Result<Found, Failure> {
        let found = self.find(word, version, lang, true, |place, service, entry| {
            let version = entry.decode_frame().map_err(|error| damaged(place, &error))?;
            Ok(Some(self.found(service, version)))
        })?;
        found.ok_or_else(|| Failure::usage(format!("there is no service `{word}`")))
    }

    /// Finds the actions of a version: the newest, if none is asked for. Their details are not read.
    ///
    /// # Errors
    ///
    /// Returns an error with the name that was surely meant.
    pub fn heads(
        &self,
        word: &str,
        version: Option<&str>,
        lang: Lang,
    ) -> Result<FoundHeads, Failure> {
        let found = self.find(word, version, lang, true, |place, service, entry| {
            let heads = entry.heads().map_err(|error| damaged(place, &error))?;
            let version = entry.name().to_owned();
            Ok(Some(FoundHeads { service: service.header(), version, heads }))
        })?;
        found.ok_or_else(|| Failure::usage(format!("there is no service `{word}`")))
    }

    /// Finds an action of the newest version, or of the one that is asked for. With `is_text` it is
    /// for its descriptions, and the language decides between catalogues.
    ///
    /// # Errors
    ///
    /// Returns an error with the name that was surely meant.
    pub fn action(
        &self,
        service: &str,
        action: &str,
        version: Option<&str>,
        lang: Lang,
        is_text: bool,
    ) -> Result<FoundAction, Failure> {
        let mut lost = None;
        let found = self.find(service, version, lang, is_text, |place, service, entry| {
            let heads = entry.heads().map_err(|error| damaged(place, &error))?;
            match position(action, service.folder(), entry.name(), &heads) {
                Err(failure) => {
                    lost.get_or_insert(failure);
                    Ok(None)
                }
                Ok(id) => {
                    let reached = entry.decode_action(heads, id);
                    let Reached { version, sensitive } =
                        reached.map_err(|error| damaged(place, &error))?;
                    let found = self.found(service, version);
                    Ok(Some(FoundAction { found, id, sensitive }))
                }
            }
        })?;
        let missing = || Failure::usage(format!("there is no action `{action}`"));
        found.ok_or_else(|| lost.unwrap_or_else(missing))
    }

    /// Reads the version in each catalogue that has it, until `read` takes one; `None` if it takes none.
    fn find<T>(
        &self,
        word: &str,
        version: Option<&str>,
        lang: Lang,
        is_text: bool,
        mut read: impl FnMut(&str, ServiceEntry<'_>, VersionEntry<'_>) -> Result<Option<T>, Failure>,
    ) -> Result<Option<T>, Failure> {
        let mut seen = Seen::default();
        let mut is_there = false;
        let mut visit = |place: &str, catalogue: Option<ServiceEntry<'_>>, names: &mut Seen| {
            let Some((service, entry)) = pick(catalogue, version, names) else { return Ok(None) };
            is_there = true;
            read(place, service, entry)
        };
        let embedded_last = is_text && lang == Lang::Chinese;
        let files = self.ordered(lang);
        let (before, after): (Vec<_>, Vec<_>) =
            files.into_iter().partition(|file| embedded_last && file.lang == lang);
        for file in before
            .iter()
            .map(|file| Some(*file))
            .chain([None])
            .chain(after.iter().map(|file| Some(*file)))
        {
            let found = if let Some(file) = file {
                let catalogue = Self::read(file)?;
                seen.services(&catalogue, word);
                visit(&file.path.display().to_string(), catalogue.service(word), &mut seen)?
            } else {
                seen.services(&self.embedded, word);
                visit("the embedded catalogue", self.embedded.service(word), &mut seen)?
            };
            if found.is_some() {
                return Ok(found);
            }
        }
        if is_there { Ok(None) } else { Err(seen.failure(word, version, self.files.is_empty())) }
    }

    /// A version with the codes of every service, which packages of metadata do not have.
    fn found(&self, service: ServiceEntry<'_>, version: Version) -> Found {
        Found {
            service: service.header(),
            version,
            common_errors: self.embedded.common_errors().to_vec(),
            families: self.embedded.families().to_vec(),
        }
    }

    /// Returns the names of a service's versions in all catalogues, oldest first.
    pub fn version_names(&self, service: &str) -> Vec<String> {
        let mut names = Vec::new();
        versions_of(&self.embedded, service, &mut names);
        for file in &self.files {
            if let Ok(catalogue) = Self::read(file) {
                versions_of(&catalogue, service, &mut names);
            }
        }
        names.sort();
        names.dedup();
        names
    }

    /// Returns the name, title and number of actions of every embedded service, by name.
    pub fn embedded_services(&self) -> Vec<(String, String, usize)> {
        let mut rows = Vec::new();
        list(&self.embedded, &mut rows);
        rows
    }

    /// Returns the name, title and number of actions of every service, by name.
    ///
    /// # Errors
    ///
    /// Returns an error if a file cannot be read.
    pub fn services(&self, lang: Lang) -> Result<Vec<(String, String, usize)>, Failure> {
        let mut rows: Vec<(String, String, usize)> = Vec::new();
        list(&self.embedded, &mut rows);
        for file in self.ordered(lang) {
            list(&Self::read(file)?, &mut rows);
        }
        rows.sort_by(|left, right| left.0.cmp(&right.0));
        rows.dedup_by(|left, right| left.0 == right.0);
        Ok(rows)
    }
}

fn list<B: Blocks>(catalogue: &Catalogue<B>, rows: &mut Vec<(String, String, usize)>) {
    rows.extend(catalogue.services().map(|service| {
        let actions = service.versions().map(VersionEntry::action_count).sum();
        (service.folder().to_owned(), service.title().to_owned(), actions)
    }));
}

fn versions_of<B: Blocks>(catalogue: &Catalogue<B>, service: &str, names: &mut Vec<String>) {
    let versions = catalogue.service(service).into_iter().flat_map(ServiceEntry::versions);
    names.extend(versions.map(|version| version.name().to_owned()));
}

/// The names that were looked at in vain.
#[derive(Default)]
struct Seen {
    services: Vec<String>,
    versions: Vec<String>,
}

impl Seen {
    /// Notes the services of a catalogue that has not the one that is looked for.
    fn services<B: Blocks>(&mut self, catalogue: &Catalogue<B>, word: &str) {
        if catalogue.service(word).is_none() {
            self.services.extend(catalogue.services().map(|service| service.folder().to_owned()));
        }
    }

    fn failure(self, word: &str, version: Option<&str>, is_small: bool) -> Failure {
        if let (Some(version), false) = (version, self.versions.is_empty()) {
            let meant = names::meant(version, self.versions.iter().map(String::as_str));
            let failure =
                lost_name(&format!("{word} has no version"), version, Lost::Unknown(meant));
            return failure.help(format!("its versions are {}", self.versions.join(", ")));
        }
        let meant = names::meant(word, self.services.iter().map(String::as_str));
        let failure = lost_name("there is no service or command", word, Lost::Unknown(meant));
        failure.help(if is_small {
            "list the services: tencentcloud services; add all services of the cloud: pip download \
             --no-deps tccli, then tencentcloud catalogue add tccli-*.whl"
        } else {
            "list the services: tencentcloud services"
        })
    }
}

/// The newest version of a service, or the one that is asked for.
fn pick<'a>(
    service: Option<ServiceEntry<'a>>,
    version: Option<&str>,
    seen: &mut Seen,
) -> Option<(ServiceEntry<'a>, VersionEntry<'a>)> {
    let service = service?;
    let matches = |name: &str| match version {
        Some(version) => {
            name == version || name.replace('-', "") == version.trim_start_matches('v')
        }
        None => true,
    };
    let entry = service.versions().rev().find(|entry| matches(entry.name()));
    if entry.is_none() {
        seen.versions.extend(service.versions().map(|entry| entry.name().to_owned()));
    }
    Some((service, entry?))
}

fn files(host: &Host) -> Result<Vec<CatalogueFile>, Failure> {
    let Some(folder) = host.catalogues() else { return Ok(Vec::new()) };
    let entries = match std::fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(Failure::io(&format!("list {}", folder.display()), &error)),
    };
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut found: Vec<_> = paths.filter_map(CatalogueFile::read).collect();
    found.sort_by(|left, right| left.path.cmp(&right.path));
    Ok(found)
}

fn damaged(place: &str, error: &Error) -> Failure {
    let help = "make it again: tencentcloud catalogue update WHEEL; or remove the file";
    Failure::new(Kind::Io, format!("{place} cannot be used: {error}")).help(help)
}
