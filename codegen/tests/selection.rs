//! Random selections of the repository's spec: each file of the smaller crate equals the file of the
//! full crate, apart from lists of modules and from links to items that are not there.

use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;
use std::{env, fs};
use tencentcloud_codegen::{Options, features, plan_model, render, single_file};
use tencentcloud_model::file::File;
use tencentcloud_model::load::{Tree, load};
use tencentcloud_model::model::{Model, Version};
use tencentcloud_model::resolve::resolve;
use tencentcloud_model::select::{Pattern, select};

/// The repository's spec.
static MODEL: LazyLock<Model> = LazyLock::new(|| {
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
    resolve(&load(&Tree::disk(spec)).expect("the spec is there")).expect("the spec is right")
});

/// The files of the full crate.
static FULL: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| files(MODEL.clone()));

/// Returns the files of a crate, by path.
fn files(model: Model) -> BTreeMap<String, String> {
    list(model).into_iter().map(|file| (file.path, file.text)).collect()
}

fn list(model: Model) -> Vec<File> {
    let planned = plan_model(model, &Options::default());
    let planned = planned.unwrap_or_else(|problems| panic!("{problems}"));
    planned.modules.iter().map(render).collect()
}

/// Every action as a pattern.
fn patterns() -> Vec<Pattern> {
    let mut patterns = Vec::new();
    for service in &MODEL.services {
        for version in &service.versions {
            for action in &version.actions {
                let pattern = format!("{}/{}:{}", service.folder, version.name, action.name);
                patterns.push(pattern.parse().expect("a pattern"));
            }
        }
    }
    patterns
}

fn selections() -> impl Strategy<Value = Vec<Pattern>> {
    let all = patterns();
    let most = all.len();
    // Small ones are the rule.
    let size = prop_oneof![12 => 1..=6_usize, 1 => 1..=most.min(60)];
    size.prop_flat_map(move |size| prop::sample::subsequence(all.clone(), size))
}

/// The part of a version that is selected, under the names of the generated crate.
struct Selected {
    /// Wire names of actions.
    actions: BTreeSet<String>,
    /// Types of requests.
    requests: BTreeSet<String>,
    /// Error codes.
    codes: BTreeSet<String>,
    /// Modules of actions and types.
    modules: BTreeSet<String>,
}

impl Selected {
    /// Of the version whose files have a prefix, such as `organization/v20210331/`.
    fn new(version: &Version, prefix: &str, files: &BTreeMap<String, String>) -> Self {
        let own = || files.iter().filter(|(path, _)| path.starts_with(prefix));
        let structs = |text: &str| {
            let heads = text.lines().filter_map(|line| line.strip_prefix("pub struct "));
            heads.filter_map(|it| Some(it.split_once([' ', ';'])?.0.to_owned())).collect::<Vec<_>>()
        };
        let actions = own().filter(|(path, _)| path.contains("/actions/"));
        let requests = actions.flat_map(|(_, text)| structs(text));
        let modules = own().filter_map(|(path, _)| {
            let (_, name) = path.strip_prefix(prefix)?.split_once('/')?;
            name.strip_suffix(".rs").map(str::to_owned)
        });
        Self {
            actions: version.actions.iter().map(|it| it.name.clone()).collect(),
            requests: requests.filter(|name| name.ends_with("Request")).collect(),
            codes: version.errors.iter().map(|it| it.code.clone()).collect(),
            modules: modules.collect(),
        }
    }
}

/// A list of the full crate with only the selected items in it. Every other line of it is expected in
/// the smaller crate, byte for byte.
fn reduced(
    path: &str,
    full: &str,
    files: &BTreeMap<String, String>,
    own: Option<&Selected>,
) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let Some(own) = own else {
        let is_there = |name: &str| {
            let folder = path.strip_suffix(".rs").unwrap_or(path);
            let below = if path == "lib.rs" { String::new() } else { format!("{folder}/") };
            files.contains_key(&format!("{below}{name}.rs"))
        };
        return modules(full, is_there);
    };
    match name {
        "actions.rs" | "types.rs" => modules(full, |module| own.modules.contains(module)),
        "client.rs" | "blocking.rs" => blocks(full, |block| {
            let called = block.split("](actions::").nth(1).and_then(|rest| rest.split(')').next());
            called.is_none_or(|request| own.requests.contains(request))
        }),
        "errors.rs" => errors(full, own),
        _ => {
            let has_types = files.contains_key(&path.replace(".rs", "/types.rs"));
            guide(&modules(full, |module| module != "types" || has_types), own)
        }
    }
}

