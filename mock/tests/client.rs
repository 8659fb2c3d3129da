//! The generated crate and its client against the mock, over a socket and signed: every action, and
//! every documented error of every action.

#[allow(dead_code, reason = "the actions of another service are not called")]
#[path = "../../generated/tests/support/every_action.rs"]
mod every_action;
#[path = "../../generated/tests/support/visit.rs"]
mod visit;

use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::collections::HashSet;
use std::mem::discriminant;
use std::time::Duration;
use tencentcloud_api::organization::v20210331;
use tencentcloud_api::runtime::action::Action;
use tencentcloud_api::runtime::blocking;
use tencentcloud_api::runtime::client::Client;
use tencentcloud_api::runtime::credential::Credential;
use tencentcloud_api::runtime::error::{Class, Code, Error};
use tencentcloud_api::runtime::retry::Policy;
use tencentcloud_api::runtime::transport::Proxy;
use tencentcloud_api::runtime::wire;
use tencentcloud_mock::{Builder, MockServer, Rule, SECRET_ID, SECRET_KEY};
use tokio::runtime::Runtime;
use visit::Visitor;

fn runtime() -> Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime")
}

fn start(builder: Builder) -> MockServer {
    builder.without_rate_limits().start_blocking().expect("the server starts")
}

/// A client that calls the mock and never sends twice.
fn client(server: &MockServer, secret: &str) -> Client {
    Client::builder()
        .endpoint(server.url())
        .credentials(Credential::new(SECRET_ID, secret))
        .region("ap-guangzhou")
        .retry(Policy::off())
        .proxy(Proxy::None)
        .build()
        .expect("a client")
}

/// Either of the generated crate's clients.
enum Sender {
    Async(Runtime, Client),
    Blocking(blocking::Client),
}

impl Sender {
    fn of(server: &MockServer) -> Self {
        Self::Async(runtime(), client(server, SECRET_KEY))
    }

    fn blocking(server: &MockServer) -> Self {
        let builder = blocking::Client::builder()
            .endpoint(server.url())
            .credentials(Credential::new(SECRET_ID, SECRET_KEY))
            .region("ap-guangzhou")
            .retry(Policy::off())
            .proxy(Proxy::None);
        Self::Blocking(builder.build().expect("a client"))
    }

    fn send<A: Action>(&self, request: &A) -> Result<A::Response, Error<A::Error>> {
        match self {
            Self::Async(runtime, client) => runtime.block_on(async { client.send(request).await }),
            Self::Blocking(client) => client.send(request).call(),
        }
    }
}

/// Calls every action it visits.
struct Caller<'a> {
    server: &'a MockServer,
    sender: Sender,
    /// The codes that each action lists, by version and action; no entry if they are not known.
    codes: BTreeMap<(String, String), Vec<String>>,
    actions: usize,
    pairs: usize,
    /// The actions whose codes are not known: metadata, which alone describes them, has none.
    unlisted: usize,
}

impl<'a> Caller<'a> {
    fn new(sender: Sender, server: &'a MockServer) -> Self {
        let mut codes = BTreeMap::new();
        for version in
            server.mock().spec().model().services.iter().flat_map(|service| &service.versions)
        {
            for action in &version.actions {
                let Some(listed) = &action.errors else { continue };
                let listed = listed.iter().map(|error| version.errors[error.code.0].code.clone());
                codes.insert((version.name.clone(), action.name.clone()), listed.collect());
            }
        }
        Self { server, sender, codes, actions: 0, pairs: 0, unlisted: 0 }
    }

    /// The request succeeds, and what arrived is what was meant.
    fn succeeds<A: Action>(&self, request: &A, parameters: &Map<String, Value>) {
        let name = A::OPERATION.name;
        let response = self.sender.send(request);
        let response = response.unwrap_or_else(|error| panic!("{name}: {error}"));
        let received = self.server.requests().pop().expect("it was received");
        assert_eq!(received.action, name);
        assert_eq!(received.version, A::OPERATION.version);
        assert_eq!(received.secret_id.as_deref(), Some(SECRET_ID));
        assert_eq!(received.region.as_deref(), Some("ap-guangzhou"));
        assert_eq!(received.parameters().as_ref(), Some(parameters), "{name}");
        let response: Value = serde_json::from_slice(&wire::to_json(&response)).expect("JSON");
        assert_eq!(response["RequestId"], received.request_id.as_str(), "{name}");
    }

