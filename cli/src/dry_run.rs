//! The steps of a signed request, without sending it.

use crate::context::Context;
use crate::failure::{Failure, Kind};
use crate::host::Host;
use crate::json::Json;
use crate::mask::{self, Mask};
use crate::options::Arguments;
use crate::output::{self, Shape};
use crate::query::Query;
use crate::send::{Mode, Session};
use crate::store::{FoundAction, Lang};
use bytes::Bytes;
use serde_json::json;
use std::fmt::Write as _;
use tencentcloud_runtime::sign::SigningInput;

/// The header `Authorization` of requests without a signature.
const UNSIGNED: &str = "SKIP";

/// Returns the steps of a request as JSON: nothing is sent. Without a usable credential a
/// placeholder signs, with a warning.
///
/// # Errors
///
/// Returns an error if the configuration cannot work.
pub fn steps(
    arguments: &Arguments,
    host: &mut Host,
    found: &FoundAction,
    lang: Lang,
    request: &Json,
) -> Result<Json, Failure> {
    let sign = |host: &Host, mode| {
        let session = Session::new(arguments, host, found, lang, mode)?;
        session.sign(&found.found, found.action(), request)
    };
    let signed = match sign(host, Mode::Dry) {
        Err(failure) if failure.kind == Kind::Config && arguments.value("profile").is_none() => {
            host.note("warning: there is no usable credential, so a placeholder signs:");
            failure.problems.iter().for_each(|problem| host.note(&format!("  - {problem}")));
            sign(host, Mode::DryPlaceholder)?
        }
        signed => signed?,
    };
    let mask = if arguments.has("unmask") { None } else { Some(Mask::of(&found.sensitive)) };
    Ok(Json::from(&describe(&signed, &found.found.service.wire_name, mask.as_ref())))
}

/// Runs `--dry-run`: prints the steps as text, or in a format that is asked for.
///
/// # Errors
///
/// Returns an error if the configuration cannot work or stdout cannot be written.
pub fn run(
    context: &mut Context<'_>,
    found: &FoundAction,
    request: &Json,
    query: Option<&Query>,
) -> Result<(), Failure> {
    let Context { arguments, host, lang, .. } = context;
    let steps = steps(arguments, host, found, *lang, request)?;
    if query.is_some() || arguments.value("format").is_some() {
        let format = output::format(arguments, host)?;
        let data = query.map_or(Ok(steps.clone()), |query| query.search(&steps))?;
        return output::print(host, &data, format, Shape::Plain);
    }
    let mut text = String::new();
    let part = |name: &str| steps.get(name).map_or_else(String::new, Json::plain);
    if steps.get("StringToSign") == Some(&Json::Null) {
        text.push_str(
            "# Unsigned\nThe action is sent without a signature, so nothing is signed.\n\n",
        );
    }
    for (title, name) in [
        ("Canonical request", "CanonicalRequest"),
        ("String to sign", "StringToSign"),
        ("Signed request", "Request"),
        ("As curl", "Curl"),
    ] {
        if !part(name).is_empty() {
            let _ = writeln!(text, "# {title}\n{}\n", part(name));
        }
    }
    output::write(host, text.trim_end())?;
    output::write(host, "\n")
}

fn describe(
    request: &http::Request<Bytes>,
    service: &str,
    mask: Option<&Mask>,
) -> serde_json::Value {
    let header = |name: &str| {
        let value =
            request.headers().get(name).map(|value| String::from_utf8_lossy(value.as_bytes()));
        value.unwrap_or_default().into_owned()
    };
    let names = ["content-type", "host", "x-tc-action"];
    let signed: Vec<(&str, String)> = names.iter().map(|name| (*name, header(name))).collect();
    let signed: Vec<(&str, &str)> =
        signed.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let input = SigningInput {
        method: request.method().as_str(),
        query: "",
        headers: &signed,
        body: request.body(),
        service,
        timestamp: header("x-tc-timestamp").parse().unwrap_or_default(),
    };
    let body = match mask {
        Some(mask) => mask.body(request.body()),
        None => String::from_utf8_lossy(request.body()).into_owned(),
    };
    let mut raw = format!("{} {} HTTP/1.1\n", request.method(), request.uri().path());
    let mut curl = format!("curl -sS {}", quote(&request.uri().to_string()));
    for (name, value) in request.headers() {
        let value = String::from_utf8_lossy(value.as_bytes());
        let value =
            if mask.is_some() { mask::header(name.as_str(), &value) } else { value.into_owned() };
        let _ = writeln!(raw, "{name}: {value}");
        if name != "host" || value != request.uri().authority().map_or("", |host| host.as_str()) {
            let _ = write!(curl, " \\\n  -H {}", quote(&format!("{name}: {value}")));
        }
    }
    let _ = write!(raw, "\n{body}");
    let _ = write!(curl, " \\\n  --data-raw {}", quote(&body));
    let is_signed = header("authorization") != UNSIGNED;
    json!({
        "CanonicalRequest": is_signed.then(|| input.canonical_request()),
        "StringToSign": is_signed.then(|| input.string_to_sign()),
        "Request": raw,
        "Curl": curl,
        "Masked": mask.is_some(),
    })
}

/// Returns a word in single quotes for a POSIX shell.
pub fn quote(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}
