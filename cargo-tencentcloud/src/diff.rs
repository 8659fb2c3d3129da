//! `diff`: the changes between two specs, and their meaning for users of the generated crate.

use crate::project::{Project, display_path};
use crate::{manifest, output, revision, selection};
use anstream::print;
use anyhow::Result;
use clap::{Args, ValueEnum};
use std::path::Path;
use std::process::ExitCode;
use tencentcloud_codegen::diff::{self, Printer, Verdict};
use tencentcloud_model::diagnostic::Diagnostics;
use tencentcloud_model::load::Tree;
use tencentcloud_model::model::Model;

/// Arguments of `diff`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The older spec: a folder, or a git revision
    #[arg(required_unless_present = "rules")]
    base: Option<String>,
    /// The newer spec: a folder, or a git revision; if absent, the spec as it is on disk
    head: Option<String>,
    /// How to print the changes
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Exit with 1 if a change is as grave as this, or graver
    #[arg(long, value_name = "VERDICT")]
    deny: Option<Denied>,
    /// Print the table of rules instead, as Markdown
    #[arg(long, exclusive = true)]
    rules: bool,
}

/// How to print the changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A line per change, for people
    Text,
    /// Everything, for programs
    Json,
    /// A section of the changelog
    Markdown,
}

/// From which verdict on changes are refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Denied {
    /// Some program stops compiling
    Breaking,
    /// Programs can say something new
    Additive,
}

/// Compares and prints.
pub(crate) fn run(arguments: &Arguments, project: &Project) -> Result<ExitCode> {
    let Some(base) = arguments.base.as_ref().filter(|_| !arguments.rules) else {
        print!("{}", diff::rules::markdown());
        return Ok(ExitCode::SUCCESS);
    };
    let base = Side::find(base, project)?;
    let head = match &arguments.head {
        Some(head) => Side::find(head, project)?,
        None => Side::folder(&project.spec(None)),
    };
    let (base_model, head_model) = match (base.model(project), head.model(project)) {
        (Ok(base), Ok(head)) => (base, head),
        (Err(problems), _) => return Ok(base.refuse(&problems, arguments.format)),
        (_, Err(problems)) => return Ok(head.refuse(&problems, arguments.format)),
    };
    let diff = match (diff::Spec::new(&base_model), diff::Spec::new(&head_model)) {
        (Ok(base), Ok(head)) => diff::diff(&base, &head),
        (Err(problems), _) => return Ok(base.refuse(&problems, arguments.format)),
        (_, Err(problems)) => return Ok(head.refuse(&problems, arguments.format)),
    };
    let release = manifest::release(&project.manifest())?;
    let printer = Printer::new(release);
    match arguments.format {
        Format::Text => print!("{}", printer.text(&diff)),
        Format::Json => print!("{:#}\n", printer.to_json(&diff)),
        Format::Markdown => print!("{}", printer.markdown(&diff)),
    }
    let denied = arguments.deny.map(|denied| match denied {
        Denied::Breaking => Verdict::Breaking,
        Denied::Additive => Verdict::Additive,
    });
    let is_denied = denied.is_some_and(|denied| diff.verdict() >= Some(denied));
    Ok(if is_denied { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// One of the two specs.
struct Side {
    tree: Tree,
    /// Where its files are, for people.
    shown: String,
}

impl Side {
    /// A folder of this name, or else the revision.
    fn find(name: &str, project: &Project) -> Result<Self> {
        let folder = Path::new(name);
        if folder.is_dir() {
            return Ok(Self::folder(folder));
        }
        let path = project.spec_path();
        let tree = revision::spec(project.root(), name, path)?;
        Ok(Self { tree, shown: format!("{name}:{path}") })
    }

    fn folder(folder: &Path) -> Self {
        Self { tree: Tree::disk(folder), shown: display_path(folder) }
    }

    fn model(&self, project: &Project) -> Result<Model, Diagnostics> {
        selection::present_model(project, &self.tree)
    }

    /// Prints why it cannot be compared.
    fn refuse(&self, problems: &Diagnostics, format: Format) -> ExitCode {
        let format = match format {
            Format::Json => output::Format::Json,
            Format::Text | Format::Markdown => output::Format::Text,
        };
        output::diagnostics(problems, &self.shown, format);
        ExitCode::FAILURE
    }
}
