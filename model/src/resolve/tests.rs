//! The model of a small spec without mistakes.

use super::resolve;
use crate::load::{Tree, load};
use crate::model::{
    ActionId, ErrorClass, Model, ObjectId, Owner, PageStyle, Pagination, Site, Type, ValueSetId,
    ValueSetOrigin, Version, Wait, WaitSource,
};

const SERVICE: &str =
    "title: Demo\nhosts: {mainland: a.example.com, international: b.example.com}\n";

fn model(files: &[(&str, &str)]) -> Model {
    let files = files.iter().map(|(path, text)| (format!("demo/2020-01-01/{path}"), *text));
    let service = [("demo/service.yaml".to_owned(), SERVICE)];
    let tree = Tree::memory(files.chain(service));
    let documents = load(&tree).expect("there is a service");
    resolve(&documents).unwrap_or_else(|mistakes| panic!("{mistakes}"))
}

fn version(files: &[(&str, &str)]) -> Version {
    let mut model = model(files);
    model.services.remove(0).versions.remove(0)
}

#[test]
fn types_get_ids_in_the_order_of_their_names_whatever_refers_to_what() {
    let version = version(&[
        ("version.yaml", "{}"),
        (
            "actions/B.yaml",
            "input:\n- {name: Tree, type: Node}\n- {name: Kind, type: int64, values: [{value: 1, name: One}]}",
        ),
        (
            "actions/A.yaml",
            "output:\n- {name: Leaves, type: list<Leaf>}\n- {name: Size, type: Size}",
        ),
        (
            "types/Node.yaml",
            "members:\n- {name: Children, type: list<Node>}\n- {name: Leaf, type: Leaf}",
        ),
        ("types/Leaf.yaml", "members:\n- {name: Colour, type: string, values: [{value: Red}]}"),
        ("types/Size.yaml", "type: string\nvalues: [{value: Big}]"),
        ("types/Only.yaml", "members: []"),
        ("actions/C.yaml", "input:\n- {name: Only, type: Only}"),
    ]);
    let names: Vec<&str> = version.objects.iter().map(|object| object.name.as_str()).collect();
    assert_eq!(names, ["Leaf", "Node", "Only"]);
    let directions: Vec<(bool, bool)> =
        version.objects.iter().map(|object| (object.in_requests, object.in_responses)).collect();
    assert_eq!(directions, [(true, true), (true, false), (true, false)]);
    let node = &version.objects[1];
    assert_eq!(node.members[0].ty, Type::List(Box::new(Type::Object(ObjectId(1)))));
    assert_eq!(node.members[1].ty, Type::Object(ObjectId(0)));

    // Named sets come first, then those of members: of actions by name, then of objects.
    let sets: Vec<String> = version
        .value_sets
        .iter()
        .map(|set| match &set.origin {
            ValueSetOrigin::Named { name, .. } => name.clone(),
            ValueSetOrigin::Inline { owner, member } => format!("{owner:?} {member}"),
        })
        .collect();
    let input = Owner::Input(ActionId(1));
    let leaf = Owner::Object(ObjectId(0));
    assert_eq!(sets, ["Size".to_owned(), format!("{input:?} Kind"), format!("{leaf:?} Colour")]);
    assert_eq!(version.actions[0].output[1].ty, Type::Values(ValueSetId(0)));
    assert_eq!(version.actions[1].input[1].ty, Type::Values(ValueSetId(1)));
}

#[test]
fn codes_know_their_class_sites_and_actions() {
    let files = [
        ("version.yaml", "{}"),
        (
            "errors.yaml",
            "errors:\n- code: Gone\n- {code: Limit.Rate, class: throttled}\n- code: Limit.Size",
        ),
        ("actions/A.yaml", "sites: [mainland]\nerrors: [Gone, Limit.Rate]"),
        ("actions/B.yaml", "errors:\n- {code: Gone, sites: [international]}\n- Limit.Size"),
        ("actions/C.yaml", "errors: []"),
        ("actions/D.yaml", "{}"),
        (
            "../../common/errors.yaml",
            "families: [{family: Limit, class: limit}]\nerrors: [{code: Limit}]",
        ),
    ]
    .map(|(path, text)| match path.strip_prefix("../../") {
        Some(path) => (path.to_owned(), text),
        None => (format!("demo/2020-01-01/{path}"), text),
    });
    let service = [("demo/service.yaml".to_owned(), SERVICE)];
    let documents = load(&Tree::memory(files.into_iter().chain(service))).expect("a service");
    let model = resolve(&documents).unwrap_or_else(|mistakes| panic!("{mistakes}"));
    let version = &model.services[0].versions[0];
    let both = [Site::Mainland, Site::International].as_slice();
    let codes: Vec<_> = version
        .errors
        .iter()
        .map(|code| {
            (code.code.as_str(), code.class, code.sites.as_slice(), code.actions.as_slice())
        })
        .collect();
    assert_eq!(
        codes,
        [
            ("Gone", ErrorClass::Other, both, [ActionId(0), ActionId(1)].as_slice()),
            ("Limit.Rate", ErrorClass::Throttled, &both[..1], &[ActionId(0)]),
            ("Limit.Size", ErrorClass::Limit, both, &[ActionId(1)]),
        ]
    );
    assert_eq!(
        (model.common_errors[0].class, model.common_errors[0].sites.len()),
        (ErrorClass::Limit, 2)
    );
    assert_eq!(version.actions[1].errors.as_ref().map(|codes| codes[0].sites.len()), Some(1));
    assert_eq!(version.actions[2].errors, Some(Vec::new()));
    assert_eq!(version.actions[3].errors, None);
}

