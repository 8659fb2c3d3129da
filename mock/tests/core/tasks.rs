//! Tasks: in progress for some polls, then done or failed.

use crate::support::{VERSION, call, unsigned};
use serde_json::{Map, Value, json};
use tencentcloud_mock::{Mock, Rule};

fn start(mock: &Mock) -> Map<String, Value> {
    let parameters = mock.parameters_of(VERSION, "CreateRoleAssignment").expect("known");
    call(mock, "CreateRoleAssignment", &Value::Object(parameters))
}

fn poll(mock: &Mock, id: &Value) -> Value {
    let response = call(mock, "GetTaskStatus", &json!({"ZoneId": "z-1", "TaskId": id}));
    response["TaskStatus"].clone()
}

#[test]
fn a_task_is_in_progress_for_some_polls_and_then_done_for_good() {
    let mock = unsigned().task_polls(3).build().expect("a mock");
    let first = start(&mock)["Tasks"][0]["TaskId"].clone();
    let second = start(&mock)["Tasks"][0]["TaskId"].clone();
    assert_ne!(first, second);
    let states: Vec<Value> = (0..5).map(|_| poll(&mock, &first)["Status"].clone()).collect();
    assert_eq!(states, ["InProgress", "InProgress", "InProgress", "Success", "Success"]);
    let status = poll(&mock, &second);
    assert_eq!(status["Status"], "InProgress", "each task has polls of its own");
    assert_eq!(status["TaskId"], second);
    assert_eq!(status.get("FailureReason"), None);
}

#[test]
fn a_task_can_be_told_to_fail() {
    let rule = Rule::on("CreateRoleAssignment").task_fails("no such account").once();
    let mock = unsigned().task_polls(1).rule(rule).build().expect("a mock");
    let first = start(&mock)["Tasks"][0]["TaskId"].clone();
    let second = start(&mock)["Tasks"][0]["TaskId"].clone();
    assert_eq!(poll(&mock, &first)["Status"], "InProgress");
    let failed = poll(&mock, &first);
    assert_eq!(failed["Status"], "Failed");
    assert_eq!(failed["FailureReason"], "no such account");
    poll(&mock, &second);
    assert_eq!(poll(&mock, &second)["Status"], "Success");
}

#[test]
fn a_single_task_outside_of_a_list_is_one_too() {
    let mock = unsigned().task_polls(0).build().expect("a mock");
    let parameters = mock.parameters_of(VERSION, "DeleteUserSyncProvisioning").expect("known");
    let response = call(&mock, "DeleteUserSyncProvisioning", &Value::Object(parameters));
    let id = &response["Tasks"]["TaskId"];
    let parameters = json!({"ZoneId": "z-1", "TaskId": id});
    let status = call(&mock, "GetProvisioningTaskStatus", &parameters);
    assert_eq!(status["TaskStatus"]["Status"], "Success");
    assert_eq!(status["TaskStatus"]["TaskId"], *id);
}

#[test]
fn a_task_that_nobody_started_is_answered_as_documented() {
    let mock = unsigned().build().expect("a mock");
    assert_eq!(poll(&mock, &json!("t-unknown"))["Status"], "Success");
}
