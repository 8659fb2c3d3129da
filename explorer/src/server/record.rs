//! A transport that records what was sent and what came, and a provider that keeps the credential in
//! use, for the steps of the signature.

use bytes::Bytes;
use http::{HeaderMap, Request, Response};
use std::sync::{Arc, Mutex, PoisonError};
use tencentcloud_runtime::credential::{Credential, Provider, ProviderContext};
use tencentcloud_runtime::error::CredentialError;
use tencentcloud_runtime::transport::{BoxFuture, Failure, Limits, Transport};

tokio::task_local! {
    /// The record of the call that this task makes.
    pub(super) static RECORD: Arc<Record>;
}

/// The record of one call.
pub(super) struct Record {
    /// The action; requests of others, such as those for credentials, are not recorded.
    pub(super) action: String,
    /// Whether nothing is sent: the request is only signed.
    pub(super) is_dry: bool,
    pub(super) exchange: Mutex<Option<Exchange>>,
}

/// A request as it was signed, and the response.
#[derive(Clone)]
pub(super) struct Exchange {
    pub(super) host: String,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    pub(super) response: Option<Response<Bytes>>,
}

impl Record {
    pub(super) fn new(action: &str, is_dry: bool) -> Arc<Self> {
        Arc::new(Self { action: action.to_owned(), is_dry, exchange: Mutex::new(None) })
    }

    pub(super) fn exchange(&self) -> Option<Exchange> {
        self.exchange.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set(&self, exchange: Exchange) {
        *self.exchange.lock().unwrap_or_else(PoisonError::into_inner) = Some(exchange);
    }
}

/// Records the exchange of the task's call.
pub(super) struct Recorder<T>(pub(super) T);

impl<T: Transport> Transport for Recorder<T> {
    fn send(
        &self,
        request: Request<Bytes>,
        limits: Limits,
    ) -> BoxFuture<'_, Result<Response<Bytes>, Failure>> {
        Box::pin(async move {
            let record = RECORD.try_with(Arc::clone).ok().filter(|record| {
                let action = request.headers().get("x-tc-action");
                action.is_some_and(|action| action == record.action.as_str())
            });
            let Some(record) = record else { return self.0.send(request, limits).await };
            let host = request.headers().get(http::header::HOST);
            let host = host.and_then(|host| host.to_str().ok()).map(str::to_owned);
            let host = host.or_else(|| request.uri().authority().map(ToString::to_string));
            let mut exchange = Exchange {
                host: host.unwrap_or_default(),
                headers: request.headers().clone(),
                body: request.body().clone(),
                response: None,
            };
            record.set(exchange.clone());
            if record.is_dry {
                return Err(Failure::NotSent("the request was only signed".into()));
            }
            let result = self.0.send(request, limits).await;
            exchange.response = match &result {
                Ok(response) => Some(response.clone()),
                Err(Failure::TooLong(response)) => Some((**response).clone()),
                Err(_) => None,
            };
            record.set(exchange);
            result
        })
    }
}

/// Keeps the credential that was provided last.
#[derive(Debug)]
pub(super) struct Keeper {
    pub(super) inner: Box<dyn Provider>,
    pub(super) last: Arc<Mutex<Option<Credential>>>,
}

impl Provider for Keeper {
    fn provide<'a>(
        &'a self,
        context: &'a ProviderContext<'a>,
    ) -> BoxFuture<'a, Result<Credential, CredentialError>> {
        Box::pin(async move {
            let credential = self.inner.provide(context).await?;
            let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
            *last = Some(credential.clone());
            Ok(credential)
        })
    }
}
