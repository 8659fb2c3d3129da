//! The documentation of the crate as a whole: its services, a complete program, and the way to each
//! feature of the runtime. Snippets use an action of the crate; a section without one has no snippet.

mod choice;

use super::example::{public_path, standard};
use super::names::{Names, SpecNames, feature};
use crate::rust::markdown;
use crate::rust::plan::Docs;
use crate::rust::snippet::{import, statement};
use choice::{Shown, choose};
use std::collections::BTreeSet;
use tencentcloud_model::model::{Action, ErrorId, Site, Version};

/// Names of the runtime that the root of the crate exports, sorted.
pub(super) const NAMES: &[&str] = &["Client", "Credential", "Error", "Site"];

/// Returns the documentation of the crate's root.
pub(super) fn docs(names: &SpecNames<'_>) -> Docs {
    let mut docs =
        vec!["Typed requests, responses and errors of Tencent Cloud API 3.0.".to_owned()];
    let shown = choose(names, |_, _| true);
    if names.services.is_empty() {
        text(&mut docs, "The crate has no actions yet.");
    } else {
        text(&mut docs, ABOUT);
        services(&mut docs, names);
    }
    if let Some(shown) = &shown {
        program(&mut docs, shown);
    }
    text(&mut docs, CREDENTIALS);
    text(&mut docs, SITES);
    errors(&mut docs, names, shown.as_ref());
    paging(&mut docs, names);
    waiting(&mut docs, names);
    text(&mut docs, RETRIES);
    accounts(&mut docs, shown.as_ref());
    testing(&mut docs, shown.as_ref());
    text(&mut docs, PROXIES);
    blocking(&mut docs, shown.as_ref());
    features(&mut docs, names);
    docs
}

const ABOUT: &str = "\
Each action has a request type, a response type and an enum of its documented error codes. Each
service version has a client with a method per action.

- **Required means required.** `new` takes the required parameters; `with_…` sets the optional ones.
- **Responses are tolerant.** Fields that the service omits are `None` or empty lists.
- **Values are open enums.** Undocumented values are preserved in `Unknown`.";

const CREDENTIALS: &str = "\
# Credentials

By default, a client looks for a credential in environment variables (`TENCENTCLOUD_SECRET_ID` and
`TENCENTCLOUD_SECRET_KEY`), in profile files, and on the machine. The module
[`credential`](runtime::credential) lists the places. `Client::builder().credentials(…)` takes a
[`Credential`] or another [provider](runtime::credential::Provider), such as
[`AssumeRole`](runtime::credential::AssumeRole).";

const SITES: &str = "\
# Sites and regions

`Client::builder().site(Site::International)` calls the hosts of the international site; the default
is the mainland site. Regional services also need `.region(\"ap-singapore\")`. The variables
`TENCENTCLOUD_SITE` and `TENCENTCLOUD_REGION` set the defaults of both.";

const ERRORS: &str = "\
# Errors

Each way in which a call can fail is a variant of [`Error`]. `Error::Service` has the code as a value
of the action's own enum, with the message and the request ID. [`Error::may_have_happened`] says
whether the request may have taken effect; [`Error::is_throttled`] and [`Error::is_retryable`] say
whether to send it again.

The search of this page finds a code by its variant, which is the code without its dot.";

const RETRIES: &str = "\
# Retries, limits and deadlines

Throttled and unsent requests are retried automatically; others only if the action is idempotent. The
builder's `retry` takes another [`Policy`](runtime::retry::Policy). Documented rates are kept per
secret ID: further requests wait. The builder's `deadline` limits a call including its retries,
`attempt_timeout` a single request. A call takes the same options:
`client.send(&request).deadline(…).await`.";

const PROXIES: &str = "\
# Proxies and certificates

A client uses the proxy of the environment (`HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY`) unless the builder
sets a [`Proxy`](runtime::transport::Proxy). It trusts the certificates of the operating system, or
those of `SSL_CERT_FILE`. A [`TransportConfig`](runtime::transport::TransportConfig) adds certificates
and limits connections.";

/// Adds a paragraph, or several.
fn text(docs: &mut Docs, text: &str) {
    docs.push(String::new());
    docs.extend(text.lines().map(str::to_owned));
}

