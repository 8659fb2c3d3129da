//! Pages of a service that is new to the spec, alone and together, in any order.
#![allow(clippy::format_push_string, reason = "these texts are short, and read better so")]

use tencentcloud_importer::{Imported, Input, Options, import};
use tencentcloud_model::diagnostic::Diagnostics;
use tencentcloud_model::file::File;
use tencentcloud_model::load::{Tree, read};
use tencentcloud_model::model::Model;
use tencentcloud_model::resolve::resolve;

const TYPES: &str = "\
# Data Types

## Part

A part of a widget.

Used by actions: TurnWidget.

| Name | Type | Required | Description |
| --- | --- | --- | --- |
| Colour | String | Yes | The colour. |

## Wheel

A wheel.

Used by actions: RollWidget.

| Name | Type | Description |
| --- | --- | --- |
| Width | Integer | The width. |
";

const CODES: &str = "\
# Error Codes

## Common Error Codes

| Error Code | Description |
| --- | --- |
| InternalError | Internal error. |
| UnknownParameter | No such parameter. |

## Service Error Codes

| Error Code | Description |
| --- | --- |
| FailedOperation.WidgetBusy | The widget is busy. |
| ResourceNotFound.Widget | There is none. |
";

const CATEGORY: &str = "\
# API Category

## Widget Management APIs

