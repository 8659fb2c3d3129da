//! `codegen` as people call it: what it writes, leaves alone, deletes, reports and refuses.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::SystemTime;
use tempfile::TempDir;

/// A spec and the folder that is generated from it.
struct Scene {
    folder: TempDir,
}

impl Scene {
    /// A service with one action, of which nothing is generated yet.
    fn new() -> Self {
        let scene = Self { folder: tempfile::tempdir().expect("a folder can be made") };
        for (path, text) in [
            ("demo/service.yaml", "title: Demo\nhosts:\n  mainland: demo.example.com\n"),
            ("demo/2020-01-01/version.yaml", "doc: The first version.\n"),
            (
                "demo/2020-01-01/errors.yaml",
                "errors:\n  - {code: LimitExceeded.Stock, doc: There is no more.}\n",
            ),
            (
                "demo/2020-01-01/types/Tag.yaml",
                "doc: A tag.\nmembers:\n  - {name: Key, type: string, doc: Its key.}\n",
            ),
            (
                "demo/2020-01-01/actions/Sell.yaml",
                "doc: Sells things.\nrate_limit: 20\ninput:\n  - name: Tags\n    \
                 type: list<Tag>\n    doc: Tags of the things.\nerrors:\n  - LimitExceeded.Stock\n",
            ),
        ] {
            write(&scene.spec().join(path), text);
        }
        scene
    }

    fn spec(&self) -> PathBuf {
        self.folder.path().join("spec")
    }

    fn out(&self) -> PathBuf {
        self.folder.path().join("crate/src")
    }

    /// Runs the command, with what it keeps between runs in this folder.
    fn codegen(&self, more: &[&str]) -> Output {
        let mut command = xtask();
        command.arg("codegen").arg("--spec").arg(self.spec()).arg("--out").arg(self.out());
        command.env("CARGO_TARGET_DIR", self.folder.path().join("target")).args(more);
        command.output().expect("the command runs")
    }

    /// Lets the next run begin without what the last one kept.
    fn forget(&self) {
        fs::remove_dir_all(self.folder.path().join("target")).expect("something was kept");
    }

    /// Every generated file with its text and the time of its last change.
    fn written(&self) -> BTreeMap<PathBuf, (String, SystemTime)> {
        let mut files = BTreeMap::new();
        let mut open = vec![self.out()];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
                let path = entry.path();
                if path.is_dir() {
                    open.push(path);
                    continue;
                }
                let text = fs::read_to_string(&path).expect("it is text");
                let changed = entry.metadata().and_then(|data| data.modified());
                files.insert(path, (text, changed.expect("the time is known")));
            }
        }
        files
    }

    fn edit(&self, path: &str, from: &str, to: &str) {
        let path = self.spec().join(path);
        let text = fs::read_to_string(&path).expect("the file is there");
        assert!(text.contains(from), "{from}");
        fs::write(&path, text.replace(from, to)).expect("it can be written");
    }
}

