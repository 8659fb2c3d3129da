//! Import of metadata, with the examples after a line `===`: as for pages.

use tencentcloud_importer::{Input, Metadata, Options};
use tencentcloud_model::document::Site;

pub fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let (api, examples) = match text.split_once("\n===\n") {
        Some((api, examples)) => (api, Some(examples.to_owned())),
        None => (text, None),
    };
    let metadata = Metadata {
        path: "api.json".to_owned(),
        api: api.to_owned(),
        examples,
        folder: None,
        package: None,
    };
    let options = Options {
        site: Some(Site::Mainland),
        updated: Some("2026-10-26".to_owned()),
        ..Options::default()
    };
    super::page::twice(&[Input::Metadata(metadata)], &options);
}
