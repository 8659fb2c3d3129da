//! A second opinion on verdicts: many small changes of small specs, judged by the rules and by
//! what the crate offers to programs before and after. The two must agree.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use tencentcloud_codegen::diff::{Diff, Spec, Verdict, diff};
use tencentcloud_codegen::plan::{Constructor, Field, Item, Plan, RustType, Struct};
use tencentcloud_codegen::{Options, lower};
use tencentcloud_model::document::{Action, Member, Required, Site, ValueEntry};
use tencentcloud_model::load::{Documents, Tree, load};
use tencentcloud_model::resolve::resolve;

/// Everything that programs can name, each with its type and what it stands for.
fn offers(plan: &Plan) -> BTreeSet<String> {
    let mut offers = BTreeSet::new();
    for module in &plan.modules {
        // Types of one name live in several versions.
        let folder: Vec<&str> = module.path.split('/').take(2).collect();
        for item in &module.items {
            let offered = of_item(item).into_iter();
            offers.extend(offered.map(|offer| format!("{}: {offer}", folder.join("/"))));
        }
    }
    offers
}

fn of_item(item: &Item) -> Vec<String> {
    match item {
        Item::Struct(record) => of_struct(record),
        Item::ValueEnum(set) => {
            let name = &set.name;
            let variants = set
                .variants
                .iter()
                .map(|variant| format!("{name}::{} ({:?})", variant.name, variant.value));
            variants.chain([format!("{name}::Unknown({:?})", set.base)]).collect()
        }
        Item::ErrorEnum(set) => {
            let name = &set.name;
            let variants = set.variants.iter();
            let variants =
                variants.map(|variant| format!("{name}::{} ({})", variant.name, variant.code));
            variants.chain([format!("enum {name}")]).collect()
        }
        Item::Paging(paging) => vec![format!("Paged<{:?}> for {}", paging.item, paging.request)],
        Item::Wait(wait) => vec![format!("Wait<{}> for {}", wait.poll, wait.request)],
        Item::Client(client) => client
            .methods
            .iter()
            .map(|method| format!("fn {}({})", method.name, method.request))
            .collect(),
        _ => Vec::new(),
    }
}

fn of_struct(record: &Struct) -> Vec<String> {
    let name = &record.name;
    let field =
        |field: &Field| format!("{name}.{} ({}): {:?}", field.name, field.wire_name, field.ty);
    let mut offers: Vec<String> = record.fields.iter().map(field).collect();
    offers.push(format!("struct {name}"));
    if let Some(Constructor { takes, .. }) = &record.constructor {
        let taken = takes.iter().filter_map(|index| record.fields.get(*index));
        let taken: Vec<String> = taken.map(field).collect();
        offers.push(format!("{name}::new({})", taken.join(", ")));
    }
    for field in &record.fields {
        if let (Some(setter), RustType::Option(ty)) = (&field.setter, &field.ty) {
            offers.push(format!("{name}::{setter}({ty:?})"));
        }
    }
    offers
}

/// A change of a list of members; `None` if it cannot be made there.
type Change = fn(&mut Vec<Member>, usize) -> Option<()>;

const CHANGES: &[(&str, Change)] = &[
    ("remove", |members, index| {
        members.remove(index);
        Some(())
    }),
    ("toggle required", |members, index| {
        let member = members.get_mut(index)?;
        let is_optional = member.required.is_nowhere();
        member.required = if is_optional { Required::Everywhere } else { Required::Nowhere };
        Some(())
    }),
    ("require on one site", |members, index| {
        let member = members.get_mut(index).filter(|member| member.sites.is_none())?;
        member.required = match member.required {
            Required::On(_) => Required::Nowhere,
            _ => Required::On(vec![Site::Mainland]),
        };
        Some(())
    }),
    ("add optional", |members, index| {
        let member = Member {
            name: "Added".to_owned(),
            required: Required::Nowhere,
            ..plain(members, index)?
        };
        members.insert(index, member);
        Some(())
    }),
    ("add required", |members, index| {
        let member = Member {
            name: "Added".to_owned(),
            required: Required::Everywhere,
            ..plain(members, index)?
        };
        members.insert(index, member);
        Some(())
    }),
    ("swap", |members, index| (index + 1 < members.len()).then(|| members.swap(index, index + 1))),
    ("retype", |members, index| {
        let member = members.get_mut(index)?;
        if member.ty == "bool" { "string" } else { "bool" }.clone_into(&mut member.ty);
        forget_limits(member);
        Some(())
    }),
    ("retype alike", |members, index| {
        let member = members.get_mut(index).filter(|member| member.ty == "string")?;
        "datetime".clone_into(&mut member.ty);
        forget_limits(member);
        Some(())
    }),
    ("list values", |members, index| {
        let member = members.get_mut(index).filter(|member| member.ty == "string")?;
        member.values = match member.values.take() {
            None => Some(vec![ValueEntry { value: "Yes".into(), name: None, doc: None }]),
            Some(_) => None,
        };
        Some(())
    }),
    ("deprecate", |members, index| {
        members.get_mut(index)?.deprecated ^= true;
        Some(())
    }),
    ("restrict", |members, index| {
        let member = members.get_mut(index).filter(|member| member.ty == "string")?;
        member.max_length = Some(member.max_length.unwrap_or(7) + 1);
        member.sites = member.sites.is_none().then(|| vec![Site::Mainland]);
        Some(())
    }),
];

