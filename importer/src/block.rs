//! What every form of a saved page is read into: lines, and tables whose columns are known.

/// A part of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Block {
    /// A line or paragraph.
    Line(Line),
    /// A table with one of the known headers.
    Table(Table),
}

/// A text of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Text {
    /// The words alone.
    pub(super) plain: String,
    /// With the page's markup as Markdown.
    pub(super) rich: String,
}

impl Text {
    /// A text without markup.
    pub(super) fn plain(text: impl Into<String>) -> Self {
        let plain = text.into();
        Self { rich: plain.clone(), plain }
    }
}

/// A line of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// Its number in the file, from 1.
    pub(super) number: usize,
    pub(super) kind: LineKind,
    pub(super) text: Text,
}

/// How a line is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineKind {
    /// Nothing is known of it.
    Text,
    /// The form says that it is a heading.
    Heading,
    /// The form says that it is to be shown as it is.
    Code,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Table {
    /// Where its header stands.
    pub(super) line: usize,
    pub(super) head: Head,
    pub(super) rows: Vec<Row>,
}

/// A row of a table, with a cell for each column of its header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) line: usize,
    pub(super) cells: Vec<Text>,
    /// Why it may not be what it is taken for.
    pub(super) doubt: Option<&'static str>,
}

/// The known headers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Head {
    /// Parameter Name, Required, Type, Description.
    Input,
    /// Parameter Name, Type, Description.
    Output,
    /// Name, Type, Required, Description: a type that requests use.
    InputType,
    /// Name, Type, Description: a type of responses.
    OutputType,
    /// Error Code, Description.
    Errors,
    /// API Name, Feature, Frequency Limit.
    Limits,
}

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Name,
    Required,
    Type,
    Doc,
    Code,
    Limit,
}

impl Head {
    /// The columns, in order.
    pub(super) const fn columns(self) -> &'static [Column] {
        use Column::{Code, Doc, Limit, Name, Required, Type};
        match self {
            Self::Input => &[Name, Required, Type, Doc],
            Self::Output | Self::OutputType => &[Name, Type, Doc],
            Self::InputType => &[Name, Type, Required, Doc],
            Self::Errors => &[Code, Doc],
            Self::Limits => &[Name, Doc, Limit],
        }
    }

    /// The cell of a row in a column.
    pub(super) fn cell(self, row: &Row, column: Column) -> Option<&Text> {
        let index = self.columns().iter().position(|known| *known == column)?;
        row.cells.get(index)
    }
}
