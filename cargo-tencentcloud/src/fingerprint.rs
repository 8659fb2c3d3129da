//! The result of the last `codegen`, so that an unchanged spec is not generated again.
//!
//! A hash of the content of all that the result depends on and of the result itself: every file of
//! the spec, the generator (this executable), the output, the manifest beside it. Dates are not
//! trusted. It lies with what cargo builds, never in the repository, and losing it costs one run.

use crate::configuration::Configuration;
use crate::files::{collect, write};
use crate::project::{Project, manifest_of};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use tencentcloud_codegen::Counts;

/// The content of a folder: a hash per file, by path.
pub(crate) type Hashes = BTreeMap<String, blake3::Hash>;

/// The summary of a run, without its changes and its duration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Summary {
    pub(crate) counts: Counts,
    pub(crate) files: usize,
}

/// How deep a spec may be before it is not worth a fingerprint; a link may lead to a folder above.
const MOST_FOLDERS: usize = 8;

/// The inputs of a run, hashed when it begins.
pub(crate) struct Fingerprint {
    spec: PathBuf,
    out: PathBuf,
    /// The compiled spec, where there is one.
    catalogue: Option<PathBuf>,
    /// The text of the configuration, where there is one.
    configuration: String,
    /// The hash of this executable.
    generator: Option<blake3::Hash>,
    /// Where the last result is kept.
    file: PathBuf,
    /// `None` if something cannot be read; then nothing is trusted, and nothing kept.
    inputs: Option<blake3::Hash>,
}

impl Fingerprint {
    /// Of the generation from `spec` to `out` by this executable.
    pub(crate) fn new(
        spec: &Path,
        out: &Path,
        catalogue: Option<&Path>,
        project: &Project,
    ) -> Self {
        let generator = std::env::current_exe().unwrap_or_default();
        let target = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
        let target = target.unwrap_or_else(|| project.root().join("target"));
        let configuration = project.configuration().map(Configuration::text);
        Self::of(spec, out, catalogue, configuration, &generator, &target)
    }

    fn of(
        spec: &Path,
        out: &Path,
        catalogue: Option<&Path>,
        configuration: Option<&str>,
        generator: &Path,
        target: &Path,
    ) -> Self {
        let mut name = blake3::Hasher::new();
        for path in [spec, out] {
            let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
            add(&mut name, absolute.as_os_str().as_encoded_bytes());
        }
        let mut fingerprint = Self {
            spec: spec.to_owned(),
            out: out.to_owned(),
            catalogue: catalogue.map(Path::to_owned),
            configuration: configuration.unwrap_or_default().to_owned(),
            generator: hash_large(generator),
            file: target.join("codegen").join(name.finalize().to_hex().as_str()),
            inputs: None,
        };
        fingerprint.inputs = fingerprint.hash_inputs();
        fingerprint
    }

    /// Returns the summary of the last run, if another run would change nothing.
    pub(crate) fn last(&self) -> Option<Summary> {
        let kept = fs::read_to_string(&self.file).ok()?;
        let (hash, summary) = kept.split_once('\n')?;
        let mut present = BTreeSet::new();
        collect(&self.out, &self.out, &mut present).ok()?;
        let hashes = hash_files(&self.out, present)?;
        let is_same = self.whole(&hashes)?.to_hex().as_str() == hash;
        is_same.then(|| parse(summary)).flatten()
    }

    /// Keeps the result of a run, if `output` has the folder's content now. A file edited while the
    /// run read it may or may not be in the output, so that nothing is kept. Nor is it a reason to
    /// fail that nothing can be kept.
    pub(crate) fn record(&self, output: &Hashes, summary: &Summary) {
        if self.hash_inputs() != self.inputs {
            return;
        }
        let Some(hash) = self.whole(output) else { return };
        let Summary { counts: Counts { actions, types, codes }, files } = summary;
        let text = format!("{}\n{actions} {types} {codes} {files}\n", hash.to_hex());
        let _ = write(&self.file, &text);
    }

