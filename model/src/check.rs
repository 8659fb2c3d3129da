//! The check of a request's JSON against the declaration of its action: the one implementation for
//! the mock, the command line and the explorer.
//!
//! Problems come in the order in which the cloud looks for them: missing parameters of an object,
//! then unknown ones, then types and values. Documented sets of values are not closed, so a value
//! outside of its set is a [`Problem`] of a kind of its own, which is a warning.

mod constraints;
mod problem;
mod time;

pub(crate) use constraints::broken_constraints;
pub use constraints::{Patterns, compile, misfits};
pub use problem::{Problem, ProblemKind};

use crate::diagnostic::similar;
use crate::lookup::Lookup;
use crate::model::{Action, Member, Scalar, Site, Type, Version};
use constraints::{items, scalar};
use serde_json::{Map, Value};
use std::fmt;

/// Returns everything that is wrong with the parameters of a request to a site; without a site,
/// parameters of both are known, and those that every site requires are required.
pub fn check_request(
    version: &Version,
    action: &Action,
    site: Option<Site>,
    parameters: &Map<String, Value>,
) -> Vec<Problem> {
    check_request_with(version, action, site, parameters, &compile)
}

/// Returns what [`check_request`] does, with patterns compiled by the caller.
pub fn check_request_with(
    version: &Version,
    action: &Action,
    site: Option<Site>,
    parameters: &Map<String, Value>,
    patterns: Patterns<'_>,
) -> Vec<Problem> {
    let mut check = Check { version, site, patterns, problems: Vec::new(), suggestions: 0 };
    check.members(&action.input, parameters, &Path::Root);
    check.problems
}

/// Returns the constraints that values of `members` break; `None` as a site means both.
pub(crate) fn check_values(
    version: &Version,
    members: &[Member],
    values: &Map<String, Value>,
) -> Vec<Problem> {
    let mut check =
        Check { version, site: None, patterns: &compile, problems: Vec::new(), suggestions: 0 };
    check.members(members, values, &Path::Root);
    check.problems.retain(|problem| matches!(problem.kind, ProblemKind::WrongValue { .. }));
    check.problems
}

struct Check<'a> {
    version: &'a Version,
    site: Option<Site>,
    patterns: Patterns<'a>,
    problems: Vec<Problem>,
    /// How many suggestions were looked for, which takes time for each known name.
    suggestions: usize,
}

/// The most suggestions for one request.
const MOST_SUGGESTIONS: usize = 100;

/// The place of a value: a chain of names and positions up to the root.
enum Path<'p> {
    Root,
    Name(&'p Path<'p>, &'p str),
    Element(&'p Path<'p>, usize),
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let above = match self {
            Self::Root => return Ok(()),
            Self::Name(above, _) | Self::Element(above, _) => above,
        };
        if !matches!(above, Self::Root) {
            write!(f, "{above}.")?;
        }
        match self {
            Self::Root => Ok(()),
            Self::Name(_, name) => f.write_str(name),
            Self::Element(_, index) => write!(f, "{index}"),
        }
    }
}

/// Whether a member exists on a site; on any, if none is asked for.
pub fn is_offered(member: &Member, site: Option<Site>) -> bool {
    match (site, &member.sites) {
        (Some(site), Some(sites)) => sites.contains(&site),
        _ => true,
    }
}

impl<'a> Check<'a> {
    fn report(&mut self, path: &Path<'_>, kind: ProblemKind) {
        self.problems.push(Problem { path: path.to_string(), kind });
    }

    fn members(&mut self, declared: &'a [Member], values: &Map<String, Value>, path: &Path<'_>) {
        let site = self.site;
        let offered = || declared.iter().filter(move |member| is_offered(member, site));
        let lookup = Lookup::new(declared, values.len());
        let is_known = |name: &str| match lookup.get(name) {
            Some(member) if is_offered(member, site) => true,
            Some(_) => offered().any(|member| member.name == name),
            None => false,
        };
        for member in offered().filter(|member| member.is_required(site)) {
            if !values.contains_key(&member.name) {
                self.report(&Path::Name(path, &member.name), ProblemKind::Missing);
            }
        }
        for name in values.keys() {
            if !is_known(name) {
                self.suggestions += 1;
                let names = offered().map(|member| member.name.as_str());
                let meant = (self.suggestions <= MOST_SUGGESTIONS)
                    .then(|| similar(name, names).map(str::to_owned))
                    .flatten();
                self.report(&Path::Name(path, name), ProblemKind::Unknown(meant));
            }
        }
        for member in offered() {
            if let Some(value) = values.get(&member.name) {
                self.value(member, &member.ty, value, &Path::Name(path, &member.name));
            }
        }
    }

