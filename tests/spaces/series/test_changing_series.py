"""Changing series that are booked: dates given up, added, moved and decided."""

import asyncio
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from hub import clock
from hub.record.models import OutboxEvent
from hub.spaces.booking_models import Booking, BookingBlock, BookingSeries, SkippedOccurrence
from hub.spaces.models import Space
from tests.make import spaces
from tests.mutating.doing import NOW, Doing, signed_in
from tests.mutating.locks import holding
from tests.spaces.booking.asking import HOUR, Firm, book, desk, firm, room, slot
from tests.spaces.series.asking import DATES, MONDAY, book_series, bookings, clocks, mondays, the

WEEK = timedelta(weeks=1)
SERIES = "series { id version }"


def on(number: int) -> date:
    return MONDAY + number * WEEK


def iso(number: int) -> str:
    return on(number).isoformat()


async def booked(doing: Doing, sala: Space, firm: Firm, **given: Any) -> dict[str, Any]:
    """A series of four Mondays."""
    answer = await book_series(doing, firm.actor, **mondays(sala, firm=firm, **given))
    series: dict[str, Any] = answer["series"]
    return series


async def days() -> list[date]:
    return [day for day, _, _ in await clocks()]


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ({"fromOn": iso(1), "untilOn": iso(2)}, [0, 2, 3]),
        ({"fromOn": iso(1), "untilOn": iso(3)}, [0, 3]),
        ({"fromOn": iso(2)}, [0, 1]),
    ],
)
async def test_one_date_some_or_all_that_follow_are_given_up(
    doing: Doing, given: dict[str, Any], left: list[int]
) -> None:
    alfa, sala = await firm(), await room()
    series = await booked(doing, sala, alfa)

    answer = await doing.done(
        "cancelOccurrences", alfa.actor, f"cancelled fees {SERIES}", **the(series, **given)
    )
    assert (answer["cancelled"], answer["fees"]) == (4 - len(left), None)
    assert await days() == [on(number) for number in left]
    assert await BookingBlock.all().count() == len(left)
    skipped = await SkippedOccurrence.all()
    assert {each.reason for each in skipped} == {"LEFT_OUT"}
    assert len(skipped) == 4 - len(left)
    events = await OutboxEvent.filter(kind="booking.changed")
    cancelled = [each.payload for each in events if each.payload["change"] == "CANCELLED"]
    assert {each["series_id"] for each in cancelled} == {series["id"].split("_")[1]}


async def test_giving_up_costs_what_each_booking_costs(doing: Doing) -> None:
    steps = [{"minutes_before": 14 * 24 * 60, "percent": 0}, {"minutes_before": 0, "percent": 50}]
    alfa, front, sala = await firm(), await desk(), await room(cancellation_steps=steps)
    await spaces.price("20.00", space=sala)
    series = await booked(doing, sala, alfa)

    wish = the(series, fromOn=iso(0))
    given = {**wish, "waiveFee": True, "reason": "Guasto"}
    assert await doing.codes("cancelOccurrences", alfa.actor, **given) == ["NOT_ALLOWED"]
    answer = await doing.done("cancelOccurrences", front, "fees", **given, dryRun=True)
    assert answer["fees"] is None
    # The first two of the four are less than two weeks ahead: half of twice forty euro.
    answer = await doing.done("cancelOccurrences", alfa.actor, "fees", **wish)
    assert Decimal(answer["fees"]) == 40
    assert [row.cancellation_fee for row in await bookings()] == [20, 20, None, None]


async def test_a_date_that_is_too_late_stands_against_all(doing: Doing) -> None:
    steps = [{"minutes_before": 7 * 24 * 60, "percent": 0}]
    alfa, sala = await firm(), await room(cancellation_steps=steps)
    series = await booked(doing, sala, alfa)

    assert await doing.codes("cancelSeries", alfa.actor, **the(series)) == ["CANCELLATION_CLOSED"]
    await doing.done("cancelOccurrences", alfa.actor, **the(series, fromOn=iso(1)))
    assert await days() == [on(0)]


async def test_a_series_is_given_up_whole(doing: Doing) -> None:
    alfa, sala = await firm(), await room()
    series = await booked(doing, sala, alfa)

    answer = await doing.done("cancelSeries", alfa.actor, f"cancelled {SERIES}", **the(series))
    assert answer["cancelled"] == 4
    assert (await BookingSeries.get()).cancelled_at == NOW
    again = the(series, answer["series"]["version"])
    assert await doing.codes("cancelSeries", alfa.actor, **again) == ["SERIES_OVER"]
    wish = the(series, 2, occursOn=iso(0))
    assert await doing.codes("addOccurrence", alfa.actor, **wish) == ["SERIES_OVER"]


