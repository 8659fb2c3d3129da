//! A mistake in the shape of a file hides no other mistake, and causes none elsewhere.

use super::resolve;
use crate::load::{Tree, load};

/// A spec in which everything refers to something else.
const FILES: &[(&str, &str)] = &[
    (
        "common/errors.yaml",
        "families:
  - {family: InternalError, class: internal}
errors:
  - code: InternalError
    doc: It failed.
",
    ),
    (
        "demo/service.yaml",
        "title: Demo
doc: A service.
hosts:
  mainland: demo.example.com
  international: demo.intl.example.com
require_docs: true
",
    ),
    (
        "demo/2020-01-01/version.yaml",
        "doc: A version.
groups:
  - Trees
  - Tasks
",
    ),
    (
        "demo/2020-01-01/errors.yaml",
        "errors:
  - code: FailedOperation.Frost
    doc: It is too cold.
  - code: LimitExceeded.Trees
    doc: There are too many.
",
    ),
    (
        "demo/2020-01-01/types/Tree.yaml",
        "doc: A tree.
members:
  - name: Name
    type: string
    nullable: true
    doc: Its name.
  - name: Height
    type: uint64
    required: true
    doc: Its height.
  - name: Local
    type: string
    sites: [mainland]
    doc: Its local name.
",
    ),
    (
        "demo/2020-01-01/types/State.yaml",
        "doc: A state.
type: string
values:
  - {value: DONE, doc: It ended.}
  - {value: DEAD, doc: It failed.}
",
    ),
    (
        "demo/2020-01-01/actions/GetTask.yaml",
        "doc: Tells the state of a task.
group: Tasks
input:
  - name: TaskId
    type: string
    required: true
    doc: The task.
output:
  - name: State
    type: State
    doc: Its state.
  - name: Reason
    type: string
    doc: Why it failed.
errors: []
",
    ),
    (
        "demo/2020-01-01/actions/ListTrees.yaml",
        "doc: Lists trees.
group: Trees
rate_limit: 20
idempotent: true
pagination:
  style: offset
  items: Trees
  total: Total
  offset: Offset
  size: Limit
wait:
  poll: GetTask
  input:
    TaskId: response.TaskId
  state: State
  success: [DONE]
  failure: [DEAD]
  reason: Reason
input:
  - name: Offset
    type: uint64
    required: true
    max: 9
    doc: The first.
  - name: Limit
    type: uint64
    default: 5
    doc: How many.
  - name: Tree
    type: Tree
    doc: A pattern.
  - name: Marks
    type: list<string>
    nullable_items: true
    doc: Marks.
  - name: Beta
    type: string
    sites: [mainland]
    doc: A mark.
output:
  - name: Trees
    type: list<Tree>
    doc: The trees.
  - name: Total
    type: uint64
    doc: How many.
  - name: TaskId
    type: string
    doc: A task.
errors:
  - FailedOperation.Frost
  - code: LimitExceeded.Trees
    sites: [mainland]
examples:
  - title: List
    request: {Offset: 1, Limit: 2, Tree: {Height: 3}, Marks: [a, null]}
    response:
      Trees:
        - {Name: null, Height: 3, Local: oak}
      Total: 1
      RequestId: r
  - title: Refused
    sites: [mainland]
    request: {Offset: 1, Beta: b}
    response:
      Error: {Code: LimitExceeded.Trees, Message: No.}
      RequestId: r
",
    ),
];

/// The codes and files of all mistakes after edits of the form (file, old text, new text).
fn found(edits: &[(&str, &str, &str)]) -> Vec<String> {
    let mut files: Vec<(String, String)> =
        FILES.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    for (file, old, new) in edits {
        let (_, text) = files
            .iter_mut()
            .find(|(path, _)| path.ends_with(file))
            .unwrap_or_else(|| panic!("no {file}"));
        assert_eq!(text.matches(old).count(), 1, "{file}: {old}");
        *text = text.replace(old, new);
    }
    let documents = load(&Tree::memory(files)).expect("there is a service");
    let Err(problems) = resolve(&documents) else { return Vec::new() };
    let one = |it: &crate::diagnostic::Diagnostic| {
        let file = it.place().path().rsplit('/').next().unwrap_or_default().to_owned();
        format!("{} {file}: {}", it.code(), it.message())
    };
    problems.iter().map(one).collect()
}

