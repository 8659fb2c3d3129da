//! Tables for people, and their rows between tabs for programs.

use crate::json::Json;
use comfy_table::{ContentArrangement, Table, presets};

/// Returns tables for a value: one of its scalars, and one for each list in it.
pub fn table(value: &Json, width: Option<u16>) -> String {
    match value {
        Json::Array(_) => rows_table(value, width) + "\n",
        Json::Object(members) => {
            let is_list = |value: &Json| value.as_array().is_some_and(|list| !list.is_empty());
            let mut text = String::new();
            let facts: Vec<_> = members.iter().filter(|(_, value)| !is_list(value)).collect();
            if !facts.is_empty() {
                let mut table = empty(width);
                for (name, value) in facts {
                    table.add_row([name.clone(), cell(value)]);
                }
                text.push_str(&table.to_string());
                text.push('\n');
            }
            for (name, value) in members.iter().filter(|(_, value)| is_list(value)) {
                text.extend([name, "\n", &rows_table(value, width), "\n"]);
            }
            text
        }
        scalar => cell(scalar) + "\n",
    }
}

fn rows_table(value: &Json, width: Option<u16>) -> String {
    let (columns, rows) = rows(value);
    if rows.is_empty() {
        return "no items".to_owned();
    }
    let mut table = empty(width);
    if columns.iter().any(|column| !column.is_empty()) {
        table.set_header(columns);
    }
    for row in rows {
        table.add_row(row.into_iter().map(|value| value.map_or_else(String::new, cell)));
    }
    table.to_string()
}

fn empty(width: Option<u16>) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_FULL_CONDENSED);
    if let Some(width) = width {
        table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    }
    table
}

/// The text of a cell; control characters are escaped.
fn cell(value: &Json) -> String {
    let text = value.plain();
    let safe = |letter: char| !letter.is_control() || letter == '\n';
    if text.chars().all(safe) { text } else { value.compact() }
}

/// Returns rows between tabs. Tabs and line breaks within a value are escaped.
pub fn tsv(value: &Json) -> String {
    let list;
    let value = match value {
        Json::Array(_) => value,
        other => {
            list = Json::Array(vec![other.clone()]);
            &list
        }
    };
    let field = |value: Option<&Json>| {
        let text = value.map_or_else(String::new, Json::plain);
        text.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n").replace('\r', "\\r")
    };
    let line =
        |row: Vec<Option<&Json>>| row.into_iter().map(field).collect::<Vec<_>>().join("\t") + "\n";
    rows(value).1.into_iter().map(line).collect()
}

/// The columns in order of appearance, and the values of each row.
fn rows(value: &Json) -> (Vec<String>, Vec<Vec<Option<&Json>>>) {
    let elements = value.as_array().unwrap_or_default();
    let mut columns: Vec<String> = Vec::new();
    for element in elements {
        if let Json::Object(members) = element {
            for (name, _) in members {
                if !columns.contains(name) {
                    columns.push(name.clone());
                }
            }
        }
    }
    let rows = elements.iter().map(|element| row(&columns, element)).collect();
    (columns, rows)
}

fn row<'a>(columns: &[String], element: &'a Json) -> Vec<Option<&'a Json>> {
    match element {
        Json::Object(_) => columns.iter().map(|column| element.get(column)).collect(),
        Json::Array(values) => values.iter().map(Some).collect(),
        scalar => vec![Some(scalar)],
    }
}
