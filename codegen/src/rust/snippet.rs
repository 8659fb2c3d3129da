//! Snippets: programs of the documentation as text, laid out as rustfmt does: on one line if it
//! fits, otherwise one argument or call a line.

use super::plan::Docs;
use std::collections::BTreeSet;

/// The widest line of an example; the documentation around it is as wide.
const WIDTH: usize = 84;

/// An expression of an example.
#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    /// A literal or a path.
    Atom(String),
    /// `[a, b]`.
    Array(Vec<Expr>),
    /// `path(a, b)`.
    Call(String, Vec<Expr>),
    /// `receiver.method(argument)`.
    Chain(Box<Expr>, Vec<(String, Expr)>),
}

/// Prints an import of names.
pub fn import(path: &str, names: &BTreeSet<String>) -> Docs {
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    if let [name] = names.as_slice() {
        return vec![format!("use {path}::{name};")];
    }
    let line = format!("use {path}::{{{}}};", names.join(", "));
    if line.len() <= WIDTH {
        return vec![line];
    }
    let mut lines = vec![format!("use {path}::{{")];
    let mut current = String::new();
    for name in names {
        if !current.is_empty() && 4 + current.len() + name.len() + 2 > WIDTH {
            lines.push(format!("    {}", current.trim_end()));
            current.clear();
        }
        current.push_str(name);
        current.push_str(", ");
    }
    lines.push(format!("    {}", current.trim_end()));
    lines.push("};".to_owned());
    lines
}

/// Prints a statement on as few lines as fit.
pub fn statement(before: &str, expr: &Expr, after: &str) -> Docs {
    let mut lines = layout(expr, 0, before.len() + after.len());
    if let Some(first) = lines.first_mut() {
        first.insert_str(0, before);
    }
    if let Some(last) = lines.last_mut() {
        last.push_str(after);
    }
    lines
}

/// The lines of an expression that stands `indent` deep and shares its line with `around` more.
fn layout(expr: &Expr, indent: usize, around: usize) -> Docs {
    let line = one_line(expr);
    if indent + line.len() + around <= WIDTH {
        return vec![line];
    }
    match expr {
        Expr::Atom(text) => vec![text.clone()],
        Expr::Array(elements) => block("[".to_owned(), elements, "]", indent),
        Expr::Call(path, arguments) if arguments.is_empty() => vec![format!("{path}()")],
        Expr::Call(path, arguments) => block(format!("{path}("), arguments, ")", indent),
        Expr::Chain(receiver, calls) => chain(receiver, calls, indent, around),
    }
}

fn chain(receiver: &Expr, calls: &[(String, Expr)], indent: usize, around: usize) -> Docs {
    let mut lines = layout(receiver, indent, around);
    // After a receiver of several lines, rustfmt keeps the calls at its level.
    let step = if lines.len() > 1 { 0 } else { 4 };
    for (method, argument) in calls {
        let at = indent + step;
        let mut call = layout(argument, at, method.len() + 3);
        if let Some(first) = call.first_mut() {
            first.insert_str(0, &format!(".{method}("));
        }
        if let Some(last) = call.last_mut() {
            last.push(')');
        }
        lines.extend(call.into_iter().map(|line| format!("{}{line}", " ".repeat(step))));
    }
    lines
}

fn block(open: String, elements: &[Expr], close: &str, indent: usize) -> Docs {
    let mut lines = vec![open];
    for element in elements {
        let mut inner = layout(element, indent + 4, 1);
        if let Some(last) = inner.last_mut() {
            last.push(',');
        }
        lines.extend(inner.into_iter().map(|line| format!("    {line}")));
    }
    lines.push(close.to_owned());
    lines
}

fn one_line(expr: &Expr) -> String {
    let list = |exprs: &[Expr]| exprs.iter().map(one_line).collect::<Vec<_>>().join(", ");
    match expr {
        Expr::Atom(text) => text.clone(),
        Expr::Array(elements) => format!("[{}]", list(elements)),
        Expr::Call(path, arguments) => format!("{path}({})", list(arguments)),
        Expr::Chain(receiver, calls) => {
            calls.iter().fold(one_line(receiver), |text, (method, argument)| {
                format!("{text}.{method}({})", one_line(argument))
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_expressions_are_broken_as_rustfmt_does() {
        let text = |n: usize| Expr::Atom(format!("{:?}", "x".repeat(n)));
        let call = Expr::Call("Thing::new".to_owned(), vec![text(40), text(40)]);
        let chain = Expr::Chain(
            Box::new(call),
            vec![(
                "with_a".to_owned(),
                Expr::Array(vec![Expr::Atom("1".to_owned()), Expr::Atom("-1_234_567".to_owned())]),
            )],
        );
        let lines = statement("let request = ", &chain, ";");
        let x = "x".repeat(40);
        let expected = format!(
            "let request = Thing::new(\n    \"{x}\",\n    \"{x}\",\n)\n.with_a([1, -1_234_567]);"
        );
        assert_eq!(lines.join("\n"), expected);
    }

    #[test]
    fn short_expressions_stay_on_one_line() {
        let call = Expr::Call("A::new".to_owned(), vec![Expr::Atom("101".to_owned())]);
        assert_eq!(statement("let a = ", &call, ";"), ["let a = A::new(101);"]);
    }
}
