use super::{Comments, canonical, normal, write};
use crate::diagnostic::{Diagnostics, Source};
use crate::document::{Action, Errors, Type};
use crate::shape::Shaped;
use crate::text::is_invisible;
use crate::yaml::{self, Parsed};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

fn parse<T: Shaped>(text: &str) -> Parsed<T> {
    let mut diagnostics = Diagnostics::new();
    match yaml::parse(&Source::new("test.yaml", text), &mut diagnostics) {
        Some(parsed) => parsed,
        None => panic!("{diagnostics}\n{text}"),
    }
}

#[track_caller]
fn stays<T: Shaped + serde::Serialize>(text: &str) {
    assert_eq!(canonical(&parse::<T>(text)), text);
}

#[test]
fn an_element_known_by_several_lines_keeps_its_comment() {
    stays::<Action>(
        "\
examples:
  # Before an element.
  - title: |-
      One

      {}
    response: {A: 1}
",
    );
}

#[test]
fn comments_stay_where_they_stood() {
    stays::<Action>(
        "\
# For the whole file.
# In two lines.
doc: Does it.
rate_limit: 20 # the menu's
source:
  page: \"20\" # saved by hand
  updated: 2026-03-20
# Before the list.
input:
  # Before an element.
  - name: First
    # Before a key.
    type: string
    required: true # beside a key
    values:
      - value: A
        # Inside.
        doc: The first.
      - value: B
    # Behind the last key of an element.
  - name: Second
    type: list<string>
    default:
      # Before a value.
      - a
      - \"1\" # beside a value
  # Behind the last element.
errors:
  # Before a code.
  - A
  - B
  - code: C
    # Why not the other.
    sites: [mainland]
examples:
  - request: {A: 1}
    response:
      B: {C: x} # a value on one line
      D: # a value below
        - E: 1
          F: [1, 2, 3, 4, 5, 6, 7, 8, 9]
# At the end.
",
    );
}

/// After a text without quotes a comment would be an error.
#[test]
fn a_comment_beside_a_text_that_loses_its_quotes_goes_above_it() {
    let file = parse::<Action>(
        "doc: 'Does it.' # one\ninput:\n  - name: \"A\" # two\n    type: string\n  - name: B\n    \
         type: 'list<string>' # three\n    default: ['a']\nerrors:\n  - 'A' # four\n  - B\n",
    );
    let text = canonical(&file);
    let expected = "# one\ndoc: Does it.\ninput:\n  # two\n  - name: A\n    type: string\n  - name: B\n    \
                    # three\n    type: list<string>\n    default: [a]\nerrors:\n  # four\n  - A\n  - B\n";
    assert_eq!(text, expected);
    assert_eq!(canonical(&parse::<Action>(&text)), text);
}

/// These would take minutes if the work grew with the square of the size.
#[test]
fn many_comments_and_long_lines_are_printed() {
    let members: Vec<String> =
        (0..30_000).map(|at| format!("{{name: A{at}, type: bool}}")).collect();
    let line = format!("input: [{}]\n", members.join(", "));
    assert_eq!(canonical(&parse::<Action>(&line)).lines().count(), 1 + 2 * 30_000);
    let members: Vec<String> =
        (0..20_000).map(|at| format!("  # c{at}\n  - name: A{at}\n    type: bool\n")).collect();
    let commented = format!("input:\n{}", members.concat());
    assert_eq!(canonical(&parse::<Action>(&commented)), commented);
}

#[test]
fn comments_follow_what_they_belong_to() {
    let file = parse::<Action>(
        "input:\n  # one\n  - {name: A, type: bool}\n  # two\n  - {name: B, type: bool}\n",
    );
    let comments = Comments::read(&file);
    let mut action = file.value.clone();
    action.input.swap(0, 1);
    assert_eq!(
        write(&action, &comments),
        "input:\n  # two\n  - name: B\n    type: bool\n  # one\n  - name: A\n    type: bool\n"
    );
    action.input.pop();
    assert_eq!(write(&action, &comments), "input:\n  # two\n  - name: B\n    type: bool\n");
}

#[test]
fn a_hash_in_a_value_is_no_comment() {
    stays::<Action>("doc: 'the \" # sign'\n");
    stays::<Action>("doc: |\n  One.\n\n  # two\n");
    stays::<Action>("examples:\n  - request: {A: \"x # y\", B: \"#\"}\n");
}

