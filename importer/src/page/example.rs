//! Examples: requests in both of their forms, and responses.

use crate::facts::{ExampleFact, Request};
use crate::lines::clean;
use crate::page::block::{Line, LineKind};
use crate::page::landmarks::{Landmark, Part, landmark};
use crate::page::table::row::is_request;
use serde_json::{Map, Value};

/// An example as it was found; what could not be read of it says why.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) line: usize,
    pub(crate) title: Option<String>,
    pub(crate) request: Option<Result<Request, String>>,
    pub(crate) response: Option<Result<Map<String, Value>, String>>,
}

impl Found {
    /// The half of a broken example that can be read, if there is one.
    pub(crate) fn readable_half(&self, at: crate::facts::At) -> Option<ExampleFact> {
        let request = self.request.as_ref().and_then(|it| it.as_ref().ok()).cloned();
        let response = self.response.as_ref().and_then(|it| it.as_ref().ok()).cloned();
        let is_broken = |is_read: bool, is_there: bool| is_there && !is_read;
        let is_half = is_broken(request.is_some(), self.request.is_some())
            || is_broken(response.is_some(), self.response.is_some());
        let has_some = request.is_some() || response.is_some();
        (is_half && has_some).then(|| ExampleFact { at, title: None, request, response })
    }

    /// The example, if nothing of it is broken; else why not.
    pub(crate) fn finish(self, at: crate::facts::At) -> Result<ExampleFact, String> {
        Ok(ExampleFact {
            at,
            title: self.title.filter(|title| !title.trim().is_empty()),
            request: self.request.transpose()?,
            response: self.response.transpose()?,
        })
    }
}

/// Finds the examples in the lines between the response's members and the next part.
pub(crate) fn examples(lines: &[Line]) -> Vec<Found> {
    let lines = without_numbers(lines);
    let mut reader = Reader::new(&lines);
    while let Some(line) = lines.get(reader.at) {
        reader.line(line);
    }
    reader.miss();
    reader.close();
    reader.found
}

/// The lines without the numbers that a window shows before those of code.
fn without_numbers(lines: &[Line]) -> Vec<Line> {
    let mut found = lines.to_vec();
    for block in found.chunk_by_mut(|one, other| one.kind == other.kind) {
        let is_code = block.first().is_some_and(|line| line.kind == LineKind::Code);
        let number = |index: usize| (index + 1).to_string();
        let mut numbered = block.iter().enumerate();
        let is_numbered = block.len() > 1
            && numbered.all(|(at, line)| line.text.plain.trim_start().starts_with(&number(at)));
        if is_code && is_numbered {
            for (at, line) in block.iter_mut().enumerate() {
                let text = line.text.plain.trim_start();
                let text = text.strip_prefix(&number(at)).unwrap_or(text).to_owned();
                line.text = crate::page::block::Text::plain(text);
            }
        }
    }
    found
}

/// Reads the request of an example that stands alone.
pub(crate) fn request(text: &str) -> Option<Result<Request, String>> {
    let lines = text_lines(text);
    let mut reader = Reader::new(&lines);
    while let Some(line) = lines.get(reader.at) {
        if let Some(Found { request: Some(request), .. }) = reader.open {
            return Some(request);
        }
        reader.line(line);
    }
    reader.open?.request
}

/// Reads the response of an example that stands alone.
pub(crate) fn response(text: &str) -> Result<Map<String, Value>, String> {
    let value = serde_json::from_str(text)
        .or_else(|_| serde_json::from_str(&clean(text)))
        .map_err(|error| not_json(&error))?;
    response_of(value)
}

fn text_lines(text: &str) -> Vec<Line> {
    crate::lines::lines(text)
        .into_iter()
        .map(|line| Line {
            number: line.number,
            kind: LineKind::Code,
            text: crate::page::block::Text::plain(line.raw),
        })
        .collect()
}

struct Reader<'a> {
    lines: &'a [Line],
    at: usize,
    found: Vec<Found>,
    open: Option<Found>,
    /// The name of the next example, or the text before it.
    title: Option<String>,
    /// The mark of a request or a response that is still to come: its line, and which of both.
    awaits: Option<(usize, Part)>,
}

impl<'a> Reader<'a> {
    fn new(lines: &'a [Line]) -> Self {
        Self { lines, at: 0, found: Vec::new(), open: None, title: None, awaits: None }
    }

