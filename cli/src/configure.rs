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
        None => answers.ask(host, "region (may be empty)")?,
    };
    let site = match arguments.value("site") {
        Some(site) => site.to_owned(),
        None => answers.ask(host, "site: mainland or international (may be empty)")?,
    };
    if !site.is_empty() && options::site(&site).is_none() {
        return Err(Failure::usage(format!("the site cannot be `{site}`"))
            .help("expected one of mainland, international"));
    }
    let mut section = format!("[{name}]\nsecret_id = {id}\nsecret_key = {key}\n");
    for (key, value) in [("region", &region), ("site", &site)] {
        if !value.is_empty() {
            section.extend([key, " = ", value, "\n"]);
        }
    }
    let shown = path.display().to_string();
    let before = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(Failure::io(&format!("read {shown}"), &error)),
    };
    save(&path, &replaced(&before, &name, &section))
        .map_err(|error| Failure::io(&format!("write {shown}"), &error))?;
    host.note(&format!("wrote profile `{name}` to {shown}"));
    Ok(())
}

/// The file with a section replaced, or added at its end.
fn replaced(text: &str, name: &str, section: &str) -> String {
    let mut out = String::new();
    let (mut is_own, mut is_done) = (false, false);
    for line in text.lines() {
        if let Some(found) = profile::section(line) {
            is_own = found == name;
            if is_own && !is_done {
                out.push_str(section);
                is_done = true;
            }
        }
        if !is_own {
            out.push_str(line);
            out.push('\n');
        } else if line.trim().is_empty() {
            out.push('\n');
        }
    }
    if !is_done {
        if !out.is_empty() && !out.ends_with("\n\n") {
            out.push('\n');
        }
        out.push_str(section);
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

    #[test]
    fn other_profiles_stay_unchanged() {
        let text = "# mine\n[a]\nsecret_id = 1\n\n[b]\nsecret_id = 2\n";
        assert_eq!(replaced(text, "a", "[a]\nnew\n"), "# mine\n[a]\nnew\n\n[b]\nsecret_id = 2\n");
        assert_eq!(replaced(text, "c", "[c]\nnew\n"), format!("{text}\n[c]\nnew\n"));
        assert_eq!(replaced("", "c", "[c]\nnew\n"), "[c]\nnew\n");
    }
}
