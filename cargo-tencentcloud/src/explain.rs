//! `explain`: the meaning of a diagnostic, for users who meet it for the first time.

use crate::project::Project;
use anstream::{eprintln, println};
use clap::Args;
use std::process::ExitCode;
use tencentcloud_model::diagnostic::{Code, similar};

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The code of a diagnostic, such as E0101; all codes are listed without it
    code: Option<String>,
}

/// Prints the explanation of a code, or the titles of all.
pub(crate) fn run(arguments: &Arguments, project: &Project) -> ExitCode {
    let Some(id) = &arguments.code else {
        for code in Code::ALL {
            println!("{code}  {}", code.explanation().title);
        }
        return ExitCode::SUCCESS;
    };
    if let Some(code) = Code::from_id(id) {
        println!("{}", code.explanation());
        return ExitCode::SUCCESS;
    }
    eprintln!("error: there is no diagnostic `{id}`");
    let wanted = id.to_ascii_uppercase();
    match similar(&wanted, Code::ALL.iter().map(|code| code.id())) {
        Some(meant) => eprintln!("help: did you mean `{meant}`?"),
        None => eprintln!("help: `{}` lists all of them", project.command("explain")),
    }
    // Wrong usage.
    ExitCode::from(2)
}
