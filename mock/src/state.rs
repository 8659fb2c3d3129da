//! The state of a mock: its spec, its configuration, and everything it remembers.

use crate::config::Config;
use crate::example::Prepared;
use crate::issue;
use crate::keys::Keys;
use crate::log::Log;
use crate::rate_limit::Limiter;
use crate::rule_set::Rules;
use crate::spec::{Operation, Spec};
use crate::task::Tasks;
use crate::tree::Tree;
use std::mem;
use std::ptr;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

/// Everything a mock knows and remembers.
pub(crate) struct State {
    pub(crate) spec: Spec,
    pub(crate) config: Config,
    pub(crate) prepared: Prepared,
    pub(crate) limiter: Limiter,
    pub(crate) keys: Keys,
    /// For each action, by its slot: whether its answers hand out keys.
    hands_out_keys: Vec<bool>,
    /// For each action, by its slot: the tree of its version.
    trees: Vec<Option<Arc<Tree>>>,
    pub(crate) tasks: Tasks,
    pub(crate) rules: Rules,
    pub(crate) log: Log,
    /// How many requests came so far.
    pub(crate) count: AtomicU64,
}

impl State {
    pub(crate) fn new(spec: Spec, mut config: Config) -> Self {
        Self {
            prepared: Prepared::new(&spec),
            log: Log::new(config.log_entries, config.log_bytes),
            keys: Keys::new(mem::take(&mut config.credentials)),
            trees: trees(&spec, &config),
            hands_out_keys: spec.operations().map(issue::hands_out_keys).collect(),
            spec,
            config,
            limiter: Limiter::default(),
            tasks: Tasks::default(),
            rules: Rules::default(),
            count: AtomicU64::new(0),
        }
    }

    /// The tree of the version of the action with this slot.
    pub(crate) fn tree(&self, slot: usize) -> Option<&Tree> {
        self.trees.get(slot)?.as_deref()
    }

    /// Whether the answers of the action with this slot hand out keys.
    pub(crate) fn hands_out_keys(&self, slot: usize) -> bool {
        self.hands_out_keys.get(slot).copied().unwrap_or_default()
    }
}

/// The tree of each action's version, by the slot of the action.
fn trees(spec: &Spec, config: &Config) -> Vec<Option<Arc<Tree>>> {
    let mut version = ptr::null();
    let mut tree = None;
    let of_version = |operation: Operation<'_>| {
        if !ptr::eq(version, operation.version) {
            version = operation.version;
            let mut all = spec.operations().filter(|other| ptr::eq(other.version, version));
            tree = all.find_map(|other| Tree::listed_by(config, other)).map(Arc::new);
        }
        tree.clone()
    };
    spec.operations().map(of_version).collect()
}
