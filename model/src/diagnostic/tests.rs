//! Diagnostics as they are read: printed, as JSON, sorted.

use super::{Code, Diagnostic, Diagnostics, Place, Printer, Source, similar};

const TEXT: &str = "doc: Lists units.\noutput:\n  - name: Items\n    type: list<ShareUnitMenber>\n";

fn place(path: &str, text: &str) -> Place {
    let start = TEXT.find(text).expect("the text is in the example");
    Place::new(&Source::new(path, TEXT), start..start + text.len())
}

#[test]
fn a_diagnostic_prints_like_the_compilers() {
    let diagnostic = Diagnostic::new(
        Code::UnknownType,
        place("a/List.yaml", "ShareUnitMenber"),
        "unknown type `ShareUnitMenber`",
    )
    .label("no such type")
    .secondary(place("a/List.yaml", "Items"), "the type of this member")
    .secondary(Place::file("a/types"), "types are defined here")
    .did_you_mean("ShareUnitMenber", ["ShareUnitMember", "ShareUnit"])
    .help("types are files in types/");
    insta::assert_snapshot!(Printer::plain().root("spec").print_one(&diagnostic), @r#"
    error[E0202]: unknown type `ShareUnitMenber`
     --> spec/a/List.yaml:4:16
      |
    3 |   - name: Items
      |           ----- the type of this member
    4 |     type: list<ShareUnitMenber>
      |                ^^^^^^^^^^^^^^^ no such type
     ::: spec/a/types
      = note: types are defined here
      = help: types are files in types/
    help: did you mean `ShareUnitMember`?
      |
    4 -     type: list<ShareUnitMenber>
    4 +     type: list<ShareUnitMember>
      |
    "#);
}

#[test]
fn a_place_of_several_lines_is_shown_by_its_first() {
    let place = place("a/List.yaml", "output:\n  - name: Items\n");
    let diagnostic = Diagnostic::new(Code::WrongType, place, "expected a text, found a list");
    insta::assert_snapshot!(Printer::plain().print_one(&diagnostic), @r#"
    error[E0103]: expected a text, found a list
     --> a/List.yaml:2:1
      |
    2 | output:
      | ^^^^^^^
      |
      = help: write a value of the type that is named; texts that look like numbers, `true`, `false` or `null` need quotes
    "#);
}

#[test]
fn json_has_places_and_replacements() {
    let diagnostic = Diagnostic::new(Code::UnknownKey, place("List.yaml", "output"), "unknown key")
        .did_you_mean("output", ["outputs"]);
    let mut json = Printer::plain().root("spec/").to_json(&diagnostic.into());
    json[0].as_object_mut().expect("an object").remove("rendered");
    insta::assert_snapshot!(serde_json::to_string_pretty(&json).expect("JSON"), @r#"
    [
      {
        "code": "E0101",
        "message": "unknown key",
        "place": {
          "path": "spec/List.yaml",
          "line": 2,
          "column": 1,
          "end_line": 2,
          "end_column": 7,
          "start": 18,
          "end": 24
        },
        "label": "",
        "labels": [],
        "helps": [
          {
            "text": "did you mean `outputs`?",
            "place": {
              "path": "spec/List.yaml",
              "line": 2,
              "column": 1,
              "end_line": 2,
              "end_column": 7,
              "start": 18,
              "end": 24
            },
            "replacement": "outputs"
          }
        ]
      }
    ]
    "#);
}

#[test]
fn diagnostics_are_sorted_by_place_and_said_once() {
    let mut diagnostics = Diagnostics::new();
    for (path, text) in [("b", "doc"), ("a", "Items"), ("a", "doc"), ("b", "doc")] {
        diagnostics.push(Diagnostic::new(Code::UnknownKey, place(path, text), "wrong"));
    }
    diagnostics.push(Diagnostic::new(Code::MissingFile, Place::file("b"), "missing"));
    let sorted = diagnostics.finish(()).expect_err("there are some");
    let places: Vec<String> = sorted.iter().map(|one| one.place().to_string()).collect();
    assert_eq!(places, ["a:1:1", "a:3:11", "b", "b:1:1"]);
}

#[test]
fn a_file_of_another_kind_does_not_bury_the_others() {
    let source = Source::new("a", "x".repeat(9000));
    let many = (0..9000)
        .map(|at| Diagnostic::new(Code::UnknownKey, Place::new(&source, at..at + 1), "wrong"));
    let mut diagnostics: Diagnostics = many.collect();
    diagnostics.push(Diagnostic::new(Code::UnknownKey, place("b", "doc"), "wrong"));
    let limited = diagnostics.finish(()).expect_err("there are some");
    assert_eq!(limited.len(), 501);
    assert!(limited.to_string().contains("8500 more mistakes in this file"));
}

#[test]
fn a_place_outside_the_text_does_no_harm() {
    let source = Source::new("a", "né");
    for range in [1..2, 2..3, 0..900, 700..900] {
        let diagnostic = Diagnostic::new(Code::InvalidYaml, Place::new(&source, range), "wrong");
        assert!(Printer::coloured().print_one(&diagnostic).contains("wrong"));
    }
}

#[test]
fn only_what_was_surely_meant_is_suggested() {
    let table = [
        ("Tga", &["Tag", "Target"][..], Some("Tag")),
        ("tag", &["Tag"], Some("Tag")),
        ("rate_limt", &["rate_limit", "status"], Some("rate_limit")),
        ("Id", &["Ip"], None),
        ("Note", &["Node", "Mote"], None),
        ("Unit", &["Organization"], None),
        ("same", &["same"], None),
        ("ratelimit", &["rate_limit"], Some("rate_limit")),
        (
            "FailedOperation.ApplyExits",
            &["FailedOperation.ApplyExist"],
            Some("FailedOperation.ApplyExist"),
        ),
        ("FailedOperation.BudgetNameUsed", &["FailedOperation.MemberNameUsed"], None),
        ("DetachPolicy", &["AttachPolicy"], None),
        ("min_length", &["max_length"], None),
        ("DescribeIpv6", &["DescribeIpv4"], None),
        ("EnableUser", &["DisableUser"], None),
        ("GetTaskStat", &["GetTaskState"], Some("GetTaskState")),
        ("UserId", &["UserIp"], None),
        ("ShareUnitMenber", &["ShareUnitMember"], Some("ShareUnitMember")),
    ];
    for (found, candidates, meant) in table {
        assert_eq!(similar(found, candidates.iter().copied()), meant, "{found}");
    }
    // To compare these would take terabytes.
    let (found, candidate) = ("x".repeat(1_000_000), "x".repeat(999_999));
    assert_eq!(similar(&found, [candidate.as_str()]), None);
}

#[test]
fn codes_are_sorted_unique_and_explained() {
    let ids: Vec<&str> = Code::ALL.iter().map(|code| code.id()).collect();
    assert!(ids.is_sorted_by(|a, b| a < b), "{ids:?}");
    for code in Code::ALL {
        assert_eq!(Code::from_id(code.id()), Some(*code));
        let text = code.explanation();
        assert!(text.explanation.ends_with('.') && text.remedy.ends_with('.'), "{code}");
        assert!(!text.title.ends_with('.') && !text.example.is_empty(), "{code}");
    }
    assert_eq!(Code::from_id("e0101"), Some(Code::UnknownKey));
    assert_eq!(Code::from_id("E9999"), None);
    insta::assert_snapshot!(Code::StaleWord.explanation(), @r#"
    E0604: word that changes nothing

    No name contains the word, or all names would be the same without it.

        word: IdP

    Delete the entry.
    "#);
}
