//! The schemas for editors: they accept what the generator accepts, and refuse what one file shows
//! to be wrong.

use jsonschema::Validator;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use tencentcloud_model::load::{Tree, read};
use tencentcloud_model::schema;

fn root() -> PathBuf {
    let model = Path::new(env!("CARGO_MANIFEST_DIR"));
    model.parent().expect("the crate lies in the repository").to_owned()
}

fn validator(text: &str) -> Validator {
    let schema = serde_json::from_str(text).expect("a schema is JSON");
    jsonschema::draft202012::new(&schema).expect("a schema is valid")
}

/// The validators by kind of file.
fn validators() -> BTreeMap<String, Validator> {
    let kind = |path: &str| path.trim_start_matches("schema/").trim_end_matches(".json").to_owned();
    let files = schema::for_editors().into_iter();
    files.map(|file| (kind(&file.path), validator(&file.text))).collect()
}

/// The kind of a file by its path in a spec; `None` if it is no file of a spec.
fn kind(path: &str) -> Option<&'static str> {
    match path.split('/').collect::<Vec<_>>().as_slice() {
        ["names.yaml"] => Some("names"),
        ["common", "errors.yaml"] => Some("common-errors"),
        [_, "service.yaml"] => Some("service"),
        [_, _, "version.yaml"] => Some("version"),
        [_, _, "errors.yaml"] => Some("errors"),
        [_, _, "descriptions.yaml"] => Some("descriptions"),
        [_, _, "actions", _] => Some("action"),
        [_, _, "types", _] => Some("type"),
        _ => None,
    }
}

/// The YAML files below a folder, by path from it, with their texts.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).expect("the folder can be read") {
            let path = entry.expect("the entry can be read").path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "yaml") {
                let name = path.strip_prefix(folder).expect("it is below").to_string_lossy();
                let text = fs::read_to_string(&path).expect("the file is text");
                found.insert(name.replace('\\', "/"), text);
            }
        }
    }
    found
}

fn folders(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join(folder)).expect("the fixtures can be listed");
    let mut paths: Vec<PathBuf> =
        entries.map(|entry| entry.expect("the fixtures can be listed").path()).collect();
    paths.sort();
    paths
}

/// The mistakes that an editor shows; `None` if the text is no YAML, which it shows as well.
fn mistakes(validator: &Validator, text: &str) -> Option<Vec<String>> {
    let value: Value = serde_yaml::from_str(text).ok()?;
    let shown = validator.iter_errors(&value);
    Some(shown.map(|error| format!("{}: {error}", error.instance_path())).collect())
}

#[test]
fn the_schemas_accept_what_the_generator_accepts() {
    let validators = validators();
    let mut specs = folders("codegen/tests/fixtures/accept");
    specs.push(root().join("codegen/tests/fixtures/reject/_base"));
    specs.push(root().join("spec"));
    let mut count = 0;
    for spec in specs {
        let versions = validators_of_versions(&Tree::disk(&spec));
        for (path, text) in files(&spec) {
            let kind = kind(&path).unwrap_or_else(|| panic!("{path} is no file of a spec"));
            let of_version = versions.iter().find(|(folder, _)| path.starts_with(folder.as_str()));
            for validator in [&validators[kind]].into_iter().chain(of_version.map(|it| &it.1)) {
                let shown = mistakes(validator, &text);
                assert_eq!(shown, Some(Vec::new()), "{path} in {}", spec.display());
            }
            count += 1;
        }
    }
    assert!(count > 200, "{count} files");
}

