//! The client of a run: made from options, variables and profiles; it records each exchange, so
//! that a response is printed digit for digit.

use crate::failure::{Failure, Kind};
use crate::host::Host;
use crate::json::Json;
use crate::mask::{self, Mask};
use crate::options::{self, Arguments};
use crate::profile;
use crate::store::{Found, FoundAction, Lang};
use bytes::Bytes;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tencentcloud_model::model::{Action, Site};
use tencentcloud_runtime::action::Site as RuntimeSite;
use tencentcloud_runtime::client::{Builder, Client, Language};
use tencentcloud_runtime::credential::{Chain, Credential};
use tencentcloud_runtime::error::{Error, RawCode};
use tencentcloud_runtime::raw::ActionRef;
use tencentcloud_runtime::retry::Policy;
use tencentcloud_runtime::transport::{
    BoxFuture, Failure as TransportFailure, Hyper, Limits, Proxy, Transport, TransportConfig,
};
use tokio::runtime::Runtime;

/// A request with its response, if one came.
#[derive(Debug, Clone)]
pub struct Exchange {
    /// The request as it was given to the transport.
    pub request: http::Request<Bytes>,
    /// The response, or the reason why there is none.
    pub response: Result<http::Response<Bytes>, String>,
}

/// Records each exchange. Without an inner transport nothing is sent.
#[derive(Clone)]
struct Recorder {
    inner: Option<Arc<dyn Transport>>,
    log: Arc<Mutex<Vec<Exchange>>>,
}

/// The reason that a dry run gives for not sending.
const DRY: &str = "this is a dry run";

impl Transport for Recorder {
    fn send(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportFailure>> {
        Box::pin(async move {
            let sent = match &self.inner {
                Some(inner) => inner.send(request.clone(), limits).await,
                None => Err(TransportFailure::NotSent(DRY.into())),
            };
            let response = match &sent {
                Ok(response) => Ok(response.clone()),
                Err(failure) => Err(failure.to_string()),
            };
            let mut log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
            log.push(Exchange { request, response });
            drop(log);
            sent
        })
    }
}

/// The mode of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Requests are sent.
    Live,
    /// Requests are signed and not sent.
    Dry,
    /// Requests are signed with a placeholder and not sent.
    DryPlaceholder,
}

/// The client of a run.
pub struct Session {
    client: Client,
    runtime: Runtime,
    log: Arc<Mutex<Vec<Exchange>>>,
    mask: Mask,
    /// Whether the exchange is shown.
    is_debug: bool,
}

/// Returns the site that is asked for.
///
/// # Errors
///
/// Returns an error if the variable has another value.
pub fn site(arguments: &Arguments, host: &Host) -> Result<Site, Failure> {
    let name = arguments.value("site").or_else(|| host.variable("TENCENTCLOUD_SITE"));
    let name = match name {
        Some(name) => Some(name.to_owned()),
        None => profile::setting(arguments, host, "site")?,
    };
    let Some(name) = name else { return Ok(Site::Mainland) };
    options::site(&name).ok_or_else(|| {
        let message = format!("the site cannot be `{name}` (TENCENTCLOUD_SITE or the profile)");
        Failure::new(Kind::Config, message).help("expected one of mainland, international")
    })
}

/// Returns the region that is asked for.
///
/// # Errors
///
/// Returns an error if the profile cannot be read.
pub fn region(arguments: &Arguments, host: &Host) -> Result<Option<String>, Failure> {
    match arguments.value("region").or_else(|| host.variable("TENCENTCLOUD_REGION")) {
        Some(name) => Ok(Some(name.to_owned())),
        None => profile::setting(arguments, host, "region"),
    }
}

/// Returns the address that is asked for instead of the service's host.
pub fn endpoint<'a>(arguments: &'a Arguments, host: &'a Host) -> Option<&'a str> {
    arguments.value("endpoint").or_else(|| host.variable("TENCENTCLOUD_ENDPOINT"))
}

