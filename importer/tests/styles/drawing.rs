//! The styles: tables, elements and headings as converters, browsers and people write them.

pub type Rows = [Vec<&'static str>];
pub type DrawTable = fn(&[&'static str], &Rows) -> String;
pub type DrawHeading = fn(usize, &str) -> String;

/// How the parts of a page are written.
#[derive(Clone, Copy)]
pub struct Style {
    pub heading: DrawHeading,
    pub table: DrawTable,
    pub is_html: bool,
}

pub const PLAIN: Style = Style { heading: atx, table: pipes, is_html: false };

pub fn atx(level: usize, title: &str) -> String {
    format!("{} {title}", "#".repeat(level))
}

pub fn piped(lead: &str, trail: &str, dashes: &str, head: &[&'static str], rows: &Rows) -> String {
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

pub fn pipes(head: &[&'static str], rows: &Rows) -> String {
    piped("| ", " |", " --- ", head, rows)
}

/// The table with each of its cells changed.
pub fn with_cells(
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

pub fn leak(text: String) -> &'static str {
    Box::leak(text.into_boxed_str())
}

pub fn html_with(
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

pub fn html(head: &[&'static str], rows: &Rows) -> String {
    html_with(head, rows, "th", str::to_owned)
}

/// The width of each column.
pub fn widths(head: &[&str], rows: &Rows) -> Vec<usize> {
    (0..head.len())
        .map(|at| rows.iter().map(|row| row[at].len()).chain([head[at].len()]).max().unwrap_or(1))
        .collect()
}

/// A text in lines of at most `most` letters; a longer word has a line of its own.
pub fn wrapped(text: &str, most: usize) -> Vec<String> {
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
pub fn columns(cells: &[&str], most: usize, widths: &[usize], edge: &str) -> String {
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

pub fn narrow_widths(head: &[&str], rows: &Rows, most: usize) -> Vec<usize> {
    let longest = |cell: &str| wrapped(cell, most).iter().map(String::len).max().unwrap_or(1);
    (0..head.len())
        .map(|at| {
            rows.iter().map(|row| longest(row[at])).chain([longest(head[at])]).max().unwrap_or(1)
        })
        .collect()
}

pub fn grid(head: &[&'static str], rows: &Rows, most: usize) -> String {
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

pub fn terminal(head: &[&'static str], rows: &Rows) -> String {
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

pub fn dashed(head: &[&'static str], rows: &Rows, mark: &str, is_framed: bool) -> String {
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

pub fn multiline(head: &[&'static str], rows: &Rows) -> String {
    let widths = narrow_widths(head, rows, 24);
    let parts: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
    let full = format!("  {}", "-".repeat(widths.iter().sum::<usize>() + widths.len()));
    let rows: Vec<String> = rows.iter().map(|row| columns(row, 24, &widths, "")).collect();
    let head = columns(head, 24, &widths, "");
    format!("{full}\n{head}\n  {}\n{}\n{full}", parts.join(" "), rows.join("\n\n"))
}

pub fn lines_of(head: &[&'static str], rows: &Rows, between: &str) -> String {
    let row = |cells: &[&str]| cells.join(between);
    let rows: Vec<String> = rows.iter().map(|cells| row(cells)).collect();
    format!("{}\n{}", row(head), rows.join("\n"))
}

pub fn roles(head: &[&'static str], rows: &Rows) -> String {
    let row = |cells: &[&str]| {
        let cells: String =
            cells.iter().map(|it| format!("<div role=\"cell\">{it}</div>")).collect();
        format!("<div role=\"row\">{cells}</div>")
    };
    let rows: String = rows.iter().map(|cells| row(cells)).collect();
    format!("<div role=\"table\"><div class=\"x\">{}{rows}</div></div>", row(head))
}

pub fn full_width(text: &str) -> String {
    let wide = |c: char| char::from_u32(u32::from(c) + 0xFEE0).filter(|_| c.is_ascii_graphic());
    text.chars().map(|c| wide(c).unwrap_or(c)).collect()
}

/// Tables of texts, each of which holds the same.
pub const TABLES: &[(&str, DrawTable)] = &[
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
pub const ELEMENTS: &[(&str, DrawTable)] = &[
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

pub const HEADINGS: &[(&str, DrawHeading)] = &[
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
pub const NUMBERS: &[(&str, DrawHeading)] = &[
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
