//! Nothing on a page is lost in silence: every row is imported, or an error shows it, in every form
//! in which pages are saved.

use std::fmt::Write as _;
use tencentcloud_importer::{Imported, Input, Options, import};
use tencentcloud_model::diagnostic::Diagnostics;
use tencentcloud_model::load::Tree;

const HEAD: &str = "\
## 1. API Description

Domain name for API request: widget.tencentcloudapi.com.

Turns a widget.

A maximum of 20 requests can be initiated per second for this API.

## 2. Input Parameters

The following request parameter list only provides API request parameters and some common parameters. For the complete common parameter list, see Common Request Parameters.

";

const COMMON: [[&str; 4]; 3] = [
    ["Action", "Yes", "String", "Common Params. The value used for this API: TurnWidget."],
    ["Version", "Yes", "String", "Common Params. The value used for this API: 2020-01-01."],
    ["Region", "No", "String", "Common Params. This parameter is not required."],
];

/// How a description is written over several lines.
const DESCRIPTIONS: [&str; 5] = [
    "\nThe colour.\n\n  \nExample: red",
    "The colour. Enumeration value:\n",
    "The colour.\n\nOne of:\n\n- red\n- green\n\nNothing else.",
    "The colour.\nFirst:\nSecond:",
    "The colour.\n\n\n\n",
];

fn run(text: &str) -> Result<Imported, Diagnostics> {
    let tree = Tree::memory([] as [(&str, &str); 0]);
    import(&[Input::Page { path: "page".into(), text: text.into() }], &tree, &Options::default())
}

#[track_caller]
fn imported(text: &str) -> Imported {
    run(text).unwrap_or_else(|problems| panic!("{problems}\n{text}"))
}

#[track_caller]
fn action(text: &str) -> String {
    let imported = imported(text);
    let file = imported.files.iter().find(|file| file.path.ends_with("TurnWidget.yaml"));
    file.unwrap_or_else(|| panic!("{:?}", imported.files)).text.clone()
}

/// The names of the members in order, in the input and in the output.
fn names(text: &str) -> Vec<String> {
    let lines = action(text).lines().map(str::to_owned).collect::<Vec<_>>();
    lines.iter().filter_map(|line| line.strip_prefix("  - name: ").map(str::to_owned)).collect()
}

/// A page in one of the forms: pipes with and without leading bars, tabs, a cell a line, HTML.
fn page(form: &str, inputs: &[[&str; 4]], outputs: &[[&str; 3]], codes: &[[&str; 2]]) -> String {
    let rows: Vec<Vec<&str>> = COMMON.iter().chain(inputs).map(|row| row.to_vec()).collect();
    let head = ["Parameter Name", "Required", "Type", "Description"];
    let mut text = with_table(HEAD.to_owned(), form, &head, &rows);
    text.push_str("## 3. Output Parameters\n\n");
    let request_id = ["RequestId", "String", "The unique request ID."];
    let rows: Vec<Vec<&str>> =
        outputs.iter().chain(&[request_id]).map(|row| row.to_vec()).collect();
    let mut text = with_table(text, form, &["Parameter Name", "Type", "Description"], &rows);
    text.push_str("## 6. Error Code\n\n");
    text.push_str("The following only lists the error codes related to the API business logic. For other error codes, see Common Error Codes.\n\n");
    let rows: Vec<Vec<&str>> = codes.iter().map(|row| row.to_vec()).collect();
    let text = with_table(text, form, &["Error Code", "Description"], &rows);
    if form == "html" {
        let lines: Vec<String> = text
            .lines()
            .map(|line| match line.strip_prefix("## ") {
                Some(title) => format!("<h2>{title}</h2>"),
                None if line.starts_with('<') || line.is_empty() => line.to_owned(),
                None => format!("<p>{line}</p>"),
            })
            .collect();
        return format!("<!DOCTYPE html><html><body>{}</body></html>", lines.join("\n"));
    }
    text
}

fn with_table(mut text: String, form: &str, head: &[&str], rows: &[Vec<&str>]) -> String {
    let mut all = vec![head.to_vec()];
    all.extend(rows.iter().cloned());
    if form == "html" {
        text.push_str("<table>");
    }
    for (index, row) in all.iter().enumerate() {
        match form {
            "pipes" => {
                let _ = writeln!(text, "| {} |", row.join(" | "));
                if index == 0 {
                    let _ = writeln!(text, "|{}", " --- |".repeat(head.len()));
                }
            }
            "bare pipes" => {
                let _ = writeln!(text, "{} |", row.join(" | "));
                if index == 0 {
                    let _ = writeln!(text, "{}", "---|".repeat(head.len()));
                }
            }
            "tabs" => {
                let _ = writeln!(text, "{}", row.join("\t"));
            }
            "cells" => {
                let _ = writeln!(text, "{}", row.join("\n"));
            }
            _ => {
                let _ = write!(text, "<tr>");
                for cell in row {
                    let cell = cell.replace("\n\n", "<p>").replace('\n', "<br>");
                    let _ = write!(text, "<td>{cell}</td>");
                }
                let _ = writeln!(text, "</tr>");
            }
        }
    }
    text.push_str(if form == "html" { "</table>\n\n" } else { "\n" });
    text
}