    /// Notes that what a mark announces did not come: the example cannot be read as a whole.
    fn miss(&mut self) {
        let Some((line, part)) = self.awaits.take() else { return };
        let what =
            "an address with `Action=`, `POST / HTTP/1.1` and a body, or a command of `curl`";
        let title = self.title.take();
        let found = || Found { line, title, ..Found::default() };
        let open = self.open.get_or_insert_with(found);
        match part {
            Part::ExampleOutput => {
                open.response =
                    Some(Err("no response can be read below its mark: a JSON object".to_owned()));
            }
            Part::ExampleInput => {
                open.request = Some(Err(format!("no request can be read below its mark: {what}")));
            }
            _ => {
                let reason = "neither a request nor a response can be read below its title";
                open.request = Some(Err(format!("{reason}: {what}, and a JSON object")));
            }
        }
    }

    fn line(&mut self, line: &Line) {
        let text = clean(&line.text.plain);
        let found = match line.kind {
            LineKind::Code => None,
            kind => landmark(&text, kind == LineKind::Heading),
        };
        match found {
            Some(Landmark::Example(title)) => {
                self.miss();
                self.close();
                self.title = Some(title);
                self.awaits = Some((line.number, Part::Examples));
            }
            Some(Landmark::Part(part @ (Part::ExampleInput | Part::ExampleOutput))) => {
                if self.awaits.is_some_and(|(_, part)| part != Part::Examples) {
                    self.miss();
                }
                if part == Part::ExampleInput {
                    self.close();
                }
                self.awaits = Some((line.number, part));
            }
            None if text.starts_with("curl ") || text.starts_with("$ curl ") => {
                self.close();
                self.awaits = None;
                let title = self.title.take();
                let request = Some(self.curl());
                self.open = Some(Found { line: line.number, title, request, ..Found::default() });
                return;
            }
            None if is_request(&text) => {
                self.close();
                self.awaits = None;
                let title = self.title.take();
                let mut found = Found { line: line.number, title, ..Found::default() };
                self.at += 1;
                found.request = self.request(&text);
                self.open = Some(found);
                return;
            }
            None if text.starts_with('{') => {
                let is_request = self.awaits.is_some_and(|(_, part)| part == Part::ExampleInput);
                let value = self.json();
                if is_request {
                    let Ok(value) = value.as_ref().map(without_response) else {
                        self.awaits = None;
                        let title = self.title.take();
                        let request = value.err().map(Err);
                        self.open =
                            Some(Found { line: line.number, title, request, ..Found::default() });
                        return;
                    };
                    if let Some(body) = value {
                        self.awaits = None;
                        let title = self.title.take();
                        let request = Some(Ok(Request::Json(body)));
                        self.open =
                            Some(Found { line: line.number, title, request, ..Found::default() });
                        return;
                    }
                    self.miss();
                }
                self.awaits = None;
                let response = value.and_then(response_of);
                let title = self.title.take();
                let open = self.open.get_or_insert_with(|| Found {
                    line: line.number,
                    title,
                    ..Found::default()
                });
                open.response = Some(response);
                self.close();
                return;
            }
            None if !text.is_empty() && line.kind != LineKind::Code && self.title.is_none() => {
                self.title = Some(line.text.rich.trim().to_owned());
            }
            // Marks and the like.
            _ => {}
        }
        self.at += 1;
    }

    fn close(&mut self) {
        self.found.extend(self.open.take());
    }

