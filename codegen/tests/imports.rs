//! Who may use what in the generator: reads every `use` line and path of `src`.
//!
//! Test modules are left out, and so is what stands inside `quote!`: that is generated code.

use proc_macro2::{TokenStream, TokenTree};
use std::fs;
use std::path::Path;
use syn::visit::{self, Visit};
use syn::{Attribute, Item, ItemUse, Macro, UseTree};

/// A rule: these names, and in which files they may stand.
struct Rule {
    names: &'static [&'static str],
    /// Files or folders where the rule applies; everywhere if empty.
    within: &'static [&'static str],
    /// Files or folders where the names may stand all the same.
    except: &'static [&'static str],
    reason: &'static str,
}

const RULES: &[Rule] = &[
    Rule {
        names: &["std::fs", "std::env", "std::net", "std::process"],
        within: &[],
        except: &[],
        reason: "the generator is a function from a tree of files to files",
    },
    Rule {
        names: &["heck"],
        within: &[],
        except: &["rust/name.rs"],
        reason: "one place makes identifiers",
    },
    Rule {
        names: &["syn", "prettyplease"],
        within: &[],
        except: &["rust/format.rs", "rust/layout.rs"],
        reason: "syntax trees are for formatting alone",
    },
    Rule {
        names: &["quote", "proc_macro2"],
        within: &["diff.rs", "diff/"],
        except: &[],
        reason: "tokens are for emission alone",
    },
    Rule {
        names: &["tencentcloud_model"],
        within: &["rust/emit.rs", "rust/emit/", "rust/layout.rs", "rust/plan.rs"],
        except: &[],
        reason: "lowering decides before anything is printed",
    },
    Rule {
        names: &["document"],
        within: &["rust.rs", "rust/", "diff.rs", "diff/"],
        except: &[],
        reason: "stages after the model see the model alone",
    },
];

/// The paths that a file names, as `a::b::c`.
#[derive(Default)]
struct Paths(Vec<String>);

impl Paths {
    fn add_use(&mut self, before: &str, tree: &UseTree) {
        match tree {
            UseTree::Path(path) => self.add_use(&format!("{before}{}::", path.ident), &path.tree),
            UseTree::Name(name) => self.0.push(format!("{before}{}", name.ident)),
            UseTree::Rename(rename) => self.0.push(format!("{before}{}", rename.ident)),
            UseTree::Glob(_) => self.0.push(format!("{before}*")),
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.add_use(before, tree);
                }
            }
        }
    }

    /// Paths in the arguments of a macro: names with `::` between them.
    fn add_tokens(&mut self, tokens: TokenStream) {
        let mut path = String::new();
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => {
                    if !path.ends_with("::") {
                        self.end_path(&mut path);
                    }
                    path.push_str(&ident.to_string());
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' => path.push(':'),
                TokenTree::Group(group) => {
                    self.end_path(&mut path);
                    self.add_tokens(group.stream());
                }
                _ => self.end_path(&mut path),
            }
        }
        self.end_path(&mut path);
    }

    fn end_path(&mut self, path: &mut String) {
        let path = std::mem::take(path);
        if path.contains("::") {
            self.0.push(path);
        }
    }
}

fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && attribute.parse_args::<syn::Ident>().is_ok_and(|word| word == "test")
    })
}

impl<'ast> Visit<'ast> for Paths {
    fn visit_item(&mut self, item: &'ast Item) {
        if !matches!(item, Item::Mod(module) if is_test(&module.attrs)) {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        self.add_use("", &item.tree);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if path.segments.len() > 1 {
            let names: Vec<String> =
                path.segments.iter().map(|segment| segment.ident.to_string()).collect();
            self.0.push(names.join("::"));
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, invocation: &'ast Macro) {
        self.visit_path(&invocation.path);
        let name = invocation.path.segments.last().map(|segment| segment.ident.to_string());
        if !name.is_some_and(|name| name.starts_with("quote") || name.starts_with("parse_quote")) {
            self.add_tokens(invocation.tokens.clone());
        }
    }
}

/// Whether a path names something: `std::fs` as its beginning, a lone word as one of its parts.
fn names(path: &str, name: &str) -> bool {
    if name.contains("::") {
        return path == name || path.starts_with(&format!("{name}::"));
    }
    path.split("::").any(|part| part == name)
}

fn is_below(file: &str, places: &[&str]) -> bool {
    places.iter().any(|place| file == *place || (place.ends_with('/') && file.starts_with(place)))
}

/// Which rules a file breaks; `file` is its path from `src`.
fn violations(file: &str, text: &str) -> Vec<String> {
    let mut paths = Paths::default();
    paths.visit_file(&syn::parse_file(text).expect("the file is Rust"));
    let mut found = Vec::new();
    for rule in RULES {
        let applies = rule.within.is_empty() || is_below(file, rule.within);
        if !applies || is_below(file, rule.except) {
            continue;
        }
        for path in &paths.0 {
            if rule.names.iter().any(|name| names(path, name)) {
                found.push(format!("{file} names {path}: {}", rule.reason));
            }
        }
    }
    found
}

fn check(folder: &Path, prefix: &str, found: &mut Vec<String>, files: &mut usize) {
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the entry can be read").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            check(&path, &format!("{prefix}{name}/"), found, files);
        } else if path.extension().is_some_and(|end| end == "rs") && name != "tests.rs" {
            let text = fs::read_to_string(&path).expect("the file can be read");
            found.extend(violations(&format!("{prefix}{name}"), &text));
            *files += 1;
        }
    }
}

#[test]
fn every_file_names_only_what_it_may() {
    let (mut found, mut files) = (Vec::new(), 0);
    check(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), "", &mut found, &mut files);
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
    assert!(files > 25, "only {files} files were found");
}

#[test]
fn every_place_that_a_rule_names_is_there() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let places = RULES.iter().flat_map(|rule| rule.within.iter().chain(rule.except));
    let missing: Vec<_> = places.filter(|place| !source.join(place).exists()).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn a_violation_is_found_wherever_it_stands() {
    let broken = [
        ("rust/lower.rs", "use std::{fmt, fs::File};"),
        ("rust/lower.rs", "fn f() { std::fs::read(\"x\").ok(); }"),
        ("rust/lower.rs", "fn f() { assert!(std::fs::read(\"x\").is_ok()); }"),
        ("rust/lower.rs", "use heck as names;"),
        ("rust/emit.rs", "fn f(tree: &syn::File) {}"),
        ("rust/emit/action.rs", "use tencentcloud_model::model;"),
        ("rust/lower/docs.rs", "type T = tencentcloud_model::document::Action;"),
        ("diff.rs", "fn f() -> proc_macro2::TokenStream { todo!() }"),
    ];
    for (file, text) in broken {
        assert_eq!(violations(file, text).len(), 1, "{file}: {text}");
    }
}

#[test]
fn what_is_allowed_is_not_found() {
    let fine = [
        ("rust/name.rs", "use heck::ToSnakeCase;"),
        ("rust/emit.rs", "fn f() { quote! { syn::File std::fs::read heck::x } }"),
        ("rust/emit.rs", "fn f(model: u8) -> u8 { model }"),
        (
            "rust/lower.rs",
            "use tencentcloud_model::model::Model; // std::fs\nconst A: &str = \"std::fs::read\";",
        ),
        ("rust/lower.rs", "#[cfg(test)] mod tests { use std::fs; }"),
    ];
    for (file, text) in fine {
        assert_eq!(violations(file, text), Vec::<String>::new(), "{file}: {text}");
    }
}