async def test_what_has_begun_stays(doing: Doing) -> None:
    alfa, sala = await firm(), await room()
    series = await booked(doing, sala, alfa)

    with clock.freeze(spaces.on(on(1), 10)):
        answer = await doing.done("cancelSeries", alfa.actor, "cancelled", **the(series))
        assert answer["cancelled"] == 2
    assert await days() == [on(0), on(1)]


async def test_a_date_that_was_left_out_is_added_when_it_is_free(doing: Doing) -> None:
    alfa, beta, sala = await firm(), await firm(), await room()
    other = await book(doing, beta.actor, **slot(sala, spaces.on(on(1), 10), firm=beta))
    series = await booked(doing, sala, alfa, onConflict="SKIP_CONFLICTS")
    wish = the(series, occursOn=iso(1))

    problems = await doing.problems("addOccurrence", alfa.actor, **wish)
    assert problems == [("SLOT_TAKEN", "occursOn")]
    await doing.done("cancelBooking", beta.actor, bookingId=other["id"], version=1)
    answer = await doing.done("addOccurrence", alfa.actor, "booking { id state occursOn }", **wish)
    assert answer["booking"]["state"] == "CONFIRMED"
    assert await days() == [on(number) for number in range(4)]
    assert (await SkippedOccurrence.get()).resolved_at == NOW
    assert await doing.codes("addOccurrence", alfa.actor, **wish) == ["DATE_HAS_BOOKING"]


async def test_only_dates_of_the_rule_are_added(doing: Doing) -> None:
    alfa, sala = await firm(), await room()
    series = await booked(doing, sala, alfa)

    for day in (on(0) + timedelta(days=1), on(4), on(-1)):
        wish = the(series, occursOn=day.isoformat())
        assert await doing.codes("addOccurrence", alfa.actor, **wish) == ["NO_DATE_OF_SERIES"]


async def test_a_single_cancelled_date_is_added_again(doing: Doing) -> None:
    alfa, sala = await firm(), await room()
    series = await booked(doing, sala, alfa)
    first, *_ = await bookings()
    await doing.done("cancelBooking", alfa.actor, bookingId=f"booking_{first.id}", version=1)

    await doing.done("addOccurrence", alfa.actor, **the(series, occursOn=iso(0)))
    assert await days() == [on(number) for number in range(4)]


async def change(doing: Doing, actor: Any, /, choice: str = "ALL_OR_NOTHING", **given: Any) -> Any:
    selected = f"changed staying {DATES} {SERIES}"
    return await doing.done("changeSeries", actor, selected, onConflict=choice, **given)


async def test_the_dates_that_follow_get_another_time(doing: Doing) -> None:
    alfa, sala = await firm(), await room()
    series = await booked(doing, sala, alfa)

    wish = the(series, fromOn=iso(2), fromTime="10:00", untilTime="12:00")
    answer = await change(doing, alfa.actor, **wish)
    assert (answer["changed"], answer["staying"]) == (2, [])
    assert await clocks() == [
        (on(0), time(9), time(11)),
        (on(1), time(9), time(11)),
        (on(2), time(10), time(12)),
        (on(3), time(10), time(12)),
    ]
    assert [row.sequence for row in await bookings()] == [0, 0, 1, 1]
    blocks = await BookingBlock.all().order_by("blocked_from")
    assert [each.blocked_from for each in blocks] == [row.starts_at for row in await bookings()]
    assert (await BookingSeries.get()).from_time == time(10)
    events = await OutboxEvent.filter(kind="booking.changed").order_by("id")
    assert [each.payload["change"] for each in events][4:] == ["MOVED", "MOVED"]


async def test_a_range_is_changed_and_the_series_stays_as_it_was(doing: Doing) -> None:
    alfa, sala, other = await firm(), await room(), await room()
    series = await booked(doing, sala, alfa)

    wish = the(series, fromOn=iso(1), untilOn=iso(2), spaceId=f"space_{other.id}", title="Altrove")
    await change(doing, alfa.actor, **wish)
    rows = await bookings()
    assert [row.space_id == other.id for row in rows] == [False, True, False, False]
    assert [row.title for row in rows] == ["Riunione", "Altrove", "Riunione", "Riunione"]
    row = await BookingSeries.get()
    assert (row.space_id, row.title, row.version) == (sala.id, "Riunione", 1)


