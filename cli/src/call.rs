//! One action: the request is checked, sent, paged and waited for, and its response printed.

use crate::commands::COMMON;
use crate::context::Context;
use crate::describe;
use crate::dry_run;
use crate::failure::{Failure, Kind};
use crate::host::Host;
use crate::json::Json;
use crate::mask::Mask;
use crate::names;
use crate::options::{Arguments, OTHERS};
use crate::output::{self, Format, Shape};
use crate::paging::{self, Pages};
use crate::query::Query;
use crate::send::{self, Mode, Session};
use crate::store::FoundAction;
use crate::value::{self, Inputs};
use crate::wait;
use serde_json::{Map, Value};
use std::time::{Duration, Instant};
use tencentcloud_explorer::region;
use tencentcloud_model::check::{Problem, ProblemKind, check_request};
use tencentcloud_model::model::Status;

/// Runs `SERVICE ACTION`.
///
/// # Errors
///
/// Returns every way in which a call can fail.
pub fn run(context: &mut Context<'_>) -> Result<(), Failure> {
    let (arguments, store, lang) = (context.arguments, context.store, context.lang);
    let [service, rest @ ..] = arguments.words.as_slice() else {
        return Err(Failure::usage("a service is missing")
            .help("usage: tencentcloud call SERVICE ACTION [--Parameter VALUE]..."));
    };
    let version = arguments.value("version");
    let action = match rest {
        [] => {
            expect_no_call(arguments, service)?;
            return describe::service(context, service);
        }
        [word] if word == "help" => return describe::service(context, service),
        [action] => action,
        [action, word] if word == "help" => {
            let found = store.action(service, action, version, lang, true)?;
            return describe::action(context.host, found);
        }
        [_, extra, ..] => {
            return Err(Failure::usage(format!("unexpected argument `{extra}`"))
                .help("parameters are written as `--Name value`"));
        }
    };
    if arguments.has("help") {
        let found = store.action(service, action, version, lang, true)?;
        return describe::action(context.host, found);
    }
    let found = store.action(service, action, version, lang, false)?;
    let host = &mut *context.host;
    has_effect(arguments)?;
    doubt_region(arguments, host)?;
    let query = arguments.value("query").map(Query::compile).transpose()?;
    let format = output::format(arguments, host)?;
    let plan = Plan::new(arguments, &found)?;
    let request = request(arguments, host, &found)?;
    if arguments.has("dry-run") {
        return dry_run::run(context, &found, &request, query.as_ref());
    }
    let session = Session::new(arguments, host, &found, lang, Mode::Live)?;
    let mut call = Call { host, found: &found, session };
    let (response, end) = match plan {
        Plan::One => (Some(call.one(&request)?), Ok(())),
        Plan::Pages(most) if format == Format::Ndjson && query.is_none() => {
            return call.stream(request, most);
        }
        Plan::Pages(most) => call.pages(request, most),
        Plan::Wait(limits) => (Some(call.wait(&request, limits)?), Ok(())),
    };
    let Some(response) = response else { return end };
    let shape = match (&query, &found.action().pagination) {
        (None, Some(paging)) if !arguments.has("wait") => found
            .action()
            .output
            .get(paging.items)
            .map_or(Shape::Plain, |items| Shape::Items(&items.name)),
        _ => Shape::Plain,
    };
    let data = match &query {
        Some(query) => query.search(&response).map_err(|failure| unfit(failure, &found, &response)),
        None => Ok(response),
    };
    let printed = data.and_then(|data| output::print(host, &data, format, shape));
    // The pages before a failure are printed, and it decides the exit code.
    end.and(printed)
}

/// The failure of a query after the request was sent. The response, which is not printed otherwise, may
/// be the only one of its kind.
fn unfit(failure: Failure, found: &FoundAction, response: &Json) -> Failure {
    let mut shown = response.clone();
    Mask::of(&found.sensitive).apply(&mut shown);
    Failure { kind: Kind::Query, ..failure }
        .fact("response", shown.compact())
        .help("the request was sent: do not send it again for another query")
}

/// The requests of a call, as far as options decide them.
enum Plan {
    /// One request.
    One,
    /// All pages, up to a number of items.
    Pages(Option<u64>),
    /// One request, and polls until its task has ended.
    Wait(WaitLimits),
}

/// The times of waiting.
#[derive(Clone, Copy)]
struct WaitLimits {
    whole: Duration,
    delay: Duration,
}

