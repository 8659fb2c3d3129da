//! Tables to text. Neither prettyplease nor rustfmt knows their syntax.

use crate::rust::emit::{Call, Fact, Row, Table};
use crate::rust::plan::ValueBase;
use std::fmt::Write;

/// The widest line, where a row can be divided.
const WIDTH: usize = 100;

/// Prints a table: a line for each row that fits on one.
pub(super) fn table(text: &mut String, table: &Table) {
    let (open, close) = frame(&table.call, &table.name);
    text.push_str(&open);
    if !table.rows.is_empty() {
        text.push('\n');
        for row in &table.rows {
            print_row(text, row);
        }
    }
    text.push_str(close);
    text.push('\n');
}

/// The text before and after the rows.
fn frame(call: &Call, name: &str) -> (String, &'static str) {
    const END: &str = "});";
    let open = match call {
        Call::Request => format!("wire::request!({name}: {{"),
        Call::Record => format!("wire::record!({name}: {{"),
        Call::Values(ValueBase::String) => format!("wire::token!({name} {{"),
        Call::Values(ValueBase::I64) => format!("wire::number!({name}: i64 {{"),
        Call::Values(ValueBase::U64) => format!("wire::number!({name}: u64 {{"),
        Call::ActionCodes => format!("error::code!({name}, ErrorCode {{"),
        Call::VersionCodes => format!("error::all!({name}, CATALOGUE {{"),
        Call::CommonCodes => format!("error::common!({name}, CATALOGUE {{"),
        Call::Catalogue { families, common } => {
            let common =
                common.as_ref().map_or("None".to_owned(), |common| format!("Some(&{common})"));
            format!("error::catalogue!({name}, {families}, {common}, {{")
        }
        Call::Families => format!("error::families!({name} {{"),
        Call::Action => format!("action::action!({name} {{"),
    };
    (open, END)
}

fn print_row(text: &mut String, row: &Row) {
    // Writing to a string cannot fail.
    let _ = match row {
        Row::Member { index, field, wire, facts } => {
            print_parts(
                text,
                &format!("{index}: {field} ="),
                &[wire.to_string(), list(facts)],
                ",",
            );
            Ok(())
        }
        Row::Variant { name, value } => {
            print_parts(text, &format!("{name} ="), &[value.to_string()], ",");
            Ok(())
        }
        Row::Code { code, class, description, actions } => {
            print_code(text, code, class, description, actions);
            Ok(())
        }
        Row::Family { family, class } => writeln!(text, "    {family:?}: {class};"),
        Row::Fact { key, value } => writeln!(text, "    {key}: {value},"),
    };
}

/// A row on one line, or with what follows its head on lines of their own.
fn print_parts(text: &mut String, head: &str, parts: &[String], end: &str) {
    let parts: Vec<&str> =
        parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    let line = format!("    {head} {}{end}", parts.join(" "));
    if line.chars().count() <= WIDTH {
        text.extend([line.as_str(), "\n"]);
    } else {
        text.extend(["    ", head, "\n        ", &parts.join("\n        "), end, "\n"]);
    }
}

/// `[required, max_length = 25]`, or nothing.
fn list(facts: &[Fact]) -> String {
    if facts.is_empty() {
        return String::new();
    }
    let facts: Vec<String> = facts
        .iter()
        .map(|fact| match &fact.value {
            Some(value) => format!("{} = {value}", fact.name),
            None => fact.name.to_owned(),
        })
        .collect();
    format!("[{}]", facts.join(", "))
}

/// A code with its class; its meaning and its actions have lines of their own.
fn print_code(text: &mut String, code: &str, class: &str, description: &str, actions: &[String]) {
    text.extend(["    ", &format!("{code:?}"), ": ", class, ",\n"]);
    let quoted = format!("{description:?}");
    // A line of the meaning ends with a backslash, which skips the blanks before the next one.
    let lines = wrapped(&quoted, " ", WIDTH - "          \\".len());
    for (index, line) in lines.iter().enumerate() {
        let end = if index + 1 == lines.len() { "," } else { " \\" };
        let indent = if index == 0 { "        " } else { "         " };
        text.extend([indent, line, end, "\n"]);
    }
    let actions: Vec<String> = actions.iter().map(|action| format!("{action:?}")).collect();
    let line = format!("[{}];", actions.join(", "));
    if line.len() + "        ".len() <= WIDTH {
        text.extend(["        ", &line, "\n"]);
        return;
    }
    text.push_str("        [\n");
    let lines = wrapped(&actions.join(", "), " ", WIDTH - "            ".len());
    for line in lines {
        text.extend(["            ", &line, "\n"]);
    }
    text.push_str("        ];\n");
}

/// Divides a text at a separator, so that lines are as wide as they may be.
fn wrapped(text: &str, separator: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(separator) {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push_str(separator);
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use proc_macro2::Literal;

    fn printed(call: Call, rows: Vec<Row>) -> String {
        let mut text = String::new();
        table(&mut text, &Table { call, name: "Name".to_owned(), rows });
        text
    }

    #[test]
    fn facts_stand_beside_the_member_by_name() {
        let facts = vec![
            Fact { name: "required", value: None },
            Fact { name: "max_length", value: Some(Literal::u64_unsuffixed(25)) },
        ];
        let wire = Literal::string("Name");
        let row = Row::Member { index: 1, field: "name".to_owned(), wire, facts };
        let expected =
            "wire::record!(Name: {\n    1: name = \"Name\" [required, max_length = 25],\n});\n";
        assert_eq!(printed(Call::Record, vec![row]), expected);
        assert_eq!(printed(Call::Request, Vec::new()), "wire::request!(Name: {});\n");
    }

    #[test]
    fn long_rows_are_divided_within_the_width() {
        let value = Literal::string(&"x".repeat(80));
        let row = Row::Variant { name: "V".repeat(20), value };
        let code = Row::Code {
            code: "Failed".to_owned(),
            class: "Failed",
            description: "word ".repeat(60).trim_end().to_owned(),
            actions: (0..40).map(|number| format!("Action{number}")).collect(),
        };
        let call = Call::Catalogue { families: "FAMILIES".to_owned(), common: None };
        for text in [printed(Call::ActionCodes, vec![row]), printed(call, vec![code.clone()])] {
            assert!(text.lines().count() > 3, "{text}");
            assert!(text.lines().all(|line| line.len() <= WIDTH), "{text}");
        }
    }
}
