//! Our options: lower-case words in kebab case, beside which every parameter has its wire name.

use crate::commands::{COMMON, Command};
use crate::failure::Failure;
use crate::names;
use lexopt::{Arg, Parser};
use std::ffi::OsString;
use std::time::Duration;
use tencentcloud_model::model::Site;

/// An option.
#[derive(Debug, Clone, Copy)]
pub struct OptionRow {
    /// Its name, without hyphens before it.
    pub name: &'static str,
    /// The word for its value; `None` for a switch.
    pub value: Option<&'static str>,
    /// Its meaning.
    pub doc: &'static str,
    /// The values that it may have; empty for any.
    pub choices: &'static [&'static str],
}

impl OptionRow {
    /// Returns its line in a help.
    pub fn line(&self) -> String {
        let value = self.value.map_or_else(String::new, |value| format!(" {value}"));
        format!("  {:<24} {}\n", format!("--{}{value}", self.name), self.doc)
    }
}

const fn row(
    name: &'static str,
    value: Option<&'static str>,
    doc: &'static str,
    choices: &'static [&'static str],
) -> OptionRow {
    OptionRow { name, value, doc, choices }
}

/// The formats of output.
pub const FORMATS: &[&str] = &["json", "ndjson", "yaml", "table", "tsv", "none"];

/// The options of a call.
pub const OPTIONS: &[OptionRow] = &[
    row(
        "json",
        Some("FILE"),
        "the whole request as JSON: a file, `-` for stdin, or the text itself",
        &[],
    ),
    row("yaml", Some("FILE"), "the whole request as YAML, as `skeleton` prints it", &[]),
    row("version", Some("DATE"), "the version of the API; the newest by default", &[]),
    row("region", Some("NAME"), "the region, such as ap-singapore [TENCENTCLOUD_REGION]", &[]),
    row(
        "site",
        Some("NAME"),
        "mainland or international [TENCENTCLOUD_SITE]",
        &["mainland", "international"],
    ),
    row(
        "endpoint",
        Some("ADDRESS"),
        "another host, with or without scheme and port [TENCENTCLOUD_ENDPOINT]",
        &[],
    ),
    row("profile", Some("NAME"), "the profile of the SDKs or of tccli to use", &[]),
    row("timeout", Some("SECONDS"), "the limit of the whole call, with all retries", &[]),
    row("retries", Some("COUNT"), "the number of retries; 0 for none", &[]),
    row("proxy", Some("ADDRESS"), "an HTTP proxy; by default that of the environment", &[]),
    row("ca-file", Some("FILE"), "further root certificates as PEM [TENCENTCLOUD_CA_FILE]", &[]),
    row(
        "format",
        Some("NAME"),
        "json, ndjson, yaml, table, tsv or none [TENCENTCLOUD_FORMAT]; with `--all`, ndjson without `--query` prints each page as it comes",
        FORMATS,
    ),
    row("query", Some("JMESPATH"), "the part of the response to print", &[]),
    row("all", None, "reads all pages and merges them, before the query", &[]),
    row("max-items", Some("COUNT"), "reads pages until there are this many items", &[]),
    row("wait", None, "waits for the task that the action starts", &[]),
    row("wait-timeout", Some("SECONDS"), "the limit of waiting; 600 by default", &[]),
    row("wait-delay", Some("SECONDS"), "the pause between two polls; 3 by default", &[]),
    row("dry-run", None, "shows the signed request in all steps and sends nothing", &[]),
    row("unmask", None, "shows secrets in `--dry-run`, so that its `curl` command works", &[]),
    row("debug", None, "shows the exchange on stderr, with secrets masked", &[]),
    row("skip-check", None, "sends the request even if it does not match the spec", &[]),
    row(
        "error-format",
        Some("NAME"),
        "text or json [TENCENTCLOUD_ERROR_FORMAT]",
        &["text", "json"],
    ),
    row("lang", Some("NAME"), "the language of descriptions and messages: en or zh", &[]),
    row("help", None, "shows this help", &[]),
];

/// The options that only other commands have.
pub const OTHERS: &[OptionRow] = &[
    row(
        "only",
        Some("PATTERN"),
        "a service, `service:Action` or `service/version:Action` to keep",
        &[],
    ),
    row("read-only", None, "offers no call that is not idempotent", &[]),
    row("port", Some("NUMBER"), "the port of the explorer; a free one by default", &[]),
    row("no-open", None, "opens no browser", &[]),
    row("export", Some("DIR"), "writes the page as a static site, which cannot send", &[]),
    row("changes", Some("FILE"), "changes to show: `diff REVISION --format json`", &[]),
    row("print", None, "prints the script instead of installing it", &[]),
    row("required", None, "only the required parameters", &[]),
];

/// Returns the option of a name.
pub fn option(name: &str) -> Option<&'static OptionRow> {
    OPTIONS.iter().chain(OTHERS).find(|row| row.name == name)
}