/// The part of a program that is not shown.
#[derive(Clone, Copy, PartialEq)]
enum Rest {
    /// The program is compiled.
    Compile,
    /// The program has a public `main` and is run.
    Run,
}

/// Adds a fenced program. It counts only where the features of its version, and any others, are on.
fn code(docs: &mut Docs, shown: &Shown<'_, '_>, rest: Rest, others: &[&str], lines: Docs) {
    let version = feature(shown.names.service, shown.names.version);
    let features = others.iter().copied().chain([version.as_str()]);
    let features: Vec<String> = features.map(|it| format!("feature = {it:?}")).collect();
    let condition = match features.as_slice() {
        [one] => one.clone(),
        _ => format!("all({})", features.join(", ")),
    };
    docs.extend([String::new(), "```".to_owned()]);
    docs.push(format!("# #[cfg({condition})] mod example {{"));
    docs.extend(lines);
    docs.push("# }".to_owned());
    if rest == Rest::Run {
        docs.push(format!("# #[cfg({condition})] fn main() {{ example::main().unwrap() }}"));
        docs.push(format!("# #[cfg(not({condition}))] fn main() {{}}"));
    } else {
        docs.push("# fn main() {}".to_owned());
    }
    docs.push("```".to_owned());
}

fn services(docs: &mut Docs, names: &SpecNames<'_>) {
    text(docs, "# Services\n\n");
    docs.extend(names.services.iter().map(|service| {
        let title = markdown::summary(&service.service.title, &|_| None);
        // Macros of the standard library, such as `cfg`, are called like services; and a link does
        // not begin with `r#`.
        let bare = service.module.trim_start_matches("r#");
        // Versions are not linked: their modules depend on features.
        let versions = service.versions.iter().map(|version| {
            let count = version.version.actions.len();
            let actions = if count == 1 { "action" } else { "actions" };
            format!("`{}` ({count} {actions})", version.module)
        });
        let versions = versions.collect::<Vec<_>>().join(", ");
        format!("- [`mod@{bare}`], {title}: {versions}")
    }));
    text(
        docs,
        "The module of a version is the guide to it: it lists the actions by group. [`Client`] at the \
         root calls any service, with the types of this crate or by name.",
    );
}

fn program(docs: &mut Docs, shown: &Shown<'_, '_>) {
    text(docs, "# Example");
    let mut lines = client_import(shown);
    lines.push(String::new());
    lines.extend(main_function(shown));
    let builder = site(shown);
    lines.push(
        "    // The credential comes from the environment, a profile or the machine.".to_owned(),
    );
    lines.push(format!("    let client = Client::builder(){builder}.build()?;"));
    lines.extend(indented(statement("let request = ", &shown.request, ";")));
    lines.push(format!("    let response = client.{}(&request).await?;", shown.method()));
    lines.push("    println!(\"{response:#?}\");".to_owned());
    lines.extend(["    Ok(())", "}"].map(str::to_owned));
    code(docs, shown, Rest::Compile, &[], lines);
}

fn errors(docs: &mut Docs, names: &SpecNames<'_>, shown: Option<&Shown<'_, '_>>) {
    text(docs, ERRORS);
    let best = choose(names, |version, action| own_code(version, action).is_some());
    let Some(shown) = best.as_ref().or(shown) else { return };
    let (action, own) = shown.names.action(shown.id);
    let mut imports = shown.imports.clone();
    imports.insert("Client".to_owned());
    let first = own_code(shown.names.version, action);
    let first = first.map(|code| shown.names.error(code).1);
    imports.extend(first.map(|_| own.error.clone()));
    let mut lines = vec![format!("use {}::Error;", shown.names.crate_name)];
    lines.extend(import(&public_path(shown.names), &imports));
    lines.push(String::new());
    lines.push(example_function(shown.names));
    lines.extend(statement("let request = ", &shown.request, ";"));
    lines.push(format!("match client.{}(&request).await {{", shown.method()));
    lines.push("    Ok(response) => println!(\"{response:#?}\"),".to_owned());
    match first {
        Some(variant) => {
            lines.push("    Err(Error::Service(refusal)) => match refusal.error() {".to_owned());
            let pattern = format!("{}::{variant}", own.error);
            lines.push(format!("        {pattern} => println!(\"{{}}\", refusal.message()),"));
            lines.push(
                "        code => println!(\"{code} ({})\", refusal.request_id()),".to_owned(),
            );
            lines.push("    },".to_owned());
        }
        None => {
            lines.push("    Err(Error::Service(refusal)) => println!(\"{refusal}\"),".to_owned());
        }
    }
    lines.push("    Err(error) => return Err(error.into()),".to_owned());
    lines.extend(["}", "# Ok(())", "# }"].map(str::to_owned));
    code(docs, shown, Rest::Compile, &[], lines);
}

