//! Values that tell the items of a list apart.

use serde_json::Value;
use tencentcloud_model::model::{Member, Scalar, Type};

/// Whether a member tells one item from another, as far as its name and type show.
pub(crate) fn identifies(member: &Member) -> bool {
    let is_plain =
        matches!(member.ty, Type::Scalar(Scalar::String | Scalar::Int64 | Scalar::Uint64));
    is_plain && ["Id", "Uin", "Name", "Resource"].iter().any(|end| member.name.ends_with(end))
}

/// The value of the item with this index, from that of the first.
pub(crate) fn varied(value: &Value, index: usize) -> Value {
    if index == 0 {
        return value.clone();
    }
    match value {
        Value::String(text) => Value::String(match text.parse::<u64>() {
            Ok(number) => number.saturating_add(index as u64).to_string(),
            Err(_) => format!("{text}-{index}"),
        }),
        Value::Number(number) => match number.as_u64() {
            Some(number) => Value::from(number.saturating_add(index as u64)),
            None => value.clone(),
        },
        other => other.clone(),
    }
}
