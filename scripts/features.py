#!/usr/bin/env python3
"""Checks each published package with every feature alone, and with none.

    scripts/features.py [--list] [PACKAGE...]

Warnings are errors, as unused code shows a feature whose parts are not all behind it. `default` and
features that name an optional dependency are left out: the others cover them.
"""

import json
import os
import subprocess
import sys


def packages():
    command = ["cargo", "metadata", "--no-deps", "--format-version", "1"]
    found = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    return [package for package in found["packages"] if package["publish"] is None]


def runs(package):
    yield []
    for feature in sorted(package["features"]):
        if feature != "default":
            yield ["--features", feature]


def main():
    arguments = sys.argv[1:]
    is_list = "--list" in arguments
    chosen = [argument for argument in arguments if not argument.startswith("--")]
    known = packages()
    unknown = set(chosen) - {package["name"] for package in known}
    if unknown:
        sys.exit(f"error: no published package is named {', '.join(sorted(unknown))}")
    environment = dict(os.environ, RUSTFLAGS="--deny warnings " + os.environ.get("RUSTFLAGS", ""))
    failed = []
    count = 0
    for package in known:
        if chosen and package["name"] not in chosen:
            continue
        for features in runs(package):
            command = ["cargo", "check", "--locked", "--package", package["name"]]
            command += ["--no-default-features", *features]
            count += 1
            print("==", " ".join(command), flush=True)
            if not is_list and subprocess.run(command, env=environment).returncode != 0:
                failed.append(" ".join(command))
    if failed:
        sys.exit("error: these checks failed:\n" + "\n".join(failed))
    print(f"{count} checks {'listed' if is_list else 'passed'}")


if __name__ == "__main__":
    main()
