//! The files in `types/`, the types of members, and sets of documented values.

use super::context::{Context, TypeId, UNKNOWN, key_place};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::document;
use crate::load::Named;
use crate::model::{
    NamedValue, ObjectId, Owner, Type, ValueBase, ValueSet, ValueSetId, ValueSetOrigin,
};
use crate::name;
use crate::scalar::Scalar;
use crate::type_expr::{self, Base};
use crate::yaml::{Node, Parsed};
use std::collections::BTreeMap;

impl<'a> Context<'a> {
    /// Gives every type its id. Sets of values refer to nothing, so they are resolved at once.
    pub(super) fn type_ids(&mut self, types: &'a [Named<document::Type>]) {
        let mut objects = 0;
        for ty in types {
            let id = match ty.usable() {
                None => TypeId::Broken,
                Some(file) => self.type_id(&ty.name, file, objects),
            };
            objects += usize::from(matches!(id, TypeId::Object(_)));
            self.types.insert(&ty.name, id);
        }
    }

    fn type_id(&mut self, name: &str, file: &Parsed<document::Type>, objects: usize) -> TypeId {
        let document = &file.value;
        let node = file.root();
        if type_expr::is_reserved(name) {
            let message = format!("`{name}` is a word of the type language");
            let diagnostic = Diagnostic::new(Code::ReservedName, file.place(), message)
                .help("give the type, and so its file, another name");
            self.diagnostics.push(diagnostic);
        }
        let doc =
            self.doc(document.doc.as_ref(), node, || file.place(), || format!("the type `{name}`"));
        if ["members", "values", "type"].iter().any(|key| node.may_have_lost(key)) {
            return TypeId::Broken;
        }
        match (&document.members, &document.values, &document.ty) {
            (Some(_), None, None) => TypeId::Object(ObjectId(objects)),
            (None, Some(values), Some(ty)) => {
                let Some(base) = Scalar::from_name(ty).and_then(ValueBase::of) else {
                    let message = format!("values cannot be of the type `{ty}`");
                    let place = node.at("type").place();
                    let diagnostic = Diagnostic::new(Code::MisplacedValues, place, message)
                        .help("values are `string`, `int64` or `uint64`");
                    self.diagnostics.push(diagnostic);
                    return TypeId::Broken;
                };
                let id = ValueSetId(self.value_sets.len());
                if node.is_unsure("values") {
                    self.unsure_values.insert(id);
                }
                let values = self.values(values, node.at("values"), base);
                let origin =
                    ValueSetOrigin::Named { name: name.to_owned(), file: file.path().to_owned() };
                self.value_sets.push(ValueSet { origin, doc, base, values, place: file.place() });
                TypeId::Values(id, base)
            }
            (members, values, ty) => {
                let (place, message) = match (members, values, ty) {
                    (Some(_), Some(_), _) => {
                        (key_place(node, "values"), "a type has `members` or `values`, not both")
                    }
                    (Some(_), None, _) => (key_place(node, "type"), "an object has no `type`"),
                    (None, Some(_), _) => {
                        (key_place(node, "values"), "a set of values says in `type` what they are")
                    }
                    (None, None, _) => {
                        (file.place(), "a type has `members`, or `type` and `values`")
                    }
                };
                let diagnostic = Diagnostic::new(Code::BadTypeFile, place, message).help(
                    "an object has `members: […]`; a set of values has `type: string` (or `int64`, \
                     `uint64`) and `values: […]`",
                );
                self.diagnostics.push(diagnostic);
                TypeId::Broken
            }
        }
    }

    /// The type of a member of which `node` is the record.
    pub(super) fn member_type(
        &mut self,
        member: &document::Member,
        node: Node<'_>,
        owner: Owner,
    ) -> Type {
        if node.may_have_lost("type") {
            return Type::Object(UNKNOWN);
        }
        let text = node.at("type");
        let expr = match type_expr::parse(&member.ty, |name| self.types.contains_key(name)) {
            Ok(expr) => expr,
            Err(error) => {
                let place = text.inside(error.range);
                let diagnostic = Diagnostic::new(Code::BadTypeExpression, &place, error.message);
                self.diagnostics.push(match error.meant {
                    Some(meant) => {
                        let advice = format!("write `{meant}`");
                        diagnostic.replace(place, meant, advice)
                    }
                    None => diagnostic,
                });
                return Type::Object(UNKNOWN);
            }
        };
        let place = text.inside(expr.range);
        let mut ty = self.base_type(expr.of, &place);
        if let Some(values) = &member.values {
            ty = self.inline_values(member, values, &ty, node, owner);
        }
        if expr.list { Type::List(Box::new(ty)) } else { ty }
    }

