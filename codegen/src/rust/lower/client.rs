//! Clients: one method per action; and the tables by which the runtime pages and waits.

use super::scope::Scope;
use super::{RUNTIME, import, spec_path};
use crate::rust::markdown;
use crate::rust::plan::{Client, Item, Method, Module, Paging, RustType, Struct, Wait, WaitSource};
use tencentcloud_model::model::{self, ActionId, PageStyle, Status};

/// `client.rs` or `blocking.rs`: the client of a version.
pub(super) fn module(scope: &Scope<'_>, blocking: bool) -> Module {
    let methods: Vec<Method> = scope.version.action_ids().map(|id| method(scope, id)).collect();
    let actions = &scope.version.actions;
    let pages = actions.iter().any(|action| action.pagination.is_some());
    let waits = actions.iter().any(|action| action.wait.is_some());
    let title = format!("{}, version {}", scope.service.title, scope.version.name);
    let title = markdown::summary(&title, &|_| None);
    let client = Client {
        docs: vec![
            format!("The client for {title}."),
            String::new(),
            "Clones are cheap and share connections and credentials.".to_owned(),
        ],
        blocking,
        pages,
        waits,
        methods,
    };
    let (client_module, call_module) =
        if blocking { ("blocking", "blocking") } else { ("client", "call") };
    let mut runtime = vec!["action", client_module];
    runtime.extend(pages.then_some("page"));
    runtime.extend(waits.then_some("wait"));
    Module {
        path: scope.file(if blocking { "blocking" } else { "client" }),
        source: spec_path(&scope.folder("actions")),
        docs: if blocking {
            vec!["The blocking client, which needs no async runtime.".to_owned()]
        } else {
            Vec::new()
        },
        allows: Vec::new(),
        uses: vec![
            import(&scope.path(), &["actions"]),
            import(&format!("{RUNTIME}::{call_module}"), &["Call"]),
            import(RUNTIME, &runtime),
        ],
        hidden: Vec::new(),
        items: vec![Item::Client(client)],
    }
}

fn method(scope: &Scope<'_>, id: ActionId) -> Method {
    let (action, names) = scope.action(id);
    let summary = markdown::summary(&action.doc, &|_| None);
    let summary = if summary.is_empty() { format!("Calls `{}`.", action.name) } else { summary };
    Method {
        name: names.method.clone(),
        docs: vec![summary, String::new(), format!("See [`{0}`](actions::{0}).", names.request)],
        request: format!("actions::{}", names.request),
        deprecated: match action.status {
            Status::Online => None,
            Status::Deprecated | Status::Offline => Some("see the request".to_owned()),
        },
    }
}

/// How the action's result is paged.
pub(super) fn paging(
    scope: &Scope<'_>,
    id: ActionId,
    request: &str,
    response: &Struct,
) -> Option<Paging> {
    let pagination = scope.version.action(id).pagination.as_ref()?;
    let items = response.fields.get(pagination.items)?;
    let (item, items_optional) = match &items.ty {
        RustType::Vec(item) => ((**item).clone(), false),
        RustType::Option(list) => match &**list {
            RustType::Vec(item) => ((**item).clone(), true),
            _ => return None,
        },
        _ => return None,
    };
    Some(Paging {
        request: request.to_owned(),
        item,
        items: (pagination.items, items.name.clone()),
        items_optional,
        style: match pagination.style {
            PageStyle::Offset => "Offset",
            PageStyle::Page => "Page",
            PageStyle::Token => "Token",
        },
        cursor: pagination.cursor,
        size: pagination.size,
        next: pagination.next,
        total: pagination.total,
        more: pagination.more,
    })
}

/// How to wait for what the action starts.
pub(super) fn wait(scope: &Scope<'_>, id: ActionId) -> Option<Wait> {
    let (action, names) = scope.action(id);
    let wait = action.wait.as_ref()?;
    let input = wait.input.iter().map(|(member, source)| {
        let source = match source {
            model::WaitSource::Request(path) => WaitSource::Request(path.clone()),
            model::WaitSource::Response { path, each } => {
                WaitSource::Response { path: path.clone(), each: *each }
            }
        };
        (*member, source)
    });
    Some(Wait {
        request: names.request.clone(),
        poll: scope.action(wait.poll).1.request.clone(),
        input: input.collect(),
        state: wait.state.clone(),
        success: wait.success.clone(),
        failure: wait.failure.clone(),
        reason: wait.reason.clone().unwrap_or_default(),
    })
}
