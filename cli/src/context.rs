//! The parts that every command works with.

use crate::commands::{self, Command};
use crate::failure::Failure;
use crate::host::Host;
use crate::json::Json;
use crate::options::Arguments;
use crate::output::{self, Format, Shape};
use crate::store::{FoundAction, Lang, Store};

/// The parts that every command works with.
pub struct Context<'a> {
    /// The command line.
    pub arguments: &'a Arguments,
    /// Streams, variables and transport.
    pub host: &'a mut Host,
    /// The catalogues.
    pub store: &'a Store,
    /// The language of descriptions.
    pub lang: Lang,
}

impl Context<'_> {
    /// Returns a word after the command.
    pub fn word(&self, position: usize) -> Option<&str> {
        self.arguments.words.get(position).map(String::as_str)
    }

    /// Returns the failure of a command line that is missing a word.
    pub fn usage(&self) -> Failure {
        let line = self.arguments.words.join(" ");
        let command = self.word(0).and_then(commands::find);
        let needed = command.and_then(|command| command.needed(self.arguments.words.len() - 1));
        let word = needed.unwrap_or("a word");
        let usage = command.map_or_else(String::new, Command::line);
        Failure::usage(format!("{word} is missing after `{line}`")).help(format!("usage: {usage}"))
    }

    /// Finds the action of `COMMAND SERVICE ACTION`. With `is_text` the language decides between
    /// catalogues.
    ///
    /// # Errors
    ///
    /// Returns an error if a word is missing, or names nothing.
    pub fn action(&self, is_text: bool) -> Result<FoundAction, Failure> {
        let [_, service, action] = self.arguments.words.as_slice() else {
            return Err(self.usage());
        };
        let version = self.arguments.value("version");
        self.store.action(service, action, version, self.lang, is_text)
    }

    /// Prints data in the format that is asked for with `--format`, and returns whether there is one.
    /// The variable of the format is for the responses of calls alone.
    ///
    /// # Errors
    ///
    /// Returns an error if stdout cannot be written.
    pub fn print_as_asked(
        &mut self,
        data: impl FnOnce() -> serde_json::Value,
    ) -> Result<bool, Failure> {
        if self.arguments.value("format").is_none() {
            return Ok(false);
        }
        let format = output::format(self.arguments, self.host)?;
        output::print(self.host, &Json::from(&data()), format, Shape::Plain)?;
        Ok(true)
    }

    /// Prints data as a table, or in the format that is asked for with `--format`.
    ///
    /// # Errors
    ///
    /// Returns an error if stdout cannot be written.
    pub fn print_rows(&mut self, rows: serde_json::Value) -> Result<(), Failure> {
        let data = Json::from(&rows);
        if self.print_as_asked(|| rows)? {
            return Ok(());
        }
        output::print(self.host, &data, Format::Table, Shape::Plain)
    }
}
