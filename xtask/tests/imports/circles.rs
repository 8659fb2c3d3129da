//! Circles of files: files that use each other's items, directly or through others.
//!
//! A file uses another one if a path in it leads to an item that is defined there. A `mod` line is
//! no use, nor is a re-export, which hands a name on: a path through a re-export leads to the file of
//! the definition.

use super::files::{Crate, File};
use super::rules::is_test;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use syn::visit::{self, Visit};
use syn::{Item, ItemMod, ItemUse, Macro, UseTree, Visibility};

type Path = Vec<String>;

/// The names of a module and of what it imports.
#[derive(Default)]
struct Names {
    /// Modules below that are files of their own.
    modules: BTreeSet<String>,
    /// Imported names, with the paths that they stand for.
    imports: BTreeMap<String, Path>,
}

/// Returns each circle, with the uses that tie it, one a line.
pub fn circles(files: &Crate) -> Vec<String> {
    let names: BTreeMap<&Path, Names> =
        files.iter().map(|file| (&file.module, names_of(file, files))).collect();
    let mut edges: BTreeMap<&str, BTreeMap<&str, BTreeSet<String>>> = BTreeMap::new();
    for file in files.iter() {
        let mut uses = Uses { depth: 0, paths: Vec::new() };
        uses.visit_file(&file.syntax);
        for path in uses.paths {
            let Some((target, item)) = resolve(&file.module, &path, &names, 0) else { continue };
            let Some(target) = files.find(&target) else { continue };
            if target.path != file.path && !item.is_empty() {
                let from = edges.entry(&file.path).or_default();
                from.entry(&target.path).or_default().insert(item);
            }
        }
    }
    let reach: BTreeMap<&str, BTreeSet<&str>> =
        edges.keys().map(|from| (*from, reachable(from, &edges))).collect();
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for from in edges.keys() {
        let circle: BTreeSet<&str> = reach[from]
            .iter()
            .copied()
            .filter(|to| reach.get(to).is_some_and(|back| back.contains(from)))
            .collect();
        if circle.is_empty() || !seen.insert(circle.clone()) {
            continue;
        }
        let mut text = String::new();
        for one in &circle {
            for (to, items) in edges.get(one).into_iter().flatten() {
                if circle.contains(to) {
                    let items: Vec<&str> = items.iter().map(String::as_str).collect();
                    let _ = writeln!(text, "  {one} -> {to} ({})", items.join(", "));
                }
            }
        }
        found.push(text);
    }
    found
}

fn reachable<'a>(
    from: &'a str,
    edges: &BTreeMap<&'a str, BTreeMap<&'a str, BTreeSet<String>>>,
) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    let mut open = vec![from];
    while let Some(one) = open.pop() {
        for to in edges.get(one).into_iter().flat_map(BTreeMap::keys) {
            if found.insert(*to) {
                open.push(to);
            }
        }
    }
    found
}

fn names_of(file: &File, files: &Crate) -> Names {
    let mut names = Names::default();
    for item in &file.syntax.items {
        match item {
            Item::Mod(ItemMod { ident, content: None, attrs, .. }) if !is_test(attrs) => {
                let mut module = file.module.clone();
                module.push(ident.to_string());
                if files.find(&module).is_some() {
                    names.modules.insert(ident.to_string());
                }
            }
            Item::Use(item) => imported(&item.tree, &mut Vec::new(), &mut |path, name| {
                names.imports.insert(name, path);
            }),
            _ => {}
        }
    }
    names
}

/// Calls `each` for every name that a `use` brings, with its path.
fn imported(tree: &UseTree, before: &mut Path, each: &mut impl FnMut(Path, String)) {
    match tree {
        UseTree::Path(path) => {
            before.push(path.ident.to_string());
            imported(&path.tree, before, each);
            before.pop();
        }
        UseTree::Name(name) if name.ident == "self" => {
            each(before.clone(), before.last().cloned().unwrap_or_default());
        }
        UseTree::Name(name) => {
            let path = [before.as_slice(), &[name.ident.to_string()]].concat();
            each(path, name.ident.to_string());
        }
        UseTree::Rename(rename) => {
            let path = [before.as_slice(), &[rename.ident.to_string()]].concat();
            each(path, rename.rename.to_string());
        }
        UseTree::Glob(_) => {
            each(
                [before.as_slice(), &["*".to_owned()]].concat(),
                format!("*{}", before.join("::")),
            );
        }
        UseTree::Group(group) => {
            for tree in &group.items {
                imported(tree, before, each);
            }
        }
    }
}