/// Removes declarations and exports of modules that are not there, with their features.
fn modules(text: &str, is_there: impl Fn(&str) -> bool) -> String {
    let mut kept = Vec::new();
    for line in text.lines() {
        let bare = line.trim_start_matches("pub ");
        let declared = bare.strip_prefix("mod ").and_then(|rest| rest.strip_suffix(';'));
        let exported = bare.strip_prefix("use ").and_then(|rest| rest.strip_suffix("::*;"));
        let module = declared.or(exported).map(|name| name.trim_start_matches("r#"));
        if module.is_none_or(&is_there) {
            kept.push(line);
        } else if kept.last().is_some_and(|last| last.starts_with("#[cfg(")) {
            kept.pop();
        }
    }
    kept.join("\n") + "\n"
}

/// Removes paragraphs of a file, such as methods and variants.
fn blocks(text: &str, is_kept: impl Fn(&str) -> bool) -> String {
    // The brace that ends an item belongs to no block.
    let text = text.replace("\n}\n", "\n\n}\n");
    let kept: Vec<&str> = text.split("\n\n").filter(|block| is_kept(block)).collect();
    kept.join("\n\n").replace("\n\n}\n", "\n}\n")
}

/// Removes codes from the enum and the tables, and actions from the lists of the catalogue.
fn errors(text: &str, own: &Selected) -> String {
    let (head, tables) = text.split_once("error::all!").expect("a table of codes");
    let (all, catalogue) = tables.split_once("error::catalogue!").expect("a catalogue");
    // A row may take two lines.
    // A table without codes is on one line.
    let all = all.replace(" =\n        ", " = ").replace("{\n}", "{}");
    let row = |line: &str| {
        let (variant, code) = line.strip_prefix("    ")?.split_once(" = ")?;
        Some((variant.to_owned(), own.codes.contains(code.trim_matches(['"', ',']))))
    };
    let gone = all.lines().filter_map(row).filter(|(_, is_there)| !is_there);
    let head = variants(head, &gone.map(|(variant, _)| variant).collect());
    let all = all.lines().filter(|line| row(line).is_none_or(|(_, is_there)| is_there));
    let rows = words(catalogue);
    let rows = rows.split_inclusive(" ]; ").filter_map(|row| {
        let Some((start, actions)) = row.split_once(", [ ") else { return Some(row.to_owned()) };
        let code = start.rsplit("{ ").next()?.split('"').nth(1)?;
        let actions = actions.split('"').filter(|it| own.actions.contains(*it));
        let actions = actions.map(|it| format!("{it:?}")).collect::<Vec<_>>().join(", ");
        let opening = start.split_once("{ ").map(|(opening, _)| format!("{opening}{{ "));
        if own.codes.contains(code) {
            return Some(format!("{start}, [ {actions} ]; "));
        }
        // The first row shares its line with the opening.
        Some(opening.unwrap_or_default())
    });
    let all: Vec<&str> = all.collect();
    format!("{head}error::all!{}\nerror::catalogue!{}", all.join("\n"), rows.collect::<String>())
}

/// Removes variants of an enum.
fn variants(head: &str, gone: &BTreeSet<String>) -> String {
    let (before, variants) = head.split_once("pub enum ErrorCode {\n").expect("an enum");
    let kept = variants.split("\n\n").filter(|block| {
        let last = block.lines().rfind(|line| !line.trim().is_empty()).unwrap_or_default();
        !gone.contains(last.trim().trim_end_matches(','))
    });
    format!("{before}pub enum ErrorCode {{\n{}", kept.collect::<Vec<_>>().join("\n\n"))
}

