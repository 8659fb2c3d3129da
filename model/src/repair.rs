//! Repairs of what is mechanical: mistakes with one remedy that changes no fact.
//!
//! A key with its default, codes in another order, an entry that is listed twice word for word. All
//! others need a person: whether `sites` or a code is wrong, or which of two values counts.

use crate::diagnostic::{Code, Place};
use crate::document::{self, Hosts, Required, Site, Source};
use crate::load::{Documents, Named, Service, Slot, Version};
use crate::sites;
use crate::yaml::{Node, Parsed};
use std::collections::BTreeSet;

/// A mistake that was repaired.
#[derive(Debug, Clone, PartialEq)]
pub struct Repair {
    /// The kind of the mistake.
    pub code: Code,
    /// Where it was.
    pub place: Place,
    /// The change made, such as ``deletes `nullable` ``.
    pub change: String,
}

/// Repairs what is mechanical in every file that can be read as a whole. Returns what was done, in
/// the order of the files. The problems that were reported of repaired keys are taken away.
pub fn repair(documents: &mut Documents) -> Vec<Repair> {
    let mut repairs = written_defaults(documents);
    if let Some(file) = whole(&mut documents.common_errors) {
        let mut value = file.value.clone();
        let root = file.root();
        let families = root.at("families");
        delete_twins(&mut value.families, families, Code::DuplicateEntry, &mut repairs);
        codes(&mut value.errors, root.at("errors"), |code| &code.code, &mut repairs);
        file.value = value;
    }
    for service in &mut documents.services {
        repair_service(service, &mut repairs);
    }
    repairs.sort_by(|a, b| (&a.place, a.code).cmp(&(&b.place, b.code)));
    repairs
}

/// The keys with their defaults: printing leaves them out.
fn written_defaults(documents: &mut Documents) -> Vec<Repair> {
    let whole = whole_paths(documents);
    let mut repairs = Vec::new();
    let problems = std::mem::take(&mut documents.problems);
    for problem in problems {
        let path = problem.place().path();
        if problem.code() == Code::WrittenDefault && whole.contains(path) {
            let change = format!("deletes a key with its default: {}", problem.message());
            repairs.push(Repair { code: problem.code(), place: problem.place().clone(), change });
        } else {
            documents.problems.push(problem);
        }
    }
    repairs
}

/// The files that can be printed again without losing anything.
fn whole_paths(documents: &Documents) -> BTreeSet<String> {
    fn slot<T>(slot: &Slot<T>, paths: &mut BTreeSet<String>) {
        paths.extend(slot.whole().map(|file| file.path().to_owned()));
    }
    fn named<T>(files: &[Named<T>], paths: &mut BTreeSet<String>) {
        paths.extend(files.iter().filter_map(Named::whole).map(|file| file.path().to_owned()));
    }
    let mut paths = BTreeSet::new();
    slot(&documents.names, &mut paths);
    slot(&documents.common_errors, &mut paths);
    for service in &documents.services {
        slot(&service.service, &mut paths);
        for version in &service.versions {
            slot(&version.version, &mut paths);
            slot(&version.errors, &mut paths);
            slot(&version.descriptions, &mut paths);
            named(&version.actions, &mut paths);
            named(&version.types, &mut paths);
        }
    }
    paths
}

fn whole<T>(slot: &mut Slot<T>) -> Option<&mut Parsed<T>> {
    match slot {
        Slot::Read(file) => Some(file),
        Slot::Damaged(file) if file.is_complete() => Some(file),
        Slot::Missing | Slot::Broken | Slot::Damaged(_) => None,
    }
}

fn whole_named<T>(named: &mut Named<T>) -> Option<&mut Parsed<T>> {
    let damaged = named.damaged.as_mut().filter(|file| file.is_complete());
    named.document.as_mut().or(damaged)
}

