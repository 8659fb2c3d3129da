//! A fact that a description seems to state and the vendor's own examples contradict is not taken;
//! what is taken is listed with where it came from.

use tencentcloud_importer::{Imported, Input, Metadata, Options, import};
use tencentcloud_model::document::Site;
use tencentcloud_model::load::Tree;

/// A parameter as metadata has it: type, element, description, example.
type Parameter<'a> = (&'a str, &'a str, &'a str, &'a str);

fn metadata(parameter: Parameter<'_>, input: &str) -> Imported {
    import_with(parameter, input, "{\"Response\": {\"RequestId\": \"r\"}}")
}

fn import_with(parameter: Parameter<'_>, input: &str, output: &str) -> Imported {
    let (ty, of, doc, example) = parameter;
    let member = serde_json::json!({
        "name": "Value", "type": ty, "member": of, "document": doc, "example": example,
        "required": false,
    });
    let request_id = serde_json::json!({"name": "RequestId", "type": "string", "member": "string"});
    let api = serde_json::json!({
        "metadata": {"apiVersion": "2020-01-01", "serviceShortName": "demo"},
        "actions": {"Ask": {"document": "", "input": "AskRequest", "output": "AskResponse"}},
        "objects": {
            "AskRequest": {"members": [member]},
            "AskResponse": {"members": [request_id]},
        },
    });
    let examples = serde_json::json!({"actions": {"Ask": [{
        "title": "One", "input": input, "output": output,
    }]}});
    let metadata = Metadata {
        path: "api.json".to_owned(),
        api: api.to_string(),
        examples: Some(examples.to_string()),
        folder: None,
        package: None,
    };
    let tree = Tree::memory([] as [(&str, &str); 0]);
    let options = Options { site: Some(Site::Mainland), ..Options::default() };
    import(&[Input::Metadata(metadata)], &tree, &options).unwrap_or_else(|it| panic!("{it}"))
}

fn post(body: &str) -> String {
    format!("POST / HTTP/1.1\nHost: demo.tencentcloudapi.com\n\n{body}")
}

/// The parameter as it is written, and what there is to check about it.
#[track_caller]
fn found(parameter: Parameter<'_>, input: &str) -> (String, String) {
    of_value(&metadata(parameter, input))
}

#[track_caller]
fn of_value(imported: &Imported) -> (String, String) {
    let file = imported.files.iter().find(|file| file.path.ends_with("Ask.yaml"));
    let text = file.expect("the action is there").text.clone();
    let end = text.find("examples:").unwrap_or(text.len());
    let checks = imported.report.checks.iter().filter(|check| check.path.ends_with(".Value"));
    let checks: Vec<String> = checks.map(|check| check.message.clone()).collect();
    (text[..end].to_owned(), checks.join("\n"))
}

#[test]
fn facts_read_from_a_description_are_listed() {
    let doc = "How many. Value range: 1-50. Default value: 10.";
    let (text, checks) = found(("int", "uint64", doc, "20"), &post("{}"));
    assert!(text.contains("min: 1") && text.contains("max: 50"), "{text}");
    assert_eq!(checks, "read from the description: default 10, min 1, max 50");
    let doc = "Mode. Valid values: Fast, Slow.";
    let (text, checks) = found(("string", "string", doc, "Fast"), &post("{}"));
    assert!(text.contains("value: Fast"), "{text}");
    assert!(checks.contains("values read from the description: Fast, Slow"), "{checks}");
}

