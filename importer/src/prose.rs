//! The content of descriptions: cleaned text, and the facts that it states in known wordings.
//!
//! Anything ambiguous stays prose. Sets of values are open in any case, and a fact that is found
//! here is listed for a person to look at.

mod base;
mod bounds;
mod markup;
mod values;

pub(crate) use base::Base;
pub(crate) use bounds::{Bounds, bounds};
pub(crate) use values::{Documented, Nameless, documented};

use crate::lines::{clean, squeeze};
use tencentcloud_model::html;
use tencentcloud_model::write::normal;

/// A description as the spec has it: Markdown, in one form; `None` if nothing is left of it.
pub(crate) fn description(text: &str) -> Option<String> {
    let text = without_html(text);
    let lines: Vec<String> = text.lines().map(|line| close_up(&squeeze(line))).collect();
    let text = normal(&with_bullets(&with_spaced_marks(lines)));
    let has_words = text.chars().any(char::is_alphanumeric);
    has_words.then_some(text)
}

/// The title of an example: one line.
pub(crate) fn title(text: &str) -> Option<String> {
    Some(description(text)?.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Text without tags and entities. Some of them are entities of entities, so they are read again as
/// long as there are any; those that are left are shown as code.
fn without_html(text: &str) -> String {
    const DEEPEST: usize = 3;
    let mut text = clean(&markup::markdown(text));
    for _ in 1..DEEPEST {
        if html::find(&text).is_none() {
            return text;
        }
        text = clean(&markup::markdown(&text));
    }
    markup::as_code(&text)
}

/// Lines, where an item of a list whose mark touches its number, `-3: text` beside `- 1: text`, is
/// one like the others: its mark is no sign. Beside an item `- 3` it can only be a sign.
fn with_spaced_marks(mut lines: Vec<String>) -> Vec<String> {
    let number = |text: &str| -> Option<u64> {
        let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        text.get(..digits)?.parse().ok()
    };
    let items: Vec<u64> =
        lines.iter().filter_map(|line| number(line.strip_prefix("- ")?.trim_start())).collect();
    if items.is_empty() {
        return lines;
    }
    for line in &mut lines {
        let Some(rest) = line.strip_prefix('-') else { continue };
        let Some(number) = number(rest) else { continue };
        *line = if items.contains(&number) { format!("- {line}") } else { format!("- {rest}") };
    }
    lines
}

/// Lines, where those that say what values mean, one below the other, are items of a list: else they
/// would run together.
fn with_bullets(lines: &[String]) -> String {
    let is_pair: Vec<bool> = lines.iter().map(|line| values::is_pair(line)).collect();
    let has_neighbour = |index: usize| {
        let is_pair =
            |index: Option<usize>| index.and_then(|index| is_pair.get(index)) == Some(&true);
        is_pair(Some(index)) && (is_pair(index.checked_sub(1)) || is_pair(index.checked_add(1)))
    };
    let line = |(index, line): (usize, &String)| match has_neighbour(index) {
        true => format!("- {line}"),
        // Text after the list is not part of its last item.
        false if index.checked_sub(1).is_some_and(has_neighbour) => format!("\n{line}"),
        false => line.clone(),
    };
    lines.iter().enumerate().map(line).collect::<Vec<_>>().join("\n")
}

/// A description of several lines or paragraphs.
pub(crate) fn paragraphs(lines: &[String]) -> Option<String> {
    let mut text = String::new();
    for line in lines {
        let line = line.trim();
        let is_item = line.starts_with("- ") || line.starts_with("* ");
        let is_end = text.trim_end().ends_with(['.', '!', '?', ':', '。', '：']);
        text.push_str(if is_end && !is_item && !line.is_empty() { "\n\n" } else { "\n" });
        text.push_str(line);
    }
    description(&text)
}

/// The name of a group of actions, without the word that all of them end with.
pub(crate) fn group(heading: &str) -> String {
    let heading = squeeze(heading);
    let ends = [" Related APIs", " related APIs", " APIs", " API", "相关接口", "接口"];
    let short = ends.iter().find_map(|end| heading.strip_suffix(end));
    short.map_or(heading.as_str(), str::trim_end).to_owned()
}

/// Takes the fixed sentence off a description that says that a member may be null; says whether it
/// was there.
pub(crate) fn without_null_note(text: &str) -> (String, bool) {
    const NOTES: &[(&str, &str)] = &[
        ("note: this field may return null", "obtained."),
        ("note: this field may return null", "found."),
        ("note: this field may return `null`", "obtained."),
        ("note: this parameter may return null", "obtained."),
        ("note: when this field return null", "obtained."),
        ("note: when this field returns null", "obtained."),
        ("note: when this field return null", "found."),
        ("note: this parameter may return null", "found."),
        ("note: `null` may be returned for this field", "obtained."),
        ("note: null may be returned for this field", "obtained."),
        ("注意：此字段可能返回 null", "有效值。"),
        ("注意:此字段可能返回 null", "有效值。"),
    ];
    let lower = text.to_lowercase();
    // Lower case may have another length; then nothing is cut.
    if lower.len() != text.len() {
        return (text.to_owned(), false);
    }
    for (start, end) in NOTES {
        let Some(from) = lower.find(start) else { continue };
        let rest = lower.get(from..).unwrap_or_default();
        let length = rest.find(end).map_or(rest.len(), |at| at + end.len());
        // The sentence is short; a longer one says something else.
        if length <= 120
            && let (Some(before), Some(behind)) = (text.get(..from), text.get(from + length..))
        {
            let behind = behind.trim_start();
            return (format!("{}\n{behind}", before.trim_end()).trim().to_owned(), true);
        }
    }
    (text.to_owned(), false)
}

/// Removes the blanks that copies leave before punctuation, where code stood.
fn close_up(line: &str) -> String {
    let mut closed = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find(' ') {
        let (before, behind) = rest.split_at(at);
        closed.push_str(before);
        let mut next = behind.chars().skip(1);
        let mark = next.next();
        let is_mark = mark.is_some_and(|c| matches!(c, '.' | ',' | ';' | ':'));
        let ends = next.next().is_none_or(|c| c == ' ');
        if !(is_mark && ends) {
            closed.push(' ');
        }
        rest = behind.get(1..).unwrap_or_default();
    }
    closed.push_str(rest);
    closed
}

#[cfg(test)]
mod tests {
    use super::{description, group, paragraphs, title, without_null_note};

    #[test]
    fn descriptions_become_plain_markdown() {
        let table = [
            ("Whether it is. 1 : yes ; 0 : no .", "Whether it is. 1: yes; 0: no."),
            ("State:<ul><li>`A`</li><li>B</li></ul>", "State:\n\n- `A`\n- B"),
            (
                "Mode. Valid values:\nHigh: high\nLow: low\nNote: no",
                "Mode. Valid values:\n- High: high\n- Low: low\n\nNote: no",
            ),
            ("Mode.\n- 0: low\n- 1: high\n-3: none", "Mode.\n- 0: low\n- 1: high\n- 3: none"),
            ("Mode.\n- 0: low\n- 1: high\n-1: none", "Mode.\n- 0: low\n- 1: high\n- -1: none"),
            ("one &lt;li&gt;two&lt;/li&gt; R&amp;amp;D", "one\n- two R&D"),
            ("a\u{200b}b\u{a0}<br/>c &lt;d&gt; &amp; e", "ab c <d> & e"),
            (
                "<p>See <a href=\"https://a.b/c\">this</a> and <a href=\"/x\">that</a>.</p>",
                "See [this](https://a.b/c) and that.",
            ),
            ("[Nodes](/document/product/850) or [x] (https://a.b)", "Nodes or [x](https://a.b)"),
            ("Use <Value> as is <script>alert(1)</script>", "Use <Value> as is"),
        ];
        for (text, expected) in table {
            assert_eq!(description(text).as_deref(), Some(expected), "{text}");
        }
        for text in ["", " ", ".", "<p> </p>", "-"] {
            assert_eq!(description(text), None, "{text}");
        }
    }

    #[test]
    fn a_title_is_one_line() {
        assert_eq!(title("One\n\n{}\n  more").as_deref(), Some("One {} more"));
        assert_eq!(title("-"), None);
    }

    #[test]
    fn paragraphs_stay_apart() {
        let lines = [
            "This does it.".to_owned(),
            "And more:".to_owned(),
            "- a".to_owned(),
            "- b".to_owned(),
        ];
        assert_eq!(paragraphs(&lines).as_deref(), Some("This does it.\n\nAnd more:\n- a\n- b"));
    }

    #[test]
    fn the_note_on_null_is_a_fact() {
        let note = "Total.\nNote: This field may return null, indicating that no valid values can be obtained.";
        assert_eq!(without_null_note(note), ("Total.".to_owned(), true));
        let zh = "总数\n注意：此字段可能返回 null，表示取不到有效值。";
        assert_eq!(without_null_note(zh), ("总数".to_owned(), true));
        assert_eq!(without_null_note("May be null."), ("May be null.".to_owned(), false));
    }

    #[test]
    fn groups_lose_the_word_that_all_have() {
        assert_eq!(group("Organization Settings APIs"), "Organization Settings");
        assert_eq!(group("资源共享相关接口"), "资源共享");
    }
}
