//! A model as one OpenAPI 3.1 document.
//!
//! API 3.0 calls every action by `POST /` and a header, while OpenAPI allows one operation per path
//! and method. So the action is a part of the path: behind `#`, which no client sends, or as
//! segments, for a server that translates them.

use super::schema::{Members, Types, sites};
use crate::model::{
    Action, ErrorCode, Member, Model, ObjectId, PageStyle, Pagination, Service, Status, Version,
    Wait, WaitSource,
};
use serde_json::{Map, Value, json};

/// The place of an action's name in a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PathStyle {
    /// `/#organization/2021-03-31/QuitOrganization`: requests go to `/`, as the service wants it.
    #[default]
    Fragment,
    /// `/organization/2021-03-31/QuitOrganization`: for a server in between that sets the headers.
    Segments,
}

/// Returns a document with an operation for each action of a model. `title` names the document.
pub fn openapi(model: &Model, title: &str, style: PathStyle) -> Value {
    let (mut paths, mut schemas) = (Map::new(), Map::new());
    let mut tags = Vec::new();
    for service in &model.services {
        tags.push(json!({ "name": service.folder, "description": service.title }));
        for version in &service.versions {
            let part = Part::new(service, version);
            for action in &version.actions {
                let path = format!("{}/{}/{}", service.folder, version.name, action.name);
                let path = match style {
                    PathStyle::Fragment => format!("/#{path}"),
                    PathStyle::Segments => format!("/{path}"),
                };
                paths.insert(path, part.path(action));
            }
            part.schemas(&mut schemas);
        }
    }
    schemas.insert("Refusal".to_owned(), refusal());
    let common: Vec<Value> = model.common_errors.iter().map(code).collect();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": title,
            "version": "3.0",
            "description": "Tencent Cloud API 3.0. Requests are signed with TC3-HMAC-SHA256.",
        },
        "tags": tags,
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "tc3": {
                    "type": "apiKey",
                    "in": "header",
                    "name": "Authorization",
                    "description": "TC3-HMAC-SHA256 over the method, the path, the headers and the body.",
                },
            },
        },
        "security": [{ "tc3": [] }],
        "x-tencent-common-errors": common,
    })
}

/// The form of every refusal.
fn refusal() -> Value {
    json!({
        "type": "object",
        "required": ["Error"],
        "properties": {
            "Error": {
                "type": "object",
                "required": ["Code", "Message"],
                "properties": { "Code": { "type": "string" }, "Message": { "type": "string" } },
            },
            "RequestId": { "type": "string" },
        },
    })
}

fn code(error: &ErrorCode) -> Value {
    json!({ "code": error.code, "description": error.doc, "class": error.class })
}

/// A version, with the prefix of its names.
struct Part<'a> {
    service: &'a Service,
    version: &'a Version,
    prefix: String,
}

impl<'a> Part<'a> {
    fn new(service: &'a Service, version: &'a Version) -> Self {
        let prefix = format!("{}.v{}", service.folder, version.name.replace('-', ""));
        Self { service, version, prefix }
    }

    fn reference(&self, name: &str) -> String {
        format!("#/components/schemas/{}.{name}", self.prefix)
    }

    fn schemas(&self, schemas: &mut Map<String, Value>) {
        let named = |id: ObjectId| self.reference(&self.version.object(id).name);
        let types = Types { version: self.version, reference: &named };
        let mut add =
            |name: &str, schema| schemas.insert(format!("{}.{name}", self.prefix), schema);
        for object in &self.version.objects {
            let is_request = object.in_requests && !object.in_responses;
            let members = Members { list: &object.members, is_request };
            add(&object.name, types.object(&object.doc, members));
        }
        for action in &self.version.actions {
            let input = Members { list: &action.input, is_request: true };
            add(&format!("{}Request", action.name), types.object(&action.doc, input));
            let output = Members { list: &action.output, is_request: false };
            let mut response = types.object("", output);
            response["properties"]["RequestId"] = json!({ "type": "string" });
            add(&format!("{}Response", action.name), response);
        }
    }

    /// The path of an action: its operation, and the hosts that it is sent to.
    fn path(&self, action: &Action) -> Value {
        let hosts = &self.service.hosts;
        let hosts = [("mainland", &hosts.mainland), ("international", &hosts.international)];
        let servers: Vec<Value> = hosts
            .into_iter()
            .filter_map(|(site, host)| Some((site, host.as_ref()?)))
            .map(|(site, host)| json!({ "url": format!("https://{host}"), "description": site }))
            .collect();
        json!({ "servers": servers, "post": self.operation(action) })
    }

