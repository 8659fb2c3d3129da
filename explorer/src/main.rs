//! `tencentcloud-explorer`: opens the explorer, or exports it as a static site.

use clap::{Parser, ValueEnum};
use std::fmt::Display;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;
use tencentcloud_explorer::model::load::{Tree, load};
use tencentcloud_explorer::model::model::Site;
use tencentcloud_explorer::model::resolve::resolve;
use tencentcloud_explorer::runtime::credential::Credential;
use tencentcloud_explorer::{Changes, Explorer, Server, Settings, export, open_browser};

/// A page to read, try, sign and copy code for every action of the API.
#[derive(Debug, Parser)]
#[command(name = "tencentcloud-explorer", version)]
#[command(after_help = "Exit codes: 1 it could not start, and said why; 2 wrong usage.")]
struct Arguments {
    /// The port to listen on, on this machine alone; 0 takes a free one
    #[arg(long, value_name = "PORT", default_value_t = 0)]
    port: u16,
    /// The site to call
    #[arg(long, value_enum, default_value_t = SiteName::Mainland)]
    site: SiteName,
    /// The region to call
    #[arg(long, value_name = "REGION")]
    region: Option<String>,
    /// The address to call instead of the site's hosts, such as http://127.0.0.1:8080 for a mock
    #[arg(long, value_name = "URL")]
    endpoint: Option<String>,
    /// Sign with the mock's key instead of the usual credentials
    #[arg(long, requires = "endpoint")]
    mock_key: bool,
    /// The folder of a spec, instead of the one that is built in
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
    /// Show these changes beside the actions: the output of `diff REVISION --format json`
    #[arg(long, value_name = "FILE")]
    changes: Option<PathBuf>,
    /// The name of what the changes are since; `cargo xtask explorer --since REVISION` makes them too
    #[arg(long, value_name = "NAME", requires = "changes")]
    since: Option<String>,
    /// Write a static site, which cannot send, and exit
    #[arg(long, value_name = "DIR")]
    export: Option<PathBuf>,
    /// Print the address only
    #[arg(long)]
    no_open: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum SiteName {
    Mainland,
    International,
}

/// The key of `tencentcloud-mock`, which is no secret.
const MOCK_KEY: (&str, &str) =
    ("AKIDmockmockmockmockmockmockmockmock", "mockmockmockmockmockmockmockmock");

fn explorer(arguments: &Arguments) -> Result<Explorer, String> {
    let Some(folder) = &arguments.spec else {
        return Explorer::embedded().map_err(|error| message(&error));
    };
    let tree = Tree::disk(folder);
    let documents = load(&tree).map_err(|problems| problems.to_string())?;
    resolve(&documents).map(Explorer::new).map_err(|problems| problems.to_string())
}

/// Reads the changes, and adds them to their versions.
fn add_changes(explorer: &mut Explorer, arguments: &Arguments) -> Result<(), String> {
    let Some(path) = &arguments.changes else { return Ok(()) };
    let place = |error: &dyn Display| message(&format!("{}: {error}", path.display()));
    let text = std::fs::read_to_string(path).map_err(|error| place(&error))?;
    let all = Changes::read(&text, arguments.since.as_deref()).map_err(|error| place(&error))?;
    let count: usize = all.iter().map(|changes| changes.list.len()).sum();
    let mut shown = 0;
    for changes in all {
        let size = changes.list.len();
        if explorer.add_changes(changes) {
            shown += size;
        }
    }
    let _ = writeln!(io::stderr(), "{shown} of {count} changes concern the versions shown");
    Ok(())
}

fn message(error: &dyn Display) -> String {
    format!("error: {error}\n")
}

fn run(arguments: &Arguments) -> Result<(), String> {
    let mut explorer = explorer(arguments)?;
    add_changes(&mut explorer, arguments)?;
    if let Some(folder) = &arguments.export {
        let exported = export(&explorer, folder).map_err(|error| message(&error))?;
        let (files, bytes) = (exported.files, exported.bytes);
        print(&format!("{files} files, {} KB in {}\n", bytes / 1000, folder.display()));
        return Ok(());
    }
    let mut settings = Settings::new().port(arguments.port).site(match arguments.site {
        SiteName::Mainland => Site::Mainland,
        SiteName::International => Site::International,
    });
    if let Some(region) = &arguments.region {
        settings = settings.region(region);
    }
    if let Some(endpoint) = &arguments.endpoint {
        settings = settings.endpoint(endpoint);
    }
    if arguments.mock_key {
        settings = settings.credentials(Credential::new(MOCK_KEY.0, MOCK_KEY.1));
    }
    let server = Server::start(explorer, settings).map_err(|error| message(&error))?;
    print(&format!("{}\n", server.url()));
    if !arguments.no_open && io::stdout().is_terminal() {
        // The address is printed, so a machine without a browser loses nothing.
        let _ = open_browser(&server.url());
    }
    server.wait();
    Ok(())
}

/// Prints a line that another program may wait for. A reader that is gone does not matter.
fn print(text: &str) {
    let mut out = io::stdout();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(text) => {
            let _ = io::stderr().write_all(text.as_bytes());
            ExitCode::FAILURE
        }
    }
}
