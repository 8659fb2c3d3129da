//! Credentials of the official command line.

use super::context::ProviderContext;
use super::env::Env;
use super::identity::Origin;
use super::instance_role::InstanceRole;
use super::keys::{self, Lack, Named};
use super::provider::Provider;
use super::role::{Optional, RoleSettings};
use super::secret::Credential;
use super::{expiry, files, text};
use crate::error::CredentialError;
use crate::future::BoxFuture;
use serde_json::Value;
use std::path::PathBuf;
use std::time::SystemTime;

/// Reads `~/.tccli/<profile>.credential`, which the official command line `tccli` writes.
///
/// The profile is `default` unless `TCCLI_PROFILE` or [`Tccli::named`] names another one, which
/// then has to exist. The file may hold a key pair, a key pair and the role to assume with it, or
/// name the role of the machine. The key of a login in the browser (`oauth`, `sso`) is used until it
/// expires; only `tccli` can renew it.
#[derive(Clone, Debug, Default)]
pub struct Tccli {
    env: Env,
    name: Option<String>,
}

const NAME: &str = "tccli";
const PROFILE: &str = "TCCLI_PROFILE";

/// The contents of a credential file.
enum Found {
    Pair(Credential),
    Machine(InstanceRole),
}

/// A file and the name of its profile, for messages.
struct Place {
    path: PathBuf,
    profile: String,
    variable: Option<&'static str>,
    is_named: bool,
}

impl Tccli {
    /// Reads the default profile.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads these variables instead of those of this process.
    pub fn of(env: Env) -> Self {
        Self { env, name: None }
    }

    /// Reads the profile of this name.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Returns the variable that names a profile.
    pub(super) fn chosen_by(&self) -> Option<&'static str> {
        self.env.is_set(PROFILE).then_some(PROFILE)
    }

    /// Returns the region in `~/.tccli/<profile>.configure`, which `tccli configure` writes. It is
    /// `None` without such a file.
    ///
    /// # Errors
    ///
    /// Fails if the file cannot be read.
    pub fn region(&self) -> Result<Option<String>, CredentialError> {
        let region = || {
            let place = match self.place() {
                Ok(place) => place,
                Err(Lack::NotConfigured(_)) => return Ok(None),
                Err(Lack::Wrong(reason)) => return Err(reason),
            };
            let path = place.path.with_extension("configure");
            let Some(text) = files::read(&path)? else { return Ok(None) };
            let file: Value = serde_json::from_str(&text)
                .map_err(|error| format!("{} is not valid JSON: {error}", path.display()))?;
            let region = file.pointer("/_sys_param/region").or_else(|| file.get("region"));
            let shown = format!("{}: region", path.display());
            match region {
                None | Some(Value::Null) => Ok(None),
                Some(Value::String(region)) => text::clean(region, &shown),
                Some(_) => Err(format!("{shown} is not a string")),
            }
        };
        region().map_err(|reason| CredentialError::new(NAME, reason))
    }

    /// Returns the names of all profiles, sorted; none if there is no folder of them.
    pub fn names(&self) -> Vec<String> {
        let folder = self.env.home().map(|home| home.join(".tccli"));
        let entries = folder.and_then(|folder| std::fs::read_dir(folder).ok());
        let name = |entry: std::fs::DirEntry| {
            let name = entry.file_name().into_string().ok()?;
            name.strip_suffix(".credential").map(str::to_owned)
        };
        let mut names: Vec<_> = entries.into_iter().flatten().flatten().filter_map(name).collect();
        names.sort();
        names
    }

    fn read(&self, now: SystemTime) -> Result<(Found, Option<RoleSettings>), Lack> {
        let place = self.place()?;
        let Some(text) = files::read(&place.path).map_err(|reason| place.says(&reason))? else {
            return Err(place.lack(place.says(&format!("{} does not exist", place.path.display()))));
        };
        let file: Value = serde_json::from_str(&text).map_err(|error| {
            // The parser's own message may quote the file.
            let (line, column) = (error.line(), error.column());
            place.says(&format!(
                "{} is not valid JSON at line {line}, column {column}",
                place.path.display()
            ))
        })?;
        if !file.is_object() {
            return Err(Lack::Wrong(format!("{place} is not a JSON object")));
        }
        File { place: &place, file: &file }.read(now)
    }

    fn place(&self) -> Result<Place, Lack> {
        let variable = if self.name.is_some() { None } else { self.chosen_by() };
        let chosen = match &self.name {
            Some(name) => Some(name.clone()),
            None => self.env.profile(PROFILE)?,
        };
        let is_named = chosen.is_some();
        let profile = chosen.unwrap_or_else(|| "default".to_owned());
        if profile.contains(['/', '\\']) {
            return Err(Lack::Wrong(format!("the profile name `{profile}` contains a separator")));
        }
        let Some(home) = self.env.home() else {
            let reason = "there is no home directory: HOME and USERPROFILE are not set".to_owned();
            return Err(if is_named { Lack::Wrong(reason) } else { Lack::NotConfigured(reason) });
        };
        let path = home.join(".tccli").join(format!("{profile}.credential"));
        Ok(Place { path, profile, variable, is_named })
    }
}

