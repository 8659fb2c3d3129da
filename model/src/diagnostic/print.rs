//! Diagnostics for people (like the compiler's) and for machines (JSON).

use super::{Diagnostic, Diagnostics, Help, Label, Place};
use annotate_snippets::renderer::Renderer;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Patch, Snippet};
use serde_json::{Value, json};
use std::fmt;
use std::ops::Range;

/// How diagnostics are printed.
#[derive(Debug, Clone)]
pub struct Printer {
    renderer: Renderer,
    root: String,
}

impl Printer {
    /// Without colours.
    pub fn plain() -> Self {
        Self { renderer: Renderer::plain(), root: String::new() }
    }

    /// With the colours of a terminal.
    pub fn coloured() -> Self {
        Self { renderer: Renderer::styled(), root: String::new() }
    }

    /// Puts `root` before every path, so that a terminal can open it: `spec` for a spec in that
    /// folder.
    #[must_use]
    pub fn root(mut self, root: &str) -> Self {
        self.root = match root.trim_end_matches('/') {
            "" | "." => String::new(),
            root => format!("{root}/"),
        };
        self
    }

    /// The text of all of them, sorted, with an empty line behind each.
    pub fn print(&self, diagnostics: &Diagnostics) -> String {
        let mut sorted: Vec<&Diagnostic> = diagnostics.iter().collect();
        sorted.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
        let mut text = String::new();
        for diagnostic in sorted {
            text.push_str(&self.print_one(diagnostic));
            text.push_str("\n\n");
        }
        text
    }

    /// The text of one, without a line break behind it.
    pub fn print_one(&self, diagnostic: &Diagnostic) -> String {
        let title = Level::ERROR.primary_title(&diagnostic.message).id(diagnostic.code.id());
        let mut main = self.show_labels(Group::with_title(title), diagnostic);
        let mut others = Vec::new();
        let helps = diagnostic.helps();
        for help in helps.iter() {
            match help {
                Help::Text(text) => main = main.element(Level::HELP.message(text)),
                Help::Replace { text, place, .. }
                    if Window::around(std::iter::once(place)).is_too_long() =>
                {
                    main = main.element(Level::HELP.message(text));
                }
                Help::Replace { text, place, replacement } => {
                    let title = Level::HELP.secondary_title(text);
                    others.push(title.element(self.patch(place, replacement)));
                }
            }
        }
        others.insert(0, main);
        self.renderer.render(&others)
    }

    /// All of them as a JSON array, sorted: what an editor or a build server needs.
    pub fn to_json(&self, diagnostics: &Diagnostics) -> Value {
        let mut sorted: Vec<&Diagnostic> = diagnostics.iter().collect();
        sorted.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
        sorted.into_iter().map(|diagnostic| self.one_to_json(diagnostic)).collect()
    }

    fn one_to_json(&self, diagnostic: &Diagnostic) -> Value {
        let plain = Self { renderer: Renderer::plain(), root: self.root.clone() };
        let labels: Vec<Value> = diagnostic
            .secondary
            .iter()
            .map(|label| json!({ "place": self.place_to_json(&label.place), "text": label.text }))
            .collect();
        let helps: Vec<Value> =
            diagnostic.helps().iter().map(|help| self.help_to_json(help)).collect();
        json!({
            "code": diagnostic.code.id(),
            "message": diagnostic.message,
            "place": self.place_to_json(&diagnostic.primary.place),
            "label": diagnostic.primary.text,
            "labels": labels,
            "helps": helps,
            "rendered": plain.print_one(diagnostic),
        })
    }

    fn help_to_json(&self, help: &Help) -> Value {
        match help {
            Help::Text(text) => json!({ "text": text }),
            Help::Replace { text, place, replacement } => json!({
                "text": text,
                "place": self.place_to_json(place),
                "replacement": replacement,
            }),
        }
    }

    fn place_to_json(&self, place: &Place) -> Value {
        let path = self.path(place);
        if place.is_whole() {
            return json!({ "path": path });
        }
        let (line, column) = place.line_and_column();
        let (end_line, end_column) = place.end_line_and_column();
        let Range { start, end } = place.range();
        json!({
            "path": path,
            "line": line, "column": column, "end_line": end_line, "end_column": end_column,
            "start": start, "end": end,
        })
    }

