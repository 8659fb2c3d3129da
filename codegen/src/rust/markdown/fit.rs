//! Width: documentation within the columns of a file.
//!
//! A paragraph with a line that is too wide is divided anew, and its long links move to the end of
//! the documentation. Fenced blocks, headings and single words stay as they are.

use super::list_marker;
use crate::rust::plan::Docs;

/// Divides lines that are wider than `width`.
pub fn fit(docs: Docs, width: usize) -> Docs {
    if docs.iter().all(|line| columns(line) <= width) {
        return docs;
    }
    let mut fitted = Docs::new();
    let mut targets = Targets::default();
    let mut fence: Option<String> = None;
    let mut paragraph = Docs::new();
    for line in docs {
        let ticks = line.len() - line.trim_start_matches('`').len();
        let ticks = line[..ticks].to_owned();
        let is_code = fence.is_some();
        let is_fence = match &fence {
            Some(open) => line == *open,
            None => ticks.len() >= 3 && !line[ticks.len()..].contains('`'),
        };
        if is_fence {
            fence = if is_code { None } else { Some(ticks) };
        }
        let is_item = !list_marker(line.trim_start()).0.is_empty();
        let is_alone = is_fence || is_code || line.is_empty() || line.starts_with('#');
        if is_alone || is_item {
            divide(&mut fitted, std::mem::take(&mut paragraph), width, &mut targets);
        }
        if is_alone {
            fitted.push(line);
        } else {
            paragraph.push(line);
        }
    }
    divide(&mut fitted, paragraph, width, &mut targets);
    if !targets.list.is_empty() {
        fitted.push(String::new());
        fitted.extend(targets.list);
    }
    fitted
}

/// The targets of links that moved to the end, as `[text]: target`.
#[derive(Default)]
struct Targets {
    list: Docs,
}

/// Adds a paragraph, divided anew if it has a line that is too wide.
fn divide(fitted: &mut Docs, paragraph: Docs, width: usize, targets: &mut Targets) {
    if paragraph.iter().all(|line| columns(line) <= width) {
        fitted.extend(paragraph);
        return;
    }
    let first = paragraph.first().map_or("", String::as_str);
    let (marker, _) = list_marker(first);
    let indent = " ".repeat(marker.len().max(first.len() - first.trim_start().len()));
    let text: Vec<&str> = paragraph.iter().map(|line| line.trim()).collect();
    let text = targets.moved(&text.join(" "));
    let mut line = String::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let is_full = columns(&line) + 1 + columns(word) > width;
        // A marker alone on its line would not be followed by its item.
        let has_text = !line.trim().is_empty() && line.trim() != marker.trim();
        if has_text && is_full && can_begin(word) {
            fitted.push(std::mem::replace(&mut line, indent.clone()));
            line.push_str(word);
        } else {
            if !line.trim().is_empty() {
                line.push(' ');
            } else if !first.starts_with(marker) || marker.is_empty() {
                line.clone_from(&indent);
            }
            line.push_str(word);
        }
    }
    fitted.push(line);
}

impl Targets {
    /// Moves the targets of links within the crate out of a text.
    fn moved(&mut self, text: &str) -> String {
        let mut moved = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find("](crate::") {
            let (before, after) = rest.split_at(at + 1);
            let (target, behind) = after[1..].split_once(')').unwrap_or((&after[1..], ""));
            let label = before.rfind('[').map_or(before, |open| &before[open..]);
            let definition = format!("{label}: {target}");
            if !self.list.contains(&definition) {
                self.list.push(definition);
            }
            moved.push_str(before);
            rest = behind;
        }
        moved + rest
    }
}

/// Returns whether a line can begin with a word without becoming another block.
fn can_begin(word: &str) -> bool {
    let is_number = word
        .strip_suffix(['.', ')'])
        .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()));
    let is_mark = matches!(word, "-" | "+" | "*");
    !is_number && !is_mark && !word.starts_with(['#', '>', '|', '=']) && !word.starts_with("```")
}

fn columns(line: &str) -> usize {
    line.chars().count()
}

#[cfg(test)]
mod tests {
    use super::fit;

    fn fitted(text: &str, width: usize) -> String {
        fit(text.lines().map(str::to_owned).collect(), width).join("\n")
    }

    #[test]
    fn wide_paragraphs_are_divided_and_others_stay() {
        let text = "one two\n\nthree four five six\nseven";
        assert_eq!(fitted(text, 12), "one two\n\nthree four\nfive six\nseven");
        assert_eq!(fitted(text, 40), text);
    }

    #[test]
    fn items_keep_their_indentation() {
        assert_eq!(fitted("- one two three\n- four", 9), "- one two\n  three\n- four");
        assert_eq!(fitted("10. one two three", 11), "10. one two\n    three");
        assert_eq!(fitted("- [`Seventeen`](one) two", 9), "- [`Seventeen`](one)\n  two");
    }

    #[test]
    fn no_line_begins_with_a_mark_of_markdown() {
        assert_eq!(fitted("aaaa - bbbb cccc", 6), "aaaa -\nbbbb\ncccc");
        assert_eq!(fitted("in the year 2021. And", 11), "in the year 2021.\nAnd");
    }

    #[test]
    fn links_within_the_crate_move_to_the_end() {
        let text = "See [`A`](crate::a::A) and [`B`](crate::b::B), or [`A`](crate::a::A).";
        let expected = "See [`A`] and [`B`],\nor [`A`].\n\n[`A`]: crate::a::A\n[`B`]: crate::b::B";
        assert_eq!(fitted(text, 20), expected);
    }

    #[test]
    fn code_is_left_alone() {
        let text = "```text\nlong line of code\n```\nlong line of text";
        assert_eq!(fitted(text, 9), "```text\nlong line of code\n```\nlong line\nof text");
    }
}
