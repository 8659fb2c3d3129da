//! The vendor's packages as the index hands them out, through the command: choices of them, parts that
//! cannot be compared, and imports that are killed.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A version of a service with these actions, each with a parameter of this type.
fn api(service: &str, actions: &[String], ty: &str) -> String {
    let kind = if ty == "int64" { "int" } else { ty };
    let named = |name: &String| {
        format!(r#""{name}": {{"document": "Does it.", "input": "In", "output": "Out"}}"#)
    };
    let actions: Vec<String> = actions.iter().map(named).collect();
    format!(
        r#"{{"metadata": {{"apiVersion": "2020-01-01", "serviceShortName": "{service}"}},
            "actions": {{{}}},
            "objects": {{
                "In": {{"members": [{{"name": "Size", "type": "{kind}", "member": "{ty}",
                    "required": 1, "document": "The size."}}]}},
                "Out": {{"members": []}}
            }}}}"#,
        actions.join(", ")
    )
}

fn names(count: usize) -> Vec<String> {
    (0..count).map(|number| format!("Ask{number}")).collect()
}

/// A package of tccli.
fn package(folder: &Path, version: &str, files: &[(&str, String)]) -> PathBuf {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let about = format!("Name: tccli\nVersion: {version}\n");
    let about = [(format!("tccli-{version}.dist-info/METADATA"), about)];
    let files = files.iter().map(|(path, text)| (format!("tccli/services/{path}"), text.clone()));
    for (path, text) in files.chain(about) {
        writer.start_file(path, stored).expect("a file begins");
        writer.write_all(text.as_bytes()).expect("it is written");
    }
    let path = folder.join(format!("tccli-{version}-py2.py3-none-any.whl"));
    fs::write(&path, writer.finish().expect("the archive ends").into_inner()).expect("written");
    path
}

fn xtask(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn run(arguments: &[&str]) -> Output {
    xtask(arguments).output().expect("the command runs")
}

fn text(output: &Output) -> String {
    let both = [output.stdout.as_slice(), output.stderr.as_slice()];
    both.map(|bytes| String::from_utf8_lossy(bytes).into_owned()).concat()
}

fn path(path: &Path) -> &str {
    path.to_str().expect("the path is text")
}

/// Every file below a folder with its text; `None` in place of the text of hidden ones.
fn tree(root: &Path) -> BTreeMap<PathBuf, String> {
    let mut found = BTreeMap::new();
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if let Ok(text) = fs::read_to_string(&path) {
                found.insert(path.strip_prefix(root).expect("below it").to_owned(), text);
            }
        }
    }
    found
}

/// The files that readers of a spec see: not the hidden ones.
fn visible(root: &Path) -> BTreeMap<PathBuf, String> {
    let is_hidden = |path: &Path| path.iter().any(|part| part.to_string_lossy().starts_with('.'));
    tree(root).into_iter().filter(|(path, _)| !is_hidden(path)).collect()
}

