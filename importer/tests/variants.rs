//! Every table of every kind of page, in every form in which pages are saved and in both languages,
//! around descriptions that look like something else: each row is imported, or an error shows it.
#![allow(clippy::format_push_string, reason = "these texts are short, and read better so")]

use tencentcloud_importer::{Imported, Input, Options, import, page_text};
use tencentcloud_model::diagnostic::Diagnostics;
use tencentcloud_model::load::Tree;

/// How a page is saved.
const FORMS: [&str; 11] = [
    "pipes",
    "inner pipes",
    "bare pipes",
    "tabs",
    "blanks",
    "cells",
    "cells, spaced",
    "cells with bars",
    "html",
    "html, open",
    "html, paragraphs",
];

/// Descriptions that hold what tables, rows, headings and examples look like.
const DOCS: &[(&str, &str)] = &[
    ("plain", "The colour of it."),
    ("none", ""),
    ("paragraphs", "\nThe colour.\n\n  \nExample: red"),
    ("colon at the end", "The colour. Enumeration value:\n"),
    ("list", "The colour.\n\nOne of:\n\n- red\n- green\n\nNothing else."),
    ("numbered list", "The colour.\n1. red\n2. green\n3. blue"),
    ("indented list", "The colour:\n    - red\n      1. light\n    - green"),
    ("many blank lines", "The colour.\n\n\n\n\n\nOr not."),
    ("a bar in a line", "The colour, red | green, or both."),
    ("an escaped bar", "The colour, red \\| green, or both."),
    ("a wide bar", "The colour, red ｜ green."),
    ("a lone bar", "The colour. Enumeration value:\n|\nNothing."),
    (
        "a table",
        "The colour.\n\n| Value | Meaning |\n| --- | --- |\n| 1 | red |\n| 2 | green |\n\nNo others.",
    ),
    ("a row of text", "The colour.\nSizes differ.\nThis parameter is required.\nNo longer used."),
    ("a word", "The colour.\nRed\nGreen\nBlue"),
    ("a camel word", "The colour.\nDarkRed\nLightGreen"),
    ("yes and no", "The colour.\nYes\nNo\n是\n否"),
    ("types alone", "The colour.\nString\nInteger"),
    ("rule", "The colour.\n---\nOr not."),
    ("json", "The colour:\n{\n  \"A\": [1, 2],\n  \"B\": \"x\"\n}"),
    ("fence", "The colour:\n```json\n{\"A\": 1}\n```\nOr not."),
    ("code", "The colour, `A|B` or `C`."),
    ("address", "The colour, see https://example.com/a?Action=b."),
    ("address line", "The colour:\nhttps://example.com/a?x=b"),
    ("markup", "The colour.<br>Or <b>not</b> <a href=\"x\">at all</a>."),
    ("marks of examples", "The colour.\nInput Example\nred\nOutput Example\ngreen\nExample 1 red"),
    ("explorer", "The colour.\nTry it\nOr not."),
    ("error code", "The colour.\nFailedOperation is given otherwise."),
    ("emphasis", "**The colour.** _Or_ not * at all * 2."),
    ("star lines", "The colour.\n* red\n* green"),
    ("hash", "The colour.\n#fff\n#000 is black"),
    ("chinese", "颜色。\n取值：\n红色：red\n绿色：green"),
    ("date", "The colour.\nLast updated: 2026-01-01 00:00:00"),
    (
        "null note",
        "The colour.\nNote: This field may return null, indicating that no valid values can be obtained.",
    ),
    ("pair", "The colour:\nName String\nValue Integer"),
];

fn is_html(form: &str) -> bool {
    form.starts_with("html")
}