    /// Reads the lines behind the first one of a request.
    fn request(&mut self, first: &str) -> Option<Result<Request, String>> {
        if first.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("post ")) {
            return self.body();
        }
        let mut text = first.strip_prefix("GET ").unwrap_or(first).to_owned();
        while let Some(line) = self.lines.get(self.at) {
            let line = clean(&line.text.plain);
            let is_host = text.ends_with(':') || text.ends_with("//");
            if is_host && !line.is_empty() {
                text.push_str(&line);
                self.at += 1;
                continue;
            }
            // A blank line between the parameters divides nothing.
            let rest = self.lines.get(self.at + 1..).unwrap_or_default().iter();
            let mut rest = rest.map(|line| clean(&line.text.plain)).filter(|line| !line.is_empty());
            if line.is_empty() && rest.next().is_some_and(|line| line.starts_with('&')) {
                self.at += 1;
                continue;
            }
            if !line.starts_with('&') && !line.starts_with('<') {
                break;
            }
            text.push_str(&line);
            self.at += 1;
        }
        Some(Ok(query(&text)))
    }

    /// Reads a command of `curl`: its body, else what its address asks for.
    fn curl(&mut self) -> Result<Request, String> {
        let mut text = String::new();
        let mut quotes = 0;
        while let Some(line) = self.lines.get(self.at) {
            let plain = line.text.plain.as_str();
            if line.kind != LineKind::Code && landmark(&clean(plain), false).is_some() {
                break;
            }
            self.at += 1;
            quotes += plain.matches('\'').count();
            let is_continued = plain.trim_end().ends_with('\\');
            text.push_str(plain.trim_end().trim_end_matches('\\'));
            text.push('\n');
            if !is_continued && quotes % 2 == 0 {
                break;
            }
        }
        let body = ["--data-raw ", "--data-binary ", "--data ", "-d "].iter().find_map(|option| {
            let rest = text.split_once(option)?.1.trim_start();
            let quote = rest.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
            let rest = rest.strip_prefix(quote)?;
            let end = if quote == '\'' { rest.find(quote) } else { rest.rfind(quote) };
            rest.get(..end?).map(|body| (body, quote))
        });
        if let Some((body, quote)) = body {
            let body = if quote == '"' { body.replace("\\\"", "\"") } else { body.to_owned() };
            return match serde_json::from_str(&body).map_err(|error| not_json(&error))? {
                Value::Object(map) => Ok(Request::Json(map)),
                _ => Err("the body of the request is no JSON object".to_owned()),
            };
        }
        let words = text.split_whitespace().map(|word| word.trim_matches(['\'', '"']));
        let address = words.filter(|word| word.starts_with("http")).find(|it| it.contains('?'));
        address.map(query).ok_or_else(|| {
            "the command of `curl` has neither a body (`-d`) nor parameters in its address"
                .to_owned()
        })
    }

    /// Skips the headers of a `POST` and reads its body; `None` if the response comes at once.
    fn body(&mut self) -> Option<Result<Request, String>> {
        while let Some(line) = self.lines.get(self.at) {
            let text = clean(&line.text.plain);
            if text.starts_with('{') {
                let start = self.at;
                return match self.json() {
                    Ok(Value::Object(map)) if map.len() == 1 && map.contains_key("Response") => {
                        self.at = start;
                        None
                    }
                    Ok(Value::Object(map)) => Some(Ok(Request::Json(map))),
                    Ok(_) => Some(Err("the body of the request is no JSON object".to_owned())),
                    Err(reason) => Some(Err(reason)),
                };
            }
            let is_end = matches!(
                landmark(&text, line.kind == LineKind::Heading),
                Some(Landmark::Part(Part::ExampleOutput) | Landmark::Example(_))
            );
            if is_end {
                break;
            }
            self.at += 1;
        }
        None
    }

    /// Reads the JSON that begins on the present line.
    fn json(&mut self) -> Result<Value, String> {
        let start = self.at;
        let mut balance = Balance::default();
        let mut text = String::new();
        while let Some(line) = self.lines.get(self.at) {
            let plain = line.text.plain.as_str();
            if line.kind != LineKind::Code && landmark(&clean(plain), false).is_some() {
                break;
            }
            self.at += 1;
            text.push_str(plain);
            text.push('\n');
            if balance.is_closed_after(plain) {
                break;
            }
        }
        let entities = || words_of(&clean(&text));
        serde_json::from_str(&text)
            .or_else(|_| serde_json::from_str(&clean(&text)))
            .or_else(|error| serde_json::from_str(&entities()).map_err(|_| error))
            .map_err(|error| {
                // Where the mistake is in the file, and not in the example alone.
                let line = self.lines.get(start + error.line().saturating_sub(1));
                let number = line.map_or(0, |line| line.number);
                let reason = error.to_string();
                let reason = reason.split(" at line ").next().unwrap_or_default();
                format!("it is not JSON: {reason} in line {number}, column {}", error.column())
            })
    }
}

