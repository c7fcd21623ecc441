"""When a figure is withheld, and how survival is counted."""

from datetime import date
from decimal import Decimal

import pytest

from hub.impact.rules import Life, is_withheld, survival

TODAY = date(2026, 7, 1)


@pytest.mark.parametrize(
    ("parties", "expected"),
    [(None, False), (0, False), (1, True), (2, True), (3, False), (400, False)],
)
def test_a_figure_about_one_or_two_parties_is_withheld(
    parties: int | None, *, expected: bool
) -> None:
    assert is_withheld(parties) is expected


def test_survival_counts_those_begun_long_enough_ago() -> None:
    lives = [
        Life(date(2025, 7, 1)),
        Life(date(2025, 7, 2)),
        Life(date(2020, 1, 1), ceased_on=date(2020, 12, 31)),
        Life(date(2020, 1, 1), ceased_on=date(2021, 1, 2)),
    ]

    assert survival(lives, TODAY, years=1) == (Decimal("66.7"), 3)
    assert survival(lives, TODAY, years=5) == (Decimal("0.0"), 2)
    assert survival(lives, date(2020, 12, 31), years=1) == (None, 0)


def test_who_gives_up_on_the_anniversary_has_not_lived_so_long() -> None:
    assert survival([Life(date(2020, 1, 1), date(2021, 1, 1))], TODAY, years=1)[0] == 0


def test_a_leap_day_has_its_anniversary_the_day_before_march() -> None:
    began = [Life(date(2024, 2, 29))]

    assert survival(began, date(2025, 2, 27), years=1) == (None, 0)
    assert survival(began, date(2025, 2, 28), years=1) == (Decimal("100.0"), 1)
