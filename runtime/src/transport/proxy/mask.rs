//! Addresses of proxies in messages.

/// Returns an address, which need not be valid, without user and password.
pub(crate) fn masked(text: &str) -> String {
    let text = text.trim();
    let (scheme, rest) = match text.split_once("://") {
        Some((scheme, rest)) => (format!("{scheme}://"), rest),
        None => (String::new(), text),
    };
    if let Some((_, server)) = rest.rsplit_once('@') {
        return format!("{scheme}***@{server}");
    }
    // The place of a port may hold a password that is followed by no host.
    match rest.rsplit_once(':') {
        Some((host, port)) if !port.trim_end_matches('/').bytes().all(|b| b.is_ascii_digit()) => {
            let shown = if rest.starts_with('[') { port } else { "***" };
            format!("{scheme}{host}:{shown}")
        }
        _ => format!("{scheme}{rest}"),
    }
}
