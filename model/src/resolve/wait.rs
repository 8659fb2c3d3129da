//! `wait`: the polled action exists, gets all it requires, and tells a state.

use super::context::{Context, UNKNOWN, key_place};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::document::{self, Site};
use crate::model::{Action, ActionId, Member, Owner, Scalar, Type, Version, Wait, WaitSource};
use crate::yaml::{Node, Parsed};

/// The kind of a member's value; values of one kind can be passed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Number,
    Float,
    Bool,
    Unknown,
    /// A list or an object: nothing that can be handed on.
    Compound,
}

/// Where a path leads.
struct Target<'a> {
    path: Vec<String>,
    /// How many names lead to the list whose elements are meant.
    each: Option<usize>,
    ty: &'a Type,
}

impl Context<'_> {
    /// Whether members of an action may be missing, because of a mistake.
    fn is_unsure_of(&self, action: &str, side: fn(ActionId) -> Owner) -> bool {
        let id = self.actions.get(action).copied().flatten();
        id.is_some_and(|id| self.unsure_members.contains(&side(id)))
    }

    /// Resolves how to wait for what an action started.
    pub(super) fn wait(
        &mut self,
        action: &Action,
        file: &Parsed<document::Action>,
        version: &Version,
    ) -> Option<Wait> {
        let written = file.value.wait.as_ref()?;
        let node = file.root().at("wait");
        let poll = self.polled(&written.poll, node.at("poll"))?;
        let polled = version.actions.get(poll.0)?;
        let polled_file = self.unsure_actions.contains(&poll);
        if let Some(site) = action.sites.iter().find(|site| !polled.sites.contains(site))
            && !self.unsure_sites
            && !polled_file
        {
            let site = match site {
                Site::Mainland => "mainland",
                Site::International => "international",
            };
            let message =
                format!("`{}` is not on the site `{site}`, where this action is", polled.name);
            let diagnostic = Diagnostic::new(Code::BadWait, node.at("poll").place(), message)
                .help("poll an action that is on all of this action's sites, or correct `sites`");
            self.diagnostics.push(diagnostic);
        }
        let input = self.wait_input(action, polled, node, version);
        let output = (polled.output.as_slice(), Owner::Output(poll));
        let state = self.wait_path(output, node.at("state"), version, Kind::Text);
        let reason = node.get("reason");
        let reason = reason.map(|node| self.wait_path(output, node, version, Kind::Text));
        self.wait_states(written, node, state.as_ref().map(|(_, ty)| *ty), version);
        Some(Wait {
            poll,
            input,
            state: state?.0,
            success: written.success.clone(),
            failure: written.failure.clone(),
            reason: reason.and_then(|reason| Some(reason?.0)),
        })
    }

    fn polled(&mut self, name: &str, node: Node<'_>) -> Option<ActionId> {
        if let Some(index) = self.actions.get(name) {
            return *index;
        }
        let diagnostic =
            Diagnostic::new(Code::BadWait, node.place(), format!("unknown action `{name}`"))
                .did_you_mean(name, self.actions.keys().copied())
                .help("`poll` names an action of this version, by its file in `actions/`");
        self.diagnostics.push(diagnostic);
        None
    }

    /// The parameters of the polled action, in the order in which they are written.
    fn wait_input(
        &mut self,
        action: &Action,
        polled: &Action,
        node: Node<'_>,
        version: &Version,
    ) -> Vec<(usize, WaitSource)> {
        let mut input = Vec::new();
        let mut list: Option<(Vec<String>, Place)> = None;
        for (name, source) in node.get("input").into_iter().flat_map(Node::pairs) {
            let index = polled.input.iter().position(|member| member.name == name.text());
            let Some((index, member)) =
                index.and_then(|index| Some((index, polled.input.get(index)?)))
            else {
                if self.is_unsure_of(&polled.name, Owner::Input) {
                    continue;
                }
                let message = format!("`{}` has no parameter `{}`", polled.name, name.text());
                let known = polled.input.iter().map(|member| member.name.as_str());
                let help = || format!("name a parameter of `{}`", polled.name);
                let diagnostic = Diagnostic::new(Code::BadWait, name.place(), message)
                    .did_you_mean_or(name.text(), known, help);
                self.diagnostics.push(diagnostic);
                continue;
            };
            let Some((found, ty)) = self.wait_source(action, source, version) else {
                continue;
            };
            let (wanted, given) = (kind(&member.ty, version), kind(ty, version));
            if wanted != given && wanted != Kind::Unknown && given != Kind::Unknown {
                let message = format!("this is not of the type of `{}`", member.name);
                let diagnostic = Diagnostic::new(Code::BadWait, source.place(), message)
                    .secondary(&member.place, "declared here")
                    .help("pass on a value of the parameter's type, or correct the type");
                self.diagnostics.push(diagnostic);
            }
            if let WaitSource::Response { path, each: Some(each) } = &found {
                let path = path.get(..*each).unwrap_or_default().to_vec();
                if let Some((first, place)) = &list
                    && *first != path
                {
                    let message = "two lists cannot be waited for at once";
                    let diagnostic = Diagnostic::new(Code::BadWait, source.place(), message)
                        .secondary(place, "the other list")
                        .help("take all values of one list; write `[]` after one name alone");
                    self.diagnostics.push(diagnostic);
                }
                list.get_or_insert((path, source.place()));
            }
            input.push((index, found));
        }
        let is_required = |member: &&Member| {
            member.required || member.required_on.iter().any(|site| action.sites.contains(site))
        };
        for member in polled.input.iter().filter(is_required) {
            let is_lost =
                node.at("input").may_have_lost(&member.name) || node.may_have_lost("input");
            if node.at("input").key(&member.name).is_none() && !is_lost {
                let message = format!("`{}` requires `{}`", polled.name, member.name);
                let help = format!("add `{}: request.…` or `{0}: response.…`", member.name);
                let diagnostic = Diagnostic::new(Code::BadWait, key_place(node, "input"), message)
                    .secondary(&member.place, "declared here")
                    .help(help);
                self.diagnostics.push(diagnostic);
            }
        }
        // In wire order: the order in which a spec writes them has no meaning.
        input.sort_by_key(|(index, _)| *index);
        input
    }

    fn wait_source<'v>(
        &mut self,
        action: &'v Action,
        node: Node<'_>,
        version: &'v Version,
    ) -> Option<(WaitSource, &'v Type)> {
        let text = node.text();
        let id = self.actions.get(action.name.as_str()).copied().flatten()?;
        let (start, path) = match text.split_once('.') {
            Some(("request", path)) => ((action.input.as_slice(), Owner::Input(id)), path),
            Some(("response", path)) => ((action.output.as_slice(), Owner::Output(id)), path),
            _ => {
                let message = format!("`{text}` is not a source of a value");
                let diagnostic = Diagnostic::new(Code::BadWait, node.place(), message)
                    .help("a source is `request.<Member>` or `response.<Member>`");
                self.diagnostics.push(diagnostic);
                return None;
            }
        };
        let at = text.len() - path.len();
        let target = self.follow(start, path, node, at, version)?;
        if text.starts_with("response.") {
            return Some((
                WaitSource::Response { path: target.path, each: target.each },
                target.ty,
            ));
        }
        if target.each.is_some() {
            let message = "only a list in the response can be waited for";
            let diagnostic = Diagnostic::new(Code::BadWait, node.place(), message)
                .help("leave out `[]`, or take the list from the response");
            self.diagnostics.push(diagnostic);
        }
        Some((WaitSource::Request(target.path), target.ty))
    }

    /// A path in the response of the polled action, to a value of a kind.
    fn wait_path<'v>(
        &mut self,
        start: (&'v [Member], Owner),
        node: Node<'_>,
        version: &'v Version,
        wanted: Kind,
    ) -> Option<(Vec<String>, &'v Type)> {
        let target = self.follow(start, node.text(), node, 0, version)?;
        let found = kind(target.ty, version);
        if target.each.is_some() {
            let message = "this must lead to one value, not to a list of them";
            let diagnostic = Diagnostic::new(Code::BadWait, node.place(), message)
                .help("leave out `[]`, and name a member that has one value");
            self.diagnostics.push(diagnostic);
        } else if found != wanted && found != Kind::Unknown {
            let diagnostic =
                Diagnostic::new(Code::BadWait, node.place(), "this must lead to a text")
                    .help("name a member of the type `string`");
            self.diagnostics.push(diagnostic);
        }
        Some((target.path, target.ty))
    }

    /// Follows a path such as `Tasks[].TaskId` from `members`; it begins at `start` in the text of
    /// `node`.
    fn follow<'v>(
        &mut self,
        (mut members, mut owner): (&'v [Member], Owner),
        path: &str,
        node: Node<'_>,
        mut at: usize,
        version: &'v Version,
    ) -> Option<Target<'v>> {
        let mut names = Vec::new();
        let mut each = None;
        let mut parts = path.split('.').peekable();
        while let Some(part) = parts.next() {
            let place = node.inside(at..at + part.len());
            at += part.len() + 1;
            let (name, is_list) = match part.strip_suffix("[]") {
                Some(name) => (name, true),
                None => (part, false),
            };
            let Some(member) = members.iter().find(|member| member.name == name) else {
                if self.unsure_members.contains(&owner) {
                    return None;
                }
                let known = members.iter().map(|member| member.name.as_str());
                let help = || "name one of the declared members".to_owned();
                let diagnostic = Diagnostic::new(
                    Code::BadWait,
                    place,
                    format!("there is no member `{name}` here"),
                )
                .did_you_mean_or(name, known, help);
                self.diagnostics.push(diagnostic);
                return None;
            };
            names.push(member.name.clone());
            let ty = match (&member.ty, is_list) {
                (Type::List(element), true) => {
                    if each.replace(names.len()).is_some() {
                        let message = "a list in a list cannot be waited for";
                        let diagnostic = Diagnostic::new(Code::BadWait, &place, message)
                            .help("write `[]` after one name alone");
                        self.diagnostics.push(diagnostic);
                    }
                    element
                }
                (Type::Object(id), _) if *id == UNKNOWN => return None,
                (Type::List(_), false) if parts.peek().is_some() => {
                    let diagnostic =
                        Diagnostic::new(Code::BadWait, place, format!("`{name}` is a list"))
                            .help(format!("`{name}[]` means each of its elements"));
                    self.diagnostics.push(diagnostic);
                    return None;
                }
                (_, true) => {
                    let message = format!("`{name}` is not a list");
                    let diagnostic = Diagnostic::new(Code::BadWait, place, message)
                        .help(format!("write `{name}` without `[]`"));
                    self.diagnostics.push(diagnostic);
                    return None;
                }
                (ty, false) => ty,
            };
            if parts.peek().is_none() {
                return Some(Target { path: names, each, ty });
            }
            (members, owner) = match ty {
                Type::Object(id) if *id == UNKNOWN => return None,
                Type::Object(id) => (&version.objects.get(id.0)?.members, Owner::Object(*id)),
                _ => {
                    let message = format!("`{name}` has no members");
                    let diagnostic = Diagnostic::new(Code::BadWait, place, message)
                        .help(format!("end the path with `{name}`, or name an object"));
                    self.diagnostics.push(diagnostic);
                    return None;
                }
            };
        }
        None
    }

    /// A state means one thing, and is one of those documented.
    fn wait_states(
        &mut self,
        written: &document::Wait,
        node: Node<'_>,
        ty: Option<&Type>,
        version: &Version,
    ) {
        let documented = match ty {
            Some(Type::Values(id)) if !self.unsure_values.contains(id) => {
                version.value_sets.get(id.0)
            }
            _ => None,
        };
        for (key, states) in [("success", &written.success), ("failure", &written.failure)] {
            for (state, node) in states.iter().zip(node.at(key).items()) {
                let known = documented
                    .map(|set| set.values.iter().filter_map(|value| value.value.as_str()));
                if let Some(known) = known
                    && !known.clone().any(|value| value == state)
                {
                    let message = format!("`{state}` is not a documented state");
                    let help = || "write a documented value, or add it to `values`".to_owned();
                    let diagnostic = Diagnostic::new(Code::BadWait, node.place(), message)
                        .did_you_mean_or(state, known, help);
                    self.diagnostics.push(diagnostic);
                }
                if key == "failure" && written.success.contains(state) {
                    let message = format!("`{state}` means success already");
                    let diagnostic = Diagnostic::new(Code::BadWait, node.place(), message)
                        .help("list each state under `success` or under `failure`");
                    self.diagnostics.push(diagnostic);
                }
            }
        }
    }
}

fn kind(ty: &Type, version: &Version) -> Kind {
    match ty {
        Type::Scalar(_) | Type::Values(_) => match version.scalar(ty) {
            Some(Scalar::Bool) => Kind::Bool,
            Some(Scalar::Float) => Kind::Float,
            Some(Scalar::Int64 | Scalar::Uint64) => Kind::Number,
            Some(Scalar::Binary) => Kind::Compound,
            Some(_) => Kind::Text,
            None => Kind::Unknown,
        },
        Type::Object(id) if *id == UNKNOWN => Kind::Unknown,
        Type::Object(_) | Type::List(_) => Kind::Compound,
    }
}
