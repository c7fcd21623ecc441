"""Random documents, variables and viewers: the engine and the oracle answer the same."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.oracle.hub import Trial
from tests.oracle.writing.documents import Request, requests
from tests.oracle.writing.lists import list_requests

ROOTS: Mapping[str, Sequence[str]] = {
    "common": ("node", "nodes", "viewer", "search", "impact"),
    "accounts": ("viewer", "accounts", "invitations"),
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

# Documents are long to draw, and shrunk ones say more than those that are replayed.
UNHURRIED = settings(deadline=None, database=None, suppress_health_check=list(HealthCheck))
in_suite = settings(UNHURRIED, max_examples=100, derandomize=True)
in_long_run = settings(UNHURRIED, max_examples=3400)

Data = st.DataObject


@pytest.mark.parametrize("roots", ROOTS.values(), ids=ROOTS)
@in_suite
@given(data=st.data())
def test_documents_agree_with_the_oracle(trial: Trial, roots: Sequence[str], data: Data) -> None:
    ask_twice(trial, request=data.draw(requests(trial.world.ground, roots)), data=data)


@in_suite
@given(data=st.data())
def test_lists_agree_with_the_oracle(trial: Trial, data: Data) -> None:
    ask_twice(trial, request=data.draw(list_requests(trial.world.ground)), data=data)


@pytest.mark.slow
@pytest.mark.parametrize("roots", ROOTS.values(), ids=ROOTS)
@in_long_run
@given(data=st.data())
def test_documents_agree_in_the_long_run(trial: Trial, roots: Sequence[str], data: Data) -> None:
    ask_twice(trial, request=data.draw(requests(trial.world.ground, roots)), data=data)


@pytest.mark.slow
@in_long_run
@given(data=st.data())
def test_lists_agree_in_the_long_run(trial: Trial, data: Data) -> None:
    ask_twice(trial, request=data.draw(list_requests(trial.world.ground)), data=data)


def ask_twice(trial: Trial, *, request: Request, data: Data) -> None:
    """Ask, then ask again: with other variables, or from the cursors of the first answer."""
    viewer = data.draw(st.sampled_from(sorted(trial.world.sights)), label="viewer")
    query, (first, second) = request.query, request.variables
    found = trial.agreed(viewer, query, first)
    if request.cursors:
        second = first | _cursors(request, found, data)
    trial.agreed(viewer, query, second)


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


def _under(value: Any, key: str) -> Iterator[Any]:
    """All that stands under a response key, however deep."""
    if isinstance(value, dict):
        yield from [value[key]] if key in value else []
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _under(each, key)
