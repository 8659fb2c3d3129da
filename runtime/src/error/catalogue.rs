//! Descriptions and classes of codes, stored once per version of a service.

use std::fmt;

/// The class of a code, by what a caller can do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Class {
    /// Too many requests: wait and send again.
    Throttled,
    /// The credential or the signature was not accepted.
    Auth,
    /// The caller is known and may not do this.
    Denied,
    /// Something the request names does not exist.
    NotFound,
    /// Something exists already, or is in use.
    Conflict,
    /// A quota is used up.
    Limit,
    /// The request is wrong.
    Invalid,
    /// The action is not possible for this account, region or state.
    Unsupported,
    /// Something is not available now.
    Unavailable,
    /// The operation was tried and failed.
    Failed,
    /// The service failed.
    Internal,
    /// None of these.
    Other,
}

impl Class {
    /// The class's name, in lower case with underscores.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Throttled => "throttled",
            Self::Auth => "auth",
            Self::Denied => "denied",
            Self::NotFound => "not_found",
            Self::Conflict => "conflict",
            Self::Limit => "limit",
            Self::Invalid => "invalid",
            Self::Unsupported => "unsupported",
            Self::Unavailable => "unavailable",
            Self::Failed => "failed",
            Self::Internal => "internal",
            Self::Other => "other",
        }
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// The entry of a code in a catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The code, such as `FailedOperation.InvitationExist`.
    pub code: &'static str,
    /// The class, by what a caller can do about it.
    pub class: Class,
    /// Its meaning; empty if it is not documented.
    pub description: &'static str,
    /// The actions of the version that document it, sorted; none for a common code.
    pub actions: &'static [&'static str],
}

/// The codes of a version, or those that are common to all services.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Catalogue {
    /// The codes, sorted.
    pub entries: &'static [Entry],
    /// The class of codes without entry, by family (what precedes the dot), sorted.
    pub families: &'static [(&'static str, Class)],
    /// Where to look for what is not here.
    pub common: Option<&'static Catalogue>,
}

impl Catalogue {
    /// A catalogue that knows nothing.
    pub const EMPTY: Self = Self { entries: &[], families: &[], common: None };

    /// Returns the entry of a code, here or among the common codes.
    pub fn entry(&self, code: &str) -> Option<&'static Entry> {
        let found = self.entries.binary_search_by(|entry| entry.code.cmp(code));
        match found {
            Ok(index) => self.entries.get(index),
            Err(_) => self.common?.entry(code),
        }
    }

    /// Returns the meaning of a code, if it is documented.
    pub fn description(&self, code: &str) -> Option<&'static str> {
        self.entry(code).map(|entry| entry.description).filter(|text| !text.is_empty())
    }

    /// Returns the class of a code: that of its entry, or else that of its family.
    pub fn class(&self, code: &str) -> Class {
        match self.entry(code) {
            Some(entry) => entry.class,
            None => self.family(code.split('.').next().unwrap_or(code)),
        }
    }

    fn family(&self, family: &str) -> Class {
        match (self.families.binary_search_by(|(name, _)| (*name).cmp(family)), self.common) {
            (Ok(index), _) => self.families.get(index).map_or(Class::Other, |(_, class)| *class),
            (Err(_), Some(common)) => common.family(family),
            (Err(_), None) => Class::Other,
        }
    }
}

/// Defines the catalogue of a version, or the common one:
/// `error::catalogue!(CATALOGUE, FAMILIES, None { "Code": Class, "Meaning.", ["Action"]; … });`.
#[macro_export]
#[doc(hidden)]
macro_rules! __error_catalogue {
    ($name:ident, $families:expr, $common:expr, {
        $($code:literal: $class:ident, $description:literal, [$($action:literal),*];)*
    }) => {
        /// The meanings and classes of the error codes, and the actions that document each.
        pub static $name: $crate::error::Catalogue = $crate::error::Catalogue {
            entries: &[$($crate::error::Entry {
                code: $code,
                class: $crate::error::Class::$class,
                description: $description,
                actions: &[$($action),*],
            }),*],
            families: $families,
            common: $common,
        };
    };
}

/// Defines the classes of families of codes: `error::families!(FAMILIES { "Family": Class; … });`.
#[macro_export]
#[doc(hidden)]
macro_rules! __error_families {
    ($name:ident { $($family:literal: $class:ident;)* }) => {
        /// The classes of codes without an entry, by family: the part before the dot.
        pub static $name: &[(&str, $crate::error::Class)] =
            &[$(($family, $crate::error::Class::$class)),*];
    };
}

#[doc(hidden)]
pub use {__error_catalogue as catalogue, __error_families as families};