#[test]
fn files_in_another_form_become_canonical() {
    let text = "\
examples: [{title: 'One', response: {RequestId: x}}]
errors: [A, {sites: [mainland], code: B}]

input:
- {type: string,
   name: 'On', doc: \"a:  b\n\n  - c\n    d\", required: true}
doc: >
  Folded
  text.
";
    assert_eq!(
        canonical(&parse::<Action>(text)),
        "\
doc: Folded text.
input:
  - name: \"On\"
    type: string
    required: true
    doc: |
      a: b
      - c d
errors:
  - A
  - {code: B, sites: [mainland]}
examples:
  - title: One
    response: {RequestId: x}
"
    );
}

#[test]
fn documents_without_facts_are_empty_mappings() {
    stays::<Action>("{}\n");
    stays::<Action>("# nothing yet\n{}\n");
    stays::<Type>("members: []\n");
    stays::<Errors>("errors: []\n");
}

#[test]
fn texts_are_quoted_only_where_they_must_be() {
    let plain = ["a", "a b", "-x", ":x", "x-", "2021-13", "a:b", "a#b", "/v1", "x'y", "$1", "10x"];
    let quoted = [
        "",
        " a",
        "a ",
        "yes",
        "No",
        "null",
        "~",
        "1",
        "-1.5",
        "0x1F",
        "1e5",
        "12:30",
        "1_000",
        ".5",
        "-.inf",
        "2021-03-31",
        "2019-10-10 00:00:00",
        "a: b",
        "a #b",
        "a:",
        "- a",
        "[a",
        "{a",
        "*a",
        "&a",
        "!a",
        "%a",
        "@a",
        "`a`",
        "'a",
        "\"a\"",
        "|",
        ">",
        "=",
        "---",
        "a\nb",
        "a\tb",
        "\u{200b}",
        "\u{feff}",
        "a\u{a0}b",
    ];
    let text = |value: &str| super::scalar::scalar(&json!(value), false);
    for value in plain {
        assert_eq!(text(value), value);
    }
    for value in quoted {
        assert!(text(value).starts_with(['"', '\'']), "{value:?}: {}", text(value));
    }
    let flow = |value: &str| super::scalar::scalar(&json!(value), true);
    for value in ["a, b", "a]", "{a}", "https://a.b/?c=d"] {
        assert!(flow(value).starts_with('"'), "{value:?}");
    }
}

/// Characters that control, that cannot be seen, or that are never assigned, are read as written.
#[test]
fn every_character_is_written_so_that_it_is_read_again() {
    let ends = (1..=16).flat_map(|plane| [plane << 16 | 0xfffe, plane << 16 | 0xffff]);
    let codes: Vec<u32> = (0..=0xffff).chain(ends).chain(0xe0000..=0xe007f).collect();
    let characters: Vec<char> = codes.into_iter().filter_map(char::from_u32).collect();
    for chunk in characters.chunks(8192) {
        let texts: Vec<String> = chunk.iter().map(|c| format!("a{c}b")).collect();
        let mut action = parse::<Action>("examples: [{title: x, request: {}}]").value;
        if let [example] = action.examples.as_mut_slice() {
            example.request = Some(Map::from_iter([("A".to_owned(), json!(texts))]));
        }
        let written = write(&action, &Comments::default());
        let file = parse::<Action>(&written);
        assert!(file.value.examples == action.examples, "from U+{:04X}", u32::from(chunk[0]));
        assert!(canonical(&file) == written, "from U+{:04X}", u32::from(chunk[0]));
    }
    for c in characters.into_iter().filter(|c| is_invisible(*c)) {
        let doc = format!("One{c}two.");
        let action = Action { doc: Some(doc.clone()), ..parse::<Action>("{}").value };
        let written = write(&action, &Comments::default());
        assert_eq!(parse::<Action>(&written).value.doc, Some(doc));
        assert!(!written.contains(c), "{written}");
    }
}

#[test]
fn descriptions_have_one_form() {
    let text = "  One\ntwo.\n\n\n- a\n  b\n- c\n1. d\n\n```\n  x   y\n\nz\n```\nafter\n";
    let form = "One two.\n\n- a b\n- c\n1. d\n\n```\n  x   y\n\nz\n```\nafter";
    assert_eq!(normal(text), form);
    assert_eq!(normal(form), form);
}

#[test]
fn no_line_of_a_description_begins_like_an_item_by_accident() {
    let words = "word ".repeat(15);
    for marker in ["-", "*", "12.", "#", ">"] {
        for more in 0..12 {
            let doc = format!("{words}{} {marker} {words}", "x".repeat(more));
            let action = Action { doc: Some(normal(&doc)), ..parse::<Action>("{}").value };
            let text = write(&action, &Comments::default());
            let read = parse::<Action>(&text).value;
            assert_eq!(read.doc.as_deref().map(normal), action.doc, "{text}");
        }
    }
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ -~]{0,40}",
        "\\PC{0,20}",
        "[-#:>|\"'\\\\ \\n\ta0.e]{0,12}",
        "([a-z]{1,12} ){0,40}",
        any::<String>(),
    ]
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map(text(), inner, 0..5)
                .prop_map(|map| Value::from(Map::from_iter(map))),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_written_is_read_again(doc in text(), title in text(), value in value()) {
        let action = Action {
            doc: Some(format!("{doc}.")),
            ..parse::<Action>("examples: [{title: x, request: {}}]").value
        };
        let mut action = action;
        if let [example] = action.examples.as_mut_slice() {
            example.title = Some(format!("{title}."));
            example.request = Some(Map::from_iter([("A".to_owned(), value)]));
        }
        let text = write(&action, &Comments::default());
        let file = parse::<Action>(&text);
        prop_assert_eq!(&file.value.examples, &action.examples, "{}", &text);
        let doc = |action: &Action| action.doc.as_deref().map(normal);
        prop_assert_eq!(doc(&file.value), doc(&action), "{}", &text);
        prop_assert_eq!(canonical(&file), text);
    }
}
