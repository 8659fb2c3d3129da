//! Credentials from the file that the official SDKs read.

use super::context::ProviderContext;
use super::env::Env;
use super::identity::Origin;
use super::ini::{self, Entry, Lookup};
use super::keys::{self, Lack, Named};
use super::provider::Provider;
use super::role::{Optional, RoleSettings};
use super::secret::Credential;
use super::{files, text};
use crate::error::CredentialError;
use crate::future::BoxFuture;
use std::path::PathBuf;

/// Reads a profile of `~/.tencentcloud/credentials`, or of the file that
/// `TENCENTCLOUD_CREDENTIALS_FILE` names. If the home directory has no such file, it reads
/// `/etc/tencentcloud/credentials`.
///
/// A profile is a section of the file with `secret_id`, `secret_key` and, for a temporary
/// credential, `token`. With `role_arn`, it assumes that role. The profile is `default` unless
/// `TENCENTCLOUD_PROFILE` or [`Profile::named`] names another one.
///
/// A profile or file that is named has to exist. Without a name, a missing file or profile means
/// that this provider is not configured.
#[derive(Clone, Debug)]
pub struct Profile {
    env: Env,
    file: Option<PathBuf>,
    name: Option<String>,
    shared: PathBuf,
}

const NAME: &str = "profile file";
const FILE: &str = "TENCENTCLOUD_CREDENTIALS_FILE";
const PROFILE: &str = "TENCENTCLOUD_PROFILE";

/// A profile of a file, for messages.
struct Place {
    path: PathBuf,
    profile: String,
    /// The variables that named the file and the profile.
    variables: String,
    is_named: bool,
}

impl Profile {
    /// Reads the default profile of the usual file.
    pub fn new() -> Self {
        Self::of(Env::process())
    }

    /// Reads these variables instead of those of this process.
    pub fn of(env: Env) -> Self {
        Self { env, file: None, name: None, shared: "/etc/tencentcloud/credentials".into() }
    }

    /// Reads the profile of this name.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Reads this file.
    #[must_use]
    pub fn file(mut self, path: impl Into<PathBuf>) -> Self {
        self.file = Some(path.into());
        self
    }

