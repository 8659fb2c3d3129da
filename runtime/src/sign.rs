//! Signing requests: TC3-HMAC-SHA256.
//!
//! The signature covers the body and the headers the caller names. It is made over bytes, so what is
//! sent must be exactly what was signed; [`crate::client::Client`] sees to it.

use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// The name of the algorithm, which begins the header `Authorization`.
pub const ALGORITHM: &str = "TC3-HMAC-SHA256";

/// What stands in the header `Authorization` of the few requests that are not signed.
pub const SKIP: &str = "SKIP";

/// What is signed.
///
/// ```
/// use tencentcloud_runtime::sign::Signing;
///
/// let signing = Signing {
///     method: "POST",
///     query: "",
///     headers: &[("content-type", "application/json"), ("host", "cvm.tencentcloudapi.com")],
///     body: b"{}",
///     service: "cvm",
///     timestamp: 1_551_113_065,
/// };
/// let authorization = signing.authorization("AKIDEXAMPLE", &"secret".into());
/// assert!(authorization.starts_with(
///     "TC3-HMAC-SHA256 Credential=AKIDEXAMPLE/2019-02-25/cvm/tc3_request, \
///      SignedHeaders=content-type;host, Signature="
/// ));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Signing<'a> {
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

impl Signing<'_> {
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
    pub fn authorization(&self, id: &str, key: &SecretString) -> String {
        let (date, headers) = (date(self.timestamp), self.sorted());
        let signature = self.signature(&date, &headers, key);
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
            text.extend(value.trim().chars().map(|c| c.to_ascii_lowercase()));
            text.push('\n');
        }
        text.push('\n');
        join(&mut text, headers);
        text.push('\n');
        push_hex(&mut text, &Sha256::digest(self.body));
        text
    }

    fn text(&self, date: &str, headers: &[(String, &str)]) -> String {
        let mut text = String::with_capacity(160);
        text.extend([ALGORITHM, "\n", &self.timestamp.to_string(), "\n"]);
        text.extend([date, "/", self.service, "/tc3_request\n"]);
        push_hex(&mut text, &Sha256::digest(self.canonical(headers)));
        text
    }

    fn signature(&self, date: &str, headers: &[(String, &str)], key: &SecretString) -> [u8; 32] {
        let secret = Zeroizing::new([b"TC3", key.expose_secret().as_bytes()].concat());
        let by_date = Zeroizing::new(hmac(&secret, date.as_bytes()));
        let by_service = Zeroizing::new(hmac(&*by_date, self.service.as_bytes()));
        let signing_key = Zeroizing::new(hmac(&*by_service, b"tc3_request"));
        hmac(&*signing_key, self.text(date, headers).as_bytes())
    }

    fn sorted(&self) -> Vec<(String, &str)> {
        let lower = |(name, value): &(&str, _)| (name.trim().to_ascii_lowercase(), *value);
        let mut headers: Vec<_> = self.headers.iter().map(lower).collect();
        headers.sort_unstable();
        headers
    }
}

/// Appends the names of the headers, separated by semicolons.
fn join(text: &mut String, headers: &[(String, &str)]) {
    for (index, (name, _)) in headers.iter().enumerate() {
        text.extend([if index > 0 { ";" } else { "" }, name]);
    }
}

fn hmac(key: &[u8], data: &[u8]) -> [u8; 32] {
    // Keys of HMAC may have any length, so there is always a state to start from.
    Hmac::<Sha256>::new_from_slice(key).map_or([0; 32], |mut mac| {
        mac.update(data);
        mac.finalize().into_bytes().into()
    })
}

fn push_hex(text: &mut String, bytes: &[u8]) {
    let digit = |value: u8| char::from_digit(value.into(), 16).unwrap_or_default();
    text.extend(bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]));
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
    use super::date;

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
}
