#!/usr/bin/env bash
# Compares the published libraries with the last tag, or with the commit in BASELINE, by
# cargo-semver-checks, which is installed if the network allows. Without a tag there is nothing to
# compare with, and the script says so.
set -euo pipefail
cd "$(dirname "$0")/.."

last=${BASELINE-$(git describe --tags --abbrev=0 --match 'v*' 2>/dev/null || true)}
if [ -z "$last" ]; then
  echo "skipped: there is no tag v* yet, so there is no published interface to compare with"
  exit 0
fi
if ! command -v cargo-semver-checks >/dev/null; then
  # It reads the JSON of rustdoc, whose format changes with the toolchain: this version reads that of 1.95.
  cargo install --locked cargo-semver-checks@0.51.0
fi
for package in $(scripts/publish-order.sh); do
  printf '\n== %s against %s\n' "$package" "$last"
  cargo semver-checks check-release --package "$package" --baseline-rev "$last"
done
