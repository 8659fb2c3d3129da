//! Actions: the facts of an operation, and the types of its request, response and error.

pub use crate::operation::{Operation, Service, Site, Sites};

use crate::envelope::{self, Answer};
use crate::wire::Record as _;
use crate::{error, wire};

/// A request of an action, and with it the action's facts, response and error.
///
/// Generated code implements it; a program that calls an action which no generated crate knows may
/// implement it too.
pub trait Action: wire::Record {
    /// The response.
    type Response: wire::Record;
    /// The codes of the errors that the service returns.
    type Error: error::Code;
    /// The facts of the action.
    const OPERATION: &'static Operation;

    /// Decodes an answer. Generated code repeats the body, so that it is compiled with the action
    /// and not with each program.
    #[doc(hidden)]
    fn decode(outcome: Outcome) -> CallResult<Self>
    where
        Self: Sized,
    {
        outcome.decode::<Self>()
    }
}

/// The result of calling an action.
pub type CallResult<A> = Result<<A as Action>::Response, error::Error<<A as Action>::Error>>;

/// Decodes the body of an HTTP answer.
///
/// A member `Error` with a string `Code` is a refusal, whatever is beside it, unless the action
/// declares such a member itself.
///
/// # Errors
///
/// [`error::Error::Service`] for a refusal, [`error::Error::Decode`] if the response is not what the action
/// declares, and [`error::Error::UnexpectedResponse`] if the body is not an answer of the API.
pub fn decode<A: Action>(body: &[u8]) -> Result<A::Response, error::Error<A::Error>> {
    let (operation, mut response) = (A::OPERATION, A::Response::blank());
    let read = envelope::check(operation.name, operation.output_error, body)
        .and_then(|()| envelope::read(operation, 0, body, &mut response));
    match read {
        Ok(()) => Ok(response),
        Err(error) => Err(error.retype()),
    }
}

/// The outcome of a call, not decoded yet.
#[doc(hidden)]
#[derive(Debug)]
pub struct Outcome(pub(crate) Result<Answer, error::Error>);

impl Outcome {
    /// Decodes the answer as that of an action.
    pub fn decode<A: Action>(self) -> CallResult<A> {
        let mut response = A::Response::blank();
        match self.read(A::OPERATION, &mut response) {
            Ok(()) => Ok(response),
            Err(error) => Err(error.retype()),
        }
    }

    /// Reads the answer; compiled once for all types.
    fn read(
        self,
        operation: &Operation,
        response: &mut dyn wire::Record,
    ) -> Result<(), error::Error> {
        let answer = self.0?;
        let read = envelope::read(operation, answer.status.as_u16(), &answer.body, response);
        read.map_err(|error| error.in_call(&answer.call))
    }
}

/// Ties a request to its response, its errors and the facts of its action:
/// `action::action!(Request { response: Response, error: Error, service: &SERVICE, … });`.
///
/// The decoding of answers is compiled with the action, and not with each program.
#[macro_export]
#[doc(hidden)]
macro_rules! __action {
    ($request:ident {
        response: $response:ty,
        error: $error:ty,
        $($fact:ident: $value:expr,)*
    }) => {
        impl $crate::action::Action for $request {
            type Response = $response;
            type Error = $error;
            const OPERATION: &'static $crate::action::Operation = &$crate::action::Operation {
                $($fact: $value,)*
                ..$crate::action::Operation::EMPTY
            };

            fn decode(
                outcome: $crate::action::Outcome,
            ) -> $crate::action::CallResult<Self> {
                outcome.decode::<Self>()
            }
        }
    };
}

#[doc(hidden)]
pub use __action as action;
