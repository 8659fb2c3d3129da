//! The shape of each kind of file, made once from its JSON Schema, and the check of a file against
//! it. Decoding stops at the first mistake; this finds all of them.

mod ambiguous;
mod check;
mod form;
mod remedy;
mod role;

pub(super) use ambiguous::check_scalars;
pub(super) use check::check;
pub(super) use form::Shape;

use super::document;
use serde::de::DeserializeOwned;
use std::sync::LazyLock;

/// A document type: it can be decoded, and its shape is known.
pub trait Shaped: DeserializeOwned {
    /// The shape of its files.
    #[doc(hidden)]
    fn shape() -> &'static Shape;
}

macro_rules! shaped {
    ($($document:ident: $schema:literal)+) => {
        $(impl Shaped for document::$document {
            fn shape() -> &'static Shape {
                static SHAPE: LazyLock<Shape> = LazyLock::new(|| {
                    Shape::parse(include_str!(concat!("../schema/", $schema, ".json")))
                });
                &SHAPE
            }
        })+

        /// The shapes of all kinds of file.
        fn all() -> impl Iterator<Item = &'static Shape> {
            [$(document::$document::shape()),+].into_iter()
        }
    };
}

/// Whether some file of a spec has this key.
pub(crate) fn is_key(word: &str) -> bool {
    all().any(|shape| shape.has_key(word))
}

shaped! {
    Names: "names"
    CommonErrors: "common-errors"
    Service: "service"
    Version: "version"
    Errors: "errors"
    Descriptions: "descriptions"
    Action: "action"
    Type: "type"
}

#[cfg(test)]
mod tests {
    #[test]
    fn everything_in_the_schemas_is_understood() {
        for shape in super::all() {
            assert!(shape.unknown.is_empty(), "{:?}", shape.unknown);
        }
    }
}
