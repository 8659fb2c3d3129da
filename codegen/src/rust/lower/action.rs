//! Actions: the file with the request, the response, the errors, and what ties them.

use super::imports::{
    COMMON, RUNTIME, collect_names, hidden, import, sorted, spec_path, type_imports,
};
use super::names::Names;
use super::{error_code, record, value_set};
use crate::rust::plan::{Action, Item, Module, Paging, RustType, Struct, Use, Wait, WaitSource};
use std::collections::BTreeSet;
use tencentcloud_model::model::{self, ActionId, Owner, PageStyle, Site};

/// The file of an action: its request, response and error, and what ties them.
pub(super) fn module(names: &Names<'_>, id: ActionId) -> Module {
    let (action, own) = names.action(id);
    let request = record::request(names, id);
    let response = record::response(names, id);
    let error = error_code::action_enum(names, id);
    let enums = value_set::inline_enums(names, &[Owner::Input(id), Owner::Output(id)]);
    let paging = paging(names, id, &request.name, &response);
    let wait = wait(names, id);

    let mut defined = vec![own.request.as_str(), &own.response, &own.error];
    defined.extend(enums.iter().map(|set| set.name.as_str()));
    let mut referred = BTreeSet::new();
    for field in request.fields.iter().chain(&response.fields) {
        collect_names(&field.ty, &mut referred);
    }
    let mut uses = type_imports(names, &referred, &defined);
    if let Some(wait) = &wait {
        let poll = Use {
            path: format!("{}::actions", names.path()),
            names: vec![wait.poll.clone()],
            public: false,
        };
        uses.push(poll);
    }
    uses.push(import(COMMON, &["CommonError"]));
    uses.push(import(&format!("{}::errors", names.path()), &["ErrorCode"]));
    uses.push(import(&format!("crate::{}", names.service_module), &["SERVICE"]));
    let mut runtime = vec!["action", "error", "wire"];
    runtime.extend(paging.is_some().then_some("page"));
    runtime.extend(wait.is_some().then_some("wait"));
    runtime.sort_unstable();
    uses.push(import(RUNTIME, &runtime));

    let tie = Item::Action(Action {
        request: own.request.clone(),
        response: own.response.clone(),
        error: own.error.clone(),
        service: "SERVICE".to_owned(),
        version: names.version.name.clone(),
        wire_name: action.name.clone(),
        sites: match action.sites.as_slice() {
            [Site::Mainland] => "MAINLAND",
            [Site::International] => "INTERNATIONAL",
            _ => "BOTH",
        },
        rate_limit: action.rate_limit,
        idempotent: action.idempotent,
        unsigned: action.unsigned,
        output_error: action.declares_error(),
    });
    let names_in_scope: Vec<&str> =
        referred.iter().map(String::as_str).chain(defined.iter().copied()).collect();
    let hidden = hidden(names_in_scope);
    let mut items = vec![Item::Struct(request), Item::Struct(response), Item::ErrorEnum(error)];
    items.extend(enums.into_iter().map(Item::ValueEnum));
    items.push(tie);
    items.extend(paging.map(Item::Paging));
    items.extend(wait.map(Item::Wait));
    Module {
        path: names.file(&format!("actions::{}", own.module)),
        source: spec_path(&action.file),
        docs: Vec::new(),
        allows: Vec::new(),
        uses: sorted(uses),
        hidden,
        items,
    }
}

/// How the action's result is paged.
fn paging(names: &Names<'_>, id: ActionId, request: &str, response: &Struct) -> Option<Paging> {
    let pagination = names.version.action(id).pagination.as_ref()?;
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
fn wait(names: &Names<'_>, id: ActionId) -> Option<Wait> {
    let (action, own) = names.action(id);
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
        request: own.request.clone(),
        poll: names.action(wait.poll).1.request.clone(),
        input: input.collect(),
        state: wait.state.clone(),
        success: wait.success.clone(),
        failure: wait.failure.clone(),
        reason: wait.reason.clone().unwrap_or_default(),
    })
}
