//! `export`: writes the spec in forms that other tools read.

use crate::files;
use crate::output::{self, Format};
use crate::project::{Project, display_path};
use crate::selection;
use anstream::println;
use anyhow::{Context, Result, bail};
use clap::{Args, Subcommand, ValueEnum};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use tencentcloud_model::export::{self, openapi, request_schema, response_schema};
use tencentcloud_model::file::File;
use tencentcloud_model::load::Tree;
use tencentcloud_model::model::Model;
use tencentcloud_model::select::{Pattern, select};

/// Arguments of `export`.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    form: Form,
    /// The folder of the spec
    #[arg(long, global = true, value_name = "DIR")]
    spec: Option<PathBuf>,
    /// The actions to export, such as "cvm:DescribeInstances"; repeatable. Without it, all of the
    /// project
    #[arg(long, global = true, value_name = "SELECTION")]
    only: Vec<Pattern>,
}

/// A form that other tools read.
#[derive(Debug, Subcommand)]
enum Form {
    /// One OpenAPI 3.1 document
    Openapi {
        /// The paths of the operations
        #[arg(long, value_enum, default_value_t = PathStyle::Fragment)]
        paths: PathStyle,
        /// The file to write; stdout without it
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// A JSON Schema (draft 2020-12) for each request and response
    JsonSchema {
        /// The folder to write into: `<service>/<version>/<Action>Request.json`
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
}

/// The paths of the operations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum PathStyle {
    /// `/#tag/2018-08-13/DescribeTags`: clients call the service itself
    Fragment,
    /// `/tag/2018-08-13/DescribeTags`: for a server in between
    Segments,
}

/// Exports.
pub(crate) fn run(arguments: &Arguments, project: &Project) -> Result<ExitCode> {
    let spec = project.spec(arguments.spec.as_ref());
    let model = match selection::model(project, &Tree::disk(&spec))? {
        Ok(model) => model,
        Err(problems) => {
            output::diagnostics(&problems, &display_path(&spec), Format::Text);
            return Ok(ExitCode::FAILURE);
        }
    };
    let model = match select(&model, &arguments.only) {
        Ok(model) => model,
        Err(unmatched) => {
            let lines: Vec<String> = unmatched.iter().map(ToString::to_string).collect();
            bail!("{}", lines.join("\n"));
        }
    };
    if model.services.is_empty() {
        bail!("nothing is selected, so there is nothing to export");
    }
    match &arguments.form {
        Form::Openapi { paths, out } => {
            let style = match paths {
                PathStyle::Fragment => export::PathStyle::Fragment,
                PathStyle::Segments => export::PathStyle::Segments,
            };
            let mut text = String::new();
            let _ = writeln!(text, "{:#}", openapi(&model, "Tencent Cloud API 3.0", style));
            let Some(out) = out else {
                let written = std::io::stdout().write_all(text.as_bytes());
                written.context("cannot write to stdout")?;
                return Ok(ExitCode::SUCCESS);
            };
            files::write(out, &text).with_context(|| format!("cannot write {}", out.display()))?;
            println!("wrote {}", display_path(out));
        }
        Form::JsonSchema { out } => {
            let schemas = schemas(&model);
            files::write_all(out, &schemas)?;
            println!("wrote {} into {}", output::counted(schemas.len(), "file"), display_path(out));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Returns the schemas of all requests and responses.
fn schemas(model: &Model) -> Vec<File> {
    let mut files = Vec::new();
    for service in &model.services {
        for version in &service.versions {
            for action in &version.actions {
                let stem = format!("{}/{}/{}", service.folder, version.name, action.name);
                for (kind, schema) in [
                    ("Request", request_schema(version, action)),
                    ("Response", response_schema(version, action)),
                ] {
                    let path = format!("{stem}{kind}.json");
                    files.push(File { path, text: format!("{schema:#}\n") });
                }
            }
        }
    }
    files
}
