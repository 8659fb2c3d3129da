//! Constraints, defaults and examples of members.

use super::context::{Context, UNKNOWN, key_place};
use crate::check;
use crate::diagnostic::{Code, Diagnostic};
use crate::document;
use crate::model::{Constraints, Scalar, Type};
use crate::yaml::Node;
use regex_lite::Regex;
use serde_json::{Number, Value};

impl Context<'_> {
    /// Resolves the constraints of a member of the type `ty`, and checks its default and example.
    pub(super) fn constraints(
        &mut self,
        member: &document::Member,
        ty: &Type,
        node: Node<'_>,
    ) -> Constraints {
        let element = ty.element();
        // Nothing can be said about the constraints of a type that is not known.
        let mut contradictory = Vec::new();
        if !matches!(element, Type::Object(id) if *id == UNKNOWN) {
            self.check_placement(member, ty, element, node);
            contradictory = self.check_bounds(member, element, node);
        }
        if let Some(pattern) = &member.pattern {
            self.check_pattern(pattern, node);
        }
        // No value fits bounds that contradict each other: that is said once, and not of each value.
        let holds = |key| !contradictory.contains(&key);
        let mut constraints = Constraints::of(member);
        if !holds("min") {
            (constraints.min, constraints.max) = (None, None);
        }
        if !holds("min_length") {
            (constraints.min_length, constraints.max_length) = (None, None);
        }
        if !holds("min_items") {
            (constraints.min_items, constraints.max_items) = (None, None);
        }
        for (key, value, code) in [
            ("default", &member.default, Code::BadDefault),
            ("example", &member.example, Code::BadMemberExample),
        ] {
            let Some(value) = value else { continue };
            let place = node.at(key).place();
            if !self.is_of_type(value, ty) {
                let message = format!("the {key} is not of the type `{}`", member.ty);
                let diagnostic = Diagnostic::new(code, &place, message);
                self.diagnostics.push(match as_written(value, ty) {
                    Some(text) => {
                        let advice = "write the value as a request would send it";
                        diagnostic.replace(&place, text, advice)
                    }
                    None => diagnostic
                        .help("write the value as a request would send it, or correct the type"),
                });
            }
            for must in check::broken_constraints(&constraints, ty, value) {
                let message = format!("the {key} must {must}");
                let diagnostic = Diagnostic::new(code, &place, message);
                self.diagnostics
                    .push(diagnostic.help(format!("correct the {key} or the constraint")));
            }
        }
        constraints
    }

    /// Each constraint is for numbers, texts or lists; in a list the first two are for its elements.
    fn check_placement(
        &mut self,
        member: &document::Member,
        ty: &Type,
        element: &Type,
        node: Node<'_>,
    ) {
        let number = matches!(element, Type::Scalar(scalar) if scalar.is_number());
        let text = matches!(element, Type::Scalar(Scalar::String));
        let list = ty.is_list();
        let keys = [
            ("min", member.min.is_some(), number, "numbers"),
            ("max", member.max.is_some(), number, "numbers"),
            ("min_length", member.min_length.is_some(), text, "texts"),
            ("max_length", member.max_length.is_some(), text, "texts"),
            ("pattern", member.pattern.is_some(), text, "texts"),
            ("nullable_items", member.nullable_items, list, "lists"),
            ("min_items", member.min_items.is_some(), list, "lists"),
            ("max_items", member.max_items.is_some(), list, "lists"),
        ];
        for (key, written, fits, kind) in keys {
            if written && !fits {
                let message = format!("`{key}` is for {kind}, and this is `{}`", member.ty);
                let place = key_place(node, key);
                let diagnostic = Diagnostic::new(Code::MisplacedConstraint, place, message)
                    .help("delete the key, or correct the type");
                self.diagnostics.push(diagnostic);
            }
        }
    }

    /// Checks bounds; returns the lower ones that are above their upper ones.
    fn check_bounds(
        &mut self,
        member: &document::Member,
        element: &Type,
        node: Node<'_>,
    ) -> Vec<&'static str> {
        for (key, bound) in [("min", &member.min), ("max", &member.max)] {
            let Some(bound) = bound else { continue };
            let fits = match element {
                Type::Scalar(scalar) if scalar.is_number() => {
                    scalar.accepts(&Value::Number(bound.clone()))
                }
                _ => true,
            };
            if !fits {
                let message = format!("{bound} is not of the type `{}`", member.ty);
                let diagnostic =
                    Diagnostic::new(Code::BadConstraint, node.at(key).place(), message).help(
                        format!("write a number that `{}` can hold, or delete `{key}`", member.ty),
                    );
                self.diagnostics.push(diagnostic);
            }
        }
        let pairs = [
            ("min", "max", above(member.min.as_ref(), member.max.as_ref())),
            ("min_length", "max_length", member.min_length > member.max_length.or(Some(u64::MAX))),
            ("min_items", "max_items", member.min_items > member.max_items.or(Some(u64::MAX))),
        ];
        for (min, max, above) in pairs {
            if above {
                let diagnostic = Diagnostic::new(
                    Code::BadConstraint,
                    node.at(min).place(),
                    format!("`{min}` is above `{max}`"),
                )
                .secondary(node.at(max).place(), "and this is below")
                .help("correct one of them; nothing can satisfy both");
                self.diagnostics.push(diagnostic);
            }
        }
        pairs.into_iter().filter(|(.., above)| *above).map(|(min, ..)| min).collect()
    }

    fn check_pattern(&mut self, pattern: &str, node: Node<'_>) {
        let place = node.at("pattern").place();
        if pattern.starts_with('^') || (pattern.ends_with('$') && !pattern.ends_with("\\$")) {
            let diagnostic =
                Diagnostic::new(Code::BadPattern, place, "a pattern always matches the whole text")
                    .help("leave out `^` and `$`");
            self.diagnostics.push(diagnostic);
        } else if let Err(error) = Regex::new(&format!("^(?:{pattern})$")) {
            let message = format!("this pattern cannot be used: {error}");
            let diagnostic = Diagnostic::new(Code::BadPattern, place, message).help(
                "write it in the syntax of regex-lite (no look-around, no back-references), or \
                 leave it out and describe the form in `doc`",
            );
            self.diagnostics.push(diagnostic);
        }
    }

    /// Whether a value could be sent for a member of this type. Sets of values are open.
    fn is_of_type(&self, value: &Value, ty: &Type) -> bool {
        match ty {
            Type::Scalar(scalar) => scalar.accepts(value),
            Type::Values(id) => {
                self.value_sets.get(id.0).is_none_or(|set| set.base.scalar().accepts(value))
            }
            Type::Object(id) => *id == UNKNOWN || value.is_object(),
            Type::List(element) => value
                .as_array()
                .is_some_and(|values| values.iter().all(|value| self.is_of_type(value, element))),
        }
    }
}

