//! The contract of requests whose response is one page of a list.

use crate::action::Action;

/// A request whose response is one page of a list.
pub trait Paged: Action {
    /// An item of the list.
    type Item: Send;
    /// The members that divide the list.
    #[doc(hidden)]
    const PAGING: &'static Paging;
    /// Returns the items of a page.
    #[doc(hidden)]
    fn items(response: Self::Response) -> Vec<Self::Item>;
}

/// The members that divide a list: indices into the request or the response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[doc(hidden)]
pub struct Paging {
    /// The way in which a request names the next page.
    pub style: Style,
    /// The member of the request that does: offset, page number or token.
    pub cursor: usize,
    /// The member of the request that says how many items a page has.
    pub size: Option<usize>,
    /// The member of the response that lists the items.
    pub items: usize,
    /// The member of the response that counts all items.
    pub total: Option<usize>,
    /// The member of the response that is the token of the next page.
    pub next: Option<usize>,
    /// The member of the response that says whether there are more pages.
    pub more: Option<usize>,
}

impl Paging {
    /// A division about which nothing is known; generated ones are completed from it.
    pub const EMPTY: Self = Self {
        style: Style::Offset,
        cursor: 0,
        size: None,
        items: 0,
        total: None,
        next: None,
        more: None,
    };
}

/// The way in which a request names the next page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[doc(hidden)]
pub enum Style {
    /// How many items to skip.
    Offset,
    /// The number of the page, from 1.
    Page,
    /// A token that the page before has told.
    Token,
}
