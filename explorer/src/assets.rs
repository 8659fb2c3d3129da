//! The built page. `npm run build` in `page/` writes it to `assets/`, script and style included.

const PAGE: &str = include_str!("../assets/page.html");

/// The policy of the page: exactly its own script and style, and data from where it came.
#[cfg(feature = "server")]
pub(crate) const POLICY: &str = include_str!("../assets/policy.txt");

/// Returns the page for a static site, or for the local server. `start` is the path of the data that
/// the page loads without waiting for the index.
pub(crate) fn page(has_server: bool, start: Option<&str>) -> String {
    let mark = |kind: &str, start: &str| {
        format!("<meta name=\"explorer\" content=\"{kind}\" data-start=\"{start}\">")
    };
    let kind = if has_server { "server" } else { "static" };
    // Names of folders, which are letters, digits, `.` and `-`.
    PAGE.replace(&mark("static", ""), &mark(kind, start.unwrap_or_default()))
}
