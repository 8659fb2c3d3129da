//! Measures reading, checking, printing, generating, comparing and importing at a size and at twice
//! the size: `cargo run --release --example sizes -p tencentcloud-importer [WORD OF A NAME] [DIVISOR]`.
//!
//! Twice the input should take about twice the time. The figures are processor time, so that other
//! programs do not count.

use std::fmt::Write as _;
use std::fs;
use std::time::Instant;
use tencentcloud_codegen::diff::{Spec, diff};
use tencentcloud_codegen::{Options, generate};
use tencentcloud_importer as importer;
use tencentcloud_model::load::{Tree, read};
use tencentcloud_model::repair::repair;
use tencentcloud_model::resolve::resolve;
use tencentcloud_model::write::format;

type Files = Vec<(String, String)>;

/// A kind of input, the size at which it is measured, and the files of a size.
type Case = (&'static str, usize, fn(usize) -> Files);

const CASES: &[Case] = &[
    ("types of 100 members", 500, types),
    ("a chain of types", 5_000, |n| chain(n, false)),
    ("a required cycle of types", 5_000, |n| chain(n, true)),
    ("unknown types", 5_000, unknown_types),
    ("actions", 5_000, actions),
    ("a line of members", 30_000, line),
    ("members twice", 15_000, twins),
    ("comments", 20_000, comments),
    ("codes", 10_000, codes),
    ("unknown codes", 10_000, unknown_codes),
    ("groups", 5_000, groups),
    ("values", 15_000, values),
    ("an example of parameters", 15_000, example),
    ("an example of unknown parameters", 30_000, unknown_example),
    ("an example that breaks constraints", 30_000, broken_example),
    ("words of a description", 100_000, words),
    ("lines of a description", 50_000, lines),
    ("states of a wait", 15_000, states),
    ("keys that are not known", 30_000, keys),
    ("sites listed again", 50_000, sites),
];

fn main() {
    let only = std::env::args().nth(1);
    // Divides the sizes, to look at what takes long.
    let divisor = std::env::args().nth(2).and_then(|it| it.parse().ok()).unwrap_or(1);
    for (name, size, files) in CASES {
        let size = size / divisor;
        if only.as_ref().is_some_and(|only| !name.contains(only.as_str())) {
            continue;
        }
        println!("{name}: {size} and {}", 2 * size);
        let (once, twice) = (measure(&files(size)), measure(&files(2 * size)));
        for ((stage, once), (_, twice)) in once.iter().zip(&twice) {
            show(stage, *once, *twice);
        }
    }
    for (name, size, page) in PAGES {
        let size = size / divisor;
        if only.as_ref().is_some_and(|only| !name.contains(only.as_str())) {
            continue;
        }
        println!("{name}: {size} and {}", 2 * size);
        let one = |size| timed(|| import_page(page(size)));
        show("import", one(size), one(2 * size));
    }
}

fn show(stage: &str, once: f64, twice: f64) {
    // Below this the clock is too coarse.
    let ratio = if once < 0.05 { String::new() } else { format!("{:.1}", twice / once) };
    println!("  {stage:<9} {once:>7.2} s {twice:>7.2} s  {ratio}");
}

fn measure(files: &Files) -> Vec<(&'static str, f64)> {
    let mut found = Vec::new();
    let tree = Tree::memory(files.clone());
    let mut documents = read(&tree);
    found.push(("load", timed(|| documents = read(&tree))));
    let mut model = None;
    found.push(("resolve", timed(|| model = resolve(&documents).ok())));
    found.push(("fmt", timed(|| drop(format(&documents)))));
    found.push(("repair", timed(|| drop(repair(&mut documents)))));
    if let Some(model) = &model {
        found.push(("generate", timed(|| drop(generate(&tree, &Options::default())))));
        let mut other = model.clone();
        for version in other.services.iter_mut().flat_map(|service| &mut service.versions) {
            for action in &mut version.actions {
                action.input.reverse();
            }
            for object in &mut version.objects {
                object.members.reverse();
            }
        }
        found.push((
            "diff",
            timed(|| {
                if let (Ok(base), Ok(head)) = (Spec::new(model), Spec::new(&other)) {
                    drop(diff(&base, &head));
                }
            }),
        ));
    } else {
        let print = || drop(resolve(&documents).err().map(|problems| problems.to_string()));
        found.push(("report", timed(print)));
    }
    found
}

/// The seconds that something takes on the processor, of all threads.
fn timed(run: impl FnOnce()) -> f64 {
    let (start, clock) = (processor(), Instant::now());
    run();
    match (start, processor()) {
        (Some(start), Some(end)) => end - start,
        _ => clock.elapsed().as_secs_f64(),
    }
}

/// The seconds of the processor so far; on systems that tell it in this way.
fn processor() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    let (_, fields) = stat.rsplit_once(')')?;
    let ticks: f64 =
        fields.split_whitespace().skip(11).take(2).filter_map(|it| it.parse::<f64>().ok()).sum();
    Some(ticks / 100.0)
}

