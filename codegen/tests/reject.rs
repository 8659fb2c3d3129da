//! Mistakes in a spec, as they are printed.
//!
//! Every folder in `fixtures/reject` is a case: its files are laid over those of `_base`, a tiny
//! spec with nothing wrong in it. The snapshots are the messages that users see. Files that cannot be
//! checked in (links, bytes that are not text, huge files) are made here.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use tencentcloud_codegen::{Options, generate};
use tencentcloud_model::diagnostic::{Code, Diagnostic, Diagnostics, Printer};
use tencentcloud_model::load::Tree;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/reject")
}

/// The files below a folder, by path from it.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).expect("the folder can be read") {
            let path = entry.expect("the entry can be read").path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("it is below").to_string_lossy();
                let name = name.replace(std::path::MAIN_SEPARATOR, "/");
                found.insert(name, fs::read(&path).expect("the file can be read"));
            }
        }
    }
    found
}

/// The base, with other files laid over it.
fn with(changes: impl IntoIterator<Item = (String, Vec<u8>)>) -> Tree {
    let mut all = files(&fixtures().join("_base"));
    all.extend(changes);
    Tree::memory(all)
}

fn rejection(tree: &Tree) -> Diagnostics {
    generate(tree, &Options::default()).expect_err("there are mistakes in it")
}

/// The codes and paths of what is wrong.
fn found(tree: &Tree) -> Vec<String> {
    rejection(tree).iter().map(|one| format!("{} {}", one.code(), one.place().path())).collect()
}

#[test]
fn the_base_has_no_mistakes() {
    let generated =
        generate(&with([]), &Options::default()).map_err(|mistakes| mistakes.to_string());
    assert_eq!(generated.map(|generated| generated.counts.actions), Ok(1));
}

#[test]
fn mistakes_are_printed_with_their_places() {
    insta::glob!("fixtures/reject/*", |case| {
        if case.ends_with("_base") {
            return;
        }
        let name = case.file_name().map(|name| name.to_string_lossy().into_owned());
        let printed = rejection(&with(files(case))).to_string();
        insta::with_settings!({
            omit_expression => true,
            prepend_module_to_snapshot => false,
            snapshot_path => "snapshots/reject",
            snapshot_suffix => "",
        }, { insta::assert_snapshot!(name, printed) });
    });
}

/// A code that no case meets is a code whose message nobody has read.
#[test]
fn every_code_is_met_by_a_case() {
    // These need what cannot be checked in, and are met below.
    let mut met = BTreeSet::from([Code::UnreadableFile, Code::InvalidUtf8, Code::FileTooLarge]);
    for case in fs::read_dir(fixtures()).expect("the fixtures can be read") {
        let case = case.expect("the entry can be read").path();
        if !case.ends_with("_base") {
            met.extend(rejection(&with(files(&case))).iter().map(Diagnostic::code));
        }
    }
    // Mistakes in pages and metadata are met by the importer's own tests.
    let of_specs = Code::ALL.iter().filter(|code| code.id() < "E0700");
    let missed: Vec<&Code> = of_specs.filter(|code| !met.contains(code)).collect();
    assert!(missed.is_empty(), "{missed:?}");
}

/// A place in a file of the spec, the reason, and the remedy.
#[test]
fn every_mistake_has_a_place_a_reason_and_a_remedy() {
    let mut lacking = Vec::new();
    for case in fs::read_dir(fixtures()).expect("the fixtures can be read") {
        let case = case.expect("the entry can be read").path();
        if case.ends_with("_base") {
            continue;
        }
        let printed = Printer::plain().to_json(&rejection(&with(files(&case))));
        for one in printed.as_array().expect("a list") {
            let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
            let path = text(&one["place"]["path"]);
            let helps = one["helps"].as_array().cloned().unwrap_or_default();
            let is_whole = helps.iter().any(|help| text(&help["text"]).len() > 5)
                && text(&one["message"]).len() > 5
                && !path.is_empty();
            if !is_whole {
                lacking.push(one.to_string());
            }
        }
    }
    assert!(lacking.is_empty(), "{}", lacking.join("\n"));
}

/// Any text has an answer: the spec is right, or its mistakes are reported.
#[test]
fn no_slip_of_the_keyboard_makes_the_generator_panic() {
    let base = files(&fixtures().join("_base"));
    for (path, bytes) in &base {
        for at in 0..bytes.len() {
            for typed in [&b""[..], b"\n", b"[", b"'", b"\xFF"] {
                let mut changed = base.clone();
                let slip = [&bytes[..at], typed, &bytes[at + 1..]].concat();
                changed.insert(path.clone(), slip);
                if let Err(mistakes) = generate(&Tree::memory(changed), &Options::default()) {
                    assert!(mistakes.to_string().starts_with("error[E"), "{path} {at} {typed:?}");
                }
            }
        }
    }
}