async def test_bookings_may_take_each_others_places(doing: Doing) -> None:
    alfa, sala = await firm(), await room(max_minutes=1440)
    daily = {"rule": "FREQ=DAILY;COUNT=4", "fromTime": "09:00", "untilTime": "09:00"}
    series = await booked(doing, sala, alfa, **daily)

    await change(doing, alfa.actor, **the(series, fromTime="15:00", untilTime="15:00"))
    assert {each[1] for each in await clocks()} == {time(15)}


async def test_what_cannot_be_moved_stands_against_all_or_stays(doing: Doing) -> None:
    alfa, beta, sala = await firm(), await firm(), await room()
    series = await booked(doing, sala, alfa)
    await book(doing, beta.actor, **slot(sala, spaces.on(on(1), 14), firm=beta))
    wish = the(series, fromTime="14:00", untilTime="16:00")

    codes = await doing.codes("changeSeries", alfa.actor, onConflict="ALL_OR_NOTHING", **wish)
    assert codes == ["SERIES_CONFLICTS"]
    answer = await change(doing, alfa.actor, "SKIP_CONFLICTS", **wish)
    assert answer["changed"] == 3
    assert [(each["occursOn"], each["codes"]) for each in answer["staying"]] == [
        (iso(1), ["SLOT_TAKEN"])
    ]
    assert [each[1].hour for each in await clocks()] == [14, 9, 14, 14]


async def test_dates_that_stay_are_in_the_way_of_others(doing: Doing) -> None:
    alfa, beta, sala = await firm(), await firm(), await room(max_minutes=1440)
    daily = {"rule": "FREQ=DAILY;COUNT=4", "fromTime": "09:00", "untilTime": "09:00"}
    series = await booked(doing, sala, alfa, **daily)
    last = MONDAY + timedelta(days=4)
    await book(doing, beta.actor, **slot(sala, spaces.on(last, 10), firm=beta))

    # Each would begin where the next is, which stays: so none can be moved.
    wish = the(series, fromTime="15:00", untilTime="15:00")
    codes = await doing.codes("changeSeries", alfa.actor, onConflict="SKIP_CONFLICTS", **wish)
    assert codes == ["SERIES_CONFLICTS"]


async def test_nobody_comes_to_nothing(doing: Doing) -> None:
    alfa, sala = await firm(), await room(min_attendees=2)
    given = {"attendees": 2, "rule": "FREQ=WEEKLY;COUNT=2"}
    series = await booked(doing, sala, alfa, **given)

    for attendees, codes in ((0, ["TOO_FEW_ATTENDEES"]), (1, ["TOO_FEW_ATTENDEES"]), (3, [])):
        wish = the(series, attendees=attendees, onConflict="ALL_OR_NOTHING")
        payload = await doing.payload(
            "changeSeries",
            alfa.actor,
            f"again: problems {{ ... on SeriesConflictsProblem {{ conflicts {DATES} }} }}",
            **wish,
        )
        told = [each["codes"][:1] for one in payload["again"] for each in one["conflicts"]]
        assert told == [codes, codes][: len(told)]
        assert bool(told) is bool(codes)
    assert {row.attendees for row in await bookings()} == {3}


async def test_approval_follows_the_conditions(doing: Doing) -> None:
    alfa, sala, strict = await firm(), await room(), await room(needs_approval=True)
    series = await booked(doing, sala, alfa)
    wish = the(series, spaceId=f"space_{strict.id}")

    codes = await doing.codes("changeSeries", alfa.actor, onConflict="ALL_OR_NOTHING", **wish)
    assert codes == ["APPROVAL_NEEDED"]
    answer = await change(doing, alfa.actor, **wish, asksAgain=True)
    assert {row.confirmed_at for row in await bookings()} == {None}

    front = await desk()
    wish = the(series, answer["series"]["version"])
    assert await doing.codes("approveSeries", alfa.actor, **wish) == ["NOT_ALLOWED"]
    answer = await doing.done("approveSeries", front, f"decided {SERIES}", **wish)
    assert answer["decided"] == 4
    assert {row.confirmed_at for row in await bookings()} == {NOW}
    for name, more in (("approveSeries", {}), ("declineSeries", {"reason": "Fiera"})):
        assert await doing.codes(name, front, **wish, **more) == ["NOTHING_TO_DECIDE"]


