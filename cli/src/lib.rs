//! The command line: every action of a catalogue, without code for any of them.
//!
//! ```text
//! options   the command line, split; options of ours and parameters of the action
//! store     the catalogues; one version of one service is decoded
//! value     parameters to the JSON of a request, by the declared types
//! call      check, dry run, send, pages, wait
//! query, output   the response on stdout
//! failure   exit codes, and errors on stderr
//! ```
//!
//! Data goes to stdout; progress, warnings and errors go to stderr. [`run`] is the program: its README
//! follows.
//!
#![doc = include_str!("../README.md")]

mod call;
mod catalogue;
mod code;
mod commands;
mod complete;
mod configure;
mod context;
mod describe;
mod dry_run;
mod explain;
mod explore;
mod failure;
mod host;
mod json;
mod mask;
#[cfg(feature = "mcp")]
mod mcp;
mod names;
mod options;
mod output;
mod paging;
mod profile;
mod query;
mod search;
mod send;
mod skeleton;
mod store;
mod value;
mod wait;

pub use commands::{COMMANDS, Command};
pub use failure::{EXIT_CODES, Failure, Kind};
pub use host::Host;
pub use json::Json;
pub use query::Query;

use context::Context;
use options::Arguments;
use std::ffi::OsString;
use store::{Lang, Store};

/// Runs a command line and returns the exit code.
pub fn run(args: impl IntoIterator<Item = OsString>, host: &mut Host) -> u8 {
    let args: Vec<OsString> = args.into_iter().collect();
    if args.first().is_some_and(|word| word == "__complete") {
        return complete_line(args.get(2..).unwrap_or_default(), host);
    }
    if let [only] = args.as_slice()
        && (only == "--version" || only == "-V")
    {
        return run(["version".into()], host);
    }
    let form = error_format(&args);
    let parsed = Arguments::parse(args);
    let wants_json = match &parsed {
        Ok(arguments) => arguments.value("error-format").map(|form| form == "json"),
        Err(_) => form.map(|form| form == "json"),
    };
    let wants_json =
        wants_json.unwrap_or_else(|| host.variable("TENCENTCLOUD_ERROR_FORMAT") == Some("json"));
    let Err(failure) = parsed.and_then(|arguments| command(&arguments, host)) else { return 0 };
    let text =
        if wants_json { failure.json().to_string() } else { failure.text().trim_end().to_owned() };
    host.note(&text);
    failure.kind.exit_code()
}

/// Returns the last form of errors on a command line that may have faults.
fn error_format(args: &[OsString]) -> Option<String> {
    let args: Vec<_> = args.iter().map(|arg| arg.to_string_lossy()).collect();
    let value = |(index, arg): (usize, &std::borrow::Cow<'_, str>)| {
        let rest = arg.strip_prefix("--error-format")?;
        match rest.strip_prefix('=') {
            Some(value) => Some(value.to_owned()),
            None if rest.is_empty() => args.get(index + 1).map(ToString::to_string),
            None => None,
        }
    };
    args.iter().enumerate().filter_map(value).next_back()
}

/// Prints candidates; a shell has no use for errors.
fn complete_line(words: &[OsString], host: &mut Host) -> u8 {
    let text = |word: &OsString| {
        let word = word.to_string_lossy();
        if word == "\"\"" { String::new() } else { word.into_owned() }
    };
    let words: Vec<String> = words.iter().map(text).collect();
    let lang = Lang::of(None, host);
    let store = Store::open(host);
    let found = store.and_then(|store| complete::candidates(&words, host, &store, lang));
    found.map_or_else(|failure| failure.kind.exit_code(), |()| 0)
}

fn command(arguments: &Arguments, host: &mut Host) -> Result<(), Failure> {
    let Some(word) = arguments.words.first() else {
        arguments.expect_no_call()?;
        return output::write(host, &describe::program());
    };
    let Some(command) = commands::find(word) else {
        let lang = language(arguments, host)?;
        let store = Store::open(host)?;
        return call::run(&mut Context { arguments, host, store: &store, lang });
    };
    if arguments.has("help") && command.name != "help" && arguments.words.len() == 1 {
        return output::write(host, &command.help());
    }
    if command.name == "call" {
        let mut rest = arguments.clone();
        rest.words.remove(0);
        let lang = language(&rest, host)?;
        let store = Store::open(host)?;
        return call::run(&mut Context { arguments: &rest, host, store: &store, lang });
    }
    arguments.expect(command)?;
    match command.name {
        "help" if arguments.words.len() == 1 => output::write(host, &describe::program()),
        "version" => output::write(host, concat!("tencentcloud ", env!("CARGO_PKG_VERSION"), "\n")),
        #[cfg(feature = "mcp")]
        "mcp" => mcp::run(arguments, host),
        "configure" => configure::run(arguments, host),
        "completion" => complete::install(arguments, host),
        name => {
            // The language of `code` is that of the sample.
            let lang = if name == "code" { Lang::English } else { language(arguments, host)? };
            let store = Store::open(host)?;
            with_store(name, &mut Context { arguments, host, store: &store, lang })
        }
    }
}

/// Runs a command that reads catalogues.
fn with_store(name: &str, context: &mut Context<'_>) -> Result<(), Failure> {
    match name {
        "help" => describe::help(context),
        "services" => services(context),
        "search" => search::run(context),
        "describe" => describe::run(context),
        "explain" => explain::run(context),
        "skeleton" => skeleton::run(context),
        "code" => code::sample_of(context),
        "explore" => explore::run(context),
        "catalogue" => catalogue::run(context),
        other => unreachable!("`{other}` is not in the table of commands"),
    }
}

/// Returns the language of descriptions.
fn language(arguments: &Arguments, host: &Host) -> Result<Lang, Failure> {
    let lang = arguments.value("lang");
    if let Some(name) = lang.filter(|name| !["en", "zh"].contains(name)) {
        let message = format!("`--lang` cannot be `{name}`");
        return Err(Failure::usage(message).help("expected one of en, zh"));
    }
    Ok(Lang::of(lang, host))
}

fn services(context: &mut Context<'_>) -> Result<(), Failure> {
    let rows = context.store.services(context.lang)?;
    let data = || {
        let row = |(name, title, actions): &(String, String, usize)| serde_json::json!({"Name": name, "Title": title, "Actions": actions});
        rows.iter().map(row).collect()
    };
    if context.print_as_asked(data)? {
        return Ok(());
    }
    let line = |(name, title, actions): &(String, String, usize)| {
        format!("{name:<24} {actions:>5}  {title}\n")
    };
    output::write(context.host, &rows.iter().map(line).collect::<String>())
}