impl Session {
    /// Creates the client for a service.
    ///
    /// # Errors
    ///
    /// Returns an error if the configuration cannot work.
    pub fn new(
        arguments: &Arguments,
        host: &Host,
        found: &FoundAction,
        lang: Lang,
        mode: Mode,
    ) -> Result<Self, Failure> {
        let log = Arc::default();
        let inner = match mode {
            Mode::Live => Some(match &host.transport {
                Some(transport) => Arc::clone(transport),
                None => http_transport(arguments, host)?,
            }),
            Mode::Dry | Mode::DryPlaceholder => None,
        };
        let recorder = Recorder { inner, log: Arc::clone(&log) };
        let site = site(arguments, host)?;
        let mut builder = Client::builder()
            .transport(recorder)
            .site(match site {
                Site::Mainland => RuntimeSite::Mainland,
                Site::International => RuntimeSite::International,
            })
            .language(match lang {
                Lang::English => Language::English,
                Lang::Chinese => Language::Chinese,
            })
            .user_agent(concat!("tencentcloud-cli-", env!("CARGO_PKG_VERSION")))
            .rate_limits(true);
        builder = match endpoint(arguments, host) {
            Some(endpoint) => builder.endpoint(endpoint),
            None => hosts(builder, &found.found, site)?,
        };
        if let Some(region) = region(arguments, host)? {
            builder = builder.region(region);
        }
        if let Some(limit) = arguments.seconds("timeout")? {
            builder = builder.deadline(limit);
        }
        if mode != Mode::Live {
            builder = builder.retry(Policy::off());
        } else if let Some(retries) = arguments.number("retries")? {
            let attempts = u32::try_from(retries).unwrap_or(u32::MAX).saturating_add(1);
            builder = builder.retry(Policy::new().attempts(attempts));
        }
        let env = host.env();
        builder = builder.env(env.clone());
        builder = match (mode, profile::provider(arguments, host)?) {
            (Mode::DryPlaceholder, _) => {
                builder.credentials(Credential::new("AKIDEXAMPLE00EXAMPLE", "EXAMPLE"))
            }
            (_, Some(chain)) => builder.credentials(chain),
            (_, None) => builder.credentials(Chain::of(&env)),
        };
        let client =
            builder.build().map_err(|error| Failure::new(Kind::Config, error.to_string()))?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| Failure::io("start the runtime", &error))?;
        let is_debug = arguments.has("debug");
        Ok(Self { client, runtime, log, mask: Mask::of(&found.sensitive), is_debug })
    }

    /// Calls an action and returns the value of `Response` as it was sent.
    ///
    /// # Errors
    ///
    /// Returns the failure with its class, meaning and remedy.
    pub fn call(
        &self,
        host: &mut Host,
        found: &Found,
        action: &Action,
        request: &Json,
    ) -> Result<Json, Failure> {
        let result = self.exchange(found, action, request);
        let log = self.taken();
        if self.is_debug {
            for exchange in &log {
                host.note(&self.shown(exchange));
            }
        }
        result.map_err(|error| failure(&error, found, action))?;
        let body = log.last().and_then(|exchange| exchange.response.as_ref().ok());
        let body = body.map(|response| std::str::from_utf8(response.body()));
        let response = match body {
            Some(Ok(text)) => Json::parse(text),
            Some(Err(error)) => Err(error.to_string()),
            None => Err("there is no response".to_owned()),
        };
        match response {
            Ok(Json::Object(members)) => members
                .into_iter()
                .find(|(name, _)| name == "Response")
                .map(|(_, value)| value)
                .ok_or_else(|| Failure::new(Kind::Decode, "the answer has no `Response`")),
            Ok(_) => Err(Failure::new(Kind::Decode, "the answer is not a JSON object")),
            Err(error) => {
                Err(Failure::new(Kind::Decode, format!("the answer is not JSON: {error}")))
            }
        }
    }

    /// Signs a request and returns it instead of sending it.
    ///
    /// # Errors
    ///
    /// Returns an error if there is no usable credential, or the configuration cannot work.
    pub fn sign(
        &self,
        found: &Found,
        action: &Action,
        request: &Json,
    ) -> Result<http::Request<Bytes>, Failure> {
        let result = self.exchange(found, action, request);
        let own = |exchange: &Exchange| {
            exchange
                .request
                .headers()
                .get("x-tc-action")
                .is_some_and(|name| name == action.name.as_str())
        };
        match (self.taken().into_iter().find(own), result) {
            (Some(exchange), _) => Ok(exchange.request),
            (None, Err(error)) => Err(failure(&error, found, action)),
            (None, Ok(())) => Err(Failure::new(Kind::Config, "there is no request")),
        }
    }

    fn exchange(&self, found: &Found, action: &Action, request: &Json) -> Result<(), Error> {
        let (service, version) = (found.service.wire_name.clone(), found.version.name.clone());
        let mut target = ActionRef::new(service, version, action.name.clone());
        if action.idempotent {
            target = target.idempotent();
        }
        if let Some(limit) = action.rate_limit {
            target = target.rate_limit(limit);
        }
        if action.unsigned {
            target = target.unsigned();
        }
        if action.declares_error() {
            target = target.output_error();
        }
        let parameters = request.to_value();
        let call = async { self.client.call(target, &parameters).await };
        self.runtime.block_on(call).map(drop)
    }

    fn taken(&self) -> Vec<Exchange> {
        std::mem::take(&mut *self.log.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The exchange for people, masked.
    fn shown(&self, exchange: &Exchange) -> String {
        let request = &exchange.request;
        let mut text = format!("> {} {}\n", request.method(), request.uri());
        headers(&mut text, '>', request.headers());
        let _ = writeln!(text, "> {}", self.mask.body(request.body()));
        match &exchange.response {
            Ok(response) => {
                let _ = writeln!(text, "< {}", response.status());
                headers(&mut text, '<', response.headers());
                let _ = write!(text, "< {}", self.mask.body(response.body()));
            }
            Err(reason) => {
                let _ = write!(text, "< {reason}");
            }
        }
        text
    }
}

fn headers(text: &mut String, mark: char, headers: &http::HeaderMap) {
    for (name, value) in headers {
        let value = String::from_utf8_lossy(value.as_bytes());
        let _ = writeln!(text, "{mark} {name}: {}", mask::header(name.as_str(), &value));
    }
}

fn http_transport(arguments: &Arguments, host: &Host) -> Result<Arc<dyn Transport>, Failure> {
    let config = |error: String| Failure::new(Kind::Config, error);
    let mut settings = TransportConfig::new();
    let file = arguments.value("ca-file").or_else(|| host.variable("TENCENTCLOUD_CA_FILE"));
    if let Some(file) = file {
        let shown = format!("the root certificates `{file}`");
        let pem =
            std::fs::read(file).map_err(|error| Failure::io(&format!("read {shown}"), &error))?;
        let with = settings.add_root_certificates(&pem);
        settings = with.map_err(|error| config(format!("{shown}: {error}")))?;
    }
    if let Some(proxy) = arguments.value("proxy") {
        settings = settings.proxy(Proxy::At(proxy.to_owned()));
    }
    let transport = Hyper::with(&settings).map_err(|error| config(error.to_string()))?;
    Ok(Arc::new(transport))
}

/// Sets the hosts of the spec, which are not the runtime's guess for every service.
fn hosts(builder: Builder, found: &Found, site: Site) -> Result<Builder, Failure> {
    let hosts = &found.service.hosts;
    let (own, other, sts) = match site {
        Site::Mainland => (&hosts.mainland, "international", "sts.tencentcloudapi.com"),
        Site::International => (&hosts.international, "mainland", "sts.intl.tencentcloudapi.com"),
    };
    let Some(own) = own else {
        let message = format!("{} is not offered on this site", found.service.folder);
        return Err(
            Failure::usage(message).help(format!("use `--site {other}`, or set `--endpoint`"))
        );
    };
    Ok(builder.endpoint(own.as_str()).sts_endpoint(sts))
}

/// The failure of a call, with the facts of the spec.
fn failure(error: &Error, found: &Found, action: &Action) -> Failure {
    let place = format!("{} {}", found.service.folder, action.name);
    let kind = match error {
        Error::Service(refusal) => return refused(&place, refusal, found, action),
        Error::NotSent(_) => Kind::NotSent,
        Error::UnexpectedResponse(_) | Error::Decode(_) => Kind::Decode,
        Error::Credential(_) | Error::Config(_) => Kind::Config,
        Error::Wait(_) => Kind::Wait,
        Error::Deadline(deadline) if deadline.attempts == 0 => Kind::NotSent,
        // Others may have happened, as far as is known.
        _ => Kind::MayHaveHappened,
    };
    let text = error.to_string();
    let message = match text.strip_prefix(action.name.as_str()) {
        Some(rest) => format!("{place}{rest}"),
        None => format!("{place}: {text}"),
    };
    if let Error::Credential(error) = error {
        let mut failure =
            Failure::new(kind, format!("{place}: no usable credential; nothing was sent"));
        let none = error.is_not_configured();
        let tried = error.tried.iter().filter(|tried| none || tried.configured);
        failure.problems =
            tried.map(|tried| format!("{}: {}", tried.provider, tried.reason)).collect();
        return failure.help(if none {
            "write a profile: tencentcloud configure; or set TENCENTCLOUD_SECRET_ID and \
             TENCENTCLOUD_SECRET_KEY"
        } else {
            "mend what is named above; other places are not tried, as they would sign as someone else"
        });
    }
    let failure = Failure::new(kind, message);
    match kind {
        Kind::NotSent => {
            failure.help("check network, proxy, `--endpoint` and `--ca-file`; a retry is safe")
        }
        Kind::MayHaveHappened if action.idempotent => {
            failure.help("a retry is safe: the action is idempotent")
        }
        Kind::MayHaveHappened => failure.help("look for the effect before you send it again"),
        _ => failure,
    }
}

fn refused(
    place: &str,
    refusal: &tencentcloud_runtime::error::ServiceError<RawCode>,
    found: &Found,
    action: &Action,
) -> Failure {
    let code = refusal.code();
    let (known, class) = found.code(code);
    let kind = Kind::Refused(class);
    let mut failure = Failure::new(kind, format!("{place}: {code}: {}", refusal.message()))
        .fact("service", found.service.folder.clone())
        .fact("action", action.name.clone())
        .fact("code", code)
        .fact("service_message", refusal.message())
        .fact("class", crate::explain::class_name(class));
    if let Some(known) = known.filter(|known| !known.doc.is_empty()) {
        failure = failure.fact("meaning", known.doc.clone());
    }
    failure.fact("request_id", refusal.request_id()).help(crate::explain::remedy(class))
}

/// The time between two polls or pages.
pub fn pause(time: Duration) {
    std::thread::sleep(time);
}