    fn operation(&self, action: &Action) -> Value {
        let name = &action.name;
        let json_of = |schema: Value| json!({ "application/json": { "schema": schema } });
        let response = self.reference(&format!("{name}Response"));
        let answer = json!({
            "type": "object",
            "required": ["Response"],
            "properties": {
                "Response": {
                    "anyOf": [{ "$ref": response }, { "$ref": "#/components/schemas/Refusal" }],
                },
            },
        });
        let body = json!({ "$ref": self.reference(&format!("{name}Request")) });
        let mut operation = json!({
            "operationId": format!("{}.{name}", self.prefix),
            "summary": name,
            "description": action.doc,
            "tags": [self.service.folder],
            "parameters": [
                header("X-TC-Action", true, name),
                header("X-TC-Version", true, &self.version.name),
                {
                    "name": "X-TC-Timestamp",
                    "in": "header",
                    "required": true,
                    "description": "Seconds since 1970, at most five minutes from the service's clock.",
                    "schema": { "type": "integer" },
                },
                {
                    "name": "X-TC-Region",
                    "in": "header",
                    "description": "The region, for services that have regions.",
                    "schema": { "type": "string" },
                },
            ],
            "requestBody": { "required": true, "content": json_of(body) },
            "responses": { "200": { "description": "A response, or a refusal", "content": json_of(answer) } },
            "x-tencent-service": self.service.wire_name,
            "x-tencent-version": self.version.name,
            "x-tencent-action": name,
            "x-tencent-sites": sites(&action.sites),
            "x-tencent-idempotent": action.idempotent,
        });
        if action.unsigned {
            operation["x-tencent-unsigned"] = json!(true);
        }
        let mut set = |key: &str, value: Option<Value>| {
            if let Some(value) = value {
                operation[key] = value;
            }
        };
        set("deprecated", (action.status != Status::Online).then(|| json!(true)));
        set("x-tencent-rate-limit", action.rate_limit.map(Value::from));
        set("x-tencent-errors", self.errors(action));
        set("x-tencent-pagination", action.pagination.as_ref().map(|it| pagination(action, it)));
        set("x-tencent-wait", action.wait.as_ref().map(|wait| self.wait(wait)));
        operation
    }

    /// The codes of an action; nothing if they are not known.
    fn errors(&self, action: &Action) -> Option<Value> {
        let listed = action.errors.as_ref()?;
        let all = listed.iter().map(|listed| {
            let mut value = code(self.version.error(listed.code));
            if listed.sites != action.sites {
                value["sites"] = sites(&listed.sites);
            }
            value
        });
        Some(all.collect())
    }

    fn wait(&self, wait: &Wait) -> Value {
        let poll = self.version.action(wait.poll);
        let input: Map<String, Value> = wait
            .input
            .iter()
            .filter_map(|(index, source)| Some((poll.input.get(*index)?, source)))
            .map(|(member, source)| (member.name.clone(), json!(path_of(source))))
            .collect();
        json!({
            "poll": poll.name,
            "input": input,
            "state": wait.state.join("."),
            "success": wait.success,
            "failure": wait.failure,
            "reason": wait.reason.as_ref().map(|path| path.join(".")),
        })
    }
}

fn header(name: &str, required: bool, value: &str) -> Value {
    json!({
        "name": name,
        "in": "header",
        "required": required,
        "schema": { "type": "string", "const": value, "default": value },
    })
}

/// The members that take part in paging, by name.
fn pagination(action: &Action, paging: &Pagination) -> Value {
    let name = |members: &[Member], index: Option<usize>| {
        index.and_then(|index| members.get(index)).map(|member| member.name.clone())
    };
    let style = match paging.style {
        PageStyle::Offset => "offset",
        PageStyle::Page => "page",
        PageStyle::Token => "token",
    };
    json!({
        "style": style,
        "cursor": name(&action.input, Some(paging.cursor)),
        "size": name(&action.input, paging.size),
        "items": name(&action.output, Some(paging.items)),
        "total": name(&action.output, paging.total),
        "next": name(&action.output, paging.next),
        "more": name(&action.output, paging.more),
    })
}

/// A path as the spec writes it.
fn path_of(source: &WaitSource) -> String {
    match source {
        WaitSource::Request(path) => format!("request.{}", path.join(".")),
        WaitSource::Response { path, each } => {
            let names = path.iter().enumerate().map(|(index, name)| {
                if *each == Some(index + 1) { format!("{name}[]") } else { name.clone() }
            });
            format!("response.{}", names.collect::<Vec<_>>().join("."))
        }
    }
}