/// The first code of an action that tells more than its family does.
fn own_code(version: &Version, action: &Action) -> Option<ErrorId> {
    let mut codes = action.errors.iter().flatten().map(|listed| listed.code);
    codes.find(|code| version.error(*code).code.contains('.'))
}

fn paging(docs: &mut Docs, names: &SpecNames<'_>) {
    let Some(shown) = choose(names, |_, action| action.pagination.is_some()) else { return };
    text(
        docs,
        "# Paging\n\n`items` iterates over the items of all pages, `pages` over whole responses. Pages \
         are requested when they are needed.",
    );
    let mut lines = client_import(&shown);
    lines.push(String::new());
    lines.push(example_function(shown.names));
    lines.extend(statement("let mut items = client.items(", &shown.request, ");"));
    lines.push("while let Some(item) = items.next().await {".to_owned());
    lines.push("    println!(\"{:?}\", item?);".to_owned());
    lines.extend(["}", "# Ok(())", "# }"].map(str::to_owned));
    code(docs, &shown, Rest::Compile, &[], lines);
}

fn waiting(docs: &mut Docs, names: &SpecNames<'_>) {
    let Some(shown) = choose(names, |_, action| action.wait.is_some()) else { return };
    text(
        docs,
        "# Waiting\n\nSome actions start tasks that go on after the response. `wait` polls them until \
         all are final; a failed task is an error with its reason.",
    );
    let mut lines = client_import(&shown);
    lines.push(String::new());
    lines.push(example_function(shown.names));
    lines.extend(statement("let request = ", &shown.request, ";"));
    lines.push(format!("let response = client.{}(&request).await?;", shown.method()));
    lines.push("client.wait(&request, &response).await?;".to_owned());
    lines.extend(["# Ok(())", "# }"].map(str::to_owned));
    code(docs, &shown, Rest::Compile, &[], lines);
}

fn accounts(docs: &mut Docs, shown: Option<&Shown<'_, '_>>) {
    text(
        docs,
        "# Many accounts\n\n`with_credentials` returns a client for another account. It shares \
         connections, settings and rate limits with the first one.",
    );
    let Some(shown) = shown else { return };
    let mut lines = vec![format!("use {}::Credential;", shown.names.crate_name)];
    lines.extend(client_import(shown));
    lines.extend([String::new(), example_function(shown.names)]);
    let other =
        "let other = client.with_credentials(Credential::new(\"AKIDEXAMPLE\", \"secret\"));";
    lines.push(other.to_owned());
    lines.extend(statement("let request = ", &shown.request, ";"));
    lines.push(format!("println!(\"{{:#?}}\", other.{}(&request).await?);", shown.method()));
    lines.extend(["# Ok(())", "# }"].map(str::to_owned));
    code(docs, shown, Rest::Compile, &[], lines);
}

fn testing(docs: &mut Docs, shown: Option<&Shown<'_, '_>>) {
    text(
        docs,
        "# Testing\n\n[`FakeTransport`](runtime::testing::FakeTransport) answers calls without a \
         network, and [`ManualClock`](runtime::testing::ManualClock) lets retries pass at once. The \
         package `tencentcloud-mock` is a server that checks requests against the spec.",
    );
    let Some(shown) = shown else { return };
    let name = shown.names.crate_name;
    let mut lines = vec![format!("use {name}::Credential;")];
    lines.extend(client_import(shown));
    lines.push(format!("use {name}::runtime::testing::{{FakeTransport, Reply}};"));
    lines.push(String::new());
    let (action, _) = shown.names.action(shown.id);
    let [attribute, function] = main_function(shown);
    lines.extend([format!("# {attribute}"), format!("# pub {function}")]);
    lines.push("let cloud = FakeTransport::new();".to_owned());
    lines.push(format!("cloud.on({:?}, Reply::json(\"{{}}\"));", action.name));
    lines.push("let client = Client::builder()".to_owned());
    lines.extend(Some(site(shown)).filter(|site| !site.is_empty()).map(|it| format!("    {it}")));
    lines.push("    .credentials(Credential::new(\"AKIDEXAMPLE\", \"secret\"))".to_owned());
    lines.push("    .transport(cloud.clone())".to_owned());
    lines.push("    .build()?;".to_owned());
    lines.extend(statement("let request = ", &shown.request, ";"));
    lines.push(format!("client.{}(&request).await?;", shown.method()));
    lines.push(format!("assert_eq!(cloud.requests()[0].action(), {:?});", action.name));
    lines.extend(["# Ok(())", "# }"].map(str::to_owned));
    code(docs, shown, Rest::Run, &[], lines);
}