/// Wrong files of each kind, each followed by the same without the mistake.
const PAIRS: &[(&str, &str, &str)] = &[
    (
        "action",
        "input: [{name: A, type: 'list<string'}]",
        "input: [{name: A, type: 'list<string>'}]",
    ),
    (
        "action",
        "input: [{name: A, type: 'list<list<Tag>>'}]",
        "input: [{name: A, type: 'list<Tag>'}]",
    ),
    ("action", "input: [{name: A, type: list}]", "input: [{name: A, type: Tag}]"),
    ("action", "input: [{name: A, type: 'int64[]'}]", "input: [{name: A, type: int64}]"),
    ("action", "input: [{name: A-b, type: bool}]", "input: [{name: A_b, type: bool}]"),
    ("action", "input: [{name: 3D, type: bool}]", "input: [{name: File3D, type: bool}]"),
    (
        "action",
        "input: [{name: A, type: bool, required: false}]",
        "input: [{name: A, type: bool, required: true}]",
    ),
    (
        "action",
        "input: [{name: A, type: bool, required: [mainland, international]}]",
        "input: [{name: A, type: bool, required: [mainland]}]",
    ),
    (
        "action",
        "input: [{name: A, type: bool, nullable: false}]",
        "input: [{name: A, type: bool, nullable: true}]",
    ),
    ("action", "input: [{name: A, type: bool, min: 1}]", "input: [{name: A, type: int64, min: 1}]"),
    (
        "action",
        "input: [{name: A, type: int64, max_length: 1}]",
        "input: [{name: A, type: 'list<string>', max_length: 1}]",
    ),
    (
        "action",
        "input: [{name: A, type: string, max_items: 1}]",
        "input: [{name: A, type: 'list<Tag>', max_items: 1}]",
    ),
    (
        "action",
        "input: [{name: A, type: string, pattern: '^a'}]",
        "input: [{name: A, type: string, pattern: '[^a]'}]",
    ),
    (
        "action",
        "input: [{name: A, type: string, pattern: 'a$'}]",
        "input: [{name: A, type: string, pattern: 'a\\$'}]",
    ),
    (
        "action",
        "input: [{name: A, type: uint64, min: -1}]",
        "input: [{name: A, type: uint64, min: 0}]",
    ),
    (
        "action",
        "input: [{name: A, type: list<int64>, max: 1.5}]",
        "input: [{name: A, type: list<float>, max: 1.5}]",
    ),
    (
        "action",
        "input: [{name: A, type: int64, default: '1'}]",
        "input: [{name: A, type: int64, default: 1}]",
    ),
    (
        "action",
        "input: [{name: A, type: 'list<string>', example: a}]",
        "input: [{name: A, type: 'list<string>', example: [a]}]",
    ),
    (
        "action",
        "input: [{name: A, type: bool, values: [{value: a}]}]",
        "input: [{name: A, type: string, values: [{value: a}]}]",
    ),
    (
        "action",
        "input: [{name: A, type: int64, values: [{value: 1}]}]",
        "input: [{name: A, type: int64, values: [{value: 1, name: One}]}]",
    ),
    (
        "action",
        "input: [{name: A, type: string, values: [{value: 1, name: One}]}]",
        "input: [{name: A, type: string, values: [{value: '1', name: One}]}]",
    ),
    (
        "action",
        "input: [{name: A, type: string, values: [{value: a}, {value: a}]}]",
        "input: [{name: A, type: string, values: [{value: a}, {value: b}]}]",
    ),
    (
        "action",
        "output: [{name: A, type: bool, required: true}]",
        "input: [{name: A, type: bool, required: true}]",
    ),
    (
        "action",
        "output: [{name: RequestId, type: string}]",
        "output: [{name: RequestIds, type: string}]",
    ),
    ("action", "sites: [mainland, international]", "sites: [mainland]"),
    ("action", "sites: [china]", "sites: [international]"),
    ("action", "status: online", "status: offline"),
    ("action", "unsigned: false", "unsigned: true"),
    ("action", "group: ' '", "group: Odds and ends"),
    ("action", "rate_limit: 0", "rate_limit: 1"),
    ("action", "errors: [Failed Operation]", "errors: [FailedOperation.A_B]"),
    ("action", "errors: [A, A]", "errors: [A, B]"),
    (
        "action",
        "errors: [{code: A, sites: [mainland, international]}]",
        "errors: [{code: A, sites: [mainland]}]",
    ),
    (
        "action",
        "pagination: {style: offset, items: A}",
        "pagination: {style: offset, items: A, offset: B}",
    ),
    (
        "action",
        "pagination: {style: page, items: A, page: B, token: C}",
        "pagination: {style: page, items: A, page: B}",
    ),
    (
        "action",
        "wait: {poll: A, input: {B: C}, state: D, success: [E], failure: [F]}",
        "wait: {poll: A, input: {B: request.C}, state: D, success: [E], failure: [F]}",
    ),
    ("action", "examples: [{title: Do}]", "examples: [{title: Do, request: {}}]"),
    ("type", "doc: Neither.", "members: []"),
    (
        "type",
        "{members: [], type: string, values: [{value: a}]}",
        "{type: string, values: [{value: a}]}",
    ),
    ("type", "values: [{value: a}]", "{type: string, values: [{value: a}]}"),
    ("type", "{type: string, members: []}", "members: []"),
    ("type", "{type: bool, values: [{value: a}]}", "{type: string, values: [{value: a}]}"),
    (
        "type",
        "{type: int64, values: [{value: a, name: A}]}",
        "{type: int64, values: [{value: 1, name: A}]}",
    ),
    ("service", "{title: A, hosts: {}}", "{title: A, hosts: {mainland: a.b}}"),
    (
        "service",
        "{title: A, hosts: {mainland: 'https://a.b'}}",
        "{title: A, hosts: {mainland: a-b.c.d}}",
    ),
    (
        "service",
        "{title: A, hosts: {mainland: 'a.b:443'}}",
        "{title: A, hosts: {international: a.b}}",
    ),
    (
        "service",
        "{title: A, hosts: {mainland: localhost}}",
        "{title: A, hosts: {mainland: localhost.a}}",
    ),
    (
        "service",
        "{title: A, hosts: {mainland: a.b}, require_docs: true}",
        "{title: A, doc: B., hosts: {mainland: a.b}, require_docs: true}",
    ),
    ("version", "groups: [A, A]", "groups: [A, B]"),
    ("version", "incomplete: false", "incomplete: true"),
    ("errors", "errors: [{code: A..B}]", "errors: [{code: A.B.}]"),
    (
        "common-errors",
        "{families: [{family: A.B, class: other}], errors: []}",
        "{families: [{family: A, class: other}], errors: []}",
    ),
    ("names", "words: [{word: IdP}]", "words: [{word: IdP, reason: One word.}]"),
];