/// The module that defines the item that a path leads to, and the item's name; `None` if the path
/// leads out of the crate, or to a module itself.
fn resolve(
    from: &Path,
    path: &[String],
    names: &BTreeMap<&Path, Names>,
    depth: usize,
) -> Option<(Path, String)> {
    if depth > 16 {
        return None;
    }
    let mut module = from.clone();
    let mut rest = path;
    let (first, after) = rest.split_first()?;
    match first.as_str() {
        "crate" => (module, rest) = (Vec::new(), after),
        "self" => rest = after,
        "super" => {
            module.pop()?;
            rest = after;
            while let Some((next, after)) = rest.split_first()
                && next == "super"
            {
                module.pop()?;
                rest = after;
            }
        }
        first => {
            let known = names.get(&module)?;
            if !known.modules.contains(first) && !known.imports.contains_key(first) {
                return None;
            }
        }
    }
    while let Some((name, after)) = rest.split_first() {
        let known = names.get(&module)?;
        if known.modules.contains(name) {
            module.push(name.clone());
            rest = after;
        } else if let Some(target) = known.imports.get(name).filter(|target| *target != path) {
            let target = [target.as_slice(), after].concat();
            return resolve(&module, &target, names, depth + 1);
        } else {
            return Some((module, name.clone()));
        }
    }
    None
}

/// The paths that a file uses; re-exports are none.
struct Uses {
    /// How deep in inline modules: their `super` is the file itself.
    depth: usize,
    paths: Vec<Path>,
}

impl<'ast> Visit<'ast> for Uses {
    fn visit_item(&mut self, item: &'ast Item) {
        match item {
            Item::Mod(module) if is_test(&module.attrs) => {}
            Item::Mod(module) if module.content.is_some() => {
                self.depth += 1;
                visit::visit_item(self, item);
                self.depth -= 1;
            }
            _ => visit::visit_item(self, item),
        }
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        if self.depth == 0 && matches!(item.vis, Visibility::Inherited) {
            imported(&item.tree, &mut Vec::new(), &mut |path, _| self.paths.push(path));
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if path.segments.len() > 1 && self.depth == 0 {
            self.paths.push(path.segments.iter().map(|part| part.ident.to_string()).collect());
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, invocation: &'ast Macro) {
        self.visit_path(&invocation.path);
        // A macro's arguments are often expressions; what does not parse as such is left out.
        let parser = syn::punctuated::Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated;
        if let Ok(arguments) = invocation.parse_body_with(parser) {
            arguments.iter().for_each(|argument| self.visit_expr(argument));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::circles;
    use crate::files::Crate;

    #[test]
    fn files_that_use_each_other_are_a_circle() {
        let parent = ("a.rs", "mod b; use b::make; pub struct Thing; fn f() { make() }");
        let found = circles(&Crate::of(&[
            ("lib.rs", "mod a;"),
            parent,
            ("a/b.rs", "use super::Thing; pub fn make() {}"),
        ]));
        assert_eq!(found, ["  a.rs -> a/b.rs (make)\n  a/b.rs -> a.rs (Thing)\n"]);
        let by_path = circles(&Crate::of(&[
            ("lib.rs", "mod a; mod c;"),
            ("a.rs", "pub fn f() { crate::c::g(vec![crate::c::h()]) }"),
            ("c.rs", "pub fn g() { crate::a::f() } pub fn h() {}"),
        ]));
        assert_eq!(by_path, ["  a.rs -> c.rs (g, h)\n  c.rs -> a.rs (f)\n"]);
    }

    #[test]
    fn a_longer_circle_is_found_once() {
        let found = circles(&Crate::of(&[
            ("lib.rs", "mod a; mod b; mod c;"),
            ("a.rs", "use crate::b::B; pub struct A;"),
            ("b.rs", "use crate::c::C; pub struct B;"),
            ("c.rs", "use crate::a::A; pub struct C;"),
        ]));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].lines().count(), 3);
    }

    #[test]
    fn re_exports_module_lines_and_tests_are_no_uses() {
        let found = circles(&Crate::of(&[
            ("lib.rs", "mod a; mod d; pub use a::Thing;"),
            ("a.rs", "mod b; mod c; pub use b::Thing; pub(crate) use c::helper;"),
            ("a/b.rs", "use super::helper; pub struct Thing;"),
            ("a/c.rs", "pub fn helper() {} #[cfg(test)] mod tests { use super::super::Thing; }"),
            ("d.rs", "use crate::Thing; fn f(_: crate::a::Thing) {}"),
        ]));
        assert_eq!(found, [""; 0]);
    }
}
