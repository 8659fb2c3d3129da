//! Facts of two sites in one spec: each site keeps its own, and what the spec has only once is never
//! overridden in silence.

use serde_json::{Value, json};
use tencentcloud_importer::{Imported, Input, Metadata, Options, Package, Report, drift, import};
use tencentcloud_model::file::File;
use tencentcloud_model::load::Tree;

const ACTION: &str = "garden/2024-05-01/actions/PlantTree.yaml";
const TYPE: &str = "garden/2024-05-01/types/Plot.yaml";

fn member(name: &str, of: &str, required: bool) -> Value {
    let ty = match of {
        "int64" | "uint64" => "int",
        "Plot" => "object",
        "date" | "datetime_iso" => "string",
        of => of,
    };
    json!({
        "name": name, "type": ty, "member": of, "document": "A fact.", "required": required,
        "disabled": false,
    })
}

/// Metadata of one site: what differs is given.
struct Site {
    package: &'static str,
    version: &'static str,
    input: Vec<Value>,
    plot: Vec<Value>,
    status: &'static str,
    is_unsigned: bool,
    examples: Value,
}

impl Site {
    fn input(&self) -> Input {
        let api = json!({
            "metadata": {"apiVersion": "2024-05-01", "serviceShortName": "garden"},
            "actions": {"PlantTree": {
                "input": "PlantTreeRequest", "output": "PlantTreeResponse",
                "status": self.status, "document": "Plants.", "skip_sign": self.is_unsigned,
            }},
            "objects": {
                "PlantTreeRequest": {"members": self.input},
                "PlantTreeResponse": {"members": []},
                "Plot": {"members": self.plot},
            },
        });
        let package = Package { name: self.package.to_owned(), version: self.version.to_owned() };
        Input::Metadata(Metadata {
            path: format!("{}/api.json", self.package),
            api: api.to_string(),
            examples: Some(json!({"actions": {"PlantTree": self.examples}}).to_string()),
            folder: None,
            package: Some(package),
        })
    }
}

fn mainland() -> Site {
    Site {
        package: "tccli",
        version: "3.1.9.1",
        input: vec![
            member("Name", "string", true),
            member("Plot", "Plot", true),
            member("Depth", "int64", false),
            member("Here", "string", true),
        ],
        plot: vec![member("Area", "uint64", true), member("Soil", "string", true)],
        status: "online",
        is_unsigned: false,
        examples: json!([]),
    }
}

fn international() -> Site {
    let mut depth = member("Depth", "float", true);
    depth["disabled"] = json!(true);
    Site {
        package: "tccli-intl-en",
        version: "3.1.9.1",
        input: vec![member("Name", "string", true), member("Plot", "Plot", false), depth],
        plot: vec![member("Area", "int64", false), member("Soil", "string", true)],
        status: "deprecated",
        ..mainland()
    }
}

fn tree(files: &[File]) -> Tree {
    Tree::memory(files.iter().map(|file| (file.path.clone(), file.text.clone())))
}

#[track_caller]
fn run(files: &mut Vec<File>, inputs: &[Input]) -> (usize, Report) {
    let imported = import(inputs, &tree(files), &Options::default());
    let Imported { files: new, report, .. } =
        imported.unwrap_or_else(|problems| panic!("{problems}"));
    let count = new.len();
    files.retain(|file| new.iter().all(|new| new.path != file.path));
    files.extend(new);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    (count, report)
}

fn text<'f>(files: &'f [File], path: &str) -> &'f str {
    files.iter().find(|file| file.path == path).map_or("no such file", |file| &file.text)
}

fn checks(report: &Report) -> Vec<String> {
    let differ = report.checks.iter().filter(|check| check.message.contains("the sites differ"));
    differ.map(|check| format!("{}: {}", check.path, check.message)).collect()
}

/// The files without the mark and the sources, which depend on the order.
fn facts(files: &[File]) -> String {
    [ACTION, TYPE].map(|path| text(files, path)).join("---\n")
}

#[test]
fn each_site_says_for_itself_what_it_requires_in_whatever_order_they_come() {
    let mut both = Vec::new();
    run(&mut both, &[mainland().input(), international().input()]);
    let action = text(&both, ACTION);
    assert!(action.contains("  - name: Name\n    type: string\n    required: true\n"), "{action}");
    assert!(
        action.contains("  - name: Plot\n    type: Plot\n    required: [mainland]\n"),
        "{action}"
    );
    let depth = "  - name: Depth\n    type: float\n    required: [international]\n";
    assert!(action.contains(depth), "{action}");
    let here = "  - name: Here\n    type: string\n    required: true\n    sites: [mainland]\n";
    assert!(action.contains(here), "{action}");
    let plot = text(&both, TYPE);
    assert!(plot.contains("  - name: Area\n    type: int64\n    required: [mainland]\n"), "{plot}");

    let mut turned = Vec::new();
    run(&mut turned, &[international().input(), mainland().input()]);
    assert_eq!(facts(&turned), facts(&both));
    let mut apart = Vec::new();
    run(&mut apart, &[mainland().input()]);
    run(&mut apart, &[international().input()]);
    assert_eq!(facts(&apart), facts(&both));
}