/// Options of other command lines, with the remedy.
const ELSEWHERE: &[(&[&str], &str)] = &[
    (&["output", "o"], "formats have the option `--format`"),
    (&["filter", "jq"], "a part of the response has the option `--query`"),
    (&["cli-input-json", "request", "body"], "the whole request has the option `--json FILE`"),
    (&["cli-input-yaml"], "the whole request has the option `--yaml FILE`"),
    (
        &["generate-cli-skeleton"],
        "print a request to fill in: tencentcloud skeleton SERVICE ACTION",
    ),
    (&["cli-unfold-argument"], "leave it out: parts are always written as `--Tags.0.TagKey value`"),
    (&["language"], "the language has the option `--lang`"),
    (&["https-proxy", "http-proxy"], "a proxy has the option `--proxy`"),
    (&["endpoint-url"], "another host has the option `--endpoint`"),
    (&["ca-bundle", "cacert"], "root certificates have the option `--ca-file`"),
    (&["no-verify-ssl", "insecure"], "certificates are always checked; trust one with `--ca-file`"),
    (&["no-paginate", "no-pager"], "leave it out: one page is read without `--all`"),
    (&["max-results", "page-all", "paginate"], "lists have the options `--all` and `--max-items`"),
    (&["verbose", "v"], "the exchange is shown with `--debug`"),
    (&["read-timeout", "connect-timeout"], "the limit of a call has the option `--timeout`"),
    (
        &["secret-id", "secretid", "secret-key", "secretkey", "access-key-id", "token"],
        "no option takes a secret: write a profile with `tencentcloud configure`, or set \
         TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY",
    ),
];

/// Returns the remedy for an option of another command line.
pub fn elsewhere(name: &str) -> Option<&'static str> {
    let name = name.to_ascii_lowercase();
    let row = ELSEWHERE.iter().find(|(names, _)| names.contains(&name.as_str()));
    row.map(|(_, remedy)| *remedy)
}

/// A parameter of an action as written.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// The path, such as `Tags.0.TagKey`.
    pub path: String,
    /// The values: several for a list.
    pub values: Vec<String>,
}

/// A command line, split.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Arguments {
    /// The words that are no options.
    pub words: Vec<String>,
    /// The parameters of the action.
    pub parameters: Vec<Parameter>,
    /// Our options with their values.
    options: Vec<(&'static str, String)>,
}

impl Arguments {
    /// Splits a command line.
    ///
    /// # Errors
    ///
    /// Returns an error if a value is missing, or is not among the choices of its option.
    pub fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Self, Failure> {
        let mut parser = Parser::from_args(args);
        let mut found = Self::default();
        let mut after_parameter = false;
        while let Some(arg) = parser.next().map_err(|error| Failure::usage(error.to_string()))? {
            match arg {
                Arg::Value(value) if after_parameter => {
                    let value = text(value)?;
                    found
                        .parameters
                        .last_mut()
                        .into_iter()
                        .for_each(|it| it.values.push(value.clone()));
                }
                Arg::Value(value) => found.words.push(text(value)?),
                Arg::Short('h') => found.options.push(("help", String::new())),
                Arg::Short(letter) => {
                    let rest = parser.optional_value().unwrap_or_default();
                    let word = format!("{letter}{}", rest.to_string_lossy());
                    let help = if letter.is_ascii_digit() {
                        "a negative number follows its option: `--Offset=-1`".to_owned()
                    } else {
                        format!("options have two hyphens: `--{word}`")
                    };
                    return Err(Failure::usage(format!("unknown option `-{word}`")).help(help));
                }
                Arg::Long(name) => {
                    let name = name.to_owned();
                    match option(&name) {
                        Some(row) if row.value.is_none() => {
                            if parser.optional_value().is_some() {
                                return Err(Failure::usage(format!("`--{name}` takes no value")));
                            }
                            found.options.push((row.name, String::new()));
                        }
                        Some(row) => {
                            let value = one_value(&mut parser, &name)?;
                            if value.is_empty() {
                                return Err(Failure::usage(format!("`--{name}` is empty"))
                                    .help("leave it out for the default"));
                            }
                            choice(row, &value)?;
                            found.options.push((row.name, value));
                        }
                        None => {
                            // A name that is not known is the graver fault than its missing value.
                            let values = one_value(&mut parser, &name).into_iter().collect();
                            found.parameters.push(Parameter { path: name, values });
                            after_parameter = true;
                            continue;
                        }
                    }
                    after_parameter = false;
                }
            }
        }
        Ok(found)
    }

