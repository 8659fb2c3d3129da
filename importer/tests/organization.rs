//! Pages and metadata of the Organization API against the spec that people have written from the
//! same facts.

mod rendering;

use rendering::{CHINESE, ENGLISH, INDONESIAN, PORTUGUESE, Page};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use tencentcloud_importer::{Input, Metadata, Options, Package, drift, import};
use tencentcloud_model::document::{Action, ErrorRef, Member, Site, Type, ValueEntry};
use tencentcloud_model::file::File;
use tencentcloud_model::load::{Documents, Tree, Version, load};

const PAGES: [(&str, &str); 5] = [
    ("2018-12-25", "ListOrganizationInvitations"),
    ("2018-12-25", "SendOrganizationInvitation"),
    ("2021-03-31", "InviteOrganizationMember"),
    ("2021-03-31", "QuitOrganization"),
    ("2021-03-31", "RejectJoinShareUnitInvitation"),
];

const MAINLAND: (&str, &str) = ("mainland", "tccli 3.1.189.1");
const INTERNATIONAL: (&str, &str) = ("international", "tccli-intl-en 3.1.193.1");

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

fn spec() -> Tree {
    Tree::disk(Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec"))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn pages() -> Vec<Input> {
    let page = |(_, action): &(&str, &str)| {
        let path = format!("{action}.txt");
        Input::Page { text: read(&fixtures().join("pages").join(&path)), path }
    };
    PAGES.iter().map(page).collect()
}

/// The part of a package that is kept here: ten actions of both versions, without their texts.
fn metadata((site, package): (&str, &str)) -> Vec<Metadata> {
    let (name, version) = package.split_once(' ').expect("a package has a version");
    let one = |version_folder: &str| {
        let folder =
            fixtures().join(format!("import/metadata/{site}/organization/{version_folder}"));
        Metadata {
            path: format!("{site}/{version_folder}/api.json"),
            api: read(&folder.join("api.json")),
            examples: Some(read(&folder.join("examples.json"))),
            folder: Some("organization".to_owned()),
            package: Some(Package { name: name.to_owned(), version: version.to_owned() }),
        }
    };
    vec![one("v20181225"), one("v20210331")]
}

fn inputs(metadata: Vec<Metadata>) -> Vec<Input> {
    metadata.into_iter().map(Input::Metadata).collect()
}

#[track_caller]
fn import_into(files: Vec<File>, inputs: &[Input], options: &Options) -> Vec<File> {
    let tree = Tree::memory(files.iter().map(|file| (file.path.clone(), file.text.clone())));
    let imported = import(inputs, &tree, options).unwrap_or_else(|problems| panic!("{problems}"));
    let mut all = files;
    all.retain(|file| imported.files.iter().all(|new| new.path != file.path));
    all.extend(imported.files);
    all
}

fn documents(files: &[File]) -> Documents {
    let tree = Tree::memory(files.iter().map(|file| (file.path.clone(), file.text.clone())));
    let documents = load(&tree).unwrap_or_else(|problems| panic!("{problems}"));
    assert!(documents.problems().is_empty(), "{}", documents.problems());
    documents
}

fn version<'d>(documents: &'d Documents, name: &str) -> &'d Version {
    let service = documents.services.iter().find(|service| service.folder == "organization");
    let mut versions = service.expect("the service is there").versions.iter();
    versions.find(|version| version.name == name).expect("the version is there")
}

fn action<'d>(version: &'d Version, name: &str) -> &'d Action {
    let found = version.actions.iter().find(|action| action.name == name);
    &found.unwrap_or_else(|| panic!("no {name}")).document.as_ref().expect("it can be read").value
}

fn ty<'d>(version: &'d Version, name: &str) -> Option<&'d Type> {
    let found = version.types.iter().find(|ty| ty.name == name)?;
    found.document.as_ref().map(|file| &file.value)
}

/// A member's type with sets of values replaced by what their values are.
fn meant(version: &Version, member: &Member) -> String {
    let element = member.ty.strip_prefix("list<").and_then(|rest| rest.strip_suffix('>'));
    let name = element.unwrap_or(&member.ty);
    let base = ty(version, name).and_then(|set| set.ty.as_deref()).unwrap_or(name);
    if element.is_some() { format!("list<{base}>") } else { base.to_owned() }
}

