//! Encoding a page of members with the runtime, compared with derived code. With
//! `cargo bench --package bench --bench encode`, also prints the allocations of each.

// The second implementation that the runtime's tests compare with.
#[path = "../../runtime/tests/wire_contract/lenient.rs"]
#[allow(dead_code, reason = "the tests need more of it")]
mod lenient;
mod members;

use allocation_counter::measure;
use criterion::{BenchmarkId, Criterion, Throughput};
use members::{COUNTS, Envelope, answer, page};
use std::error::Error;
use std::hint::black_box;
use tencentcloud_api::organization::v20210331::DescribeOrganizationMembersResponse as Page;
use tencentcloud_api::runtime::wire;

fn main() -> Result<(), Box<dyn Error>> {
    let mut criterion = Criterion::default().configure_from_args();
    for count in COUNTS {
        let json = page(count)?;
        let twin = serde_json::from_slice::<Envelope>(&answer(&json))?.response;
        let page: Page = serde_json::from_slice(&json)?;
        assert!(serde_json::to_vec(&twin)? == json, "both write the same");
        let derived = || drop(black_box(serde_json::to_vec(black_box(&twin))));
        let by_serde = || drop(black_box(serde_json::to_vec(black_box(&page))));
        let ours = || drop(black_box(wire::to_json(black_box(&page))));
        let allocations = [measure(derived).count_total, measure(ours).count_total];
        println!(
            "{count} members, allocations: {} derived, {} ours",
            allocations[0], allocations[1]
        );
        let mut group = criterion.benchmark_group("encode");
        group.throughput(Throughput::Bytes(json.len() as u64));
        group.bench_function(BenchmarkId::new("derived", count), |bencher| bencher.iter(derived));
        group.bench_function(BenchmarkId::new("ours", count), |bencher| bencher.iter(ours));
        group.bench_function(BenchmarkId::new("ours by serde", count), |bencher| {
            bencher.iter(by_serde);
        });
        group.finish();
    }
    criterion.final_summary();
    Ok(())
}
