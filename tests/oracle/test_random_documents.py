"""Random documents, variables and viewers: the engine and the oracle answer the same."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.oracle.asking import ROOTS, UNHURRIED, cursors_of
from tests.oracle.hub import Trial
from tests.oracle.writing.documents import Request, requests
from tests.oracle.writing.lists import list_requests

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
        second = first | cursors_of(request, found, data)
    trial.agreed(viewer, query, second)
