#!/usr/bin/env bash
# Verifies the exports with tools of others: openapi-spec-validator (PyPI) accepts the OpenAPI documents,
# openapi-typescript (npm) makes a client of them that tsc compiles, and jsonschema (PyPI) accepts the
# JSON Schemas.
#
# The tools are installed below `target/exports`. A tool that cannot be installed is skipped and named at
# the end. With --require, a skipped tool is a failure.
set -euo pipefail

# Pinned versions, so that a new release of a tool does not break this check.
validator=0.7.2 jsonschema=4.25.1 generator=7.9.1 fetch=0.14.0 typescript=5.9.3

cd "$(dirname "$0")/.."
home=${CARGO_TARGET_DIR:-$PWD/target}/exports
mkdir -p "$home"
require=no
[ "${1-}" = --require ] && require=yes
skipped=()

cargo xtask export openapi --out "$home/fragment.json"
cargo xtask export openapi --paths segments --out "$home/segments.json"
rm -rf "$home/schemas"
cargo xtask export json-schema --out "$home/schemas"

# Python: both documents, and every schema.
python=$home/python/bin/python
if [ ! -x "$python" ]; then
  python3 -m venv "$home/python" 2>/dev/null || true
fi
if [ -x "$python" ] && "$python" -m pip install --quiet --retries 1 --timeout 20 --no-compile \
  "openapi-spec-validator==$validator" "jsonschema==$jsonschema" 2>"$home/pip.log"; then
  for style in fragment segments; do
    "$python" -m openapi_spec_validator "$home/$style.json"
  done
  # The check itself: a broken document is found, and nothing is missing.
  sed 's/"openapi": *"3.1.0"/"openapi": 3/' "$home/segments.json" >"$home/broken.json"
  if "$python" -m openapi_spec_validator "$home/broken.json" >/dev/null 2>&1; then
    echo "error: the validator accepts a broken document" >&2
    exit 1
  fi
  "$python" - "$home/schemas" "$home/segments.json" <<'PYTHON'
import json, pathlib, sys
from jsonschema import Draft202012Validator

files = sorted(pathlib.Path(sys.argv[1]).rglob("*.json"))
actions = json.loads(pathlib.Path(sys.argv[2]).read_text())["paths"]
assert len(actions) > 100 and len(files) == 2 * len(actions), (len(actions), len(files))
for file in files:
    Draft202012Validator.check_schema(json.loads(file.read_text()))
print(f"{len(files)} JSON Schemas are valid")
PYTHON
else
  skipped+=("openapi-spec-validator and jsonschema (PyPI)")
fi

# TypeScript: types of both documents, and a program that calls an action through them.
client=$home/typescript
mkdir -p "$client"
cat >"$client/package.json" <<JSON
{"name": "exports", "private": true, "type": "module", "dependencies": {
  "openapi-typescript": "$generator", "openapi-fetch": "$fetch", "typescript": "$typescript"}}
JSON
if command -v npm >/dev/null &&
  (cd "$client" && npm install --no-audit --no-fund --fetch-retries 1 >npm.log 2>&1); then
  for style in fragment segments; do
    (cd "$client" && npx --no-install openapi-typescript "$home/$style.json" --output "$style.d.ts")
  done
  cat >"$client/program.ts" <<'TYPESCRIPT'
import createClient from "openapi-fetch";
import type { paths } from "./segments.js";

const client = createClient<paths>({ baseUrl: "http://127.0.0.1" });

export async function name(): Promise<string | null | undefined> {
  const header = {
    "X-TC-Action": "DescribeOrganization",
    "X-TC-Version": "2021-03-31",
    "X-TC-Timestamp": 1767225600,
  } as const;
  const { data } = await client.POST("/organization/2021-03-31/DescribeOrganization", {
    params: { header },
    body: {},
  });
  return data?.Response.RequestId;
}
TYPESCRIPT
  (cd "$client" && npx --no-install tsc --noEmit --strict --skipLibCheck false --target es2022 \
    --module nodenext --moduleResolution nodenext --lib es2022,dom program.ts fragment.d.ts)
  sed 's/DescribeOrganization"/DescribeNothing"/' "$client/program.ts" >"$client/wrong.ts"
  if (cd "$client" && npx --no-install tsc --noEmit --strict --skipLibCheck --target es2022 --module nodenext \
    --moduleResolution nodenext --lib es2022,dom wrong.ts >/dev/null); then
    echo "error: a call of an action that does not exist compiles" >&2
    exit 1
  fi
  echo "the TypeScript client compiles, and a wrong call does not"
else
  skipped+=("openapi-typescript (npm)")
fi

if [ ${#skipped[@]} -gt 0 ]; then
  printf 'skipped, as it cannot be installed: %s\n' "${skipped[@]}"
  [ "$require" = no ]
fi