    fn path(&self, place: &Place) -> String {
        format!("{}{}", self.root, place.path())
    }

    /// One snippet per file, the primary place's first.
    fn show_labels<'a>(&self, mut group: Group<'a>, diagnostic: &'a Diagnostic) -> Group<'a> {
        let primary = &diagnostic.primary;
        let mut rest: Vec<&Label> = diagnostic.secondary.iter().collect();
        let mut first = vec![(AnnotationKind::Primary, primary)];
        rest.retain(|label| {
            let beside = label.place.path() == primary.place.path() && !label.place.is_whole();
            if beside {
                first.push((AnnotationKind::Context, label));
            }
            !beside
        });
        group = self.show_file(group, &first);
        for label in rest {
            group = self.show_file(group, &[(AnnotationKind::Context, label)]);
        }
        group
    }

    fn show_file<'a>(&self, group: Group<'a>, labels: &[(AnnotationKind, &'a Label)]) -> Group<'a> {
        let Some((_, Label { place, text })) = labels.first() else {
            return group;
        };
        if place.is_whole() {
            let group = group.element(Origin::path(self.path(place)));
            let group =
                if text.is_empty() { group } else { group.element(Level::NOTE.message(text)) };
            return self.show_file(group, labels.get(1..).unwrap_or_default());
        }
        let window = Window::around(labels.iter().map(|(_, label)| &label.place));
        if window.is_too_long() {
            let (line, column) = place.line_and_column();
            let origin = Origin::path(self.path(place)).line(line).char_column(column);
            return group.element(origin);
        }
        let annotations = labels.iter().map(|(kind, label)| window.annotate(*kind, label));
        let snippet = Snippet::source(window.text)
            .line_start(window.line)
            .path(self.path(place))
            .annotations(annotations);
        group.element(snippet)
    }

    fn patch<'a>(&self, place: &'a Place, replacement: &'a str) -> Snippet<'a, Patch<'a>> {
        let window = Window::around(std::iter::once(place));
        let Range { start, end } = place.range();
        Snippet::source(window.text)
            .line_start(window.line)
            .path(self.path(place))
            .patch(Patch::new(start - window.start..end - window.start, replacement))
    }
}

/// The lines of a file that hold some places: the renderer reads all the text it is given, which
/// would take long for many errors in a large file.
struct Window<'a> {
    text: &'a str,
    /// Where the text begins in the file, in bytes.
    start: usize,
    /// The number of its first line.
    line: usize,
}

impl<'a> Window<'a> {
    /// More is not shown: nobody would find the place in it, and the renderer would take long.
    const LONGEST: usize = 1 << 14;

    fn around(places: impl Iterator<Item = &'a Place>) -> Self {
        let mut all = "";
        let (mut start, mut end) = (usize::MAX, 0);
        let mut line = 1;
        for place in places {
            all = place.source().text();
            end = end.max(place.range().end);
            let (number, begins) = place.source().line_of(place.range().start);
            if begins < start {
                (line, start) = (number, begins);
            }
        }
        let end = all.get(end..).and_then(|text| text.find('\n')).map_or(all.len(), |at| end + at);
        Self { text: all.get(start..end).unwrap_or_default(), start, line }
    }

    fn is_too_long(&self) -> bool {
        self.text.len() > Self::LONGEST
    }

    fn annotate(&self, kind: AnnotationKind, label: &'a Label) -> Annotation<'a> {
        let Range { start, end } = label.place.range();
        // A place of several lines is shown by its first.
        let line = self.text.get(start - self.start..end - self.start).unwrap_or_default();
        let shown = line.lines().next().unwrap_or_default().trim_end().len();
        let span = start - self.start..start - self.start + shown;
        let text = Some(label.text.as_str()).filter(|text| !text.is_empty());
        kind.span(span).label(text)
    }
}

/// Prints without colours, with paths as seen from the spec's root.
impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&Printer::plain().print(self))
    }
}
