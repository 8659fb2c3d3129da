//! What a call costs beside the HTTP request that it is.
//!
//! Both are made over loopback by one thread: the call of the client, and a plain reqwest POST of the
//! same bytes with the same headers, whose answer is read and thrown away. The CPU time of that
//! thread and its allocations are compared; the server runs on another thread and is not counted.
//! The rounds alternate, and the medians of their differences are printed, as the machine may be busy.

use crate::server::{self, Server};
use anyhow::{Context, Result};
use bytes::Bytes;
use cpu_time::ThreadTime;
use std::hint::black_box;
use std::time::Duration;
use tencentcloud_api::organization::v20210331::{
    Client, DescribeOrganizationMembersRequest, DescribeOrganizationRequest,
};
use tencentcloud_api::runtime::credential::Credential;
use tencentcloud_api::runtime::sign::Signing;
use tencentcloud_api::runtime::{action::Action, envelope, wire};

/// How many calls a round has, and how many rounds there are.
const CALLS: u32 = 200;
const ROUNDS: usize = 41;

pub fn bench() -> Result<()> {
    // What plain reqwest wants; the client brings its own.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    println!(
        "\nCalls: medians of {ROUNDS} rounds of {CALLS} calls each; CPU time of the client's thread\n"
    );
    let small = DescribeOrganizationRequest::new();
    let answer = r#"{"Response":{"OrgId":10001,"HostUin":100000000001,"NickName":"example","OrgType":1,"IsManager":true,"OrgPolicyType":"Financial","OrgPolicyName":"pay","OrgPermission":[{"Id":1,"Name":"view bills"},{"Id":2,"Name":"view balance"}],"RootNodeId":7,"CreateTime":"2024-03-12 12:12:12","JoinTime":"2024-03-12 12:12:12","IsAllowQuit":"Denied","PayUin":"","PayName":"","IsAssignManager":false,"IsAuthManager":true,"RequestId":"b46d2afe-6893-4529-bc96-2c82d9214957"}}"#;
    compare(&runtime, "one organization", &small, answer.as_bytes())?;
    let page = DescribeOrganizationMembersRequest::new(0, 50);
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

/// What a round costs, per call.
#[derive(Clone, Copy, Default)]
struct Cost {
    time: Duration,
    allocations: u64,
    bytes: u64,
}

/// Measures what happens in a round.
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
        .build()?;
    runtime.block_on(client.send(request)).map_err(|error| anyhow::anyhow!("{error}"))?;
    let plain = Plain::new(&server)?;
    runtime.block_on(plain.post())?;

    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        let ours = round(|| drop(black_box(runtime.block_on(client.send(request)))));
        let theirs = round(|| drop(black_box(runtime.block_on(plain.post()))));
        rounds.push((ours, theirs));
    }
    let body = wire::to_json(request);
    let encode = round(|| drop(black_box(wire::to_json(request))));
    let key = "secret".into();
    let sign = round(|| {
        let signing = Signing {
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
        black_box(signing.authorization("AKIDEXAMPLE", &key));
    });
    let decode = round(|| drop(black_box(envelope::decode::<A>(answer))));
    report(name, answer.len(), &rounds, [encode, sign, decode]);
    Ok(())
}

fn report(name: &str, length: usize, rounds: &[(Cost, Cost)], [encode, sign, decode]: [Cost; 3]) {
    let time = |read: fn(&(Cost, Cost)) -> f64| {
        let mut times: Vec<f64> = rounds.iter().map(read).collect();
        times.sort_by(f64::total_cmp);
        times.get(times.len() / 2).copied().unwrap_or_default()
    };
    let micros = |cost: &Cost| cost.time.as_secs_f64() * 1e6;
    let ours = time(|(ours, _)| ours.time.as_secs_f64() * 1e6);
    let plain = time(|(_, plain)| plain.time.as_secs_f64() * 1e6);
    let more = time(|(ours, plain)| (ours.time.as_secs_f64() - plain.time.as_secs_f64()) * 1e6);
    let (our, their) = rounds.last().copied().unwrap_or_default();
    println!("{name} (an answer of {length} bytes)");
    println!(
        "  call          {ours:7.1} µs  {:5} allocations  {:7} bytes",
        our.allocations, our.bytes
    );
    println!(
        "  plain request {plain:7.1} µs  {:5} allocations  {:7} bytes",
        their.allocations, their.bytes
    );
    println!("  difference    {more:7.1} µs  ({:.1} % of the plain request)", more / plain * 100.0);
    println!(
        "  of which encoding {:.1} µs, signing {:.1} µs, decoding {:.1} µs\n",
        micros(&encode),
        micros(&sign),
        micros(&decode)
    );
}

/// The same request without the client.
struct Plain {
    client: reqwest::Client,
    request: server::Request,
}

impl Plain {
    fn new(server: &Server) -> Result<Self> {
        let client = reqwest::Client::builder()
            .tls_certs_only([])
            .http1_only()
            .tcp_nodelay(true)
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build()?;
        let request = server.last().context("the server has seen a request")?;
        Ok(Self { client, request })
    }

    async fn post(&self) -> Result<Bytes, reqwest::Error> {
        let mut request = self.client.post(&self.request.url);
        for (name, value) in &self.request.headers {
            request = request.header(name, value);
        }
        request.body(self.request.body.clone()).send().await?.bytes().await
    }
}
