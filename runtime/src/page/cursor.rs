//! Turning the page: the next request, and whether there is one.
//!
//! No item is lost without an error. A page with fewer items than were asked for has three causes:
//! it is the last one, the service gives smaller pages, or it filters pages after cutting them. The
//! total tells the first; the page after a short first page tells the others apart.

use super::paging::{Paging, Style};
use crate::wire::{self, Record, Ref, Slot};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// A position in a list.
#[derive(Debug)]
pub(super) struct Cursor {
    paging: &'static Paging,
    /// How many items there are, as the last page that says so has it.
    total: Option<u64>,
    /// How many rows precede the first page.
    start: u64,
    /// How many items the pages so far had.
    received: u64,
    /// How many pages there were.
    pages: u64,
    /// How many pages without items came last.
    empty: u32,
    /// How many items a full page has, once the first page has come.
    full: u64,
    /// Whether pages are filtered after they are cut, so that any may be short.
    is_filtered: bool,
    /// The first page, if it was short: its items, and how to go on if it was filtered.
    probe: Option<Probe>,
    /// The tokens so far.
    tokens: BTreeSet<String>,
}

#[derive(Debug)]
struct Probe {
    items: BTreeSet<Vec<u8>>,
    size: u64,
    next: u64,
}

/// The next step of a list.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// The request is that of the next page.
    Next,
    /// The page repeats items: it is skipped, and the request is that of another one.
    Skip,
    /// The page was the last one.
    End,
}

/// The reason why a list cannot be followed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Lost {
    /// The member of the response that is to blame.
    pub(super) member: &'static str,
    pub(super) reason: Cow<'static, str>,
}

impl Cursor {
    pub(super) fn new(paging: &'static Paging) -> Self {
        Self {
            paging,
            total: None,
            start: 0,
            received: 0,
            pages: 0,
            empty: 0,
            full: 0,
            is_filtered: false,
            probe: None,
            tokens: BTreeSet::new(),
        }
    }

    /// Returns how many pages there were.
    pub(super) fn pages(&self) -> u32 {
        u32::try_from(self.pages).unwrap_or(u32::MAX)
    }

    pub(super) fn total(&self) -> Option<u64> {
        self.total
    }

    /// Checks the request of the first page. The error says what is wrong with it.
    pub(super) fn check(&self, request: &dyn Record) -> Result<(), String> {
        let name = |index: usize| request.shape().wire.get(index).copied().unwrap_or_default();
        let integer = |index: usize| match request.field(index).view() {
            Ref::U64(number) => Some(i128::from(number)),
            Ref::I64(number) => Some(i128::from(number)),
            _ => None,
        };
        if let Some(size) = self.paging.size
            && let Some(number) = integer(size).filter(|number| *number < 1)
        {
            let name = name(size);
            return Err(format!("the page size {name} is {number}; set it to 1 or more"));
        }
        let (least, what) = match self.paging.style {
            Style::Offset => (0, "offset"),
            Style::Page => (1, "page number"),
            Style::Token => return Ok(()),
        };
        match integer(self.paging.cursor).filter(|number| *number < least) {
            None => Ok(()),
            Some(number) => {
                let name = name(self.paging.cursor);
                Err(format!("the {what} {name} is {number}; the first one is {least}"))
            }
        }
    }

    /// Makes the request that of the next page.
    pub(super) fn turn(
        &mut self,
        request: &mut dyn Record,
        response: &dyn Record,
    ) -> Result<Turn, Lost> {
        let items = match response.field(self.paging.items).view() {
            Ref::List(list) => list.len() as u64,
            _ => 0,
        };
        let told = self.paging.total.and_then(|index| number(response.field(index).view()));
        // A service that counts no items while it lists some does not count.
        self.total = told.filter(|total| *total > 0 || items == 0).or(self.total);
        if self.paging.style == Style::Token {
            self.pages += 1;
            return self.follow(request, response);
        }
        if self.repeats(response)
            && let Some(probe) = self.probe.take()
        {
            self.is_filtered = true;
            self.full = probe.size;
            self.set_size(request, probe.size);
            set_number(request, self.paging.cursor, probe.next);
            return Ok(Turn::Skip);
        }
        self.probe = None;
        self.advance(request, response, items)
    }

