//! The canonical form of a spec is a fixed point, and programs see no difference.

use crate::tree;
use tencentcloud_codegen::diff::{Spec, Verdict, diff};
use tencentcloud_model::load;
use tencentcloud_model::resolve::resolve;
use tencentcloud_model::write;

pub fn run(data: &[u8]) {
    let mut files = tree::parse(data);
    let documents = load::read(&tree::tree(&files));
    if !documents.problems().is_empty() {
        return;
    }
    let before = resolve(&documents);
    let formatted = write::format(&documents);
    tree::replace(&mut files, &formatted);
    let documents = load::read(&tree::tree(&files));
    assert!(documents.problems().is_empty(), "not readable:\n{}", documents.problems());
    let again = write::format(&documents);
    assert_eq!(formatted, again, "the second run changes files");
    match (before, resolve(&documents)) {
        (Ok(_), Err(problems)) => panic!("formatting breaks the spec:\n{problems}"),
        (Ok(before), Ok(after)) => {
            if let (Ok(before), Ok(after)) = (Spec::new(&before), Spec::new(&after)) {
                // Descriptions are wrapped again, which `diff` reports as documentation.
                let mut found = diff(&before, &after).changes;
                found.retain(|change| change.rule.verdict() != Verdict::Docs);
                assert!(found.is_empty(), "formatting changes the API: {found:?}");
            }
        }
        (Err(_), _) => {}
    }
}
