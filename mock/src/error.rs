//! Why a mock does not start, or does not take a rule.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use tencentcloud_codegen::diagnostic::{Diagnostics, Printer};

/// Why a mock does not start, or does not take a rule.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// Something is wrong with the spec.
    Spec(Diagnostics),
    /// The address cannot be listened on.
    Listen(SocketAddr, io::Error),
    /// The address is not one of this machine alone, and nobody said that it may be another.
    NotLoopback(SocketAddr),
    /// The thread of the server cannot be started.
    Thread(io::Error),
    /// The certificate cannot be made.
    Certificate(String),
    /// A rule names what the spec does not have.
    Rule(String),
    /// A file of rules cannot be read.
    Script(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Spec(diagnostics) => f.write_str(&Printer::plain().print(diagnostics)),
            Self::Listen(address, error) => write!(f, "cannot listen on {address}: {error}"),
            Self::NotLoopback(address) => {
                write!(f, "{address} can be reached from other machines; allow that if you mean it")
            }
            Self::Thread(error) => write!(f, "cannot start the server's thread: {error}"),
            Self::Certificate(reason) => write!(f, "cannot make a certificate: {reason}"),
            Self::Rule(reason) => write!(f, "this rule can never apply: {reason}"),
            Self::Script(reason) => write!(f, "cannot read the rules: {reason}"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Listen(_, error) | Self::Thread(error) => Some(error),
            _ => None,
        }
    }
}
