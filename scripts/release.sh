#!/usr/bin/env bash
# The steps of a release; the workflow calls them, and so can you. CONTRIBUTING.md has the order.
#
#   scripts/release.sh version               # the version that follows, from `diff` and semver-checks
#   scripts/release.sh check VERSION         # manifests, changelog and tag agree
#   scripts/release.sh rehearse              # packs, and builds each package from its archive
#   scripts/release.sh binary TARGET FOLDER  # an archive of `tencentcloud`, with its checksum
#   scripts/release.sh notes VERSION         # the section of the changelog
#   scripts/release.sh pending               # the packages whose version is not published yet
#   scripts/release.sh publish               # publishes these, in order
set -euo pipefail
cd "$(dirname "$0")/.."

fail() {
  echo "error: $*" >&2
  exit 1
}

workspace_version() {
  sed -n '/^\[workspace.package\]/,/^\[/s/^version = "\(.*\)"/\1/p' Cargo.toml
}

notes() {
  awk -v version="$1" '
    /^## / { inside = index($0, "## " version " ") == 1 || $0 == "## " version; next }
    inside { print }
  ' CHANGELOG.md
}

packages() {
  for package in $(scripts/publish-order.sh); do printf -- '--package %s ' "$package"; done
}

# Asks the registry for each package, from outside, as cargo would show the workspace's own.
pending() {
  local package answer version
  version=$(workspace_version)
  for package in $(scripts/publish-order.sh); do
    if answer=$(cd / && cargo info --color never --registry crates-io "$package@$version" 2>&1); then
      echo "$package $version is published" >&2
    else
      case $answer in
        *"could not find \`$package@$version\`"*) echo "$package" ;;
        *) fail "the registry cannot be asked for $package: $answer" ;;
      esac
    fi
  done
}

case ${1-} in
  version)
    last=$(git describe --tags --abbrev=0 --match 'v*' 2>/dev/null || true)
    [ -n "$last" ] || fail "there is no tag v* yet: the first release is $(workspace_version)"
    cargo --quiet xtask diff "$last"
    scripts/semver.sh
    ;;
  check)
    version=${2:?the version}
    [ "$(workspace_version)" = "$version" ] ||
      fail "Cargo.toml has version $(workspace_version), not $version; set it in [workspace.package]"
    # Dependencies within the workspace name the version, too.
    wrong=$(grep -n 'path = ".*version = ' Cargo.toml | grep -v "version = \"$version\"" || true)
    [ -z "$wrong" ] || fail "these dependencies have another version: $wrong"
    [ -n "$(notes "$version")" ] || fail "CHANGELOG.md has no section $version"
    cargo metadata --locked --no-deps --format-version 1 >/dev/null
    echo "version $version: manifests and changelog agree"
    ;;
  rehearse)
    # shellcheck disable=SC2046 # each name is a word
    cargo publish --dry-run --locked $(packages)
    ;;
  binary)
    target=${2:?the target} folder=${3:?the folder}
    cargo build --profile dist --locked --package tencentcloud-cli --target "$target"
    mkdir -p "$folder"
    name=tencentcloud-$(workspace_version)-$target
    built=${CARGO_TARGET_DIR:-target}/$target/dist
    stage=$(mktemp -d)
    mkdir "$stage/$name"
    cp cli/README.md LICENSE-APACHE LICENSE-MIT "$stage/$name"
    if [ -f "$built/tencentcloud.exe" ]; then
      cp "$built/tencentcloud.exe" "$stage/$name"
    else
      cp "$built/tencentcloud" "$stage/$name"
    fi
    tar -czf "$folder/$name.tar.gz" -C "$stage" "$name"
    rm -rf "$stage"
    (
      cd "$folder"
      if command -v sha256sum >/dev/null; then
        sha256sum "$name.tar.gz" >"$name.tar.gz.sha256"
      else
        shasum -a 256 "$name.tar.gz" >"$name.tar.gz.sha256"
      fi
    )
    echo "$folder/$name.tar.gz"
    ;;
  notes)
    text=$(notes "${2:?the version}")
    [ -n "$text" ] || fail "CHANGELOG.md has no section $2"
    printf '%s\n' "$text"
    ;;
  pending)
    pending
    ;;
  publish)
    # Cargo publishes in the order of the dependencies, and waits until the index has each. A run that
    # stopped in the middle goes on where it stopped.
    missing=$(pending)
    [ -n "$missing" ] || { echo "every package of $(workspace_version) is published"; exit 0; }
    # shellcheck disable=SC2086,SC2046 # each name is a word
    cargo publish --locked $(for package in $missing; do printf -- '--package %s ' "$package"; done)
    ;;
  *)
    sed -n '4,10s/^# *//p' "$0" >&2
    exit 2
    ;;
esac
