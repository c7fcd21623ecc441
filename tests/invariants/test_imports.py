"""What may know of what: the domain of nothing above it, the areas of each other in one direction."""

import ast

import pytest

from tests.invariants.source import ROOT, Module, modules

FLOORS = {
    "members": 0,
    "accounts": 1,
    "incubation": 1,
    "spaces": 1,
    "projects": 1,
    "impact": 2,
    "todo": 2,
}
"""An area knows the areas below its own floor, and no other."""
FACES = ("schema", "strawberry")


def test_the_domain_knows_nothing_of_its_face() -> None:
    found = [
        module.at(node)
        for module in modules("hub")
        for name, node in module.imports()
        if name.split(".")[0] in FACES and module.name != "hub.app"
    ]

    assert found == []


def test_areas_know_only_those_below_them() -> None:
    found = [
        f"{module.at(node)} {name}"
        for module in modules("hub")
        for name, node in module.imports()
        if (own := area(module.name)) and (other := area(name))
        if own != other and FLOORS[other] >= FLOORS[own]
    ]

    assert found == []


def test_rules_are_pure() -> None:
    found = [
        f"{module.at(node)} {name}"
        for module in modules("hub")
        if module.name.endswith(".rules")
        for name, node in module.imports()
        if name.startswith(("tortoise", "asyncpg", "hub.clock", "hub.database", "hub.rows"))
        or any(part.endswith("models") for part in name.split("."))
    ]

    assert found == []


def test_rules_wait_for_nothing() -> None:
    waits = (ast.Await, ast.AsyncFunctionDef, ast.AsyncFor, ast.AsyncWith)
    found = [
        module.name
        for module in modules("hub")
        if module.name.endswith(".rules")
        for node in ast.walk(module.tree)
        if isinstance(node, waits)
    ]

    assert found == []


def test_the_face_writes_no_row_and_opens_no_transaction() -> None:
    writes = {"save", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
    opens = {"in_transaction", "atomic", "execute_script", "execute_insert"}
    found = [
        module.at(node)
        for module in modules("schema")
        for name, node in module.calls()
        if name.split(".")[-1] in writes | opens
    ]
    found += [
        module.at(node)
        for module in modules("schema")
        for name, node in module.imports()
        if name.startswith("tortoise.transactions")
    ]

    assert found == []


def test_the_package_itself_is_empty() -> None:
    assert (ROOT / "hub" / "__init__.py").read_text() == ""


def test_annotations_are_read_at_run_time() -> None:
    found = [
        module.at(node)
        for module in modules("hub", "schema")
        for name, node in module.imports()
        if name == "__future__.annotations"
    ]

    assert found == []


def test_an_import_within_a_function_says_why() -> None:
    found = [at for module in modules("hub", "schema") for at in unexplained_imports(module)]

    assert found == []


@pytest.mark.parametrize("word", ["utils", "helpers", "common", "services", "manager", "base"])
def test_no_module_is_named_for_nothing(word: str) -> None:
    found = [module.name for module in modules("hub", "schema") if word in module.name.split(".")]

    assert found == []


def test_each_module_says_what_lives_in_it() -> None:
    found = [
        module.name
        for module in modules("hub", "schema")
        if module.tree.body and not ast.get_docstring(module.tree)
    ]

    assert found == []


def area(name: str) -> str | None:
    parts = name.split(".")
    is_area = len(parts) > 1 and parts[0] == "hub" and parts[1] in FLOORS
    return parts[1] if is_area else None


def unexplained_imports(module: Module) -> list[str]:
    """Imports inside functions without a comment above them."""
    lines = module.path.read_text(encoding="utf-8").splitlines()
    functions = (
        node
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    return [
        module.at(node)
        for function in functions
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
        if not lines[node.lineno - 2].strip().startswith("#")
    ]
