"""Calls the mock with the Python SDK (`sdk`), or with tccli, which is built on it (`tccli`).

Called by verify-with-official-clients.sh. Prints every deviation, and a summary line.
"""

import contextlib
import importlib
import io
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor

SECRET_ID = "AKIDmockmockmockmockmockmockmockmock"
SECRET_KEY = "mockmockmockmockmockmockmockmock"


class Report:
    """Counts passed and failed checks, and prints the failed ones."""

    def __init__(self):
        self.right = 0
        self.wrong = 0

    def expect(self, what, wanted, found):
        if wanted == found:
            self.right += 1
        else:
            self.wrong += 1
            print(f"failed: {what}: expected {wanted!r}, got {found!r}")

    def finish(self, text):
        print(f"{text}: {self.right} checks passed, {self.wrong} failed")
        sys.exit(1 if self.wrong or not self.right else 0)


def read(url, path):
    """Reads a resource of the mock itself over HTTP. Certificates are verified by the clients."""
    with urllib.request.urlopen(url + path) as response:
        return json.load(response)


def host_of(url):
    return url.split("://", 1)[1]


# ---- the Python SDK ----


def load(action):
    """Returns the SDK's client and models for an action; None if the SDK has none."""
    version = "v" + action["version"].replace("-", "")
    name = f"tencentcloud.{action['service']}.{version}"
    try:
        models = importlib.import_module(name + ".models")
        module = importlib.import_module(f"{name}.{action['service']}_client")
    except ImportError:
        return None
    client = getattr(module, action["service"].capitalize() + "Client")
    return (client, models) if hasattr(client, action["action"]) else None


def connect(client, url, method="POST", sign="TC3-HMAC-SHA256", pem=None, keys=None, unsigned=False):
    from tencentcloud.common import credential
    from tencentcloud.common.profile.client_profile import ClientProfile
    from tencentcloud.common.profile.http_profile import HttpProfile

    scheme, host = url.split("://", 1)
    http = HttpProfile(protocol=scheme, endpoint=host, reqMethod=method, reqTimeout=20, certification=pem)
    profile = ClientProfile(signMethod=sign, httpProfile=http, language="en-US")
    profile.unsignedPayload = unsigned
    made = client(credential.Credential(*(keys or (SECRET_ID, SECRET_KEY))), "ap-guangzhou", profile)
    # The raw responses, for comparison with the SDK's models.
    made.sent = []
    call = made.call

    def recording(*arguments, **options):
        body = call(*arguments, **options)
        made.sent.append(json.loads(body)["Response"])
        return body

    made.call = recording
    return made


def request_of(models, action, headers=None):
    request = getattr(models, action["action"] + "Request")()
    request.from_json_string(json.dumps(action["parameters"]))
    request.headers = headers or {}
    return request


def code_of(call):
    """Returns the code of the SDK's exception; None without an exception."""
    from tencentcloud.common.exception.tencent_cloud_sdk_exception import TencentCloudSDKException

    try:
        call()
    except TencentCloudSDKException as error:
        return error.get_code()
    return None


def plain(value):
    """Removes nulls, which the SDK does not print."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items() if item is not None}
    return [plain(item) for item in value] if isinstance(value, list) else value


def succeeds(report, connected, models, action, way):
    """Checks that a typed call succeeds, and that the SDK's model equals the response."""
    what = f"{action['version']} {action['action']} ({way})"
    try:
        response = getattr(connected, action["action"])(request_of(models, action))
    except Exception as error:  # any exception of the SDK is a finding
        report.expect(what, "a response", str(error))
        return
    report.expect(what, plain(connected.sent[-1]), plain(json.loads(response.to_json_string())))


def every_action(report, actions, url, pem_url, pem):
    ways = [
        ("POST, TC3", dict(url=url)),
        ("GET, TC3", dict(url=url, method="GET")),
        ("POST, HmacSHA1", dict(url=url, sign="HmacSHA1")),
        ("GET, HmacSHA256", dict(url=url, method="GET", sign="HmacSHA256")),
        ("POST, TC3, unsigned payload", dict(url=url, unsigned=True)),
        ("POST, TC3, HTTPS", dict(url=pem_url, pem=pem)),
    ]
    for way, options in ways:
        clients = {}
        for action in actions:
            client, models = load(action)
            key = (client.__module__, client.__name__)
            connected = clients.setdefault(key, connect(client, **options))
            is_signed = action["action"] != "AssumeRoleWithWebIdentity"
            if is_signed or way.startswith("POST, TC3"):
                succeeds(report, connected, models, action, way)


def every_code(report, actions, url):
    def codes(action):
        client, models = load(action)
        connected = connect(client, url)
        for code in action["errors"] + ["InternalError", "RequestLimitExceeded"]:
            request = request_of(models, action, {"X-Mock-Error": code})
            call = getattr(connected, action["action"])
            what = f"{action['version']} {action['action']} {code}"
            yield what, code, code_of(lambda: call(request))

    with ThreadPoolExecutor(8) as pool:
        for results in pool.map(lambda action: list(codes(action)), actions):
            for what, wanted, found in results:
                report.expect(what, wanted, found)
    return sum(len(action["errors"]) for action in actions)


