//! JSON as YAML. Strings that YAML could take for anything else are in quotes, as in JSON.

use crate::json::Json;

/// Returns a value as YAML.
pub fn yaml(value: &Json) -> String {
    let mut text = String::new();
    match value {
        Json::Array(elements) if !elements.is_empty() => block(value, 0, &mut text),
        Json::Object(members) if !members.is_empty() => block(value, 0, &mut text),
        scalar => {
            text.push_str(&inline(scalar));
            text.push('\n');
        }
    }
    text
}

fn block(value: &Json, depth: usize, text: &mut String) {
    let indent = "  ".repeat(depth);
    match value {
        Json::Array(elements) => {
            for element in elements {
                text.push_str(&indent);
                text.push_str("- ");
                nested(element, depth, text, true);
            }
        }
        Json::Object(members) => {
            for (name, value) in members {
                text.push_str(&indent);
                text.push_str(&string(name));
                text.push(':');
                nested(value, depth, text, false);
            }
        }
        _ => {}
    }
}

/// The value after `- ` or `name:`.
fn nested(value: &Json, depth: usize, text: &mut String, is_element: bool) {
    let is_block = match value {
        Json::Array(elements) => !elements.is_empty(),
        Json::Object(members) => !members.is_empty(),
        _ => false,
    };
    if !is_block {
        if !is_element {
            text.push(' ');
        }
        text.push_str(&inline(value));
        text.push('\n');
        return;
    }
    if is_element {
        // The first line goes on after the hyphen.
        let mut inner = String::new();
        block(value, depth + 1, &mut inner);
        text.push_str(inner.trim_start());
    } else {
        text.push('\n');
        block(value, depth + 1, text);
    }
}

fn inline(value: &Json) -> String {
    match value {
        Json::String(text) => string(text),
        other => other.compact(),
    }
}

/// A string: plain where nothing else can be meant.
pub fn string(text: &str) -> String {
    const WORDS: &[&str] =
        &["true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan", "inf"];
    let is_plain = text.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && text.chars().all(|letter| letter.is_ascii_alphanumeric() || "_-./".contains(letter))
        && !WORDS.iter().any(|word| word.eq_ignore_ascii_case(text));
    if is_plain { text.to_owned() } else { Json::String(text.to_owned()).compact() }
}

#[cfg(test)]
mod tests {
    use super::yaml;
    use crate::json::Json;

    #[test]
    fn yaml_says_what_json_says() {
        let json = r#"{"a":{"b":[1,{"c":"no","d":[]},[2,"x: y"]],"On":"2024-01-01"},"e":null,"f":"","g":1.10}"#;
        let text = yaml(&Json::parse(json).expect("it is JSON"));
        assert_eq!(
            text,
            "a:\n  b:\n    - 1\n    - c: \"no\"\n      d: []\n    - - 2\n      - \"x: y\"\n  \
             \"On\": \"2024-01-01\"\ne: null\nf: \"\"\ng: 1.10\n"
        );
    }
}
