//! Blank lines, which prettyplease does not print.
//!
//! Where they belong is a question about the syntax tree: after what a file says about itself;
//! between items, except in a run of imports or modules; between methods; between documented fields
//! and variants. So a comment that nothing else prints is put into the tree there, and its line is
//! emptied in the text.

use proc_macro2::Span;
use syn::visit_mut::{self, VisitMut};
use syn::{
    AttrStyle, Attribute, Expr, ExprLit, Field, File, Ident, ImplItem, Item, ItemMod, ItemUse, Lit,
    LitStr, Meta, MetaNameValue, Token, Variant, token,
};

/// The comment that stands for a blank line; `//` and this are alone on their line.
const MARK: &str = "blank";

/// Marks the places of blank lines.
pub fn mark(tree: &mut File) {
    mark_head(tree);
    for index in 1..tree.items.len() {
        let (before, after) = tree.items.split_at_mut(index);
        if let (Some(before), Some(after)) = (before.last(), after.first_mut())
            && !are_a_run(before, after)
            && let Some(attributes) = item_attributes(after)
        {
            push(attributes);
        }
    }
    Marker.visit_file_mut(tree);
}

/// Turns the marks in the printed text into blank lines.
pub fn apply(text: &str) -> String {
    let mut laid_out = String::with_capacity(text.len());
    for line in text.lines() {
        if line.trim_start().strip_prefix("//") != Some(MARK) {
            laid_out.push_str(line);
        }
        laid_out.push('\n');
    }
    laid_out
}

/// After the file's documentation, and between it and the attributes.
fn mark_head(tree: &mut File) {
    if tree.attrs.is_empty() {
        return;
    }
    if let Some(attributes) = tree.items.first_mut().and_then(item_attributes) {
        push(attributes);
    }
    if let Some(index) = tree.attrs.iter().position(|attribute| !is_doc(attribute))
        && index > 0
    {
        tree.attrs.insert(index, blank(AttrStyle::Inner(<Token![!]>::default())));
    }
}

struct Marker;

impl VisitMut for Marker {
    fn visit_fields_named_mut(&mut self, fields: &mut syn::FieldsNamed) {
        for field in fields.named.iter_mut().skip(1) {
            mark_documented(field);
        }
    }

    fn visit_item_enum_mut(&mut self, item: &mut syn::ItemEnum) {
        for variant in item.variants.iter_mut().skip(1) {
            mark_documented(variant);
        }
    }

    fn visit_item_impl_mut(&mut self, item: &mut syn::ItemImpl) {
        for index in 1..item.items.len() {
            let follows_type = matches!(item.items.get(index - 1), Some(ImplItem::Type(_)));
            match item.items.get_mut(index) {
                Some(ImplItem::Fn(method)) => push(&mut method.attrs),
                Some(ImplItem::Const(constant)) if !follows_type => push(&mut constant.attrs),
                _ => {}
            }
        }
        visit_mut::visit_item_impl_mut(self, item);
    }
}

/// What may carry documentation.
trait Documented {
    fn attributes(&mut self) -> &mut Vec<Attribute>;
}

impl Documented for Field {
    fn attributes(&mut self) -> &mut Vec<Attribute> {
        &mut self.attrs
    }
}

impl Documented for Variant {
    fn attributes(&mut self) -> &mut Vec<Attribute> {
        &mut self.attrs
    }
}

fn mark_documented(item: &mut impl Documented) {
    let attributes = item.attributes();
    if attributes.iter().any(is_doc) {
        push(attributes);
    }
}

fn is_doc(attribute: &Attribute) -> bool {
    attribute.path().is_ident("doc")
}

/// Puts a mark in front.
fn push(attributes: &mut Vec<Attribute>) {
    attributes.insert(0, blank(AttrStyle::Outer));
}

/// `#[comment = "blank"]`. Built by hand: to parse it each time took 6 % of all the instructions
/// of a run.
fn blank(style: AttrStyle) -> Attribute {
    let comment = MetaNameValue {
        path: Ident::new("comment", Span::call_site()).into(),
        eq_token: <Token![=]>::default(),
        value: Expr::Lit(ExprLit {
            attrs: Vec::new(),
            lit: Lit::Str(LitStr::new(MARK, Span::call_site())),
        }),
    };
    Attribute {
        pound_token: <Token![#]>::default(),
        style,
        bracket_token: token::Bracket::default(),
        meta: Meta::NameValue(comment),
    }
}

/// Whether two items stand together without a blank line.
fn are_a_run(before: &Item, after: &Item) -> bool {
    match (before, after) {
        (Item::Use(before), Item::Use(after)) => {
            is_public(before) == is_public(after) && after.attrs.is_empty()
        }
        (Item::Mod(before), Item::Mod(after)) => is_bare(before) && is_bare(after),
        _ => false,
    }
}

fn is_public(item: &ItemUse) -> bool {
    matches!(item.vis, syn::Visibility::Public(_))
}

fn is_bare(item: &ItemMod) -> bool {
    !item.attrs.iter().any(is_doc)
}

fn item_attributes(item: &mut Item) -> Option<&mut Vec<Attribute>> {
    match item {
        Item::Const(item) => Some(&mut item.attrs),
        Item::Enum(item) => Some(&mut item.attrs),
        Item::Fn(item) => Some(&mut item.attrs),
        Item::Impl(item) => Some(&mut item.attrs),
        Item::Macro(item) => Some(&mut item.attrs),
        Item::Mod(item) => Some(&mut item.attrs),
        Item::Static(item) => Some(&mut item.attrs),
        Item::Struct(item) => Some(&mut item.attrs),
        Item::Use(item) => Some(&mut item.attrs),
        _ => None,
    }
}
