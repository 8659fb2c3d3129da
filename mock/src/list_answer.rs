//! The answer to a request for a list: items that satisfy its filters, divided into pages.

use crate::filter::Filters;
use crate::found::Found;
use crate::item::{Asked, Items};
use crate::list::List;
use crate::page;
use crate::refusal::Refusal;
use serde_json::{Map, Value};
use tencentcloud_model::model::{Member, Scalar, Type};

/// The names of a total, where no pagination says which member is one.
const TOTALS: &[&str] = &["Total", "TotalCount", "TotalCounts"];

/// Puts the items that a request asks for into a response. Returns the hint that names parameters
/// which do not restrict them.
pub(crate) fn fill(
    asked: &Asked<'_>,
    list: List<'_>,
    response: &mut Map<String, Value>,
) -> Result<Option<String>, Refusal> {
    let filters = Filters::of(asked.operation, list, asked.parameters);
    let items = Items::of(asked, list, &filters, response.get(&list.items.name));
    let found = Found::by(&filters, &items);
    let page = match list.pagination {
        None => 0..found.count(),
        Some(pagination) => {
            page::turn(asked.operation, pagination, asked.parameters, found.count(), response)?
        }
    };
    let page = page.map(|position| items.item(found.index(position)));
    response.insert(list.items.name.clone(), Value::Array(page.collect()));
    if list.pagination.is_none()
        && let Some(total) = asked.operation.action.output.iter().find(|member| is_total(member))
    {
        response.insert(total.name.clone(), Value::from(found.count()));
    }
    Ok(filters.hint())
}

fn is_total(member: &Member) -> bool {
    let is_integer = matches!(member.ty, Type::Scalar(Scalar::Int64 | Scalar::Uint64));
    is_integer && TOTALS.contains(&member.name.as_str())
}
