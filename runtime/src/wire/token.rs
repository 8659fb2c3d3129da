//! Open sets of values: documented values have names, and any other is preserved.
//!
//! The macros here add everything but the variants to a generated enum. Each function that they make
//! costs compile time once per enum, so they make few. Functions that decoding and encoding need are
//! compiled with the enum; those marked `#[inline]`, in programs that use them.

use super::Value;
use super::decode::read_value;
use serde::Deserializer;

/// Completes an enum of strings, whose last variant is `Unknown(String)`: `wire::token!(Name {
/// Variant = "text", … });`.
///
/// It adds `as_str`, conversion from any string, copies, equality and hashing by the string, `Debug`
/// and `Display` of the string, the serde traits, and [`Value`].
#[macro_export]
#[doc(hidden)]
macro_rules! __wire_token {
    ($name:ident { $($variant:ident = $text:literal),* $(,)? }) => {
        impl $name {
            /// Returns the value as it is on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::Unknown(text) => text,
                }
            }
        }

        impl<T: ::core::convert::AsRef<str>> ::core::convert::From<T> for $name {
            fn from(text: T) -> Self {
                let mut value = $crate::wire::Value::blank();
                $crate::wire::SetToken::set(&mut value, text.as_ref());
                value
            }
        }

        impl $crate::wire::SetToken for $name {
            fn set(&mut self, text: &str) {
                *self = match text {
                    $($text => Self::$variant,)*
                    text => Self::Unknown(text.into()),
                };
            }
        }

        $crate::__wire_open!($name, as_str, Str, Token, ::std::string::String::new());
    };
}

/// Completes an enum of integers, whose last variant is `Unknown` of the integer's type:
/// `wire::number!(Name: u64 { Variant = 1, … });`.
///
/// It adds `value`, conversion from the integer, and otherwise everything of
/// [`token`](crate::wire::token).
#[macro_export]
#[doc(hidden)]
macro_rules! __wire_number {
    ($name:ident: i64 { $($variants:tt)* }) => {
        $crate::__wire_number!($name, i64, I64, true, $($variants)*);
    };
    ($name:ident: u64 { $($variants:tt)* }) => {
        $crate::__wire_number!($name, u64, U64, false, $($variants)*);
    };
    ($name:ident, $int:ident, $view:ident, $signed:literal, $($variant:ident = $number:literal),* $(,)?) => {
        impl $name {
            /// Returns the value as it is on the wire.
            pub fn value(&self) -> $int {
                match self {
                    $(Self::$variant => $number,)*
                    Self::Unknown(number) => *number,
                }
            }
        }

        impl ::core::convert::From<$int> for $name {
            fn from(number: $int) -> Self {
                match number {
                    $($number => Self::$variant,)*
                    number => Self::Unknown(number),
                }
            }
        }

        impl $crate::wire::SetNumber for $name {
            fn set(&mut self, number: i128) -> bool {
                $int::try_from(number).map(|number| *self = number.into()).is_ok()
            }

            fn signed(&self) -> bool {
                $signed
            }
        }

        $crate::__wire_open!($name, value, $view, Number, 0);
    };
}

/// The traits that enums of strings and of integers implement.
#[macro_export]
#[doc(hidden)]
macro_rules! __wire_open {
    ($name:ident, $get:ident, $view:ident, $slot:ident, $empty:expr) => {
        impl $crate::wire::Value for $name {
            fn view(&self) -> $crate::wire::Ref<'_> {
                $crate::wire::Ref::$view(self.$get())
            }

            fn slot(&mut self) -> $crate::wire::Slot<'_> {
                $crate::wire::Slot::$slot(self)
            }

            fn clear(&mut self) {
                *self = Self::Unknown($empty);
            }

            fn blank() -> Self {
                Self::Unknown($empty)
            }
        }

        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.$get(), f)
            }
        }

        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(&self.$get(), f)
            }
        }

        impl ::core::clone::Clone for $name {
            #[inline]
            fn clone(&self) -> Self {
                self.$get().into()
            }
        }

        impl ::core::cmp::PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                self.$get() == other.$get()
            }
        }

        impl ::core::cmp::Eq for $name {}

        impl ::core::hash::Hash for $name {
            #[inline]
            fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                self.$get().hash(state);
            }
        }

        impl $crate::serde::Serialize for $name {
            #[inline]
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                self.$get().serialize(serializer)
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            #[inline]
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::wire::deserialize_value(deserializer)
            }
        }
    };
}

#[doc(hidden)]
pub use {__wire_number as number, __wire_token as token};

/// Decodes a value; the `Deserialize` of an open set calls it.
///
/// # Errors
///
/// A value of another kind that cannot be converted.
pub fn deserialize_value<'de, T: Value, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let mut value = T::blank();
    read_value(deserializer, &mut value)?;
    Ok(value)
}
