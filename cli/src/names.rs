//! Names on the command line: wire names and their kebab-case forms.

use tencentcloud_model::diagnostic::similar;

/// Returns the kebab-case form of a wire name: `DescribeVPCPeers` is `describe-vpc-peers`.
pub fn kebab(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut text = String::with_capacity(name.len() + 8);
    for (index, letter) in letters.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|index| letters.get(index));
        let after = letters.get(index + 1);
        let begins_word = letter.is_uppercase()
            && before.is_some_and(|before| {
                !before.is_uppercase() || after.is_some_and(|after| after.is_lowercase())
            });
        if begins_word && !text.ends_with('-') {
            text.push('-');
        }
        text.extend(if *letter == '_' { '-' } else { *letter }.to_lowercase());
    }
    text
}

/// Returns whether a word is in kebab case: lower-case letters, digits and hyphens.
pub fn is_kebab(word: &str) -> bool {
    let is_part =
        |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    !word.is_empty() && word.chars().all(is_part)
}

/// A name that is not found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lost {
    /// Nothing has the name; the one that was surely meant, if there is one.
    Unknown(Option<String>),
    /// Several wire names have this kebab-case form.
    Ambiguous(Vec<String>),
}

/// Finds the wire name that a word names: the name itself, or its kebab-case form with hyphens at
/// any place, as the boundaries of acronyms are a matter of taste.
pub fn find<'a>(word: &str, names: impl Iterator<Item = &'a str> + Clone) -> Result<&'a str, Lost> {
    if let Some(name) = names.clone().find(|name| *name == word) {
        return Ok(name);
    }
    if is_kebab(word) {
        let folded = fold(word);
        let found: Vec<&str> = names.clone().filter(|name| fold(name) == folded).collect();
        match found.as_slice() {
            [] => {}
            [name] => return Ok(name),
            several => {
                return Err(Lost::Ambiguous(several.iter().map(ToString::to_string).collect()));
            }
        }
    }
    Err(Lost::Unknown(meant(word, names)))
}

/// Returns the name that was surely meant, in the case of the word.
pub fn meant<'a>(word: &str, names: impl Iterator<Item = &'a str>) -> Option<String> {
    if is_kebab(word) && word.contains('-') {
        let forms: Vec<String> = names.map(kebab).collect();
        return similar(word, forms.iter().map(String::as_str)).map(str::to_owned);
    }
    similar(word, names).map(str::to_owned)
}

/// The most names that a message lists.
const MOST: usize = 5;

/// Returns the first names that a word is the beginning of.
pub fn completions<'a>(word: &str, names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let word = fold(word);
    names.filter(|name| !word.is_empty() && fold(name).starts_with(&word)).take(MOST).collect()
}

/// Returns the question after the message of a name that is not known.
pub fn question(meant: Option<String>) -> String {
    meant.map_or_else(String::new, |meant| format!("; did you mean `{meant}`?"))
}

fn fold(name: &str) -> String {
    let letters = name.chars().filter(|letter| *letter != '-' && *letter != '_');
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::{Lost, find, kebab};

    #[test]
    fn acronyms_are_words_of_their_own() {
        assert_eq!(kebab("DescribeOrganizationMembers"), "describe-organization-members");
        assert_eq!(kebab("DescribeVPCPeers"), "describe-vpc-peers");
        assert_eq!(kebab("ListSCIMCredentials"), "list-scim-credentials");
        assert_eq!(kebab("Topic_Simplification"), "topic-simplification");
        assert_eq!(kebab("hadAutoFix"), "had-auto-fix");
    }

    #[test]
    fn a_name_is_found_by_its_wire_form_and_by_kebab_case_with_any_hyphens() {
        let names = ["SAMLIdPCertificate", "Limit", "Uui", "UUI"];
        let find = |word| find(word, names.iter().copied());
        assert_eq!(find("Limit"), Ok("Limit"));
        assert_eq!(find("saml-idp-certificate"), Ok("SAMLIdPCertificate"));
        assert_eq!(find("saml-id-p-certificate"), Ok("SAMLIdPCertificate"));
        assert_eq!(find("LIMIT"), Err(Lost::Unknown(Some("Limit".to_owned()))));
        assert_eq!(find("UUI"), Ok("UUI"));
        let both = vec!["Uui".to_owned(), "UUI".to_owned()];
        assert_eq!(find("uui"), Err(Lost::Ambiguous(both)));
    }
}
