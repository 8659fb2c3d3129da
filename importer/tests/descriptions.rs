//! Descriptions that the vendor changes on a page are reported, with the place of ours; ours stay, and
//! another copy of the same page changes nothing.

mod rendering;

use rendering::{ENGLISH, Page, plant_tree};
use tencentcloud_importer::{Imported, Input, Options, Report, What, drift, import};
use tencentcloud_model::document::Site;
use tencentcloud_model::file::File;
use tencentcloud_model::load::Tree;

const ACTION: &str = "garden/2024-05-01/actions/PlantTree.yaml";
const HASHES: &str = "garden/2024-05-01/descriptions.yaml";

struct Spec(Vec<File>);

impl Spec {
    /// A spec of one page, in which all descriptions are users' words.
    fn of(page: &Page) -> Self {
        let mut spec = Self(Vec::new());
        spec.import(page.full(ENGLISH));
        for file in &mut spec.0 {
            let lines = file.text.lines().filter(|line| !line.contains("# imported: rewrite"));
            let mut ours = lines.collect::<Vec<_>>().join("\n") + "\n";
            for (theirs, words) in [
                ("This API is used to plant a tree.", "Plants a tree."),
                ("Whether to water it.", "Whether the tree is watered."),
                ("There is no water.", "The garden is dry."),
            ] {
                ours = ours.replace(theirs, words);
            }
            file.text = ours;
        }
        spec
    }

    fn tree(&self) -> Tree {
        Tree::memory(self.0.iter().map(|file| (file.path.clone(), file.text.clone())))
    }

    fn options() -> Options {
        let (service, version) = (Some("garden".to_owned()), Some("2024-05-01".to_owned()));
        Options { site: Some(Site::International), service, version, ..Options::default() }
    }

    #[track_caller]
    fn import(&mut self, page: String) -> (usize, Report) {
        let input = [Input::Page { path: "page".to_owned(), text: page }];
        let imported = import(&input, &self.tree(), &Self::options());
        let Imported { files, removed, report } = imported.unwrap_or_else(|it| panic!("{it}"));
        self.0.retain(|file| !removed.contains(&file.path));
        for file in &files {
            self.0.retain(|known| known.path != file.path);
            self.0.push(file.clone());
        }
        (files.len(), report)
    }

    #[track_caller]
    fn drift(&self, page: String) -> Report {
        let input = [Input::Page { path: "page".to_owned(), text: page }];
        let found = drift(&input, &self.tree(), &Self::options());
        found.unwrap_or_else(|problems| panic!("{problems}"))
    }

    fn text(&self, path: &str) -> &str {
        let file = self.0.iter().find(|file| file.path == path);
        file.map_or("missing", |file| file.text.as_str())
    }
}

fn reworded(report: &Report) -> Vec<String> {
    let changes = report.changes.iter().filter(|change| change.what == What::VendorDoc);
    changes.map(ToString::to_string).collect()
}

fn lines_of(text: &str, words: &str) -> usize {
    text.lines().position(|line| line.contains(words)).map_or(0, |line| line + 1)
}

