//! Import of a page: codegen reads the result, and a second import changes nothing.

use crate::tree::{self, Files};
use tencentcloud_codegen::plan;
use tencentcloud_importer::{Input, Options, import};
use tencentcloud_model::document::Site;

pub fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let page = Input::Page { path: "page.md".to_owned(), text: text.to_owned() };
    twice(
        &[page],
        &Options {
            site: Some(Site::Mainland),
            service: Some("organization".to_owned()),
            updated: Some("2026-10-26".to_owned()),
            ..Options::default()
        },
    );
}

/// Imports twice, and generates in between.
pub(super) fn twice(inputs: &[Input], options: &Options) {
    let mut files = Files::new();
    let Ok(imported) = import(inputs, &tree::tree(&files), options) else { return };
    if imported.files.is_empty() {
        return;
    }
    tree::apply(&mut files, &imported);
    let spec = tree::tree(&files);
    if let Err(problems) = plan(&spec, &tencentcloud_codegen::Options::new("my_cloud")) {
        panic!("the generator rejects the import:\n{problems}");
    }
    match import(inputs, &spec, options) {
        Ok(again) => {
            let paths: Vec<&str> = again.files.iter().map(|file| file.path.as_str()).collect();
            assert!(paths.is_empty(), "a second import changes {paths:?}");
            assert!(again.removed.is_empty(), "a second import removes {:?}", again.removed);
        }
        Err(problems) => panic!("a second import fails:\n{problems}"),
    }
}