#[test]
fn each_wrong_file_is_refused_and_its_mended_form_accepted() {
    let validators = validators();
    for (kind, wrong, right) in PAIRS {
        let shown = |text| mistakes(&validators[*kind], text).expect("it is YAML");
        assert_ne!(shown(wrong), Vec::<String>::new(), "{wrong}");
        assert_eq!(shown(right), Vec::<String>::new(), "{right}");
    }
}

/// The words that an editor offers: those of `enum` and `const`.
fn offered<'a>(schema: &'a Value, found: &mut Vec<&'a Value>) {
    match schema {
        Value::Object(object) => {
            found.extend(object.get("enum").and_then(Value::as_array).into_iter().flatten());
            found.extend(object.get("const"));
            object
                .iter()
                .filter(|(key, _)| !["if", "not"].contains(&key.as_str()))
                .for_each(|(_, schema)| offered(schema, found));
        }
        Value::Array(schemas) => schemas.iter().for_each(|schema| offered(schema, found)),
        _ => {}
    }
}

#[test]
fn no_completion_offers_what_the_generator_rejects() {
    let base = root().join("codegen/tests/fixtures/reject/_base");
    let versions = schema::for_versions(&read(&Tree::disk(base)), "cargo xtask schema");
    for file in schema::for_editors().into_iter().chain(versions) {
        let schema: Value = serde_json::from_str(&file.text).expect("a schema is JSON");
        let mut found = Vec::new();
        offered(&schema, &mut found);
        for word in found {
            let rejected = ["online", "binary", "list<binary>"].iter().any(|it| word == it);
            assert!(!rejected && word != false, "{word} in {}", file.path);
        }
        // Editors offer both words for a key of this type.
        assert!(!file.text.contains("\"type\": \"boolean\",\n"), "{}", file.path);
    }
}

/// The rejected specs that no JSON Schema refuses, each with the rule that it would need.
const LEFT_TO_THE_GENERATOR: &[(&str, &str)] = &[
    ("ambiguous_scalars", SPELLING),
    ("bad_file_names", PATHS),
    ("colliding_error_codes", FILES),
    ("default_that_breaks_a_constraint", COMPARISON),
    ("duplicate_key", "an editor's own reader of YAML shows it"),
    ("duplicate_member", "elements that differ are told apart by one key"),
    ("example_that_breaks_a_constraint", COMPARISON),
    ("file_in_place_of_a_folder", PATHS),
    ("html_in_docs", "code in Markdown may have brackets, and no pattern tells code apart"),
    ("missing_files", PATHS),
    ("name_collision", FILES),
    ("needless_deviation", COMPARISON),
    ("reserved_name", PATHS),
    ("stale_names", FILES),
    ("too_deep", "the depth of a value is not a keyword"),
    ("treacherous_characters", SPELLING),
    ("type_that_requires_itself", FILES),
    ("unexpected_files", PATHS),
    ("unreached_type", FILES),
    ("unsorted_error_codes", "the order of elements is not a keyword"),
    ("unused_error_code", FILES),
    ("unused_group", FILES),
    ("value_that_makes_no_identifier", "the value is right, and its `name` depends on Unicode"),
    ("wrong_kind", PATHS),
];