    fn value(&mut self, member: &'a Member, ty: &'a Type, value: &Value, path: &Path<'_>) {
        match (ty, value) {
            (_, Value::Null) if member.nullable => {}
            (Type::List(element), Value::Array(values)) => {
                let start = Value::Array(values.iter().take(SHOWN_ELEMENTS).cloned().collect());
                self.wrong(member, path, &start, items(&member.constraints, values));
                for (index, value) in values.iter().enumerate() {
                    if !(value.is_null() && member.nullable_items) {
                        self.value(member, element, value, &Path::Element(path, index));
                    }
                }
            }
            (Type::Object(id), Value::Object(values)) => {
                let object = self.version.objects.get(id.0);
                let members = object.map(|object| object.members.as_slice());
                self.members(members.unwrap_or_default(), values, path);
            }
            (Type::Scalar(_) | Type::Values(_), value) if self.has_type(ty, value) => {
                let must = scalar(&member.constraints, ty, value, self.patterns);
                self.wrong(member, path, value, must);
                self.documented(member, ty, value, path);
            }
            _ => self.report(path, ProblemKind::WrongType(self.wanted(ty))),
        }
    }

    fn has_type(&self, ty: &Type, value: &Value) -> bool {
        self.version.scalar(ty).is_some_and(|scalar| scalar.accepts(value))
    }

    /// The type in words.
    fn wanted(&self, ty: &Type) -> &'static str {
        match ty {
            Type::List(_) => "a list",
            Type::Object(_) => "an object",
            Type::Scalar(_) | Type::Values(_) => match self.version.scalar(ty) {
                Some(Scalar::Int64) => "an integer",
                Some(Scalar::Uint64) => "an integer from 0",
                Some(Scalar::Float) => "a number",
                Some(Scalar::Bool) => "true or false",
                _ => "a string",
            },
        }
    }

    /// Reports each constraint that a value breaks.
    fn wrong(&mut self, member: &Member, path: &Path<'_>, value: &Value, broken: Vec<String>) {
        for must in broken {
            let value = shown(member, value);
            self.report(path, ProblemKind::WrongValue { value, must });
        }
    }

    fn documented(&mut self, member: &Member, ty: &Type, value: &Value, path: &Path<'_>) {
        let Type::Values(id) = ty else { return };
        let Some(set) = self.version.value_sets.get(id.0) else { return };
        let is_known = set.values.iter().any(|known| known.value == *value);
        if !is_known {
            let documented = set.values.iter().map(|known| known.value.to_string()).collect();
            let value = shown(member, value);
            self.report(path, ProblemKind::Undocumented { value, documented });
        }
    }
}

/// A value; `None` if it is a secret.
fn shown(member: &Member, value: &Value) -> Option<Value> {
    (!member.sensitive).then(|| value.clone())
}

/// How many elements of a list are shown.
const SHOWN_ELEMENTS: usize = 4;

#[cfg(test)]
mod tests {
    use super::{Problem, check_request};
    use crate::load::{Tree, load};
    use crate::model::{Model, Site};
    use crate::resolve::resolve;
    use serde_json::Value;

    const ACTION: &str = "\
doc: Plants a tree.
input:
  - {name: Name, type: string, required: true, max_length: 5, pattern: '[a-z]+', doc: Its name.}
  - {name: Height, type: uint64, max: 100, doc: Its height.}
  - {name: Planted, type: date, doc: The day.}
  - name: Kind
    type: string
    values:
      - {value: Oak, doc: An oak.}
      - {value: Elm, doc: An elm.}
    doc: Its kind.
  - {name: Keys, type: list<Tag>, max_items: 1, doc: Its tags.}
  - {name: Secret, type: string, max_length: 2, sensitive: true, doc: A secret.}
  - {name: Here, type: bool, sites: [mainland], doc: Only here.}
errors: []
";

    fn garden() -> Model {
        let tree = Tree::memory([
            ("common/errors.yaml", "families: []\nerrors: []\n"),
            (
                "garden/service.yaml",
                "title: Garden\nhosts: {mainland: a.b.c, international: d.e.f}\n",
            ),
            ("garden/2024-05-01/version.yaml", "doc: The first.\n"),
            ("garden/2024-05-01/actions/Plant.yaml", ACTION),
            (
                "garden/2024-05-01/types/Tag.yaml",
                "doc: A tag.\nmembers:\n  - {name: TagKey, type: string, required: true, doc: Key.}\n",
            ),
        ]);
        let documents = load(&tree).unwrap_or_else(|problems| panic!("{problems}"));
        resolve(&documents).unwrap_or_else(|problems| panic!("{problems}"))
    }

