//! The place and the reason of a failure to decode. Nothing is noted while decoding succeeds: the
//! path is put together while the error travels outwards.

use super::Shape;
use super::path::{self, Step};
use super::room::Room;
use serde::de::Error;
use std::fmt;

/// The state of decoding, and what is known about its failure.
#[derive(Default)]
pub(super) struct Trace {
    /// Whether the format has to be told which kind of value to read.
    pub(super) typed: bool,
    /// Whether errors stay as the format made them, for a caller that asks for path and reason.
    bare: bool,
    /// The memory that is left for decoded values.
    room: Room,
    /// The path to the failure, innermost step first.
    steps: Vec<Step>,
    problem: Option<Problem>,
}

enum Problem {
    Missing,
    TooLarge(&'static str),
    Wrong {
        expected: &'static str,
        found: String,
    },
    /// The format failed within a sensitive value, and may tell the value.
    Hidden,
}

/// As much of a wrong value as a message shows, in characters.
const SHOWN: usize = 60;

impl Trace {
    /// A trace whose errors stay as the format made them.
    pub(super) fn bare(room: Room) -> Self {
        Self { bare: true, room, ..Self::default() }
    }

    /// Takes memory for a value, in bytes.
    #[inline]
    pub(super) fn take<E: Error>(&mut self, size: usize) -> Result<(), E> {
        self.room.take(size).map_err(|reason| {
            self.problem = Some(Problem::TooLarge(reason));
            E::custom(reason)
        })
    }

    /// Notes what was expected and what was found instead.
    #[cold]
    pub(super) fn wrong<E: Error>(
        &mut self,
        expected: &'static str,
        found: fmt::Arguments<'_>,
    ) -> E {
        let mut found = found.to_string();
        if let Some((cut, _)) = found.char_indices().nth(SHOWN) {
            found.truncate(cut);
            found.push('…');
        }
        let error = E::custom(format_args!("expected {expected}, found {found}"));
        self.problem = Some(Problem::Wrong { expected, found });
        error
    }

    /// Notes that a required member is missing.
    #[cold]
    pub(super) fn missing<E: Error>(&mut self) -> E {
        self.problem = Some(Problem::Missing);
        E::custom("missing")
    }

    /// Notes in which member it is. A sensitive member's value is forgotten.
    #[cold]
    pub(super) fn member(&mut self, shape: &'static Shape, index: usize) {
        if shape.hides(index) {
            match &mut self.problem {
                Some(Problem::Wrong { found, .. }) => "a value that is not shown".clone_into(found),
                Some(Problem::Missing | Problem::TooLarge(_) | Problem::Hidden) => {}
                None => self.problem = Some(Problem::Hidden),
            }
        }
        self.steps.push(Step::Member(shape.wire.get(index).copied().unwrap_or_default()));
    }

    /// Notes in which element of a list it is.
    #[cold]
    pub(super) fn index(&mut self, index: usize) {
        self.steps.push(Step::Index(index));
    }

    /// The path, such as `Items[2].MemberUin`; empty for the record itself.
    pub(super) fn path(&self) -> String {
        path::text(self.steps.iter().rev())
    }

    /// Returns the noted problem, or else the format's message.
    pub(super) fn reason(&self, error: &dyn fmt::Display) -> String {
        match &self.problem {
            Some(Problem::Missing) => "required, but missing".to_owned(),
            Some(Problem::TooLarge(reason)) => (*reason).to_owned(),
            Some(Problem::Wrong { expected, found }) => {
                format!("expected {expected}, found {found}")
            }
            Some(Problem::Hidden) => "cannot be read, and is not shown".to_owned(),
            None => error.to_string(),
        }
    }

    /// The format's error, with path and reason.
    #[cold]
    pub(super) fn wrap<E: Error>(&self, error: E) -> E {
        if self.bare {
            return error;
        }
        let (path, reason) = (self.path(), self.reason(&error));
        if path.is_empty() {
            E::custom(reason)
        } else {
            E::custom(format_args!("{path}: {reason}"))
        }
    }
}