fn values<'d>(version: &'d Version, member: &'d Member) -> &'d [ValueEntry] {
    let name = member.ty.trim_start_matches("list<").trim_end_matches('>');
    let own = member.values.as_deref();
    own.or_else(|| ty(version, name)?.values.as_deref()).unwrap_or_default()
}

/// Holds members against those that people have written; `exact` says whether the width of
/// integers is known.
#[track_caller]
fn same_members(found: (&Version, &[Member]), wanted: (&Version, &[Member]), exact: bool) {
    let names = |members: &[Member]| -> Vec<String> {
        members.iter().map(|member| member.name.clone()).collect()
    };
    assert_eq!(names(found.1), names(wanted.1));
    for (member, known) in found.1.iter().zip(wanted.1) {
        let name = &member.name;
        let (ty, known_ty) = (meant(found.0, member), meant(wanted.0, known));
        let loose = |ty: &str| ty.replace("uint64", "int64");
        if exact {
            assert_eq!(ty, known_ty, "{name}");
        } else {
            assert_eq!(loose(&ty), loose(&known_ty), "{name}");
        }
        assert_eq!(
            (&member.required, member.nullable, member.deprecated, &member.sites),
            (&known.required, known.nullable, known.deprecated, &known.sites),
            "{name}"
        );
    }
}

#[track_caller]
fn same_facts(files: &[File], exact: bool) {
    // Read once: it is large.
    static WANTED: LazyLock<Documents> =
        LazyLock::new(|| load(&spec()).unwrap_or_else(|it| panic!("{it}")));
    let found = documents(files);
    for (version_name, name) in PAGES {
        let (found, wanted) = (version(&found, version_name), version(&WANTED, version_name));
        let (page, known) = (action(found, name), action(wanted, name));
        same_members((found, &page.input), (wanted, &known.input), exact);
        same_members((found, &page.output), (wanted, &known.output), exact);
        assert_eq!(page.rate_limit, known.rate_limit, "{name}");
        // The pages are those of the international site.
        let is_here = |code: &&ErrorRef| {
            code.sites.as_ref().is_none_or(|sites| sites.contains(&Site::International))
        };
        let codes = |codes: &Option<Vec<ErrorRef>>| -> Vec<String> {
            codes.iter().flatten().filter(is_here).map(|code| code.code.clone()).collect()
        };
        assert_eq!(codes(&page.errors), codes(&known.errors), "{name}");
        for (member, known) in page.input.iter().zip(&known.input) {
            let known_values = values(wanted, known);
            let listed =
                |entry: &ValueEntry| known_values.iter().any(|known| known.value == entry.value);
            let found = values(found, member);
            assert!(found.iter().all(listed), "{name}.{}: {found:?}", member.name);
            assert_eq!(found.is_empty(), known_values.is_empty(), "{name}.{}", member.name);
            assert_eq!(
                (member.max_length, member.max_items),
                (known.max_length, known.max_items),
                "{name}.{}",
                member.name
            );
        }
        let example = page.examples.first().expect("the page has an example");
        assert!(
            known.examples.iter().any(|known| {
                // An older copy of this page leaves two texts of the request empty.
                let same = known.request == example.request || name == "InviteOrganizationMember";
                same && known.response == example.response
            }),
            "{name}: {example:?}"
        );
    }
}

#[test]
fn pages_give_every_fact_that_people_have_written_from_them() {
    let files = import_into(Vec::new(), &pages(), &Options::default());
    same_facts(&files, false);
    let options = Options { metadata: metadata(INTERNATIONAL), ..Options::default() };
    let files = import_into(Vec::new(), &pages(), &options);
    same_facts(&files, true);
    // Metadata that comes later settles what the pages did not say.
    let pages_first = import_into(Vec::new(), &pages(), &Options::default());
    same_facts(&import_into(pages_first, &pages(), &options), true);
}

/// Texts of a page live as long as the test.
fn text(text: impl Into<String>) -> &'static str {
    text.into().leak()
}

