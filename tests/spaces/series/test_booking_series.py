"""Booking on many dates: what comes of it, and what stands against it."""

import asyncio
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from icalendar import Calendar

from hub import clock
from hub.accounts.models import Account
from hub.read_pool import ReadPool
from hub.record.models import AuditEntry, OutboxEvent
from hub.spaces.booking_models import Booking, BookingBlock, BookingSeries, SkippedOccurrence
from hub.spaces.terms import QuotaHolder, QuotaPeriod, SpaceKind
from tests.make import calendars, spaces
from tests.mutating.doing import Doing, signed_in
from tests.mutating.locks import holding
from tests.spaces.booking.asking import HOUR, book, desk, firm, room, slot
from tests.spaces.series.asking import (
    MONDAY,
    book_series,
    bookings,
    clocks,
    mondays,
    preview,
    refused,
)

ROME = ZoneInfo("Europe/Rome")
WEEK = timedelta(weeks=1)
NINE, ELEVEN = time(9), time(11)
LAST_YEAR = datetime(2026, 12, 30, 9, tzinfo=ROME)
SPRING, AUTUMN = date(2027, 3, 28), date(2027, 10, 31)


def on(number: int) -> date:
    """One of the Mondays, the first being 0."""
    return MONDAY + number * WEEK


async def test_a_series_is_booked_on_all_its_dates(doing: Doing) -> None:
    alfa, sala = await firm(), await room()

    answer = await book_series(doing, alfa.actor, **mondays(sala, firm=alfa))

    assert (answer["booked"], answer["skipped"]) == (4, [])
    assert answer["series"]["endsOn"] == (on(3) + timedelta(days=1)).isoformat()
    assert await clocks() == [(on(number), NINE, ELEVEN) for number in range(4)]
    assert await BookingBlock.all().count() == 4
    rows = await bookings()
    assert {row.organization_id for row in rows} == {alfa.organization.id}
    assert {(row.title, row.sequence, row.version) for row in rows} == {("Riunione", 0, 1)}
    events = await OutboxEvent.filter(kind="booking.changed")
    series = await BookingSeries.get()
    assert {event.subject_id for event in events} == {row.id for row in rows}
    assert {event.payload["series_id"] for event in events} == {str(series.id)}
    entry = await AuditEntry.get()
    assert {series.id, alfa.organization.id} <= set(entry.subjects)


async def test_nine_stays_nine_on_both_sides_of_the_clock_changes(doing: Doing) -> None:
    with clock.freeze(LAST_YEAR):
        alfa, sala = await firm(), await room(max_days_ahead=400)
        rule = "FREQ=WEEKLY;BYDAY=MO;UNTIL=20271231"
        answer = await book_series(
            doing, alfa.actor, **mondays(sala, firm=alfa, rule=rule, startsOn="2027-01-01")
        )

    assert answer["booked"] == 52
    assert {each[1:] for each in await clocks()} == {(NINE, ELEVEN)}
    hours = {row.occurs_on: row.starts_at.hour for row in await bookings()}
    assert hours[date(2027, 3, 22)] == 8
    assert hours[date(2027, 3, 29)] == hours[date(2027, 10, 25)] == 7
    assert hours[date(2027, 11, 1)] == 8


async def test_a_calendar_shows_what_another_library_makes_of_the_rule(
    doing: Doing, pool: ReadPool
) -> None:
    with clock.freeze(LAST_YEAR):
        alfa, sala = await firm(), await room(max_days_ahead=400)
        rule = "FREQ=MONTHLY;BYDAY=2TU,-1FR;UNTIL=20271231"
        given = mondays(sala, firm=alfa, rule=rule, startsOn="2027-01-12")
        assert (await book_series(doing, alfa.actor, **given))["booked"] == 24
        assert alfa.actor.account_id
        link = await calendars.link(account=await Account.get(id=alfa.actor.account_id))
        events = await calendars.read(pool, link)

    text = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//\r\nBEGIN:VEVENT\r\nUID:one\r\n"
        "DTSTAMP:20270101T000000Z\r\nDTSTART;TZID=Europe/Rome:20270112T090000\r\n"
        "DTEND;TZID=Europe/Rome:20270112T110000\r\n"
        f"RRULE:{rule}T225959Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    expected = recurring_ical_events.of(Calendar.from_ical(text)).between((2027,), (2028,))
    assert sorted((event["DTSTART"].dt, event["DTEND"].dt) for event in events) == sorted(
        (event["DTSTART"].dt, event["DTEND"].dt) for event in expected
    )


