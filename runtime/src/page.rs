//! Lists that come in pages.
//!
//! [`Client::items`](crate::client::Client::items) goes through a list item by item and
//! [`Client::pages`](crate::client::Client::pages) page by page. A page is asked for when it is
//! needed. Both are streams, and have `next` for programs without a crate for streams.

mod cursor;
mod paging;
mod stream;

pub use paging::Paged;
#[doc(hidden)]
pub use paging::{Paging, Style};
pub use stream::{Items, Pages};
