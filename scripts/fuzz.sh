#!/usr/bin/env bash
# Fuzzes one target, or each in turn, on any toolchain and without cargo-fuzz: coverage is a pass of
# LLVM, and no sanitizer is needed, as no code here is unsafe.
#
#   scripts/fuzz.sh <target or "all"> [seconds] [options of libFuzzer]
#
# New inputs go to fuzz/target/found/<target>, which is not committed; crashes to fuzz/crashes/<target>,
# which is.
set -euo pipefail
cd "$(dirname "$0")/../fuzz"

if [ $# -lt 1 ]; then
  echo "usage: scripts/fuzz.sh <target or all> [seconds] [options of libFuzzer]" >&2
  exit 2
fi
chosen=$1
seconds=${2:-300}
shift
if [ $# -gt 0 ]; then shift; fi

host=$(rustc -vV | sed -n 's/^host: //p')
export RUSTFLAGS="--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
-Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
-Cllvm-args=-sanitizer-coverage-trace-compares ${RUSTFLAGS-}"
if [ "$chosen" = all ]; then
  cargo build --locked --release --features engine --bins --target "$host"
  targets=$(sed -n 's/^path = "fuzz_targets\/\(.*\).rs"/\1/p' Cargo.toml)
else
  cargo build --locked --release --features engine --bin "$chosen" --target "$host"
  targets=$chosen
fi
folder=${CARGO_TARGET_DIR:-target}

failed=""
for target in $targets; do
  mkdir -p "$folder/found/$target" "crashes/$target"
  dictionary="dictionaries/$target.dict"
  options="-max_total_time=$seconds -timeout=10 -rss_limit_mb=2048 -max_len=65536 -print_final_stats=1"
  if [ -f "$dictionary" ]; then options="$options -dict=$dictionary"; fi
  printf '\n== %s\n' "$target"
  # shellcheck disable=SC2086 # the options are words
  "$folder/$host/release/$target" $options -artifact_prefix="crashes/$target/" "$@" \
    "$folder/found/$target" "corpus/$target" || failed="$failed $target"
done
if [ -n "$failed" ]; then
  echo "error: inputs that break a target are in fuzz/crashes:$failed" >&2
  exit 1
fi
