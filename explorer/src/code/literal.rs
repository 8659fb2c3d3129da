//! JSON values as literals of scripting languages.

use serde_json::{Number, Value};

/// How a language writes values.
pub(super) struct Style {
    pub null: &'static str,
    pub yes: &'static str,
    pub no: &'static str,
    pub list: (&'static str, &'static str),
    pub map: (&'static str, &'static str),
    /// Between a name and its value.
    pub pair: &'static str,
    /// An empty object, where the language would take the usual form for a list.
    pub empty: &'static str,
    pub quote: Quote,
    /// Whether an integer beyond 32 bits has a suffix with its type.
    pub has_suffixes: bool,
}

/// How a language quotes strings.
#[derive(Clone, Copy)]
pub(super) enum Quote {
    Json,
    Rust,
    Ruby,
    Single,
}

impl Quote {
    /// Returns the name in the data of recipes.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Rust => "rust",
            Self::Ruby => "ruby",
            Self::Single => "single",
        }
    }

    fn print(self, text: &str) -> String {
        match self {
            Self::Json => json_quote(text),
            Self::Rust => format!("{text:?}"),
            Self::Ruby => json_quote(text).replace('#', "\\#"),
            Self::Single => format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'")),
        }
    }
}

pub(super) const RUST: Style = Style {
    null: "null",
    yes: "true",
    no: "false",
    list: ("[", "]"),
    map: ("{", "}"),
    pair: ": ",
    empty: "{}",
    quote: Quote::Rust,
    has_suffixes: true,
};
pub(super) const PYTHON: Style = Style { null: "None", yes: "True", no: "False", ..NODE };
pub(super) const NODE: Style = Style { quote: Quote::Json, has_suffixes: false, ..RUST };
pub(super) const RUBY: Style = Style { null: "nil", pair: " => ", quote: Quote::Ruby, ..NODE };
pub(super) const PHP: Style =
    Style { pair: " => ", map: ("[", "]"), empty: "new stdClass()", quote: Quote::Single, ..NODE };

impl Style {
    /// Prints a value, with what follows the first line indented by `depth` steps of `step`.
    pub(super) fn print(&self, value: &Value, step: &str, depth: usize) -> String {
        match value {
            Value::Null => self.null.to_owned(),
            Value::Bool(true) => self.yes.to_owned(),
            Value::Bool(false) => self.no.to_owned(),
            Value::Number(number) if self.has_suffixes => rust_number(number),
            Value::Number(number) => number.to_string(),
            Value::String(text) => self.quote.print(text),
            Value::Array(items) => {
                let items = items.iter().map(|item| self.print(item, step, depth + 1));
                block(self.list, &items.collect::<Vec<_>>(), step, depth)
            }
            Value::Object(members) if members.is_empty() => self.empty.to_owned(),
            Value::Object(members) => {
                let pair = |(name, value): (&String, &Value)| {
                    let value = self.print(value, step, depth + 1);
                    format!("{}{}{value}", self.quote.print(name), self.pair)
                };
                block(self.map, &members.iter().map(pair).collect::<Vec<_>>(), step, depth)
            }
        }
    }
}

/// Prints a list on one line if it is short, or else one item a line.
pub(super) fn block(
    (open, close): (&str, &str),
    items: &[String],
    step: &str,
    depth: usize,
) -> String {
    let flat = items.join(", ");
    if flat.len() <= 60 && !flat.contains('\n') {
        return format!("{open}{flat}{close}");
    }
    let mut text = open.trim_end().to_owned();
    for item in items {
        text.extend(["\n", &step.repeat(depth + 1), item, ","]);
    }
    text.extend(["\n", &step.repeat(depth), close.trim_start()]);
    text
}

/// Quotes as JSON does: valid in Python, JavaScript, Go, Java, C# and C++.
pub(super) fn json_quote(text: &str) -> String {
    // Other control characters are `\u00XX` in JSON, which all of these languages read alike.
    Value::from(text).to_string().replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

/// An integer beyond 32 bits needs its type: `json!` takes what a literal is by default.
fn rust_number(number: &Number) -> String {
    match (number.as_i64(), number.as_u64()) {
        (Some(value), _) if i32::try_from(value).is_err() => format!("{number}_i64"),
        (None, Some(_)) => format!("{number}_u64"),
        _ => number.to_string(),
    }
}

/// Quotes for a POSIX shell.
pub(super) fn shell_quote(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}
