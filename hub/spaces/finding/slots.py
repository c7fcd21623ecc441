"""Finding the first times at which somebody can book any space that fits."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

from hub.deed import Deed, Done
from hub.inquiry import inquiry
from hub.members.membership_refusals import NumberOutOfRange
from hub.spaces.booking.holder import Party, party_of
from hub.spaces.booking.hours import ONE_DAY
from hub.spaces.booking.spans import Span
from hub.spaces.booking.wish import Wish
from hub.spaces.finding.asking import ask_for_rooms, ask_for_standing
from hub.spaces.finding.search import (
    DAYS_AHEAD,
    DAYS_IN_WINDOW,
    MOST_SLOTS,
    MOST_SPACES,
    USUAL_DAYS,
    USUAL_SLOTS,
    Search,
)
from hub.spaces.finding.walking import Slot, Walk
from hub.spaces.finding_refusals import (
    TooManySpaces,
    WindowNotInOrder,
    WindowTooFar,
    WindowTooLong,
)
from hub.spaces.terms import Feature, SpaceKind

LONGEST = 525600
MOST_PEOPLE = 100_000
NOBODY = Party(None, None, None, is_by_staff=False)
NO_SPACE = UUID(int=0)


@inquiry(is_public=True)
async def free_slots(
    deed: Deed,
    *,
    minutes: int,
    people: int | None = None,
    kind: SpaceKind | None = None,
    site_id: UUID | None = None,
    space_ids: Sequence[UUID] | None = None,
    features: Sequence[Feature] | None = None,
    free_from: datetime | None = None,
    free_until: datetime | None = None,
    daily_from: time | None = None,
    daily_until: time | None = None,
    weekdays: Sequence[int] | None = None,
    first: int | None = None,
    organization_id: UUID | None = None,
    person_id: UUID | None = None,
) -> Done:
    """The first slots that the asker could book, on their own terms; without an account, those
    that the spaces' general terms leave.
    """
    search = Search(
        window=_window(deed, free_from or deed.now, free_until),
        length=timedelta(minutes=minutes),
        people=1 if people is None else people,
        kind=kind,
        site_id=site_id,
        space_ids=space_ids,
        features=features or (),
        daily_from=daily_from,
        daily_until=daily_until,
        weekdays=None if weekdays is None else frozenset(weekdays),
        first=USUAL_SLOTS if first is None else first,
    )
    _check(deed, search, minutes)
    deed.settle()
    is_somebody = deed.actor.name is not None
    party = await party_of(deed, organization_id, person_id) if is_somebody else None
    found = await _find(deed, search, party)
    return Done(values={"slots": [_told(each) for each in found]})


def _window(deed: Deed, free_from: datetime, free_until: datetime | None) -> Span:
    """When slots are looked for: not in the past, and not beyond what calendars reckon with."""
    horizon = deed.now + DAYS_AHEAD * ONE_DAY
    for name, instant in (("freeFrom", free_from), ("freeUntil", free_until)):
        if instant is not None and horizon < instant:
            deed.refuse(WindowTooFar("input", name, limit=DAYS_AHEAD))
    deed.settle()
    begins_at = max(deed.now, free_from)
    window = Span(begins_at, free_until or begins_at + USUAL_DAYS * ONE_DAY)
    if window.ends_at <= window.starts_at:
        deed.refuse(WindowNotInOrder("input", "freeUntil"))
    if window.length > DAYS_IN_WINDOW * ONE_DAY:
        measured = -(-window.length // ONE_DAY)
        deed.refuse(WindowTooLong("input", "freeUntil", limit=DAYS_IN_WINDOW, measured=measured))
    return window


def _check(deed: Deed, search: Search, minutes: int) -> None:
    numbers = [
        ("minutes", minutes, 1, LONGEST),
        ("people", search.people, 1, MOST_PEOPLE),
        ("first", search.first, 1, MOST_SLOTS),
        *(("weekdays", day, 1, 7) for day in sorted(search.weekdays or ())),
    ]
    for name, measured, least, most in numbers:
        if not least <= measured <= most:
            deed.refuse(NumberOutOfRange("input", name, least=least, most=most))


async def _find(deed: Deed, search: Search, party: Party | None) -> list[Slot]:
    found = await ask_for_rooms(deed, search, party)
    if len(found.rooms) > MOST_SPACES:
        deed.refuse(TooManySpaces("input", limit=MOST_SPACES))
        deed.settle()
    window, holder = search.window, party or NOBODY
    wish = Wish(
        space_id=NO_SPACE,
        starts_at=window.starts_at,
        ends_at=window.ends_at,
        organization_id=holder.organization_id,
        person_id=holder.person_id,
        attendees=search.people,
        is_by_staff=holder.is_by_staff,
    )
    standing = await ask_for_standing(deed, search, found, party=party)
    walk = Walk(search, standing, wish, deed.now)
    return list(islice(walk.slots(found.rooms), search.first))


def _told(slot: Slot) -> dict[str, Any]:
    return {
        "space_id": str(slot.wish.space_id),
        "starts_at": slot.wish.starts_at,
        "ends_at": slot.wish.ends_at,
        "price": slot.charge.price,
        "vat_rate": slot.charge.vat_rate,
        "pool_minutes": slot.charge.pool_minutes,
        "needs_approval": slot.needs_approval,
    }
