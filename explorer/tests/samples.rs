//! Code samples: made for every documented example, with names that exist and values that cannot break
//! out of their quotes.

use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use tencentcloud_explorer::Explorer;
use tencentcloud_explorer::code::naming::{self, CONVENTIONS, SERVICES};
use tencentcloud_explorer::code::{Language, Request, sample};
use tencentcloud_explorer::model::load::{Tree, load};
use tencentcloud_explorer::model::model::Site;
use tencentcloud_explorer::model::resolve::resolve;

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

fn explorer() -> Explorer {
    Explorer::embedded().expect("the embedded spec")
}

fn request<'a>(
    explorer: &'a Explorer,
    action: &str,
    parameters: &'a Map<String, Value>,
) -> Request<'a> {
    let (service, version, action) =
        explorer.find("organization", "2021-03-31", action).expect("the action");
    let site = Site::Mainland;
    Request { service, version, action, parameters, site, region: None, endpoint: None }
}

fn object(value: &Value) -> Map<String, Value> {
    value.as_object().expect("an object").clone()
}

#[test]
fn every_documented_example_has_a_sample_in_every_language() {
    let explorer = explorer();
    let mut count = 0;
    for service in &explorer.model().services {
        for version in &service.versions {
            for action in &version.actions {
                for example in &action.examples {
                    let Some(parameters) = &example.request else { continue };
                    for language in Language::ALL {
                        let (site, region) = (Site::Mainland, None);
                        let endpoint = Some("http://127.0.0.1:8080");
                        let request = Request {
                            service,
                            version,
                            action,
                            parameters,
                            site,
                            region,
                            endpoint,
                        };
                        let is_typed =
                            [Language::Go, Language::Java, Language::DotNet, Language::Cpp]
                                .contains(&language);
                        if example.deviates.is_some() && is_typed {
                            continue;
                        }
                        let sample = sample(&request, language).unwrap_or_else(|error| {
                            panic!("{} in {}: {error}", action.name, language.title())
                        });
                        assert!(sample.code.contains(&action.name) || language == Language::Rust);
                        assert!(!sample.code.contains('«'), "{}", sample.code);
                        count += 1;
                    }
                }
            }
        }
    }
    assert!(count > 1500, "{count}");
}

#[test]
fn every_convention_of_names_has_its_source_and_is_there_once() {
    let mut seen = BTreeSet::new();
    for row in CONVENTIONS {
        assert!(
            row.source.contains(": ") && row.source.contains("«version»")
                || row.source.contains("«VERSION»"),
            "{row:?}"
        );
        assert!(row.install.ends_with('.'), "{row:?}");
        assert!(seen.insert(row.language.id()), "{row:?}");
    }
    for language in Language::ALL {
        assert_eq!(Language::from_id(language.id()), Some(language));
    }
    let names: Vec<&str> = SERVICES.lines().filter(|line| !line.starts_with('#')).collect();
    assert!(names.is_sorted() && names.len() > 250, "{}", names.len());
}

#[test]
fn names_follow_the_convention_and_its_exceptions() {
    let name = |service, version, language| {
        naming::of(service, version, language).map(|naming| (naming.package, naming.client))
    };
    let pair = |package: &str, client: &str| Some((package.to_owned(), client.to_owned()));
    assert_eq!(name("csip", "2022-11-21", Language::Php), pair("Csip", "CsipClient"));
    assert_eq!(name("cvm", "2017-03-12", Language::Ruby), pair("cvm/Cvm", "Client"));
    assert_eq!(
        name("as", "2018-04-19", Language::Python),
        pair("autoscaling", "AutoscalingClient")
    );
    assert_eq!(name("as", "2018-04-19", Language::Go), pair("as", "Client"));
    assert_eq!(name("cvm", "1999-01-01", Language::Go), None);
    assert_eq!(name("cv", "2017-03-12", Language::Go), None);
}

#[test]
fn rust_samples_name_types_of_the_generated_crate() {
    let explorer = explorer();
    let empty = Map::new();
    for service in &explorer.model().services {
        for version in &service.versions {
            let module = format!("v{}", version.name.replace('-', ""));
            let folder = root().join("generated/src").join(&service.folder).join(module);
            let mut types = String::new();
            for entry in fs::read_dir(folder.join("actions")).expect("generated actions") {
                types += &fs::read_to_string(entry.expect("an entry").path()).expect("a file");
            }
            for action in &version.actions {
                let (parameters, site) = (&empty, Site::Mainland);
                let (region, endpoint) = (None, Some("http://127.0.0.1:1"));
                let request =
                    Request { service, version, action, parameters, site, region, endpoint };
                let code = sample(&request, Language::Rust).expect("a sample").code;
                let (_, name) = code.split_once("let request: ").expect("a typed request");
                let (name, _) = name.split_once(' ').expect("a type");
                assert!(types.contains(&format!("pub struct {name} ")), "{name}");
            }
        }
    }
}

