//! Completion: candidates, and the scripts in the shells that are installed.

use crate::support::Shell;
use std::path::Path;
use std::process::Command;

fn candidates(words: &[&str]) -> Vec<String> {
    let args: Vec<&str> = ["__complete", "--"].iter().chain(words).copied().collect();
    let ran = Shell::bare().run(&args);
    ran.out.lines().map(|line| line.split('\t').next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn services_actions_options_values_and_regions_are_completed() {
    assert!(candidates(&["org"]).contains(&"organization".to_owned()));
    assert!(candidates(&[""]).contains(&"describe".to_owned()));
    assert!(
        candidates(&["organization", "DescribeOrganizationMem"])
            .contains(&"DescribeOrganizationMembers".to_owned())
    );
    assert!(
        candidates(&["organization", "describe-organization-mem"])
            .contains(&"describe-organization-members".to_owned())
    );
    assert!(
        candidates(&["describe", "organization", "Quit"]).contains(&"QuitOrganization".to_owned())
    );
    assert_eq!(candidates(&["organization", "QuitOrganization", "--Org"]), ["--OrgId"]);
    assert_eq!(candidates(&["organization", "QuitOrganization", "--dry"]), ["--dry-run"]);
    assert_eq!(
        candidates(&["organization", "QuitOrganization", "--format", "t"]),
        ["table", "tsv"]
    );
    assert!(
        candidates(&["organization", "QuitOrganization", "--region", "ap-s"])
            .contains(&"ap-singapore".to_owned())
    );
    assert!(
        candidates(&["organization", "InviteOrganizationMember", "--PolicyType", "F"])
            .contains(&"Financial".to_owned())
    );
    assert_eq!(
        candidates(&["organization", "QuitOrganization", "--version", ""]),
        ["2018-12-25", "2021-03-31"]
    );
    assert_eq!(candidates(&["completion", "fi"]), ["fish"]);
    // zsh and fish complete one word, bash three.
    let action = ["organization", "InviteOrganizationMember"];
    let with = |words: &[&str]| candidates(&[&action, words].concat());
    assert!(with(&["--PolicyType=F"]).contains(&"--PolicyType=Financial".to_owned()));
    assert_eq!(with(&["--format=t"]), ["--format=table", "--format=tsv"]);
    assert!(with(&["--PolicyType", "=", "F"]).contains(&"Financial".to_owned()));
    assert!(with(&["--PolicyType", "="]).contains(&"Financial".to_owned()));
    assert!(with(&["--PolicyType", "=", "Financial", "--dry"]).contains(&"--dry-run".to_owned()));
}

/// Runs a shell in which `tencentcloud` is the program under test.
fn shell(program: &str, args: &[&str], script: &str) -> Option<String> {
    let binary = Path::new(env!("CARGO_BIN_EXE_tencentcloud"));
    let path = std::env::var("PATH").unwrap_or_default();
    let home = tempfile::tempdir().expect("a folder");
    let output = Command::new(program)
        .args(args)
        .arg(script)
        .env("PATH", format!("{}:{path}", binary.parent().expect("a folder").display()))
        .env("HOME", home.path())
        .env("SCRIPTS", concat!(env!("CARGO_MANIFEST_DIR"), "/src/complete"))
        .output();
    let Ok(output) = output else {
        eprintln!("skipped: {program} is not installed");
        return None;
    };
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    Some(text + &String::from_utf8_lossy(&output.stderr))
}

#[test]
fn bash_completes() {
    let script = "source \"$SCRIPTS/tencentcloud.bash\"; \
                  COMP_WORDS=(tencentcloud organization DescribeOrganizationMem); COMP_CWORD=2; \
                  _tencentcloud; printf '%s\\n' \"${COMPREPLY[@]}\"; \
                  COMP_WORDS=(tencentcloud organization InviteOrganizationMember --PolicyType = Fin); \
                  COMP_CWORD=5; _tencentcloud; printf '%s\\n' \"${COMPREPLY[@]}\"";
    let Some(text) = shell("bash", &["--norc", "-c"], script) else { return };
    assert!(text.lines().any(|line| line == "DescribeOrganizationMembers"), "{text}");
    assert!(text.lines().any(|line| line == "Financial"), "{text}");
}

#[test]
fn fish_completes() {
    let script = "source $SCRIPTS/tencentcloud.fish; complete -C 'tencentcloud organization QuitOrganization --Org'";
    let Some(text) = shell("fish", &["--no-config", "-c"], script) else { return };
    assert!(text.lines().any(|line| line.starts_with("--OrgId")), "{text}");
}

#[test]
fn zsh_completes() {
    // Completion of zsh wants a terminal; its own module makes one.
    let script = "zmodload zsh/zpty; zpty shell 'zsh -f -i'; \
        zpty -w shell 'PS1=; autoload -Uz compinit; compinit -u -D; source $SCRIPTS/_tencentcloud; echo ready-$((40+2))'; \
        zpty -r -m shell seen '*ready-42*'; \
        zpty -w -n shell $'tencentcloud organization QuitOrganizatio\\t\\n'; \
        repeat 60; do sleep 0.1; zpty -r -t shell more && print -r -- $more; done; zpty -d shell";
    let Some(text) = shell("zsh", &["-f", "-c"], script) else { return };
    assert!(text.contains("QuitOrganization "), "{text}");
}

#[test]
fn powershell_completes() {
    let script = ". $env:SCRIPTS/tencentcloud.ps1; \
        (TabExpansion2 'tencentcloud organization QuitOrganizatio' 41).CompletionMatches.CompletionText";
    let Some(text) = shell("pwsh", &["-NoProfile", "-Command"], script) else { return };
    assert!(text.contains("QuitOrganization"), "{text}");
}

#[test]
fn scripts_are_installed_where_the_shells_look() {
    let home = tempfile::tempdir().expect("a folder");
    let shell = Shell::bare().with("HOME", home.path().to_str().expect("UTF-8"));
    for (name, file) in [
        ("bash", ".local/share/bash-completion/completions/tencentcloud"),
        ("zsh", ".local/share/zsh/site-functions/_tencentcloud"),
        ("fish", ".config/fish/completions/tencentcloud.fish"),
        ("powershell", ".local/share/tencentcloud/completion.ps1"),
    ] {
        let ran = shell.line(&format!("completion {name}"));
        assert_eq!(ran.code, 0, "{name}: {}", ran.err);
        assert!(home.path().join(file).is_file(), "{name}");
    }
    assert_eq!(shell.line("completion tcsh").code, 2);
}
