//! The mock's view of a signature, for a client to compare with its own.

/// The mock's view of the signature of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SignatureView {
    /// `TC3-HMAC-SHA256`, `HmacSHA256` or `HmacSHA1`.
    pub algorithm: &'static str,
    /// The canonical request; `None` for the older algorithms, which have none.
    pub canonical_request: Option<String>,
    /// The string to sign.
    pub string_to_sign: String,
    /// Whether the signature of the request is the one that the mock calculates from this string
    /// and the secret it knows.
    pub matches: bool,
}

impl SignatureView {
    /// How many bytes its strings take.
    pub(crate) fn size(&self) -> usize {
        self.string_to_sign.len() + self.canonical_request.as_ref().map_or(0, String::len)
    }
}