async def test_a_start_that_the_clock_leaves_out_is_refused(doing: Doing) -> None:
    with clock.freeze(LAST_YEAR):
        alfa, sala = await firm(), await room(max_days_ahead=400)
        sundays = mondays(
            sala,
            firm=alfa,
            rule="FREQ=WEEKLY;BYDAY=SU;COUNT=2",
            startsOn=SPRING.isoformat(),
            fromTime="02:30",
            untilTime="04:00",
        )
        (found,) = await refused(doing, alfa.actor, **sundays)
        assert (found["code"], found["dates"]) == ("LOCAL_TIME_DOES_NOT_EXIST", ["2027-03-28"])
        answer = await book_series(doing, alfa.actor, "SKIP_CONFLICTS", **sundays)

    assert [each["codes"] for each in answer["skipped"]] == [["LOCAL_TIME_DOES_NOT_EXIST"]]
    (skipped,) = answer["series"]["skipped"]["nodes"]
    assert skipped == {"occursOn": "2027-03-28", "reason": "LOCAL_TIME"}
    assert [day for day, _, _ in await clocks()] == [date(2027, 4, 4)]


@pytest.mark.parametrize(("offset", "hour"), [("FIRST", 0), ("SECOND", 1)])
async def test_of_an_hour_that_comes_twice_it_is_to_be_said_which(
    doing: Doing, offset: str, hour: int
) -> None:
    alfa, sala = await firm(), await room(min_minutes=15)
    sundays = mondays(
        sala,
        firm=alfa,
        rule="FREQ=WEEKLY;BYDAY=SU;COUNT=2",
        startsOn=AUTUMN.isoformat(),
        fromTime="02:30",
        untilTime="02:45",
    )
    (found,) = await refused(doing, alfa.actor, **sundays)
    assert (found["code"], found["dates"]) == ("LOCAL_TIME_AMBIGUOUS", ["2027-10-31"])
    told = await preview(doing, alfa.actor, **sundays)
    assert told["counts"] == [{"code": "LOCAL_TIME_AMBIGUOUS", "dates": 1}]

    await book_series(doing, alfa.actor, **sundays, offset=offset)
    first, second = await bookings()
    assert (first.starts_at.hour, first.starts_at.minute) == (hour, 30)
    assert first.ends_at - first.starts_at == HOUR / 4
    assert second.starts_at.hour == 1


async def test_conflicts_stand_against_all_or_are_left_out(doing: Doing) -> None:
    alfa, beta, sala = await firm(), await firm(), await room()
    await book(doing, beta.actor, **slot(sala, spaces.on(on(1), 10), firm=beta))
    shut = spaces.on(on(2), 0)
    await spaces.closure(space=sala, starts_at=shut, ends_at=shut + 24 * HOUR)
    given = mondays(sala, firm=alfa)

    (found,) = await refused(doing, alfa.actor, **given)
    assert (found["code"], found["path"]) == ("SERIES_CONFLICTS", ["input", "rule"])
    assert [(each["occursOn"], each["codes"]) for each in found["conflicts"]] == [
        ("2027-05-24", ["SLOT_TAKEN"]),
        ("2027-05-31", ["SPACE_CLOSED"]),
    ]
    assert all(sala.name in each["message"] for each in found["conflicts"])
    assert await BookingSeries.all().count() == 0
    told = await preview(doing, alfa.actor, **given)
    assert (told["bookable"], len(told["dates"])) == (2, 4)
    assert [each["codes"] for each in told["dates"]] == [
        [],
        ["SLOT_TAKEN"],
        ["SPACE_CLOSED"],
        [],
    ]
    assert told["dates"][0]["startsAt"] == "2027-05-17T07:00:00+00:00"

    answer = await book_series(doing, alfa.actor, "SKIP_CONFLICTS", **given)
    assert answer["booked"] == 2
    assert [each["occursOn"] for each in answer["skipped"]] == ["2027-05-24", "2027-05-31"]
    reasons = [each.reason for each in await SkippedOccurrence.all().order_by("occurs_on")]
    assert reasons == ["TAKEN", "CLOSED"]


async def test_nothing_is_booked_where_no_date_can_be_had(doing: Doing) -> None:
    alfa, sala = await firm(), await room(max_minutes=60)

    (found,) = await refused(doing, alfa.actor, "SKIP_CONFLICTS", **mondays(sala, firm=alfa))
    assert [each["codes"] for each in found["conflicts"]] == [["BOOKING_TOO_LONG"]] * 4


