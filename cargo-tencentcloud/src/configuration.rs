//! `tencentcloud.toml`: the folders of a project, the name of its crate, and the selected actions.

use crate::project::display_path;
use anyhow::{Context, Result, anyhow};
use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use tencentcloud_model::diagnostic::similar;
use tencentcloud_model::select::Pattern;
use toml_edit::{Array, Document, DocumentMut, Item, Table, TableLike, Value};

/// The name of the configuration file.
pub(crate) const FILE: &str = "tencentcloud.toml";

/// The keys of the file.
const KEYS: &[&str] = &["spec", "out", "crate", "runtime", "selection"];

/// The configuration of a project.
#[derive(Debug, Clone)]
pub(crate) struct Configuration {
    /// The folder of the spec, relative to the file.
    pub(crate) spec: String,
    /// The folder of the generated files, relative to the file.
    pub(crate) out: String,
    /// The name of the crate, as `use` has it.
    pub(crate) crate_name: String,
    /// The path under which generated files reach the runtime.
    pub(crate) runtime: Option<String>,
    /// The selected actions; `None` selects the whole spec.
    pub(crate) selection: Option<Vec<Selected>>,
    path: PathBuf,
    text: String,
}

/// An entry of the selection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Selected {
    /// The service and the version, such as `tag/2018-08-13`.
    pub(crate) version: String,
    /// The name of an action, or a pattern.
    pub(crate) action: String,
    /// Both as a pattern.
    pub(crate) pattern: Pattern,
    /// The place of the entry, such as `tencentcloud.toml:9:12`.
    pub(crate) at: String,
}

/// Actions by service version, as the selection has them.
pub(crate) type Entries = BTreeMap<String, Vec<String>>;

impl Configuration {
    /// Reads the configuration of a folder.
    pub(crate) fn read(root: &Path) -> Result<Self> {
        let path = root.join(FILE);
        let text = fs::read_to_string(&path)
            .with_context(|| format!("cannot read {}", display_path(&path)))?;
        Self::parse(path, text)
    }

    /// Reads the text of a configuration; `path` is for messages and for [`Self::path`].
    pub(crate) fn parse(path: PathBuf, text: String) -> Result<Self> {
        let reader = Reader { shown: display_path(&path), text: &text };
        let document = Document::parse(text.as_str()).map_err(|error| {
            let at = reader.at(error.span());
            anyhow!("{at}: this is not TOML: {}", error.message().replace('\n', ", "))
        })?;
        let table = document.as_table();
        for (key, item) in table {
            if !KEYS.contains(&key) {
                let span = table.key(key).and_then(toml_edit::Key::span).or_else(|| item.span());
                let meant = similar(key, KEYS.iter().copied());
                let meant = meant.map_or(String::new(), |it| format!("; did you mean `{it}`?"));
                return Err(reader.error(
                    span,
                    format!("there is no key `{key}`{meant} The keys are {}", KEYS.join(", ")),
                ));
            }
        }
        let crate_name = reader.string(table, "crate")?.ok_or_else(|| {
            reader.error(None, "`crate` is missing: write `crate = \"name\"`, as `use` has it")
        })?;
        if !is_identifier(&crate_name) {
            let message = format!("`{crate_name}` is not the name of a crate as `use` has it");
            return Err(reader.error(table.get("crate").and_then(Item::span), message));
        }
        let runtime = reader.string(table, "runtime")?;
        if let Some(runtime) = runtime.as_deref().filter(|it| !it.split("::").all(is_identifier)) {
            let message = format!("`{runtime}` is not a Rust path such as `tencentcloud_runtime`");
            return Err(reader.error(table.get("runtime").and_then(Item::span), message));
        }
        let folder = |key: &str, default: &str| match reader.string(table, key)? {
            None => Ok(default.to_owned()),
            Some(path) if is_inside(&path) => Ok(path.trim_end_matches('/').to_owned()),
            Some(path) => {
                let message = format!("`{path}` is not a folder below the one of this file");
                Err(reader.error(table.get(key).and_then(Item::span), message))
            }
        };
        let (spec, out) = (folder("spec", "spec")?, folder("out", "src")?);
        let selection = reader.selection(table)?;
        Ok(Self { spec, out, crate_name, runtime, selection, path, text })
    }

    /// Returns the path of the file.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the text of the file.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Returns the patterns of the selection.
    pub(crate) fn patterns(&self) -> Option<Vec<Pattern>> {
        let selection = self.selection.as_ref()?;
        Some(selection.iter().map(|selected| selected.pattern.clone()).collect())
    }