fn repair_service(service: &mut Service, repairs: &mut Vec<Repair>) {
    // Without its hosts nothing is known of sites.
    let mut offered = None;
    let folder = service.folder.clone();
    if let Some(file) = whole(&mut service.service) {
        let Hosts { mainland, international } = &file.value.hosts;
        offered = (mainland.is_some() || international.is_some())
            .then(|| sites::offered(&file.value.hosts));
        if file.value.name.as_ref() == Some(&folder) {
            let place = file.root().at("name").place();
            let change = "deletes `name`, which is the folder's".to_owned();
            repairs.push(Repair { code: Code::WrittenDefault, place, change });
            file.value.name = None;
        }
    }
    for version in &mut service.versions {
        repair_version(version, offered.as_deref(), repairs);
    }
}

fn repair_version(version: &mut Version, offered: Option<&[Site]>, repairs: &mut Vec<Repair>) {
    let mut source = None;
    if let Some(file) = whole(&mut version.version) {
        let mut value = file.value.clone();
        delete_twins(&mut value.groups, file.root().at("groups"), Code::DuplicateEntry, repairs);
        source.clone_from(&value.source);
        file.value = value;
    }
    if let Some(file) = whole(&mut version.errors) {
        let mut value = file.value.clone();
        codes(&mut value.errors, file.root().at("errors"), |code| &code.code, repairs);
        file.value = value;
    }
    for file in version.actions.iter_mut().filter_map(whole_named) {
        let mut value = file.value.clone();
        Repairs { offered, repairs }.action(&mut value, file.root(), source.as_ref());
        file.value = value;
    }
    for file in version.types.iter_mut().filter_map(whole_named) {
        let mut value = file.value.clone();
        let root = file.root();
        let mut of_file = Repairs { offered, repairs };
        of_file.members(value.members.as_mut(), root.at("members"), offered);
        of_file.values(value.values.as_mut(), root.at("values"));
        file.value = value;
    }
}

/// The repairs of a file.
struct Repairs<'a> {
    /// The sites of the service, if they are known.
    offered: Option<&'a [Site]>,
    repairs: &'a mut Vec<Repair>,
}

