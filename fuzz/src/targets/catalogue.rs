//! The compiled form: any bytes are read or rejected, a part is what it is in the whole, and a model
//! survives being compiled again.

use tencentcloud_model::catalogue::{Catalogue, VersionEntry, write};

/// No more actions of a version are read by themselves.
const MOST_ACTIONS: usize = 8;

pub fn run(data: &[u8]) {
    let Ok(catalogue) = Catalogue::open(data) else { return };
    for service in catalogue.services() {
        service.versions().for_each(read_parts);
    }
    let Ok(model) = catalogue.model() else { return };
    if model.services.len() < 4 {
        let bytes = write(&model, 1).expect("memory can be written");
        let again = Catalogue::open(bytes.as_slice()).expect("what is written opens");
        assert_eq!(again.model().ok(), Some(model), "another model");
    }
}

fn read_parts(version: VersionEntry<'_>) {
    let whole = version.decode();
    let Ok(frame) = version.decode_frame() else {
        assert!(whole.is_err(), "the whole is read without its frame");
        return;
    };
    for id in frame.action_ids().take(MOST_ACTIONS) {
        let heads = version.heads().expect("the frame is read with them");
        let part = version.decode_action(heads, id);
        if let Ok(whole) = &whole {
            let part = part.expect("a part of what can be read");
            assert_eq!(part.version.action(id), whole.action(id), "another action");
        }
    }
}
