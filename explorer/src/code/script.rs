//! Samples whose request is a literal: Rust, Python, Node.js, PHP and Ruby.

use super::literal::{NODE, PHP, PYTHON, RUBY, RUST, Style};
use super::naming::{Naming, RUST_NAMES, RUST_SERVICES};
use super::request::{Request, common, fill};
use serde_json::Value;
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
    let response = client.call(action, &json!(«literal»)).await?;
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
«fill»
begin
  puts JSON.pretty_generate(client.«action»(request).serialize)
rescue TencentCloudSDKException => e
  abort "#{e.code}: #{e.message} (#{e.request_id})"
end
"##;

/// Returns the parameters as a literal. It is filled in last, so that nothing in it is a placeholder.
fn literal(request: &Request<'_>, style: &Style, step: &str, depth: usize) -> String {
    style.print(&Value::Object(request.parameters.clone()), step, depth)
}

pub(super) fn rust(request: &Request<'_>) -> String {
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
    let name = rust_name(request);
    let module = request.module();
    fill(
        if name.is_some() { RUST_TYPED } else { RUST_RAW },
        &[
            ("package", &request.service.folder),
            ("module", &module),
            ("name", name.unwrap_or_default()),
            ("imports", &imports),
            ("options", &options),
            ("wire", &request.service.wire_name),
            ("version", &request.version.name),
            ("action", &request.action.name),
            ("literal", &literal(request, &RUST, "    ", 1)),
        ],
    )
}

/// Returns the name of the action in the crate `tencentcloud-api`; `None` for services it does not
/// have, and for names with acronyms that no row says how it writes.
fn rust_name<'a>(request: &Request<'a>) -> Option<&'a str> {
    let name = request.action.name.as_str();
    if !RUST_SERVICES.contains(&request.service.folder.as_str()) {
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
    let mut values = common(request, naming, host, &module);
    let literal = literal(request, &PYTHON, "    ", 0);
    values.push(("literal", &literal));
    fill(PYTHON_CODE, &values)
}

pub(super) fn node(request: &Request<'_>, naming: &Naming, host: &str) -> String {
    let module = request.module();
    let mut values = common(request, naming, host, &module);
    let literal = literal(request, &NODE, "  ", 0);
    values.push(("literal", &literal));
    fill(NODE_CODE, &values)
}

pub(super) fn php(request: &Request<'_>, naming: &Naming, host: &str) -> String {
    let module = request.module();
    let upper = module.to_uppercase();
    let mut values = common(request, naming, host, &module);
    let literal = literal(request, &PHP, "    ", 0);
    values.extend([("upper", upper.as_str()), ("literal", &literal)]);
    fill(PHP_CODE, &values)
}

pub(super) fn ruby(request: &Request<'_>, naming: &Naming, host: &str) -> String {
    let module = request.module();
    let upper = module.to_uppercase();
    let (gem, class) = naming.package.split_once('/').unwrap_or((&naming.package, &naming.package));
    let mut values = common(request, naming, host, &module);
    let literal = literal(request, &RUBY, "  ", 0);
    // The SDK sends `null` for a request without parameters, which is not an object.
    let assign = match request.parameters.is_empty() {
        true => "request.define_singleton_method(:serialize) { {} }".to_owned(),
        false => format!("request.deserialize({literal})"),
    };
    values.extend([("gem", gem), ("class", class), ("upper", &upper), ("fill", &assign)]);
    fill(RUBY_CODE, &values)
}