/// Mistakes in the shape of a file, each with its code.
const SHAPES: &[(&str, &str, &str, &str)] = &[
    ("ListTrees.yaml", "rate_limit: 20", "rate_limt: 20", "E0101"),
    ("ListTrees.yaml", "rate_limit: 20", "rate_limit: 20/s", "E0103"),
    ("ListTrees.yaml", "rate_limit: 20", "rate_limit: 0", "E0106"),
    ("ListTrees.yaml", "rate_limit: 20", "colour: 20", "E0101"),
    ("ListTrees.yaml", "idempotent: true", "idempotent: false", "E0105"),
    ("ListTrees.yaml", "idempotent: true", "idempotent: yes", "E0103"),
    ("ListTrees.yaml", "idempotent: true", "status: retired", "E0104"),
    ("ListTrees.yaml", "idempotent: true", "status: online", "E0105"),
    ("ListTrees.yaml", "idempotent: true", "sites: [mainlnd]", "E0104"),
    ("ListTrees.yaml", "idempotent: true", "sites: mainland", "E0103"),
    ("ListTrees.yaml", "idempotent: true", "sites: [mainland, 7]", "E0103"),
    ("ListTrees.yaml", "doc: Lists trees.", "doc: [Lists, trees]", "E0103"),
    ("ListTrees.yaml", "doc: Lists trees.", "docs: Lists trees.", "E0101"),
    ("ListTrees.yaml", "doc: Lists trees.", "description: Lists trees.", "E0101"),
    ("ListTrees.yaml", "doc: Lists trees.", "doc: Lists trees. # and more", "E0010"),
    ("ListTrees.yaml", "doc: Lists trees.", "doc: Lists trees.\ndoc: Again.", "E0011"),
    ("ListTrees.yaml", "doc: Lists trees.", "doc: \"  \"", "E0103"),
    ("ListTrees.yaml", "group: Trees", "group: [Trees]", "E0103"),
    ("ListTrees.yaml", "group: Trees", "grop: Trees", "E0101"),
    ("ListTrees.yaml", "  style: offset", "  stile: offset", "E0101"),
    ("ListTrees.yaml", "  style: offset", "  style: ofset", "E0104"),
    ("ListTrees.yaml", "  items: Trees", "  items: [Trees]", "E0103"),
    ("ListTrees.yaml", "  offset: Offset", "  offst: Offset", "E0101"),
    ("ListTrees.yaml", "  total: Total", "  totl: Total", "E0101"),
    ("ListTrees.yaml", "  poll: GetTask", "  pol: GetTask", "E0101"),
    ("ListTrees.yaml", "  success: [DONE]", "  success: DONE", "E0103"),
    ("ListTrees.yaml", "  failure: [DEAD]\n", "", "E0102"),
    ("ListTrees.yaml", "    TaskId: response.TaskId", "    TaskId: 7", "E0103"),
    (
        "ListTrees.yaml",
        "  input:\n    TaskId: response.TaskId",
        "  inputs:\n    TaskId: response.TaskId",
        "E0101",
    ),
    (
        "ListTrees.yaml",
        "  - name: Trees\n    type: list<Tree>",
        "  - name: Trees\n    typ: list<Tree>",
        "E0101",
    ),
    ("ListTrees.yaml", "  - name: Trees\n    type: list<Tree>", "  - name: Trees", "E0102"),
    (
        "ListTrees.yaml",
        "  - name: Trees\n    type: list<Tree>",
        "  - nam: Trees\n    type: list<Tree>",
        "E0101",
    ),
    ("ListTrees.yaml", "  - name: Trees\n    type: list<Tree>", "  - type: list<Tree>", "E0102"),
    (
        "ListTrees.yaml",
        "  - name: Trees\n    type: list<Tree>",
        "  - name: Trees\n    type: [Tree]",
        "E0103",
    ),
    (
        "ListTrees.yaml",
        "  - name: Offset\n    type: uint64\n    required: true",
        "  - name: Offset\n    type: uint64\n    requird: true",
        "E0101",
    ),
    (
        "ListTrees.yaml",
        "  - name: Offset\n    type: uint64\n    required: true",
        "  - name: Offset\n    type: uint64\n    required: yes",
        "E0103",
    ),
    ("ListTrees.yaml", "    max: 9", "    max: nine", "E0103"),
    ("ListTrees.yaml", "    max: 9", "    min_length: 0", "E0106"),
    ("ListTrees.yaml", "    max: 9", "    nullable: false", "E0105"),
    ("ListTrees.yaml", "    nullable_items: true", "    nulable_items: true", "E0101"),
    ("ListTrees.yaml", "    nullable_items: true", "    nullable_items: yes", "E0103"),
    (
        "ListTrees.yaml",
        "  - name: Beta\n    type: string\n    sites: [mainland]",
        "  - name: Beta\n    type: string\n    sites: [china]",
        "E0104",
    ),
    (
        "ListTrees.yaml",
        "  - name: Beta\n    type: string\n    sites: [mainland]",
        "  - name: Beta\n    type: string\n    site: [mainland]",
        "E0101",
    ),
    (
        "ListTrees.yaml",
        "  - FailedOperation.Frost\n",
        "  - 7\n  - FailedOperation.Frost\n",
        "E0103",
    ),
    (
        "ListTrees.yaml",
        "    sites: [mainland]\nexamples:",
        "    site: [mainland]\nexamples:",
        "E0101",
    ),
    ("ListTrees.yaml", "output:\n", "outputs:\n", "E0101"),
    ("ListTrees.yaml", "Offset: 1, Limit: 2", "Offset: 0x1, Limit: 2", "E0015"),
    (
        "ListTrees.yaml",
        "      Total: 1\n      RequestId: r",
        "      Total: 1\n      RequestId: 635e1617",
        "E0015",
    ),
    (
        "ListTrees.yaml",
        "{Code: LimitExceeded.Trees, Message: No.}",
        "{Code: LimitExceeded.Trees, Message: 0x1}",
        "E0015",
    ),
    (
        "ListTrees.yaml",
        "  - title: Refused\n    sites: [mainland]",
        "  - title: Refused\n    sites: mainland",
        "E0103",
    ),
    (
        "ListTrees.yaml",
        "  - title: Refused\n    sites: [mainland]\n    request: {Offset: 1, Beta: b}",
        "  - title: Refused\n    sites: [mainland]\n    request: [Offset, 1]",
        "E0103",
    ),
    ("Tree.yaml", "    nullable: true", "    nulable: true", "E0101"),
    ("Tree.yaml", "    nullable: true", "    nullable: yes", "E0103"),
    ("Tree.yaml", "  - name: Name\n    type: string", "  - name: Name\n    tipe: string", "E0101"),
    ("Tree.yaml", "  - name: Name\n    type: string", "  - nome: Name\n    type: string", "E0101"),
    ("Tree.yaml", "members:", "member:", "E0101"),
    (
        "Tree.yaml",
        "    type: string\n    sites: [mainland]",
        "    type: string\n    sites: [mainlan]",
        "E0104",
    ),
    ("State.yaml", "{value: DONE, doc: It ended.}", "{value: DONE, doc: 7}", "E0103"),
    ("State.yaml", "{value: DONE, doc: It ended.}", "{value: [DONE], doc: It ended.}", "E0103"),
    ("State.yaml", "{value: DONE, doc: It ended.}", "{vale: DONE, doc: It ended.}", "E0101"),
    ("State.yaml", "{value: DONE, doc: It ended.}", "DONE", "E0103"),
    ("State.yaml", "type: string", "typ: string", "E0101"),
    (
        "GetTask.yaml",
        "  - name: State\n    type: State",
        "  - name: State\n    typ: State",
        "E0101",
    ),
    (
        "GetTask.yaml",
        "  - name: TaskId\n    type: string",
        "  - neme: TaskId\n    type: string",
        "E0101",
    ),
    ("GetTask.yaml", "  - name: TaskId\n    type: string", "  - name: TaskId", "E0102"),
    ("GetTask.yaml", "group: Tasks", "sites: [mainlnd]", "E0104"),
    ("GetTask.yaml", "errors: []", "errors: none", "E0103"),
    ("version.yaml", "  - Trees\n", "  - 7\n  - Trees\n", "E0103"),
    ("version.yaml", "groups:", "grups:", "E0101"),
    ("version.yaml", "  - Trees\n  - Tasks", "  - [Trees, Tasks]", "E0103"),
    (
        "2020-01-01/errors.yaml",
        "  - code: FailedOperation.Frost\n",
        "  - cod: FailedOperation.Frost\n",
        "E0101",
    ),
    ("2020-01-01/errors.yaml", "    doc: It is too cold.", "    doc: [cold]", "E0103"),
    ("2020-01-01/errors.yaml", "    doc: It is too cold.", "    dok: It is too cold.", "E0101"),
    ("2020-01-01/errors.yaml", "errors:\n", "error:\n", "E0101"),
    (
        "2020-01-01/errors.yaml",
        "    doc: It is too cold.",
        "    class: cold\n    doc: It is too cold.",
        "E0104",
    ),
    ("service.yaml", "  mainland: demo.example.com", "  mainland: 7", "E0103"),
    ("service.yaml", "  mainland: demo.example.com", "  mainlnd: demo.example.com", "E0101"),
    ("service.yaml", "hosts:", "host:", "E0101"),
    ("service.yaml", "title: Demo", "titel: Demo", "E0101"),
    ("service.yaml", "doc: A service.", "doc: 7", "E0103"),
    ("service.yaml", "require_docs: true", "require_docs: yes", "E0103"),
    ("common/errors.yaml", "  - code: InternalError\n", "  - kode: InternalError\n", "E0101"),
    ("common/errors.yaml", "class: internal}", "class: intern}", "E0104"),
];

