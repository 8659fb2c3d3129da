//! The bytes of a saved page as text: UTF-8, UTF-16, the Chinese encodings, and web archives.

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use mail_parser::{MessageParser, MimeHeaders, PartType};

/// The remedy for a file that cannot be read.
const REMEDY: &str = "save the page as HTML, Markdown or text, in UTF-8";

/// Returns the text of a saved page.
///
/// # Errors
///
/// Why the bytes are no text, and how to save the page.
pub fn page_text(bytes: &[u8]) -> Result<String, String> {
    if is_web_archive(bytes) {
        return web_archive(bytes);
    }
    plain(bytes)
}

fn plain(bytes: &[u8]) -> Result<String, String> {
    for (form, mark) in [
        ("PDF", &b"%PDF-"[..]),
        ("Word or zip", b"PK\x03\x04"),
        ("Word", b"\xD0\xCF\x11\xE0"),
        ("PNG", b"\x89PNG"),
        ("JPEG", b"\xFF\xD8\xFF"),
        ("GIF", b"GIF8"),
        ("Safari web archive", b"bplist"),
        ("compressed", b"\x1f\x8b"),
    ] {
        if bytes.starts_with(mark) {
            return Err(format!("this is a {form} file and not a text: {REMEDY}"));
        }
    }
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return decoded(bytes, encoding);
    }
    if let Some(encoding) = wide(bytes) {
        return decoded(bytes, encoding);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    // The name that a page gives, else the encoding of Chinese pages if every byte fits.
    if let Some(encoding) = declared(bytes).filter(|encoding| *encoding != UTF_8) {
        return decoded(bytes, encoding);
    }
    match GB18030.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) if text.chars().any(is_chinese) => Ok(text.into_owned()),
        _ => Err(format!("this file is not UTF-8: {REMEDY}")),
    }
}

fn decoded(bytes: &[u8], encoding: &'static Encoding) -> Result<String, String> {
    let (text, _, has_errors) = encoding.decode(bytes);
    if has_errors {
        let name = encoding.name();
        return Err(format!("this file is not the {name} that it says to be: {REMEDY}"));
    }
    Ok(text.into_owned())
}

/// UTF-16 without a mark: its line breaks, digits and markup are ASCII, so zeros stand in many of the
/// odd or of the even places; a text of another encoding has none.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = bytes.get(..4096.min(bytes.len() & !1))?;
    let zeros = |offset| start.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let least = (start.len() / 64).max(4);
    // A few Chinese letters have a zero on the other side.
    if odd >= least && even * 8 <= odd {
        Some(UTF_16LE)
    } else if even >= least && odd * 8 <= even {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// The encoding in `<meta charset=…>`.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(4096))?).to_ascii_lowercase();
    let (_, rest) = head.split_once("charset")?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'))?;
    Encoding::for_label(rest.get(..end)?.as_bytes())
}

fn is_chinese(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
}

/// Whether a file begins like a message with parts: how browsers save a page as one file.
fn is_web_archive(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(2048)).unwrap_or_default();
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let first = head.trim_start_matches(['\u{feff}', ' ', '\r', '\n', '\t']);
    let is_header = first.split_once(':').is_some_and(|(name, _)| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    });
    is_header && head.contains("multipart/related") && head.contains("boundary")
}

fn web_archive(bytes: &[u8]) -> Result<String, String> {
    let fail = |reason: &str| Err(format!("this web archive {reason}: {REMEDY}"));
    let Some(message) = MessageParser::default().parse(bytes) else {
        return fail("cannot be read");
    };
    let is_page = |part: &&mail_parser::MessagePart<'_>| {
        let kind = part.content_type();
        kind.is_some_and(|kind| {
            kind.ctype() == "text" && matches!(kind.subtype(), Some("html" | "plain"))
        })
    };
    let Some(part) = message.parts.iter().find(is_page) else {
        return fail("has no page in it");
    };
    match &part.body {
        PartType::Html(text) | PartType::Text(text) => Ok(text.clone().into_owned()),
        PartType::Binary(bytes) | PartType::InlineBinary(bytes) => plain(bytes),
        _ => fail("has no page in it"),
    }
}

#[cfg(test)]
mod tests {
    use super::page_text;
    use encoding_rs::{GBK, UTF_8};

    const PAGE: &str = "<html><body><p>接口请求域名：a.tencentcloudapi.com 。</p></body></html>";

    fn utf16(text: &str, is_big: bool, mark: bool) -> Vec<u8> {
        let mark = mark.then_some(0xFEFF);
        let units = mark.into_iter().chain(text.encode_utf16());
        let bytes = |unit: u16| if is_big { unit.to_be_bytes() } else { unit.to_le_bytes() };
        units.flat_map(bytes).collect()
    }

    #[test]
    fn every_usual_encoding_is_read() {
        let gbk = GBK.encode(PAGE).0.into_owned();
        let declared = PAGE.replace("<html>", "<html><meta charset=\"gb2312\">");
        let table = [
            ("UTF-8", PAGE.as_bytes().to_vec(), PAGE),
            ("mark", format!("\u{feff}{PAGE}").into_bytes(), PAGE),
            ("UTF-16, little", utf16(PAGE, false, true), PAGE),
            ("UTF-16, big", utf16(PAGE, true, true), PAGE),
            ("UTF-16, little, no mark", utf16(PAGE, false, false), PAGE),
            ("UTF-16, big, no mark", utf16(PAGE, true, false), PAGE),
            ("GBK", gbk, PAGE),
            ("GBK, declared", GBK.encode(&declared).0.into_owned(), declared.as_str()),
        ];
        for (name, bytes, expected) in table {
            assert_eq!(page_text(&bytes).as_deref(), Ok(expected), "{name}");
        }
        assert_eq!(UTF_8.name(), "UTF-8");
    }

    #[test]
    fn a_web_archive_is_the_page_in_it() {
        let archive = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.b/c\r\n\
            Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\
            \ttype=\"text/html\";\r\n\tboundary=\"--B--\"\r\n\r\n----B--\r\n\
            Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\
            Content-Location: https://a.b/c\r\n\r\n<p>=E5=9F=9F=E5=90=8D a=3Db lo=\r\nng</p>\r\n\
            ----B--\r\nContent-Type: text/css\r\n\r\np { }\r\n----B----\r\n";
        let text = page_text(archive.as_bytes()).unwrap();
        assert_eq!(text.trim(), "<p>域名 a=b long</p>");
        let empty = archive.replace("text/html\r\n", "image/png\r\n");
        assert!(page_text(empty.as_bytes()).unwrap_err().contains("save the page as"));
    }

    #[test]
    fn what_is_no_text_says_how_to_save() {
        for bytes in [&b"%PDF-1.7 x"[..], b"PK\x03\x04x", b"\xff\x00\xff\xd8 \x80", b"bplist00"] {
            let reason = page_text(bytes).unwrap_err();
            assert!(reason.contains("save the page as HTML"), "{reason}");
        }
    }
}
