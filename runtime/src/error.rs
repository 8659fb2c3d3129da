//! Errors: [`Error`] separates the ways in which a call can fail, and the rest of this module is the
//! content of its variants.
//!
//! A refusal by the service carries the code as a value of the action's own enum; [`Code`] is what
//! such enums have in common, and [`Catalogue`] is where their descriptions and classes are stored.

mod answer;
mod call;
mod catalogue;
mod code;
mod config;
mod credential;
mod deadline;
mod hint;
mod inspect;
mod refusal;
mod transport;
mod wait;

pub use answer::{DecodeError, UnexpectedResponse};
pub use call::{CallInfo, TaskReport, TaskStatus};
pub use catalogue::{Catalogue, Class, Entry};
#[doc(hidden)]
pub use catalogue::{catalogue, families};
pub(crate) use code::kind;
pub use code::{All, Code, RawCode};
#[doc(hidden)]
pub use code::{all, code, common, rest};
pub use config::ConfigError;
pub use credential::{CredentialError, Tried};
pub use deadline::DeadlineError;
pub use refusal::ServiceError;
pub(crate) use transport::Chain;
pub use transport::{NoResponse, NotSent, TimedOut};
pub use wait::{FailedTask, WaitError};

use call::InCall;
use std::fmt;
use std::sync::Arc;

/// The error of a call.
///
/// `E` is the action's own enum of codes; [`RawCode`] where no action is known. Everything but a
/// refusal is shared by the clones of an error, which keeps errors small and cheap to copy.
#[derive(Clone)]
#[non_exhaustive]
pub enum Error<E = RawCode> {
    /// The service returned an error.
    Service(ServiceError<E>),
    /// The request was never sent: the service did nothing.
    NotSent(Arc<NotSent>),
    /// The request was sent and no complete response came: it may have happened.
    NoResponse(Arc<NoResponse>),
    /// The answer is not one of the API, for example a page of a proxy.
    UnexpectedResponse(Arc<UnexpectedResponse>),
    /// The answer is one of the API, but does not fit the action's declaration.
    Decode(Arc<DecodeError>),
    /// No credential is usable.
    Credential(Arc<CredentialError>),
    /// The client's configuration is not valid, or the request does not suit the client's site.
    Config(Arc<ConfigError>),
    /// The deadline of the call has passed.
    Deadline(Arc<DeadlineError>),
    /// A task that was waited for has failed.
    Wait(Arc<WaitError>),
}

impl<E> From<ServiceError<E>> for Error<E> {
    fn from(refusal: ServiceError<E>) -> Self {
        Self::Service(refusal)
    }
}

impl<E> Error<E> {
    /// Converts the code to another type.
    pub fn map<F>(self, code: impl FnOnce(E) -> F) -> Error<F> {
        match self {
            Self::Service(error) => Error::Service(error.map(code)),
            Self::NotSent(error) => Error::NotSent(error),
            Self::NoResponse(error) => Error::NoResponse(error),
            Self::UnexpectedResponse(error) => Error::UnexpectedResponse(error),
            Self::Decode(error) => Error::Decode(error),
            Self::Credential(error) => Error::Credential(error),
            Self::Config(error) => Error::Config(error),
            Self::Deadline(error) => Error::Deadline(error),
            Self::Wait(error) => Error::Wait(error),
        }
    }

    /// Returns the service's error, if it returned one.
    pub fn service(&self) -> Option<&ServiceError<E>> {
        match self {
            Self::Service(error) => Some(error),
            _ => None,
        }
    }
}

/// The content of an error without the type of its code. Programs compile the code that depends on
/// that type once per action that they call: one walk over the variants, and nothing else.
enum Content<'a> {
    Service(refusal::Erased<'a>),
    Other(&'a dyn Named),
}

impl<E: fmt::Debug + fmt::Display> Error<E> {
    // Three functions call it, and three copies of it would cost programs more than the calls do.
    #[inline(never)]
    fn content(&self) -> Content<'_> {
        Content::Other(match self {
            Self::Service(error) => return Content::Service(error.erased()),
            Self::NotSent(error) => error,
            Self::NoResponse(error) => error,
            Self::UnexpectedResponse(error) => error,
            Self::Decode(error) => error,
            Self::Credential(error) => error,
            Self::Config(error) => error,
            Self::Deadline(error) => error,
            Self::Wait(error) => error,
        })
    }
}

impl<'a> Content<'a> {
    /// Prints the structure.
    fn structure(self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Service(refusal) => f.debug_tuple("Service").field(&refusal).finish(),
            Self::Other(content) => f
                .debug_struct(content.name())
                .field("message", &format_args!("{content}"))
                .field("call", &content.circumstances())
                .finish(),
        }
    }

    /// Prints the circumstances of the call, where they are known, and the message.
    fn message(self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Service(refusal) => {
                if let Some(call) = refusal.call() {
                    write!(f, "{call}: ")?;
                }
                fmt::Display::fmt(&refusal, f)
            }
            Self::Other(content) => {
                // A wrong configuration does not depend on the call.
                if let Some(call) = content.circumstances().filter(|_| content.name() != "Config") {
                    write!(f, "{call}: ")?;
                }
                fmt::Display::fmt(content, f)
            }
        }
    }

    /// The variants print as what they carry, so the source is the source of what they carry.
    fn source(self) -> Option<&'a (dyn std::error::Error + 'static)> {
        match self {
            Self::Service(_) => None,
            Self::Other(content) => content.source(),
        }
    }
}

/// The content of a variant that is the same for all types of code.
trait Named: std::error::Error + 'static {
    /// The variant's name.
    fn name(&self) -> &'static str;

    fn circumstances(&self) -> Option<&CallInfo>;
}

macro_rules! named {
    ($($variant:ident($content:ty)),*) => {
        $(impl Named for Arc<$content> {
            fn name(&self) -> &'static str {
                stringify!($variant)
            }

            fn circumstances(&self) -> Option<&CallInfo> {
                self.call.as_deref()
            }
        }

        impl InCall for $content {
            fn call(&self) -> Option<&Arc<CallInfo>> {
                self.call.as_ref()
            }

            fn slot(&mut self) -> &mut Option<Arc<CallInfo>> {
                &mut self.call
            }
        }

        impl<E> From<$content> for Error<E> {
            fn from(content: $content) -> Self {
                Self::$variant(Arc::new(content))
            }
        })*
    };
}

named!(
    NotSent(NotSent),
    NoResponse(NoResponse),
    UnexpectedResponse(UnexpectedResponse),
    Decode(DecodeError),
    Credential(CredentialError),
    Config(ConfigError),
    Deadline(DeadlineError),
    Wait(WaitError)
);

impl<E: fmt::Debug + fmt::Display> fmt::Debug for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // `main` prints errors with `Debug`: it is the message, too.
        if f.alternate() { self.content().structure(f) } else { self.content().message(f) }
    }
}

impl<E: fmt::Debug + fmt::Display> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.content().message(f)
    }
}

impl<E: fmt::Debug + fmt::Display> std::error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.content().source()
    }
}