/// A text with the characters that entities stand for.
fn words_of(text: &str) -> String {
    let pairs = [("&quot;", "\""), ("&#34;", "\""), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")];
    pairs.iter().fold(text.to_owned(), |text, (entity, of)| text.replace(entity, of))
}

/// The body of a request; `None` if it is a response.
fn without_response(value: &Value) -> Option<Map<String, Value>> {
    let map = value.as_object()?;
    let is_response = map.len() == 1 && map.contains_key("Response");
    (!is_response).then(|| map.clone())
}

/// The parameters of an address.
fn query(text: &str) -> Request {
    let text = text.replace("&amp;", "&");
    let query = text.split_once('?').map_or(text.as_str(), |(_, query)| query);
    // The line of a request names the protocol behind the address.
    let query = query.rsplit_once(" HTTP/").map_or(query, |(query, _)| query);
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let pairs = pairs
        .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
        .filter(|(name, _)| name != "Action" && !name.starts_with('<') && name != "https:");
    Request::Query(pairs.collect())
}

fn response_of(value: Value) -> Result<Map<String, Value>, String> {
    let Value::Object(mut map) = value else {
        return Err("the response is no JSON object".to_owned());
    };
    match map.remove("Response") {
        Some(Value::Object(response)) => Ok(response),
        Some(_) => Err("`Response` is no object".to_owned()),
        None => Err("the response has no `Response`".to_owned()),
    }
}

fn not_json(error: &serde_json::Error) -> String {
    format!("it is not JSON: {error}")
}

/// How many braces are open.
#[derive(Default)]
struct Balance {
    open: usize,
    is_text: bool,
}

impl Balance {
    /// Takes a line; says whether everything that was opened is closed behind it.
    fn is_closed_after(&mut self, line: &str) -> bool {
        let mut is_escaped = false;
        for c in line.chars() {
            match c {
                _ if is_escaped => is_escaped = false,
                '\\' if self.is_text => is_escaped = true,
                '"' => self.is_text = !self.is_text,
                '{' | '[' if !self.is_text => self.open += 1,
                '}' | ']' if !self.is_text => self.open = self.open.saturating_sub(1),
                _ => {}
            }
        }
        // A text does not go on in the next line; if it seems to, it was not closed.
        self.is_text = false;
        self.open == 0
    }
}

#[cfg(test)]
mod tests {
    use super::{Request, examples, request};
    use crate::page::block::{Line, LineKind, Text};
    use serde_json::json;

    fn lines(text: &str) -> Vec<Line> {
        let line = |(index, text): (usize, &str)| Line {
            number: index + 1,
            kind: LineKind::Text,
            text: Text::plain(text),
        };
        text.lines().enumerate().map(line).collect()
    }

    #[test]
    fn examples_are_found_without_their_marks() {
        let found = examples(&lines(
            "This one leaves.\nPOST / HTTP/1.1\nHost: a.b\n<Common request parameters>\n{\n\"A\": {\"B\": \"}\"}\n}\n{\n\"Response\": {\n\"RequestId\": \"1\"\n}\n}\nhttps://a.b/?Action=X\n&A.0=1\n&<Common Request Parameters>\n{\"Response\": {}}",
        ));
        let [first, second] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!((first.line, first.title.as_deref()), (2, Some("This one leaves.")));
        assert!(
            matches!(&first.request, Some(Ok(Request::Json(map))) if map.get("A") == Some(&json!({"B": "}"})))
        );
        assert!(
            matches!(&first.response, Some(Ok(map)) if map.get("RequestId") == Some(&json!("1")))
        );
        let query = Request::Query(vec![("A.0".to_owned(), "1".to_owned())]);
        assert!(matches!(&second.request, Some(Ok(request)) if *request == query));
        assert!(matches!(&second.response, Some(Ok(map)) if map.is_empty()));
    }

    #[test]
    fn titles_and_marks_divide_examples() {
        let found = examples(&lines(
            "Example1 One\n\nInput Example\n\nPOST / HTTP/1.1\n\n{}\n\nOutput Example\n\n{\"Response\": {\"A\": 1,}}\n\nExample2 Two\nInput Example\nPOST / HTTP/1.1\nOutput Example\n{\"Response\": {}}",
        ));
        let [first, second] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!(first.title.as_deref(), Some("One"));
        assert!(matches!(&first.request, Some(Ok(Request::Json(map))) if map.is_empty()));
        assert!(matches!(&first.response, Some(Err(reason)) if reason.contains("JSON")));
        assert_eq!(second.title.as_deref(), Some("Two"));
        assert!(second.request.is_none());
        assert!(matches!(&second.response, Some(Ok(map)) if map.is_empty()));
    }

    #[test]
    fn requests_stand_alone_in_metadata() {
        let query = request(
            "https://a.b/?Action=X\r\n&A=1\r\n&B.0.C=\"x\"\r\n&<Common Request Parameters>",
        );
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(query, Some(Ok(Request::Query(vec![pair("A", "1"), pair("B.0.C", "\"x\"")]))));
        let body = request("POST / HTTP/1.1\nHost: a.b\n<公共请求参数>\n\n{\n    \"A\": 1\n}");
        assert!(matches!(body, Some(Ok(Request::Json(map))) if map.get("A") == Some(&json!(1))));
        assert_eq!(request("curl"), None);
    }
}
