"""Parses PowerShell scripts with a grammar that nobody here wrote: a syntax error fails.

Usage: check-powershell.py FILE...; needs the packages tree-sitter and tree-sitter-powershell. It does not
run the scripts: where `pwsh` is installed, the tests of the command line do.
"""

import sys

import tree_sitter_powershell
from tree_sitter import Language, Parser


def errors(node):
    """Returns the nodes that are no PowerShell."""
    if node.type == "ERROR" or node.is_missing:
        return [node]
    return [error for child in node.children for error in errors(child)] if node.has_error else []


def commands(node):
    """Returns the names of all commands that are called."""
    own = [node.text.decode()] if node.type == "command_name" else []
    return own + [name for child in node.children for name in commands(child)]


parser = Parser(Language(tree_sitter_powershell.language()))
assert parser.parse(b"function {").root_node.has_error, "the grammar finds no errors"
wrong = 0
for path in sys.argv[1:]:
    with open(path, "rb") as file:
        tree = parser.parse(file.read())
    for error in errors(tree.root_node):
        row, column = error.start_point
        print(f"{path}:{row + 1}:{column + 1}: not PowerShell: {error.text.decode()[:60]!r}")
        wrong += 1
    if "Register-ArgumentCompleter" not in commands(tree.root_node):
        print(f"{path}: it registers no completion")
        wrong += 1
print(f"{len(sys.argv) - 1} PowerShell scripts parsed, {wrong} errors")
sys.exit(1 if wrong or len(sys.argv) < 2 else 0)