fn xtask() -> Command {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a file has a folder")).expect("it can be made");
    fs::write(path, text).expect("it can be written");
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[track_caller]
fn succeeds(output: &Output, says: &str) {
    assert!(output.status.success(), "{}", stderr(output));
    assert!(stdout(output).starts_with(says), "{}", stdout(output));
    assert_eq!(stdout(output).lines().count(), 1, "{}", stdout(output));
    assert_eq!(stderr(output), "");
}

#[test]
fn a_second_run_writes_nothing_and_another_one_what_changed_alone() {
    let scene = Scene::new();
    let files = "1 action, 1 type, 1 code → 11 files";
    succeeds(&scene.codegen(&[]), &format!("{files}, 11 changed, "));
    let first = scene.written();
    assert_eq!(first.len(), 11);

    succeeds(&scene.codegen(&[]), &format!("{files}, 0 changed, "));
    scene.forget();
    succeeds(&scene.codegen(&[]), &format!("{files}, 0 changed, "));
    assert_eq!(scene.written(), first, "neither texts nor times");

    scene.edit("demo/2020-01-01/types/Tag.yaml", "Its key.", "Its name.");
    succeeds(&scene.codegen(&[]), &format!("{files}, 1 changed, "));
    let changed: Vec<PathBuf> = scene
        .written()
        .into_iter()
        .filter(|(path, file)| first.get(path) != Some(file))
        .map(|(path, _)| path)
        .collect();
    assert_eq!(changed, [scene.out().join("demo/v20200101/types/tag.rs")]);
}

#[test]
fn files_that_the_spec_no_longer_has_are_deleted_and_others_stay() {
    let scene = Scene::new();
    succeeds(&scene.codegen(&[]), "1 action, ");
    let out = scene.out();
    write(&out.join("by_hand.rs"), "// Mine.\n");
    write(&out.join("demo/v20200101/actions/buy.tencentcloud-tmp"), "// Gener");
    scene.edit("demo/2020-01-01/actions/Sell.yaml", "list<Tag>", "list<string>");
    fs::remove_dir_all(scene.spec().join("demo/2020-01-01/types")).expect("it was there");

    let check = scene.codegen(&["--check"]);
    assert_eq!(check.status.code(), Some(1));
    for stale in ["types.rs", "types/tag.rs", "actions/buy.tencentcloud-tmp"] {
        let line = format!("stale: {}\n", out.join("demo/v20200101").join(stale).display());
        assert!(stderr(&check).contains(&line), "{}", stderr(&check));
    }
    assert!(!stderr(&check).contains("by_hand.rs"), "{}", stderr(&check));

    succeeds(&scene.codegen(&[]), "1 action, 0 types, 1 code → 9 files, 5 changed, ");
    assert!(!out.join("demo/v20200101/types").exists(), "the empty folder is gone, too");
    assert!(out.join("by_hand.rs").exists());
    assert_eq!(scene.written().len(), 9 + 1);
    succeeds(&scene.codegen(&["--check"]), "9 files up to date\n");
}

#[test]
fn a_check_says_what_is_not_up_to_date_and_how_to_repair_it() {
    let scene = Scene::new();
    succeeds(&scene.codegen(&[]), "1 action, ");
    succeeds(&scene.codegen(&["--check"]), "11 files up to date\n");
    let version = scene.out().join("demo/v20200101");
    fs::remove_file(version.join("errors.rs")).expect("it was there");
    scene.edit("demo/2020-01-01/types/Tag.yaml", "Its key.", "Its name.");
    let before = scene.written();

    let check = scene.codegen(&["--check"]);
    assert_eq!(check.status.code(), Some(1));
    let missing = version.join("errors.rs").display().to_string();
    let differs = version.join("types/tag.rs").display().to_string();
    let expected = [
        &*format!("missing: {missing}"),
        &*format!("differs: {differs}"),
        "     pub struct Tag {",
        "    -    /// Its key.",
        "    +    /// Its name.",
        "         pub key: Option<String>,",
        "error: 2 files not up to date",
        "help: run `cargo xtask codegen`",
    ];
    let text = stderr(&check);
    let shown: Vec<&str> =
        text.lines().filter(|line| !line.trim_start().starts_with("@@")).collect();
    assert_eq!(shown, expected);
    assert_eq!(scene.written(), before, "a check writes nothing");
}

#[test]
fn a_checkout_with_crlf_is_told_apart_from_other_differences() {
    let scene = Scene::new();
    scene.codegen(&[]);
    let mut fmt = xtask();
    fmt.args(["fmt", "--spec"]).arg(scene.spec()).output().expect("it runs");
    let crlf = |root: &Path| {
        let mut open = vec![root.to_owned()];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(&folder).expect("it can be listed") {
                let path = entry.expect("it can be listed").path();
                if path.is_dir() {
                    open.push(path);
                    continue;
                }
                let text = fs::read_to_string(&path).expect("it is text");
                fs::write(&path, text.replace('\n', "\r\n")).expect("it can be written");
            }
        }
    };
    crlf(&scene.out());
    crlf(&scene.spec());
    let check = scene.codegen(&["--check"]);
    let text = stderr(&check);
    assert_eq!(check.status.code(), Some(1), "{text}");
    assert!(text.contains("line ends: 11 generated files have CRLF in place of LF"), "{text}");
    assert!(text.contains("line ends: 5 files of the spec have CRLF in place of LF"), "{text}");
    assert!(text.contains(".gitattributes") && text.contains("core.autocrlf"), "{text}");
    assert!(!text.contains("differs: "), "{text}");
    let mut fmt = xtask();
    let fmt = fmt.args(["fmt", "--check", "--spec"]).arg(scene.spec()).output().expect("it runs");
    let text = stderr(&fmt);
    assert_eq!(fmt.status.code(), Some(1), "{text}");
    assert!(text.contains("line ends: 5 files of the spec"), "{text}");
    assert!(text.contains(".gitattributes"), "{text}");
    assert!(!text.contains("differs: "), "{text}");
    // Writing repairs it.
    succeeds(&scene.codegen(&[]), "1 action, 1 type, 1 code → 11 files, 11 changed, ");
}

