//! Descriptions: paragraphs and list items, wrapped.

use super::scalar::{can_be_plain, needs_escape, quoted};
use super::width::{WIDTH, width};

/// Descriptions are wrapped a little before the last column.
const WRAP: usize = 92;

/// A description in one form: blanks collapsed, one line for each paragraph and each list item, an
/// empty line between paragraphs. Lines of fenced blocks stay as they are.
pub fn normal(text: &str) -> String {
    let blocks: Vec<String> = blocks(text)
        .iter()
        .map(|items| {
            let items: Vec<&str> = items.iter().map(|item| item.text.as_str()).collect();
            items.join("\n")
        })
        .collect();
    blocks.join("\n\n")
}

/// A line of the normal form.
struct Item {
    text: String,
    is_fenced: bool,
}

/// The paragraphs of a description, each as its lines.
fn blocks(text: &str) -> Vec<Vec<Item>> {
    let mut blocks: Vec<Vec<Item>> = Vec::new();
    let mut items: Vec<Item> = Vec::new();
    let mut in_fence = false;
    let mut is_fresh = true;
    for line in text.trim().lines() {
        let trimmed = line.trim();
        let is_fence = trimmed.starts_with("```");
        if in_fence || is_fence {
            let text = if is_fence { trimmed } else { line.trim_end() };
            items.push(Item { text: text.to_owned(), is_fenced: true });
            in_fence ^= is_fence;
            is_fresh = true;
        } else if trimmed.is_empty() {
            if !items.is_empty() {
                blocks.push(std::mem::take(&mut items));
            }
            is_fresh = true;
        } else {
            let words: Vec<&str> = trimmed.split_whitespace().collect();
            let line = words.join(" ");
            match items.last_mut() {
                Some(last) if !is_fresh && !begins_item(&line) => {
                    last.text.push(' ');
                    last.text.push_str(&line);
                }
                _ => items.push(Item { text: line, is_fenced: false }),
            }
            is_fresh = false;
        }
    }
    if !items.is_empty() {
        blocks.push(items);
    }
    blocks
}

/// The lines of `head` and a description. Short ones stand behind the colon; of longer ones each
/// line has `indent` blanks before it.
pub(super) fn lines(head: &str, text: &str, indent: usize) -> Vec<String> {
    let text = normal(text);
    let column = width(head) + 1;
    if !text.contains('\n') {
        let line = if can_be_plain(&text, false) { text.clone() } else { quoted(&text) };
        if column + width(&line) <= WIDTH {
            return vec![format!("{head} {line}")];
        }
    }
    // What only escapes can say has no place in a block.
    if text.contains(|c| needs_escape(c) && c != '\n') {
        return vec![format!("{head} {}", quoted(&text))];
    }
    let pad = " ".repeat(indent);
    let mut lines = vec![format!("{head} |")];
    for (number, items) in blocks(&text).into_iter().enumerate() {
        if number > 0 {
            lines.push(String::new());
        }
        for item in items {
            let wrapped = if item.is_fenced {
                vec![item.text]
            } else {
                wrap(&item.text, WRAP.saturating_sub(indent))
            };
            lines.extend(wrapped.into_iter().map(|line| match line.as_str() {
                "" => line,
                _ => format!("{pad}{line}"),
            }));
        }
    }
    lines
}

/// Divides a paragraph or list item into lines of at most `most` characters, if words are not
/// longer. Lines of an item after the first are indented.
fn wrap(text: &str, most: usize) -> Vec<String> {
    let hang = if is_list_item(text) { "  " } else { "" };
    let mut lines: Vec<Vec<&str>> = Vec::new();
    let mut used = 0;
    for word in text.split_whitespace() {
        let needed = width(word);
        match lines.last_mut() {
            Some(line) if used + 1 + needed <= most => {
                line.push(word);
                used += 1 + needed;
            }
            // A word that would begin an item if it began a line takes the one before along.
            Some(line) if line.len() > 1 && begins_item(&format!("{word} x")) => {
                let before: Vec<&str> = line.pop().into_iter().collect();
                used = hang.len() + before.iter().map(|word| width(word)).sum::<usize>();
                lines.push(before);
                if let Some(line) = lines.last_mut() {
                    line.push(word);
                    used += 1 + needed;
                }
            }
            Some(_) => {
                lines.push(vec![word]);
                used = hang.len() + needed;
            }
            None => {
                lines.push(vec![word]);
                used = needed;
            }
        }
    }
    let indented = |(number, line): (usize, Vec<&str>)| {
        let hang = if number > 0 { hang } else { "" };
        format!("{hang}{}", line.join(" "))
    };
    lines.into_iter().enumerate().map(indented).collect()
}

/// Whether a line cannot be joined to the one before: an item of a list, a heading, a quotation, a
/// row of a table.
fn begins_item(line: &str) -> bool {
    is_list_item(line)
        || line.starts_with("# ")
        || line.starts_with("## ")
        || line.starts_with("> ")
        || line.starts_with("| ")
        || line.starts_with("```")
}

fn is_list_item(line: &str) -> bool {
    let marker = line.split(' ').next().unwrap_or_default();
    let number = marker.strip_suffix('.').unwrap_or_default();
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    line.contains(' ') && (marker == "-" || marker == "*" || is_number)
}