#[test]
fn pages_and_waiting_are_indices_and_paths() {
    let version = version(&[
        ("version.yaml", "{}"),
        (
            "actions/List.yaml",
            "pagination: {style: token, token: Next, items: Items, size: Max, more: More}\ninput:\n- {name: Max, type: int64}\n- {name: Next, type: string}\noutput:\n- {name: Items, type: list<string>}\n- {name: Next, type: string}\n- {name: More, type: bool}",
        ),
        (
            "actions/Start.yaml",
            "wait:\n  poll: Ask\n  input: {Zone: request.Zone, Id: \"response.Done.Tasks[].Id\"}\n  state: Task.State\n  success: [Good]\n  failure: [Bad]\ninput:\n- {name: Zone, type: string}\noutput:\n- {name: Done, type: Done}",
        ),
        (
            "actions/Ask.yaml",
            "input:\n- {name: Id, type: int64, required: true}\n- {name: Zone, type: string}\noutput:\n- {name: Task, type: Task}",
        ),
        ("types/Done.yaml", "members:\n- {name: Tasks, type: list<Task>}"),
        ("types/Task.yaml", "members:\n- {name: Id, type: uint64}\n- {name: State, type: State}"),
        (
            "types/State.yaml",
            "type: string\nvalues: [{value: Good}, {value: Bad}, {value: Running}]",
        ),
    ]);
    let [ask, list, start] = version.actions.as_slice() else { panic!("there are three actions") };
    assert_eq!(
        list.pagination,
        Some(Pagination {
            style: PageStyle::Token,
            cursor: 1,
            next: Some(1),
            items: 0,
            total: None,
            more: Some(2),
            size: Some(0),
        })
    );
    let path = |text: &str| text.split('.').map(str::to_owned).collect::<Vec<_>>();
    let id = WaitSource::Response { path: path("Done.Tasks.Id"), each: Some(2) };
    assert_eq!(
        start.wait,
        Some(Wait {
            poll: ActionId(0),
            input: vec![(0, id), (1, WaitSource::Request(path("Zone")))],
            state: path("Task.State"),
            success: path("Good"),
            failure: path("Bad"),
            reason: None,
        })
    );
    assert_eq!(ask.wait, None);
}

#[test]
fn sites_are_those_of_the_owner_unless_written() {
    let model = model(&[
        ("version.yaml", "source: {page: A}"),
        (
            "actions/A.yaml",
            "input:\n- {name: X, type: string, sites: [mainland]}\n- {name: Y, type: string}\nexamples:\n- {sites: [international], response: {}}\n- {response: {}}",
        ),
        ("actions/B.yaml", "sites: [international]\nsource: {page: B}\nexamples: [{response: {}}]"),
    ]);
    let [a, b] = model.services[0].versions[0].actions.as_slice() else { panic!("two actions") };
    let both = [Site::Mainland, Site::International];
    assert_eq!((a.sites.as_slice(), b.sites.as_slice()), (&both[..], &both[1..]));
    assert_eq!(
        (a.input[0].sites.as_deref(), a.input[1].sites.as_deref()),
        (Some(&both[..1]), None)
    );
    let sites: Vec<&[Site]> = a.examples.iter().map(|example| example.sites.as_slice()).collect();
    assert_eq!(sites, [&both[1..], &both[..]]);
    assert_eq!(b.examples[0].sites, both[1..]);
    assert_eq!(model.services[0].wire_name, "demo");
}

#[test]
fn incomplete_parts_are_cut_to_those_that_are_known() {
    let files = |version: &'static str, roll: &'static str| {
        [
            ("version.yaml", version),
            ("errors.yaml", "errors:\n  - code: A.B\n  - code: C.D\n"),
            ("actions/Roll.yaml", roll),
            (
                "actions/Turn.yaml",
                "group: Turns\ninput:\n  - {name: Part, type: Part}\nerrors: [C.D]\n",
            ),
            ("types/Part.yaml", "members:\n  - {name: A, type: string}\n"),
            ("types/Wheel.yaml", "members:\n  - {name: A, type: string}\n"),
        ]
    };
    let known = version(&files(
        "groups:\n  - Turns\n  - Others\nincomplete: true\n",
        "group: Others\nincomplete: true\n",
    ));
    let names = |names: Vec<&String>| names.into_iter().cloned().collect::<Vec<_>>();
    assert_eq!(names(known.actions.iter().map(|it| &it.name).collect()), ["Turn"]);
    assert_eq!(names(known.objects.iter().map(|it| &it.name).collect()), ["Part"]);
    assert_eq!(names(known.errors.iter().map(|it| &it.code).collect()), ["C.D"]);
    assert_eq!(known.groups, ["Turns"]);
    assert_eq!(known.actions[0].group, Some(0));
    // A version without an action is none yet.
    let nothing: Vec<(&str, &str)> = files("incomplete: true\n", "incomplete: true\n")
        .into_iter()
        .filter(|(path, _)| !path.ends_with("Turn.yaml"))
        .collect();
    assert_eq!(model(&nothing).services, []);
}