#[test]
fn blank_lines_and_bars_in_a_description_end_no_table() {
    for form in ["pipes", "bare pipes", "tabs", "cells", "html"] {
        for doc in DESCRIPTIONS {
            println!("{form}: {doc:?}");
            let text = page(
                form,
                &[
                    ["Colour", "Yes", "String", doc],
                    ["Size", "Yes", "Integer", "The size."],
                    ["Shape", "No", "String", doc],
                    ["Tags.N", "No", "Array of String", "The tags."],
                ],
                &[["Total", "Integer", doc], ["Names", "Array of String", "The names."]],
                &[
                    ["FailedOperation.WidgetBusy", doc],
                    ["ResourceNotFound.Widget", "There is none."],
                ],
            );
            assert_eq!(
                names(&text),
                ["Colour", "Size", "Shape", "Tags", "Total", "Names"],
                "{form}: {doc:?}"
            );
            let file = action(&text);
            assert!(file.contains("- ResourceNotFound.Widget"), "{form}: {doc:?}\n{file}");
            let account = &imported(&text).report.accounts[0];
            for part in &account.parts {
                assert_eq!(part.seen, part.understood, "{form}: {doc:?} {account}");
            }
            assert_eq!(account.parts[0].seen, 7, "{form}: {doc:?} {account}");
        }
    }
}

#[test]
fn a_row_that_is_drawn_and_not_understood_is_an_error_with_its_line() {
    let good = page("pipes", &[["Size", "No", "Integer", "The size."]], &[], &[]);
    let row = "| Size | No | Integer | The size. |";
    for bad in [
        "| Size | Perhaps | Integer | The size. |",
        "| Size | No | Whatever this is | The size. |",
        "| Size | No |",
        "| | No | Integer | The size. |",
    ] {
        let problems = run(&good.replace(row, bad)).expect_err(bad).to_string();
        assert!(problems.contains("page:18"), "{bad}\n{problems}");
    }
    // A header of another wording, and rows behind a heading.
    for text in [
        good.replace("| Parameter Name | Required |", "| Parameter | Important |"),
        good.replace(row, &format!("### More\n\n{row}")),
        good.replace("| Parameter Name | Type |", "| Thing | Kind |"),
    ] {
        let problems = run(&text).expect_err(&text).to_string();
        assert!(problems.contains("error[E070"), "{problems}");
    }
}

#[test]
fn a_list_of_contents_is_no_page() {
    let text = page("pipes", &[["Size", "No", "Integer", "The size."]], &[], &[]);
    let titles =
        ["1. API Description", "2. Input Parameters", "3. Output Parameters", "6. Error Code"];
    let flat = text.replace("## ", "");
    for contents in ["On this page:", "本页目录：", "Contents"] {
        let with = format!("Turn a widget\n\n{contents}\n{}\n{flat}", titles.join("\n"));
        assert_eq!(action(&with), action(&flat), "{contents}");
        let links: Vec<String> = titles.iter().map(|title| format!("- [{title}](#x)")).collect();
        let with = format!("{contents}\n\n{}\n\n{text}", links.join("\n"));
        assert_eq!(action(&with), action(&text), "{contents}");
    }
}

#[test]
fn examples_with_equal_responses_stay_two() {
    let text = page(
        "pipes",
        &[["Size", "No", "Integer", "The size."], ["Colour", "No", "String", "The colour."]],
        &[["Total", "Integer", "How many."]],
        &[],
    );
    let example = |number: u8, title: &str, parameter: &str| {
        format!(
            "### Example {number} {title}\n\n#### Input Example\n\n```\n\
             https://widget.tencentcloudapi.com/?Action=TurnWidget\n&{parameter}\n\
             &<Common request parameters>\n```\n\n#### Output Example\n\n```\n\
             {{\"Response\": {{\"Total\": 1, \"RequestId\": \"r-1\"}}}}\n```\n\n"
        )
    };
    let examples = format!(
        "## 4. Example\n\n{}{}",
        example(1, "By size", "Size=1"),
        example(2, "By colour", "Colour=red")
    );
    let text = text.replace("## 6. Error Code", &format!("{examples}## 6. Error Code"));
    let file = action(&text);
    for part in ["title: By size", "{Size: 1}", "title: By colour", "{Colour: red}"] {
        assert!(file.contains(part), "{part}\n{file}");
    }
    // Again it changes nothing.
    let first = imported(&text);
    let tree = Tree::memory(first.files.iter().map(|file| (file.path.clone(), file.text.clone())));
    let input = [Input::Page { path: "page".into(), text }];
    let again = import(&input, &tree, &Options::default()).expect("it can be read");
    assert_eq!(again.files, []);
}

