"""Random questions of strangers: nothing of what Beta keeps to itself decides any answer."""

import json
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.access.conftest import Parallel
from tests.access.questions import Question, legible
from tests.access.secrets import STRANGERS, VALUES
from tests.oracle.asking import ROOTS, UNHURRIED, cursors_of
from tests.oracle.writing.documents import Request, requests
from tests.oracle.writing.lists import list_requests

in_suite = settings(UNHURRIED, max_examples=40, derandomize=True)
in_long_run = settings(UNHURRIED, max_examples=1500)


@pytest.mark.parametrize("roots", ROOTS.values(), ids=ROOTS)
@in_suite
@given(data=st.data())
def test_strangers_are_told_nothing(
    parallel: Parallel, roots: Sequence[str], data: st.DataObject
) -> None:
    ask(parallel, data, requests(parallel.ground, roots))


@in_suite
@given(data=st.data())
def test_lists_tell_strangers_nothing(parallel: Parallel, data: st.DataObject) -> None:
    ask(parallel, data, list_requests(parallel.ground))


@pytest.mark.slow
@pytest.mark.parametrize("roots", ROOTS.values(), ids=ROOTS)
@in_long_run
@given(data=st.data())
def test_strangers_are_told_nothing_in_the_long_run(
    parallel: Parallel, roots: Sequence[str], data: st.DataObject
) -> None:
    ask(parallel, data, requests(parallel.ground, roots))


@pytest.mark.slow
@in_long_run
@given(data=st.data())
def test_lists_tell_strangers_nothing_in_the_long_run(
    parallel: Parallel, data: st.DataObject
) -> None:
    ask(parallel, data, list_requests(parallel.ground))


def ask(parallel: Parallel, data: st.DataObject, written: st.SearchStrategy[Request]) -> None:
    """Ask both worlds the same, then again with other variables or from the cursors there."""
    request = data.draw(written)
    viewer = data.draw(st.sampled_from(STRANGERS), label="viewer")
    first, second = request.variables
    found = told(parallel, viewer, (request.query, first))
    if request.cursors:
        second = first | cursors_of(request, found, data)
    told(parallel, viewer, (request.query, second))


def told(parallel: Parallel, viewer: str, question: Question) -> Any:
    """The data that both worlds answer alike, without a secret in it."""
    one, other = parallel.answers(question, viewer)
    assert one == other, (viewer, question, one, other)
    if one.status != 200:  # too personal a filter, refused whatever it would find
        return None
    read = legible(one.body)
    leaked = [name for name, value in VALUES.items() if value in read]
    assert not leaked, (viewer, question, leaked)
    return json.loads(one.body)["data"]
