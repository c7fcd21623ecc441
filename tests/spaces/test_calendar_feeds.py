"""What feeds tell, as independent libraries read them: which bookings, when, and how much of them."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from dateutil import tz
from dateutil.rrule import WEEKLY, rrule
from icalendar import Calendar

from hub import clock
from hub.actor import Role
from hub.members.models import Affiliation, Person
from hub.read_pool import ReadPool
from hub.spaces.attendee_models import BookingAttendee
from hub.spaces.booking_models import Booking
from hub.spaces.calendar_models import CalendarLink
from hub.spaces.calendars import statement
from hub.spaces.terms import SpaceKind
from tests.make import accounts, calendars, members, spaces

NOW = datetime(2027, 3, 1, 8, tzinfo=UTC)
SPRING, AUTUMN = datetime(2027, 3, 28, tzinfo=UTC), datetime(2027, 10, 31, tzinfo=UTC)
"""The days on which the clocks of Cremona are changed, at one o'clock in UTC."""

pytestmark = pytest.mark.usefixtures("connection")


@pytest.fixture(autouse=True)
def still() -> Any:
    with clock.freeze(NOW):
        yield


async def text_of(pool: ReadPool, link: CalendarLink) -> bytes:
    async with calendars.reading(pool) as client:
        return (await client.get(calendars.path_of(link))).content


async def to_organization(booking: Booking) -> CalendarLink:
    """A link of one of its people."""
    person = await members.person("Anna Rossi")
    await members.affiliation(person=person, organization_id=booking.organization_id)
    account = await accounts.account(person=person)
    return await calendars.link(account=account, organization_id=booking.organization_id)


async def only(pool: ReadPool, link: CalendarLink) -> Any:
    (event,) = await calendars.read(pool, link)
    return event


async def test_a_thousand_bookings_are_read_as_they_were_booked(pool: ReadPool) -> None:
    link = await calendars.link()
    room = await spaces.space("Sala Stradivari")
    first = datetime(2027, 3, 1, 0, 30, tzinfo=UTC)
    titles = ("Riunione, piano; «A\\B»", "Città\ndue righe", "日本語の会議" * 12, "x" * 160)
    for number in range(1000):  # every eight hours, through both changes of the clocks
        await spaces.booking(
            first + number * timedelta(hours=8),
            length=timedelta(minutes=45),
            space=room,
            person_id=link.person_id,
            title=titles[number % 4],
            sequence=number,
        )
    rows = await Booking.all()
    events = {str(event["UID"]): event for event in await calendars.read(pool, link)}

    assert len(events) == 1000
    for row in rows:
        event = events[str(row.id)]
        assert (event["DTSTART"].dt, event["DTEND"].dt) == (row.starts_at, row.ends_at)
        assert (event["SEQUENCE"], str(event["SUMMARY"])) == (row.sequence, row.title)
        assert str(event["LOCATION"]).startswith("Sala Stradivari, ")


async def test_each_booking_occurs_once_and_when_it_does(pool: ReadPool) -> None:
    """By a library that works out what happens when, around both changes of the clocks."""
    link = await calendars.link()
    room = await spaces.space()
    starts = [
        day + timedelta(minutes=30 * half)
        for day in (SPRING, AUTUMN)
        for half in range(-4, 8)  # from eleven in the evening to six in the morning
    ]
    for start in starts:
        half = timedelta(minutes=30)
        await spaces.booking(start, length=half, space=room, person_id=link.person_id)
    calendar = Calendar.from_ical(await text_of(pool, link))
    found = recurring_ical_events.of(calendar).between((2027, 3, 1), (2027, 12, 31))

    assert sorted(event["DTSTART"].dt.astimezone(UTC) for event in found) == starts


async def test_the_zone_that_is_sent_knows_both_changes(pool: ReadPool) -> None:
    """Read by itself, without what the reader knows of Europe/Rome."""
    link = await calendars.link()
    for day in (SPRING, AUTUMN):
        await spaces.booking(day, person_id=link.person_id)
    text = (await text_of(pool, link)).decode().replace("\r\n ", "")
    sent: Any = tz.tzical(StringIO(text)).get("Europe/Rome")
    rome = ZoneInfo("Europe/Rome")

    moment = datetime(2027, 1, 1)  # noqa: DTZ001 - what a clock shows
    while moment.year == 2027:
        in_rome = moment.replace(tzinfo=rome)
        exists = in_rome.astimezone(UTC).astimezone(rome).replace(tzinfo=None) == moment
        if exists:  # the hour that the clocks leave out is nobody's
            assert moment.replace(tzinfo=sent).utcoffset() == in_rome.utcoffset(), moment
        moment += timedelta(minutes=30)


