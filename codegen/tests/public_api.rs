//! The public items of the two crates that other tools build on, as a list. A change of the list is a
//! change for their users: read it before accepting it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use syn::{Attribute, Item, UseTree, Visibility};

#[test]
fn the_public_items_are_those_of_the_list() {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for name in ["codegen", "model"] {
        let mut found = BTreeSet::new();
        let root = repository.join(name).join("src");
        collect(&read(&root.join("lib.rs")), &root, "", &mut found);
        if name == "codegen" {
            // It is exported from a private module.
            collect(&read(&root.join("rust/plan.rs")), &root, "plan::", &mut found);
        }
        assert!(found.len() > 20, "{name}: only {found:?}");
        let list: Vec<String> = found.into_iter().collect();
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!(format!("public_api_{name}"), list.join("\n"));
        });
    }
}

fn read(path: &Path) -> Vec<Item> {
    let text =
        fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display())).items
}

/// Adds the public items of a module, without those that the documentation hides.
fn collect(items: &[Item], folder: &Path, path: &str, found: &mut BTreeSet<String>) {
    let mut add = |kind: &str, name: &dyn ToString| {
        found.insert(format!("{path}{}{kind}", name.to_string()));
    };
    let mut modules: Vec<(String, PathBuf)> = Vec::new();
    for item in items {
        match item {
            Item::Mod(it) if is_shown(&it.vis, &it.attrs) => {
                add(" (mod)", &it.ident);
                modules.push((it.ident.to_string(), folder.join(format!("{}.rs", it.ident))));
            }
            Item::Use(it) if is_shown(&it.vis, &it.attrs) => {
                let mut names = Vec::new();
                exported(&it.tree, &mut names);
                for name in &names {
                    add(" (use)", name);
                }
            }
            Item::Fn(it) if is_shown(&it.vis, &it.attrs) => add("()", &it.sig.ident),
            Item::Struct(it) if is_shown(&it.vis, &it.attrs) => add(" (struct)", &it.ident),
            Item::Enum(it) if is_shown(&it.vis, &it.attrs) => add(" (enum)", &it.ident),
            Item::Trait(it) if is_shown(&it.vis, &it.attrs) => add(" (trait)", &it.ident),
            Item::Type(it) if is_shown(&it.vis, &it.attrs) => add(" (type)", &it.ident),
            Item::Const(it) if is_shown(&it.vis, &it.attrs) => add(" (const)", &it.ident),
            Item::Static(it) if is_shown(&it.vis, &it.attrs) => add(" (static)", &it.ident),
            _ => {}
        }
    }
    for (name, file) in modules {
        collect(&read(&file), &file.with_extension(""), &format!("{path}{name}::"), found);
    }
}

fn is_shown(visibility: &Visibility, attributes: &[Attribute]) -> bool {
    let is_hidden = attributes.iter().any(|it| {
        it.path().is_ident("doc") && it.parse_args::<syn::Ident>().is_ok_and(|it| it == "hidden")
    });
    matches!(visibility, Visibility::Public(_)) && !is_hidden
}

fn exported(tree: &UseTree, names: &mut Vec<String>) {
    match tree {
        UseTree::Path(path) => exported(&path.tree, names),
        UseTree::Name(name) => names.push(name.ident.to_string()),
        UseTree::Rename(rename) => names.push(rename.rename.to_string()),
        UseTree::Glob(_) => names.push("*".to_owned()),
        UseTree::Group(group) => group.items.iter().for_each(|item| exported(item, names)),
    }
}
