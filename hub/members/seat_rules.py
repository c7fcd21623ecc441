"""How many seats are in use at once, as a pure decision over periods."""

from collections.abc import Iterable
from datetime import date

from hub.members.rules import holds, outlasts

Days = tuple[date, date | None]


def fullest(seats: Iterable[Days], starts_on: date, ends_on: date | None) -> tuple[int, date]:
    """The greatest number of seats in use on one day of a time, and the first such day.

    It can only grow on a day on which a seat is taken.
    """
    taken = list(seats)
    begun = [begins for begins, _ in taken if starts_on < begins]
    days = [starts_on, *(day for day in begun if ends_on is None or day < ends_on)]
    counted = [(sum(holds(*each, day) for each in taken), day) for day in days]
    return max(counted, key=lambda found: (found[0], -found[1].toordinal()))


def asks_more(former: Days, changed: Days, today: date) -> bool:
    """Whether who has a seat would have one on more days than before, today or later."""
    starts_on, ends_on = max(changed[0], today), changed[1]
    if ends_on is not None and ends_on <= starts_on:
        return False
    return starts_on < former[0] or not outlasts(former[1], ends_on)


def seats_of(offers: Iterable[int | None]) -> int | None:
    """How many seats memberships give together; None: any number."""
    given = list(offers)
    return None if None in given else sum(each for each in given if each is not None)
