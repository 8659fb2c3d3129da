//! Actions of other services: imported from packages, and called against a mock of the same facts.

use crate::catalogue::wheel_of;
use crate::support::Shell;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use tencentcloud_mock::MockServer;
use tencentcloud_model::catalogue::Catalogue;
use tencentcloud_model::model::{Action, Model, Service, Site, Version};

/// The member of a request, as packages declare it.
fn member(name: &str, ty: &str, inner: &str, is_required: bool) -> String {
    format!(
        r#"{{"name": "{name}", "type": "{ty}", "member": "{inner}", "document": "{name} 的说明。", "required": {is_required}, "disabled": false, "example": "1"}}"#
    )
}

/// The metadata of a service with actions whose requests have members of every type.
fn metadata(service: &str, actions: usize) -> String {
    let mut declared = Vec::new();
    let mut objects = vec![format!(
        r#""Leaf": {{"document": "叶子。", "members": [{}, {}]}}"#,
        member("Colour", "string", "string", true),
        member("Veins", "list", "uint64", false)
    )];
    let request_id = r#"{"name": "RequestId", "type": "string", "member": "string", "document": "唯一请求 ID，由服务端生成，每次请求都会返回（若请求因其他原因未能抵达服务端，则该次请求不会获得 RequestId）。定位问题时需要提供该次请求的 RequestId。"}"#;
    for number in 0..actions {
        let name = format!("PlantTree{number}");
        declared.push(format!(
            r#""{name}": {{"name": "种树", "document": "种一棵树。", "input": "{name}Request", "output": "{name}Response", "status": "online"}}"#
        ));
        let input = [
            member("Name", "string", "string", true),
            member("Height", "float", "float", number % 2 == 0),
            member("Count", "int", "int64", number % 3 == 0),
            member("IsOld", "bool", "bool", number % 5 == 0),
            member("Leaves", "list", "Leaf", number % 4 == 0),
            member("Largest", "object", "Leaf", number % 7 == 0),
        ];
        let mut output = vec![member("TreeId", "int", "uint64", false), request_id.to_owned()];
        // A member of this name is not a refusal.
        if number % 6 == 0 {
            output.insert(0, member("Error", "object", "Leaf", false));
        }
        objects.push(format!(
            r#""{name}Request": {{"document": "{name}请求参数结构体", "type": "object", "members": [{}]}}"#,
            input.join(", ")
        ));
        objects.push(format!(
            r#""{name}Response": {{"document": "{name}返回参数结构体", "type": "object", "members": [{}]}}"#,
            output.join(", ")
        ));
    }
    let mut text = String::new();
    let _ = write!(
        text,
        r#"{{"actions": {{{}}}, "metadata": {{"apiVersion": "2024-05-01", "serviceShortName": "{service}", "serviceNameCN": "花园", "serviceDocument": "花园服务。", "api_brief": "花园"}}, "objects": {{{}}}, "version": "1.0"}}"#,
        declared.join(", "),
        objects.join(", ")
    );
    text
}

