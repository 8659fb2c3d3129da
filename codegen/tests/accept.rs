//! Output of the generator for small specs, each of which proves one thing: one snapshot per
//! folder of `fixtures/accept`, to be read beside it.

mod fixture;

use fixture::Case;

#[test]
fn each_accepted_spec_becomes_the_rust_in_its_snapshot() {
    for case in Case::accepted() {
        let files = case.generate();
        let shown = files.iter().filter(|file| case.shows(&file.path));
        let text: Vec<String> =
            shown.map(|file| format!("//// {}\n{}", file.path, file.text)).collect();
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!(format!("accept_{}", case.name), text.join("\n"));
        });
    }
}

#[test]
fn the_same_spec_gives_the_same_bytes() {
    for case in Case::accepted() {
        assert_eq!(case.generate(), case.generate(), "{}", case.name);
    }
}
