"""The source of the hub as syntax trees, for the tests of what it must not do."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]


class Module(NamedTuple):
    """A module: its dotted name, its file, and its tree."""

    name: str
    path: Path
    tree: ast.Module

    def imports(self) -> Iterator[tuple[str, ast.stmt]]:
        """The dotted names that are imported, and where."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((alias.name, node) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield from ((f"{node.module}.{alias.name}", node) for alias in node.names)

    def calls(self) -> Iterator[tuple[str, ast.Call]]:
        """The dotted names that are called, as far as they are plain names."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                yield dotted(node.func), node

    def strings(self) -> Iterator[ast.Constant]:
        """The strings that are not docstrings."""
        statements = (node for node in ast.walk(self.tree) if isinstance(node, ast.Expr))
        alone = {id(statement.value) for statement in statements}
        for node in ast.walk(self.tree):
            is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
            if is_text and id(node) not in alone:
                assert isinstance(node, ast.Constant)
                yield node

    def at(self, node: ast.expr | ast.stmt) -> str:
        return f"{self.path.relative_to(ROOT)}:{node.lineno}"


def modules(*packages: str) -> list[Module]:
    """The modules of the packages; migrations are left out, which the tool writes."""
    return [module for module in _all() if module.name.split(".")[0] in packages]


def dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return ""


@cache
def _all() -> tuple[Module, ...]:
    paths = [path for package in ("hub", "schema") for path in (ROOT / package).rglob("*.py")]
    written = (path for path in sorted(paths) if "migrations" not in path.parts)
    return tuple(_module(path) for path in written if "node_modules" not in path.parts)


def _module(path: Path) -> Module:
    parts = path.relative_to(ROOT).with_suffix("").parts
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    return Module(name, path, ast.parse(path.read_text(encoding="utf-8")))