impl Plan {
    /// Reads the options, and checks that the action can have them.
    fn new(arguments: &Arguments, found: &FoundAction) -> Result<Self, Failure> {
        let most = arguments.number("max-items")?;
        let is_all = arguments.has("all") || most.is_some();
        if !arguments.has("wait") {
            if !is_all {
                return Ok(Self::One);
            }
            Pages::new(found.action(), Json::Null, most)?;
            return Ok(Self::Pages(most));
        }
        if is_all {
            return Err(Failure::usage(
                "`--wait` and `--all` do not go together: a list starts no task",
            ));
        }
        wait::plan(&found.found.version, found.action())?;
        let whole = arguments.seconds("wait-timeout")?.unwrap_or(Duration::from_secs(600));
        let delay = arguments.seconds("wait-delay")?.unwrap_or(Duration::from_secs(3));
        Ok(Self::Wait(WaitLimits { whole, delay }))
    }
}

/// Checks that a command line without an action has no options of a call.
fn expect_no_call(arguments: &Arguments, service: &str) -> Result<(), Failure> {
    let is_allowed = |name: &str| ["version", "format"].contains(&name) || COMMON.contains(&name);
    let parameter = arguments.parameters.first().map(|parameter| parameter.path.as_str());
    let option = || arguments.names().find(|name| !is_allowed(name));
    match parameter.or_else(option) {
        None => Ok(()),
        Some(name) => Err(Failure::usage(format!("an action is missing before `--{name}`"))
            .help(format!("list the actions: tencentcloud {service} --help"))),
    }
}

/// Options that have an effect beside others alone.
fn has_effect(arguments: &Arguments) -> Result<(), Failure> {
    for (option, needed) in
        [("wait-timeout", "wait"), ("wait-delay", "wait"), ("unmask", "dry-run")]
    {
        if arguments.has(option) && !arguments.has(needed) {
            return Err(Failure::usage(format!("`--{option}` has no effect without `--{needed}`")));
        }
    }
    if let Some(row) = OTHERS.iter().find(|row| arguments.has(row.name)) {
        return Err(Failure::usage(format!("`--{}` has no effect on a call", row.name)));
    }
    Ok(())
}

/// Warns of a region that is almost one of the known ones. The set is open, so it is sent.
fn doubt_region(arguments: &Arguments, host: &mut Host) -> Result<(), Failure> {
    let Some(name) = send::region(arguments, host)? else { return Ok(()) };
    let known = || region::TABLE.iter().map(|(name, _)| *name);
    if known().any(|known| known == name) {
        return Ok(());
    }
    if let Some(meant) = names::meant(&name, known()) {
        host.note(&format!("warning: the region `{name}` is not known; did you mean `{meant}`?"));
    }
    Ok(())
}

/// Returns the request, checked against the spec. Undocumented values are warnings.
///
/// # Errors
///
/// Returns all problems of the request at once.
pub fn request(
    arguments: &Arguments,
    host: &mut Host,
    found: &FoundAction,
) -> Result<Json, Failure> {
    let action = found.action();
    let mut request = value::request(arguments, found, &mut Inputs::new(host))?;
    let most = arguments.number("max-items")?;
    paging::start(action, &mut request, arguments.has("all") || most.is_some(), most);
    if action.status != Status::Online {
        let word = if action.status == Status::Offline { "out of service" } else { "deprecated" };
        host.note(&format!("warning: {} is {word}", action.name));
    }
    let problems = checked(arguments, host, found, &request)?;
    let (warnings, errors): (Vec<_>, Vec<_>) = problems.into_iter().partition(Problem::is_warning);
    for warning in &warnings {
        host.note(&format!("warning: {warning}"));
    }
    if errors.is_empty() {
        return Ok(Json::from(&Value::Object(request)));
    }
    if arguments.has("skip-check") {
        for error in &errors {
            host.note(&format!("warning: {error}"));
        }
        return Ok(Json::from(&Value::Object(request)));
    }
    Err(rejected(found, &errors))
}

fn checked(
    arguments: &Arguments,
    host: &Host,
    found: &FoundAction,
    request: &Map<String, Value>,
) -> Result<Vec<Problem>, Failure> {
    let site = send::site(arguments, host)?;
    let action = found.action();
    if !action.sites.contains(&site) && !arguments.has("skip-check") {
        let message =
            format!("{} is not offered on this site, as far as is documented", action.name);
        return Err(Failure::usage(message).help("set `--site`, or send it with `--skip-check`"));
    }
    Ok(check_request(&found.found.version, action, Some(site), request))
}

/// Returns the failure for a request that does not match the spec.
pub fn rejected(found: &FoundAction, errors: &[Problem]) -> Failure {
    let (service, name) = (&found.found.service.folder, &found.action().name);
    let mut failure = Failure::usage(format!(
        "the request of {service} {name} does not match the spec; nothing was sent"
    ));
    failure.problems = errors.iter().map(ToString::to_string).collect();
    let is_missing = errors.iter().any(|problem| problem.kind == ProblemKind::Missing);
    failure.help(if is_missing {
        format!("print a request to fill in: tencentcloud skeleton {service} {name}")
    } else {
        format!("list the parameters: tencentcloud {service} {name} --help; `--skip-check` sends the request unchanged")
    })
}

