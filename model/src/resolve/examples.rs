//! Examples: requests and responses that have the declared members, with values of their types.

use super::context::{Context, UNKNOWN, key_place};
use crate::check::{ProblemKind, check_values};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::document::{self, Site};
use crate::lookup::Lookup;
use crate::model::{Action, ActionId, Example, Member, Owner, Scalar, Type, Version};
use crate::sites;
use crate::yaml::{Kind, Node, Parsed};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Where an example differs from the declaration, and how.
struct Deviation<'a> {
    place: Place,
    message: String,
    help: Option<String>,
    /// The members that a name is none of.
    known: &'a [Member],
}

impl Context<'_> {
    /// Resolves the examples of an action.
    pub(super) fn examples(
        &mut self,
        action: &Action,
        file: &Parsed<document::Action>,
        version: &Version,
    ) -> Vec<Example> {
        let mut examples = Vec::with_capacity(file.value.examples.len());
        for (example, node) in file.value.examples.iter().zip(file.root().at("examples").items()) {
            let sites = self.sites(example.sites.as_deref(), node, &action.sites);
            let mut check = Check {
                version,
                sites: &sites,
                unsure: &self.unsure_members,
                is_unsure: self.unsure_sites || node.has_losses(),
                deviations: Vec::new(),
            };
            if let Some(request) = node.get("request") {
                check.request(action, request);
                check.constraints(&action.input, request, example.request.as_ref());
            }
            if let Some(response) = node.get("response") {
                check.response(action, response);
                self.check_refusal(action, response, &mut check);
                check.constraints(&action.output, response, example.response.as_ref());
            }
            let has_lost = |key| node.may_have_lost(key);
            if example.request.is_none()
                && example.response.is_none()
                && !has_lost("request")
                && !has_lost("response")
            {
                check.deviate(node, "an example has a request or a response".to_owned());
            }
            let is_unsure = check.is_unsure;
            let deviations = check.deviations;
            if self.unsure_sites || node.is_unsure("sites") || has_lost("deviates") {
                // It cannot be told what holds for it.
            } else if example.deviates.is_none() {
                for Deviation { place, message, help, known } in deviations {
                    let help = help.unwrap_or_else(|| HELP.to_owned());
                    let mut diagnostic =
                        Diagnostic::new(Code::BadExample, &place, message).help(help);
                    if !known.is_empty() && self.may_suggest() {
                        let known = known.iter().map(|member| member.name.as_str());
                        diagnostic = diagnostic.did_you_mean(place.text(), known);
                    }
                    self.diagnostics.push(diagnostic);
                }
            } else if deviations.is_empty() && !is_unsure {
                let place = key_place(node, "deviates");
                let diagnostic = Diagnostic::new(
                    Code::NeedlessDeviation,
                    place,
                    "this example does not deviate",
                )
                .help("delete the key");
                self.diagnostics.push(diagnostic);
            }
            examples.push(Example {
                title: example.title.clone().unwrap_or_default(),
                sites,
                deviates: example.deviates.clone(),
                request: example.request.clone(),
                response: example.response.clone(),
            });
        }
        examples
    }

    /// Checks that the code of a refusal is described, in the version or among the common ones.
    fn check_refusal(&self, action: &Action, node: Node<'_>, check: &mut Check<'_, '_>) {
        if action.output.iter().any(|member| member.name == "Error") {
            return;
        }
        let Some(code) = node.get("Error").and_then(|error| error.get("Code")) else { return };
        let Some(codes) = &self.codes else { return };
        let text = code.text();
        let is_lost =
            self.common.is_unsure || self.codes_list.is_some_and(|list| list.may_have_lost(text));
        if code.kind() == Kind::Text
            && !is_lost
            && !codes.contains_key(text)
            && !self.common.codes.iter().any(|known| known.code == text)
        {
            check.deviations.push(Deviation {
                place: code.place(),
                message: format!("the code `{text}` is not described"),
                help: Some(format!(
                    "describe it in `{}` and name it under `errors`, or say why under `deviates`",
                    self.errors_file
                )),
                known: &[],
            });
        }
    }
}