#[test]
fn bytes_that_are_no_text_are_refused_where_they_stand() {
    let bytes = b"doc: caf\xE9\n".to_vec();
    let tree = with([("demo/2020-01-01/actions/Sell.yaml".to_owned(), bytes)]);
    insta::assert_snapshot!(rejection(&tree), @r"
    error[E0002]: this file is not UTF-8
     --> demo/2020-01-01/actions/Sell.yaml:1:8
      |
    1 | doc: caf
      |        ^ followed by an invalid byte
      |
      = help: save the file as UTF-8
    ");
}

#[test]
fn two_hundred_thousand_brackets_are_one_mistake() {
    let path = "demo/2020-01-01/actions/Sell.yaml";
    for bracket in ["[", "{", "- ", "{a: "] {
        let tree = with([(path.to_owned(), bracket.repeat(200_000).into_bytes())]);
        assert_eq!(found(&tree), [format!("E0013 {path}")], "{bracket:?}");
    }
}

/// A line of a megabyte is neither printed once per mistake, nor read again for each.
#[test]
fn mistakes_in_a_line_that_nobody_could_read_are_told_without_it() {
    let path = "demo/2020-01-01/actions/Sell.yaml";
    let keys: Vec<String> = (0..20_000).map(|index| format!("dcoc{index:05}: 1")).collect();
    let line = format!("{{dco: {}, {}}}", "x".repeat(1 << 20), keys.join(", "));
    let mistakes = rejection(&with([(path.to_owned(), line.into_bytes())]));
    assert_eq!(mistakes.len(), 500);
    let printed = mistakes.to_string();
    let first = "error[E0101]: unknown key `dco`\n\
                 --> demo/2020-01-01/actions/Sell.yaml:1:2\n = help: did you mean `doc`?\n\n";
    assert!(printed.starts_with(first), "{}", &printed[..400]);
    assert!(printed.ends_with("\n = help: 19501 more mistakes in this file\n\n"));
    assert!(printed.len() < 500 * 400, "{} bytes", printed.len());
}

#[test]
fn a_tree_without_a_service_is_no_spec() {
    let empty: [(&str, &str); 0] = [];
    assert_eq!(found(&Tree::memory(empty)), ["E0006 ."]);
    let broken = [("names.yaml", "words: 5\n")];
    assert_eq!(found(&Tree::memory(broken)), ["E0006 .", "E0103 names.yaml"]);
    assert_eq!(found(&Tree::disk("/there/is/no/such/folder")), ["E0001 ."]);
}

/// On disk: links that lead nowhere, to themselves and back up, and a file of 100 MB, which must
/// be refused before it is read.
#[cfg(unix)]
#[test]
fn odd_files_and_folders_are_survived() {
    use std::os::unix::fs::symlink;

    let folder = tempfile::tempdir().expect("a folder can be made");
    let root = folder.path();
    for (path, bytes) in files(&fixtures().join("_base")) {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("it has a folder")).expect("it can be made");
        fs::write(path, bytes).expect("it can be written");
    }
    let version = root.join("demo/2020-01-01");
    let huge = fs::File::create(version.join("actions/Huge.yaml")).expect("it can be made");
    huge.set_len(100 << 20).expect("the file system has sparse files");
    symlink("Nowhere.yaml", version.join("actions/Dangling.yaml")).expect("links can be made");
    symlink("Loop.yaml", version.join("actions/Loop.yaml")).expect("links can be made");
    symlink(".", version.join("types/Up.yaml")).expect("links can be made");
    symlink("..", root.join("demo/2020-02-02")).expect("links can be made");
    symlink("../types/Widget.yaml", version.join("types/Linked.yaml")).expect("links can be made");
    fs::write(root.join(".hidden"), "not a spec").expect("it can be written");

    let started = std::time::Instant::now();
    let printed = rejection(&Tree::disk(root)).to_string();
    // The numbers of errors differ between systems.
    let lines = printed.lines().map(|line| line.split(" (os error").next().unwrap_or_default());
    let printed = lines.collect::<Vec<&str>>().join("\n");
    insta::assert_snapshot!(printed, @r"
    error[E0001]: this cannot be read: No such file or directory
    --> demo/2020-01-01/actions/Dangling.yaml
     = help: look at the permissions, and at links that lead nowhere or to themselves

    error[E0003]: this file has 104857600 bytes, and the limit is 2097152
    --> demo/2020-01-01/actions/Huge.yaml
     = help: split the file, or look whether it belongs into the spec at all

    error[E0001]: this cannot be read: Too many levels of symbolic links
    --> demo/2020-01-01/actions/Loop.yaml
     = help: look at the permissions, and at links that lead nowhere or to themselves

    error[E0004]: a file should be here, not a folder
    --> demo/2020-01-01/types/Up.yaml
     = help: compare with the layout in spec/README.md

    error[E0005]: unexpected folder `demo`
    --> demo/2020-02-02/demo
     = help: expected one of `version.yaml`, `errors.yaml`, `descriptions.yaml`, `actions`, `types`

    error[E0006]: this file is missing
    --> demo/2020-02-02/version.yaml
     = help: write the file; spec/README.md has a small example of each
    ");
    assert!(started.elapsed().as_secs() < 5, "the large file was read");
}
