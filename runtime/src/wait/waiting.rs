//! The future that waits.

use super::contract::{Plan, Wait};
use crate::action::Action;
use crate::call::{Call, Core, Options};
use crate::error::{
    DeadlineError, DecodeError, Error, FailedTask, TaskReport, TaskStatus, WaitError,
};
use crate::future::BoxFuture;
use crate::operation::Operation;
use crate::pipeline::DEADLINE_SLACK;
use crate::pipeline::prepared::ActionRef;
use crate::wire::Record;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

/// The result of waiting, where `P` is the request for the state of a task: the last answer about
/// each task, in order.
pub type Outcome<P> = Result<Vec<<P as Action>::Response>, Error<<P as Action>::Error>>;

/// A waiter for tasks. It ends when all have ended, and returns the last answer about each.
///
/// A poll that fails and may succeed later (throttled, no answer, an internal error) does not end
/// it, within the client's retry budget; other errors do, and the tasks go on without it. If tasks
/// failed, that is [`Error::Wait`] with the reasons. [`Error::tasks`] returns the last state of each
/// task whatever the error is, also of those that have succeeded.
#[must_use = "a waiter does nothing unless it is awaited"]
pub struct Waiting<A: Wait> {
    stage: Stage<A::Poll>,
}

enum Stage<P: Action> {
    Ready(Box<Waiter<P>>),
    Running(BoxFuture<'static, Outcome<P>>),
    Done,
}

struct Waiter<P> {
    core: Arc<Core>,
    /// The action that has started the tasks.
    action: &'static str,
    plan: &'static Plan,
    /// The requests for the states, or the path of a value for one that is absent.
    questions: Result<Vec<P>, String>,
    pace: Pace,
    options: Options,
    progress: Option<Progress>,
}

/// A function that is called after each poll.
type Progress = Box<dyn FnMut(&[TaskReport]) + Send>;

/// How often to poll, and how long.
#[derive(Clone, Debug)]
struct Pace {
    limit: Duration,
    next: Duration,
    longest: Duration,
}

impl<A: Wait> Waiting<A> {
    pub(crate) fn new(core: Arc<Core>, request: &A, response: &A::Response) -> Self {
        let waiter = Waiter {
            core,
            action: A::OPERATION.name,
            plan: A::PLAN,
            questions: questions(request, response),
            pace: Pace {
                limit: Duration::from_secs(600),
                next: Duration::from_secs(1),
                longest: Duration::from_secs(10),
            },
            options: Options::default(),
            progress: None,
        };
        Self { stage: Stage::Ready(Box::new(waiter)) }
    }

    /// Sets the time after which waiting ends with [`Error::Deadline`]; the default is 10 minutes.
    pub fn deadline(self, limit: Duration) -> Self {
        self.change(|waiter| waiter.pace.limit = limit)
    }

    /// Sets the pauses between rounds of polls: up to `first`, then longer, up to `longest`. The
    /// defaults are 1 and 10 seconds.
    pub fn pauses(self, first: Duration, longest: Duration) -> Self {
        self.change(|waiter| {
            waiter.pace.next = first;
            waiter.pace.longest = longest;
        })
    }

    /// Adds options, which every poll has.
    pub fn options(self, options: Options) -> Self {
        self.change(|waiter| waiter.options.update(options))
    }

    /// Calls a function after each poll, with the last known state of every task.
    pub fn on_progress(self, progress: impl FnMut(&[TaskReport]) + Send + 'static) -> Self {
        self.change(|waiter| waiter.progress = Some(Box::new(progress)))
    }

    fn change(mut self, change: impl FnOnce(&mut Waiter<A::Poll>)) -> Self {
        if let Stage::Ready(waiter) = &mut self.stage {
            change(waiter);
        }
        self
    }
}

/// Returns the request for the state of each task.
fn questions<A: Wait>(request: &A, response: &A::Response) -> Result<Vec<A::Poll>, String> {
    let question = |task| {
        let mut question = <A::Poll as Record>::blank();
        A::PLAN.fill(&mut question, request, response, task)?;
        Ok(question)
    };
    (0..A::PLAN.tasks(response)).map(question).collect()
}

impl<P: Action> Waiter<P> {
    async fn run(self) -> Outcome<P> {
        let questions = self.questions.map_err(|path| absent(self.action, &path))?;
        let mut answers: Vec<Option<P::Response>> = Vec::new();
        answers.resize_with(questions.len(), || None);
        let named = questions.iter().enumerate();
        let tasks = named.map(|(index, question)| TaskReport::new(index, self.plan.name(question)));
        let mut watch =
            Watch::new(&self.core, P::OPERATION, self.pace, tasks.collect(), self.progress);
        while !watch.is_done() {
            for (index, (question, answer)) in questions.iter().zip(&mut answers).enumerate() {
                let Some(options) = watch.begin(index, &self.options)? else { continue };
                match Call::new(&self.core, question).options(options).await {
                    Ok(told) => {
                        watch.judge(index, self.plan, &told);
                        *answer = Some(told);
                    }
                    Err(error) => {
                        if let Some(error) = watch.tolerate(index, error) {
                            return Err(error);
                        }
                    }
                }
            }
            watch.pause().await?;
        }
        watch.end()?;
        Ok(answers.into_iter().flatten().collect())
    }
}

fn absent<E>(action: &'static str, path: &str) -> Error<E> {
    let reason = "it is absent, so the state of the task cannot be asked for";
    Error::from(DecodeError::new(action, path, reason))
}

/// The tasks, and when to poll again.
struct Watch<'a> {
    core: &'a Core,
    operation: &'static Operation,
    pace: Pace,
    start: Duration,
    polls: u32,
    tasks: Vec<TaskReport>,
    progress: Option<Progress>,
}

