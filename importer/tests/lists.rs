//! The pages `Data Types`, `Error Codes` and `API Category`.

mod rendering;

use rendering::{ENGLISH, plant_tree};
use tencentcloud_importer::{Imported, Input, Options, import};
use tencentcloud_model::file::File;
use tencentcloud_model::load::Tree;

const DATA_TYPES: &str = "\
tencent cloud

Data Types

Last updated: 2026-03-21 10:00:00

Tag

A label on a tree.

Used by actions: PlantTree, FellTree.

Name Type Required Description
Key String Yes Key, which contains up to 10 characters.
Note: This field may return null, indicating that no valid values can be obtained.
Value String No Value.

Tree

A tree.
It grows.

Used by actions: PlantTree.

Name Type Description
Id Integer ID.
Rings Array of Ring Rings in it.

Ring

A ring.

Used by actions: PlantTree.

Name Type Description
Width Float Width in mm.

Shovel

A tool.

Used by actions: DigHole.

Name Type Description
Length Integer Length.

Feedback
";

const ERROR_CODES: &str = "\
# Error Codes

## Error Code List

### Common Error Codes

| Error Code | Description |
| --- | --- |
| InternalError | Internal error. |
| SoilFailure.TooDry | The soil is too dry. |

### Service Error Codes

| Error Code | Description |
| --- | --- |
| FailedOperation.NoWater | Not a drop. |
| LimitExceeded.Trees | Too many. |
| ResourceNotFound.Nowhere | Nobody names it. |
";

const API_CATEGORY: &str = "\
# API Category

## Tree Management APIs

| API Name | Feature | Frequency Limit (maximum requests per second) |
| --- | --- | --- |
| [PlantTree](https://example.com/plant) | Plants a tree | 30 |
| [PaintTree](https://example.com/paint) | Paints a tree | 20 |
";

fn page(name: &str, text: impl Into<String>) -> Input {
    Input::Page { path: name.to_owned(), text: text.into() }
}

fn tree(files: &[File]) -> Tree {
    Tree::memory(files.iter().map(|file| (file.path.clone(), file.text.clone())))
}

/// A spec of one action, and the common codes.
fn spec() -> Vec<File> {
    let common = "families:\n  - {family: InternalError, class: internal}\nerrors:\n  - code: InternalError\n    doc: It failed.\n";
    let action =
        import(&[page("page", plant_tree().full(ENGLISH))], &tree(&[]), &Options::default());
    let mut files = action.unwrap_or_else(|problems| panic!("{problems}")).files;
    files.push(File { path: "common/errors.yaml".to_owned(), text: common.to_owned() });
    files
}

#[track_caller]
fn imported(inputs: &[Input], options: &Options) -> Imported {
    import(inputs, &tree(&spec()), options).unwrap_or_else(|problems| panic!("{problems}"))
}

fn text<'f>(files: &'f [File], path: &str) -> &'f str {
    files.iter().find(|file| file.path == path).map_or("unchanged", |file| file.text.as_str())
}

fn checks(imported: &Imported) -> Vec<String> {
    imported
        .report
        .checks
        .iter()
        .map(|it| format!("{}: {} [{}]", it.path, it.message, it.at))
        .collect()
}

#[test]
fn data_types_fill_the_types_that_actions_use() {
    let imported = imported(&[page("types", DATA_TYPES)], &Options::default());
    assert_eq!(
        text(&imported.files, "garden/2024-05-01/types/Tag.yaml"),
        "\
# imported: rewrite
doc: A label on a tree.
members:
  - name: Key
    type: string
    required: true
    nullable: true
    max_length: 10
    # imported: rewrite
    doc: Key, which contains up to 10 characters.
  - name: Value
    type: string
    # imported: rewrite
    doc: Value.
"
    );
    let tree = text(&imported.files, "garden/2024-05-01/types/Tree.yaml");
    assert!(tree.contains("# imported: the page says Integer\n    type: int64"), "{tree}");
    assert!(tree.contains("type: list<Ring>"), "{tree}");
    assert!(text(&imported.files, "garden/2024-05-01/types/Ring.yaml").contains("Width"));
    assert_eq!(text(&imported.files, "garden/2024-05-01/types/Shovel.yaml"), "unchanged");
    assert!(checks(&imported).contains(
        &"garden/2024-05-01/Shovel: no action of the spec uses this type, so it is left out [types:44]".to_owned()
    ), "{:#?}", checks(&imported));
}

