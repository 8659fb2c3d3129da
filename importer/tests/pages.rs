//! Saved pages into an empty spec: whatever form they have, and what happens to those that cannot
//! be read.

mod rendering;
mod survive;

use proptest::prelude::*;
use rendering::{CHINESE, ENGLISH, INDONESIAN, PORTUGUESE, Page, plant_tree};
use survive::survives;
use tencentcloud_importer::{Imported, Input, Options, import};
use tencentcloud_model::file::File;
use tencentcloud_model::load::Tree;

fn empty() -> Tree {
    Tree::memory([] as [(&str, &str); 0])
}

fn page(text: impl Into<String>) -> Input {
    Input::Page { path: "page".to_owned(), text: text.into() }
}

#[track_caller]
fn imported(text: &str) -> Imported {
    match import(&[page(text)], &empty(), &Options::default()) {
        Ok(imported) => imported,
        Err(problems) => panic!("{problems}\n{text}"),
    }
}

/// A spec as one text.
fn joined(files: &[File]) -> String {
    let texts: Vec<String> =
        files.iter().map(|file| format!("=== {}\n{}", file.path, file.text)).collect();
    texts.concat()
}

/// The part that every copy keeps: not the titles of examples, and not the marks around code.
fn essence(text: &str) -> String {
    let examples = imported(text);
    let text = joined(&examples.files).replace('`', "").replace("# imported: rewrite\n", "");
    let lines = text.lines().filter(|line| !line.contains("title: Planting"));
    let words: Vec<&str> = lines.flat_map(str::split_whitespace).collect();
    words.join(" ").replace("- request", "request").replace("examples: -", "examples:")
}

#[test]
fn a_page_becomes_files_that_say_what_it_says() {
    let imported = imported(&plant_tree().full(ENGLISH));
    insta::assert_snapshot!("import_plant_tree", joined(&imported.files));
    let list = |texts: Vec<String>| texts.join("\n");
    let checks = list(
        imported
            .report
            .checks
            .iter()
            .map(|it| format!("{}: {} [{}]", it.path, it.message, it.at))
            .collect(),
    );
    insta::assert_snapshot!("import_plant_tree_checks", checks);
    assert!(imported.report.refused.is_empty(), "{:?}", imported.report.refused);
}

#[test]
fn every_rendering_of_a_page_gives_the_same_spec() {
    let page = plant_tree();
    let full = page.full(ENGLISH);
    let undated = Page { updated: None, ..page.clone() };
    let indented: Vec<String> = full.lines().map(|line| format!("    {line}")).collect();
    let renderings = [
        ("Chinese chrome", page.full(CHINESE)),
        ("Portuguese chrome", page.full(PORTUGUESE)),
        ("Indonesian chrome", page.full(INDONESIAN)),
        ("indented", indented.join("\n")),
        ("CRLF", full.replace('\n', "\r\n")),
        ("non-breaking spaces", full.replace(' ', "\u{a0}")),
        ("tabs", full.replace(" Yes ", "\tYes\t").replace(" No ", "\tNo\t")),
        ("byte order mark", format!("\u{feff}{full}\n\n")),
        ("Markdown", page.markdown()),
        ("Markdown, CRLF", page.markdown().replace('\n', "\r\n")),
        ("HTML", page.html()),
        ("HTML on one line", page.html().replace(">\n<", "><")),
    ];
    let expected = essence(&full);
    for (name, text) in renderings {
        pretty(name, &essence(&text), &expected);
    }
    let expected = essence(&undated.full(ENGLISH));
    let undated_renderings = [
        ("main text", undated.main_text()),
        ("main text, CRLF, newline", undated.main_text().replace('\n', "\r\n") + "\r\n"),
        ("a cell a line, with bars", undated.columns(" |")),
        ("a cell a line", undated.columns("")),
    ];
    for (name, text) in undated_renderings {
        pretty(name, &essence(&text), &expected);
    }
}

#[track_caller]
fn pretty(name: &str, found: &str, expected: &str) {
    if found != expected {
        let at = found.bytes().zip(expected.bytes()).take_while(|(a, b)| a == b).count();
        let around = |text: &str| {
            let bytes = text.as_bytes();
            let part = &bytes[at.saturating_sub(120)..bytes.len().min(at + 160)];
            String::from_utf8_lossy(part).into_owned()
        };
        panic!("{name}:\n  found …{}\n  wanted …{}", around(found), around(expected));
    }
}

