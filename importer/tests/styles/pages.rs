//! The pages: one of each kind, in any style.

use crate::drawing::{Style, leak};

pub const REQUEST: &str = "POST / HTTP/1.1\nHost: widget.tencentcloudapi.com\n<Common request parameters>\n\n{\n    \"Colour\": \"red\",\n    \"Sizes\": [1, 2]\n}";
pub const RESPONSE: &str =
    "{\n    \"Response\": {\n        \"Total\": 1,\n        \"RequestId\": \"r-1\"\n    }\n}";
pub const DOMAIN: &str = "Domain name for API request: widget.tencentcloudapi.com.";
pub const LIMIT: &str = "A maximum of 20 requests can be initiated per second for this API.";

/// The page of an action.
pub fn action(style: Style) -> String {
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

pub fn whole(is_html: bool, parts: &[String]) -> String {
    if is_html {
        format!("<!DOCTYPE html>\n<html><body>\n{}\n</body></html>\n", parts.join("\n"))
    } else {
        format!("{}\n", parts.join("\n\n"))
    }
}

/// The page of types, behind that of the action that uses them.
pub fn types(style: Style) -> String {
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

pub fn codes(style: Style) -> String {
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

pub fn category(style: Style) -> String {
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
