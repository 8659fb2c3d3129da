#!/usr/bin/env python3
"""Compares our signatures with those of Tencent Cloud's own Python SDK, for every action of the spec.

The SDK builds each request at a fixed time, without sending it. Our signer (the example `sign` of the
runtime) receives the signed headers and the body. Both must produce the same canonical request and the
same header Authorization, byte for byte.

Requires python3 with venv and pip; the packages are installed below `target/compare-signatures`.
Skipped requests are listed at the end.

Exit code: 0 if all compared requests agree, 1 if any differs, 2 for wrong usage. If the packages cannot
be installed, the comparison is skipped with a reason: exit code 0, or 1 with --require.
"""

import argparse
import importlib
import importlib.metadata
import json
import os
import re
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "compare-signatures"
PYTHON = HOME / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
PACKAGES = [
    "tencentcloud-sdk-python-common",
    "tencentcloud-sdk-python-organization",
    "tencentcloud-sdk-python-sts",
    "pyyaml",
]
NOW = 1_551_113_065

# Variants of each request: method, credential, region and host.
VARIANTS = [
    {"method": "POST", "id": "AKIDEXAMPLE", "key": "secret"},
    {"method": "POST", "id": "AKIDEXAMPLE", "key": "secret", "token": "token", "region": "ap-singapore"},
    {"method": "POST", "id": "AKID" + "x" * 32, "key": "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE",
     "root": "intl.tencentcloudapi.com"},
    {"method": "GET", "id": "AKIDEXAMPLE", "key": "secret"},
]


def run_pip(*arguments):
    """Runs pip of the environment. Returns its last line if it fails."""
    # Without a network, fail within seconds.
    quick = ["--disable-pip-version-check", "--retries", "1", "--timeout", "10"]
    try:
        done = subprocess.run([PYTHON, "-m", "pip", *quick, *arguments], capture_output=True, text=True)
    except OSError as error:
        return str(error)
    said = done.stderr.strip().splitlines() or ["pip failed"]
    return None if done.returncode == 0 else said[-1]


def install():
    """Creates the environment and installs the packages. Returns the reason for a failure."""
    if run_pip("--version"):
        try:
            venv.create(HOME, with_pip=True, clear=True)
        except (OSError, subprocess.CalledProcessError) as error:
            return f"cannot create a virtual environment at {HOME}: {error}"
    failure = run_pip("install", "--quiet", *PACKAGES)
    return failure and f"cannot install the packages: {failure}"


def prepare(required):
    """Re-executes the script in the environment with the SDK. Exits if there is none."""
    if Path(sys.prefix).resolve() == HOME.resolve():
        return
    failure = install()
    if failure:
        print(f"skipped the comparison with the official SDK: {failure}")
        sys.exit(1 if required else 0)
    sys.exit(subprocess.run([PYTHON, *sys.argv]).returncode)


class Stopped(Exception):
    """Raised in place of sending a complete request."""


class FixedTime:
    """Replaces the module `time` of the SDK."""

    @staticmethod
    def time():
        return NOW


class RecordingHashlib:
    """Replaces the module `hashlib` of the SDK, and records the canonical request."""

    def __init__(self, hashlib):
        self.hashlib = hashlib
        self.canonical = None

    def sha256(self, data=b""):
        if re.match(rb"[A-Z]+\n/\n", data):
            self.canonical = data.decode()
        return self.hashlib.sha256(data)


def actions():
    """Yields service, version, action and example parameters for every action of the spec."""
    import yaml

    for path in sorted(ROOT.glob("spec/*/*/actions/*.yaml")):
        spec = yaml.safe_load(path.read_text(encoding="utf-8"))
        examples = [example["request"] for example in spec.get("examples", []) if "request" in example]
        yield path.parts[-4], path.parts[-3], path.stem, examples[0] if examples else {}


