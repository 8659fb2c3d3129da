//! Filters of lists: parameters that say what items are asked for, as far as names and types show.

use crate::list::List;
use crate::spec::Operation;
use serde_json::{Map, Value};
use tencentcloud_model::model::{Member, Scalar, Type, ValueBase};

/// The names of parameters that search for a text in the IDs and names of items.
const SEARCHES: &[&str] = &["SearchKey", "SearchValue", "Keyword"];

/// Parameters that restrict nothing by their nature.
const HARMLESS: &[&str] = &["Lang", "Language"];

/// The restrictions of a request on the items of a list.
pub(crate) struct Filters<'a> {
    /// The values of required parameters, which every item of the list has.
    scope: Vec<(&'a str, &'a Value)>,
    pub(crate) tests: Vec<Test<'a>>,
    /// The optional parameters that are not modelled.
    ignored: Vec<&'a str>,
}

/// A restriction.
pub(crate) enum Test<'a> {
    /// A member has this value.
    Equal(&'a Member, &'a Value),
    /// A member has one of these values.
    OneOf(&'a Member, &'a [Value]),
    /// A list has all these elements.
    Contains(&'a Member, &'a [Value]),
    /// An ID or a name contains this text, in lower case.
    Search(String),
}

impl<'a> Filters<'a> {
    /// The restrictions of a request.
    pub(crate) fn of(
        operation: Operation<'a>,
        list: List<'a>,
        parameters: &'a Map<String, Value>,
    ) -> Self {
        let mut filters = Self { scope: Vec::new(), tests: Vec::new(), ignored: Vec::new() };
        for (index, input) in operation.action.input.iter().enumerate() {
            let is_paging = list
                .pagination
                .is_some_and(|paging| paging.cursor == index || paging.size == Some(index));
            let Some(value) = parameters.get(&input.name).filter(|value| !is_empty(value)) else {
                continue;
            };
            if !is_paging {
                filters.add(operation, list, input, value);
            }
        }
        filters
    }

    fn add(
        &mut self,
        operation: Operation<'a>,
        list: List<'a>,
        input: &'a Member,
        value: &'a Value,
    ) {
        let is_search = SEARCHES.contains(&input.name.as_str());
        match (filtered(operation, list, input), value) {
            (Some(member), Value::Array(values)) if matches!(member.ty, Type::List(_)) => {
                self.tests.push(Test::Contains(member, values));
            }
            (Some(member), Value::Array(values)) => self.tests.push(Test::OneOf(member, values)),
            (Some(member), value) if input.is_required_anywhere() => {
                self.scope.push((&member.name, value));
            }
            (Some(member), value) => self.tests.push(Test::Equal(member, value)),
            (None, Value::String(text)) if is_search && list.object.is_some() => {
                self.tests.push(Test::Search(text.to_lowercase()));
            }
            (None, _)
                if input.is_required_anywhere() || HARMLESS.contains(&input.name.as_str()) => {}
            (None, _) => self.ignored.push(&input.name),
        }
    }

    /// The value that a member has in every item.
    pub(crate) fn scope(&self, member: &str) -> Option<&'a Value> {
        self.scope.iter().find(|(name, _)| *name == member).map(|(_, value)| *value)
    }

    /// Names the parameters that are not modelled.
    pub(crate) fn hint(&self) -> Option<String> {
        let names = self.ignored.join("`, `");
        (!self.ignored.is_empty())
            .then(|| format!("not modelled, so the items are not restricted by: `{names}`"))
    }
}

/// The member of an item that a parameter restricts: of its name, or the one it is the plural of,
/// and of a type that can be compared.
pub(crate) fn filtered<'a>(
    operation: Operation<'a>,
    list: List<'a>,
    input: &Member,
) -> Option<&'a Member> {
    let members = &list.object?.members;
    let named = |name: &str| members.iter().find(|member| member.name == name);
    if let Some(member) = named(&input.name) {
        let is_list = |ty: &Type| matches!(ty, Type::List(_));
        let same = input.ty == member.ty && is_list(&input.ty);
        return (same
            || kind(operation, &input.ty)
                .is_some_and(|it| Some(it) == kind(operation, &member.ty)))
        .then_some(member);
    }
    let Type::List(element) = &input.ty else { return None };
    let member = named(input.name.strip_suffix('s')?)?;
    kind(operation, element)
        .is_some_and(|it| Some(it) == kind(operation, &member.ty))
        .then_some(member)
}

/// The values that can be compared with each other.
#[derive(PartialEq, Eq)]
enum Comparable {
    Text,
    Integer,
    Bool,
}

fn kind(operation: Operation<'_>, ty: &Type) -> Option<Comparable> {
    let base = operation.values(ty).map(|values| values.base);
    match (ty, base) {
        (_, Some(ValueBase::String)) => Some(Comparable::Text),
        (_, Some(ValueBase::Int64 | ValueBase::Uint64)) => Some(Comparable::Integer),
        (Type::Scalar(Scalar::Bool), _) => Some(Comparable::Bool),
        (Type::Scalar(scalar), _) if scalar.is_integer() => Some(Comparable::Integer),
        (Type::Scalar(Scalar::Float | Scalar::Binary), _) => None,
        (Type::Scalar(_), _) => Some(Comparable::Text),
        _ => None,
    }
}

/// Whether a parameter asks for nothing.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(elements) => elements.is_empty(),
        _ => false,
    }
}