impl Repairs<'_> {
    fn push(&mut self, code: Code, place: Place, change: impl Into<String>) {
        self.repairs.push(Repair { code, place, change: change.into() });
    }

    fn action(&mut self, action: &mut document::Action, root: Node<'_>, source: Option<&Source>) {
        let offered = self.offered;
        let own = self.sites(&mut action.sites, root, offered);
        let own = own.as_deref();
        if action.source.is_some() && action.source.as_ref() == source {
            let place = root.at("source").place();
            self.push(Code::WrittenDefault, place, "deletes `source`, which is the version's");
            action.source = None;
        }
        self.members(Some(&mut action.input), root.at("input"), own);
        self.output(&mut action.output, root.at("output"));
        let nodes = kept(root.at("output"), |node| {
            node.get("name").is_none_or(|it| it.text() != REQUEST_ID)
        });
        self.members_at(&mut action.output, &nodes, own);
        if let Some(errors) = &mut action.errors {
            let nodes: Vec<Node<'_>> = root.at("errors").items().collect();
            for (code, node) in errors.iter_mut().zip(&nodes) {
                self.sites(&mut code.sites, *node, own);
            }
            codes(errors, root.at("errors"), |code| &code.code, self.repairs);
        }
        for (example, node) in action.examples.iter_mut().zip(root.at("examples").items()) {
            self.sites(&mut example.sites, node, own);
        }
    }

    /// Takes out of an output what no output states.
    fn output(&mut self, members: &mut Vec<document::Member>, list: Node<'_>) {
        for (member, node) in members.iter_mut().zip(list.items()) {
            if member.name == REQUEST_ID {
                let change = "deletes the member `RequestId`, which every response has";
                self.push(Code::WrittenRequestId, node.at("name").place(), change);
            } else if let Some(key) = node.key("required")
                && !member.required.is_nowhere()
            {
                let change = "deletes `required`, which no response has";
                self.push(Code::MisplacedRequired, key.place(), change);
                member.required = Required::Nowhere;
            }
        }
        members.retain(|member| member.name != REQUEST_ID);
    }

    fn members(
        &mut self,
        members: Option<&mut Vec<document::Member>>,
        list: Node<'_>,
        owner: Option<&[Site]>,
    ) {
        let nodes: Vec<Node<'_>> = list.items().collect();
        self.members_at(members.map_or(&mut [], Vec::as_mut_slice), &nodes, owner);
    }

    fn members_at(
        &mut self,
        members: &mut [document::Member],
        nodes: &[Node<'_>],
        owner: Option<&[Site]>,
    ) {
        for (member, node) in members.iter_mut().zip(nodes) {
            let own = self.sites(&mut member.sites, *node, owner);
            self.required(&mut member.required, *node, own.as_deref());
            self.values(member.values.as_mut(), node.at("values"));
        }
    }

    fn values(&mut self, values: Option<&mut Vec<document::ValueEntry>>, list: Node<'_>) {
        let Some(values) = values else { return };
        for (entry, node) in values.iter_mut().zip(list.items()) {
            if entry.name.is_some() && entry.name.as_deref() == entry.value.as_str() {
                let change = "deletes `name`, which is the value";
                self.push(Code::WrittenDefault, node.at("name").place(), change);
                entry.name = None;
            }
        }
        delete_twins(values, list, Code::DuplicateValue, self.repairs);
    }

    /// Writes `true` in place of all sites that have the member.
    fn required(&mut self, written: &mut Required, node: Node<'_>, own: Option<&[Site]>) {
        let (Required::On(sites), Some(own)) = (&*written, own) else { return };
        let stated = Required::stated(sites, own);
        let is_inside = sites.iter().all(|site| own.contains(site));
        let is_twice = sites.iter().enumerate().any(|(at, site)| sites[..at].contains(site));
        if is_inside && (stated == Required::Everywhere || is_twice) {
            let change = "writes each site of `required` once, and `true` for all of them";
            self.push(Code::BadSites, node.at("required").place(), change);
            *written = stated;
        }
    }

    /// Repairs `sites`; returns those that hold, if the owner's are known.
    fn sites(
        &mut self,
        written: &mut Option<Vec<Site>>,
        node: Node<'_>,
        owner: Option<&[Site]>,
    ) -> Option<Vec<Site>> {
        if let Some(own) = written {
            delete_twins(own, node.at("sites"), Code::BadSites, self.repairs);
            let owner = owner?;
            let is_inside = own.iter().all(|site| owner.contains(site));
            if is_inside && sites::stated(own, owner).is_none() {
                let place = node.at("sites").place();
                self.push(Code::BadSites, place, "deletes `sites`, which leaves none out");
                *written = None;
            }
        }
        owner.map(|owner| sites::effective(written.as_deref(), owner))
    }
}

/// The member that every response has.
const REQUEST_ID: &str = "RequestId";