#[test]
fn types_are_named_after_their_titles_and_not_after_the_navigation() {
    let action = page("pipes", &[], &[["Parts", "Array of Part", "The parts."]], &[]);
    let navigation =
        "tencent cloud\n\nWidget Service\n\nOverview\nFeedback\nData Types\nError Codes\n\n";
    for (date, used) in [
        ("Data Types\n\nLast updated: 2026-01-01 00:00:00\n\n", "Used by actions: TurnWidget."),
        ("Data Types\n\n", "Referenced by the following API(s): TurnWidget."),
        ("数据结构\n\n最后更新时间：2026-01-01 00:00:00\n\n", "被如下接口引用：TurnWidget。"),
    ] {
        let types = format!(
            "{navigation}{date}Part\n\nA part of a widget\n\n{used}\n\nName Type Description\n\
             Colour String The colour.\n"
        );
        let inputs = [
            Input::Page { path: "types".into(), text: types },
            Input::Page { path: "action".into(), text: action.clone() },
        ];
        let tree = Tree::memory([] as [(&str, &str); 0]);
        let imported = import(&inputs, &tree, &Options::default());
        let imported = imported.unwrap_or_else(|problems| panic!("{problems}"));
        let file = imported.files.iter().find(|file| file.path.ends_with("types/Part.yaml"));
        let text = &file.expect("the type is there").text;
        assert!(text.contains("- name: Colour"), "{text}");
        assert!(text.contains("A part of a widget"), "{text}");
    }
}

#[test]
fn pages_about_every_request_say_why_they_hold_nothing() {
    for (text, reason) in [
        ("Common Params\n\nX-TC-Timestamp is the time of a request.", "every request has"),
        ("Signature v3\n\nThe algorithm is TC3-HMAC-SHA256.", "how requests are signed"),
        (
            "History\n\nRelease 2\nRelease time: 2026-01-01\nNew APIs: TurnWidget",
            "what changed when",
        ),
    ] {
        let imported = imported(text);
        assert_eq!(imported.files, []);
        let [refusal] = imported.report.refused.as_slice() else { panic!("{imported:?}") };
        assert!(refusal.reason.contains(reason), "{}", refusal.reason);
    }
}

#[test]
fn an_example_with_a_parameter_that_no_row_lists_is_an_error_with_its_place() {
    let example = |request: &str| {
        let text = page(
            "pipes",
            &[["Size", "No", "Integer", "The size."], ["Tags.N", "No", "Array of String", "Tags."]],
            &[],
            &[],
        );
        let examples = format!(
            "## 4. Example\n\n### Example 1 By size\n\n#### Input Example\n\n```\n{request}\n```\n\n\
             #### Output Example\n\n```\n{{\"Response\": {{\"RequestId\": \"r-1\"}}}}\n```\n\n"
        );
        text.replace("## 6. Error Code", &format!("{examples}## 6. Error Code"))
    };
    let query = |rest: &str| {
        format!(
            "https://widget.tencentcloudapi.com/?Action=TurnWidget\n&Region=ap-guangzhou\n{rest}\n\
             &<Common request parameters>"
        )
    };
    let post = |body: &str| format!("POST / HTTP/1.1\nHost: a.b\n\n{body}");
    for request in [
        query("&Size=1\n&Shape=round"),
        query("&Tags.0=a\n&Shape.0.Name=round"),
        post("{\"Size\": 1,\n\"Shape\": \"round\"}"),
        post("{\"Tags\": [\"a\"], \"Shape\": {\"Name\": \"round\"}}"),
    ] {
        let text = example(&request);
        let problems = run(&text).expect_err(&text).to_string();
        assert!(problems.contains("E0709") && problems.contains("`Shape`"), "{problems}");
        let line = text.lines().position(|line| line.contains("Shape")).unwrap() + 1;
        assert!(problems.contains(&format!("page:{line}:")), "{line}\n{problems}");
        assert!(problems.contains("save the page again"), "{problems}");
    }
    // Of very many, the first are shown and the rest is counted.
    let many: Vec<String> = (0..3_000).map(|at| format!("&Shape{at}=round")).collect();
    let problems =
        run(&example(&query(&many.concat()))).expect_err("they are not listed").to_string();
    assert_eq!(problems.matches("E0709").count(), 20, "{problems}");
    assert!(problems.contains("(and 2980 more than the 20 that are shown)"), "{problems}");
    for request in [
        query("&Size=1\n&Tags.0=a\n&Tags.1=b"),
        post("{\"Size\": 1, \"Tags\": [\"a\"]}"),
        // A slip in capitals is one of the page, and no sign of a missing row.
        post("{\"size\": 1}"),
    ] {
        assert!(action(&example(&request)).contains("examples:"), "{request}");
    }
}
