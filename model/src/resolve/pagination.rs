//! `pagination`: the members that play each part exist, and can play it.

use super::context::{Context, UNKNOWN, key_place};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{self, PageStyle};
use crate::model::{Action, Member, Pagination, Scalar, Type};
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
        let (input, output) = (&action.input, &action.output);
        let cursor = match written.style {
            PageStyle::Offset => self.part(input, "input", node, "offset", Part::Number),
            PageStyle::Page => self.part(input, "input", node, "page", Part::Number),
            PageStyle::Token => self.part(input, "input", node, "token", Part::Text),
        };
        let next = match written.style {
            PageStyle::Token => self.part(output, "output", node, "token", Part::Text),
            PageStyle::Offset | PageStyle::Page => None,
        };
        let items = self.part(output, "output", node, "items", Part::List);
        let total = self.part(output, "output", node, "total", Part::Number);
        let more = self.part(output, "output", node, "more", Part::Flag);
        let size = self.part(input, "input", node, "size", Part::Number);
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
            if style == written.style && member.is_none() {
                let message = format!("the style `{key}` needs the key `{key}`");
                self.report(Code::BadPagination, node.at("style").place(), message);
            } else if style != written.style && member.is_some() {
                let message = format!("`{key}` belongs to another style");
                self.report(Code::BadPagination, key_place(node, key), message);
            }
        }
    }

    /// The index of the member that plays a part; `None` if no member does, or none that can.
    fn part(
        &mut self,
        members: &[Member],
        side: &str,
        node: Node<'_>,
        key: &str,
        part: Part,
    ) -> Option<usize> {
        let name = node.get(key)?;
        let Some(index) = members.iter().position(|member| member.name == name.text()) else {
            let message = format!("the {side} has no member `{}`", name.text());
            let known = members.iter().map(|member| member.name.as_str());
            let diagnostic = Diagnostic::new(Code::BadPagination, name.place(), message)
                .did_you_mean(name.text(), known);
            self.diagnostics.push(diagnostic);
            return None;
        };
        let member = members.get(index)?;
        if !part.can_be(&member.ty) {
            let message = format!("`{key}` is {}, and `{}` is not", part.in_words(), member.name);
            let diagnostic = Diagnostic::new(Code::BadPagination, name.place(), message)
                .secondary(&member.place, "declared here");
            self.diagnostics.push(diagnostic);
        }
        Some(index)
    }
}
