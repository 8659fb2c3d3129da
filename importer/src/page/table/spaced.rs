//! Rows whose cells are divided by blanks alone: told apart by what each column can hold.

use crate::cell;
use crate::page::block::{Column, Head};
use crate::page::table::row::is_code;

/// Divides a line into the cells of a row; `None` if it is no row of such a table, and so goes on
/// with the description of the row before.
pub(crate) fn split(head: Head, line: &str) -> Option<Vec<String>> {
    let has_answer = divided(head, line, true);
    // Copies of Chinese pages lose the column that says what is required.
    has_answer.or_else(|| {
        let is_input = matches!(head, Head::Input | Head::InputType);
        let cells = divided(head, line, false).filter(|_| is_input)?;
        let ty = cells.iter().find(|cell| cell::is_type(cell) && !cell.is_empty())?;
        (!cell::is_object(ty) || ty.starts_with("Array of ")).then_some(cells)
    })
}

fn divided(head: Head, line: &str, has_answer: bool) -> Option<Vec<String>> {
    let mut rest = line.trim();
    let mut cells = Vec::new();
    for column in head.columns() {
        if *column == Column::Required && !has_answer {
            cells.push(String::new());
            continue;
        }
        let (cell, behind) = take(*column, rest, head)?;
        cells.push(cell.to_owned());
        rest = behind.trim_start();
    }
    Some(cells)
}

/// Whether a row may as well be a line of text: it has no word that only a row has.
pub(crate) fn is_doubtful(head: Head, cells: &[String]) -> bool {
    let ty = match head {
        Head::Output | Head::OutputType => cells.get(1),
        _ => return false,
    };
    ty.is_some_and(|ty| cell::is_object(ty) && !ty.starts_with("Array of "))
}

/// The cell at the start of `rest`, and what is behind it.
fn take(column: Column, rest: &str, head: Head) -> Option<(&str, &str)> {
    match column {
        Column::Name if head == Head::Limits => {
            let (name, behind) = word(rest);
            cell::is_name(name).then_some((name, behind))
        }
        Column::Name => {
            let (name, behind) = word(rest);
            let bare = name.strip_suffix(".N").unwrap_or(name);
            cell::is_name(bare).then_some((name, behind))
        }
        Column::Required => {
            let (answer, behind) = word(rest);
            cell::is_answer(answer).then_some((answer, behind))
        }
        Column::Type => ty(rest),
        Column::Code => {
            let (code, behind) = word(rest);
            is_code(code).then_some((code, behind))
        }
        // The last column but one of this table is text, and the last is a number.
        Column::Doc if head == Head::Limits => {
            let last = rest.rsplit(' ').next()?;
            let doc = rest.get(..rest.len() - last.len())?;
            let is_digit = |byte: u8| byte.is_ascii_digit() || byte == b',';
            let is_limit = last.bytes().all(is_digit) || matches!(last, "-" | "/");
            (is_limit && !last.is_empty()).then_some((doc.trim_end(), last))
        }
        Column::Doc | Column::Limit => Some((rest, "")),
    }
}

fn word(text: &str) -> (&str, &str) {
    text.split_once([' ', '\t']).unwrap_or((text, ""))
}

/// A type: `Array of X`, `Timestamp ISO8601`, or one word.
fn ty(text: &str) -> Option<(&str, &str)> {
    let element = text.strip_prefix("Array of ").unwrap_or(text);
    let before = text.len() - element.len();
    let length = match element.strip_prefix("Timestamp ISO8601") {
        Some(rest) if rest.is_empty() || rest.starts_with(' ') => "Timestamp ISO8601".len(),
        _ => word(element).0.len(),
    };
    let (ty, behind) = text.split_at_checked(before + length)?;
    (cell::is_type(ty)).then_some((ty, behind))
}

#[cfg(test)]
mod tests {
    use super::{Head, split};

    #[test]
    fn rows_are_divided_by_what_their_columns_hold() {
        let table: &[(Head, &str, Option<&[&str]>)] = &[
            (
                Head::Input,
                "UnitId Yes String Shared unit ID.",
                Some(&["UnitId", "Yes", "String", "Shared unit ID."]),
            ),
            (Head::Input, "Tags.N No Array of Tag", Some(&["Tags.N", "No", "Array of Tag", ""])),
            (
                Head::Input,
                "At No Timestamp ISO8601 When.",
                Some(&["At", "No", "Timestamp ISO8601", "When."]),
            ),
            (Head::Input, "Note: This field may return null", None),
            (Head::Input, "This No longer", None),
            (
                Head::Output,
                "Items Array of Item Things.",
                Some(&["Items", "Array of Item", "Things."]),
            ),
            (Head::Output, "Unit ShareUnit The unit.", Some(&["Unit", "ShareUnit", "The unit."])),
            (Head::Output, "This parameter is required", None),
            (Head::Output, "- one of them", None),
            (
                Head::InputType,
                "Key String Yes The key.",
                Some(&["Key", "String", "Yes", "The key."]),
            ),
            (Head::Errors, "InternalError An error.", Some(&["InternalError", "An error."])),
            (Head::Errors, "FailedOperation.X", Some(&["FailedOperation.X", ""])),
            (Head::Errors, "Help and Support", None),
            (Head::Errors, "Feedback", None),
            (
                Head::Limits,
                "QuitOrganization Leaves it 20",
                Some(&["QuitOrganization", "Leaves it", "20"]),
            ),
            (Head::Limits, "QuitOrganization leaves", None),
        ];
        for (head, line, expected) in table {
            let cells = split(*head, line);
            let cells: Option<Vec<&str>> =
                cells.as_ref().map(|cells| cells.iter().map(String::as_str).collect());
            assert_eq!(cells.as_deref(), *expected, "{line}");
        }
    }
}
