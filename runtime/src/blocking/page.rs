//! Iterators over pages and items.

use crate::call::Options;
use crate::error::Error;
use crate::future::block_on;
use crate::page::{self, Paged};

/// The pages of a list. An error ends it.
#[derive(Debug)]
#[must_use = "an iterator does nothing unless it is asked"]
pub struct Pages<A: Paged> {
    inner: page::Pages<A>,
}

impl<A: Paged> Pages<A> {
    pub(super) fn new(inner: page::Pages<A>) -> Self {
        Self { inner }
    }

    /// Adds options, which the request of every page has.
    pub fn options(self, options: Options) -> Self {
        Self::new(self.inner.options(options))
    }

    /// Returns the number of items of the list, as the last page has it; `None` before the first page,
    /// or if the service does not count.
    pub fn total(&self) -> Option<u64> {
        self.inner.total()
    }

    /// Returns the request for the next page. After an error, a list can be continued with it.
    pub fn request(&self) -> &A {
        self.inner.request()
    }
}

impl<A: Paged> Iterator for Pages<A> {
    type Item = Result<A::Response, Error<A::Error>>;

    fn next(&mut self) -> Option<Self::Item> {
        block_on(self.inner.next())
    }
}

/// The items of a list, over all its pages. An error ends it.
#[derive(Debug)]
#[must_use = "an iterator does nothing unless it is asked"]
pub struct Items<A: Paged> {
    inner: page::Items<A>,
}

impl<A: Paged> Items<A> {
    pub(super) fn new(inner: page::Items<A>) -> Self {
        Self { inner }
    }

    /// Adds options, which the request of every page has.
    pub fn options(self, options: Options) -> Self {
        Self::new(self.inner.options(options))
    }

    /// Returns the number of items of the list, as the last page has it; `None` before the first page,
    /// or if the service does not count.
    pub fn total(&self) -> Option<u64> {
        self.inner.total()
    }
}

impl<A: Paged> Iterator for Items<A> {
    type Item = Result<A::Item, Error<A::Error>>;

    fn next(&mut self) -> Option<Self::Item> {
        block_on(self.inner.next())
    }
}
