//! Lists in pages, over a real socket.

use crate::loopback::{Act, Received, Server, ok, refuse, words};
use crate::sample::{ListMembersRequest, ListPoliciesRequest, ListUsersRequest};
use serde_json::{Value, json};
use std::sync::Mutex;
use tencentcloud_runtime::client::Client;
use tencentcloud_runtime::credential::Credential;
use tencentcloud_runtime::error::Error;
use tencentcloud_runtime::retry::Policy;

fn client(server: &Server) -> Client {
    Client::builder()
        .endpoint(server.url())
        .credentials(Credential::new("AKIDEXAMPLE", "secret"))
        .retry(Policy::off())
        .build()
        .unwrap()
}

fn parameters(request: &Received) -> Value {
    serde_json::from_slice(&request.body).unwrap()
}

/// The place in the list that each request named.
fn places(server: &Server, member: &str) -> Vec<Value> {
    server.received().iter().map(|request| parameters(request)[member].clone()).collect()
}

/// A list of members that changes: each request finds the number of members that stands next.
fn members(totals: impl Into<Vec<u64>>, tells_total: bool) -> Server {
    let totals = Mutex::new(totals.into());
    Server::start(move |request| {
        let asked = parameters(request);
        let (offset, limit) = (asked["Offset"].as_u64().unwrap(), asked["Limit"].as_u64().unwrap());
        if offset % limit != 0 {
            return refuse("InvalidParameter.Offset");
        }
        let mut totals = totals.lock().unwrap();
        let total = if totals.len() > 1 { totals.remove(0) } else { totals[0] };
        let items: Vec<_> = (offset..total.min(offset + limit)).map(|n| format!("m{n}")).collect();
        let total = tells_total.then_some(total);
        ok(&json!({"Total": total, "Items": items, "RequestId": "r"}).to_string())
    })
}

const MEMBERS: ListMembersRequest = ListMembersRequest { offset: 0, limit: 2 };

#[tokio::test]
async fn offsets_go_up_to_the_total_by_the_size_of_a_page() {
    for (total, requests) in [(0, 1), (1, 1), (2, 1), (3, 2), (4, 2), (5, 3)] {
        let server = members([total], true);
        let items = client(&server).items(MEMBERS).all().await.unwrap();
        let expected: Vec<_> = (0..total).map(|n| format!("m{n}")).collect();
        assert_eq!(items, expected);
        assert_eq!(server.received().len(), requests, "{total} members");
    }
}

#[tokio::test]
async fn without_a_total_a_short_page_is_the_last_unless_it_is_the_first() {
    for (total, requests) in [(0, 1), (1, 2), (2, 2), (3, 2), (4, 3)] {
        let server = members([total], false);
        let mut items = client(&server).items(MEMBERS);
        let mut count = 0;
        while let Some(item) = items.next().await {
            assert_eq!(item.unwrap(), format!("m{count}"));
            count += 1;
        }
        assert_eq!((count, items.total()), (total, None));
        assert_eq!(server.received().len(), requests, "{total} members");
    }
}

#[tokio::test]
async fn a_total_that_changes_under_way_is_followed() {
    let growing = members([3, 5], true);
    let mut items = client(&growing).items(MEMBERS);
    assert_eq!(items.total(), None);
    items.next().await.unwrap().unwrap();
    assert_eq!(items.total(), Some(3));
    assert_eq!(items.all().await.unwrap().len(), 4);
    assert_eq!(places(&growing, "Offset"), [0, 2, 4]);

    let shrinking = members([5, 2], true);
    assert_eq!(client(&shrinking).items(MEMBERS).all().await.unwrap().len(), 2);
    assert_eq!(places(&shrinking, "Offset"), [0, 2]);
}

/// A list of which the service shows some rows only, and gives at most so many rows at once.
fn rows(count: u64, clamp: u64, tells_total: bool, shows: fn(u64) -> bool) -> Server {
    Server::start(move |request| {
        let asked = parameters(request);
        let (offset, limit) = (asked["Offset"].as_u64().unwrap(), asked["Limit"].as_u64().unwrap());
        if offset % limit != 0 {
            return refuse("InvalidParameter.Offset");
        }
        let rows = offset..count.min(offset + limit.min(clamp));
        let items: Vec<_> = rows.filter(|row| shows(*row)).map(|row| format!("m{row}")).collect();
        let total = tells_total.then_some(count);
        ok(&json!({"Total": total, "Items": items, "RequestId": "r"}).to_string())
    })
}

async fn listed(server: &Server, limit: u64) -> Vec<String> {
    let request = ListMembersRequest { offset: 0, limit };
    let items = client(server).items(request.clone()).all().await.unwrap();
    #[cfg(feature = "blocking")]
    {
        let server = server.url();
        let blocking = move || {
            let client = tencentcloud_runtime::blocking::Client::builder()
                .endpoint(server)
                .credentials(Credential::new("AKIDEXAMPLE", "secret"))
                .build()
                .unwrap();
            client.items(request).collect::<Result<Vec<_>, _>>().unwrap()
        };
        assert_eq!(tokio::task::spawn_blocking(blocking).await.unwrap(), items);
    }
    items
}

