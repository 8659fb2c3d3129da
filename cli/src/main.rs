//! The binary: hands the process to the library and exits with its code.

use std::process::ExitCode;
use tencentcloud_cli::{Host, run};

fn main() -> ExitCode {
    ExitCode::from(run(std::env::args_os().skip(1), &mut Host::process()))
}