def wrong_requests(report, actions, url):
    action = next(action for action in actions if action["action"] == "DescribeOrganization")
    client, models = load(action)

    def code(sign, alter=None, clock=0, **options):
        connected = connect(client, url, sign=sign, **options)
        if alter:
            send = connected.request.conn.request

            def altered(method, target, body=None, headers=None):
                return send(method, *alter(target, body, headers))

            connected.request.conn.request = altered
        now = time.time
        time.time = lambda: now() + clock
        try:
            return code_of(lambda: connected.DescribeOrganization(request_of(models, action)))
        finally:
            time.time = now

    def with_body(target, body, headers):
        added = body[:-1] + ', "Lang": "en"}' if body.startswith("{") and len(body) > 2 else body
        return target, '{"Lang": "zh"}' if added == body else added, headers

    def with_form(target, body, headers):
        return target, body + "&Lang=zh", headers

    for sign, alter in [("TC3-HMAC-SHA256", with_body), ("HmacSHA1", with_form), ("HmacSHA256", with_form)]:
        failure = "AuthFailure.SignatureFailure"
        report.expect(f"right keys, {sign}", None, code(sign))
        report.expect(f"wrong secret, {sign}", failure, code(sign, keys=(SECRET_ID, "another")))
        report.expect(f"altered body, {sign}", failure, code(sign, alter=alter))
        found = code(sign, keys=("AKIDunknown", SECRET_KEY))
        report.expect(f"unknown id, {sign}", "AuthFailure.SecretIdNotFound", found)
        found = code(sign, keys=(SECRET_ID, SECRET_KEY, "token"))
        report.expect(f"token of another key, {sign}", "AuthFailure.TokenFailure", found)
        for clock in [-301, 302]:
            found = code(sign, clock=clock)
            report.expect(f"clock off by {clock} s, {sign}", "AuthFailure.SignatureExpire", found)
        report.expect(f"clock off by 290 s, {sign}", None, code(sign, clock=290))


def wrong_parameters(report, actions, url):
    """Checks parameters that the SDK accepts and the service rejects."""
    action = next(action for action in actions if action["action"] == "AddOrganizationNode"
                  and action["version"] == "2021-03-31")
    client, _ = load(action)
    right = {"ParentNodeId": 1, "Name": "Sales"}
    cases = [
        (right, None),
        ({"Name": "Sales"}, "MissingParameter"),
        ({**right, "Nmae": "Sales"}, "UnknownParameter"),
        ({**right, "ParentNodeId": "one"}, "InvalidParameter"),
        ({**right, "Tags": [{"TagKey": "a"}]}, "MissingParameter"),
    ]
    for method in ["POST", "GET"]:
        connected = connect(client, url, method=method)
        for parameters, wanted in cases:
            found = code_of(lambda: connected.call_json("AddOrganizationNode", parameters))
            report.expect(f"{method} {parameters}", wanted, found)


def readme(report, url):
    """Runs the Python lines of the mock's README."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../mock/README.md")
    with open(path, encoding="utf-8") as file:
        code = file.read().split("```python\n", 1)[1].split("```", 1)[0]
    assert "127.0.0.1:8080" in code
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        exec(compile(code.replace("127.0.0.1:8080", host_of(url)), path, "exec"), {})
    request_id, *refused = output.getvalue().split()
    report.expect("request id of the README's lines", 36, len(request_id))
    report.expect("code of the README's lines", ["ResourceNotFound.OrganizationNotExist"], refused)


def sdk(url, pem_url, pem):
    # The SDK uses a deprecated function of Python, which warns at each call.
    import warnings

    warnings.simplefilter("ignore")
    import tencentcloud

    report = Report()
    listed = read(url, "/_mock/actions")
    actions = [action for action in listed if load(action)]
    for action in listed:
        if action not in actions:
            print(f"skipped: {action['version']} {action['action']} is not in the SDK")
    every_action(report, actions, url, pem_url, pem)
    pairs = every_code(report, actions, url)
    wrong_requests(report, actions, url)
    wrong_parameters(report, actions, url)
    readme(report, url)
    version = tencentcloud.__version__
    report.finish(f"Python SDK {version}, {len(actions)} actions, {pairs} action/code pairs")


# ---- tccli ----


class Output(io.BytesIO):
    """Output of a call, which tccli's wrapper cannot close."""

    def close(self):
        pass


def run(url, action, parameters, keys=(SECRET_ID, SECRET_KEY)):
    """Calls tccli's entry point in this process. Returns its exit code and output."""
    from tccli.main import main

    output = Output()
    text = io.TextIOWrapper(output, encoding="utf-8", write_through=True)
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(parameters, file)
        file.flush()
        sys.argv = [
            "tccli", action["service"], action["action"], "--version", action["version"],
            "--cli-input-json", "file://" + file.name, "--endpoint", host_of(url),
            "--secretId", keys[0], "--secretKey", keys[1], "--region", "ap-guangzhou",
        ]
        with contextlib.redirect_stdout(text), contextlib.redirect_stderr(text):
            try:
                code = main()
            except SystemExit as ended:
                code = ended.code
    return code or 0, output.getvalue().decode()


