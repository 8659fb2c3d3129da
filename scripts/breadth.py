#!/usr/bin/env python3
"""Runs the importer, the generator and the compiler over the whole Tencent Cloud catalogue.

Imports packages of the command line tool (wheels, or unpacked) into a separate spec with one command, so
that all of their examples count as evidence, or folders of API metadata site by site. Decodes all examples,
and generates a crate from the spec twice, which must be identical. Then compiles and documents the crate in
slices; a slice is a set of service versions, selected by features. Nothing is written into the
repository. Warnings are errors. Each step prints a row with its CPU seconds and its largest process.

    scripts/breadth.py --work DIR PACKAGE...
    scripts/breadth.py --work DIR mainland=DIR [international=DIR]
    scripts/breadth.py --work DIR --steps check,doc --only 3      # continues with existing files

The steps are import, examples, generate, check, doc, clippy, fmt and test. The step examples decodes the
documented requests and responses with the runtime, by records that the imported model describes, and
counts how many stay the same when they are encoded; it fails if one differs without saying `deviates`.
The step test compiles and runs the documentation's examples; each links a program, so choose a small
slice. Requires python3 and Rust.
"""

import argparse
import filecmp
import os
import re
import resource
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SITES = ["mainland", "international"]
USUAL = ["import", "generate", "check", "doc"]
CARGO_STEPS = {
    "check": ["check"],
    "doc": ["doc", "--no-deps"],
    "clippy": ["clippy"],
    "test": ["test", "--doc"],
}
COMPILING = {"fmt", *CARGO_STEPS}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("metadata", nargs="*", help="packages, or mainland=DIR and international=DIR")
    parser.add_argument("--work", type=Path, required=True, help="a folder outside the repository")
    parser.add_argument("--slices", type=int, default=12, help="number of slices")
    parser.add_argument("--only", type=int, action="append", help="number of a slice to compile, from 1")
    parser.add_argument("--steps", default=",".join(USUAL), type=lambda text: text.split(","))
    given = parser.parse_args()
    given.packages = [package for package in given.metadata if "=" not in package]
    given.metadata = dict(pair.partition("=")[::2] for pair in given.metadata if "=" in pair)
    unknown = set(given.metadata) - set(SITES) | set(given.steps) - {"import", "examples", "generate", *COMPILING}
    if unknown:
        parser.error(f"unknown sites or steps: {', '.join(sorted(unknown))}")
    if given.work.resolve().is_relative_to(ROOT) and not given.work.resolve().is_relative_to(ROOT / "target"):
        parser.error("--work must be outside the repository, or below its target folder")
    return given


FAILED = []


def run(name, command, log, **options):
    """Runs a command, prints its cost, and prints its output if it fails."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w") as out:
        process = subprocess.Popen([str(part) for part in command], stdout=out, stderr=subprocess.STDOUT, **options)
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    cpu, peak = used.ru_utime + used.ru_stime, used.ru_maxrss >> 10
    print(f"| {name} | {cpu:.1f} | {peak:,} |", flush=True)
    text = log.read_text()
    if process.returncode != 0:
        FAILED.append(name)
        print(f"{text[-4000:]}\nfailed: {name}; the full output is in {log}", flush=True)
    return text


def refusals(text):
    """Splits what the report of an import leaves out into other items and examples."""
    parts = re.findall(r"^### Left out: \d+\n\n((?:- .*\n)*)", text, re.MULTILINE)
    lines = [f"  {line[2:]}" for part in parts for line in part.splitlines()]
    examples = [line for line in lines if ": example " in line]
    return [line for line in lines if line not in examples], examples


def import_all(given, xtask):
    spec = given.work / "spec"
    shutil.rmtree(spec, ignore_errors=True)
    spec.mkdir(parents=True)
    # An unused override is an error; the whole catalogue uses all overrides of the repository.
    shutil.copytree(ROOT / "spec/common", spec / "common")
    shutil.copy(ROOT / "spec/names.yaml", spec)
    sources = [(site, ["--site", site, given.metadata[site]]) for site in filter(given.metadata.get, SITES)]
    if given.packages:
        sources += [("packages", given.packages), ("packages again", given.packages)]
    for name, source in sources:
        log = given.work / f"logs/import-{name.replace(' ', '-')}.txt"
        report = given.work / f"logs/report-{name.replace(' ', '-')}.md"
        text = run(f"import, {name}", [xtask, "import", "--spec", spec, "--report", report, *source], log)
        things, examples = refusals(report.read_text() if report.exists() else "")
        print("\n".join([f"  {text.splitlines()[-1]}", *things, f"  examples left out: {len(examples)}"]))


def decode_examples(given):
    command = ["cargo", "test", "--quiet", "--offline", "-p", "tencentcloud-api", "--test", "catalogue"]
    command += ["every_example_of_a_catalogue", "--", "--nocapture"]
    environment = {**os.environ, "CATALOGUE": str(given.work / "spec")}
    text = run("examples", command, given.work / "logs/examples.txt", cwd=ROOT, env=environment)
    counts = r"^(?:undeclared, .*|\w+: \d+ documented.*|\d+ deviate .*)$"
    print("\n".join(f"  {line}" for line in re.findall(counts, text, re.MULTILINE)))


def generate(given, xtask):
    for out in ["src", "again"]:
        folder = given.work / "crate" / out
        shutil.rmtree(folder, ignore_errors=True)
        command = [xtask, "codegen", "--spec", given.work / "spec", "--out", folder]
        text = run(f"generate, {out}", command, given.work / f"logs/{out}.txt")
        print("  " + next(line for line in text.splitlines() if "→" in line))
    files = [path.relative_to(folder) for path in sorted(folder.rglob("*.rs"))]
    both = [given.work / "crate" / out for out in ["src", "again"]]
    _, differing, missing = filecmp.cmpfiles(*both, files, shallow=False)
    if differing or missing:
        sys.exit(f"two runs differ: {[*differing, *missing][:5]}")
    print(f"  two runs: {len(files):,} identical files")
    shutil.rmtree(folder)


def features(src):
    """Returns the features of the crate with their modules and sizes in bytes."""
    found = []
    for path in sorted(src.glob("*.rs")):
        text = path.read_text()
        for feature, module in re.findall(r'#\[cfg\(feature = "([^"]+)"\)\]\s*pub mod (\w+);', text):
            folder = src / path.stem / module
            size = sum(file.stat().st_size for file in folder.rglob("*.rs"))
            found.append((feature, folder.with_suffix(".rs"), size))
    return found


def write_manifest(crate, names):
    """Writes the manifest of the generated crate, with the repository's lints and these features."""
    workspace = (ROOT / "Cargo.toml").read_text()
    lints = re.findall(r"^\[workspace\.lints.*?(?=^\[(?!workspace\.lints)|\Z)", workspace, re.MULTILINE | re.DOTALL)
    edition = re.search(r'^edition = ".*"$', workspace, re.MULTILINE).group()
    manifest = f"""[package]
name = "tencentcloud-api"
version = "0.0.0"
{edition}

[features]
blocking = ["tencentcloud-runtime/blocking"]
{"".join(f"{name} = []{chr(10)}" for name in names)}
[dependencies]
tencentcloud-runtime = {{ path = "{ROOT / "runtime"}", default-features = false }}

[dev-dependencies]
serde_json = "1"

[workspace]

{"".join(lints)}
[lints]
workspace = true
"""
    (crate / "Cargo.toml").write_text(manifest)
    shutil.copy(ROOT / "Cargo.lock", crate)


