"""The waiting list of the story: offered, waiting, left, claimed and too late."""

from datetime import date, timedelta

from hub.demo.booking import Holder, Slot, book, checked_in, paid
from hub.demo.calendar import Calendar, at
from hub.demo.rows import Rows
from hub.spaces.booking_models import WaitlistEntry
from hub.spaces.models import Space

ROOM, TITLE = "studio", "Registrazione"
FIRST, SECOND = Holder("Marta Ipotesi", "violini"), Holder("Luca Controfigura", "airone")
THIRD, FORMER = Holder("Tea Fantasia", "granata"), Holder("Cesare Personaggi", "ponte")
DAY = timedelta(days=1)


def add_waitlist(rows: Rows, calendar: Calendar) -> None:
    _add_coming(rows, calendar)
    _add_past(rows, calendar)


def _add_coming(rows: Rows, calendar: Calendar) -> None:
    """The slot is kept for the first in line until tomorrow noon, then a day for the second."""
    day = calendar.workday(3)
    slot = Slot(ROOM, at(day, 18, 30), at(day, 19, 30))
    offered_at, offer_ends_at = at(calendar.day(-1), 12), at(calendar.day(1), 12)
    offer = {"offered_at": offered_at, "offer_ends_at": offer_ends_at}
    _wait(rows, slot, FIRST, joined=calendar.day(-6), **offer)
    later = {"offered_at": offer_ends_at, "offer_ends_at": at(calendar.day(2), 12)}
    _wait(rows, slot, SECOND, joined=calendar.day(-5), **later)
    _wait(rows, slot, THIRD, joined=calendar.day(-4), left_at=at(calendar.day(-1), 9))


def _add_past(rows: Rows, calendar: Calendar) -> None:
    """One who took up the offer, and one whose turn never came."""
    day = calendar.workday(-8)
    slot = Slot(ROOM, at(day, 18, 30), at(day, 19, 30))
    offered_at, claimed_at = slot.starts_at - 3 * DAY, slot.starts_at - 2 * DAY
    booking_id = book(
        rows,
        slot,
        FORMER,
        requested_at=offered_at,
        title=TITLE,
        confirmed_at=claimed_at,
        **checked_in(slot),
        **paid(slot),
    )
    offer = {"booking_id": booking_id, "offered_at": offered_at}
    claim = {"offer_ends_at": slot.starts_at - DAY, "claimed_at": claimed_at}
    _wait(rows, slot, FORMER, joined=day - 7 * DAY, **offer, **claim)
    _wait(rows, slot, SECOND, joined=day - 6 * DAY)


def _wait(rows: Rows, slot: Slot, holder: Holder, *, joined: date, **facts: object) -> None:
    person = holder.columns(rows)
    rows.add(
        WaitlistEntry,
        joined,
        space_id=rows.find(Space, slot.room),
        person_id=person["person_id"],
        organization_id=person["organization_id"],
        title=TITLE,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        joined_at=at(joined, 11),
        **facts,
    )
