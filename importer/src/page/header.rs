//! The headers of the tables that matter, in every wording and order that pages and their copies
//! have, and the order into which the cells below them are brought.

use crate::cell;
use crate::page::block::{Column, Head, Text};
use std::sync::LazyLock;

/// The headers as documentation pages write them, in English and in the mainland site's Chinese.
const HEADS: &[(Head, &[&str])] = &[
    (Head::Input, &["Parameter Name", "Required", "Type", "Description"]),
    (Head::Input, &["Parameter", "Required", "Type", "Description"]),
    (Head::Input, &["Name", "Required", "Type", "Description"]),
    (Head::Input, &["参数名称", "必选", "类型", "描述"]),
    (Head::Input, &["参数名称", "是否必选", "类型", "描述"]),
    (Head::Input, &["参数名称", "是否必填", "类型", "描述"]),
    (Head::Output, &["Parameter Name", "Type", "Description"]),
    (Head::Output, &["Parameter", "Type", "Description"]),
    (Head::Output, &["参数名称", "类型", "描述"]),
    (Head::InputType, &["Name", "Type", "Required", "Description"]),
    (Head::InputType, &["名称", "类型", "必选", "描述"]),
    (Head::InputType, &["名称", "类型", "是否必选", "描述"]),
    (Head::InputType, &["名称", "类型", "是否必填", "描述"]),
    (Head::OutputType, &["Name", "Type", "Description"]),
    (Head::OutputType, &["名称", "类型", "描述"]),
    (Head::Errors, &["Error Code", "Description"]),
    (Head::Errors, &["错误码", "描述"]),
    (Head::Errors, &["错误码", "说明"]),
    (Head::Errors, &["Error Code", "Meaning"]),
    (Head::Limits, &["API Name", "Feature", "Frequency Limit (maximum requests per second)"]),
    (Head::Limits, &["API Name", "Feature", "Frequency Limit (requests/sec)"]),
    (Head::Limits, &["API Name", "Feature", "Frequency Limit"]),
    (Head::Limits, &["接口名称", "接口功能", "频率限制（次/秒）"]),
    (Head::Limits, &["接口名称", "接口功能", "频率限制"]),
    (Head::Groups, &["API Name", "Feature"]),
    (Head::Groups, &["API Name", "Description"]),
    (Head::Groups, &["接口名称", "接口功能"]),
];

/// The number of columns of the widest header.
pub(crate) const MOST_COLUMNS: usize = 4;

/// No table of a page has more columns; a line with more is none of its headers.
const MOST_CELLS: usize = 8;

/// The longest cell of a header, in bytes.
const LONGEST_TITLE: usize = 240;

/// The wordings of a column in headers that tools and people have rewritten, as `letters` gives them.
const COLUMNS: &[(Wording, &[&str])] = &[
    (
        Wording::Parameter,
        &[
            "parametername",
            "parameternames",
            "parameter",
            "parameters",
            "param",
            "paramname",
            "argument",
            "field",
            "fieldname",
            "参数名称",
            "参数名",
            "参数",
            "字段",
            "字段名",
            "字段名称",
        ],
    ),
    (Wording::Name, &["name", "member", "membername", "名称", "成员", "成员名", "成员名称"]),
    (
        Wording::Required,
        &[
            "required",
            "isrequired",
            "requiredornot",
            "req",
            "mandatory",
            "必选",
            "是否必选",
            "必填",
            "是否必填",
            "必需",
            "是否必需",
            "必须",
            "是否必须",
        ],
    ),
    (
        Wording::Type,
        &[
            "type",
            "types",
            "datatype",
            "parametertype",
            "fieldtype",
            "类型",
            "数据类型",
            "参数类型",
        ],
    ),
    (
        Wording::Doc,
        &[
            "description",
            "descriptions",
            "desc",
            "parameterdescription",
            "meaning",
            "remark",
            "remarks",
            "explanation",
            "details",
            "描述",
            "说明",
            "含义",
            "备注",
            "参数描述",
            "参数说明",
        ],
    ),
    (Wording::Code, &["errorcode", "errorcodes", "错误码", "错误代码"]),
    (Wording::Message, &["errormessage", "errordescription", "错误信息", "错误描述", "错误说明"]),
    (Wording::Action, &["apiname", "api", "apis", "interfacename", "接口名称", "接口"]),
    (Wording::Feature, &["feature", "features", "function", "接口功能", "功能", "接口描述"]),
    (
        Wording::Limit,
        &[
            "frequencylimit",
            "frequencylimitmaximumrequestspersecond",
            "frequencylimitrequestssec",
            "frequencylimitrequestspersecond",
            "frequencylimittimessecond",
            "ratelimit",
            "ratelimitrequestssec",
            "ratelimitrequestspersecond",
            "requestratelimit",
            "频率限制次秒",
            "频率限制",
            "限频",
            "默认频率限制次秒",
        ],
    ),
];

