"""Every reason for a refusal is met by a test: by its code, or by the class of the reason."""

import ast
import importlib
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from hub.errors import Refusal
from schema.mutating.problems import codes
from tests.invariants.source import ROOT, modules

CODE = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*")
WORD = re.compile(r"\w+")


def test_every_code_is_met_by_a_test() -> None:
    told = set(_claimed())

    missing = [code for code, classes in refusals().items() if told.isdisjoint({code, *classes})]
    assert missing == []


def test_a_code_is_one_of_a_kind() -> None:
    """Those that share one are kinds of the same reason."""
    for code, classes in refusals().items():
        assert CODE.fullmatch(code), code
        own = [each for each in _kinds(Refusal) if "code" in vars(each) and each.code == code]
        assert len(own) == 1, classes


def test_the_schema_lists_the_codes_of_what_acts_refuse() -> None:
    assert codes().keys() <= refusals().keys()


def refusals() -> dict[str, set[str]]:
    """The names of the classes behind each code."""
    for module in modules("hub"):
        if "refusals" in module.name or any("Refusal" in name for name, _ in module.imports()):
            importlib.import_module(module.name)
    found: dict[str, set[str]] = defaultdict(set)
    for kind in _kinds(Refusal):
        if kind.__module__.startswith("hub.") and hasattr(kind, "code"):
            found[kind.code].add(kind.__name__)
    return dict(found)


def _kinds(kind: type[Refusal]) -> Iterator[type[Refusal]]:
    for each in kind.__subclasses__():
        yield each
        yield from _kinds(each)


def _claimed() -> Iterator[str]:
    """The words of what tests assert, expect to be raised, or are repeated for."""
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        if path != Path(__file__):
            yield from _words(ast.parse(path.read_text(encoding="utf-8")))


def _words(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        held: list[ast.AST] = []
        if isinstance(node, ast.Assert):
            held = [node.test]
        elif isinstance(node, ast.With | ast.AsyncWith):
            held = [item.context_expr for item in node.items]
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            held = list(node.decorator_list)
        for each in held:
            yield from _named(each)


def _named(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from WORD.findall(node.value)
        elif isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