fn spec(files: impl IntoIterator<Item = (String, String)>) -> Files {
    let own = files.into_iter().map(|(path, text)| (format!("demo/2020-01-01/{path}"), text));
    let service = "title: Demo\nhosts:\n  mainland: a.b.c\n  international: d.e.f\n";
    let mut all: Files = own.collect();
    all.push(("demo/service.yaml".to_owned(), service.to_owned()));
    let version = "demo/2020-01-01/version.yaml";
    if !all.iter().any(|(path, _)| path == version) {
        all.push((version.to_owned(), "{}\n".to_owned()));
    }
    all
}

fn action(text: String) -> Files {
    spec([("actions/Sell.yaml".to_owned(), text)])
}

/// One text for each number.
fn each(n: usize, one: impl Fn(usize) -> String) -> String {
    (0..n).map(one).collect()
}

fn types(n: usize) -> Files {
    let mut files: Files = (0..n)
        .map(|at| {
            let members =
                each(100, |m| format!("  - name: M{m}\n    type: string\n    doc: The {m}th.\n"));
            (format!("types/T{at}.yaml"), format!("doc: A type.\nmembers:\n{members}"))
        })
        .collect();
    for at in 0..n {
        let text = format!("output:\n  - name: A\n    type: T{at}\n");
        files.push((format!("actions/A{at}.yaml"), text));
    }
    spec(files)
}

fn chain(n: usize, is_cycle: bool) -> Files {
    let mut files: Files = (0..n)
        .map(|at| {
            let next = if at + 1 < n { at + 1 } else { 0 };
            let required = if is_cycle { "\n    required: true" } else { "" };
            let member = format!("  - name: Next\n    type: T{next}{required}\n");
            (format!("types/T{at}.yaml"), format!("members:\n{member}"))
        })
        .collect();
    files.push(("actions/A.yaml".to_owned(), "input:\n  - name: A\n    type: T0\n".to_owned()));
    spec(files)
}

fn unknown_types(n: usize) -> Files {
    let mut files: Files =
        (0..n).map(|at| (format!("types/Type{at}.yaml"), "members: []\n".to_owned())).collect();
    let members = each(n, |at| format!("  - name: M{at}\n    type: Tipe{at}\n"));
    files.push(("actions/A.yaml".to_owned(), format!("input:\n{members}")));
    spec(files)
}

fn actions(n: usize) -> Files {
    spec((0..n).map(|at| {
        let text = format!("doc: The {at}th.\ninput:\n  - name: A\n    type: string\n");
        (format!("actions/A{at}.yaml"), text)
    }))
}

fn line(n: usize) -> Files {
    let members = each(n, |at| format!("{{name: M{at}, type: string}}, "));
    let ty = format!("members: [{}]\n", members.trim_end_matches(", "));
    spec([
        ("types/T.yaml".to_owned(), ty),
        ("actions/A.yaml".to_owned(), "input:\n  - name: A\n    type: T\n".to_owned()),
    ])
}

fn twins(n: usize) -> Files {
    action(format!("input:\n{}", each(n, |_| "  - name: A\n    type: string\n".to_owned())))
}