/// The remedy for an example that contradicts the declaration.
const HELP: &str =
    "correct whichever is wrong; if the documentation itself deviates, say why under `deviates`";

struct Check<'a, 'c> {
    version: &'a Version,
    sites: &'c [Site],
    /// Lists of members that may be incomplete.
    unsure: &'c BTreeSet<Owner>,
    /// Whether a mistake elsewhere hides something of the example or its declaration.
    is_unsure: bool,
    deviations: Vec<Deviation<'a>>,
}

/// How many broken constraints of an example are reported; finding the place of each takes time.
const MOST_BROKEN: usize = 100;

impl<'a> Check<'a, '_> {
    fn request(&mut self, action: &'a Action, node: Node<'_>) {
        let owner = self.owner_of(action, Owner::Input);
        self.members(&action.input, owner, node, true);
    }

    /// The owner of an action's members.
    fn owner_of(&self, action: &Action, side: fn(ActionId) -> Owner) -> Option<Owner> {
        // Only an action with a mistake may have lost members, and then there are few.
        let mut owners = self.unsure.iter().copied();
        owners.find(|owner| match owner {
            Owner::Input(id) | Owner::Output(id) => {
                *owner == side(*id)
                    && self.version.actions.get(id.0).is_some_and(|it| it.name == action.name)
            }
            Owner::Object(_) => false,
        })
    }

    /// A response has `RequestId`, and may be a refusal.
    fn response(&mut self, action: &'a Action, node: Node<'_>) {
        let declares = |name: &str| action.output.iter().any(|member| member.name == name);
        if let Some(error) = node.get("Error")
            && !declares("Error")
        {
            for key in ["Code", "Message"] {
                let value = error.at(key);
                // The runtime takes an error without a code for a broken answer.
                if value.kind() == Kind::Text && key == "Code" && value.text().is_empty() {
                    self.deviate(value, "the code of a refusal is empty".to_owned());
                }
                if value.kind() != Kind::Text {
                    if error.may_have_lost(key)
                        || error.kind() != Kind::Mapping && node.may_have_lost("Error")
                    {
                        continue;
                    }
                    self.deviate(value, format!("a refusal has a text `{key}`"));
                }
            }
            return;
        }
        if let Some(inner) = node.get("Response").filter(|_| !declares("Response"))
            && node.pairs().count() == 1
        {
            self.deviations.push(Deviation {
                place: node.key("Response").unwrap_or(inner).place(),
                message: "an example has the members of the response, without `Response`"
                    .to_owned(),
                help: Some("write what is inside of `Response`, without its braces".to_owned()),
                known: &[],
            });
            return;
        }
        let owner = self.owner_of(action, Owner::Output);
        self.members(&action.output, owner, node, false);
    }

    fn members(
        &mut self,
        members: &'a [Member],
        owner: Option<Owner>,
        node: Node<'_>,
        is_request: bool,
    ) {
        let is_incomplete = owner.is_some_and(|owner| self.unsure.contains(&owner));
        self.is_unsure |= is_incomplete;
        let present: BTreeSet<&str> = node.pairs().map(|(name, _)| name.text()).collect();
        let lookup = Lookup::new(members, present.len());
        for (name, value) in node.pairs() {
            if name.text() == "RequestId" && !is_request && lookup.get("RequestId").is_none() {
                self.value(&Type::Scalar(Scalar::String), value, "RequestId", is_request);
                continue;
            }
            match lookup.get(name.text()) {
                None if is_incomplete => {}
                None => {
                    let message = format!("there is no member `{}`", name.text());
                    let place = name.place();
                    self.deviations.push(Deviation { place, message, help: None, known: members });
                }
                Some(member) if !self.is_here(member) => {
                    self.deviate(name, format!("`{}` is not on this example's site", member.name));
                }
                Some(member) if value.kind() == Kind::Null => {
                    if !member.nullable {
                        self.deviate(
                            value,
                            format!("`{}` is null, and not `nullable`", member.name),
                        );
                    }
                }
                Some(member) => self.member(member, value, is_request),
            }
        }
        for member in members.iter().filter(|_| is_request) {
            let everywhere = sites::requires(&member.required_on, self.sites);
            let name = member.name.as_str();
            if everywhere && !present.contains(name) && !node.may_have_lost(name) {
                self.deviate(node, format!("the required `{}` is missing", member.name));
            }
        }
    }

    /// Whether a member is on any site of the example.
    fn is_here(&self, member: &Member) -> bool {
        let sites = member.sites.as_ref();
        sites.is_none_or(|sites| self.sites.iter().any(|site| sites.contains(site)))
    }

    fn member(&mut self, member: &Member, node: Node<'_>, is_request: bool) {
        match &member.ty {
            Type::List(element) if member.nullable_items && node.kind() == Kind::Sequence => {
                for item in node.items().filter(|item| item.kind() != Kind::Null) {
                    self.value(element, item, &member.name, is_request);
                }
            }
            ty => self.value(ty, node, &member.name, is_request),
        }
    }

    fn value(&mut self, ty: &Type, node: Node<'_>, name: &str, is_request: bool) {
        let kind = node.kind();
        let (fits, wanted) = match ty {
            Type::Object(id) if *id == UNKNOWN => {
                self.is_unsure = true;
                return;
            }
            Type::Object(id) => {
                if let Some(object) = self.version.objects.get(id.0)
                    && kind == Kind::Mapping
                {
                    self.members(&object.members, Some(Owner::Object(*id)), node, is_request);
                }
                (kind == Kind::Mapping, "an object")
            }
            Type::List(element) => {
                for item in node.items() {
                    self.value(element, item, name, is_request);
                }
                (kind == Kind::Sequence, "a list")
            }
            Type::Scalar(_) | Type::Values(_) => match self.version.scalar(ty) {
                Some(Scalar::Bool) => (matches!(kind, Kind::Bool(_)), "`true` or `false`"),
                Some(Scalar::Float) => (matches!(kind, Kind::Integer | Kind::Float), "a number"),
                Some(Scalar::Int64) => (is_int64(node), "an `int64`"),
                Some(Scalar::Uint64) => (is_uint64(node), "a `uint64`"),
                Some(_) => (kind == Kind::Text, "a string"),
                None => return,
            },
        };
        if !fits {
            self.deviate(node, format!("`{name}` is {wanted}, not {}", node.describe()));
        }
    }

    fn deviate(&mut self, node: Node<'_>, message: String) {
        self.deviations.push(Deviation { place: node.place(), message, help: None, known: &[] });
    }

    /// Looks for values that break a constraint. Their types are checked elsewhere.
    fn constraints(
        &mut self,
        members: &[Member],
        node: Node<'_>,
        values: Option<&Map<String, Value>>,
    ) {
        let Some(values) = values else { return };
        for problem in check_values(self.version, members, values).into_iter().take(MOST_BROKEN) {
            let ProblemKind::WrongValue { must, .. } = &problem.kind else { continue };
            let place = problem.path.split('.').fold(node, |node, step| match step.parse() {
                Ok(index) if node.kind() == Kind::Sequence => node.item(index),
                _ => node.at(step),
            });
            let name = problem.path.rsplit('.').find(|step| step.parse::<usize>().is_err());
            let message = format!("`{}` must {must}", name.unwrap_or(&problem.path));
            self.deviate(place, message);
        }
    }
}

fn is_int64(node: Node<'_>) -> bool {
    node.kind() == Kind::Integer && node.text().parse::<i64>().is_ok()
}

fn is_uint64(node: Node<'_>) -> bool {
    node.kind() == Kind::Integer && node.text().parse::<u64>().is_ok()
}
