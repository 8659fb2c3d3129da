//! Setting a value from another kind than the declared one: numbers from strings, strings from
//! numbers, nothing from an empty string. Other kinds are errors; no value is ever invented.

use super::{Slot, Value};

/// The result of setting a value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The value is set.
    Done,
    /// The input stands for no value.
    Empty,
    /// The input does not fit the declared kind.
    Bad,
}

impl Outcome {
    fn done(done: bool) -> Self {
        if done { Self::Done } else { Self::Bad }
    }
}

/// From here on a floating-point number may not be the integer that was written.
const EXACT: f64 = 9_007_199_254_740_992.0;

pub(super) fn text(value: &mut dyn Value, text: &str) -> Outcome {
    match value.slot() {
        Slot::Str(target) => {
            *target = text.into();
            Outcome::Done
        }
        Slot::Token(target) => {
            target.set(text);
            Outcome::Done
        }
        other if text.is_empty() => match other {
            Slot::None => Outcome::Bad,
            _ => Outcome::Empty,
        },
        other => unusual_text(other, text),
    }
}

fn unusual_text(slot: Slot<'_>, text: &str) -> Outcome {
    match slot {
        Slot::Bool(target) => {
            let found = match text {
                "true" | "True" | "TRUE" | "1" => true,
                "false" | "False" | "FALSE" | "0" => false,
                _ => return Outcome::Bad,
            };
            *target = found;
            Outcome::Done
        }
        Slot::I64(_) | Slot::U64(_) | Slot::F64(_) | Slot::Number(_) => {
            set_digits(slot, text.trim())
        }
        _ => Outcome::Bad,
    }
}

/// Sets a number from its digits. A string becomes exactly these.
pub(super) fn digits(value: &mut dyn Value, digits: &str) -> Outcome {
    match value.slot() {
        Slot::Str(target) => {
            *target = digits.into();
            Outcome::Done
        }
        Slot::Token(target) => {
            target.set(digits);
            Outcome::Done
        }
        slot => set_digits(slot, digits),
    }
}

fn set_digits(slot: Slot<'_>, digits: &str) -> Outcome {
    if let (Slot::F64(_), Ok(number)) = (&slot, digits.parse::<f64>()) {
        return set_float(slot, number);
    }
    if let Ok(number) = digits.parse::<i128>() {
        return set_integer(slot, number);
    }
    match digits.parse::<f64>() {
        Ok(number) => set_float(slot, number),
        Err(_) => Outcome::Bad,
    }
}

pub(super) fn integer(value: &mut dyn Value, number: i128) -> Outcome {
    set_integer(value.slot(), number)
}

fn set_integer(slot: Slot<'_>, number: i128) -> Outcome {
    match slot {
        Slot::I64(target) => {
            Outcome::done(number.try_into().map(|number| *target = number).is_ok())
        }
        Slot::U64(target) => {
            Outcome::done(number.try_into().map(|number| *target = number).is_ok())
        }
        #[allow(clippy::cast_precision_loss, reason = "a float member holds what a float can hold")]
        Slot::F64(target) => {
            *target = number as f64;
            Outcome::Done
        }
        Slot::Number(target) => Outcome::done(target.set(number)),
        Slot::Bool(target) => {
            *target = number == 1;
            Outcome::done(number == 0 || number == 1)
        }
        Slot::Str(target) => {
            *target = number.to_string();
            Outcome::Done
        }
        Slot::Token(target) => {
            target.set(&number.to_string());
            Outcome::Done
        }
        Slot::None | Slot::Record(_) | Slot::List(_) => Outcome::Bad,
    }
}

pub(super) fn float(value: &mut dyn Value, number: f64) -> Outcome {
    set_float(value.slot(), number)
}

fn set_float(slot: Slot<'_>, number: f64) -> Outcome {
    match slot {
        Slot::F64(target) if number.is_finite() => {
            *target = number;
            Outcome::Done
        }
        _ if number.is_nan() || number.abs() >= EXACT => Outcome::Bad,
        Slot::Str(target) => {
            *target = number.to_string();
            Outcome::Done
        }
        Slot::Token(target) => {
            target.set(&number.to_string());
            Outcome::Done
        }
        #[allow(clippy::cast_possible_truncation, reason = "it has no fraction, and is exact")]
        slot if number.fract() == 0.0 => set_integer(slot, number as i128),
        _ => Outcome::Bad,
    }
}

pub(super) fn boolean(value: &mut dyn Value, found: bool) -> Outcome {
    match value.slot() {
        Slot::Bool(target) => *target = found,
        Slot::Str(target) => *target = found.to_string(),
        Slot::Token(target) => target.set(if found { "true" } else { "false" }),
        // Some languages return false where there is no object.
        Slot::Record(_) if !found => return Outcome::Empty,
        _ => return Outcome::Bad,
    }
    Outcome::Done
}
