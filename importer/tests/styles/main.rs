//! Every kind of page in the styles of converters, browsers and people: headings, tables, examples and
//! words that differ from those of documentation pages. The import is the same in each style, or an
//! error shows the line that is not understood.
#![allow(
    clippy::format_push_string,
    clippy::format_collect,
    clippy::needless_pass_by_value,
    reason = "these texts are short, and read better so"
)]

mod drawing;
mod pages;

use drawing::{DrawHeading, DrawTable, ELEMENTS, HEADINGS, NUMBERS, PLAIN, Style, TABLES};
use pages::{LIMIT, REQUEST, RESPONSE, action, category, codes, types};
use tencentcloud_importer::{Imported, Input, Options, import, page_text};
use tencentcloud_model::diagnostic::Diagnostics;
use tencentcloud_model::load::Tree;

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