#[test]
fn several_pages_may_be_in_one_file() {
    let first = plant_tree();
    let second = Page { action: "FellTree", examples: Vec::new(), ..plant_tree() };
    let both = [
        format!("{}\n{}", first.full(ENGLISH), second.full(CHINESE)),
        format!("{}\n{}", first.main_text(), second.main_text()),
        format!("{}\n{}", first.markdown(), second.markdown()),
    ];
    for text in both {
        let files = imported(&text).files;
        let actions: Vec<&str> = files
            .iter()
            .filter_map(|file| file.path.strip_prefix("garden/2024-05-01/actions/"))
            .collect();
        assert_eq!(actions, ["FellTree.yaml", "PlantTree.yaml"]);
    }
}

#[test]
fn names_that_lead_elsewhere_are_mistakes_with_their_lines() {
    let page = plant_tree().full(ENGLISH);
    let replacements = [
        ("API: PlantTree.", "API: ../../etc/passwd."),
        ("API: PlantTree.", "API: ..\\PlantTree."),
        ("API: PlantTree.", "API: /PlantTree."),
        ("API: PlantTree.", "API: Plant\u{202e}Tree."),
        ("API: 2024-05-01.", "API: ../2024-05-01."),
        ("API: 2024-05-01.", "API: 2024-05."),
        ("request: garden.intl", "request: ../garden.intl"),
        ("request: garden.intl.tencentcloudapi.com", "request: localhost"),
    ];
    for (from, to) in replacements {
        let text = page.replace(from, to);
        assert_ne!(text, page);
        let problems = import(&[self::page(text)], &empty(), &Options::default());
        // A character that nobody sees is not part of a name.
        if to.contains('\u{202e}') {
            assert!(problems.is_ok());
            continue;
        }
        let problems = problems.expect_err(to).to_string();
        assert!(problems.contains("E0704") && problems.contains("page:"), "{to}: {problems}");
    }
    let markdown = plant_tree().markdown();
    for (from, to) in [("| Kind |", "| ../Kind |"), ("| Kind |", "|  |"), ("| Kind |", "| <b> |")] {
        let text = markdown.replace(from, to);
        let problems = import(&[self::page(text)], &empty(), &Options::default());
        let problems = problems.expect_err(to).to_string();
        assert!(problems.contains("E0704"), "{to}: {problems}");
    }
    for (from, to) in [
        ("| Array of Tag |", "| Array of ../Tag |"),
        ("| Yes | String |", "| Perhaps | String |"),
        ("| InternalError |", "| Internal Error |"),
    ] {
        let text = markdown.replace(from, to);
        let problems = import(&[self::page(text)], &empty(), &Options::default());
        let problems = problems.expect_err(to).to_string();
        assert!(problems.contains("E0703"), "{to}: {problems}");
    }
}

#[test]
fn mistakes_look_like_the_compilers() {
    let text = plant_tree().markdown().replace("| No | Boolean |", "| No | sometimes |");
    let problems = import(&[page(text)], &empty(), &Options::default());
    insta::assert_snapshot!("import_mistake", problems.expect_err("it cannot be read").to_string());
}

#[test]
fn other_files_are_no_pages() {
    let deep = "<!DOCTYPE html>".to_owned() + &"<div>".repeat(100_000);
    for text in [
        "",
        "\n\n\n",
        "\u{0}\u{1}\u{2}",
        "PK\u{3}\u{4}",
        "# Holidays\n\n| Day | Name |\n| --- | --- |\n| 1 | New Year |\n",
        "<html><body><table><tr><td>Parameter Name</td></tr></table></body></html>",
        "<script>while (true) {}</script>",
        deep.as_str(),
    ] {
        let problems = import(&[page(text)], &empty(), &Options::default());
        let problems = problems.expect_err("this is no page").to_string();
        assert!(problems.contains("E0701"), "{problems}");
    }
}

