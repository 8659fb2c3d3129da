//! Wording: no documentation and no comment of the repository begins a sentence with a relative
//! clause or with a comparison to something said before, such as "What it does" or "The same".
//!
//! Covers comments of Rust files, descriptions and comments of the spec, Markdown, and scripts.

use proc_macro2::{TokenStream, TokenTree};
use serde_yaml::Value;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// The openings that no sentence may have.
const OPENINGS: &[&str] = &["What", "Whatever", "Who", "Whoever", "That which", "The same"];

/// Folders of files that are not prose of this repository: builds, and inputs of tests.
const SKIPPED: &[&str] = &["target", "node_modules", "fixtures", "snapshots", "survive", "cases"];

/// A sentence that breaks the rule.
#[derive(Debug, PartialEq)]
struct Offender {
    line: usize,
    sentence: String,
}

#[test]
fn no_sentence_begins_with_a_relative_clause() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask is in the workspace");
    let mut found = Vec::new();
    let mut read = 0;
    for path in files(root) {
        let shown = path.strip_prefix(root).expect("found below the root").display().to_string();
        let shown = shown.replace('\\', "/");
        let Some(check) = checker(&path, &shown) else { continue };
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{shown}: {error}"));
        read += 1;
        let lines = check(&text).into_iter();
        found.extend(lines.map(|it| format!("{shown}:{}: {}", it.line, it.sentence)));
    }
    assert!(read > 500, "only {read} files were found: the walk misses folders");
    assert!(found.is_empty(), "reword these sentences:\n  {}", found.join("\n  "));
}

