//! Natural slips: each is reported where it stands, with its remedy.

use super::parse;
use super::plain::{escape, is_treacherous};
use crate::diagnostic::{Diagnostics, Printer, Source};
use crate::document;
use std::fmt::Write as _;

/// The diagnostics of a text, each as its place, its message and what is advised.
fn reported(text: &str) -> Vec<String> {
    let mut diagnostics = Diagnostics::new();
    let source = Source::new("a.yaml", text);
    let parsed = parse::<document::Action>(&source, &mut diagnostics);
    if diagnostics.is_empty() {
        return vec![format!("ACCEPTED {}", parsed.is_some())];
    }
    let json = Printer::plain().to_json(&diagnostics);
    let one = |it: &serde_json::Value| {
        let place = &it["place"];
        let help = it["helps"].as_array().expect("a list").iter().map(|help| {
            let text = help["text"].as_str().unwrap_or_default();
            match help["replacement"].as_str() {
                Some(with) => format!("{text}: {with}"),
                None => text.to_owned(),
            }
        });
        let help: Vec<String> = help.collect();
        let message = it["message"].as_str().unwrap_or_default();
        format!("{}:{} {message} | {}", place["line"], place["column"], help.join(" | "))
    };
    json.as_array().expect("a list").iter().map(one).collect()
}

#[test]
fn slips_are_reported_where_they_stand() {
    let mut shown = String::new();
    for text in SLIPS {
        // Invisible characters would be lost in the snapshot.
        let visible =
            |c: char| if is_treacherous(c) && c != '\n' { escape(c) } else { c.to_string() };
        let _ = writeln!(shown, "{}", text.chars().map(visible).collect::<String>());
        for line in reported(text) {
            let _ = writeln!(shown, "    => {line}");
        }
        shown.push('\n');
    }
    assert!(!shown.contains("ACCEPTED"), "{shown}");
    insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!("slips", shown) });
}

/// Every line and column of a slip, wherever it stands in a file.
#[test]
fn a_slip_is_found_after_any_correct_text() {
    let before = "doc: |\n  A text: with `marks`, [brackets] and # signs\n\n  \"and\" an open {.\nstatus: deprecated\n\
                  examples:\n  - title: 'it''s: fine'\n    request: {A: \"x, y\", B: [1, 2],\n      C: {D: e}}\n";
    let lines = before.matches('\n').count();
    for (slip, column) in [
        ("rate_limit 20", 1),
        ("group: `Ping` x", 8),
        ("group: a: b", 9),
        ("group：A", 6),
        ("group: \"\\d\"", 9),
        ("group: see #12 and # 3", 12),
        ("\tgroup: A", 1),
        ("input:\n  - {name: A, type: int64[]}", 0),
    ] {
        for after in ["", "sites: [mainland]\n"] {
            let found = reported(&format!("{before}{slip}\n{after}"));
            let line = lines + 1 + usize::from(column == 0);
            let column = if column == 0 { 26 } else { column };
            let place = format!("{line}:{column} ");
            assert!(found[0].starts_with(&place), "{slip}: {found:?}");
            assert_eq!(found.len(), 1, "{slip}: {found:?}");
        }
    }
}

#[test]
fn comments_after_texts_are_errors_and_others_are_not() {
    for text in [
        "doc: see #12 and # 3.\n",
        "doc: a\n  b # c\n",
        "group: A # c\n",
        "errors:\n  - A.B # c\n",
        "examples:\n  - request: {A: b # c\n    }\n",
        "source: {page: P, updated: 2026-03-20} # c\nstatus: deprecated # d\n",
        "examples:\n  - request: {A: 01 # c\n    }\n",
    ] {
        let found = reported(text);
        assert!(found[0].contains("a comment ends the text before it"), "{text}: {found:?}");
        assert!(found[0].contains("put the text in quotes"), "{text}: {found:?}");
    }
    for text in [
        "rate_limit: 20 # c\n",
        "# c\ndoc: see C#12\n",
        "doc: \"a\" # c\n",
        "doc: | # c\n  a # b\n",
        "errors: # c\n  - A.B\n",
        "sites: [mainland] # c\n",
    ] {
        let mut diagnostics = Diagnostics::new();
        let _ = parse::<document::Action>(&Source::new("a.yaml", text), &mut diagnostics);
        assert_eq!(diagnostics.to_string(), "", "{text}");
    }
}

