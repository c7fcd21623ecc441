"""Random documents, variables and viewers: the engine and the oracle answer the same."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.actor import Viewer
from tests.oracle.agreement import disagreement
from tests.oracle.answers import answer
from tests.oracle.conftest import Hub, World
from tests.oracle.writing.documents import Request, requests

ROOTS = {
    "common": ("node", "nodes", "viewer", "search", "impact"),
    "members": ("organizations", "organization", "members", "people", "memberships"),
    "incubation": ("startups", "startup", "programmes", "intakes", "applications"),
    "spaces": ("sites", "spaces", "space", "bookings", "membershipTypes"),
    "projects": (
        "fundingCalls",
        "proposals",
        "projects",
        "project",
        "agreements",
        "opportunities",
    ),
}

COMMON = settings(
    deadline=None,
    database=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.large_base_example,
    ],
)
in_suite = settings(COMMON, max_examples=120, derandomize=True)
in_slow_run = settings(COMMON, max_examples=4000)

Data = st.DataObject


@pytest.mark.parametrize("roots", ROOTS.values(), ids=ROOTS)
@in_suite
@given(data=st.data())
def test_answers_agree_with_the_oracle(
    world: World, hub: Hub, roots: tuple[str, ...], data: Data
) -> None:
    require_agreement(world, hub, roots=roots, data=data)


@pytest.mark.slow
@pytest.mark.parametrize("roots", ROOTS.values(), ids=ROOTS)
@in_slow_run
@given(data=st.data())
def test_answers_agree_with_the_oracle_in_the_long_run(
    world: World, hub: Hub, roots: tuple[str, ...], data: Data
) -> None:
    require_agreement(world, hub, roots=roots, data=data)


def require_agreement(
    world: World, hub: Hub, *, roots: tuple[str, ...], data: Data
) -> None:
    """One document, asked twice: with other variables, or from the cursors of the first answer."""
    request = data.draw(requests(world.ground, roots))
    name = data.draw(st.sampled_from(sorted(world.sights)), label="viewer")
    found = _agreed(world, hub, name, asked=(request.query, request.variables[0]))
    again = request.variables[1]
    if request.cursors:
        again = request.variables[0] | _cursors(request, found, data)
    _agreed(world, hub, name, asked=(request.query, again))


def _agreed(
    world: World, hub: Hub, name: str, *, asked: tuple[str, dict[str, Any]]
) -> Any:
    query, variables = asked
    sight = world.sights[name]
    expected = answer(query, variables, sight=sight, facts=world, places=world.places)
    found = _data(hub, sight.viewer, asked)
    assert disagreement(expected, found, places=world.places) is None, (name, query, variables)
    return found


def _data(hub: Hub, viewer: Viewer, asked: tuple[str, dict[str, Any]]) -> Any:
    query, variables = asked
    answered = hub.answer(query, variables, viewer)
    assert answered.status == 200, (answered.body, query, variables)
    return json.loads(answered.body)["data"]


def _cursors(request: Request, found: Any, data: Data) -> dict[str, str]:
    """A cursor of the first answer for each variable that takes one, where there are any."""
    chosen = {
        name: [edge["cursor"] for edges in _under(found, key) for edge in edges]
        for name, key in request.cursors
    }
    return {
        name: data.draw(st.sampled_from(cursors), label=name)
        for name, cursors in chosen.items()
        if cursors
    }


def _under(value: Any, key: str) -> list[Any]:
    """All that stands under a response key, however deep."""
    if isinstance(value, list):
        return [each for item in value for each in _under(item, key)]
    if not isinstance(value, dict):
        return []
    inner = [each for item in value.values() for each in _under(item, key)]
    return [*([value[key]] if key in value else []), *inner]
