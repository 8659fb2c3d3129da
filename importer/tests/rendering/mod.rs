//! A documentation page described once, and the forms in which people save it.
#![allow(dead_code, reason = "each test binary uses a part")]
#![allow(clippy::format_push_string, reason = "these texts are short, and read better so")]

/// A page's content. In descriptions, `` `code` `` and `[words](https://…)` are its markup.
#[derive(Clone)]
pub struct Page {
    pub action: &'static str,
    pub version: &'static str,
    pub host: &'static str,
    pub doc: &'static str,
    pub limit: Option<u32>,
    pub updated: Option<&'static str>,
    /// Name as on the page, `Yes` or `No`, type, description.
    pub input: Vec<[&'static str; 4]>,
    /// Name, type, description.
    pub output: Vec<[&'static str; 3]>,
    pub errors: Vec<[&'static str; 2]>,
    pub examples: Vec<Example>,
}

#[derive(Clone)]
pub struct Example {
    pub title: &'static str,
    pub request: &'static str,
    pub response: &'static str,
}

/// The texts around a page.
#[derive(Clone, Copy)]
pub struct Chrome {
    pub before: &'static [&'static str],
    pub updated: &'static str,
    pub after: &'static [&'static str],
}

pub const ENGLISH: Chrome = Chrome {
    before: &[
        "tencent cloud",
        "",
        "Garden",
        "",
        "Overview",
        "PlantTree",
        "Data Types",
        "Error Codes",
        "",
    ],
    updated: "Last updated: ",
    after: &["", "Help and Support", "", "Was this page helpful?", "", "Feedback"],
};

pub const CHINESE: Chrome = Chrome {
    before: &["tencent cloud", "", "文档反馈", "", "  • 产品简介", "    • PlantTree", ""],
    updated: "最后更新时间:",
    after: &["", "联系我们", "", "本页内容是否解决了您的问题?"],
};

pub const PORTUGUESE: Chrome = Chrome {
    before: &["tencent cloud", "", "Todos os documentos", "Modo Foco", "Tamanho da Fonte", ""],
    updated: "Última atualização: ",
    after: &["", "Ajuda e Suporte", "", "Esta página foi útil?", "", "comentários"],
};

pub const INDONESIAN: Chrome = Chrome {
    before: &["tencent cloud", "", "Mode fokus", "Ukuran font", ""],
    updated: "Terakhir diperbarui: ",
    after: &["", "Bantuan dan Dukungan", "", "Masukan"],
};

const INPUT_INTRO: &str = "The following request parameter list only provides API request parameters \
    and some common parameters. For the complete common parameter list, see Common Request Parameters.";
const RESOURCES: &str = "TencentCloud API 3.0 integrates SDKs that support various programming \
    languages to make it easier for you to call APIs.";
const ERROR_INTRO: &str = "The following only lists the error codes related to the API business \
    logic. For other error codes, see Common Error Codes.";

impl Page {
    fn domain(&self) -> String {
        format!("Domain name for API request: {}.", self.host)
    }

    fn limit_line(&self) -> Option<String> {
        let limit = self.limit?;
        Some(format!("A maximum of {limit} requests can be initiated per second for this API."))
    }

    fn inputs(&self) -> Vec<[String; 4]> {
        let value = |value: &str| format!("Common Params. The value used for this API: {value}.");
        let region = "Common Params. This parameter is not required for this API.".to_owned();
        let common = [
            ["Action", "Yes", "String", &value(self.action)].map(str::to_owned),
            ["Version", "Yes", "String", &value(self.version)].map(str::to_owned),
            ["Region", "No", "String", &region].map(str::to_owned),
        ];
        let own = self.input.iter().map(|row| row.map(str::to_owned));
        common.into_iter().chain(own).collect()
    }

    fn outputs(&self) -> Vec<[String; 3]> {
        let id =
            ["RequestId", "String", "The unique request ID, which is returned for each request."];
        self.output.iter().copied().chain([id]).map(|row| row.map(str::to_owned)).collect()
    }

    fn codes(&self) -> Vec<[String; 2]> {
        self.errors.iter().map(|row| row.map(str::to_owned)).collect()
    }

