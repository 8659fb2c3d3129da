//! Pages of both sites and metadata become the same spec in whatever order they are imported, or the
//! report says what is kept.

use serde_json::json;
use tencentcloud_importer::{Imported, Input, Metadata, Options, Package, import};
use tencentcloud_model::document::Site;
use tencentcloud_model::file::File;
use tencentcloud_model::load::Tree;

const MAINLAND: &str = "\
# 旋转部件

最近更新时间：2026-01-01 00:00:00

## 1. 接口描述

接口请求域名： widget.tencentcloudapi.com 。

旋转部件。

默认接口请求频率限制：20次/秒。

## 2. 输入参数

| 参数名称 | 必选 | 类型 | 描述 |
| --- | --- | --- | --- |
| Action | 是 | String | 公共参数，本接口取值：TurnWidget。 |
| Version | 是 | String | 公共参数，本接口取值：2020-01-01。 |
| Region | 否 | String | 公共参数。 |
| Colour | 是 | String | 颜色。 |
| Size | 否 | Integer | 大小。 |
| Here | 否 | String | 仅此处。 |

## 3. 输出参数

| 参数名称 | 类型 | 描述 |
| --- | --- | --- |
| Total | Integer | 数量。 |
| RequestId | String | 唯一请求 ID。 |

## 6. 错误码

| 错误码 | 描述 |
| --- | --- |
| FailedOperation.WidgetBusy | 部件忙。 |
| InternalError | 内部错误。 |
";

const INTERNATIONAL: &str = "\
# TurnWidget

Last updated: 2026-02-01 00:00:00

## 1. API Description

Domain name for API request: widget.intl.tencentcloudapi.com.

Turns a widget.

A maximum of 20 requests can be initiated per second for this API.

## 2. Input Parameters

| Parameter Name | Required | Type | Description |
| --- | --- | --- | --- |
| Action | Yes | String | Common Params. The value used for this API: TurnWidget. |
| Version | Yes | String | Common Params. The value used for this API: 2020-01-01. |
| Region | No | String | Common Params. |
| Colour | No | String | The colour. |
| Size | Yes | Integer | The size. |
| There | No | String | There alone. |

## 3. Output Parameters

| Parameter Name | Type | Description |
| --- | --- | --- |
| Total | Integer | The number. |
| RequestId | String | The unique request ID. |

## 6. Error Code

| Error Code | Description |
| --- | --- |
| FailedOperation.WidgetBusy | The widget is busy. |
| InvalidParameterValue.Size | The size is wrong. |
";

/// One of the sources, with the site that it has to be imported for.
fn source(name: &str) -> (Input, Option<Site>) {
    let page = |text: &str| Input::Page { path: name.to_owned(), text: text.to_owned() };
    match name {
        "mainland" => (page(MAINLAND), Some(Site::Mainland)),
        "international" => (page(INTERNATIONAL), None),
        _ => {
            let member = |name: &str, of: &str, required: bool| {
                let ty = if of == "string" { "string" } else { "int" };
                json!({
                    "name": name, "type": ty, "member": of, "document": "A fact.",
                    "required": required, "disabled": false,
                })
            };
            let api = json!({
                "metadata": {"apiVersion": "2020-01-01", "serviceShortName": "widget"},
                "actions": {"TurnWidget": {
                    "input": "TurnWidgetRequest", "output": "TurnWidgetResponse",
                    "status": "online", "document": "旋转部件。", "skip_sign": true,
                }},
                "objects": {
                    "TurnWidgetRequest": {"members": [
                        member("Colour", "string", true),
                        member("Size", "uint64", false),
                        member("Here", "string", false),
                    ]},
                    "TurnWidgetResponse": {"members": [member("Total", "uint64", true)]},
                },
            });
            let package = Package { name: "tccli".to_owned(), version: "3.1.9.1".to_owned() };
            let metadata = Metadata {
                path: "api.json".to_owned(),
                api: api.to_string(),
                examples: None,
                folder: None,
                package: Some(package),
            };
            (Input::Metadata(metadata), None)
        }
    }
}

/// The facts of the action that do not tell where they come from, with what the imports have said. The
/// place of a member that one site alone has among those of the other is the order's to say.
fn facts(order: [&str; 3]) -> (String, Vec<String>) {
    let mut files: Vec<File> = Vec::new();
    let mut said = Vec::new();
    for name in order {
        let (input, site) = source(name);
        let tree = Tree::memory(files.iter().map(|file| (file.path.clone(), file.text.clone())));
        let imported = import(&[input], &tree, &Options { site, ..Options::default() });
        let Imported { files: new, report, .. } =
            imported.unwrap_or_else(|problems| panic!("{order:?}: {problems}"));
        files.retain(|file| new.iter().all(|new| new.path != file.path));
        files.extend(new);
        said.extend(report.checks.iter().map(|check| format!("{}: {}", check.path, check.message)));
        said.extend(report.kept.iter().map(|kept| format!("{} ({})", kept.change, kept.reason)));
    }
    let action = files.iter().find(|file| file.path.ends_with("TurnWidget.yaml"));
    let action = action.expect("the action is there");
    let is_prose = |line: &str| line.starts_with("doc:") || line.starts_with("source:");
    let is_fact = |line: &&str| !line.contains('#') && !is_prose(line.trim_start());
    let text = action.text.lines().filter(is_fact).collect::<Vec<_>>().join("\n");
    let mut parts = Vec::new();
    for part in text.split("\noutput:") {
        let mut members: Vec<&str> = part.split("\n  - name: ").collect();
        members.sort_unstable();
        parts.push(members.join("\n  - name: "));
    }
    (parts.join("\noutput:"), said)
}

#[test]
fn every_order_of_sources_gives_the_same_facts() {
    let orders = [
        ["mainland", "international", "wheel"],
        ["mainland", "wheel", "international"],
        ["international", "mainland", "wheel"],
        ["international", "wheel", "mainland"],
        ["wheel", "mainland", "international"],
        ["wheel", "international", "mainland"],
    ];
    let (first, _) = facts(orders[0]);
    for order in &orders[1..] {
        let (mut found, said) = facts(*order);
        // A page that is older than the other site's, of a site that metadata has named before, adds
        // no code: the report says so.
        let code = "\n  - {code: InternalError, sites: [mainland]}";
        if !found.contains(code) {
            let is_said =
                |it: &String| it.contains("InternalError (mainland) (the spec's source is");
            assert!(said.iter().any(is_said), "{order:?}\n{}", said.join("\n"));
            found = found.replacen(
                "  - FailedOperation.WidgetBusy",
                &format!("  - FailedOperation.WidgetBusy{code}"),
                1,
            );
        }
        assert_eq!(found, first, "{order:?}\n{}", said.join("\n"));
    }
    assert!(first.contains("required: [mainland]"), "{first}");
    assert!(first.contains("required: [international]"), "{first}");
}
