//! Waiting for tasks, over a real socket; time passes on a clock of the test's.

use crate::loopback::{Act, Server, ok, refuse, words};
use crate::sample::{
    CreateRoleAssignmentRequest, DeleteRoleAssignmentRequest, GetTaskStatusResponse, TaskStatus,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::{Duration, SystemTime};
use tencentcloud_runtime::call::Options;
use tencentcloud_runtime::client::Client;
use tencentcloud_runtime::credential::Credential;
use tencentcloud_runtime::error::{Error, TaskStatus as TaskStatusKind};
use tencentcloud_runtime::testing::ManualClock;

/// A service whose tasks go through these states, one for each question.
fn service(started: &Value, tasks: &[(&str, &[&str])]) -> Server {
    let started = started.to_string();
    let tasks: BTreeMap<String, Mutex<Vec<String>>> = tasks
        .iter()
        .map(|(task, states)| {
            let states = states.iter().map(|state| (*state).to_owned()).collect();
            ((*task).to_owned(), Mutex::new(states))
        })
        .collect();
    Server::start(move |request| {
        if request.action() != "GetTaskStatus" {
            return ok(&started);
        }
        let asked: Value = serde_json::from_slice(&request.body).unwrap();
        let (Some("z-1"), Some(task)) = (asked["ZoneId"].as_str(), asked["TaskId"].as_str()) else {
            return refuse("InvalidParameter");
        };
        let mut states = tasks[task].lock().unwrap();
        let state = if states.len() > 1 { states.remove(0) } else { states[0].clone() };
        status(&state)
    })
}

fn status(state: &str) -> Act {
    let reason = if state == "Failed" { "no such role" } else { "" };
    let status = json!({"Status": state, "FailureReason": reason});
    ok(&json!({"TaskStatus": status, "RequestId": "r"}).to_string())
}

fn client(server: &Server, clock: &ManualClock) -> Client {
    Client::builder()
        .endpoint(server.url())
        .credentials(Credential::new("AKIDEXAMPLE", "secret"))
        .clock(clock.clone())
        .build()
        .unwrap()
}

fn clock() -> ManualClock {
    ManualClock::at(SystemTime::UNIX_EPOCH)
}

fn two_tasks() -> Value {
    json!({"Tasks": [{"TaskId": "t-1"}, {"TaskId": "t-2"}], "RequestId": "r"})
}

fn create() -> CreateRoleAssignmentRequest {
    CreateRoleAssignmentRequest { zone_id: "z-1".to_owned() }
}

#[tokio::test]
async fn all_tasks_of_a_list_are_waited_for_with_growing_pauses() {
    let running = "InProgress";
    let tasks: [(&str, &[&str]); 2] =
        [("t-1", &["Success"]), ("t-2", &[running, running, running, "Success"])];
    let server = service(&two_tasks(), &tasks);
    let clock = clock();
    let client = client(&server, &clock);
    let response = client.send(&create()).await.unwrap();
    let answers = client.wait(&create(), &response).await.unwrap();
    let succeeded = |answer: &GetTaskStatusResponse| matches!(&answer.task_status, Some(TaskStatus { status: Some(status), .. }) if status == "Success");
    assert_eq!(answers.len(), 2);
    assert!(answers.iter().all(succeeded));
    // One start, one question for the first task, four for the second.
    assert_eq!(server.received().len(), 6);
    let slept = clock.slept();
    let bounds = [1.0, 1.5, 2.25].map(Duration::from_secs_f64);
    assert_eq!(slept.len(), 3);
    for (pause, bound) in slept.iter().zip(bounds) {
        assert!((bound / 2..=bound).contains(pause), "{slept:?}");
    }
}

#[tokio::test]
async fn failed_tasks_are_told_with_their_reasons_when_all_are_done() {
    let tasks: [(&str, &[&str]); 2] = [("t-1", &["Failed"]), ("t-2", &["InProgress", "Success"])];
    let server = service(&two_tasks(), &tasks);
    let client = client(&server, &clock());
    let response = client.send(&create()).await.unwrap();
    let error = client.wait(&create(), &response).await.unwrap_err();
    assert_eq!(
        words(&error),
        "1 of 2 tasks failed according to GetTaskStatus: TaskId=t-1 is Failed (no such role)"
    );
    assert_eq!(server.received().len(), 4);
    let Error::Wait(error) = error else { panic!("it is about tasks") };
    assert_eq!(error.failed[0].reason.as_deref(), Some("no such role"));
}

#[tokio::test]
async fn a_task_that_never_ends_is_given_up_at_the_deadline() {
    let started = json!({"Task": {"TaskId": "t-1"}, "RequestId": "r"});
    let server = service(&started, &[("t-1", &["InProgress"])]);
    let clock = clock();
    let client = client(&server, &clock);
    let request = DeleteRoleAssignmentRequest { zone_id: "z-1".to_owned() };
    let response = client.send(&request).await.unwrap();
    let limit = Duration::from_secs(60);
    let error = client.wait(&request, &response).deadline(limit).await.unwrap_err();
    let Error::Deadline(error) = error else { panic!("it is about time") };
    assert_eq!(error.limit, limit);
    assert_eq!(error.attempts as usize, server.received().len() - 1);
    let slept: Duration = clock.slept().iter().sum();
    assert_eq!(slept, limit);
}

#[tokio::test]
async fn a_question_that_gets_no_answer_is_given_up_at_the_deadline() {
    let server = Server::start(|request| match request.action() {
        "GetTaskStatus" => Act::Hang,
        _ => ok(&two_tasks().to_string()),
    });
    let client = Client::builder()
        .endpoint(server.url())
        .credentials(Credential::new("AKIDEXAMPLE", "secret"))
        .build()
        .unwrap();
    let response = client.send(&create()).await.unwrap();
    let waiting = || client.wait(&create(), &response);
    let limit = Duration::from_millis(150);
    let Err(Error::Deadline(error)) = waiting().deadline(limit).await else {
        panic!("the time is over");
    };
    assert_eq!((error.limit, error.attempts), (limit, 1));

    // A question may have less time than all of them.
    let options = Options::new().deadline(limit);
    let Err(Error::Deadline(error)) = waiting().options(options).await else {
        panic!("the question's time is over");
    };
    assert_eq!(error.limit, limit);
}

#[tokio::test]
async fn pauses_of_any_length_do_not_panic() {
    let server = service(&two_tasks(), &[("t-1", &["InProgress"]), ("t-2", &["InProgress"])]);
    let client = client(&server, &clock());
    let response = client.send(&create()).await.unwrap();
    let waiting = client.wait(&create(), &response).pauses(Duration::MAX, Duration::MAX);
    assert!(matches!(waiting.await, Err(Error::Deadline(_))));
}

#[tokio::test]
async fn a_response_without_tasks_leaves_nothing_to_wait_for() {
    let server = service(&json!({"Tasks": [], "RequestId": "r"}), &[]);
    let client = client(&server, &clock());
    let response = client.send(&create()).await.unwrap();
    assert!(client.wait(&create(), &response).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_task_without_a_name_is_an_error_and_no_success() {
    let server = service(&json!({"Tasks": [{"TaskId": "t-1"}, {}], "RequestId": "r"}), &[]);
    let client = client(&server, &clock());
    let response = client.send(&create()).await.unwrap();
    let error = client.wait(&create(), &response).await.unwrap_err();
    assert_eq!(
        words(&error),
        "cannot read the answer to CreateRoleAssignment at Tasks[1].TaskId: it is absent, so the \
         state of the task cannot be asked for"
    );
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn a_question_that_is_refused_ends_the_waiting() {
    let server = Server::start(|request| match request.action() {
        "GetTaskStatus" => refuse("ResourceNotFound.RoleConfigurationTaskNotFound"),
        _ => ok(&two_tasks().to_string()),
    });
    let client = client(&server, &clock());
    let response = client.send(&create()).await.unwrap();
    let error = client.wait(&create(), &response).await.unwrap_err();
    assert!(matches!(error, Error::Service(_)));
    assert_eq!(server.received().len(), 2);
}

#[tokio::test]
async fn a_state_that_is_not_documented_is_named_when_the_time_is_over() {
    for state in ["Canceled", "success"] {
        let tasks: [(&str, &[&str]); 2] = [("t-1", &["Success"]), ("t-2", &[state])];
        let server = service(&two_tasks(), &tasks);
        let client = client(&server, &clock());
        let response = client.send(&create()).await.unwrap();
        let error = client.wait(&create(), &response).await.unwrap_err();
        let text = error.to_string();
        let polls = server.received().len() - 2;
        assert!(text.contains(&format!(": TaskId=t-2 is {state} after {polls} polls")), "{text}");
        assert!(text.contains("1 of 2 tasks have succeeded"), "{text}");
        assert!(text.starts_with("GetTaskStatus at 127.0.0.1:"), "{text}");
        assert_eq!(error.tasks()[0].status, TaskStatusKind::Succeeded);
    }
    let server = Server::start(|request| match request.action() {
        "GetTaskStatus" => ok(r#"{"TaskStatus":null,"RequestId":"r"}"#),
        _ => ok(&two_tasks().to_string()),
    });
    let client = client(&server, &clock());
    let response = client.send(&create()).await.unwrap();
    let error = client.wait(&create(), &response).await.unwrap_err();
    assert!(error.to_string().contains("TaskId=t-1 has no known state after "), "{error}");
    assert_eq!(error.tasks().len(), 2);
}

#[tokio::test]
async fn polls_that_fail_for_a_while_do_not_end_the_waiting() {
    for failure in [
        refuse("InternalError"),
        refuse("RequestLimitExceeded"),
        Act::Answer(crate::loopback::Answer::new("502 Bad Gateway", "<html>")),
        Act::Close,
    ] {
        let polls = Mutex::new(0);
        let server = Server::start(move |request| {
            if request.action() != "GetTaskStatus" {
                return ok(&two_tasks().to_string());
            }
            let mut polls = polls.lock().unwrap();
            *polls += 1;
            if *polls == 1 { failure.clone() } else { status("Success") }
        });
        let client = Client::builder()
            .endpoint(server.url())
            .credentials(Credential::new("AKIDEXAMPLE", "secret"))
            .retry(tencentcloud_runtime::retry::Policy::off())
            .clock(clock())
            .build()
            .unwrap();
        let response = client.send(&create()).await.unwrap();
        let seen = std::sync::Arc::new(Mutex::new(Vec::new()));
        let progress = seen.clone();
        let waiting = client.wait(&create(), &response).on_progress(move |tasks| {
            let task = &tasks[0];
            progress.lock().unwrap().push((task.polls, task.error.is_some(), task.status));
        });
        assert_eq!(waiting.await.unwrap().len(), 2);
        let running = TaskStatusKind::Running;
        let expected =
            [(1, true, running), (1, true, running), (2, false, TaskStatusKind::Succeeded)];
        assert_eq!(*seen.lock().unwrap(), expected);
    }
}

#[tokio::test]
async fn an_error_that_ends_the_waiting_tells_what_has_become_of_the_tasks() {
    let server = Server::start(|request| {
        let asked: Value = serde_json::from_slice(&request.body).unwrap();
        match (request.action(), asked["TaskId"].as_str()) {
            ("GetTaskStatus", Some("t-1")) => status("Success"),
            ("GetTaskStatus", _) => refuse("ResourceNotFound.RoleConfigurationTaskNotFound"),
            _ => ok(&two_tasks().to_string()),
        }
    });
    let client = client(&server, &clock());
    let response = client.send(&create()).await.unwrap();
    let error = client.wait(&create(), &response).await.unwrap_err();
    assert_eq!(error.code(), Some("ResourceNotFound.RoleConfigurationTaskNotFound"));
    let tasks: Vec<_> =
        error.tasks().iter().map(|task| (task.index, &*task.task, task.status)).collect();
    let expected =
        [(0, "TaskId=t-1", TaskStatusKind::Succeeded), (1, "TaskId=t-2", TaskStatusKind::Running)];
    assert_eq!(tasks, expected);

    // Failed tasks are told with those that have succeeded.
    let tasks: [(&str, &[&str]); 2] = [("t-1", &["Success"]), ("t-2", &["Failed"])];
    let server = service(&two_tasks(), &tasks);
    let client = self::client(&server, &clock());
    let response = client.send(&create()).await.unwrap();
    let Error::Wait(error) = client.wait(&create(), &response).await.unwrap_err() else {
        panic!("a task has failed");
    };
    assert_eq!((error.failed[0].index, error.reports[0].status), (1, TaskStatusKind::Succeeded));
}
