//! The source files of a crate, parsed, with the module that each of them is.

use std::fs;
use std::path::{Path, PathBuf};

/// The repository's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A source file.
pub struct File {
    /// Its path from the crate's `src`, with `/` between its parts.
    pub path: String,
    /// The module that it is: empty for `lib.rs` and `main.rs`.
    pub module: Vec<String>,
    /// Its syntax tree.
    pub syntax: syn::File,
}

/// The source files of a crate, sorted by path, without files of tests.
pub struct Crate(Vec<File>);

impl Crate {
    /// Reads the crate in a folder of the repository.
    pub fn read(name: &str) -> Self {
        let mut files = Vec::new();
        collect(&root().join(name).join("src"), "", &mut files);
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Self(files)
    }

    /// Makes a crate of paths and texts.
    #[cfg(test)]
    pub fn of(files: &[(&str, &str)]) -> Self {
        Self(files.iter().map(|(path, text)| File::parse(path, text)).collect())
    }

    pub fn iter(&self) -> impl Iterator<Item = &File> {
        self.0.iter()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The file that is a module.
    pub fn find(&self, module: &[String]) -> Option<&File> {
        self.0.iter().find(|file| file.module == module)
    }
}

impl File {
    fn parse(path: &str, text: &str) -> Self {
        let stem = path.trim_end_matches(".rs");
        let stem = stem.strip_suffix("/mod").unwrap_or(stem);
        let module = match stem {
            "lib" | "main" => Vec::new(),
            _ => stem.split('/').map(str::to_owned).collect(),
        };
        let syntax = syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"));
        Self { path: path.to_owned(), module, syntax }
    }
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<File>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.expect("the entry can be read").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() && name != "tests" {
            collect(&path, &format!("{prefix}{name}/"), files);
        } else if path.extension().is_some_and(|end| end == "rs") && name != "tests.rs" {
            let text = fs::read_to_string(&path).expect("the file can be read");
            files.push(File::parse(&format!("{prefix}{name}"), &text));
        }
    }
}
