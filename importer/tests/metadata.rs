//! Metadata as other services have it: what is odd in it is imported so that it can be generated,
//! and what cannot be expressed is refused by name and takes nothing else with it.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use tencentcloud_codegen::generate;
use tencentcloud_importer::{Imported, Input, Metadata, Options, Package, import};
use tencentcloud_model::document::Site;
use tencentcloud_model::file::File;
use tencentcloud_model::load::Tree;

fn empty() -> Tree {
    Tree::memory([] as [(&str, &str); 0])
}

fn imported(api: &str, examples: Option<&str>, folder: Option<&str>) -> Imported {
    imported_into(&empty(), Site::Mainland, api, examples, folder)
}

fn imported_into(
    tree: &Tree,
    site: Site,
    api: &str,
    examples: Option<&str>,
    folder: Option<&str>,
) -> Imported {
    let metadata = Metadata {
        path: "api.json".to_owned(),
        api: api.to_owned(),
        examples: examples.map(str::to_owned),
        folder: folder.map(str::to_owned),
        package: None,
    };
    let options = Options { site: Some(site), ..Options::default() };
    import(&[Input::Metadata(metadata)], tree, &options)
        .unwrap_or_else(|problems| panic!("{problems}"))
}

fn quirks() -> Imported {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/import/quirks/autoscaling/v20180419");
    let read = |name| fs::read_to_string(folder.join(name)).expect("the fixture is there");
    imported(&read("api.json"), Some(&read("examples.json")), Some("autoscaling"))
}

fn generated(files: &[File]) -> Vec<File> {
    let files = files.iter().map(|file| (file.path.clone(), file.text.clone()));
    let generated = generate(&Tree::memory(files), &tencentcloud_codegen::Options::default());
    generated.unwrap_or_else(|problems| panic!("{problems}")).files
}

/// A service with an action whose only parameter is a number of this description.
fn described(doc: &str) -> String {
    let ask = format!(
        r#"{{"name": "Channels", "type": "int", "member": "uint64", "required": false, "document": "{doc}"}}"#
    );
    wide(1).replace(&member(0), &ask)
}

/// A service with an action whose request has so many members.
fn wide(count: usize) -> String {
    let members: Vec<String> = (0..count).map(member).collect();
    let request_id =
        r#"{"name": "RequestId", "type": "string", "member": "string", "document": ""}"#;
    format!(
        r#"{{
            "metadata": {{"apiVersion": "2020-01-01", "serviceShortName": "demo"}},
            "actions": {{
                "Ask": {{"document": "", "input": "AskRequest", "output": "AskResponse"}},
                "Ping": {{"document": "", "input": "PingRequest", "output": "AskResponse"}}
            }},
            "objects": {{
                "AskRequest": {{"members": [{}]}},
                "PingRequest": {{"members": []}},
                "AskResponse": {{"members": [{request_id}]}}
            }}
        }}"#,
        members.join(", ")
    )
}

fn member(index: usize) -> String {
    format!(
        r#"{{"name": "Member{index}", "type": "string", "member": "string", "required": false, "document": ""}}"#
    )
}

#[test]
fn odd_metadata_becomes_the_spec_in_the_snapshot() {
    let imported = quirks();
    let mut text = String::new();
    for file in &imported.files {
        write!(text, "//// {}\n{}\n", file.path, file.text).expect("a text grows");
    }
    for refusal in &imported.report.refused {
        writeln!(text, "refused: {}: {}", refusal.path, refusal.reason).expect("a text grows");
    }
    for check in &imported.report.checks {
        writeln!(text, "to check: {}: {}", check.path, check.message).expect("a text grows");
    }
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("metadata_quirks", text);
    });
}

#[test]
fn refused_parts_take_nothing_else_with_them() {
    let imported = quirks();
    let refused: Vec<&str> =
        imported.report.refused.iter().map(|refusal| refusal.path.as_str()).collect();
    assert_eq!(
        refused,
        [
            "autoscaling/2018-04-19/Binary",
            "autoscaling/2018-04-19/Broken",
            "autoscaling/2018-04-19/Lost",
            "autoscaling/2018-04-19/Speak",
            "autoscaling/2018-04-19/Talk: example As a stream",
            "autoscaling/2018-04-19/Talk: example Broken",
        ]
    );
    let files = generated(&imported.files);
    let actions =
        files.iter().filter(|file| file.path.starts_with("autoscaling/v20180419/actions/"));
    let actions: Vec<&str> = actions.map(|file| file.path.as_str()).collect();
    assert_eq!(
        actions,
        [
            "autoscaling/v20180419/actions/grow.rs",
            "autoscaling/v20180419/actions/old.rs",
            "autoscaling/v20180419/actions/talk.rs",
        ]
    );
}

#[test]
fn a_record_has_128_members_and_no_more() {
    let most = imported(&wide(128), None, None);
    assert_eq!(most.report.refused, []);
    assert!(generated(&most.files).iter().any(|file| file.text.contains("member127")));

    let more = imported(&wide(129), None, None);
    let refused: Vec<&str> = more.report.refused.iter().map(|one| one.reason.as_str()).collect();
    assert_eq!(refused, ["in `AskRequest`: 129 members are more than the 128 of a record"]);
    assert_eq!(more.report.counts.actions, 1);
    generated(&more.files);
}