@pytest.mark.parametrize(
    ("rule", "booked"),
    [
        ("FREQ=MONTHLY;BYDAY=5FR;COUNT=3", ["2027-07-30", "2027-10-29", "2027-12-31"]),
        ("FREQ=MONTHLY;BYDAY=-1FR;COUNT=3", ["2027-05-28", "2027-06-25", "2027-07-30"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=2", ["2027-05-31", "2027-06-30"]),
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20270620",
            ["2027-05-18", "2027-06-01", "2027-06-15"],
        ),
        ("FREQ=DAILY;INTERVAL=10;COUNT=2", ["2027-05-17", "2027-05-27"]),
    ],
)
async def test_the_rule_names_the_dates(doing: Doing, rule: str, booked: list[str]) -> None:
    alfa, sala = await firm(), await room(max_days_ahead=400)

    await book_series(doing, alfa.actor, **mondays(sala, firm=alfa, rule=rule))
    assert [day.isoformat() for day, _, _ in await clocks()] == booked


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("FREQ=DAILY;COUNT=367", "SERIES_TOO_LONG"),
        ("FREQ=DAILY;COUNT=1000000000", "SERIES_TOO_LONG"),
        ("FREQ=DAILY", "SERIES_TOO_LONG"),
        ("FREQ=YEARLY;UNTIL=99991231", "SERIES_TOO_LONG"),
        ("FREQ=DAILY;UNTIL=20270516", "SERIES_EMPTY"),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=1", "SERIES_EMPTY"),
        ("FREQ=HOURLY;COUNT=3", "RULE_UNSUPPORTED"),
        ("FREQ=DAILY;BYHOUR=9;COUNT=3", "RULE_UNSUPPORTED"),
        ("every Monday", "RULE_INVALID"),
        ("FREQ=WEEKLY;BYDAY=1MO;COUNT=3", "RULE_INVALID"),
        ("FREQ=DAILY;COUNT=3;UNTIL=20270601", "RULE_INVALID"),
        ("FREQ=DAILY;COUNT=3" + ";X=1" * 200, "TOO_LONG"),
    ],
)
async def test_what_is_no_rule_for_a_series_is_refused(doing: Doing, rule: str, code: str) -> None:
    alfa, sala = await firm(), await room()
    given = mondays(sala, firm=alfa, rule=rule)

    assert [each["code"] for each in await refused(doing, alfa.actor, **given)] == [code]
    told = await preview(doing, alfa.actor, **given)
    assert [each["code"] for each in told["problems"]] == [code]


async def test_a_year_of_days_is_booked_at_once(doing: Doing) -> None:
    alfa, sala = await firm(), await room(max_days_ahead=400)
    given = mondays(sala, firm=alfa, rule="FREQ=DAILY;COUNT=366")

    assert (await book_series(doing, alfa.actor, **given))["booked"] == 366
    assert await BookingBlock.all().count() == 366


async def test_a_series_begins_today_or_later(doing: Doing) -> None:
    alfa, sala = await firm(), await room()

    given = mondays(sala, firm=alfa, startsOn="2027-05-11")
    assert [each["code"] for each in await refused(doing, alfa.actor, **given)] == ["START_PASSED"]


async def test_own_dates_count_for_quotas_pools_and_limits(doing: Doing) -> None:
    alfa, sala = await firm(), await room()
    await spaces.quota(counts=QuotaHolder.PERSON, per=QuotaPeriod.MONTH, max_bookings=2)
    daily = mondays(sala, firm=alfa, rule="FREQ=WEEKLY;COUNT=5")
    told = await preview(doing, alfa.actor, **daily)
    # 17, 24 and 31 May, 7 and 14 June.
    assert [each["codes"] for each in told["dates"]] == [[], [], ["QUOTA_EXCEEDED"], [], []]

    beta = await firm()
    await spaces.quota(
        counts=QuotaHolder.ORGANIZATION,
        per=QuotaPeriod.WEEK,
        max_minutes=240,
        organization=beta.organization,
        kind=SpaceKind.MEETING_ROOM,
    )
    await spaces.quota(counts=QuotaHolder.PERSON, per=QuotaPeriod.DAY, max_bookings=1)
    await spaces.allowance(300, organization=beta.organization)
    days = mondays(sala, firm=beta, rule="FREQ=DAILY;COUNT=4", fromTime="12:00", untilTime="14:00")
    await spaces.quota(counts=QuotaHolder.PERSON, per=QuotaPeriod.MONTH, max_bookings=9)
    told = await preview(doing, beta.actor, **days)
    assert [each["codes"] for each in told["dates"]] == [
        [],
        [],
        ["QUOTA_EXCEEDED", "POOL_EXHAUSTED"],
        ["QUOTA_EXCEEDED", "POOL_EXHAUSTED"],
    ]

    gamma, small = await firm(), await room(max_live_bookings=3)
    tight = mondays(small, firm=gamma, rule="FREQ=MONTHLY;COUNT=4")
    told = await preview(doing, gamma.actor, **tight)
    assert told["counts"] == [{"code": "LIVE_BOOKINGS_LIMIT", "dates": 1}]


