//! Signing of requests: TC3-HMAC-SHA256.
//!
//! The signature covers the body and the headers the caller names. It is made over bytes, so what is
//! sent must be exactly what was signed; [`crate::client::Client`] sees to it.

use ring::{digest, hmac};
use std::sync::{Mutex, PoisonError};
use zeroize::Zeroizing;

/// The name of the algorithm, which begins the header `Authorization`.
pub const ALGORITHM: &str = "TC3-HMAC-SHA256";

/// The header `Authorization` of the few requests that are not signed.
pub const SKIP: &str = "SKIP";

/// The parts of a request that are signed.
///
/// ```
/// use tencentcloud_runtime::sign::SigningInput;
///
/// let signing = SigningInput {
///     method: "POST",
///     query: "",
///     headers: &[("content-type", "application/json"), ("host", "cvm.tencentcloudapi.com")],
///     body: b"{}",
///     service: "cvm",
///     timestamp: 1_551_113_065,
/// };
/// let authorization = signing.authorization("AKIDEXAMPLE", "secret");
/// assert!(authorization.starts_with(
///     "TC3-HMAC-SHA256 Credential=AKIDEXAMPLE/2019-02-25/cvm/tc3_request, \
///      SignedHeaders=content-type;host, Signature="
/// ));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct SigningInput<'a> {
    /// The HTTP method, in upper case.
    pub method: &'a str,
    /// The query, as it stands in the address; empty for `POST`.
    pub query: &'a str,
    /// The headers to sign, in any order; their names in any case.
    pub headers: &'a [(&'a str, &'a str)],
    /// The body, as it is sent.
    pub body: &'a [u8],
    /// The name of the service.
    pub service: &'a str,
    /// When the request is made, in seconds since 1970-01-01 UTC; also sent as `X-TC-Timestamp`.
    pub timestamp: i64,
}

impl SigningInput<'_> {
    /// The canonical request, a text in which the same request looks the same.
    ///
    /// The path is `/` whatever the address has: the service does not see what a gateway before
    /// it adds.
    pub fn canonical_request(&self) -> String {
        self.canonical(&self.sorted())
    }

    /// The text that is signed.
    pub fn string_to_sign(&self) -> String {
        self.text(&date(self.timestamp), &self.sorted())
    }

    /// The value of the header `Authorization`.
    pub fn authorization(&self, id: &str, key: &str) -> String {
        self.authorization_by(id, |date| signing_key(key, date, self.service))
    }

    /// Returns the header, made with a key that was derived before, if there is one.
    pub(crate) fn authorization_with(&self, id: &str, key: &str, derived: &Derived) -> String {
        self.authorization_by(id, |date| derived.key(key, date, self.service))
    }

    fn authorization_by(&self, id: &str, key: impl FnOnce(&str) -> SigningKey) -> String {
        let (date, headers) = (date(self.timestamp), self.sorted());
        let signature = hmac(&*key(&date), self.text(&date, &headers).as_bytes());
        let mut text = String::with_capacity(256);
        text.extend([ALGORITHM, " Credential=", id, "/", &date, "/", self.service]);
        text.push_str("/tc3_request, SignedHeaders=");
        join(&mut text, &headers);
        text.push_str(", Signature=");
        push_hex(&mut text, &signature);
        text
    }

    fn canonical(&self, headers: &[(String, &str)]) -> String {
        let mut text = String::with_capacity(512);
        text.extend([self.method, "\n/\n", self.query, "\n"]);
        for (name, value) in headers {
            text.extend([name, ":"]);
            let start = text.len();
            text.push_str(value.trim());
            text.get_mut(start..).into_iter().for_each(str::make_ascii_lowercase);
            text.push('\n');
        }
        text.push('\n');
        join(&mut text, headers);
        text.push('\n');
        push_hex(&mut text, sha256(self.body).as_ref());
        text
    }

    fn text(&self, date: &str, headers: &[(String, &str)]) -> String {
        let mut text = String::with_capacity(160);
        text.extend([ALGORITHM, "\n", &self.timestamp.to_string(), "\n"]);
        text.extend([date, "/", self.service, "/tc3_request\n"]);
        push_hex(&mut text, sha256(self.canonical(headers).as_bytes()).as_ref());
        text
    }

    fn sorted(&self) -> Vec<(String, &str)> {
        let lower = |(name, value): &(&str, _)| (name.trim().to_ascii_lowercase(), *value);
        let mut headers: Vec<_> = self.headers.iter().map(lower).collect();
        headers.sort_unstable();
        headers
    }
}

