//! The compiled form: any bytes are read or rejected, and a model survives being compiled again.

use tencentcloud_model::catalogue::{Catalogue, write};

pub fn run(data: &[u8]) {
    let Ok(catalogue) = Catalogue::open(data) else { return };
    for service in catalogue.services() {
        for version in service.versions() {
            let _ = version.decode();
        }
    }
    let Ok(model) = catalogue.model() else { return };
    if model.services.len() < 4 {
        let bytes = write(&model, 1).expect("memory can be written");
        let again = Catalogue::open(bytes.as_slice()).expect("what is written opens");
        assert_eq!(again.model().ok(), Some(model), "another model");
    }
}