fn comments(n: usize) -> Files {
    let errors = each(n, |at| format!("  # The {at}th.\n  - E{at:06}\n"));
    let codes = each(n, |at| format!("  - code: E{at:06} # c\n"));
    spec([
        ("actions/A.yaml".to_owned(), format!("errors:\n{errors}")),
        (
            "errors.yaml".to_owned(),
            format!("errors:\n{}", codes.replace(" # c", "\n    # c\n    doc: A code.")),
        ),
    ])
}

fn codes(n: usize) -> Files {
    let named = each(n, |at| format!("  - E.C{at:06}\n"));
    let described = each(n, |at| format!("  - code: E.C{at:06}\n    doc: The {at}th.\n"));
    spec([
        ("actions/A.yaml".to_owned(), format!("errors:\n{named}")),
        ("actions/B.yaml".to_owned(), format!("errors:\n{named}")),
        ("errors.yaml".to_owned(), format!("errors:\n{described}")),
    ])
}

fn unknown_codes(n: usize) -> Files {
    let named = each(n, |at| format!("  - E.D{at:06}\n"));
    let described = each(n, |at| format!("  - code: E.C{at:06}\n"));
    spec([
        ("actions/A.yaml".to_owned(), format!("errors:\n{named}")),
        ("errors.yaml".to_owned(), format!("errors:\n{described}")),
    ])
}

fn groups(n: usize) -> Files {
    let mut files: Files =
        (0..n).map(|at| (format!("actions/A{at}.yaml"), format!("group: G{at}\n"))).collect();
    let groups = each(n, |at| format!("  - G{at}\n"));
    files.push(("version.yaml".to_owned(), format!("groups:\n{groups}")));
    spec(files)
}

fn values(n: usize) -> Files {
    let values = each(n, |at| format!("      - {{value: V{at}, doc: The {at}th.}}\n"));
    action(format!("input:\n  - name: A\n    type: string\n    values:\n{values}"))
}

fn example(n: usize) -> Files {
    let members = each(n, |at| {
        format!("  - name: M{at}\n    type: T{at}\n").replace(&format!("T{at}"), "int64")
    });
    let values = each(n, |at| format!("      M{at}: {at}\n"));
    let ty = members;
    let values = values.replace("      M", "        M");
    spec([
        ("types/T.yaml".to_owned(), format!("members:\n{ty}")),
        (
            "actions/A.yaml".to_owned(),
            format!(
                "input:\n  - name: A\n    type: T\nexamples:\n  - request:\n      A:\n{values}"
            ),
        ),
    ])
}

fn unknown_example(n: usize) -> Files {
    let values = each(n, |at| format!("      N{at}: {at}\n"));
    action(format!("input:\n  - name: A\n    type: string\nexamples:\n  - request:\n{values}"))
}

fn broken_example(n: usize) -> Files {
    let values = each(n, |_| "7, ".to_owned());
    action(format!(
        "input:\n  - name: A\n    type: list<int64>\n    max: 3\nexamples:\n  - request:\n      A: [{}]\n",
        values.trim_end_matches(", ")
    ))
}

fn words(n: usize) -> Files {
    action(format!("doc: {}\n", each(n, |_| "`word` ".to_owned()).trim_end()))
}

fn lines(n: usize) -> Files {
    action(format!("doc: |\n{}", each(n, |at| format!("  - item [{at}] of `it`\n"))))
}

fn states(n: usize) -> Files {
    let states = each(n, |at| format!("S{at}, "));
    let states = states.trim_end_matches(", ");
    spec([
        ("actions/Get.yaml".to_owned(), "output:\n  - name: State\n    type: string\n".to_owned()),
        (
            "actions/Start.yaml".to_owned(),
            format!(
                "wait:\n  poll: Get\n  input: {{}}\n  state: State\n  success: [{states}]\n  failure: [{states}]\n"
            ),
        ),
    ])
}

fn keys(n: usize) -> Files {
    action(each(n, |at| format!("key{at}: 1\n")))
}

fn sites(n: usize) -> Files {
    action(format!("sites: [{}]\n", each(n, |_| "mainland, ".to_owned()).trim_end_matches(", ")))
}

/// Makes an input of a size.
type Make = fn(usize) -> Vec<u8>;

