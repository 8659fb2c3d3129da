//! Macros that complete generated records. Each function that they make costs compile time once per
//! type, so they make few, and each calls code that is written once. Functions that decoding and
//! encoding need are compiled with the type; those marked `#[inline]`, in programs that use them.

/// Completes a record: access to its members, the serde traits, `Clone`, `PartialEq`, and a `Debug`
/// that leaves out absent members and redacts sensitive ones.
///
/// `wire::record!(Name: { 0: id = "Id" [required], 1: name = "Name" [max_length = 25] });`: each
/// member has its index and its name on the wire, and in brackets its facts; see
/// [`Fact`](crate::wire::Fact).
#[macro_export]
#[doc(hidden)]
macro_rules! __wire_record {
    ($name:ident: { $($index:literal: $field:ident = $wire:literal),* $(,)? }) => {
        $crate::__wire_members!(
            $name, $crate::wire::Facts::NONE, $($index $field $wire)*
        );
    };
    ($name:ident: {
        $(
            $index:literal: $field:ident = $wire:literal
            $([$($fact:ident $(= $value:expr)?),+])?
        ),* $(,)?
    }) => {
        $crate::__wire_members!(
            $name,
            &$crate::wire::Facts::new(&[
                $($(($index, &[$($crate::wire::fact::$fact $(($value))?),+]),)?)*
            ]),
            $($index $field $wire)*
        );
    };
}

/// The members of a record. Indices outside of the shape are never asked for, so the first member
/// stands for all of them.
#[macro_export]
#[doc(hidden)]
macro_rules! __wire_members {
    ($name:ident, $facts:expr,) => {
        impl $crate::wire::Record for $name {
            fn shape(&self) -> &'static $crate::wire::Shape {
                const { &$crate::__wire_shape!($name, $facts,) }
            }

            fn field(&self, _: usize) -> &dyn $crate::wire::Value {
                $crate::wire::absent()
            }

            fn field_mut(&mut self, _: usize) -> &mut dyn $crate::wire::Value {
                $crate::wire::absent_mut()
            }

            fn blank() -> Self {
                Self {}
            }
        }

        $crate::__wire_common!($name);
    };
    (
        $name:ident, $facts:expr,
        $first_index:literal $first:ident $first_wire:literal
        $($index:literal $field:ident $wire:literal)*
    ) => {
        impl $crate::wire::Record for $name {
            fn shape(&self) -> &'static $crate::wire::Shape {
                const {
                    &$crate::__wire_shape!($name, $facts, $first $first_wire $($field $wire)*)
                }
            }

            fn field(&self, index: usize) -> &dyn $crate::wire::Value {
                match index {
                    $($index => &self.$field,)*
                    _ => &self.$first,
                }
            }

            fn field_mut(&mut self, index: usize) -> &mut dyn $crate::wire::Value {
                match index {
                    $($index => &mut self.$field,)*
                    _ => &mut self.$first,
                }
            }

            fn blank() -> Self {
                Self {
                    $first: $crate::wire::Value::blank(),
                    $($field: $crate::wire::Value::blank(),)*
                }
            }
        }

        $crate::__wire_common!($name);
    };
}

/// The shape of a record.
#[macro_export]
#[doc(hidden)]
macro_rules! __wire_shape {
    ($name:ident, $facts:expr, $($field:ident $wire:literal)*) => {
        $crate::wire::Shape {
            name: ::core::stringify!($name),
            wire: &[$($wire),*],
            rust: &[$(::core::stringify!($field)),*],
            facts: $facts,
        }
    };
}

/// The traits that all records implement.
#[macro_export]
#[doc(hidden)]
macro_rules! __wire_common {
    ($name:ident) => {
        impl $crate::serde::Serialize for $name {
            #[inline]
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::wire::serialize(self, serializer)
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            #[inline]
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::wire::deserialize(deserializer)
            }
        }

        impl ::core::clone::Clone for $name {
            #[inline]
            fn clone(&self) -> Self {
                $crate::wire::copy(self)
            }
        }

        impl ::core::cmp::PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::wire::equal(self, other)
            }
        }

        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::wire::debug(self, f)
            }
        }
    };
}

/// Completes a request: everything of [`record`](crate::wire::record), `from_json_strict`,
/// `validate` and `validate_on`.
#[macro_export]
#[doc(hidden)]
macro_rules! __wire_request {
    ($name:ident $($rest:tt)*) => {
        $crate::__wire_record!($name $($rest)*);

        impl $name {
            /// Decodes the request from JSON, such as a file that was written by hand, and tolerates
            /// nothing: unknown members and values of another kind are errors.
            ///
            /// # Errors
            ///
            /// All mistakes, each with its path, line and column.
            #[inline]
            pub fn from_json_strict(
                json: &str,
            ) -> ::core::result::Result<Self, $crate::wire::Mistakes> {
                $crate::wire::from_json_strict(json)
            }

            /// Checks the documented constraints of all sites at once. Documentation drifts: a
            /// request that violates one may still be accepted, so sending never checks.
            ///
            /// # Errors
            ///
            /// All violations, each with its path.
            #[inline]
            pub fn validate(&self) -> ::core::result::Result<(), $crate::wire::Violations> {
                $crate::wire::validate(self)
            }

            /// Checks what [`validate`](Self::validate) does, and what holds on one site alone:
            /// required parameters, and parameters that the site does not have.
            ///
            /// # Errors
            ///
            /// All violations, each with its path.
            #[inline]
            pub fn validate_on(
                &self,
                site: $crate::action::Site,
            ) -> ::core::result::Result<(), $crate::wire::Violations> {
                $crate::wire::validate_on(self, site)
            }
        }
    };
}

#[doc(hidden)]
pub use {__wire_record as record, __wire_request as request};

/// Collects elements into a list, each converted to the type of the list; constructors and setters
/// call it.
pub fn list<T>(elements: impl IntoIterator<Item = impl Into<T>>) -> Vec<T> {
    let elements = elements.into_iter();
    // A loop, since programs compile this once per type of list, and adapters are several functions.
    let mut list = Vec::with_capacity(elements.size_hint().0);
    for element in elements {
        list.push(element.into());
    }
    list
}