    fn problems(json: &str, site: Option<Site>) -> Vec<String> {
        let model = garden();
        let version = &model.services[0].versions[0];
        let Ok(Value::Object(parameters)) = serde_json::from_str(json) else { panic!("{json}") };
        let found = check_request(version, &version.actions[0], site, &parameters);
        found.iter().map(Problem::to_string).collect()
    }

    #[test]
    fn a_good_request_has_no_problems() {
        let json = r#"{"Name":"tree","Height":3,"Planted":"2024-05-01","Kind":"Oak","Keys":[{"TagKey":"k"}],"Here":true}"#;
        assert_eq!(problems(json, None), [""; 0]);
        assert_eq!(problems(json, Some(Site::Mainland)), [""; 0]);
    }

    #[test]
    fn all_problems_are_found_with_their_paths() {
        let json = r#"{"Hieght":1,"Height":101,"Planted":"today","Kind":"Fir","Keys":[{},{"TagKey":7}],"Secret":"abc"}"#;
        assert_eq!(
            problems(json, None),
            [
                "the required parameter `Name` is missing",
                "there is no parameter `Hieght`; did you mean `Height`?",
                "`Height` must be at most 100, but is 101",
                "`Planted` must have the form `0000-00-00`, but is \"today\"",
                "`Kind` is \"Fir\", which is not documented; the documented values are \"Oak\", \"Elm\"",
                "`Keys` must have at most 1 elements, but is [{},{\"TagKey\":7}]",
                "the required parameter `Keys.0.TagKey` is missing",
                "`Keys.1.TagKey` must be a string",
                "`Secret` must have at most 2 characters, but is the value",
            ]
        );
        assert_eq!(
            problems(r#"{"Name":"LONGER"}"#, None),
            [
                "`Name` must have at most 5 characters, but is \"LONGER\"",
                "`Name` must match `[a-z]+`, but is \"LONGER\"",
            ]
        );
    }

    #[test]
    fn points_in_time_that_do_not_exist_are_wrong() {
        for day in ["2021-02-30", "2023-02-29", "2024-13-01", "2024-00-10", "2024-04-31"] {
            let found = problems(&format!(r#"{{"Name":"tree","Planted":"{day}"}}"#), None);
            assert_eq!(found.len(), 1, "{day}: {found:?}");
            assert!(found[0].contains("a point in time that exists"), "{found:?}");
        }
        for day in ["2024-02-29", "2000-02-29", "2021-12-31"] {
            let found = problems(&format!(r#"{{"Name":"tree","Planted":"{day}"}}"#), None);
            assert_eq!(found, [""; 0], "{day}");
        }
    }

    #[test]
    fn a_member_required_on_one_site_is_missed_there_alone() {
        let action = "\
input:
  - {name: Plot, type: string, required: [international]}
  - {name: Area, type: string, required: true, sites: [mainland]}
  - {name: Tag, type: Tag}
";
        let tag = "members:\n  - {name: Key, type: string, required: [mainland]}\n";
        let tree = Tree::memory([
            ("common/errors.yaml", "families: []\nerrors: []\n"),
            ("a/service.yaml", "title: A\nhosts: {mainland: a.b.c, international: d.e.f}\n"),
            ("a/2024-05-01/version.yaml", "{}\n"),
            ("a/2024-05-01/actions/Plant.yaml", action),
            ("a/2024-05-01/types/Tag.yaml", tag),
        ]);
        let model = load(&tree).and_then(|documents| resolve(&documents));
        let model = model.unwrap_or_else(|problems| panic!("{problems}"));
        let version = &model.services[0].versions[0];
        let missing = |site| {
            let Ok(Value::Object(request)) = serde_json::from_str(r#"{"Tag":{}}"#) else {
                panic!()
            };
            let found = check_request(version, &version.actions[0], site, &request);
            found.into_iter().map(|problem| problem.path).collect::<Vec<_>>()
        };
        assert_eq!(missing(None), [""; 0]);
        assert_eq!(missing(Some(Site::Mainland)), ["Area", "Tag.Key"]);
        assert_eq!(missing(Some(Site::International)), ["Plot"]);
    }

    #[test]
    fn a_parameter_of_the_other_site_is_unknown() {
        let found = problems(r#"{"Name":"tree","Here":true}"#, Some(Site::International));
        assert_eq!(found, ["there is no parameter `Here`"]);
    }
}
