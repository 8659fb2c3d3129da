//! The calls of the page: status, code, signing, sending.

use super::mock_view;
use super::record::{Exchange, Keeper, RECORD, Record, Recorder};
use super::settings::{ServerError, Settings};
use super::steps::steps;
use crate::code;
use crate::explorer::Explorer;
use crate::number::first_changed;
use http::StatusCode;
use serde_json::{Map, Value, json};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;
use tencentcloud_model::model::{Action, Service, Site, Version};
use tencentcloud_runtime::action::Site as RuntimeSite;
use tencentcloud_runtime::client::Client;
use tencentcloud_runtime::credential::Credential;
use tencentcloud_runtime::error::Error;
use tencentcloud_runtime::raw::ActionRef;
use tencentcloud_runtime::retry::Policy;
use tencentcloud_runtime::transport::Hyper;

type Reply = (StatusCode, Value);

pub(super) struct Api {
    client: Client,
    last: Arc<Mutex<Option<Credential>>>,
    site: Site,
    region: Option<String>,
    endpoint: Option<String>,
}

/// A call of the page, found in the model.
struct Call<'a> {
    service: &'a Service,
    version: &'a Version,
    action: &'a Action,
    parameters: Value,
    /// The region to send it to, instead of the server's.
    region: Option<String>,
    confirm: Option<String>,
}

fn bad(reason: impl Into<String>) -> Reply {
    (StatusCode::BAD_REQUEST, json!({ "error": reason.into() }))
}

impl Api {
    pub(super) fn new(settings: Settings) -> Result<Self, ServerError> {
        let last = Arc::new(Mutex::new(None));
        let transport = Hyper::new().map_err(ServerError::Config)?;
        let mut builder = Client::builder()
            .site(match settings.site {
                Site::Mainland => RuntimeSite::Mainland,
                Site::International => RuntimeSite::International,
            })
            .credentials(Keeper { inner: settings.provider, last: last.clone() })
            // Each answer is shown, also one that a program would retry.
            .retry(Policy::off())
            .user_agent("tencentcloud-explorer")
            .transport(Recorder(transport));
        if let Some(region) = &settings.region {
            builder = builder.region(region);
        }
        if let Some(endpoint) = &settings.endpoint {
            builder = builder.endpoint(endpoint);
        }
        let client = builder.build().map_err(ServerError::Config)?;
        let Settings { site, region, endpoint, .. } = settings;
        Ok(Self { client, last, site, region, endpoint })
    }

    /// Answers a call; its path is that below `/api/`.
    pub(super) async fn answer(&self, explorer: &Explorer, path: &str, body: &[u8]) -> Reply {
        if path == "status" {
            return self.status().await;
        }
        let call = match parse(explorer, body) {
            Ok(call) => call,
            Err(reply) => return reply,
        };
        match path {
            "code" => self.code(&call),
            "sign" => self.sign(&call).await,
            "send" => self.send(&call).await,
            _ => (StatusCode::NOT_FOUND, json!({ "error": "there is no such call" })),
        }
    }

    async fn status(&self) -> Reply {
        let (identity, problem) = match self.client.identity().await {
            Ok(identity) => (Some(identity.to_string()), None),
            Err(error) => (None, Some(error.to_string())),
        };
        let target = self.endpoint.as_deref().unwrap_or(match self.site {
            Site::Mainland => "mainland site",
            Site::International => "international site",
        });
        let status = json!({
            "target": target,
            "site": crate::data::site_name(self.site),
            "region": self.region,
            "identity": identity,
            "problem": problem,
        });
        (StatusCode::OK, status)
    }

    fn code(&self, call: &Call<'_>) -> Reply {
        let empty = Map::new();
        let request = code::Request {
            service: call.service,
            version: call.version,
            action: call.action,
            parameters: call.parameters.as_object().unwrap_or(&empty),
            site: self.site,
            region: call.region.as_deref().or(self.region.as_deref()),
            endpoint: self.endpoint.as_deref(),
        };
        (StatusCode::OK, json!({ "samples": crate::export::samples(&request) }))
    }

    /// Returns the host that a call goes to, or why it cannot.
    fn host(&self, call: &Call<'_>) -> Result<String, Reply> {
        if let Some(endpoint) = &self.endpoint {
            return Ok(endpoint.clone());
        }
        let site = crate::data::site_name(self.site);
        if !call.action.sites.contains(&self.site) {
            let name = &call.action.name;
            return Err(bad(format!(
                "{name} is not offered on the {site} site; start the explorer with another `--site`"
            )));
        }
        let hosts = &call.service.hosts;
        let host = match self.site {
            Site::Mainland => &hosts.mainland,
            Site::International => &hosts.international,
        };
        host.clone()
            .ok_or_else(|| bad(format!("{} has no host on the {site} site", call.service.title)))
    }

