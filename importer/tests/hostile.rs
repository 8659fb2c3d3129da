//! Sources that are broken, cut off, or made to do harm: there are mistakes with places or a smaller
//! spec, never a panic, and never a file that is not one of a spec.

mod survive;

use proptest::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use survive::{survives, survivor};
use tencentcloud_importer::{Input, Metadata, Options, import};
use tencentcloud_model::load::Tree;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// The saved pages, in both layouts.
fn pages() -> Vec<String> {
    let mut paths: Vec<PathBuf> = fs::read_dir(fixtures().join("pages"))
        .expect("the pages can be listed")
        .map(|entry| entry.expect("the pages can be listed").path())
        .collect();
    paths.sort();
    assert_eq!(paths.len(), 5);
    paths.iter().map(|path| fs::read_to_string(path).expect("the page can be read")).collect()
}

fn page(text: impl Into<String>) -> Input {
    Input::Page { path: "page".to_owned(), text: text.into() }
}

fn mistakes(text: String) -> String {
    let empty = Tree::memory([] as [(&str, &str); 0]);
    match import(&[page(text)], &empty, &Options::default()) {
        Err(problems) => problems.to_string(),
        Ok(imported) => panic!("{} files", imported.files.len()),
    }
}

#[test]
fn a_page_that_ends_at_any_line_is_a_mistake_or_says_what_is_missing() {
    let (mut whole, mut partial, mut none) = (0, 0, 0);
    for page in pages() {
        let header = page.find("Error Code | Description |\n---|---|");
        let header = header.or_else(|| page.find("Error Code Description"));
        let header = header.expect("the page lists codes");
        for (end, _) in page.match_indices('\n').chain([(page.len(), "")]) {
            let cut = &page[..end];
            let Some(imported) = survivor(&self::page(cut)) else {
                none += 1;
                continue;
            };
            let says = |part: &str| {
                imported.report.checks.iter().any(|check| check.message.contains(part))
            };
            if end < header {
                assert!(says("the page does not list the error codes"), "{cut}");
                partial += 1;
            } else if says("the page does not list") || says("the file ends") {
                partial += 1;
            } else {
                whole += 1;
            }
        }
    }
    // Whole is what ends behind the codes, with something that stands there, or with an empty line.
    assert_eq!((whole, partial, none), (17, 280, 163));
}

#[test]
fn sizes_that_no_page_has_are_mistakes_with_their_line() {
    let page = pages().swap_remove(0);
    let row = "Remark | No | String | Remarks. |\n";
    assert!(page.contains(row));
    let with = |text: String| page.replacen(row, &text, 1);
    let line_of =
        |part: &str| page.lines().position(|line| line.contains(part)).expect("there") + 1;
    let many: Vec<String> = (0..5_000).map(|n| format!("P{n} | No | String | x. |\n")).collect();
    let cases = [
        (with(row.replace("Remarks", &"x".repeat(70_000))), line_of("Remarks.")),
        (with(row.replace("Remarks", &"[<&`(".repeat(20_000))), line_of("Remarks.")),
        (with(many.concat()), 5),
        (with(row.repeat(5_000)), 5),
        (with("\n".repeat(400_001)), 400_001),
        (page.replace("POST /", &"POST / HTTP/1.1\n{}\n{\"Response\": {}}\n".repeat(600)), 1),
        (page.replacen("This API", &"This.\n".repeat(600), 1), 1),
    ];
    for (text, line) in cases {
        let found = mistakes(text);
        let first = found.lines().take(3).collect::<Vec<_>>().join(" ");
        assert!(first.contains("E0708") && first.contains(&format!("page:{line}:")), "{first}");
    }
}

#[test]
fn texts_dense_with_marks_are_read_once() {
    let page = pages().swap_remove(0);
    // Each of them would take minutes if every mark was looked for to the end of the text.
    for marks in
        ["[", "<", "&", "`", "[a](", "</", "<script></script>", "1: a; ", "A: b; ", "(", "* "]
    {
        let dense = marks.repeat(60_000 / marks.len());
        assert!(survives(&page.replacen("Remarks.", &dense, 1)), "{marks}");
    }
    let gap = page.replacen("Remark | No", &("\n".repeat(300_000) + "Remark | No"), 1);
    assert!(survives(&gap));
}

