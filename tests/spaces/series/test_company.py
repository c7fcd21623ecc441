"""Series with guests, and series of the park itself."""

from typing import Any

import pytest

from hub.record.models import AuditEntry
from hub.spaces.attendee_models import BookingAttendee
from hub.spaces.booking_models import Booking, BookingSeries
from hub.spaces.series import book as booking_series
from tests.make import members, spaces
from tests.mutating.doing import Doing
from tests.spaces.booking.asking import book, desk, firm, room, slot
from tests.spaces.booking.living import the as the_booking
from tests.spaces.series.asking import book_series, bookings, mondays, preview, refused, the
from tests.spaces.series.test_changing_series import booked, iso, on

ADA, EVA = {"email": "ada@esempio.it", "name": "Ada"}, {"email": "eva@esempio.it"}


async def names(booking: Booking) -> set[str]:
    return {str(each.email or each.person_id) for each in await booking.guests.all()}


async def test_the_same_guests_are_asked_to_all_dates(doing: Doing) -> None:
    alfa, beta, sala = await firm(), await firm(), await room()
    bruno = await members.person("Bruno")
    await book(doing, beta.actor, **slot(sala, spaces.on(on(1), 10), firm=beta))
    guests = [ADA, {"email": "ADA@esempio.it"}, {"personId": f"person_{bruno.id}"}]

    wish = mondays(sala, firm=alfa, guests=guests)
    answer = await book_series(doing, alfa.actor, "SKIP_CONFLICTS", **wish)

    assert answer["booked"] == 3
    rows = await Booking.exclude(series_id=None)
    assert [await names(row) for row in rows] == [{"ada@esempio.it", str(bruno.id)}] * 3
    assert {each.name for each in await BookingAttendee.exclude(email=None)} == {"Ada"}
    entry = await AuditEntry.all().order_by("-position").first()
    assert entry is not None
    assert bruno.id in entry.subjects
    assert "ada@esempio.it" not in entry.body
    assert '"created":6' in entry.body.replace(" ", "")


async def test_what_is_wrong_with_guests_is_told_first(doing: Doing) -> None:
    alfa, sala = await firm(), await room()
    wish = {"title": " ", "onConflict": "ALL_OR_NOTHING", **mondays(sala, firm=alfa)}

    guests = [ADA, {"email": "nessuno"}, {}]
    assert await doing.problems("bookSeries", alfa.actor, **wish, guests=guests) == [
        ("REQUIRED", "title"),
        ("EMAIL_INVALID", "guests.1.email"),
        ("GUEST_UNCLEAR", "guests.2"),
    ]


