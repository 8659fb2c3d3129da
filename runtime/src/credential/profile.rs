//! Credentials from the file that the official SDKs read.

use super::context::ProviderContext;
use super::env::Env;
use super::provider::Provider;
use super::secret::Credential;
use crate::error::CredentialError;
use crate::future::BoxFuture;
use configparser::ini::Ini;
use std::path::{Path, PathBuf};

/// Reads a profile of `~/.tencentcloud/credentials`, or of the file that
/// `TENCENTCLOUD_CREDENTIALS_FILE` names; where neither exists, of `/etc/tencentcloud/credentials`.
///
/// A profile is a section of the file, with `secret_id`, `secret_key` and perhaps `token`. It is
/// `default` unless `TENCENTCLOUD_PROFILE` or [`Profile::named`] says otherwise.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    variables: Env,
    file: Option<PathBuf>,
    name: Option<String>,
}

impl Profile {
    /// The default profile of the usual file.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads these variables instead of those of this process.
    pub fn of(variables: Env) -> Self {
        Self { variables, ..Self::default() }
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

    fn read(&self) -> Result<Credential, String> {
        let path = self.path()?;
        let text = std::fs::read_to_string(&path)
            .map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
        let name = self.name.clone().or_else(|| self.variables.get("TENCENTCLOUD_PROFILE"));
        parse(&text, name.as_deref().unwrap_or("default"), &path)
    }

    fn path(&self) -> Result<PathBuf, String> {
        let chosen = self.variables.get("TENCENTCLOUD_CREDENTIALS_FILE");
        if let Some(path) = self.file.clone().or(chosen.map(PathBuf::from)) {
            return Ok(path);
        }
        let home = self.variables.home();
        let usual = home.map(|home| home.join(".tencentcloud").join("credentials"));
        let shared = PathBuf::from("/etc/tencentcloud/credentials");
        match usual {
            Some(usual) if usual.exists() || !shared.exists() => Ok(usual),
            None if !shared.exists() => Err("there is no home directory".to_owned()),
            _ => Ok(shared),
        }
    }
}

fn parse(text: &str, name: &str, path: &Path) -> Result<Credential, String> {
    let path = path.display();
    let mut file = Ini::new_cs();
    // Secrets may contain the signs that elsewhere begin a comment, so those count only where a
    // line begins.
    file.set_inline_comment_symbols(Some(&[]));
    // What the parser says may quote the file.
    file.read(text.to_owned()).map_err(|_| format!("{path} is not an INI file"))?;
    if !file.sections().iter().any(|section| section == name) {
        return Err(format!("{path} has no profile [{name}]"));
    }
    let value = |key: &str| file.get(name, key).filter(|value| !value.is_empty());
    let required =
        |key: &str| value(key).ok_or_else(|| format!("profile [{name}] of {path} has no {key}"));
    let credential = Credential::new(required("secret_id")?, required("secret_key")?);
    Ok(match value("token") {
        Some(token) => credential.with_token(token),
        None => credential,
    })
}

impl Provider for Profile {
    fn provide<'a>(
        &'a self,
        _: &'a ProviderContext<'a>,
    ) -> BoxFuture<'a, Result<Credential, CredentialError>> {
        let read = self.read().map_err(|reason| CredentialError::new("profile file", reason));
        Box::pin(std::future::ready(read))
    }
}
