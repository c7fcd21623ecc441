"""Who administers an organization, and when somebody who does so would be missed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hub.members.rules import holds, outlasts


@dataclass(frozen=True, slots=True)
class Tenure:
    """From when to when somebody belongs to an organization, and whether they administer it."""

    starts_on: date
    ends_on: date | None
    is_administrator: bool

    def administers(self, day: date) -> bool:
        return self.is_administrator and holds(self.starts_on, self.ends_on, day)


def missed_from(before: Tenure, after: Tenure, today: date) -> date | None:
    """The first day, today or later, on which somebody no longer administers who would have."""
    begins = max(today, before.starts_on)
    if not before.administers(begins):
        return None
    if not after.administers(begins):
        return begins
    is_as_long = after.ends_on is None or outlasts(after.ends_on, before.ends_on)
    return None if is_as_long else after.ends_on


def is_replaced(others: Iterable[Tenure], day: date, until: date | None) -> bool:
    """Whether somebody else administers on a day, and for as long as would have been the case."""
    return any(each.administers(day) and outlasts(each.ends_on, until) for each in others)
