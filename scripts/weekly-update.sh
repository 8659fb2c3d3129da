#!/usr/bin/env bash
# Brings the spec up to date with the vendor's packages, and writes the text of a pull request.
#
#   scripts/weekly-update.sh --fetch FOLDER                       # the newest packages, as of today
#   scripts/weekly-update.sh --date 2026-10-26 FOLDER PACKAGE...  # packages that are here
#
# FOLDER receives title, pull-request.md, drift.txt, import.txt, changelog.md and diff.txt. The spec, the
# generated crate and CHANGELOG.md are changed in place; nothing is committed. Without a difference,
# only `title` is written.
set -euo pipefail
cd "$(dirname "$0")/.."

usage() {
  sed -n '4,5s/^# *//p' "$0" >&2
  exit 2
}

fetch=no
date=$(date -u +%Y-%m-%d)
while [ $# -gt 0 ]; do
  case $1 in
    --fetch) fetch=yes; shift ;;
    --date) [ $# -ge 2 ] || usage; date=$2; shift 2 ;;
    --*) usage ;;
    *) break ;;
  esac
done
[ $# -ge 1 ] || usage
folder=$1
shift
mkdir -p "$folder"
if [ "$fetch" = yes ]; then
  [ $# -eq 0 ] || usage
  rm -rf "$folder/packages"
  python3 -m pip download --quiet --no-deps --dest "$folder/packages" tccli tccli-intl-en
  set -- "$folder"/packages/*.whl
fi
[ $# -ge 1 ] || usage
if [ -n "$(git status --porcelain spec generated CHANGELOG.md)" ]; then
  echo "error: spec, generated or CHANGELOG.md has changes that are not committed; commit them first" >&2
  exit 1
fi

xtask() {
  cargo --quiet xtask "$@"
}
choice="--only organization"
names=""
for package in "$@"; do
  base=$(basename "$package")
  names="$names${names:+, }${base%%-py*}"
done

# 0: no drift; 1: drift; 3: no drift in what could be compared. Anything else is a failure.
code=0
# shellcheck disable=SC2086 # the choice is two words
xtask drift $choice --updated "$date" "$@" >"$folder/drift.txt" 2>&1 || code=$?
case $code in
  0 | 3)
    if [ "$code" -eq 3 ]; then cat "$folder/drift.txt"; fi
    echo "No drift from $names: $(tail -1 "$folder/drift.txt")" >"$folder/title"
    cat "$folder/title"
    exit 0
    ;;
  1) ;;
  *)
    cat "$folder/drift.txt" >&2
    exit 1
    ;;
esac
# shellcheck disable=SC2086
xtask import $choice --updated "$date" --report "$folder/report.txt" "$@" >"$folder/import.txt" 2>&1 ||
  { cat "$folder/import.txt" >&2; exit 1; }
xtask fmt >/dev/null
if ! xtask codegen >"$folder/codegen.txt" 2>&1; then
  cat "$folder/codegen.txt" >&2
  echo "error: the generator rejects the imported spec; nothing was committed" >&2
  exit 1
fi
xtask diff HEAD >"$folder/diff.txt"
xtask diff --format markdown HEAD >"$folder/changelog.md"

# The changes, without their own heading, end the section of the next version.
awk -v from="$folder/changelog.md" '
  function insert(  line) {
    while ((getline line < from) > 0) if (line !~ /^## /) print line
    inside = 0
  }
  /^## / && inside { insert(); print "" }
  /^## Unreleased/ { inside = 1 }
  { print }
  END { if (inside) insert() }
' CHANGELOG.md | cat -s >"$folder/CHANGELOG.md"
cat "$folder/CHANGELOG.md" >CHANGELOG.md

verdict=$(tail -1 "$folder/diff.txt")
echo "Bring the spec up to date with $names" >"$folder/title"
{
  printf 'From %s, as of %s. Verdict: %s\n\n' "$names" "$date" "$verdict"
  printf '## Changelog\n\n'
  sed 's/^## /### /' "$folder/changelog.md"
  # shellcheck disable=SC2016 # these are Markdown's marks of code
  printf '\n## To check\n\nDescriptions marked `imported` are to be rewritten, and these facts settled:\n\n```text\n'
  head -c 40000 "$folder/import.txt"
  # shellcheck disable=SC2016
  printf '```\n\n## Drift before the import\n\n```text\n'
  head -c 15000 "$folder/drift.txt"
  printf '```\n'
} >"$folder/pull-request.md"
echo "$verdict"
echo "the text of the pull request is in $folder/pull-request.md"
