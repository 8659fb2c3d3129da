//! The surroundings of a run: streams, variables and the transport. Tests replace all of them.

use std::any::Any;
use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, IsTerminal as _, Read, Write};
use std::path::PathBuf;
use std::sync::Arc;
use tencentcloud_runtime::credential::Env;
use tencentcloud_runtime::transport::Transport;

/// The surroundings of a run.
pub struct Host {
    /// The input of `-`.
    pub stdin: Box<dyn Read>,
    /// The place of data, and of nothing else.
    pub stdout: Box<dyn Write>,
    /// The place of progress, warnings and errors.
    pub stderr: Box<dyn Write>,
    /// Whether a person writes the input.
    pub stdin_is_terminal: bool,
    /// Whether a person reads the data.
    pub stdout_is_terminal: bool,
    /// Whether a person reads the progress.
    pub stderr_is_terminal: bool,
    /// The variables of the environment.
    pub variables: BTreeMap<String, String>,
    /// The transport; `None` for HTTP.
    pub transport: Option<Arc<dyn Transport>>,
    /// Values that are freed with the host, so not before a process ends.
    pub kept: Vec<Box<dyn Any>>,
}

impl Host {
    /// Returns the surroundings of this process. Variables whose names are not UTF-8 are left out; in
    /// values, replacement characters stand for other bytes, so that checks name them.
    pub fn process() -> Self {
        let variables = std::env::vars_os();
        let variables = variables.filter_map(|(name, value)| {
            Some((name.into_string().ok()?, value.to_string_lossy().into_owned()))
        });
        Self {
            stdin: Box::new(io::stdin()),
            stdout: Box::new(io::BufWriter::new(io::stdout())),
            stderr: Box::new(io::stderr()),
            stdin_is_terminal: io::stdin().is_terminal(),
            stdout_is_terminal: io::stdout().is_terminal(),
            stderr_is_terminal: io::stderr().is_terminal(),
            variables: variables.collect(),
            transport: None,
            kept: Vec::new(),
        }
    }

    /// Keeps a large value until the end of the run. To free each of its parts costs a short process
    /// more than to print it.
    pub fn keep(&mut self, value: impl Any) {
        self.kept.push(Box::new(value));
    }

    /// Returns the variables for the runtime.
    pub fn env(&self) -> Env {
        Env::of(self.variables.clone())
    }

    /// Returns a variable that is set and not blank.
    pub fn variable(&self, name: &str) -> Option<&str> {
        let value = self.variables.get(name).map(|value| value.trim());
        value.filter(|value| !value.is_empty())
    }

    /// Returns the home directory.
    pub fn home(&self) -> Option<PathBuf> {
        let home = self.variable("HOME").or_else(|| self.variable("USERPROFILE"));
        home.map(PathBuf::from)
    }

    /// Returns the folder of the user's catalogues.
    pub fn catalogues(&self) -> Option<PathBuf> {
        let data = match self.variable("XDG_DATA_HOME").or_else(|| self.variable("LOCALAPPDATA")) {
            Some(folder) => PathBuf::from(folder),
            None => self.home()?.join(".local/share"),
        };
        Some(data.join("tencentcloud/catalogues"))
    }

    /// Writes a line of progress, a warning or a note. A closed stream is not an error.
    /// Control characters, which a service may have sent, are replaced.
    pub fn note(&mut self, text: &str) {
        let is_unsafe = |letter: char| letter.is_control() && !"\n\t".contains(letter);
        let _ = writeln!(self.stderr, "{}", text.replace(is_unsafe, "\u{fffd}"));
    }

    /// Returns whether data is coloured.
    pub fn has_colour(&self) -> bool {
        self.stdout_is_terminal
            && self.variable("NO_COLOR").is_none()
            && self.variable("CLICOLOR") != Some("0")
            && self.variable("TERM") != Some("dumb")
    }
}

impl fmt::Debug for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Host").finish_non_exhaustive()
    }
}
