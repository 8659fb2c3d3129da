//! The bodies of the fuzz targets: each takes bytes and panics if an invariant does not hold. The
//! engine calls them, and so does the replay of every committed input, on any toolchain.

#![forbid(unsafe_code)]

pub mod targets;
pub mod tree;

/// A body: it panics if an invariant does not hold.
pub type Target = fn(&[u8]);

/// All targets, by name.
pub const TARGETS: &[(&str, Target)] = &[
    ("answer", targets::answer::run),
    ("catalogue", targets::catalogue::run),
    ("command_line", targets::command_line::run),
    ("credential_file", targets::credential_file::run),
    ("fmt", targets::fmt::run),
    ("metadata", targets::metadata::run),
    ("mock_request", targets::mock_request::run),
    ("mock_rules", targets::mock_rules::run),
    ("page", targets::page::run),
    ("query", targets::query::run),
    ("request", targets::request::run),
    ("signing", targets::signing::run),
    ("spec_tree", targets::spec_tree::run),
    ("yaml", targets::yaml::run),
];

/// Makes the calling thread the only one that parallel work runs on: for inputs of this size, handing
/// work to another thread costs more than the work.
///
/// # Panics
///
/// If the threads of this process have been started before.
pub fn stay_on_this_thread() {
    let threads = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread();
    threads.build_global().expect("nothing ran in parallel before");
}