#[test]
fn half_a_page_is_a_mistake_or_says_what_is_missing() {
    let page = plant_tree().main_text();
    let at = |part: &str| page.find(part).expect("the page has it");
    let before_input = &page[..at("Parameter Name | Required")];
    let problems = import(&[self::page(before_input)], &empty(), &Options::default());
    assert!(problems.expect_err("nothing names the action").to_string().contains("E0702"));

    let checks = |text: &str| -> Vec<String> {
        imported(text).report.checks.iter().map(|check| check.message.clone()).collect()
    };
    let without = |what: &str| format!("the page does not list {what}");
    let before_output = checks(&page[..at("Parameter Name | Type")]);
    assert!(before_output.contains(&without("the members of the response")));
    assert!(before_output.contains(&without("the error codes")));
    let before_errors = checks(&page[..at("Error Code | Description")]);
    assert!(!before_errors.contains(&without("the members of the response")));
    assert!(before_errors.contains(&without("the error codes")));
    for (end, last) in [
        ("LimitExc", "InternalError"),
        ("LimitExceeded.Trees", "InternalError"),
        ("LimitExceeded.Trees |", "InternalError"),
        ("LimitExceeded.Trees | The gar", "LimitExceeded.Trees"),
    ] {
        let text = &page[..at("LimitExceeded.Trees")];
        let imported = imported(&format!("{text}{end}"));
        let cut = "the file ends in the middle of the error codes";
        assert!(imported.report.checks.iter().any(|check| check.message == cut), "{end}");
        let errors = imported.files.iter().find(|file| file.path.ends_with("errors.yaml"));
        let text = errors.map_or("", |file| &file.text);
        let code = text.lines().filter_map(|line| line.trim().strip_prefix("- code: ")).next_back();
        assert_eq!(code, Some(last), "{end}");
    }
}

#[test]
fn large_and_strange_pages_survive() {
    let page = plant_tree();
    let row = "<tr><td>A</td><td>No</td><td>String</td><td>x</td></tr>";
    let huge = page
        .html()
        .replace("<tr><td>Name</td>", &format!("{}<tr><td>Name</td>", row.repeat(20_000)));
    assert!(!survives(&huge), "a name occurs often");
    let open = page.html().replace("</td>", "").replace("</tr>", "");
    assert!(survives(&open), "cells and rows need no end");
    let nested =
        page.html().replace("Name of the tree", "<table><tr><td>a</td><td>b</td></tr></table>");
    assert!(survives(&nested));
    assert!(survives(&page.html().replace("an oak", "<script>alert('</td>')</script>")));
    assert!(survives(&page.html().replace("<td>", &format!("<td>{}", "<b>".repeat(2_000)))));
    let broken = page.full(ENGLISH).replace("\"Oak\",", "\"Oak\" \"");
    let broken = imported(&broken).report;
    let refused: Vec<String> =
        broken.refused.iter().map(|it| format!("{}: {}", it.path, it.reason)).collect();
    assert_eq!(refused.len(), 1, "{refused:?}");
    assert!(
        refused.concat().starts_with("2024-05-01/PlantTree: example: it is not JSON"),
        "{refused:?}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn cut_and_spliced_pages_never_panic(
        first in 0_usize..7,
        second in 0_usize..7,
        cut in 0..1000_usize,
        behind in 0..1000_usize,
        between in prop_oneof![
            Just(String::new()),
            Just("\n".to_owned()),
            Just("| a | b\n```\n<table><tr>".to_owned()),
            Just("</td></tr><pre>{\"".to_owned()),
            Just("Domain name for API request: ../.x.".to_owned()),
            "[-|`<>{}\\[\\]\"&.:#*_\\\\ \n\r\t\u{a0}a-zA-Z0-9é公]{0,60}",
        ],
    ) {
        let page = plant_tree();
        let texts = [
            page.full(ENGLISH),
            page.full(CHINESE),
            page.main_text(),
            page.markdown(),
            page.columns(" |"),
            page.columns(""),
            page.html(),
        ];
        let boundary = |text: &str, share: usize| {
            let mut at = text.len() * share / 1000;
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let (head, tail) = (&texts[first], &texts[second]);
        let text = format!("{}{between}{}", &head[..boundary(head, cut)], &tail[boundary(tail, behind)..]);
        survives(&text);
    }
}