    fn hash_inputs(&self) -> Option<blake3::Hash> {
        let mut files = BTreeSet::new();
        collect_spec(&self.spec, &self.spec, MOST_FOLDERS, &mut files)?;
        let mut hasher = blake3::Hasher::new();
        add_all(&mut hasher, &hash_files(&self.spec, files)?);
        hasher.update(self.generator?.as_bytes());
        add(&mut hasher, self.configuration.as_bytes());
        let manifest = manifest_of(&self.out);
        add(&mut hasher, &fs::read(manifest).unwrap_or_default());
        if let Some(catalogue) = &self.catalogue {
            add(&mut hasher, &fs::read(catalogue).unwrap_or_default());
        }
        Some(hasher.finalize())
    }

    fn whole(&self, output: &Hashes) -> Option<blake3::Hash> {
        let mut hasher = blake3::Hasher::new();
        hasher.update(self.inputs?.as_bytes());
        add_all(&mut hasher, output);
        Some(hasher.finalize())
    }
}

/// Returns the entry of a file among hashes.
pub(crate) fn entry(path: &str, text: &[u8]) -> (String, blake3::Hash) {
    (path.to_owned(), blake3::hash(text))
}

/// The hash of a file that need not be in memory as a whole. It is taken once, as the process is what
/// the file was when it started; for a few actions, reading it costs more than generating them.
fn hash_large(path: &Path) -> Option<blake3::Hash> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(fs::File::open(path).ok()?).ok()?;
    Some(hasher.finalize())
}

/// Adds something that may be of any length, so that no two sequences of such are the same bytes.
fn add(hasher: &mut blake3::Hasher, bytes: &[u8]) {
    hasher.update(&(bytes.len() as u64).to_le_bytes());
    hasher.update(bytes);
}

fn add_all(hasher: &mut blake3::Hasher, hashes: &Hashes) {
    add(hasher, &(hashes.len() as u64).to_le_bytes());
    for (path, hash) in hashes {
        add(hasher, path.as_bytes());
        hasher.update(hash.as_bytes());
    }
}

/// The hash of each file; `None` if one cannot be read or has a name that is not Unicode.
fn hash_files(root: &Path, files: BTreeSet<PathBuf>) -> Option<Hashes> {
    let one = |path: PathBuf| {
        let text = fs::read(root.join(&path)).ok()?;
        Some(entry(path.to_str()?, &text))
    };
    let hashes: Option<Vec<_>> =
        files.into_iter().collect::<Vec<_>>().into_par_iter().map(one).collect();
    Some(hashes?.into_iter().collect())
}

/// All that the generator sees of a spec: it follows links and leaves out hidden files.
fn collect_spec(
    folder: &Path,
    root: &Path,
    depth: usize,
    files: &mut BTreeSet<PathBuf>,
) -> Option<()> {
    for entry in fs::read_dir(folder).ok()? {
        let entry = entry.ok()?;
        if is_hidden(&entry.file_name()) {
            continue;
        }
        let path = entry.path();
        let kind = entry.file_type().ok()?;
        let is_folder =
            if kind.is_symlink() { path.metadata().ok()?.is_dir() } else { kind.is_dir() };
        if is_folder {
            collect_spec(&path, root, depth.checked_sub(1)?, files)?;
        } else {
            files.insert(path.strip_prefix(root).ok()?.to_owned());
        }
    }
    Some(())
}

fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