#[test]
fn a_gap_in_a_table_loses_no_rows() {
    let page = pages().swap_remove(0);
    let gap = page.replacen("Remark | No", &("\n".repeat(40) + "Remark | No"), 1);
    let empty = Tree::memory([] as [(&str, &str); 0]);
    let files = |text: String| {
        let imported = import(&[self::page(text)], &empty, &Options::default());
        imported.unwrap_or_else(|problems| panic!("{problems}")).files
    };
    assert_eq!(files(gap), files(page));
}

/// Metadata as a package has it.
fn metadata(api: String, examples: Option<String>) -> Input {
    let folder = Some("organization".to_owned());
    Input::Metadata(Metadata { path: "api.json".to_owned(), api, examples, folder, package: None })
}

fn api() -> String {
    let path = "import/metadata/mainland/organization/v20210331/api.json";
    fs::read_to_string(fixtures().join(path)).expect("the metadata can be read")
}

#[test]
fn names_in_metadata_lead_nowhere() {
    let api = api();
    for (from, to) in [
        ("\"serviceShortName\": \"organization\"", "\"serviceShortName\": \"../../etc\""),
        ("\"apiVersion\": \"2021-03-31\"", "\"apiVersion\": \"../2021-03-31\""),
        ("\"apiVersion\": \"2021-03-31\"", "\"apiVersion\": \"/2021-03-31\""),
    ] {
        let text = api.replace(from, to);
        assert_ne!(text, api);
        assert!(survivor(&metadata(text, None)).is_none(), "{to}");
    }
    for (from, to) in [
        ("\"QuitOrganization\"", "\"../Quit\""),
        ("\"QuitOrganization\"", "\"/etc/passwd\""),
        ("\"Tag\"", "\"..\""),
        ("\"ZoneId\"", "\"../ZoneId\""),
    ] {
        let text = api.replace(from, to);
        assert_ne!(text, api);
        let refused = survivor(&metadata(text, None)).expect("the rest is there").report.refused;
        assert!(!refused.is_empty(), "{to}");
    }
    let deep = "[".repeat(200_000);
    assert!(survivor(&metadata(deep.clone(), None)).is_none());
    assert!(survivor(&metadata(api.clone(), Some(deep))).is_none());
    assert!(survivor(&metadata(api, Some("{\"actions\": {\"No\": []}}".to_owned()))).is_some());
}

/// The damage to a text: bytes that change, lines that are lost, come twice, or change places.
#[derive(Debug, Clone)]
enum Damage {
    Byte(u16, u8),
    Lose(u16),
    Repeat(u16),
    Swap(u16, u16),
}

fn damage() -> impl Strategy<Value = Damage> {
    prop_oneof![
        (any::<u16>(), any::<u8>()).prop_map(|(at, byte)| Damage::Byte(at, byte)),
        // Those that mean something.
        (any::<u16>(), proptest::sample::select(b"|\n<>`[]{}\":. -/&#*\\".to_vec()))
            .prop_map(|(at, byte)| Damage::Byte(at, byte)),
        any::<u16>().prop_map(Damage::Lose),
        any::<u16>().prop_map(Damage::Repeat),
        (any::<u16>(), any::<u16>()).prop_map(|(a, b)| Damage::Swap(a, b)),
    ]
}

fn damaged(text: &str, damages: &[Damage]) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for damage in damages {
        let mut lines: Vec<Vec<u8>> =
            bytes.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
        let count = lines.len();
        let line = |at: u16| usize::from(at) % count;
        match *damage {
            Damage::Byte(at, byte) => {
                let length = bytes.len();
                if let Some(old) = bytes.get_mut(usize::from(at) % length.max(1)) {
                    *old = byte;
                }
                continue;
            }
            Damage::Lose(at) => drop(lines.remove(line(at))),
            Damage::Repeat(at) => lines.insert(line(at), lines[line(at)].clone()),
            Damage::Swap(a, b) => lines.swap(line(a), line(b)),
        }
        bytes = lines.join(&b'\n');
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_pages_never_panic(
        page in 0_usize..5,
        damages in proptest::collection::vec(damage(), 1..12),
    ) {
        survives(&damaged(&pages()[page], &damages));
    }

    #[test]
    fn damaged_metadata_never_panics(damages in proptest::collection::vec(damage(), 1..3)) {
        survivor(&metadata(damaged(&api(), &damages), None));
    }
}