/// Texts that readers of other formats, other editors or tired people write.
const SLIPS: &[&str] = &[
    "doc: a\n<<<<<<< HEAD\nrate_limit: 20\n=======\nrate_limit: 30\n>>>>>>> theirs",
    "input:\n\u{A0} - name: A",
    "doc:\u{A0}A text.",
    "doc: A\u{2003}text.",
    "\u{3000}doc: A text.",
    "doc：A text.",
    "doc：A text.\nrate_limit: 20",
    "input:\n  - {name： A, type: string}",
    "input:\n  - {name: A，type: string}",
    "input:\n  - name： A\n    type: string",
    "group: “Members”",
    "group: 「Members」",
    "sites: 【mainland】",
    "input:\n\t- name: A",
    "input:\n  - name: A\n\t  type: string",
    "rate_limit 20",
    "doc: A text.\nrate_limit 20\nidempotent: true",
    "rate_limit = 20",
    "rate_limit:20",
    "doc: A text.\nrate_limit:20",
    "input:\n  - {name:A, type:string}",
    "input:\n  - name A\n    type: string",
    "input:\n  - name: A\n    type string",
    "doc: `Ping` answers.",
    "doc: @all members.",
    "doc: %d members.",
    "doc: &amp; is escaped.",
    "doc: *Note* that it ends.",
    "doc: !important one.",
    "doc: |x is a pipe.",
    "doc: > 5 members.",
    "doc: [Deprecated] Use B.",
    "doc: {x} is a variable.",
    "doc: \"A\" or \"B\".",
    "doc: - not a list",
    "doc: #12 is the number.",
    "doc: a: b",
    "doc: The values:",
    "doc: A text\n  with more: text.",
    "doc: see #12 and # 3.",
    "doc # a: b",
    "input:\n  - {name: A, type: string, doc: A month, of a year.}",
    "input:\n  - {name: A, type: string, doc: A month, of a year, or so.}",
    "input:\n  - {name: A, type: string, doc: One of: a.}",
    "input:\n  - {name: A type: string}",
    "input:\n  - {name: A, type: int64[]}",
    "input:\n  - {name: A, type: string, doc: From [0, 1].}",
    "input:\n  - {name: A, type: string, doc: `a` or b.}",
    "input:\n  - {name: A, type: string, pattern: \"\\d+\"}",
    "input:\n  - {name: A, type: string\n  - {name: B, type: string}",
    "input:\n  - {name: A, type: string]\n  - {name: B, type: string}",
    "sites: [mainland\nrate_limit: 20",
    "doc: \"A text\nrate_limit: 20",
    "doc: 'It's late.'",
    "input:\n  -name: A\n   type: string",
    "input:\n  - name: A\n    type: string\n  -name: B\n    type: string",
    "errors:\n  -A.B\n  -C.D",
    "errors:\n  - A.B\n  -C.D",
    "errors:\n-A.B",
    "input:\n  - name: A\n   type: string",
    "doc: A text.\n  rate_limit: 20",
    "rate_limit: 1_000",
    "rate_limit: 1,000",
    "rate_limit: 0x10",
    "rate_limit: 020",
    "rate_limit: \"20\"",
    "rate_limit: 20/s",
    "rate_limit: ~",
    "idempotent: yes",
    "idempotent: on",
    "idempotent: no",
    "idempotent: off",
    "idempotent: \"true\"",
    "sites: mainland",
    "sites: mainland, international",
    "errors: A.B",
    "examples:\n  - request: {Kind: 01, Size: 0x10, Big: 1e3}",
    "input:\n  name: A\n  type: string",
    "input:\n  - name: A\n    type: [string]",
    "input:\n  - A: string",
    "doc:\tA text.",
    "input:\n  -\tname: A\n    type: string",
    "input:\n  - {name:\tA, type: string}",
    "input:\n  - name: A\n    type: string\n    name: B\n    type: string",
    "input:\n  － name: A\n    type: string",
    "input:\n  – name: A\n    type: string",
    "input:\n  * name: A\n    type: string",
    "input:\n  - ｛name: A, type: string｝",
    "sites: [mainland，international]",
    "“doc”: A text.",
    "rate_limit: ２０",
    "rate_limit: 20.0",
    "rate_limit: 20;",
    "// a comment\nrate_limit: 20",
    "doc: | A text.",
    "doc: |\nA text.\nrate_limit: 20",
    "doc: |\n  A text.\n B\nrate_limit: 20",
    "doc: |\n  A text.\n 数据\nrate_limit: 20",
    "数据 20\nrate_limit: 20",
    "doc: \"数\\u12数\"",
    "input:\n  - {name: A, doc: 数 #数}",
    "doc:\n  A text: one.",
    "doc: \"a\\ud800b\"",
    "doc: a\rb\rc",
    "doc: a\u{FFFE}b",
    "doc: a\u{1FFFF}b",
    "doc: a\u{FDD0}b",
    "doc: a\u{AD}b",
    "doc: a\u{0}b",
    "input:\n  - name: A\n  type: string",
    "input:\n  - name: A\n    type: string\n    - name: B\n      type: string",
    "input:\n    - name: A\n      type: string\n  - name: B\n    type: string",
    "doc: \"A\"\n  rate_limit: 20",
    "input:\n  - {name: A,, type: string}",
    "input:\n  - {name: A, type: int64, min: '1'}",
    "description: A text.",
    "input:\n  - {name: A, type: string, optional: true}",
    "input:\n  - {name: A, type: string, values: [a, b]}",
    "input:\n  - name: A\n    type: string\n    values:\n      a: One\n      b: Two",
    "errors:\n  A.B: Not found.",
    "examples:\n  - request: '{\"A\": 1}'",
    "source: A",
    "source: {page: A, updated: 2026-02-30}",
    "doc :A text.",
    "input:\n  1. name: A\n     type: string",
    "input:\n  - {name: A, type: string, doc: see #5}",
    "input:\n  - {name: A, type: int64, max: 1_000}",
    "input:\n  - name: A\n    type: int64\n    max: 10,000",
    "doc:\n  - One.\n  - Two.",
    "sites: both",
    "errors: none",
    "errors:\n  - A.B:",
    "input:\n  - {name: A, type: int64, values: [{val: 1, name: One}]}",
    "input:\n  - name: A\n    type: string\n    values:\n      - a: One",
];
