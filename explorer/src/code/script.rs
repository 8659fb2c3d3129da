//! Templates of samples whose request is a literal, and how each language writes it: Rust, Python,
//! Node.js, PHP and Ruby.

use super::language::Language;
use super::literal::{NODE, PHP, PYTHON, RUBY, RUST, Style};
use super::naming::{Naming, RUST_NAMES, RUST_SERVICES};
use super::request::{Request, common};
use super::template::fill;
use serde_json::{Map, Value};
use std::fmt::Write as _;
use tencentcloud_model::model::Site;

const RUST_TYPED: &str = r#"use serde_json::json;
use tencentcloud_api::«package»::«module»::{Client, «name»Request};
«imports»
#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder()«options».build()?;
    let request: «name»Request = serde_json::from_value(json!(«literal»))?;
    let response = client.send(&request).await?;
    println!("{response:#?}");
    Ok(())
}
"#;

const RUST_RAW: &str = r#"use serde_json::json;
use tencentcloud_api::runtime::client::Client;
use tencentcloud_api::runtime::raw::ActionRef;
«imports»
#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder()«options».build()?;
    let action = ActionRef::new("«wire»", "«version»", "«action»");
    let response = client.call(action, &json!(«literal»))«unsigned».await?;
    println!("{response:#}");
    Ok(())
}
"#;

const PYTHON_CODE: &str = r#"import json
import os

from tencentcloud.common.credential import Credential
from tencentcloud.common.exception.tencent_cloud_sdk_exception import TencentCloudSDKException
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile
from tencentcloud.«package».«module» import models
from tencentcloud.«package».«module».«package»_client import «client»

key = Credential(os.environ["TENCENTCLOUD_SECRET_ID"], os.environ["TENCENTCLOUD_SECRET_KEY"])
http = HttpProfile(protocol="«scheme»", endpoint="«host»")
client = «client»(key, "«region»", ClientProfile(httpProfile=http))

request = models.«action»Request()
request.from_json_string(json.dumps(«literal»))
try:
    print(client.«action»(request).to_json_string(indent=2))
except TencentCloudSDKException as error:
    raise SystemExit(f"{error.get_code()}: {error.get_message()} ({error.get_request_id()})")
"#;

const NODE_CODE: &str = r#"const tencentcloud = require("tencentcloud-sdk-nodejs");

const client = new tencentcloud.«package».«module».«client»({
  credential: {
    secretId: process.env.TENCENTCLOUD_SECRET_ID,
    secretKey: process.env.TENCENTCLOUD_SECRET_KEY,
  },
  region: "«region»",
  profile: { httpProfile: { protocol: "«scheme»://", endpoint: "«host»" } },
});

const request = «literal»;

client.«action»(request).then(
  (response) => console.log(JSON.stringify(response, null, 2)),
  (error) => {
    console.error(`${error.code}: ${error.message} (${error.requestId})`);
    process.exitCode = 1;
  },
);
"#;

const PHP_CODE: &str = r#"<?php

require_once 'vendor/autoload.php';

use TencentCloud\Common\Credential;
use TencentCloud\Common\Exception\TencentCloudSDKException;
use TencentCloud\Common\Profile\ClientProfile;
use TencentCloud\Common\Profile\HttpProfile;
use TencentCloud\«package»\«upper»\«client»;
use TencentCloud\«package»\«upper»\Models\«action»Request;

$key = new Credential(getenv('TENCENTCLOUD_SECRET_ID'), getenv('TENCENTCLOUD_SECRET_KEY'));
$http = new HttpProfile('«scheme»://', '«host»');
$client = new «client»($key, '«region»', new ClientProfile(null, $http));

$request = new «action»Request();
$request->fromJsonString(json_encode(«literal»));
try {
    echo $client->«action»($request)->toJsonString(), "\n";
} catch (TencentCloudSDKException $error) {
    fwrite(STDERR, $error->getErrorCode() . ': ' . $error->getMessage() . "\n");
    exit(1);
}
"#;

const RUBY_CODE: &str = r##"require 'json'
require 'tencentcloud-sdk-common'
require 'tencentcloud-sdk-«gem»'

include TencentCloud::Common
include TencentCloud::«class»::«upper»

key = Credential.new(ENV['TENCENTCLOUD_SECRET_ID'], ENV['TENCENTCLOUD_SECRET_KEY'])
http = HttpProfile.new
http.scheme = '«scheme»'
http.endpoint = '«host»'
profile = ClientProfile.new
profile.http_profile = http
client = Client.new(key, '«region»', profile)

request = «action»Request.new
«literal»
begin
  puts JSON.pretty_generate(client.«action»(request).serialize)
