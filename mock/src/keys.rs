//! The keys of a mock: those it was started with, and those that its own answers handed out.

use crate::config::Credential;
use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};

/// How many issued keys are remembered; the oldest are forgotten.
const MAX_ISSUED: usize = 10_000;

/// A key that requests can be signed with.
#[derive(Clone)]
pub(crate) struct Key {
    /// Tells keys apart, for the rates.
    pub(crate) number: usize,
    pub(crate) secret: String,
    pub(crate) token: Option<String>,
    /// When it expires, in Unix seconds; `None` for never.
    pub(crate) expires: Option<i64>,
}

/// The keys of a mock.
pub(crate) struct Keys {
    configured: Vec<Credential>,
    issued: Mutex<Issued>,
}

#[derive(Default)]
struct Issued {
    keys: HashMap<String, Key>,
    order: VecDeque<String>,
    count: usize,
}

impl Keys {
    pub(crate) fn new(configured: Vec<Credential>) -> Self {
        Self { configured, issued: Mutex::default() }
    }

    /// The key with a secret ID.
    pub(crate) fn find(&self, id: &str) -> Option<Key> {
        let mut configured = self.configured.iter().enumerate();
        let found = configured.find(|(_, credential)| credential.secret_id == id);
        let found = found.map(|(number, credential)| Key {
            number,
            secret: credential.secret_key.clone(),
            token: credential.token.clone(),
            expires: None,
        });
        let issued = || self.issued.lock().unwrap_or_else(PoisonError::into_inner);
        found.or_else(|| issued().keys.get(id).cloned())
    }

    /// The number of the next key to be issued.
    pub(crate) fn next(&self) -> usize {
        let mut issued = self.issued.lock().unwrap_or_else(PoisonError::into_inner);
        issued.count += 1;
        self.configured.len() + issued.count
    }

    /// Accepts a key from now on.
    pub(crate) fn accept(&self, id: String, key: Key) {
        let mut issued = self.issued.lock().unwrap_or_else(PoisonError::into_inner);
        if issued.keys.insert(id.clone(), key).is_none() {
            issued.order.push_back(id);
        }
        while issued.order.len() > MAX_ISSUED {
            if let Some(oldest) = issued.order.pop_front() {
                issued.keys.remove(&oldest);
            }
        }
    }
}
