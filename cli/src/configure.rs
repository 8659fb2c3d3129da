//! Writes a profile for this program and the vendor's SDKs, readable by its owner alone.

use crate::failure::{Failure, Kind};
use crate::host::Host;
use crate::options::{self, Arguments};
use crate::profile;
use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::Path;

/// Runs `configure`: asks for the key and writes it. Without a terminal the answers are lines of
/// stdin: secret ID, secret key, region and site, of which the last two may be missing or empty.
///
/// # Errors
///
/// Returns an error if an answer is not valid, or the file cannot be written.
pub fn run(arguments: &Arguments, host: &mut Host) -> Result<(), Failure> {
    let name = arguments.value("profile").unwrap_or("default").to_owned();
    if name.is_empty() || name.chars().any(|letter| letter.is_control() || "[]".contains(letter)) {
        return Err(Failure::usage(format!("`{name}` cannot name a profile")));
    }
    let path = profile::file(host).ok_or_else(|| {
        Failure::new(Kind::Config, "the home directory is not known").help("set HOME")
    })?;
    let mut answers = Answers::new(host)?;
    let id = answers.ask(host, "secret ID")?;
    let key = answers.secret(host, "secret key")?;
    for (what, value) in [("secret ID", &id), ("secret key", &key)] {
        if value.is_empty()
            || value.chars().any(|letter| !letter.is_ascii_graphic() || "\"'".contains(letter))
        {
            return Err(Failure::usage(format!(
                "the {what} is empty, or has blanks, quotes or other letters than ASCII"
            )));
        }
    }
    let region = match arguments.value("region") {
        Some(region) => region.to_owned(),
        None => answers.ask(host, "region (empty: unchanged)")?,
    };
    let site = match arguments.value("site") {
        Some(site) => site.to_owned(),
        None => answers.ask(host, "site: mainland or international (empty: unchanged)")?,
    };
    if !site.is_empty() && options::site(&site).is_none() {
        return Err(Failure::usage(format!("the site cannot be `{site}`"))
            .help("expected one of mainland, international"));
    }
    let mut values = vec![("secret_id", id.as_str()), ("secret_key", key.as_str())];
    values.extend([("region", region.as_str()), ("site", site.as_str())]);
    values.retain(|(_, value)| !value.is_empty());
    // A link to a file elsewhere stays a link.
    let path = fs::canonicalize(&path).unwrap_or(path);
    let shown = path.display().to_string();
    let before = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(Failure::io(&format!("read {shown}"), &error)),
    };
    save(&path, &replaced(&before, &name, &values))
        .map_err(|error| Failure::io(&format!("write {shown}"), &error))?;
    host.note(&format!("wrote profile `{name}` to {shown}"));
    Ok(())
}

/// The keys of a temporary credential, which does not fit to another secret.
const TOKENS: &[&str] = &["token", "security_token", "session_token"];

/// The file with these values in a section, which is added at the end if it is not there. Other keys
/// and comments of the section stay, but for the token of the credential before.
fn replaced(text: &str, name: &str, values: &[(&str, &str)]) -> String {
    let lines: Vec<[&str; 4]> =
        values.iter().map(|(key, value)| [*key, " = ", *value, "\n"]).collect();
    let new = lines.concat().concat();
    let is_old = |line: &str| {
        let key = line.split_once('=').map(|(key, _)| key.trim().to_ascii_lowercase());
        key.is_some_and(|key| {
            TOKENS.contains(&key.as_str()) || values.iter().any(|(name, _)| *name == key)
        })
    };
    let mut out = String::new();
    let (mut is_own, mut is_done) = (false, false);
    for line in text.lines() {
        let section = profile::section(line);
        if let Some(found) = section {
            is_own = found == name;
        }
        if section.is_some() || !is_own || !is_old(line) {
            out.extend([line, "\n"]);
        }
        if section.is_some() && is_own && !std::mem::replace(&mut is_done, true) {
            out.push_str(&new);
        }
    }
    if !is_done {
        if !out.is_empty() && !out.ends_with("\n\n") {
            out.push('\n');
        }
        out.extend(["[", name, "]\n", &new]);
    }
    out
}

/// Writes a file aside, with mode 0600, and renames it.
fn save(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let aside = path.with_extension(format!("new-{}", std::process::id()));
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let written = options.open(&aside).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()
    });
    let renamed = written.and_then(|()| fs::rename(&aside, path));
    if renamed.is_err() {
        let _ = fs::remove_file(&aside);
    }
    renamed
}

/// The answers: asked for on a terminal, or lines of stdin.
struct Answers(Option<Vec<String>>);

impl Answers {
    fn new(host: &mut Host) -> Result<Self, Failure> {
        if host.stdin_is_terminal {
            return Ok(Self(None));
        }
        let mut text = String::new();
        host.stdin.read_to_string(&mut text).map_err(|error| Failure::io("read stdin", &error))?;
        Ok(Self(Some(text.lines().rev().map(|line| line.trim().to_owned()).collect())))
    }

    fn ask(&mut self, host: &mut Host, what: &str) -> Result<String, Failure> {
        if let Self(Some(lines)) = self {
            return Ok(lines.pop().unwrap_or_default());
        }
        let _ = write!(host.stderr, "{what}: ");
        let _ = host.stderr.flush();
        let mut line = String::new();
        io::stdin()
            .read_line(&mut line)
            .map_err(|error| Failure::io("read the terminal", &error))?;
        Ok(line.trim().to_owned())
    }

    /// An answer that the terminal does not show.
    fn secret(&mut self, host: &mut Host, what: &str) -> Result<String, Failure> {
        if matches!(self, Self(Some(_))) {
            return self.ask(host, what);
        }
        let answer = rpassword::prompt_password(format!("{what}: "));
        let answer = answer.map_err(|error| Failure::io("read the terminal", &error))?;
        Ok(answer.trim().to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::replaced;

    const NEW: &[(&str, &str)] = &[("secret_id", "new"), ("region", "here")];

    #[test]
    fn other_profiles_stay_unchanged() {
        let text = "# mine\n[a]\nsecret_id = 1\n\n[b]\nsecret_id = 2\n";
        let new = "secret_id = new\nregion = here\n";
        let wanted = format!("# mine\n[a]\n{new}\n[b]\nsecret_id = 2\n");
        assert_eq!(replaced(text, "a", NEW), wanted);
        assert_eq!(replaced(text, "c", NEW), format!("{text}\n[c]\n{new}"));
        assert_eq!(replaced("", "c", NEW), format!("[c]\n{new}"));
    }

    #[test]
    fn a_profile_keeps_its_other_keys_and_comments_but_no_old_token() {
        let text = "[a]\n; work\nSecret_Id=1\nrole_arn = r\nToken = t\nsite = international\n";
        let wanted =
            "[a]\nsecret_id = new\nregion = here\n; work\nrole_arn = r\nsite = international\n";
        assert_eq!(replaced(text, "a", NEW), wanted);
    }
}