/// The meaning of a header's cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wording {
    /// Names a parameter of an action.
    Parameter,
    /// Names a parameter or a member.
    Name,
    Required,
    Type,
    Doc,
    Code,
    /// Describes an error code.
    Message,
    Action,
    Feature,
    Limit,
}

/// A header that was found, and where each of its columns stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Header {
    pub(crate) head: Head,
    /// The place of each cell in the order of the head's columns; otherwise its title.
    cells: Vec<Result<usize, String>>,
}

impl Header {
    /// The header in the order in which pages have it.
    pub(crate) fn exact(head: Head) -> Self {
        Self { head, cells: (0..head.columns().len()).map(Ok).collect() }
    }

    /// The header with these cells: one that pages have, or one with their columns in another order,
    /// in other words, or with columns beside them.
    pub(crate) fn of<S: AsRef<str>>(cells: &[S]) -> Option<Self> {
        // Most rows are none, and some are very long.
        if cells.len() > MOST_CELLS || cells.iter().any(|cell| cell.as_ref().len() > LONGEST_TITLE)
        {
            return None;
        }
        if let Some(head) = head_of_cells(cells) {
            return Some(Self::exact(head));
        }
        if cells.len() < 2 {
            return None;
        }
        let wordings: Vec<Option<Wording>> =
            cells.iter().map(|cell| wording(cell.as_ref())).collect();
        let place = |wanted: &[Wording]| {
            wordings.iter().position(|it| it.is_some_and(|it| wanted.contains(&it)))
        };
        let name = place(&[Wording::Parameter, Wording::Name]);
        let (required, ty) = (place(&[Wording::Required]), place(&[Wording::Type]));
        let doc = place(&[Wording::Doc]);
        let is_parameter = place(&[Wording::Parameter]).is_some();
        let (head, columns) = if let Some(code) = place(&[Wording::Code]) {
            let doc = place(&[Wording::Doc, Wording::Message])?;
            (Head::Errors, vec![Some(code), Some(doc)])
        } else if let (Some(action), Some(limit)) =
            (place(&[Wording::Action]).or(name), place(&[Wording::Limit]))
        {
            let feature = place(&[Wording::Feature, Wording::Doc]);
            (Head::Limits, vec![Some(action), feature, Some(limit)])
        } else if let (Some(name), Some(required), Some(ty)) = (name, required, ty) {
            let named = [Some(name), Some(required), Some(ty), doc];
            if is_parameter || required < ty {
                (Head::Input, named.to_vec())
            } else {
                (Head::InputType, vec![Some(name), Some(ty), Some(required), doc])
            }
        } else if let (Some(name), Some(ty), Some(doc)) = (name, ty, doc) {
            let head = if is_parameter { Head::Output } else { Head::OutputType };
            (head, vec![Some(name), Some(ty), Some(doc)])
        } else {
            return None;
        };
        let known = columns.iter().flatten().count();
        let is_twice = |column: &usize| columns.iter().flatten().filter(|it| *it == column).count();
        // With a column of another kind the table may say something that is not understood.
        let is_other = |(at, cell): (usize, &S)| {
            !columns.contains(&Some(at)) && !may_stand_beside(cell.as_ref())
        };
        if cells.iter().enumerate().any(is_other) {
            return None;
        }
        if known + 3 < cells.len() || columns.iter().flatten().any(|column| is_twice(column) > 1) {
            return None;
        }
        let cells = cells.iter().enumerate().map(|(at, title)| {
            let place = columns.iter().position(|column| *column == Some(at));
            place.ok_or_else(|| title.as_ref().trim().to_owned())
        });
        Some(Self { head, cells: cells.collect() })
    }

    /// The column that a cell is in.
    pub(crate) fn column(&self, at: usize) -> Option<Column> {
        let place = *self.cells.get(at)?.as_ref().ok()?;
        self.head.columns().get(place).copied()
    }

    /// The number of cells that a row has.
    pub(crate) fn width(&self) -> usize {
        self.cells.len()
    }

    /// Whether the columns are those of pages, in their order.
    pub(crate) fn is_exact(&self) -> bool {
        self.cells.iter().enumerate().all(|(at, cell)| *cell == Ok(at))
            && self.cells.len() == self.head.columns().len()
    }

