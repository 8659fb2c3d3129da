//! Encoding and decoding JSON, compared with derived code; measured by criterion in `benches`.

use crate::measure::{self, command};
use crate::table::{Table, number};
use crate::work::Work;
use anyhow::{Context, Result};
use serde_json::Value;
use std::fs;

/// A comparison: its name, and criterion's names for the group and for our side.
const MEASURED: [(&str, &str, &str); 4] = [
    ("decode an answer", "decode_answer", "ours"),
    ("decode by serde", "decode_serde", "ours"),
    ("encode", "encode", "ours"),
    ("encode by serde", "encode", "ours by serde"),
];

/// Runs both benches and compares their medians.
pub fn bench(work: &Work) -> Result<()> {
    println!("measuring with criterion");
    let log = work.log("criterion");
    let mut cargo = command("cargo", work.root());
    cargo.args(["bench", "--package", "bench", "--bench", "decode", "--bench", "encode"]);
    measure::run(&mut cargo, &log)?;
    let mut table = Table::new(&["what", "members", "derived µs", "ours µs", "ratio"]);
    for (what, group, ours) in MEASURED {
        for count in [1, 50, 5000] {
            let median = |whose: &str| {
                let folder = work.criterion().join(group).join(whose);
                let path = folder.join(format!("{count}/new/estimates.json"));
                let text = fs::read_to_string(&path)
                    .with_context(|| format!("criterion wrote no {}", path.display()))?;
                let estimates: Value = serde_json::from_str(&text)?;
                let nanoseconds = estimates.pointer("/median/point_estimate");
                nanoseconds.and_then(Value::as_f64).map(|time| time / 1e3).context("no median")
            };
            let (derived, ours) = (median("derived")?, median(ours)?);
            table.row([
                what.to_owned(),
                count.to_string(),
                number(derived),
                number(ours),
                number(ours / derived),
            ]);
        }
    }
    table.print("Decoding and encoding a page of members, medians");
    let text = fs::read_to_string(&log)?;
    for line in text.lines().filter(|line| line.contains("allocations")) {
        println!("{line}");
    }
    Ok(())
}
