//! What can go wrong: [`Error`] separates what a caller must tell apart, and the rest of this module
//! is what its variants carry.
//!
//! A refusal by the service carries the code as a value of the action's own enum; [`Code`] is what
//! such enums have in common, and [`Catalogue`] is where their descriptions and classes are stored.

mod answer;
mod catalogue;
mod code;
mod config;
mod credential;
mod deadline;
mod refusal;
mod transport;
mod wait;

pub use answer::{DecodeError, NotApi};
pub use catalogue::{Catalogue, Class, Entry};
#[doc(hidden)]
pub use code::rest;
pub use code::{All, Code, RawCode, all, code, common};
pub use config::ConfigError;
pub use credential::{CredentialError, Tried};
pub use deadline::DeadlineError;
pub use refusal::ServiceError;
pub(crate) use transport::Chain;
pub use transport::{NoAnswer, NotSent};
pub use wait::{FailedTask, WaitError};

use std::fmt;

/// Why a call has no result.
///
/// `E` is the action's own enum of codes; [`RawCode`] where no action is known.
#[non_exhaustive]
pub enum Error<E = RawCode> {
    /// The service understood the request and refused it.
    Service(ServiceError<E>),
    /// The request was never sent: the service did nothing.
    NotSent(NotSent),
    /// The request was sent and no answer came: it may have happened.
    NoAnswer(NoAnswer),
    /// What came is not an answer of the API, for example a page of a proxy.
    NotApi(NotApi),
    /// The answer is one of the API, but not what the action's declaration says.
    Decode(DecodeError),
    /// There is no usable credential.
    Credential(CredentialError),
    /// The configuration of the client, or the request for this client's site, is not valid.
    Config(ConfigError),
    /// The deadline of the call has passed.
    Deadline(DeadlineError),
    /// What was waited for failed.
    Wait(WaitError),
}

impl<E> Error<E> {
    /// The same error with another type of code.
    pub fn map<F>(self, code: impl FnOnce(E) -> F) -> Error<F> {
        match self {
            Self::Service(error) => Error::Service(error.map(code)),
            Self::NotSent(error) => Error::NotSent(error),
            Self::NoAnswer(error) => Error::NoAnswer(error),
            Self::NotApi(error) => Error::NotApi(error),
            Self::Decode(error) => Error::Decode(error),
            Self::Credential(error) => Error::Credential(error),
            Self::Config(error) => Error::Config(error),
            Self::Deadline(error) => Error::Deadline(error),
            Self::Wait(error) => Error::Wait(error),
        }
    }

    /// The refusal, if the service refused.
    pub fn service(&self) -> Option<&ServiceError<E>> {
        match self {
            Self::Service(error) => Some(error),
            _ => None,
        }
    }
}

impl<E: Code> Error<E> {
    /// The same error with the code as the enum of all codes of its version has it.
    pub fn erase(self) -> Error<E::All> {
        self.map(|code| E::All::from_code(code.code()))
    }
}

// Programs compile what follows once per action that they call, so there is one walk over the
// variants for all of it.
impl<E: fmt::Debug + fmt::Display + 'static> Error<E> {
    /// The variant's name, and what it carries.
    fn content(&self) -> (&'static str, &(dyn std::error::Error + 'static)) {
        match self {
            Self::Service(error) => ("Service", error),
            Self::NotSent(error) => ("NotSent", error),
            Self::NoAnswer(error) => ("NoAnswer", error),
            Self::NotApi(error) => ("NotApi", error),
            Self::Decode(error) => ("Decode", error),
            Self::Credential(error) => ("Credential", error),
            Self::Config(error) => ("Config", error),
            Self::Deadline(error) => ("Deadline", error),
            Self::Wait(error) => ("Wait", error),
        }
    }
}

impl<E: fmt::Debug + fmt::Display + 'static> fmt::Debug for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, content) = self.content();
        f.debug_tuple(name).field(&content).finish()
    }
}

impl<E: fmt::Debug + fmt::Display + 'static> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.content().1, f)
    }
}

// The variants print as what they carry, so the source is the source of what they carry.
impl<E: fmt::Debug + fmt::Display + 'static> std::error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.content().1.source()
    }
}
