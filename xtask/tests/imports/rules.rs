//! The tables: the crates that each crate may know, and the names that only some files may use.

use proc_macro2::{TokenStream, TokenTree};
use std::path::PathBuf;
use syn::visit::{self, Visit};
use syn::{Attribute, Item, ItemUse, Macro, UseTree};

/// Each crate's folder, and the packages of this workspace that it may depend on. Tests and examples
/// may know more.
pub const LAYERS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("importer", &["tencentcloud-model"]),
    ("codegen", &["tencentcloud-model"]),
    ("mock", &["tencentcloud-model"]),
    (
        "cargo-tencentcloud",
        &["tencentcloud-model", "tencentcloud-importer", "tencentcloud-codegen"],
    ),
    ("runtime", &[]),
    ("explorer", &["tencentcloud-model", "tencentcloud-runtime"]),
    (
        "cli",
        &[
            "tencentcloud-explorer",
            "tencentcloud-model",
            "tencentcloud-importer",
            "tencentcloud-runtime",
        ],
    ),
    ("generated", &["tencentcloud-runtime"]),
    ("xtask", &["cargo-tencentcloud"]),
    ("bench", &["tencentcloud-model", "tencentcloud-codegen", "tencentcloud-api"]),
];

/// A rule: these names, and the files that may use them.
struct Rule {
    names: &'static [&'static str],
    /// The crate, or one of its files or folders, where the rule applies.
    within: &'static [&'static str],
    /// Files or folders within, where the names are allowed all the same.
    except: &'static [&'static str],
    reason: &'static str,
}

const RULES: &[Rule] = &[
    Rule {
        names: &["serde_yaml", "yaml_serde", "saphyr_parser", "yaml_edit"],
        within: &["model/"],
        except: &["model/src/yaml.rs", "model/src/yaml/"],
        reason: "one place knows how YAML is read; it is written as text",
    },
    Rule {
        names: &["serde_yaml", "yaml_serde", "saphyr_parser", "yaml_edit"],
        within: &["importer/", "codegen/", "cargo-tencentcloud/", "cli/", "xtask/"],
        except: &[],
        reason: "YAML is read by the model",
    },
    Rule {
        names: &["std::fs", "std::env", "std::net", "std::process"],
        within: &["model/"],
        except: &["model/src/load.rs", "model/src/load/", "model/src/catalogue/blocks.rs"],
        reason: "only `load` and a catalogue on disk touch the file system; everything else is a function",
    },
    Rule {
        names: &["std::fs", "std::env", "std::net", "std::process"],
        within: &["importer/", "codegen/"],
        except: &[],
        reason: "files are read and written by the commands; everything else is a function",
    },
    Rule {
        names: &["heck"],
        within: &["codegen/"],
        except: &["codegen/src/rust/name.rs"],
        reason: "one place makes identifiers",
    },
    Rule {
        names: &["syn", "prettyplease"],
        within: &["codegen/"],
        except: &["codegen/src/rust/format.rs", "codegen/src/rust/layout.rs"],
        reason: "syntax trees are for formatting alone",
    },
    Rule {
        names: &["quote", "proc_macro2"],
        within: &["codegen/src/diff.rs", "codegen/src/diff/"],
        except: &[],
        reason: "tokens are for emission alone",
    },
    Rule {
        names: &["syn", "quote", "proc_macro2", "heck", "prettyplease"],
        within: &["model/", "importer/", "mock/", "cargo-tencentcloud/"],
        except: &[],
        reason: "only the generator knows Rust",
    },
    Rule {
        names: &["tencentcloud_model"],
        within: &[
            "codegen/src/rust/emit.rs",
            "codegen/src/rust/emit/",
            "codegen/src/rust/layout.rs",
            "codegen/src/rust/plan.rs",
        ],
        except: &[],
        reason: "lowering decides before anything is printed",
    },
    Rule {
        names: &["document"],
        within: &["codegen/", "mock/"],
        except: &[],
        reason: "stages after the model see the model alone",
    },
];

/// Returns the files and folders that the rules name.
pub fn places() -> impl Iterator<Item = PathBuf> {
    let places = RULES.iter().flat_map(|rule| rule.within.iter().chain(rule.except));
    places.map(|place| super::files::root().join(place))
}

/// Returns the rules that a file of a crate breaks; `file` is its path from `src`.
pub fn violations(package: &str, file: &str, syntax: &syn::File) -> Vec<String> {
    let file = format!("{package}/src/{file}");
    let mut paths = Paths::default();
    paths.visit_file(syntax);
    let mut found = Vec::new();
    for rule in
        RULES.iter().filter(|rule| is_below(&file, rule.within) && !is_below(&file, rule.except))
    {
        for path in &paths.0 {
            if rule.names.iter().any(|name| names(path, name)) {
                found.push(format!("{file} names {path}: {}", rule.reason));
            }
        }
    }
    found
}

/// Whether an attribute leaves an item to tests.
pub fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && attribute.parse_args::<syn::Ident>().is_ok_and(|word| word == "test")
    })
}

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

    /// Adds the paths in the arguments of a macro: names with `::` between them.
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

#[cfg(test)]
mod tests {
    use super::violations;

    fn found(file: &str, text: &str) -> Vec<String> {
        let (package, file) = file.split_once("/src/").expect("a file of a crate");
        violations(package, file, &syn::parse_file(text).expect("it is Rust"))
    }

    #[test]
    fn a_violation_is_found_wherever_it_stands() {
        let broken = [
            ("model/src/load.rs", "use serde_yaml::Value;"),
            ("model/src/write.rs", "use serde_yaml::to_string;"),
            ("model/src/resolve.rs", "use std::{fmt, fs::File};"),
            ("model/src/resolve.rs", "fn f() { assert!(std::fs::read(\"x\").is_ok()); }"),
            ("model/src/model.rs", "impl quote::ToTokens for Model {}"),
            ("importer/src/page.rs", "fn f() { std::fs::read(\"x\").ok(); }"),
            ("codegen/src/rust/lower.rs", "use heck as names;"),
            ("codegen/src/rust/emit.rs", "fn f(tree: &syn::File) {}"),
            ("codegen/src/rust/emit/action.rs", "use tencentcloud_model::model;"),
            ("codegen/src/rust/lower/docs.rs", "type T = tencentcloud_model::document::Action;"),
            ("codegen/src/diff.rs", "fn f() -> proc_macro2::TokenStream { todo!() }"),
            ("mock/src/spec.rs", "use quote::quote;"),
        ];
        for (file, text) in broken {
            assert_eq!(found(file, text).len(), 1, "{file}: {text}");
        }
    }

    #[test]
    fn an_allowed_name_is_not_found() {
        let fine = [
            ("model/src/yaml/scan.rs", "use saphyr_parser::Parser;"),
            ("model/src/load/tree.rs", "use std::fs;"),
            ("codegen/src/rust/name.rs", "use heck::ToSnakeCase;"),
            ("codegen/src/rust/emit.rs", "fn f() { quote! { syn::File std::fs::read heck::x } }"),
            ("codegen/src/rust/emit.rs", "fn f(model: u8) -> u8 { model }"),
            (
                "codegen/src/rust/lower.rs",
                "use tencentcloud_model::model::Model; // std::fs\nconst A: &str = \"std::fs::f\";",
            ),
            ("model/src/schema.rs", "#[cfg(test)] mod tests { use std::fs; }"),
        ];
        for (file, text) in fine {
            assert_eq!(found(file, text), Vec::<String>::new(), "{file}: {text}");
        }
    }
}
