//! Waiting for the tasks that an action started, by the facts of the spec, on JSON.

use crate::dry_run;
use crate::failure::{Failure, Kind};
use crate::json::Json;
use crate::paging::set;
use tencentcloud_model::model::{Action, Version, Wait, WaitSource};

/// A task that is waited for.
#[derive(Debug, Clone)]
pub struct Task {
    /// The request of each poll.
    pub request: Json,
    /// The last state, and the response that told it.
    pub last: Option<(String, Json)>,
}

/// The verdict of a poll.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// The task goes on.
    Running(String),
    /// It succeeded.
    Succeeded(String),
    /// It failed, for a reason if one is given.
    Failed(String, Option<String>),
}

/// Returns the facts of waiting and the action to poll.
///
/// # Errors
///
/// Returns an error if the action starts nothing that can be waited for.
pub fn plan<'a>(
    version: &'a Version,
    action: &'a Action,
) -> Result<(&'a Wait, &'a Action), Failure> {
    let Some(wait) = &action.wait else {
        let message = format!(
            "the spec does not say how to wait for {}, so `--wait` has no effect",
            action.name
        );
        return Err(Failure::usage(message).help("leave out `--wait`"));
    };
    Ok((wait, version.action(wait.poll)))
}

/// Returns the tasks that a response names.
///
/// # Errors
///
/// Returns an error with the path of a value that is missing.
pub fn tasks(
    wait: &Wait,
    poll: &Action,
    request: &Json,
    response: &Json,
) -> Result<Vec<Task>, Failure> {
    let list = wait.input.iter().find_map(|(_, source)| match source {
        WaitSource::Response { path, each: Some(each) } => {
            Some(path.get(..*each).unwrap_or_default())
        }
        _ => None,
    });
    let count = match list {
        None => 1,
        Some(path) => find(response, path).and_then(Json::as_array).map_or(0, <[Json]>::len),
    };
    let task = |position: usize| {
        let mut question = Json::Object(Vec::new());
        for (index, source) in &wait.input {
            let (value, path) = match source {
                WaitSource::Request(path) => (find(request, path), path),
                WaitSource::Response { path, each: None } => (find(response, path), path),
                WaitSource::Response { path, each: Some(each) } => {
                    let (before, after) = path.split_at((*each).min(path.len()));
                    let element =
                        find(response, before).and_then(|list| list.as_array()?.get(position));
                    (element.and_then(|element| find(element, after)), path)
                }
            };
            let value = value.filter(|value| **value != Json::Null).ok_or_else(|| {
                let path = path.join(".");
                Failure::new(
                    Kind::Wait,
                    format!("cannot wait: `{path}` is missing in the request or the response"),
                )
            })?;
            if let Some(member) = poll.input.get(*index) {
                set(&mut question, &member.name, value.clone());
            }
        }
        Ok(Task { request: question, last: None })
    };
    (0..count).map(task).collect()
}

/// Returns the verdict of a response.
pub fn state(wait: &Wait, response: &Json) -> State {
    let state = find(response, &wait.state).map_or_else(|| "unknown".to_owned(), Json::plain);
    if wait.success.contains(&state) {
        State::Succeeded(state)
    } else if wait.failure.contains(&state) {
        let reason = wait.reason.as_ref().and_then(|path| find(response, path)).map(Json::plain);
        State::Failed(state, reason.filter(|reason| !reason.is_empty()))
    } else {
        State::Running(state)
    }
}

impl Task {
    /// Returns the command that polls the task again.
    pub fn resume(&self, service: &str, poll: &Action) -> String {
        let request = dry_run::quote(&self.request.compact());
        format!("tencentcloud {service} {} --json {request}", poll.name)
    }

    /// Returns the task as data.
    pub fn json(&self) -> Json {
        let (state, response) =
            self.last.clone().unwrap_or_else(|| ("unknown".to_owned(), Json::Null));
        Json::Object(vec![
            ("Request".to_owned(), self.request.clone()),
            ("State".to_owned(), Json::String(state)),
            ("Response".to_owned(), response),
        ])
    }
}

fn find<'a>(mut value: &'a Json, path: &[String]) -> Option<&'a Json> {
    for name in path {
        value = value.get(name)?;
    }
    Some(value)
}
