//! The README lists all options and exit codes.

use crate::support::Shell;
use tencentcloud_cli::{COMMANDS, EXIT_CODES};

const README: &str = include_str!("../../README.md");

#[test]
fn the_readme_lists_every_exit_code_option_and_command() {
    for (code, name, meaning) in EXIT_CODES {
        assert!(README.contains(&format!("| {code} | `{name}` | {meaning} |")), "{code}");
    }
    let help = Shell::bare().line("help").out;
    let options = help.split_whitespace().filter(|word| word.starts_with("--") && word.len() > 3);
    for option in options.map(|word| word.trim_matches(|letter| "[]`.,;".contains(letter))) {
        assert!(README.contains(option) || option == "--Parameter", "{option}");
    }
    for command in COMMANDS {
        assert!(README.contains(&format!("`{}", command.name)), "{}", command.name);
    }
}

#[test]
fn every_kind_of_failure_has_a_row_of_its_own() {
    let mut codes: Vec<u8> = EXIT_CODES.iter().map(|(code, ..)| *code).collect();
    codes.dedup();
    assert_eq!(codes.len(), EXIT_CODES.len());
}
