//! Places, and texts that YAML allows and the spec does not.

use super::scan::scan;
use super::{Kind, Node, Parsed, parse};
use crate::diagnostic::{Code, Diagnostics, Place, Source};
use crate::document;
use proptest::prelude::*;
use serde_json::Value;
use std::sync::Arc;

/// The codes and places that a text gives, as `E0011 2:1 «what stands there»`.
fn problems(text: &str) -> Vec<String> {
    let mut diagnostics = Diagnostics::new();
    scan(&Source::new("a.yaml", text), &mut diagnostics);
    diagnostics.sort();
    diagnostics.iter().map(|one| format!("{} {}", one.code(), shown(one.place()))).collect()
}

fn shown(place: &Place) -> String {
    let (line, column) = place.line_and_column();
    format!("{line}:{column} «{}»", place.text())
}

#[test]
fn every_key_and_value_has_its_place() {
    let text = "input:\n  - name: Ä # c\n    type: 'list<X>'\n    doc: |\n      Lists\n      units.\n  - {name: B, type: \"a\\u00e9\"}\nerrors:\nlast: [é, y]\n";
    let source = Source::new("a.yaml", text);
    let layout = scan(&source, &mut Diagnostics::new());
    let root = layout.layout.root(&source).expect("there is a root");
    let first = root.at("input").item(0);
    let table = [
        (root.key("input").map(Node::place), "1:1 «input»"),
        (first.key("name").map(Node::place), "2:5 «name»"),
        (Some(first.at("name").place()), "2:11 «Ä»"),
        (Some(first.at("type").place()), "3:11 «'list<X>'»"),
        (Some(first.at("type").inside(5..6)), "3:17 «X»"),
        (Some(first.at("doc").place()), "5:7 «Lists\n      units.»"),
        (Some(root.at("input").item(1).place()), "7:5 «{name: B, type: \"a\\u00e9\"}»"),
        (Some(root.at("input").item(1).at("type").inside(0..1)), "7:21 «\"a\\u00e9\"»"),
        (Some(root.at("errors").place()), "8:7 «»"),
        (Some(root.at("last").item(1).place()), "9:11 «y»"),
        (Some(root.at("last").item(7).place()), "9:7 «[é, y]»"),
        (root.at("nothing").get("nothing").map(Node::place), "absent"),
    ];
    for (place, expected) in table {
        assert_eq!(place.as_ref().map_or("absent".to_owned(), shown), expected);
    }
    assert_eq!(root.at("input").item(1).at("type").text(), "aé");
    assert_eq!(root.at("input").items().count(), 2);
}

#[test]
fn what_the_spec_does_not_use_is_refused_with_its_place() {
    let table: &[(&str, &[&str])] = &[
        ("a: 1\nb: 2\n'a': 3\n", &["E0011 3:1 «'a'»"]),
        ("x:\n  - {a: 1, a: 2, a: 3}\n", &["E0011 2:12 «a»", "E0011 2:18 «a»"]),
        ("a: &x 1\nb: *x\n", &["E0012 1:4 «&x 1»", "E0012 2:4 «*x»"]),
        ("a: *x\n", &["E0012 1:4 «*»"]),
        ("a: {<<: {b: 1}}\n", &["E0012 1:5 «<<»"]),
        ("a: {\"<<\": 1}\n", &[]),
        ("a: !!str 1\n", &["E0012 1:4 «!!str 1»"]),
        ("%YAML 1.2\n---\na: 1\n", &["E0012 1:1 «%YAML 1.2»"]),
        ("---\na: 1\n", &[]),
        ("a: 1\n---\nb: 2\n", &["E0012 2:1 «---»"]),
        ("? [a]\n: 1\n", &["E0012 1:3 «[a]»"]),
        ("a: [1\n", &["E0010 1:4 «[»"]),
        ("a: b: c\n", &["E0010 1:5 «:»"]),
        ("a: \"x\\q\"\n", &["E0010 1:6 «\\q»"]),
        ("a: x\u{200B}y\u{2028}\n", &["E0010 1:5 «\u{200B}»", "E0010 1:7 «\u{2028}»"]),
        ("a: x\ry\n", &["E0010 1:5 «\r»"]),
        ("a: x\0y\n", &["E0010 1:5 «\0»"]),
        ("a: x\r\nb: y\r\n", &[]),
        ("", &["E0014 1:1 «»"]),
        ("# nothing\n", &["E0014 1:1 «»"]),
        ("---\n~\n", &["E0014 1:1 «»"]),
        ("{}\n", &[]),
    ];
    for (text, expected) in table {
        assert_eq!(problems(text), *expected, "{text:?}");
    }
}

#[test]
fn depth_is_limited_without_running_out_of_stack_or_time() {
    for deep in ["[", "{a: ", "- ", "{", "[{"] {
        let found = problems(&deep.repeat(200_000));
        assert!(found.iter().any(|one| one.starts_with("E0013")), "{deep:?}: {found:?}");
    }
    let nested = format!("a: {}1{}", "[".repeat(60), "]".repeat(60));
    assert_eq!(problems(&nested), Vec::<String>::new());
}

#[test]
fn aliases_are_not_expanded() {
    let mut bomb = "a: &a [x, x, x]\n".to_owned();
    for (name, before) in ["b", "c", "d", "e"].iter().zip(["a", "b", "c", "d"]) {
        let aliases = [format!("*{before}"), format!("*{before}"), format!("*{before}")].join(", ");
        bomb.extend([name, ": &", name, " [", &aliases, "]\n"]);
    }
    assert_eq!(problems(&bomb).len(), 5 + 4 * 3);
}