struct Words {
    language: &'static str,
    input: [&'static str; 4],
    output: [&'static str; 3],
    codes: [&'static str; 2],
    request_type: [&'static str; 4],
    response_type: [&'static str; 3],
    limits: [&'static str; 3],
    parts: [&'static str; 5],
    domain: &'static str,
    limit: &'static str,
    intro: &'static str,
    error_intro: &'static str,
    common: &'static str,
    used_by: &'static str,
    updated: &'static str,
    yes: &'static str,
    no: &'static str,
}

const ENGLISH: Words = Words {
    language: "en",
    input: ["Parameter Name", "Required", "Type", "Description"],
    output: ["Parameter Name", "Type", "Description"],
    codes: ["Error Code", "Description"],
    request_type: ["Name", "Type", "Required", "Description"],
    response_type: ["Name", "Type", "Description"],
    limits: ["API Name", "Feature", "Frequency Limit (maximum requests per second)"],
    parts: [
        "1. API Description",
        "2. Input Parameters",
        "3. Output Parameters",
        "5. Developer Resources",
        "6. Error Code",
    ],
    domain: "Domain name for API request: widget.tencentcloudapi.com.",
    limit: "A maximum of 20 requests can be initiated per second for this API.",
    intro: "The following request parameter list only provides API request parameters and some common parameters. For the complete common parameter list, see Common Request Parameters.",
    error_intro: "The following only lists the error codes related to the API business logic. For other error codes, see Common Error Codes.",
    common: "Common Params. The value used for this API: ",
    used_by: "Used by actions: TurnWidget.",
    updated: "Last updated: 2026-01-01 00:00:00",
    yes: "Yes",
    no: "No",
};

const CHINESE: Words = Words {
    language: "zh",
    input: ["参数名称", "必选", "类型", "描述"],
    output: ["参数名称", "类型", "描述"],
    codes: ["错误码", "描述"],
    request_type: ["名称", "类型", "必选", "描述"],
    response_type: ["名称", "类型", "描述"],
    limits: ["接口名称", "接口功能", "频率限制（次/秒）"],
    parts: ["1. 接口描述", "2. 输入参数", "3. 输出参数", "5. 开发者资源", "6. 错误码"],
    domain: "接口请求域名： widget.tencentcloudapi.com 。",
    limit: "默认接口请求频率限制：20次/秒。",
    intro: "以下请求参数列表仅列出了接口请求参数和部分公共参数，完整公共参数列表见 公共请求参数。",
    error_intro: "以下仅列出了接口业务逻辑相关的错误码，其他错误码详见 公共错误码。",
    common: "公共参数，本接口取值：",
    used_by: "被如下接口引用：TurnWidget。",
    updated: "最近更新时间：2026-01-01 00:00:00",
    yes: "是",
    no: "否",
};

fn heading(form: &str, level: usize, title: &str) -> String {
    match form {
        "pipes" | "inner pipes" => format!("{} {title}\n\n", "#".repeat(level)),
        form if is_html(form) => format!("<h{level}>{title}</h{level}>\n"),
        _ => format!("{title}\n\n"),
    }
}

fn line(form: &str, text: &str) -> String {
    if is_html(form) { format!("<p>{text}</p>\n") } else { format!("{text}\n\n") }
}

/// A description of several lines in a cell of HTML.
fn markup(form: &str, text: &str) -> String {
    let text = text.replace('|', "&#124;");
    match form {
        "html, paragraphs" => {
            let parts =
                text.split("\n\n").map(|part| format!("<p>{}</p>", part.replace('\n', "<br/>")));
            format!("<div>{}</div>", parts.collect::<Vec<_>>().concat())
        }
        _ => text.replace('\n', "<br>"),
    }
}

fn table(form: &str, head: &[&str], rows: &[Vec<String>]) -> String {
    let head: Vec<String> = head.iter().map(|cell| (*cell).to_owned()).collect();
    let mut text = String::new();
    if is_html(form) {
        text.push_str("<table>\n<thead>");
    }
    for (index, row) in std::iter::once(&head).chain(rows).enumerate() {
        match form {
            "pipes" | "inner pipes" | "bare pipes" => {
                // A bar within a cell is written with a backslash by whoever draws real tables.
                let cells: Vec<String> =
                    row.iter().map(|cell| cell.replace(" | ", " \\| ")).collect();
                let cells = cells.join(" | ");
                let dashes = " --- |".repeat(row.len());
                let (start, end, dashes) = match form {
                    "pipes" => ("| ", " |\n", format!("|{dashes}\n")),
                    "bare pipes" => ("", " |\n", format!("{}\n", dashes.trim())),
                    _ => ("", "\n", format!("{}\n", dashes.trim_matches([' ', '|']))),
                };
                text.push_str(&format!("{start}{cells}{end}"));
                if index == 0 {
                    text.push_str(&dashes);
                }
            }
            "tabs" => text.push_str(&format!("{}\n", row.join("\t").trim_end())),
            "blanks" => text.push_str(&format!("{}\n", row.join(" ").trim_end())),
            "cells" => text.push_str(&format!("{}\n", row.join("\n"))),
            "cells, spaced" => text.push_str(&format!("{}\n\n", row.join("\n\n"))),
            "cells with bars" => text.push_str(&format!("| {} |\n", row.join(" |\n"))),
            _ => {
                let (cell, close) = match (form, index) {
                    ("html, open", _) => ("td", false),
                    (_, 0) => ("th", true),
                    _ => ("td", true),
                };
                text.push_str("<tr>");
                for one in row {
                    text.push_str(&format!("<{cell}>{}", markup(form, one)));
                    if close {
                        text.push_str(&format!("</{cell}>"));
                    }
                }
                text.push_str(if close { "</tr>\n" } else { "\n" });
                if index == 0 && close {
                    text.push_str("</thead><tbody>");
                }
            }
        }
    }
    text.push_str(if is_html(form) { "</table>\n" } else { "\n" });
    text
}

fn row(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

fn whole(form: &str, text: String) -> String {
    if is_html(form) {
        format!("<!DOCTYPE html>\n<html><head><title>x</title></head><body>\n{text}</body></html>")
    } else {
        text
    }
}

/// The page of an action with this description in each of its tables.
fn action_page(form: &str, words: &Words, doc: &str) -> String {
    let Words { yes, no, .. } = words;
    let mut text = line(form, "Turn a widget") + &line(form, words.updated);
    text += &heading(form, 2, words.parts[0]);
    text += &(line(form, words.domain) + &line(form, "Turns a widget.") + &line(form, words.limit));
    text += &(heading(form, 2, words.parts[1]) + &line(form, words.intro));
    let value = |value: &str| format!("{}{value}.", words.common);
    text += &table(
        form,
        &words.input,
        &[
            row(&["Action", yes, "String", &value("TurnWidget")]),
            row(&["Version", yes, "String", &value("2020-01-01")]),
            row(&["Region", no, "String", words.common.split(['.', '，']).next().unwrap()]),
            row(&["Colour", yes, "String", doc]),
            row(&["Sizes.N", no, "Array of Integer", "The sizes."]),
            row(&["Part", no, "Part", doc]),
            row(&["Parts.N", no, "Array of Part", doc]),
            row(&["When", no, "Timestamp ISO8601", doc]),
        ],
    );
    text += &heading(form, 2, words.parts[2]);
    text += &table(
        form,
        &words.output,
        &[
            row(&["Total", "Integer", doc]),
            row(&["Names", "Array of String", "The names."]),
            row(&["Wheels", "Array of Part", doc]),
            row(&["RequestId", "String", "The ID of the request."]),
        ],
    );
    text += &heading(form, 2, words.parts[3]);
    text += &heading(form, 3, "SDK");
    text += &(heading(form, 2, words.parts[4]) + &line(form, words.error_intro));
    text += &table(
        form,
        &words.codes,
        &[
            row(&["FailedOperation.WidgetBusy", doc]),
            row(&["InternalError", "It failed."]),
            row(&["InvalidParameterValue.Size", doc]),
            row(&["ResourceNotFound", doc]),
        ],
    );
    text += &line(form, "Feedback");
    whole(form, text)
}

fn types_page(form: &str, words: &Words, doc: &str) -> String {
    let mut text = heading(form, 1, "Data Types") + &line(form, words.updated);
    for (name, is_request) in [("Part", true), ("WidgetWheel", false), ("Tag", true)] {
        text += &(heading(form, 2, name)
            + &line(form, "One of many things.")
            + &line(form, words.used_by));
        text += &if is_request {
            table(
                form,
                &words.request_type,
                &[
                    row(&["Colour", "String", words.yes, doc]),
                    row(&["Sizes", "Array of Integer", words.no, "The sizes."]),
                    row(&["Deep", "WidgetWheel", words.no, doc]),
                ],
            )
        } else {
            table(
                form,
                &words.response_type,
                &[
                    row(&["Width", "Integer", doc]),
                    row(&["Names", "Array of String", doc]),
                    row(&["Last", "Boolean", doc]),
                ],
            )
        };
    }
    text += &line(form, "Help and Support");
    whole(form, text)
}

fn codes_page(form: &str, words: &Words, doc: &str) -> String {
    let (common, service) = match words.language {
        "en" => ("Common Error Codes", "Service Error Codes"),
        _ => ("公共错误码", "业务错误码"),
    };
    let mut text =
        heading(form, 1, "Error Codes") + &line(form, words.updated) + &heading(form, 2, common);
    text += &table(
        form,
        &words.codes,
        &[row(&["InternalError", doc]), row(&["UnknownSoil.TooDry", doc])],
    );
    text += &heading(form, 2, service);
    text += &table(
        form,
        &words.codes,
        &[
            row(&["FailedOperation.WidgetBusy", doc]),
            row(&["LimitExceeded.Widgets", "Too many."]),
            row(&["ResourceNotFound", doc]),
        ],
    );
    text += &line(form, "Help and Support");
    whole(form, text)
}

fn category_page(form: &str, words: &Words, doc: &str) -> String {
    let mut text = heading(form, 1, "API Category")
        + &line(form, words.updated)
        + &heading(form, 2, "Widget APIs");
    let doc = doc.replace('\n', " ");
    text += &table(
        form,
        &words.limits,
        &[
            row(&["TurnWidget", &doc, "20"]),
            row(&["RollWidget", "Rolls it", "1,000"]),
            row(&["StopWidget", &doc, "-"]),
        ],
    );
    text += &heading(form, 2, "Other APIs");
    text += &table(form, &words.limits, &[row(&["PaintWidget", &doc, "20"])]);
    whole(form, text)
}

fn run(text: &str) -> Result<Imported, Diagnostics> {
    let tree = Tree::memory([] as [(&str, &str); 0]);
    let options = Options {
        service: Some("widget".to_owned()),
        version: Some("2020-01-01".to_owned()),
        ..Options::default()
    };
    import(&[Input::Page { path: "page".into(), text: text.into() }], &tree, &options)
}

/// The names of everything that an import has found.
fn names(imported: &Imported) -> Vec<String> {
    let mut found = Vec::new();
    for file in &imported.files {
        let stem = file.path.rsplit('/').next().unwrap().trim_end_matches(".yaml");
        let mut part = "";
        for line in file.text.lines() {
            if let Some(key) = line.strip_suffix(':').filter(|key| !key.starts_with(' ')) {
                part = key;
            }
            let name = line.strip_prefix("  - name: ").map(|name| (stem, name));
            let code = line.strip_prefix("  - code: ").map(|name| (stem, name));
            let is_common = file.path.starts_with("common");
            if let Some((stem, name)) = name.or(code)
                && (!is_common || name.starts_with("UnknownSoil"))
            {
                found.push(format!("{stem}.{part}.{name}").replace("errors.errors.", ""));
            }
        }
        if file.path.contains("/actions/") {
            let limit = file.text.lines().find(|line| line.starts_with("rate_limit"));
            found.push(format!("{stem} {}", limit.unwrap_or("-")));
        }
    }
    found.sort();
    found
}

type Render = fn(&str, &Words, &str) -> String;

fn sorted(names: &[&str]) -> Vec<String> {
    let mut names = row(names);
    names.sort();
    names
}

/// A kind of page, and the names of everything that it lists.
type Kind = (&'static str, Render, &'static [&'static str]);

const ACTION: Kind = (
    "action",
    action_page,
    &[
        "TurnWidget rate_limit: 20",
        "TurnWidget.input.Colour",
        "TurnWidget.input.Sizes",
        "TurnWidget.input.Part",
        "TurnWidget.input.Parts",
        "TurnWidget.input.When",
        "TurnWidget.output.Total",
        "TurnWidget.output.Names",
        "TurnWidget.output.Wheels",
        "FailedOperation.WidgetBusy",
        "InternalError",
        "InvalidParameterValue.Size",
        "ResourceNotFound",
    ],
);

const TYPES: Kind = (
    "types",
    types_page,
    &[
        "Part.members.Colour",
        "Part.members.Sizes",
        "Part.members.Deep",
        "WidgetWheel.members.Width",
        "WidgetWheel.members.Names",
        "WidgetWheel.members.Last",
        "Tag.members.Colour",
        "Tag.members.Sizes",
        "Tag.members.Deep",
    ],
);

const CODES: Kind = (
    "codes",
    codes_page,
    &[
        "UnknownSoil.TooDry",
        "FailedOperation.WidgetBusy",
        "LimitExceeded.Widgets",
        "ResourceNotFound",
    ],
);

const CATEGORY: Kind = (
    "category",
    category_page,
    &[
        "TurnWidget rate_limit: 20",
        "RollWidget rate_limit: 1000",
        "StopWidget -",
        "PaintWidget rate_limit: 20",
    ],
);

/// The findings of an import that differ from what a page lists; `None` if there are none.
fn difference(imported: &Imported, wanted: &[&str]) -> Option<String> {
    let wanted = sorted(wanted);
    let found = names(imported);
    let missing: Vec<_> = wanted.iter().filter(|it| !found.contains(it)).collect();
    let more: Vec<_> = found.iter().filter(|it| !wanted.contains(it)).collect();
    let is_doubted = |name: &str| {
        let checks = &imported.report.checks;
        checks.iter().any(|it| it.path == name && it.message.contains("it may be a line"))
    };
    let account = imported.report.accounts.iter().flat_map(|it| &it.parts);
    let (seen, understood) =
        account.fold((0, 0), |sum, it| (sum.0 + it.seen, sum.1 + it.understood));
    if !missing.is_empty() || more.iter().any(|name| !is_doubted(name)) {
        return Some(format!("missing {missing:?}, more {more:?}"));
    }
    (seen != understood).then(|| format!("{seen} rows seen, {understood} understood"))
}

/// Where cells have no marks, descriptions of single words cannot be told from cells.
fn may_be_refused(form: &str, doc: &str) -> bool {
    let is_marked = matches!(form, "pipes" | "tabs") || is_html(form);
    let is_word = matches!(doc, "a word" | "a camel word" | "yes and no" | "types alone");
    let is_pair = matches!(doc, "pair" | "marks of examples");
    match form {
        _ if is_marked => false,
        "blanks" => is_pair,
        "inner pipes" | "bare pipes" => doc == "a table",
        _ => is_word || doc == "none",
    }
}

#[track_caller]
fn every_row_is_imported((kind, render, wanted): Kind) {
    let mut faults = Vec::new();
    for form in FORMS {
        for words in [&ENGLISH, &CHINESE] {
            // The other language has other fixed words; what is between them is read alike.
            let is_some = |at: usize| words.language == "en" || at.is_multiple_of(4);
            let docs = DOCS.iter().enumerate().filter(|(at, _)| is_some(*at));
            for (_, (name, doc)) in docs {
                let text = render(form, words, doc);
                let fault = match run(&text) {
                    Err(_) if may_be_refused(form, name) => None,
                    Err(problems) => Some(problems.to_string()),
                    Ok(imported) => difference(&imported, wanted),
                };
                let what = format!("{kind}, {form}, {}, {name}", words.language);
                faults.extend(fault.map(|fault| format!("{what}: {fault}")));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_row_of_an_action_is_imported_whatever_its_descriptions_hold() {
    every_row_is_imported(ACTION);
}

#[test]
fn every_row_of_data_types_is_imported_whatever_its_descriptions_hold() {
    every_row_is_imported(TYPES);
}

#[test]
fn every_row_of_error_codes_is_imported_whatever_its_descriptions_hold() {
    every_row_is_imported(CODES);
}

#[test]
fn every_row_of_the_api_category_is_imported_whatever_its_descriptions_hold() {
    every_row_is_imported(CATEGORY);
}

/// A row of a table, and what damage makes of it: the cells of the row, and those of each damaged one.
type Damage<'a> = (&'a str, &'a str, &'a [&'a str], &'a [&'a [&'a str]]);

/// The text of one row.
fn line_of(form: &str, head: &[&str], cells: &[&str]) -> String {
    let bare = |text: &str| text.trim_end().trim_end_matches("</table>").trim_end().to_owned();
    let before = bare(&table(form, head, &[]));
    let text = bare(&table(form, head, &[row(cells)]));
    text[before.len()..].trim_start().trim_start_matches("</thead><tbody>").to_owned()
}

/// Whether an error, or an entry of the report near its line, shows a damaged row.
fn is_shown(text: &str, damaged: &str) -> bool {
    let Ok(imported) = run(text) else { return true };
    let line = text[..text.find(damaged).unwrap()].lines().count() + 1;
    let report = &imported.report;
    let near = |at: usize| (line.saturating_sub(8)..line + 6).contains(&at);
    let is_about = |path: &str, at: usize, message: &str| {
        // A word that became an object's name is listed with the types that are not known.
        let is_odd_type = message.contains("its members are not known")
            && !["Part", "WidgetWheel"].iter().any(|name| path.ends_with(name));
        is_odd_type || (near(at) && !message.contains("says `Integer`"))
    };
    report.checks.iter().any(|it| is_about(&it.path, it.at.line, &it.message))
        || report.refused.iter().any(|it| is_about(&it.path, it.at.line, &it.reason))
}

#[test]
fn a_damaged_row_is_shown_in_every_form() {
    let mut silent = Vec::new();
    for form in FORMS {
        for words in [&ENGLISH, &CHINESE] {
            let no = words.no;
            let doc = "The colour of it.";
            let damages: &[Damage<'_>] = &[
                (
                    "input",
                    &action_page(form, words, doc),
                    &["Sizes.N", no, "Array of Integer", "The sizes."],
                    &[
                        &["Sizes.N", "Perhaps", "Array of Integer", "The sizes."],
                        &["Sizes.N", no, "A list of numbers", "The sizes."],
                        &["Bad-Name", no, "Array of Integer", "The sizes."],
                        &["", no, "Array of Integer", "The sizes."],
                        &["Two Words", no, "Array of Integer", "The sizes."],
                        &["Sizes.N", "", "Array of Integer", "The sizes."],
                        &["Sizes.N", no, "", "The sizes."],
                        &["Sizes.N", no, "The sizes."],
                        &["Sizes.N", "Array of Integer", no, "The sizes."],
                        &["尺寸", no, "Array of Integer", "The sizes."],
                    ],
                ),
                (
                    "output",
                    &action_page(form, words, doc),
                    &["Names", "Array of String", "The names."],
                    &[
                        &["Names", "Array of Strings and more", "The names."],
                        &["Bad-Name", "Array of String", "The names."],
                        &["", "Array of String", "The names."],
                        &["Names", "", "The names."],
                        &["Names", "The names."],
                        &["Two Words", "Array of String", "The names."],
                    ],
                ),
                (
                    "code",
                    &action_page(form, words, doc),
                    &["InternalError", "It failed."],
                    &[
                        &["Internal Error", "It failed."],
                        &["", "It failed."],
                        &["Internal-Error.X", "It failed."],
                    ],
                ),
                (
                    "type",
                    &types_page(form, words, doc),
                    &["Sizes", "Array of Integer", no, "The sizes."],
                    &[
                        &["Sizes", "Array of Integer", "Perhaps", "The sizes."],
                        &["Sizes", "A list of numbers", no, "The sizes."],
                        &["Bad-Name", "Array of Integer", no, "The sizes."],
                        &["Sizes", "Array of Integer", "The sizes."],
                        &["Sizes", no, "Array of Integer", "The sizes."],
                    ],
                ),
                (
                    "code of all",
                    &codes_page(form, words, doc),
                    &["LimitExceeded.Widgets", "Too many."],
                    &[&["Limit-Exceeded.Widgets", "Too many."], &["", "Too many."]],
                ),
                (
                    "limit",
                    &category_page(form, words, doc),
                    &["RollWidget", "Rolls it", "1,000"],
                    &[
                        &["Roll Widget", "Rolls it", "1,000"],
                        &["", "Rolls it", "1,000"],
                        &["RollWidget", "Rolls it", "a thousand"],
                        &["RollWidget", "Rolls it", "1,000", "x"],
                    ],
                ),
            ];
            for (kind, page, good, bads) in damages {
                let known = line_of(form, good, good);
                assert!(page.contains(&known), "{form}, {kind}: {known:?} is not in\n{page}");
                for bad in *bads {
                    let damaged = line_of(form, good, bad);
                    let text = page.replacen(&known, &damaged, 1);
                    if !is_shown(&text, &damaged) {
                        silent.push(format!("{kind}, {form}, {}: {bad:?}", words.language));
                    }
                }
            }
        }
    }
    assert!(silent.is_empty(), "{}", silent.join("\n"));
}

/// A web archive around HTML, with its text as quoted-printable.
fn archive(html: &str) -> String {
    let mut body = String::new();
    let mut width = 0;
    for byte in html.bytes() {
        let text = match byte {
            b'\n' => "\r\n".to_owned(),
            b' '..=b'~' if byte != b'=' => char::from(byte).to_string(),
            byte => format!("={byte:02X}"),
        };
        if byte == b'\n' {
            width = 0;
        } else if width + text.len() > 75 {
            body.push_str("=\r\n");
            width = 0;
        }
        width += text.len();
        body.push_str(&text);
    }
    format!(
        "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\
         \ttype=\"text/html\";\r\n\tboundary=\"--B--\"\r\n\r\n----B--\r\nContent-Type: text/html\r\n\
         Content-Transfer-Encoding: quoted-printable\r\n\r\n{body}\r\n----B----\r\n"
    )
}

#[test]
fn every_encoding_of_a_page_is_the_same_page() {
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    for (kind, render, wanted) in [ACTION, TYPES, CODES, CATEGORY] {
        for form in ["pipes", "tabs", "html", "html, paragraphs"] {
            let text = render(form, &CHINESE, "颜色。\n\n取值：\n\n红色");
            let mut files = vec![
                ("UTF-8 with a mark", format!("\u{feff}{text}").into_bytes()),
                ("UTF-16", [&[0xFF, 0xFE], utf16(&text).as_slice()].concat()),
                ("UTF-16 without a mark", utf16(&text)),
                ("GBK", encoding_rs::GBK.encode(&text).0.into_owned()),
                ("GB18030", encoding_rs::GB18030.encode(&text).0.into_owned()),
                ("CRLF", text.replace('\n', "\r\n").into_bytes()),
            ];
            if is_html(form) {
                files.push(("MHTML", archive(&text).into_bytes()));
            }
            for (name, bytes) in files {
                let text =
                    page_text(&bytes).unwrap_or_else(|it| panic!("{kind} {form} {name}: {it}"));
                let imported = run(&text).unwrap_or_else(|it| panic!("{kind} {form} {name}: {it}"));
                assert_eq!(difference(&imported, wanted), None, "{kind} {form} {name}\n{text}");
            }
        }
    }
}
