//! The explorer's static site: services of every catalogue, descriptions in the languages they have.

use crate::catalogue::{API, wheel_of};
use crate::support::Shell;
use serde_json::Value;
use std::fs;
use std::path::Path;

fn read(folder: &Path, path: &str) -> Value {
    let text = fs::read_to_string(folder.join("site/data").join(path)).expect(path);
    serde_json::from_str(&text).expect("JSON")
}

/// Two packages: in Chinese with two actions, and in English with one of them.
fn shell(folder: &Path) -> Shell {
    let shell = Shell::bare().with("XDG_DATA_HOME", &folder.display().to_string());
    let second = r#""actions": {"FellTree": {"name": "砍树", "document": "砍树。", "input": "PlantTreeRequest", "output": "PlantTreeResponse", "status": "online"}, "#;
    let chinese = API.replacen(r#""actions": {"#, second, 1);
    let english = API.replace("种一棵树。", "Plants a tree.").replace("名称。", "Its name.");
    for (package, api) in [("tccli", chinese), ("tccli-intl-en", english)] {
        let files = [("tccli/services/garden/v20240501/api.json".to_owned(), api)];
        let file = wheel_of(folder, package, "3.1.0", &files).display().to_string();
        let ran = shell.run(&["catalogue", "add", &file]);
        assert_eq!(ran.code, 0, "{}", ran.err);
    }
    shell
}

#[test]
fn a_site_has_every_catalogue_and_each_language_and_names_what_it_lacks() {
    let folder = tempfile::tempdir().expect("a folder");
    let shell = shell(folder.path());
    let site = folder.path().join("site").display().to_string();
    let ran = shell.run(&["explore", "--export", &site, "--lang", "zh"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let index = read(folder.path(), "index.json");
    let names: Vec<_> =
        index["services"].as_array().expect("a list").iter().map(|it| &it["name"]).collect();
    assert!(names.len() > 2 && names.iter().any(|name| *name == "garden"), "{names:?}");
    assert_eq!(index["lang"], "zh");
    let version = read(folder.path(), "garden/2024-05-01.json");
    assert_eq!(version["texts"], serde_json::json!(["zh"]));
    assert_eq!(version["actions"][0]["doc"], "Plants a tree.");
    let texts = read(folder.path(), "garden/2024-05-01.zh.json");
    assert_eq!(texts["a/PlantTree"], "种一棵树。");
    assert_eq!(texts["i/PlantTree/Name"], "名称。");
    let hosts = &version["hosts"];
    assert!(hosts["mainland"].is_string() && hosts["international"].is_string(), "{hosts}");
    assert!(ran.err.contains("FellTree") && ran.err.contains("`zh`"), "{}", ran.err);
}

#[test]
fn a_version_that_is_known_in_chinese_alone_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let shell = shell(folder.path());
    assert_eq!(shell.line("catalogue remove tccli-intl-en").code, 0);
    let site = folder.path().join("site").display().to_string();
    assert_eq!(shell.run(&["explore", "garden", "--export", &site]).code, 0);
    assert_eq!(read(folder.path(), "garden/2024-05-01.json")["lang"], "zh");
    assert_eq!(read(folder.path(), "index.json")["services"].as_array().map(Vec::len), Some(1));
}

#[test]
fn a_service_or_changes_that_are_not_there_are_errors() {
    let folder = tempfile::tempdir().expect("a folder");
    let shell = Shell::bare();
    let site = folder.path().join("site").display().to_string();
    let ran = shell.run(&["explore", "organizatoin", "--export", &site]);
    assert!(ran.code == 2 && ran.err.contains("did you mean `organization`?"), "{}", ran.err);
    let missing = folder.path().join("none.json").display().to_string();
    let ran = shell.run(&["explore", "--changes", &missing, "--export", &site]);
    assert!(ran.code != 0 && ran.err.contains("none.json"), "{}", ran.err);
    fs::write(&missing, "{}").expect("written");
    let ran = shell.run(&["explore", "--changes", &missing, "--export", &site]);
    assert!(ran.code == 2 && ran.err.contains("diff REVISION --format json"), "{}", ran.err);
}