    /// Goes on by the size of a page, whatever the page had, so that offsets stay multiples of it.
    fn advance(
        &mut self,
        request: &mut dyn Record,
        response: &dyn Record,
        items: u64,
    ) -> Result<Turn, Lost> {
        let by_page = self.paging.style == Style::Page;
        let position = number(request.field(self.paging.cursor).view());
        let position = position.unwrap_or(u64::from(by_page));
        let asked = self.paging.size.and_then(|index| number(request.field(index).view()));
        let is_first = self.pages == 0;
        if is_first {
            self.full = asked.unwrap_or(items);
            self.start = self.rows_before(position);
        }
        self.pages += 1;
        self.received += items;
        self.empty = if items == 0 { self.empty + 1 } else { 0 };
        let is_short = items > 0 && items < self.full && is_first;
        let is_known_end = |end: u64| self.total.is_some_and(|total| end >= total);
        if is_short && !is_known_end(self.start.saturating_add(items)) {
            self.probe(request, response, position, items)?;
            return Ok(Turn::Next);
        }
        if by_page && items > self.full {
            // The first page was short because of a filter: this one is larger.
            self.is_filtered = true;
            self.full = asked.unwrap_or(items);
        }
        let seen = self.rows_before(position).saturating_add(self.full);
        let is_last = match self.total {
            Some(total) => seen >= total,
            None if self.is_filtered => items == 0,
            None => items < self.full || items == 0,
        };
        if is_last {
            return self.end(response);
        }
        if self.empty > 1 || self.full == 0 {
            return Err(self.incomplete(response));
        }
        let next = if by_page { position.saturating_add(1) } else { seen };
        set_number(request, self.paging.cursor, next);
        Ok(Turn::Next)
    }

    /// Goes on after a short first page as if the service gives smaller pages: no item is passed
    /// over then, whatever the cause.
    fn probe(
        &mut self,
        request: &mut dyn Record,
        response: &dyn Record,
        position: u64,
        items: u64,
    ) -> Result<(), Lost> {
        let size = std::mem::replace(&mut self.full, items);
        if self.paging.style == Style::Page {
            set_number(request, self.paging.cursor, position.saturating_add(1));
            return Ok(());
        }
        let Ref::List(list) = response.field(self.paging.items).view() else { return Ok(()) };
        let known: BTreeSet<_> = list.iter().map(wire::ref_to_json).collect();
        if known.len() < list.len() {
            let reason = format!(
                "the page holds {items} items, {size} were asked for and some are equal, so \
                 positions cannot be told; ask for {items} or fewer"
            );
            return Err(lost(response, self.paging.items, reason));
        }
        self.probe = Some(Probe { items: known, size, next: position.saturating_add(size) });
        self.set_size(request, items);
        set_number(request, self.paging.cursor, position.saturating_add(items));
        Ok(())
    }

    /// Returns whether the page after a short first page begins with an item of that page.
    fn repeats(&self, response: &dyn Record) -> bool {
        let (Some(probe), Ref::List(list)) =
            (&self.probe, response.field(self.paging.items).view())
        else {
            return false;
        };
        let first = list.iter().next().map(wire::ref_to_json);
        first.is_some_and(|first| probe.items.contains(&first))
    }

    /// Ends the list, unless it lacks items that the service counts.
    fn end(&self, response: &dyn Record) -> Result<Turn, Lost> {
        let expected = self.total.unwrap_or(0).saturating_sub(self.start);
        if self.is_filtered || self.received >= expected {
            return Ok(Turn::End);
        }
        Err(self.incomplete(response))
    }

    fn incomplete(&self, response: &dyn Record) -> Lost {
        let (total, received) = (self.total.unwrap_or(0), self.received);
        let reason = format!(
            "it is {total}, but the {} pages hold {received} items, so some are missing; ask for \
             smaller pages",
            self.pages
        );
        lost(response, self.paging.total.unwrap_or(self.paging.items), reason)
    }

    /// Returns how many rows precede the page at a position.
    fn rows_before(&self, position: u64) -> u64 {
        match self.paging.style {
            Style::Page => position.saturating_sub(1).saturating_mul(self.full),
            Style::Offset | Style::Token => position,
        }
    }

    fn set_size(&self, request: &mut dyn Record, size: u64) {
        if let Some(index) = self.paging.size {
            set_number(request, index, size);
        }
    }

    fn follow(&mut self, request: &mut dyn Record, response: &dyn Record) -> Result<Turn, Lost> {
        let Some(index) = self.paging.next else { return Ok(Turn::End) };
        let more = self.paging.more.map(|index| response.field(index).view());
        if matches!(more, Some(Ref::Bool(false))) {
            return Ok(Turn::End);
        }
        let Some(token) = text(response.field(index).view()) else {
            return match more {
                Some(Ref::Bool(true)) => Err(lost(
                    response,
                    index,
                    "there are more pages, but there is no token for the next one",
                )),
                _ => Ok(Turn::End),
            };
        };
        self.tokens.extend(text(request.field(self.paging.cursor).view()));
        if !self.tokens.insert(token.clone()) {
            let reason = "the token is one of a page before, so the list has no end";
            return Err(lost(response, index, reason));
        }
        set_text(request, self.paging.cursor, &token);
        Ok(Turn::Next)
    }
}

fn lost(response: &dyn Record, index: usize, reason: impl Into<Cow<'static, str>>) -> Lost {
    let member = response.shape().wire.get(index).copied().unwrap_or_default();
    Lost { member, reason: reason.into() }
}

fn number(value: Ref<'_>) -> Option<u64> {
    match value {
        Ref::U64(number) => Some(number),
        Ref::I64(number) => u64::try_from(number).ok(),
        _ => None,
    }
}

/// Returns a string that is not empty.
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
