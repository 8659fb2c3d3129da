//! The spec of this repository: how much of the API it describes, and that all of it is generated.

use std::fmt::Write as _;
use std::path::Path;
use tencentcloud_codegen::{Generated, Options, generate};
use tencentcloud_model::load::Tree;
use tencentcloud_model::model::{Action, Member, Model, Object, Scalar, Site, Type, Version};
use tencentcloud_model::{load, resolve};

fn tree() -> Tree {
    Tree::disk(Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec"))
}

fn model() -> Model {
    let documents = load::load(&tree()).expect("the spec is well formed");
    resolve::resolve(&documents).expect("the spec makes sense")
}

fn organization<'m>(model: &'m Model, version: &str) -> &'m Version {
    let service = model.services.iter().find(|service| service.folder == "organization");
    let versions = &service.expect("the service is there").versions;
    versions.iter().find(|found| found.name == version).expect("the version is there")
}

/// Counts of a version, by the names that the API's own summary uses.
#[derive(Debug, PartialEq, Eq)]
struct Numbers {
    actions: usize,
    on_the_mainland_only: usize,
    objects: usize,
    parameters: usize,
    required_parameters: usize,
    /// Members of responses, with `RequestId`.
    output_members: usize,
    object_members: usize,
    codes: usize,
    codes_on_the_mainland_only: usize,
    /// Pairs of action and code, on either site.
    pairs: usize,
    international_pairs: usize,
    example_responses: usize,
}

impl Numbers {
    fn of(version: &Version) -> Self {
        let actions = &version.actions;
        let pairs = || actions.iter().flat_map(|action| action.errors.iter().flatten());
        let examples = actions.iter().flat_map(|action| &action.examples);
        let inputs = || actions.iter().flat_map(|action| &action.input);
        Self {
            actions: actions.len(),
            on_the_mainland_only: actions.iter().filter(|a| a.sites == [Site::Mainland]).count(),
            objects: version.objects.len(),
            parameters: inputs().count(),
            required_parameters: inputs().filter(|member| member.required).count(),
            output_members: actions.iter().map(|action| action.output.len() + 1).sum(),
            object_members: version.objects.iter().map(|object| object.members.len()).sum(),
            codes: version.errors.len(),
            codes_on_the_mainland_only: version
                .errors
                .iter()
                .filter(|error| error.sites == [Site::Mainland])
                .count(),
            pairs: pairs().count(),
            international_pairs: pairs()
                .filter(|listed| listed.sites.contains(&Site::International))
                .count(),
            example_responses: examples.filter(|example| example.response.is_some()).count(),
        }
    }
}

/// Counts are no facts to write by hand: they are looked at when they change, and accepted.
#[test]
fn the_numbers_of_the_spec_change_only_when_they_are_accepted() {
    let model = model();
    let mut styles = std::collections::BTreeMap::new();
    let (mut waits, mut of_values) = (0, 0);
    for (version, action) in both(&model) {
        if let Some(pagination) = &action.pagination {
            let cursor = &action.input[pagination.cursor].name;
            let style = format!("{} {:?} {cursor}", version.name, pagination.style);
            *styles.entry(style).or_insert(0) += 1;
        }
        waits += usize::from(action.wait.is_some());
        let members = action.input.iter().chain(&action.output);
        of_values += members.filter(|member| is_of_values(member)).count();
    }
    let mut text = String::new();
    for name in ["2018-12-25", "2021-03-31"] {
        let version = organization(&model, name);
        let members = version.objects.iter().flat_map(|object| &object.members);
        of_values += members.filter(|member| is_of_values(member)).count();
        let _ = writeln!(text, "{name}: {:#?}", Numbers::of(version));
    }
    let _ = writeln!(text, "pagination: {styles:#?}");
    let _ = writeln!(text, "actions to wait for: {waits}");
    let _ = writeln!(text, "members with documented values: {of_values}");
    insta::with_settings!({
        description => "After a change of the spec, read the difference and accept it with \
                        `INSTA_UPDATE=always cargo test -p tencentcloud-codegen --test spec`",
        omit_expression => true,
        prepend_module_to_snapshot => false,
    }, {
        insta::assert_snapshot!("spec_numbers", text);
    });
}

fn is_of_values(member: &Member) -> bool {
    matches!(member.ty.element(), Type::Values(_))
}