fn all(count: u64, shows: fn(u64) -> bool) -> Vec<String> {
    (0..count).filter(|row| shows(*row)).map(|row| format!("m{row}")).collect()
}

#[tokio::test]
async fn smaller_pages_than_were_asked_for_lose_no_item() {
    for (count, clamp) in [(120, 50), (100, 50), (101, 50), (7, 1), (49, 50), (50, 50), (51, 50)] {
        for tells_total in [true, false] {
            let server = rows(count, clamp, tells_total, |_| true);
            assert_eq!(listed(&server, 100).await, all(count, |_| true), "{count} by {clamp}");
        }
    }
}

#[tokio::test]
async fn pages_that_are_filtered_after_they_were_cut_lose_and_repeat_no_item() {
    let filters: [fn(u64) -> bool; 3] = [|row| row != 3, |row| row % 4 != 0, |row| row > 1];
    for shows in filters {
        for count in [9, 20, 25] {
            let server = rows(count, 1000, true, shows);
            assert_eq!(listed(&server, 10).await, all(count, shows), "{count}");
        }
    }
    // The total counts rows: two short pages in a row, of which the first was full.
    let server = rows(30, 1000, true, |row| row < 10 || row == 15 || row > 20);
    let error = client(&server).items(ListMembersRequest { offset: 0, limit: 10 }).all().await;
    assert_eq!(
        words(&error.unwrap_err()),
        "cannot read the answer to ListOrganizationMembers at Total: it is 30, but the 3 pages \
         hold 20 items, so some are missing; ask for smaller pages"
    );
}

#[tokio::test]
async fn pages_without_items_that_are_counted_are_an_error() {
    let server = rows(1_000_000, 1000, true, |_| false);
    let error = client(&server).items(MEMBERS).all().await.unwrap_err();
    assert!(matches!(error, Error::Decode(_)), "{error}");
    assert_eq!(server.received().len(), 2);
}

#[tokio::test]
async fn equal_items_on_a_short_page_are_an_error_as_positions_cannot_be_told() {
    let page = ok(r#"{"Total": 9, "Items": ["a", "a"], "RequestId": "r"}"#);
    let server = Server::script([page]);
    let request = ListMembersRequest { offset: 0, limit: 5 };
    let error = client(&server).items(request).all().await.unwrap_err();
    assert!(error.to_string().contains("ask for 2 or fewer"), "{error}");
}

#[tokio::test]
async fn a_page_size_or_a_place_that_cannot_be_is_an_error_before_anything_is_sent() {
    let server = members([3], true);
    let client = client(&server);
    let none = ListMembersRequest { offset: 0, limit: 0 };
    let error = client.items(none).all().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "cannot list ListOrganizationMembers: the page size Limit is 0; set it to 1 or more"
    );
    let first = ListPoliciesRequest { rp: None, page: Some(0) };
    let error = client.items(first).all().await.unwrap_err();
    assert!(
        error.to_string().ends_with("the page number Page is 0; the first one is 1"),
        "{error}"
    );
    let users = ListUsersRequest { max_results: Some(-1), ..users() };
    assert!(matches!(client.items(users).all().await, Err(Error::Config(_))));
    assert_eq!(server.received().len(), 0);
}

#[tokio::test]
async fn numbered_pages_that_are_smaller_than_asked_for_lose_no_item() {
    let server = Server::start(|request| {
        let page = parameters(request)["Page"].as_u64().unwrap_or(1);
        let first = (page - 1) * 3;
        let list: Vec<_> = (first..8.min(first + 3)).collect();
        ok(&json!({"TotalNum": 8, "List": list, "RequestId": "r"}).to_string())
    });
    let request = ListPoliciesRequest { rp: Some(200), page: None };
    let items = client(&server).items(request).all().await.unwrap();
    assert_eq!(items, (0..8).collect::<Vec<_>>());
}

#[tokio::test]
async fn pages_are_asked_for_when_they_are_needed() {
    let server = members([6], true);
    let mut items = client(&server).items(MEMBERS);
    assert_eq!(server.received().len(), 0);
    for expected in [1, 1, 2, 2, 3] {
        items.next().await.unwrap().unwrap();
        assert_eq!(server.received().len(), expected);
    }
}

#[tokio::test]
async fn a_list_can_be_read_from_its_middle_and_by_pages() {
    let server = members([5], true);
    let mut pages = client(&server).pages(ListMembersRequest { offset: 2, limit: 2 });
    let page = pages.next().await.unwrap().unwrap();
    assert_eq!(
        (page.items.as_slice(), page.request_id.as_str()),
        (&["m2", "m3"].map(String::from)[..], "r")
    );
    assert_eq!(pages.next().await.unwrap().unwrap().items, ["m4"]);
    assert!(pages.next().await.is_none());
}