/// The files of the repository, in order.
fn files(root: &Path) -> Vec<PathBuf> {
    let mut open = vec![root.to_owned()];
    let mut files = Vec::new();
    while let Some(folder) = open.pop() {
        let entries =
            fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        for entry in entries {
            let path = entry.expect("a folder can be listed").path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if name.starts_with('.') || SKIPPED.contains(&&*name) || path.is_symlink() {
                continue;
            }
            if path.is_dir() {
                open.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// Returns the check for a kind of file.
fn checker(path: &Path, shown: &str) -> Option<fn(&str) -> Vec<Offender>> {
    match path.extension()?.to_str()? {
        "rs" => Some(in_rust),
        "md" => Some(in_markdown),
        "yaml" if shown.starts_with("spec/") => Some(in_spec),
        "py" | "js" | "sh" | "toml" => Some(in_script),
        _ => None,
    }
}

/// Checks the comments of a Rust file, documentation included.
fn in_rust(text: &str) -> Vec<Offender> {
    let tokens: TokenStream = text.parse().unwrap_or_else(|error| panic!("{error}:\n{text}"));
    let mut code = Vec::new();
    collect_code(tokens, text, &mut code);
    code.sort_by_key(|range| range.start);
    let mut blocks = Vec::new();
    let mut end = 0;
    for range in code.into_iter().chain(std::iter::once(text.len()..text.len())) {
        if end < range.start {
            blocks.extend(comments(text, end..range.start));
        }
        end = end.max(range.end);
    }
    blocks.iter().flat_map(|block| offenders(block)).collect()
}

/// Collects the places of all tokens but documentation comments: everything else is white space
/// and comments.
fn collect_code(tokens: TokenStream, text: &str, code: &mut Vec<Range<usize>>) {
    for token in tokens {
        let range = token.span().byte_range();
        if text[range.clone()].starts_with("//") || text[range.clone()].starts_with("/*") {
            continue;
        }
        if let TokenTree::Group(group) = token {
            code.push(group.span_open().byte_range());
            code.push(group.span_close().byte_range());
            collect_code(group.stream(), text, code);
        } else {
            code.push(range);
        }
    }
}

/// Splits a stretch between tokens into blocks of consecutive comment lines with their numbers.
fn comments(text: &str, range: Range<usize>) -> Vec<Vec<(usize, &str)>> {
    let first = text[..range.start].matches('\n').count() + 1;
    let mut blocks = vec![Vec::new()];
    for (offset, line) in text[range].lines().enumerate() {
        let line = line.trim();
        let bare = line.trim_start_matches(['/', '!', '*']).trim();
        if line.is_empty() || bare.is_empty() {
            blocks.push(Vec::new());
        } else if let Some(block) = blocks.last_mut() {
            block.push((first + offset, bare));
        }
    }
    blocks
}

/// Checks the paragraphs of a Markdown file outside of code.
fn in_markdown(text: &str) -> Vec<Offender> {
    let mut in_fence = false;
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            in_fence = !in_fence;
        } else if !in_fence {
            let cells = line.split('|').map(|cell| cell.trim().trim_start_matches(['#', '*', '>']));
            found.extend(cells.flat_map(|cell| offenders(&[(index + 1, cell.trim())])));
        }
    }
    found
}

/// Checks the comments of a script or a manifest, line by line.
fn in_script(text: &str) -> Vec<Offender> {
    let comment = |line: &&str| line.starts_with(['#', '/', '"', '*']);
    let lines = text.lines().map(str::trim).enumerate();
    lines
        .filter(|(_, line)| comment(line))
        .flat_map(|(index, line)| {
            offenders(&[(index + 1, line.trim_start_matches(['#', '/', '"', '*', '!']).trim())])
        })
        .collect()
}

/// Checks the descriptions and the comments of a file of the spec.
fn in_spec(text: &str) -> Vec<Offender> {
    let document: Value = serde_yaml::from_str(text).expect("the spec is YAML");
    let mut descriptions = Vec::new();
    collect_descriptions(&document, &mut descriptions);
    let line_of = |sentence: &str| {
        let line = sentence.lines().next().unwrap_or_default();
        let start: String = line.chars().take(20).collect();
        text.lines().position(|line| line.contains(&start)).map_or(1, |index| index + 1)
    };
    let in_descriptions = descriptions.iter().flat_map(|description| {
        description.lines().flat_map(|line| offenders(&[(line_of(line), line.trim())]))
    });
    let comments = text.lines().enumerate().filter_map(|(index, line)| {
        Some((index + 1, line.trim().strip_prefix('#')?.trim_start_matches('#').trim()))
    });
    in_descriptions.chain(comments.flat_map(|line| offenders(&[line]))).collect()
}

fn collect_descriptions(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Mapping(entries) => {
            for (key, value) in entries {
                match (key.as_str().unwrap_or_default(), value) {
                    ("doc" | "title" | "reason" | "deviates", Value::String(text)) => {
                        found.push(text.clone());
                    }
                    // Facts of the API, whatever their wording.
                    ("request" | "response" | "default" | "value", _) => {}
                    (_, value) => collect_descriptions(value, found),
                }
            }
        }
        Value::Sequence(values) => {
            for value in values {
                collect_descriptions(value, found);
            }
        }
        _ => {}
    }
}

/// Finds the sentences of a block that begin with one of the openings. Only a block's first word
/// may be in lower case: elsewhere it would be a line that continues a sentence.
fn offenders(block: &[(usize, &str)]) -> Vec<Offender> {
    let mut found = Vec::new();
    for (index, (line, text)) in block.iter().enumerate() {
        let text = label(text.trim_start_matches(['-', '*', ' ']));
        let after = |end: &'static str| text.match_indices(end).map(|(at, end)| at + end.len());
        for start in [0].into_iter().chain(after(". ")).chain(after(".** ")) {
            let sentence = &text[start..];
            let opens = |opening: &&&str| begins(sentence, opening, start == 0 && index == 0);
            if OPENINGS.iter().any(|opening| opens(&opening)) {
                found.push(Offender { line: *line, sentence: sentence.to_owned() });
            }
        }
    }
    found
}

/// Skips a label in code, such as `` `Value`: `` in front of a description.
fn label(text: &str) -> &str {
    match text.split_once("`: ") {
        Some((before, after)) if text.starts_with('`') && !before.contains(". ") => after,
        _ => text,
    }
}

/// Whether a sentence begins with an opening, as whole words.
fn begins(sentence: &str, opening: &str, any_case: bool) -> bool {
    let Some(start) = sentence.get(..opening.len()) else { return false };
    let is_same = if any_case { start.eq_ignore_ascii_case(opening) } else { start == opening };
    let next = sentence[opening.len()..].chars().next();
    is_same && next.is_none_or(|next| !next.is_alphanumeric() && !matches!(next, '_' | '\''))
}

#[test]
fn comments_are_told_from_code() {
    let text = r##"
//! What a file is.
/// Sends it. The same again.
fn f() {
    // what a line does
    // what continues
    let text = "// What"; // whoever reads
    let raw = r#"/// Who"#;
    /* The same */
    let whatever = 'a';
}

/// - `A`: What A is.
/// Whatsoever, Whose and What's are other words.
struct What;
"##;
    let lines: Vec<usize> = in_rust(text).iter().map(|found| found.line).collect();
    assert_eq!(lines, [2, 3, 5, 7, 9, 13]);
}

#[test]
fn descriptions_are_told_from_facts() {
    let text = "# Who is it?\ndoc: |\n  Sends it.\n\n  What it sends is kept.\ninput:\n  - {name: \
                What, type: string, doc: The same.}\nexamples:\n  - request: {doc: What}\n";
    let found = in_spec(text);
    let sentences: Vec<&str> = found.iter().map(|found| &*found.sentence).collect();
    assert_eq!(sentences, ["What it sends is kept.", "The same.", "Who is it?"]);
    assert_eq!(found[0].line, 5);
}

#[test]
fn headings_and_cells_are_sentences_and_code_is_not() {
    let text =
        "# What it costs\n\n| who | The same |\n\n```sh\nWhat\n```\n\n**Fast.** Who knows.\n";
    let lines: Vec<usize> = in_markdown(text).iter().map(|found| found.line).collect();
    assert_eq!(lines, [1, 3, 3, 9]);
}
