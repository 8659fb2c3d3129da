//! A server of the Model Context Protocol on stdin and stdout, with four tools: search, describe,
//! dry_run and call. Tools run the commands of the same name.
//!
//! An action that is not known to be idempotent needs the user's consent: by elicitation, or else
//! the call is rejected. With `--read-only` it is always rejected.

use crate::commands;
use crate::failure::{Failure, Kind};
use crate::host::Host;
use crate::names;
use crate::options::Arguments;
use crate::store::{Lang, Store};
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, ElicitRequestParams,
    ElicitationAction, ElicitationSchema, Implementation, JsonObject, ListToolsResult,
    PaginatedRequestParams, ServerCapabilities, ServerConfig, Tool, ToolAnnotations,
};
use rmcp::service::{ElicitationMode, Peer, RequestContext, RoleServer};
use rmcp::{ErrorData, ServerHandler, ServiceExt as _};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};
use tencentcloud_runtime::transport::Transport;

/// Runs `mcp` until stdin ends.
///
/// # Errors
///
/// Returns an error if the client does not speak the protocol.
pub fn run(arguments: &Arguments, host: &mut Host) -> Result<(), Failure> {
    let names = commands::find("mcp").map_or(&[][..], |command| command.options);
    let given = names
        .iter()
        .filter(|name| **name != "read-only")
        .filter_map(|name| Some([format!("--{name}"), arguments.value(name)?.to_owned()]));
    let server = Server {
        variables: host.variables.clone(),
        transport: host.transport.clone(),
        options: given.flatten().collect(),
        is_read_only: arguments.has("read-only"),
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Failure::io("start the runtime", &error))?;
    let served = runtime.block_on(async {
        let running =
            server.serve(rmcp::transport::stdio()).await.map_err(|error| error.to_string())?;
        running.waiting().await.map_err(|error| error.to_string())
    });
    // A pending read of stdin must not keep the process.
    runtime.shutdown_background();
    served.map(drop).map_err(|error| Failure::new(Kind::Io, format!("mcp: {error}")))
}

struct Server {
    variables: BTreeMap<String, String>,
    transport: Option<Arc<dyn Transport>>,
    /// Options that every command gets.
    options: Vec<String>,
    is_read_only: bool,
}

/// The end of a command.
struct Ran {
    code: u8,
    out: String,
    err: String,
}

#[derive(Clone, Default)]
struct Stream(Arc<Mutex<Vec<u8>>>);

impl Stream {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap_or_else(PoisonError::into_inner)).into_owned()
    }
}

impl Write for Stream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Server {
    /// Runs a command in a thread of its own, as calls have a runtime of their own.
    async fn command(&self, args: Vec<String>) -> Result<Ran, ErrorData> {
        let (variables, transport) = (self.variables.clone(), self.transport.clone());
        let run = tokio::task::spawn_blocking(move || {
            let (out, err) = (Stream::default(), Stream::default());
            let mut host = Host {
                stdin: Box::new(io::empty()),
                stdout: Box::new(out.clone()),
                stderr: Box::new(err.clone()),
                stdin_is_terminal: false,
                stdout_is_terminal: false,
                stderr_is_terminal: false,
                variables,
                transport,
                kept: Vec::new(),
            };
            let code = crate::run(args.into_iter().map(Into::into), &mut host);
            Ran { code, out: out.text(), err: err.text() }
        });
        run.await.map_err(|error| ErrorData::internal_error(error.to_string(), None))
    }

    /// The command line of a call.
    fn line(&self, input: &JsonObject) -> Result<Vec<String>, ErrorData> {
        let mut line = vec!["call".to_owned(), text(input, "service")?, text(input, "action")?];
        let parameters = input.get("parameters").cloned().unwrap_or_else(|| json!({}));
        if !parameters.is_object() {
            return Err(ErrorData::invalid_params("`parameters` must be an object", None));
        }
        line.extend(["--json".to_owned(), parameters.to_string()]);
        line.extend(self.options.iter().cloned());
        for name in ["version", "region", "query"] {
            if input.contains_key(name) {
                line.extend([format!("--{name}"), text(input, name)?]);
            }
        }
        line.extend(["--format", "json", "--error-format", "json"].map(str::to_owned));
        Ok(line)
    }