fn parse(summary: &str) -> Option<Summary> {
    let numbers: Option<Vec<usize>> =
        summary.split_whitespace().map(|number| number.parse().ok()).collect();
    let [actions, types, codes, files] = numbers?[..] else { return None };
    Some(Summary { counts: Counts { actions, types, codes }, files })
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::TempDir;

    const SUMMARY: Summary =
        Summary { counts: Counts { actions: 3, types: 2, codes: 1 }, files: 2 };

    /// A spec, its output and a generator, of which a result is kept.
    fn recorded() -> TempDir {
        let root = tempfile::tempdir().unwrap();
        for (path, text) in [
            ("spec/demo/service.yaml", "name: demo"),
            ("spec/demo/2020-01-01/actions/Ping.yaml", "doc: Pings."),
            ("crate/src/lib.rs", "// lib"),
            ("crate/src/demo/ping.rs", "// ping"),
            ("crate/Cargo.toml", "[features]"),
            ("generator", "code"),
            ("catalogue", "compiled"),
        ] {
            write(&root, path, text);
        }
        let fingerprint = now(&root);
        assert_eq!(fingerprint.last(), None, "nothing is kept yet");
        fingerprint.record(&output(&root), &SUMMARY);
        assert_eq!(now(&root).last(), Some(SUMMARY), "nothing has changed");
        root
    }

    fn now(root: &TempDir) -> Fingerprint {
        let path = |name| root.path().join(name);
        {
            let (spec, out) = (path("spec"), path("crate/src"));
            let catalogue = path("catalogue");
            Fingerprint::of(
                &spec,
                &out,
                Some(&catalogue),
                None,
                &path("generator"),
                &path("target"),
            )
        }
    }

    fn output(root: &TempDir) -> Hashes {
        let out = root.path().join("crate/src");
        let mut files = BTreeSet::new();
        collect(&out, &out, &mut files).unwrap();
        hash_files(&out, files).unwrap()
    }

    fn write(root: &TempDir, path: &str, text: &str) {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    #[test]
    fn whatever_is_edited_added_or_removed_is_noticed_and_undoing_it_too() {
        let root = recorded();
        for (path, text) in [
            ("spec/demo/service.yaml", Some("name: mode")),
            ("spec/demo/2020-01-01/actions/Ping.yaml", None),
            ("spec/demo/2020-01-01/actions/Pong.yaml", Some("doc: Pings.")),
            ("crate/src/lib.rs", Some("// bil")),
            ("crate/src/demo/ping.rs", None),
            ("crate/src/demo/stale.rs", Some("// Generated by `cargo xtask codegen` from x")),
            ("crate/src/demo/ping.tencentcloud-tmp", Some("")),
            ("crate/Cargo.toml", Some("[FEATURES]")),
            ("generator", Some("edoc")),
            ("catalogue", None),
        ] {
            let full = root.path().join(path);
            let before = fs::read(&full).ok();
            match text {
                Some(text) => write(&root, path, text),
                None => fs::remove_file(&full).unwrap(),
            }
            assert_eq!(now(&root).last(), None, "{path} is another, or is no more");
            match before {
                Some(before) => fs::write(&full, before).unwrap(),
                None => fs::remove_file(&full).unwrap(),
            }
            assert_eq!(now(&root).last(), Some(SUMMARY), "{path} is as it was");
        }
    }

    #[test]
    fn a_text_that_moves_to_another_file_is_noticed() {
        let root = recorded();
        let path = |name: &str| root.path().join("crate/src").join(name);
        fs::rename(path("demo/ping.rs"), path("demo/gnip.rs")).unwrap();
        assert_eq!(now(&root).last(), None);
    }

    #[test]
    fn a_file_edited_while_it_is_read_is_not_kept() {
        let root = recorded();
        fs::remove_dir_all(root.path().join("target")).unwrap();
        let before = now(&root);
        write(&root, "spec/demo/service.yaml", "name: later");
        before.record(&output(&root), &SUMMARY);
        assert_eq!(now(&root).last(), None);
        write(&root, "spec/demo/service.yaml", "name: demo");
        assert_eq!(now(&root).last(), None, "it was never kept");
    }

    #[test]
    fn a_damaged_note_is_no_result() {
        let root = recorded();
        let file = now(&root).file;
        let text = fs::read_to_string(&file).unwrap();
        for damaged in ["", "\n", &text[..text.len() - 3], &text[1..], &text.replace(' ', "-")] {
            fs::write(&file, damaged).unwrap();
            assert_eq!(now(&root).last(), None, "{damaged:?}");
        }
    }

    #[test]
    fn another_output_folder_has_a_result_of_its_own() {
        let root = recorded();
        let path = |name| root.path().join(name);
        fs::create_dir(path("other")).unwrap();
        let other = Fingerprint::of(
            &path("spec"),
            &path("other"),
            None,
            None,
            &path("generator"),
            &path("target"),
        );
        assert_eq!(other.last(), None);
    }

    #[cfg(unix)]
    #[test]
    fn a_spec_that_links_to_a_folder_above_is_not_trusted_and_ends() {
        let root = recorded();
        std::os::unix::fs::symlink(root.path().join("spec"), root.path().join("spec/loop"))
            .unwrap();
        assert_eq!(now(&root).inputs, None);
        assert_eq!(now(&root).last(), None);
    }
}
