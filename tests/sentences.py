"""The sentences that the source says: in refusals, in messages, on pages and in their templates."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from jinja2 import Environment, nodes

from tests.invariants.source import ROOT, Module, dotted, modules

SAYING = frozenset({"message", "say", "Phrase"})
"""What is called with a sentence."""
NAMED = {"page": frozenset({"title", "notice"}), "NotAllowed": frozenset({"who"})}
"""Under which names a call is given sentences that it says."""
PAGES = "hub.web.site"
"""Where sentences are handed about before they are said: what looks like one is one."""
SENTENCE = re.compile(r"[A-Z].* .*\.")
AT_THE_DOOR = frozenset({"Refused", "bad_request"})
"""What is called with a text for programs, which is English."""

Found = Iterator[tuple[str, ast.expr]]


def sentences() -> dict[str, str]:
    """Each sentence that must have a translation, and where it stands."""
    found: dict[str, str] = {}
    for module in modules("hub", "schema"):
        found |= {sentence: module.at(node) for sentence, node in _in_code(module)}
    for path in templates():
        found |= dict.fromkeys(_in_template(path), str(path.relative_to(ROOT)))
    return found


def strings() -> set[str]:
    """All texts of the source, among which are all sentences."""
    told = {str(node.value) for module in modules("hub", "schema") for node in module.strings()}
    return told.union(*map(_in_template, templates()))


def templates() -> list[Path]:
    folders = (path for path in (ROOT / "hub").rglob("templates") if path.is_dir())
    return [path for folder in folders for path in sorted(folder.iterdir())]


def _in_code(module: Module) -> Found:
    constants = _assigned(module)
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ClassDef):
            yield from _texts(_attribute(node, "sentence"), constants)
    for name, call in module.calls():
        called = name.split(".")[-1]
        named = NAMED.get(called, frozenset())
        given = [each.value for each in call.keywords if each.arg in named]
        yield from _texts([*given, *(call.args[:1] if called in SAYING else [])], constants)
    if module.name.startswith(PAGES):
        yield from _looking_like_it(module)


def _looking_like_it(module: Module) -> Found:
    calls = (call for name, call in module.calls() if name.split(".")[-1] in AT_THE_DOOR)
    others = {id(each) for call in calls for each in call.args}
    for node in module.strings():
        if id(node) not in others and SENTENCE.fullmatch(str(node.value)):
            yield str(node.value), node


def _assigned(module: Module) -> dict[str, list[ast.expr]]:
    """What each plain name of a module stands for, at one place or another."""
    values: dict[str, list[ast.expr]] = {}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                values.setdefault(dotted(target), []).append(node.value)
    return values


def _attribute(definition: ast.ClassDef, name: str) -> list[ast.expr]:
    return [
        statement.value
        for statement in definition.body
        if isinstance(statement, ast.Assign)
        and any(isinstance(target, ast.Name) and target.id == name for target in statement.targets)
    ]


def _texts(values: Iterable[ast.expr], constants: dict[str, list[ast.expr]]) -> Found:
    for value in values:
        meant = constants.get(value.id, []) if isinstance(value, ast.Name) else [value]
        for each in meant:
            if isinstance(each, ast.Constant) and isinstance(each.value, str) and each.value:
                yield each.value, each


def _in_template(path: Path) -> set[str]:
    tree = Environment(autoescape=True).parse(path.read_text(encoding="utf-8"))
    said = (call.args[0] for call in tree.find_all(nodes.Call) if _says(call))
    return {str(each.value) for each in said if isinstance(each, nodes.Const)}


def _says(call: nodes.Call) -> bool:
    return isinstance(call.node, nodes.Name) and call.node.name == "say" and bool(call.args)