/// Pages and metadata, with the size at which they are measured.
const PAGES: &[(&str, usize, Make)] = &[
    ("attributes of a tag", 80_000, |n| {
        page(&format!("<p {}>text</p>", each(n, |at| format!("a{at}=\"{at}\" "))), "")
    }),
    ("tags", 80_000, |n| page(&"<b>".repeat(n), "")),
    ("paragraphs", 40_000, |n| page(&"<p>A text.</p>".repeat(n), "")),
    ("a query of parameters", 10_000, |n| {
        let query = each(n, |at| format!("&amp;Names.{at}=name{at}"));
        page(
            "",
            &format!(
                "<h2>4. Example</h2><h3>Example 1 List</h3><p>Input Example</p><pre>https://demo.tencentcloudapi.com/?Action=Sell{query}</pre><p>Output Example</p><pre>{{\"Response\":{{\"RequestId\":\"r\"}}}}</pre>"
            ),
        )
    }),
    ("rows of a table", 4_000, |n| {
        page(
            "",
            &format!(
                "<table><tr><th>Parameter Name</th><th>Required</th><th>Type</th><th>Description</th></tr>{}</table>",
                each(n, |at| format!(
                    "<tr><td>P{at}</td><td>No</td><td>String</td><td>The {at}th.</td></tr>"
                ))
            ),
        )
    }),
    ("actions of a metadata file", 10_000, |n| {
        let actions = each(n, |at| {
            format!(
                "\"A{at}\":{{\"document\":\"d\",\"input\":\"A{at}Request\",\"name\":\"n\",\"output\":\"A{at}Response\",\"status\":\"online\"}},"
            )
        });
        let objects = each(n, |at| {
            format!(
                "\"A{at}Request\":{{\"document\":\"d\",\"members\":[],\"type\":\"object\"}},\"A{at}Response\":{{\"document\":\"d\",\"members\":[{{\"document\":\"d\",\"member\":\"string\",\"name\":\"RequestId\",\"type\":\"string\"}}],\"type\":\"object\"}},"
            )
        });
        format!("{{\"actions\":{{{}}},\"metadata\":{{\"apiVersion\":\"2020-01-01\",\"api_brief\":\"b\",\"serviceNameCN\":\"c\",\"serviceShortName\":\"demo\"}},\"objects\":{{{}}},\"version\":\"1.0\"}}", actions.trim_end_matches(','), objects.trim_end_matches(',')).into_bytes()
    }),
];

fn page(inside: &str, behind: &str) -> Vec<u8> {
    let mut text = String::from(
        "<p>Domain name for API request: demo.tencentcloudapi.com.</p><p>This API is used to sell.</p>",
    );
    let _ = write!(
        text,
        "{inside}<table><tr><th>Parameter Name</th><th>Required</th><th>Type</th><th>Description</th></tr><tr><td>Action</td><td>Yes</td><td>String</td><td>Common Params. The value used for this API: Sell.</td></tr><tr><td>Version</td><td>Yes</td><td>String</td><td>Common Params. The value used for this API: 2020-01-01.</td></tr></table><table><tr><th>Parameter Name</th><th>Type</th><th>Description</th></tr><tr><td>RequestId</td><td>String</td><td>The ID of the request.</td></tr></table>{behind}"
    );
    text.into_bytes()
}

fn import_page(text: Vec<u8>) {
    let empty: [(&str, &str); 0] = [];
    let tree = Tree::memory(empty);
    let text_of = String::from_utf8(text).unwrap_or_default();
    let input = if text_of.starts_with('{') {
        importer::Input::Metadata(importer::Metadata {
            path: "api.json".to_owned(),
            api: text_of,
            examples: None,
            folder: None,
            package: None,
        })
    } else {
        importer::Input::Page { path: "page.html".to_owned(), text: text_of }
    };
    let options = importer::Options {
        service: Some("demo".to_owned()),
        site: Some(tencentcloud_model::document::Site::Mainland),
        ..importer::Options::default()
    };
    if let Err(problems) = importer::import(&[input], &tree, &options) {
        let text = problems.to_string();
        println!("  ({})", text.lines().next().unwrap_or_default());
    }
}
