//! Following a plan, without knowing the types: the requests to send, and the meaning of answers.

use super::contract::{Plan, Source};
use crate::error::TaskStatus;
use crate::wire::{Record, Ref, Slot};

/// The state of a task, as an answer has it.
pub(super) struct Answered {
    pub(super) status: TaskStatus,
    /// The state itself, unchanged; `None` if the answer has none.
    pub(super) state: Option<Box<str>>,
    pub(super) reason: Option<Box<str>>,
}

impl Plan {
    /// Returns the number of tasks.
    pub(super) fn tasks(&self, response: &dyn Record) -> usize {
        let list = self.input.iter().find_map(|(_, source)| match source {
            Source::Each(list, _) => Some(*list),
            Source::Request(_) | Source::Response(_) => None,
        });
        match list.map(|path| find(response, path)) {
            None => 1,
            Some(Ref::List(list)) => list.len(),
            Some(_) => 0,
        }
    }

    /// Fills in the question for one task. The error is the path of a value that is missing.
    pub(super) fn fill(
        &self,
        question: &mut dyn Record,
        request: &dyn Record,
        response: &dyn Record,
        task: usize,
    ) -> Result<(), String> {
        for (index, source) in self.input {
            let value = match source {
                Source::Request(path) => find(request, path),
                Source::Response(path) => find(response, path),
                Source::Each(list, path) => match find(response, list) {
                    Ref::List(list) => {
                        let element = list.get(task);
                        element.map_or(Ref::None, |element| descend(element.view(), path))
                    }
                    _ => Ref::None,
                },
            };
            if !put(question.field_mut(*index).slot(), value) {
                return Err(source.path(task));
            }
        }
        Ok(())
    }

    /// Returns the status of a task. A state that is not documented means that the task goes on.
    pub(super) fn state(&self, answer: &dyn Record) -> Answered {
        let Ref::Str(state) = find(answer, self.state) else {
            return Answered { status: TaskStatus::Running, state: None, reason: None };
        };
        let status = if self.success.contains(&state) {
            TaskStatus::Succeeded
        } else if self.failure.contains(&state) {
            TaskStatus::Failed
        } else {
            TaskStatus::Running
        };
        let reason = match find(answer, self.reason) {
            Ref::Str(reason) if !reason.is_empty() && status == TaskStatus::Failed => {
                Some(reason.into())
            }
            _ => None,
        };
        Answered { status, state: Some(state.into()), reason }
    }

    /// Returns the name of a task for messages: the members of the request that come from the
    /// response.
    pub(super) fn name(&self, question: &dyn Record) -> Box<str> {
        let mut name = String::new();
        for (index, source) in self.input {
            if matches!(source, Source::Request(_)) {
                continue;
            }
            let member = question.shape().wire.get(*index).copied().unwrap_or_default();
            if let Ref::Str(value) = question.field(*index).view() {
                let separator = if name.is_empty() { "" } else { ", " };
                name.extend([separator, member, "=", value]);
            }
        }
        name.into()
    }
}

impl Source {
    fn path(&self, task: usize) -> String {
        match self {
            Self::Request(path) | Self::Response(path) => path.join("."),
            Self::Each(list, path) => format!("{}[{task}].{}", list.join("."), path.join(".")),
        }
    }
}

/// The value at a path within a record.
fn find<'a>(record: &'a dyn Record, path: &[&str]) -> Ref<'a> {
    descend(Ref::Record(record), path)
}

fn descend<'a>(mut value: Ref<'a>, path: &[&str]) -> Ref<'a> {
    for name in path {
        let Ref::Record(record) = value else {
            return Ref::None;
        };
        let index = record.shape().wire.iter().position(|member| member == name);
        value = index.map_or(Ref::None, |index| record.field(index).view());
    }
    value
}

/// Copies a value, and tells whether there was one that fits.
fn put(slot: Slot<'_>, value: Ref<'_>) -> bool {
    match (slot, value) {
        (Slot::Str(slot), Ref::Str(text)) => text.clone_into(slot),
        (Slot::Token(slot), Ref::Str(text)) => slot.set(text),
        (Slot::Bool(slot), Ref::Bool(value)) => *slot = value,
        (Slot::U64(slot), value) => match integer(value).map(u64::try_from) {
            Some(Ok(number)) => *slot = number,
            _ => return false,
        },
        (Slot::I64(slot), value) => match integer(value).map(i64::try_from) {
            Some(Ok(number)) => *slot = number,
            _ => return false,
        },
        (Slot::Number(slot), value) => {
            return integer(value).is_some_and(|number| slot.set(number));
        }
        _ => return false,
    }
    true
}

fn integer(value: Ref<'_>) -> Option<i128> {
    match value {
        Ref::U64(number) => Some(number.into()),
        Ref::I64(number) => Some(number.into()),
        _ => None,
    }
}
