//! JMESPath over exact JSON: parts that a query passes through keep their digits and their order.

mod bound;

use crate::failure::Failure;
use crate::json::Json;
use crate::names;
use jmespath::ast::Ast;
use jmespath::{Context, DEFAULT_RUNTIME, Rcvar, Variable};
use std::collections::HashMap;
use std::rc::Rc;

/// A compiled query.
pub struct Query {
    expression: jmespath::Expression<'static>,
    /// The names of each multi-select hash, in the order in which they are written.
    hashes: Vec<Vec<String>>,
}

impl Query {
    /// Compiles a query.
    ///
    /// # Errors
    ///
    /// Returns an error with the place of the fault in the query, or if the query is too deep or could
    /// repeat its input without bounds.
    pub fn compile(text: &str) -> Result<Self, Failure> {
        let marks = bound::marks(text);
        if marks > bound::MOST_MARKS {
            let most = bound::MOST_MARKS;
            return Err(Failure::usage(format!(
                "`--query` has {marks} brackets, steps and operators, and may have {most}; use a \
                 program on the whole response"
            )));
        }
        let expression = jmespath::compile(text).map_err(|error| {
            let reason = error.reason.to_string();
            Failure::usage(format!(
                "`--query` is not JMESPath, at column {}: {}",
                error.column + 1,
                reason.trim()
            ))
        })?;
        if bound::is_excessive(expression.as_ast()) {
            return Err(Failure::usage(
                "`--query` could repeat its input more than a thousand times; select fewer lists \
                 within lists"
                    .to_owned(),
            ));
        }
        let (mut hashes, mut unknown) = (Vec::new(), None);
        visit(expression.as_ast(), &mut |ast| match ast {
            Ast::MultiHash { elements, .. } => {
                hashes.push(elements.iter().map(|pair| pair.key.clone()).collect());
            }
            Ast::Function { name, .. } if DEFAULT_RUNTIME.get_function(name).is_none() => {
                unknown.get_or_insert_with(|| name.clone());
            }
            _ => {}
        });
        if let Some(name) = unknown {
            let question = names::question(names::meant(&name, FUNCTIONS.iter().copied()));
            let message = format!("`--query` has no function `{name}`{question}");
            return Err(Failure::usage(message).help(format!("it has {}", FUNCTIONS.join(", "))));
        }
        Ok(Self { expression, hashes })
    }

    /// Returns the part of a value that the query selects.
    ///
    /// # Errors
    ///
    /// Returns an error if a function gets a value of another type.
    pub fn search(&self, value: &Json) -> Result<Json, Failure> {
        let mut originals = Originals::default();
        let root = originals.variable(value);
        let mut context = Context::new(self.expression.as_str(), &DEFAULT_RUNTIME);
        let found = jmespath::interpret(&root, self.expression.as_ast(), &mut context);
        let found = found.map_err(|error| {
            let reason = error.reason.to_string();
            Failure::usage(format!("`--query` does not fit the response: {}", reason.trim()))
        })?;
        Ok(self.json(&found, &originals))
    }

    fn json(&self, found: &Rcvar, originals: &Originals<'_>) -> Json {
        if let Some(original) = originals.0.get(&Rc::as_ptr(found)) {
            return (*original).clone();
        }
        match &**found {
            Variable::Null | Variable::Expref(_) => Json::Null,
            Variable::Bool(value) => Json::Bool(*value),
            Variable::String(text) => Json::String(text.clone()),
            Variable::Number(number) => Json::Number(number_text(number)),
            Variable::Array(elements) => {
                Json::Array(elements.iter().map(|element| self.json(element, originals)).collect())
            }
            Variable::Object(members) => {
                let written = self.hashes.iter().find(|names| {
                    names.len() == members.len()
                        && names.iter().all(|name| members.contains_key(name))
                });
                let names: Vec<&String> = written
                    .map_or_else(|| members.keys().collect(), |names| names.iter().collect());
                let member =
                    |name: &String| Some((name.clone(), self.json(members.get(name)?, originals)));
                Json::Object(names.into_iter().filter_map(member).collect())
            }
        }
    }
}

/// The value from which each variable was made. Variables live as long as their root.
#[derive(Default)]
struct Originals<'a>(HashMap<*const Variable, &'a Json>);

impl<'a> Originals<'a> {
    fn variable(&mut self, value: &'a Json) -> Rcvar {
        let variable = Rc::new(match value {
            Json::Null => Variable::Null,
            Json::Bool(value) => Variable::Bool(*value),
            Json::String(text) => Variable::String(text.clone()),
            Json::Number(text) => match serde_json::from_str(text) {
                Ok(number) => Variable::Number(number),
                // A number beyond all floats.
                Err(_) => Variable::String(text.clone()),
            },
            Json::Array(elements) => {
                Variable::Array(elements.iter().map(|element| self.variable(element)).collect())
            }
            Json::Object(members) => {
                let member =
                    |(name, value): &'a (String, Json)| (name.clone(), self.variable(value));
                Variable::Object(members.iter().map(member).collect())
            }
        });
        self.0.insert(Rc::as_ptr(&variable), value);
        variable
    }
}

