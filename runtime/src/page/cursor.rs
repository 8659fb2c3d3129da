//! Turning the page: what the next request is, and whether there is one.

use super::paging::{Paging, Style};
use crate::wire::{Record, Ref, Slot};
use std::collections::BTreeSet;

/// Where in a list a request stands.
#[derive(Debug)]
pub(super) struct Cursor {
    paging: &'static Paging,
    /// How many items there are, as the last page that told has it.
    total: Option<u64>,
    /// How many items a full page has, where the request does not say: as many as the first had.
    full: Option<u64>,
    /// The tokens so far.
    tokens: BTreeSet<String>,
}

/// Why the list cannot be followed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Lost {
    /// The member of the response that is to blame.
    pub(super) member: &'static str,
    pub(super) reason: &'static str,
}

impl Cursor {
    pub(super) fn new(paging: &'static Paging) -> Self {
        Self { paging, total: None, full: None, tokens: BTreeSet::new() }
    }

    pub(super) fn total(&self) -> Option<u64> {
        self.total
    }

    /// Makes the request that of the next page, and tells whether there is one.
    pub(super) fn turn(
        &mut self,
        request: &mut dyn Record,
        response: &dyn Record,
    ) -> Result<bool, Lost> {
        let items = match response.field(self.paging.items).view() {
            Ref::List(list) => list.len() as u64,
            _ => 0,
        };
        let told = self.paging.total.and_then(|index| number(response.field(index).view()));
        // A service that counts no items while it lists some does not count.
        self.total = told.filter(|total| *total > 0 || items == 0).or(self.total);
        match self.paging.style {
            Style::Token => self.follow(request, response),
            Style::Offset => Ok(self.advance(request, items, 0)),
            Style::Page => Ok(self.advance(request, items, 1)),
        }
    }

    /// Goes on by the size of a page, whatever the page had, so that offsets stay multiples of it.
    fn advance(&mut self, request: &mut dyn Record, items: u64, first: u64) -> bool {
        let read = |request: &dyn Record, index: usize| number(request.field(index).view());
        let asked = self.paging.size.and_then(|index| read(request, index));
        let size = asked.filter(|size| *size > 0).or(self.full).unwrap_or(items);
        self.full = self.full.or(Some(items));
        let position = read(request, self.paging.cursor).unwrap_or(first);
        let pages = self.paging.style == Style::Page;
        let seen =
            if pages { position.saturating_mul(size) } else { position.saturating_add(size) };
        let more = match self.total {
            // A page may be short because its items were filtered, or empty because they are gone.
            Some(total) => items > 0 && seen < total,
            None => items > 0 && items >= size,
        };
        if more {
            let next = if pages { position.saturating_add(1) } else { seen };
            set_number(request, self.paging.cursor, next);
        }
        more
    }

    fn follow(&mut self, request: &mut dyn Record, response: &dyn Record) -> Result<bool, Lost> {
        let Some(index) = self.paging.next else { return Ok(false) };
        let more = self.paging.more.map(|index| response.field(index).view());
        let lost = |reason| {
            let member = response.shape().wire.get(index).copied().unwrap_or_default();
            Err(Lost { member, reason })
        };
        if matches!(more, Some(Ref::Bool(false))) {
            return Ok(false);
        }
        let Some(token) = text(response.field(index).view()) else {
            return match more {
                Some(Ref::Bool(true)) => {
                    lost("there are more pages, but there is no token for the next one")
                }
                _ => Ok(false),
            };
        };
        self.tokens.extend(text(request.field(self.paging.cursor).view()));
        if !self.tokens.insert(token.clone()) {
            return lost("the token is one of a page before, so the list has no end");
        }
        set_text(request, self.paging.cursor, &token);
        Ok(true)
    }
}

fn number(value: Ref<'_>) -> Option<u64> {
    match value {
        Ref::U64(number) => Some(number),
        Ref::I64(number) => u64::try_from(number).ok(),
        _ => None,
    }
}

/// A text that is not empty.
fn text(value: Ref<'_>) -> Option<String> {
    match value {
        Ref::Str(text) if !text.is_empty() => Some(text.to_owned()),
        _ => None,
    }
}

fn set_number(request: &mut dyn Record, index: usize, number: u64) {
    match request.field_mut(index).slot() {
        Slot::U64(slot) => *slot = number,
        Slot::I64(slot) => *slot = i64::try_from(number).unwrap_or(i64::MAX),
        _ => {}
    }
}

fn set_text(request: &mut dyn Record, index: usize, text: &str) {
    if let Slot::Str(slot) = request.field_mut(index).slot() {
        text.clone_into(slot);
    }
}