/// Mistakes in the meaning, each in another part of its file, with their codes.
const MEANINGS: &[(&str, &str, &str, &str)] = &[
    ("ListTrees.yaml", "    default: 5", "    default: five", "E0308"),
    (
        "ListTrees.yaml",
        "  - name: TaskId\n    type: string",
        "  - name: TaskId\n    type: String",
        "E0201",
    ),
    (
        "ListTrees.yaml",
        "  - name: Total\n    type: uint64\n    doc: How many.",
        "  - name: Total\n    type: uint64\n    doc: How<br>many.",
        "E0211",
    ),
    ("GetTask.yaml", "    doc: Why it failed.", "    doc: Why it failed.\n    min: 3", "E0305"),
    ("Tree.yaml", "    doc: Its height.", "    doc: Its height.\n    min: 2\n    max: 1", "E0306"),
];

#[test]
fn the_spec_has_no_mistakes() {
    assert_eq!(found(&[]), [""; 0]);
}

#[test]
fn one_mistake_of_shape_is_one_error() {
    let mut wrong = Vec::new();
    for (file, old, new, code) in SHAPES {
        let found = found(&[(file, old, new)]);
        let is_it = |line: &String| {
            line.starts_with(code) && line.contains(file.rsplit('/').next().unwrap_or(file))
        };
        if found.len() != 1 || !found.iter().all(is_it) {
            wrong.push(format!("{file}: {new:?}, {code}: {found:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_mistake_of_shape_hides_no_mistake_of_meaning() {
    let mut wrong = Vec::new();
    for (file, old, new, code) in SHAPES {
        for (other, before, after, second) in MEANINGS {
            let overlaps = file == other
                && (old.contains(before.trim())
                    || before.contains(old.trim())
                    || *old == "output:\n"
                    || *old == "members:");
            if overlaps {
                continue;
            }
            let found = found(&[(file, old, new), (other, before, after)]);
            let has = |code: &str| found.iter().any(|line| line.starts_with(code));
            if found.len() != 2 || !has(code) || !has(second) {
                wrong.push(format!("{file}: {new:?} and {after:?}, {code} {second}: {found:#?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