    /// Reads this file instead of `/etc/tencentcloud/credentials`.
    #[must_use]
    pub fn shared_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.shared = path.into();
        self
    }

    /// Returns the variable that names a profile or a file.
    pub(super) fn chosen_by(&self) -> Option<&'static str> {
        [PROFILE, FILE].into_iter().find(|name| self.env.is_set(name))
    }

    /// Points to the profile of `tccli` that the Terraform provider would read.
    fn hinted(&self, lack: Lack) -> Lack {
        let named = self.env.profile(PROFILE).ok().flatten().filter(|_| self.name.is_none());
        let file = named.and_then(|name| {
            let file = self.env.home()?.join(".tccli").join(format!("{name}.credential"));
            file.is_file().then_some(file)
        });
        match (lack, file) {
            (Lack::Wrong(reason), Some(file)) => {
                Lack::Wrong(format!("{reason}; for {} set TCCLI_PROFILE instead", file.display()))
            }
            (lack, _) => lack,
        }
    }

    /// Returns another key of the profile, such as `region`. It is `None` if the profile does not have
    /// it, or if there is no profile and none was named.
    ///
    /// # Errors
    ///
    /// Fails if the profile is named and missing, or cannot be read.
    pub fn setting(&self, key: &str) -> Result<Option<String>, CredentialError> {
        match self.lookup(|read| Ok(read.value(&[key])?.map(|(_, value)| value))) {
            Err(Lack::NotConfigured(_)) => Ok(None),
            found => found.map_err(|lack| lack.of(NAME)),
        }
    }

    /// Returns the names of all profiles in the file; none if there is no file.
    ///
    /// # Errors
    ///
    /// Fails if the file is named and missing, or cannot be read.
    pub fn names(&self) -> Result<Vec<String>, CredentialError> {
        match self.find() {
            Ok((_, text)) => Ok(ini::names(&text).map(str::to_owned).collect()),
            Err(Lack::NotConfigured(_)) => Ok(Vec::new()),
            Err(lack) => Err(lack.of(NAME)),
        }
    }

    fn read(&self) -> Result<(Credential, Option<RoleSettings>), Lack> {
        self.lookup(|read| {
            let place = read.place;
            let credential = read.credential()?;
            let role = read.role()?;
            let credential = match (credential, &role) {
                (Some(credential), _) => credential,
                (None, Some(role)) => {
                    return Err(Lack::Wrong(format!("{place}: {}", role.lack())));
                }
                (None, None) => {
                    let reason = format!("{place} has no secret_id and no secret_key");
                    return Err(place.lack(reason));
                }
            };
            let origin =
                Origin::new(NAME).at(format!("[{}] of {}", place.profile, place.path.display()));
            Ok((credential.found_at(origin), role))
        })
    }

    /// Finds the profile and reads its entries.
    fn lookup<T>(&self, read: impl FnOnce(&Entries<'_>) -> Result<T, Lack>) -> Result<T, Lack> {
        let (place, text) = self.find()?;
        match ini::profile(&text, &place.profile) {
            Lookup::Found(entries) => read(&Entries { place: &place, entries }),
            Lookup::Unreadable { line } => {
                let reason = format!("line {line} is not `key = value`");
                Err(Lack::Wrong(format!("{place}: {reason}")))
            }
            Lookup::Absent { names, stray } => Err(absent(&place, &names, stray)),
        }
    }

    /// Returns the text of the file and which profile to look for.
    fn find(&self) -> Result<(Place, String), Lack> {
        let (name, named_by) = match &self.name {
            Some(name) => (Some(name.clone()), None),
            None => (self.env.profile(PROFILE)?, Some(PROFILE)),
        };
        let (file, placed_by) = match &self.file {
            Some(path) => (Some(path.clone()), None),
            None => (self.env.path(FILE), Some(FILE)),
        };
        let is_named = name.is_some() || file.is_some();
        let named_by = named_by.filter(|_| name.is_some());
        let placed_by = placed_by.filter(|_| file.is_some());
        let variables: Vec<_> = [named_by, placed_by].into_iter().flatten().collect();
        let home = self.env.home().map(|home| home.join(".tencentcloud").join("credentials"));
        let paths: Vec<PathBuf> = match file {
            Some(file) => vec![file],
            None => home.into_iter().chain([self.shared.clone()]).collect(),
        };
        let mut place = Place {
            path: PathBuf::new(),
            profile: name.unwrap_or_else(|| "default".to_owned()),
            variables: variables.join(" and "),
            is_named,
        };
        for path in &paths {
            if let Some(text) = files::read(path).map_err(|reason| place.wrong(&reason))? {
                place.path.clone_from(path);
                return Ok((place, text));
            }
        }
        let paths: Vec<_> = paths.iter().map(|path| path.display().to_string()).collect();
        let reason = match &paths[..] {
            [path] => format!("{path} does not exist"),
            paths => format!("neither {} exists", paths.join(" nor ")),
        };
        let reason = if is_named { place.named(&reason) } else { reason };
        Err(place.lack(reason))
    }
}

/// The error for a profile that the file does not have.
fn absent(place: &Place, names: &[&str], stray: Option<usize>) -> Lack {
    let mut reason = place.named(&format!("{} has no such profile", place.path.display()));
    if !names.is_empty() {
        let names: Vec<_> = names.iter().map(|name| format!("[{name}]")).collect();
        reason = format!("{reason}; it has {}", names.join(", "));
    }
    match stray {
        // The profile may well be there, under a header that cannot be read.
        Some(line) => Lack::Wrong(format!("{reason}; line {line} belongs to no profile")),
        None => place.lack(reason),
    }
}

