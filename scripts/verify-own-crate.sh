#!/usr/bin/env bash
# Verifies `cargo tencentcloud` with the vendor's own package: three actions of two services, imported from
# the wheel of tccli and compiled. The wheel is kept below `target/wheels`; TENCENTCLOUD_WHEEL names
# another one.
#
# Without the wheel the check is skipped and named. With --require, that is a failure.
set -euo pipefail

# Pinned, so that a new release of the package does not break this check.
tccli=3.1.189.1

cd "$(dirname "$0")/.."
wheels=${CARGO_TARGET_DIR:-$PWD/target}/wheels
if [ -z "${TENCENTCLOUD_WHEEL-}" ]; then
  TENCENTCLOUD_WHEEL=$wheels/tccli-$tccli-py2.py3-none-any.whl
  [ -f "$TENCENTCLOUD_WHEEL" ] ||
    python3 -m pip download --quiet --retries 1 --timeout 20 --no-deps --dest "$wheels" "tccli==$tccli" \
      2>/dev/null || true
fi
if [ ! -f "$TENCENTCLOUD_WHEEL" ]; then
  echo "skipped: the wheel of tccli cannot be downloaded, so `cargo tencentcloud` is not verified with it"
  [ "${1-}" != --require ]
  exit
fi
export TENCENTCLOUD_WHEEL
# With the features of the whole workspace, nothing that `.ci/run` built is built again.
cargo test --all-features --test outside wheel -- --nocapture
