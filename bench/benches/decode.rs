//! Decoding a page of members with the runtime, compared with derived code of the same leniency.
//! With `cargo bench --package bench --bench decode`, also prints the allocations of each.

// The second implementation that the runtime's tests compare with.
#[path = "../../runtime/tests/wire_contract/lenient.rs"]
#[allow(dead_code, reason = "the tests need more of it")]
mod lenient;
mod members;

use allocation_counter::measure;
use criterion::{BenchmarkId, Criterion, Throughput};
use members::{COUNTS, Envelope, Response, answer, page};
use std::error::Error;
use std::hint::black_box;
use tencentcloud_api::organization::v20210331::{
    DescribeOrganizationMembersRequest as Request, DescribeOrganizationMembersResponse as Page,
};
use tencentcloud_api::runtime::action;

fn main() -> Result<(), Box<dyn Error>> {
    let mut criterion = Criterion::default().configure_from_args();
    for count in COUNTS {
        let page = page(count)?;
        let answer = answer(&page);
        // A response with its envelope, as the client decodes it.
        let derived = || drop(black_box(serde_json::from_slice::<Envelope>(black_box(&answer))));
        let ours = || drop(black_box(action::decode::<Request>(black_box(&answer))));
        let allocations = [measure(derived).count_total, measure(ours).count_total];
        println!(
            "{count} members, allocations: {} derived, {} ours",
            allocations[0], allocations[1]
        );
        let mut group = criterion.benchmark_group("decode/answer");
        group.throughput(Throughput::Bytes(answer.len() as u64));
        group.bench_function(BenchmarkId::new("derived", count), |bencher| bencher.iter(derived));
        group.bench_function(BenchmarkId::new("ours", count), |bencher| bencher.iter(ours));
        group.finish();
        // The bare record, through serde on both sides.
        let derived = || drop(black_box(serde_json::from_slice::<Response>(black_box(&page))));
        let ours = || drop(black_box(serde_json::from_slice::<Page>(black_box(&page))));
        let mut group = criterion.benchmark_group("decode/serde");
        group.throughput(Throughput::Bytes(page.len() as u64));
        group.bench_function(BenchmarkId::new("derived", count), |bencher| bencher.iter(derived));
        group.bench_function(BenchmarkId::new("ours", count), |bencher| bencher.iter(ours));
        group.finish();
    }
    criterion.final_summary();
    Ok(())
}
