"""The ready-made operations, and the first query of the README, against a hub with demo data."""

import re
from pathlib import Path
from typing import Any

import httpx
import pytest
from graphql import FieldNode, OperationDefinitionNode, parse

from hub.web.operations import DESKS, Operation, operations
from tests.hub_process import RunningHub

README = Path(__file__).parents[2] / "README.md"
OPERATIONS = operations()


def test_every_desk_has_some() -> None:
    assert [desk for desk in DESKS if not _of(desk)] == []
    assert [operation["desk"] for operation in OPERATIONS] == sorted(
        (operation["desk"] for operation in OPERATIONS), key=DESKS.index
    )


def test_titles_and_names_are_unique_and_in_both_languages() -> None:
    for texts in (
        [operation["title"]["en"] for operation in OPERATIONS],
        [operation["title"]["it"] for operation in OPERATIONS],
        [_name(operation) for operation in OPERATIONS],
    ):
        assert all(texts)
        assert len(set(texts)) == len(OPERATIONS)


@pytest.mark.parametrize(
    "operation", OPERATIONS, ids=lambda operation: f"{operation['desk']}/{operation['name']}"
)
def test_it_is_answered_for_the_staff(operation: Operation, demo_hub: RunningHub) -> None:
    answer = _ask(demo_hub, operation["document"], token=demo_hub.token)
    assert "errors" not in answer
    assert list(answer["data"]) == _response_keys(operation)


def test_the_first_query_of_the_readme_is_answered_for_anyone(demo_hub: RunningHub) -> None:
    first, *_ = _of_the_readme()
    answer = _ask(demo_hub, first)
    assert "errors" not in answer
    assert len(answer["data"]["members"]["nodes"]) == 5


def test_what_the_readme_shows_besides_is_understood(demo_hub: RunningHub) -> None:
    _, *others = _of_the_readme()
    for document in others:
        # Its ids are of nothing: it is refused by the rules, and not as a document.
        assert "errors" not in _ask(demo_hub, document, token=demo_hub.token)


def _of_the_readme() -> list[str]:
    return re.findall(r"```graphql\n(.*?)```", README.read_text(), re.DOTALL)


def _of(desk: str) -> list[Operation]:
    return [operation for operation in OPERATIONS if operation["desk"] == desk]


def _definition(operation: Operation) -> OperationDefinitionNode:
    """The one operation of the document."""
    (definition,) = (
        definition
        for definition in parse(operation["document"]).definitions
        if isinstance(definition, OperationDefinitionNode)
    )
    return definition


def _name(operation: Operation) -> str:
    name = _definition(operation).name
    assert name is not None
    return name.value


def _response_keys(operation: Operation) -> list[str]:
    selected = _definition(operation).selection_set.selections
    fields = [field for field in selected if isinstance(field, FieldNode)]
    return [(field.alias or field.name).value for field in fields]


def _ask(hub: RunningHub, document: str, *, token: str | None = None) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    response = httpx.post(f"{hub.url}/graphql", json={"query": document}, headers=headers)
    answer: dict[str, Any] = response.json()
    return answer
