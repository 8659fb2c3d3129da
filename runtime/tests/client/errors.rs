//! Errors, as the person on call reads them and as programs ask about them.

use crate::sample::{DescribeOrganizationRequest, ListMembersResponse, QuitOrganizationRequest};
use std::time::SystemTime;
use tencentcloud_runtime::client::Client;
use tencentcloud_runtime::credential::Credential;
use tencentcloud_runtime::error::{self, Code as _, Error, RawCode, ServiceError};
use tencentcloud_runtime::retry::Policy;
use tencentcloud_runtime::testing::{FakeTransport, ManualClock, Reply, build};

const QUIT: QuitOrganizationRequest = QuitOrganizationRequest { org_id: 1 };
const DESCRIBE: DescribeOrganizationRequest = DescribeOrganizationRequest { lang: None };

/// The error of a call to which these replies come, which both clients agree on.
async fn failed(replies: &[Reply]) -> Error<crate::sample::ErrorCode> {
    let clock = || ManualClock::at(SystemTime::UNIX_EPOCH);
    let cloud = || {
        let cloud = FakeTransport::new().clock(clock());
        for reply in replies {
            cloud.on("QuitOrganization", reply.clone());
        }
        cloud
    };
    let credential = Credential::new("AKIDEXAMPLE", "secret");
    let policy = Policy::new().first_pause(std::time::Duration::ZERO);
    let client = Client::builder()
        .transport(cloud())
        .credentials(credential.clone())
        .clock(clock())
        .rate_limits(false)
        .retry(policy.clone())
        .build()
        .unwrap();
    let error = client.send(&QUIT).await.unwrap_err();
    #[cfg(feature = "blocking")]
    {
        let client = tencentcloud_runtime::blocking::Client::builder()
            .transport(cloud())
            .credentials(credential)
            .clock(clock())
            .rate_limits(false)
            .retry(policy)
            .build()
            .unwrap();
        let blocking = client.send(&QUIT).call().unwrap_err();
        assert_eq!(blocking.to_string(), error.to_string());
    }
    error
}

fn page(status: u16) -> Reply {
    let answer = http::Response::builder().status(status).header("location", "http://portal/login");
    Reply::http(answer.body("<html>").unwrap())
}

#[tokio::test]
async fn every_error_names_action_host_requests_and_time() {
    for (replies, message) in [
        (
            vec![Reply::refusal("ResourceNotFound.OrgNotExist", "no")],
            "(1 request in 0.0ns): ResourceNotFound.OrgNotExist: no (request in-memory)",
        ),
        (
            vec![Reply::refusal("AuthFailure.SignatureFailure", "no")],
            "(1 request in 0.0ns): AuthFailure.SignatureFailure: no (request in-memory); signed by \
             AK****LE from static credential (hint: does the secret key belong to the secret ID? \
             does a proxy change the request?)",
        ),
        (
            vec![Reply::not_sent("no route")],
            "(4 requests in 0.0ns): the request was not sent: no route",
        ),
        (
            vec![Reply::no_response("reset")],
            "(1 request in 0.0ns, may have happened): the request was sent and no complete response \
             came, so it may have happened: reset",
        ),
        (
            vec![page(302)],
            "(1 request in 0.0ns): the answer is not one of the API (HTTP status 302): it redirects \
             to \"http://portal/login\", which is not followed; it begins \"<html>\" (hint: \
             redirects are not followed; does a captive portal or proxy answer?)",
        ),
        (
            vec![page(502)],
            "(1 request in 0.0ns, may have happened): the answer is not one of the API (HTTP status \
             502): it redirects to \"http://portal/login\", which is not followed; it begins \
             \"<html>\" (hint: a gateway could not reach the service)",
        ),
        (
            vec![Reply::json(r#"{"RequestId": {}}"#)],
            "(1 request in 0.0ns): cannot read the answer to QuitOrganization at RequestId: expected a string, found an object",
        ),
    ] {
        let error = failed(&replies).await;
        let text = error.to_string();
        let expected = format!("QuitOrganization at organization.tencentcloudapi.com {message}");
        assert_eq!(text, expected);
        // `main` prints errors with `Debug`.
        assert_eq!(format!("{error:?}"), expected);
        let call = error.call().unwrap();
        assert_eq!(&*call.action, "QuitOrganization");
        assert_eq!(&*call.host, "organization.tencentcloudapi.com");
    }
}

/// Answers of `may_have_happened`, `is_retryable`, `is_throttled` and `is_timeout`.
fn asked<E: error::Code>(error: &Error<E>) -> [bool; 4] {
    [error.may_have_happened(), error.is_retryable(), error.is_throttled(), error.is_timeout()]
}

#[tokio::test]
async fn programs_can_ask_any_error_whether_it_happened_and_whether_to_retry() {
    let (yes, no) = (true, false);
    let not_sent = || Reply::not_sent("no route");
    for (replies, expected, status) in [
        (vec![Reply::refusal("ResourceNotFound.X", "")], [no, no, no, no], Some(200)),
        (vec![Reply::refusal("RequestLimitExceeded", "")], [no, yes, yes, no], Some(200)),
        (vec![Reply::refusal("LimitExceeded.FrequencyLimit", "")], [no, yes, yes, no], Some(200)),
        (vec![Reply::refusal("InternalError.Db", "")], [yes, yes, no, no], Some(200)),
        (vec![not_sent()], [no, yes, no, no], None),
        (vec![Reply::no_response("reset")], [yes, yes, no, no], None),
        (
            vec![Reply::json("{}").after(std::time::Duration::from_secs(61))],
            [yes, yes, no, yes],
            None,
        ),
        (vec![page(502)], [yes, yes, no, no], Some(502)),
        (vec![page(429)], [no, yes, yes, no], Some(429)),
        (vec![page(403)], [no, no, no, no], Some(403)),
        (vec![Reply::json(r#"{"RequestId": {}}"#)], [yes, no, no, no], Some(200)),
    ] {
        let error = failed(&replies).await;
        assert_eq!((asked(&error), error.status()), (expected, status), "{error}");
    }
    let refusal = failed(&[Reply::refusal("A.B", "no")]).await;
    assert_eq!((refusal.code(), refusal.request_id()), (Some("A.B"), Some("in-memory")));
    // A request without an answer, and then none at all: the first may have happened.
    let cloud = FakeTransport::new();
    cloud.on("DescribeOrganization", Reply::no_response("reset"));
    cloud.on("DescribeOrganization", not_sent());
    let client = Client::builder()
        .transport(cloud)
        .credentials(Credential::new("AKIDEXAMPLE", "secret"))
        .clock(ManualClock::at(SystemTime::UNIX_EPOCH))
        .build()
        .unwrap();
    let error = client.send(&DESCRIBE).await.unwrap_err();
    assert!(matches!(error, Error::NotSent(_)) && error.may_have_happened(), "{error}");
}

#[test]
fn errors_and_responses_can_be_made_in_tests_of_programs() {
    let refusal = ServiceError::new(RawCode::from_code("A.B"), "no", "r-1");
    let error: Error = refusal.into();
    assert_eq!(error.to_string(), "A.B: no (request r-1)");
    assert!(error.call().is_none() && error.tasks().is_empty());
    let page = build(|page: &mut ListMembersResponse| page.items = vec!["m1".to_owned()]);
    assert_eq!((page.items.len(), page.total), (1, None));
}