#[test]
fn a_choice_of_a_wheel_is_imported_and_has_no_drift() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let wheel = package(
        folder.path(),
        "3.1.2.1",
        &[
            ("alpha/v20200101/api.json", api("alpha", &names(3), "string")),
            ("beta/v20200101/api.json", api("beta", &names(2), "string")),
            ("gamma/v20200101/api.json", api("gamma", &names(1), "string")),
        ],
    );
    let spec = folder.path().join("spec");
    let only = "alpha:Ask1,beta:*";
    let imported = run(&["import", path(&wheel), "--spec", path(&spec), "--only", only]);
    assert!(imported.status.success(), "{}", text(&imported));
    let actions: Vec<String> = visible(&spec)
        .into_keys()
        .filter(|path| path.parent().is_some_and(|folder| folder.ends_with("actions")))
        .map(|path| path.display().to_string())
        .collect();
    assert_eq!(
        actions,
        [
            "alpha/2020-01-01/actions/Ask1.yaml",
            "beta/2020-01-01/actions/Ask0.yaml",
            "beta/2020-01-01/actions/Ask1.yaml",
        ]
    );
    let version = &visible(&spec)[Path::new("alpha/2020-01-01/version.yaml")];
    assert!(version.contains("metadata: tccli 3.1.2.1"), "{version}");
    let drift = ["drift", path(&wheel), "--spec", path(&spec), "--only", only];
    let drift = run(&drift);
    assert_eq!(drift.status.code(), Some(0), "{}", text(&drift));
    // An absent service that `--only` names is an error.
    let missing = run(&["import", path(&wheel), "--spec", path(&spec), "--only", "delta:*"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(text(&missing).contains("`delta:*`"), "{}", text(&missing));
    // A broken archive is named, too.
    fs::write(&wheel, &fs::read(&wheel).expect("it is there")[..200]).expect("it is written");
    let broken = run(&["import", path(&wheel), "--spec", path(&spec)]);
    assert_eq!(broken.status.code(), Some(1));
    assert!(text(&broken).contains(".whl"), "{}", text(&broken));
}

#[test]
fn drift_that_could_not_compare_everything_exits_with_three() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let files = |beta: String| {
        [
            ("alpha/v20200101/api.json", api("alpha", &names(2), "string")),
            ("beta/v20200101/api.json", beta),
        ]
    };
    let good = package(folder.path(), "3.1.2.1", &files(api("beta", &names(2), "string")));
    let spec = folder.path().join("spec");
    assert!(run(&["import", path(&good), "--spec", path(&spec)]).status.success());
    let drift = |wheel: &Path, more: &[&str]| {
        run(&[&["drift", path(wheel), "--spec", path(&spec)], more].concat())
    };
    assert_eq!(drift(&good, &[]).status.code(), Some(0));
    for (bad, version) in [
        // A scalar that is not known, a type that is not described, and a file that is no JSON.
        (api("beta", &names(2), "quaternion"), "3.1.3.1"),
        (
            api("beta", &names(2), "string").replace("\"input\": \"In\"", "\"input\": \"Gone\""),
            "3.1.3.2",
        ),
        ("{\"actions\": ".to_owned(), "3.1.3.3"),
    ] {
        let wheel = package(folder.path(), version, &files(bad));
        let output = drift(&wheel, &[]);
        assert_eq!(output.status.code(), Some(3), "{version}: {}", text(&output));
        let says = text(&output);
        assert!(says.contains("not compared") && says.contains("beta"), "{says}");
        let json = drift(&wheel, &["--format", "json"]);
        assert_eq!(json.status.code(), Some(3));
        let json: serde_json::Value = serde_json::from_slice(&json.stdout).expect("it is JSON");
        assert_eq!(json["complete"], false, "{json}");
        assert_eq!(json["drift"], false, "{json}");
        assert!(json["not_compared"][0]["reason"].is_string(), "{json}");
        // An import of it says so as well, and keeps the source's old version for that service.
        let imported = run(&["import", path(&wheel), "--spec", path(&spec)]);
        assert!(
            imported.status.success() && text(&imported).contains("left out"),
            "{}",
            text(&imported)
        );
        let version = &visible(&spec)[Path::new("beta/2020-01-01/version.yaml")];
        assert!(version.contains("3.1.2.1"), "{version}");
        assert!(run(&["import", path(&good), "--spec", path(&spec)]).status.success());
    }
    // A difference is one, whatever else could not be compared.
    let wheel = package(
        folder.path(),
        "3.1.4.1",
        &[
            ("alpha/v20200101/api.json", api("alpha", &names(3), "string")),
            ("beta/v20200101/api.json", "{".to_owned()),
        ],
    );
    assert_eq!(drift(&wheel, &[]).status.code(), Some(1));
}

#[test]
fn an_import_that_is_killed_leaves_the_spec_as_it_was_or_is_completed_by_the_next_run() {
    const ACTIONS: usize = 150;
    let folder = tempfile::tempdir().expect("a folder can be made");
    let files = |ty: &str| {
        [
            ("alpha/v20200101/api.json", api("alpha", &names(ACTIONS), ty)),
            ("beta/v20200101/api.json", api("beta", &names(ACTIONS), ty)),
        ]
    };
    let (old, new) = (
        package(folder.path(), "3.1.2.1", &files("string")),
        package(folder.path(), "3.1.3.1", &files("int64")),
    );
    let import = |wheel: &Path, spec: &Path| {
        let output = run(&["import", path(wheel), "--spec", path(spec)]);
        assert!(output.status.success(), "{}", text(&output));
    };
    let before = folder.path().join("before");
    import(&old, &before);
    let after = folder.path().join("after");
    import(&old, &after);
    import(&new, &after);
    let (before, after) = (visible(&before), visible(&after));
    assert!(before != after && before.len() == after.len());

    let spec = folder.path().join("spec");
    let stage = spec.join(".tencentcloud-stage");
    let mut halfway = 0;
    for attempt in 0..8 {
        let _ = fs::remove_dir_all(&spec);
        import(&old, &spec);
        let mut child = xtask(&["import", path(&new), "--spec", path(&spec)])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the command starts");
        // Killed while files are being staged, or while they take their places, each time later.
        let is_staging = attempt < 4;
        let sign = if is_staging { stage.clone() } else { stage.join("plan.json") };
        while !sign.exists() && child.try_wait().expect("it can be asked").is_none() {
            std::thread::sleep(Duration::from_micros(50));
        }
        let later = if is_staging { 3_000 * attempt } else { 700 * (attempt - 4) };
        std::thread::sleep(Duration::from_micros(later));
        child.kill().expect("it can be killed");
        child.wait().expect("it ends");

        let has_plan = stage.join("plan.json").exists();
        let now = visible(&spec);
        if !has_plan {
            assert!(now == before || now == after, "attempt {attempt}: half of it is in place");
        }
        halfway += usize::from(has_plan && now != before && now != after);
        // A command that only reads completes what was staged, or clears it away.
        let drift = run(&["drift", path(&new), "--spec", path(&spec)]);
        let expected = i32::from(!has_plan && now != after);
        assert_eq!(drift.status.code(), Some(expected), "attempt {attempt}: {}", text(&drift));
        assert!(!stage.exists(), "attempt {attempt}");
        import(&new, &spec);
        assert!(tree(&spec) == after, "attempt {attempt}: the spec differs from the whole import");
    }
    println!("{halfway} of 8 were killed while files took their places");
}
