"""When a figure is withheld, and how survival is counted, as pure decisions over plain values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

SMALLEST_GROUP = 3
"""A figure about fewer parties would tell of single ones."""


def is_withheld(parties: int | None) -> bool:
    """Whether a figure about so many parties is withheld; of none at all, it tells of nobody."""
    return parties is not None and 0 < parties < SMALLEST_GROUP


@dataclass(frozen=True, slots=True)
class Life:
    """When the support of a start-up began, and when it gave up, if it did."""

    began_on: date
    ceased_on: date | None = None


def survival(lives: Iterable[Life], day: date, *, years: int) -> tuple[Decimal | None, int]:
    """Percent of those begun at least so many years ago that lived so long, and how many began."""
    cohort = [
        (life, anniversary)
        for life in lives
        if (anniversary := _anniversary(life.began_on, years)) <= day
    ]
    if not cohort:
        return None, 0
    alive = sum(life.ceased_on is None or life.ceased_on > end for life, end in cohort)
    share = Decimal(100 * alive) / len(cohort)
    return share.quantize(Decimal("0.1"), ROUND_HALF_UP), len(cohort)


def _anniversary(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February in a year without one
        return day.replace(year=day.year + years, day=28)
