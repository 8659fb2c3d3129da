//! Profiles: of the SDKs (`~/.tencentcloud/credentials`) and of tccli (`~/.tccli`).

use crate::failure::{Failure, Kind};
use crate::host::Host;
use crate::names;
use crate::options::Arguments;
use std::collections::BTreeSet;
use std::path::PathBuf;
use tencentcloud_runtime::credential::{Chain, Profile, Tccli};
use tencentcloud_runtime::error::CredentialError;

/// Returns the path of the SDKs' file of profiles, for writing.
pub fn file(host: &Host) -> Option<PathBuf> {
    if let Some(file) = host.variable("TENCENTCLOUD_CREDENTIALS_FILE") {
        return Some(PathBuf::from(file));
    }
    Some(host.home()?.join(".tencentcloud/credentials"))
}

/// Returns the names of all profiles, sorted. A file that cannot be read has none.
pub fn all(host: &Host) -> Vec<String> {
    let env = host.env();
    let names = Profile::of(env.clone()).names().unwrap_or_default();
    let names: BTreeSet<String> = names.into_iter().chain(Tccli::of(env).names()).collect();
    names.into_iter().collect()
}

/// Returns the name in a line such as `[default]`.
pub fn section(line: &str) -> Option<&str> {
    line.trim().trim_start_matches('\u{feff}').strip_prefix('[')?.split(']').next().map(str::trim)
}

/// The profile that is asked for.
enum Asked {
    /// One of the SDKs' file.
    Sdk(Profile),
    /// One of tccli.
    Tccli(Tccli),
    /// None: the defaults of both.
    Usual(Profile, Tccli),
}

fn asked(arguments: &Arguments, host: &Host) -> Result<Asked, Failure> {
    let env = host.env();
    let (profile, tccli) = (Profile::of(env.clone()), Tccli::of(env));
    let Some(name) = arguments.value("profile") else {
        let is_tccli = host.variable("TCCLI_PROFILE").is_some()
            && host.variable("TENCENTCLOUD_PROFILE").is_none();
        return Ok(if is_tccli { Asked::Tccli(tccli) } else { Asked::Usual(profile, tccli) });
    };
    if profile.names().map_err(|error| unusable(&error))?.iter().any(|known| known == name) {
        return Ok(Asked::Sdk(profile.named(name)));
    }
    if tccli.names().iter().any(|known| known == name) {
        return Ok(Asked::Tccli(tccli.named(name)));
    }
    let known = all(host);
    let question = names::question(names::meant(name, known.iter().map(String::as_str)));
    let failure = Failure::new(Kind::Config, format!("there is no profile `{name}`{question}"));
    let write = "write it: tencentcloud configure --profile NAME";
    Err(failure.help(match known.as_slice() {
        [] => write.to_owned(),
        known => format!("the profiles are {}; or {write}", known.join(", ")),
    }))
}

/// Returns the provider of the profile that `--profile` names.
///
/// # Errors
///
/// Returns an error if there is no such profile.
pub fn provider(arguments: &Arguments, host: &Host) -> Result<Option<Chain>, Failure> {
    if !arguments.has("profile") {
        return Ok(None);
    }
    Ok(Some(match asked(arguments, host)? {
        Asked::Sdk(profile) => Chain::empty().or(profile),
        Asked::Tccli(tccli) => Chain::empty().or(tccli),
        Asked::Usual(profile, tccli) => Chain::empty().or(profile).or(tccli),
    }))
}

/// Returns a setting of the profile in use, such as `region`: of the SDKs' file, or of tccli's.
///
/// # Errors
///
/// Returns an error if the profile is missing or cannot be read.
pub fn setting(arguments: &Arguments, host: &Host, key: &str) -> Result<Option<String>, Failure> {
    let region = |tccli: Tccli| if key == "region" { tccli.region() } else { Ok(None) };
    let found = match asked(arguments, host)? {
        Asked::Sdk(profile) => profile.setting(key),
        Asked::Tccli(tccli) => region(tccli),
        Asked::Usual(profile, tccli) => match profile.setting(key) {
            Ok(None) => region(tccli),
            found => found,
        },
    };
    found.map_err(|error| unusable(&error))
}

fn unusable(error: &CredentialError) -> Failure {
    Failure::new(Kind::Config, error.to_string()).help("mend the file, or choose another profile")
}