impl Place {
    /// Says which profile was looked for, and what named it.
    fn named(&self, reason: &str) -> String {
        let Self { profile, variables, .. } = self;
        if variables.is_empty() {
            format!("profile [{profile}]: {reason}")
        } else {
            format!("profile [{profile}] ({variables}): {reason}")
        }
    }

    fn wrong(&self, reason: &str) -> Lack {
        Lack::Wrong(self.named(reason))
    }

    fn lack(&self, reason: String) -> Lack {
        if self.is_named { Lack::Wrong(reason) } else { Lack::NotConfigured(reason) }
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "profile [{}] of {}", self.profile, self.path.display())?;
        if self.variables.is_empty() { Ok(()) } else { write!(f, " ({})", self.variables) }
    }
}

/// The entries of the profile that was found.
struct Entries<'a> {
    place: &'a Place,
    entries: Vec<Entry<'a>>,
}

impl Entries<'_> {
    fn credential(&self) -> Result<Option<Credential>, String> {
        let (id, key) = (self.value(&["secret_id"])?, self.value(&["secret_key"])?);
        let token = self.value(&["token", "security_token", "session_token"])?;
        if let Some(misspelt) = self.misspelt(id.is_none(), key.is_none()) {
            return Err(misspelt);
        }
        let id = Named { name: "secret_id", value: id.map(|(_, value)| value) };
        let key = Named { name: "secret_key", value: key.map(|(_, value)| value) };
        let token = token.as_ref().map(|(_, value)| ("token", value.clone()));
        keys::credential(id, key, token).map_err(|reason| format!("{}: {reason}", self.place))
    }

    fn role(&self) -> Result<Option<RoleSettings>, String> {
        let optional = Optional {
            session: self.value(&["role_session_name"])?,
            duration: self.value(&["duration_seconds"])?,
            external_id: self.value(&["external_id"])?,
            source_identity: None,
        };
        RoleSettings::new("role_arn", self.value(&["role_arn"])?, optional)
    }

    /// Returns the value of a key, which may have several names, and its place.
    fn value(&self, names: &[&str]) -> Result<Option<(String, String)>, String> {
        let mut values = Vec::new();
        for Entry { key, value, line } in &self.entries {
            if names.iter().any(|name| key.eq_ignore_ascii_case(name)) {
                let place = format!("{}, line {line}: {key}", self.place);
                values.push((place.clone(), text::clean(value, &place)?));
            }
        }
        let agreed =
            text::agree(values.iter().map(|(place, value)| (place.as_str(), value.clone())))?;
        Ok(agreed.map(|(place, value)| (place.to_owned(), value)))
    }

    /// Finds a key that is spelt almost like one that is missing.
    fn misspelt(&self, no_id: bool, no_key: bool) -> Option<String> {
        let squash = |key: &str| key.replace(['-', '_', ' ', '.'], "").to_ascii_lowercase();
        self.entries.iter().find_map(|Entry { key, line, .. }| {
            let meant = match squash(key).as_str() {
                "secretid" if no_id => "secret_id",
                "secretkey" if no_key => "secret_key",
                _ => return None,
            };
            let exact = key.eq_ignore_ascii_case(meant);
            let reason = format!("{}, line {line}: `{key}` is not known", self.place);
            (!exact).then(|| format!("{reason}; did you mean `{meant}`?"))
        })
    }
}

impl Default for Profile {
    fn default() -> Self {
        Self::new()
    }
}

impl Provider for Profile {
    fn provide<'a>(
        &'a self,
        context: &'a ProviderContext<'a>,
    ) -> BoxFuture<'a, Result<Credential, CredentialError>> {
        Box::pin(async move {
            let read = self.read().map_err(|lack| self.hinted(lack).of(NAME));
            match read? {
                (credential, Some(role)) => role.assume(credential).provide(context).await,
                (credential, None) => Ok(credential),
            }
        })
    }
}
