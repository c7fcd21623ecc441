"""What calendars go by: each change of a booking that they show is dated, and told as later."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest

from hub import clock
from hub.actor import Actor
from hub.members.models import Affiliation
from hub.read_pool import ReadPool
from hub.spaces.attendee_models import BookingAttendee
from hub.spaces.booking_models import Booking
from hub.spaces.models import Space
from tests.make import calendars, spaces
from tests.make.spaces import HOUR
from tests.mutating.doing import NOW, Doing
from tests.spaces.booking.asking import Firm, desk, employee, firm, room
from tests.spaces.booking.living import the
from tests.spaces.booking.test_book import NINE
from tests.spaces.booking.test_move import booked, to
from tests.spaces.series.asking import MONDAY, book_series, mondays
from tests.spaces.series.asking import the as of

LATER = NOW + HOUR
Given = dict[str, Any]


@dataclass
class World:
    """A booking with a guest, whose it is, and the front desk."""

    doing: Doing
    alfa: Firm
    front: Actor
    space: Space
    booking: Booking

    async def own(self, name: str, **given: Any) -> None:
        await self.doing.done(name, self.alfa.actor, **{**the(self.booking), **given})

    async def of_desk(self, name: str, **given: Any) -> None:
        await self.doing.done(name, self.front, **the(self.booking, **given))

    async def shut(self, **given: Any) -> None:
        times = {"startsAt": NINE.isoformat(), "endsAt": (NINE + HOUR).isoformat(), **given}
        wish = {"spaceId": f"space_{self.space.id}", "reason": "Guasto", "bookings": "CANCEL"}
        await self.doing.done("closeSpace", self.front, **{**wish, **times})

    async def rehouse(self) -> None:
        terms = await spaces.conditions()
        other = await spaces.space(site_id=self.space.site_id, conditions=terms)
        await self.shut(bookings="MOVE", moveToId=f"space_{other.id}")

    async def part(self, **given: Any) -> None:
        seat = await Affiliation.get(person_id=self.alfa.actor.person_id)
        wish = {"affiliationId": f"aff_{seat.id}", "version": 1, "endsOn": "2027-05-13"}
        await self.doing.done("endAffiliation", self.front, **{**wish, **given})

    async def pass_on(self) -> None:
        heir = await employee(self.alfa.organization)
        await self.part(reassignToPersonId=f"person_{heir.person_id}")

    async def uninvite(self) -> None:
        guest = await BookingAttendee.get()
        await self.own("updateBooking", removeGuestIds=[f"guest_{guest.id}"])


ACTS: dict[str, tuple[Callable[[World], Awaitable[None]], Given, datetime]] = {
    "moved": (lambda it: it.own("moveBooking", **to(NINE + HOUR)), {}, LATER),
    "given up": (lambda it: it.own("cancelBooking"), {}, LATER),
    "finished": (lambda it: it.own("finishBooking"), {}, NINE + HOUR / 2),
    "titled anew": (lambda it: it.own("updateBooking", title="Altro"), {}, LATER),
    "without a guest": (World.uninvite, {}, LATER),
    "approved": (lambda it: it.of_desk("approveBooking"), {"needs_approval": True}, LATER),
    "declined": (
        lambda it: it.of_desk("declineBooking", reason="Fiera"),
        {"needs_approval": True},
        LATER,
    ),
    "called off": (World.shut, {}, LATER),
    "rehoused": (World.rehouse, {}, LATER),
    "cut short": (
        lambda it: it.shut(startsAt=(NINE + HOUR / 2).isoformat()),
        {},
        NINE + HOUR / 4,
    ),
    "nobody's any more": (World.part, {}, LATER),
    "passed on": (World.pass_on, {}, LATER),
}
"""What is done, in a room on which conditions, and when."""


async def world(doing: Doing, **conditions: Any) -> World:
    alfa, front, sala = await firm(), await desk(), await room(**conditions)
    await booked(doing, alfa, sala, guests=[{"email": "ada@esempio.it"}])
    return World(doing, alfa, front, sala, await Booking.get())


@pytest.mark.parametrize("name", sorted(ACTS))
async def test_a_change_is_dated(doing: Doing, pool: ReadPool, name: str) -> None:
    change, conditions, instant = ACTS[name]
    it = await world(doing, **conditions)
    account_id, organization = it.alfa.head.account_id, it.alfa.organization
    link = await calendars.link(account_id=account_id, organization=organization)
    assert it.booking.changed_at is None
    (before,) = await calendars.read(pool, link)
    with clock.freeze(instant):
        await change(it)
        entries = await calendars.read(pool, link)
    row = await Booking.get()

    assert row.changed_at == instant
    # Another title is nothing that anybody would be asked about again.
    assert row.sequence == (0 if name == "titled anew" else 1)
    assert before["LAST-MODIFIED"].dt == before["DTSTAMP"].dt == NOW
    (entry,) = entries
    assert entry["LAST-MODIFIED"].dt == entry["DTSTAMP"].dt == instant


@pytest.mark.parametrize(
    "given", [{"note": "Con il proiettore"}, {"attendees": 3}, {"title": "Riunione"}]
)
async def test_what_no_calendar_shows_is_not(doing: Doing, given: Given) -> None:
    it = await world(doing)
    with clock.freeze(LATER):
        await it.own("updateBooking", **given)
        it.booking = await Booking.get()
        await it.own("updateBooking", version=it.booking.version, isPublic=True)

    assert (await Booking.get()).changed_at is None


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("changeSeries", {"fromTime": "14:00", "untilTime": "15:00"}),
        ("changeSeries", {"title": "Altro"}),
        ("cancelOccurrences", {}),
        ("approveSeries", {}),
        ("declineSeries", {"reason": "Fiera"}),
    ],
)
async def test_changes_of_a_series_are_dated(doing: Doing, name: str, given: Given) -> None:
    alfa, front = await firm(), await desk()
    is_decision = name in {"approveSeries", "declineSeries"}
    sala = await room(needs_approval=is_decision)
    series = (await book_series(doing, alfa.actor, **mondays(sala, firm=alfa)))["series"]
    more = {} if is_decision else {"fromOn": MONDAY.isoformat(), **given}
    more |= {"onConflict": "ALL_OR_NOTHING"} if name == "changeSeries" else given
    with clock.freeze(LATER):
        await doing.done(name, front, **of(series, **more))

    assert {row.changed_at for row in await Booking.all()} == {LATER}


async def test_a_note_of_a_series_is_not(doing: Doing) -> None:
    alfa, sala = await firm(), await room()
    series = (await book_series(doing, alfa.actor, **mondays(sala, firm=alfa)))["series"]
    wish: Given = {"note": "Sedie", "onConflict": "ALL_OR_NOTHING"}
    await doing.done("changeSeries", alfa.actor, **of(series, **wish))

    assert {row.changed_at for row in await Booking.all()} == {None}