/// The elements of a list that a condition holds for.
fn kept<'a>(list: Node<'a>, is_kept: impl Fn(&Node<'a>) -> bool) -> Vec<Node<'a>> {
    list.items().filter(is_kept).collect()
}

/// Deletes elements that are equal to one before.
fn delete_twins<T: PartialEq + serde::Serialize>(
    list: &mut Vec<T>,
    node: Node<'_>,
    code: Code,
    repairs: &mut Vec<Repair>,
) {
    let mut seen = BTreeSet::new();
    let mut nodes = node.items();
    list.retain(|element| {
        let place = nodes.next().unwrap_or(node).place();
        let text = serde_json::to_string(element).unwrap_or_default();
        let is_new = seen.insert(text);
        if !is_new {
            let change = "deletes an entry that is listed twice".to_owned();
            repairs.push(Repair { code, place, change });
        }
        is_new
    });
}

/// Sorts codes, and deletes those that are listed twice in the same words.
fn codes<T: PartialEq + serde::Serialize>(
    list: &mut Vec<T>,
    node: Node<'_>,
    code: impl Fn(&T) -> &String,
    repairs: &mut Vec<Repair>,
) {
    delete_twins(list, node, Code::DuplicateErrorCode, repairs);
    let wrong = list.windows(2).find(|pair| code(&pair[1]) < code(&pair[0]));
    if let Some([_, second]) = wrong {
        let change = "sorts the codes".to_owned();
        let text = code(second).as_str();
        let found = node.items().map(|item| item.at("code")).find(|item| item.text() == text);
        let place = found.unwrap_or(node).place();
        repairs.push(Repair { code: Code::UnsortedErrorCodes, place, change });
        list.sort_by(|a, b| code(a).cmp(code(b)));
    }
}

#[cfg(test)]
mod tests {
    use super::repair;
    use crate::load::{Tree, load};
    use crate::resolve::resolve;
    use crate::write::format;

    const ACTION: &str = "\
doc: Plants.
status: online
idempotent: false
source: {page: P}
sites: [international, mainland]
input:
  - name: A
    type: string
    nullable: false
    # Why it is not sensitive.
    sensitive: false
    sites: [mainland, international, mainland]
    values:
      - {value: Oak, name: Oak}
      - {value: Elm}
      - {value: Elm}
  - name: B
    type: list<string>
    sites: [mainland, mainland]
  - name: D
    type: string
    required: [mainland, international]
  - name: E
    type: string
    required: false
output:
  - name: RequestId
    type: string
  - name: C
    type: string
    required: true
errors:
  # The last one.
  - C.A
  - code: A.B
    sites: [mainland, international]
  - C.A
  - A.C
examples: []
";

    fn tree(action: &str) -> Vec<(String, String)> {
        let files = [
            ("common/errors.yaml", "families: []\nerrors: []\n"),
            (
                "demo/service.yaml",
                "title: Demo\nname: demo\nhosts:\n  mainland: a.b.c\n  international: d.e.f\nrequire_docs: false\n",
            ),
            ("demo/2020-01-01/version.yaml", "source: {page: P}\ngroups: []\n"),
            (
                "demo/2020-01-01/errors.yaml",
                "errors:\n  - code: C.A\n  - code: A.C\n  - code: A.B\n  - code: A.C\n",
            ),
            ("demo/2020-01-01/actions/Plant.yaml", action),
        ];
        files.into_iter().map(|(path, text)| (path.to_owned(), text.to_owned())).collect()
    }

    #[test]
    fn mechanical_mistakes_are_repaired_and_told() {
        let mut documents = load(&Tree::memory(tree(ACTION))).expect("there is a service");
        assert!(resolve(&documents).is_err());
        let repairs = repair(&mut documents);
        assert_eq!(documents.problems().to_string(), "");
        let told: Vec<String> =
            repairs.iter().map(|it| format!("{} {} {}", it.code, it.place, it.change)).collect();
        insta::assert_snapshot!("repairs", told.join("\n"));
        let files = format(&documents);
        let action = files.iter().find(|file| file.path.contains("actions")).expect("there is one");
        insta::assert_snapshot!("repaired", action.text);
        let after = files.into_iter().map(|file| (file.path, file.text));
        let mut again = load(&Tree::memory(after)).expect("there is a service");
        if let Err(problems) = resolve(&again) {
            panic!("{problems}");
        }
        assert_eq!(repair(&mut again), []);
    }

    #[test]
    fn a_file_that_needs_a_person_is_left_alone() {
        for wrong in ["rate_limit: 0\n", "colour: red\n", "status: retired\n"] {
            let text = format!("doc: Plants.\nidempotent: false\n{wrong}");
            let mut documents = load(&Tree::memory(tree(&text))).expect("there is a service");
            repair(&mut documents);
            assert_eq!(documents.problems().len(), 2, "{}", documents.problems());
            assert!(
                format(&documents).iter().all(|file| !file.path.contains("actions")),
                "{wrong}"
            );
        }
    }
}
