//! Catalogues: the same model comes back, and damaged ones are errors.

use super::write::write_in_pages;
use super::{ActionHead, Catalogue, Error, FORMAT, OnDisk, write};
use crate::load::{Tree, load};
use crate::model::{Member, Model, ObjectId, Type, Version};
use crate::reach::reached;
use crate::resolve::resolve;
use proptest::prelude::*;
use std::path::Path;
use std::sync::LazyLock;

/// The repository's spec, as a model and compiled.
static SPEC: LazyLock<(Model, Vec<u8>)> = LazyLock::new(|| {
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
    let documents = load(&Tree::disk(spec)).unwrap_or_else(|problems| panic!("{problems}"));
    let model = resolve(&documents).unwrap_or_else(|problems| panic!("{problems}"));
    let bytes = write(&model, 3).expect("it can be compiled");
    (model, bytes)
});

/// The model without what a catalogue leaves out.
fn stripped(model: &Model) -> String {
    let model = Model { words: Vec::new(), renames: Vec::new(), ..model.clone() };
    let text = format!("{model:#?}");
    let is_place = |line: &&str| line.trim_start().starts_with("place: ");
    text.lines().filter(|line| !is_place(line)).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_compiled_model_comes_back() {
    let (model, bytes) = &*SPEC;
    let back = Catalogue::open(bytes).and_then(|catalogue| catalogue.model());
    assert!(stripped(&back.expect("it can be read")) == stripped(model));
    assert!(PAGES.len() > bytes.len());
    let back = Catalogue::open(&*PAGES).and_then(|catalogue| catalogue.model());
    assert!(stripped(&back.expect("it can be read")) == stripped(model));
}

#[test]
fn one_version_is_decoded_without_the_others() {
    let (model, bytes) = &*SPEC;
    let catalogue = Catalogue::open(bytes).expect("it can be read");
    let entry = catalogue.service("organization").expect("the service is there");
    let newest = entry.versions().next_back().expect("it has versions");
    let version = newest.decode().expect("it can be decoded");
    let service = model.services.iter().find(|service| service.folder == "organization");
    let wanted = service.and_then(|service| service.versions.last()).expect("it is in the spec");
    assert_eq!(newest.name(), wanted.name);
    assert_eq!(newest.action_count(), wanted.actions.len());
    assert_eq!(version.actions.len(), wanted.actions.len());
    assert!(catalogue.service("organisation").is_none());
}

/// As above, in many pages.
static PAGES: LazyLock<Vec<u8>> =
    LazyLock::new(|| write_in_pages(&SPEC.0, 3, 4 << 10).expect("it can be compiled"));

/// The objects that members lead to, with those in objects.
fn objects_of<'m>(
    version: &Version,
    members: impl Iterator<Item = &'m Member>,
) -> std::collections::BTreeSet<ObjectId> {
    fn object(member: &Member) -> Option<ObjectId> {
        match member.ty.element() {
            Type::Object(id) => Some(*id),
            _ => None,
        }
    }
    let next = |id| version.object(id).members.iter().filter_map(object).collect::<Vec<_>>();
    reached(members.filter_map(object), next)
}

#[test]
fn an_action_is_decoded_with_all_that_it_reaches_and_nothing_else() {
    let catalogue = Catalogue::open(&*PAGES).expect("it can be read");
    let mut polls = 0;
    for entry in catalogue.services().flat_map(super::ServiceEntry::versions) {
        let whole = entry.decode().expect("it can be decoded");
        let frame = entry.decode_frame().expect("it can be decoded");
        assert_eq!(frame.errors, whole.errors);
        let names = |version: &Version| -> Vec<_> {
            version.actions.iter().map(|action| action.name.clone()).collect()
        };
        assert_eq!(names(&frame), names(&whole));
        assert!(frame.objects.iter().all(|object| object.members.is_empty()));
        for id in whole.action_ids() {
            let heads = entry.heads().expect("they can be decoded");
            let part = entry.decode_action(heads, id).expect("it can be decoded").version;
            let poll = whole.action(id).wait.as_ref().map(|wait| wait.poll);
            polls += usize::from(poll.is_some());
            let actions = [Some(id), poll].into_iter().flatten();
            let actions: Vec<_> = actions.map(|id| (part.action(id), whole.action(id))).collect();
            assert!(actions.iter().all(|(part, whole)| part == whole));
            let members = actions.iter().flat_map(|(action, _)| [&action.input, &action.output]);
            let wanted = objects_of(&whole, members.flatten());
            for object in whole.object_ids() {
                let (part, whole) = (part.object(object), whole.object(object));
                let is_wanted = wanted.contains(&object);
                assert!(if is_wanted { part == whole } else { part.members.is_empty() });
            }
            assert_eq!(part.errors, whole.errors);
        }
    }
    assert!(polls > 0, "no action is waited for");
}