#[test]
fn formatting_repairs_what_is_mechanical_and_names_it() {
    let scene = Scene::new();
    let fmt = |more: &[&str]| {
        let mut fmt = xtask();
        fmt.args(["fmt", "--spec"]).arg(scene.spec()).args(more).output().expect("it runs")
    };
    fmt(&[]);
    scene.edit(
        "demo/2020-01-01/actions/Sell.yaml",
        "rate_limit: 20",
        "rate_limit: 20\nidempotent: false",
    );
    scene.edit(
        "demo/2020-01-01/actions/Sell.yaml",
        "  - LimitExceeded.Stock",
        "  - LimitExceeded.Stock\n  - LimitExceeded.Cash",
    );
    scene.edit(
        "demo/2020-01-01/errors.yaml",
        "errors:\n",
        "errors:\n  - code: LimitExceeded.Cash\n    doc: There is no money.\n",
    );
    let refused = scene.codegen(&[]);
    assert!(stderr(&refused).contains("E0105"), "{}", stderr(&refused));
    assert!(stderr(&refused).contains("E0403"), "{}", stderr(&refused));
    let check = fmt(&["--check"]);
    assert_eq!(check.status.code(), Some(1));
    for line in [
        "Sell.yaml:3:13: deletes a key with its default: `false` is the default of `idempotent`",
        "Sell.yaml:10:5: sorts the codes [E0403]",
    ] {
        assert!(stderr(&check).contains(line), "{}", stderr(&check));
    }
    assert!(stderr(&check).contains("to repair: "), "{}", stderr(&check));
    let done = fmt(&[]);
    assert_eq!(stdout(&done), "5 files, 1 changed, 2 repairs\n");
    assert_eq!(stderr(&done).matches("repaired: ").count(), 2, "{}", stderr(&done));
    assert!(done.status.success());
    succeeds(&scene.codegen(&[]), "1 action, 1 type, 2 codes → 11 files");
    assert!(fmt(&["--check"]).status.success());
}

#[test]
fn a_spec_with_mistakes_changes_nothing() {
    let scene = Scene::new();
    succeeds(&scene.codegen(&[]), "1 action, ");
    let before = scene.written();
    scene.edit("demo/2020-01-01/actions/Sell.yaml", "list<Tag>", "list<Tga>");
    scene.edit("demo/2020-01-01/version.yaml", "doc:", "dco:");

    let output = scene.codegen(&[]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stdout(&output), "");
    let text = stderr(&output);
    for part in [
        "error[E0202]: unknown type `Tga`",
        "actions/Sell.yaml:5:16",
        "help: did you mean `Tag`?",
        "error[E0101]: unknown key `dco`",
        "version.yaml:1:1",
        "help: did you mean `doc`?",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert!(text.ends_with("\n\n2 mistakes in 2 files; nothing was written\n"), "{text}");
    assert_eq!(text.matches("error[").count(), 2, "nothing that merely follows:\n{text}");
    assert_eq!(scene.written(), before);

    let json = scene.codegen(&["--format", "json"]);
    assert_eq!(json.status.code(), Some(1));
    let json: serde_json::Value = serde_json::from_str(&stdout(&json)).expect("it is JSON");
    assert_eq!(json.as_array().map(Vec::len), Some(2), "{json}");
}

#[test]
fn without_a_command_all_commands_are_told() {
    let output = xtask().output().expect("the command runs");
    assert_eq!(output.status.code(), Some(2), "nothing was done");
    let help = stderr(&output);
    for command in ["codegen", "diff", "drift", "explain", "fmt", "import", "mock", "new", "schema"]
    {
        let line = help.lines().find(|line| line.trim_start().starts_with(command));
        assert!(line.is_some_and(|line| line.len() > command.len() + 10), "{command}\n{help}");
    }
    assert_eq!(xtask().arg("codgen").output().expect("it runs").status.code(), Some(2));
}