def slices(found, count):
    """Distributes features over slices of similar size: largest first, each to the smallest slice."""
    parts = [[0, []] for _ in range(count)]
    for feature in sorted(found, key=lambda one: -one[2]):
        part = min(parts, key=lambda part: part[0])
        part[0] += feature[2]
        part[1].append(feature)
    return [part for _, part in parts]


def compile_all(given, steps):
    crate = given.work / "crate"
    found = features(crate / "src")
    write_manifest(crate, [name for name, _, _ in found])
    target = given.work / "target"
    environment = {
        **os.environ,
        "CARGO_INCREMENTAL": "0",
        "CARGO_TARGET_DIR": str(target),
        "RUSTFLAGS": "--deny warnings",
        "RUSTDOCFLAGS": "--deny warnings",
    }
    for number, part in enumerate(slices(found, given.slices), 1):
        if given.only and number not in given.only:
            continue
        actions = sum(len(list((file.with_suffix("") / "actions").glob("*.rs"))) for _, file, _ in part)
        what = f"slice {number}: {len(part)} service versions, {actions:,} actions"
        names = ",".join(sorted(["blocking", *(name for name, _, _ in part)]))
        for step in steps:
            log = given.work / f"logs/{step}-{number}.txt"
            if step == "fmt":
                # rustfmt follows the modules of a version to all of its files.
                roots = [file for _, file, _ in part]
                command = ["rustfmt", "--check", "--edition", "2024", "--config-path", ROOT / "generated/rustfmt.toml"]
                run(f"fmt, {what}", [*command, *roots], log)
                continue
            command = ["cargo", *CARGO_STEPS[step], "--quiet", "--offline", "--features", names]
            run(f"{step}, {what}", command, log, cwd=crate, env=environment)
            # The documentation is large and no longer needed.
            shutil.rmtree(target / "doc", ignore_errors=True)


def main():
    given = arguments()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    given.work = given.work.resolve()
    print("| step | CPU s | MB |\n| --- | ---: | ---: |")
    if {"import", "generate"} & set(given.steps):
        run("build", ["cargo", "build", "--release", "--quiet", "-p", "xtask"], given.work / "logs/build.txt", cwd=ROOT)
    xtask = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release/xtask"
    if "import" in given.steps:
        import_all(given, xtask)
    if "examples" in given.steps:
        decode_examples(given)
    if "generate" in given.steps:
        generate(given, xtask)
    if not FAILED:
        compile_all(given, [step for step in given.steps if step in COMPILING])
    sys.exit(f"failed: {'; '.join(FAILED)}" if FAILED else 0)


if __name__ == "__main__":
    main()
