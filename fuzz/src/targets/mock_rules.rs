//! Rules of the mock: a text is a list of rules, or its mistakes are named.

use std::sync::OnceLock;
use tencentcloud_mock::{Mock, Spec, rules_from_text};

pub fn run(data: &[u8]) {
    static SPEC: OnceLock<Spec> = OnceLock::new();
    let Ok(text) = std::str::from_utf8(data) else { return };
    match rules_from_text(text) {
        Ok(rules) => {
            let spec = SPEC.get_or_init(|| Spec::embedded().expect("the spec is embedded"));
            if let Ok(mock) = Mock::builder().spec(spec.clone()).build() {
                for rule in rules {
                    let _ = mock.rule(rule);
                }
            }
        }
        Err(error) => assert!(!error.to_string().is_empty(), "no reason"),
    }
}