    /// The plain cells of a row in the head's order, as far as the row has them.
    pub(crate) fn leading(&self, cells: Vec<String>) -> Vec<String> {
        if self.is_exact() {
            return cells;
        }
        let has_all = cells.len() >= self.width();
        let mut found = vec![None; self.head.columns().len()];
        for (place, cell) in self.cells.iter().zip(cells) {
            if let Ok(place) = place
                && let Some(slot) = found.get_mut(*place)
            {
                *slot = Some(cell);
            }
        }
        if has_all {
            found.into_iter().map(Option::unwrap_or_default).collect()
        } else {
            found.into_iter().map_while(|cell| cell).collect()
        }
    }

    /// Brings the cells of a row into the head's order. The content of other columns goes on with the
    /// description, behind the column's title: nothing of a row is passed over.
    pub(crate) fn arrange(&self, cells: Vec<Text>) -> Vec<Text> {
        if self.is_exact() {
            return cells;
        }
        let mut found = vec![Text::default(); self.head.columns().len()];
        let mut others = Vec::new();
        for (place, cell) in self.cells.iter().zip(cells) {
            match place {
                Ok(place) => {
                    if let Some(slot) = found.get_mut(*place) {
                        *slot = cell;
                    }
                }
                Err(title) if says_something(title, &cell) => others.push((title, cell)),
                Err(_) => {}
            }
        }
        let doc = self.head.columns().iter().position(|column| *column == Column::Doc);
        let Some(doc) = doc.and_then(|at| found.get_mut(at)) else { return found };
        for (title, cell) in others {
            for (text, more) in [(&mut doc.plain, &cell.plain), (&mut doc.rich, &cell.rich)] {
                if !text.is_empty() {
                    text.push('\n');
                }
                if !title.is_empty() {
                    text.push_str(title);
                    text.push_str(": ");
                }
                text.push_str(more);
            }
        }
        found
    }
}

/// The titles of columns whose cells go on with the description, as `letters` gives them.
const BESIDE: &[&str] = &[
    "default",
    "defaultvalue",
    "默认值",
    "example",
    "examples",
    "examplevalue",
    "samplevalue",
    "示例",
    "示例值",
    "constraint",
    "constraints",
    "约束",
    "range",
    "valuerange",
    "取值范围",
    "validvalues",
    "note",
    "notes",
    "solution",
    "solutions",
    "suggestion",
    "解决方案",
    "解决方法",
    "处理建议",
    "httpstatus",
    "httpstatuscode",
    "httpcode",
    "状态码",
];

/// The titles of columns that number the rows.
const NUMBERS: &[&str] = &["", "no", "number", "序号", "编号"];

fn may_stand_beside(title: &str) -> bool {
    let letters = letters(title);
    BESIDE.contains(&letters.as_str())
        || NUMBERS.contains(&letters.as_str())
        || matches!(wording(title), Some(Wording::Doc | Wording::Message))
}

/// Whether a cell of a column that pages do not have says something: numbers of rows and marks for
/// nothing do not.
fn says_something(title: &str, cell: &Text) -> bool {
    let text = cell.plain.trim();
    let is_number = NUMBERS.contains(&letters(title).as_str())
        && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    !is_number && !cell::is_nothing(text)
}

/// The meaning of a header's cell; in two languages both say the same.
fn wording(cell: &str) -> Option<Wording> {
    let find = |letters: &str| {
        let is_it = |(_, names): &&(Wording, &[&str])| names.contains(&letters);
        COLUMNS.iter().find(is_it).map(|(wording, _)| *wording)
    };
    let letters = letters(cell);
    find(&letters).or_else(|| {
        let (one, other): (String, String) = letters.chars().partition(char::is_ascii);
        let one = find(&one)?;
        (find(&other)? == one).then_some(one)
    })
}

/// The letters and digits of a text, small and of plain width.
fn letters(text: &str) -> String {
    let kept = text.chars().map(narrow).filter(|c| c.is_alphanumeric());
    kept.map(|c| c.to_ascii_lowercase()).collect()
}

/// A character of Chinese width as the plain one.
pub(crate) fn narrow(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        c => c,
    }
}

