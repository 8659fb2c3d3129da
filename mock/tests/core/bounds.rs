//! Specs of users that ask for more than a mock can give: bounded work, and valid answers.

use crate::support::{body, now, request, unsigned};
use serde_json::{Value, json};
use tencentcloud_mock::{Error, Mock, Spec};
use tencentcloud_model::load::{Tree, load};
use tencentcloud_model::resolve::resolve;

const SERVICE: &[(&str, &str)] = &[
    (
        "common/errors.yaml",
        "families: [{family: InternalError, class: internal}]\nerrors: [{code: InternalError, doc: x}]\n",
    ),
    ("toy/service.yaml", "title: Toy\nhosts: {mainland: toy.tencentcloudapi.com}\n"),
    ("toy/2020-01-01/version.yaml", "doc: x\n"),
    ("toy/2020-01-01/errors.yaml", "errors: [{code: InternalError.A, doc: x}]\n"),
];

fn mock(files: &[(&str, &str)]) -> Mock {
    let files = SERVICE.iter().chain(files).copied();
    let documents = load(&Tree::memory(files)).unwrap_or_else(|diagnostics| {
        panic!("{}", tencentcloud_model::diagnostic::Printer::plain().print(&diagnostics))
    });
    let model = resolve(&documents).unwrap_or_else(|diagnostics| {
        panic!("{}", tencentcloud_model::diagnostic::Printer::plain().print(&diagnostics))
    });
    unsigned().spec(Spec::from(model)).build().expect("a mock")
}

fn answer(mock: &Mock, action: &str) -> Value {
    Value::Object(body(&mock.answer(&request("2020-01-01", action, &json!({})), now())))
}

#[test]
fn constraints_at_the_end_of_their_range_are_met_or_capped() {
    let mock = mock(&[(
        "toy/2020-01-01/actions/MakeToy.yaml",
        "output:\n\
         \x20 - {name: Many, type: list<int64>, min_items: 9223372036854775807}\n\
         \x20 - {name: More, type: list<string>, min_items: 1000000, max_items: 1000001}\n\
         \x20 - {name: High, type: uint64, min: 18446744073709551615}\n\
         \x20 - {name: Top, type: uint64, max: 18446744073709551615}\n\
         \x20 - {name: Low, type: int64, max: -9223372036854775808}\n\
         \x20 - {name: Wide, type: int64, min: -9223372036854775808, max: 9223372036854775807}\n\
         \x20 - {name: Edge, type: int64, min: 9223372036854775807}\n\
         \x20 - {name: Huge, type: float, min: -1.0e+308, max: 1.0e+308}\n\
         \x20 - {name: Under, type: float, max: -1.0e+308}\n\
         \x20 - {name: Long, type: string, min_length: 18446744073709551615}\n\
         \x20 - {name: Negative, type: int64, max: -5}\n\
         errors: [InternalError.A]\n",
    )]);
    let toy = answer(&mock, "MakeToy");
    for name in ["Many", "More"] {
        let length = toy[name].as_array().map(Vec::len).expect("a list");
        assert!((2..=200).contains(&length), "{name}: {length}");
    }
    assert_eq!(toy["High"], 18_446_744_073_709_551_615_u64);
    assert!(toy["Top"].is_u64() && toy["Wide"].is_i64());
    assert_eq!(toy["Low"], -9_223_372_036_854_775_808_i64);
    assert_eq!(toy["Edge"], 9_223_372_036_854_775_807_i64);
    assert!(toy["Huge"].is_f64() && toy["Under"].as_f64().is_some_and(|it| it <= -1.0e308));
    assert!(toy["Negative"].as_i64().is_some_and(|number| number <= -5));
    assert_eq!(toy["Long"].as_str().map(str::len), Some(4_096));
    assert!(toy.to_string().len() < 256 << 10);
}

#[test]
fn types_inside_themselves_end() {
    let members: String = (0..40)
        .map(|index| format!("  - {{name: Next{index}, type: list<Tree>}}\n"))
        .chain([("  - {name: Self, type: Tree}\n".to_owned())])
        .collect();
    let tree = format!("members:\n{members}");
    let mock = mock(&[
        ("toy/2020-01-01/types/Tree.yaml", &tree),
        (
            "toy/2020-01-01/actions/GrowTree.yaml",
            "output: [{name: Tree, type: Tree}, {name: Trees, type: list<Tree>}]\nerrors: [InternalError.A]\n",
        ),
        ("toy/2020-01-01/actions/ListTrees.yaml", "output: [{name: Trees, type: list<Tree>}]\n"),
    ]);
    let grown = answer(&mock, "GrowTree");
    assert_eq!(grown["Tree"]["Self"], json!({}));
    assert_eq!(grown["Tree"]["Next7"], json!([]));
    assert_eq!(grown["Trees"].as_array().map(Vec::len), Some(2));
    assert!(answer(&mock, "ListTrees")["Trees"].is_array());
}

#[test]
fn types_that_branch_at_every_level_end() {
    let mut files: Vec<(String, String)> = (0..12)
        .map(|level| {
            let below =
                if level == 11 { "string".to_owned() } else { format!("list<T{}>", level + 1) };
            let members: Vec<String> = (0..20)
                .map(|index| format!("  - {{name: M{index}, type: {below}, min_items: 50}}"))
                .collect();
            let members = members.join("\n");
            let members =
                if level == 11 { members.replace(", min_items: 50", "") } else { members };
            (format!("toy/2020-01-01/types/T{level}.yaml"), format!("members:\n{members}\n"))
        })
        .collect();
    files.push((
        "toy/2020-01-01/actions/Branch.yaml".to_owned(),
        "output: [{name: Top, type: T0}]\nerrors: [InternalError.A]\n".to_owned(),
    ));
    let files: Vec<(&str, &str)> =
        files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let branches = answer(&mock(&files), "Branch");
    assert!(branches["Top"]["M0"].is_array());
    assert!(branches.to_string().len() < 1 << 20);
}

#[test]
fn parameters_that_no_generated_value_satisfies_are_not_offered() {
    let mock = mock(&[(
        "toy/2020-01-01/actions/MakeToy.yaml",
        "input: [{name: Slug, type: string, required: true, pattern: '[0-9]+'}]\nerrors: [InternalError.A]\n",
    )]);
    assert_eq!(mock.parameters_of("2020-01-01", "MakeToy"), None);
}

#[test]
fn settings_without_effect_are_refused() {
    let problem = |result: Result<Mock, Error>| match result {
        Err(Error::Setting(problem)) => problem,
        other => panic!("it should be refused: {other:?}"),
    };
    assert_eq!(
        problem(unsigned().items_of("ListUser", 3).build()),
        "items of an action: there is no action `ListUser`; did you mean `ListUsers`?"
    );
    let text = problem(unsigned().items_of("CreateUser", 3).build());
    assert_eq!(text, "items of `CreateUser`: it does not return a list");
    assert!(problem(unsigned().items(1_000_001).build()).contains("1000000"));
    assert!(problem(unsigned().unsigned_action("AsumeRole").build()).contains("`AssumeRole`"));
    assert!(unsigned().unsigned_action("AssumeRole").build().is_ok());
}
