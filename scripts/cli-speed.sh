#!/usr/bin/env bash
# Compares `tencentcloud` with tccli in one run: CPU time (user and system, whole processes, median),
# peak memory (where GNU time is installed), and the size of the binary. Calls go over TLS to the mock on
# this machine.
#
# Usage: scripts/cli-speed.sh TCCLI [RUNS [WHEEL...]]; TCCLI is the path of an installed `tccli`. Both
# binaries are built first: cargo build --profile dist -p tencentcloud-cli -p tencentcloud-mock --bins
# With wheels, their catalogues are added, and commands on the largest services are measured as well.
set -euo pipefail

[ $# -ge 1 ] || { sed -n '6,8s/^# //p' "$0" >&2; exit 2; }
tccli=$(realpath "$1") runs=${2-7}
shift $(($# < 2 ? $# : 2))
wheels=()
for wheel in "$@"; do wheels+=("$(realpath "$wheel")"); done
cd "$(dirname "$0")/.."
built=$(realpath "${CARGO_TARGET_DIR:-target}")/dist
ours=$built/tencentcloud
for binary in "$ours" "$built/tencentcloud-mock"; do
  [ -x "$binary" ] || { echo "error: $binary is missing; build it first, see the top of $0" >&2; exit 2; }
done

home=$(mktemp -d)
pid=
stop() {
  [ -z "$pid" ] || kill "$pid" 2>/dev/null || true
  rm -rf "$home"
}
trap stop EXIT
export HOME=$home NO_PROXY=127.0.0.1,localhost no_proxy=127.0.0.1,localhost
export TENCENTCLOUD_SECRET_ID=AKIDmockmockmockmockmockmockmockmock
export TENCENTCLOUD_SECRET_KEY=mockmockmockmockmockmockmockmock
export TENCENTCLOUD_REGION=ap-guangzhou

"$built/tencentcloud-mock" --port 0 --no-rate-limits --tls "$home/mock.pem" >"$home/mock.log" &
pid=$!
for _ in $(seq 100); do
  url=$(sed -n 's/.* on //p' "$home/mock.log")
  [ -n "$url" ] && break
  sleep 0.1
done
[ -n "$url" ] || { echo "error: the mock did not start within 10 s" >&2; exit 1; }
export TENCENTCLOUD_CA_FILE=$home/mock.pem
# tccli trusts only the authorities of the package certifi of its environment.
cp "$home/mock.pem" "$("$(dirname "$tccli")/python" -c 'import certifi; print(certifi.where())')"

# Prints the median of the CPU milliseconds, and the peak of memory in MB, of a command.
measure() {
  python3 - "$runs" "$@" <<'P'
import os, shutil, statistics, subprocess, sys
runs, command = int(sys.argv[1]), sys.argv[2:]
times, peak = [], "?"
for _ in range(runs):
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    error = process.stderr.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"error: {command} ended with {status}: {error}")
    times.append((usage.ru_utime + usage.ru_stime) * 1000)
# A process begins with the memory of the one that started it, which is that of Python here.
if shutil.which("time"):
    command = [shutil.which("time"), "-f", "%M", *command]
    process = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    peak = f"{int(process.stderr.split()[-1]) / 1024:.1f}"
print(f"{statistics.median(times):.1f} {peak}")
P
}

row() {
  local what=$1 a b
  a=$2 b=$3
  awk -v w="$what" -v a="$a" -v b="$b" 'BEGIN {
    split(a, x, " "); split(b, y, " ");
    printf "| %s | %s ms, %s MB | %s ms, %s MB | 1/%.0f | 1/%.1f |\n", w, y[1], y[2], x[1], x[2], x[1] ? y[1] / x[1] : 0, y[2] / x[2]
  }'
}

echo "| command ($runs runs) | tccli | tencentcloud | CPU | memory |"
echo "| --- | --- | --- | --- | --- |"
row "help of a service" "$(measure "$ours" organization --help)" "$(measure "$tccli" organization help)"
row "call over TLS" \
  "$(measure "$ours" organization DescribeOrganization --endpoint "$url")" \
  "$(measure "$tccli" organization DescribeOrganization --endpoint "${url#https://}")"
row "TAB" "$(measure "$ours" __complete -- organization DescribeOrganizationMem)" "$(
  COMP_LINE='tccli organization DescribeOrganizationMem' COMP_POINT=42 measure "$(dirname "$tccli")/tccli_completer"
)"
echo "binary: $(wc -c <"$ours" | tr -d ' ') bytes"
if [ ${#wheels[@]} -gt 0 ]; then
  "$ours" catalogue add "${wheels[@]}" 2>/dev/null
  echo "catalogues: $(cat "$home"/.local/share/tencentcloud/catalogues/*.tcat | wc -c | tr -d ' ') bytes"
  for command in "describe csip" "describe csip DescribeCSIPRiskStatistics" \
    "describe csip DescribeCSIPRiskStatistics --lang zh" "__complete -- csip Desc" \
    "__complete -- cvm RunInstances --In" "services" "search snapshot policy" \
    "explain ResourceNotFound.OrganizationNotExist"; do
    read -ra words <<<"$command"
    read -r time peak <<<"$(measure "$ours" "${words[@]}")"
    echo "$command: $time ms, $peak MB"
  done
fi