/// The header of pages that has these cells.
pub(crate) fn head_of_cells<S: AsRef<str>>(cells: &[S]) -> Option<Head> {
    static NAMES: LazyLock<Vec<(Head, Vec<String>)>> = LazyLock::new(|| {
        let letters = |names: &[&str]| names.iter().map(|name| letters(name)).collect();
        HEADS.iter().map(|(head, names)| (*head, letters(names))).collect()
    });
    // Rows with a long cell are no headers, and there are many of them.
    if cells.iter().any(|cell| cell.as_ref().trim().len() > 80) {
        return None;
    }
    let cells: Vec<String> = cells.iter().map(|cell| letters(cell.as_ref())).collect();
    NAMES.iter().find(|(_, names)| *names == cells).map(|(head, _)| *head)
}

/// The header of pages whose cells stand on one line, divided by blanks.
pub(crate) fn head_of_line(line: &str) -> Option<Head> {
    static KEYS: LazyLock<Vec<(Head, String)>> =
        LazyLock::new(|| HEADS.iter().map(|(head, names)| (*head, key(&names.concat()))).collect());
    // Long lines are no headers, and there are many of them.
    if line.len() > 80 {
        return None;
    }
    let line = key(line);
    KEYS.iter().find(|(_, key)| *key == line).map(|(head, _)| *head)
}

/// A text without what differs between copies of the same: blanks, marks, the width of letters.
fn key(text: &str) -> String {
    let kept = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '*' | '_'));
    kept.map(|c| narrow(c).to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::{COLUMNS, HEADS, Head, Header, Text, head_of_cells, head_of_line, wording};

    #[test]
    fn headers_are_known_with_any_blanks() {
        assert_eq!(head_of_line("Parameter Name Required Type Description"), Some(Head::Input));
        assert_eq!(head_of_line("Parameter  Name\tType\tDescription"), Some(Head::Output));
        assert_eq!(head_of_line("参数名称 必选 类型 描述"), Some(Head::Input));
        assert_eq!(head_of_line("Parameter Type Description Required"), None);
    }

    #[test]
    fn every_header_and_wording_of_the_lists_is_known() {
        for (head, cells) in HEADS {
            assert_eq!(head_of_cells(cells), Some(*head), "{cells:?}");
            assert_eq!(head_of_line(&cells.join(" ")), Some(*head), "{cells:?}");
            assert!(Header::of(cells).is_some_and(|it| it.is_exact()), "{cells:?}");
        }
        for (expected, names) in COLUMNS {
            for name in *names {
                assert_eq!(wording(name), Some(*expected), "{name}");
            }
        }
    }

    #[test]
    fn columns_are_known_in_other_words_and_orders() {
        let table: &[(&[&str], Option<Head>)] = &[
            (&["Parameter name:", "Type ↕", "Required?", "Description"], Some(Head::Input)),
            (&["Ｎａｍｅ", "Ｔｙｐｅ", "Required", "Remarks"], Some(Head::InputType)),
            (
                &["参数名称 (Parameter Name)", "必选/Required", "类型 Type", "描述"],
                Some(Head::Input),
            ),
            (&["Description", "Type", "Parameter"], Some(Head::Output)),
            (&["#", "Parameter", "Mandatory", "Type"], Some(Head::Input)),
            (&["HTTP status", "Error Code", "Description", "Solution"], Some(Head::Errors)),
            (&["Description", "Error Code"], Some(Head::Errors)),
            (&["API", "Rate Limit"], Some(Head::Limits)),
            (&["Parameter Name", "Required", "Description"], None),
            (&["Parameter (参数值)", "Type", "Description"], None),
            (&["Value", "Description"], None),
            (&["Name", "Meaning"], None),
            (&["Parameter", "Parameter", "Type"], None),
            (&["Parameter", "Important", "Type", "Description"], None),
        ];
        for (cells, expected) in table {
            assert_eq!(Header::of(cells).map(|header| header.head), *expected, "{cells:?}");
        }
    }

    #[test]
    fn the_cells_of_other_columns_go_on_with_the_description() {
        let cells = ["No.", "Parameter", "Type", "Required", "Default", "Description", "Example"];
        let header = Header::of(&cells).expect("it is known");
        let row = ["1", "Size", "Integer", "No", "20", "The size.", "-"];
        let texts: Vec<String> =
            header.arrange(row.map(Text::plain).to_vec()).into_iter().map(|it| it.plain).collect();
        assert_eq!(texts, ["Size", "No", "Integer", "The size.\nDefault: 20"]);
        let leading =
            |cells: &[&str]| header.leading(cells.iter().map(|it| (*it).into()).collect());
        assert_eq!(leading(&row), ["Size", "No", "Integer", "The size."]);
        assert_eq!(leading(&["1", "Size"]), ["Size"]);
    }
}
