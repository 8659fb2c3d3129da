//! The cost of a call, compared with its plain HTTP request.
//!
//! One thread sends everything over loopback: the client's call, and a plain reqwest POST of the same
//! bytes and headers whose response is read and discarded, with and without the timeout that the
//! client has. The CPU time and the allocations of that thread are compared; the server runs on
//! another thread and is not counted. Rounds alternate, and the 10th percentile of each kind is
//! printed: slower rounds were disturbed by other programs.

use crate::server::{self, Server};
use anyhow::{Context, Result};
use bytes::Bytes;
use cpu_time::ThreadTime;
use std::hint::black_box;
use std::time::Duration;
use tencentcloud_api::organization::v20210331::{
    Client, DescribeOrganizationMembersRequest, DescribeOrganizationRequest,
};
use tencentcloud_api::runtime::action::{self, Action};
use tencentcloud_api::runtime::credential::Credential;
use tencentcloud_api::runtime::sign::SigningInput;
use tencentcloud_api::runtime::wire;

/// Calls per round, and rounds of each kind.
const CALLS: u32 = 200;
const ROUNDS: usize = 101;

pub fn bench() -> Result<()> {
    // Required by plain reqwest; the client brings its own.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    println!(
        "\nCalls: 10th percentile of {ROUNDS} rounds of {CALLS} calls each, CPU time of the client's thread\n"
    );
    let small = DescribeOrganizationRequest::new();
    let answer = r#"{"Response":{"OrgId":10001,"HostUin":100000000001,"NickName":"example","OrgType":1,"IsManager":true,"OrgPolicyType":"Financial","OrgPolicyName":"pay","OrgPermission":[{"Id":1,"Name":"view bills"},{"Id":2,"Name":"view balance"}],"RootNodeId":7,"CreateTime":"2024-03-12 12:12:12","JoinTime":"2024-03-12 12:12:12","IsAllowQuit":"Denied","PayUin":"","PayName":"","IsAssignManager":false,"IsAuthManager":true,"RequestId":"b46d2afe-6893-4529-bc96-2c82d9214957"}}"#;
    compare(&runtime, "one organization", &small, answer.as_bytes())?;
    let page = DescribeOrganizationMembersRequest::new();
    compare(
        &runtime,
        "a page of 50 members",
        &page,
        Box::leak(members(50).into_boxed_str()).as_bytes(),
    )?;
    Ok(())
}

/// A page of members.
fn members(count: u64) -> String {
    let member = |number: u64| {
        serde_json::json!({
            "MemberUin": 100_000_000_000 + number, "Name": format!("member {number}"),
            "MemberType": "Invite", "OrgPolicyType": "Financial", "OrgPolicyName": "pay",
            "OrgPermission": [{"Id": 1, "Name": "view bills"}, {"Id": 2, "Name": "view balance"}],
            "NodeId": 7, "NodeName": "build", "Remark": "", "CreateTime": "2024-03-12 12:12:12",
            "UpdateTime": "2024-03-12 12:12:12", "IsAllowQuit": "Allow", "PayUin": "100000000001",
            "PayName": "example", "OrgIdentity": [], "BindStatus": "Valid",
            "PermissionStatus": "Confirmed", "Tags": [], "NickName": "nick",
        })
    };
    let items: Vec<_> = (0..count).map(member).collect();
    let response = serde_json::json!({"Items": items, "Total": count, "RequestId": "r"});
    serde_json::json!({"Response": response}).to_string()
}

/// The cost of one call, averaged over a round.
#[derive(Clone, Copy, Default)]
struct Cost {
    time: Duration,
    allocations: u64,
    bytes: u64,
}

/// Measures the work of a round.
fn round(mut call: impl FnMut()) -> Cost {
    let start = ThreadTime::now();
    let counted = allocation_counter::measure(|| (0..CALLS).for_each(|_| call()));
    Cost {
        time: start.elapsed() / CALLS,
        allocations: counted.count_total / u64::from(CALLS),
        bytes: counted.bytes_total / u64::from(CALLS),
    }
}

