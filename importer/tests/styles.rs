//! Every kind of page in the styles of converters, browsers and people: headings, tables, examples and
//! words that differ from those of documentation pages. The import is the same in each style, or an
//! error shows the line that is not understood.
#![allow(
    clippy::format_push_string,
    clippy::format_collect,
    clippy::needless_pass_by_value,
    reason = "these texts are short, and read better so"
)]

use tencentcloud_importer::{Imported, Input, Options, import, page_text};
use tencentcloud_model::diagnostic::Diagnostics;
use tencentcloud_model::load::Tree;

type Rows = [Vec<&'static str>];
type DrawTable = fn(&[&'static str], &Rows) -> String;
type DrawHeading = fn(usize, &str) -> String;

/// How the parts of a page are written.
#[derive(Clone, Copy)]
struct Style {
    heading: DrawHeading,
    table: DrawTable,
    is_html: bool,
}

const PLAIN: Style = Style { heading: atx, table: pipes, is_html: false };

fn atx(level: usize, title: &str) -> String {
    format!("{} {title}", "#".repeat(level))
}

fn piped(lead: &str, trail: &str, dashes: &str, head: &[&'static str], rows: &Rows) -> String {
    let escape = |cell: &&str| cell.replace('|', "\\|");
    let row = |cells: &[&str]| {
        let cells: Vec<String> = cells.iter().map(escape).collect();
        format!("{lead}{}{trail}", cells.join(" | "))
    };
    let dashes = vec![dashes; head.len()].join("|");
    let dashes = format!("{}{dashes}{}", lead.trim(), trail.trim());
    let rows: Vec<String> = rows.iter().map(|cells| row(cells)).collect();
    format!("{}\n{dashes}\n{}", row(head), rows.join("\n"))
}

fn pipes(head: &[&'static str], rows: &Rows) -> String {
    piped("| ", " |", " --- ", head, rows)
}

/// The table with each of its cells changed.
fn with_cells(
    head: &[&'static str],
    rows: &Rows,
    title: impl Fn(&str) -> String,
    first: impl Fn(&str) -> String,
) -> String {
    let title = |cell: &&'static str| leak(title(cell));
    let head: Vec<&'static str> = head.iter().map(title).collect();
    let change = |cells: &Vec<&'static str>| {
        let mut cells = cells.clone();
        cells[0] = leak(first(cells[0]));
        cells
    };
    pipes(&head, &rows.iter().map(change).collect::<Vec<_>>())
}

fn leak(text: String) -> &'static str {
    Box::leak(text.into_boxed_str())
}

fn html_with(
    head: &[&'static str],
    rows: &Rows,
    cell: &str,
    title: impl Fn(&str) -> String,
) -> String {
    let titles: String = head.iter().map(|it| format!("<{cell}>{}</{cell}>", title(it))).collect();
    let row = |cells: &Vec<&str>| {
        let cells: String = cells.iter().map(|it| format!("<td>{it}</td>")).collect();
        format!("<tr>{cells}</tr>\n")
    };
    let rows: String = rows.iter().map(row).collect();
    format!("<table><thead><tr>{titles}</tr></thead>\n<tbody>{rows}</tbody></table>")
}

fn html(head: &[&'static str], rows: &Rows) -> String {
    html_with(head, rows, "th", str::to_owned)
}

/// The width of each column.
fn widths(head: &[&str], rows: &Rows) -> Vec<usize> {
    (0..head.len())
        .map(|at| rows.iter().map(|row| row[at].len()).chain([head[at].len()]).max().unwrap_or(1))
        .collect()
}

/// A text in lines of at most `most` letters; a longer word has a line of its own.
fn wrapped(text: &str, most: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let last = lines.last_mut().expect("there is a line");
        if last.is_empty() {
            last.push_str(word);
        } else if last.len() + 1 + word.len() <= most {
            last.push(' ');
            last.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

/// The cells of a row below each other, each line of them between `edge`s.
fn columns(cells: &[&str], most: usize, widths: &[usize], edge: &str) -> String {
    let cells: Vec<Vec<String>> = cells.iter().map(|cell| wrapped(cell, most)).collect();
    let height = cells.iter().map(Vec::len).max().unwrap_or(1);
    let line = |at: usize| {
        let cells = cells.iter().zip(widths);
        let cells: Vec<String> = cells
            .map(|(cell, width)| format!("{:width$}", cell.get(at).map_or("", String::as_str)))
            .collect();
        match edge {
            "" => format!("  {}", cells.join(" ")).trim_end().to_owned(),
            edge => format!("{edge} {} {edge}", cells.join(&format!(" {edge} "))),
        }
    };
    (0..height).map(line).collect::<Vec<_>>().join("\n")
}

fn narrow_widths(head: &[&str], rows: &Rows, most: usize) -> Vec<usize> {
    let longest = |cell: &str| wrapped(cell, most).iter().map(String::len).max().unwrap_or(1);
    (0..head.len())
        .map(|at| {
            rows.iter().map(|row| longest(row[at])).chain([longest(head[at])]).max().unwrap_or(1)
        })
        .collect()
}

fn grid(head: &[&'static str], rows: &Rows, most: usize) -> String {
    let widths = narrow_widths(head, rows, most);
    let rule = |mark: &str| {
        let parts: Vec<String> = widths.iter().map(|width| mark.repeat(width + 2)).collect();
        format!("+{}+", parts.join("+"))
    };
    let mut text = format!("{}\n{}\n{}", rule("-"), columns(head, most, &widths, "|"), rule("="));
    for row in rows {
        text += &format!("\n{}\n{}", columns(row, most, &widths, "|"), rule("-"));
    }
    text
}

fn terminal(head: &[&'static str], rows: &Rows) -> String {
    let widths = widths(head, rows);
    let rule: Vec<String> = widths.iter().map(|width| "─".repeat(width + 2)).collect();
    let rows: Vec<String> = rows.iter().map(|row| columns(row, 999, &widths, "│")).collect();
    let head = columns(head, 999, &widths, "│");
    format!(
        "┌{0}┐\n{head}\n├{1}┤\n{2}\n└{3}┘",
        rule.join("┬"),
        rule.join("┼"),
        rows.join("\n"),
        rule.join("┴")
    )
}

fn dashed(head: &[&'static str], rows: &Rows, mark: &str, is_framed: bool) -> String {
    let widths = widths(head, rows);
    let parts: Vec<String> = widths.iter().map(|width| mark.repeat(*width)).collect();
    let rule = format!("  {}", parts.join(" "));
    let rows: Vec<String> = rows.iter().map(|row| columns(row, 999, &widths, "")).collect();
    let (head, rows) = (columns(head, 999, &widths, ""), rows.join("\n"));
    if is_framed {
        format!("{rule}\n{head}\n{rule}\n{rows}\n{rule}")
    } else {
        format!("{head}\n{rule}\n{rows}")
    }
}

fn multiline(head: &[&'static str], rows: &Rows) -> String {
    let widths = narrow_widths(head, rows, 24);
    let parts: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
    let full = format!("  {}", "-".repeat(widths.iter().sum::<usize>() + widths.len()));
    let rows: Vec<String> = rows.iter().map(|row| columns(row, 24, &widths, "")).collect();
    let head = columns(head, 24, &widths, "");
    format!("{full}\n{head}\n  {}\n{}\n{full}", parts.join(" "), rows.join("\n\n"))
}

fn lines_of(head: &[&'static str], rows: &Rows, between: &str) -> String {
    let row = |cells: &[&str]| cells.join(between);
    let rows: Vec<String> = rows.iter().map(|cells| row(cells)).collect();
    format!("{}\n{}", row(head), rows.join("\n"))
}

fn roles(head: &[&'static str], rows: &Rows) -> String {
    let row = |cells: &[&str]| {
        let cells: String =
            cells.iter().map(|it| format!("<div role=\"cell\">{it}</div>")).collect();
        format!("<div role=\"row\">{cells}</div>")
    };
    let rows: String = rows.iter().map(|cells| row(cells)).collect();
    format!("<div role=\"table\"><div class=\"x\">{}{rows}</div></div>", row(head))
}

fn full_width(text: &str) -> String {
    let wide = |c: char| char::from_u32(u32::from(c) + 0xFEE0).filter(|_| c.is_ascii_graphic());
    text.chars().map(|c| wide(c).unwrap_or(c)).collect()
}

/// Tables of texts, each of which holds the same.
const TABLES: &[(&str, DrawTable)] = &[
    ("dashes of one", |head, rows| piped("| ", " |", "-", head, rows)),
    ("centred", |head, rows| piped("| ", " |", ":-:", head, rows)),
    ("no bars around", |head, rows| piped("", "", "-", head, rows)),
    ("a bar before alone", |head, rows| piped("| ", "", " --- ", head, rows)),
    ("a double rule", |head, rows| piped("| ", " |", "=====", head, rows)),
    ("no rule", |head, rows| {
        lines_of(head, rows, " | ").lines().map(|it| format!("| {it} |\n")).collect()
    }),
    ("wide bars", |head, rows| pipes(head, rows).replace('|', "｜")),
    ("drawn bars", |head, rows| pipes(head, rows).replace('|', "│")),
    ("no blanks", |head, rows| {
        pipes(head, rows).replace(" | ", "|").replace("| ", "|").replace(" |", "|")
    }),
    ("indented", |head, rows| pipes(head, rows).replace('\n', "\n  ")),
    ("quoted", |head, rows| format!("> {}", pipes(head, rows).replace('\n', "\n> "))),
    ("in a list", |head, rows| format!("- {}", pipes(head, rows).replace('\n', "\n  "))),
    ("a blank line behind each row", |head, rows| pipes(head, rows).replace('\n', "\n\n")),
    ("rows without a word", |head, rows| {
        let empty = vec![""; head.len()];
        let rows: Vec<_> = rows.iter().flat_map(|row| [row.clone(), empty.clone()]).collect();
        pipes(head, &rows)
    }),
    ("the header again", |head, rows| {
        let (first, rest) = rows.split_at(1);
        format!("{}\n{}", pipes(head, first), pipes(head, rest))
    }),
    ("the header again without a rule", |head, rows| {
        let mut rows = rows.to_vec();
        rows.insert(1, head.to_vec());
        pipes(head, &rows)
    }),
    ("in two, with a note", |head, rows| {
        let (first, rest) = rows.split_at(1);
        format!("{}\n\nA note in between.\n\n{}", pipes(head, first), pipes(head, rest))
    }),
    ("bold titles", |head, rows| with_cells(head, rows, |it| format!("**{it}**"), str::to_owned)),
    ("elements in titles", |head, rows| {
        with_cells(head, rows, |it| format!("<span id=\"x\"><b>{it}</b></span>"), str::to_owned)
    }),
    ("anchors in titles", |head, rows| {
        with_cells(head, rows, |it| format!("<a id=\"x\"></a>[{it}](#x)"), str::to_owned)
    }),
    ("breaks in titles", |head, rows| {
        with_cells(head, rows, |it| it.replace(' ', "<br>"), str::to_owned)
    }),
    ("hard blanks in titles", |head, rows| {
        with_cells(head, rows, |it| it.replace(' ', "&nbsp;"), str::to_owned)
    }),
    ("wide titles", |head, rows| with_cells(head, rows, full_width, str::to_owned)),
    ("marks behind titles", |head, rows| {
        with_cells(head, rows, |it| format!("{it}: ↕"), str::to_owned)
    }),
    ("small titles", |head, rows| with_cells(head, rows, str::to_lowercase, str::to_owned)),
    ("code names", |head, rows| with_cells(head, rows, str::to_owned, |it| format!("`{it}`"))),
    ("bold names", |head, rows| with_cells(head, rows, str::to_owned, |it| format!("**{it}**"))),
    ("linked names", |head, rows| {
        with_cells(head, rows, str::to_owned, |it| format!("[{it}](#{it})"))
    }),
    ("anchored names", |head, rows| {
        with_cells(head, rows, str::to_owned, |it| format!("<a name=\"{it}\"></a>{it}"))
    }),
    ("unseen marks in names", |head, rows| {
        with_cells(head, rows, str::to_owned, |it| {
            it.replacen('o', "&shy;o<wbr>&#8203;\u{ad}\u{200b}", 1)
        })
    }),
    ("grid", |head, rows| grid(head, rows, 999)),
    ("grid of lines", |head, rows| grid(head, rows, 20)),
    ("terminal", terminal),
    ("dashes below", |head, rows| dashed(head, rows, "-", false)),
    ("dashes around", |head, rows| dashed(head, rows, "=", true)),
    ("dashes of lines", multiline),
    ("tabs", |head, rows| lines_of(head, rows, "\t")),
    ("tabs and blanks", |head, rows| lines_of(head, rows, " \t ")),
    ("elements", html),
    ("elements on many lines", |head, rows| html(head, rows).replace("><", ">\n  <")),
];

/// Tables of HTML.
const ELEMENTS: &[(&str, DrawTable)] = &[
    ("plain", html),
    ("no header cells", |head, rows| {
        html_with(head, rows, "td", |it| format!("<strong>{it}</strong>"))
    }),
    ("buttons in titles", |head, rows| {
        html_with(head, rows, "th", |it| {
            format!("<p>{it}</p><button><svg><title>Sort</title></svg></button>")
        })
    }),
    ("a title above", |head, rows| {
        let title = format!("<tr><th colspan=\"{}\">All of them</th></tr><tr>", head.len());
        html(head, rows).replacen("<tr>", &title, 1)
    }),
    ("titles between", |head, rows| {
        let title = format!("<tr><td colspan={}>More of them</td></tr>\n<tr>", head.len());
        html(head, rows).replace("\n<tr>", &format!("\n{title}"))
    }),
    ("the header again", |head, rows| {
        let mut rows = rows.to_vec();
        rows.insert(1, head.to_vec());
        html(head, &rows)
    }),
    ("in two", |head, rows| {
        let (first, rest) = rows.split_at(1);
        format!("{}<p>An advertisement</p>{}", html(head, first), html(head, rest))
    }),
    ("a header of its own", |head, rows| {
        let body = html(head, rows);
        let body = body.split("<tbody>").nth(1).expect("there is a body");
        format!("<div>{}</div><div><table><tbody>{body}</div>", html(head, &[]))
    }),
    ("within the window's table", |head, rows| {
        format!("<table><tr><td>Menu</td><td><div>{}</div></td></tr></table>", html(head, rows))
    }),
    ("roles", roles),
    ("large letters", |head, rows| {
        html(head, rows).replace("<table", "<TABLE").replace("<tr", "<TR").replace("<td", "<TD")
    }),
    ("comments", |head, rows| html(head, rows).replace("<td>", "<td><!-- x --> ")),
];

const HEADINGS: &[(&str, DrawHeading)] = &[
    ("underlined", |level, title| {
        format!("{title}\n{}", (if level == 1 { "=" } else { "-" }).repeat(title.len()))
    }),
    ("bold", |_, title| format!("**{title}**")),
    ("closed", |level, title| format!("{0} {title} {0}", "#".repeat(level))),
    ("an anchor behind", |level, title| format!("{} {title} [¶](#x \"Link\")", "#".repeat(level))),
    ("an anchor before", |level, title| format!("{} <a name=\"x\"></a>{title}", "#".repeat(level))),
    ("a mark behind", |level, title| format!("{} {title} #", "#".repeat(level))),
    ("an identifier", |level, title| format!("{} {title} {{#x}}", "#".repeat(level))),
    ("a link", |level, title| format!("{} [{title}](#x)", "#".repeat(level))),
    ("bold within", |level, title| format!("{} **{title}**", "#".repeat(level))),
    ("elements", |level, title| format!("<h{level} id=\"x\">{title}</h{level}>")),
    ("a picture", |level, title| format!("{} 📌 {title}", "#".repeat(level))),
];

/// Headings of the parts of an action, which have numbers.
const NUMBERS: &[(&str, DrawHeading)] = &[
    ("brackets", |level, title| atx(level, &title.replacen(". ", ") ", 1))),
    ("a comma", |level, title| atx(level, &title.replacen(". ", "、", 1))),
    ("no dot", |level, title| atx(level, &title.replacen(". ", " ", 1))),
    ("no number", |level, title| atx(level, title.split_once(". ").map_or(title, |it| it.1))),
    ("an escape", |level, title| atx(level, &title.replacen(". ", "\\. ", 1))),
    ("Chinese", |level, title| {
        let numbers = ["一", "二", "三", "四", "五", "六"];
        let number = title[..1].parse::<usize>().ok().filter(|_| title.contains(". "));
        atx(
            level,
            &number.map_or(title.to_owned(), |it| format!("{}、{}", numbers[it - 1], &title[3..])),
        )
    }),
    ("no blank behind the mark", |level, title| atx(level, title).replace("# ", "#")),
    ("quotation marks", |level, title| atx(level, &format!("«{title}»"))),
    ("a colon", |level, title| atx(level, &format!("{title}:"))),
    ("bold, no number", |_, title| {
        format!("**{}**", title.split_once(". ").map_or(title, |it| it.1))
    }),
    ("two languages", |level, title| {
        let pairs = [
            ("Input Parameters", "输入参数"),
            ("Output Parameters", "输出参数"),
            ("Error Code", "错误码"),
        ];
        let other = pairs.iter().find(|(name, _)| title.ends_with(name)).map(|it| it.1);
        atx(level, &other.map_or(title.to_owned(), |other| format!("{title} {other}")))
    }),
];

const REQUEST: &str = "POST / HTTP/1.1\nHost: widget.tencentcloudapi.com\n<Common request parameters>\n\n{\n    \"Colour\": \"red\",\n    \"Sizes\": [1, 2]\n}";
const RESPONSE: &str =
    "{\n    \"Response\": {\n        \"Total\": 1,\n        \"RequestId\": \"r-1\"\n    }\n}";
const DOMAIN: &str = "Domain name for API request: widget.tencentcloudapi.com.";
const LIMIT: &str = "A maximum of 20 requests can be initiated per second for this API.";

/// The page of an action.
fn action(style: Style) -> String {
    let Style { heading, table, is_html } = style;
    let line = |text: &str| if is_html { format!("<p>{text}</p>") } else { text.to_owned() };
    let code = |text: &str| {
        if is_html {
            format!("<pre><code>{}</code></pre>", text.replace('<', "&lt;"))
        } else {
            format!("```\n{text}\n```")
        }
    };
    let value = "Common Params. The value used for this API: ";
    let parts = [
        heading(1, "TurnWidget"),
        line("Last updated: 2026-01-01 00:00:00"),
        heading(2, "1. API Description"),
        line(DOMAIN),
        line("Turns a widget."),
        line(LIMIT),
        heading(2, "2. Input Parameters"),
        line(
            "The following request parameter list only provides API request parameters and some common parameters.",
        ),
        table(
            &["Parameter Name", "Required", "Type", "Description"],
            &[
                vec!["Action", "Yes", "String", leak(format!("{value}TurnWidget."))],
                vec!["Version", "Yes", "String", leak(format!("{value}2020-01-01."))],
                vec!["Region", "No", "String", "Common Params. It is not required."],
                vec!["Colour", "Yes", "String", "The colour of the widget, as on its box."],
                vec!["Sizes.N", "No", "Array of Integer", "The sizes."],
                vec!["Part", "No", "Part", "The part."],
            ],
        ),
        heading(2, "3. Output Parameters"),
        table(
            &["Parameter Name", "Type", "Description"],
            &[
                vec![
                    "Total",
                    "Integer",
                    "The number of turned widgets, which is not more than asked for.",
                ],
                vec!["Wheels", "Array of Part", "The wheels."],
                vec!["RequestId", "String", "The unique request ID."],
            ],
        ),
        heading(2, "4. Example"),
        heading(3, "Example1 Turn it"),
        heading(4, "Input Example"),
        code(REQUEST),
        heading(4, "Output Example"),
        code(RESPONSE),
        heading(2, "5. Developer Resources"),
        heading(2, "6. Error Code"),
        line("The following only lists the error codes related to the API business logic."),
        table(
            &["Error Code", "Description"],
            &[
                vec![
                    "FailedOperation.WidgetBusy",
                    "The widget is busy, so that it cannot be turned.",
                ],
                vec!["InternalError", "It failed."],
                vec!["InvalidParameterValue.Size", "The size is wrong."],
            ],
        ),
    ];
    whole(is_html, &parts)
}

fn whole(is_html: bool, parts: &[String]) -> String {
    if is_html {
        format!("<!DOCTYPE html>\n<html><body>\n{}\n</body></html>\n", parts.join("\n"))
    } else {
        format!("{}\n", parts.join("\n\n"))
    }
}

/// The page of types, behind that of the action that uses them.
fn types(style: Style) -> String {
    let Style { heading, table, is_html } = style;
    let line = |text: &str| if is_html { format!("<p>{text}</p>") } else { text.to_owned() };
    let parts = [
        heading(1, "Data Types"),
        line("Last updated: 2026-01-01 00:00:00"),
        heading(2, "Part"),
        line("A part of a widget."),
        line("Used by actions: TurnWidget."),
        table(
            &["Name", "Type", "Required", "Description"],
            &[
                vec!["Colour", "String", "Yes", "The colour."],
                vec!["Inner", "Inner", "No", "Another part of it, which may be of another colour."],
            ],
        ),
        heading(2, "Inner"),
        line("A part within."),
        line("Used by actions: TurnWidget, RollWidget."),
        table(
            &["Name", "Type", "Description"],
            &[
                vec!["Width", "Integer", "The width."],
                vec!["Names", "Array of String", "The names."],
            ],
        ),
    ];
    whole(is_html, &parts)
}

fn codes(style: Style) -> String {
    let Style { heading, table, is_html } = style;
    let head = ["Error Code", "Description"];
    let parts = [
        heading(1, "Error Codes"),
        heading(2, "Common Error Codes"),
        table(
            &head,
            &[vec!["InternalError", "It failed."], vec!["UnknownSoil.TooDry", "It is too dry."]],
        ),
        heading(2, "Service Error Codes"),
        table(
            &head,
            &[
                vec!["FailedOperation.WidgetBusy", "The widget is busy, and cannot be turned."],
                vec!["InvalidParameterValue.Size", "The size is wrong."],
            ],
        ),
    ];
    whole(is_html, &parts)
}

fn category(style: Style) -> String {
    let Style { heading, table, is_html } = style;
    let head = ["API Name", "Feature", "Frequency Limit (maximum requests per second)"];
    let parts = [
        heading(1, "API Category"),
        heading(2, "Widget APIs"),
        table(
            &head,
            &[
                vec!["TurnWidget", "Turns it", "20"],
                vec!["RollWidget", "Rolls it on a way", "1,000"],
            ],
        ),
        heading(2, "Other APIs"),
        table(&head, &[vec!["PaintWidget", "Paints it", "-"]]),
    ];
    whole(is_html, &parts)
}

fn run(pages: &[&str]) -> Result<Imported, Diagnostics> {
    let input = |(at, text): (usize, &&str)| Input::Page {
        path: format!("page{at}"),
        text: (*text).to_owned(),
    };
    let inputs: Vec<Input> = pages.iter().enumerate().map(input).collect();
    let options = Options {
        service: Some("widget".to_owned()),
        version: Some("2020-01-01".to_owned()),
        ..Options::default()
    };
    import(&inputs, &Tree::memory([] as [(&str, &str); 0]), &options)
}

/// The difference of an import from that of the plain style; `None` if there is none.
fn difference(pages: &[&str], wanted: &Imported) -> Option<String> {
    let found = match run(pages) {
        Ok(found) => found,
        Err(problems) => return Some(problems.to_string()),
    };
    for (file, other) in wanted.files.iter().zip(&found.files) {
        if file != other {
            return Some(format!("{}:\n{}\n{}:\n{}", file.path, file.text, other.path, other.text));
        }
    }
    let counts = |imported: &Imported| {
        let parts = imported.report.accounts.iter().flat_map(|account| account.parts.clone());
        let (mut seen, mut understood) = (0, 0);
        for part in parts {
            seen += part.seen;
            understood += part.understood;
        }
        (imported.files.len(), seen, understood)
    };
    (counts(wanted) != counts(&found)).then(|| format!("{:?} {:?}", counts(wanted), counts(&found)))
}

type Kind = (&'static str, fn(Style) -> String);

const KINDS: &[Kind] =
    &[("action", action), ("types", types), ("codes", codes), ("category", category)];

/// The page of a kind, behind that of the action.
fn reference(render: fn(Style) -> String) -> Imported {
    let action = action(PLAIN);
    run(&[&action, &render(PLAIN)]).unwrap_or_else(|problems| panic!("{problems}"))
}

#[track_caller]
fn same(styles: impl Iterator<Item = (&'static str, Style)> + Clone, kinds: &[Kind]) {
    let plain = action(PLAIN);
    let mut faults = Vec::new();
    for (kind, render) in kinds {
        let wanted = reference(*render);
        for (name, style) in styles.clone() {
            let text = render(style);
            let found = difference(&[&plain, &text], &wanted);
            faults.extend(found.map(|it| format!("== {kind}, {name}:\n{it}\n{text}")));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_style_of_table_holds_the_same() {
    same(TABLES.iter().map(|(name, table)| (*name, Style { table: *table, ..PLAIN })), KINDS);
}

#[test]
fn every_style_of_heading_holds_the_same() {
    same(
        HEADINGS.iter().map(|(name, heading)| (*name, Style { heading: *heading, ..PLAIN })),
        KINDS,
    );
    let numbers =
        NUMBERS.iter().map(|(name, heading)| (*name, Style { heading: *heading, ..PLAIN }));
    same(numbers, &KINDS[..1]);
}

#[test]
fn every_style_of_elements_holds_the_same() {
    let heading: DrawHeading = |level, title| format!("<h{level}>{title}</h{level}>");
    let styles = |(name, table): &(&'static str, DrawTable)| {
        (*name, Style { heading, table: *table, is_html: true })
    };
    same(ELEMENTS.iter().map(styles), KINDS);
}

/// Changes of the plain page after which it says the same.
const SAME: &[(&str, &str, &str)] = &[
    ("a code host", "widget.tencentcloudapi.com.", "`widget.tencentcloudapi.com`."),
    ("an address", "widget.tencentcloudapi.com.", "<https://widget.tencentcloudapi.com/>."),
    ("a large host", "request: widget.", "request: Widget."),
    ("a host on the next line", "request: widget.", "request:\n\nwidget."),
    ("a host in a list", "Domain name", "- **Domain name"),
    ("a bold limit", "maximum of 20", "maximum of **20**"),
    ("a limit in a list", "A maximum", "* A maximum"),
    ("a limit that goes on", "for this API.", "for this API in each region."),
    ("a limit in other words", LIMIT, "The default API request rate limit is 20 requests/second."),
    ("a limit in Chinese", LIMIT, "默认接口请求频率限制：20次/秒。"),
    ("rules between parts", "\n## ", "\n---\n\n## "),
    ("stars between parts", "\n## ", "\n* * *\n\n## "),
    ("hard breaks", "\n\n", "  \n\n"),
    ("a comment", "## 2", "<!-- a note -->\n\n## 2"),
    ("a quoted page", "\n", "\n> "),
    ("a date in words", "2026-01-01 00:00:00", "Jan 1, 2026"),
    ("a bold date", "Last updated: 2026-01-01 00:00:00", "**Last updated:** 2026/1/1"),
    ("a date on the next line", "updated: 2026", "updated:\n\n2026"),
    ("contents", "## 1.", "1. [API Description](#a)\n2. [Input Parameters](#b)\n\n## 1."),
    (
        "contents before the date",
        "Last updated",
        "1. API Description\n2. Input Parameters\n\nLast updated",
    ),
    ("wide answers", "| Yes |", "| **YES** |"),
    ("marks for answers", "| Yes |", "| ✅ |"),
    ("words for answers", "| Yes |", "| Required |"),
    ("words for no", "| No |", "| No (optional) |"),
    ("a list in small letters", "Array of Integer", "array of integer"),
    ("a list with brackets", "Array of Integer", "Integer[]"),
    ("a list of a language", "Array of Integer", "List&lt;Int&gt;"),
    ("a list and where it is", "Array of Part", "Array of Part (see [Part](#Part))"),
    ("a list's name with brackets", "Sizes.N", "Sizes[N]"),
    ("a list's name in small letters", "Sizes.N", "Sizes.n"),
    (
        "a row on many lines",
        "| Part | No | Part | The part. |",
        "| Part\n| No\n| Part\n| The part. |",
    ),
    ("a row without its first bar", "| Part | No", "Part | No"),
    ("a row without its last bar", "The part. |", "The part."),
    ("other titles", "| Parameter Name | Required |", "| Argument | Mandatory? |"),
    (
        "titles in two languages",
        "| Error Code | Description |",
        "| 错误码 Error Code | 描述/Description |",
    ),
    ("a code on two lines", "FailedOperation.WidgetBusy", "FailedOperation.<br>WidgetBusy"),
    ("an escaped code", "FailedOperation.WidgetBusy", "FailedOperation\\.WidgetBusy"),
    ("another fence", "```", "~~~"),
    ("no fence", "```\n", ""),
    ("marks of examples with a colon", "#### Input Example", "**Input Example:**"),
    ("a title of an example with a colon", "Example1 Turn", "4.1 Example 1: Turn"),
    (
        "a body alone",
        "POST / HTTP/1.1\nHost: widget.tencentcloudapi.com\n<Common request parameters>\n\n",
        "",
    ),
    ("a whole address", "POST / HTTP", "POST https://widget.tencentcloudapi.com/ HTTP"),
    ("hard blanks in JSON", "    \"Response\"", "\u{a0}\u{a0}\"Response\""),
    ("a header before a response", "{\n    \"Response\"", "HTTP/1.1 200 OK\n\n{\n    \"Response\""),
];

#[test]
fn every_wording_says_the_same() {
    let plain = action(PLAIN);
    let wanted = run(&[&plain]).unwrap_or_else(|problems| panic!("{problems}"));
    let mut faults = Vec::new();
    for (name, from, to) in SAME {
        let text = plain.replace(from, to);
        assert_ne!(text, plain, "{name}");
        faults.extend(difference(&[&text], &wanted).map(|it| format!("== {name}:\n{it}\n{text}")));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Requests of an example in other forms.
#[test]
fn every_form_of_a_request_is_the_same() {
    let plain = action(PLAIN);
    let wanted = run(&[&plain]).unwrap_or_else(|problems| panic!("{problems}"));
    let address = "https://widget.tencentcloudapi.com/?Action=TurnWidget";
    let rest = "&Colour=red&Sizes.0=1&Sizes.1=2";
    let body = "{\"Colour\": \"red\",\n \"Sizes\": [1, 2]}";
    for request in [
        format!("{address}{rest}"),
        format!("{address}\n{}", rest.replace('&', "\n&")),
        format!("{address}{}", rest.replace('&', "&amp;")),
        format!("GET /?Action=TurnWidget{rest} HTTP/1.1\nHost: widget.tencentcloudapi.com"),
        format!("{}\n{rest}", address.replacen("//", "//\n", 1)),
        format!("post / http/1.1\n\n{body}"),
        format!(
            "curl -X POST https://widget.tencentcloudapi.com \\\n  -H 'A: b' \\\n  -d '{body}'"
        ),
        format!("$ curl --data-raw '{body}' https://widget.tencentcloudapi.com"),
        format!("curl \"{address}{rest}\""),
    ] {
        let text = plain.replace(REQUEST, &request);
        assert_eq!(difference(&[&text], &wanted), None, "{text}");
    }
    let numbered = |text: &str| {
        text.lines().zip(1..).map(|(line, at)| format!("{at}{line}")).collect::<Vec<_>>().join("\n")
    };
    let text = plain.replace(REQUEST, &numbered(REQUEST)).replace(RESPONSE, &numbered(RESPONSE));
    assert_eq!(difference(&[&text], &wanted), None, "{text}");
}

/// Changes of the plain page that make it one that is not understood: the words of the error, and those
/// of the line that it shows.
const ERRORS: &[(&str, &str, &str, &str)] = &[
    ("| Part | No | Part |", "|  | No | Part |", "the name of this row is missing", "|  | No"),
    ("| Part | No | Part |", "| - | No | Part |", "`-` cannot be a name", "| - | No"),
    (
        "| Part | No | Part |",
        "| Part.Name | No | Part |",
        "`Part.Name` cannot be a name",
        "| Part.Name",
    ),
    ("| Part | No | Part |", "| Part | Perhaps | Part |", "`Perhaps` does not say", "| Perhaps |"),
    (
        "| Part | No | Part |",
        "| Part | No | Array of Array of Part |",
        "is no type",
        "Array of Array",
    ),
    ("| Part | No | Part |", "| Part | No | Array |", "`Array` is no type", "| Array |"),
    ("| Part | No | Part |", "| Part | No |  |", "`` is no type", "| Part | No |  |"),
    ("| Part | No | Part |", "| Colour | No | Part |", "`Colour` is listed twice", "| Colour | No"),
    ("| InternalError |", "| Internal Error |", "is no error code", "| Internal Error"),
    (
        "| InternalError | It failed. |",
        "| InternalError | It failed. |\n| InternalError | Otherwise. |",
        "is listed twice, and described otherwise in line",
        "Otherwise.",
    ),
    (
        "| Parameter Name | Required |",
        "| Parameter Name | Important |",
        "no table of parameters",
        "The following request",
    ),
    (
        "| Error Code | Description |",
        "| Code | Description |",
        "looks like a row",
        "| FailedOperation.WidgetBusy",
    ),
    ("\"Colour\": \"red\"", "\"Shape\": \"round\"", "names the parameter `Shape`", "\"Shape\""),
    (
        "3. Output Parameters\n\n",
        "3. Output Parameters\n\n| Value | Meaning |\n| --- | --- |\n| Old | String |\n\n",
        "looks like a row",
        "| Old | String |",
    ),
];

#[test]
fn what_is_not_understood_is_an_error_with_its_line() {
    let plain = action(PLAIN);
    for (from, to, message, line) in ERRORS {
        let text = plain.replacen(from, to, 1);
        assert_ne!(text, plain, "{to}");
        let problems = run(&[&text]).expect_err(to).to_string();
        let at =
            text.lines().position(|it| it.contains(line)).unwrap_or_else(|| panic!("{line}")) + 1;
        assert!(problems.contains(message), "{to}: {message}\n{problems}");
        assert!(problems.contains(&format!("page0:{at}:")), "{to}: line {at}\n{problems}");
        assert!(problems.contains("help: "), "{to}\n{problems}");
    }
}

#[test]
fn an_example_that_cannot_be_read_is_refused_by_name_and_line() {
    let plain = action(PLAIN);
    for (from, to, reason, line) in [
        (REQUEST, "print('x')", "no request can be read below its mark", "#### Input"),
        (RESPONSE, "None", "no response can be read below its mark", "POST /"),
        (RESPONSE, "{\"Response\": {\"Total\": 1,}}", "trailing comma in line", "POST /"),
        (RESPONSE, "{\"Response\": {\"Total\": ...}}", "it is not JSON", "POST /"),
    ] {
        let text = plain.replace(from, to);
        let imported = run(&[&text]).unwrap_or_else(|problems| panic!("{problems}"));
        let [refused] = imported.report.refused.as_slice() else { panic!("{imported:?}") };
        assert!(refused.reason.contains(reason), "{}", refused.reason);
        let at = text.lines().position(|it| it.contains(line)).expect("the line is there") + 1;
        assert_eq!(refused.at.line, at, "{text}");
    }
    // A table where examples are expected holds none that is understood.
    let start = plain.find("#### Input").expect("there is an example");
    let end = plain.find("## 5.").expect("there is more");
    let text = format!("{}| Request |\n| --- |\n| x |\n\n{}", &plain[..start], &plain[end..]);
    let imported = run(&[&text]).unwrap_or_else(|problems| panic!("{problems}"));
    assert!(imported.report.refused[0].reason.contains("below its title"), "{imported:?}");
}

#[test]
fn files_that_are_no_pages_say_what_they_are() {
    for (text, message) in [
        ("", "this file is empty"),
        (" \n\n", "this file is empty"),
        ("{\"Response\": {}}", "this is JSON"),
        ("[InternetShortcut]\nURL=https://www.tencentcloud.com/x\n", "a link to a page"),
        ("{\\rtf1 x}", "a text processor"),
        (
            "<!DOCTYPE html><html><body><div id=\"app\"></div><script src=\"x\"></script></body></html>",
            "before the browser had drawn it",
        ),
        ("<!DOCTYPE html><html><body><h1>404 Not Found</h1></body></html>", "no page of the API"),
    ] {
        let problems = run(&[text]).expect_err(text).to_string();
        assert!(problems.contains(message) && problems.contains("saved as HTML"), "{problems}");
    }
    assert!(page_text(b"\xD0\xCF\x11\xE0\xA1").unwrap_err().contains("save the page as HTML"));
}
