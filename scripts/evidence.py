#!/usr/bin/env python3
"""Holds what imports took from descriptions against everything that the metadata shows as an example.

Usage: scripts/evidence.py <spec> <unpacked package>...

A package is a folder with `<service>/v<date>/api.json` somewhere in it. Evidence are the examples of
members, and the requests and responses in `examples.json`. Prints how many sets of values, bounds and
defaults the spec has, how much evidence there is for them, and what contradicts them; exits with 1 if
anything does. A number below zero is contradicted if its sign is the mark of an item in every description
of the member. Needs PyYAML.
"""

import collections
import glob
import json
import os
import re
import sys

import yaml

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
PLACEHOLDERS = {"", "无", "-", "/", "null", "NULL", "None", "none", "[]", "{}"}
FACTS = ("values", "default", "min", "max", "min_length", "max_length", "max_items")
COMMON = {"Action", "Version", "Region", "Timestamp", "Nonce", "SecretId", "Signature", "Token", "Language"}


class Evidence:
    """The values of each member in examples: one list for each example."""

    def __init__(self):
        self.shown = collections.defaultdict(list)
        self.unsigned = {}
        self.descriptions = collections.defaultdict(list)
        self.counts = collections.Counter()

    def add(self, key, value):
        self.shown[key].append(value if isinstance(value, list) else [value])

    def package(self, folder):
        paths = sorted(glob.glob(os.path.join(folder, "**", "api.json"), recursive=True))
        if not paths:
            sys.exit(f"{folder} has no api.json: unpack the package first")
        for path in paths:
            with open(path, encoding="utf-8") as file:
                api = json.load(file)
            service, version = path.split(os.sep)[-3], api["metadata"]["apiVersion"]
            objects = {name: it.get("members", []) for name, it in api["objects"].items()}
            owners = {}
            for name, action in api["actions"].items():
                owners[action["input"]] = (name, "input")
                owners[action["output"]] = (name, "output")
            for name, members in objects.items():
                owner = (service, version, *owners.get(name, (name, "members")))
                for member in members:
                    key = (*owner, member["name"])
                    self.descriptions[key].append(member.get("document") or "")
                    if member["type"] == "int" or member["member"] in ("int64", "uint64"):
                        is_unsigned = member["member"] == "uint64"
                        self.unsigned[key] = self.unsigned.get(key, True) and is_unsigned
                    if member.get("example"):
                        self.counts["examples of members"] += 1
                        for one in values(member["example"], member["type"] == "list"):
                            self.add(key, one)
            self.actions(path, (service, version), api, objects)

    def actions(self, path, where, api, objects):
        examples = os.path.join(os.path.dirname(path), "examples.json")
        if not os.path.exists(examples):
            return
        with open(examples, encoding="utf-8") as file:
            examples = json.load(file)["actions"]
        for name, action in api["actions"].items():
            for example in examples.get(name, []):
                request, response = request_of(example.get("input", "")), response_of(example.get("output", ""))
                for part, kind, value in (("input", "requests", request), ("output", "responses", response)):
                    if isinstance(value, dict):
                        self.counts[f"example {kind}"] += 1
                        self.walk(where, (name, part), action[part], value, objects, 0)

    def walk(self, where, owner, object_name, value, objects, depth):
        members = {member["name"]: member for member in objects.get(object_name, [])}
        for name, inner in value.items():
            if name not in members or depth > 20:
                continue
            self.counts["values in requests and responses"] += 1
            items = inner if isinstance(inner, list) else [inner]
            self.add((*where, *owner, name), [item for item in items if item is not None])
            of = members[name]["member"]
            for item in items:
                if isinstance(item, dict) and of in objects:
                    self.walk(where, (of, "members"), of, item, objects, depth + 1)


def request_of(text):
    """The parameters of an example: a body of JSON, or the older form of a URL."""
    text = text.strip()
    if text.startswith("POST"):
        start = text.find("{")
        try:
            return json.loads(text[start:]) if start >= 0 else None
        except ValueError:
            return None
    if "?" not in text:
        return None
    root = {}
    for pair in re.split(r"\s*&\s*", text.split("?", 1)[1].strip()):
        name, equals, value = pair.partition("=")
        if equals and name not in COMMON and not name.startswith("<"):
            put(root, name.split("."), value.strip().strip('"'))
    return lists(root)


def put(node, steps, value):
    for step in steps[:-1]:
        inner = node.setdefault(step, {})
        if not isinstance(inner, dict):
            return
        node = inner
    node[steps[-1]] = value


def lists(node):
    """Numbered parts are the elements of a list."""
    if not isinstance(node, dict):
        return node
    if node and all(key.isdigit() for key in node):
        return [lists(inner) for inner in node.values()]
    return {key: lists(inner) for key, inner in node.items()}


def response_of(text):
    try:
        return json.loads(text).get("Response")
    except (ValueError, AttributeError):
        return None


def values(text, is_list):
    """The values in the example of a member, one list for each value of the member."""
    text = text.strip()
    if text in PLACEHOLDERS:
        return []
    if text[0] in '["':
        try:
            value = json.loads(text)
            return [value if isinstance(value, list) else [value]]
        except ValueError:
            pass
    if is_list and any(divider in text for divider in ",， "):
        return []
    return [[text]]


