//! Tasks that take a while: what an action starts is in progress for some polls, and then done.

use crate::config::Config;
use crate::random::{below, mix};
use crate::spec::Operation;
use serde_json::{Map, Value};
use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};
use tencentcloud_model::model::{Member, Type, Wait, WaitSource};

/// How many tasks are remembered; the oldest are forgotten.
const MAX_TASKS: usize = 10_000;

/// The longest id that is looked up.
const MAX_ID: usize = 256;

/// The tasks that were started.
#[derive(Debug, Default)]
pub(crate) struct Tasks(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    tasks: HashMap<String, Task>,
    order: VecDeque<String>,
    started: u64,
}

#[derive(Debug, Clone)]
struct Task {
    polls: u32,
    /// Why it fails, if it does.
    failure: Option<String>,
}

impl Tasks {
    /// Gives each task in the response of an action that starts some an id of its own, and
    /// remembers it.
    pub(crate) fn start(
        &self,
        config: &Config,
        operation: Operation<'_>,
        wait: &Wait,
        failure: Option<&str>,
        response: &mut Map<String, Value>,
    ) {
        for (_, source) in &wait.input {
            let WaitSource::Response { path, .. } = source else {
                continue;
            };
            let mut values = Vec::new();
            find(response, path, &mut values);
            for value in values {
                if let Value::String(id) = value {
                    *id = self.remember(config, operation, failure);
                }
            }
        }
    }

    fn remember(&self, config: &Config, operation: Operation<'_>, failure: Option<&str>) -> String {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let number = known.started;
        known.started += 1;
        let id =
            format!("t-{:012x}", mix(below(config.seed, &operation.action.name) ^ number) >> 16);
        let task = Task { polls: 0, failure: failure.map(str::to_owned) };
        if known.tasks.insert(id.clone(), task).is_none() {
            known.order.push_back(id.clone());
        }
        while known.order.len() > MAX_TASKS {
            if let Some(oldest) = known.order.pop_front() {
                known.tasks.remove(&oldest);
            }
        }
        id
    }

    /// Puts the state of the asked task into the response of a poll. A task that was not started
    /// here is answered as documented.
    pub(crate) fn poll(
        &self,
        config: &Config,
        operation: Operation<'_>,
        wait: &Wait,
        parameters: &Map<String, Value>,
        response: &mut Map<String, Value>,
    ) {
        let mut asked = wait.input.iter().filter_map(|(index, source)| {
            let member = operation.action.input.get(*index)?;
            let is_from_response = matches!(source, WaitSource::Response { .. });
            let id = parameters.get(&member.name)?.as_str()?;
            (is_from_response && id.len() <= MAX_ID).then(|| (member.name.as_str(), id.to_owned()))
        });
        let Some((name, id)) = asked.next() else {
            return;
        };
        let Some(task) = self.polled(&id) else {
            return;
        };
        let is_done = task.polls > config.task_polls;
        let state = match (is_done, &task.failure) {
            (false, _) => in_progress(operation, wait),
            (true, None) => wait.success.first().cloned(),
            (true, Some(_)) => wait.failure.first().cloned(),
        };
        let (Some(state), Some((last, above))) = (state, wait.state.split_last()) else {
            return;
        };
        let Some(owner) = descend(response, above) else {
            return;
        };
        owner.insert(last.clone(), Value::String(state));
        if let Some(echo) = owner.get_mut(name) {
            *echo = Value::String(id);
        }
        if let Some((last, above)) = wait.reason.as_deref().and_then(<[String]>::split_last)
            && let Some(owner) = descend(response, above)
        {
            match task.failure.filter(|_| is_done) {
                Some(reason) => owner.insert(last.clone(), Value::String(reason)),
                None => owner.shift_remove(last),
            };
        }
    }

    fn polled(&self, id: &str) -> Option<Task> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let task = known.tasks.get_mut(id)?;
        task.polls = task.polls.saturating_add(1);
        Some(task.clone())
    }
}

/// The documented state that means neither success nor failure.
fn in_progress(operation: Operation<'_>, wait: &Wait) -> Option<String> {
    let is_end = |text: &str| wait.success.iter().chain(&wait.failure).any(|end| end == text);
    let member = member_at(operation, &operation.action.output, &wait.state)?;
    let values = operation.values(&member.ty).map(|values| values.values.as_slice());
    let mut states = values.unwrap_or_default().iter().filter_map(|value| value.value.as_str());
    let documented = states.find(|state| !is_end(state));
    Some(documented.unwrap_or("InProgress").to_owned())
}

fn member_at<'a>(
    operation: Operation<'a>,
    members: &'a [Member],
    path: &[String],
) -> Option<&'a Member> {
    let (first, rest) = path.split_first()?;
    let member = members.iter().find(|member| member.name == *first)?;
    if rest.is_empty() {
        return Some(member);
    }
    let ty = match &member.ty {
        Type::List(element) => element,
        other => other,
    };
    member_at(operation, &operation.object(ty)?.members, rest)
}

/// The object at a path, which is made if it is not there.
fn descend<'v>(
    mut object: &'v mut Map<String, Value>,
    path: &[String],
) -> Option<&'v mut Map<String, Value>> {
    for name in path {
        let below = object.entry(name.as_str()).or_insert_with(|| Value::Object(Map::new()));
        object = below.as_object_mut()?;
    }
    Some(object)
}

/// Every value at a path; a list on the way contributes all its elements.
fn find<'v>(object: &'v mut Map<String, Value>, path: &[String], found: &mut Vec<&'v mut Value>) {
    let Some((first, rest)) = path.split_first() else {
        return;
    };
    let Some(value) = object.get_mut(first) else {
        return;
    };
    if rest.is_empty() {
        found.push(value);
        return;
    }
    match value {
        Value::Object(below) => find(below, rest, found),
        Value::Array(elements) => {
            for element in elements {
                if let Value::Object(below) = element {
                    find(below, rest, found);
                }
            }
        }
        _ => {}
    }
}
