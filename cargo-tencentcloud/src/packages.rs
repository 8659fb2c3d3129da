//! Packages of API metadata that `add`, `search` and `update` read: wheels of the vendor's command
//! line tool, or folders of the same form.

use crate::project::{Project, display_path};
use crate::sources::{self, Site, SourceArguments};
use anyhow::{Result, anyhow, bail};
use clap::Args;
use std::path::PathBuf;
use tencentcloud_importer::{Listed, Package, Selection, list, list_wheel};
use tencentcloud_model::diagnostic::similar;
use tencentcloud_model::select::Pattern;

/// The packages to read.
#[derive(Debug, Args)]
pub(crate) struct PackageArguments {
    /// A wheel of the vendor's command line tool, or a folder of the same form; repeatable. Get a wheel
    /// with `pip download --no-deps tccli` (international site: `tccli-intl-en`)
    #[arg(long, value_name = "WHEEL")]
    from: Vec<PathBuf>,
    /// The site that the packages describe; tccli and tccli-intl-en are known
    #[arg(long, value_enum, requires = "from")]
    site: Option<Site>,
    /// The date of the packages
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = sources::date, requires = "from")]
    updated: Option<String>,
    /// The name and version of a folder that does not state them, such as "tccli 3.1.155.1"
    #[arg(long, value_name = "PACKAGE", value_parser = sources::package, requires = "from")]
    package: Option<Package>,
}

impl PackageArguments {
    /// Returns whether no package was given.
    pub(crate) fn is_empty(&self) -> bool {
        self.from.is_empty()
    }

    /// Fails if no package was given.
    pub(crate) fn require(&self) -> Result<()> {
        if self.is_empty() {
            bail!(
                "`--from` is missing: name a wheel, which `pip download --no-deps tccli` gets \
                 (`tccli-intl-en` for the international site)"
            );
        }
        Ok(())
    }

    /// Returns the arguments of an import of the matching actions.
    pub(crate) fn sources(&self, patterns: &[Pattern]) -> SourceArguments {
        SourceArguments::of_packages(
            self.from.clone(),
            Selection::from(patterns.to_vec()),
            self.site,
            self.updated.clone(),
            self.package.clone(),
        )
    }

    /// Lists the versions in all packages, with the actions of those that are wanted.
    pub(crate) fn list(
        &self,
        is_wanted: impl Fn(&str, &str) -> bool + Sync,
    ) -> Result<Vec<Listed>> {
        let mut all = Vec::new();
        for path in &self.from {
            let shown = display_path(path);
            let fail = |reason: String| anyhow!("cannot read {shown}: {reason}");
            if path.is_dir() {
                let mut files = Vec::new();
                sources::find(path, 0, &mut files)?;
                files.sort();
                for file in files {
                    let Some((service, version)) = sources::place(&file) else { continue };
                    let listed = list(service, version, &sources::read(&file)?);
                    all.push(listed.map_err(|reason| {
                        anyhow!("cannot read {}: {reason}", display_path(&file))
                    })?);
                }
            } else if sources::is_named_wheel(path) {
                all.extend(list_wheel(&sources::read(path)?, &is_wanted).map_err(fail)?);
            } else {
                bail!("{shown} is neither a wheel (`.whl`) nor a folder");
            }
        }
        Ok(all)
    }

    /// Checks that each pattern matches an action of the packages.
    ///
    /// # Errors
    ///
    /// Returns every pattern that matches nothing, with the name that was surely meant.
    pub(crate) fn check(&self, patterns: &[Pattern], project: &Project) -> Result<()> {
        let listed = self.list(|service, _| {
            patterns.iter().any(|pattern| pattern.matches_service_name(service))
        })?;
        let problems: Vec<String> =
            patterns.iter().filter_map(|pattern| unmatched(pattern, &listed)).collect();
        if problems.is_empty() {
            return Ok(());
        }
        bail!(
            "{}\nhelp: `{}` finds actions by name and description",
            problems.join("\n"),
            project.command("search TERM --from WHEEL")
        )
    }
}

/// Returns the reason that a pattern matches no listed action.
fn unmatched(pattern: &Pattern, listed: &[Listed]) -> Option<String> {
    let services: Vec<&Listed> =
        listed.iter().filter(|it| pattern.matches_service_name(&it.service)).collect();
    if services.is_empty() {
        let names = listed.iter().map(|it| it.service.as_str());
        return Some(nothing(pattern, "service", pattern.service(), names));
    }
    let versions: Vec<&&Listed> =
        services.iter().filter(|it| pattern.matches_version_name(&it.version)).collect();
    if versions.is_empty() {
        let wanted = pattern.version().unwrap_or_default();
        let names = services.iter().map(|it| it.version.as_str());
        return Some(nothing(pattern, "version", wanted, names));
    }
    let names = versions.iter().flat_map(|it| &it.actions).map(|it| it.name.as_str());
    if names.clone().any(|name| pattern.matches_action(name)) {
        return None;
    }
    Some(nothing(pattern, "action", pattern.action(), names))
}

fn nothing<'n>(
    pattern: &Pattern,
    missing: &str,
    wanted: &str,
    names: impl Iterator<Item = &'n str>,
) -> String {
    let meant = similar(wanted, names);
    let meant = meant.map_or_else(String::new, |it| format!("; did you mean `{it}`?"));
    format!("`{pattern}` selects nothing: no {missing} of the packages matches `{wanted}`{meant}")
}
