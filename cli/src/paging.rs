//! Lists over all pages, by the facts of the spec, on JSON.
//!
//! Offsets advance by the size that the service really uses, so that no item is lost where it gives
//! smaller pages than were asked for.

use crate::failure::{Failure, Kind};
use crate::json::Json;
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use tencentcloud_model::model::{Action, Member, PageStyle, Pagination};

/// The state of a list that is being read.
pub struct Pages<'a> {
    action: &'a Action,
    paging: &'a Pagination,
    request: Json,
    /// The cursor of the page that was read last.
    last: Option<Json>,
    /// The size that was asked for.
    asked: Option<u64>,
    total: Option<u64>,
    /// Whether no page was read yet.
    is_first: bool,
    /// The number of items so far.
    items: u64,
    /// The items of the last page that are beyond the bound.
    over: u64,
    most: Option<u64>,
    tokens: BTreeSet<String>,
}

/// A page: its response with the items that count.
pub struct Page {
    /// The response, without items beyond the bound.
    pub response: Json,
    /// Whether another page is to be read.
    pub has_next: bool,
}

/// The most items of a page, if neither request nor spec says it.
const USUAL_SIZE: u64 = 50;

/// Completes a request for a list: required paging parameters that are absent select the first page,
/// of the largest documented size. With `is_all` the size is filled in even if it is optional.
pub fn start(action: &Action, request: &mut Map<String, Value>, is_all: bool, most: Option<u64>) {
    let Some(paging) = &action.pagination else { return };
    let size = paging.size.and_then(|index| action.input.get(index));
    if let Some(size) = size.filter(|size| is_all || size.is_required_anywhere())
        && !request.contains_key(&size.name)
    {
        let largest = size.constraints.max.as_ref().and_then(serde_json::Number::as_u64);
        let largest = largest.or_else(|| size.is_required_anywhere().then_some(USUAL_SIZE));
        let bound = most.map_or(u64::MAX, |most| most.max(1));
        if let Some(largest) = largest {
            request.insert(size.name.clone(), largest.min(bound).into());
        }
    }
    let cursor = action.input.get(paging.cursor).filter(|cursor| cursor.is_required_anywhere());
    if let Some(cursor) = cursor.filter(|cursor| !request.contains_key(&cursor.name)) {
        let first = match paging.style {
            PageStyle::Offset => Value::from(0),
            PageStyle::Page => Value::from(1),
            PageStyle::Token => Value::from(""),
        };
        request.insert(cursor.name.clone(), first);
    }
}

impl<'a> Pages<'a> {
    /// Prepares the first request.
    ///
    /// # Errors
    ///
    /// Returns an error if the action does not divide its result.
    pub fn new(action: &'a Action, request: Json, most: Option<u64>) -> Result<Self, Failure> {
        let Some(paging) = &action.pagination else {
            let message = format!(
                "{} has no pages, so `--all` and `--max-items` have no effect",
                action.name
            );
            return Err(Failure::usage(message).help("leave out `--all` and `--max-items`"));
        };
        if most == Some(0) {
            return Err(Failure::usage("`--max-items` must be at least 1"));
        }
        let size = paging.size.and_then(|index| action.input.get(index));
        let asked =
            size.and_then(|size| request.get(&size.name)?.as_u64()).filter(|size| *size > 0);
        Ok(Self {
            action,
            paging,
            request,
            last: None,
            asked,
            total: None,
            is_first: true,
            items: 0,
            over: 0,
            most,
            tokens: BTreeSet::new(),
        })
    }

