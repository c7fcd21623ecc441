"""The states that the database computes are those of the rules, at every time that matters."""

import random
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest
from tortoise.backends.base.client import BaseDBAsyncClient

from hub.clock import ROME
from hub.members.rules import Period
from hub.spaces import derived
from hub.spaces.booking_models import Booking, WaitlistEntry
from hub.spaces.facts import facts_of
from hub.spaces.lease_models import Lease
from hub.spaces.models import Space
from hub.spaces.rules import (
    CancellationStep,
    Hours,
    Level,
    Shut,
    SpecialHours,
    bookability,
    booking_state,
    cancellation_percent,
    giving_up_percent,
    holds_slot,
    lease_state,
    opening_state,
    rent,
    waitlist_state,
)
from hub.spaces.terms import BookingState, OpeningState, SpaceKind, WaitlistState
from hub.sql import Sql
from tests.make import members
from tests.make import spaces as make
from tests.make.spaces import HOUR

pytestmark = pytest.mark.usefixtures("connection")

NINE = make.on(date(2026, 11, 23), 9)
QUARTER = timedelta(minutes=15)
INSTANTS = [NINE + n * QUARTER for n in range(-20, 20)]
JANUARY = date(2026, 1, 1)
DAYS = [JANUARY + timedelta(days=n) for n in range(12)]

States = dict[tuple[UUID, Any], Any]


async def states_of(
    connection: BaseDBAsyncClient, table: str, expression: Sql, *, at: Sequence[Any] = INSTANTS
) -> States:
    """The expression for each row of the table at each time."""
    is_instant = isinstance(at[0], datetime)
    place, sql_type = ("{now}", "timestamptz") if is_instant else ("{day}", "date")
    text = expression.text.replace("{row}", "subject").replace(place, "given")
    found = await connection.execute_query_dict(
        f"SELECT subject.id, given, {text} AS state"  # noqa: S608
        f" FROM {table} subject CROSS JOIN unnest($1::{sql_type}[]) given",
        [at],
    )
    return {(row["id"], row["given"]): row["state"] for row in found}


def some(chance: random.Random, value: Any, share: float = 0.5) -> Any:
    return value if chance.random() < share else None


def random_booking(chance: random.Random) -> dict[str, Any]:
    """Dated facts of a booking that the database admits, and that fill no slot of another."""
    starts_at = NINE + chance.randint(-8, 8) * QUARTER
    lapses_at = starts_at + chance.randint(-6, 3) * QUARTER
    given: dict[str, Any] = {
        "starting": starts_at,
        "lapses_at": some(chance, lapses_at),
        "holds_while_pending": chance.random() < 0.5,
        "confirmed_at": some(chance, starts_at - 9 * HOUR, 0.8),
        "cancelled_at": some(chance, starts_at - HOUR, 0.1),
    }
    if given["cancelled_at"] is None and chance.random() < 0.1:
        given |= {"declined_at": starts_at - HOUR, "decline_reason": "Lavori"}
    if given["confirmed_at"] is not None:
        due = starts_at + QUARTER
        given |= {
            "finished_at": some(chance, starts_at + 2 * QUARTER, 0.3),
            "check_in_due_at": some(chance, due),
            "checked_in_at": some(chance, due - QUARTER),
        }
    return given


@pytest.fixture
async def bookings() -> list[Booking]:
    chance = random.Random(2017)  # noqa: S311
    organization, conditions = await members.organization(), await make.conditions()
    site = await make.site()
    for _ in range(120):
        room = await make.space(site=site, conditions=conditions)
        await make.booking(**random_booking(chance), space=room, organization=organization)
    return await Booking.all()


async def test_the_state_of_bookings(
    connection: BaseDBAsyncClient, bookings: list[Booking]
) -> None:
    found = await states_of(connection, "booking", derived.BOOKING_STATE)

    assert found == {
        (row.id, now): booking_state(facts_of(row), now) for row in bookings for now in INSTANTS
    }
    assert set(found.values()) == set(BookingState), "the sample shows each state"


