#!/usr/bin/env bash
# The published packages, each after those it depends on. A test compares the list with the
# manifests; the release workflow and the checks of packages read it.
set -euo pipefail

printf '%s\n' \
  tencentcloud-model \
  tencentcloud-codegen \
  tencentcloud-importer \
  tencentcloud-runtime \
  tencentcloud-api \
  tencentcloud-mock \
  cargo-tencentcloud \
  tencentcloud-explorer \
  tencentcloud-cli
