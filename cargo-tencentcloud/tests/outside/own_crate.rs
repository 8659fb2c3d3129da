//! The whole way of a crate: made, filled, called, edited, updated.

use crate::support::{Workspace, metadata};

const USES: &str = "\
use my_cloud::bell::v20240202::RingBellRequest;
use my_cloud::lamp::v20240101::{DescribeLampsRequest, SwitchLampRequest};
";

const CALLS: &str = r#"
    let lamps = client.send(&DescribeLampsRequest::new("room-1")).call()?;
    println!("{} lamps", lamps.lamps.len());
    client.send(&SwitchLampRequest::new("lamp-1", true)).call()?;
    let rung = client.send(&RingBellRequest::new("bell-1").with_times(2_u64)).call()?;
    println!("request {}", rung.request_id);
"#;

#[test]
fn a_crate_of_three_actions_is_made_called_and_updated() {
    let workspace = Workspace::with_crate();
    assert!(workspace.read("Cargo.toml").contains("\"my-cloud\""));
    assert!(workspace.read("Cargo.toml").contains("# The members."));
    let before = metadata("before");
    workspace.edit("my-cloud/Cargo.toml", "default = [", "# Mine.\ndefault = [");
    let three = ["lamp:DescribeLamps", "lamp:SwitchLamp", "bell:RingBell"];
    let add = [&["add"], &three[..], &["--from", &before]].concat();
    let text = workspace.succeeds("my-cloud", &add);
    assert!(text.contains("added bell/2024-02-02 RingBell"), "{text}");
    let manifest = workspace.read("my-cloud/Cargo.toml");
    for line in ["# Mine.", "lamp-v20240101 = []", "bell-v20240202 = []"] {
        assert!(manifest.contains(line), "{manifest}");
    }
    assert!(!workspace.path("my-cloud/spec/bell/2024-02-02/actions/ListBells.yaml").exists());
    workspace.succeeds("my-cloud", &["codegen", "--check"]);
    let (text, called) = workspace.calls_the_mock("lamp-v20240101 bell-v20240202", USES, CALLS);
    assert!(text.contains(" lamps\n") && text.contains("request "), "{text}");
    assert_eq!(called, ["DescribeLamps", "SwitchLamp", "RingBell"]);
    edits_by_hand_are_noticed(&workspace);
    updates(&workspace);
    workspace.cargo(&["check", "--quiet", "--package", "my-cloud", "--no-default-features"], &[]);
}

fn edits_by_hand_are_noticed(workspace: &Workspace) {
    let path = "my-cloud/src/lamp/v20240101/client.rs";
    let generated = workspace.read(path);
    workspace.write(path, &format!("{generated}// mine\n"));
    for command in [&["codegen"][..], &["add", "bell:*", "--from", &metadata("before")]] {
        let text = workspace.fails("my-cloud", command);
        assert!(text.contains("edited by hand") && text.contains("client.rs"), "{text}");
        assert!(text.contains("codegen --force"), "{text}");
    }
    assert!(workspace.read(path).ends_with("// mine\n"));
    workspace.succeeds("my-cloud", &["codegen", "--force"]);
    assert_eq!(workspace.read(path), generated);
}

fn updates(workspace: &Workspace) {
    let action = "my-cloud/spec/lamp/2024-01-01/actions/SwitchLamp.yaml";
    // A person rewrites the description.
    let text = workspace.read(action);
    let mine = "doc: Lets there be light.";
    let lines = text.lines().map(|line| if line.starts_with("doc: ") { mine } else { line });
    let lines: Vec<&str> = lines.filter(|line| !line.starts_with("# imported")).collect();
    workspace.write(action, &(lines.join("\n") + "\n"));
    workspace.succeeds("my-cloud", &["codegen"]);
    let after = metadata("after");
    let dry = workspace.succeeds("my-cloud", &["update", "--from", &after, "--dry-run"]);
    assert!(dry.contains("breaking: 0.1.0 → 0.2.0"), "{dry}");
    assert!(!workspace.path("my-cloud/CHANGELOG.md").exists());
    assert!(workspace.read("my-cloud/Cargo.toml").contains("version = \"0.1.0\""));
    let text = workspace.succeeds("my-cloud", &["update", "--from", &after]);
    assert!(text.contains("drift: ") && text.contains("0.1.0 → 0.2.0"), "{text}");
    let spec = workspace.read(action);
    assert!(spec.contains(mine) && spec.contains("Brightness"), "{spec}");
    let changelog = workspace.read("my-cloud/CHANGELOG.md");
    assert!(changelog.starts_with("# Changelog\n\n## 0.2.0\n"), "{changelog}");
    for word in ["Breaking changes", "Times", "Compatible changes", "Brightness", "Color"] {
        assert!(changelog.contains(word), "{word}: {changelog}");
    }
    assert!(text.contains("version: 0.1.0 → 0.2.0 in "), "{text}");
    assert!(workspace.read("my-cloud/Cargo.toml").contains("\nversion = \"0.2.0\"\n"));
    assert!(!workspace.path("my-cloud/spec/lamp/2024-01-01/actions/DimLamp.yaml").exists());
    let again = workspace.succeeds("my-cloud", &["update", "--from", &after]);
    assert!(again.contains("drift: 0 differences") && again.contains("no changes"), "{again}");
    assert_eq!(workspace.read("my-cloud/CHANGELOG.md"), changelog);
    assert!(workspace.read("my-cloud/Cargo.toml").contains("\nversion = \"0.2.0\"\n"));
}
