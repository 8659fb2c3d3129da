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
use tencentcloud_model::model::Model;
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

/// Whether a file lists what there is: modules, methods, variants of all actions.
fn is_list(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_version = name.len() == 12 && name.starts_with('v');
    !path.contains('/')
        || is_version
        || ["actions.rs", "types.rs", "client.rs", "blocking.rs", "errors.rs"].contains(&name)
}

/// The words of the code in a list, which may have fewer items. Only the full crate's may be in it.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    code.flat_map(|line| line.split(|c: char| !c.is_alphanumeric() && c != '_'))
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
        let files = files(model);
        let mut actions = 0;
        for (path, text) in &files {
            let full = FULL.get(path).unwrap_or_else(|| panic!("{path} is in no full crate"));
            if is_list(path) {
                let known: BTreeSet<&str> = words(full).collect();
                let new = words(text).find(|word| !known.contains(word));
                prop_assert_eq!(new, None, "{}", path);
                continue;
            }
            actions += usize::from(path.contains("/actions/"));
            if text != full {
                let (text, full) = (without_links(text), without_links(full));
                let differing = text.iter().zip(&full).find(|(line, full)| line != full);
                prop_assert_eq!(differing, None, "{}", path);
                prop_assert_eq!(text.len(), full.len(), "{}", path);
            }
        }
        prop_assert_eq!(actions, expected);
    }
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
