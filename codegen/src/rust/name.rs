//! Wire names to Rust identifiers: the only place that makes one.
//!
//! Names follow the Rust API guidelines, in which an acronym is one word: `DescribeIPList` becomes
//! `DescribeIpList` and `describe_ip_list`. heck finds the words; what its rules get wrong is
//! prepared here: plural acronyms (`VpcIDs`), and the words that `names.yaml` lists (`IdP`).

use heck::{ToSnakeCase, ToUpperCamelCase};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};

/// Makes identifiers, and remembers which of the listed words it needed.
#[derive(Debug, Default)]
pub struct Namer {
    words: Vec<Word>,
}

#[derive(Debug)]
struct Word {
    text: String,
    used: AtomicBool,
}

/// Keywords of the 2024 edition that a raw identifier can spell.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Keywords that have no raw form.
const PATH_KEYWORDS: &[&str] = &["self", "super", "crate", "Self", "_"];

impl Namer {
    /// A namer that keeps each of `words` together.
    pub fn new<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let words = words
            .into_iter()
            .map(|text| Word { text: text.to_owned(), used: AtomicBool::new(false) })
            .collect();
        Self { words }
    }

    /// The listed words that changed no name so far.
    pub fn unused_words(&self) -> Vec<usize> {
        let unused =
            |(index, word): (usize, &Word)| (!word.used.load(Ordering::Relaxed)).then_some(index);
        self.words.iter().enumerate().filter_map(unused).collect()
    }

    /// The name of a type or variant: `SAMLIdPCertificate` becomes `SamlIdpCertificate`.
    pub fn upper_camel(&self, wire_name: &str) -> String {
        let name =
            self.prepare(wire_name, ToUpperCamelCase::to_upper_camel_case).to_upper_camel_case();
        if name == "Self" { "Self_".to_owned() } else { name }
    }

    /// The name of a field, method or module: `VpcIDs` becomes `vpc_ids`, `Type` becomes `r#type`.
    pub fn snake(&self, wire_name: &str) -> String {
        escape(self.bare_snake(wire_name))
    }

    /// Like [`snake`](Self::snake), as a part of a longer name or of a path on disk: not escaped.
    pub fn bare_snake(&self, wire_name: &str) -> String {
        self.prepare(wire_name, ToSnakeCase::to_snake_case).to_snake_case()
    }

    /// Rewrites what heck would split in the wrong place. A listed word counts as used if the
    /// conversion comes out differently with it.
    fn prepare(&self, wire_name: &str, convert: impl Fn(&str) -> String) -> String {
        let mut name = join_plural_acronyms(wire_name);
        for word in &self.words {
            let joined = join_word(&name, &word.text);
            if joined == name {
                continue;
            }
            if convert(&joined) != convert(&name) {
                word.used.store(true, Ordering::Relaxed);
            }
            name = joined;
        }
        name
    }
}

/// Makes a keyword legal; anything else is returned as it is.
pub fn escape(name: String) -> String {
    if PATH_KEYWORDS.contains(&name.as_str()) {
        name + "_"
    } else if KEYWORDS.contains(&name.as_str()) {
        format!("r#{name}")
    } else {
        name
    }
}

/// Whether `name` can stand as an identifier.
pub fn is_identifier(name: &str) -> bool {
    let bare = name.strip_prefix("r#").unwrap_or(name);
    let mut chars = bare.chars();
    let start = chars.next().is_some_and(|c| c == '_' || c.is_ascii_alphabetic());
    start
        && bare != "_"
        && chars.all(|c| c == '_' || c.is_ascii_alphanumeric())
        && (name != bare || escape(bare.to_owned()) == bare)
}

/// Gives each name of a scope that an earlier one already has a number, as wire order says:
/// `uui`, `uui` become `uui`, `uui_2` (or `Asc`, `Asc2`, with an empty `separator`).
pub fn distinguish(names: &mut [String], separator: &str) {
    distinguish_except(names, &[], separator);
}

/// Numbers names as [`distinguish`] does, except those that `is_fixed` marks, which others avoid.
pub fn distinguish_except(names: &mut [String], is_fixed: &[bool], separator: &str) {
    let is_fixed = |index: usize| is_fixed.get(index).copied().unwrap_or(false);
    let mut taken: BTreeSet<String> = names.iter().cloned().collect();
    let fixed = names.iter().enumerate().filter(|(index, _)| is_fixed(*index));
    let mut seen: BTreeSet<String> = fixed.map(|(_, name)| name.clone()).collect();
    for (index, name) in names.iter_mut().enumerate() {
        if is_fixed(index) || seen.insert(name.clone()) {
            continue;
        }
        // With a number behind it, it is no keyword.
        let bare = name.strip_prefix("r#").unwrap_or(name).trim_end_matches('_').to_owned();
        let mut number = 2_usize;
        while !taken.insert(format!("{bare}{separator}{number}")) {
            number += 1;
        }
        *name = format!("{bare}{separator}{number}");
        seen.insert(name.clone());
    }
}

