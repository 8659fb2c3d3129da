//! Completion: the candidates for the last word of a command line, and the scripts of the shells.

use crate::commands::{self, COMMANDS, Command};
use crate::failure::Failure;
use crate::host::Host;
use crate::names;
use crate::options::{Arguments, OPTIONS, OTHERS, OptionRow, option};
use crate::output;
use crate::profile;
use crate::store::{FoundAction, Lang, Store};
use std::path::PathBuf;
use tencentcloud_explorer::region;
use tencentcloud_model::model::{Member, Scalar, Type};
use tencentcloud_model::text;

/// The shells.
pub const SHELLS: &[&str] = &["bash", "zsh", "fish", "powershell"];

/// Prints the candidates for the last of the words, each with its meaning after a tab.
///
/// # Errors
///
/// Returns an error if stdout cannot be written.
pub fn candidates(
    words: &[String],
    host: &mut Host,
    store: &Store,
    lang: Lang,
) -> Result<(), Failure> {
    let (last, before) =
        words.split_last().map_or(("", words), |(last, rest)| (last.as_str(), rest));
    // The value in `--Name=value`: bash makes three words of it, and the other shells one.
    let mut before = before.to_vec();
    let (start, last) = match last.split_once('=') {
        Some((name, value)) if name.starts_with("--") => {
            before.push(name.to_owned());
            (format!("{name}="), value)
        }
        Some(("", "")) => (String::new(), ""),
        _ => (String::new(), last),
    };
    let line = Line::read(&before, last);
    let mut found = match &line.value_of {
        Some(name) => values(name, &line, host, store, lang),
        None if last.starts_with('-') => parameters(&line, last, store, lang),
        None => positions(&line, last, store, lang),
    };
    found.retain(|(word, _)| word.starts_with(last));
    let line = |(word, doc): (String, String)| format!("{start}{word}\t{}\n", text::brief(&doc));
    output::write(host, &found.into_iter().map(line).collect::<String>())
}

type Candidates = Vec<(String, String)>;

/// The words before the one to complete.
struct Line {
    words: Vec<String>,
    version: Option<String>,
    /// The option whose value is to be completed.
    value_of: Option<String>,
}

impl Line {
    fn read(before: &[String], last: &str) -> Self {
        let mut line = Self { words: Vec::new(), version: None, value_of: None };
        let mut open: Option<String> = None;
        for word in before {
            if word == "=" && open.is_some() {
                continue;
            }
            if let Some(name) = open.take_if(|_| !word.starts_with("--")) {
                if name == "version" {
                    line.version = Some(word.clone());
                }
            } else if let Some(name) = word.strip_prefix("--") {
                let is_switch = option(name).is_some_and(|row| row.value.is_none());
                open = (!is_switch && !name.contains('=')).then(|| name.to_owned());
            } else {
                line.words.push(word.clone());
            }
        }
        line.value_of = open.filter(|_| !last.starts_with("--"));
        line
    }

    /// The service and the action, without the command before them.
    fn target(&self) -> &[String] {
        match self.words.first().map(String::as_str) {
            Some("describe" | "skeleton" | "code" | "call" | "help") => {
                self.words.get(1..).unwrap_or_default()
            }
            _ => &self.words,
        }
    }

    /// The command before all, if there is one that is no call.
    fn command(&self) -> Option<&'static Command> {
        commands::find(self.words.first()?).filter(|command| command.name != "call")
    }

    /// Whether the next word is a service.
    fn takes_service(&self) -> bool {
        let names = ["describe", "skeleton", "code", "call", "help", "explore"];
        self.words.first().is_none_or(|word| names.contains(&word.as_str()))
    }

    fn action(&self, store: &Store, lang: Lang) -> Option<FoundAction> {
        let [service, action, ..] = self.target() else { return None };
        store.action(service, action, self.version.as_deref(), lang, true).ok()
    }
}

fn positions(line: &Line, last: &str, store: &Store, lang: Lang) -> Candidates {
    let words = |words: &[&str]| {
        words.iter().map(|word| ((*word).to_owned(), String::new())).collect::<Candidates>()
    };
    match line.words.as_slice() {
        [command] if command == "completion" => return words(SHELLS),
        [command] if command == "catalogue" => return words(crate::catalogue::VERBS),
        [command, verb] if command == "catalogue" && verb == "remove" => {
            let packages = store.files().iter().map(|file| file.package.as_str());
            return words(&packages.collect::<Vec<_>>());
        }
        _ => {}
    }
    let mut found = Candidates::new();
    match line.target() {
        [] => {
            if line.words.is_empty() {
                let own = COMMANDS.iter();
                found.extend(own.map(|command| (command.name.to_owned(), command.doc.to_owned())));
            }
            if line.takes_service() {
                // A catalogue that cannot be read hides no service of the others.
                let services = store.services(lang).unwrap_or_else(|_| store.embedded_services());
                found.extend(services.into_iter().map(|(name, title, _)| (name, title)));
            }
        }
        [service] => {
            let heads = store.heads(service, line.version.as_deref(), lang);
            let actions = heads.map(|found| found.heads.actions).unwrap_or_default();
            let is_kebab = last.starts_with(|letter: char| letter.is_ascii_lowercase());
            let name = |name: &str| if is_kebab { names::kebab(name) } else { name.to_owned() };
            found.extend(actions.into_iter().map(|action| (name(&action.name), action.doc)));
        }
        _ => {}
    }
    found
}

