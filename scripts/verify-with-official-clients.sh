#!/usr/bin/env bash
# Verifies the mock with Tencent Cloud's official clients: it accepts their requests, they decode its
# responses, and wrong requests fail with the documented code.
#
# Clients: the Python SDK, the command line tool tccli (over HTTPS), the Node.js SDK. They are installed
# below `target/official-clients` from their registries. A client that cannot be installed is skipped
# and listed at the end. With --require, a skipped client is a failure.
set -euo pipefail

# Pinned versions, so that a new release of a client does not break this check.
organization=3.1.193 sts=3.0.1459 tccli=3.1.189.1 nodejs=4.1.313

cd "$(dirname "$0")/.."
here=$PWD
home=${CARGO_TARGET_DIR:-$here/target}/official-clients
mkdir -p "$home"
# These clients use proxies even for loopback addresses.
export NO_PROXY=127.0.0.1,localhost no_proxy=127.0.0.1,localhost

require=no
[ "${1-}" = --require ] && require=yes
skipped=()
failed=()
pids=()

stop() {
  for pid in ${pids[@]+"${pids[@]}"}; do kill "$pid" 2>/dev/null || true; done
}
trap stop EXIT

# Starts the mock, and stores its URL in $url.
mock() {
  local log=$1
  shift
  : >"$log"
  "$binary" --port 0 --no-rate-limits "$@" >"$log" &
  pids+=($!)
  for _ in $(seq 100); do
    url=$(sed -n 's/.* on //p' "$log")
    [ -n "$url" ] && return
    sleep 0.1
  done
  echo "error: the mock did not start within 10 s; its output is in $log" >&2
  exit 1
}

# Runs the checks of a client, which print their own summary.
check() {
  local name=$1 start=$SECONDS
  shift
  printf '\n== %s\n' "$name"
  "$@" || failed+=("$name")
  echo "$((SECONDS - start)) s"
}

# Installs packages into a separate Python environment, and fails soon without a network. Modules are
# not precompiled: only a few of thousands are used.
install() {
  local environment=$1
  shift
  { [ -x "$environment/bin/python" ] || python3 -m venv "$environment"; } >"$home/pip.log" 2>&1 &&
    "$environment/bin/python" -m pip install --quiet --disable-pip-version-check --no-compile \
      --retries 1 --timeout 20 "$@" 2>"$home/pip.log"
}

# Removes the services that are not called from an environment, a third of a gigabyte. One of tccli's
# own extensions needs `cvm`.
prune() {
  local packages
  packages=$("$1/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
  find "$packages/tencentcloud" "$packages/tccli/services" -mindepth 1 -maxdepth 1 -type d \
    ! -name common ! -name organization ! -name sts ! -name cvm -exec rm -r {} +
}

skip() {
  printf '\n== %s\nskipped: %s\n' "$1" "$2"
  skipped+=("$1 ($2)")
}

cargo build --quiet --package tencentcloud-mock --package tencentcloud-cli --bins
built=$(cargo metadata --format-version 1 --no-deps |
  sed -n 's/.*"target_directory":"\([^"]*\)".*/\1/p')/debug
binary=$built/tencentcloud-mock
mock "$home/http.log" --scope 127
http=$url
pem=$home/authority.pem
mock "$home/https.log" --tls "$pem"
https=$url

if ! command -v python3 >/dev/null; then
  skip "Python SDK" "python3 is not installed"
  skip "tccli" "python3 is not installed"
else
  python=$home/python/bin/python
  if install "$home/python" "tencentcloud-sdk-python-organization==$organization" \
    "tencentcloud-sdk-python-sts==$sts"; then
    check "Python SDK" "$python" scripts/verify-with-official-clients.py sdk "$http" "$https" "$pem"
  else
    skip "Python SDK" "pip failed: $(tail -n 1 "$home/pip.log")"
  fi
  # tccli contains the SDK with all services, so it has a separate environment.
  if install "$home/tccli" "tccli==$tccli"; then
    prune "$home/tccli"
    python=$home/tccli/bin/python
    # tccli trusts only the authorities of the package certifi. pip has its own copy of them.
    cp "$pem" "$("$python" -c 'import certifi; print(certifi.where())')"
    check "tccli" "$python" scripts/verify-with-official-clients.py tccli "$https" "$pem" "$built/tencentcloud"
  else
    skip "tccli" "pip failed: $(tail -n 1 "$home/pip.log")"
  fi
fi

if ! command -v npm >/dev/null; then
  skip "Node.js SDK" "npm is not installed"
elif npm install --loglevel error --no-audit --no-fund --no-save --fetch-retries 1 --fetch-timeout 60000 \
  --prefix "$home/node" "tencentcloud-sdk-nodejs@$nodejs" 2>"$home/npm.log"; then
  check "Node.js SDK" env NODE_EXTRA_CA_CERTS="$pem" NODE_PATH="$home/node/node_modules" \
    node scripts/verify-with-official-clients.js "$http" "$https"
else
  skip "Node.js SDK" "npm failed: $(head -n 1 "$home/npm.log")"
fi

printf '\n'
for name in ${skipped[@]+"${skipped[@]}"}; do echo "skipped: $name"; done
for name in ${failed[@]+"${failed[@]}"}; do echo "failed: $name"; done
[ ${#failed[@]} -eq 0 ] || exit 1
if [ ${#skipped[@]} -gt 0 ] && [ $require = yes ]; then exit 1; fi
