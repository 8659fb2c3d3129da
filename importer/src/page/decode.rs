//! Encodings of a saved page: UTF-8, UTF-16, the Chinese ones, and others that the bytes name.

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// The remedy for a file that cannot be read.
pub(super) const REMEDY: &str = "save the page as HTML, Markdown or text, in UTF-8";

/// The text of bytes that name their encoding at most themselves.
pub(super) fn plain(bytes: &[u8]) -> Result<String, String> {
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
    // The name that a page gives. Pages that name a Western one are often Chinese all the same: its
    // bytes have a meaning in every order, and Chinese ones stand in pairs.
    let named = declared(bytes).filter(|encoding| *encoding != UTF_8);
    match named.filter(|encoding| !(encoding.is_single_byte() && is_chinese(bytes))) {
        Some(encoding) => decoded(bytes, encoding),
        None if is_chinese(bytes) => decoded(bytes, GB18030),
        None => Err(not_utf8(bytes)),
    }
}

/// The text of bytes in an encoding that someone else names.
pub(super) fn decoded(bytes: &[u8], encoding: &'static Encoding) -> Result<String, String> {
    let (text, _, has_errors) = encoding.decode(bytes);
    if has_errors {
        let name = encoding.name();
        return Err(format!("this file is not the {name} that it says to be: {REMEDY}"));
    }
    Ok(text.into_owned())
}

/// Says where bytes are not UTF-8.
fn not_utf8(bytes: &[u8]) -> String {
    let valid = std::str::from_utf8(bytes).err().map_or(0, |error| error.valid_up_to());
    let before = bytes.get(..valid).unwrap_or_default();
    let line = before.split(|byte| *byte == b'\n').count();
    format!("this file is not UTF-8 (byte {} in line {line}): {REMEDY}", valid + 1)
}

/// Whether the bytes that are not ASCII are the common letters of GB 2312, all of them in pairs: so are
/// those of Chinese pages in GBK, and hardly those of another encoding.
fn is_chinese(bytes: &[u8]) -> bool {
    let Some(text) = GB18030.decode_without_bom_handling_and_without_replacement(bytes) else {
        return false;
    };
    let (mut common, mut rare) = (0_usize, 0_usize);
    let mut rest = bytes.iter().copied();
    while let Some(byte) = rest.next() {
        if byte.is_ascii() {
            continue;
        }
        // Behind the first of a pair stands its second.
        let second = rest.next().unwrap_or_default();
        let is_common = matches!(byte, 0xA1..=0xA9 | 0xB0..=0xF7) && matches!(second, 0xA1..=0xFE);
        *(if is_common { &mut common } else { &mut rare }) += 1;
    }
    rare * 20 <= common && text.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c))
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

/// Where the head of a page ends at the latest; scripts may stand before the name of the encoding.
const HEAD: usize = 256 << 10;

/// The encoding in `<meta charset=…>`.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(HEAD))?).to_ascii_lowercase();
    let (_, rest) = head.split_once("charset")?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'))?;
    Encoding::for_label(rest.get(..end)?.as_bytes())
}

#[cfg(test)]
mod tests {
    use crate::page::bytes::page_text;
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
    fn no_encoding_is_guessed_that_the_bytes_do_not_show() {
        let (page, plain) = (PAGE.replace("接口", "颜色，取值"), "<html><body>The colour’s “é”.");
        let western = page.replace("<html>", "<html><meta charset=iso-8859-1>");
        let gbk = GBK.encode(&western).0.into_owned();
        assert_eq!(page_text(&gbk).as_deref(), Ok(western.as_str()));
        let declared = plain.replace("<html>", "<html><meta charset=\"windows-1252\">");
        let bytes = encoding_rs::WINDOWS_1252.encode(&declared).0.into_owned();
        assert_eq!(page_text(&bytes).as_deref(), Ok(declared.as_str()));
        for bytes in [
            encoding_rs::WINDOWS_1252.encode(plain).0.into_owned(),
            encoding_rs::SHIFT_JIS.encode("<p>\n色です").0.into_owned(),
            encoding_rs::BIG5.encode("<p>\n顏色不同").0.into_owned(),
            b"The \xff colour.".to_vec(),
        ] {
            let reason = page_text(&bytes).unwrap_err();
            assert!(
                reason.contains("not UTF-8 (byte") && reason.contains("save the page"),
                "{reason}"
            );
        }
    }

    #[test]
    fn what_is_no_text_says_how_to_save() {
        for bytes in [&b"%PDF-1.7 x"[..], b"PK\x03\x04x", b"\xff\x00\xff\xd8 \x80", b"bplist00"] {
            let reason = page_text(bytes).unwrap_err();
            assert!(reason.contains("save the page as HTML"), "{reason}");
        }
    }
}
