//! Clients: one method per action.

use super::imports::{RUNTIME, import, spec_path};
use super::names::Names;
use crate::rust::markdown;
use crate::rust::plan::{Client, Item, Method, Module};
use tencentcloud_model::model::{ActionId, Status};

/// `client.rs` or `blocking.rs`: the client of a version.
pub(super) fn module(names: &Names<'_>, blocking: bool) -> Module {
    let methods: Vec<Method> = names.version.action_ids().map(|id| method(names, id)).collect();
    let title = format!("{}, version {}", names.service.title, names.version.name);
    let title = markdown::summary(&title, &|_| None);
    let client = Client {
        docs: vec![
            format!("The client for {title}."),
            String::new(),
            "Clones are cheap and share connections and credentials.".to_owned(),
        ],
        blocking,
        methods,
    };
    let (client_module, call_module) =
        if blocking { ("blocking", "blocking") } else { ("client", "call") };
    // Clients have the methods for lists and tasks even if no action uses them: they take requests of
    // other crates, too, and a selection changes nothing but the list of actions.
    let runtime = ["action", client_module, "credential", "page", "wait"];
    Module {
        path: names.file(if blocking { "blocking" } else { "client" }),
        source: spec_path(&names.folder("actions")),
        docs: if blocking {
            vec!["The blocking client, which needs no async runtime.".to_owned()]
        } else {
            Vec::new()
        },
        allows: Vec::new(),
        uses: vec![
            import(&names.path(), &["actions"]),
            import(&format!("{RUNTIME}::{call_module}"), &["Call"]),
            import(RUNTIME, &runtime),
        ],
        hidden: Vec::new(),
        items: vec![Item::Client(client)],
    }
}

fn method(names: &Names<'_>, id: ActionId) -> Method {
    let (action, own) = names.action(id);
    let summary = markdown::summary(&action.doc, &|_| None);
    let summary = if summary.is_empty() { format!("Calls `{}`.", action.name) } else { summary };
    Method {
        name: own.method.clone(),
        docs: vec![summary, String::new(), format!("See [`{0}`](actions::{0}).", own.request)],
        request: format!("actions::{}", own.request),
        deprecated: match action.status {
            Status::Online => None,
            Status::Deprecated | Status::Offline => Some("see the request".to_owned()),
        },
    }
}