/// The content of an action's saved page, taken from the spec that it was imported to, so that it
/// can be rendered in other forms.
fn page(files: &[File], version_name: &str, name: &str) -> Page {
    let documents = documents(files);
    let version = version(&documents, version_name);
    let action = action(version, name);
    let doc = |doc: &Option<String>| text(doc.clone().unwrap_or_default().trim());
    let shown = |member: &Member| {
        let element = member.ty.strip_prefix("list<").and_then(|rest| rest.strip_suffix('>'));
        let word = match element.unwrap_or(&member.ty) {
            "int64" | "uint64" => "Integer",
            "string" => "String",
            "bool" => "Boolean",
            object => object,
        };
        let name = format!("{}{}", member.name, element.map_or("", |_| ".N"));
        (name, format!("{}{word}", element.map_or("", |_| "Array of ")))
    };
    let inputs = action.input.iter().map(|member| {
        let (name, ty) = shown(member);
        let required = if member.required.is_nowhere() { "No" } else { "Yes" };
        [text(name), required, text(ty), doc(&member.doc)]
    });
    let outputs = action.output.iter().map(|member| {
        let (_, ty) = shown(member);
        [text(member.name.as_str()), text(ty), doc(&member.doc)]
    });
    let errors = version.errors.read().expect("there are codes");
    let meaning = |code: &str| {
        let known = errors.value.errors.iter().find(|known| known.code == code);
        doc(&known.expect("it is described").doc)
    };
    let codes = action.errors.iter().flatten();
    let codes = codes.map(|code| [text(code.code.as_str()), meaning(&code.code)]);
    let examples = action.examples.iter().map(|example| {
        let request = serde_json::to_string_pretty(&example.request).expect("it is JSON");
        let head = format!("POST / HTTP/1.1\nHost: organization.tencentcloudapi.com\nX-TC-Action: {name}\n<Common request parameters>\n\n");
        let response = serde_json::json!({ "Response": example.response });
        let response = serde_json::to_string_pretty(&response).expect("it is JSON");
        rendering::Example { title: "An example", request: text(head + &request), response: text(response) }
    });
    Page {
        action: text(name),
        version: text(version_name),
        host: "organization.intl.tencentcloudapi.com",
        doc: doc(&action.doc),
        limit: action.rate_limit,
        updated: None,
        input: inputs.collect(),
        output: outputs.collect(),
        errors: codes.collect(),
        examples: examples.collect(),
    }
}

/// A form in which people save pages, by its name.
type Rendering<'r> = (&'r str, &'r dyn Fn(&Page) -> String);

#[test]
fn every_rendering_of_the_pages_gives_the_same_facts() {
    let saved = import_into(Vec::new(), &pages(), &Options::default());
    let pages: Vec<Page> =
        PAGES.iter().map(|(version, action)| page(&saved, version, action)).collect();
    let indented = |text: String| {
        text.lines().map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n")
    };
    let renderings: &[Rendering<'_>] = &[
        ("blanks, English", &|page| page.full(ENGLISH)),
        ("blanks, Chinese", &|page| page.full(CHINESE)),
        ("blanks, Portuguese", &|page| page.full(PORTUGUESE)),
        ("blanks, Indonesian", &|page| page.full(INDONESIAN)),
        ("blanks, indented", &|page| indented(page.full(ENGLISH))),
        ("blanks, CRLF", &|page| page.full(ENGLISH).replace('\n', "\r\n")),
        ("blanks that do not break", &|page| page.full(ENGLISH).replace(' ', "\u{a0}")),
        ("main text", &Page::main_text),
        ("Markdown", &Page::markdown),
        ("a cell a line, with bars", &|page| page.columns(" |")),
        ("a cell a line", &|page| page.columns("")),
        ("HTML", &Page::html),
    ];
    for (name, render) in renderings {
        let texts: Vec<String> = pages.iter().map(render).collect();
        // Each alone in a file, and all in one.
        let alone: Vec<Input> = texts
            .iter()
            .map(|text| Input::Page { path: (*name).to_owned(), text: text.clone() })
            .collect();
        let together = [Input::Page { path: (*name).to_owned(), text: texts.join("\n\n") }];
        for inputs in [alone.as_slice(), &together] {
            println!("{name}, {} files", inputs.len());
            let files = import_into(Vec::new(), inputs, &Options::default());
            same_facts(&files, false);
        }
    }
}

