//! Validation of requests against the documented constraints.

use super::path::{self, Step};
use super::{Bound, List, Record, Ref, Rule, Shape, site};
use crate::operation::Site;
use std::fmt;

/// The violations found in a request; never empty.
#[derive(Clone, Debug)]
pub struct Violations(Vec<Violation>);

impl Violations {
    /// Iterates over the violations, in the order of the members.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.0.iter()
    }
}

impl<'a> IntoIterator for &'a Violations {
    type Item = &'a Violation;
    type IntoIter = std::slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// Prints all of them on one line.
impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.iter().enumerate() {
            let separator = if index == 0 { "" } else { "; " };
            write!(f, "{separator}{violation}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Violations {}

/// A violation of a documented constraint. It does not hold the value, which may be secret.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Violation {
    /// The path of the value in names of the wire, such as `AuthFile[2].Name`.
    pub path: String,
    /// The constraint.
    pub rule: Rule,
    /// The number of characters or elements, for constraints of length.
    pub found: Option<u64>,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.rule)?;
        match self.found {
            Some(found) => write!(f, ", not {found}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Required => f.write_str("is required"),
            Self::RequiredOn(site) => write!(f, "is required on the {site} site"),
            Self::Only(site) => write!(f, "exists on the {site} site only"),
            Self::MinLength(least) => write!(f, "needs at least {}", Count(*least, "character")),
            Self::MaxLength(most) => write!(f, "may have at most {}", Count(*most, "character")),
            Self::MinItems(least) => write!(f, "needs at least {}", Count(*least, "element")),
            Self::MaxItems(most) => write!(f, "may have at most {}", Count(*most, "element")),
            Self::Min(least) => write!(f, "must be at least {least}"),
            Self::Max(most) => write!(f, "must be at most {most}"),
            Self::Pattern(pattern) => write!(f, "must match {pattern}"),
        }
    }
}

/// A number with its noun.
struct Count(u64, &'static str);

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(count, what) = self;
        write!(f, "{count} {what}{}", if *count == 1 { "" } else { "s" })
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Int(bound) => bound.fmt(f),
            Self::Float(bound) => bound.fmt(f),
        }
    }
}

/// Checks a record and all records in it; a generated `validate` calls it.
///
/// # Errors
///
/// All violations.
pub fn validate(record: &dyn Record) -> Result<(), Violations> {
    check(record, None)
}

/// Checks a record and all records in it for a site; a generated `validate_on` calls it.
///
/// # Errors
///
/// All violations: those of constraints that hold everywhere, members that the site requires, and
/// members that it does not have.
pub fn validate_on(record: &dyn Record, site: Site) -> Result<(), Violations> {
    check(record, Some(site))
}

fn check(record: &dyn Record, site: Option<Site>) -> Result<(), Violations> {
    let mut walk = Walk { site, steps: Vec::new(), found: Vec::new() };
    walk.record(record);
    if walk.found.is_empty() { Ok(()) } else { Err(Violations(walk.found)) }
}

struct Walk {
    /// The site that the request is for; `None` to check what holds on every site.
    site: Option<Site>,
    steps: Vec<Step>,
    found: Vec<Violation>,
}

impl Walk {
    fn record(&mut self, record: &dyn Record) {
        let shape = record.shape();
        for (index, name) in shape.wire.iter().enumerate() {
            let value = record.field(index).view();
            self.steps.push(Step::Member(name));
            if let Some(rule) = self.site.and_then(|on| of_site(shape, index, value, on)) {
                self.violated(rule, None);
            }
            for rule in shape.facts.rules(index) {
                self.check(value, rule);
            }
            match value {
                Ref::Record(record) => self.record(record),
                Ref::List(list) => self.each(list, |walk, element| {
                    if let Ref::Record(record) = element {
                        walk.record(record);
                    }
                }),
                _ => {}
            }
            self.steps.pop();
        }
    }

