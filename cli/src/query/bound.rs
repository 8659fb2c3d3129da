//! A bound on the work of a query, found before it runs: lists within lists repeat their input, and a
//! short query could fill the memory.

use jmespath::Variable;
use jmespath::ast::Ast;

/// The most brackets, steps and operators of a query. Parsing and evaluation recurse at each, and a
/// deeper query could exhaust the stack.
pub(crate) const MOST_MARKS: usize = 128;

/// How many times a result may hold its input.
const MOST_SIZE: u64 = 1_000;

/// How many times evaluation may visit its input.
const MOST_WORK: u64 = 200_000;

/// Multiples of the size of the input: of the result, and of everything that is visited.
#[derive(Clone, Copy)]
struct Bound {
    size: u64,
    work: u64,
}

const ONE: Bound = Bound { size: 1, work: 1 };

impl Bound {
    /// Both are evaluated on the same input, and one is the result or both are parts of it.
    fn beside(self, other: Self, size: u64) -> Self {
        Self { size, work: self.work.saturating_add(other.work) }
    }

    /// The second is evaluated on the result of the first.
    fn then(self, next: Self) -> Self {
        Self {
            size: self.size.saturating_mul(next.size),
            work: self.work.saturating_add(self.size.saturating_mul(next.work)),
        }
    }
}

/// Returns whether a query may repeat its input too often.
pub(crate) fn is_excessive(ast: &Ast) -> bool {
    let bound = bound(ast);
    bound.size > MOST_SIZE || bound.work > MOST_WORK
}

/// Counts the marks of a query at which parsing or evaluation may recurse.
pub(crate) fn marks(query: &str) -> usize {
    let single = ['(', '[', '{', '.', '|', '&', '!', '*', '<', '>'];
    query.matches(single).count() + query.matches('=').count().div_ceil(2)
}

fn bound(ast: &Ast) -> Bound {
    match ast {
        Ast::Identity { .. } | Ast::Field { .. } | Ast::Index { .. } | Ast::Slice { .. } => ONE,
        Ast::Literal { value, .. } => {
            let size = nodes(value);
            Bound { size, work: size }
        }
        Ast::Expref { ast: node, .. }
        | Ast::Flatten { node, .. }
        | Ast::Not { node, .. }
        | Ast::ObjectValues { node, .. } => bound(node),
        Ast::Comparison { lhs, rhs, .. } => {
            let (left, right) = (bound(lhs), bound(rhs));
            let compared = Bound { size: 1, work: left.size.saturating_add(right.size) };
            left.beside(right, 1).beside(compared, 1)
        }
        Ast::And { lhs, rhs, .. } | Ast::Or { lhs, rhs, .. } => {
            let (left, right) = (bound(lhs), bound(rhs));
            left.beside(right, left.size.max(right.size))
        }
        Ast::Condition { predicate, then, .. } => {
            let (predicate, then) = (bound(predicate), bound(then));
            predicate.beside(then, then.size)
        }
        Ast::Projection { lhs, rhs, .. } | Ast::Subexpr { lhs, rhs, .. } => {
            bound(lhs).then(bound(rhs))
        }
        Ast::MultiList { elements, .. } => all(elements.iter()),
        Ast::MultiHash { elements, .. } => all(elements.iter().map(|pair| &pair.value)),
        Ast::Function { name, args, .. } => {
            // Text in text: each quotation mark becomes two characters.
            let escaped = if name == "to_string" { 2 } else { 1 };
            let start = Bound { size: escaped, work: escaped };
            args.iter().map(bound).fold(start, |sum, it| {
                let size = sum.size.saturating_mul(it.size);
                let done = sum.beside(it, size);
                Bound { work: done.work.saturating_add(size), ..done }
            })
        }
    }
}

fn all<'a>(elements: impl Iterator<Item = &'a Ast>) -> Bound {
    elements.map(bound).fold(ONE, |sum, it| sum.beside(it, sum.size.saturating_add(it.size)))
}

fn nodes(value: &Variable) -> u64 {
    let inside: u64 = match value {
        Variable::Array(elements) => elements.iter().map(|it| nodes(it)).sum(),
        Variable::Object(members) => members.values().map(|it| nodes(it)).sum(),
        _ => 0,
    };
    inside.saturating_add(1)
}
