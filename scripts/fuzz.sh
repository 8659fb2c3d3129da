#!/usr/bin/env bash
# Fuzzes one target, or each in turn, on any toolchain and without cargo-fuzz: coverage is a pass of
# LLVM, and no sanitizer is needed, as no code here is unsafe.
#
#   scripts/fuzz.sh <target or "all"> [seconds] [options of libFuzzer]
#
# Each target ends with its number of executions. New inputs go to fuzz/target/found/<target>, which is
# not committed; inputs that break a target to fuzz/crashes/<target>, which is.
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

# The longest input: short ones run more often, and long ones only repeat.
longest() {
  case $1 in
    answer | credential_file | mock_request | query | request | signing) echo 4096 ;;
    command_line) echo 512 ;;
    *) echo 16384 ;;
  esac
}

failed=""
for target in $targets; do
  mkdir -p "$folder/found/$target" "crashes/$target"
  dictionary="dictionaries/$target.dict"
  options="-max_total_time=$seconds -timeout=10 -rss_limit_mb=2048 -max_len=$(longest "$target") -print_final_stats=1"
  if [ -f "$dictionary" ]; then options="$options -dict=$dictionary"; fi
  printf '\n== %s\n' "$target"
  # shellcheck disable=SC2086 # the options are words
  "$folder/$host/release/$target" $options -artifact_prefix="crashes/$target/" "$@" \
    "$folder/found/$target" "corpus/$target" 2>"$folder/found/$target.log" || failed="$failed $target"
  # With an error, the end has the reason.
  case " $failed " in *" $target "*) tail -n 40 "$folder/found/$target.log" ;; esac
  sed -n "s/^stat::number_of_executed_units: /$target: executions /p;
    s/^stat::average_exec_per_sec: /$target: a second /p" "$folder/found/$target.log"
done
if [ -n "$failed" ]; then
  echo "error: inputs that break a target are in fuzz/crashes:$failed" >&2
  exit 1
fi
