"""Saying something else of a booking, and asking others to come."""

from typing import Any

from hub import clock
from hub.record.models import AuditEntry, OutboxEvent
from hub.spaces.attendee_models import BookingAttendee
from tests.make import members, spaces
from tests.make.spaces import HOUR
from tests.mutating.doing import Doing
from tests.spaces.booking.asking import desk, employee, firm, room
from tests.spaces.booking.living import row_of, the
from tests.spaces.booking.test_book import NINE
from tests.spaces.booking.test_move import booked


async def test_what_is_given_changes_and_the_rest_stays(doing: Doing) -> None:
    alfa, sala = await firm(), await room()
    booking = await booked(doing, alfa, sala, note="Con il proiettore")

    await doing.done("updateBooking", alfa.actor, **the(booking, title="  Consiglio  "))
    row = await row_of(booking)
    assert (row.title, row.note, row.attendees) == ("Consiglio", "Con il proiettore", 1)
    given: dict[str, Any] = {"title": None, "note": None, "attendees": 4, "isPublic": True}
    await doing.done("updateBooking", alfa.actor, **the(booking, 2, **given))
    row = await row_of(booking)
    assert (row.title, row.attendees, row.is_public) == ("Consiglio", 4, True)
    assert row.note is None
    # Neither time nor place is another one: calendars need not ask again.
    assert (row.sequence, row.version) == (0, 3)


async def test_texts_and_numbers_keep_their_bounds(doing: Doing) -> None:
    alfa, front = await firm(), await desk()
    terms = await spaces.conditions(min_attendees=2)
    sala = await spaces.space(capacity=4, conditions=terms)
    booking = await booked(doing, alfa, sala, attendees=2)

    wrong = the(booking, 2, title=" ", note="x" * 2001, attendees=5)
    assert await doing.problems("updateBooking", alfa.actor, **wrong) == [
        ("STALE_VERSION", "version"),
        ("REQUIRED", "title"),
        ("TOO_LONG", "note"),
        ("TOO_MANY_ATTENDEES", "attendees"),
    ]
    for actor, least in ((alfa.actor, 2), (front, 1)):
        few, enough = [the(booking, attendees=each, dryRun=True) for each in (least - 1, least)]
        assert await doing.codes("updateBooking", actor, **few) == ["TOO_FEW_ATTENDEES"]
        assert await doing.codes("updateBooking", actor, **enough) == []


async def test_guests_come_and_go(doing: Doing) -> None:
    alfa, sala, bruno = await firm(), await room(), await members.person()
    booking = await booked(doing, alfa, sala, guests=[{"email": "ada@esempio.it"}])
    ada = await BookingAttendee.get()
    more = [
        {"email": "ADA@esempio.it"},
        {"personId": f"person_{bruno.id}"},
        {"email": "eva@esempio.it", "name": "Eva"},
    ]

    await doing.done("updateBooking", alfa.actor, **the(booking, addGuests=more))
    assert await BookingAttendee.all().count() == 3
    event = await OutboxEvent.filter(kind="booking.changed").order_by("-id").first()
    assert event is not None
    new = await BookingAttendee.exclude(id=ada.id)
    assert event.payload["change"] == "CHANGED"
    told = event.payload["new_guest_ids"]
    assert isinstance(told, list)
    assert set(told) == {str(each.id) for each in new}

    off = the(booking, removeGuestIds=[f"guest_{ada.id}", f"guest_{ada.id}"])
    await doing.done("updateBooking", alfa.actor, **off)
    assert {each.person_id or each.email for each in await BookingAttendee.all()} == {
        bruno.id,
        "eva@esempio.it",
    }
    again = {**off, "version": 2}
    assert await doing.problems("updateBooking", alfa.actor, **again) == [
        ("GUEST_UNKNOWN", "removeGuestIds.0"),
        ("GUEST_UNKNOWN", "removeGuestIds.1"),
    ]
    entry = await AuditEntry.all().order_by("-position").first()
    assert entry is not None
    # The record keeps that there was one, and not who.
    assert "booking_attendee" in entry.body
    assert "ada@esempio.it" not in entry.body
    assert (await row_of(booking)).id in entry.subjects


async def test_there_are_no_more_guests_than_may_be(doing: Doing) -> None:
    alfa, sala = await firm(), await room()
    many = [{"email": f"ospite{each}@esempio.it"} for each in range(99)]
    booking = await booked(doing, alfa, sala, guests=many)

    two = [{"email": "uno@esempio.it"}, {"email": "due@esempio.it"}]
    assert await doing.problems("updateBooking", alfa.actor, **the(booking, addGuests=two)) == [
        ("TOO_MANY_GUESTS", "addGuests")
    ]
    await doing.done("updateBooking", alfa.actor, **the(booking, addGuests=two[:1]))


async def test_it_is_changed_until_it_is_over_by_whose_it_is(doing: Doing) -> None:
    alfa, beta, sala = await firm(), await firm(), await room()
    booking = await booked(doing, alfa, sala)
    colleague = await employee(alfa.organization)

    given = the(booking, title="Altro", dryRun=True)
    with clock.freeze(NINE):
        assert await doing.codes("updateBooking", alfa.actor, **given) == []
        for actor in (colleague, beta.actor):
            assert await doing.codes("updateBooking", actor, **given) == ["NOT_ALLOWED"]
    with clock.freeze(NINE + HOUR):
        assert await doing.codes("updateBooking", alfa.actor, **given) == ["BOOKING_OVER"]