    /// The whole page as text: cells divided by blanks, navigation around.
    pub fn full(&self, chrome: Chrome) -> String {
        let mut lines: Vec<String> = chrome.before.iter().map(|line| (*line).to_owned()).collect();
        let mut add = |line: &str| lines.push(line.to_owned());
        add(self.action);
        add("");
        if let Some(date) = self.updated {
            add(&format!("{}{date} 00:28:23", chrome.updated));
            add("");
        }
        for line in ["1. API Description", "", &self.domain(), "", self.doc, ""] {
            add(line);
        }
        if let Some(line) = self.limit_line() {
            add(&line);
            add("");
        }
        for line in
            ["We recommend you to use API Explorer", "Try it", "", "2. Input Parameters", ""]
        {
            add(line);
        }
        add(INPUT_INTRO);
        add("");
        add("Parameter Name Required Type Description");
        for row in self.inputs() {
            add(&row.join(" "));
        }
        for line in ["", "3. Output Parameters", "", "Parameter Name Type Description"] {
            add(line);
        }
        for row in self.outputs() {
            add(&row.join(" "));
        }
        for line in ["", "4. Example", ""] {
            add(line);
        }
        for (index, example) in self.examples.iter().enumerate() {
            add(&format!("Example{} {}", index + 1, example.title));
            for line in [
                "",
                "Input Example",
                "",
                example.request,
                "",
                "Output Example",
                "",
                example.response,
                "",
            ] {
                add(line);
            }
        }
        for line in [
            "5. Developer Resources",
            "",
            "SDK",
            "",
            RESOURCES,
            "",
            "6. Error Code",
            "",
            ERROR_INTRO,
            "",
        ] {
            add(line);
        }
        add("Error Code Description");
        for row in self.codes() {
            add(&row.join(" "));
        }
        lines.extend(chrome.after.iter().map(|line| (*line).to_owned()));
        lines.join("\n")
    }

    /// The main text alone, as a tool for reading takes it out: no headings, no titles of
    /// examples, tables without leading bars, code spans as words between blanks.
    pub fn main_text(&self) -> String {
        let mut lines = vec![self.domain(), self.doc.to_owned()];
        lines.extend(self.limit_line());
        lines.push(INPUT_INTRO.to_owned());
        let bare = |text: &str| {
            let mut bare = String::new();
            for (index, part) in text.split('`').enumerate() {
                bare.push_str(if index > 0 { " " } else { "" });
                bare.push_str(part);
            }
            bare.replace("  ", " ").trim().to_owned()
        };
        let row = |cells: &[String]| {
            let cells: Vec<String> =
                cells.iter().map(|cell| bare(&cell.replace('\n', " "))).collect();
            format!("{} |", cells.join(" | "))
        };
        lines.push("Parameter Name | Required | Type | Description |".to_owned());
        lines.push("---|---|---|---|".to_owned());
        lines.extend(self.inputs().iter().map(|cells| row(cells)));
        lines.push("Parameter Name | Type | Description |".to_owned());
        lines.push("---|---|---|".to_owned());
        lines.extend(self.outputs().iter().map(|cells| row(cells)));
        for example in &self.examples {
            let unindented =
                |text: &str| text.lines().map(str::trim).collect::<Vec<_>>().join("\n");
            lines.push(unindented(example.request).replace("\n\n", "\n"));
            lines.push(unindented(example.response));
        }
        lines.push(RESOURCES.to_owned());
        lines.push(ERROR_INTRO.to_owned());
        lines.push("Error Code | Description |".to_owned());
        lines.push("---|---|".to_owned());
        lines.extend(self.codes().iter().map(|cells| row(cells)));
        lines.push("本页内容是否解决了您的问题?".to_owned());
        lines.join("\n")
    }

    /// Real Markdown: headings, fences, links, tables with bars on both sides.
    pub fn markdown(&self) -> String {
        let link = "[Common Request Parameters](https://www.tencentcloud.com/document/api/1/2)";
        let escape = |cell: &String| cell.replace('|', "\\|").replace('\n', "<br>");
        let table = |head: &str, rows: Vec<Vec<String>>| {
            let columns = head.matches('|').count() - 1;
            let mut table = format!("{head}\n|{}", " --- |".repeat(columns));
            for row in rows {
                let cells: Vec<String> = row.iter().map(escape).collect();
                table += &format!("\n| {} |", cells.join(" | "));
            }
            table
        };
        let mut parts = vec![format!("# {}", self.action)];
        parts.extend(self.updated.map(|date| format!("Last updated: {date} 00:28:23")));
        parts.extend(["## 1. API Description".to_owned(), self.domain(), self.doc.to_owned()]);
        parts.extend(self.limit_line());
        parts.push("## 2. Input Parameters".to_owned());
        parts.push(INPUT_INTRO.replace("Common Request Parameters", link));
        let inputs = self.inputs().into_iter().map(|row| {
            let [name, required, ty, doc] = row;
            let common = "[Common Params](https://www.tencentcloud.com/document/api/1/2)";
            let doc = doc.replace("Common Params", common);
            let ty =
                ty.replace("Tree", "[Tree](https://www.tencentcloud.com/document/api/1/3#Tree)");
            vec![name, required, ty, doc]
        });
        parts.push(table("| Parameter Name | Required | Type | Description |", inputs.collect()));
        parts.push("## 3. Output Parameters".to_owned());
        let outputs = self.outputs().into_iter().map(Vec::from);
        parts.push(table("| Parameter Name | Type | Description |", outputs.collect()));
        parts.push("## 4. Example".to_owned());
        for (index, example) in self.examples.iter().enumerate() {
            parts.push(format!("### Example{} {}", index + 1, example.title));
            parts.push("#### Input Example".to_owned());
            parts.push(format!("```\n{}\n```", example.request));
            parts.push("#### Output Example".to_owned());
            parts.push(format!("```json\n{}\n```", example.response));
        }
        parts.extend(["## 5. Developer Resources".to_owned(), RESOURCES.to_owned()]);
        parts.extend(["## 6. Error Code".to_owned(), ERROR_INTRO.to_owned()]);
        parts.push(table(
            "| Error Code | Description |",
            self.codes().into_iter().map(Vec::from).collect(),
        ));
        parts.push(
            "---\n*Source: [a page](https://www.tencentcloud.com/document/api/1/4)*\n".to_owned(),
        );
        parts.join("\n\n")
    }

