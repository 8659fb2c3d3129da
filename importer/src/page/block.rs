//! The parts of every form of a saved page: lines, and tables whose columns are known.

/// A part of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Block {
    /// A line or paragraph.
    Line(Line),
    /// A table with one of the known headers.
    Table(Table),
}

/// A text of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Text {
    /// The words alone.
    pub(crate) plain: String,
    /// With the page's markup as Markdown.
    pub(crate) rich: String,
}

impl Text {
    /// A text without markup.
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        let plain = text.into();
        Self { rich: plain.clone(), plain }
    }
}

/// A line of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// Its number in the file, from 1.
    pub(crate) number: usize,
    pub(crate) kind: LineKind,
    pub(crate) text: Text,
}

/// How a line is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LineKind {
    /// Nothing is known of it.
    Text,
    /// The form says that it is a heading.
    Heading,
    /// The form says that it is to be shown as it is.
    Code,
    /// It is drawn as a row of a table whose header is not known.
    Row,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Table {
    /// Where its header stands.
    pub(crate) line: usize,
    pub(crate) head: Head,
    pub(crate) rows: Vec<Row>,
    /// Lines in it that look like rows and are none: their numbers and texts.
    pub(crate) lost: Vec<(usize, String)>,
}

impl Table {
    /// A table without rows.
    pub(crate) fn new(line: usize, head: Head) -> Self {
        Self { line, head, rows: Vec::new(), lost: Vec::new() }
    }
}

/// A row of a table, with a cell for each column of its header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) line: usize,
    pub(crate) cells: Vec<Text>,
    /// Why it may not be what it is taken for.
    pub(crate) doubt: Option<&'static str>,
}

/// The known headers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Head {
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
    /// API Name, Feature.
    Groups,
}

/// The content of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    Name,
    Required,
    Type,
    Doc,
    Code,
    Limit,
}

impl Head {
    /// The columns, in order.
    pub(crate) const fn columns(self) -> &'static [Column] {
        use Column::{Code, Doc, Limit, Name, Required, Type};
        match self {
            Self::Input => &[Name, Required, Type, Doc],
            Self::Output | Self::OutputType => &[Name, Type, Doc],
            Self::InputType => &[Name, Type, Required, Doc],
            Self::Errors => &[Code, Doc],
            Self::Limits => &[Name, Doc, Limit],
            Self::Groups => &[Name, Doc],
        }
    }

    /// The cell of a row in a column.
    pub(crate) fn cell(self, row: &Row, column: Column) -> Option<&Text> {
        let index = self.columns().iter().position(|known| *known == column)?;
        row.cells.get(index)
    }
}