#[test]
fn facts_that_the_spec_has_once_are_listed_and_the_wider_one_is_taken() {
    let mut files = Vec::new();
    let (_, report) = run(&mut files, &[mainland().input(), international().input()]);
    assert_eq!(
        checks(&report),
        [
            "garden/2024-05-01/PlantTree: the sites differ in its status: the international one says \
             `deprecated`, the spec `online`; `online` does for both",
            "garden/2024-05-01/PlantTree.input.Depth: the sites differ in its type: the \
             international one says `float`, the spec `int64`; `float` does for both",
            "garden/2024-05-01/PlantTree.input.Depth: the sites differ in its deprecated: the \
             international one says `true`, the spec `false`; `false` does for both",
            "garden/2024-05-01/Plot.Area: the sites differ in its type: the international one says \
             `int64`, the spec `uint64`; `int64` does for both",
        ]
    );
    assert!(
        !text(&files, ACTION).contains("status") && !text(&files, ACTION).contains("deprecated")
    );
}

#[test]
fn a_second_import_of_both_sites_changes_nothing_and_there_is_no_drift() {
    let both = [mainland().input(), international().input()];
    let mut files = Vec::new();
    run(&mut files, &both);
    assert_eq!(run(&mut files, &both).0, 0);
    for one in [mainland().input(), international().input()] {
        assert_eq!(run(&mut files, std::slice::from_ref(&one)).0, 0);
        let report = drift(&[one], &tree(&files), &Options::default());
        let report = report.unwrap_or_else(|problems| panic!("{problems}"));
        assert_eq!(report.changes, []);
    }
}

#[test]
fn a_fact_in_which_both_sites_agree_changes_and_one_site_alone_cannot_change_it() {
    let both = [mainland().input(), international().input()];
    let mut files = Vec::new();
    run(&mut files, &both);
    let newer = |mut site: Site| {
        site.version = "3.1.10.1";
        site.status = "offline";
        site
    };
    let mut alone = files.clone();
    let (_, report) = run(&mut alone, &[newer(international()).input()]);
    assert!(!text(&alone, ACTION).contains("status"), "{}", text(&alone, ACTION));
    assert!(checks(&report)[0].contains("says `offline`, the spec `online`"), "{report:?}");
    run(&mut files, &[newer(mainland()).input(), newer(international()).input()]);
    assert!(text(&files, ACTION).contains("status: offline"), "{}", text(&files, ACTION));
}

#[test]
fn types_that_no_type_holds_both_of_are_listed_and_kept() {
    let mut other = international();
    other.input[2] = member("Depth", "string", false);
    let mut files = Vec::new();
    let (_, report) = run(&mut files, &[mainland().input(), other.input()]);
    let depth = "garden/2024-05-01/PlantTree.input.Depth: the sites differ in its type: the \
                 international one says `string`, and `int64` is kept";
    assert!(checks(&report).contains(&depth.to_owned()), "{:?}", checks(&report));
    assert!(text(&files, ACTION).contains("  - name: Depth\n    type: int64\n"));
}

#[test]
fn actions_that_go_without_a_signature_say_so() {
    let unsigned = |site: Site| Site { is_unsigned: true, ..site }.input();
    let mut files = Vec::new();
    run(&mut files, &[unsigned(mainland()), unsigned(international())]);
    assert!(text(&files, ACTION).contains("unsigned: true\n"), "{}", text(&files, ACTION));
    let mut files = Vec::new();
    let (_, report) = run(&mut files, &[unsigned(mainland()), international().input()]);
    assert!(!text(&files, ACTION).contains("unsigned"), "{}", text(&files, ACTION));
    assert!(checks(&report).iter().any(|check| check.contains("signature")), "{report:?}");
}

