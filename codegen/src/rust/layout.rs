//! Layout that prettyplease does not print, or not cheaply: blank lines and documentation.
//!
//! Where blank lines belong is a question about the syntax tree: after what a file says about itself;
//! between items, except in a run of imports or modules; between methods; between documented fields
//! and variants. So a comment that nothing else prints is put into the tree there, and its line is
//! emptied in the text. Documentation is taken out of the tree, where its number stands for it, and
//! is written into the text line by line.

use proc_macro2::Span;
use std::mem;
use syn::visit_mut::{self, VisitMut};
use syn::{
    AttrStyle, Attribute, Expr, ExprLit, Field, File, Ident, ImplItem, Item, ItemMod, ItemUse, Lit,
    LitStr, Meta, MetaNameValue, Token, Variant, token,
};

/// The comment that stands for a blank line; `//` and this are alone on their line.
const MARK: &str = "blank";

/// The documentation of a file, by number.
#[derive(Debug)]
pub struct Layout {
    docs: Vec<String>,
}

/// Marks the places of blank lines and of documentation.
pub fn mark(tree: &mut File) -> Layout {
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
    let mut marker = Marker { docs: Vec::new() };
    marker.visit_file_mut(tree);
    Layout { docs: marker.docs }
}

impl Layout {
    /// Turns the marks in the printed text into what they stand for.
    pub fn apply(&self, text: &str) -> String {
        let docs = self.docs.iter().map(String::len).sum::<usize>();
        let mut laid_out = String::with_capacity(text.len() + docs + docs / 2);
        for line in text.lines() {
            let bare = line.trim_start();
            let indent = line.get(..line.len() - bare.len()).unwrap_or_default();
            if let Some((slashes, docs)) = self.docs(bare) {
                for line in docs.split('\n') {
                    laid_out.extend([indent, slashes, line.trim_end(), "\n"]);
                }
                continue;
            }
            if bare.strip_prefix("//") != Some(MARK) {
                laid_out.push_str(line);
            }
            laid_out.push('\n');
        }
        laid_out
    }

    /// The documentation that a printed line stands for, and what begins its lines.
    fn docs<'t>(&self, line: &'t str) -> Option<(&'t str, &str)> {
        let slashes = line.get(..3).filter(|start| matches!(*start, "///" | "//!"))?;
        let docs = self.docs.get(line.get(3..)?.parse::<usize>().ok()?)?;
        Some((slashes, docs))
    }
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

struct Marker {
    docs: Vec<String>,
}

impl VisitMut for Marker {
    fn visit_attribute_mut(&mut self, attribute: &mut Attribute) {
        if let Meta::NameValue(MetaNameValue { path, value: Expr::Lit(value), .. }) =
            &mut attribute.meta
            && path.is_ident("doc")
            && let Lit::Str(text) = &mut value.lit
        {
            let number = LitStr::new(&self.docs.len().to_string(), text.span());
            self.docs.push(mem::replace(text, number).value());
        }
    }

    fn visit_fields_named_mut(&mut self, fields: &mut syn::FieldsNamed) {
        for field in fields.named.iter_mut().skip(1) {
            mark_documented(field);
        }
        visit_mut::visit_fields_named_mut(self, fields);
    }

    fn visit_item_enum_mut(&mut self, item: &mut syn::ItemEnum) {
        for variant in item.variants.iter_mut().skip(1) {
            mark_documented(variant);
        }
        visit_mut::visit_item_enum_mut(self, item);
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

    // The rest has neither.
    fn visit_block_mut(&mut self, _: &mut syn::Block) {}

    fn visit_expr_mut(&mut self, _: &mut Expr) {}

    fn visit_type_mut(&mut self, _: &mut syn::Type) {}
}

/// A part of an item that may have documentation.
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
