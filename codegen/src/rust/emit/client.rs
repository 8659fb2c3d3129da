//! The client of a service version: one method per action over the runtime's client.
//!
//! `#[inline]` keeps the crate from compiling a body per action: a program compiles those it calls.

use super::tokens::{deprecated, docs, ident, path};
use crate::rust::plan::{Client, Method};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

pub(super) fn client(client: &Client) -> TokenStream {
    let docs = docs(&client.docs);
    let module =
        |name: &str| Ident::new(if client.blocking { "blocking" } else { name }, Span::call_site());
    let (runtime, page, wait) = (module("client"), module("page"), module("wait"));
    let (paging, waiting) = (paging(&page), waiting(&wait));
    let methods = client.methods.iter().map(method);
    quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct Client {
            runtime: #runtime::Client,
        }
        impl Client {
            /// Returns a builder for this client.
            pub fn builder() -> #runtime::Builder<Self> {
                #runtime::Builder::new()
            }
            /// Returns the underlying service-agnostic client.
            pub fn runtime(&self) -> &#runtime::Client {
                &self.runtime
            }
            /// Returns a client with another source of credentials that shares all else with this one.
            #[must_use]
            pub fn with_credentials(&self, provider: impl credential::Provider) -> Self {
                Self { runtime: self.runtime.with_credentials(provider) }
            }
            /// Sends a request for any action.
            pub fn send<A: action::Action>(&self, request: &A) -> Call<A> {
                self.runtime.send(request)
            }
            #paging
            #waiting
            #(#methods)*
        }
        impl From<#runtime::Client> for Client {
            fn from(runtime: #runtime::Client) -> Self {
                Self { runtime }
            }
        }
    }
}

fn paging(page: &Ident) -> TokenStream {
    quote! {
        /// Iterates over the pages, starting at the requested one.
        pub fn pages<A: page::Paged>(&self, request: A) -> #page::Pages<A> {
            self.runtime.pages(request)
        }
        /// Iterates over the items of all pages, starting at the requested one.
        pub fn items<A: page::Paged>(&self, request: A) -> #page::Items<A> {
            self.runtime.items(request)
        }
    }
}

fn waiting(wait: &Ident) -> TokenStream {
    quote! {
        /// Waits until the operation that the request started has finished.
        pub fn wait<A: wait::Wait>(
            &self,
            request: &A,
            response: &A::Response,
        ) -> #wait::Waiting<A> {
            self.runtime.wait(request, response)
        }
    }
}

fn method(method: &Method) -> TokenStream {
    let docs = docs(&method.docs);
    let deprecated = deprecated(method.deprecated.as_deref());
    let (name, request) = (ident(&method.name), path(&method.request));
    quote! {
        #docs
        #deprecated
        pub fn #name(&self, request: &#request) -> Call<#request> {
            self.runtime.send(request)
        }
    }
}