#[test]
fn a_description_that_changes_on_a_page_is_reported_with_the_place_of_ours() {
    let mut spec = Spec::of(&plant_tree());
    let hashes = spec.text(HASHES);
    assert!(hashes.starts_with("# Hashes, "), "{hashes}");
    assert!(hashes.contains("\nhashes:\n  page-international-en:\n    PlantTree: "), "{hashes}");
    let mut page = plant_tree();
    page.doc = "This API is used to plant a tree or a bush.";
    page.input[7][3] = "Whether to water it, twice a day.";
    page.output[0][2] = "ID of the tree or bush.";
    page.errors[0][1] = "There is no water left.";
    let action = spec.text(ACTION).to_owned();
    let errors = spec.text("garden/2024-05-01/errors.yaml").to_owned();
    let (of_action, of_input) =
        (lines_of(&action, "Plants a tree."), lines_of(&action, "Whether the tree"));
    let (of_output, of_code) = (lines_of(&action, "ID of the tree"), lines_of(&errors, "is dry"));
    assert!([of_action, of_input, of_output, of_code].iter().all(|line| *line > 0), "{action}");
    let changed = "changed vendor's description of garden/2024-05-01";
    let files = "garden/2024-05-01";
    let expected = [
        format!(
            "{changed}/PlantTree: Plants a tree. ({ACTION}:{of_action}) → This API is used to plant a \
             tree or a bush. (international)"
        ),
        format!(
            "{changed}/PlantTree.input.Watered: Whether the tree is watered. ({ACTION}:{of_input}) → \
             Whether to water it, twice a day. (international)"
        ),
        format!(
            "{changed}/PlantTree.output.TreeId: ID of the tree. ({ACTION}:{of_output}) → ID of the \
             tree or bush. (international)"
        ),
        format!(
            "{changed}/errors/FailedOperation.NoWater: The garden is dry. \
             ({files}/errors.yaml:{of_code}) → There is no water left. (international)"
        ),
    ];
    assert_eq!(reworded(&spec.drift(page.full(ENGLISH))), expected);
    let (_, report) = spec.import(page.full(ENGLISH));
    assert_eq!(reworded(&report), expected);
    // Ours stay, and what was reported once is known.
    assert_eq!(spec.text(ACTION), action);
    let (count, report) = spec.import(page.full(ENGLISH));
    assert_eq!((count, reworded(&report)), (0, Vec::new()));
}

#[test]
fn another_copy_of_the_same_page_reports_nothing() {
    let mut spec = Spec::of(&plant_tree());
    let page = plant_tree();
    for copy in
        [page.full(ENGLISH), page.markdown(), page.html(), page.columns("|"), page.main_text()]
    {
        assert_eq!(reworded(&spec.drift(copy.clone())), [] as [&str; 0], "{copy}");
        let (_, report) = spec.import(copy);
        assert_eq!(reworded(&report), [] as [&str; 0]);
    }
}

#[test]
fn a_description_of_a_new_parameter_is_no_changed_one() {
    let mut spec = Spec::of(&plant_tree());
    let mut page = plant_tree();
    page.updated = Some("2026-04-01");
    page.input.push(["Soil", "No", "String", "The soil."]);
    let (_, report) = spec.import(page.full(ENGLISH));
    assert_eq!(reworded(&report), [] as [&str; 0]);
    assert!(spec.text(ACTION).contains("doc: The soil."), "{}", spec.text(ACTION));
    page.input[10][3] = "The soil, dry or wet.";
    // Nobody has rewritten it: the text is taken over, which is the change.
    page.updated = Some("2026-05-01");
    let (_, report) = spec.import(page.full(ENGLISH));
    assert_eq!(reworded(&report), [] as [&str; 0]);
    assert!(spec.text(ACTION).contains("doc: The soil, dry or wet."));
}

#[test]
fn an_older_page_says_nothing_of_descriptions() {
    let mut spec = Spec::of(&plant_tree());
    let before = spec.text(HASHES).to_owned();
    let mut page = plant_tree();
    page.updated = Some("2025-01-01");
    page.doc = "This API is used to plant something.";
    let (_, report) = spec.import(page.full(ENGLISH));
    assert_eq!(reworded(&report), [] as [&str; 0]);
    assert_eq!(spec.text(HASHES), before);
}

#[test]
fn hashes_in_the_file_of_a_version_are_refused_with_their_remedy() {
    let mut spec = Spec::of(&plant_tree());
    let version = spec.0.iter_mut().find(|file| file.path.ends_with("/version.yaml"));
    version.expect("it is there").text = "descriptions:\n  tccli:\n    A: 0123abcd\n".to_owned();
    let input = [Input::Page { path: "page".to_owned(), text: plant_tree().full(ENGLISH) }];
    let problems = import(&input, &spec.tree(), &Spec::options()).expect_err("it is refused");
    let text = problems.to_string();
    assert!(text.contains("unknown key `descriptions`"), "{text}");
    assert!(
        text.contains("`descriptions.yaml`, which the next import writes: delete the key"),
        "{text}"
    );
}