    /// Tables of which each cell stands on a line of its own; `bar` is behind each.
    pub fn columns(&self, bar: &str) -> String {
        let mut lines = vec![self.domain(), String::new(), self.doc.to_owned(), String::new()];
        lines.extend(self.limit_line());
        lines.push(INPUT_INTRO.to_owned());
        let start = if bar.is_empty() { "" } else { "| " };
        let mut cells = |head: &[&str], rows: Vec<Vec<String>>| {
            let head = head.iter().map(|cell| (*cell).to_owned()).collect();
            for row in [head].into_iter().chain(rows) {
                for (index, cell) in row.iter().enumerate() {
                    let start = if index == 0 { start } else { "" };
                    lines.push(format!("{start}{}{bar}", cell.replace('\n', " ")));
                }
            }
        };
        let rows = |rows: Vec<[String; 4]>| rows.into_iter().map(Vec::from).collect();
        cells(&["Parameter Name", "Required", "Type", "Description"], rows(self.inputs()));
        let outputs = self.outputs().into_iter().map(Vec::from).collect();
        cells(&["Parameter Name", "Type", "Description"], outputs);
        for example in &self.examples {
            lines.extend([String::new(), example.request.to_owned(), String::new()]);
            lines.push(example.response.to_owned());
        }
        lines.extend([RESOURCES.to_owned(), ERROR_INTRO.to_owned()]);
        let mut cells = |row: &[String]| {
            for (index, cell) in row.iter().enumerate() {
                let start = if index == 0 { start } else { "" };
                lines.push(format!("{start}{cell}{bar}"));
            }
        };
        cells(&["Error Code", "Description"].map(str::to_owned));
        for row in self.codes() {
            cells(&row);
        }
        lines.join("\n")
    }