    fn each(&mut self, list: &dyn List, mut visit: impl FnMut(&mut Self, Ref<'_>)) {
        for (index, element) in list.iter().enumerate() {
            self.steps.push(Step::Index(index));
            visit(self, element);
            self.steps.pop();
        }
    }

    fn check(&mut self, value: Ref<'_>, rule: Rule) {
        match (value, rule) {
            (Ref::None, Rule::Required) => self.violated(rule, None),
            (Ref::List(list), Rule::MinItems(_) | Rule::MaxItems(_)) => {
                self.count(list.len(), rule);
            }
            // Other constraints apply to every element of a list.
            (Ref::List(list), _) => self.each(list, |walk, element| walk.check(element, rule)),
            (Ref::Str(text), Rule::MinLength(_) | Rule::MaxLength(_)) => {
                self.count(text.chars().count(), rule);
            }
            (Ref::Str(text), Rule::Pattern(pattern)) if !matches(pattern, text) => {
                self.violated(rule, None);
            }
            (Ref::I64(number), Rule::Min(_) | Rule::Max(_)) => self.integer(number.into(), rule),
            (Ref::U64(number), Rule::Min(_) | Rule::Max(_)) => self.integer(number.into(), rule),
            (Ref::F64(number), Rule::Min(_) | Rule::Max(_)) => self.float(number, rule),
            _ => {}
        }
    }

    fn count(&mut self, count: usize, rule: Rule) {
        let count = u64::try_from(count).unwrap_or(u64::MAX);
        let violated = match rule {
            Rule::MinLength(least) | Rule::MinItems(least) => count < least,
            Rule::MaxLength(most) | Rule::MaxItems(most) => count > most,
            _ => false,
        };
        if violated {
            self.violated(rule, Some(count));
        }
    }

    fn integer(&mut self, number: i128, rule: Rule) {
        let violated = match rule {
            Rule::Min(Bound::Int(least)) => number < least,
            Rule::Max(Bound::Int(most)) => number > most,
            #[allow(clippy::cast_precision_loss, reason = "the bound is no more exact")]
            Rule::Min(Bound::Float(_)) | Rule::Max(Bound::Float(_)) => {
                return self.float(number as f64, rule);
            }
            _ => false,
        };
        if violated {
            self.violated(rule, None);
        }
    }

    fn float(&mut self, number: f64, rule: Rule) {
        #[allow(clippy::cast_precision_loss, reason = "the value is no more exact")]
        let violated = match rule {
            Rule::Min(Bound::Int(least)) => number < least as f64,
            Rule::Max(Bound::Int(most)) => number > most as f64,
            Rule::Min(Bound::Float(least)) => number < least,
            Rule::Max(Bound::Float(most)) => number > most,
            _ => false,
        };
        if violated {
            self.violated(rule, None);
        }
    }

    fn violated(&mut self, rule: Rule, found: Option<u64>) {
        self.found.push(Violation { path: path::text(self.steps.iter()), rule, found });
    }
}

/// The rule of a site that a member breaks.
fn of_site(shape: &Shape, index: usize, value: Ref<'_>, on: Site) -> Option<Rule> {
    let other = match on {
        Site::Mainland => Site::International,
        Site::International => Site::Mainland,
    };
    let kind = site::of_member(shape, index, matches!(value, Ref::None), on)?;
    Some(match kind {
        site::Kind::Missing => Rule::RequiredOn(on),
        site::Kind::Foreign => Rule::Only(other),
    })
}

/// Whether the whole string matches. A pattern that cannot be compiled matches everything.
#[cfg(feature = "validate-pattern")]
fn matches(pattern: &str, text: &str) -> bool {
    match regex_lite::Regex::new(&format!("^(?:{pattern})$")) {
        Ok(pattern) => pattern.is_match(text),
        Err(_) => true,
    }
}

/// Without the feature `validate-pattern`, patterns are not checked.
#[cfg(not(feature = "validate-pattern"))]
fn matches(_pattern: &str, _text: &str) -> bool {
    true
}