fn compare<A: Action>(
    runtime: &tokio::runtime::Runtime,
    name: &str,
    request: &A,
    answer: &'static [u8],
) -> Result<()> {
    let server = Server::start(answer)?;
    let client = Client::builder()
        .endpoint(server.url())
        .credentials(Credential::new("AKIDEXAMPLE", "secret"))
        .rate_limits(false)
        .build()?;
    runtime.block_on(client.send(request)).map_err(|error| anyhow::anyhow!("{error}"))?;
    let plain = Plain::new(&server, None)?;
    let timed = Plain::new(&server, Some(Duration::from_secs(60)))?;
    runtime.block_on(plain.post())?;
    runtime.block_on(timed.post())?;

    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        let ours = round(|| drop(black_box(runtime.block_on(client.send(request)))));
        let plain = round(|| drop(black_box(runtime.block_on(plain.post()))));
        let timed = round(|| drop(black_box(runtime.block_on(timed.post()))));
        rounds.push([ours, plain, timed]);
    }
    let body = wire::to_json(request);
    let encode = round(|| drop(black_box(wire::to_json(request))));
    let credential = Credential::new("AKIDEXAMPLE", "secret");
    let sign = round(|| {
        let signing = SigningInput {
            method: "POST",
            query: "",
            headers: &[
                ("content-type", "application/json"),
                ("host", server.url().trim_start_matches("http://")),
                ("x-tc-action", A::OPERATION.name),
            ],
            body: &body,
            service: "organization",
            timestamp: 1_551_113_065,
        };
        black_box(credential.authorization(&signing));
    });
    let decode = round(|| drop(black_box(action::decode::<A>(answer))));
    report(name, answer.len(), &rounds, [encode, sign, decode]);
    Ok(())
}

/// Measures a call, the plain request, and the plain request with a timeout.
type Rounds = [[Cost; 3]];

fn report(name: &str, length: usize, rounds: &Rounds, [encode, sign, decode]: [Cost; 3]) {
    let micros = |cost: &Cost| cost.time.as_secs_f64() * 1e6;
    let time = |index: usize| {
        let mut times: Vec<f64> = rounds.iter().map(|costs| micros(&costs[index])).collect();
        times.sort_by(f64::total_cmp);
        times.get(times.len() / 10).copied().unwrap_or_default()
    };
    let last = rounds.last().copied().unwrap_or_default();
    println!("{name} (response of {length} bytes)");
    for (index, what) in ["call", "plain request", "plain, timeout"].into_iter().enumerate() {
        println!(
            "  {what:14} {:7.1} µs  {:5} allocations  {:7} bytes",
            time(index),
            last[index].allocations,
            last[index].bytes
        );
    }
    for (index, what) in [(1, "plain request"), (2, "plain request with a timeout")] {
        let more = time(0) - time(index);
        println!("  more than the {what}: {more:.1} µs ({:.1} %)", more / time(index) * 100.0);
    }
    println!(
        "  encoding {:.1} µs, signing {:.1} µs, decoding {:.1} µs\n",
        micros(&encode),
        micros(&sign),
        micros(&decode)
    );
}

/// Sends the request without the client.
struct Plain {
    client: reqwest::Client,
    request: server::Request,
}

impl Plain {
    fn new(server: &Server, timeout: Option<Duration>) -> Result<Self> {
        let mut builder = reqwest::Client::builder()
            .tls_certs_only([])
            .http1_only()
            .tcp_nodelay(true)
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy();
        if let Some(timeout) = timeout {
            builder = builder.timeout(timeout);
        }
        let request = server.last().context("the server has seen a request")?;
        Ok(Self { client: builder.build()?, request })
    }

    async fn post(&self) -> Result<Bytes, reqwest::Error> {
        let mut request = self.client.post(&self.request.url);
        for (name, value) in &self.request.headers {
            request = request.header(name, value);
        }
        request.body(self.request.body.clone()).send().await?.bytes().await
    }
}