impl<'a> Watch<'a> {
    fn new(
        core: &'a Core,
        operation: &'static Operation,
        pace: Pace,
        tasks: Vec<TaskReport>,
        progress: Option<Progress>,
    ) -> Self {
        let start = core.pipeline.clock().elapsed();
        Self { core, operation, pace, start, polls: 0, tasks, progress }
    }

    fn is_done(&self) -> bool {
        self.tasks.iter().all(|task| task.status != TaskStatus::Running)
    }

    fn elapsed(&self) -> Duration {
        self.core.pipeline.clock().elapsed().saturating_sub(self.start)
    }

    /// Returns what is left of the time.
    fn left<E>(&self) -> Result<Duration, Error<E>> {
        let left = self.pace.limit.saturating_sub(self.elapsed());
        if left.is_zero() { Err(self.over()) } else { Ok(left) }
    }

    fn over<E>(&self) -> Error<E> {
        let error = DeadlineError::new(self.pace.limit, self.polls);
        self.in_call(error.with_tasks(self.tasks.clone()).into())
    }

    fn in_call<E>(&self, error: Error<E>) -> Error<E> {
        let action = ActionRef::of(self.operation);
        let info = self.core.pipeline.circumstances(&action, self.polls, self.elapsed());
        error.in_call(&Arc::new(info))
    }

    /// Begins a poll, unless the task has ended. Returns its options: it must be answered while
    /// there is time.
    fn begin<E>(&mut self, index: usize, options: &Options) -> Result<Option<Options>, Error<E>> {
        if self.tasks.get(index).is_none_or(|task| task.status != TaskStatus::Running) {
            return Ok(None);
        }
        let left = self.left()?;
        let mut options = options.clone();
        let own = options.deadline.or(self.core.pipeline.settings.deadline);
        options.deadline = Some(own.map_or(left, |own| own.min(left)));
        self.polls += 1;
        if let Some(task) = self.tasks.get_mut(index) {
            task.polls += 1;
        }
        Ok(Some(options))
    }

    /// Takes in the state of a task.
    fn judge(&mut self, index: usize, plan: &Plan, answer: &dyn Record) {
        let told = plan.state(answer);
        if let Some(task) = self.tasks.get_mut(index) {
            (task.status, task.state, task.reason) = (told.status, told.state, told.reason);
            task.error = None;
        }
        self.report();
    }

    /// Takes in a failed poll. Returns the error if it ends the waiting.
    fn tolerate<E: crate::error::Code>(
        &mut self,
        index: usize,
        error: Error<E>,
    ) -> Option<Error<E>> {
        if let Error::Deadline(_) = error {
            let is_over = self.left::<E>().map_or(true, |left| left < DEADLINE_SLACK);
            return Some(if is_over { self.over() } else { self.told(error) });
        }
        if !error.is_retryable() || !self.core.pipeline.budget.take() {
            return Some(self.told(error));
        }
        if let Some(task) = self.tasks.get_mut(index) {
            task.error = Some(error.to_string().into());
        }
        self.report();
        None
    }

    fn told<E>(&self, error: Error<E>) -> Error<E> {
        error.with_tasks(self.tasks.clone())
    }

    fn report(&mut self) {
        if let Some(progress) = &mut self.progress {
            progress(&self.tasks);
        }
    }

    async fn pause<E>(&mut self) -> Result<(), Error<E>> {
        if self.is_done() {
            return Ok(());
        }
        let left = self.left()?;
        // Between a half and the whole, so that many waiters do not poll in step.
        let pause = self.pace.next.mul_f64(0.5 + fastrand::f64() / 2.0);
        self.pace.next = (self.pace.next.saturating_mul(3) / 2).min(self.pace.longest);
        self.core.pipeline.clock().sleep(pause.min(left)).await;
        Ok(())
    }

    /// Returns the error about tasks that have failed, if there are some.
    fn end<E>(&self) -> Result<(), Error<E>> {
        let failed: Vec<FailedTask> = self.tasks.iter().filter_map(FailedTask::of).collect();
        if failed.is_empty() {
            return Ok(());
        }
        let error = WaitError::new(self.operation.name, failed, self.tasks.clone());
        Err(self.in_call(error.into()))
    }
}

// Nothing is pinned in place.
impl<A: Wait> Unpin for Waiting<A> {}

impl<A: Wait> Future for Waiting<A> {
    type Output = Outcome<A::Poll>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        loop {
            match &mut self.stage {
                Stage::Ready(_) => {
                    if let Stage::Ready(waiter) = std::mem::replace(&mut self.stage, Stage::Done) {
                        self.stage = Stage::Running(Box::pin(waiter.run()));
                    }
                }
                Stage::Running(future) => {
                    let outcome = ready!(future.as_mut().poll(context));
                    self.stage = Stage::Done;
                    return Poll::Ready(outcome);
                }
                // Polled after completion.
                Stage::Done => return Poll::Pending,
            }
        }
    }
}

impl<A: Wait> fmt::Debug for Waiting<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Waiting").finish_non_exhaustive()
    }
}
