//! JSON as it was sent: members in their order, and numbers digit for digit.

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use std::fmt::{self, Write as _};

/// No answer of the API is nested deeper.
const DEEPEST: usize = 200;

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as its text.
    Number(String),
    /// A string.
    String(String),
    /// A list.
    Array(Vec<Json>),
    /// An object, with its members in order.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// Reads a text.
    ///
    /// # Errors
    ///
    /// Returns the fault with its line and column.
    pub fn parse(text: &str) -> Result<Self, String> {
        let raw: &RawValue = serde_json::from_str(text).map_err(|error| error.to_string())?;
        Self::read(raw.get(), 0)
    }

    fn read(text: &str, depth: usize) -> Result<Self, String> {
        if depth > DEEPEST {
            return Err(format!("it is nested deeper than {DEEPEST} levels"));
        }
        let text = text.trim();
        let fault = |error: serde_json::Error| error.to_string();
        Ok(match text.as_bytes().first() {
            Some(b'{') => {
                let Members(members) = serde_json::from_str(text).map_err(fault)?;
                let read = |(name, raw): (String, &RawValue)| {
                    Self::read(raw.get(), depth + 1).map(|value| (name, value))
                };
                Self::Object(members.into_iter().map(read).collect::<Result<_, _>>()?)
            }
            Some(b'[') => {
                let elements: Vec<&RawValue> = serde_json::from_str(text).map_err(fault)?;
                let read = |raw: &RawValue| Self::read(raw.get(), depth + 1);
                Self::Array(elements.into_iter().map(read).collect::<Result<_, _>>()?)
            }
            Some(b'"') => Self::String(serde_json::from_str(text).map_err(fault)?),
            Some(b'n') => Self::Null,
            Some(b't') => Self::Bool(true),
            Some(b'f') => Self::Bool(false),
            _ => Self::Number(text.to_owned()),
        })
    }

    /// Returns a member of an object.
    pub fn get(&self, name: &str) -> Option<&Self> {
        let Self::Object(members) = self else { return None };
        members.iter().find(|(member, _)| member == name).map(|(_, value)| value)
    }

    /// Returns a member of an object, to change it.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Self> {
        let Self::Object(members) = self else { return None };
        members.iter_mut().find(|(member, _)| member == name).map(|(_, value)| value)
    }

    /// Returns the string.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the number, if it is a whole one from 0.
    pub fn as_u64(&self) -> Option<u64> {
        match self {
            Self::Number(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// Returns the elements of a list.
    pub fn as_array(&self) -> Option<&[Self]> {
        match self {
            Self::Array(elements) => Some(elements),
            _ => None,
        }
    }

    /// Returns the text of a scalar without quotes; JSON for lists and objects; empty for `null`.
    pub fn plain(&self) -> String {
        match self {
            Self::Null => String::new(),
            Self::String(text) => text.clone(),
            other => other.compact(),
        }
    }

    /// Returns the value on one line.
    pub fn compact(&self) -> String {
        let mut text = String::new();
        self.write(&mut text, None, false);
        text
    }

    /// Returns the value with a member on each line.
    pub fn pretty(&self, has_colour: bool) -> String {
        let mut text = String::new();
        self.write(&mut text, Some(0), has_colour);
        text
    }

    /// Returns the value for libraries that know serde_json. Numbers may lose digits.
    pub fn to_value(&self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Bool(value) => Value::Bool(*value),
            Self::Number(text) => serde_json::from_str(text).unwrap_or(Value::Null),
            Self::String(text) => Value::String(text.clone()),
            Self::Array(elements) => elements.iter().map(Self::to_value).collect(),
            Self::Object(members) => {
                members.iter().map(|(name, value)| (name.clone(), value.to_value())).collect()
            }
        }
    }

    /// Returns an integer that does not fit into 64 bits, and would lose digits.
    fn oversized(&self) -> Option<&str> {
        match self {
            Self::Number(text) => {
                let is_integer = !text.contains(['.', 'e', 'E']);
                let fits = text.parse::<i64>().is_ok() || text.parse::<u64>().is_ok();
                (is_integer && !fits).then_some(text)
            }
            Self::Array(elements) => elements.iter().find_map(Self::oversized),
            Self::Object(members) => members.iter().find_map(|(_, value)| value.oversized()),
            _ => None,
        }
    }

    fn write(&self, out: &mut String, indent: Option<usize>, has_colour: bool) {
        let inner = indent.map(|depth| depth + 1);
        match self {
            Self::Null => out.push_str("null"),
            Self::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Self::Number(text) => out.push_str(text),
            Self::String(text) => out.push_str(&quoted(text)),
            Self::Array(elements) if elements.is_empty() => out.push_str("[]"),
            Self::Object(members) if members.is_empty() => out.push_str("{}"),
            Self::Array(elements) => {
                for (index, element) in elements.iter().enumerate() {
                    out.push(if index == 0 { '[' } else { ',' });
                    line(out, inner);
                    element.write(out, inner, has_colour);
                }
                line(out, indent);
                out.push(']');
            }
            Self::Object(members) => {
                for (index, (name, value)) in members.iter().enumerate() {
                    out.push(if index == 0 { '{' } else { ',' });
                    line(out, inner);
                    let (start, end) =
                        if has_colour { ("\u{1b}[36m", "\u{1b}[0m") } else { ("", "") };
                    let _ = write!(out, "{start}{}{end}:", quoted(name));
                    if indent.is_some() {
                        out.push(' ');
                    }
                    value.write(out, inner, has_colour);
                }
                line(out, indent);
                out.push('}');
            }
        }
    }
}

fn line(out: &mut String, indent: Option<usize>) {
    if let Some(depth) = indent {
        out.push('\n');
        (0..depth).for_each(|_| out.push_str("  "));
    }
}

/// A string in quotes. Control characters are escaped, so a terminal does not obey them.
fn quoted(text: &str) -> String {
    let quoted = Value::String(text.to_owned()).to_string();
    if !quoted.chars().any(char::is_control) {
        return quoted;
    }
    let mut safe = String::with_capacity(quoted.len());
    for letter in quoted.chars() {
        if letter.is_control() {
            let _ = write!(safe, "\\u{:04x}", u32::from(letter));
        } else {
            safe.push(letter);
        }
    }
    safe
}

impl From<&Value> for Json {
    fn from(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Bool(*value),
            Value::Number(number) => Self::Number(number.to_string()),
            Value::String(text) => Self::String(text.clone()),
            Value::Array(elements) => Self::Array(elements.iter().map(Self::from).collect()),
            Value::Object(members) => {
                let member = |(name, value): (&String, &Value)| (name.clone(), Self::from(value));
                Self::Object(members.iter().map(member).collect())
            }
        }
    }
}