/// The key that signs the requests to a service for a day.
type SigningKey = Zeroizing<[u8; 32]>;

fn signing_key(secret: &str, date: &str, service: &str) -> SigningKey {
    let secret = Zeroizing::new([b"TC3", secret.as_bytes()].concat());
    let by_date = Zeroizing::new(hmac(&secret, date.as_bytes()));
    let by_service = Zeroizing::new(hmac(&*by_date, service.as_bytes()));
    Zeroizing::new(hmac(&*by_service, b"tc3_request"))
}

/// The key that was derived last from a secret key, for the requests to come: deriving it is half
/// of the work of signing.
#[derive(Default)]
pub(crate) struct Derived(Mutex<Option<Kept>>);

struct Kept {
    date: String,
    service: String,
    key: SigningKey,
}

impl Derived {
    fn key(&self, secret: &str, date: &str, service: &str) -> SigningKey {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match &*kept {
            Some(kept) if kept.date == date && kept.service == service => kept.key.clone(),
            _ => {
                let key = signing_key(secret, date, service);
                let (date, service) = (date.to_owned(), service.to_owned());
                *kept = Some(Kept { date, service, key: key.clone() });
                key
            }
        }
    }
}

/// Appends the names of the headers, separated by semicolons.
fn join(text: &mut String, headers: &[(String, &str)]) {
    for (index, (name, _)) in headers.iter().enumerate() {
        text.extend([if index > 0 { ";" } else { "" }, name]);
    }
}

fn sha256(data: &[u8]) -> digest::Digest {
    digest::digest(&digest::SHA256, data)
}

fn hmac(key: &[u8], data: &[u8]) -> [u8; 32] {
    let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), data);
    let mut bytes = [0; 32];
    bytes.iter_mut().zip(tag.as_ref()).for_each(|(to, from)| *to = *from);
    bytes
}

fn push_hex(text: &mut String, bytes: &[u8]) {
    let digit = |value: u8| char::from(if value < 10 { b'0' + value } else { b'a' + value - 10 });
    for byte in bytes {
        text.push(digit(byte >> 4));
        text.push(digit(byte & 15));
    }
}

/// The date of a timestamp, in UTC.
///
/// Counts from March, so that the leap day ends the year, and in eras of 400 years, which all have
/// the same number of days.
fn date(timestamp: i64) -> String {
    const ERA: i64 = 146_097;
    // Days since 0000-03-01.
    let days = timestamp.div_euclid(86_400) + 719_468;
    let day_of_era = days.rem_euclid(ERA);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = (month_from_march + 2) % 12 + 1;
    let year = days.div_euclid(ERA) * 400 + year_of_era + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::{Derived, SigningInput, date};

    #[test]
    fn dates_are_those_of_the_calendar_in_utc() {
        for (timestamp, expected) in [
            (0, "1970-01-01"),
            (86_399, "1970-01-01"),
            (86_400, "1970-01-02"),
            (951_782_399, "2000-02-28"),
            (951_782_400, "2000-02-29"),
            (951_868_800, "2000-03-01"),
            (1_551_113_065, "2019-02-25"),
            (4_107_542_399, "2100-02-28"),
            (4_107_542_400, "2100-03-01"),
            (-1, "1969-12-31"),
        ] {
            assert_eq!(date(timestamp), expected, "{timestamp}");
        }
    }

    #[test]
    fn a_key_is_kept_for_its_day_and_service_alone() {
        let (derived, secret) = (Derived::default(), "secret");
        for (service, timestamp) in
            [("cvm", 0), ("cvm", 86_399), ("cvm", 86_400), ("sts", 86_400), ("cvm", 86_400)]
        {
            let signing = SigningInput {
                method: "POST",
                query: "",
                headers: &[("host", "example.com")],
                body: b"{}",
                service,
                timestamp,
            };
            let kept = signing.authorization_with("AKID", secret, &derived);
            assert_eq!(kept, signing.authorization("AKID", secret));
        }
    }
}