struct Call<'a> {
    host: &'a mut Host,
    found: &'a FoundAction,
    session: Session,
}

impl Call<'_> {
    fn one(&mut self, request: &Json) -> Result<Json, Failure> {
        let found = self.found;
        self.session.call(self.host, &found.found, found.action(), request)
    }

    fn progress(&mut self, text: &str) {
        if self.host.stderr_is_terminal {
            self.host.note(text);
        }
    }

    /// Returns all pages that could be read as one response, and the failure of the next one.
    fn pages(&mut self, request: Json, most: Option<u64>) -> (Option<Json>, Result<(), Failure>) {
        let mut merged = None;
        let end = self.each_page(request, most, |_, pages, page| {
            pages.merge(&mut merged, page).map(|()| true)
        });
        (merged, end)
    }

    /// Prints the items of each page as soon as it is there: one page is held at a time.
    fn stream(&mut self, request: Json, most: Option<u64>) -> Result<(), Failure> {
        self.each_page(request, most, |host, pages, page| {
            output::print_while_read(host, &page, Format::Ndjson, Shape::Items(pages.items()?))
        })
    }

    /// Reads pages and passes on each, until `pass` wants no more.
    fn each_page(
        &mut self,
        request: Json,
        most: Option<u64>,
        mut pass: impl FnMut(&mut Host, &Pages<'_>, Json) -> Result<bool, Failure>,
    ) -> Result<(), Failure> {
        let mut pages = Pages::new(self.found.action(), request, most)?;
        loop {
            let response = self.one(pages.request()).map_err(|failure| {
                let (items, _) = pages.progress();
                match pages.resume().filter(|_| items > 0) {
                    Some(option) => failure
                        .fact("read", format!("{items} items, printed"))
                        .fact("resume", option),
                    None => failure,
                }
            })?;
            let page = pages.read(response)?;
            if !pass(self.host, &pages, page.response)? {
                return Ok(());
            }
            let (items, total) = pages.progress();
            let total = total.map_or_else(String::new, |total| format!(" of {total}"));
            self.progress(&format!("{items}{total} items"));
            if page.has_next {
                continue;
            }
            if let Some(option) = pages.resume().filter(|_| most.is_some() && pages.has_more()) {
                self.host.note(&format!("there are more items; resume: {option}"));
            }
            return Ok(());
        }
    }

    fn wait(&mut self, request: &Json, limits: WaitLimits) -> Result<Json, Failure> {
        let (found, service) = (self.found, self.found.found.service.folder.clone());
        let (facts, poll) = wait::plan(&found.found.version, found.action())?;
        let response = self.one(request)?;
        let WaitLimits { whole: limit, delay } = limits;
        let tasks = wait::tasks(facts, poll, request, &response);
        let mut tasks =
            tasks.map_err(|failure| failure.fact("request_id", request_id(&response)))?;
        for task in &tasks {
            // An interrupted wait loses the task otherwise.
            self.progress(&format!("waiting; to poll it: {}", task.resume(&service, poll)));
        }
        let begin = Instant::now();
        for task in &mut tasks {
            loop {
                let resume = task.resume(&service, poll);
                let answer = self.session.call(self.host, &found.found, poll, &task.request);
                let answer = answer.map_err(|failure| failure.fact("resume", resume.clone()))?;
                let state = wait::state(facts, &answer);
                let name = match &state {
                    wait::State::Running(name)
                    | wait::State::Succeeded(name)
                    | wait::State::Failed(name, _) => name.clone(),
                };
                self.progress(&format!("{}: {name}", poll.name));
                task.last = Some((name.clone(), answer));
                match state {
                    wait::State::Succeeded(_) => break,
                    wait::State::Failed(name, reason) => {
                        let reason =
                            reason.map_or_else(String::new, |reason| format!(": {reason}"));
                        return Err(Failure::new(
                            Kind::Wait,
                            format!("the task failed with state {name}{reason}"),
                        )
                        .fact("state", name)
                        .fact("task", task.request.compact())
                        .fact("request_id", request_id(&response)));
                    }
                    wait::State::Running(_) if begin.elapsed() + delay > limit => {
                        return Err(Failure::new(
                            Kind::Wait,
                            format!(
                                "the task did not end within {limit:?}; its last state is {name}"
                            ),
                        )
                        .fact("state", name)
                        .fact("resume", resume)
                        .help("raise `--wait-timeout`, or poll it with the command above"));
                    }
                    wait::State::Running(_) => send::pause(delay),
                }
            }
        }
        let tasks = tasks.iter().map(wait::Task::json).collect();
        Ok(Json::Object(vec![
            ("Response".to_owned(), response),
            ("Tasks".to_owned(), Json::Array(tasks)),
        ]))
    }
}

fn request_id(response: &Json) -> String {
    response.get("RequestId").map_or_else(String::new, Json::plain)
}
