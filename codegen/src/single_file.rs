//! All files of a crate as one, with each module in place: for build scripts, whose output is included
//! and cannot have files of its own beside it.

use std::collections::BTreeMap;
use std::fmt::Write;
use tencentcloud_model::file::File;

/// Returns the files of a crate as the body of one file. `module` names the module that includes
/// them, and `crate::` in paths becomes `crate::<module>::`.
///
/// The result is a `pub mod <module> { … }`, so that `include!` of it is one item.
pub fn single_file(files: &[File], module: &str) -> String {
    let texts: BTreeMap<&str, &str> =
        files.iter().map(|file| (file.path.as_str(), file.text.as_str())).collect();
    let mut text = format!("pub mod {module} {{\n");
    if let Some(root) = texts.get("lib.rs") {
        insert(&mut text, root, "", module, &texts);
    }
    text.push_str("}\n");
    text
}

/// Inserts a file, and in the place of its module declarations the modules.
fn insert(text: &mut String, file: &str, folder: &str, root: &str, texts: &BTreeMap<&str, &str>) {
    for line in file.lines() {
        let line = moved(line, root);
        let Some((head, name)) = declared(&line) else {
            text.push_str(&line);
            text.push('\n');
            continue;
        };

        let path = format!("{folder}{}", name.trim_start_matches("r#"));
        let _ = writeln!(text, "{head}mod {name} {{");
        if let Some(inner) = texts.get(format!("{path}.rs").as_str()) {
            insert(text, inner, &format!("{path}/"), root, texts);
        }
        text.push_str("}\n");
    }
}

/// Leads paths from the root of the crate into the module. The name of a crate may end with `crate`.
fn moved(line: &str, root: &str) -> String {
    const START: &str = "crate::";
    let mut text = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find(START) {
        let (before, after) = rest.split_at(at);
        text.push_str(before);
        text.push_str(START);
        let is_path = !before.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        if is_path {
            text.push_str(root);
            text.push_str("::");
        }
        rest = &after[START.len()..];
    }
    text + rest
}

/// Returns the visibility and the name of a module that a line declares: `pub mod name;`.
fn declared(line: &str) -> Option<(&str, &str)> {
    let bare = line.strip_suffix(';')?;
    ["pub ", "pub(crate) ", ""].into_iter().find_map(|head| {
        let name = bare.strip_prefix(head)?.strip_prefix("mod ")?;
        Some((head, name))
    })
}

#[cfg(test)]
mod tests {
    use super::moved;

    #[test]
    fn paths_from_the_root_lead_into_the_module() {
        assert_eq!(moved("use crate::demo::A;", "cloud"), "use crate::cloud::demo::A;");
        assert_eq!(
            moved("[`A`](crate::a::A), crate::b", "c"),
            "[`A`](crate::c::a::A), crate::c::b"
        );
        assert_eq!(moved("use my_crate::demo::A;", "cloud"), "use my_crate::demo::A;");
    }
}