/// Imports packages, and returns the surroundings with their catalogue and its model.
fn imported(folder: &Path, wheel: &Path) -> (Shell, Model) {
    let shell = Shell::bare().with("XDG_DATA_HOME", &folder.display().to_string());
    let ran = shell.run(&["catalogue", "add", &wheel.display().to_string()]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let files = std::fs::read_dir(folder.join("tencentcloud/catalogues")).expect("listed");
    let file = files.map(|entry| entry.expect("listed").path()).next().expect("a catalogue");
    let bytes = std::fs::read(file).expect("read");
    (shell, Catalogue::open(bytes).and_then(|catalogue| catalogue.model()).expect("it opens"))
}

/// Calls actions over TLS with their documented example, or else with their skeleton.
fn call_all(folder: &Path, shell: Shell, model: &Model, actions: &[(&Service, &Version, &Action)]) {
    let server = MockServer::builder().spec(model.clone()).tls().without_rate_limits();
    let server = server.start_blocking().expect("the mock starts");
    let certificate = folder.join("mock.pem");
    std::fs::write(&certificate, server.certificate_pem().expect("TLS")).expect("written");
    let mut shell = shell;
    shell.variables.extend(Shell::of(&server).variables);
    let shell = shell.with("TENCENTCLOUD_CA_FILE", &certificate.display().to_string());
    let file = folder.join("request");
    let (mut wrong, mut refusals, mut deviating) = (Vec::new(), 0, 0);
    for (service, version, action) in actions {
        let name = format!("{} {} {}", service.folder, version.name, action.name);
        let site =
            if action.sites.contains(&Site::Mainland) { "mainland" } else { "international" };
        let example = action.examples.iter().find(|example| example.request.is_some());
        // A few examples document a refusal: these alone may be, and have to be, refused.
        let is_refusal = !action.declares_error()
            && example
                .and_then(|example| example.response.as_ref())
                .is_some_and(|response| response.contains_key("Error"));
        refusals += usize::from(is_refusal);
        let (option, text) = if let Some(example) = example {
            ("--json", serde_json::to_string(&example.request).expect("JSON"))
        } else {
            let line =
                format!("skeleton {} {} --version {}", service.folder, action.name, version.name);
            ("--yaml", shell.line(&line).out)
        };
        std::fs::write(&file, text).expect("written");
        let line = format!(
            "call {} {} --version {} --site {site} --skip-check {option} {}",
            service.folder,
            action.name,
            version.name,
            file.display()
        );
        let ran = shell.line(&line);
        // An example may deviate from the declaration, which both checks see.
        let deviates = ran.err.contains("warning: ");
        let first = ran.err.lines().next().unwrap_or_default();
        match ran.code {
            0 if is_refusal => wrong.push(format!("{name}: a documented refusal is not one")),
            0 => assert!(ran.json()["RequestId"].is_string(), "{name}: {}", ran.out),
            10.. if is_refusal => {}
            10.. if deviates => deviating += 1,
            _ => wrong.push(format!("{name}: {first}")),
        }
    }
    println!(
        "{} actions called: {refusals} documented refusals, {deviating} examples that deviate",
        actions.len()
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(server.mock().request_count(), actions.len() as u64);
}

/// Every action of a model, the first ones of each version before others.
fn in_turn(model: &Model) -> Vec<(&Service, &Version, &Action)> {
    let versions = || {
        let of = |service| move |version| (service, version);
        model
            .services
            .iter()
            .flat_map(move |service: &Service| service.versions.iter().map(of(service)))
    };
    let most =
        versions().map(|(_, version): (_, &Version)| version.actions.len()).max().unwrap_or(0);
    let nth = |index: usize| {
        versions().filter_map(move |(service, version)| {
            Some((service, version, version.actions.get(index)?))
        })
    };
    (0..most).flat_map(nth).collect()
}

#[test]
fn every_action_of_an_imported_package_is_called_over_tls() {
    let folder = tempfile::tempdir().expect("a folder");
    let services: Vec<(String, String)> = ["garden", "orchard", "meadow"]
        .iter()
        .map(|name| (format!("tccli/services/{name}/v20240501/api.json"), metadata(name, 12)))
        .collect();
    let wheel = wheel_of(folder.path(), "tccli", "3.1.0", &services);
    let (shell, model) = imported(folder.path(), &wheel);
    let actions = in_turn(&model);
    assert_eq!(actions.len(), 36);
    call_all(folder.path(), shell, &model, &actions);
}

/// The vendor's package takes a minute to import, and CI does not have it: the variable names it. With
/// `TENCENTCLOUD_TEST_ACTIONS` there may be more actions than 500.
#[test]
fn five_hundred_actions_of_the_vendors_package_are_called_over_tls() {
    const VARIABLE: &str = "TENCENTCLOUD_TEST_WHEEL";
    let Some(wheel) = std::env::var_os(VARIABLE).map(PathBuf::from) else {
        eprintln!("skipped: {VARIABLE} names no package of tccli");
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let (shell, model) = imported(folder.path(), &wheel);
    let own = ["organization", "sts"];
    let mut actions = in_turn(&model);
    actions.retain(|(service, ..)| !own.contains(&service.folder.as_str()));
    let most = std::env::var("TENCENTCLOUD_TEST_ACTIONS").ok();
    actions.truncate(most.map_or(500, |most| most.parse().expect("a number")));
    assert!(actions.len() >= 500, "{}", actions.len());
    call_all(folder.path(), shell, &model, &actions);
}
