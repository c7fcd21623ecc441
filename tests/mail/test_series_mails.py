"""The mails about a series: one for all of its dates, with an entry for each."""

from collections.abc import Generator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from hub import clock, settings
from hub.mail.handlers import handlers
from hub.members.models import Person
from hub.record.models import OutboxEvent
from hub.record.outbox import Pace
from hub.spaces.booking_models import Booking, BookingSeries
from tests.keys import KEYS
from tests.mail.test_booking_mails import calendars_of, letter_of, mail_of
from tests.make import outbox, spaces
from tests.make.members import person
from tests.record.delivery import delivering_alone
from tests.record.waiting import until

NOON = datetime(2027, 7, 1, 10, 0, tzinfo=UTC)
NINE = datetime(2027, 7, 5, 7, 0, tzinfo=UTC)
WEEK = timedelta(days=7)

pytestmark = pytest.mark.usefixtures("connection")


@pytest.fixture(autouse=True)
def at_noon() -> Generator[None]:
    with clock.freeze(NOON):
        yield


async def series_of(anna: Person, dates: int) -> tuple[BookingSeries, list[Booking]]:
    room = await spaces.space("Sala")
    series = await spaces.series(space=room, person=anna)
    bookings = [
        await spaces.booking(
            NINE + week * WEEK,
            space=room,
            person=anna,
            title="Riunione",
            series=series,
            occurs_on=(NINE + week * WEEK).date(),
            confirmed_at=NOON,
        )
        for week in range(dates)
    ]
    return series, bookings


async def tell(
    url: str, series: BookingSeries, bookings: list[Booking], *, change: str = "CONFIRMED"
) -> None:
    """Let a change of many dates be shared out, by several hands."""
    payload = {"change": change, "series_id": str(series.id)}
    for booking in bookings:
        await outbox.event(kind="booking.changed", subject_id=booking.id, payload=payload)
    sharing = handlers(settings.load(), KEYS)["booking.changed"]

    async def are_over() -> bool:
        return not await OutboxEvent.filter(kind="booking.changed", done_at=None).exists()

    pace = Pace(hands=3, poll_seconds=0.05)
    async with delivering_alone(url, {"booking.changed": sharing}, pace):
        await until(are_over)


async def mails() -> list[OutboxEvent]:
    return await OutboxEvent.filter(kind="mail.booking").order_by("id")


async def test_all_dates_are_in_one_mail(database_url: str) -> None:
    anna = await person("Anna", email="anna@example.org", language="EN")
    series, bookings = await series_of(anna, 9)
    await tell(database_url, series, bookings)
    (event,) = await mails()
    mail = await mail_of(event)
    (inline, calendar), (attached, same) = calendars_of(mail)
    entries = calendar.walk("VEVENT")
    body = mail.get_body(("plain",))

    assert event.due_at > NOON
    assert calendar == same
    assert inline.get_param("method") == calendar["METHOD"] == "PUBLISH"
    assert attached.get_filename() == "invite.ics"
    assert [entry["DTSTART"].dt for entry in entries] == [each.starts_at for each in bookings]
    assert [str(entry["UID"]) for entry in entries] == [str(each.id) for each in bookings]
    assert not any("ATTENDEE" in entry for entry in entries)
    assert body is not None
    text: str = body.get_content()
    assert "9 dates:" in text
    assert "5 July 2027, 09:00 CEST, for 60 minutes" in text


async def test_what_was_sent_is_added_nothing_to(database_url: str) -> None:
    series, bookings = await series_of(await person("Anna"), 4)
    await tell(database_url, series, bookings[:2])
    await OutboxEvent.filter(kind="mail.booking").update(attempts=1)
    await tell(database_url, series, bookings[2:])

    assert [_told(event) for event in await mails()] == [2, 2]


async def test_another_change_is_another_mail(database_url: str) -> None:
    series, bookings = await series_of(await person("Anna"), 3)
    await tell(database_url, series, bookings)
    await tell(database_url, series, bookings[1:], change="CANCELLED")

    assert [_told(event) for event in await mails()] == [3, 2]


async def test_of_many_dates_a_mail_lists_the_first(database_url: str) -> None:
    anna = await person("Anna", email="anna@example.org", language="EN")
    series, bookings = await series_of(anna, 23)
    await tell(database_url, series, bookings)
    (event,) = await mails()
    letter: Any = await letter_of(event)

    assert sum("for 60 minutes" in line for line in letter.paragraphs) == 20
    assert "And 3 more dates: they are attached." in letter.paragraphs
    assert len(letter.invite.entries) == 23


async def test_dates_that_are_another_story_by_now_are_left_out(database_url: str) -> None:
    anna = await person("Anna", email="anna@example.org")
    series, bookings = await series_of(anna, 2)
    await tell(database_url, series, bookings)
    await Booking.filter(id=bookings[0].id).update(cancelled_at=NOON)
    (event,) = await mails()
    _, calendar = calendars_of(await mail_of(event))[0]
    (entry,) = calendar.walk("VEVENT")

    assert (calendar["METHOD"], str(entry["UID"])) == ("REQUEST", str(bookings[1].id))


def _told(event: OutboxEvent) -> int:
    ids = event.payload["booking_ids"]
    assert isinstance(ids, list)
    return len(ids)
