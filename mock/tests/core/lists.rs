//! Lists: a tree of departments is a tree, and filters restrict what is returned.

use crate::support::{call, now, request, unsigned};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use tencentcloud_mock::{Answers, Mock, Spec};
use tencentcloud_model::load::{Tree, load};
use tencentcloud_model::resolve::resolve;

/// All items of an action that pages by offset, and the total it reports.
fn all(mock: &Mock, action: &str, parameters: &Value) -> (Vec<Value>, u64) {
    let mut items = Vec::new();
    loop {
        let mut parameters = parameters.clone();
        parameters["Offset"] = json!(items.len());
        parameters["Limit"] = json!(10);
        let response = call(mock, action, &parameters);
        let page = response["Items"].as_array().unwrap_or_else(|| panic!("{response:?}")).clone();
        let total = response["Total"].as_u64().expect("a total");
        items.extend(page.iter().cloned());
        if page.is_empty() || items.len() as u64 >= total {
            assert_eq!(items.len() as u64, total, "{action}");
            return (items, total);
        }
    }
}

fn assert_tree(nodes: &[Value], id: &str, parent: &str) {
    let parents: BTreeMap<String, String> =
        nodes.iter().map(|node| (node[id].to_string(), node[parent].to_string())).collect();
    assert_eq!(parents.len(), nodes.len(), "every ID is there once");
    let roots = parents.values().filter(|parent| !parents.contains_key(*parent)).count();
    assert_eq!(roots, 1, "{parents:?}");
    for mut node in parents.keys() {
        for _ in 0..=nodes.len() {
            match parents.get(node) {
                Some(above) => node = above,
                None => break,
            }
        }
        assert!(!parents.contains_key(node), "there is a circle");
    }
}

#[test]
fn departments_are_a_tree_to_which_members_belong() {
    for (nodes, members) in [(25, 25), (1, 7), (4, 40), (40, 4)] {
        for answers in [Answers::Documented, Answers::Generated] {
            let mock = unsigned().without_rate_limits().answers(answers);
            let mock = mock.items_of("DescribeOrganizationNodes", nodes);
            let mock = mock.items_of("DescribeOrganizationMembers", members).build().expect("one");
            let (nodes, _) = all(&mock, "DescribeOrganizationNodes", &json!({}));
            assert_tree(&nodes, "NodeId", "ParentNodeId");
            assert_eq!(nodes[0]["ParentNodeId"], 0);
            let organization = call(&mock, "DescribeOrganization", &json!({}));
            assert_eq!(organization["RootNodeId"], nodes[0]["NodeId"]);
            let (members, _) = all(&mock, "DescribeOrganizationMembers", &json!({}));
            let mut counted = 0;
            for node in &nodes {
                let filter = json!({"NodeId": node["NodeId"]});
                let (found, total) = all(&mock, "DescribeOrganizationMembers", &filter);
                assert_eq!(found.len() as u64, total);
                for member in &found {
                    assert_eq!(member["NodeId"], node["NodeId"]);
                    assert_eq!(member["NodeName"], node["Name"]);
                    assert!(members.contains(member), "a member is the same wherever it is listed");
                }
                counted += found.len();
            }
            assert_eq!(counted, members.len(), "every member is in one department");
        }
    }
}

#[test]
fn a_list_without_pages_is_a_tree_too() {
    let mock = unsigned().build().expect("a mock");
    let answer = mock.answer(&request("2018-12-25", "ListOrganizationNodes", &json!({})), now());
    let response = crate::support::body(&answer);
    let nodes = response["Nodes"].as_array().expect("nodes");
    assert_eq!(nodes.len(), 25);
    assert_tree(nodes, "NodeId", "ParentNodeId");
}