def request(service, version, action, parameters, variant):
    """Returns the request that the SDK would send with its signature, or the reason for skipping it."""
    from tencentcloud.common import abstract_client, credential
    from tencentcloud.common.profile.client_profile import ClientProfile
    from tencentcloud.common.profile.http_profile import HttpProfile

    name = f"tencentcloud.{service}.v{version.replace('-', '')}"
    try:
        models = importlib.import_module(name + ".models")
        module = importlib.import_module(f"{name}.{service}_client")
    except ImportError:
        return None, "the SDK does not have this version"
    client_class = getattr(module, service.capitalize() + "Client")
    if not hasattr(client_class, action):
        return None, "the SDK does not have this action"
    http = HttpProfile(reqMethod=variant["method"])
    if "root" in variant:
        http.rootDomain = variant["root"]
    client = client_class(
        credential.Credential(variant["id"], variant["key"], variant.get("token")),
        variant.get("region", ""),
        ClientProfile(httpProfile=http),
    )
    recorder = RecordingHashlib(__import__("hashlib"))
    abstract_client.hashlib = recorder
    abstract_client.time = FixedTime
    sent = {}

    def stop(request, *_):
        sent["request"] = request
        raise Stopped

    client.request.send_request = stop
    asked = getattr(models, action + "Request")()
    asked._deserialize(parameters)
    try:
        getattr(client, action)(asked)
    except Stopped:
        pass
    except Exception as error:  # The SDK wraps every exception in its own.
        if "request" not in sent:
            return None, f"the SDK does not build the request: {error}"
    found = sent["request"]
    authorization = found.header["Authorization"]
    if authorization == "SKIP":
        return None, "the SDK does not sign this action"
    query, body = (found.data, "") if variant["method"] == "GET" else ("", found.data)
    signed = re.search(r"SignedHeaders=([^,]+)", authorization).group(1).split(";")
    headers = {name.lower(): value for name, value in found.header.items()}
    return {
        "told": {
            "method": variant["method"],
            "query": query,
            "headers": {name: headers[name] for name in signed},
            "body": body if isinstance(body, str) else body.decode(),
            "service": service,
            "timestamp": NOW,
            "id": variant["id"],
            "key": variant["key"],
        },
        "canonical": recorder.canonical,
        "authorization": authorization,
    }, None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--require", action="store_true", help="fail if the packages cannot be installed")
    prepare(parser.parse_args().require)
    compared, skipped, wrong = [], [], 0
    for service, version, action, parameters in actions():
        for variant in VARIANTS:
            found, reason = request(service, version, action, parameters, variant)
            if found:
                compared.append((f"{service} {version} {action}", found))
            else:
                skipped.append(f"{service} {version} {action} ({variant['method']}): {reason}")
    lines = "".join(json.dumps(found["told"]) + "\n" for _, found in compared)
    signer = ["cargo", "run", "--quiet", "--package", "tencentcloud-runtime", "--example", "sign"]
    output = subprocess.run(signer, input=lines, text=True, stdout=subprocess.PIPE, check=True, cwd=ROOT)
    ours = [json.loads(line) for line in output.stdout.splitlines()]
    assert len(ours) == len(compared), "the signer prints one line per request"
    for (name, theirs), our in zip(compared, ours):
        for part in ("canonical", "authorization"):
            if theirs[part] is None or our[part] != theirs[part]:
                wrong += 1
                print(f"different: {name}: {part}\n  theirs: {theirs[part]!r}\n  ours:   {our[part]!r}")
    names = {name for name, _ in compared}
    for line in sorted(set(skipped)):
        print(f"skipped: {line}")
    version = importlib.metadata.version(PACKAGES[0])
    print(
        f"{len(names)} actions, {len(compared)} requests compared with {PACKAGES[0]} {version}: "
        f"{wrong} differences, {len(set(skipped))} skipped"
    )
    sys.exit(1 if wrong or not compared else 0)


if __name__ == "__main__":
    main()
