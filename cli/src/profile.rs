//! Profiles: of the SDKs (`~/.tencentcloud/credentials`) and of tccli (`~/.tccli`).

use crate::failure::{Failure, Kind};
use crate::host::Host;
use crate::names;
use crate::options::Arguments;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::PathBuf;
use tencentcloud_runtime::credential::{Chain, Env, Profile, Tccli};

/// Returns the path of the SDKs' file of profiles.
pub fn file(host: &Host) -> Option<PathBuf> {
    if let Some(file) = host.variable("TENCENTCLOUD_CREDENTIALS_FILE") {
        return Some(PathBuf::from(file));
    }
    Some(host.home()?.join(".tencentcloud/credentials"))
}

/// Returns the names of all profiles, sorted.
pub fn all(host: &Host) -> Vec<String> {
    let mut names: BTreeSet<String> = sections(host).into_iter().collect();
    let folder = host.home().map(|home| home.join(".tccli"));
    let entries = folder.and_then(|folder| std::fs::read_dir(folder).ok());
    for entry in entries.into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        names.extend(name.strip_suffix(".credential").map(str::to_owned));
    }
    names.into_iter().collect()
}

/// Returns the names of the sections in the SDKs' file.
fn sections(host: &Host) -> Vec<String> {
    let text = file(host).and_then(|path| std::fs::read_to_string(path).ok()).unwrap_or_default();
    text.lines().filter_map(section).map(str::to_owned).collect()
}

/// Returns the name in a line such as `[default]`.
pub fn section(line: &str) -> Option<&str> {
    line.trim().trim_start_matches('\u{feff}').strip_prefix('[')?.split(']').next().map(str::trim)
}

/// Returns the provider of the profile that `--profile` names.
///
/// # Errors
///
/// Returns an error if there is no such profile.
pub fn provider(arguments: &Arguments, host: &Host, env: &Env) -> Result<Option<Chain>, Failure> {
    let Some(name) = arguments.value("profile") else { return Ok(None) };
    if sections(host).iter().any(|section| section == name) {
        let profile = Profile::of(env.clone()).named(name);
        return Ok(Some(Chain::empty().or(profile)));
    }
    let all = all(host);
    if all.iter().any(|known| known == name) {
        return Ok(Some(Chain::empty().or(Tccli::of(env.clone()).named(name))));
    }
    let meant = names::meant(name, all.iter().map(String::as_str));
    let meant = meant.map_or_else(String::new, |meant| format!("; did you mean `{meant}`?"));
    let failure = Failure::new(Kind::Config, format!("there is no profile `{name}`{meant}"));
    Err(failure.help("write it: tencentcloud configure --profile NAME"))
}

/// Returns a setting of the profile in use, such as `region`: of the SDKs' file, or of tccli's.
pub fn setting(arguments: &Arguments, host: &Host, key: &str) -> Option<String> {
    let named = arguments.value("profile").or_else(|| host.variable("TENCENTCLOUD_PROFILE"));
    let tccli = host.variable("TCCLI_PROFILE");
    let name = named.or(tccli).unwrap_or("default");
    let text = file(host).and_then(|path| std::fs::read_to_string(path).ok()).unwrap_or_default();
    let mut is_own = false;
    for line in text.lines() {
        if let Some(section) = section(line) {
            is_own = section == name;
        } else if let Some((known, value)) = line.split_once('=').filter(|_| is_own)
            && known.trim() == key
            && !value.trim().is_empty()
        {
            return Some(value.trim().trim_matches('"').to_owned());
        }
    }
    if key != "region" {
        return None;
    }
    let path = host.home()?.join(".tccli").join(format!("{name}.configure"));
    let value: Value = serde_json::from_str(&std::fs::read_to_string(path).ok()?).ok()?;
    let region = value.pointer("/_sys_param/region").or_else(|| value.get("region"))?.as_str()?;
    (!region.is_empty()).then(|| region.to_owned())
}
