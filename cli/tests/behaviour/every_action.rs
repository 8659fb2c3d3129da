//! All actions of the embedded spec: called, and run dry.

use crate::support::Shell;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tencentcloud_mock::MockServer;
use tencentcloud_model::embedded;
use tencentcloud_model::model::{Action, Service, Site, Version};
use tencentcloud_runtime::transport::{BoxFuture, Failure, Limits, Transport};

/// Every action with the first of its documented examples.
fn actions() -> Vec<(Service, Version, Action)> {
    let model = embedded::catalogue().and_then(|catalogue| catalogue.model()).expect("it opens");
    let mut all = Vec::new();
    for service in &model.services {
        for version in &service.versions {
            all.extend(
                version
                    .actions
                    .iter()
                    .map(|action| (service.clone(), version.clone(), action.clone())),
            );
        }
    }
    all
}

fn line(service: &Service, version: &Version, action: &Action, folder: &Path) -> Vec<String> {
    let request = action.examples.iter().find_map(|example| example.request.clone());
    let file = folder.join("request.json");
    let text = serde_json::to_string(&request.unwrap_or_default()).expect("JSON");
    std::fs::write(&file, text).expect("written");
    let site = if action.sites.contains(&Site::Mainland) { "mainland" } else { "international" };
    let file = file.display().to_string();
    let line = [
        &service.folder,
        &action.name,
        "--version",
        &version.name,
        "--site",
        site,
        "--json",
        &file,
    ];
    let mut line: Vec<String> = line.iter().map(ToString::to_string).collect();
    // A documented example may deviate from the declaration.
    line.push("--skip-check".to_owned());
    line
}

#[test]
fn every_action_is_called_over_tls_with_its_documented_example() {
    let server = MockServer::builder().tls().without_rate_limits();
    let server = server.start_blocking().expect("the mock starts");
    let folder = tempfile::tempdir().expect("a folder");
    let certificate = folder.path().join("mock.pem");
    std::fs::write(&certificate, server.certificate_pem().expect("TLS")).expect("written");
    let shell = Shell::of(&server).with("TENCENTCLOUD_CA_FILE", &certificate.display().to_string());
    let (mut called, mut refused) = (0, Vec::new());
    for (service, version, action) in actions() {
        let args = line(&service, &version, &action, folder.path());
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let ran = shell.run(&args);
        let name = format!("{} {} {}", service.folder, version.name, action.name);
        if ran.code == 0 {
            let response: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
            assert!(response["RequestId"].is_string(), "{name}: {response}");
        } else {
            assert!(ran.code >= 10, "{name}: {}", ran.err);
            // Both checks are one, so ours has seen it, too.
            if !ran.err.contains("warning: ") {
                refused.push(format!("{name}: {}", ran.err.lines().next().unwrap_or_default()));
            }
        }
        called += 1;
    }
    assert!(called > 150, "{called} actions");
    assert!(refused.is_empty(), "{}", refused.join("\n"));
    assert_eq!(server.mock().request_count(), called);
}

/// Counts requests, of which there must be none.
struct Forbidden(AtomicUsize);

impl Transport for Forbidden {
    fn send(
        &self,
        _: http::Request<bytes::Bytes>,
        _: Limits,
    ) -> BoxFuture<'_, Result<http::Response<bytes::Bytes>, Failure>> {
        self.0.fetch_add(1, Ordering::Relaxed);
        Box::pin(async { Err(Failure::NotSent("a dry run sent a request".into())) })
    }
}

#[test]
fn a_dry_run_of_any_action_sends_nothing() {
    let forbidden = Arc::new(Forbidden(AtomicUsize::new(0)));
    let folder = tempfile::tempdir().expect("a folder");
    // Without a credential in the variables the chain would ask the machine.
    let mut shell = Shell::bare();
    shell.transport = Some(forbidden.clone());
    for (service, version, action) in actions() {
        let mut args = line(&service, &version, &action, folder.path());
        args.push("--dry-run".to_owned());
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let ran = shell.run(&args);
        assert_eq!(ran.code, 0, "{}: {}", action.name, ran.err);
        // The canonical request, or the request of an action without signature.
        let signed = format!("x-tc-action:{}", action.name.to_lowercase());
        let unsigned = format!("x-tc-action: {}\n", action.name);
        let wanted = if action.unsigned { unsigned } else { signed };
        assert!(ran.out.contains(&wanted), "{}", ran.out);
    }
    assert_eq!(forbidden.0.load(Ordering::Relaxed), 0);
}
