#!/usr/bin/env bash
# Verifies the explorer's page: the bundle is fresh, the page works in Chromium against the mock, and
# its code samples run. Skips by name if Node.js, npm's packages or Chromium are missing; with
# --require, that is a failure.
set -euo pipefail
cd "$(dirname "$0")/.."
export NO_PROXY=127.0.0.1,localhost no_proxy=127.0.0.1,localhost

skip() {
  printf 'skipped: %s, so the page of the explorer is not verified\n' "$1"
  [ "${require-}" = --require ] && exit 1
  exit 0
}
require=${1-}

command -v npm >/dev/null || skip 'Node.js and npm are not installed'
# --ignore-scripts: esbuild works without its installation script.
(cd explorer/page && npm ci --ignore-scripts --no-audit --no-fund --fetch-retries 1 --fetch-timeout 20000 >/dev/null 2>&1) ||
  skip 'the packages of explorer/page cannot be installed'
(cd explorer/page && npm run --silent check)
cargo build --quiet --package tencentcloud-mock --package tencentcloud-explorer --package xtask
node explorer/browser/test.mjs "$@"
node explorer/browser/samples.mjs
