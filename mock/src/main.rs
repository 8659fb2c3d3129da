//! `tencentcloud-mock`: a server that speaks Tencent Cloud API 3.0, for programs in any language.

use clap::{Parser, ValueEnum};
use std::io::{self, IsTerminal, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread::available_parallelism;
use tencentcloud_mock::{
    Builder, Error, MockServer, SECRET_ID, SECRET_KEY, Site, Spec, rules_from_file,
};
use tencentcloud_model::diagnostic::Printer;

/// A server that speaks Tencent Cloud API 3.0, made from a spec, to test programs against.
#[derive(Debug, Parser)]
#[command(name = "tencentcloud-mock", version)]
#[command(after_help = "Exit codes: 1 it could not start, for the reason printed; 2 wrong usage.")]
struct Arguments {
    /// The port to listen on; 0 takes a free one
    #[arg(long, value_name = "PORT", default_value_t = 8080)]
    port: u16,
    /// The address to listen on
    #[arg(long, value_name = "IP", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    address: IpAddr,
    /// Allow an address that other machines can reach: anyone who can reach the mock can use it
    #[arg(long)]
    allow_remote: bool,
    /// The folder of a spec, instead of the one that is built in
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
    /// The site whose actions and parameters are offered
    #[arg(long, value_enum, default_value_t = SiteName::Both)]
    site: SiteName,
    /// The id of the key that requests are signed with
    #[arg(long, value_name = "ID", default_value = SECRET_ID)]
    secret_id: String,
    /// The secret of that key
    #[arg(long, value_name = "KEY", default_value = SECRET_KEY)]
    secret_key: String,
    /// Make it a temporary key, whose token requests must send
    #[arg(long, value_name = "TOKEN")]
    token: Option<String>,
    /// Accept requests that are not signed, or wrongly signed
    #[arg(long)]
    unsigned: bool,
    /// Also accept this service name in the scope of signatures; repeatable
    #[arg(long, value_name = "NAME")]
    scope: Vec<String>,
    /// Let pages of this origin call the mock, such as http://localhost:3000; on this machine only;
    /// repeatable
    #[arg(long, value_name = "ORIGIN")]
    allow_origin: Vec<String>,
    /// A file of rules, in YAML or JSON
    #[arg(long, value_name = "FILE")]
    rules: Option<PathBuf>,
    /// Turn off the documented rate limits
    #[arg(long)]
    no_rate_limits: bool,
    /// How many items each list has
    #[arg(long, value_name = "COUNT", default_value_t = 25)]
    items: usize,
    /// How many polls find a task in progress before one finds it done
    #[arg(long, value_name = "COUNT", default_value_t = 2)]
    task_polls: u32,
    /// The seed of generated values, keys and request IDs
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    seed: u64,
    /// How many connections are served at once; further ones wait
    #[arg(long, value_name = "COUNT", default_value_t = 512)]
    max_connections: usize,
    /// Speak HTTPS, and write the certificate that clients must trust to this file
    #[cfg(feature = "tls")]
    #[arg(long, value_name = "FILE")]
    tls: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum SiteName {
    Both,
    Mainland,
    International,
}

impl Arguments {
    /// Serves until the process ends.
    fn run(&self) -> Result<(), Error> {
        let spec = self.spec.as_ref().map_or_else(Spec::embedded, Spec::folder)?;
        let count = spec.action_count();
        let server = self.builder()?.spec(spec).start_blocking()?;
        #[cfg(feature = "tls")]
        if let Some((path, pem)) = self.tls.as_ref().zip(server.certificate_pem()) {
            let problem = |error| Error::Certificate(format!("{}: {error}", path.display()));
            std::fs::write(path, pem).map_err(problem)?;
        }
        // The caller waits for this line. If nothing reads it, the mock serves nevertheless.
        let line = format!("{count} actions on {}\n", server.url());
        let mut out = io::stdout();
        let _ = out.write_all(line.as_bytes()).and_then(|()| out.flush());
        if io::stdout().is_terminal() {
            let _ = io::stderr().write_all(self.advice(&server.url()).as_bytes());
        }
        server.wait();
        Ok(())
    }

    /// The advice for a user at a terminal. A secret of their own is not repeated.
    fn advice(&self, url: &str) -> String {
        let secret = if self.secret_key == SECRET_KEY { SECRET_KEY } else { "(as given)" };
        let key = if self.unsigned {
            "requests need no signature".to_owned()
        } else {
            format!("secret id {}, secret key {secret}", self.secret_id)
        };
        format!("{key}\nrequests so far: {url}/_mock/requests; Ctrl-C stops\n")
    }

    fn builder(&self) -> Result<Builder, Error> {
        let mut builder = MockServer::builder()
            .address(SocketAddr::new(self.address, self.port))
            .items(self.items)
            .task_polls(self.task_polls)
            .seed(self.seed)
            .max_connections(self.max_connections)
            .threads(available_parallelism().map_or(1, usize::from));
        builder = match &self.token {
            None => builder.credential(&self.secret_id, &self.secret_key),
            Some(token) => builder.temporary_credential(&self.secret_id, &self.secret_key, token),
        };
        builder = match self.site {
            SiteName::Both => builder,
            SiteName::Mainland => builder.site(Site::Mainland),
            SiteName::International => builder.site(Site::International),
        };
        for scope in &self.scope {
            builder = builder.scope(scope);
        }
        for origin in &self.allow_origin {
            builder = builder.allow_origin(origin);
        }
        if self.allow_remote {
            builder = builder.allow_remote();
        }
        if self.unsigned {
            builder = builder.accept_unsigned();
        }
        if self.no_rate_limits {
            builder = builder.without_rate_limits();
        }
        #[cfg(feature = "tls")]
        if self.tls.is_some() {
            builder = builder.tls();
        }
        if let Some(path) = &self.rules {
            builder = builder.rules(rules_from_file(path)?);
        }
        Ok(builder)
    }
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let Err(error) = arguments.run() else {
        return ExitCode::SUCCESS;
    };
    let text = match (&error, &arguments.spec) {
        // These begin with `error` themselves, and name files from the spec's folder.
        (Error::Spec(diagnostics), Some(folder)) => {
            Printer::plain().root(&folder.display().to_string()).print(diagnostics)
        }
        _ => format!("error: {error}\n"),
    };
    let _ = io::stderr().write_all(text.as_bytes());
    ExitCode::FAILURE
}
