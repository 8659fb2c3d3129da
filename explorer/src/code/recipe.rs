//! Recipes of samples, for pages without this library: the templates of a version, and how each
//! language writes parameters, as data. The page fills them in; a browser test holds its samples
//! against those of this library.

use super::language::Language;
use super::literal::Style;
use super::naming;
use super::request::Request;
use super::{note, script, template, typed};
use serde_json::{Map, Value, json};
use tencentcloud_model::model::{Action, Scalar, Service, Site, Version};

/// Scalars that are not written as strings.
const SCALARS: [Scalar; 5] =
    [Scalar::Int64, Scalar::Uint64, Scalar::Float, Scalar::Bool, Scalar::String];

/// Returns the recipes of a version in every language; `null` without actions. In the templates,
/// `«action»`, `«name»`, `«region»` and `«literal»` are to be filled in, the last one last.
pub(crate) fn recipes(service: &Service, version: &Version) -> Value {
    let Some(first) = version.actions.first() else { return Value::Null };
    let action = Action { name: "«action»".to_owned(), ..first.clone() };
    let languages =
        Language::ALL.into_iter().map(|language| recipe(service, version, &action, language));
    languages.collect()
}

fn recipe(service: &Service, version: &Version, action: &Action, language: Language) -> Value {
    let known = naming::of(&service.wire_name, &version.name, language);
    let of = |unsigned| {
        let action = Action { unsigned, ..action.clone() };
        codes(service, version, &action, language, known.as_ref())
    };
    let mut recipe = json!({ "id": language.id(), "title": language.title() });
    let (signed, unsigned) = match (of(false), of(true)) {
        (Ok(signed), Ok(unsigned)) => (signed, unsigned),
        (Err(problem), _) | (_, Err(problem)) => {
            recipe["problem"] = json!(problem);
            return recipe;
        }
    };
    if signed != unsigned && version.actions.iter().any(|action| action.unsigned) {
        recipe["unsigned"] = unsigned;
    }
    recipe["codes"] = signed;
    let limits = note::LIMITS.iter().filter(|(of, ..)| *of == language);
    let limits = limits.map(|(_, limit, text)| json!([limit.to_string(), text]));
    recipe["limits"] = limits.collect();
    recipe["note"] = json!(note::general(language, known.as_ref()));
    recipe["writer"] = writer(language, known.as_ref());
    if language == Language::Rust {
        recipe["names"] = rust_names(service, version);
    }
    recipe
}

/// The templates of each site, without and with a region.
fn codes(
    service: &Service,
    version: &Version,
    action: &Action,
    language: Language,
    known: Option<&naming::Naming>,
) -> Result<Value, String> {
    let empty = Map::new();
    let mut codes = Map::new();
    for site in [Site::Mainland, Site::International] {
        let of = |region| {
            let (endpoint, parameters) = (None, &empty);
            Request { service, version, action, parameters, site, region, endpoint }
        };
        let Ok(host) = of(None).host() else { continue };
        let mut pair = Vec::new();
        for region in [None, Some("«region»")] {
            let request = of(region);
            pair.push(match language {
                Language::Rust => json!({
                    "typed": script::rust_as(&request, Some("«name»")),
                    "raw": script::rust_as(&request, None),
                }),
                _ => {
                    json!(template(&request, language, known, &host).map_err(|it| it.to_string())?)
                }
            });
        }
        codes.insert(crate::data::site_name(site).to_owned(), json!(pair));
    }
    Ok(Value::Object(codes))
}

/// The names of actions in the crate `tencentcloud-api`; an action that is not there has none.
fn rust_names(service: &Service, version: &Version) -> Value {
    let names = version.actions.iter().filter_map(|action| {
        let name = script::rust_name(&service.folder, &action.name)?;
        Some((action.name.clone(), json!(name)))
    });
    Value::Object(names.collect())
}

fn writer(language: Language, naming: Option<&naming::Naming>) -> Value {
    if let Some(script::Writer { style, step, depth, wrap, empty }) = script::writer(language) {
        let Style { null: nil, yes, no, list, map, pair, empty: no_members, quote, has_suffixes } =
            style;
        return json!({
            "kind": "literal", "nil": nil, "yes": yes, "no": no, "list": list, "map": map,
            "pair": pair, "noMembers": no_members, "quote": quote.name(), "suffixes": has_suffixes,
            "step": step, "depth": depth, "wrap": wrap, "empty": empty,
        });
    }
    let package = naming.map(|naming| naming.package.as_str());
    let types = |of: &dyn Fn(Scalar) -> Value| -> Value {
        Value::Object(SCALARS.iter().map(|it| (it.name().to_owned(), of(*it))).collect())
    };
    match language {
        Language::Curl => json!({ "kind": "body" }),
        Language::Go => json!({
            "kind": "go", "package": package, "types": types(&|it| json!(typed::go_name(it))),
        }),
        Language::DotNet => json!({
            "kind": "initializer", "types": types(&|it| json!(typed::dotnet_type(it))),
        }),
        Language::Java | Language::Cpp => {
            let style = typed::setters(language);
            json!({
                "kind": "setters", "set": style.set, "declare": style.declare, "list": style.list,
                "types": types(&|it| json!((style.types)(it))),
            })
        }
        _ => json!({ "kind": "options" }),
    }
}
