//! The built page. `npm run build` in `page/` writes `assets/app.js`.

/// The files of the page but `index.html`: path, media type, content.
pub(crate) const FILES: &[(&str, &str, &str)] = &[
    ("app.js", "text/javascript; charset=utf-8", include_str!("../assets/app.js")),
    ("style.css", "text/css; charset=utf-8", include_str!("../page/style.css")),
];

const INDEX: &str = include_str!("../page/index.html");

/// Returns the page for a static site, or for the local server.
pub(crate) fn index(has_server: bool) -> String {
    let mark = |kind: &str| format!("<meta name=\"explorer\" content=\"{kind}\">");
    if has_server { INDEX.replace(&mark("static"), &mark("server")) } else { INDEX.to_owned() }
}