/// The words of a table, in which only line breaks depend on its content.
fn words(table: &str) -> String {
    let table = table.replace("\\\n", "").replace('[', "[ ").replace(']', " ]");
    table.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Removes actions from the guide of a version, and groups without actions.
fn guide(text: &str, own: &Selected) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut is_gone = false;
    for line in text.lines() {
        if let Some(item) = line.strip_prefix("//! - [`") {
            let action = item.split('`').next().unwrap_or_default();
            is_gone = line.contains("](actions::") && !own.actions.contains(action);
        } else if !line.starts_with("//!   ") {
            is_gone = false;
        }
        if !is_gone {
            kept.push(line);
        }
    }
    // A group without actions goes with its heading.
    let text = kept.join("\n") + "\n";
    let Some((docs, code)) = text.split_once("\n\nmod ") else { return text };
    let mut groups = docs.split("\n//! ## ");
    let mut docs = groups.next().unwrap_or_default().to_owned();
    for group in groups.filter(|group| group.contains("](actions::")) {
        docs = docs.trim_end_matches("\n//!").to_owned() + "\n//!\n//! ## " + group;
    }
    format!("{}\n\nmod {code}", docs.trim_end_matches("\n//!"))
}

/// A text whose documentation has no links and no line breaks of its own: a link to an item that is
/// not there is printed as code, and that moves the words after it to other lines.
fn without_links(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut was_doc = false;
    for line in text.lines() {
        let bare = line.trim_start();
        let Some(doc) = bare.strip_prefix("///").or_else(|| bare.strip_prefix("//!")) else {
            lines.push(line.to_owned());
            was_doc = false;
            continue;
        };
        // The target of a link, below the text.
        let is_target = doc.trim_start().starts_with("[`") && doc.contains("`]: ");
        let words = doc.split_whitespace().filter(|_| !is_target).map(unlinked);
        let words = words.collect::<Vec<_>>().join(" ");
        match lines.last_mut().filter(|_| was_doc) {
            Some(last) if words.is_empty() => last.truncate(last.trim_end().len()),
            Some(last) => {
                last.push(' ');
                last.push_str(&words);
            }
            None => lines.push(words),
        }
        was_doc = true;
    }
    lines
}

/// A word without the target of its link: ``[`A`](super::ARequest).`` becomes `` `A`. ``.
fn unlinked(word: &str) -> String {
    let Some((before, rest)) = word.split_once("[`") else { return word.to_owned() };
    let Some((name, rest)) = rest.split_once("`]") else { return word.to_owned() };
    let after = match rest.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        Some((_, after)) => after,
        None => rest,
    };
    format!("{before}`{name}`{after}")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_files_of_a_selection_are_those_of_the_full_crate(chosen in selections()) {
        let model = select(&MODEL, &chosen).expect("each pattern is an action");
        let expected = model.services.iter().flat_map(|service| &service.versions);
        let expected: usize = expected.map(|version| version.actions.len()).sum();
        let files = files(model.clone());
        let mut actions = 0;
        for (path, text) in &files {
            let full = FULL.get(path).unwrap_or_else(|| panic!("{path} is in no full crate"));
            actions += usize::from(path.contains("/actions/"));
            compare(path, text, full, &files, &model);
        }
        prop_assert_eq!(actions, expected);
    }
}

