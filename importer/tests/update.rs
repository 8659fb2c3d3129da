//! Sources into a spec that people have worked on.

mod rendering;

use rendering::{ENGLISH, Page, plant_tree};
use tencentcloud_importer::{Imported, Input, Metadata, Options, Package, Report, drift, import};
use tencentcloud_model::document::Site;
use tencentcloud_model::file::File;
use tencentcloud_model::load::Tree;

const ACTION: &str = "garden/2024-05-01/actions/PlantTree.yaml";

/// A spec as people leave it: own words, own keys, comments.
fn spec() -> Vec<File> {
    let action = "\
# Looked at by a gardener.
doc: Plants a tree.
# Ours.
group: Trees
rate_limit: 20
idempotent: true
source: {page: PlantTree, updated: 2026-01-01}
input:
  - name: Name
    type: string
    max_length: 25
    doc: What the tree is called.
  # The kinds of the garden.
  - name: Kind
    type: Kind
    required: true
    sensitive: true
    doc: What tree it is.
  - name: Gone
    type: string
    doc: Was here once.
  - name: Elsewhere
    type: string
    sites: [mainland]
    doc: Is not on the page's site.
output:
  - name: TreeId
    type: string
    # imported: rewrite
    doc: An ID.
errors:
  # Everybody meets it.
  - InternalError
  - {code: LimitExceeded.Elsewhere, sites: [mainland]}
  - LimitExceeded.Gone
examples:
  - title: Plant an oak
    request: {Name: \"a {tree}\", Kind: Oak}
    response: {TreeId: t-1, RequestId: 9be34d82}
";
    let kind = "doc: A kind of tree.\ntype: string\nvalues:\n  - {value: Oak, doc: An oak.}\n";
    let errors = "\
errors:
  - code: InternalError
    doc: The garden failed.
  - code: LimitExceeded.Elsewhere
    doc: Too many there.
  - code: LimitExceeded.Gone
    doc: Too many once.
";
    let service = "title: Garden\nhosts:\n  mainland: garden.tencentcloudapi.com\n  international: garden.intl.tencentcloudapi.com\n";
    let file = |path: &str, text: &str| File { path: path.to_owned(), text: text.to_owned() };
    vec![
        file("garden/service.yaml", service),
        file("garden/2024-05-01/version.yaml", "groups:\n  - Trees\n"),
        file("garden/2024-05-01/errors.yaml", errors),
        file("garden/2024-05-01/types/Kind.yaml", kind),
        file(ACTION, action),
    ]
}

/// The page of today: two parameters, a new code, another limit.
fn page() -> Page {
    let page = plant_tree();
    Page {
        input: page.input.into_iter().take(3).collect(),
        output: page.output.into_iter().take(2).collect(),
        errors: page.errors.into_iter().take(2).collect(),
        examples: Vec::new(),
        ..page
    }
}

fn tree(files: &[File]) -> Tree {
    Tree::memory(files.iter().map(|file| (file.path.clone(), file.text.clone())))
}

fn input(page: &Page) -> Vec<Input> {
    vec![Input::Page { path: "page".to_owned(), text: page.full(ENGLISH) }]
}

fn site(site: Site) -> Options {
    Options { site: Some(site), ..Options::default() }
}

#[track_caller]
fn run(files: &[File], page: &Page, options: &Options) -> (Vec<File>, Report) {
    let imported = import(&input(page), &tree(files), options);
    let imported = imported.unwrap_or_else(|problems| panic!("{problems}"));
    (imported.files, imported.report)
}

fn text<'f>(files: &'f [File], path: &str) -> &'f str {
    files.iter().find(|file| file.path == path).map_or("unchanged", |file| file.text.as_str())
}