fn blocking(docs: &mut Docs, shown: Option<&Shown<'_, '_>>) {
    text(
        docs,
        "# Blocking\n\nWith the feature `blocking`, each version has a module `blocking` with a client \
         that needs no async runtime. Its calls end with `.call()`; pages and items are iterators.",
    );
    let Some(shown) = shown else { return };
    let path = public_path(shown.names);
    let mut lines = import(&path, &shown.imports);
    lines.extend([format!("use {path}::blocking::Client;"), String::new()]);
    let (result, boxed) = (standard(shown.names, "Result"), standard(shown.names, "Box"));
    lines.push(format!("fn main() -> {result}<(), {boxed}<dyn std::error::Error>> {{"));
    lines.push(format!("    let client = Client::builder(){}.build()?;", site(shown)));
    lines.extend(indented(statement("let request = ", &shown.request, ";")));
    lines.push(format!("    let response = client.{}(&request).call()?;", shown.method()));
    lines.push("    println!(\"{response:#?}\");".to_owned());
    lines.extend(["    Ok(())", "}"].map(str::to_owned));
    code(docs, shown, Rest::Compile, &["blocking"], lines);
}

fn features(docs: &mut Docs, names: &SpecNames<'_>) {
    text(docs, "# Features\n\n");
    let versions = names.services.iter().flat_map(|service| {
        service.versions.iter().map(|version| feature(service.service, version.version))
    });
    let versions: Vec<String> = versions.map(|name| format!("`{name}`")).collect();
    if !versions.is_empty() {
        docs.push(format!("- one per service version: {}", versions.join(", ")));
    }
    docs.extend(
        [
            "- `hyper`: the async transport over hyper, on a tokio runtime (default)",
            "- `reqwest`: the async transport over a reqwest client that the program configures",
            "- `blocking`: the blocking clients, over ureq",
            "- `tracing`: a span for each call",
            "- `validate-pattern`: checks of documented patterns in `validate`",
        ]
        .map(str::to_owned),
    );
}

/// The import of a version's client with a request.
fn client_import(shown: &Shown<'_, '_>) -> Docs {
    let mut imports: BTreeSet<String> = shown.imports.clone();
    imports.insert("Client".to_owned());
    import(&public_path(shown.names), &imports)
}

/// The head of an async `main`.
fn main_function(shown: &Shown<'_, '_>) -> [String; 2] {
    let (result, boxed) = (standard(shown.names, "Result"), standard(shown.names, "Box"));
    [
        "#[tokio::main(flavor = \"current_thread\")]".to_owned(),
        format!("async fn main() -> {result}<(), {boxed}<dyn std::error::Error>> {{"),
    ]
}

/// The hidden head of a function around a snippet.
fn example_function(names: &Names<'_>) -> String {
    let (result, boxed) = (standard(names, "Result"), standard(names, "Box"));
    format!("# async fn example(client: Client) -> {result}<(), {boxed}<dyn std::error::Error>> {{")
}

/// The builder's call for an action of the international site alone.
fn site(shown: &Shown<'_, '_>) -> String {
    match shown.action().sites.as_slice() {
        [Site::International] => {
            format!(".site({}::Site::International)", shown.names.crate_name)
        }
        _ => String::new(),
    }
}

fn indented(lines: Docs) -> impl Iterator<Item = String> {
    lines.into_iter().map(|line| format!("    {line}"))
}