#[test]
fn values_of_one_site_take_the_place_of_bounds_of_the_other() {
    let bounds = imported(&described("Channels. Value range: 1-2."), None, None);
    let ask = |files: &[File]| {
        let file = files.iter().find(|file| file.path.ends_with("Ask.yaml"));
        file.expect("the action has a file").text.clone()
    };
    assert!(ask(&bounds.files).contains("max: 2"), "{}", ask(&bounds.files));

    let tree = Tree::memory(bounds.files.iter().map(|file| (&file.path, file.text.clone())));
    let values = described("Channels. Valid values: 1: mono; 2: stereo.");
    let values = imported_into(&tree, Site::International, &values, None, None);
    let text = ask(&values.files);
    assert!(text.contains("name: Stereo") && !text.contains("max:"), "{text}");
    let mut all = bounds.files;
    all.retain(|file| values.files.iter().all(|new| new.path != file.path));
    all.extend(values.files);
    generated(&all);
}

#[test]
fn bounds_and_defaults_of_two_sites_that_contradict_each_other_stay_prose() {
    for (first, second, kept, lost) in [
        ("Width. Value range: 128-4096.", "Width. Default value: 0.", "min: 128", "default:"),
        ("Width. Default value: 0.", "Width. Value range: 128-4096.", "default: 0", "min:"),
        ("Width. Minimum value: 128.", "Width. Maximum value: 64.", "min: 128", "max:"),
    ] {
        let before = imported(&described(first), None, None);
        let tree = Tree::memory(before.files.iter().map(|file| (&file.path, file.text.clone())));
        let after = imported_into(&tree, Site::International, &described(second), None, None);
        let mut all = before.files;
        all.retain(|file| after.files.iter().all(|new| new.path != file.path));
        all.extend(after.files);
        let ask = all.iter().find(|file| file.path.ends_with("Ask.yaml")).expect("it is there");
        assert!(ask.text.contains(kept) && !ask.text.contains(lost), "{}", ask.text);
        let mut checks = after.report.checks.iter();
        assert!(checks.any(|it| it.message.contains("contradict each other")), "{first} {second}");
        generated(&all);
    }
}

#[test]
fn a_flag_that_is_a_number_is_one_and_a_broken_member_goes_alone() {
    let api = wide(2).replacen("\"required\": false", "\"required\": 1", 1).replacen(
        "\"required\": false",
        "\"required\": [3]",
        1,
    );
    let imported = imported(&api, None, None);
    let ask = imported.files.iter().find(|file| file.path.ends_with("actions/Ask.yaml"));
    let text = &ask.expect("the action is there").text;
    assert!(text.contains("name: Member0") && text.contains("required: true"), "{text}");
    assert!(!text.contains("Member1"), "{text}");
    let [refusal] = imported.report.refused.as_slice() else { panic!("{imported:?}") };
    assert_eq!(refusal.path, "demo/2020-01-01/AskRequest.Member1");
    generated(&imported.files);
}

#[test]
fn a_broken_file_of_a_package_goes_alone() {
    let metadata = |api: &str, path: &str| {
        Input::Metadata(Metadata {
            path: path.to_owned(),
            api: api.to_owned(),
            examples: None,
            folder: None,
            package: None,
        })
    };
    let inputs = [metadata(&wide(1), "good"), metadata("{\"actions\": ", "bad")];
    let options = Options { site: Some(Site::Mainland), ..Options::default() };
    let imported = import(&inputs, &empty(), &options).unwrap_or_else(|it| panic!("{it}"));
    assert!(imported.files.iter().any(|file| file.path.ends_with("actions/Ask.yaml")));
    let [refusal] = imported.report.refused.as_slice() else { panic!("{imported:?}") };
    assert_eq!(refusal.path, "bad");
    assert!(refusal.reason.contains("cannot be read"), "{}", refusal.reason);
    // Alone it is a mistake.
    assert!(import(&inputs[1..], &empty(), &options).is_err());
}

#[test]
fn a_renamed_type_keeps_what_users_have_written_of_it() {
    let of_version = |version: &str, name: &str, tree: &Tree| {
        let metadata = Metadata {
            path: "api.json".to_owned(),
            api: objects(name),
            examples: None,
            folder: None,
            package: Some(Package { name: "tccli".to_owned(), version: version.to_owned() }),
        };
        let imported = import(&[Input::Metadata(metadata)], tree, &Options::default());
        imported.unwrap_or_else(|problems| panic!("{problems}"))
    };
    let mut files = of_version("3.1.1.1", "Old", &empty()).files;
    for file in files.iter_mut().filter(|file| file.path.ends_with("types/Old.yaml")) {
        file.text = "doc: A thing.\nmembers:\n  - name: Member1\n    type: string\n    doc: Its \
                     first part.\n  - {name: Member2, type: string}\n"
            .to_owned();
    }
    let tree = Tree::memory(files.into_iter().map(|file| (file.path, file.text)));
    let second = of_version("3.1.2.1", "New", &tree);
    let new = second.files.iter().find(|file| file.path.ends_with("types/New.yaml"));
    let text = &new.expect("the new type is there").text;
    assert!(text.contains("doc: A thing.") && text.contains("doc: Its first part."), "{text}");
    assert_eq!(second.removed, ["demo/2020-01-01/types/Old.yaml"]);
}

/// Metadata whose request has an object of the type `name`.
fn objects(name: &str) -> String {
    let request_id =
        r#"{"name": "RequestId", "type": "string", "member": "string", "document": ""}"#;
    format!(
        r#"{{
            "metadata": {{"apiVersion": "2020-01-01", "serviceShortName": "demo"}},
            "actions": {{
                "Ask": {{"document": "", "input": "AskRequest", "output": "AskResponse"}}
            }},
            "objects": {{
                "AskRequest": {{"members": [
                    {{"name": "Thing", "type": "object", "member": "{name}", "document": ""}}
                ]}},
                "{name}": {{"members": [{}, {}]}},
                "AskResponse": {{"members": [{request_id}]}}
            }}
        }}"#,
        member(1),
        member(2)
    )
}
