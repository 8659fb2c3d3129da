//! Templates of samples: a place for a value is written `«name»`.

/// Fills the places of a template. Other places stay.
pub(super) fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut text = template.to_owned();
    for (name, value) in values {
        text = text.replace(&format!("«{name}»"), value);
    }
    text
}
