//! The binary: hands the process to the library and exits with its code.

use tencentcloud_cli::{Host, run};

fn main() {
    let mut host = Host::process();
    let code = run(std::env::args_os().skip(1), &mut host);
    // The system frees memory faster than the host would.
    std::process::exit(code.into());
}