/// Fails unless a file of a selection equals that of the full crate.
///
/// - `common.rs`: all of it.
/// - The file of an action or a type: all of its code. Its documentation is equal but for links to
///   items that are not there, which are printed as code and may move the line breaks after them.
/// - Lists (`lib.rs`, services, versions, `actions.rs`, `types.rs`, both clients, `errors.rs`): the
///   full list without what is not selected: modules, methods, variants, rows, entries of the guide.
///   A row of the catalogue lists the selected actions, so its line breaks differ.
/// - The documentation of `lib.rs` is written for each crate, as its programs call what is there.
fn compare(path: &str, text: &str, full: &str, files: &BTreeMap<String, String>, model: &Model) {
    if path == "common.rs" {
        assert_eq!(text, full);
        return;
    }
    let mut parts = path.split('/');
    let (service, version, rest) = (parts.next(), parts.next(), parts.next());
    let is_item = rest.is_some() && path.matches('/').count() > 2;
    let full = match (service, version) {
        _ if is_item => full.to_owned(),
        (Some(service), Some(version)) => {
            let module = version.trim_end_matches(".rs");
            let found = model.services.iter().find(|it| it.folder == service);
            let found = found.expect("a service").versions.iter();
            let found = { found }.find(|it| format!("v{}", it.name.replace('-', "")) == module);
            let prefix = format!("{service}/{module}/");
            let own = Selected::new(found.expect("a version"), &prefix, files);
            reduced(path, full, files, Some(&own))
        }
        _ => reduced(path, full, files, None),
    };
    let code = |text: &str| {
        let lines = text.lines().filter(|line| path != "lib.rs" || !line.starts_with("//!"));
        lines.collect::<Vec<_>>().join("\n")
    };
    let (mut text, mut full) = (code(text), code(&full));
    if path.ends_with("/errors.rs") {
        text = flat(&text);
        full = flat(&full);
    }
    if text != full {
        let (text, full) = (without_links(&text), without_links(&full));
        let differing = text.iter().zip(&full).find(|(line, full)| line != full);
        assert_eq!(differing, None, "{path}");
        assert_eq!(text.len(), full.len(), "{path}");
    }
}

/// The file of error codes, with each table as its words.
fn flat(text: &str) -> String {
    let (head, tables) = text.split_once("error::all!").expect("a table of codes");
    let (all, catalogue) = tables.split_once("error::catalogue!").expect("a catalogue");
    // A table without codes is on one line.
    let all = all.replace(" =\n        ", " = ").replace("{\n}", "{}");
    format!("{head}error::all!{all}error::catalogue!{}", words(catalogue).replace("{ }", "{}"))
}

#[test]
fn ten_selections_compile_and_so_does_one_in_a_single_file() {
    let all = patterns();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("selections");
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("the folder can be removed");
    }
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime");
    let runtime = runtime.canonicalize().expect("the runtime is there").display().to_string();
    let mut members = Vec::new();
    for number in 0..10 {
        // Every selection has another size and other actions; all of them together are spread over
        // the whole spec.
        let chosen: Vec<Pattern> =
            all.iter().skip(number * 13).step_by(17).take(number + 1).cloned().collect();
        let model = select(&MODEL, &chosen).expect("each pattern is an action");
        let name = format!("selection-{number}");
        let folder = folder.join(&name);
        write(&folder.join("Cargo.toml"), &manifest(&name, &runtime, &model));
        if number == 9 {
            // As a build script writes it.
            let cloud = single_file(&list(model), "cloud");
            write(&folder.join("out/cloud.rs"), &cloud);
            write(&folder.join("src/lib.rs"), "include!(\"../out/cloud.rs\");\n");
        } else {
            for file in list(model) {
                write(&folder.join("src").join(file.path), &file.text);
            }
        }
        members.push(format!("{name:?}"));
    }
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [{}]\n", members.join(", "));
    write(&folder.join("Cargo.toml"), &manifest);
    fs::copy(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock"),
        folder.join("Cargo.lock"),
    )
    .expect("the lock can be copied");
    let output = Command::new(env!("CARGO"))
        .args(["check", "--quiet", "--offline", "--workspace", "--target-dir"])
        .arg(folder.with_file_name("selections-target"))
        .current_dir(&folder)
        .env("CARGO_ENCODED_RUSTFLAGS", "-Dwarnings")
        .output()
        .expect("cargo can be called");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// The manifest of a crate with all its versions switched on.
fn manifest(name: &str, runtime: &str, model: &Model) -> String {
    let names = features(model);
    let default: Vec<String> = names.iter().map(|it| format!("{it:?}")).collect();
    let features: Vec<String> = names.iter().map(|it| format!("{it} = []\n")).collect();
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[features]\n\
         default = [{}]\nblocking = []\n{}\n[dependencies]\n\
         tencentcloud-runtime = {{ path = '{runtime}', default-features = false }}\n",
        default.join(", "),
        features.concat(),
    )
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
    fs::write(path, text).expect("the file can be written");
}
