//! The variables of the environment, or what stands for them in tests.

use std::collections::BTreeMap;

/// Env of the environment.
#[derive(Clone, Default)]
pub struct Env(Option<BTreeMap<String, String>>);

impl Env {
    /// The variables of this process, as they are when they are read.
    pub fn process() -> Self {
        Self(None)
    }

    /// These variables and no others.
    pub fn of<K: Into<String>, V: Into<String>>(pairs: impl IntoIterator<Item = (K, V)>) -> Self {
        let pairs = pairs.into_iter().map(|(name, value)| (name.into(), value.into()));
        Self(Some(pairs.collect()))
    }

    /// The value of a variable. One that is empty counts as not set.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        let value = match &self.0 {
            None => std::env::var(name).ok(),
            Some(pairs) => pairs.get(name).cloned(),
        };
        value.filter(|value| !value.trim().is_empty())
    }

    /// The home directory of the user.
    pub(super) fn home(&self) -> Option<std::path::PathBuf> {
        let home = self.get("HOME").or_else(|| self.get("USERPROFILE"))?;
        Some(home.into())
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