async def test_the_hour_that_comes_twice_is_told_apart(pool: ReadPool) -> None:
    link = await calendars.link()
    for start in (AUTUMN + timedelta(minutes=30), AUTUMN + timedelta(minutes=90)):
        length = timedelta(minutes=15)
        await spaces.booking(start, length=length, person_id=link.person_id)
    text = (await text_of(pool, link)).decode()

    assert "DTSTART;TZID=Europe/Rome:20271031T023000" in text
    assert "DTSTART:20271031T013000Z" in text


async def test_nine_stays_nine(pool: ReadPool) -> None:
    link = await calendars.link()
    for day in (27, 28, 29):
        start = spaces.on(datetime(2027, 3, day).date(), 9)  # noqa: DTZ001
        await spaces.booking(start, person_id=link.person_id)
    found = [event["DTSTART"].dt for event in await calendars.read(pool, link)]

    assert [start.hour for start in found] == [9, 9, 9]
    assert [start.utcoffset() for start in found] == [timedelta(hours=each) for each in (1, 2, 2)]


async def test_a_series_occurs_when_its_rule_says(pool: ReadPool) -> None:
    """Every Monday of the year from nine to eleven, reckoned by two other libraries."""
    link = await calendars.link()
    room = await spaces.space()
    first = datetime(2027, 1, 4, 9)  # noqa: DTZ001 - what a clock shows
    mondays = list(rrule(WEEKLY, dtstart=first, count=52))
    series = await spaces.series(space=room, person_id=link.person_id)
    with clock.freeze(first.replace(tzinfo=clock.ROME)):
        for monday in mondays:
            await spaces.booking(
                monday.replace(tzinfo=clock.ROME),
                length=timedelta(hours=2),
                space=room,
                person_id=link.person_id,
                series=series,
                occurs_on=monday.date(),
            )
        calendar = Calendar.from_ical(await text_of(pool, link))
    found = recurring_ical_events.of(calendar).between((2027, 1, 1), (2028, 1, 1))

    assert sorted(event["DTSTART"].dt.replace(tzinfo=None) for event in found) == mondays
    assert {event["DTEND"].dt - event["DTSTART"].dt for event in found} == {timedelta(hours=2)}


async def test_what_was_cancelled_is_told_for_90_days(pool: ReadPool) -> None:
    link = await calendars.link()
    start = NOW + timedelta(days=200)
    await spaces.booking(
        start,
        person_id=link.person_id,
        confirmed_at=NOW - timedelta(days=1),
        cancelled_at=NOW,
        cancel_reason="Influenza",
    )
    event = await only(pool, link)
    with clock.freeze(NOW + timedelta(days=90, seconds=-1)):
        (late,) = await calendars.read(pool, link)
    with clock.freeze(NOW + timedelta(days=90)):
        gone = await calendars.read(pool, link)

    assert (str(event["STATUS"]), str(event["TRANSP"])) == ("CANCELLED", "TRANSPARENT")
    assert "Influenza" in event["DESCRIPTION"]
    assert event["LAST-MODIFIED"].dt == event["DTSTAMP"].dt == NOW
    assert str(late["STATUS"]) == "CANCELLED"
    assert gone == []


async def test_what_is_over_is_told_for_90_days(pool: ReadPool) -> None:
    link = await calendars.link()
    booking = await spaces.booking(NOW, person_id=link.person_id)
    with clock.freeze(booking.ends_at + timedelta(days=90, seconds=-1)):
        told = await calendars.read(pool, link)
    with clock.freeze(booking.ends_at + timedelta(days=90)):
        gone = await calendars.read(pool, link)

    assert (len(told), gone) == (1, [])


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({}, "CONFIRMED"),
        ({"confirmed_at": None}, "TENTATIVE"),
        ({"confirmed_at": None, "lapses_at": NOW}, "CANCELLED"),
        ({"confirmed_at": None, "declined_at": NOW, "decline_reason": "No"}, "CANCELLED"),
        ({"check_in_due_at": NOW}, "CANCELLED"),
    ],
)
async def test_how_a_booking_stands(pool: ReadPool, given: Any, status: str) -> None:
    link = await calendars.link()
    await spaces.booking(NOW + timedelta(minutes=1), person_id=link.person_id, **given)

    assert str((await only(pool, link))["STATUS"]) == status


