"""Bookings that hang on an affiliation: their calendars and people hear what becomes of them."""

from typing import Any

from hub.members.models import Affiliation
from hub.record.models import OutboxEvent
from tests.make import spaces
from tests.mutating.doing import Doing
from tests.spaces.booking.asking import desk, employee, firm, room
from tests.spaces.booking.living import changes, row_of
from tests.spaces.booking.test_book import NINE
from tests.spaces.booking.test_move import booked


async def test_who_leaves_loses_their_bookings_and_the_pool_gets_its_minutes(doing: Doing) -> None:
    alfa, front = await firm(), await desk()
    await spaces.allowance(60, organization=alfa.organization)
    booking = await booked(doing, alfa, await room())
    seat = await Affiliation.get(person_id=alfa.actor.person_id)

    given: dict[str, Any] = {
        "affiliationId": f"aff_{seat.id}",
        "version": 1,
        "endsOn": NINE.date().isoformat(),
    }
    await doing.done("endAffiliation", front, **given)

    row = await row_of(booking)
    assert (row.sequence, row.pool_minutes) == (1, 0)
    assert await changes() == ["CONFIRMED", "CANCELLED"]
    event = await OutboxEvent.filter(kind="booking.changed").order_by("-id").first()
    assert event is not None
    assert (event.subject_id, event.payload["sequence"]) == (row.id, 1)


async def test_who_takes_bookings_over_is_told_as_well(doing: Doing) -> None:
    alfa, front = await firm(), await desk()
    heir = await employee(alfa.organization)
    booking = await booked(doing, alfa, await room())
    seat = await Affiliation.get(person_id=alfa.actor.person_id)

    await doing.done(
        "endAffiliation",
        front,
        affiliationId=f"aff_{seat.id}",
        version=1,
        endsOn=NINE.date().isoformat(),
        reassignToPersonId=f"person_{heir.person_id}",
    )

    row = await row_of(booking)
    assert (row.person_id, row.sequence) == (heir.person_id, 1)
    assert await changes() == ["CONFIRMED", "CHANGED"]
