//! Web archives: how browsers save a page, with all that belongs to it, as one file.

use crate::page::decode::{REMEDY, decoded, plain};
use encoding_rs::Encoding;
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{self as mail, MessageParser, MessagePart, MimeHeaders, PartType};

/// The longest headers of a message that are looked at.
const LONGEST_HEADERS: usize = 64 << 10;

/// Whether a file begins like a message: with headers that say how its content is divided or written.
pub(super) fn is_archive(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(LONGEST_HEADERS)).unwrap_or_default();
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let head = head.trim_start_matches(['\u{feff}', ' ', '\r', '\n', '\t']).replace("\r\n", "\n");
    let head = head.split("\n\n").next().unwrap_or_default();
    let is_header = head.split_once(':').is_some_and(|(name, _)| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    });
    let says = |header: &str| head.starts_with(header) || head.contains(&format!("\n{header}"));
    is_header
        && says("content-type:")
        && (head.contains("boundary") || says("content-transfer-encoding:"))
        && (says("mime-version:") || head.contains("multipart/"))
}

/// The pages in an archive, one behind the other: frames of a page are parts of their own.
pub(super) fn text(bytes: &[u8]) -> Result<String, String> {
    let fail = |reason: &str| Err(format!("this web archive {reason}: {REMEDY}"));
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let Some(message) = MessageParser::default().parse(bytes) else {
        return fail("cannot be read");
    };
    let of = |is_wanted: fn(&str, &str) -> bool| {
        let is_it = move |part: &&MessagePart<'_>| {
            let kind = part.content_type();
            !matches!(part.body, PartType::Multipart(_))
                && kind
                    .is_some_and(|kind| is_wanted(kind.ctype(), kind.subtype().unwrap_or_default()))
        };
        message
            .parts
            .iter()
            .filter(is_it)
            .map(|part| part_text(part, bytes))
            .collect::<Result<Vec<String>, String>>()
    };
    let is_html = |kind: &str, of: &str| {
        (kind == "text" && of == "html") || (kind == "application" && of == "xhtml+xml")
    };
    let mut texts = of(is_html)?;
    if texts.is_empty() {
        texts = of(|kind, of| kind == "text" && of == "plain")?;
    }
    let has_page = |text: &String| {
        ["<td", "<TD", "role=\"table\"", "API request", "接口请求域名"]
            .iter()
            .any(|it| text.contains(it))
    };
    let pages: Vec<&str> = texts.iter().filter(|text| has_page(text)).map(String::as_str).collect();
    if !pages.is_empty() {
        return Ok(pages.join("\n"));
    }
    match texts.into_iter().max_by_key(String::len) {
        Some(text) => Ok(text),
        None => fail("has no page in it"),
    }
}

/// The text of a part, in the encoding that it or its page names.
fn part_text(part: &MessagePart<'_>, message: &[u8]) -> Result<String, String> {
    let place = |offset: u32| usize::try_from(offset).unwrap_or(usize::MAX);
    let raw = message.get(place(part.offset_body)..place(part.offset_end)).unwrap_or_default();
    let bytes = match part.encoding {
        mail::Encoding::None => Some(raw.to_vec()),
        mail::Encoding::Base64 => base64_decode(raw),
        mail::Encoding::QuotedPrintable => quoted_printable_decode(raw),
    };
    let Some(bytes) = bytes else {
        return Err(format!("a part of this web archive is damaged: {REMEDY}"));
    };
    let name = part.content_type().and_then(|kind| kind.attribute("charset"));
    match name.and_then(|name| Encoding::for_label(name.as_bytes())) {
        Some(encoding) if std::str::from_utf8(&bytes).is_err() => decoded(&bytes, encoding),
        _ => plain(&bytes),
    }
}

#[cfg(test)]
mod tests {
    use crate::page::bytes::page_text;
    use encoding_rs::GBK;

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
    fn pages_are_found_in_any_part_and_encoding() {
        let page = "<p>颜色</p><table><tr><td>x</td></tr></table>";
        let quoted = |bytes: &[u8]| {
            bytes.iter().map(|byte| format!("={byte:02X}")).collect::<Vec<_>>().concat()
        };
        let part = |kind: &str, bytes: &[u8]| {
            let body = quoted(bytes);
            format!(
                "Content-Type: {kind}\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{body}\r\n"
            )
        };
        let archive = |kind: &str, parts: &[String]| {
            let long = "x".repeat(4_000);
            let parts: Vec<String> = parts.iter().map(|part| format!("--B\r\n{part}")).collect();
            let parts = parts.concat();
            format!(
                "X-Long: {long}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/{kind}; \
                 boundary=\"B\"\r\n\r\n{parts}--B--\r\n"
            )
        };
        let gbk = GBK.encode(page).0;
        let frame = part("text/html", b"<p>An advertisement that is very long indeed.</p>");
        for (kind, parts) in [
            ("related", vec![frame.clone(), part("text/html", page.as_bytes())]),
            ("mixed", vec![part("text/plain", b"see below"), part("text/html", page.as_bytes())]),
            ("related", vec![part("text/html; charset=\"gbk\"", &gbk), frame]),
            ("related", vec![part("application/xhtml+xml", page.as_bytes())]),
        ] {
            let text = page_text(archive(kind, &parts).as_bytes());
            assert_eq!(text.as_deref().map(str::trim), Ok(page), "{kind} {parts:?}");
        }
        let both = [part("text/html", page.as_bytes()), part("text/html", page.as_bytes())];
        let text = page_text(archive("related", &both).as_bytes()).unwrap();
        assert_eq!(text.matches("<table>").count(), 2);
        let single = format!("MIME-Version: 1.0\r\n{}", part("text/html", page.as_bytes()));
        assert_eq!(page_text(single.as_bytes()).unwrap().trim(), page);
    }
}
