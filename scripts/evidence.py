#!/usr/bin/env python3
"""Holds what imports took from descriptions against the values that the metadata gives as examples.

Usage: scripts/evidence.py <spec> <unpacked package>...

A package is a folder with `<service>/v<date>/api.json` somewhere in it. Prints how many sets of
values, bounds and defaults the spec has, and exits with 1 if a documented example is outside of one.
Needs PyYAML.
"""

import collections
import glob
import json
import os
import sys

import yaml

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
PLACEHOLDERS = {"", "无", "-", "/", "null", "NULL", "None", "none", "[]", "{}"}


def documented(package):
    """The examples of all members, by service, version, owner, part and name."""
    found = collections.defaultdict(list)
    for path in glob.glob(os.path.join(package, "**", "api.json"), recursive=True):
        with open(path, encoding="utf-8") as file:
            api = json.load(file)
        service = path.split(os.sep)[-3]
        version = api["metadata"]["apiVersion"]
        owners = {}
        for name, action in api["actions"].items():
            owners[action["input"]] = (name, "input")
            owners[action["output"]] = (name, "output")
        for name, definition in api["objects"].items():
            owner = owners.get(name, (name, "members"))
            for member in definition["members"]:
                if member.get("example"):
                    found[(service, version, *owner, member["name"])].append(member["example"])
    return found


def values(text, is_list):
    """The values in an example."""
    text = text.strip()
    if text in PLACEHOLDERS:
        return []
    if text[0] in '["':
        try:
            value = json.loads(text)
            return value if isinstance(value, list) else [value]
        except ValueError:
            pass
    if is_list and any(divider in text for divider in ",， "):
        return []
    return [text]


def is_number(value):
    try:
        float(value)
        return True
    except (TypeError, ValueError):
        return False


def problems(member, examples):
    """The contradictions between a member's facts and its examples."""
    is_list = str(member["type"]).startswith("list<")
    lists = [values(example, is_list) for example in examples]
    shown = [value for one in lists for value in one if not isinstance(value, (dict, list))]
    numbers = [float(value) for value in shown if is_number(value)]
    texts = [value for value in shown if isinstance(value, str)]
    if "values" in member:
        known = {str(entry["value"]) for entry in member["values"]}
        is_integer = all(isinstance(entry["value"], int) for entry in member["values"])
        for value in map(str, shown):
            if value.strip() in PLACEHOLDERS | known:
                continue
            if not is_integer or value.lstrip("-").isdigit():
                yield f"values: {value!r} is none of {sorted(known)[:6]}"
                break
    if "min" in member and any(number < member["min"] for number in numbers):
        yield f"min {member['min']}: {min(numbers)}"
    if "max" in member and any(number > member["max"] for number in numbers):
        yield f"max {member['max']}: {max(numbers)}"
    if "max_length" in member and any(len(text) > member["max_length"] for text in texts):
        yield f"max_length {member['max_length']}"
    if "max_items" in member and is_list and any(len(one) > member["max_items"] for one in lists):
        yield f"max_items {member['max_items']}"


def main():
    spec, packages = sys.argv[1], sys.argv[2:]
    examples = [documented(package) for package in packages]
    counts = collections.Counter()
    failed = 0
    for folder, parts in (("actions", ("input", "output")), ("types", ("members",))):
        for path in sorted(glob.glob(os.path.join(spec, "*", "*", folder, "*.yaml"))):
            service, version, _, name = path.split(os.sep)[-4:]
            with open(path, encoding="utf-8") as file:
                document = yaml.load(file, LOADER)
            for part in parts:
                for member in document.get(part) or []:
                    key = (service, version, name.removesuffix(".yaml"), part, member["name"])
                    for fact in ("values", "default", "min", "max", "min_length", "max_length", "max_items"):
                        counts[fact] += fact in member
                    entries = member.get("values") or []
                    counts["values with one below zero"] += any(
                        isinstance(entry["value"], int) and entry["value"] < 0 for entry in entries
                    )
                    own = [text for source in examples for text in source.get(key, [])]
                    for problem in problems(member, own):
                        failed += 1
                        print("/".join(key), problem)
    for fact, count in counts.items():
        print(f"{count:>8} {fact}")
    print(f"{failed:>8} contradicted by a documented example")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