fn lines(report: &Report) -> String {
    let changes = report.changes.iter().map(ToString::to_string);
    let kept = report.kept.iter().map(|kept| format!("kept, {}: {}", kept.reason, kept.change));
    changes.chain(kept).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_newer_page_changes_the_facts_that_changed_and_nothing_else() {
    let (files, report) = run(&spec(), &page(), &site(Site::International));
    insta::assert_snapshot!("update_newer_action", text(&files, ACTION));
    insta::assert_snapshot!("update_newer_changes", lines(&report));
    insta::assert_snapshot!(
        "update_newer_values",
        text(&files, "garden/2024-05-01/types/Kind.yaml")
    );
    assert_eq!(text(&files, "garden/service.yaml"), "unchanged");
    let errors = text(&files, "garden/2024-05-01/errors.yaml");
    assert!(errors.contains("doc: The garden failed."), "{errors}");
    assert!(errors.contains("# imported: rewrite\n    doc: There is no water."), "{errors}");
}

#[test]
fn importing_again_changes_nothing() {
    let (files, _) = run(&spec(), &page(), &site(Site::International));
    let mut all = spec();
    all.retain(|file| files.iter().all(|new| new.path != file.path));
    all.extend(files);
    let (again, report) = run(&all, &page(), &site(Site::International));
    assert_eq!((again, lines(&report).as_str()), (Vec::new(), ""));
}

#[test]
fn an_older_page_changes_nothing_and_says_what_it_would() {
    let old = Page { updated: Some("2025-12-31"), ..page() };
    let (files, report) = run(&spec(), &old, &site(Site::International));
    assert_eq!(files, []);
    assert!(report.changes.is_empty() && report.kept.len() > 5, "{}", lines(&report));
    assert!(report.kept.iter().all(|kept| kept.reason == "the spec's source is newer"));
}

#[test]
fn a_page_without_a_date_only_adds() {
    let undated = Page { updated: None, ..page() };
    let (files, report) = run(&spec(), &undated, &site(Site::International));
    let changes = lines(&report);
    assert!(report.changes.iter().all(|change| change.kind.to_string() == "added"), "{changes}");
    let action = text(&files, ACTION);
    assert!(action.contains("- name: Depth") && action.contains("- name: Gone"), "{action}");
    assert!(action.contains("rate_limit: 20"), "{action}");
}

#[test]
fn a_page_of_no_known_site_takes_nothing_away_and_moves_nothing_to_a_site() {
    // The mainland's host says nothing: old pages of the international site name it.
    let page = Page { host: "garden.tencentcloudapi.com", ..page() };
    let (files, report) = run(&spec(), &page, &Options::default());
    let action = text(&files, ACTION);
    assert!(!lines(&report).contains("removed"), "{}", lines(&report));
    assert!(action.contains("- name: Gone") && action.contains("LimitExceeded.Gone"), "{action}");
    assert!(action.contains("{code: LimitExceeded.Elsewhere, sites: [mainland]}"), "{action}");
}

#[test]
fn a_page_that_names_the_international_host_is_of_that_site() {
    let (named, report) = run(&spec(), &page(), &Options::default());
    let (told, _) = run(&spec(), &page(), &site(Site::International));
    assert_eq!(named, told);
    assert!(lines(&report).contains("removed error code"), "{}", lines(&report));
    let (_, report) = run(&spec(), &page(), &site(Site::Mainland));
    let other = report.checks.iter().any(|check| check.message.contains("host of the other site"));
    assert!(other, "{:?}", report.checks);
}

#[test]
fn two_pages_of_one_action_are_one_if_they_agree_and_a_mistake_if_not() {
    let same = [input(&page()), input(&page())].concat();
    assert!(import(&same, &tree(&spec()), &Options::default()).is_ok());
    let other = Page { limit: Some(7), ..page() };
    let differing = [input(&page()), input(&other)].concat();
    let problems = import(&differing, &tree(&spec()), &Options::default());
    let problems = problems.expect_err("they differ").to_string();
    assert!(problems.contains("`PlantTree` is described twice"), "{problems}");
}

#[test]
fn types_that_nothing_uses_go_with_their_last_user() {
    let mut spec = spec();
    for file in &mut spec {
        let sites = "  - {code: LimitExceeded.Gone, sites: [international]}\n";
        file.text = file.text.replace("  - LimitExceeded.Gone\n", sites);
    }
    let (files, report) = run(&spec, &page(), &site(Site::International));
    let errors = text(&files, "garden/2024-05-01/errors.yaml");
    assert!(!errors.contains("LimitExceeded.Gone"), "{errors}");
    let changes = lines(&report);
    let gone = "removed error code garden/2024-05-01/errors/LimitExceeded.Gone";
    assert!(changes.contains(gone), "{changes}");
}

#[test]
fn a_limit_of_nothing_is_none() {
    let none = Page { limit: Some(0), ..page() };
    let (files, report) = run(&[], &none, &Options::default());
    assert!(!text(&files, ACTION).contains("rate_limit"), "{}", text(&files, ACTION));
    assert!(report.checks.iter().any(|check| check.message.contains("limit of 0")));
}

#[test]
fn a_page_of_one_site_speaks_for_that_site_alone() {
    let (files, _) = run(&spec(), &page(), &site(Site::Mainland));
    let action = text(&files, ACTION);
    // A fact that the page does not have is left to the other site; its own facts are its own.
    assert!(
        action.contains("  - name: Gone\n    type: string\n    sites: [international]\n"),
        "{action}"
    );
    assert!(action.contains("{code: LimitExceeded.Gone, sites: [international]}"), "{action}");
    assert!(action.contains("{code: FailedOperation.NoWater, sites: [mainland]}"), "{action}");
    assert!(!action.contains("Elsewhere"), "{action}");
    // The site of the source alone requires it.
    let name = "  - name: Name\n    type: string\n    required: [mainland]\n    max_length: 25\n";
    assert!(action.contains(name), "{action}");
}

#[test]
fn the_order_of_the_sites_does_not_matter() {
    let mainland = Page {
        input: vec![["Name", "No", "String", "名称。"], ["Plot", "Yes", "String", "地块。"]],
        output: Vec::new(),
        ..page()
    };
    let pages = [(site(Site::Mainland), mainland), (site(Site::International), page())];
    let import_all = |order: [usize; 2]| {
        let mut all: Vec<File> = Vec::new();
        for (options, page) in order.into_iter().filter_map(|index| pages.get(index)) {
            let (files, _) = run(&all, page, options);
            all.retain(|file| files.iter().all(|new| new.path != file.path));
            all.extend(files);
        }
        let action = text(&all, ACTION).to_owned();
        // The order of what only one site has is not known.
        let mut lines: Vec<String> = action.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    assert_eq!(import_all([0, 1]), import_all([1, 0]));
}

#[test]
fn drift_counts_what_a_page_says_otherwise_unless_it_is_older() {
    let compare = |page: &Page| {
        let report = drift(&input(page), &tree(&spec()), &site(Site::International));
        report.unwrap_or_else(|problems| panic!("{problems}"))
    };
    let now = compare(&page());
    insta::assert_snapshot!("drift", lines(&now));
    let json = serde_json::to_value(&now.changes).expect("changes are data");
    let first = json.get(0).expect("there are changes");
    assert_eq!(
        first,
        &serde_json::json!({
            "kind": "changed", "what": "limit", "path": "garden/2024-05-01/PlantTree",
            "from": "20", "to": "40", "site": "international", "at": "page:14"
        })
    );
    assert_eq!(lines(&compare(&Page { updated: None, ..page() })), lines(&now));
    let old = compare(&Page { updated: Some("2025-12-31"), ..page() });
    assert!(old.changes.is_empty() && !old.kept.is_empty());
}

/// Metadata of a newer package, with one more action.
fn metadata() -> Input {
    let member = |name: &str, of: &str, doc: &str| {
        let ty = if of == "int64" { "int" } else { of };
        serde_json::json!({
            "name": name, "type": ty, "member": of, "document": doc, "required": false,
        })
    };
    let api = serde_json::json!({
        "metadata": { "apiVersion": "2024-05-01", "serviceShortName": "garden" },
        "actions": { "FellTree": {
            "input": "FellTreeRequest", "output": "FellTreeResponse", "status": "online",
            "document": "<p>砍树</p>",
        } },
        "objects": {
            "FellTreeRequest": { "members": [
                member("Kind", "string", "<p>种类</p><p>枚举值：</p><ul><li>Oak： 橡树</li></ul>"),
                member("State", "int64", "<p>枚举值：</p><ul><li>1： 待审核</li><li>2： 已拒绝</li></ul>"),
                member("Limit", "int64", "<p>条数</p><p>取值范围：[1, 100]</p><p>默认值：10</p>"),
            ] },
            "FellTreeResponse": { "members": [] },
        },
    });
    let package = Package { name: "tccli".to_owned(), version: "3.1.9.1".to_owned() };
    Input::Metadata(Metadata {
        path: "api.json".to_owned(),
        api: api.to_string(),
        examples: None,
        folder: None,
        package: Some(package),
    })
}

#[test]
fn metadata_brings_what_it_has_and_says_what_is_left_to_people() {
    let imported = import(&[metadata()], &tree(&spec()), &Options::default());
    let Imported { files, report, .. } = imported.unwrap_or_else(|problems| panic!("{problems}"));
    insta::assert_snapshot!(
        "update_metadata_action",
        text(&files, "garden/2024-05-01/actions/FellTree.yaml")
    );
    let checks: Vec<String> =
        report.checks.iter().map(|it| format!("{}: {}", it.path, it.message)).collect();
    insta::assert_snapshot!("update_metadata_checks", checks.join("\n"));
    // It is of the mainland, lists all of its actions, and is of no known age.
    assert_eq!(
        lines(&report),
        "added action garden/2024-05-01/FellTree (mainland)\n\
         kept, the source is not known to be newer: removed action garden/2024-05-01/PlantTree (mainland)"
    );
}

#[test]
fn a_file_that_cannot_be_read_is_not_overwritten() {
    let mut files = spec();
    for file in &mut files {
        if file.path == ACTION {
            file.text.push_str("oops: [\n");
        }
    }
    let problems = import(&input(&page()), &tree(&files), &Options::default());
    let problems = problems.expect_err("the file is broken").to_string();
    assert!(problems.contains(ACTION), "{problems}");
}