/// `VpcIDs` becomes `VpcIds`: capitals and then a lone `s` are one word.
fn join_plural_acronyms(name: &str) -> String {
    let bytes = name.as_bytes();
    let mut joined = bytes.to_vec();
    let mut start = 0;
    while start < bytes.len() {
        let end =
            start + bytes[start..].iter().take_while(|byte| byte.is_ascii_uppercase()).count();
        let is_plural = end - start >= 2
            && bytes.get(end) == Some(&b's')
            && bytes.get(end + 1).is_none_or(|next| !next.is_ascii_lowercase());
        if is_plural {
            joined[start + 1..end].make_ascii_lowercase();
        }
        start = end.max(start + 1);
    }
    String::from_utf8(joined).unwrap_or_else(|_| name.to_owned())
}

/// Writes every occurrence of `word` with one capital, where it is not the beginning of another
/// word: `SAMLIdPCertificate` becomes `SAMLIdpCertificate`.
fn join_word(name: &str, word: &str) -> String {
    let mut joined = String::with_capacity(name.len());
    let mut rest = name;
    while let Some(at) = rest.find(word).filter(|_| !word.is_empty()) {
        let (before, found) = rest.split_at(at);
        let (found, after) = found.split_at(word.len());
        joined.push_str(before);
        if after.starts_with(|next: char| next.is_ascii_lowercase()) {
            joined.push_str(found);
        } else {
            let mut chars = found.chars();
            joined.extend(chars.next().map(|first| first.to_ascii_uppercase()));
            joined.extend(chars.map(|c| c.to_ascii_lowercase()));
        }
        rest = after;
    }
    joined + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn namer() -> Namer {
        Namer::new(["IdP", "IPv6", "OAuth"])
    }

    #[test]
    fn types_treat_an_acronym_as_one_word() {
        let cases = [
            ("SAMLIdPCertificate", "SamlIdpCertificate"),
            ("AddExternalSAMLIdPCertificate", "AddExternalSamlIdpCertificate"),
            ("IPv6Address", "Ipv6Address"),
            ("InstanceIDs", "InstanceIds"),
            ("GetWsTokenReq_Label", "GetWsTokenReqLabel"),
            ("DescribeHunyuanTo3DUVJob", "DescribeHunyuanTo3DuvJob"),
            ("Topic_Simplification", "TopicSimplification"),
            ("FailedOperation.ApplyExist", "FailedOperationApplyExist"),
            ("Self", "Self_"),
            ("Option", "Option"),
        ];
        for (wire_name, name) in cases {
            assert_eq!(namer().upper_camel(wire_name), name, "{wire_name}");
        }
    }

    #[test]
    fn fields_are_snake_case_and_keywords_are_escaped() {
        let cases = [
            ("SAMLIdPCertificate", "saml_idp_certificate"),
            ("VpcIDs", "vpc_ids"),
            ("IPs", "ips"),
            ("URLsOfACLs", "urls_of_acls"),
            ("IPv6Address", "ipv6_address"),
            ("Type", "r#type"),
            ("Super", "super_"),
            ("Abstract", "r#abstract"),
            ("Gen", "r#gen"),
            ("Default", "default"),
            ("hadAutoFixVul", "had_auto_fix_vul"),
            ("SoftwareMD5", "software_md5"),
            ("Y", "y"),
            ("RequestId", "request_id"),
        ];
        for (wire_name, name) in cases {
            assert_eq!(namer().snake(wire_name), name, "{wire_name}");
        }
        assert_eq!(namer().bare_snake("Type"), "type");
    }

    #[test]
    fn a_plural_needs_capitals_before_the_s_and_an_end_after_it() {
        assert_eq!(join_plural_acronyms("SAMLAssertion"), "SAMLAssertion");
        assert_eq!(join_plural_acronyms("DNSsec"), "DNSsec");
        assert_eq!(join_plural_acronyms("As"), "As");
        assert_eq!(join_plural_acronyms("VIPsInUse"), "VipsInUse");
    }

    #[test]
    fn names_that_collide_are_numbered_in_wire_order() {
        let mut names = ["uui", "id", "uui", "uui_2", "uui", "r#type", "r#type"].map(String::from);
        distinguish(&mut names, "_");
        assert_eq!(names, ["uui", "id", "uui_3", "uui_2", "uui_4", "r#type", "type_2"]);
        let mut names = ["Self_", "Self_"].map(String::from);
        distinguish(&mut names, "");
        assert_eq!(names, ["Self_", "Self2"]);
    }

    #[test]
    fn a_fixed_name_is_kept_and_others_make_way() {
        let mut names = ["id", "id", "id_2"].map(String::from);
        distinguish_except(&mut names, &[false, true, false], "_");
        assert_eq!(names, ["id_3", "id", "id_2"]);
    }

    #[test]
    fn a_listed_word_is_used_only_if_it_changes_a_name() {
        let namer = Namer::new(["IdP", "Zone", "OIDCx"]);
        assert_eq!(namer.snake("ZoneIdP"), "zone_idp");
        assert_eq!(namer.unused_words(), [1, 2]);
    }

    #[test]
    fn identifiers_are_told_from_other_text() {
        for name in ["a", "A1", "_x", "r#type", "Unknown"] {
            assert!(is_identifier(name), "{name}");
        }
        for name in ["", "_", "1a", "type", "a-b", "super", "é"] {
            assert!(!is_identifier(name), "{name}");
        }
    }
}
