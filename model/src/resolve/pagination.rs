//! `pagination`: the members that play each part exist, and can play it.

use super::context::{Context, UNKNOWN, key_place};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{self, PageStyle};
use crate::model::{Action, ActionId, Member, Owner, Pagination, Scalar, Type};
use crate::yaml::{Node, Parsed};

/// The type that a part of pagination needs.
#[derive(Debug, Clone, Copy)]
enum Part {
    Number,
    Text,
    Flag,
    List,
}

impl Part {
    fn can_be(self, ty: &Type) -> bool {
        match (self, ty) {
            (_, Type::Object(id)) if *id == UNKNOWN => true,
            (Self::Number, Type::Scalar(scalar)) => scalar.is_integer(),
            (Self::Text, Type::Scalar(scalar)) => *scalar == Scalar::String,
            (Self::Flag, Type::Scalar(scalar)) => *scalar == Scalar::Bool,
            (Self::List, Type::List(_)) => true,
            _ => false,
        }
    }

    fn in_words(self) -> &'static str {
        match self {
            Self::Number => "`int64` or `uint64`",
            Self::Text => "`string`",
            Self::Flag => "`bool`",
            Self::List => "a list",
        }
    }
}

/// The members of a request or a response.
struct Side<'a> {
    name: &'a str,
    members: &'a [Member],
    /// Whether some may be missing, because of a mistake.
    is_unsure: bool,
}

impl Context<'_> {
    /// Resolves how an action divides its result.
    pub(super) fn pagination(
        &mut self,
        action: &Action,
        file: &Parsed<document::Action>,
    ) -> Option<Pagination> {
        let written = file.value.pagination.as_ref()?;
        let node = file.root().at("pagination");
        self.check_style(written, node);
        let id = self.actions.get(action.name.as_str()).copied().flatten();
        let is_unsure = |owner: fn(ActionId) -> Owner| {
            id.is_some_and(|id| self.unsure_members.contains(&owner(id)))
        };
        let input =
            Side { name: "input", members: &action.input, is_unsure: is_unsure(Owner::Input) };
        let output =
            Side { name: "output", members: &action.output, is_unsure: is_unsure(Owner::Output) };
        let cursor = match written.style {
            PageStyle::Offset => self.part(&input, node, "offset", Part::Number),
            PageStyle::Page => self.part(&input, node, "page", Part::Number),
            PageStyle::Token => self.part(&input, node, "token", Part::Text),
        };
        let next = match written.style {
            PageStyle::Token => self.part(&output, node, "token", Part::Text),
            PageStyle::Offset | PageStyle::Page => None,
        };
        let items = self.part(&output, node, "items", Part::List);
        let total = self.part(&output, node, "total", Part::Number);
        let more = self.part(&output, node, "more", Part::Flag);
        let size = self.part(&input, node, "size", Part::Number);
        Some(Pagination {
            style: written.style,
            cursor: cursor?,
            next,
            items: items?,
            total,
            more,
            size,
        })
    }

    /// Each style has its own cursor, and not that of another.
    fn check_style(&mut self, written: &document::Pagination, node: Node<'_>) {
        let cursors = [
            (PageStyle::Offset, "offset", &written.offset),
            (PageStyle::Page, "page", &written.page),
            (PageStyle::Token, "token", &written.token),
        ];
        for (style, key, member) in cursors {
            if style == written.style && member.is_none() && !node.may_have_lost(key) {
                let message = format!("the style `{key}` needs the key `{key}`");
                let diagnostic =
                    Diagnostic::new(Code::BadPagination, node.at("style").place(), message)
                        .help(format!("name the parameter that selects the page: `{key}: …`"));
                self.diagnostics.push(diagnostic);
            } else if style != written.style && member.is_some() {
                let message = format!("`{key}` belongs to another style");
                let diagnostic =
                    Diagnostic::new(Code::BadPagination, key_place(node, key), message)
                        .help(format!("delete the key, or write `style: {key}`"));
                self.diagnostics.push(diagnostic);
            }
        }
    }

    /// The index of the member that plays a part; `None` if no member does, or none that can.
    fn part(&mut self, side: &Side<'_>, node: Node<'_>, key: &str, part: Part) -> Option<usize> {
        let name = node.get(key)?;
        let position = side.members.iter().position(|member| member.name == name.text());
        if position.is_none() && !side.is_unsure {
            let message = format!("the {} has no member `{}`", side.name, name.text());
            let known = side.members.iter().map(|member| member.name.as_str());
            let help = || format!("name a member of the {} that is {}", side.name, part.in_words());
            let diagnostic = Diagnostic::new(Code::BadPagination, name.place(), message)
                .did_you_mean_or(name.text(), known, help);
            self.diagnostics.push(diagnostic);
        }
        let index = position?;
        let member = side.members.get(index)?;
        if !part.can_be(&member.ty) {
            let message = format!("`{key}` is {}, and `{}` is not", part.in_words(), member.name);
            let help = format!("name a member that is {}, or correct its type", part.in_words());
            let diagnostic = Diagnostic::new(Code::BadPagination, name.place(), message)
                .secondary(&member.place, "declared here")
                .help(help);
            self.diagnostics.push(diagnostic);
        }
        Some(index)
    }
}
