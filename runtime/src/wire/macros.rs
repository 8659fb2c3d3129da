//! The macros that complete generated records. Each function that they make is paid once per type,
//! so they make few, each calls what is written once, and programs compile those that they use.

/// Completes a record: the serde traits, copies, comparison, and a `Debug` that leaves out what is
/// absent and redacts what is sensitive. `wire::record!(Name);`
#[macro_export]
#[doc(hidden)]
macro_rules! __wire_record {
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

/// Completes a request: what [`record`](crate::wire::record) gives, and `validate`.
/// `wire::request!(Name);`
#[macro_export]
#[doc(hidden)]
macro_rules! __wire_request {
    ($name:ident) => {
        $crate::__wire_record!($name);

        impl $name {
            /// Checks the documented constraints, all of them at once. Documents drift: a request
            /// that violates one may still be accepted, so sending never checks.
            ///
            /// # Errors
            ///
            /// What is violated, and where.
            #[inline]
            pub fn validate(&self) -> ::core::result::Result<(), $crate::wire::Violations> {
                $crate::wire::validate(self)
            }
        }
    };
}

#[doc(inline)]
pub use {__wire_record as record, __wire_request as request};

/// The elements as a list, each converted to what the list is of; what constructors and setters
/// call.
pub fn list<T>(elements: impl IntoIterator<Item = impl Into<T>>) -> Vec<T> {
    let elements = elements.into_iter();
    // A loop, as programs compile this once per type of list, and adapters are several functions.
    let mut list = Vec::with_capacity(elements.size_hint().0);
    for element in elements {
        list.push(element.into());
    }
    list
}