    /// Each code that the action lists arrives as a variant of its own.
    fn refuses<A: Action>(&mut self, request: &A) {
        let (name, version) = (A::OPERATION.name, A::OPERATION.version);
        let other = discriminant(&A::Error::from_code("NoSuch.Code"));
        let mut variants = HashSet::from([other]);
        let Some(codes) = self.codes.get(&(version.to_owned(), name.to_owned())).cloned() else {
            self.unlisted += 1;
            return;
        };
        assert!(!codes.is_empty(), "{name} lists codes");
        for code in codes {
            let rule = Rule::on(name).version(version).error(&code).message("on demand").once();
            self.server.rule(rule).expect("a documented code");
            let Err(Error::Service(refusal)) = self.sender.send(request) else {
                panic!("{name}: {code} is no refusal");
            };
            assert_eq!(refusal.error().code(), code, "{name}");
            assert_eq!(refusal.message(), "on demand");
            assert!(refusal.description().is_some_and(|text| !text.is_empty()), "{name} {code}");
            let received = self.server.requests().pop().expect("it was received");
            assert_eq!(refusal.request_id(), received.request_id);
            assert!(
                variants.insert(discriminant(refusal.error())),
                "{name}: {code} is no variant of its own"
            );
            self.pairs += 1;
        }
        self.server.mock().clear_rules();
    }
}

impl Visitor for Caller<'_> {
    fn visit<A: Action + serde::Serialize + serde::de::DeserializeOwned>(&mut self) {
        let (version, name) = (A::OPERATION.version, A::OPERATION.name);
        let parameters = self.server.mock().parameters_of(version, name);
        let parameters = parameters.unwrap_or_else(|| panic!("{version} {name} is unknown"));
        let request: A = serde_json::from_value(Value::Object(parameters.clone()))
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        self.succeeds(&request, &parameters);
        self.refuses(&request);
        self.actions += 1;
    }
}

fn call_everything(sender: impl Fn(&MockServer) -> Sender) {
    let server = start(MockServer::builder());
    let mut caller = Caller::new(sender(&server), &server);
    every_action::organization_v20181225(&mut caller);
    every_action::organization_v20210331(&mut caller);
    let spec = server.mock().spec().model();
    let organization = spec.services.iter().filter(|service| service.folder == "organization");
    let actions = || organization.clone().flat_map(|it| &it.versions).flat_map(|it| &it.actions);
    let pairs = actions().flat_map(|action| action.errors.iter().flatten()).count();
    let unlisted = actions().filter(|action| action.errors.is_none()).count();
    let expected = (actions().count(), pairs, unlisted);
    assert_eq!((caller.actions, caller.pairs, caller.unlisted), expected);
    assert!(expected.0 >= 159 && expected.1 >= 1_163, "{expected:?}");
}

#[test]
fn every_action_succeeds_and_every_documented_error_is_a_variant_of_its_own() {
    call_everything(Sender::of);
}

#[test]
fn the_same_holds_for_the_client_that_blocks() {
    call_everything(Sender::blocking);
}

#[test]
fn codes_that_an_action_does_not_list_are_common_or_kept_as_they_are() {
    let server = start(MockServer::builder());
    let request = v20210331::QuitOrganizationRequest::new(1_u64);
    let sender = Sender::of(&server);
    let code = |rule: Rule| {
        server.rule(rule.once()).expect("a rule");
        match sender.send(&request) {
            Err(Error::Service(refusal)) => refusal.into_error(),
            other => panic!("it should be refused: {other:?}"),
        }
    };
    let throttled = code(Rule::any().error("RequestLimitExceeded"));
    assert!(matches!(throttled, v20210331::QuitOrganizationError::Common(_)), "{throttled:?}");
    assert_eq!(throttled.class(), Class::Throttled);
    let unknown = code(Rule::any().error("ResourceNotFound.Moon").undocumented());
    assert!(matches!(unknown, v20210331::QuitOrganizationError::Other(_)), "{unknown:?}");
}