#[test]
fn the_rust_sample_is_the_example_that_cargo_compiles() {
    let explorer = explorer();
    let parameters = object(&json!({
        "ZoneId": "z-1",
        "RoleAssignmentInfo": [{ "PrincipalId": "u\"", "TargetUin": 9_007_199_254_740_993_u64 }],
    }));
    let mut request = request(&explorer, "CreateRoleAssignment", &parameters);
    request.endpoint = Some("http://127.0.0.1:38217");
    request.region = Some("ap-singapore");
    let made = sample(&request, Language::Rust).expect("a sample").code;
    let path = root().join("explorer/examples/rust_sample.rs");
    let head = "//! The sample that the explorer makes for this request; a test compares both.\n\
                #![allow(clippy::unreadable_literal, reason = \"numbers stand as they are sent\")]\n\n";
    let expected = format!("{head}{made}");
    if std::env::var_os("EXPLORER_CASES").is_some_and(|value| value == "write") {
        fs::write(&path, &expected).expect("it is written");
    }
    // The example is formatted; the sample keeps each option of the client on one line.
    let words = |text: &str| text.split_whitespace().collect::<String>();
    assert_eq!(words(&fs::read_to_string(&path).unwrap_or_default()), words(&expected));
}

#[test]
fn nested_values_are_built_from_the_types_of_the_sdk() {
    let explorer = explorer();
    let parameters = object(&json!({
        "ZoneId": "z-1",
        "RoleAssignmentInfo": [{ "PrincipalId": "u-1", "TargetUin": 7 }],
    }));
    let request = request(&explorer, "CreateRoleAssignment", &parameters);
    for (language, parts) in [
        (
            Language::Go,
            [
                "request.RoleAssignmentInfo = []*organization.RoleAssignmentInfo{",
                "TargetUin: common.Int64Ptr(7)",
            ],
        ),
        (
            Language::Java,
            [
                "roleAssignmentInfo1.setTargetUin(7L);",
                "request.setRoleAssignmentInfo(new RoleAssignmentInfo[] {roleAssignmentInfo1});",
            ],
        ),
        (
            Language::Cpp,
            [
                "roleAssignmentInfo1.SetTargetUin(7);",
                "std::vector<RoleAssignmentInfo>{roleAssignmentInfo1}",
            ],
        ),
        (Language::DotNet, ["new RoleAssignmentInfo[] {", "TargetUin = 7L"]),
    ] {
        let code = sample(&request, language).expect("a sample").code;
        for part in parts {
            assert!(code.contains(part), "{part} is not in\n{code}");
        }
    }
}

#[test]
fn a_service_without_names_has_no_guessed_samples() {
    let documents = load(&Tree::disk(root().join("explorer/cases/garden")));
    let documents = documents.unwrap_or_else(|problems| panic!("{problems}"));
    let explorer = Explorer::new(resolve(&documents).unwrap_or_else(|it| panic!("{it}")));
    let (service, version, action) =
        explorer.find("garden", "2024-05-01", "Plant").expect("the action");
    let parameters = &object(&json!({ "Name": "tree" }));
    let (site, region, endpoint) = (Site::Mainland, None, None);
    let request = Request { service, version, action, parameters, site, region, endpoint };
    for language in Language::ALL {
        let made = sample(&request, language);
        match language {
            Language::Rust | Language::Curl | Language::Tccli => assert!(made.is_ok()),
            _ => {
                let reason = made.expect_err("no names are known").to_string();
                assert!(reason.contains("garden 2024-05-01"), "{reason}");
            }
        }
    }
    let code = sample(&request, Language::Rust).expect("a sample").code;
    assert!(code.contains(r#"ActionRef::new("garden", "2024-05-01", "Plant")"#), "{code}");
}

#[test]
fn a_request_that_no_type_fits_is_an_error_of_the_typed_languages_alone() {
    let explorer = explorer();
    let parameters = object(&json!({ "ZoneId": 7, "Zoneid": "x" }));
    let request = request(&explorer, "ListUsers", &parameters);
    for language in [Language::Go, Language::Java, Language::Cpp, Language::DotNet] {
        assert!(sample(&request, language).is_err(), "{}", language.title());
    }
    assert!(sample(&request, Language::Python).is_ok());
}

#[test]
fn a_region_or_an_address_cannot_bring_code() {
    let explorer = explorer();
    let parameters = Map::new();
    let request = request(&explorer, "DescribeOrganization", &parameters);
    for text in ["x\"; evil(); \"", "x'$(evil)", "x y", "«body»"] {
        for language in Language::ALL {
            let request = Request { region: Some(text), ..request };
            assert!(sample(&request, language).is_err(), "{text}");
            let request = Request { region: None, endpoint: Some(text), ..request };
            assert!(sample(&request, language).is_err(), "{text}");
        }
    }
}

#[test]
fn an_integer_that_a_language_cannot_hold_is_named_beside_its_sample() {
    let explorer = explorer();
    for (language, limit, power) in [
        (Language::Node, 1_u64 << 53, "2^53"),
        (Language::Php, (1 << 63) - 1, "2^63"),
        (Language::Java, (1 << 63) - 1, "2^63"),
    ] {
        for (number, is_named) in [(limit, false), (limit + 1, true)] {
            let parameters = object(&json!({ "OrgId": number }));
            let request = request(&explorer, "QuitOrganization", &parameters);
            let note = sample(&request, language).expect("a sample").note;
            assert_eq!(note.contains(power), is_named, "{note}");
        }
    }
}

#[test]
fn the_ruby_sample_sends_an_object_also_without_parameters() {
    let explorer = explorer();
    let parameters = Map::new();
    let request = request(&explorer, "DescribeOrganization", &parameters);
    let made = sample(&request, Language::Ruby).expect("a sample");
    assert!(made.code.contains("define_singleton_method(:serialize) { {} }"), "{}", made.code);
}