    async fn sign(&self, call: &Call<'_>) -> Reply {
        if let Err(reply) = self.host(call) {
            return reply;
        }
        if call.action.unsigned {
            return bad(format!("{} is sent without a signature", call.action.name));
        }
        let (result, exchange) = self.run(call, true).await;
        let signed = exchange.and_then(|exchange| self.steps(&exchange));
        match (signed, result) {
            (Some(steps), _) => (StatusCode::OK, steps),
            (None, Err(error)) => bad(error.to_string()),
            (None, Ok(_)) => bad("the request was not signed"),
        }
    }

    async fn send(&self, call: &Call<'_>) -> Reply {
        let host = match self.host(call) {
            Ok(host) => host,
            Err(reply) => return reply,
        };
        let name = &call.action.name;
        if !call.action.idempotent && call.confirm.as_ref() != Some(name) {
            let identity = match self.client.identity().await {
                _ if call.action.unsigned => None,
                Ok(identity) => Some(identity.to_string()),
                Err(error) => return bad(error.to_string()),
            };
            let confirm = json!({ "action": name, "host": host, "identity": identity });
            return (StatusCode::CONFLICT, json!({ "confirm": confirm }));
        }
        let start = Instant::now();
        let (result, exchange) = self.run(call, false).await;
        let milliseconds = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
        let response = exchange.as_ref().and_then(|exchange| exchange.response.as_ref());
        let body = response.map(|response| String::from_utf8_lossy(response.body()).into_owned());
        let hint = response.and_then(|response| response.headers().get("x-mock-hint"));
        let mock = match (&self.endpoint, body.as_deref().and_then(request_id)) {
            (Some(endpoint), Some(id)) => mock_view::ask(endpoint, &id).await,
            _ => None,
        };
        let error = result.as_ref().err();
        let answer = json!({
            "status": response.map(|response| response.status().as_u16()),
            "milliseconds": milliseconds,
            "body": body,
            "hint": hint.map(|hint| String::from_utf8_lossy(hint.as_bytes()).into_owned()),
            "error": error.map(|error| json!({
                "message": error.to_string(),
                "mayHaveHappened": may_have_happened(error),
            })),
            "sign": exchange.as_ref().and_then(|exchange| self.steps(exchange)),
            "mock": mock,
        });
        (StatusCode::OK, answer)
    }

    /// Calls, and returns the exchange as it was recorded.
    async fn run(&self, call: &Call<'_>, is_dry: bool) -> (Result<Value, Error>, Option<Exchange>) {
        let mut action = ActionRef::new(
            call.service.wire_name.clone(),
            call.version.name.clone(),
            call.action.name.clone(),
        );
        if let Some(limit) = call.action.rate_limit {
            action = action.rate_limit(limit);
        }
        if call.action.unsigned {
            action = action.unsigned();
        }
        if call.action.declares_error() {
            action = action.output_error();
        }
        let record = Record::new(&call.action.name, is_dry);
        let calling = async {
            let calling = self.client.call(action, &call.parameters);
            match &call.region {
                Some(region) => calling.region(region.as_str()).await,
                None => calling.await,
            }
        };
        let result = RECORD.scope(record.clone(), calling).await;
        (result, record.exchange())
    }

    fn steps(&self, exchange: &Exchange) -> Option<Value> {
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner).clone();
        steps(exchange, last.as_ref())
    }
}

/// Whether the action may have been carried out although the call failed.
fn may_have_happened(error: &Error) -> bool {
    !matches!(
        error,
        Error::NotSent(_) | Error::Credential(_) | Error::Config(_) | Error::Service(_)
    )
}

fn request_id(body: &str) -> Option<String> {
    let value: Value = serde_json::from_str(body).ok()?;
    value["Response"]["RequestId"].as_str().map(str::to_owned)
}

fn parse<'a>(explorer: &'a Explorer, body: &[u8]) -> Result<Call<'a>, Reply> {
    let value: Value = serde_json::from_slice(body)
        .map_err(|error| bad(format!("the call is not JSON: {error}")))?;
    let text = |name: &str| {
        value[name].as_str().ok_or_else(|| bad(format!("the call has no string `{name}`")))
    };
    let (service, version, action) = (text("service")?, text("version")?, text("action")?);
    let Some((service, version, action)) = explorer.find(service, version, action) else {
        return Err(bad(format!("there is no action `{action}` in {service} {version}")));
    };
    let body = text("body")?;
    let parameters: Value = serde_json::from_str(body)
        .map_err(|error| bad(format!("the request is not JSON: {error}")))?;
    if !parameters.is_object() {
        return Err(bad("the request is not a JSON object"));
    }
    if let Some(number) = first_changed(body, &parameters.to_string()) {
        return Err(bad(format!(
            "the number {number} cannot be sent unchanged: integers have 64 bits, others are doubles"
        )));
    }
    let region = value["region"].as_str().map(str::to_owned);
    let confirm = value["confirm"].as_str().map(str::to_owned);
    Ok(Call { service, version, action, parameters, region, confirm })
}