#[test]
fn an_example_refutes_sets_and_bounds() {
    let numbers = "How many. Value range: 1-50. Default value: 10.";
    let modes = "Mode. Valid values: Fast, Slow.";
    let name = "Name of up to 4 characters.";
    let ids = "IDs, with a maximum of 2.";
    for (ty, of, doc, example, body, lost, says) in [
        ("int", "uint64", numbers, "100", "{}", " max: ", "max (100 is shown)"),
        ("int", "uint64", numbers, "", r#"{"Value": 0}"#, " min: ", "min (0 is shown)"),
        ("string", "string", modes, "Medium", "{}", "\n    values:", "`Medium`"),
        ("string", "string", modes, "", r#"{"Value": "Odd"}"#, "\n    values:", "`Odd`"),
        ("string", "string", name, "longer", "{}", "max_length:", "one of 6"),
        ("list", "string", ids, r#"["a","b","c"]"#, "{}", "max_items:", "a list of 3"),
        ("list", "string", ids, "", r#"{"Value": ["a","b","c"]}"#, "max_items:", "a list of 3"),
    ] {
        let (text, checks) = found((ty, of, doc, example), &post(body));
        assert!(!text.contains(lost), "{doc} {example} {body}\n{text}");
        assert!(checks.contains(says), "{doc} {example} {body}\n{checks}");
    }
    // Examples of the old form count as well.
    let query = "https://demo.tencentcloudapi.com/?Action=Ask\n&Value=\"Odd\"\n&<Common Request Parameters>";
    let (text, _) = found(("string", "string", modes, ""), query);
    assert!(!text.contains("\n    values:"), "{text}");
}

#[test]
fn a_default_that_is_not_among_the_values_stays_prose() {
    let doc = "Mode. Valid values: Fast, Slow. Default value: Medium.";
    let (text, checks) = found(("string", "string", doc, "Fast"), &post("{}"));
    assert!(text.contains("value: Fast") && !text.contains("default"), "{text}");
    assert!(checks.contains("the default `Medium` stays prose"), "{checks}");
    let doc = "Mode. Valid values: Fast, Slow. Default value: Slow.";
    let (text, _) = found(("string", "string", doc, "Fast"), &post("{}"));
    assert!(text.contains("default: Slow"), "{text}");
}

#[test]
fn placeholders_refute_nothing() {
    for example in ["", "无", "-", "null"] {
        let doc = "Mode. Valid values: Fast, Slow.";
        let (text, _) = found(("string", "string", doc, example), &post("{}"));
        assert!(text.contains("value: Fast"), "{example}\n{text}");
    }
}

#[test]
fn thousands_are_one_number() {
    for (doc, wanted) in [
        ("Lifetime. Default value: 1,800s.", "default: 1800"),
        ("Lifetime. Maximum value: 43,200s.", "max: 43200"),
        ("Weight. Default value: 2,000, which is much.", "default: 2000"),
    ] {
        let (text, _) = found(("int", "uint64", doc, ""), &post("{}"));
        assert!(text.contains(wanted), "{doc}\n{text}");
    }
}

#[test]
fn times_ratios_formats_and_alternatives_are_no_sets() {
    for doc in [
        "The time. Valid values: 02:00-06:00, 06:00-10:00, and 22:00-02:00.",
        "The ratio of the picture: 1:1, 3:4, 4:3.",
        "Ratios: 1:1，3:4，16:9。",
        "Time. Format: YYYY-MM-DDTHH:mm:ssZ.",
        "Type. Valid values: TEXT/JSON.",
        "Type of value. Valid values: STRING(3), INTEGER(1).",
        "Channel. Valid values: __TENPAY__, __WECHAT__.",
    ] {
        let (text, _) = found(("string", "string", doc, ""), &post("{}"));
        assert!(!text.contains("\n    values:"), "{doc}\n{text}");
    }
}

#[test]
fn the_mark_of_an_item_is_no_sign() {
    let doc = "Kind. Valid values:\n-1: all of them\n-2: some of them\n-1025: none of them";
    let (text, _) = found(("int", "uint64", doc, ""), &post("{}"));
    assert!(text.contains("type: uint64"), "{text}");
    assert!(text.contains("value: 1025") && !text.contains("value: -"), "{text}");
    // A sign beside numbers without one is a sign.
    let doc = "State. Valid values: -1: failed; 0: waiting; 1: done.";
    let (text, _) = found(("int", "int64", doc, "-1"), &post("{}"));
    assert!(text.contains("value: -1"), "{text}");
}

#[test]
fn the_readable_half_of_a_broken_example_is_evidence() {
    let modes = "Mode. Valid values: Fast, Slow.";
    // The request is JSON, and the response is none: the example is left out, and still refutes.
    let imported = import_with(("string", "string", modes, ""), &post(r#"{"Value": "Odd"}"#), "{");
    let (text, checks) = of_value(&imported);
    assert!(!text.contains("\n    values:"), "{text}");
    assert!(checks.contains("`Odd`"), "{checks}");
    assert!(!text.contains("examples:"), "{text}");
    assert_eq!(imported.report.refused.len(), 1, "{:?}", imported.report.refused);
}

#[test]
fn the_mark_of_an_item_beside_others_is_no_sign() {
    let doc = "Kind.\n- 0: all of them\n- 1: some of them\n-3: none of them";
    let (text, _) = found(("int", "uint64", doc, "1"), &post("{}"));
    assert!(text.contains("type: uint64") && text.contains("value: 3"), "{text}");
    // Where the number has an item already, the sign is one.
    let doc = "Kind.\n- 0: all of them\n- 1: some of them\n-1: none of them";
    let (text, _) = found(("int", "int64", doc, "1"), &post("{}"));
    assert!(text.contains("value: -1"), "{text}");
    let doc = "Kind.\n- 0: all of them\n- 1: some of them\n- -3: none of them";
    let (text, _) = found(("int", "int64", doc, "1"), &post("{}"));
    assert!(text.contains("value: -3"), "{text}");
}