/// A copy of a member that can be of any scalar type.
fn plain(members: &[Member], index: usize) -> Option<Member> {
    let mut member = members.get(index)?.clone();
    "string".clone_into(&mut member.ty);
    forget_limits(&mut member);
    Some(member)
}

fn forget_limits(member: &mut Member) {
    let Member { name, required, doc, ty, .. } = member.clone();
    *member = serde_json::from_value(serde_json::json!({ "name": name, "type": ty }))
        .expect("a name and a type are a member");
    member.required = required;
    member.doc = doc;
}

/// All lists of members of a spec.
fn lists(documents: &mut Documents) -> Vec<&mut Vec<Member>> {
    let versions = documents.services.iter_mut().flat_map(|service| &mut service.versions);
    let mut lists = Vec::new();
    for version in versions {
        for action in version.actions.iter_mut().filter_map(|action| action.document.as_mut()) {
            let Action { input, output, .. } = &mut action.value;
            lists.extend([input, output]);
        }
        let types = version.types.iter_mut().filter_map(|ty| ty.document.as_mut());
        lists.extend(types.filter_map(|ty| ty.value.members.as_mut()));
    }
    lists
}

#[test]
fn the_rules_agree_with_what_the_crate_offers() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/accept");
    let mut judged = Judged::default();
    for fixture in fs::read_dir(fixtures).expect("the fixtures can be listed") {
        judge_all(&fixture.expect("the fixtures can be listed").path(), &mut judged);
    }
    let Judged { breaking, additive, docs } = judged;
    assert!(breaking.min(additive).min(docs) > 50, "{breaking}, {additive}, {docs}");
}

/// How many changes were judged with each verdict.
#[derive(Default)]
struct Judged {
    breaking: usize,
    additive: usize,
    docs: usize,
}

/// Makes every change of a spec that can be made, one at a time.
fn judge_all(fixture: &Path, judged: &mut Judged) {
    let mut documents = load(&Tree::disk(fixture)).expect("the fixture can be read");
    let base = resolve(&documents).expect("the fixture makes sense");
    let offered = offers(&lower(&base, &Options::default()).expect("the fixture can be lowered"));
    let base = Spec::new(&base).expect("the fixture can be lowered");
    let lengths: Vec<usize> = lists(&mut documents).iter().map(|members| members.len()).collect();
    for (list, length) in lengths.into_iter().enumerate() {
        for (index, (name, change)) in
            (0..length).flat_map(|index| CHANGES.iter().map(move |change| (index, change)))
        {
            let mut changed = documents.clone();
            let members = lists(&mut changed).into_iter().nth(list);
            if members.and_then(|members| change(members, index)).is_none() {
                continue;
            }
            // Some make no sense where they are made, such as a required member of a response.
            let Ok(head) = resolve(&changed) else { continue };
            let Ok(plan) = lower(&head, &Options::default()) else { continue };
            let head = Spec::new(&head).expect("it was lowered before");
            let place = format!("{}: {name} member {index} of list {list}", fixture.display());
            match judge(&diff(&base, &head), &offered, &offers(&plan), &place) {
                Verdict::Breaking => judged.breaking += 1,
                Verdict::Additive => judged.additive += 1,
                Verdict::Docs => judged.docs += 1,
            }
        }
    }
}

/// Compares the verdict of the rules with what programs lose and gain.
fn judge(diff: &Diff, before: &BTreeSet<String>, after: &BTreeSet<String>, place: &str) -> Verdict {
    let lost: Vec<&String> = before.difference(after).collect();
    let gained: Vec<&String> = after.difference(before).collect();
    let verdict = diff.verdict().unwrap_or_else(|| panic!("{place}: nothing is reported"));
    assert_eq!(verdict == Verdict::Breaking, !lost.is_empty(), "{place}: lost {lost:?}, {diff:?}");
    assert!(
        verdict >= Verdict::Additive || gained.is_empty(),
        "{place}: gained {gained:?}, {diff:?}"
    );
    verdict
}
