//! Constructors: the fields that `new` takes, and those that have a value from the start.

use super::names::Names;
use crate::rust::plan::{Constructor, Field, Preset};
use serde_json::Number;
use tencentcloud_model::model::{Action, Member, Owner, PageStyle, Scalar, Type};

/// Returns the fields that `new` takes; `None` if only decoding makes the record.
pub(crate) fn takes(names: &Names<'_>, owner: Owner) -> Option<Vec<usize>> {
    if !names.presence(owner).is_sent() {
        return None;
    }
    let presets = match owner {
        Owner::Input(id) => first_page(names.version.action(id)),
        Owner::Output(_) | Owner::Object(_) => Vec::new(),
    };
    Some(without(required(names.version.members(owner)), &presets))
}

/// Returns the required members.
pub(super) fn required(members: &[Member]) -> Vec<usize> {
    members
        .iter()
        .enumerate()
        .filter(|(_, member)| member.required)
        .map(|(index, _)| index)
        .collect()
}

fn without(fields: Vec<usize>, presets: &[(usize, Preset)]) -> Vec<usize> {
    let is_preset = |index: &usize| presets.iter().any(|(preset, _)| preset == index);
    fields.into_iter().filter(|index| !is_preset(index)).collect()
}

/// The method that sets the field of this name.
pub(super) fn setter(field: &str) -> String {
    format!("with_{}", field.trim_start_matches("r#").trim_end_matches('_'))
}

/// The values with which a request asks for the first page: where the API requires a position, the
/// first one, and pages of the largest documented size. Programs would have to write the two numbers
/// in the order of the documentation, and may confuse them.
pub(super) fn first_page(action: &Action) -> Vec<(usize, Preset)> {
    let Some(pagination) = &action.pagination else { return Vec::new() };
    let cursor = &action.input[pagination.cursor];
    let first = match pagination.style {
        PageStyle::Offset => Preset::Integer(0),
        PageStyle::Page => Preset::Integer(1),
        PageStyle::Token => Preset::Empty,
    };
    let mut presets = Vec::new();
    presets.extend(cursor.required.then_some((pagination.cursor, first)));
    presets.extend(pagination.size.and_then(|size| {
        let member = &action.input[size];
        let is_integer = matches!(member.ty, Type::Scalar(Scalar::Int64 | Scalar::Uint64));
        let largest = member.constraints.max.as_ref().and_then(Number::as_i128);
        let default = || member.default.as_ref()?.as_i64().map(i128::from);
        // A size that is required and not documented stays an argument: no number can be guessed.
        let value = largest.or_else(|| default().filter(|_| member.required));
        value.filter(|_| is_integer).map(|value| (size, Preset::Integer(value)))
    }));
    presets.sort_unstable_by_key(|(index, _)| *index);
    presets
}

pub(super) fn constructor(
    members: &[Member],
    fields: &[Field],
    what: &str,
    part: &str,
) -> Constructor {
    let takes = required(members);
    let docs = match takes.as_slice() {
        [] => format!("Creates {what} with every {part} absent."),
        _ if takes.len() == fields.len() => format!("Creates {what}."),
        _ => format!("Creates {what} from its required {part}s."),
    };
    Constructor { docs: vec![docs], takes, presets: Vec::new() }
}

/// How a request is made, of which some parameters have values from the start.
pub(super) fn request_constructor(
    members: &[Member],
    fields: &[Field],
    presets: Vec<(usize, Preset)>,
) -> Constructor {
    let made = constructor(members, fields, "a request", "parameter");
    if presets.is_empty() {
        return made;
    }
    let takes = without(made.takes, &presets);
    let from = if takes.is_empty() { "" } else { " from its required parameters" };
    let mut docs = vec![format!("Creates a request for the first page{from}.")];
    let is_largest = |(index, preset): &(usize, Preset)| {
        let max = members[*index].constraints.max.as_ref().and_then(Number::as_i128);
        max.is_some_and(|max| *preset == Preset::Integer(max))
    };
    if presets.iter().any(is_largest) {
        docs.extend([String::new(), "The page size is the documented maximum.".to_owned()]);
    }
    Constructor { docs, takes, presets }
}
