//! The future that waits.

use super::contract::{Plan, Wait};
use super::plan::State;
use crate::action::Action;
use crate::call::{Call, Core, Options};
use crate::error::{DeadlineError, DecodeError, Error, FailedTask, WaitError};
use crate::future::BoxFuture;
use crate::pipeline::DEADLINE_SLACK;
use crate::wire::Record;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

/// What waiting brings, where `P` is the question for the state of a task: the last answer about
/// each, in the order of the tasks.
pub type Outcome<P> = Result<Vec<<P as Action>::Response>, Error<<P as Action>::Error>>;

/// Waits for tasks. It ends when all are final, or with the error of the first question that gets
/// no answer; the tasks go on without it. It brings the last answer about each.
///
/// If some tasks failed, that is [`Error::Wait`], which says which and why.
#[must_use = "nothing is asked unless it is awaited"]
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
    /// The questions, or the path of a value for one that is missing.
    questions: Result<Vec<P>, String>,
    pace: Pace,
    options: Options,
}

/// How often to ask, and how long.
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
        };
        Self { stage: Stage::Ready(Box::new(waiter)) }
    }

    /// Gives up after this time, with [`Error::Deadline`]; by default after ten minutes.
    pub fn deadline(self, limit: Duration) -> Self {
        self.change(|waiter| waiter.pace.limit = limit)
    }

    /// Pauses up to `first` between the first two rounds of questions, then longer, up to
    /// `longest`; by default one second, and ten.
    pub fn pauses(self, first: Duration, longest: Duration) -> Self {
        self.change(|waiter| {
            waiter.pace.next = first;
            waiter.pace.longest = longest;
        })
    }

    /// Asks under these conditions, each question by itself.
    pub fn options(self, options: Options) -> Self {
        self.change(|waiter| waiter.options = options)
    }

    fn change(mut self, change: impl FnOnce(&mut Waiter<A::Poll>)) -> Self {
        if let Stage::Ready(waiter) = &mut self.stage {
            change(waiter);
        }
        self
    }
}

/// A question for each task.
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
        let questions = self.questions.map_err(|path| missing(self.action, &path))?;
        let mut answers: Vec<Option<P::Response>> = Vec::new();
        answers.resize_with(questions.len(), || None);
        let mut watch = Watch::new(&self.core, self.pace);
        let mut failed = Vec::new();
        loop {
            for (question, answer) in questions.iter().zip(&mut answers) {
                if answer.is_some() {
                    continue;
                }
                let options = watch.within(self.options.clone())?;
                watch.asked += 1;
                let told = Call::new(&self.core, question).options(options).await;
                let told = told.map_err(|error| watch.explain(error))?;
                if judge(self.plan, question, &told, &mut failed) {
                    *answer = Some(told);
                }
            }
            if answers.iter().all(Option::is_some) {
                break;
            }
            watch.pause().await?;
        }
        if failed.is_empty() {
            return Ok(answers.into_iter().flatten().collect());
        }
        Err(Error::from(WaitError { action: P::OPERATION.name, failed, tasks: questions.len() }))
    }
}

/// Whether the state of a task is final; failures are noted.
fn judge(
    plan: &Plan,
    question: &dyn Record,
    answer: &dyn Record,
    failed: &mut Vec<FailedTask>,
) -> bool {
    match plan.state(answer) {
        State::Running => false,
        State::Succeeded => true,
        State::Failed { state, reason } => {
            let task = plan.name(question);
            failed.push(FailedTask { task, state, reason });
            true
        }
    }
}

fn missing<E>(action: &'static str, path: &str) -> Error<E> {
    Error::from(DecodeError {
        action: action.into(),
        path: path.into(),
        reason: "it is absent, so the state of the task cannot be asked for".into(),
        request_id: Box::default(),
        body: Box::default(),
    })
}

/// When to ask again.
struct Watch<'a> {
    core: &'a Core,
    pace: Pace,
    start: Duration,
    asked: u32,
}

impl<'a> Watch<'a> {
    fn new(core: &'a Core, pace: Pace) -> Self {
        let start = core.pipeline.clock().elapsed();
        Self { core, pace, start, asked: 0 }
    }

    /// What is left of the time.
    fn left<E>(&self) -> Result<Duration, Error<E>> {
        let spent = self.core.pipeline.clock().elapsed().saturating_sub(self.start);
        let left = self.pace.limit.saturating_sub(spent);
        if left.is_zero() { Err(self.over()) } else { Ok(left) }
    }

    fn over<E>(&self) -> Error<E> {
        Error::from(DeadlineError { limit: self.pace.limit, attempts: self.asked })
    }

    /// The conditions of a question, which must be answered while there is time.
    fn within<E>(&self, mut options: Options) -> Result<Options, Error<E>> {
        let left = self.left()?;
        let own = options.deadline.or(self.core.pipeline.settings.deadline);
        options.deadline = Some(own.map_or(left, |own| own.min(left)));
        Ok(options)
    }

    /// The error to report: that the time is over, if that is why a question has no answer.
    fn explain<E>(&self, error: Error<E>) -> Error<E> {
        match error {
            Error::Deadline(_) if self.left::<E>().map_or(true, |left| left < DEADLINE_SLACK) => {
                self.over()
            }
            error => error,
        }
    }

    async fn pause<E>(&mut self) -> Result<(), Error<E>> {
        let left = self.left()?;
        // Between a half and the whole, so that those who wait do not march in step.
        let pause = self.pace.next.mul_f64(0.5 + fastrand::f64() / 2.0);
        self.pace.next = (self.pace.next.saturating_mul(3) / 2).min(self.pace.longest);
        self.core.pipeline.clock().sleep(pause.min(left)).await;
        Ok(())
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
                // Nobody asks a second time who keeps to the contract of futures.
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