| API Name | Feature | Frequency Limit (maximum requests per second) |
| --- | --- | --- |
| [TurnWidget](https://example.com/1) | Turns a widget | 30 |
| [RollWidget](https://example.com/2) | Rolls a widget | 20 |
";

const HISTORY: &str = "\
# History

## Release 2

Release time: 2026-02-01 10:00:00

This release contains:

Modified APIs:

- [TurnWidget](https://example.com/1)
  - New input parameters: Colour
  - New output parameters: Parts, Total

Deleted APIs:

- StopWidget

## Release 1

Release time: 2025-02-01 10:00:00

New APIs:

- TurnWidget
- StopWidget
- RollWidget

New data structures:

- Part
";

const TYPES_ZH: &str = "\
数据结构

最近更新时间：2026-01-01 00:00:00

Part

部件

被如下接口引用：TurnWidget。

名称 类型 必选 描述
Colour String 是 颜色。

Wheel

轮子

被如下接口引用：RollWidget。

名称 类型 描述
Width Integer 宽度。
";

const CODES_ZH: &str = "\
错误码

公共错误码

错误码 说明
InternalError 内部错误。
UnknownParameter 未知参数错误。

业务错误码

错误码 说明
FailedOperation.WidgetBusy 忙。
ResourceNotFound.Widget 不存在。
";

const CATEGORY_ZH: &str = "\
API 概览

部件管理相关接口

接口名称 接口功能 频率限制（次/秒）
TurnWidget 转动部件 30
RollWidget 滚动部件 20
";

const HISTORY_ZH: &str = "\
更新历史

第 2 次发布

发布时间：2026-02-01 10:00:00

本次发布包含了以下内容：

修改接口：

TurnWidget

新增入参：Colour
新增出参：Parts, Total

删除接口：

StopWidget

第 1 次发布

发布时间：2025-02-01 10:00:00

新增接口：

TurnWidget
StopWidget
RollWidget

新增数据结构：

Part

文档反馈
";

const ACTION: &str = "\
Domain name for API request: widget.tencentcloudapi.com.
Turns a widget.
Parameter Name | Required | Type | Description |
---|---|---|---|
Action | Yes | String | Common Params. The value used for this API: TurnWidget. |
Version | Yes | String | Common Params. The value used for this API: 2020-01-01. |
Colour | No | String | The colour. |
Parts.N | No | Array of Part | The parts. |
Parameter Name | Type | Description |
---|---|---|
RequestId | String | The ID of the request. |
Error Code | Description |
---|---|
FailedOperation.WidgetBusy | The widget is busy. |
";

fn page(path: &str, text: &str) -> Input {
    Input::Page { path: path.to_owned(), text: text.to_owned() }
}

/// The pages in their languages and forms, each with what the spec has after it.
fn pages() -> Vec<(&'static str, String, &'static [&'static str])> {
    let types: &[&str] = &["types/Part.yaml", "types/Wheel.yaml", "Colour", "Width"];
    let codes: &[&str] = &[
        "FailedOperation.WidgetBusy",
        "ResourceNotFound.Widget",
        "common/errors.yaml",
        "UnknownParameter",
    ];
    let category: &[&str] =
        &["actions/TurnWidget.yaml", "actions/RollWidget.yaml", "rate_limit: 30", "rate_limit: 20"];
    let history: &[&str] = &["actions/TurnWidget.yaml", "actions/RollWidget.yaml"];
    let mut pages = Vec::new();
    for (name, markdown, plain, wanted) in [
        ("types", TYPES, TYPES_ZH, types),
        ("codes", CODES, CODES_ZH, codes),
        ("category", CATEGORY, CATEGORY_ZH, category),
        ("history", HISTORY, HISTORY_ZH, history),
    ] {
        pages.push((name, markdown.to_owned(), wanted));
        pages.push((name, html(markdown), wanted));
        pages.push((name, plain.to_owned(), wanted));
        pages.push((name, plain.replace(' ', "\t"), wanted));
    }
    pages
}

/// Markdown as a browser would save it.
fn html(markdown: &str) -> String {
    let mut html = "<!DOCTYPE html>\n<html><body>\n".to_owned();
    let mut is_table = false;
    for line in markdown.lines() {
        let is_row = line.starts_with('|');
        if is_row != is_table {
            html.push_str(if is_row { "<table>\n" } else { "</table>\n" });
            is_table = is_row;
        }
        if line.starts_with("| ---") || line.is_empty() {
            continue;
        }
        let line = match line.split_once("](") {
            Some((before, rest)) => {
                let (_, behind) = rest.split_once(')').expect("a link ends");
                format!("{}{behind}", before.replace('[', ""))
            }
            None => line.to_owned(),
        };
        let text = line.trim_start();
        if is_row {
            let cells = line.trim_matches('|').split('|');
            let cells: Vec<String> = cells.map(|it| format!("<td>{}</td>", it.trim())).collect();
            html.push_str(&format!("<tr>{}</tr>\n", cells.concat()));
        } else if let Some(title) = text.strip_prefix("# ").or_else(|| text.strip_prefix("## ")) {
            html.push_str(&format!("<h2>{title}</h2>\n"));
        } else if let Some(item) = text.strip_prefix("- ") {
            html.push_str(&format!("<ul><li>{item}</li></ul>\n"));
        } else {
            html.push_str(&format!("<p>{text}</p>\n"));
        }
    }
    html + "</body></html>"
}

fn options(service: Option<&str>, version: Option<&str>) -> Options {
    Options {
        service: service.map(str::to_owned),
        version: version.map(str::to_owned),
        ..Options::default()
    }
}

fn both() -> Options {
    options(Some("widget"), Some("2020-01-01"))
}

fn tree(files: &[File]) -> Tree {
    Tree::memory(files.iter().map(|file| (file.path.clone(), file.text.clone())))
}

/// The files of a spec after an import.
#[track_caller]
fn after(files: &[File], inputs: &[Input], options: &Options) -> (Vec<File>, Imported) {
    let imported = import(inputs, &tree(files), options).unwrap_or_else(|it| panic!("{it}"));
    let mut all = files.to_vec();
    all.retain(|file| !imported.removed.contains(&file.path));
    for new in &imported.files {
        all.retain(|file| file.path != new.path);
        all.push(new.clone());
    }
    all.sort_by(|a, b| a.path.cmp(&b.path));
    (all, imported)
}

#[track_caller]
fn resolved(files: &[File]) -> Model {
    let documents = read(&tree(files));
    resolve(&documents).unwrap_or_else(|problems| panic!("{problems}\n{}", joined(files)))
}

fn joined(files: &[File]) -> String {
    let texts = files.iter().map(|file| format!("=== {}\n{}", file.path, file.text));
    texts.collect::<Vec<_>>().concat()
}

#[test]
fn every_page_of_a_new_service_is_imported_alone() {
    for (name, text, wanted) in pages() {
        let (files, imported) = after(&[], &[page(name, &text)], &both());
        let spec = joined(&files);
        for wanted in wanted {
            assert!(spec.contains(wanted), "{name}: {wanted}\n{text}\n{spec}");
        }
        assert!(files.iter().any(|it| it.text.contains("incomplete: true")), "{name}\n{spec}");
        assert!(!imported.report.accounts.is_empty(), "{name}");
        for part in imported.report.accounts.iter().flat_map(|account| &account.parts) {
            assert_eq!(part.seen, part.understood, "{name} {part:?}");
        }
        // The generator reads it, and nothing is generated from what is not known.
        assert_eq!(resolved(&files).services, [], "{name}\n{spec}");
        let again = after(&files, &[page(name, &text)], &both()).1;
        assert_eq!(again.files, [], "{name}\n{spec}");
    }
}

#[test]
fn the_order_of_pages_does_not_matter() {
    let list = [TYPES, CODES, CATEGORY, HISTORY];
    let orders = [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1], [1, 3, 0, 2]];
    for together in [true, false] {
        for order in orders {
            let pages: Vec<Input> = order.iter().map(|at| page("page", list[*at])).collect();
            let mut files = Vec::new();
            if together {
                files = after(&files, &pages, &both()).0;
            } else {
                for page in &pages {
                    files = after(&files, std::slice::from_ref(page), &both()).0;
                }
            }
            // Later pages of actions fill in what they say, and find their types and codes.
            let files = after(&files, &[page("action", ACTION)], &Options::default()).0;
            let spec = joined(&files);
            let model = resolved(&files);
            let version = &model.services[0].versions[0];
            let names: Vec<&str> = version.actions.iter().map(|it| it.name.as_str()).collect();
            assert_eq!(names, ["TurnWidget"], "{order:?}\n{spec}");
            assert_eq!(version.actions[0].input.len(), 2, "{order:?}\n{spec}");
            assert_eq!(version.actions[0].rate_limit, Some(30), "{order:?}\n{spec}");
            assert_eq!(version.actions[0].group, Some(0), "{order:?}\n{spec}");
            let types: Vec<&str> = version.objects.iter().map(|it| it.name.as_str()).collect();
            assert_eq!(types, ["Part"], "{order:?}\n{spec}");
            assert_eq!(version.objects[0].members.len(), 1, "{order:?}\n{spec}");
            for kept in ["types/Wheel.yaml", "ResourceNotFound.Widget", "actions/RollWidget.yaml"] {
                assert!(spec.contains(kept), "{order:?} {kept}\n{spec}");
            }
        }
    }
}

#[test]
fn a_page_that_does_not_say_where_it_belongs_asks_by_the_name_of_an_option() {
    for (name, text, _) in pages() {
        let run = |options: &Options| import(&[page(name, &text)], &tree(&[]), options);
        let asked = |found: Result<Imported, Diagnostics>| match found {
            Ok(imported) => imported.report.refused.iter().map(|it| it.reason.clone()).collect(),
            Err(problems) => problems.to_string(),
        };
        let none = asked(run(&Options::default()));
        assert!(none.contains("--service") && none.contains("--api-version"), "{name}: {none}");
        let no_version = asked(run(&options(Some("widget"), None)));
        assert!(no_version.contains("--api-version"), "{name}: {no_version}");
        let no_service = asked(run(&options(None, Some("2020-01-01"))));
        assert!(no_service.contains("--service"), "{name}: {no_service}");
        assert!(run(&both()).is_ok_and(|it| !it.files.is_empty()), "{name}");
    }
    for (options, option) in [
        (options(Some("../x"), Some("2020-01-01")), "--service"),
        (options(Some("widget"), Some("2020-13-01")), "--api-version"),
    ] {
        let problems = import(&[page("types", TYPES)], &tree(&[]), &options).unwrap_err();
        assert!(problems.to_string().contains(option), "{problems}");
    }
}

#[test]
fn the_host_and_the_version_on_a_page_are_its_own() {
    let said = "Requests go to `widget.tencentcloudapi.com`.\n\nAPI version: 2020-01-01.\n\n";
    for (name, text, wanted) in pages() {
        let text = match text.split_once("<body>\n") {
            Some((before, rest)) => {
                let said = said.replace('`', "").replace("\n\n", "<br>");
                format!("{before}<body>\n<p>{said}</p>{rest}")
            }
            None => format!("{said}{text}"),
        };
        let spec = joined(&after(&[], &[page(name, &text)], &Options::default()).0);
        for wanted in wanted {
            assert!(spec.contains(wanted), "{name}: {wanted}\n{spec}");
        }
    }
    // Of two hosts nobody can say which is meant.
    let two = format!("{said}Or to cvm.tencentcloudapi.com.\n\n{TYPES}");
    let problems = import(&[page("types", &two)], &tree(&[]), &Options::default()).unwrap_err();
    assert!(problems.to_string().contains("--service"), "{problems}");
}

#[test]
fn one_page_of_a_run_places_the_others() {
    let said = "API version: 2020-01-01.\n\nHost: widget.tencentcloudapi.com\n\n";
    let inputs = [
        page("codes", CODES),
        page("types", TYPES),
        page("category", &format!("{said}{CATEGORY}")),
    ];
    let spec = joined(&after(&[], &inputs, &Options::default()).0);
    assert!(spec.contains("types/Wheel.yaml") && spec.contains("WidgetBusy"), "{spec}");
    let inputs = [page("codes", CODES), page("types", TYPES), page("action", ACTION)];
    let spec = joined(&after(&[], &inputs, &Options::default()).0);
    assert!(spec.contains("types/Part.yaml") && spec.contains("WidgetBusy"), "{spec}");
}

#[test]
fn a_page_of_an_action_without_its_version_or_host_takes_the_options() {
    let bare =
        ACTION.replace("Common Params. The value used for this API: 2020-01-01.", "Common Params.");
    let row =
        "Version | Yes | String | Common Params. The value used for this API: 2020-01-01. |\n";
    for text in [bare, ACTION.replace(row, "")] {
        let text = text.replace("Domain name for API request: widget.tencentcloudapi.com.\n", "");
        let problems = import(&[page("action", &text)], &tree(&[]), &Options::default());
        let problems = problems.unwrap_err().to_string();
        assert!(problems.contains("--api-version") && problems.contains("--service"), "{problems}");
        let files = after(&[], &[page("action", &text)], &both()).0;
        assert_eq!(resolved(&files).services[0].versions[0].actions.len(), 1);
    }
}

#[test]
fn a_history_is_held_against_a_version_that_is_known() {
    let known = after(&[], &[page("action", ACTION)], &Options::default()).0;
    for text in [HISTORY, HISTORY_ZH] {
        let (files, imported) = after(&known, &[page("history", text)], &Options::default());
        assert_eq!(files, known);
        let checks: Vec<String> =
            imported.report.checks.iter().map(|it| format!("{} {}", it.path, it.message)).collect();
        let checks = checks.join("\n");
        for wanted in [
            "widget/2020-01-01/RollWidget the history names this action",
            "widget/2020-01-01/TurnWidget the history names `Total` in its output",
        ] {
            assert!(checks.contains(wanted), "{wanted}\n{checks}");
        }
        assert!(!checks.contains("`Colour`") && !checks.contains("StopWidget"), "{checks}");
    }
    let bad = HISTORY.replace("- StopWidget\n- RollWidget", "- StopWidget\n- Roll the widget");
    let problems = import(&[page("history", &bad)], &tree(&known), &Options::default());
    assert!(problems.unwrap_err().to_string().contains("Roll the widget"));
}
