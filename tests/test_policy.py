"""What the form of a predicate tells: what is decided is left out, what is known is not asked."""

import pytest

from hub.policy import (
    EVERYONE,
    IS_STAFF,
    NOBODY,
    Equals,
    Is,
    OfOrganization,
    Predicate,
    Via,
    implies,
)
from hub.sql import FALSE, TRUE, every, some

IS_PUBLIC, IS_BOOKABLE, OWN = Is("is_public"), Is("is_bookable"), OfOrganization()


@pytest.mark.parametrize(
    ("known", "wanted"),
    [
        (IS_PUBLIC, EVERYONE),
        (IS_PUBLIC, IS_PUBLIC),
        (IS_PUBLIC, IS_PUBLIC | OWN),
        (IS_PUBLIC | OWN, OWN | IS_STAFF | IS_PUBLIC),
        (IS_PUBLIC, (IS_PUBLIC | OWN) & (IS_STAFF | IS_PUBLIC)),
        (Via("space", IS_PUBLIC), Via("space", IS_PUBLIC)),
    ],
)
def test_who_satisfies_one_satisfies_the_other(known: Predicate, wanted: Predicate) -> None:
    assert implies(known, wanted)


@pytest.mark.parametrize(
    ("known", "wanted"),
    [
        (EVERYONE, IS_PUBLIC),
        (IS_PUBLIC, NOBODY),
        (IS_PUBLIC | OWN, IS_PUBLIC),
        (IS_PUBLIC, IS_PUBLIC & OWN),
        (IS_PUBLIC, ~IS_PUBLIC),
        (Is("is_public"), Equals("is_public", ("true",))),
        (Via("space", IS_PUBLIC | IS_BOOKABLE), Via("space", IS_PUBLIC)),
    ],
)
def test_nothing_more_is_taken_as_known(known: Predicate, wanted: Predicate) -> None:
    assert not implies(known, wanted)


def test_what_is_decided_is_left_out() -> None:
    assert every([]) == every([TRUE, TRUE]) == TRUE
    assert every(["a", TRUE, "b"]) == "(a AND b)"
    assert every(["a", FALSE]) == FALSE
    assert some([]) == some([FALSE, FALSE]) == FALSE
    assert some(["a", FALSE]) == "a"
    assert some(["a", TRUE]) == TRUE


def test_what_looks_into_other_rows_comes_last() -> None:
    assert some(["EXISTS (SELECT 1)", "a", "b"]) == "(a OR b OR EXISTS (SELECT 1))"