def differences(ours, theirs, path=""):
    """Returns the kinds and paths of differences: members that tccli drops, nulls that it adds, others."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        found = {("dropped", f"{path}.{name}") for name in ours if name not in theirs}
        added = ((name, "null" if theirs[name] is None else "other") for name in theirs if name not in ours)
        found |= {(kind, f"{path}.{name}") for name, kind in added}
        both = [(ours[name], theirs[name], f"{path}.{name}") for name in ours if name in theirs]
        return found.union(*(differences(*pair) for pair in both))
    if isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        return set().union(*(differences(*pair, f"{path}[]") for pair in zip(ours, theirs)))
    # Each call starts a task of its own.
    is_same = ours == theirs or path.endswith(".TaskId")
    return set() if is_same and type(ours) is type(theirs) else {("other", path)}


def same_answers(report, binary, url, pem, actions, results):
    """Calls each action that tccli called with our command line, and compares the answers as JSON."""
    environment = {
        "TENCENTCLOUD_SECRET_ID": SECRET_ID, "TENCENTCLOUD_SECRET_KEY": SECRET_KEY,
        "TENCENTCLOUD_REGION": "ap-guangzhou", "TENCENTCLOUD_ENDPOINT": url, "TENCENTCLOUD_CA_FILE": pem,
        "NO_PROXY": "127.0.0.1,localhost",
    }
    equal, dropped, nulls = 0, 0, 0
    for action, (code, output) in zip(actions, results):
        if code or "RequestId" not in output:
            continue
        what = f"{action['version']} {action['action']}"
        line = [binary, "call", action["service"], action["action"], "--version", action["version"],
                "--json", json.dumps(action["parameters"]), "--skip-check"]
        ran = subprocess.run(line, env=environment, capture_output=True, text=True)
        if ran.returncode:
            report.expect(f"{what} by our command line", 0, ran.stderr)
            continue
        ours, theirs = json.loads(ran.stdout), json.loads(output)
        # Each answer has a request id of its own.
        report.expect(f"{what}: request id", str, type(ours.pop("RequestId")))
        theirs.pop("RequestId")
        found = differences(ours, theirs)
        other = sorted(path for kind, path in found if kind == "other")
        report.expect(f"{what}: differs from tccli's answer", [], other)
        kinds = {kind for kind, _ in found}
        equal, dropped, nulls = equal + (not kinds), dropped + ("dropped" in kinds), nulls + ("null" in kinds)
    print(f"answers as JSON: {equal} equal to tccli's; tccli drops members of {dropped}, and adds nulls for "
          f"absent members to {nulls}; their other members are equal")
    report.expect("some answers are equal", True, equal > 0)


def tccli(url, pem, binary):
    import ssl

    # Only for listing the actions; tccli verifies HTTPS itself.
    context = ssl.create_default_context(cafile=pem)
    with urllib.request.urlopen(url + "/_mock/actions", context=context) as response:
        listed = json.load(response)
    report = Report()
    actions = [action for action in listed if action["service"] == "organization"]
    first = next(action for action in actions if action["action"] == "DescribeOrganization")
    wrong = [((SECRET_ID, "another"), "AuthFailure.SignatureFailure"),
             (("AKIDunknown", SECRET_KEY), "AuthFailure.SecretIdNotFound")]
    calls = [(url, action, action["parameters"]) for action in actions]
    calls += [(url, first, {}, keys) for keys, _ in wrong]
    # tccli keeps its settings in the home folder. Each call runs in its own process, as in real use;
    # a forked process does not load the modules again, which takes longer than the call.
    os.environ["HOME"] = sys.prefix
    run(url, first, {})
    with multiprocessing.get_context("fork").Pool(maxtasksperchild=1) as pool:
        results = pool.starmap(run, calls, chunksize=1)

    known = 0
    for action, (code, output) in zip(actions, results):
        what = f"{action['version']} {action['action']}"
        if "invalid choice" in output.lower():
            print(f"skipped: {what} is not in tccli")
            continue
        known += 1
        answered = code == 0 and "RequestId" in output
        report.expect(what, "a response", "a response" if answered else output[-300:])
    for (keys, wanted), (code, output) in zip(wrong, results[len(actions):]):
        report.expect(f"keys {keys}", wanted, wanted if wanted in output and code else output)
    same_answers(report, binary, url, pem, actions, results)
    version = importlib.import_module("tccli").__version__
    report.finish(f"tccli {version} over HTTPS, {known} actions")


if __name__ == "__main__":
    {"sdk": sdk, "tccli": tccli}[sys.argv[1]](*sys.argv[2:])
