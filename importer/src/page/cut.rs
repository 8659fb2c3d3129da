//! Copies of pages that end within their error codes: a list that may not be whole.

use crate::page::block::{Block, Column, Head, Row};
use crate::page::table::row;

/// A table of codes with which a file ends. Pages have something behind it, so it may be cut off.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cut {
    /// Where the table begins.
    pub(super) table: usize,
    /// Whether its last row is whole.
    pub(super) keeps_last: bool,
    /// Whether something is missing for sure; else the last row is whole, and nothing is behind it.
    pub(super) is_sure: bool,
}

/// Finds out whether a file ends with a table of codes; in the middle of it, if the last row has no
/// end, or no description behind rows that have one, or if the start of a row is behind it.
pub(super) fn cut(blocks: &[Block]) -> Option<Cut> {
    let is_empty =
        |block: &Block| matches!(block, Block::Line(line) if line.text.plain.trim().is_empty());
    let empty = blocks.iter().rev().take_while(|block| is_empty(block)).count();
    let (table, behind) = match blocks.get(..blocks.len() - empty).unwrap_or_default() {
        [.., Block::Table(table)] => (table, None),
        [.., Block::Table(table), Block::Line(line)] => {
            (table, Some(line.text.plain.trim_matches('|').trim()))
        }
        _ => return None,
    };
    if table.head != Head::Errors {
        return None;
    }
    let has_doc = |row: &Row| {
        table.head.cell(row, Column::Doc).is_some_and(|doc| !doc.plain.trim().is_empty())
    };
    let Some((last, before)) = table.rows.split_last() else {
        let cut = Cut { table: table.line, keeps_last: true, is_sure: true };
        return behind.is_none().then_some(cut);
    };
    let is_whole = has_doc(last) || !before.iter().any(has_doc);
    let (is_cut, is_sure) = match behind {
        None => (true, !is_whole || last.doubt.is_some()),
        Some(word) => (row::is_code(word), true),
    };
    let keeps_last = behind.is_some() || is_whole;
    is_cut.then_some(Cut { table: table.line, keeps_last, is_sure })
}