async def test_a_booking_that_holds_its_slot(
    connection: BaseDBAsyncClient, bookings: list[Booking]
) -> None:
    assert await states_of(connection, "booking", derived.HOLDS_SLOT) == {
        (row.id, now): holds_slot(facts_of(row), now) for row in bookings for now in INSTANTS
    }
    pending = {
        row.holds_while_pending
        for row in bookings
        for now in INSTANTS
        if booking_state(facts_of(row), now) is BookingState.REQUESTED
    }
    assert pending == {True, False}, "the sample shows both"


@pytest.mark.parametrize(
    "steps", [[], [(120, 0), (60, 50), (0, 100)], [(60, 50), (150, 0)], [(90, 10), (90, 20)]]
)
async def test_what_a_cancellation_costs(
    connection: BaseDBAsyncClient, steps: list[tuple[int, int]]
) -> None:
    frozen = [{"minutes_before": before, "percent": percent} for before, percent in steps]
    booking = await make.booking(NINE, cancellation_steps=frozen)
    costs = [CancellationStep(*step) for step in steps]

    found = await states_of(connection, "booking", derived.CANCELLATION_PERCENT)

    assert found == {
        (booking.id, now): cancellation_percent(costs, NINE, now) if now < NINE else None
        for now in INSTANTS
    }


@pytest.mark.parametrize("lapses_at", [None, NINE - HOUR, NINE])
async def test_a_request_is_withdrawn_for_nothing_until_it_lapses(
    connection: BaseDBAsyncClient, lapses_at: datetime | None
) -> None:
    frozen = [{"minutes_before": 600, "percent": 50}]
    request = await make.request(NINE, lapses_at=lapses_at, cancellation_steps=frozen)

    found = await states_of(connection, "booking", derived.CANCELLATION_PERCENT)

    last = lapses_at or NINE
    assert found == {(request.id, now): 0 if now < last else None for now in INSTANTS}
    steps = [CancellationStep(600, 50)]
    assert found == {
        (request.id, now): giving_up_percent(facts_of(request), steps, now) for now in INSTANTS
    }


async def test_a_cancelled_booking_is_not_cancelled_again(connection: BaseDBAsyncClient) -> None:
    booking = await make.booking(NINE, cancelled_at=NINE - 9 * HOUR)

    found = await states_of(connection, "booking", derived.CANCELLATION_PERCENT)

    assert found == {(booking.id, now): None for now in INSTANTS}


async def test_the_steps_of_a_cancellation_are_listed_in_order(
    connection: BaseDBAsyncClient,
) -> None:
    frozen = [{"minutes_before": 60, "percent": 50}, {"minutes_before": 1440.0, "percent": 0}]
    await make.booking(NINE, cancellation_steps=frozen)
    query = derived.CANCELLATION_STEPS.text.replace("{row}", "booking")

    found = await connection.execute_query_dict(
        f"SELECT steps.* FROM booking CROSS JOIN LATERAL ({query}) steps"  # noqa: S608
    )

    assert [dict(row) for row in found] == [
        {"minutes_before": 1440, "percent": 0},
        {"minutes_before": 60, "percent": 50},
    ]


async def random_line(chance: random.Random, how_many: int) -> list[WaitlistEntry]:
    hall = await make.space()
    spaces = [hall, *[await make.space(parent=hall) for _ in range(2)]]
    for n in range(how_many):
        starts_at = NINE + chance.randint(-8, 8) * QUARTER
        given: dict[str, Any] = {"joined_at": NINE - 99 * HOUR + n * QUARTER}
        if chance.random() < 0.4:
            offered_at = starts_at - chance.randint(1, 9) * QUARTER
            given |= {
                "offered_at": offered_at,
                "offer_ends_at": offered_at + 3 * QUARTER,
            }
            if chance.random() < 0.3:
                given |= {"claimed_at": offered_at, "booking": await make.booking(starts_at)}
        if given.get("claimed_at") is None:
            given["left_at"] = some(chance, starts_at - HOUR, 0.2)
        await make.waitlist_entry(starts_at, space=chance.choice(spaces), **given)
    return await WaitlistEntry.all().order_by("joined_at").prefetch_related("space")


