//! The common parts of enums of error codes.
//!
//! The macros here give a generated enum everything but its variants. Each function that they make
//! is paid once per action, so they make few. Reading, telling and printing a code is compiled with
//! the enum, as every call needs it; what is marked `#[inline]`, in programs that use it.

use super::catalogue::{Catalogue, Class};
use std::fmt;

/// An enum of error codes: a variant for each documented code, one for the common ones, and one
/// that keeps the text of any other.
pub trait Code: Sized + Clone + fmt::Debug + fmt::Display + Send + Sync + 'static {
    /// The enum of all codes of the same version, to which this one erases.
    type All: All;

    /// Returns the value for any code.
    fn from_code(code: &str) -> Self;

    /// Returns the code as on the wire.
    fn code(&self) -> &str;

    /// Returns the catalogue with the descriptions and classes of these codes.
    fn catalogue() -> &'static Catalogue {
        Self::All::CATALOGUE
    }

    /// Returns the meaning of the code, if it is documented.
    fn description(&self) -> Option<&'static str> {
        Self::catalogue().description(self.code())
    }

    /// Returns the class, by what a caller can do about it.
    fn class(&self) -> Class {
        Self::catalogue().class(self.code())
    }
}

/// An enum of error codes that has a catalogue of its own.
pub trait All: Code {
    /// Descriptions and classes of the codes.
    const CATALOGUE: &'static Catalogue;
}

/// Completes the enum of an action's codes, whose last variants are `Common` and `Other(Box<str>)`:
/// `error::code!(Name, errors::ErrorCode { Variant = "Code", … });`.
///
/// It gives [`Code`], copies, equality and hashing by the code, `Debug` and `Display` of the code,
/// and the standard error trait.
#[macro_export]
#[doc(hidden)]
macro_rules! __error_code {
    ($name:ident, $all:ty { $($variant:ident = $code:literal),* $(,)? }) => {
        impl $crate::error::Code for $name {
            type All = $all;

            fn from_code(code: &str) -> Self {
                match code {
                    $($code => Self::$variant,)*
                    _ => $crate::error::rest(code, Self::Common, Self::Other),
                }
            }

            fn code(&self) -> &str {
                match self {
                    $(Self::$variant => $code,)*
                    Self::Common(code) => $crate::error::Code::code(code),
                    Self::Other(code) => code,
                }
            }
        }

        $crate::__error_like_code!($name);
    };
}

/// Completes the enum of all codes of a version: what [`code`](crate::error::code) gives, and
/// [`All`]. `error::all!(ErrorCode, CATALOGUE { Variant = "Code", … });`
#[macro_export]
#[doc(hidden)]
macro_rules! __error_all {
    ($name:ident, $catalogue:ident { $($variants:tt)* }) => {
        $crate::__error_code!($name, Self { $($variants)* });

        impl $crate::error::All for $name {
            const CATALOGUE: &'static $crate::error::Catalogue = &$catalogue;
        }
    };
}

/// Completes the enum of the codes that any action may return, whose last variant is
/// `Other(Box<str>)`: `error::common!(CommonError, CATALOGUE { Variant = "Code", … });`.
#[macro_export]
#[doc(hidden)]
macro_rules! __error_common {
    ($name:ident, $catalogue:ident { $($variant:ident = $code:literal),* $(,)? }) => {
        impl $crate::error::Code for $name {
            type All = Self;

            fn from_code(code: &str) -> Self {
                match code {
                    $($code => Self::$variant,)*
                    _ => Self::Other(code.into()),
                }
            }

            fn code(&self) -> &str {
                match self {
                    $(Self::$variant => $code,)*
                    Self::Other(code) => code,
                }
            }
        }

        impl $crate::error::All for $name {
            const CATALOGUE: &'static $crate::error::Catalogue = &$catalogue;
        }

        $crate::__error_like_code!($name);
    };
}

/// Implements printing, copies and comparison of an enum by its code.
#[macro_export]
#[doc(hidden)]
macro_rules! __error_like_code {
    ($name:ident) => {
        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt($crate::error::Code::code(self), f)
            }
        }

        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt($crate::error::Code::code(self), f)
            }
        }

        impl ::core::clone::Clone for $name {
            #[inline]
            fn clone(&self) -> Self {
                $crate::error::Code::from_code($crate::error::Code::code(self))
            }
        }

        impl ::core::cmp::PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::error::Code::code(self) == $crate::error::Code::code(other)
            }
        }

        impl ::core::cmp::Eq for $name {}

        impl ::core::hash::Hash for $name {
            #[inline]
            fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                ::core::hash::Hash::hash($crate::error::Code::code(self), state);
            }
        }

        impl ::core::error::Error for $name {}
    };
}

#[doc(hidden)]
pub use {__error_all as all, __error_code as code, __error_common as common};

/// The value for a code that an action does not list: a common one, or any other.
#[doc(hidden)]
pub fn rest<C: All, E>(code: &str, common: fn(C) -> E, other: fn(Box<str>) -> E) -> E {
    if C::CATALOGUE.entry(code).is_some() { common(C::from_code(code)) } else { other(code.into()) }
}

/// Returns what a caller can do about a code, also where no catalogue has it.
pub(crate) fn kind(code: &str, catalogue: &Catalogue) -> Class {
    let family = code.split('.').next().unwrap_or(code);
    match (family, catalogue.class(code)) {
        ("RequestLimitExceeded", _) => Class::Throttled,
        (_, Class::Other | Class::Limit | Class::Failed) if names_a_rate(code) => Class::Throttled,
        ("InternalError", Class::Other) => Class::Internal,
        ("ServiceUnavailable", Class::Other) => Class::Unavailable,
        ("AuthFailure", Class::Other) => Class::Auth,
        ("UnauthorizedOperation", Class::Other) => Class::Denied,
        (_, class) => class,
    }
}

/// Returns whether a code says that there are too many requests. Services have codes of their own
/// for it, such as `LimitExceeded.RateLimitExceeded`.
fn names_a_rate(code: &str) -> bool {
    const WORDS: [&str; 7] = [
        "RateLimit",
        "RequestLimit",
        "Frequency",
        "TooFrequent",
        "TooManyRequest",
        "Throttl",
        "QpsLimit",
    ];
    WORDS.iter().any(|word| code.contains(word))
}

/// A code as the service sent it, where no enum of codes is known.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RawCode(Box<str>);

impl Code for RawCode {
    type All = Self;

    fn from_code(code: &str) -> Self {
        Self(code.into())
    }

    fn code(&self) -> &str {
        &self.0
    }
}

impl All for RawCode {
    const CATALOGUE: &'static Catalogue = &Catalogue::EMPTY;
}

impl fmt::Display for RawCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl std::error::Error for RawCode {}
