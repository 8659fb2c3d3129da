//! Packages as the index hands them out: a zip archive, of which a choice is imported.

use std::io::{Cursor, Write};
use tencentcloud_importer::{Input, Options, Selection, import, is_wheel, wheel};
use tencentcloud_model::load::Tree;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

fn api(service: &str, actions: &[&str]) -> String {
    let actions: Vec<String> = actions
        .iter()
        .map(|name| format!(r#""{name}": {{"input": "In", "output": "Out"}}"#))
        .collect();
    format!(
        r#"{{"metadata": {{"apiVersion": "2020-01-01", "serviceShortName": "{service}"}},
            "actions": {{{}}},
            "objects": {{"In": {{"members": []}}, "Out": {{"members": []}}}}}}"#,
        actions.join(", ")
    )
}

fn archive(files: &[(&str, String)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (path, text) in files {
        writer.start_file(*path, stored).expect("a file begins");
        writer.write_all(text.as_bytes()).expect("it is written");
    }
    writer.finish().expect("the archive ends").into_inner()
}

fn package() -> Vec<u8> {
    archive(&[
        ("tccli/__init__.py", "__version__ = '3.1.1.1'\n".to_owned()),
        ("tccli/services/alpha/v20200101/api.json", api("alpha", &["AskIt", "AskThem", "Tell"])),
        ("tccli/services/beta/v20200101/api.json", api("beta", &["Tell"])),
        ("tccli-3.1.1.1.dist-info/METADATA", "Name: tccli\nVersion: 3.1.1.1\n".to_owned()),
    ])
}

/// The paths of the actions that a choice imports.
fn chosen(choice: Option<&str>) -> Result<Vec<String>, String> {
    let only = choice.map(|choice| Selection::parse(choice).expect("it is a choice"));
    let inputs = wheel("a.whl", &package(), only.as_ref())?;
    let inputs: Vec<Input> = inputs.into_iter().map(Input::Metadata).collect();
    let tree = Tree::memory([] as [(&str, &str); 0]);
    let options = Options { only, ..Options::default() };
    let imported = import(&inputs, &tree, &options).map_err(|problems| problems.to_string())?;
    let files = imported.files.into_iter().map(|file| file.path);
    Ok(files.filter(|path| path.contains("/actions/")).collect())
}

#[test]
fn a_wheel_is_imported_whole_or_by_choice() {
    assert!(is_wheel(&package()));
    assert_eq!(chosen(None).expect("all").len(), 4);
    assert_eq!(
        chosen(Some("alpha:Ask*")).expect("two"),
        ["alpha/2020-01-01/actions/AskIt.yaml", "alpha/2020-01-01/actions/AskThem.yaml"]
    );
    assert_eq!(chosen(Some("beta:*,alpha:Tell")).expect("two").len(), 2);
}

#[test]
fn a_choice_that_nothing_answers_is_a_mistake() {
    for choice in ["alpha:Nothing", "gamma:*", "alpha:Tell,beta:Ask*"] {
        let problems = chosen(Some(choice)).expect_err(choice);
        assert!(problems.contains("error[E0"), "{choice}: {problems}");
    }
}

#[test]
fn an_archive_without_metadata_says_what_to_download() {
    let other = archive(&[("a/b.txt", String::new())]);
    let reason = wheel("a.whl", &other, None).expect_err("it has none");
    assert!(reason.contains("pip download --no-deps tccli"), "{reason}");
    assert!(wheel("a.whl", b"PK\x03\x04broken", None).is_err());
}
