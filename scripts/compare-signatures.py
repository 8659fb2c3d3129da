#!/usr/bin/env python3
"""Compares our signatures with those of Tencent Cloud's own Python SDK, for every action of the spec.

The SDK makes each request as it would send it, at a time that stands still, and does not send it. The
body and the headers that it signs are given to our signer (the example `sign` of the runtime); the
canonical request and the header Authorization must be the same, byte for byte.

Needs python3 with venv and pip; the packages are installed below `target/compare-signatures`. What
could not be compared is named at the end.

Exit code: 0 if all that was compared is equal, 1 if something is not, 2 for wrong usage. Without the
packages everything is skipped, and one line says why: that is 0, with --require 1.
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

# What differs between the requests: how they are made, by whom, where.
VARIANTS = [
    {"method": "POST", "id": "AKIDEXAMPLE", "key": "secret"},
    {"method": "POST", "id": "AKIDEXAMPLE", "key": "secret", "token": "token", "region": "ap-singapore"},
    {"method": "POST", "id": "AKID" + "x" * 32, "key": "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE",
     "root": "intl.tencentcloudapi.com"},
    {"method": "GET", "id": "AKIDEXAMPLE", "key": "secret"},
]


def run_pip(*arguments):
    """Runs pip of the environment, and gives what it says if it fails."""
    # Who has no network should learn that within seconds.
    quick = ["--disable-pip-version-check", "--retries", "1", "--timeout", "10"]
    try:
        done = subprocess.run([PYTHON, "-m", "pip", *quick, *arguments], capture_output=True, text=True)
    except OSError as error:
        return str(error)
    said = done.stderr.strip().splitlines() or ["pip has failed"]
    return None if done.returncode == 0 else said[-1]


def install():
    """Makes the environment and installs the packages; says why, if that cannot be done."""
    if run_pip("--version"):
        try:
            venv.create(HOME, with_pip=True, clear=True)
        except (OSError, subprocess.CalledProcessError) as error:
            return f"no environment can be made at {HOME}: {error}"
    failure = run_pip("install", "--quiet", *PACKAGES)
    return failure and f"the packages cannot be installed: {failure}"


def prepare(required):
    """Goes on in an environment of its own, where the SDK is; exits if there is none."""
    if Path(sys.prefix).resolve() == HOME.resolve():
        return
    failure = install()
    if failure:
        print(f"skipped: signatures are not compared with the official SDK's: {failure}")
        sys.exit(1 if required else 0)
    sys.exit(subprocess.run([PYTHON, *sys.argv]).returncode)


class Stopped(Exception):
    """The request is complete and would now be sent."""


class StandingTime:
    """Stands for the module `time` of the SDK."""

    @staticmethod
    def time():
        return NOW


class Listening:
    """Stands for the module `hashlib` of the SDK, and remembers the canonical request."""

    def __init__(self, hashlib):
        self.hashlib = hashlib
        self.canonical = None

    def sha256(self, data=b""):
        if re.match(rb"[A-Z]+\n/\n", data):
            self.canonical = data.decode()
        return self.hashlib.sha256(data)


def actions():
    """Service, version, action and the parameters of a documented example, of the whole spec."""
    import yaml

    for path in sorted(ROOT.glob("spec/*/*/actions/*.yaml")):
        spec = yaml.safe_load(path.read_text(encoding="utf-8"))
        examples = [example["request"] for example in spec.get("examples", []) if "request" in example]
        yield path.parts[-4], path.parts[-3], path.stem, examples[0] if examples else {}


def request(service, version, action, parameters, variant):
    """What the SDK would send and what it signed, or why it cannot."""
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
    listening = Listening(__import__("hashlib"))
    abstract_client.hashlib = listening
    abstract_client.time = StandingTime
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
    except Exception as error:  # The SDK turns every exception into its own.
        if "request" not in sent:
            return None, f"the SDK does not make the request: {error}"
    found = sent["request"]
    authorization = found.header["Authorization"]
    if authorization == "SKIP":
        return None, "the SDK does not sign it"
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
        "canonical": listening.canonical,
        "authorization": authorization,
    }, None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--require", action="store_true", help="fail if the packages are not to be had")
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
    assert len(ours) == len(compared), "the signer has answered each line"
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
