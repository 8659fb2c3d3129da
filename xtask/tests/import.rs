//! `import`, `drift` and `fmt` as people call them.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const PAGE: &str = "\
Domain name for API request: garden.tencentcloudapi.com.
This API is used to plant a tree.
Parameter Name | Required | Type | Description |
---|---|---|---|
Action | Yes | String | Common Params. The value used for this API: PlantTree. |
Version | Yes | String | Common Params. The value used for this API: 2024-05-01. |
Name | Yes | String | Name of the tree. |
Parameter Name | Type | Description |
---|---|---|
RequestId | String | The ID of the request. |
Error Code | Description |
---|---|
InternalError | It failed. |
";

fn xtask(arguments: &[&str], stdin: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let mut pipe = child.stdin.take().expect("it has an input");
    // A command that does not read its input closes it.
    let _ = pipe.write_all(stdin.as_bytes());
    drop(pipe);
    child.wait_with_output().expect("the command ends")
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.path().is_dir() {
            found.extend(files(&entry.path()));
        } else {
            found.push(entry.path());
        }
    }
    found
}

#[test]
fn a_page_from_stdin_becomes_a_spec_that_is_canonical_and_has_no_drift() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let spec = folder.path().join("spec");
    let spec = spec.to_str().expect("the path is text");

    let dry =
        xtask(&["import", "-", "--spec", folder.path().to_str().expect("text"), "--dry-run"], PAGE);
    assert!(dry.status.success(), "{}", stderr(&dry));
    assert!(stdout(&dry).contains("+    doc: It failed."), "{}", stdout(&dry));
    assert_eq!(files(folder.path()), [] as [PathBuf; 0]);

    let output = xtask(&["import", "-", "--spec", spec], PAGE);
    assert!(output.status.success(), "{}", stderr(&output));
    let done = "1 action, 0 types, 1 new code → 5 files new, 0 changed";
    assert!(stdout(&output).contains(done), "{}", stdout(&output));
    assert!(stderr(&output).contains("to rewrite"), "{}", stderr(&output));
    assert_eq!(files(folder.path()).len(), 5);

    assert!(xtask(&["fmt", "--check", "--spec", spec], "").status.success());
    assert!(xtask(&["drift", "-", "--spec", spec], PAGE).status.success());

    let newer = PAGE.replace("Name | Yes | String", "Name | No | String");
    let drift = xtask(&["drift", "-", "--spec", spec, "--format", "json"], &newer);
    assert_eq!(drift.status.code(), Some(1));
    let json: serde_json::Value = serde_json::from_str(&stdout(&drift)).expect("it is JSON");
    let path = json.pointer("/changes/0/path").and_then(serde_json::Value::as_str);
    assert_eq!(path, Some("garden/2024-05-01/PlantTree.input.Name"));
}

#[test]
fn nothing_is_written_if_anything_cannot_be_read() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let spec = folder.path().join("spec");
    let (good, bad) = (folder.path().join("good.txt"), folder.path().join("bad.txt"));
    fs::write(&good, PAGE).expect("it can be written");
    fs::write(&bad, PAGE.replace("API: PlantTree", "API: ../../PlantTree"))
        .expect("it can be written");
    let path = |path: &Path| path.to_str().expect("text").to_owned();
    let output = xtask(&["import", &path(&good), &path(&bad), "--spec", &path(&spec)], "");
    assert_eq!(output.status.code(), Some(1));
    let text = stderr(&output);
    assert!(text.contains("E0704") && text.contains("bad.txt:5"), "{text}");
    assert_eq!(files(&spec), [] as [PathBuf; 0]);

    fs::write(&bad, b"caf\xE9").expect("it can be written");
    let output = xtask(&["import", &path(&bad), "--spec", &path(&spec)], "");
    assert!(stderr(&output).contains("E0002"), "{}", stderr(&output));
    assert_eq!(xtask(&["import", "--spec", &path(&spec)], "").status.code(), Some(2));
}

#[test]
fn a_file_larger_than_any_page_is_rejected_and_not_cut() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let spec = folder.path().join("spec");
    let spec = spec.to_str().expect("text");
    let large = PAGE.to_owned() + &"a line of a log\n".repeat(1 << 20);
    let file = folder.path().join("large.txt");
    fs::write(&file, &large).expect("it can be written");
    for source in ["-", file.to_str().expect("text")] {
        let output = xtask(&["import", source, "--spec", spec], &large);
        assert_eq!(output.status.code(), Some(1));
        let error = stderr(&output);
        assert!(error.contains("has more than 16777216 bytes"), "{error}");
    }
    assert_eq!(files(Path::new(spec)), [] as [PathBuf; 0]);
}

#[test]
fn drift_says_what_differs_and_where() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let spec = folder.path().join("spec");
    let spec = spec.to_str().expect("text");
    assert!(xtask(&["import", "-", "--spec", spec], PAGE).status.success());
    let newer = PAGE.replace(
        "Name | Yes | String | Name of the tree. |",
        "Name | No | String | Name of the tree. |\nDepth | No | Integer | Depth. |",
    );
    let drift = xtask(&["drift", "-", "--spec", spec], &newer);
    assert_eq!(drift.status.code(), Some(1));
    assert_eq!(
        stdout(&drift),
        "  changed required garden/2024-05-01/PlantTree.input.Name: true → false [<stdin>:7]\n  \
         added member garden/2024-05-01/PlantTree.input.Depth: int64 [<stdin>:8]\n\
         1 action, 0 types compared: 2 differences\n"
    );
    assert_eq!(xtask(&["drift", "-", "--spec", "/nowhere"], PAGE).status.code(), Some(1));
    assert_eq!(xtask(&["drift"], "").status.code(), Some(2));
    assert_eq!(xtask(&["drift", "-", "--site", "moon"], "").status.code(), Some(2));
}