    /// The page as a browser saves it.
    pub fn html(&self) -> String {
        let text = |text: &str| {
            let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            let mut html = String::new();
            for (index, part) in text.split('`').enumerate() {
                html.push_str(match index {
                    0 => "",
                    odd if odd % 2 == 1 => "<code>",
                    _ => "</code>",
                });
                html.push_str(part);
            }
            match html.split_once('[') {
                Some((before, rest)) if rest.contains("](") => {
                    let (words, rest) = rest.split_once("](").expect("a link has a target");
                    let (target, rest) = rest.split_once(')').expect("a target ends");
                    format!("{before}<a href=\"{target}\">{words}</a>{rest}")
                }
                _ => html,
            }
            .replace('\n', "<br/>")
        };
        let table = |head: &[&str], rows: Vec<Vec<String>>| {
            let cells: Vec<String> = head.iter().map(|cell| format!("<th>{cell}</th>")).collect();
            let mut html = format!(
                "<div class=\"table\"><table>\n<thead><tr>{}</tr></thead>\n<tbody>\n",
                cells.concat()
            );
            for row in rows {
                let cells: Vec<String> =
                    row.iter().map(|cell| format!("<td>{}</td>", text(cell))).collect();
                html += &format!("<tr>{}</tr>\n", cells.concat());
            }
            html + "</tbody></table></div>\n"
        };
        let mut html = format!(
            "<!DOCTYPE html>\n<html><head><title>{0} | Cloud</title>\n<script>var x = \"<table>\";</script>\
             <style>td > b {{}}</style></head>\n<body><nav><ul><li><a href=\"/x\">{0}</a></li></ul></nav>\n\
             <h1>{0}</h1>\n<div><button>PDF</button><span>Last updated: {1} 00:28:23</span></div>\n",
            self.action,
            self.updated.unwrap_or("2026-01-01"),
        );
        html += &format!("<h2 id=\"1\">1. API Description</h2>\n<p>{}</p>\n", self.domain());
        html += &format!("<p>{}</p>\n", text(self.doc));
        if let Some(line) = self.limit_line() {
            html += &format!("<p>{line}</p>\n");
        }
        html.push_str("<p>We recommend you to use API Explorer<br><button>Try it</button></p>");
        html.push_str("<h2>2. Input Parameters</h2>\n<p>");
        html.push_str(
            &INPUT_INTRO.replace("see Common", "see <a href=\"/document/api/1/2\">Common"),
        );
        html.push_str("</a></p>\n");
        let head = ["Parameter Name", "Required", "Type", "Description"];
        html.push_str(&table(&head, self.inputs().into_iter().map(Vec::from).collect()));
        html.push_str("<h2>3. Output Parameters</h2>\n");
        let outputs = self.outputs().into_iter().map(Vec::from).collect();
        html.push_str(&table(&["Parameter Name", "Type", "Description"], outputs));
        html.push_str("<h2>4. Example</h2>\n");
        for (index, example) in self.examples.iter().enumerate() {
            html += &format!("<h3>Example{} {}</h3>\n", index + 1, example.title);
            for (mark, body) in
                [("Input Example", example.request), ("Output Example", example.response)]
            {
                let body = body.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
                html += &format!("<h4>{mark}</h4>\n<pre><code class=\"x\">{body}\n</code></pre>\n");
            }
        }
        html += &format!("<h2>5. Developer Resources</h2><h3>SDK</h3><p>{RESOURCES}</p>\n");
        html += &format!("<h2>6. Error Code</h2>\n<p>{ERROR_INTRO}</p>\n");
        html.push_str(&table(
            &["Error Code", "Description"],
            self.codes().into_iter().map(Vec::from).collect(),
        ));
        html + "<footer><p>Help and Support</p><p>Feedback</p></footer></body></html>"
    }
}

/// A page with everything that pages have, of a service that does not exist.
pub fn plant_tree() -> Page {
    Page {
        action: "PlantTree",
        version: "2024-05-01",
        host: "garden.intl.tencentcloudapi.com",
        doc: "This API is used to plant a tree.",
        limit: Some(40),
        updated: Some("2026-03-20"),
        input: vec![
            ["Name", "Yes", "String", "Name of the tree, which contains up to 25 characters."],
            [
                "Kind",
                "Yes",
                "String",
                "Kind of the tree. Valid values: `Oak` (an oak), `Elm` (an elm).",
            ],
            ["Depth", "No", "Integer", "Depth in cm. Value range: 1-50. Default value: 10."],
            ["Season", "No", "Integer", "Season. 1: spring; 2: autumn."],
            ["Beds.N", "No", "Array of Integer", "Beds to choose from, up to 5 items."],
            [
                "Tags.N",
                "No",
                "Array of Tag",
                "Tags, described in [a page](https://example.com/tags).",
            ],
            ["Tree", "No", "Tree", "A tree to copy."],
            ["Watered", "No", "Boolean", "Whether to water it."],
            ["Height", "No", "Float", "Height in m, less than <Most>."],
            ["Day", "No", "Date", "When to plant it."],
        ],
        output: vec![
            ["TreeId", "String", "ID of the tree."],
            ["PlantedAt", "Timestamp ISO8601", "When it was planted."],
            [
                "SeenAt",
                "Timestamp",
                "When it was seen.\nNote: This field may return null, indicating that no valid values can be obtained.",
            ],
            ["Neighbours", "Array of Tree", "Trees beside it."],
        ],
        errors: vec![
            ["FailedOperation.NoWater", "There is no water."],
            ["InternalError", "An internal error occurred."],
            ["LimitExceeded.Trees", "The garden is full of trees, that is 1 | 2."],
        ],
        examples: vec![
            Example {
                title: "Planting an oak",
                request: "POST / HTTP/1.1\nHost: garden.tencentcloudapi.com\nContent-Type: application/json\nX-TC-Action: PlantTree\n<Common request parameters>\n\n{\n    \"Name\": \"a {tree}\",\n    \"Kind\": \"Oak\",\n    \"Beds\": [\n        1,\n        2\n    ]\n}",
                response: "{\n    \"Response\": {\n        \"TreeId\": \"t-1\",\n        \"RequestId\": \"9be34d82\"\n    }\n}",
            },
            Example {
                title: "Planting an elm",
                request: "https://garden.tencentcloudapi.com/?Action=PlantTree\n&Name=\"an elm\"\n&Kind=Elm\n&Beds.0=7\n&Height=1.5\n&<Common Request Parameters>",
                response: "{\n    \"Response\": {\n        \"TreeId\": \"t-2\",\n        \"RequestId\": \"b46d2afe\"\n    }\n}",
            },
        ],
    }
}