def state_in_line(entry: WaitlistEntry, now: datetime) -> WaitlistState:
    return waitlist_state(
        now,
        starts_at=entry.starts_at,
        offered_at=entry.offered_at,
        offer_ends_at=entry.offer_ends_at,
        claimed_at=entry.claimed_at,
        left_at=entry.left_at,
    )


def position(entry: WaitlistEntry, line: Iterable[WaitlistEntry], now: datetime) -> int | None:
    if state_in_line(entry, now) is not WaitlistState.WAITING:
        return None
    here = entry.space
    return 1 + sum(
        other.joined_at < entry.joined_at
        and (other.space_id in {here.id, here.parent_id} or other.space.parent_id == here.id)
        and other.starts_at < entry.ends_at
        and entry.starts_at < other.ends_at
        and state_in_line(other, now) is WaitlistState.WAITING
        for other in line
    )


async def test_the_waiting_line(connection: BaseDBAsyncClient) -> None:
    line = await random_line(random.Random(5786), 60)  # noqa: S311

    states = await states_of(connection, "waitlist_entry", derived.WAITLIST_STATE)
    places = await states_of(connection, "waitlist_entry", derived.WAITLIST_POSITION)

    assert states == {(row.id, now): state_in_line(row, now) for row in line for now in INSTANTS}
    assert set(states.values()) == set(WaitlistState), "the sample shows each state"
    assert places == {(row.id, now): position(row, line, now) for row in line for now in INSTANTS}


async def test_leases_and_their_rent(connection: BaseDBAsyncClient) -> None:
    steps = [(DAYS[3], "0.00"), (DAYS[6], "90.00")]
    for ends_on in (None, DAYS[8]):
        for agreed in (None, "120.00"):
            lease = await make.lease(starts_on=DAYS[2], ends_on=ends_on, monthly_amount=agreed)
            for starts_on, amount in steps if ends_on else []:
                await make.rent_step(amount, lease=lease, starts_on=starts_on)
    rows = await Lease.all().prefetch_related("rent_steps")

    states = await states_of(connection, "lease", derived.LEASE_STATE, at=DAYS)
    rents = await states_of(connection, "lease", derived.RENT, at=DAYS)

    periods = {row.id: Period(row.starts_on, row.ends_on) for row in rows}
    assert states == {
        (row.id, day): lease_state(periods[row.id], day) for row in rows for day in DAYS
    }
    assert rents == {
        (row.id, day): rent(
            periods[row.id],
            day,
            agreed=row.monthly_amount,
            steps=[(step.starts_on, step.monthly_amount) for step in row.rent_steps],
        )
        for row in rows
        for day in DAYS
    }


async def test_whether_spaces_take_bookings(connection: BaseDBAsyncClient) -> None:
    for is_bookable in (True, False):
        for begins in (None, NINE - HOUR):
            for ends in (None, NINE + HOUR):
                await make.space(is_bookable=is_bookable, bookable_from=begins, bookable_until=ends)
    rows = await Space.all()

    assert await states_of(connection, "space", derived.BOOKABILITY) == {
        (row.id, now): bookability(
            now,
            is_bookable=row.is_bookable,
            bookable_from=row.bookable_from,
            bookable_until=row.bookable_until,
        )
        for row in rows
        for now in INSTANTS
    }


ALL_WEEK = Period(date(2017, 6, 10))


