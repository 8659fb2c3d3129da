//! Reports of each change, and that every rule has one.

use crate::case::{self, Case, Side};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use tencentcloud_codegen::diff::{Change, Diff, Printer, Release, Rule, Spec, diff};
use tencentcloud_model::load::{self, Tree};
use tencentcloud_model::model::Model;
use tencentcloud_model::resolve;

fn model(case: &Case, side: Side) -> Model {
    let tree = Tree::memory(case::spec([case], side));
    let model = load::load(&tree).and_then(|documents| resolve::resolve(&documents));
    model.unwrap_or_else(|problems| panic!("{} {}:\n{problems}", case.rule, side.name()))
}

fn changes(case: &Case) -> Diff {
    let (base, head) = (model(case, Side::Base), model(case, Side::Head));
    match (Spec::new(&base), Spec::new(&head)) {
        (Ok(base), Ok(head)) => diff(&base, &head),
        (Err(problems), _) | (_, Err(problems)) => panic!("{}:\n{problems}", case.rule),
    }
}

fn printer() -> Printer {
    Printer::new(Release { major: 0, minor: 1, patch: 0 })
}

#[test]
fn each_rule_has_a_case() {
    let cases: BTreeSet<String> = case::all().into_iter().map(|case| case.rule).collect();
    let rules: BTreeSet<String> = Rule::all().map(|rule| rule.id().to_owned()).collect();
    assert_eq!(cases, rules);
}

#[test]
fn each_change_is_reported_with_its_verdict() {
    let mut wrong = Vec::new();
    for case in case::all() {
        let diff = changes(&case);
        let text = printer().text(&diff);
        let report = text.rsplit_once("\n\n").map_or("", |(report, _)| report);
        if report != case.report.trim_end() {
            wrong.push(format!("{}\n{report}", case.rule));
        }
        let rule = diff.changes.iter().find(|change| change.rule.id() == case.rule);
        // The witness can only prove the verdict if no other change is graver.
        if rule.map(|change| change.rule.verdict()) != diff.verdict() {
            wrong.push(format!("{}: the gravest change is {:?}", case.rule, diff.verdict()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn nothing_changes_between_a_spec_and_itself() {
    for case in case::all() {
        let model = model(&case, Side::Head);
        let spec = Spec::new(&model).unwrap_or_else(|problems| panic!("{problems}"));
        assert!(diff(&spec, &spec).is_empty(), "{}", case.rule);
    }
}

/// Changes of every verdict, in two places.
fn some_changes() -> Diff {
    let change = |rule, at: &str, before: Option<&str>, after: Option<&str>| Change {
        rule,
        at: at.to_owned(),
        before: before.map(str::to_owned),
        after: after.map(str::to_owned),
    };
    let retyped = (Some("`uint64`"), Some("`int64`"));
    let changes = vec![
        change(Rule::CommonCodeAdded, "common/AuthFailure.New", None, None),
        change(Rule::ServiceDoc, "demo", None, None),
        change(Rule::ActionAdded, "demo/2024-01-01/Look", None, None),
        change(Rule::ActionAdded, "demo/2024-01-01/Tell", None, None),
        change(Rule::MemberRetyped, "demo/2024-01-01/Ask.input.Age", retyped.0, retyped.1),
        change(Rule::MemberDoc, "demo/2024-01-01/Ask.input.Age", Some("Old."), Some("New.")),
    ];
    Diff { changes }
}

#[test]
fn a_section_of_the_changelog_gathers_what_needs_no_words() {
    let expected = "\
## 0.2.0

### Breaking changes

- demo 2024-01-01, `Ask.input.Age`: type: `uint64` → `int64`

### Compatible changes

- common error codes, `AuthFailure.New`: added
- demo 2024-01-01, `Look`, `Tell`: added

### Documentation

- demo: description
- demo 2024-01-01, `Ask.input.Age`: description
";
    assert_eq!(printer().markdown(&some_changes()), expected);
    assert_eq!(printer().markdown(&Diff::default()), "No changes of the API.\n");
}

#[test]
fn programs_read_everything() {
    let json = printer().to_json(&some_changes());
    assert_eq!(json["verdict"], "breaking");
    assert_eq!(json["release"], json!({ "base": "0.1.0", "next": "0.2.0" }));
    assert_eq!(json["counts"], json!({ "breaking": 1, "additive": 3, "docs": 2 }));
    let expected = json!({
        "rule": "member-retyped",
        "verdict": "breaking",
        "at": "demo/2024-01-01/Ask.input.Age",
        "change": Rule::MemberRetyped.what(),
        "before": "`uint64`",
        "after": "`int64`",
        "reason": Rule::MemberRetyped.reason(),
    });
    assert_eq!(json["changes"][4], expected);
    assert_eq!(json["changes"][5]["after"], "New.");
    let nothing = printer().to_json(&Diff::default());
    assert_eq!((&nothing["verdict"], &nothing["changes"]), (&Value::Null, &json!([])));
}

#[test]
fn the_summary_states_the_version_that_follows() {
    let summary = "1 breaking, 3 additive, 2 docs only → breaking: 0.1.0 → 0.2.0";
    assert_eq!(printer().summary(&some_changes()), summary);
    assert_eq!(printer().summary(&Diff::default()), "no changes");
}
