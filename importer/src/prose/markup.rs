//! HTML and odd links in the vendor's descriptions, as Markdown.

use tencentcloud_model::html;

/// Turns known tags into Markdown; what only looks like a tag is a placeholder and stays.
pub(crate) fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut link: Option<(usize, String)> = None;
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (before, tagged) = rest.split_at(at);
        push_text(&mut out, before);
        let Some(tag) = Tag::read(tagged) else {
            out.push('<');
            rest = tagged.get(1..).unwrap_or_default();
            continue;
        };
        rest = tagged.get(tag.length..).unwrap_or_default();
        match tag.name.as_str() {
            "script" | "style" | "iframe" => {
                if !tag.closes {
                    rest = behind_content(rest, &tag.name);
                }
            }
            "li" if !tag.closes => out.push_str("\n- "),
            "code" => out.push('`'),
            "td" | "th" if tag.closes => out.push(' '),
            "a" if tag.closes => {
                if let Some((start, href)) = link.take() {
                    close_link(&mut out, start, &href);
                }
            }
            "a" => link = Some((out.len(), tag.href)),
            name if INLINE.contains(&name) => {}
            _ => out.push('\n'),
        }
    }
    push_text(&mut out, rest);
    links(&out)
}

/// Text whose tags and entities are shown as code, for those that mean nothing in Markdown.
pub(crate) fn as_code(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(range) = html::locate(rest) {
        let (before, found, behind) =
            (&rest[..range.start], &rest[range.clone()], &rest[range.end..]);
        for part in [before, "`", found, "`"] {
            out.push_str(part);
        }
        rest = behind;
    }
    out + rest
}

/// Returns the rest of a text from the tag that closes `name`; an empty one without such a tag.
fn behind_content<'t>(text: &'t str, name: &str) -> &'t str {
    let closes = |at: &usize| {
        let tag = text.get(at + 2..at + 2 + name.len());
        tag.is_some_and(|tag| tag.eq_ignore_ascii_case(name))
    };
    let end = text.match_indices("</").map(|(at, _)| at).find(closes);
    text.get(end.unwrap_or(text.len())..).unwrap_or_default()
}

const INLINE: &[&str] = &[
    "a", "b", "strong", "i", "em", "u", "s", "del", "font", "span", "img", "sup", "sub", "small",
    "td", "th", "li", "label", "mark", "kbd",
];

const BLOCKS: &[&str] = &[
    "p",
    "div",
    "ul",
    "ol",
    "br",
    "hr",
    "table",
    "thead",
    "tbody",
    "tr",
    "pre",
    "blockquote",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "section",
    "center",
    "dx-alert",
    "dx-codeblock",
    "dx-tabs",
    "dx-accordion",
    "dx-steps",
    "dx-fold-block",
];

/// A tag that means something.
struct Tag {
    name: String,
    closes: bool,
    href: String,
    length: usize,
}

impl Tag {
    /// The known tag at the start of a text.
    fn read(text: &str) -> Option<Self> {
        // A tag has no other in it; so a text of many signs is gone through once.
        let end = 1 + text.get(1..)?.find(['<', '>'])?;
        let inner = text.get(1..end).filter(|_| text.as_bytes().get(end) == Some(&b'>'))?;
        let closes = inner.starts_with('/');
        let inner = inner.trim_start_matches('/');
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
        let length = inner.find(|c| !is_name(c)).unwrap_or(inner.len());
        let (name, attributes) = inner.split_at_checked(length)?;
        let name = name.to_ascii_lowercase();
        let is_known = ["script", "style", "iframe", "code"].contains(&name.as_str())
            || INLINE.contains(&name.as_str())
            || BLOCKS.contains(&name.as_str());
        let is_plain = attributes.is_empty() || attributes.starts_with([' ', '/', '\n', '\t']);
        (is_known && is_plain).then(|| Self {
            name,
            closes,
            href: href(attributes).unwrap_or_default().to_owned(),
            length: end + 1,
        })
    }
}

/// The target among the attributes of a link.
fn href(attributes: &str) -> Option<&str> {
    let (_, rest) = attributes.split_once("href")?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    rest.get(1..)?.split(quote).next()
}

fn close_link(out: &mut String, start: usize, href: &str) {
    let Some(words) = out.get(start..) else { return };
    let words = words.trim().to_owned();
    if is_url(href) && !words.is_empty() && !words.contains(['[', ']', '`']) {
        out.truncate(start);
        push_link(out, &words, href);
    }
}

fn push_link(out: &mut String, words: &str, target: &str) {
    for part in ["[", words, "](", target, ")"] {
        out.push_str(part);
    }
}

fn is_url(target: &str) -> bool {
    (target.starts_with("https://") || target.starts_with("http://"))
        && !target.contains(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '<' | '>'))
}

/// Text between tags, with the common entities resolved.
fn push_text(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, behind) = rest.split_at(at);
        out.push_str(before);
        let end = behind.bytes().take(9).position(|byte| byte == b';');
        let entity = end.and_then(|end| behind.get(1..end));
        if let Some(entity) = entity
            && let Some(c) = resolve(entity)
        {
            out.push(c);
            rest = behind.get(entity.len() + 2..).unwrap_or_default();
        } else {
            out.push('&');
            rest = behind.get(1..).unwrap_or_default();
        }
    }
    out.push_str(rest);
}

fn resolve(entity: &str) -> Option<char> {
    let number = entity.strip_prefix('#');
    if let Some(number) = number {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        return code.ok().and_then(char::from_u32);
    }
    Some(match entity {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "ldquo" => '“',
        "rdquo" => '”',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "middot" => '·',
        "times" => '×',
        _ => return None,
    })
}

/// Markdown links: those that lead within the vendor's site are only their words, and those that a
/// blank broke are whole again.
fn links(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('[') {
        let (before, behind) = rest.split_at(at);
        out.push_str(before);
        if let Some((words, target, length)) = link(behind) {
            if is_url(target) {
                push_link(&mut out, words, target);
            } else {
                out.push_str(words);
            }
            rest = behind.get(length..).unwrap_or_default();
        } else {
            out.push('[');
            rest = behind.get(1..).unwrap_or_default();
        }
    }
    out.push_str(rest);
    out
}

/// The words, the target and the length of the link at the start of a text.
fn link(text: &str) -> Option<(&str, &str, usize)> {
    // Words have no bracket in them; so a text of many brackets is gone through once.
    let close = 1 + text.get(1..)?.find(['[', ']'])?;
    let words = text.get(1..close).filter(|_| text.as_bytes().get(close) == Some(&b']'))?;
    let behind = text.get(close + 1..)?;
    let blanks = behind.len() - behind.trim_start_matches(' ').len();
    let target = behind.get(blanks..)?.strip_prefix('(')?;
    let end = target.find([')', '['])?;
    let target = target.get(..end).filter(|_| target.as_bytes().get(end) == Some(&b')'))?;
    let looks_like_one =
        target.starts_with("http") || target.starts_with('/') || target.starts_with('#');
    let is_whole = !words.trim().is_empty() && !words.contains('\n') && blanks <= 1;
    (looks_like_one && is_whole).then(|| (words, target.trim(), close + 1 + blanks + end + 2))
}