/// The text of a number that the query computed: whole ones have no fraction.
fn number_text(number: &serde_json::Number) -> String {
    let text = number.to_string();
    match text.strip_suffix(".0") {
        Some(whole) => whole.to_owned(),
        None => text,
    }
}

/// The functions of JMESPath.
const FUNCTIONS: &[&str] = &[
    "abs",
    "avg",
    "ceil",
    "contains",
    "ends_with",
    "floor",
    "join",
    "keys",
    "length",
    "map",
    "max",
    "max_by",
    "merge",
    "min",
    "min_by",
    "not_null",
    "reverse",
    "sort",
    "sort_by",
    "starts_with",
    "sum",
    "to_array",
    "to_number",
    "to_string",
    "type",
    "values",
];

/// Passes on a node, and all nodes in it.
fn visit(ast: &Ast, pass: &mut impl FnMut(&Ast)) {
    pass(ast);
    match ast {
        Ast::MultiHash { elements, .. } => {
            for pair in elements {
                visit(&pair.value, pass);
            }
        }
        Ast::MultiList { elements, .. } | Ast::Function { args: elements, .. } => {
            for element in elements {
                visit(element, pass);
            }
        }
        Ast::Comparison { lhs, rhs, .. }
        | Ast::Projection { lhs, rhs, .. }
        | Ast::And { lhs, rhs, .. }
        | Ast::Or { lhs, rhs, .. }
        | Ast::Subexpr { lhs, rhs, .. }
        | Ast::Condition { predicate: lhs, then: rhs, .. } => {
            visit(lhs, pass);
            visit(rhs, pass);
        }
        Ast::Expref { ast: node, .. }
        | Ast::Flatten { node, .. }
        | Ast::Not { node, .. }
        | Ast::ObjectValues { node, .. } => visit(node, pass),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::Query;
    use crate::json::Json;

    fn search(query: &str, text: &str) -> String {
        let json = Json::parse(text).expect("it is JSON");
        Query::compile(query).and_then(|query| query.search(&json)).expect("it fits").compact()
    }

    #[test]
    fn values_that_pass_through_keep_digits_and_order() {
        let text = r#"{"Items":[{"z":1.10,"a":123456789012345678901234567890}]}"#;
        assert_eq!(search("Items[0]", text), r#"{"z":1.10,"a":123456789012345678901234567890}"#);
        assert_eq!(search("Items[].a", text), "[123456789012345678901234567890]");
        assert_eq!(
            search("Items[].{z:z,a:a,b:`1`}", text),
            r#"[{"z":1.10,"a":123456789012345678901234567890,"b":1}]"#
        );
        assert_eq!(search("length(Items)", text), "1");
    }

    #[test]
    fn a_query_that_multiplies_its_input_is_rejected_before_it_runs() {
        let failure = |query: &str| Query::compile(query).err().map(|failure| failure.message);
        for query in [
            "[@,@]|".repeat(30) + "@",
            "[@,@][*]".repeat(30),
            "to_string(".repeat(30) + "@" + &")".repeat(30),
            "{a:@,b:@,c:@}.".repeat(30) + "a",
            format!("[?{}@==@]", "[@,@]|".repeat(30)),
        ] {
            let message = failure(&query).expect(&query);
            assert!(message.contains("a thousand times"), "{message}");
        }
        for query in ["(".repeat(129), "!".repeat(129) + "@", "a.".repeat(129) + "a"] {
            let message = failure(&query).expect(&query);
            assert!(message.contains("129 brackets"), "{message}");
        }
        for query in [
            "(".repeat(128) + "@" + &")".repeat(128),
            "!".repeat(128) + "@",
            "[".repeat(128),
            "a.".repeat(128) + "a",
            "a|".repeat(128) + "a",
            "a==".repeat(128) + "a",
        ] {
            // Rejected or not: it ends.
            let _ = Query::compile(&query).and_then(|it| it.search(&Json::Null));
        }
        for query in [
            "sort_by(Items[?A=='a' && B!='b' || !C], &Id)[*].{n:Name,i:Id,t:Tags[].{k:Key,v:Value}}",
            "{Total:Total,Names:join(', ',Items[].Name),First:Items[0].[a,b,c,d,e,f,g,h]}",
        ] {
            assert_eq!(failure(query), None, "{query}");
        }
    }

    #[test]
    fn every_function_is_known_and_others_are_rejected_before_anything_is_sent() {
        for name in super::FUNCTIONS {
            assert!(super::DEFAULT_RUNTIME.get_function(name).is_some(), "{name}");
        }
        let failure = Query::compile("a[?lenght(b) > `1`]").err().expect("it has no such function");
        assert!(failure.message.contains("did you mean `length`?"), "{}", failure.message);
    }

    #[test]
    fn a_fault_has_its_place() {
        let failure = Query::compile("a[").err().expect("it is not JMESPath");
        assert!(failure.message.contains("column"), "{}", failure.message);
    }
}