    /// Returns the name of the list.
    ///
    /// # Errors
    ///
    /// Returns an error if the catalogue contradicts itself.
    pub fn items(&self) -> Result<&'a str, Failure> {
        self.output(self.paging.items)
    }

    /// Returns the request for the next page.
    pub fn request(&self) -> &Json {
        &self.request
    }

    /// Returns the number of items so far, and of all items if the service counts them.
    pub fn progress(&self) -> (u64, Option<u64>) {
        (self.items, self.total)
    }

    /// Reads a page.
    ///
    /// # Errors
    ///
    /// Returns an error if the service's tokens lead nowhere.
    pub fn read(&mut self, mut response: Json) -> Result<Page, Failure> {
        let name = self.items()?;
        let count = response.get(name).and_then(Json::as_array).map_or(0, <[Json]>::len) as u64;
        let total = self
            .paging
            .total
            .and_then(|index| response.get(&self.action.output.get(index)?.name)?.as_u64());
        // A service that counts no items while it lists some does not count.
        self.total = total.filter(|total| *total > 0 || count == 0).or(self.total);
        let more = self.turn(&response, count)?;
        self.is_first = false;
        self.items += count;
        let over = self.most.map_or(0, |most| self.items.saturating_sub(most)).min(count);
        if let Some(Json::Array(items)) = response.get_mut(name) {
            items.truncate(items.len() - usize::try_from(over).unwrap_or(0));
        }
        self.items -= over;
        self.over = over;
        let has_next = more && self.most.is_none_or(|most| self.items < most);
        Ok(Page { response, has_next })
    }

    /// Adds a page to those before it: the items of all, and the other members of the first.
    ///
    /// # Errors
    ///
    /// Returns an error if the catalogue contradicts itself.
    pub fn merge(&self, merged: &mut Option<Json>, mut page: Json) -> Result<(), Failure> {
        let name = self.items()?;
        let Some(merged) = merged else {
            *merged = Some(page);
            return Ok(());
        };
        if let Some(Json::Array(more)) = page.get_mut(name) {
            let more = std::mem::take(more);
            match merged.get_mut(name) {
                Some(Json::Array(items)) => items.extend(more),
                _ => set(merged, name, Json::Array(more)),
            }
        }
        Ok(())
    }

    /// Returns the option that goes on behind the items so far.
    pub fn resume(&self) -> Option<String> {
        let cursor = &self.action.input.get(self.paging.cursor)?.name;
        let next = self.request.get(cursor)?;
        if self.over == 0 {
            return Some(format!("--{cursor} {}", next.plain()));
        }
        if self.paging.style == PageStyle::Offset {
            return Some(format!("--{cursor} {}", next.as_u64()?.saturating_sub(self.over)));
        }
        // A page cannot be entered in its middle.
        let first = self.last.as_ref().filter(|last| !last.plain().is_empty());
        let place = first.map_or_else(String::new, |last| format!("--{cursor} {}", last.plain()));
        let place = if place.is_empty() { "the first page" } else { &place };
        Some(format!("{place} (some items of that page are among these)"))
    }

    /// Returns whether items are known to be left.
    pub fn has_more(&self) -> bool {
        self.over > 0 || self.total.is_some_and(|total| self.items < total)
    }

    fn turn(&mut self, response: &Json, count: u64) -> Result<bool, Failure> {
        let cursor = input(self.action, self.paging.cursor)?.name.clone();
        self.last = self.request.get(&cursor).cloned();
        match self.paging.style {
            PageStyle::Token => self.follow(response, &cursor),
            PageStyle::Offset => {
                let position = self.request.get(&cursor).and_then(Json::as_u64).unwrap_or(0);
                let next = position.saturating_add(count);
                let is_full = self.asked.is_none_or(|asked| count >= asked);
                // Without a count, a short page may be a clamped one: an empty page is the end.
                let more =
                    count > 0 && self.total.map_or(is_full || self.is_first, |total| next < total);
                set(&mut self.request, &cursor, Json::Number(next.to_string()));
                Ok(more)
            }
            PageStyle::Page => {
                let page = self.request.get(&cursor).and_then(Json::as_u64).unwrap_or(1);
                let before = if self.items == 0 && page > 1 {
                    self.asked.unwrap_or(count).saturating_mul(page - 1)
                } else {
                    self.items
                };
                let is_full = self.asked.is_none_or(|asked| count >= asked);
                let more = count > 0
                    && self.total.map_or(is_full || self.is_first, |total| before + count < total);
                set(&mut self.request, &cursor, Json::Number(page.saturating_add(1).to_string()));
                Ok(more)
            }
        }
    }

    fn follow(&mut self, response: &Json, cursor: &str) -> Result<bool, Failure> {
        let Some(next) = self.paging.next else { return Ok(false) };
        let next = self.output(next)?.to_owned();
        let more =
            self.paging.more.and_then(|index| response.get(&self.action.output.get(index)?.name));
        if more == Some(&Json::Bool(false)) {
            return Ok(false);
        }
        let lost = |reason: &str| {
            Err(Failure::new(Kind::Decode, format!("{}: `{next}`: {reason}", self.action.name)))
        };
        let token = response.get(&next).filter(|token| !token.plain().is_empty());
        let Some(token) = token.cloned() else {
            return match more {
                Some(Json::Bool(true)) => {
                    lost("there are more pages, but no token for the next one")
                }
                _ => Ok(false),
            };
        };
        if let Some(first) = self.request.get(cursor).map(Json::plain) {
            self.tokens.insert(first);
        }
        if !self.tokens.insert(token.plain()) {
            return lost("the token is one of a page before, so the list has no end");
        }
        set(&mut self.request, cursor, token);
        Ok(true)
    }

    fn output(&self, index: usize) -> Result<&'a str, Failure> {
        let member = self.action.output.get(index).map(|member| member.name.as_str());
        member
            .ok_or_else(|| Failure::new(Kind::Io, "the catalogue names a member that is not there"))
    }
}

fn input(action: &Action, index: usize) -> Result<&Member, Failure> {
    let member = action.input.get(index);
    member
        .ok_or_else(|| Failure::new(Kind::Io, "the catalogue names a parameter that is not there"))
}

/// Sets a member of an object.
pub fn set(object: &mut Json, name: &str, value: Json) {
    match object.get_mut(name) {
        Some(slot) => *slot = value,
        None => {
            if let Json::Object(members) = object {
                members.push((name.to_owned(), value));
            }
        }
    }
}