fn parameters(line: &Line, last: &str, store: &Store, lang: Lang) -> Candidates {
    let mut found = Candidates::new();
    let has_parameters = line.command().is_none_or(|command| command.has_parameters);
    if let Some(action) = line.action(store, lang).filter(|_| has_parameters) {
        let is_kebab = last
            .strip_prefix("--")
            .is_some_and(|rest| rest.starts_with(|letter: char| letter.is_ascii_lowercase()));
        for member in &action.action().input {
            let kebab = names::kebab(&member.name);
            let name =
                if is_kebab && option(&kebab).is_none() { kebab } else { member.name.clone() };
            found.push((format!("--{name}"), member.doc.clone()));
        }
    }
    let rows: Vec<&OptionRow> = match line.command() {
        Some(command) => command.rows().collect(),
        None => OPTIONS.iter().collect(),
    };
    found.extend(rows.into_iter().map(|row| (format!("--{}", row.name), row.doc.to_owned())));
    found
}

fn values(name: &str, line: &Line, host: &Host, store: &Store, lang: Lang) -> Candidates {
    let plain = |names: Vec<String>| names.into_iter().map(|name| (name, String::new())).collect();
    if let Some(row) = OPTIONS.iter().chain(OTHERS).find(|row| row.name == name) {
        return match row.name {
            "profile" => plain(profile::all(host)),
            "lang" if line.words.first().is_some_and(|word| word == "code") => {
                plain(crate::code::languages().into_iter().map(str::to_owned).collect())
            }
            "lang" => plain(vec!["en".to_owned(), "zh".to_owned()]),
            "region" => region::TABLE
                .iter()
                .map(|(name, place)| ((*name).to_owned(), (*place).to_owned()))
                .collect(),
            "version" => plain(
                line.target().first().map_or_else(Vec::new, |service| store.version_names(service)),
            ),
            _ => plain(row.choices.iter().map(|name| (*name).to_owned()).collect()),
        };
    }
    let Some(action) = line.action(store, lang) else { return Vec::new() };
    let version = &action.found.version;
    let mut members: &[Member] = &action.action().input;
    let mut ty: Option<&Type> = None;
    for part in name.split('.') {
        if part.parse::<usize>().is_ok() {
            continue;
        }
        let names = members.iter().map(|member| member.name.as_str());
        let Ok(name) = names::find(part, names) else { return Vec::new() };
        ty = members.iter().find(|member| member.name == name).map(|member| member.ty.element());
        members = match ty {
            Some(Type::Object(id)) => &version.object(*id).members,
            _ => &[],
        };
    }
    match ty {
        Some(Type::Values(id)) => {
            let values = version.value_set(*id).values.iter();
            let text = |value: &serde_json::Value| {
                value.as_str().map_or_else(|| value.to_string(), str::to_owned)
            };
            values.map(|value| (text(&value.value), value.doc.clone())).collect()
        }
        Some(Type::Scalar(Scalar::Bool)) => plain(vec!["true".to_owned(), "false".to_owned()]),
        _ => Vec::new(),
    }
}

/// Runs `completion SHELL`: writes the script where the shell looks for it.
///
/// # Errors
///
/// Returns an error if the shell is not known, or the file cannot be written.
pub fn install(arguments: &Arguments, host: &mut Host) -> Result<(), Failure> {
    let shell = arguments.words.get(1).map_or("", String::as_str);
    let Some(script) = script(shell) else {
        let message = if shell.is_empty() {
            "a shell is missing".to_owned()
        } else {
            format!("there is no completion for `{shell}`")
        };
        let usage = commands::find("completion").map_or_else(String::new, Command::line);
        return Err(Failure::usage(message).help(format!("usage: {usage}")));
    };
    if arguments.has("print") {
        return output::write(host, script);
    }
    let missing =
        || Failure::usage("the home directory is not known").help("set HOME, or use `--print`");
    let path = path(shell, host).ok_or_else(missing)?;
    let write = || {
        std::fs::create_dir_all(path.parent().unwrap_or(&path))?;
        std::fs::write(&path, script)
    };
    write().map_err(|error| Failure::io(&format!("write {}", path.display()), &error))?;
    let shown = path.display();
    host.note(&format!("wrote {shown}"));
    match shell {
        "zsh" => host.note(&format!(
            "add to ~/.zshrc before compinit: fpath+=({})",
            path.parent().unwrap_or(&path).display()
        )),
        "powershell" => host.note(&format!("add to $PROFILE: . {shown}")),
        "bash" => host.note("new shells with the package bash-completion load it"),
        _ => {}
    }
    Ok(())
}

fn script(shell: &str) -> Option<&'static str> {
    match shell {
        "bash" => Some(include_str!("complete/tencentcloud.bash")),
        "zsh" => Some(include_str!("complete/_tencentcloud")),
        "fish" => Some(include_str!("complete/tencentcloud.fish")),
        "powershell" => Some(include_str!("complete/tencentcloud.ps1")),
        _ => None,
    }
}

fn path(shell: &str, host: &Host) -> Option<PathBuf> {
    let folder = |variable: &str, usual: &str| match host.variable(variable) {
        Some(folder) => Some(PathBuf::from(folder)),
        None => Some(host.home()?.join(usual)),
    };
    let data = folder("XDG_DATA_HOME", ".local/share")?;
    Some(match shell {
        "bash" => data.join("bash-completion/completions/tencentcloud"),
        "zsh" => data.join("zsh/site-functions/_tencentcloud"),
        "fish" => folder("XDG_CONFIG_HOME", ".config")?.join("fish/completions/tencentcloud.fish"),
        _ => data.join("tencentcloud/completion.ps1"),
    })
}