#[test]
fn data_types_without_their_names_are_refused_one_by_one() {
    let nameless = "\
Used by actions: PlantTree.
Name | Type | Required | Description |
---|---|---|---|
Key | String | Yes | The key. |
Another label
Used by actions: PlantTree, FellTree.
Name | Type | Description |
---|---|---|
Value | String | The value. |
Domain name of it
";
    let imported = imported(
        &[page("types", nameless)],
        &Options { service: Some("garden".to_owned()), ..Options::default() },
    );
    assert_eq!(imported.files, []);
    let refused: Vec<String> = imported
        .report
        .refused
        .iter()
        .map(|it| format!("{}: {} [{}]", it.path, it.reason, it.at))
        .collect();
    assert_eq!(
        refused,
        [
            "a type used by PlantTree: this copy of the page has lost the type's name [types:2]",
            "a type used by PlantTree, FellTree: this copy of the page has lost the type's name [types:7]",
        ]
    );
}

#[test]
fn error_codes_are_described_where_nobody_has() {
    let mut files = spec();
    for file in &mut files {
        // A code whose page had no description.
        file.text = file.text.replace("    # imported: rewrite\n    doc: There is no water.\n", "");
    }
    let imported = import(&[page("codes", ERROR_CODES)], &tree(&files), &Options::default());
    let imported = imported.unwrap_or_else(|problems| panic!("{problems}"));
    let errors = text(&imported.files, "garden/2024-05-01/errors.yaml");
    assert!(
        errors.contains(
            "code: FailedOperation.NoWater\n    # imported: rewrite\n    doc: Not a drop."
        ),
        "{errors}"
    );
    assert!(errors.contains("The garden is full of trees"), "{errors}");
    assert!(!errors.contains("Nowhere"), "{errors}");
    let common = text(&imported.files, "common/errors.yaml");
    assert!(
        common.contains("doc: It failed.") && common.contains("code: SoilFailure.TooDry"),
        "{common}"
    );
}

#[test]
fn api_category_gives_limits_and_groups() {
    let imported = imported(
        &[page("category", API_CATEGORY)],
        &Options { updated: Some("2026-04-01".to_owned()), ..Options::default() },
    );
    let action = text(&imported.files, "garden/2024-05-01/actions/PlantTree.yaml");
    assert!(action.contains("group: Tree Management\nrate_limit: 30\n"), "{action}");
    let version = text(&imported.files, "garden/2024-05-01/version.yaml");
    assert_eq!(
        version,
        "source: {page: API Category, updated: 2026-04-01}\ngroups:\n  - Tree Management\n"
    );
    assert_eq!(
        checks(&imported),
        ["garden/2024-05-01/PaintTree: the spec has no such action [category:8]"]
    );
}

#[test]
fn pages_that_name_no_service_ask_for_it() {
    let problems = import(&[page("types", DATA_TYPES)], &tree(&[]), &Options::default());
    let problems = problems.expect_err("nothing says which service").to_string();
    assert!(problems.contains("E0706") && problems.contains("--service"), "{problems}");
    // A page of an action that is imported with it says it.
    let both = [page("types", DATA_TYPES), page("page", plant_tree().full(ENGLISH))];
    let imported = import(&both, &tree(&[]), &Options::default());
    let files = imported.unwrap_or_else(|problems| panic!("{problems}")).files;
    assert!(text(&files, "garden/2024-05-01/types/Tag.yaml").contains("Key"));
}
