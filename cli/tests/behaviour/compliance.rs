//! The official compliance suite of JMESPath, as the package `jmespath` brings it in its sources.

use serde_json::Value;
use std::path::PathBuf;
use tencentcloud_cli::{Json, Query};

/// The folder of the suite, below the sources that cargo has unpacked.
fn suite() -> Option<PathBuf> {
    let cargo = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let cargo = cargo.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")))?;
    let sources = std::fs::read_dir(cargo.join("registry/src")).ok()?;
    let mut packages = sources
        .flatten()
        .flat_map(|index| std::fs::read_dir(index.path()).into_iter().flatten().flatten());
    let package = packages
        .find(|package| package.file_name().to_string_lossy().starts_with("jmespath-0.5"))?;
    Some(package.path().join("tests/compliance")).filter(|folder| folder.is_dir())
}

#[test]
fn queries_comply_with_the_official_suite() {
    let Some(folder) = suite() else {
        eprintln!("skipped: cargo has not unpacked the sources of jmespath");
        return;
    };
    let (mut passed, mut failed) = (0, Vec::new());
    for file in std::fs::read_dir(folder).expect("listed").flatten() {
        if file.path().extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let text = std::fs::read_to_string(file.path()).expect("read");
        let groups: Vec<Value> = serde_json::from_str(&text).expect("JSON");
        for group in groups {
            let given = Json::parse(&group["given"].to_string()).expect("JSON");
            for case in group["cases"].as_array().into_iter().flatten() {
                let Some(query) = case["expression"].as_str() else { continue };
                let found = Query::compile(query).and_then(|query| query.search(&given));
                let is_right = match (&found, case.get("result"), case.get("error")) {
                    (Ok(found), Some(wanted), _) => same(&found.to_value(), wanted),
                    (Err(_), _, Some(_)) => true,
                    // A benchmark has no result.
                    (_, None, None) => continue,
                    _ => false,
                };
                if is_right {
                    passed += 1;
                } else {
                    failed.push(format!("{:?} {query}: {found:?}", file.file_name()));
                }
            }
        }
    }
    eprintln!("{passed} cases");
    assert!(
        failed.is_empty(),
        "{} of {}:\n{}",
        failed.len(),
        failed.len() + passed,
        failed.join("\n")
    );
    assert!(passed > 500, "{passed} cases");
}

/// Whether two values are equal; 1 and 1.0 are one number.
fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left.as_f64() == right.as_f64(),
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len()
                && left.iter().zip(right).all(|(left, right)| same(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .all(|(name, left)| right.get(name).is_some_and(|right| same(left, right)))
        }
        _ => left == right,
    }
}