/// Whether the lower bound is above the upper one.
fn above(min: Option<&Number>, max: Option<&Number>) -> bool {
    let (Some(min), Some(max)) = (min, max) else {
        return false;
    };
    let whole = |number: &Number| {
        number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from))
    };
    match (whole(min), whole(max)) {
        (Some(min), Some(max)) => min > max,
        _ => min.as_f64() > max.as_f64(),
    }
}

/// Writes a scalar in the form of another type, if it surely stands for one.
fn as_written(value: &Value, ty: &Type) -> Option<String> {
    let Type::Scalar(scalar) = ty else { return None };
    match (scalar, value) {
        (Scalar::Int64 | Scalar::Uint64, Value::String(text)) => {
            let number = text.parse::<i64>().ok()?;
            scalar.accepts(&Value::from(number)).then(|| number.to_string())
        }
        (Scalar::Float, Value::String(text)) => {
            text.parse::<f64>().ok().filter(|it| it.is_finite()).map(|_| text.clone())
        }
        (Scalar::Bool, Value::String(text)) => match text.to_lowercase().as_str() {
            "true" | "yes" | "on" => Some("true".to_owned()),
            "false" | "no" | "off" => Some("false".to_owned()),
            _ => None,
        },
        (scalar, Value::Bool(_) | Value::Number(_)) if scalar.is_string() => {
            Some(format!("\"{value}\""))
        }
        _ => None,
    }
}