async def test_what_is_booked_already_counts_as_for_a_single_booking(doing: Doing) -> None:
    alfa, sala = await firm(), await room()
    await spaces.quota(counts=QuotaHolder.ORGANIZATION, per=QuotaPeriod.DAY, max_bookings=1)
    await spaces.allowance(120, organization=alfa.organization)
    await book(doing, alfa.actor, **slot(sala, spaces.on(on(1), 16), firm=alfa))

    told = await preview(doing, alfa.actor, **mondays(sala, firm=alfa, untilTime="10:00"))
    assert [each["codes"] for each in told["dates"]] == [
        [],
        ["QUOTA_EXCEEDED", "POOL_EXHAUSTED"],
        ["POOL_EXHAUSTED"],
        [],
    ]


async def test_own_neighbours_keep_their_preparation_or_do_without(doing: Doing) -> None:
    alfa, beta = await firm(), await firm()
    buffers = {"buffer_before_minutes": 30, "buffer_after_minutes": 30, "max_minutes": 1440}
    strict, lenient = (
        await room(**buffers),
        await room(**buffers, waives_buffer_within_organization=True),
    )
    whole = {"rule": "FREQ=DAILY;COUNT=3", "fromTime": "00:00", "untilTime": "00:00"}

    told = await preview(doing, alfa.actor, **mondays(strict, firm=alfa, **whole))
    assert [each["codes"] for each in told["dates"]] == [[], ["BUFFER_CONFLICT"], []]
    await book(doing, beta.actor, **slot(lenient, spaces.on(on(0), 23) - 25 * HOUR, firm=beta))
    await book_series(doing, alfa.actor, **mondays(lenient, firm=alfa, **whole))
    rows = await Booking.filter(organization_id=alfa.organization.id).order_by("starts_at")
    assert [(row.blocked_from, row.blocked_until) for row in rows] == [
        (rows[0].starts_at - HOUR / 2, rows[0].ends_at),
        (rows[1].starts_at, rows[1].ends_at),
        (rows[2].starts_at, rows[2].ends_at + HOUR / 2),
    ]


async def test_over_midnight_it_ends_on_the_following_day(doing: Doing) -> None:
    alfa, sala = await firm(), await room()

    await book_series(
        doing, alfa.actor, **mondays(sala, firm=alfa, fromTime="22:00", untilTime="01:00")
    )
    assert {row.ends_at - row.starts_at for row in await bookings()} == {3 * HOUR}


async def test_requests_are_one_each_and_the_desk_books_for_anybody(doing: Doing) -> None:
    alfa, sala, front = await firm(), await room(needs_approval=True), await desk()

    await book_series(doing, alfa.actor, **mondays(sala, firm=alfa))
    assert {row.confirmed_at for row in await bookings()} == {None}
    other = mondays(sala, firm=alfa, fromTime="14:00", untilTime="15:00")
    await book_series(doing, front, **other)
    kinds = {row.kind for row in await bookings() if row.confirmed_at}
    assert kinds == {"BEHALF"}


async def test_nobody_books_series_for_others(doing: Doing) -> None:
    alfa, beta, sala = await firm(), await firm(), await room()
    stranger, _ = await signed_in()
    hidden = await spaces.space(is_public=False)

    for given, code in (
        (mondays(sala, firm=beta), "HOLDER_NOT_YOURS"),
        (mondays(hidden), "NOT_FOUND"),
    ):
        actor = alfa.actor if code == "HOLDER_NOT_YOURS" else stranger
        assert [each["code"] for each in await refused(doing, actor, **given)] == [code]


async def test_of_two_series_for_one_room_one_wins(doing: Doing, database_url: str) -> None:
    alfa, beta, sala = await firm(), await firm(), await room()
    values: dict[str, Any] = {"title": "Riunione", "onConflict": "ALL_OR_NOTHING"}
    # They have one date in common.
    wishes = [
        (alfa, mondays(sala, firm=alfa)),
        (beta, mondays(sala, firm=beta, startsOn=on(3).isoformat())),
    ]

    async with holding(database_url, "SELECT FROM space FOR UPDATE") as both_wait:
        racing = [
            asyncio.create_task(doing.codes("bookSeries", who.actor, **values, **given))
            for who, given in wishes
        ]
        await both_wait(2)
    assert sorted([await each for each in racing]) == [[], ["SERIES_CONFLICTS"]]
    assert await Booking.all().count() == await BookingBlock.all().count() == 4


async def test_a_dry_run_leaves_nothing(doing: Doing) -> None:
    alfa, sala = await firm(), await room()

    answer = await book_series(doing, alfa.actor, **mondays(sala, firm=alfa), dryRun=True)
    assert answer["booked"] == 4
    assert await Booking.all().count() == await BookingSeries.all().count() == 0
