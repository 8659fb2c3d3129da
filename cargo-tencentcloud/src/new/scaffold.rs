//! The texts of new spec files. Only what is sure stands in them as a fact; every other key is in
//! a comment, to be filled in and uncommented, so that no placeholder is ever taken for one.

use crate::project::Project;
use tencentcloud_model::document::{Type, ValueEntry};
use tencentcloud_model::file::File;
use tencentcloud_model::write::{Comments, write};

/// The files of something new.
pub(super) struct Scaffold {
    /// The files to write, with paths from the spec's root.
    pub(super) files: Vec<File>,
    /// The least that must be beside it, to be read.
    pub(super) beside: Vec<File>,
    /// The next steps for users.
    pub(super) next: Vec<String>,
}

/// An action of the version in `folder`.
pub(super) fn action(project: &Project, folder: &str, name: &str) -> Scaffold {
    Scaffold {
        files: vec![file(format!("{folder}/actions/{name}.yaml"), &ACTION.replace("NAME", name))],
        beside: version_files(folder),
        next: vec![
            "Fill in what the documentation page says, and uncomment it.".to_owned(),
            format!(
                "Describe new error codes in {folder}/errors.yaml, new types in {folder}/types."
            ),
            generate(project),
        ],
    }
}

/// An object type of the version in `folder`.
pub(super) fn object(project: &Project, folder: &str, name: &str) -> Scaffold {
    Scaffold {
        files: vec![file(format!("{folder}/types/{name}.yaml"), OBJECT)],
        beside: version_files(folder),
        next: vec![
            "Fill in its members in the place of `[]`, and uncomment what you know.".to_owned(),
            format!("Write `type: {name}` or `type: list<{name}>` where it is used."),
            generate(project),
        ],
    }
}

/// A set of texts, a type of the version in `folder`.
pub(super) fn value_set(
    project: &Project,
    folder: &str,
    name: &str,
    values: &[String],
) -> Scaffold {
    let entry = |value: &String| ValueEntry { value: value.as_str().into(), name: None, doc: None };
    let set = Type {
        doc: None,
        ty: Some("string".to_owned()),
        members: None,
        values: Some(values.iter().map(entry).collect()),
    };
    let text = VALUE_SET.to_owned() + &write(&set, &Comments::default());
    Scaffold {
        files: vec![file(format!("{folder}/types/{name}.yaml"), &text)],
        beside: version_files(folder),
        next: vec![
            "Say what the values tell, and add a `doc` to each.".to_owned(),
            format!("Write `type: {name}` or `type: list<{name}>` where it is used."),
            generate(project),
        ],
    }
}

/// A version of a service.
pub(super) fn version(project: &Project, service: &str, date: &str) -> Scaffold {
    let folder = format!("{service}/{date}");
    let feature = format!("{service}-v{}", date.replace('-', ""));
    Scaffold {
        files: vec![
            file(format!("{folder}/version.yaml"), VERSION),
            file(format!("{folder}/errors.yaml"), "errors: []\n"),
        ],
        beside: service_files(service),
        next: vec![
            match project.configuration() {
                None => format!("Add the feature `{feature}` to generated/Cargo.toml."),
                Some(_) => {
                    format!("Select it: `{}`.", project.command(&format!("add {service}/{date}")))
                }
            },
            format!(
                "Add actions: `{}`, or import them.",
                project.command(&format!("new action {service} {date} <Action>"))
            ),
            generate(project),
        ],
    }
}

/// A service. Hosts follow a rule, which few services break.
pub(super) fn service(project: &Project, name: &str) -> Scaffold {
    Scaffold {
        files: vec![file(format!("{name}/service.yaml"), &SERVICE.replace("NAME", name))],
        beside: Vec::new(),
        next: vec![
            "Correct the title, and the hosts where the documentation has others.".to_owned(),
            format!(
                "Add a version: `{}`.",
                project.command(&format!("new version {name} <YYYY-MM-DD>"))
            ),
        ],
    }
}

fn service_files(service: &str) -> Vec<File> {
    vec![file(format!("{service}/service.yaml"), &SERVICE.replace("NAME", "name"))]
}

fn version_files(folder: &str) -> Vec<File> {
    let service = folder.split('/').next().unwrap_or_default();
    let mut files = service_files(service);
    files.push(file(format!("{folder}/version.yaml"), VERSION));
    files
}

fn file(path: String, text: &str) -> File {
    File { path, text: text.to_owned() }
}

fn generate(project: &Project) -> String {
    format!("Run `{}`; it reports what does not fit.", project.command("codegen"))
}

const SERVICE: &str = "\
# doc: The purpose of the service.
title: NAME
hosts:
  mainland: NAME.tencentcloudapi.com
  international: NAME.intl.tencentcloudapi.com
";

const VERSION: &str = "\
# doc: The scope of this version, and the one that replaces it.
source: {page: API Category}
# groups:
#   - The groups of actions, in the order of the documentation's menu
";

const ACTION: &str = "\
# Facts of the documentation page. spec/README.md explains every key; what is not known stays out.
# doc: Describes the effect of the action.
# group: One of those in version.yaml
# rate_limit: 20
source: {page: NAME}
# input:
#   - name: Id
#     type: uint64
#     required: true
#     doc: The item that the ID names, and the action that returns it.
# output:
#   - name: Total
#     type: uint64
#     doc: How many there are.
# errors:
#   - InternalError
# examples:
#   - title: Ask for one
#     request: {Id: 101}
#     response: {Total: 1, RequestId: b46d2afe-6893-4529-bc96-2c82d9214957}
";

const OBJECT: &str = "\
# doc: The thing that the type describes.
members: []
#   - name: Id
#     type: uint64
#     required: true
#     doc: The item that the ID names, and the action that returns it.
";

const VALUE_SET: &str = "# doc: The meaning of the values.\n";