fn both(model: &Model) -> impl Iterator<Item = (&Version, &Action)> {
    ["2018-12-25", "2021-03-31"].into_iter().flat_map(|name| {
        let version = organization(model, name);
        version.actions.iter().map(move |action| (version, action))
    })
}

fn has(members: &[Member], name: &str) -> bool {
    members.iter().any(|member| member.name == name)
}

/// The documentation tells in prose how to go on to the next page, and the spec in its structure.
#[test]
fn every_list_that_comes_in_pages_says_how() {
    let model = model();
    for (_, action) in both(&model) {
        let cursors = ["Offset", "NextToken", "Page", "PaginationToken"];
        let comes_in_pages = cursors.iter().any(|name| has(&action.input, name));
        assert_eq!(action.pagination.is_some(), comes_in_pages, "{}", action.name);
    }
}

#[test]
fn reading_is_safe_to_repeat_and_starting_a_task_says_how_to_wait_for_it() {
    let model = model();
    for (version, action) in both(&model) {
        let reads = ["Check", "Describe", "Get", "List"];
        let reads = reads.iter().any(|verb| action.name.starts_with(verb));
        // An existing thing is updated, as the documentation says.
        let upserts = action.name == "CreateRoleConfigurationApplyScope";
        assert_eq!(action.idempotent, reads || upserts, "{}", action.name);

        let is_task = |ty: &Type| match ty {
            Type::Object(id) => has(&version.objects[id.0].members, "TaskId"),
            _ => false,
        };
        let starts_task = action.output.iter().any(|member| match &member.ty {
            Type::List(element) => is_task(element),
            ty => is_task(ty),
        });
        assert_eq!(action.wait.is_some(), starts_task && !reads, "{}", action.name);
    }
}

#[test]
fn values_and_secrets_are_stated() {
    let model = model();
    let mut sensitive = Vec::new();
    let mut look = |owner: &str, members: &[Member]| {
        let secrets = members.iter().filter(|member| member.sensitive);
        sensitive.extend(secrets.map(|member| format!("{owner}.{}", member.name)));
        for member in members {
            let is_secret = ["Password", "Secret"].iter().any(|word| member.name.ends_with(word));
            let is_text = member.ty == Type::Scalar(Scalar::String);
            assert_eq!(member.sensitive, is_secret && is_text, "{owner}.{}", member.name);
        }
    };
    for (_, action) in both(&model) {
        look(&action.name, &action.input);
        look(&action.name, &action.output);
    }
    for version in ["2018-12-25", "2021-03-31"] {
        for Object { name, members, .. } in &organization(&model, version).objects {
            look(name, members);
        }
    }
    assert_eq!(sensitive, ["CreateSCIMCredential.CredentialSecret", "UserInfo.Password"]);
}

#[test]
fn nothing_in_the_spec_waits_to_be_rewritten() {
    let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/organization")];
    let mut files = 0;
    while let Some(path) = open.pop() {
        if path.is_dir() {
            let entries = std::fs::read_dir(&path).expect("the folder can be listed");
            open.extend(entries.map(|entry| entry.expect("the folder can be listed").path()));
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("the file can be read");
        assert!(!text.contains("# imported:"), "{}", path.display());
        files += 1;
    }
    assert!(files > 200, "{files}");
}

#[test]
fn everything_in_the_spec_is_generated() {
    let model = model();
    let Generated { files, .. } =
        generate(&tree(), &Options::default()).expect("the spec generates");
    let versions = model
        .services
        .iter()
        .flat_map(|service| service.versions.iter().map(move |version| (&service.folder, version)));
    for (service, version) in versions {
        let folder = format!("{service}/v{}/", version.name.replace('-', ""));
        let count = |what: &str, within: &str| -> usize {
            let inside = files.iter().filter(|file| file.path.starts_with(&folder));
            let inside = inside.filter(|file| file.path.contains(within));
            inside.map(|file| file.text.matches(what).count()).sum()
        };
        let actions = version.actions.len();
        assert_eq!(count("\naction::action!(", "actions/"), actions);
        assert_eq!(count("> Call<actions::", "client.rs"), actions, "a method each");
        let records = 2 * actions + version.objects.len();
        assert_eq!(count("\nwire::re", "/"), records, "`record!` or `request!` each");
        let members: usize = version.objects.iter().map(|object| object.members.len()).sum();
        assert_eq!(count("\n    pub ", "types/") - count("\n    pub fn ", "types/"), members);
        assert_eq!(count("        [", "errors.rs"), version.errors.len());
    }
}