async def test_competing_requests_are_settled_with_the_series(doing: Doing) -> None:
    alfa, beta, front = await firm(), await firm(), await desk()
    sala = await room(needs_approval=True, holds_while_pending=False)
    series = await booked(doing, sala, alfa)
    rival = await book(doing, beta.actor, **slot(sala, spaces.on(on(2), 10), firm=beta))

    assert await doing.codes("approveSeries", front, **the(series)) == ["COMPETING_REQUESTS"]
    answer = await doing.done(
        "approveSeries",
        front,
        "settled { id state }",
        **the(series, competing="DECLINE", reason="Serie"),
    )
    assert answer["settled"] == [{"id": rival["id"], "state": "DECLINED"}]


async def test_requests_are_refused_together(doing: Doing) -> None:
    alfa, front, sala = await firm(), await desk(), await room(needs_approval=True)
    series = await booked(doing, sala, alfa)

    answer = await doing.done("declineSeries", front, "decided", **the(series, reason="Fiera"))
    assert answer["decided"] == 4
    assert {row.decline_reason for row in await bookings()} == {"Fiera"}
    assert await BookingBlock.all().count() == 0


async def test_series_are_not_there_for_others(doing: Doing) -> None:
    alfa, beta, sala = await firm(), await firm(), await room()
    series = await booked(doing, sala, alfa)
    colleague, _ = await signed_in(organization=alfa.organization)
    wishes: dict[str, dict[str, Any]] = {
        "cancelSeries": {},
        "cancelOccurrences": {"fromOn": iso(0)},
        "changeSeries": {"title": "Altro", "onConflict": "SKIP_CONFLICTS"},
        "addOccurrence": {"occursOn": iso(0)},
    }

    for name, given in wishes.items():
        assert await doing.codes(name, beta.actor, **the(series, **given)) == ["NOT_FOUND"]
        assert await doing.codes(name, colleague, **the(series, **given)) == ["NOT_ALLOWED"]
        code, *_ = await doing.codes(name, alfa.actor, **the(series, 7, **given))
        assert code == "STALE_VERSION"


@pytest.mark.parametrize("name", ["cancelOccurrences", "changeSeries"])
async def test_days_are_in_order_and_have_bookings(doing: Doing, name: str) -> None:
    alfa, sala = await firm(), await room()
    series = await booked(doing, sala, alfa)
    is_change = name == "changeSeries"
    more: dict[str, Any] = {"title": "Altro", "onConflict": "SKIP_CONFLICTS"} if is_change else {}

    backwards = the(series, fromOn=iso(1), untilOn=iso(1), **more)
    assert await doing.problems(name, alfa.actor, **backwards) == [
        ("PERIOD_NOT_IN_ORDER", "untilOn")
    ]
    later = the(series, fromOn=iso(9), **more)
    assert await doing.problems(name, alfa.actor, **later) == [("NO_DATE_OF_SERIES", "fromOn")]


async def test_a_change_and_a_booking_at_once(doing: Doing, database_url: str) -> None:
    alfa, beta, sala = await firm(), await firm(), await room()
    series = await booked(doing, sala, alfa)
    wish = the(series, fromTime="14:00", untilTime="16:00", onConflict="ALL_OR_NOTHING")
    given = {"title": "Riunione", **slot(sala, spaces.on(on(3), 15), firm=beta)}

    async with holding(database_url, "SELECT FROM space FOR UPDATE") as both_wait:
        racing = [
            asyncio.create_task(doing.codes("changeSeries", alfa.actor, **wish)),
            asyncio.create_task(doing.codes("bookSpace", beta.actor, **given)),
        ]
        await both_wait(2)
    codes = [await each for each in racing]
    assert codes in ([[], ["SLOT_TAKEN"]], [["SERIES_CONFLICTS"], []])
    hours = {each[1].hour for each in await clocks()}
    assert hours == ({14} if codes[0] == [] else {9})
    assert await Booking.all().count() == 4 + (codes[1] == [])


async def test_own_requests_in_a_row_do_not_compete(doing: Doing) -> None:
    alfa, front = await firm(), await desk()
    sala = await room(
        needs_approval=True,
        holds_while_pending=False,
        max_minutes=1440,
        buffer_after_minutes=30,
        waives_buffer_within_organization=True,
    )
    whole = {"rule": "FREQ=DAILY;COUNT=3", "fromTime": "00:00", "untilTime": "00:00"}
    series = await booked(doing, sala, alfa, **whole)

    await doing.done("approveSeries", front, **the(series))
    rows = await bookings()
    assert [row.blocked_until - row.ends_at for row in rows] == [0 * HOUR, 0 * HOUR, HOUR / 2]