#[test]
fn a_request_signed_with_another_secret_is_refused() {
    let (runtime, server) = (runtime(), start(MockServer::builder()));
    let request = v20210331::DescribeOrganizationRequest::new();
    let answer = runtime.block_on(async { client(&server, "another").send(&request).await });
    let Err(Error::Service(refusal)) = answer else {
        panic!("it should be refused: {answer:?}");
    };
    assert_eq!(refusal.code(), "AuthFailure.SignatureFailure");
    assert_eq!(refusal.class(), Class::Auth);
}

#[test]
fn lists_are_read_to_the_end_whatever_their_paging() {
    let (runtime, server) = (runtime(), start(MockServer::builder().items(37)));
    let client = client(&server, SECRET_KEY);
    runtime.block_on(async {
        let users =
            client.items(v20210331::ListUsersRequest::new("z-1").with_max_results(10)).all();
        let users: HashSet<_> =
            users.await.expect("users").into_iter().map(|user| user.user_id).collect();
        assert_eq!(users.len(), 37);
        let members = client
            .items(v20210331::DescribeOrganizationMembersRequest::new().with_limit(10_u64))
            .all();
        assert_eq!(members.await.expect("members").len(), 37);
        let policies = client.items(v20210331::ListPoliciesRequest::new().with_rp(10_u64)).all();
        assert_eq!(policies.await.expect("policies").len(), 37);
    });
    let count =
        |action: &str| server.requests().iter().filter(|request| request.action == action).count();
    assert_eq!(count("ListUsers"), 4);
    assert_eq!(count("DescribeOrganizationMembers"), 4);
    assert_eq!(count("ListPolicies"), 4);
}

#[test]
fn tasks_are_waited_for_until_they_are_done_or_failed() {
    let (runtime, server) = (runtime(), start(MockServer::builder().task_polls(3)));
    let rule = Rule::on("ProvisionRoleConfiguration").task_fails("no such account").after(1);
    server.rule(rule).expect("a rule");
    let client = client(&server, SECRET_KEY);
    let parameters = server.mock().parameters_of("2021-03-31", "ProvisionRoleConfiguration");
    let parameters = Value::Object(parameters.expect("known"));
    let request: v20210331::ProvisionRoleConfigurationRequest =
        serde_json::from_value(parameters).expect("a request");
    let pause = Duration::from_millis(2);
    runtime.block_on(async {
        let response = client.send(&request).await.expect("a task");
        let done = client.wait(&request, &response).pauses(pause, pause).await.expect("done");
        assert_eq!(done.len(), 1);
        let polls =
            server.requests().iter().filter(|request| request.action == "GetTaskStatus").count();
        assert_eq!(polls, 4);
        let response = client.send(&request).await.expect("a task");
        let failed = client.wait(&request, &response).pauses(pause, pause).await;
        let Err(Error::Wait(failure)) = failed else {
            panic!("it should fail: {failed:?}");
        };
        assert!(failure.to_string().contains("no such account"), "{failure}");
    });
}

#[test]
fn faults_arrive_as_what_they_are() {
    let server = start(MockServer::builder());
    let request = v20210331::QuitOrganizationRequest::new(1_u64);
    for sender in [Sender::of(&server), Sender::blocking(&server)] {
        let meet = |rule: Rule| {
            server.rule(rule.once()).expect("a rule");
            sender.send(&request).expect_err("a fault")
        };
        assert!(matches!(meet(Rule::any().reset()), Error::NoResponse(_)));
        assert!(matches!(meet(Rule::any().truncate()), Error::NoResponse(_)));
        let page = meet(Rule::any().page(502, "<h1>Bad Gateway</h1>"));
        let Error::UnexpectedResponse(page) = page else {
            panic!("a page is not of the API: {page:?}");
        };
        assert!(page.to_string().contains("502"), "{page}");
        assert!(sender.send(&request).is_ok());
    }
}