#[test]
fn every_filter_that_names_a_member_of_an_item_restricts_the_items() {
    let mock = unsigned().without_rate_limits().items(30).build().expect("a mock");
    let spec = Spec::embedded().expect("a spec");
    let mut tried = BTreeSet::new();
    for version in spec.model().services.iter().flat_map(|service| &service.versions) {
        for action in &version.actions {
            let Some(paging) = &action.pagination else { continue };
            let items = &action.output[paging.items];
            let tencentcloud_model::model::Type::Object(id) = items.ty.element() else { continue };
            let mut required = mock.parameters_of(&version.name, &action.name).expect("known");
            required.retain(|name, _| {
                action.input.iter().any(|input| input.required && input.name == *name)
            });
            let list = |parameters: &Map<String, Value>| {
                let parameters = Value::Object(parameters.clone());
                let answer = mock.answer(&request(&version.name, &action.name, &parameters), now());
                let response = crate::support::body(&answer);
                assert!(!response.contains_key("Error"), "{} {response:?}", action.name);
                response[&items.name].as_array().expect("items").clone()
            };
            let first = list(&required).first().cloned().expect("an item");
            for input in action.input.iter().filter(|input| !input.required) {
                let member = version.object(*id).members.iter().find(|it| it.name == input.name);
                let is_plain = |ty| version.scalar(ty).is_some();
                let Some(member) = member.filter(|it| is_plain(&it.ty) && is_plain(&input.ty))
                else {
                    continue;
                };
                let mut parameters = required.clone();
                parameters.insert(input.name.clone(), first[&member.name].clone());
                let found = list(&parameters);
                assert!(!found.is_empty(), "{} {}", action.name, input.name);
                for item in &found {
                    assert_eq!(item[&member.name], first[&member.name], "{}", action.name);
                }
                tried.insert((action.name.clone(), input.name.clone()));
            }
        }
    }
    assert!(tried.len() >= 25, "{tried:?}");
}

#[test]
fn lists_of_values_and_texts_to_search_for_restrict_the_items() {
    let mock = unsigned().items(30).build().expect("a mock");
    let costs = |uins: &Value| {
        let parameters = json!({"Month": "2024-01", "MemberUins": uins});
        all(&mock, "DescribeOrganizationFinancialByMember", &parameters).0
    };
    let every = costs(&json!([]));
    assert_eq!(every.len(), 30, "an empty list is no filter");
    let two = costs(&json!([every[3]["MemberUin"], every[20]["MemberUin"], 1]));
    assert_eq!(two, [every[3].clone(), every[20].clone()]);
    let (members, _) = all(&mock, "DescribeOrganizationMembers", &json!({}));
    let name = members[17]["Name"].as_str().expect("a name").to_uppercase();
    let (found, total) = all(&mock, "DescribeOrganizationMembers", &json!({"SearchKey": name}));
    assert_eq!((found, total), (vec![members[17].clone()], 1));
    let none = json!({"SearchKey": "nobody has this name"});
    assert_eq!(all(&mock, "DescribeOrganizationMembers", &none).1, 0);
    let tagged = json!({"Tags": [{"TagKey": "a", "TagValue": "b"}]});
    assert_eq!(all(&mock, "DescribeOrganizationMembers", &tagged).1, 0);
}

#[test]
fn documented_values_take_turns_where_requests_filter_by_them() {
    let mock = unsigned().items(30).build().expect("a mock");
    let states = |status: Value| {
        let parameters = json!({"ZoneId": "z-1", "Status": status});
        call(&mock, "ListTasks", &parameters)["TotalCounts"].as_u64().expect("a total")
    };
    let counts = ["InProgress", "Success", "Failed"].map(|status| states(json!(status)));
    assert_eq!(counts.iter().sum::<u64>(), 30);
    assert!(counts.iter().all(|count| *count == 10), "{counts:?}");
}

