#!/usr/bin/env bash
# Verifies `cargo tencentcloud` as a stranger gets it: the packages are packed, the program is built from
# the archives, and crates in a temporary folder use the packed runtime. The actions come from metadata of
# our own and from the vendor's package, the wheel of tccli, which is kept below `target/wheels`;
# TENCENTCLOUD_WHEEL names another one.
#
# Without the wheel, that part is skipped and named. With --require, that is a failure.
set -euo pipefail

# Pinned, so that a new release of the package does not break this check.
tccli=3.1.189.1

cd "$(dirname "$0")/.."
target=${CARGO_TARGET_DIR:-$PWD/target}
case $target in /*) ;; *) target=$PWD/$target ;; esac

# The archives, unpacked, and the program built from them.
packages=$(scripts/publish-order.sh)
options=""
for package in $packages; do options="$options --package $package"; done
# shellcheck disable=SC2086 # each option is a word
cargo package --quiet --no-verify --locked --allow-dirty --target-dir "$target" $options
version=$(sed -n '/^\[workspace.package\]/,/^\[/s/^version = "\(.*\)"/\1/p' Cargo.toml)
packed=$target/packed
rm -rf "$packed"
mkdir -p "$packed"
# A workspace of them, with the profiles of this one, so that dependencies need not be built again.
{
  printf '[workspace]\nresolver = "3"\nmembers = ["*-%s"]\n\n[patch.crates-io]\n' "$version"
  for package in $packages; do printf '%s = { path = "%s-%s" }\n' "$package" "$package" "$version"; done
  sed -n '/^\[profile/,$p' Cargo.toml
} >"$packed/Cargo.toml"
cp Cargo.lock "$packed/Cargo.lock"
for package in $packages; do tar -xzf "$target/package/$package-$version.crate" -C "$packed"; done
cargo build --quiet --manifest-path "$packed/Cargo.toml" --package cargo-tencentcloud --target-dir "$target"
cp "$target/debug/cargo-tencentcloud" "$packed/program"
export TENCENTCLOUD_PACKED=$packed TENCENTCLOUD_PROGRAM=$packed/program

wheels=$target/wheels
if [ -z "${TENCENTCLOUD_WHEEL-}" ]; then
  TENCENTCLOUD_WHEEL=$wheels/tccli-$tccli-py2.py3-none-any.whl
  [ -f "$TENCENTCLOUD_WHEEL" ] ||
    python3 -m pip download --quiet --retries 1 --timeout 20 --no-deps --dest "$wheels" "tccli==$tccli" \
      2>/dev/null || true
fi
skipped=no
if [ -f "$TENCENTCLOUD_WHEEL" ]; then
  export TENCENTCLOUD_WHEEL
else
  unset TENCENTCLOUD_WHEEL
  skipped=yes
fi
cargo test -p cargo-tencentcloud --test outside -- --nocapture
if [ $skipped = yes ]; then
  echo "skipped: the wheel of tccli cannot be downloaded, so only metadata of our own was used"
  [ "${1-}" != --require ]
fi
