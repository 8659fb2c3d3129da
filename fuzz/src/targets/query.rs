//! JMESPath: a query on the first line, JSON on the rest. A query selects or is rejected.

use tencentcloud_cli::{Json, Query};

pub fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let (query, json) = text.split_once('\n').unwrap_or((text, "{}"));
    let Ok(query) = Query::compile(query) else { return };
    let Ok(value) = Json::parse(json) else { return };
    if let Ok(found) = query.search(&value) {
        Json::parse(&found.compact()).expect("the selection is JSON");
    }
}