#[test]
fn imported_specs_can_be_generated() {
    for metadata in [Vec::new(), metadata(INTERNATIONAL)] {
        let options = Options { metadata, ..Options::default() };
        let files = import_into(Vec::new(), &pages(), &options);
        let tree = Tree::memory(files.into_iter().map(|file| (file.path, file.text)));
        let generated =
            tencentcloud_codegen::generate(&tree, &tencentcloud_codegen::Options::default());
        let counts = generated.unwrap_or_else(|problems| panic!("{problems}")).counts;
        assert_eq!(counts.actions, 5);
    }
}

#[test]
fn pages_take_nothing_away_from_the_spec() {
    for site in [None, Some(Site::International)] {
        let options = Options { site, ..Options::default() };
        let imported = import(&pages(), &spec(), &options).unwrap_or_else(|it| panic!("{it}"));
        // Only the hashes of the pages' descriptions are new.
        let is_hashes = |file: &File| file.path.ends_with("/descriptions.yaml");
        let others: Vec<&File> = imported.files.iter().filter(|it| !is_hashes(it)).collect();
        assert!(others.is_empty(), "{site:?} {others:?}");
        assert_eq!(imported.report.changes, [], "{site:?}");
        let drift = drift(&pages(), &spec(), &options).unwrap_or_else(|it| panic!("{it}"));
        assert_eq!(drift.changes, [], "{site:?}");
    }
}

#[test]
fn metadata_of_both_sites_gives_what_people_have_written_from_it() {
    for order in [[MAINLAND, INTERNATIONAL], [INTERNATIONAL, MAINLAND]] {
        let mut files = Vec::new();
        for package in order {
            files = import_into(files, &inputs(metadata(package)), &Options::default());
        }
        let (found, wanted) =
            (documents(&files), load(&spec()).unwrap_or_else(|it| panic!("{it}")));
        let mut counts = (0, 0);
        for name in ["2018-12-25", "2021-03-31"] {
            let (found, wanted) = (version(&found, name), version(&wanted, name));
            for file in &found.actions {
                counts.0 += 1;
                let (one, known) = (action(found, &file.name), action(wanted, &file.name));
                assert_eq!((&one.sites, one.status), (&known.sites, known.status), "{}", file.name);
                same_members((found, &one.input), (wanted, &known.input), true);
                same_members((found, &one.output), (wanted, &known.output), true);
                let examples = |action: &Action| {
                    let mut texts: Vec<String> = action
                        .examples
                        .iter()
                        .map(|one| format!("{:?} {:?} {:?}", one.sites, one.request, one.response))
                        .collect();
                    texts.sort();
                    texts
                };
                assert_eq!(examples(one), examples(known), "{}", file.name);
            }
            for file in &found.types {
                counts.1 += 1;
                let members =
                    |version| ty(version, &file.name).and_then(|ty| ty.members.as_deref());
                let (one, known) = (members(found), members(wanted));
                // The texts are left out of the fixtures, and with them the values below zero for
                // which people have chosen a signed type.
                let exact = file.name != "OrgInvitation";
                same_members(
                    (found, one.expect("an object")),
                    (wanted, known.expect("an object")),
                    exact,
                );
            }
        }
        assert_eq!(counts, (10, 9));
    }
}

#[test]
fn metadata_that_the_spec_was_made_from_is_no_drift() {
    // The fixtures lack most actions, so what is missing is not asked for here.
    for package in [MAINLAND, INTERNATIONAL] {
        let options = Options::default();
        let report = drift(&inputs(metadata(package)), &spec(), &options);
        let report = report.unwrap_or_else(|problems| panic!("{problems}"));
        let mut changes = report.changes.iter().map(ToString::to_string);
        let other = changes.find(|change| !change.starts_with("removed action"));
        assert_eq!(other, None);
    }
}