#[test]
fn filters_that_are_not_modelled_are_named_in_the_hint() {
    let mock = unsigned().build().expect("a mock");
    let hint = |parameters: &Value| {
        mock.answer(&request("2021-03-31", "ListUsers", parameters), now()).hint
    };
    assert_eq!(hint(&json!({"ZoneId": "z-1"})), None);
    let parameters = json!({"ZoneId": "z-1", "Filter": "x", "FilterGroups": ["g-1"]});
    let expected = "not modelled, so the items are not restricted by: `Filter`, `FilterGroups`";
    assert_eq!(hint(&parameters).as_deref(), Some(expected));
    let members = json!({"Limit": 10, "Offset": 0, "Lang": "en", "Product": "config"});
    let answer =
        mock.answer(&request("2021-03-31", "DescribeOrganizationMembers", &members), now());
    assert!(answer.hint.expect("a hint").ends_with("by: `Product`"));
}

#[test]
fn items_carry_the_ids_that_were_asked_for() {
    let mock = unsigned().build().expect("a mock");
    let list = |uin: u64| {
        let parameters = json!({"Offset": 0, "Limit": 50, "MemberUin": uin, "PolicyId": 7});
        call(&mock, "DescribeOrganizationMemberAuthAccounts", &parameters)["Items"].clone()
    };
    let items = list(100);
    assert!(items.as_array().is_some_and(|items| {
        items.len() == 25 && items.iter().all(|item| item["PolicyId"] == 7)
    }));
}

/// A tree whose IDs are texts, without an example.
const FILES: &[(&str, &str)] = &[
    (
        "common/errors.yaml",
        "families: [{family: InternalError, class: internal}]\nerrors: [{code: InternalError, doc: x}]\n",
    ),
    ("toy/service.yaml", "title: Toy\nhosts: {mainland: toy.tencentcloudapi.com}\n"),
    ("toy/2020-01-01/version.yaml", "doc: x\n"),
    ("toy/2020-01-01/errors.yaml", "errors: [{code: InternalError.A, doc: x}]\n"),
    (
        "toy/2020-01-01/types/Folder.yaml",
        "members:\n  - {name: FolderId, type: string}\n  - {name: ParentFolderId, type: string}\n  - {name: FolderName, type: string}\n",
    ),
    (
        "toy/2020-01-01/types/File.yaml",
        "members:\n  - {name: FileId, type: string}\n  - {name: FolderId, type: string}\n  - {name: FolderName, type: string}\n",
    ),
    (
        "toy/2020-01-01/actions/ListFolders.yaml",
        "input: [{name: ParentFolderId, type: string}]\noutput: [{name: Folders, type: list<Folder>}]\nerrors: [InternalError.A]\n",
    ),
    (
        "toy/2020-01-01/actions/ListFiles.yaml",
        "input: [{name: FolderId, type: string}]\noutput: [{name: Files, type: list<File>}]\n",
    ),
];

#[test]
fn trees_of_other_services_are_trees_by_the_same_names() {
    let documents = load(&Tree::memory(FILES.iter().copied())).expect("files");
    let model = resolve(&documents).unwrap_or_else(|diagnostics| {
        panic!("{}", tencentcloud_model::diagnostic::Printer::plain().print(&diagnostics))
    });
    let mock = unsigned().spec(Spec::from(model)).items(14).items_of("ListFiles", 28);
    let mock = mock.build().expect("a mock");
    let list = |action: &str, parameters: &Value| -> Vec<Value> {
        let answer = mock.answer(&request("2020-01-01", action, parameters), now());
        let mut body = crate::support::body(&answer);
        body.shift_remove("RequestId");
        let items = body.values().next().and_then(Value::as_array);
        items.unwrap_or_else(|| panic!("{body:?}")).clone()
    };
    let folders = list("ListFolders", &json!({}));
    assert_eq!(folders.len(), 14);
    assert_tree(&folders, "FolderId", "ParentFolderId");
    assert_eq!(folders[0]["ParentFolderId"], "");
    let below = list("ListFolders", &json!({"ParentFolderId": folders[0]["FolderId"]}));
    assert_eq!(below, folders[1..=3]);
    for folder in &folders {
        let files = list("ListFiles", &json!({"FolderId": folder["FolderId"]}));
        assert_eq!(files.len(), 2);
        assert!(files.iter().all(|file| file["FolderName"] == folder["FolderName"]));
    }
}