rescue TencentCloudSDKException => e
  abort "#{e.code}: #{e.message} (#{e.request_id})"
end
"##;

/// How a language's sample writes the parameters.
pub(super) struct Writer {
    pub(super) style: Style,
    pub(super) step: &'static str,
    pub(super) depth: usize,
    /// Around the literal, and in place of it if there are no parameters.
    pub(super) wrap: (&'static str, &'static str),
    pub(super) empty: Option<&'static str>,
}

/// Returns how a language writes the parameters, if as a literal.
pub(super) fn writer(language: Language) -> Option<Writer> {
    let (style, step, depth) = match language {
        Language::Rust => (RUST, "    ", 1),
        Language::Python => (PYTHON, "    ", 0),
        Language::Node => (NODE, "  ", 0),
        Language::Php => (PHP, "    ", 0),
        Language::Ruby => (RUBY, "  ", 0),
        _ => return None,
    };
    let plain = Writer { style, step, depth, wrap: ("", ""), empty: None };
    Some(match language {
        // The SDK sends `null` for a request without parameters, which is not an object.
        Language::Ruby => Writer {
            wrap: ("request.deserialize(", ")"),
            empty: Some("request.define_singleton_method(:serialize) { {} }"),
            ..plain
        },
        _ => plain,
    })
}

impl Writer {
    pub(super) fn print(&self, parameters: &Map<String, Value>) -> String {
        if let Some(empty) = self.empty.filter(|_| parameters.is_empty()) {
            return empty.to_owned();
        }
        let value = Value::Object(parameters.clone());
        let literal = self.style.print(&value, self.step, self.depth);
        format!("{}{literal}{}", self.wrap.0, self.wrap.1)
    }
}

pub(super) fn rust(request: &Request<'_>) -> String {
    rust_as(request, rust_name(&request.service.folder, &request.action.name))
}

/// Returns the sample with the action's type, or with its wire name.
pub(super) fn rust_as(request: &Request<'_>, name: Option<&str>) -> String {
    let mut imports = String::new();
    let mut options = String::new();
    if request.site == Site::International {
        imports.push_str("use tencentcloud_api::runtime::action::Site;\n");
        options.push_str(".site(Site::International)");
    }
    for (name, value) in [("region", request.region), ("endpoint", request.endpoint)] {
        if let Some(value) = value {
            let _ = write!(options, ".{name}({value:?})");
        }
    }
    let module = request.module();
    fill(
        if name.is_some() { RUST_TYPED } else { RUST_RAW },
        &[
            ("package", &request.service.folder),
            ("module", &module),
            ("name", name.unwrap_or_default()),
            ("imports", &imports),
            ("options", &options),
            ("unsigned", if request.action.unsigned { ".unsigned()" } else { "" }),
            ("wire", &request.service.wire_name),
            ("version", &request.version.name),
            ("action", &request.action.name),
        ],
    )
}

/// Returns the name of the action in the crate `tencentcloud-api`; `None` for services it does not
/// have, and for names with acronyms that no row says how it writes.
pub(super) fn rust_name<'a>(service: &str, name: &'a str) -> Option<&'a str> {
    if !RUST_SERVICES.contains(&service) {
        return None;
    }
    if let Some((_, rust)) = RUST_NAMES.iter().find(|(wire, _)| *wire == name) {
        return Some(rust);
    }
    let pairs = name.as_bytes().windows(2);
    let has_acronym = pairs.into_iter().any(|pair| pair.iter().all(u8::is_ascii_uppercase));
    (!has_acronym).then_some(name)
}

pub(super) fn python(request: &Request<'_>, naming: &Naming, host: &str) -> String {
    let module = request.module();
    fill(PYTHON_CODE, &common(request, naming, host, &module))
}

pub(super) fn node(request: &Request<'_>, naming: &Naming, host: &str) -> String {
    let module = request.module();
    fill(NODE_CODE, &common(request, naming, host, &module))
}

pub(super) fn php(request: &Request<'_>, naming: &Naming, host: &str) -> String {
    let module = request.module();
    let upper = module.to_uppercase();
    let mut values = common(request, naming, host, &module);
    values.push(("upper", upper.as_str()));
    fill(PHP_CODE, &values)
}

pub(super) fn ruby(request: &Request<'_>, naming: &Naming, host: &str) -> String {
    let module = request.module();
    let upper = module.to_uppercase();
    let (gem, class) = naming.package.split_once('/').unwrap_or((&naming.package, &naming.package));
    let mut values = common(request, naming, host, &module);
    values.extend([("gem", gem), ("class", class), ("upper", &upper)]);
    fill(RUBY_CODE, &values)
}