#[tokio::test]
async fn pages_are_counted_from_one_and_have_the_services_size_if_none_is_asked_for() {
    let server = Server::start(|request| {
        let page = parameters(request)["Page"].as_u64().unwrap_or(1);
        let first = (page - 1) * 3;
        let list: Vec<_> = (first..7.min(first + 3)).collect();
        ok(&json!({"TotalNum": 7, "List": list, "RequestId": "r"}).to_string())
    });
    let request = ListPoliciesRequest { rp: None, page: None };
    let items = client(&server).items(request).all().await.unwrap();
    assert_eq!(items, (0..7).collect::<Vec<_>>());
    assert_eq!(places(&server, "Page"), [Value::Null, json!(2), json!(3)]);
}

fn users() -> ListUsersRequest {
    ListUsersRequest { zone_id: "z-1".to_owned(), max_results: None, next_token: None }
}

/// A page of one user, with what it says of the next one.
fn user(name: &str, next: &Value) -> Act {
    let mut page = json!({"TotalCounts": 9, "Users": [{"UserName": name}], "RequestId": "r"});
    for (key, value) in next.as_object().unwrap() {
        page[key] = value.clone();
    }
    ok(&page.to_string())
}

#[tokio::test]
async fn tokens_are_followed_until_there_is_none() {
    for end in [
        json!({"IsTruncated": false}),
        json!({"IsTruncated": false, "NextToken": "ignored"}),
        json!({"NextToken": ""}),
        json!({"NextToken": null, "IsTruncated": null}),
    ] {
        let server = Server::script([
            user("a", &json!({"NextToken": "t1", "IsTruncated": true})),
            user("b", &json!({"NextToken": "t2"})),
            user("c", &end),
        ]);
        let mut items = client(&server).items(users());
        let mut names = String::new();
        while let Some(user) = items.next().await {
            names += &user.unwrap().name.unwrap();
        }
        assert_eq!((names.as_str(), items.total()), ("abc", Some(9)));
        assert_eq!(places(&server, "NextToken"), [Value::Null, json!("t1"), json!("t2")]);
        assert_eq!(places(&server, "ZoneId"), ["z-1"; 3]);
    }
}

#[tokio::test]
async fn a_page_without_items_is_not_the_last_if_it_has_a_token() {
    let empty = ok(r#"{"Users":[],"NextToken":"t1","IsTruncated":true,"RequestId":"r"}"#);
    let server = Server::script([empty, user("a", &json!({"IsTruncated": false}))]);
    assert_eq!(client(&server).items(users()).all().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_token_that_comes_again_is_an_error_and_no_endless_loop() {
    let next = |token: &str| user("a", &json!({"NextToken": token, "IsTruncated": true}));
    let server = Server::script([next("t1"), next("t2"), next("t1")]);
    let mut items = client(&server).items(users());
    for _ in 0..3 {
        items.next().await.unwrap().unwrap();
    }
    let error = items.next().await.unwrap().unwrap_err();
    assert_eq!(
        words(&error),
        "cannot read the answer to ListUsers at NextToken: the token is one of a page before, so \
         the list has no end"
    );
    assert!(items.next().await.is_none());
    assert_eq!(server.received().len(), 3);
}

#[tokio::test]
async fn more_pages_without_a_token_are_an_error_and_no_quiet_end() {
    let server = Server::script([user("a", &json!({"IsTruncated": true}))]);
    let mut items = client(&server).items(users());
    items.next().await.unwrap().unwrap();
    assert!(matches!(items.next().await, Some(Err(Error::Decode(_)))));
    assert!(items.next().await.is_none());
}

#[tokio::test]
async fn an_error_ends_the_list_which_can_be_continued() {
    let next = |name: &str| user(name, &json!({"NextToken": name, "IsTruncated": true}));
    let server = Server::script([
        next("a"),
        refuse("InternalError"),
        user("b", &json!({"IsTruncated": false})),
    ]);
    let client = client(&server);
    let mut pages = client.pages(users());
    pages.next().await.unwrap().unwrap();
    assert!(matches!(pages.next().await, Some(Err(Error::Service(_)))));
    assert!(pages.next().await.is_none());
    let rest = client.items(pages.request().clone()).all().await.unwrap();
    assert_eq!(rest[0].name.as_deref(), Some("b"));
    assert_eq!(places(&server, "NextToken"), [Value::Null, json!("a"), json!("a")]);
}

#[test]
fn items_are_a_stream_that_can_move_between_threads() {
    fn is_stream<S: futures_core::Stream + Send + Unpin + 'static>(_: S) {}

    let server = members([0], true);
    is_stream(client(&server).items(MEMBERS));
    is_stream(client(&server).pages(MEMBERS));
}
