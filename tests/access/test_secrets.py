"""Nothing of Beta's own affairs reaches others: not as data, counts, orders, filters or cursors."""

import pytest

from tests.access.changing import execute, secrets_back, secrets_to_others
from tests.access.conftest import Neighbours
from tests.access.questions import (
    Question,
    counts,
    everything,
    found_by,
    legible,
    ordered_by,
    totals,
)
from tests.access.secrets import READERS, STRANGERS, VALUES

DESKS = ("direction", "front_desk", "incubation", "projects", "observer")
HAND_OVER = """
    UPDATE booking SET organization_id = taker.id FROM organization giver, organization taker
    WHERE organization_id = giver.id AND giver.name = '{giver}' AND taker.name = '{taker}'
"""
VIEWERS = (*STRANGERS, "own", "head", *DESKS)


@pytest.mark.parametrize("viewer", VIEWERS)
def test_each_secret_is_read_by_those_it_is_for(neighbours: Neighbours, viewer: str) -> None:
    answers = [neighbours.answer(each, viewer) for each in everything(neighbours.ids)]

    read = "\n".join(legible(answer) for answer in answers)
    assert {name for name, value in VALUES.items() if value in read} == {
        name for name, readers in READERS.items() if viewer in readers
    }


@pytest.mark.parametrize("viewer", VIEWERS)
def test_lists_count_what_they_show(neighbours: Neighbours, viewer: str) -> None:
    for question in everything(neighbours.ids):
        for counted, shown in totals(neighbours.answer(question, viewer)):
            assert counted == shown, question


@pytest.mark.parametrize("viewer", VIEWERS)
def test_nothing_is_found_by_what_is_hidden(neighbours: Neighbours, viewer: str) -> None:
    for name in _hidden_from(viewer):
        for question in found_by(name, neighbours.ids):
            assert not any(counts(neighbours.answer(question, viewer))), question


@pytest.mark.parametrize("viewer", VIEWERS)
def test_what_is_shown_is_found(neighbours: Neighbours, viewer: str) -> None:
    """The same questions find what the viewer may read: they would find a leak as well."""
    for name in set(VALUES) - set(_hidden_from(viewer)):
        answers = [neighbours.answer(each, viewer) for each in found_by(name, neighbours.ids)]
        assert any(any(counts(answer)) for answer in answers), name


@pytest.mark.parametrize("viewer", VIEWERS)
def test_search_finds_nothing_by_what_is_hidden(neighbours: Neighbours, viewer: str) -> None:
    query = "query ($query: String!) { search(query: $query) { totalCount nodes { rank } } }"
    for name in _hidden_from(viewer):
        answer = neighbours.answer((query, {"query": VALUES[name]}), viewer)
        assert counts(answer) == [0], name


@pytest.mark.parametrize("viewer", STRANGERS)
def test_what_is_hidden_changes_no_answer(neighbours: Neighbours, viewer: str) -> None:
    """Were Beta's secrets others, those who may not read them would be told the same."""
    questions = [
        *everything(neighbours.ids),
        *(each for name in VALUES for each in ordered_by(name, neighbours.ids)),
    ]
    before = [neighbours.answer(each, viewer) for each in questions]
    _execute(neighbours, secrets_to_others())
    after = [neighbours.answer(each, viewer) for each in questions]
    _execute(neighbours, secrets_back())

    assert _first_difference(questions, before, after) is None


@pytest.mark.parametrize("viewer", ["anonymous", "guest", "own", "head", "observer"])
def test_whose_a_taken_hour_is_is_not_told(neighbours: Neighbours, viewer: str) -> None:
    """Alfa and Gamma are both public, and the hour is: not so that it is Alfa's."""
    questions = list(everything(neighbours.ids))
    before = [neighbours.answer(each, viewer) for each in questions]
    _execute(neighbours, [_handed_over("Alfa", "Gamma")])
    after = [neighbours.answer(each, viewer) for each in questions]
    _execute(neighbours, [_handed_over("Gamma", "Alfa")])

    assert _first_difference(questions, before, after) is None


def test_the_same_questions_tell_those_who_may_know(neighbours: Neighbours) -> None:
    questions = list(everything(neighbours.ids))
    before = [neighbours.answer(each, "front_desk") for each in questions]
    _execute(neighbours, [_handed_over("Alfa", "Gamma")])
    after = [neighbours.answer(each, "front_desk") for each in questions]
    _execute(neighbours, [_handed_over("Gamma", "Alfa")])

    assert _first_difference(questions, before, after) is not None


def _hidden_from(viewer: str) -> list[str]:
    return [name for name, readers in READERS.items() if viewer not in readers]


def _first_difference(
    questions: list[Question], before: list[bytes], after: list[bytes]
) -> tuple[Question, bytes, bytes] | None:
    compared = zip(questions, before, after, strict=True)
    return next((each for each in compared if each[1] != each[2]), None)


def _execute(neighbours: Neighbours, statements: list[str]) -> None:
    neighbours.hub.runner.run(execute(neighbours.url, statements))


def _handed_over(giver: str, taker: str) -> str:
    """The statement that makes the bookings of one organization those of another."""
    return HAND_OVER.format(giver=giver, taker=taker)
