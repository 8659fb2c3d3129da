//! Questions that programs ask about any error.

use super::Error;
use super::call::{CallInfo, InCall, TaskReport};
use super::catalogue::Class;
use super::code::Code;
use super::refusal::ServiceError;
use super::transport;
use std::sync::Arc;

impl<E: Code> Error<E> {
    /// Converts the code to the enum of all codes of its version.
    pub fn erase(self) -> Error<E::All> {
        self.retype()
    }

    /// Converts the code to another enum.
    pub(crate) fn retype<F: Code>(self) -> Error<F> {
        self.map(|code| F::from_code(code.code()))
    }

    /// Returns the service's code, such as `ResourceNotFound.OrganizationNotExist`, if the service
    /// refused.
    pub fn code(&self) -> Option<&str> {
        self.service().map(ServiceError::code)
    }

    /// Returns whether the request may have taken effect, so that repeating it is only safe for
    /// idempotent actions.
    ///
    /// True if a request was sent and its outcome is not known, or if it succeeded and the response
    /// is not readable. A refusal means that nothing happened, unless the service failed internally.
    pub fn may_have_happened(&self) -> bool {
        if self.call().is_some_and(|call| call.is_uncertain) {
            return true;
        }
        match self {
            Self::Service(refusal) => refusal.kind() == Class::Internal,
            Self::NoResponse(_) | Self::Decode(_) | Self::Wait(_) => true,
            Self::UnexpectedResponse(answer) => !matches!(answer.status, 300..=499),
            Self::Deadline(error) => self.call().is_none() && error.attempts > 0,
            Self::NotSent(_) | Self::Credential(_) | Self::Config(_) => false,
        }
    }

    /// Returns whether the same request may succeed later: it was throttled or not sent, no answer
    /// came in time, or the service or a gateway failed.
    ///
    /// It may have taken effect, too: see [`Error::may_have_happened`].
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Service(refusal) => {
                matches!(refusal.kind(), Class::Throttled | Class::Internal | Class::Unavailable)
            }
            Self::NotSent(error) => !error.is_permanent(),
            Self::NoResponse(_) | Self::Deadline(_) => true,
            Self::UnexpectedResponse(answer) => matches!(answer.status, 429 | 500..=599),
            Self::Decode(_) | Self::Credential(_) | Self::Config(_) | Self::Wait(_) => false,
        }
    }

    /// Returns whether the service or a gateway rejected the request because there were too many.
    pub fn is_throttled(&self) -> bool {
        match self {
            Self::Service(refusal) => refusal.kind() == Class::Throttled,
            Self::UnexpectedResponse(answer) => answer.status == 429,
            _ => false,
        }
    }
}

impl<E> Error<E> {
    /// Returns whether time was over: that of a request, of the call or of the waiter.
    pub fn is_timeout(&self) -> bool {
        match self {
            Self::Deadline(_) => true,
            Self::NotSent(error) => transport::is_timeout(&*error.source),
            Self::NoResponse(error) => transport::is_timeout(&*error.source),
            _ => false,
        }
    }

    /// Returns the request ID, which the vendor's support asks for, if the answer has one.
    pub fn request_id(&self) -> Option<&str> {
        let id = match self {
            Self::Service(refusal) => refusal.request_id(),
            Self::Decode(error) => &error.request_id,
            _ => return None,
        };
        Some(id).filter(|id| !id.is_empty())
    }

    /// Returns the HTTP status of the last answer, if one came.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::UnexpectedResponse(answer) => Some(answer.status).filter(|status| *status != 0),
            _ => self.call()?.status,
        }
    }

    /// Returns the circumstances of the call; `None` if there was no call, as with a body that is
    /// decoded by itself.
    pub fn call(&self) -> Option<&CallInfo> {
        match self {
            Self::Service(refusal) => refusal.call(),
            Self::NotSent(error) => error.call(),
            Self::NoResponse(error) => error.call(),
            Self::UnexpectedResponse(error) => error.call(),
            Self::Decode(error) => error.call(),
            Self::Credential(error) => error.call(),
            Self::Config(error) => error.call(),
            Self::Deadline(error) => error.call(),
            Self::Wait(error) => error.call(),
        }
        .map(AsRef::as_ref)
    }

    /// Returns the tasks that a waiter waited for, with their last states, also those that have
    /// succeeded. Empty if the error is not that of a waiter.
    pub fn tasks(&self) -> &[TaskReport] {
        match self {
            Self::Wait(error) => &error.reports,
            Self::Deadline(error) if !error.tasks.is_empty() => &error.tasks,
            _ => self.call().map_or(&[], |call| &call.tasks),
        }
    }

    /// Adds the circumstances of the call, unless the error has some.
    pub(crate) fn in_call(self, call: &Arc<CallInfo>) -> Self {
        if self.call().is_some() { self } else { self.replace_call(call.clone()) }
    }

    /// Adds the tasks that were waited for.
    pub(crate) fn with_tasks(self, tasks: Vec<TaskReport>) -> Self {
        let call = CallInfo { tasks, ..self.call().cloned().unwrap_or_default() };
        self.replace_call(Arc::new(call))
    }

    fn replace_call(mut self, call: Arc<CallInfo>) -> Self {
        match &mut self {
            Self::Service(refusal) => refusal.set_call(call),
            Self::NotSent(error) => set_call(error, call),
            Self::NoResponse(error) => set_call(error, call),
            Self::UnexpectedResponse(error) => set_call(error, call),
            Self::Decode(error) => set_call(error, call),
            Self::Credential(error) => set_call(error, call),
            Self::Config(error) => set_call(error, call),
            Self::Deadline(error) => set_call(error, call),
            Self::Wait(error) => set_call(error, call),
        }
        self
    }
}

fn set_call<T: InCall>(error: &mut Arc<T>, call: Arc<CallInfo>) {
    if let Some(error) = Arc::get_mut(error) {
        *error.slot() = Some(call);
    }
}
