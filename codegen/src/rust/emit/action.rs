//! The ties of a request: its response and errors, its paging, its waiter.

use super::table::{Call, Row, Table};
use super::tokens::{Names, ident, integer};
use crate::rust::plan::{Action, Paging, Wait, WaitSource};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// The types that belong to a request, and the facts of its action.
pub(super) fn table(action: &Action) -> Table {
    let fact = |key, value: String| Some(Row::Fact { key, value });
    let rows = [
        fact("response", action.response.clone()),
        fact("error", action.error.clone()),
        fact("service", format!("&{}", action.service)),
        fact("version", format!("{:?}", action.version)),
        fact("name", format!("{:?}", action.wire_name)),
        fact("sites", format!("action::Sites::{}", action.sites)),
        action.rate_limit.and_then(|limit| fact("rate_limit", format!("Some({})", integer(limit)))),
        action.idempotent.then(|| Row::Fact { key: "idempotent", value: "true".to_owned() }),
        action.unsigned.then(|| Row::Fact { key: "unsigned", value: "true".to_owned() }),
        action.output_error.then(|| Row::Fact { key: "output_error", value: "true".to_owned() }),
    ];
    let rows = rows.into_iter().flatten().collect();
    Table { call: Call::Action, name: action.request.clone(), rows }
}

pub(super) fn paging(paging: &Paging, names: &Names<'_>) -> TokenStream {
    let request = ident(&paging.request);
    let item = names.ty(&paging.item);
    let (items, style) = (ident(&paging.items.1), ident(paging.style));
    let items_index = Literal::usize_unsuffixed(paging.items.0);
    let unwrap = paging.items_optional.then(|| quote!(.unwrap_or_default()));
    let vec = names.get("Vec");
    let cursor = Literal::usize_unsuffixed(paging.cursor);
    let optional = |name: &str, index: Option<usize>| {
        index.map(|index| {
            let (name, index) = (ident(name), Literal::usize_unsuffixed(index));
            quote!(#name: Some(#index),)
        })
    };
    let size = optional("size", paging.size);
    let next = optional("next", paging.next);
    let total = optional("total", paging.total);
    let more = optional("more", paging.more);
    let is_partial = [paging.size, paging.next, paging.total, paging.more].contains(&None);
    let rest = is_partial.then(|| quote!(..page::Paging::EMPTY));
    quote! {
        impl page::Paged for #request {
            type Item = #item;
            const PAGING: &'static page::Paging = &page::Paging {
                style: page::Style::#style,
                cursor: #cursor,
                #size
                items: #items_index,
                #total
                #next
                #more
                #rest
            };
            fn items(response: Self::Response) -> #vec<Self::Item> {
                response.#items #unwrap
            }
        }
    }
}

pub(super) fn wait(wait: &Wait) -> TokenStream {
    let (request, poll) = (ident(&wait.request), ident(&wait.poll));
    let inputs = wait.input.iter().map(|(index, source)| {
        let (index, source) = (Literal::usize_unsuffixed(*index), wait_source(source));
        quote!((#index, #source))
    });
    let Wait { state, success, failure, reason, .. } = wait;
    quote! {
        impl wait::Wait for #request {
            type Poll = #poll;
            const PLAN: &'static wait::Plan = &wait::Plan {
                input: &[#(#inputs),*],
                state: &[#(#state),*],
                success: &[#(#success),*],
                failure: &[#(#failure),*],
                reason: &[#(#reason),*],
            };
        }
    }
}

fn wait_source(source: &WaitSource) -> TokenStream {
    match source {
        WaitSource::Request(path) => quote!(wait::Source::Request(&[#(#path),*])),
        WaitSource::Response { path, each: None } => {
            quote!(wait::Source::Response(&[#(#path),*]))
        }
        WaitSource::Response { path, each: Some(each) } => {
            let (list, element) = path.split_at((*each).min(path.len()));
            quote!(wait::Source::Each(&[#(#list),*], &[#(#element),*]))
        }
    }
}
