//! The cases: one Markdown file per rule in `fixtures/diff`, with the files of both specs, the
//! report, and the witness.
//!
//! The word behind the language of a fenced block says what it is: `yaml base <path>`,
//! `yaml head <path>` and `yaml both <path>` are files of the specs, `text changes` is the report,
//! `rust witness` compiles against the crate made from the base (and against that made from the
//! head, unless the rule is breaking), `rust new` compiles against the head alone. Paths begin at
//! the folder of the version `2024-01-01` of the case's own service, with `../` at that of the
//! service, with `/` at the spec's root.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// A rule with its change and its witness.
pub(crate) struct Case {
    /// The rule's id: the name of the file.
    pub(crate) rule: String,
    /// Files that only one spec has, or both, by path from the spec's root.
    files: Vec<(String, String, String)>,
    /// The report, as users read it.
    pub(crate) report: String,
    /// The program that compiles against the base.
    pub(crate) witness: String,
    /// The program that compiles against the head only.
    pub(crate) new: Option<String>,
}

/// One of the two specs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Base,
    Head,
}

impl Side {
    /// Its name in cases and on disk.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Base => "base",
            Self::Head => "head",
        }
    }
}

/// The folder of the cases.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/diff")
}

/// All cases, by rule.
pub(crate) fn all() -> Vec<Case> {
    let entries = fs::read_dir(folder()).expect("the cases can be listed");
    let mut paths: Vec<PathBuf> =
        entries.map(|entry| entry.expect("the cases can be listed").path()).collect();
    paths.sort();
    paths.iter().map(|path| Case::read(path)).collect()
}

impl Case {
    fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).expect("the case can be read");
        let rule = path.file_stem().and_then(|stem| stem.to_str()).expect("the case has a name");
        let mut case = Self {
            rule: rule.to_owned(),
            files: Vec::new(),
            report: String::new(),
            witness: String::new(),
            new: None,
        };
        for (words, content) in blocks(&text) {
            match words.as_slice() {
                ["yaml", side @ ("base" | "head" | "both"), path] => {
                    case.files.push(((*side).to_owned(), case.path(path), content));
                }
                ["text", "changes"] => case.report = content,
                ["rust", "witness"] => case.witness = content,
                ["rust", "new"] => case.new = Some(content),
                words => panic!("{rule}: a block cannot be `{}`", words.join(" ")),
            }
        }
        case
    }

    /// The folder of the case's own service.
    pub(crate) fn service(&self) -> String {
        self.rule.replace('-', "_")
    }

    fn path(&self, path: &str) -> String {
        match (path.strip_prefix('/'), path.strip_prefix("../")) {
            (Some(path), _) => path.to_owned(),
            (None, Some(path)) => format!("{}/{path}", self.service()),
            (None, None) => format!("{}/2024-01-01/{path}", self.service()),
        }
    }

    /// The least files of a service, and an action that needs nothing.
    fn defaults(&self) -> [(String, &'static str); 3] {
        const SERVICE: &str = "title: Demo\nhosts: {mainland: demo.tencentcloudapi.com, international: demo.intl.tencentcloudapi.com}\n";
        [
            (self.path("../service.yaml"), SERVICE),
            (self.path("version.yaml"), "{}\n"),
            (self.path("actions/Ask.yaml"), "{}\n"),
        ]
    }
}

/// The spec of one side of some cases, each of which has a service of its own. Files that all
/// services share are lists; what the cases write into them is put together.
pub(crate) fn spec<'c>(
    cases: impl IntoIterator<Item = &'c Case>,
    side: Side,
) -> BTreeMap<String, String> {
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    let mut shared: BTreeMap<String, BTreeMap<String, Vec<String>>> = BTreeMap::new();
    // An entry in each, so that no case has to begin a list.
    add_to_shared(&mut shared, "common/errors.yaml", BASIC_CODES);
    for case in cases {
        for (path, text) in case.defaults() {
            files.insert(path, text.to_owned());
        }
        for (of, path, text) in &case.files {
            if of != "both" && of != side.name() {
                continue;
            }
            if matches!(path.as_str(), "common/errors.yaml" | "names.yaml") {
                add_to_shared(&mut shared, path, text);
            } else {
                files.insert(path.clone(), text.clone());
            }
        }
    }
    for (path, lists) in shared {
        let lines = lists.into_iter().flat_map(|(key, mut entries)| {
            entries.sort();
            entries.insert(0, key);
            entries
        });
        files.insert(path, lines.map(|line| line + "\n").collect());
    }
    files
}

const BASIC_CODES: &str =
    "families:\n  - {family: InternalError, class: internal}\nerrors:\n  - {code: InternalError}\n";

/// Adds the entries of lists; one entry is one line.
fn add_to_shared(
    shared: &mut BTreeMap<String, BTreeMap<String, Vec<String>>>,
    path: &str,
    text: &str,
) {
    let lists = shared.entry(path.to_owned()).or_default();
    let mut key = String::new();
    for line in text.lines() {
        if line.starts_with(' ') {
            lists.entry(key.clone()).or_default().push(line.to_owned());
        } else {
            line.clone_into(&mut key);
        }
    }
}

/// The fenced blocks of a text: the words behind the opening fence, and what is inside.
fn blocks(text: &str) -> Vec<(Vec<&str>, String)> {
    let mut blocks: Vec<(Vec<&str>, String)> = Vec::new();
    let mut is_open = false;
    for line in text.lines() {
        match (line.strip_prefix("```"), is_open) {
            (Some(words), false) => {
                blocks.push((words.split_whitespace().collect(), String::new()));
                is_open = true;
            }
            (Some(_), true) => is_open = false,
            (None, true) => {
                if let Some((_, content)) = blocks.last_mut() {
                    content.push_str(line);
                    content.push('\n');
                }
            }
            (None, false) => {}
        }
    }
    blocks
}