    /// Returns the selection by service version.
    pub(crate) fn entries(&self) -> Entries {
        let mut entries = Entries::new();
        for selected in self.selection.iter().flatten() {
            entries.entry(selected.version.clone()).or_default().push(selected.action.clone());
        }
        entries
    }

    /// Returns the configuration with another selection. Comments and the other keys are unchanged.
    pub(crate) fn with_entries(&self, entries: &Entries) -> Result<Self> {
        let mut document: DocumentMut =
            self.text.parse().with_context(|| format!("cannot edit {}", self.path.display()))?;
        let item = document.entry("selection").or_insert_with(|| Item::Table(Table::new()));
        let table = item.as_table_like_mut().context("`selection` is not a table")?;
        let present: Vec<String> = table.iter().map(|(key, _)| key.to_owned()).collect();
        for version in present.iter().filter(|version| !entries.contains_key(*version)) {
            table.remove(version);
        }
        let before = self.entries();
        for (version, actions) in entries {
            if before.get(version) != Some(actions) {
                set_actions(table, version, actions);
            }
        }
        Self::parse(self.path.clone(), document.to_string())
    }
}

/// Makes an entry name these actions. Comments in the list stay.
fn set_actions(table: &mut dyn TableLike, version: &str, actions: &[String]) {
    const WIDTH: usize = 100;
    let array = table.entry(version).or_insert_with(|| Item::Value(Value::Array(Array::new())));
    let Some(array) = array.as_array_mut() else { return };
    let before = array.clone();
    let is_long = before.to_string().contains('\n');
    array.clear();
    // A comment after an element belongs to what follows it: the next element, or the end.
    let mut comment = String::new();
    for value in &before {
        let prefix = value.decor().prefix().and_then(|it| it.as_str()).unwrap_or_default();
        if value.as_str().is_some_and(|it| actions.iter().any(|one| one == it)) {
            let mut value = value.clone();
            value.decor_mut().set_prefix(format!("{comment}{prefix}"));
            comment.clear();
            array.push_formatted(value);
        } else if prefix.contains('#') {
            comment.push_str(prefix.trim_end());
        }
    }
    let trailing = before.trailing().as_str().unwrap_or_default();
    comment.push_str(trailing.trim_end());
    for action in actions {
        if array.iter().all(|value| value.as_str() != Some(action)) {
            let mut value = Value::from(action.as_str());
            value.decor_mut().set_prefix(match (is_long, array.is_empty()) {
                (true, _) => format!("{comment}\n    "),
                (false, true) => String::new(),
                (false, false) => " ".to_owned(),
            });
            comment.clear();
            array.push_formatted(value);
        }
    }
    if is_long {
        array.set_trailing(format!("{comment}\n"));
        array.set_trailing_comma(true);
    } else if version.len() + array.to_string().len() > WIDTH {
        for value in array.iter_mut() {
            value.decor_mut().set_prefix("\n    ");
        }
        array.set_trailing("\n");
        array.set_trailing_comma(true);
    }
}

struct Reader<'t> {
    shown: String,
    text: &'t str,
}

impl Reader<'_> {
    /// Returns a place as `file:line:column`; the file alone if there is no span.
    fn at(&self, span: Option<Range<usize>>) -> String {
        let Some(before) = span.and_then(|span| self.text.get(..span.start)) else {
            return self.shown.clone();
        };
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        format!("{}:{line}:{column}", self.shown)
    }

    fn error(&self, span: Option<Range<usize>>, message: impl AsRef<str>) -> anyhow::Error {
        anyhow!("{}: {}", self.at(span), message.as_ref())
    }

    fn string(&self, table: &Table, key: &str) -> Result<Option<String>> {
        match table.get(key) {
            None => Ok(None),
            Some(item) => match item.as_str() {
                Some(text) => Ok(Some(text.to_owned())),
                None => Err(self.error(item.span(), format!("`{key}` is not a string"))),
            },
        }
    }

    fn selection(&self, table: &Table) -> Result<Option<Vec<Selected>>> {
        let Some(item) = table.get("selection") else { return Ok(None) };
        let form = "write `\"tag/2018-08-13\" = [\"DescribeTags\"]`";
        let Some(entries) = item.as_table_like() else {
            return Err(self.error(item.span(), format!("`selection` is not a table: {form}")));
        };
        let mut selection = Vec::new();
        for (version, item) in entries.iter() {
            let Some(actions) = item.as_array() else {
                let message = format!("`{version}` is not a list of actions: {form}");
                return Err(self.error(item.span(), message));
            };
            if actions.is_empty() {
                let message = format!(
                    "`{version}` selects nothing: name actions, write `*` for all, or remove it"
                );
                return Err(self.error(actions.span(), message));
            }
            for value in actions {
                let at = self.at(value.span());
                let action = value.as_str().ok_or_else(|| {
                    anyhow!("{at}: this is not the name of an action in quotes: {form}")
                })?;
                let is_plain = version.split('/').count() == 2
                    && !version.contains(['*', ':'])
                    && !action.contains([':', '/']);
                let pattern = format!("{version}:{action}").parse::<Pattern>().ok();
                let Some(pattern) = pattern.filter(|_| is_plain) else {
                    return Err(anyhow!("{at}: `{version}` and `{action}` select nothing: {form}"));
                };
                let (version, action) = (version.to_owned(), action.to_owned());
                selection.push(Selected { version, action, pattern, at });
            }
        }
        Ok(Some(selection))
    }
}

