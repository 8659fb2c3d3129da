//! Pages: every item once, in order, whatever the family.

use crate::support::{VERSION, call, now, refusal, request, unsigned};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use tencentcloud_mock::{Mock, Spec};

/// The items that following an action's pages to the end gives, and how many pages there were.
fn follow(mock: &Mock, version: &str, action: &str) -> (Vec<Value>, usize) {
    let spec = Spec::embedded().expect("the embedded spec");
    let mut versions = spec.model().services.iter().flat_map(|service| &service.versions);
    let found = versions.find(|known| known.name == version).expect("the version");
    let found = found.actions.iter().find(|known| known.name == action).expect("the action");
    let paging = found.pagination.as_ref().expect("it has pages");
    let cursor = &found.input[paging.cursor].name;
    let output = |index: Option<usize>| index.map(|index| found.output[index].name.as_str());
    let mut parameters = mock.parameters_of(version, action).expect("known");
    // Optional parameters of the documented request restrict the items.
    parameters
        .retain(|name, _| found.input.iter().any(|input| input.required && input.name == *name));
    parameters.remove(cursor);
    if let Some(size) = paging.size {
        parameters.insert(found.input[size].name.clone(), json!(10));
    }
    let (mut items, mut pages) = (Vec::new(), 0);
    let mut position = match paging.style {
        tencentcloud_model::model::PageStyle::Page => Value::from(1),
        tencentcloud_model::model::PageStyle::Offset => Value::from(0),
        tencentcloud_model::model::PageStyle::Token => Value::from(""),
    };
    loop {
        parameters.insert(cursor.clone(), position.clone());
        let answer =
            mock.answer(&request(version, action, &Value::Object(parameters.clone())), now());
        let response: Map<String, Value> = crate::support::body(&answer);
        let page = response[&found.output[paging.items].name].as_array().expect("items").clone();
        pages += 1;
        assert!(pages < 100, "{action} has no end");
        if let Some(total) = output(paging.total) {
            assert_eq!(response[total], 23, "{action}");
        }
        let is_last = items.len() + page.len() >= 23;
        if let Some(more) = output(paging.more) {
            assert_eq!(response[more], !is_last, "{action}");
        }
        items.extend(page.iter().cloned());
        if page.is_empty() || is_last {
            if let Some(next) = output(paging.next) {
                assert_eq!(response.get(next), None, "{action} offers a page after the last");
            }
            return (items, pages);
        }
        position = match &position {
            Value::Number(number) if paging.style == tencentcloud_model::model::PageStyle::Page => {
                json!(number.as_u64().expect("a page") + 1)
            }
            Value::Number(_) => json!(items.len()),
            _ => response[output(paging.next).expect("a token")].clone(),
        };
    }
}

#[test]
fn every_paged_action_gives_every_item_once() {
    let mock = unsigned().without_rate_limits().items(23).build().expect("a mock");
    let spec = Spec::embedded().expect("the embedded spec");
    let mut count = 0;
    for version in spec.model().services.iter().flat_map(|service| &service.versions) {
        for action in version.actions.iter().filter(|action| action.pagination.is_some()) {
            let (items, pages) = follow(&mock, &version.name, &action.name);
            assert_eq!(items.len(), 23, "{}", action.name);
            assert_eq!(pages, 3, "{}", action.name);
            let different: BTreeSet<String> = items.iter().map(Value::to_string).collect();
            assert_eq!(different.len(), 23, "{}: items repeat: {}", action.name, items[1]);
            count += 1;
        }
    }
    assert!(count >= 35, "{count} actions");
}

#[test]
fn tokens_are_taken_by_the_action_that_gave_them() {
    let mock = unsigned().items_of("ListUsers", 30).items_of("ListGroups", 30).build();
    let mock = mock.expect("a mock");
    let token = call(&mock, "ListUsers", &json!({"ZoneId": "z-1"}))["NextToken"].clone();
    let code = |action: &str, token: &Value| {
        let parameters = json!({"ZoneId": "z-1", "NextToken": token});
        refusal(&mock.answer(&request(VERSION, action, &parameters), now())).0
    };
    assert_eq!(code("ListGroups", &token), "InvalidParameter.NextTokenInvalid");
    assert_eq!(code("ListUsers", &json!("invented")), "InvalidParameter.NextTokenInvalid");
    let next = call(&mock, "ListUsers", &json!({"ZoneId": "z-1", "NextToken": token}));
    assert_eq!(next["IsTruncated"], true);
    assert_eq!(next["MaxResults"], 10);
}

#[test]
fn there_is_nothing_behind_the_end() {
    let mock = unsigned().items(5).build().expect("a mock");
    let page = |offset: u64| {
        call(&mock, "DescribeOrganizationMembers", &json!({"Offset": offset, "Limit": 2}))
    };
    assert_eq!(page(4)["Items"].as_array().map(Vec::len), Some(1));
    assert_eq!(page(6)["Items"].as_array().map(Vec::len), Some(0));
    assert_eq!(page(u64::MAX)["Total"], 5);
    let none = unsigned().items(0).build().expect("a mock");
    let first = call(&none, "ListUsers", &json!({"ZoneId": "z-1"}));
    assert_eq!((&first["Users"], &first["IsTruncated"]), (&json!([]), &json!(false)));
}