/// Reads a text that a user wrote: a member that is there twice is an error.
///
/// # Errors
///
/// Returns the fault with its line and column.
pub fn strict(text: &str) -> Result<Value, String> {
    let Strict(value) = serde_json::from_str(text).map_err(|error| error.to_string())?;
    match Json::parse(text)?.oversized() {
        Some(number) => Err(format!("the integer {number} has more than 64 bits")),
        None => Ok(value),
    }
}

/// A value without a member that is there twice.
struct Strict(Value);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(StrictReader).map(Self)
    }
}

struct StrictReader;

impl<'de> Visitor<'de> for StrictReader {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut elements = Vec::new();
        while let Some(Strict(element)) = list.next_element()? {
            elements.push(element);
        }
        Ok(elements.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut members = Map::new();
        while let Some(name) = map.next_key::<String>()? {
            if members.contains_key(&name) {
                return Err(A::Error::custom(format!("`{name}` is there twice")));
            }
            let Strict(value) = map.next_value()?;
            members.insert(name, value);
        }
        Ok(members.into())
    }
}

/// The members of an object, unread.
struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        from.deserialize_map(Reader)
    }
}

#[cfg(test)]
mod tests {
    use super::Json;

    #[test]
    fn members_keep_their_order_and_numbers_their_digits() {
        let text = r#"{"z":1.10,"a":[123456789012345678901234567890,1E5,-0.0],"m":{"é":"\u0001"}}"#;
        let json = Json::parse(text).expect("it is JSON");
        assert_eq!(json.compact(), text);
    }

    #[test]
    fn control_sequences_of_terminals_are_escaped() {
        let json = Json::String("\u{9b}31m\u{7f}".to_owned());
        assert_eq!(json.compact(), r#""\u009b31m\u007f""#);
    }

    #[test]
    fn a_member_that_is_there_twice_is_an_error_in_what_a_user_wrote() {
        let text = r#"{"a":[{"b":1,"c":-2,"d":1.5,"e":null,"f":true,"g":"x"}],"b":{}}"#;
        assert_eq!(super::strict(text).map(|value| value.to_string()), Ok(text.to_owned()));
        let fault = super::strict(r#"{"a":[{"b":1,"b":1}]}"#).expect_err("`b` is there twice");
        assert!(fault.contains("`b` is there twice") && fault.contains("column"), "{fault}");
    }

    #[test]
    fn a_deep_text_is_an_error() {
        let text = "[".repeat(5_000) + &"]".repeat(5_000);
        assert!(Json::parse(&text).is_err());
    }
}
