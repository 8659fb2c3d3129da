//! The commands beside calls: their usage, meaning and options, for help, checks and completion.

use crate::options::{self, OptionRow};
use std::fmt::Write as _;

/// A command.
#[derive(Debug, Clone, Copy)]
pub struct Command {
    /// Its name.
    pub name: &'static str,
    /// The words and options after the name.
    pub usage: &'static str,
    /// Its meaning.
    pub doc: &'static str,
    /// The most words after the name.
    pub words: usize,
    /// The options that have an effect.
    pub options: &'static [&'static str],
    /// Whether it takes the parameters of an action.
    pub has_parameters: bool,
    /// Command lines that work, without the name of the program.
    pub examples: &'static [&'static str],
}

const fn command(
    name: &'static str,
    usage: &'static str,
    words: usize,
    options: &'static [&'static str],
    doc: &'static str,
) -> Command {
    Command { name, usage, doc, words, options, has_parameters: false, examples: &[] }
}

const fn request(
    name: &'static str,
    usage: &'static str,
    options: &'static [&'static str],
    doc: &'static str,
) -> Command {
    Command { name, usage, doc, words: 2, options, has_parameters: true, examples: &[] }
}

/// No command line has as many words.
const ANY: usize = usize::MAX - 1;

/// The commands, in the order of the help.
pub const COMMANDS: &[Command] = &[
    command("services", "[--format NAME]", 0, &["format"], "lists the services of all catalogues")
        .examples(&["services", "services --format tsv"]),
    command(
        "search",
        "WORD... [--format NAME]",
        ANY,
        &["format"],
        "finds actions by words in names and descriptions",
    )
    .examples(&["search invite member"]),
    command(
        "describe",
        "SERVICE [ACTION] [--version DATE]",
        2,
        &["version", "format"],
        "shows everything that is known, with error codes",
    )
    .examples(&[
        "describe organization",
        "describe organization QuitOrganization",
        "describe sts AssumeRole --format json",
    ]),
    command(
        "explain",
        "CODE [SERVICE] [--version DATE]",
        2,
        &["version", "format"],
        "shows class, meaning and remedy of an error code",
    )
    .examples(&[
        "explain FailedOperation.MemberNameUsed",
        "explain AuthFailure.SecretIdNotFound --format json",
    ]),
    request(
        "skeleton",
        "SERVICE ACTION [--required] [--Parameter VALUE]...",
        &["version", "required", "json", "yaml"],
        "prints a request to fill in, with documentation",
    )
    .examples(&[
        "skeleton organization InviteOrganizationMember --required",
        "skeleton organization QuitOrganization --OrgId 7",
    ]),
    request(
        "code",
        "SERVICE ACTION --lang NAME [--Parameter VALUE]...",
        &["json", "yaml", "version", "site", "region", "endpoint", "skip-check"],
        "prints the call in one of eleven languages",
    )
    .examples(&["code organization QuitOrganization --OrgId 7 --lang python"]),
    command(
        "explore",
        "[SERVICE]... [--port NUMBER] [--no-open] [--export DIR] [--changes FILE]",
        ANY,
        &["port", "no-open", "site", "region", "endpoint", "profile", "export", "changes"],
        "serves the explorer page on this machine, or writes it",
    )
    .examples(&["explore organization", "explore --export site"]),
    Command {
        name: "call",
        usage: "SERVICE ACTION [--Parameter VALUE]... [options]",
        doc: "calls an action, whatever the service is named",
        words: ANY,
        options: &[],
        has_parameters: true,
        examples: &[
            "call organization DescribeOrganization",
            "call sts GetCallerIdentity --query UserId",
        ],
    },
    command(
        "catalogue",
        "list | add WHEEL... [--only PATTERN] | update WHEEL... | remove PACKAGE",
        ANY,
        &["only", "format"],
        "keeps the catalogues of all services of the cloud",
    )
    .examples(&[
        "catalogue list",
        "catalogue add tccli-*.whl --only cvm,vpc",
        "catalogue remove tccli",
    ]),
    command(
        "configure",
        "[--profile NAME] [--region NAME] [--site NAME]",
        0,
        &["profile", "region", "site"],
        "writes a profile",
    )
    .examples(&["configure --profile work --region ap-singapore"]),
    command(
        "completion",
        "bash|zsh|fish|powershell [--print]",
        1,
        &["print"],
        "installs completion for bash, zsh, fish or powershell",
    )
    .examples(&["completion bash", "completion zsh --print"]),
    #[cfg(feature = "mcp")]
    command(
        "mcp",
        "[--read-only] [--profile NAME] [--site NAME] [--region NAME]",
        0,
        &["read-only", "profile", "site", "region", "endpoint", "ca-file", "proxy"],
        "serves four tools over the Model Context Protocol",
    )
    .examples(&["mcp --read-only"]),
    command("help", "[SERVICE [ACTION]]", 2, &["version"], "shows this help").examples(&[
        "help sts",
        "help sts AssumeRole",
        "help catalogue",
    ]),
    command("version", "", 0, &[], "shows the version of this program").examples(&["version"]),
];

/// The options that every command has.
pub const COMMON: &[&str] = &["lang", "error-format", "help"];

/// Returns the command of a name.
pub fn find(name: &str) -> Option<&'static Command> {
    COMMANDS.iter().find(|command| command.name == name)
}

impl Command {
    const fn examples(mut self, examples: &'static [&'static str]) -> Self {
        self.examples = examples;
        self
    }

    /// Returns the usage with the name of the program.
    pub fn line(&self) -> String {
        format!("tencentcloud {} {}", self.name, self.usage).trim_end().to_owned()
    }

    /// Returns the required word at a position after the name, as its usage names it.
    pub fn needed(&self, position: usize) -> Option<&'static str> {
        let words = self.usage.split_whitespace().take_while(|word| !word.starts_with('['));
        words.map(|word| word.trim_end_matches('.')).nth(position)
    }

    /// Returns the name with its words, without options.
    pub fn short(&self) -> String {
        let usage = self.usage.split("[--").next().unwrap_or_default().trim_end();
        match self.name {
            "code" => format!("{} {usage}", self.name),
            "catalogue" => format!("{} VERB", self.name),
            "completion" => format!("{} SHELL", self.name),
            _ => format!("{} {usage}", self.name).trim_end().to_owned(),
        }
    }

    /// Returns the options that have an effect, those of every command last.
    pub fn rows(&self) -> impl Iterator<Item = &'static OptionRow> {
        self.options.iter().chain(COMMON).filter_map(|name| options::option(name))
    }

    /// Returns the text of its help.
    pub fn help(&self) -> String {
        let mut text = format!("{}: {}\n\nusage: {}\n", self.name, self.doc, self.line());
        text.push_str("\noptions:\n");
        text.extend(self.rows().map(OptionRow::line));
        if self.name == "code" {
            let names = crate::code::languages().join(", ");
            let _ = writeln!(text, "\nlanguages of `--lang`: {names}");
        }
        text.push_str("\nexamples:\n");
        for example in self.examples {
            let _ = writeln!(text, "  tencentcloud {example}");
        }
        text.push_str("\nexit codes: tencentcloud help\n");
        text
    }
}