    /// Whether the action of a call needs consent; an action that is not found fails by itself.
    fn needs_consent(&self, input: &JsonObject) -> Result<bool, ErrorData> {
        let (service, action) = (text(input, "service")?, text(input, "action")?);
        let version = input.contains_key("version").then(|| text(input, "version")).transpose()?;
        let host = Host { variables: self.variables.clone(), ..Host::process() };
        let store = Store::open(&host).map_err(internal)?;
        let found = store.action(&service, &action, version.as_deref(), Lang::English, false);
        Ok(found.is_ok_and(|found| !found.action().idempotent))
    }

    async fn call(
        &self,
        input: &JsonObject,
        peer: &Peer<RoleServer>,
    ) -> Result<CallToolResult, ErrorData> {
        if self.needs_consent(input)? {
            let name = format!("{} {}", text(input, "service")?, text(input, "action")?);
            if self.is_read_only {
                return Ok(rejected(&format!(
                    "{name} may change something, and the server is read-only"
                )));
            }
            if let Err(reason) = consent(peer, &name, input).await {
                return Ok(rejected(&format!("{name} was not called: {reason}")));
            }
        }
        Ok(result(self.command(self.line(input)?).await?))
    }
}

/// Asks the user. The error is the reason why there is no consent.
async fn consent(peer: &Peer<RoleServer>, name: &str, input: &JsonObject) -> Result<(), String> {
    if !peer.supported_elicitation_modes().contains(&ElicitationMode::Form) {
        return Err("it needs the user's consent, and the client does not support elicitation; \
                    run it in a shell: see the tool dry_run"
            .to_owned());
    }
    let mut parameters =
        crate::json::Json::from(&input.get("parameters").cloned().unwrap_or_default());
    crate::mask::Mask::always().apply(&mut parameters);
    let answer = peer.create_elicitation(ElicitRequestParams::FormElicitationParams {
        meta: None,
        message: format!("Call {name}, which may change something, with {}?", parameters.compact()),
        requested_schema: ElicitationSchema::new(BTreeMap::new()),
    });
    match answer.await {
        Ok(answer) if answer.action == ElicitationAction::Accept => Ok(()),
        Ok(_) => Err("the user declined".to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

impl ServerHandler for Server {
    fn get_info(&self) -> ServerConfig {
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
            .with_server_info(Implementation::new("tencentcloud", env!("CARGO_PKG_VERSION")))
            .with_instructions(
                "Search for an action, describe it, then call it. dry_run checks and signs a request \
                 without sending it.",
            )
    }

    async fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        Ok(ListToolsResult::with_all_items(tools()))
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let input = request.arguments.unwrap_or_default();
        expect_arguments(&request.name, &input)?;
        let formats = ["--format", "json", "--error-format", "json"].map(str::to_owned);
        let result = match request.name.as_ref() {
            "search" => {
                let line = vec!["search".to_owned(), text(&input, "query")?];
                result(self.command([line, formats.to_vec()].concat()).await?)
            }
            "describe" => {
                let mut line = vec!["describe".to_owned(), text(&input, "service")?];
                if input.contains_key("action") {
                    line.push(text(&input, "action")?);
                }
                result(self.command([line, formats.to_vec()].concat()).await?)
            }
            "dry_run" => {
                let mut line = self.line(&input)?;
                line.push("--dry-run".to_owned());
                result(self.command(line).await?)
            }
            "call" => self.call(&input, &context.peer).await?,
            other => {
                return Err(ErrorData::invalid_params(format!("there is no tool `{other}`"), None));
            }
        };
        Ok(result.into())
    }
}

/// Checks that a tool has every argument: one that is spelt wrong is not left out in silence.
fn expect_arguments(tool: &str, input: &JsonObject) -> Result<(), ErrorData> {
    let tools = tools();
    let Some(tool) = tools.iter().find(|known| known.name == tool) else { return Ok(()) };
    let known = tool.input_schema.get("properties").and_then(Value::as_object);
    let known: Vec<&str> = known.into_iter().flatten().map(|(name, _)| name.as_str()).collect();
    let Some(extra) = input.keys().find(|name| !known.contains(&name.as_str())) else {
        return Ok(());
    };
    let question = names::question(names::meant(extra, known.iter().copied()));
    let message = format!(
        "the tool `{}` has no argument `{extra}`{question}; expected {}",
        tool.name,
        known.join(", ")
    );
    Err(ErrorData::invalid_params(message, None))
}

/// A string argument. One that an option could be taken for is not accepted.
fn text(input: &JsonObject, name: &str) -> Result<String, ErrorData> {
    match input.get(name) {
        Some(Value::String(text)) if !text.is_empty() && !text.starts_with('-') => Ok(text.clone()),
        Some(_) => Err(ErrorData::invalid_params(
            format!("`{name}` must be a string, and begin with no hyphen"),
            None,
        )),
        None => Err(ErrorData::invalid_params(format!("`{name}` is missing"), None)),
    }
}

fn internal(failure: Failure) -> ErrorData {
    ErrorData::internal_error(failure.message, None)
}

fn result(ran: Ran) -> CallToolResult {
    if ran.code != 0 {
        return CallToolResult::error(vec![ContentBlock::text(ran.err)]);
    }
    let mut content = vec![ContentBlock::text(ran.out)];
    if !ran.err.is_empty() {
        content.push(ContentBlock::text(ran.err));
    }
    CallToolResult::success(content)
}

fn rejected(reason: &str) -> CallToolResult {
    CallToolResult::error(vec![ContentBlock::text(reason)])
}

fn tools() -> Vec<Tool> {
    let call = [
        ("service", "string", "the service, such as organization", true),
        ("action", "string", "the action, such as DescribeOrganization", true),
        ("parameters", "object", "the parameters by their names", false),
        ("version", "string", "the version of the API; the newest by default", false),
        ("region", "string", "the region, such as ap-singapore", false),
        ("query", "string", "the part of the response, as JMESPath", false),
    ];
    let dry_run: Vec<_> = call.iter().filter(|(name, ..)| *name != "query").copied().collect();
    let read = || ToolAnnotations::new().read_only(true);
    vec![
        Tool::new(
            "search",
            "Finds actions by words in their names and descriptions.",
            schema(&[("query", "string", "words that all occur", true)]),
        )
        .annotate(read()),
        Tool::new(
            "describe",
            "Describes an action: parameters, limits, response, error codes and examples. Without an \
             action it lists those of the service.",
            schema(&[
                ("service", "string", "the service, such as organization", true),
                ("action", "string", "the action, such as DescribeOrganization", false),
            ]),
        )
        .annotate(read()),
        Tool::new("dry_run", "Checks and signs a request, and sends nothing.", schema(&dry_run)).annotate(read()),
        Tool::new(
            "call",
            "Calls an action. One that may change something asks the user for consent.",
            schema(&call),
        )
        .annotate(ToolAnnotations::new().read_only(false).destructive(true)),
    ]
}

fn schema(members: &[(&str, &str, &str, bool)]) -> Arc<JsonObject> {
    let property = |(name, ty, doc, _): &(&str, &str, &str, bool)| {
        ((*name).to_owned(), json!({"type": ty, "description": doc}))
    };
    let required = members.iter().filter(|(.., is_required)| *is_required).map(|(name, ..)| *name);
    let mut schema = Map::new();
    schema.insert("type".to_owned(), json!("object"));
    schema.insert("properties".to_owned(), Value::Object(members.iter().map(property).collect()));
    schema.insert("required".to_owned(), required.collect());
    schema.insert("additionalProperties".to_owned(), json!(false));
    Arc::new(schema)
}
