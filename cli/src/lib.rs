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
//! Data goes to stdout; progress, warnings and errors go to stderr.

mod call;
mod catalogue;
mod code;
mod complete;
mod configure;
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

pub use failure::{EXIT_CODES, Failure, Kind};
pub use host::Host;
pub use json::Json;
pub use query::Query;

use options::Arguments;
use std::ffi::OsString;
use store::{Lang, Store};

/// The commands beside calls: their usage and their meaning.
pub const COMMANDS: &[(&str, &str)] = &[
    ("SERVICE [--help]", "lists the actions of a service"),
    ("SERVICE ACTION --help", "shows the parameters of an action"),
    ("services", "lists the services of all catalogues"),
    ("search WORD...", "finds actions by words in names and descriptions"),
    ("describe SERVICE [ACTION]", "shows everything that is known, with error codes"),
    ("explain CODE [SERVICE]", "shows class, meaning and remedy of an error code"),
    ("skeleton SERVICE ACTION", "prints a request to fill in, with documentation"),
    ("code SERVICE ACTION --lang NAME", "prints the call in one of eleven languages"),
    ("explore [SERVICE]...", "serves the explorer page on this machine; --export DIR writes it"),
    ("call SERVICE ACTION", "calls an action, whatever the service is named"),
    ("catalogue list|add|update|remove", "keeps the catalogues of all services of the cloud"),
    ("configure", "writes a profile"),
    ("completion SHELL", "installs completion for bash, zsh, fish or powershell"),
    #[cfg(feature = "mcp")]
    ("mcp [--read-only]", "serves four tools over the Model Context Protocol"),
    ("version", "shows the version of this program"),
];

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
    let parsed = Arguments::parse(args);
    let wants_json = match &parsed {
        Ok(arguments) => arguments.value("error-format").map(|form| form == "json"),
        Err(_) => None,
    };
    let wants_json =
        wants_json.unwrap_or_else(|| host.variable("TENCENTCLOUD_ERROR_FORMAT") == Some("json"));
    let Err(failure) = parsed.and_then(|arguments| command(&arguments, host)) else { return 0 };
    let text =
        if wants_json { failure.json().to_string() } else { failure.text().trim_end().to_owned() };
    host.note(&text);
    failure.kind.exit_code()
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
    let is_code = arguments.words.first().is_some_and(|word| word == "code");
    let lang = arguments.value("lang").filter(|_| !is_code);
    if let Some(name) = lang.filter(|name| !["en", "zh"].contains(name)) {
        let message = format!("`--lang` cannot be `{name}`");
        return Err(Failure::usage(message).help("expected one of en, zh"));
    }
    let lang = Lang::of(lang, host);
    let Some(word) = arguments.words.first() else {
        if let Some(parameter) = arguments.parameters.first() {
            return Err(Failure::usage(format!(
                "a service is missing before `--{}`",
                parameter.path
            )));
        }
        return output::write(host, &describe::program());
    };
    let store = Store::open(host);
    match word.as_str() {
        "help" => output::write(host, &describe::program()),
        "version" => {
            arguments.expect(1, "version", &[])?;
            output::write(host, concat!("tencentcloud ", env!("CARGO_PKG_VERSION"), "\n"))
        }
        "services" => services(arguments, host, lang),
        "describe" => describe::run(arguments, host, &store?, lang),
        "explain" => explain::run(arguments, host, &store?, lang),
        "skeleton" => skeleton::run(arguments, host, &store?, lang),
        "catalogue" => catalogue::run(arguments, host, &store?),
        "code" => code::sample_of(arguments, host, &store?),
        "explore" => explore::run(arguments, host, &store?, lang),
        "search" => search::run(arguments, host, &store?, lang),
        #[cfg(feature = "mcp")]
        "mcp" => mcp::run(arguments, host),
        "configure" => configure::run(arguments, host),
        "completion" => complete::install(arguments, host),
        "call" => {
            let mut rest = arguments.clone();
            rest.words.remove(0);
            let store = store?;
            call::run(&rest, host, &store, lang)
        }
        _ => {
            let store = store?;
            call::run(arguments, host, &store, lang)
        }
    }
}

fn services(arguments: &Arguments, host: &mut Host, lang: Lang) -> Result<(), Failure> {
    arguments.expect(1, "services", &["format"])?;
    let rows = Store::open(host)?.services(lang)?;
    if arguments.value("format").is_some() {
        let row = |(name, title, actions): &(String, String, usize)| serde_json::json!({"Name": name, "Title": title, "Actions": actions});
        let data = Json::from(&rows.iter().map(row).collect::<serde_json::Value>());
        let format = output::format(arguments, host)?;
        return output::print(host, &data, format, output::Shape::Plain);
    }
    let line = |(name, title, actions): &(String, String, usize)| {
        format!("{name:<24} {actions:>5}  {title}\n")
    };
    output::write(host, &rows.iter().map(line).collect::<String>())
}
