//! A request to make samples of, and filling it into templates.

use super::naming::Naming;
use serde_json::{Map, Value};
use tencentcloud_model::model::{Action, Service, Site, Version};

/// A request to make samples of.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The service.
    pub service: &'a Service,
    /// The version of the service.
    pub version: &'a Version,
    /// The action.
    pub action: &'a Action,
    /// The parameters.
    pub parameters: &'a Map<String, Value>,
    /// The site to call.
    pub site: Site,
    /// The region to call.
    pub region: Option<&'a str>,
    /// The address to call instead of the site's host, such as `http://127.0.0.1:8080`.
    pub endpoint: Option<&'a str>,
}

/// The reason that there is no sample.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error(pub(super) String);

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Error {}

impl Request<'_> {
    /// Returns the host to call: that of the endpoint, or else of the site.
    pub(super) fn host(&self) -> Result<String, Error> {
        if let Some(endpoint) = self.endpoint {
            let host = endpoint.split_once("://").map_or(endpoint, |(_, rest)| rest);
            return Ok(host.trim_end_matches('/').to_owned());
        }
        let hosts = &self.service.hosts;
        let host = match self.site {
            Site::Mainland => &hosts.mainland,
            Site::International => &hosts.international,
        };
        host.clone()
            .ok_or_else(|| Error(format!("{} has no host on this site", self.service.title)))
    }

    /// Returns whether requests go over plain HTTP.
    pub(super) fn is_plain(&self) -> bool {
        self.endpoint.is_some_and(|endpoint| endpoint.starts_with("http://"))
    }

    /// Returns the region, or an empty string.
    pub(super) fn region(&self) -> &str {
        self.region.unwrap_or_default()
    }

    /// Returns the version as the SDKs name it: `v20210331`.
    pub(super) fn module(&self) -> String {
        format!("v{}", self.version.name.replace('-', ""))
    }
}

/// Returns the values that every template may use.
pub(super) fn common<'a>(
    request: &'a Request<'a>,
    naming: &'a Naming,
    host: &'a str,
    module: &'a str,
) -> Vec<(&'static str, &'a str)> {
    let scheme = if request.is_plain() { "http" } else { "https" };
    vec![
        ("package", &naming.package),
        ("client", &naming.client),
        ("module", module),
        ("action", &request.action.name),
        ("region", request.region()),
        ("host", host),
        ("scheme", scheme),
    ]
}