async def test_whom_it_does_not_concern_reads_that_the_space_is_taken(pool: ReadPool) -> None:
    site = await spaces.site(latitude="45.133250", longitude="10.024500")
    room = await spaces.space("Sala", site=site)
    person = await members.person("Bianca Beta")
    booking = await spaces.booking(
        NOW + timedelta(days=1), space=room, title="Segreta", sequence=3, person=person
    )
    await spaces.booking(NOW + timedelta(days=2), space=room, cancelled_at=NOW)
    await spaces.request(NOW + timedelta(days=3), space=room)
    account = await accounts.account(person=await members.person(language="EN"))
    event = await only(pool, await calendars.link(account=account, space=room))

    assert str(event["UID"]) == str(booking.id)
    assert (str(event["SUMMARY"]), event["SEQUENCE"]) == ("Busy", 3)
    assert (event["GEO"].latitude, event["GEO"].longitude) == (45.13325, 10.0245)
    assert not {"DESCRIPTION", "LAST-MODIFIED", "ATTENDEE", "ORGANIZER"} & set(event)
    assert event["DTSTAMP"].dt == booking.created_at.replace(microsecond=0)


async def test_whom_it_concerns_reads_what_it_is(pool: ReadPool) -> None:
    room = await spaces.space("Sala")
    beta = await members.organization("Beta, srl")
    booking = await spaces.booking(space=room, title="Nostra", organization=beta)
    link = await to_organization(booking)
    of_room = await calendars.link(account_id=link.account_id, space=room)
    in_organization, in_room = await only(pool, link), await only(pool, of_room)

    assert in_organization == in_room
    assert str(in_room["SUMMARY"]) == "Nostra"
    assert "Beta, srl" in str(in_room["DESCRIPTION"])


async def test_who_has_left_reads_of_the_space_that_it_is_taken(pool: ReadPool) -> None:
    room = await spaces.space("Sala")
    booking = await spaces.booking(space=room, title="Nostra")
    link = await to_organization(booking)
    of_room = await calendars.link(account_id=link.account_id, space=room)
    await Affiliation.all().update(ends_on=clock.today())

    assert str((await only(pool, of_room))["SUMMARY"]) == "Occupato"


async def test_a_public_title_is_read_by_everybody(pool: ReadPool) -> None:
    room = await spaces.space("Sala")
    await spaces.booking(space=room, title="Open day", is_public=True)

    event = await only(pool, await calendars.link(space=room))
    assert str(event["SUMMARY"]) == "Open day"


async def test_a_hall_is_taken_by_its_halves_and_they_by_the_hall(pool: ReadPool) -> None:
    hall = await spaces.space("Salone", kind=SpaceKind.HALL)
    left, right = [await spaces.space(name, parent=hall) for name in ("Metà A", "Metà B")]
    ids = [
        str((await spaces.booking(NOW + timedelta(days=day), space=space)).id)
        for day, space in enumerate((hall, left, right), start=1)
    ]
    account = await accounts.account(person=await members.person())
    found = {
        space.name: [
            str(event["UID"])
            for event in await calendars.read(
                pool, await calendars.link(account=account, space=space)
            )
        ]
        for space in (hall, left, right)
    }

    assert found == {"Salone": ids, "Metà A": ids[:2], "Metà B": [ids[0], ids[2]]}


async def test_who_is_asked_to_come_has_it_in_the_calendar(pool: ReadPool) -> None:
    link = await calendars.link()
    booking = await spaces.booking(title="Colloquio")
    await BookingAttendee.create(booking=booking, person_id=link.person_id)

    assert str((await only(pool, link))["UID"]) == str(booking.id)


async def test_others_bookings_are_not_in_it(pool: ReadPool) -> None:
    other: Person = await members.person()
    await spaces.booking(person=other)
    own = await calendars.link()
    await spaces.booking(booked_by_id=own.person_id)

    assert await calendars.read(pool, own) == []


async def test_a_feed_says_whose_it_is_in_its_readers_language(pool: ReadPool) -> None:
    names = []
    for language in ("IT", "EN"):
        person = await members.person("Anna Rossi", language=language)
        link = await calendars.link(account=await accounts.account(person=person))
        calendar = Calendar.from_ical(await text_of(pool, link))
        names.append(str(calendar["X-WR-CALNAME"]))

    assert names == ["Prenotazioni di Anna Rossi", "Bookings of Anna Rossi"]


async def test_a_large_feed_keeps_what_is_to_come(
    pool: ReadPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statement, "MOST_ENTRIES", 2)
    statement.statement_of.cache_clear()
    link = await calendars.link()
    days = (-2, -1, 1, 2, 3)
    made = [
        await spaces.booking(NOW + timedelta(days=day), person_id=link.person_id) for day in days
    ]
    found = [str(event["UID"]) for event in await calendars.read(pool, link)]
    statement.statement_of.cache_clear()

    assert found == [str(made[2].id), str(made[3].id)]


async def test_a_desk_reads_all_of_an_organization(pool: ReadPool) -> None:
    account = await accounts.account(person=await members.person())
    await accounts.role_grant(Role.FRONT_DESK, account=account)
    booking = await spaces.booking(title="Nostra")
    link = await calendars.link(account=account, organization_id=booking.organization_id)

    assert str((await only(pool, link))["SUMMARY"]) == "Nostra"
