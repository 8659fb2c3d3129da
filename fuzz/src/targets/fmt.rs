//! The canonical form of a spec is a fixed point, and means the same: all facts are equal, and so is
//! what Markdown makes of each description.

use crate::tree;
use pulldown_cmark::{Event, Options, Parser, Tag};
use serde_json::{Value, json};
use tencentcloud_model::load;
use tencentcloud_model::model::Model;
use tencentcloud_model::resolve::resolve;
use tencentcloud_model::write;

pub fn run(data: &[u8]) {
    let mut files = tree::parse(data);
    let documents = load::read(&tree::tree(&files));
    if !documents.problems().is_empty() {
        return;
    }
    let before = resolve(&documents);
    let formatted = write::format(&documents);
    tree::replace(&mut files, &formatted);
    let documents = load::read(&tree::tree(&files));
    assert!(documents.problems().is_empty(), "not readable:\n{}", documents.problems());
    let again = write::format(&documents);
    assert_eq!(formatted, again, "the second run changes files");
    match (before, resolve(&documents)) {
        (Ok(_), Err(problems)) => panic!("formatting breaks the spec:\n{problems}"),
        (Ok(before), Ok(after)) => compare("", &facts(&before), &facts(&after)),
        (Err(_), _) => {}
    }
}

/// Everything of a model but the places in its files.
fn facts(model: &Model) -> Value {
    let services = model.services.iter().map(|it| {
        let hosts = format!("{:?}", it.hosts);
        json!({"name": it.wire_name, "title": it.title, "doc": it.doc, "hosts": hosts, "versions": it.versions})
    });
    let names = model.words.iter().chain(&model.renames).map(|it| (&it.key, &it.value));
    json!({
        "services": services.collect::<Vec<_>>(),
        "errors": model.common_errors,
        "families": model.families,
        "names": names.collect::<Vec<_>>(),
    })
}

fn compare(path: &str, before: &Value, after: &Value) {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            assert!(before.keys().eq(after.keys()), "{path}: other keys");
            for (key, value) in before {
                compare(&format!("{path}.{key}"), value, &after[key]);
            }
        }
        (Value::Array(before), Value::Array(after)) => {
            assert_eq!(before.len(), after.len(), "{path}: another number of elements");
            for (index, (before, after)) in before.iter().zip(after).enumerate() {
                compare(&format!("{path}[{index}]"), before, after);
            }
        }
        (Value::String(before), Value::String(after)) if path.ends_with(".doc") => {
            let (old, new) = (meaning(before), meaning(after));
            assert_eq!(old, new, "{path}: {before:?} becomes {after:?}");
        }
        _ => assert_eq!(before, after, "{path}"),
    }
}

/// A description as it is shown: a line break is a blank, and so are several blanks.
fn meaning(text: &str) -> Vec<String> {
    let mut shown: Vec<String> = Vec::new();
    let mut words = String::new();
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        let other = match event {
            Event::Text(text) => {
                words.push_str(&text);
                continue;
            }
            Event::SoftBreak => {
                words.push(' ');
                continue;
            }
            // Whether a text is borrowed makes no difference.
            Event::Code(text) => format!("code {text}"),
            Event::Html(text) | Event::InlineHtml(text) => format!("html {text}"),
            Event::Start(Tag::Link { dest_url, title, .. }) => format!("link {dest_url} {title}"),
            Event::Start(Tag::Image { dest_url, title, .. }) => format!("image {dest_url} {title}"),
            other => format!("{other:?}"),
        };
        flush(&mut words, &mut shown);
        shown.push(other.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    flush(&mut words, &mut shown);
    shown
}

fn flush(words: &mut String, shown: &mut Vec<String>) {
    let text = words.split_whitespace().collect::<Vec<_>>().join(" ");
    words.clear();
    if !text.is_empty() {
        shown.push(text);
    }
}