const COMPARISON: &str = "two values of a file are compared";
const FILES: &str = "several files are compared";
const PATHS: &str = "a schema does not see the paths of files";
const SPELLING: &str = "a schema sees values, not how they are written";

/// The rejected specs are those of the generator, and the schemas are of their kind and version.
#[test]
fn editors_refuse_what_json_schema_can_say() {
    let validators = validators();
    let mut missed = Vec::new();
    let base = files(&root().join("codegen/tests/fixtures/reject/_base"));
    for case in folders("codegen/tests/fixtures/reject") {
        let name = case.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name == "_base" {
            continue;
        }
        let own = files(&case);
        let mut all = base.clone();
        all.extend(own.clone());
        let versions = validators_of_versions(&Tree::memory(all.clone()));
        let shows = |(path, text): &(&String, &String)| {
            let own = kind(path).map(|kind| &validators[kind]);
            let of_version = versions.iter().find(|(folder, _)| path.starts_with(folder.as_str()));
            own.into_iter().chain(of_version.map(|(_, validator)| validator)).any(|validator| {
                mistakes(validator, text).is_none_or(|mistakes| !mistakes.is_empty())
            })
        };
        if !all.iter().any(|file| shows(&file)) {
            missed.push(name);
        }
    }
    let listed: Vec<&str> = LEFT_TO_THE_GENERATOR.iter().map(|(name, _)| *name).collect();
    assert_eq!(missed, listed, "list a case with the rule that JSON Schema does not have");
}

/// The validators of actions and types by version, each by the beginning of its files' paths.
fn validators_of_versions(tree: &Tree) -> Vec<(String, Validator)> {
    let files = schema::for_versions(&read(tree), "cargo xtask schema").into_iter();
    files
        .map(|file| {
            let folder = file.path.trim_start_matches("schema/").trim_end_matches(".json");
            (format!("{folder}s/"), validator(&file.text))
        })
        .collect()
}

#[test]
fn a_version_offers_its_own_names_and_refuses_others() {
    let base = root().join("codegen/tests/fixtures/reject/_base");
    let validators = validators_of_versions(&Tree::disk(base));
    let action = &validators[0];
    assert_eq!(action.0, "demo/2020-01-01/actions/");
    for (wrong, right) in [
        ("group: Widget", "group: Widgets"),
        ("input: [{name: A, type: Wiget}]", "input: [{name: A, type: Widget}]"),
        ("output: [{name: A, type: list<string}]", "output: [{name: A, type: list<Widget>}]"),
        ("errors: [ResourceNotFound]", "errors: [ResourceNotFound.Widget]"),
        (
            "errors: [{code: A, sites: [mainland]}]",
            "errors: [{code: ResourceNotFound.Widget, sites: [mainland]}]",
        ),
        ("wait: {poll: ListWidget}", "wait: {poll: ListWidgets}"),
    ] {
        let shown = mistakes(&action.1, wrong).expect("it is YAML");
        assert_ne!(shown, Vec::<String>::new(), "{wrong}");
        assert_eq!(mistakes(&action.1, right), Some(Vec::new()), "{right}");
    }
    let (folder, ty) = &validators[1];
    assert_eq!(folder, "demo/2020-01-01/types/");
    assert_ne!(mistakes(ty, "members: [{name: A, type: Wiget}]"), Some(Vec::new()));
    assert_eq!(mistakes(ty, "members: [{name: A, type: Widget}]"), Some(Vec::new()));
}

/// A file that cannot be read hides names, and so no list of them is complete.
#[test]
fn names_that_are_not_known_are_not_refused() {
    let base = root().join("codegen/tests/fixtures/reject/_base");
    let mut all = files(&base);
    for path in ["demo/2020-01-01/errors.yaml", "demo/2020-01-01/version.yaml"] {
        all.insert(path.to_owned(), "a: b: c".to_owned());
    }
    let validators = validators_of_versions(&Tree::memory(all));
    for text in ["group: Others", "errors: [Other]"] {
        assert_eq!(mistakes(&validators[0].1, text), Some(Vec::new()), "{text}");
    }
}