#[test]
fn documented_values_are_kept_where_no_example_shows_one() {
    let mut site = mainland();
    let values = [("Name", "oak"), ("Here", "there"), ("Depth", "deep")];
    for (name, example) in values {
        let of = |member: &&mut Value| member["name"] == name;
        site.input.iter_mut().find(of).expect("it is there")["example"] = json!(example);
    }
    site.input.push({
        let mut tags = member("Tags", "string", false);
        tags["type"] = json!("list");
        tags["example"] = json!("[\"a\", \"b\"]");
        tags
    });
    for (name, ty, document, example) in [
        ("IsDry", "bool", "Whether it is dry.", "true"),
        ("Kind", "string", "The kind. Valid values: `Oak`: an oak; `Elm`: an elm.", "Elm"),
        ("Deep", "int64", "How deep. Default value: 7.", "7"),
        ("Wide", "int64", "How wide. Default value: 7.", "8"),
    ] {
        let mut known = member(name, ty, false);
        known["document"] = json!(document);
        known["example"] = json!(example);
        site.input.push(known);
    }
    site.plot[0]["example"] = json!("12");
    site.input[1]["example"] = json!("{}x");
    let request = "POST / HTTP/1.1\nHost: garden.tencentcloudapi.com\nX-TC-Action: PlantTree\n\n\
                   {\"Name\": \"elm\", \"Plot\": {}, \"Here\": \"h\"}";
    site.examples = json!([{
        "title": "One", "input": request, "output": "{\"Response\": {\"RequestId\": \"r\"}}",
    }]);
    let input = site.input();
    let mut files = Vec::new();
    let (_, report) = run(&mut files, std::slice::from_ref(&input));
    let action = text(&files, ACTION);
    assert!(!action.contains("example: oak") && !action.contains("example: there"), "{action}");
    assert!(action.contains("example: [a, b]\n"), "{action}");
    // A type, a set and a default say as much as these examples do.
    assert!(!["true", "Elm", "7"].iter().any(|it| action.contains(&format!("example: {it}\n"))));
    assert!(action.contains("default: 7\n") && action.contains("value: Elm"), "{action}");
    assert!(action.contains("example: 8\n"), "{action}");
    assert!(text(&files, TYPE).contains("example: 12\n"), "{}", text(&files, TYPE));
    let listed = |text: &str| report.checks.iter().any(|check| check.message.contains(text));
    assert!(listed("the documented example `deep` is no `int64`, and is left out"), "{report:?}");
    assert!(listed("documented examples of 1 object members are left out"), "{report:?}");
    assert_eq!(run(&mut files, &[input]).0, 0);
}

#[test]
fn a_default_of_one_site_that_is_no_value_of_the_other_stays_prose() {
    let (mut here, mut there) = (mainland(), international());
    for (site, document) in
        [(&mut here, "方式，默认值：Medium。"), (&mut there, "Mode. Valid values: `Fast`, `Slow`.")]
    {
        let mut mode = member("Mode", "string", false);
        mode["document"] = json!(document);
        site.input.push(mode);
    }
    let mut files = Vec::new();
    let (_, report) = run(&mut files, &[here.input(), there.input()]);
    let action = text(&files, ACTION);
    assert!(action.contains("value: Fast") && !action.contains("default: Medium"), "{action}");
    let says = "the default `Medium` stays prose, as it is not among the values";
    assert!(report.checks.iter().any(|check| check.message == says), "{report:?}");
    assert_eq!(run(&mut files, &[here.input(), there.input()]).0, 0);
}

#[test]
fn a_description_that_the_vendor_changes_is_reported_and_the_users_words_stay() {
    let mut files = Vec::new();
    run(&mut files, &[mainland().input(), international().input()]);
    for file in &mut files {
        file.text = file.text.replace("# imported: rewrite\n    doc: A fact.", "doc: Our words.");
        file.text = file.text.replace("    # imported: rewrite\n    doc: Our", "    doc: Our");
    }
    let ours = files.clone();
    let mut newer = international();
    newer.version = "3.1.10.1";
    newer.input[0]["document"] = json!("Another fact.");
    // Marks are no words.
    newer.input[1]["document"] = json!("<p>A <b>fact</b></p>");
    let drifted = drift(&[newer.input()], &tree(&files), &Options::default());
    let drifted = drifted.unwrap_or_else(|problems| panic!("{problems}"));
    let (_, report) = run(&mut files, &[newer.input()]);
    for report in [drifted, report] {
        let changes: Vec<String> = report.changes.iter().map(ToString::to_string).collect();
        assert_eq!(
            changes,
            ["changed vendor's description of garden/2024-05-01/PlantTree.input.Name: Our words. \
              (garden/2024-05-01/actions/PlantTree.yaml:7) → Another fact. (international)"]
        );
    }
    assert_eq!(text(&files, ACTION), text(&ours, ACTION));
    let (count, report) = run(&mut files, &[newer.input()]);
    assert_eq!((count, report.changes), (0, Vec::new()));
}