#[test]
fn the_sensitive_members_of_the_whole_version_are_named_with_each_action() {
    let catalogue = Catalogue::open(&SPEC.1).expect("it can be read");
    let entry = catalogue.service("organization").and_then(|it| it.versions().next_back());
    let entry = entry.expect("the service is there");
    let whole = entry.decode().expect("it can be decoded");
    let part = entry.decode_action(entry.heads().expect("decoded"), crate::model::ActionId(0));
    let sensitive = part.expect("it can be decoded").sensitive;
    let members = whole.actions.iter().flat_map(|it| it.input.iter().chain(&it.output));
    let members = members.chain(whole.objects.iter().flat_map(|object| &object.members));
    let wanted: std::collections::BTreeSet<_> =
        members.filter(|member| member.sensitive).map(|member| &member.name).collect();
    assert!(!wanted.is_empty() && sensitive.iter().eq(wanted), "{sensitive:?}");
}

#[test]
fn an_action_that_is_not_there_is_damage_and_no_panic() {
    let catalogue = Catalogue::open(&SPEC.1).expect("it can be read");
    let entry = catalogue.services().flat_map(super::ServiceEntry::versions).next();
    let entry = entry.expect("there is a version");
    let astray = crate::model::ActionId(1_000_000);
    assert!(entry.decode_action(entry.heads().expect("decoded"), astray).is_err());
    let few = super::Heads::default();
    assert!(entry.decode_action(few, crate::model::ActionId(0)).is_err());
}

#[test]
fn heads_are_those_of_the_actions() {
    let (model, bytes) = &*SPEC;
    let catalogue = Catalogue::open(bytes).expect("it can be read");
    for service in &model.services {
        let entry = catalogue.service(&service.folder).expect("the service is there");
        for (version, entry) in service.versions.iter().zip(entry.versions()) {
            let heads = entry.heads().expect("they can be decoded");
            assert_eq!(heads.groups, version.groups);
            let facts = |head: &ActionHead| {
                (head.name.clone(), head.doc.clone(), head.group, head.idempotent)
            };
            let wanted = version.actions.iter();
            let wanted =
                wanted.map(|it| (it.name.clone(), it.doc.clone(), it.group, it.idempotent));
            assert!(heads.actions.iter().map(facts).eq(wanted), "{}", version.name);
        }
    }
}

#[test]
fn a_catalogue_on_disk_is_the_same_and_one_that_shrinks_is_an_error() {
    let (model, bytes) = &*SPEC;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.tcat");
    std::fs::write(&path, bytes).expect("written");
    let open = || Catalogue::open(OnDisk::open(&path).expect("it is there"));
    let catalogue = open().expect("it can be read");
    assert!(stripped(&catalogue.model().expect("it can be read")) == stripped(model));
    std::fs::write(&path, &bytes[..bytes.len() / 2]).expect("written");
    assert!(catalogue.model().is_err());
    assert!(open().is_err());
}

#[test]
fn an_id_that_leads_nowhere_is_damage() {
    let mut model = SPEC.0.clone();
    let version = model.services.first_mut().and_then(|service| service.versions.first_mut());
    let action = version.and_then(|version| version.actions.first_mut()).expect("there is one");
    action.group = Some(1_000_000);
    let bytes = write(&model, 1).expect("it can be compiled");
    let error = Catalogue::open(bytes).and_then(|it| it.model()).expect_err("it is damaged");
    assert!(error.to_string().contains("leads nowhere"), "{error}");
}

#[test]
fn compiling_twice_gives_the_same_bytes() {
    let (model, bytes) = &*SPEC;
    assert!(write(model, 3).expect("it can be compiled") == *bytes);
}

#[test]
fn another_format_says_what_to_do() {
    let mut bytes = SPEC.1.clone();
    bytes[8] = 9;
    let error = Catalogue::open(&bytes).expect_err("it is another format");
    assert_eq!(error, Error::Format { found: 9, expected: FORMAT });
    assert!(error.to_string().ends_with("compile it again with this program's version"));
    assert_eq!(Catalogue::open(b"{}").expect_err("it is JSON"), Error::NotACatalogue);
}

#[test]
fn a_cut_catalogue_is_an_error_wherever_it_is_cut() {
    let bytes = &SPEC.1;
    for length in (0..bytes.len()).step_by(997).chain([bytes.len() - 1]) {
        assert!(Catalogue::open(&bytes[..length]).is_err(), "{length}");
    }
}

proptest! {
    #[test]
    fn damage_is_an_error_or_harmless_and_never_a_panic(at in any::<prop::sample::Index>(), to: u8) {
        let mut bytes = PAGES.clone();
        let at = at.index(bytes.len());
        bytes[at] = to;
        if let Ok(catalogue) = Catalogue::open(&bytes) {
            for service in catalogue.services() {
                let _ = service.decode();
            }
        }
    }
}
