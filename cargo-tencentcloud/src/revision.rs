//! The spec as it was in a git revision, read into memory by calling git.

use anyhow::{Context, Result, bail};
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use tencentcloud_model::load::Tree;

/// Reads the folder `<prefix>/<path>` of a revision; git is called in `folder`, the project's root.
pub(crate) fn spec(folder: &Path, revision: &str, path: &str) -> Result<Tree> {
    let commit = format!("{revision}^{{commit}}");
    let verify = ["rev-parse", "--verify", "--quiet", "--end-of-options", &commit];
    let Some(commit) = try_git(folder, &verify)? else {
        bail!("`{revision}` is neither a folder nor a revision that git knows");
    };
    let prefix = git(folder, &["rev-parse", "--show-prefix"])?;
    let tree = format!("{}:{}{path}", commit.trim(), prefix.trim());
    let Some(listing) = try_git(folder, &["ls-tree", "-r", "-z", "--full-tree", &tree])? else {
        bail!("`{revision}` has no folder `{path}`");
    };
    let entries = listing.split_terminator('\0').map(Entry::parse).collect::<Result<Vec<_>>>()?;
    let texts = contents(folder, &entries)?;
    Ok(Tree::memory(entries.into_iter().map(|entry| entry.path).zip(texts)))
}

/// A file of a revision.
struct Entry {
    path: String,
    id: String,
}

impl Entry {
    /// Reads `<mode> <type> <id>\t<path>`.
    fn parse(line: &str) -> Result<Self> {
        let (facts, path) = line.split_once('\t').with_context(|| unexpected("ls-tree", line))?;
        let facts: Vec<&str> = facts.split(' ').collect();
        match facts.as_slice() {
            ["100644" | "100755" | "100664", "blob", id] => {
                Ok(Self { path: path.to_owned(), id: (*id).to_owned() })
            }
            _ => bail!("{path} is no file but a link or a submodule, which are not followed"),
        }
    }
}

/// The contents of files, in their order, from one call of git.
fn contents(folder: &Path, entries: &[Entry]) -> Result<Vec<Vec<u8>>> {
    let mut child = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(["cat-file", "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("cannot call git")?;
    let mut stdin = child.stdin.take().context("git takes no input")?;
    let mut stdout = child.stdout.take().context("git gives no output")?;
    let ids: Vec<&str> = entries.iter().map(|entry| entry.id.as_str()).collect();
    let ids = ids.join("\n") + "\n";
    let mut answer = Vec::new();
    std::thread::scope(|scope| {
        // Beside the reading: git answers before it has read everything.
        let writer = scope.spawn(move || stdin.write_all(ids.as_bytes()));
        stdout.read_to_end(&mut answer).context("cannot read what git answers")?;
        match writer.join() {
            Ok(written) => written.context("cannot write to git"),
            Err(_) => bail!("cannot write to git"),
        }
    })?;
    if !child.wait().context("git did not end")?.success() {
        bail!("git cannot read the files of this revision");
    }
    let mut rest = answer.as_slice();
    entries.iter().map(|_| split_content(&mut rest)).collect()
}

/// Takes `<id> blob <size>\n<content>\n` off what git answered.
fn split_content(answer: &mut &[u8]) -> Result<Vec<u8>> {
    let end = answer.iter().position(|byte| *byte == b'\n').context("git's answer is cut")?;
    let (line, rest) = answer.split_at(end);
    let line = String::from_utf8_lossy(line);
    let size = line.rsplit(' ').next().and_then(|size| size.parse::<usize>().ok());
    let size = size.with_context(|| unexpected("cat-file", &line))?;
    let content = rest.get(1..=size).context("git's answer is cut")?;
    *answer = rest.get(size + 2..).unwrap_or_default();
    Ok(content.to_vec())
}

fn unexpected(command: &str, line: &str) -> String {
    format!("`git {command}` answers `{line}`, which is not understood")
}

/// Returns the output of a git command.
fn git(folder: &Path, arguments: &[&str]) -> Result<String> {
    try_git(folder, arguments)?.with_context(|| format!("`git {}` failed", arguments.join(" ")))
}

/// Returns the output of a git command; `None` if it fails.
fn try_git(folder: &Path, arguments: &[&str]) -> Result<Option<String>> {
    let mut command = Command::new("git");
    let output =
        command.arg("-C").arg(folder).args(arguments).output().context("cannot call git")?;
    if !output.status.success() {
        return Ok(None);
    }
    String::from_utf8(output.stdout).context("git names a file that is not UTF-8").map(Some)
}

#[cfg(test)]
mod tests {
    use super::{git, spec};
    use std::fs;
    use std::path::Path;
    use tencentcloud_model::load::load;

    /// A repository with a spec in the folder `root`, committed and then changed on disk.
    fn repository(root: &str) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let spec = folder.path().join(root).join("spec/demo");
        fs::create_dir_all(&spec).unwrap();
        fs::write(spec.join("service.yaml"), "title: Ü\nhosts: {mainland: a.b}\n").unwrap();
        fs::create_dir_all(spec.join("2024-01-01/actions")).unwrap();
        fs::write(spec.join("2024-01-01/version.yaml"), "doc: The first.").unwrap();
        fs::write(spec.join("2024-01-01/actions/Ask.yaml"), "{}\n").unwrap();
        commit(folder.path());
        fs::write(spec.join("2024-01-01/actions/Ask.yaml"), "rate_limit: 20\n").unwrap();
        fs::remove_file(spec.join("2024-01-01/version.yaml")).unwrap();
        folder
    }

    fn commit(folder: &Path) {
        let author = ["-c", "user.name=A", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false"];
        git(folder, &["init", "--quiet"]).unwrap();
        git(folder, &["add", "."]).unwrap();
        git(folder, &[&author[..], &["commit", "--quiet", "--message", "A spec"]].concat())
            .unwrap();
    }

    #[test]
    fn a_spec_is_read_as_it_was_committed() {
        for root in ["", "in/a folder"] {
            let folder = repository(root);
            let tree = spec(&folder.path().join(root), "HEAD", "spec").unwrap();
            let documents = load(&tree).unwrap();
            assert_eq!(documents.problems().to_string(), "");
            let service = documents.services.first().unwrap();
            assert_eq!(service.service.read().unwrap().value.title, "Ü");
            let version = service.versions.first().unwrap();
            let read = version.version.read().unwrap();
            assert_eq!(read.value.doc.as_deref(), Some("The first."));
            let action = version.actions.first().unwrap();
            assert_eq!(action.document.as_ref().unwrap().value.rate_limit, None);
        }
    }

    #[test]
    fn a_revision_that_git_does_not_know_is_named() {
        let folder = repository("");
        let says =
            |folder: &Path, revision: &str| spec(folder, revision, "spec").unwrap_err().to_string();
        for revision in ["v1", "", "--help", "HEAD~7", "HEAD:spec"] {
            let message = says(folder.path(), revision);
            let end = "is neither a folder nor a revision that git knows";
            assert!(message.ends_with(end), "{message}");
        }
        let without_spec = folder.path().join("spec");
        assert_eq!(says(&without_spec, "HEAD"), "`HEAD` has no folder `spec`");
    }

    #[cfg(unix)]
    #[test]
    fn links_are_refused() {
        let folder = repository("");
        let link = folder.path().join("spec/link.yaml");
        std::os::unix::fs::symlink("/etc/hostname", link).unwrap();
        commit(folder.path());
        let message = spec(folder.path(), "HEAD", "spec").unwrap_err().to_string();
        assert!(message.starts_with("link.yaml is no file but a link"), "{message}");
    }
}