impl Place {
    /// Adds to a message that names the file which profile was looked for, and what named it.
    fn says(&self, reason: &str) -> String {
        match (self.is_named, self.variable) {
            (false, _) => reason.to_owned(),
            (true, None) => format!("profile `{}`: {reason}", self.profile),
            (true, Some(variable)) => format!("profile `{}` ({variable}): {reason}", self.profile),
        }
    }

    fn lack(&self, reason: String) -> Lack {
        if self.is_named { Lack::Wrong(reason) } else { Lack::NotConfigured(reason) }
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "profile `{}` of {}", self.profile, self.path.display())
    }
}

/// A credential file that is a JSON object.
struct File<'a> {
    place: &'a Place,
    file: &'a Value,
}

impl File<'_> {
    fn read(&self, now: SystemTime) -> Result<(Found, Option<RoleSettings>), Lack> {
        let place = self.place;
        let role = self.role()?;
        let kind = self.value("type")?.map(|(_, kind)| kind);
        // The command to log in with again, for the kinds that come from a login.
        let login = match kind.as_deref() {
            None | Some("default") => None,
            Some("oauth") => Some("tccli auth login"),
            Some("sso") => Some("tccli sso login"),
            Some("cvm-role") => return Ok((Found::Machine(InstanceRole::new()), role)),
            Some(kind) => {
                let reason = format!("{place}: the type `{kind}` is not supported");
                return Err(Lack::Wrong(reason));
            }
        };
        let Some(credential) = self.credential()? else {
            return Err(match (login, &role) {
                (Some(login), _) => Lack::Wrong(format!("{place} has no key; run `{login}`")),
                (None, Some(role)) => Lack::Wrong(role.lack()),
                (None, None) => place.lack(format!("{place} has no secretId and no secretKey")),
            });
        };
        let origin = Origin::new(NAME).at(place.to_string());
        let credential = credential.found_at(origin);
        let expiry = expiry::read(self.file.get("expiresAt"));
        let expiry = expiry.map_err(|reason| format!("{place}: expiresAt {reason}"))?;
        let pair = match (expiry, login) {
            (Some(expiry), _) if expiry <= now => {
                let date = httpdate::fmt_http_date(expiry);
                let renew = login.map_or("renew it", |_| "run");
                let login = login.map(|login| format!(" `{login}`")).unwrap_or_default();
                let reason = format!("{place} has expired on {date}; {renew}{login}");
                return Err(Lack::Wrong(reason));
            }
            (Some(expiry), _) => credential.with_expiry(expiry),
            (None, Some(login)) => {
                let reason = format!("{place} has no expiresAt; run `{login}`");
                return Err(Lack::Wrong(reason));
            }
            (None, None) => credential,
        };
        Ok((Found::Pair(pair), role))
    }

    fn credential(&self) -> Result<Option<Credential>, String> {
        let value = |name| Ok::<_, String>(self.value(name)?.map(|(_, value)| value));
        let id = Named { name: "secretId", value: value("secretId")? };
        let key = Named { name: "secretKey", value: value("secretKey")? };
        let token = value("token")?.map(|token| ("token", token));
        keys::credential(id, key, token).map_err(|reason| format!("{}: {reason}", self.place))
    }

    fn role(&self) -> Result<Option<RoleSettings>, String> {
        let session = self.value("role-session-name")?;
        let optional = Optional { session, ..Optional::default() };
        RoleSettings::new("role-arn", self.value("role-arn")?, optional)
    }

    /// Returns the value of a member and its place.
    fn value(&self, name: &str) -> Result<Option<(String, String)>, String> {
        let place = format!("{}: {name}", self.place);
        match self.file.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(value)) => {
                Ok(text::clean(value, &place)?.map(|value| (place, value)))
            }
            Some(_) => Err(format!("{place} is not a string")),
        }
    }
}

impl Provider for Tccli {
    fn provide<'a>(
        &'a self,
        context: &'a ProviderContext<'a>,
    ) -> BoxFuture<'a, Result<Credential, CredentialError>> {
        Box::pin(async move {
            match self.read(context.now()).map_err(|lack| lack.of(NAME))? {
                (Found::Pair(pair), None) => Ok(pair),
                (Found::Pair(pair), Some(role)) => role.assume(pair).provide(context).await,
                (Found::Machine(machine), None) => {
                    let found = machine.provide(context).await;
                    found.map_err(|error| error.configured("tccli names the role of the machine"))
                }
                (Found::Machine(machine), Some(role)) => {
                    role.assume(machine).provide(context).await
                }
            }
        })
    }
}