    /// Returns the value of an option: the last one, if it is written several times.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.options.iter().rev().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    /// Returns all values of an option.
    pub fn values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.options
            .iter()
            .filter(move |(known, _)| *known == name)
            .map(|(_, value)| value.as_str())
    }

    /// Iterates over the names of the options that are there.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.options.iter().map(|(name, _)| *name)
    }

    /// Returns whether an option is there.
    pub fn has(&self, name: &str) -> bool {
        self.value(name).is_some()
    }

    /// Returns the number that is the value of an option.
    ///
    /// # Errors
    ///
    /// Returns an error if it is no whole number from 0.
    pub fn number(&self, name: &str) -> Result<Option<u64>, Failure> {
        let Some(value) = self.value(name) else { return Ok(None) };
        let fault =
            || Failure::usage(format!("`--{name}` must be a whole number, but is `{value}`"));
        value.parse().map(Some).map_err(|_| fault())
    }

    /// Returns the time that is the value of an option in seconds.
    ///
    /// # Errors
    ///
    /// Returns an error if it is no positive number.
    pub fn seconds(&self, name: &str) -> Result<Option<Duration>, Failure> {
        let Some(value) = self.value(name) else { return Ok(None) };
        let seconds = value.parse().ok().filter(|seconds: &f64| *seconds > 0.0);
        let time = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
        let fault =
            || Failure::usage(format!("`--{name}` must be seconds, more than 0, but is `{value}`"));
        time.map(Some).ok_or_else(fault)
    }

    /// Checks that a command has all the options of this command line, and as many words.
    ///
    /// # Errors
    ///
    /// Returns an error that names the first one that has no effect.
    pub fn expect(&self, command: &Command) -> Result<(), Failure> {
        let fault = |message: String| {
            Err(Failure::usage(message).help(format!("usage: {}", command.line())))
        };
        if let Some(parameter) = self.parameters.first().filter(|_| !command.has_parameters) {
            let names = command.rows().map(|row| row.name);
            let meant = names::meant(&parameter.path, names).map(|meant| format!("--{meant}"));
            let question = names::question(meant);
            let message = format!("unknown option `--{}`{question}", parameter.path);
            return match elsewhere(&parameter.path) {
                Some(remedy) if question.is_empty() => Err(Failure::usage(message).help(remedy)),
                _ => fault(message),
            };
        }
        let has = |name: &str| command.rows().any(|row| row.name == name);
        if let Some((name, _)) = self.options.iter().find(|(name, _)| !has(name)) {
            return fault(format!("`--{name}` has no effect on `{}`", command.name));
        }
        match self.words.get(command.words + 1) {
            Some(word) => fault(format!("unexpected argument `{word}`")),
            None => Ok(()),
        }
    }

    /// Checks that a command line without a word asks for help alone.
    ///
    /// # Errors
    ///
    /// Returns an error if there are options of a call.
    pub fn expect_no_call(&self) -> Result<(), Failure> {
        let parameter = self.parameters.first().map(|parameter| parameter.path.as_str());
        let option = || self.names().find(|name| !COMMON.contains(name));
        match parameter.or_else(option) {
            None => Ok(()),
            Some(name) => {
                Err(Failure::usage(format!("a service or command is missing before `--{name}`"))
                    .help("list both: tencentcloud help; tencentcloud services"))
            }
        }
    }
}

/// Reads a site by its name or its short form.
pub fn site(name: &str) -> Option<Site> {
    match name {
        "mainland" | "cn" => Some(Site::Mainland),
        "international" | "intl" => Some(Site::International),
        _ => None,
    }
}

fn choice(row: &OptionRow, value: &str) -> Result<(), Failure> {
    let is_known = row.choices.is_empty()
        || row.choices.contains(&value)
        || (row.name == "site" && site(value).is_some());
    if is_known {
        return Ok(());
    }
    let meant = names::meant(value, row.choices.iter().copied());
    let question = names::question(meant);
    let message = format!("`--{}` cannot be `{value}`{question}", row.name);
    Err(Failure::usage(message).help(format!("expected one of {}", row.choices.join(", "))))
}

/// Returns the failure for a name without a value.
pub fn needs_value(name: &str) -> Failure {
    Failure::usage(format!("`--{name}` needs a value"))
        .help(format!("a value that begins with hyphens is written `--{name}=--value`"))
}

fn one_value(parser: &mut Parser, name: &str) -> Result<String, Failure> {
    if let Some(value) = parser.optional_value() {
        return text(value);
    }
    let missing = || needs_value(name);
    let next = parser.try_raw_args().and_then(|args| args.peek().map(OsString::from));
    let is_option = next.as_ref().and_then(|next| next.to_str()).is_some_and(|next| {
        next.strip_prefix("--")
            .is_some_and(|rest| rest.starts_with(|letter: char| letter.is_alphabetic()))
    });
    if next.is_none() || is_option {
        return Err(missing());
    }
    text(parser.value().map_err(|_| missing())?)
}

fn text(value: OsString) -> Result<String, Failure> {
    value.into_string().map_err(|value| {
        Failure::usage(format!("the argument {} is not UTF-8", value.to_string_lossy()))
    })
}