async def test_all_invitations_together_have_a_bound(
    doing: Doing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(booking_series, "MOST_INVITATIONS", 8)
    alfa, sala = await firm(), await room()
    many = [ADA, EVA, {"email": "ivo@esempio.it"}]
    wish = {"title": "Riunione", "onConflict": "ALL_OR_NOTHING", **mondays(sala, firm=alfa)}

    codes = await doing.codes("bookSeries", alfa.actor, **wish, guests=many)
    assert (codes, await Booking.all().count()) == (["TOO_MANY_GUESTS"], 0)
    await doing.done("bookSeries", alfa.actor, **wish, guests=many[:2])
    assert await BookingAttendee.all().count() == 8


async def test_of_one_date_no_more_are_asked_than_to_a_booking(doing: Doing) -> None:
    alfa, sala = await firm(), await room()
    many = [{"email": f"ospite{number}@esempio.it"} for number in range(101)]
    wish = {"title": "Riunione", "onConflict": "ALL_OR_NOTHING", **mondays(sala, firm=alfa)}

    assert await doing.problems("bookSeries", alfa.actor, **wish, guests=many) == [
        ("TOO_MANY_GUESTS", "guests")
    ]


async def test_a_date_that_is_added_has_the_guests_of_the_nearest(doing: Doing) -> None:
    alfa, sala = await firm(), await room()
    series = await booked(doing, sala, alfa, guests=[ADA])
    second, third = (await bookings())[1:3]
    guest = await third.guests.all().first()
    assert guest is not None
    change: dict[str, Any] = {"addGuests": [EVA], "removeGuestIds": [f"guest_{guest.id}"]}
    await doing.done("updateBooking", alfa.actor, **the_booking(third, **change))
    await doing.done("cancelBooking", alfa.actor, **the_booking(second))
    await doing.done("cancelBooking", alfa.actor, **the_booking(third, 2))

    for number, guests in ((1, {"ada@esempio.it"}), (2, {"eva@esempio.it"})):
        wish = the(series, occursOn=iso(number))
        answer = await doing.done("addOccurrence", alfa.actor, "booking { id }", **wish)
        added = await Booking.get(id=answer["booking"]["id"].split("_")[1])
        assert await names(added) == guests


async def of_the_park(doing: Doing, kind: str = "STAFF", **given: Any) -> tuple[Any, Any]:
    """Who is at the desk, and the answer to their series in a room with a price."""
    front = await desk()
    sala = given.pop("space", None) or await room(check_in_minutes=15)
    await spaces.price("20.00", space=sala)
    wish = mondays(sala, forTheHouse=kind, **given)
    return front, await book_series(doing, front, **wish)


@pytest.mark.parametrize("kind", ["STAFF", "BLOCK"])
async def test_the_park_books_for_itself(doing: Doing, kind: str) -> None:
    front, answer = await of_the_park(doing, kind)

    series = await BookingSeries.get()
    assert (series.kind, series.booked_by_id) == (kind, front.person_id)
    rows = await bookings()
    assert {(row.kind, row.price, row.pool_minutes) for row in rows} == {(kind, None, 0)}
    holders = {(row.organization_id, row.person_id, row.booked_by_id) for row in rows}
    assert holders == {(None, None, front.person_id)}
    assert (series.organization_id, series.person_id) == (None, None)
    assert answer["booked"] == 4


async def test_dates_of_the_park_stay_its_own(doing: Doing) -> None:
    front, answer = await of_the_park(doing)
    first, *_ = await bookings()
    await doing.done("cancelBooking", front, **the_booking(first))
    wish = the(answer["series"], occursOn=iso(0))
    await doing.done("addOccurrence", front, **wish)
    later = the(answer["series"], 1, fromTime="14:00", untilTime="15:00")
    await doing.done("changeSeries", front, onConflict="ALL_OR_NOTHING", **later)

    standing = await Booking.filter(cancelled_at=None)
    assert len(standing) == 4
    assert {(row.kind, row.price, row.local_starts.hour) for row in standing} == {
        ("STAFF", None, 14)
    }


async def test_only_the_desk_books_for_the_park(doing: Doing) -> None:
    alfa, front, sala = await firm(), await desk(), await room()
    for actor, kind, code in (
        (alfa.actor, "STAFF", "NOT_ALLOWED"),
        (front, "ORDINARY", "NOT_OF_THE_HOUSE"),
    ):
        wish = mondays(sala, forTheHouse=kind)
        problems = await refused(doing, actor, **wish)
        assert [(each["code"], each["path"][-1]) for each in problems] == [(code, "forTheHouse")]
        told = (await preview(doing, actor, **wish))["problems"]
        assert [each["code"] for each in told] == [code]
    assert (await preview(doing, front, **mondays(sala, forTheHouse="BLOCK")))["bookable"] == 4


async def test_others_read_that_the_space_is_taken(doing: Doing) -> None:
    _, answer = await of_the_park(doing)
    alfa = await firm()
    query = "query ($id: ID!) { node(id: $id) { ... on BookingSeries { kind title } } }"

    assert (await doing.data(query, await desk(), id=answer["series"]["id"]))["node"] == {
        "kind": "STAFF",
        "title": "Riunione",
    }
    assert (await doing.data(query, alfa.actor, id=answer["series"]["id"]))["node"] is None
