//! Actions, with their pages, waits and examples.

use super::id::{ActionId, ErrorId};
use super::member::Member;
use crate::diagnostic::Place;
use crate::document::{PageStyle, Site, Source, Status};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// An action.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Action {
    /// The name on the wire.
    pub name: String,
    /// The path of its file.
    pub file: String,
    /// Where its file begins.
    #[serde(skip, default = "Place::nowhere")]
    pub place: Place,
    /// Its description.
    pub doc: String,
    /// An index into [`Version::groups`](super::Version::groups).
    pub group: Option<usize>,
    /// The sites that offer it.
    pub sites: Vec<Site>,
    /// Whether it is in service.
    pub status: Status,
    /// Requests per second, if known.
    pub rate_limit: Option<u32>,
    /// Whether it is safe to send twice.
    pub idempotent: bool,
    /// Whether it is sent without a signature.
    pub unsigned: bool,
    /// How the result is divided.
    pub pagination: Option<Pagination>,
    /// How to wait.
    pub wait: Option<Wait>,
    /// Where the facts come from, if not where the version's do.
    #[serde(with = "super::compact::source")]
    pub source: Option<Source>,
    /// The parameters.
    pub input: Vec<Member>,
    /// The members of the response, without `RequestId`.
    pub output: Vec<Member>,
    /// The codes, sorted; `None` if not known.
    pub errors: Option<Vec<ErrorRef>>,
    /// Documented examples.
    pub examples: Vec<Example>,
}

impl Action {
    /// Returns whether the response declares a member `Error` of its own, so that one is no refusal.
    /// Names are compared as the runtime does when it looks for a refusal.
    pub fn declares_error(&self) -> bool {
        self.output.iter().any(|member| member.name.eq_ignore_ascii_case("Error"))
    }
}

/// A code of an action.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ErrorRef {
    /// The code.
    pub code: ErrorId,
    /// The sites that document it.
    pub sites: Vec<Site>,
}

/// How an action divides its result; members are indices into its input or output.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pagination {
    /// How a request selects the next page.
    pub style: PageStyle,
    /// The input member that selects the page: offset, page number or token.
    pub cursor: usize,
    /// Style token: the output member with the next token.
    pub next: Option<usize>,
    /// The output member that lists the items.
    pub items: usize,
    /// The output member that counts all items.
    pub total: Option<usize>,
    /// The output member that says whether there are more.
    pub more: Option<usize>,
    /// The input member that says how many items a page has.
    pub size: Option<usize>,
}

/// How to wait for what an action started.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wait {
    /// The action that returns the state.
    pub poll: ActionId,
    /// Its parameters: input member of the polled action, and where its value comes from.
    pub input: Vec<(usize, WaitSource)>,
    /// The path in its response that tells the state, as wire names.
    pub state: Vec<String>,
    /// The states that mean success.
    pub success: Vec<String>,
    /// The states that mean failure.
    pub failure: Vec<String>,
    /// The path in its response that tells why it failed.
    pub reason: Option<Vec<String>>,
}

/// Where a parameter of a poll comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum WaitSource {
    /// A path in the request, as wire names.
    Request(Vec<String>),
    /// A path in the response, as wire names; `each` is the position of the list whose every
    /// element is waited for.
    Response {
        /// The wire names.
        path: Vec<String>,
        /// How many names lead to the list, if there is one.
        each: Option<usize>,
    },
}

/// A documented request with its response.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Example {
    /// Its title.
    pub title: String,
    /// The sites that document it.
    pub sites: Vec<Site>,
    /// Why it differs from the declaration.
    pub deviates: Option<String>,
    /// The parameters.
    #[serde(with = "super::compact::json")]
    pub request: Option<Map<String, Value>>,
    /// The members under `Response`.
    #[serde(with = "super::compact::json")]
    pub response: Option<Map<String, Value>>,
}