#[test]
fn texts_that_other_readers_take_for_something_else_stay_texts() {
    let text = "name: Y\ntype: on\ndoc: 2026-03-20\npattern: '635e1617'\n";
    let source =
        Source::new("types/A.yaml", format!("members:\n- {}", text.trim().replace('\n', "\n  ")));
    let mut diagnostics = Diagnostics::new();
    let parsed: Option<Parsed<document::Type>> = parse(&source, &mut diagnostics);
    let members = parsed.and_then(|parsed| parsed.value.members).expect("it is correct");
    let [member] = members.as_slice() else { panic!("there is one member") };
    assert_eq!((member.name.as_str(), member.ty.as_str()), ("Y", "on"));
    assert_eq!(member.doc.as_deref(), Some("2026-03-20"));
    assert_eq!(member.pattern.as_deref(), Some("635e1617"));
}

#[test]
fn all_mistakes_of_a_file_are_found_at_once() {
    let text = "dok: x\nstatus: onlin\nrate_limit: 0\nidempotent: no\ninput:\n  - {name: A, required: false}\n  - {name: 5, type: [string]}\noutput: []\nsites: mainland\nerrors: [1, {code: X, site: [mainland]}]\nexamples:\n  - {request: {A: 635e1617, B: ~}}\nsource: {updated: 20.3.2026}\ndoc:\n";
    let source: Arc<Source> = Source::new("actions/A.yaml", text);
    let mut diagnostics = Diagnostics::new();
    let parsed: Option<Parsed<document::Action>> = parse(&source, &mut diagnostics);
    assert!(parsed.is_none());
    diagnostics.sort();
    let lines: Vec<String> = diagnostics
        .iter()
        .map(|one| format!("{} {} {}", one.code(), shown(one.place()), one.message()))
        .collect();
    insta::assert_snapshot!(lines.join("\n"), @r"
    E0101 1:1 «dok» unknown key `dok`
    E0104 2:9 «onlin» `onlin` is not a valid `status`
    E0106 3:13 «0» `rate_limit` is from 1 to 4294967295, not 0
    E0103 4:13 «no» `idempotent` is `true` or left out, not the text `no`
    E0102 6:6 «name» the key `type` is missing
    E0105 6:25 «false» `false` is the default of `required`, which is not written
    E0103 7:12 «5» `name` is a text, not the number `5`
    E0103 7:21 «[string]» `type` is a text, not a list
    E0105 8:9 «[]» `output` is empty, and an empty list is not written here
    E0103 9:8 «mainland» `sites` is a list, not the text `mainland`
    E0103 10:10 «1» an element of `errors` is a text or a mapping, not the number `1`
    E0101 10:23 «site» unknown key `site`
    E0015 12:19 «635e1617» `635e1617` is a number to some readers of YAML and a text to others
    E0106 13:19 «20.3.2026» `20.3.2026` is not a valid `updated`
    E0103 14:4 «» `doc` has no value
    ");
    assert!(diagnostics.iter().all(|one| one.code() != Code::InvalidYaml));
}

/// Whether a node is what the decoder read. The layout does not keep the text of block scalars.
fn is_alike(node: Node<'_>, value: &Value) -> bool {
    let place = node.place();
    let before = place.source().text().get(..place.range().start);
    let is_block = before.is_some_and(|before| before.trim_end().ends_with(['|', '-', '>']));
    match (node.kind(), value) {
        (Kind::Null, Value::Null) | (Kind::Ambiguous, _) => true,
        (Kind::Bool(value), Value::Bool(decoded)) => value == *decoded,
        (Kind::Integer | Kind::Float, Value::Number(number)) => {
            node.text().parse().is_ok_and(|value: serde_json::Number| value == *number)
        }
        (Kind::Text, Value::String(text)) => is_block || node.text() == text,
        (Kind::Sequence, Value::Array(items)) => {
            node.items().count() == items.len()
                && node.items().zip(items).all(|(node, item)| is_alike(node, item))
        }
        (Kind::Mapping, Value::Object(map)) => {
            node.pairs().count() == map.len()
                && node.pairs().all(|(key, node)| {
                    map.get(key.text()).is_some_and(|value| is_alike(node, value))
                })
        }
        _ => false,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Places come from one parser and values from the other.
    #[test]
    fn what_both_parsers_accept_they_read_alike(
        parts in proptest::collection::vec(proptest::sample::select(PARTS), 1..24),
    ) {
        let text = parts.concat();
        let source = Source::new("a.yaml", text.as_str());
        let mut diagnostics = Diagnostics::new();
        let layout = scan(&source, &mut diagnostics);
        if diagnostics.is_empty()
            && let Some(root) = layout.layout.root(&source)
            && let Ok(decoded) = super::decode::<Value>(&text)
        {
            prop_assert!(is_alike(root, &decoded), "{text:?} is decoded as {decoded}");
        }
    }
}

const PARTS: &[&str] = &[
    "a", "b: ", "c", ": ", ":", "- ", "\n", "\n  ", "\n    ", " ", "{", "}", "[", "]", ", ", ",",
    "\"", "'", "''", "|\n", ">-\n", " # x", "1", "-", "0.5", "é", "\\n", "\\u00e9", "true", "~",
    "? ", "\t", "x y", "a: b\n", "- x\n", "  k: v\n",
];
