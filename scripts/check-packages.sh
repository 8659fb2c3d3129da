#!/usr/bin/env bash
# Packs every published package, and holds the lists of files against what a package may have. With
# --verify, every package is built from its archive, too, as `cargo publish` does.
set -euo pipefail
cd "$(dirname "$0")/.."

verify="--no-verify"
if [ "${1-}" = --verify ]; then
  verify=""
  # Cargo takes a package of the same version for the one that it built before: in a folder of its own
  # nothing was.
  mkdir -p "${CARGO_TARGET_DIR:-target}"
  CARGO_TARGET_DIR=$(mktemp -d "${CARGO_TARGET_DIR:-$PWD/target}/verify.XXXXXX")
  export CARGO_TARGET_DIR
  trap 'rm -rf "$CARGO_TARGET_DIR"' EXIT
fi

packages=$(for package in $(scripts/publish-order.sh); do printf -- '--package %s ' "$package"; done)
# shellcheck disable=SC2086 # each name is a word
cargo package --quiet --locked --allow-dirty $verify $packages

folder=${CARGO_TARGET_DIR:-target}/package
version=$(sed -n '/^\[workspace.package\]/,/^\[/s/^version = "\(.*\)"/\1/p' Cargo.toml)
for package in $(scripts/publish-order.sh); do
  archive=$folder/$package-$version.crate
  files=$(tar -tzf "$archive")
  for needed in Cargo.toml README.md LICENSE-APACHE LICENSE-MIT; do
    case "
$files
" in
      *"
$package-$version/$needed
"*) ;;
      *) echo "error: $package does not have $needed" >&2; exit 1 ;;
    esac
  done
  if printf '%s\n' "$files" | grep -E '/(fixtures|snapshots|crashes|corpus)/' >&2; then
    echo "error: $package has inputs of tests; see \`include\` of its manifest" >&2
    exit 1
  fi
  bytes=$(wc -c <"$archive")
  # The registry's limit is ten times this.
  if [ "$bytes" -gt 1000000 ]; then
    echo "error: $package has $bytes bytes; see \`include\` of its manifest" >&2
    exit 1
  fi
  echo "$package: $(printf '%s\n' "$files" | wc -l | tr -d ' ') files, $bytes bytes"
done
