//! The environment variables that providers read.

use super::text;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::PathBuf;

/// Environment variables: those of the process, or given ones in tests.
#[derive(Clone, Default)]
pub struct Env(Option<BTreeMap<String, String>>);

impl Env {
    /// Returns the variables of this process, read anew each time.
    pub fn process() -> Self {
        Self(None)
    }

    /// Returns these variables and no others.
    pub fn of<K: Into<String>, V: Into<String>>(pairs: impl IntoIterator<Item = (K, V)>) -> Self {
        let pairs = pairs.into_iter().map(|(name, value)| (name.into(), value.into()));
        Self(Some(pairs.collect()))
    }

    /// Returns the value of a variable without surrounding blanks and quotes; `None` if it is not
    /// set or empty. A value that cannot be a key, a name or the like is an error.
    pub(crate) fn text(&self, name: &str) -> Result<Option<String>, String> {
        match self.raw(name) {
            Some(value) => match value.into_string() {
                Ok(value) => text::clean(&value, name),
                Err(_) => Err(format!("{name} contains a character that is not ASCII")),
            },
            None => Ok(None),
        }
    }

    /// Returns the value of a variable as a path; `None` if it is not set or empty.
    pub(super) fn path(&self, name: &str) -> Option<PathBuf> {
        let path = self.raw(name).filter(|value| {
            let blank = value.to_str().is_some_and(|value| value.trim().is_empty());
            !blank
        });
        path.map(PathBuf::from)
    }

    /// Returns the value of a variable as the name of a profile, which may be any text.
    pub(super) fn profile(&self, name: &str) -> Result<Option<String>, String> {
        match self.raw(name).map(OsString::into_string) {
            Some(Ok(value)) => {
                let value = text::unquote(value.trim()).trim();
                Ok((!value.is_empty()).then(|| value.to_owned()))
            }
            Some(Err(_)) => Err(format!("{name} is not valid Unicode")),
            None => Ok(None),
        }
    }

    /// Whether a variable has a value that is not empty, be it valid or not.
    pub(super) fn is_set(&self, name: &str) -> bool {
        !matches!(self.text(name), Ok(None))
    }

    /// Returns the home directory of the user.
    pub(super) fn home(&self) -> Option<PathBuf> {
        self.path("HOME").or_else(|| self.path("USERPROFILE"))
    }

    fn raw(&self, name: &str) -> Option<OsString> {
        match &self.0 {
            None => std::env::var_os(name),
            Some(pairs) => pairs.get(name).map(OsString::from),
        }
    }
}

// Values may be secrets.
impl std::fmt::Debug for Env {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.0 {
            None => f.write_str("Env of the process"),
            Some(pairs) => f.debug_set().entries(pairs.keys()).finish(),
        }
    }
}