/// Returns whether a word can be an identifier of Rust.
pub(crate) fn is_identifier(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(|first| first.is_ascii_alphabetic() || first == '_')
        && chars.all(|rest| rest.is_ascii_alphanumeric() || rest == '_')
}

/// Returns whether a path leads to a folder below the one it starts from.
fn is_inside(path: &str) -> bool {
    let path = path.trim_end_matches('/');
    let is_plain = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(['\\', ':']);
    path.split('/').all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::{Configuration, Entries};

    fn parse(text: &str) -> Result<Configuration, String> {
        let path = std::path::PathBuf::from("/p/tencentcloud.toml");
        Configuration::parse(path, text.to_owned()).map_err(|error| format!("{error:#}"))
    }

    #[test]
    fn mistakes_are_located_and_have_a_remedy() {
        for (text, message) in [
            ("crate = ", "tencentcloud.toml:1:9: this is not TOML"),
            ("", "tencentcloud.toml: `crate` is missing: write `crate = \"name\"`"),
            ("crate = \"a-b\"", ":1:9: `a-b` is not the name of a crate"),
            ("crate = \"a\"\nspeck = \"x\"", ":2:1: there is no key `speck`; did you mean `spec`?"),
            ("crate = \"a\"\nspec = 1", ":2:8: `spec` is not a string"),
            ("crate = \"a\"\nout = \"../src\"", ":2:7: `../src` is not a folder below"),
            ("crate = \"a\"\nruntime = \"a::b-c\"", ":2:11: `a::b-c` is not a Rust path"),
            ("crate = \"a\"\nselection = 1", ":2:13: `selection` is not a table"),
            ("crate = \"a\"\n[selection]\n\"a/b\" = []", ":3:9: `a/b` selects nothing"),
            ("crate = \"a\"\n[selection]\n\"a/b\" = [1]", ":3:10: this is not the name"),
            ("crate = \"a\"\n[selection]\n\"a\" = [\"B\"]", ":3:8: `a` and `B` select nothing"),
            ("crate = \"a\"\n[selection]\n\"a/*\" = [\"B\"]", ":3:10: `a/*` and `B` select"),
        ] {
            let error = parse(text).unwrap_err();
            assert!(error.contains(message), "{text}: {error}");
        }
    }

    #[test]
    fn comments_survive_edits_of_the_selection() {
        let text = "# mine\ncrate = \"a\" # short\n\n# the actions\n[selection]\n\
                    \"tag/2018-08-13\" = [\n    \"A\", # kept\n    \"B\",\n]\n# the end\n";
        let configuration = parse(text).unwrap();
        let mut entries = configuration.entries();
        entries.insert("tag/2018-08-13".to_owned(), vec!["A".to_owned(), "C".to_owned()]);
        entries.insert("cvm/2017-03-12".to_owned(), vec!["*".to_owned()]);
        let edited = configuration.with_entries(&entries).unwrap();
        assert_eq!(edited.entries(), entries);
        for comment in ["# mine", "# short", "# the actions", "# kept", "# the end"] {
            assert!(edited.text().contains(comment), "{comment}: {}", edited.text());
        }
        let emptied = edited.with_entries(&Entries::new()).unwrap();
        assert_eq!(emptied.selection, Some(Vec::new()));
    }
}