def random_level(chance: random.Random) -> Level:
    """The opening rules of one place around the instants that are asked about."""
    day = NINE.date()
    hours = [(7, 12), (10, 14), (8, 0)]
    opens, closes = chance.choice(hours)
    weekly = Hours(
        weekday=chance.choice([1, 1, 2]),
        opens=time(opens),
        closes=time(closes),
        period=chance.choice([ALL_WEEK, Period(date(2026, 1, 1), day)]),
    )
    opens, closes = chance.choice(hours)
    special = SpecialHours(
        occurs_on=chance.choice([day, day + timedelta(days=1)]),
        state=OpeningState.WITH_KEY,
        opens=time(opens),
        closes=time(closes),
    )
    shut = Shut(starts_at=NINE, ends_at=NINE + HOUR, state=OpeningState.MAINTENANCE)
    return Level(
        hours=(weekly,) if chance.random() < 0.6 else (),
        exceptions=chance.choice([(), (), (special,), (SpecialHours(occurs_on=day),)]),
        closures=(shut,) if chance.random() < 0.2 else (),
    )


async def write(level: Level, place: dict[str, Any]) -> None:
    for hours in level.hours:
        await make.opening_hours(
            weekday=hours.weekday,
            opens=hours.opens.hour,
            closes=hours.closes.hour,
            starts_on=hours.period.starts_on,
            ends_on=hours.period.ends_on,
            **place,
        )
    for special in level.exceptions:
        await make.opening_exception(
            occurs_on=special.occurs_on,
            opens=special.opens,
            closes=special.closes,
            state=special.state,
            **place,
        )
    for shut in level.closures:
        await make.closure(
            starts_at=shut.starts_at, ends_at=shut.ends_at, state=shut.state, **place
        )


async def test_what_a_person_can_do_at_spaces(connection: BaseDBAsyncClient) -> None:
    chance, expected = random.Random(1310), {}  # noqa: S311
    for _ in range(25):
        site = await make.site()
        hall = await make.space(site=site)
        room = await make.space(parent=hall)
        of_room, of_hall, of_site = (random_level(chance) for _ in range(3))
        await write(of_room, {"space": room})
        await write(of_hall, {"space": hall})
        await write(of_site, {"site": site})
        levels = {room: [of_room, of_hall, of_site], hall: [of_hall, of_site]}
        for space, around in levels.items():
            for now in INSTANTS:
                expected[space.id, now] = opening_state(around, now, ROME)

    assert await states_of(connection, "space", derived.OPENING_STATE) == expected
    assert set(expected.values()) == {None, "OPEN", "WITH_KEY", "MAINTENANCE", "CLOSED"}


async def test_a_closure_that_was_withdrawn_shuts_nothing(connection: BaseDBAsyncClient) -> None:
    space = await make.space()
    await make.closure(
        space=space, starts_at=INSTANTS[0], ends_at=INSTANTS[-1], withdrawn_at=INSTANTS[0]
    )

    found = await states_of(connection, "space", derived.OPENING_STATE)

    assert set(found.values()) == {None}


async def test_a_desk_is_let_with_the_office_around_it(connection: BaseDBAsyncClient) -> None:
    office = await make.space(kind=SpaceKind.OFFICE, is_bookable=False)
    inside = await make.desk(parent=office)
    beside = await make.desk(site_id=office.site_id)
    await make.desk(site_id=office.site_id, ends_on=DAYS[0])
    await make.lease(space=office, starts_on=DAYS[2], ends_on=DAYS[4])
    await make.lease(space=beside, starts_on=DAYS[3])

    leased = await states_of(connection, "space", derived.IS_LEASED, at=DAYS[1:6])
    desks = await states_of(connection, "site", derived.DESKS, at=DAYS[:6])
    let = await states_of(connection, "site", derived.DESKS_LEASED, at=DAYS[:6])

    assert [leased[office.id, day] for day in DAYS[1:6]] == [False, True, True, False, False]
    assert [leased[inside.id, day] for day in DAYS[1:6]] == [False, True, True, False, False]
    assert [leased[beside.id, day] for day in DAYS[1:6]] == [False, False, True, True, True]
    assert [desks[office.site_id, day] for day in DAYS[:6]] == [2, 2, 2, 2, 2, 2]
    assert [let[office.site_id, day] for day in DAYS[:6]] == [0, 0, 1, 2, 1, 1]