def number(value):
    try:
        return None if isinstance(value, bool) else float(value)
    except (TypeError, ValueError):
        return None


def problems(member, lists_shown):
    """The contradictions between a member's facts and its examples."""
    is_list = str(member["type"]).startswith("list<")
    shown = [value for one in lists_shown for value in one if not isinstance(value, (dict, list))]
    numbers = [it for it in map(number, shown) if it is not None]
    texts = [value for value in shown if isinstance(value, str) and value.strip() not in PLACEHOLDERS]
    if "values" in member:
        known = {str(entry["value"]) for entry in member["values"]}
        is_integer = all(isinstance(entry["value"], int) for entry in member["values"])
        for value in map(str, shown):
            if value.strip() in PLACEHOLDERS | known:
                continue
            if not is_integer or value.lstrip("-").isdigit():
                yield "values", f"{value!r} is none of {sorted(known)[:6]}"
                break
    if "min" in member and any(it < member["min"] for it in numbers):
        yield "min", f"{member['min']}: {min(numbers)}"
    if "max" in member and any(it > member["max"] for it in numbers):
        yield "max", f"{member['max']}: {max(numbers)}"
    if "max_length" in member and any(len(text) > member["max_length"] for text in texts):
        yield "max_length", f"{member['max_length']}: {max(map(len, texts))}"
    if "min_length" in member and any(len(text) < member["min_length"] for text in texts):
        yield "min_length", f"{member['min_length']}: {min(map(len, texts))}"
    if "max_items" in member and is_list and any(len(one) > member["max_items"] for one in lists_shown):
        yield "max_items", str(member["max_items"])


def is_bullet(text, value, are_all_negative):
    """Whether a description has a number below zero nowhere but where the mark of an item can stand.

    That is at the start of a line, where other items begin with marks as well, or all of the values
    would be below zero.
    """
    text = re.sub(r"<(?:br ?/?|/?p|/?li|/?ul)>", "\n", text)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    number = rf"(?<![\w-]){value}(?![\w])"
    if not any(re.search(number, line) for line in lines):
        return True
    if any(re.search(number, line[1:]) for line in lines):
        return False
    numbered = [line for line in lines if re.match(r"(?:[-*] ?)?-?\d", line)]
    return are_all_negative or any(re.match(r"[-*] ", line) for line in numbered)


def sign_problems(member, shown, descriptions):
    """The numbers below zero whose sign comes from the mark of an item, which no example shows."""
    shown = {str(value) for one in shown for value in one}
    values = [entry["value"] for entry in member.get("values") or []]
    numbers = [value for value in values if isinstance(value, int)]
    are_all_negative = len(numbers) > 1 and all(value < 0 for value in numbers)
    for value in numbers:
        if value < 0 and str(value) not in shown:
            if all(is_bullet(text, value, are_all_negative) for text in descriptions):
                yield "sign", f"{value} comes from the mark of an item"


def default_problems(member):
    """The contradictions of a default with the other facts of its member."""
    if "default" not in member:
        return
    default = member["default"]
    if "values" in member and default not in [entry["value"] for entry in member["values"]]:
        yield "default", f"{default!r} is not among the values"
    amount = number(default)
    if amount is not None and ("min" in member and amount < member["min"] or "max" in member and amount > member["max"]):
        yield "default", f"{default} is outside of its bounds"
    if isinstance(default, str) and len(default) > member.get("max_length", len(default)):
        yield "default", f"{default!r} is too long"


def main():
    spec, packages = sys.argv[1], sys.argv[2:]
    evidence = Evidence()
    for package in packages:
        evidence.package(package)
    counts, failed, with_evidence = collections.Counter(), collections.Counter(), 0
    for folder, parts in (("actions", ("input", "output")), ("types", ("members",))):
        for path in sorted(glob.glob(os.path.join(spec, "*", "*", folder, "*.yaml"))):
            service, version, _, name = path.split(os.sep)[-4:]
            with open(path, encoding="utf-8") as file:
                document = yaml.load(file, LOADER) or {}
            for part in parts:
                for member in document.get(part) or []:
                    key = (service, version, name.removesuffix(".yaml"), part, member["name"])
                    has_fact = False
                    for fact in FACTS:
                        counts[fact] += fact in member
                        has_fact |= fact in member
                    own = evidence.shown.get(key, [])
                    with_evidence += bool(own) and has_fact
                    found = [*problems(member, own), *default_problems(member)]
                    entries = member.get("values") or []
                    is_negative = any(isinstance(entry["value"], int) and entry["value"] < 0 for entry in entries)
                    counts["sets with a number below zero"] += is_negative
                    counts["of them where the metadata has an unsigned number"] += (
                        is_negative and evidence.unsigned.get(key, False)
                    )
                    found.extend(sign_problems(member, own, evidence.descriptions[key]))
                    for kind, message in found:
                        failed[kind] += 1
                        print("/".join(key), kind, message)
    for what, count in [*evidence.counts.items(), *counts.items()]:
        print(f"{count:>8} {what}")
    print(f"{with_evidence:>8} members with such a fact and an example")
    for kind in ("values", "min", "max", "min_length", "max_length", "max_items", "default", "sign"):
        print(f"{failed[kind]:>8} of {kind} contradicted")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
