//! The errors of setting up a mock and of adding rules.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use tencentcloud_model::catalogue;
use tencentcloud_model::diagnostic::{Diagnostics, Printer};

/// An error of setting up a mock, or of adding rules.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The spec is invalid.
    Spec(Diagnostics),
    /// The embedded spec is damaged.
    Catalogue(catalogue::Error),
    /// The address cannot be listened on.
    Listen(SocketAddr, io::Error),
    /// Other machines can reach the address, and that was not allowed.
    NotLoopback(SocketAddr),
    /// The thread of the server cannot be started.
    Thread(io::Error),
    /// The certificate cannot be made.
    Certificate(String),
    /// A setting has no effect or is out of range: the reason.
    Setting(String),
    /// The origin cannot be allowed, and why.
    Origin(String, &'static str),
    /// There would be more rules than this.
    TooManyRules(usize),
    /// Rules name what the spec does not have; one reason per line.
    Rule(String),
    /// Rules cannot be read; one reason per line.
    RulesFile(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Spec(diagnostics) => f.write_str(&Printer::plain().print(diagnostics)),
            Self::Catalogue(error) => write!(f, "cannot read the embedded spec: {error}"),
            Self::Listen(address, error) => {
                write!(f, "cannot listen on {address}: {error}")?;
                match error.kind() {
                    io::ErrorKind::AddrInUse => f.write_str(
                        "; stop the program that uses the port, or pass port 0 for a free one",
                    ),
                    _ => Ok(()),
                }
            }
            Self::NotLoopback(address) => write!(
                f,
                "other machines can reach {address}; to allow that, pass `--allow-remote`, or call \
                 `allow_remote()` in Rust"
            ),
            Self::Thread(error) => write!(f, "cannot start the server's thread: {error}"),
            Self::Certificate(reason) => write!(f, "cannot make a certificate: {reason}"),
            Self::Setting(reason) => f.write_str(reason),
            Self::Origin(origin, reason) => {
                write!(f, "cannot allow the origin `{origin}`: {reason}")
            }
            Self::TooManyRules(most) => {
                write!(f, "a mock takes {most} rules at most; remove some first")
            }
            Self::Rule(reasons) if reasons.contains('\n') => {
                write!(f, "these rules can never apply:\n{reasons}")
            }
            Self::Rule(reason) => write!(f, "this rule can never apply: {reason}"),
            Self::RulesFile(reasons) if reasons.contains('\n') => {
                write!(f, "cannot read the rules:\n{reasons}")
            }
            Self::RulesFile(reason) => write!(f, "cannot read the rules: {reason}"),
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