async def is_free(connection: BaseDBAsyncClient, space: Space, now: datetime, **gap: Any) -> bool:
    text = derived.IS_FREE.text.replace("{row}", "subject")
    for name, place in (("{free_from}", "$2"), ("{free_until}", "$3"), ("{now}", "$4")):
        text = text.replace(name, f"{place}::timestamptz")
    text = text.replace("{person_id}", "NULL::uuid")
    [found] = await connection.execute_query_dict(
        f"SELECT {text} AS free FROM space subject WHERE id = $1",  # noqa: S608
        [space.id, gap["since"], gap["until"], now],
    )
    return bool(found["free"])


async def test_a_room_is_free_between_its_bookings(connection: BaseDBAsyncClient) -> None:
    hall = await make.space()
    half = await make.space(parent=hall)
    due = NINE + QUARTER
    await make.booking(NINE, space=half, check_in_due_at=due, blocked_until=NINE + 5 * QUARTER)
    await make.closure(space=hall, starts_at=NINE + 3 * HOUR, ends_at=NINE + 4 * HOUR)
    gaps = {
        "before": (NINE - HOUR, NINE),
        "booked": (NINE, NINE + QUARTER),
        "tidied": (NINE + HOUR, NINE + 2 * HOUR),
        "after": (NINE + 5 * QUARTER, NINE + 3 * HOUR),
        "shut": (NINE + 2 * HOUR, NINE + 5 * HOUR),
        "reversed": (NINE + QUARTER, NINE),
    }

    def free(space: Space, now: datetime) -> dict[str, Any]:
        return {
            name: is_free(connection, space, now, since=since, until=until)
            for name, (since, until) in gaps.items()
        }

    for space in (hall, half):
        found = {name: await answer for name, answer in free(space, NINE).items()}
        assert found == {
            "before": True,
            "booked": False,
            "tidied": False,
            "after": True,
            "shut": False,
            "reversed": False,
        }
    # Nobody came: the space is free, although nothing has been written.
    found = {name: await answer for name, answer in free(hall, due).items()}
    assert [name for name, is_so in found.items() if not is_so] == ["shut"]


async def test_minutes_are_counted_in_the_month_on_the_wall(
    connection: BaseDBAsyncClient,
) -> None:
    room, organization = await make.space(), await members.organization()
    of_it: dict[str, Any] = {"space": room, "organization": organization, "pool_minutes": 60}
    new_year = make.on(date(2026, 1, 1), 0)  # in UTC still the old year
    await make.booking(new_year, **of_it)
    await make.booking(new_year - HOUR, **of_it)
    await make.booking(new_year + HOUR, length=2 * HOUR, finished_at=new_year + 2 * HOUR, **of_it)
    await make.booking(new_year + 9 * HOUR, cancelled_at=new_year, **{**of_it, "pool_minutes": 20})
    await make.request(new_year + 9 * HOUR, **of_it)
    await make.booking(new_year + 5 * HOUR, space=room, pool_minutes=60)
    allowance = await make.allowance(organization=organization)
    months = [date(2025, 12, 31), date(2026, 1, 31), date(2026, 2, 1)]

    booked = derived.MINUTES_BOOKED.text.replace("{now}", "'2026-06-01Z'::timestamptz")
    used = await states_of(connection, "allowance", derived.MINUTES_USED, at=months)
    found = await states_of(connection, "space", Sql(booked), at=months)

    assert [used[allowance.id, day] for day in months] == [60, 140, 0]
    assert [found[room.id, day] for day in months] == [60, 180, 0]
