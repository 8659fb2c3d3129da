//! Streams of pages and of items.

use super::cursor::{Cursor, Lost, Turn};
use super::paging::Paged;
use crate::call::{Call, Core, Options};
use crate::error::{ConfigError, DecodeError, Error};
use futures_core::Stream;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

/// The pages of a list. An error ends it.
#[must_use = "a stream does nothing unless it is asked"]
pub struct Pages<A: Paged> {
    core: Arc<Core>,
    request: A,
    options: Options,
    cursor: Cursor,
    state: State<A>,
}

enum State<A> {
    /// The first page has to be requested.
    First,
    /// The next page has to be requested.
    Next,
    Asking(Call<A>),
    Lost(Lost),
    End,
}

impl<A: Paged> Pages<A> {
    pub(crate) fn new(core: Arc<Core>, request: A) -> Self {
        Self {
            core,
            request,
            options: Options::default(),
            cursor: Cursor::new(A::PAGING),
            state: State::First,
        }
    }

    /// Adds options, which the request of every page has.
    pub fn options(mut self, options: Options) -> Self {
        self.options.update(options);
        self
    }

    /// Returns the number of items of the list, as the last page has it; `None` before the first page,
    /// or if the service does not count.
    pub fn total(&self) -> Option<u64> {
        self.cursor.total()
    }

    /// Returns the request for the next page. After an error, a list can be continued with it.
    pub fn request(&self) -> &A {
        &self.request
    }

    /// Returns the next page.
    pub async fn next(&mut self) -> Option<Result<A::Response, Error<A::Error>>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Takes in a page and prepares the request for the one after it. Returns whether the page
    /// counts.
    fn turn(&mut self, page: &A::Response) -> bool {
        let turn = self.cursor.turn(&mut self.request, page);
        let counts = !matches!(turn, Ok(Turn::Skip));
        self.state = match turn {
            Ok(Turn::Next | Turn::Skip) => State::Next,
            Ok(Turn::End) => State::End,
            Err(lost) => State::Lost(lost),
        };
        counts
    }
}

// Nothing is pinned in place.
impl<A: Paged> Unpin for Pages<A> {}

impl<A: Paged> Stream for Pages<A> {
    type Item = Result<A::Response, Error<A::Error>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match &mut self.state {
                State::First => {
                    if let Err(reason) = self.cursor.check(&self.request) {
                        let action = A::OPERATION.name;
                        let error = ConfigError::new(format!("cannot list {action}: {reason}"));
                        self.state = State::End;
                        return Poll::Ready(Some(Err(error.into())));
                    }
                    self.state = State::Next;
                }
                State::Next => {
                    let call = Call::new(&self.core, &self.request).options(self.options.clone());
                    self.state = State::Asking(call);
                }
                State::Asking(call) => {
                    let page = ready!(Pin::new(call).poll(context));
                    match &page {
                        Ok(page) if !self.turn(page) => continue,
                        Ok(_) => {}
                        Err(_) => self.state = State::End,
                    }
                    return Poll::Ready(Some(page));
                }
                State::Lost(lost) => {
                    let action = A::OPERATION.name;
                    let error = DecodeError::new(action, lost.member, lost.reason.as_ref());
                    let pages = self.cursor.pages();
                    let error = self.core.in_call(A::OPERATION, pages, error.into());
                    self.state = State::End;
                    return Poll::Ready(Some(Err(error)));
                }
                State::End => return Poll::Ready(None),
            }
        }
    }
}

impl<A: Paged> fmt::Debug for Pages<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").field("cursor", &self.cursor).finish_non_exhaustive()
    }
}

/// The items of a list, over all its pages. An error ends it.
#[must_use = "a stream does nothing unless it is asked"]
pub struct Items<A: Paged> {
    pages: Pages<A>,
    page: std::vec::IntoIter<A::Item>,
}

impl<A: Paged> Items<A> {
    pub(crate) fn new(pages: Pages<A>) -> Self {
        Self { pages, page: Vec::new().into_iter() }
    }

    /// Adds options, which the request of every page has.
    pub fn options(mut self, options: Options) -> Self {
        self.pages = self.pages.options(options);
        self
    }

    /// Returns the number of items of the list, as the last page has it; `None` before the first page,
    /// or if the service does not count.
    pub fn total(&self) -> Option<u64> {
        self.pages.total()
    }

    /// Returns the next item.
    pub async fn next(&mut self) -> Option<Result<A::Item, Error<A::Error>>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Returns all remaining items.
    pub async fn all(mut self) -> Result<Vec<A::Item>, Error<A::Error>> {
        let mut items = Vec::new();
        while let Some(item) = self.next().await {
            items.push(item?);
        }
        Ok(items)
    }
}

// Nothing is pinned in place.
impl<A: Paged> Unpin for Items<A> {}

impl<A: Paged> Stream for Items<A> {
    type Item = Result<A::Item, Error<A::Error>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.page.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(Pin::new(&mut self.pages).poll_next(context)) {
                Some(Ok(page)) => self.page = A::items(page).into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<A: Paged> fmt::Debug for Items<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").field("pages", &self.pages).finish_non_exhaustive()
    }
}