    fn base_type(&mut self, base: Base, place: &Place) -> Type {
        let name = match base {
            Base::Scalar(scalar) => return Type::Scalar(scalar),
            Base::Name(name) => name,
        };
        match self.types.get(name.as_str()) {
            Some(TypeId::Object(id)) => Type::Object(*id),
            Some(TypeId::Values(id, _)) => Type::Values(*id),
            Some(TypeId::Broken) => Type::Object(UNKNOWN),
            None => {
                let mut diagnostic =
                    Diagnostic::new(Code::UnknownType, place, format!("unknown type `{name}`"))
                        .help(format!("describe it in `{}/{name}.yaml`", self.types_folder));
                if self.may_suggest() {
                    let scalars =
                        Scalar::ALL.into_iter().map(|scalar| -> &'a str { scalar.name() });
                    let known = self.types.keys().copied().chain(scalars);
                    diagnostic = diagnostic.did_you_mean(&name, known);
                }
                self.diagnostics.push(diagnostic);
                Type::Object(UNKNOWN)
            }
        }
    }

    /// A set of values that belongs to one member; `ty` is that of one value.
    fn inline_values(
        &mut self,
        member: &document::Member,
        values: &[document::ValueEntry],
        ty: &Type,
        node: Node<'_>,
        owner: Owner,
    ) -> Type {
        let base = match ty {
            Type::Scalar(scalar) => ValueBase::of(*scalar),
            Type::Object(id) if *id == UNKNOWN => return ty.clone(),
            _ => None,
        };
        let Some(base) = base else {
            let message = if matches!(ty, Type::Values(_)) {
                "the type of this member is a set of values already".to_owned()
            } else {
                format!("a member of the type `{}` has no `values`", member.ty)
            };
            let place = key_place(node, "values");
            let diagnostic = Diagnostic::new(Code::MisplacedValues, place, message).help(
                "values are for `string`, `int64`, `uint64` and lists of these: delete the key, or \
                 correct the type",
            );
            self.diagnostics.push(diagnostic);
            return ty.clone();
        };
        let values = self.values(values, node.at("values"), base);
        let id = ValueSetId(self.value_sets.len());
        if node.is_unsure("values") {
            self.unsure_values.insert(id);
        }
        self.value_sets.push(ValueSet {
            origin: ValueSetOrigin::Inline { owner, member: member.name.clone() },
            doc: member.doc.as_deref().unwrap_or_default().trim_end().to_owned(),
            base,
            values,
            place: key_place(node, "values"),
        });
        Type::Values(id)
    }

    fn values(
        &mut self,
        written: &[document::ValueEntry],
        list: Node<'_>,
        base: ValueBase,
    ) -> Vec<NamedValue> {
        let mut values: Vec<NamedValue> = Vec::with_capacity(written.len());
        let mut first: BTreeMap<String, Place> = BTreeMap::new();
        let mut names: BTreeMap<&str, Place> = BTreeMap::new();
        for (entry, node) in written.iter().zip(list.items()) {
            let place = node.at("value").place();
            let shown = node.at("value").text();
            if !base.scalar().accepts(&entry.value) {
                let message = format!("`{shown}` is no {}", base_in_words(base));
                let diagnostic = Diagnostic::new(Code::BadValue, &place, message)
                    .help("correct the value, or the type of the set");
                self.diagnostics.push(diagnostic);
            }
            if let Some(before) = first.insert(entry.value.to_string(), place.clone()) {
                self.duplicate(format!("the value `{shown}` is listed twice"), &place, before);
            }
            if let Some(name) = &entry.name {
                let place = node.at("name").place();
                if !name::is_identifier(name) {
                    let message = format!("`{name}` cannot name a value");
                    let diagnostic = Diagnostic::new(Code::BadName, &place, message);
                    self.diagnostics.push(diagnostic.help(name::IDENTIFIER));
                }
                if entry.value.as_str() == Some(name) {
                    let diagnostic = Diagnostic::new(
                        Code::WrittenDefault,
                        &place,
                        "a text is its own name, which is not written",
                    );
                    self.diagnostics.push(diagnostic.help("delete the key"));
                }
                if let Some(before) = names.insert(name, place.clone()) {
                    self.duplicate(format!("the name `{name}` is given twice"), &place, before);
                }
            } else if base != ValueBase::String && !node.may_have_lost("name") {
                let message = format!("the value `{shown}` has no `name`");
                let diagnostic = Diagnostic::new(Code::UnnamedValue, &place, message).help(
                    "add `name: …`, a word in capitals and small letters such as `ViewBills`",
                );
                self.diagnostics.push(diagnostic);
            }
            let doc = self.doc(
                entry.doc.as_ref(),
                node,
                || place.clone(),
                || format!("the value `{shown}`"),
            );
            let name = entry.name.as_deref().or(entry.value.as_str()).unwrap_or(shown).to_owned();
            values.push(NamedValue { value: entry.value.clone(), name, doc, place });
        }
        values
    }

    fn duplicate(&mut self, message: String, place: &Place, first: Place) {
        let diagnostic = Diagnostic::new(Code::DuplicateValue, place, message)
            .secondary(first, "first listed here")
            .help("delete or rename one of the two");
        self.diagnostics.push(diagnostic);
    }
}

fn base_in_words(base: ValueBase) -> &'static str {
    match base {
        ValueBase::String => "text; put it in quotes if it is meant as one",
        ValueBase::Int64 => "`int64`",
        ValueBase::Uint64 => "`uint64`",
    }
}
