"""When a space can be had: the database says what the engine of booking says, to everybody."""

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from tortoise.backends.base.client import BaseDBAsyncClient

from hub import clock
from hub.actor import ANONYMOUS, Actor
from hub.spaces.booking.spans import Span, without
from hub.spaces.booking.window import look
from hub.spaces.models import Space
from hub.spaces.terms import OpeningState
from tests.make import spaces
from tests.mutating.doing import NOW, Doing
from tests.spaces.booking.asking import HOUR, book, firm, room, slot
from tests.spaces.finding.looking import QUARTER
from tests.spaces.finding.test_free_slots import NINE

ASK = """query ($id: ID!, $from: DateTime, $to: DateTime) { space(id: $id) {
    availability(from: $from, to: $to) { startsAt endsAt state } } }"""
LISTED = """query ($from: DateTime!, $until: DateTime!) {
    spaces(freeFrom: $from, freeUntil: $until) { nodes { id } } }"""
CHANGES = (date(2027, 3, 27), date(2027, 5, 13), date(2027, 10, 30))
"""The days before the clock changes, and one like others."""
Told = list[tuple[str, str, str]]


async def availability(
    doing: Doing, space: Space, window: Span | None, *, actor: Actor = ANONYMOUS
) -> Any:
    given = {"from": window.starts_at, "to": window.ends_at} if window else {}
    asked = {name: instant.isoformat() for name, instant in given.items()}
    found = await doing.data(ASK, actor, id=f"space_{space.id}", **asked)
    spans = found["space"]["availability"]
    return None if spans is None else [tuple(each.values()) for each in spans]


async def shown(
    doing: Doing, space: Space, hours: int = 12, *, actor: Actor = ANONYMOUS
) -> list[str]:
    """What is told of a space from six o'clock on, as the clock there shows it."""
    begins_at = NINE - 3 * HOUR
    found = await availability(doing, space, Span(begins_at, begins_at + hours * HOUR), actor=actor)
    return [
        f"{datetime.fromisoformat(starts_at).astimezone(clock.ROME):%H:%M} {state}"
        for starts_at, _, state in found
    ]


async def test_the_public_is_told_when_a_space_can_be_had(doing: Doing) -> None:
    alfa = await firm()
    hall = await room(buffer_after_minutes=30)
    half = await spaces.space("half", parent=hall, is_public=False)
    await spaces.opening_hours(4, opens=8, closes=16, site=await hall.site)
    await book(doing, alfa.actor, **slot(hall, NINE, firm=alfa))
    await book(doing, alfa.actor, **slot(half, NINE + 4 * HOUR, firm=alfa))
    await spaces.closure(space=hall, starts_at=NINE + 2 * HOUR, ends_at=NINE + 3 * HOUR)

    assert await shown(doing, hall) == [
        "06:00 CLOSED",
        "08:00 FREE",
        "09:00 BUSY",
        "10:30 FREE",
        "11:00 CLOSED",
        "12:00 FREE",
        # Who may not know of the half hears that the hall is taken, not why.
        "13:00 BUSY",
        "14:00 FREE",
        "16:00 CLOSED",
    ]


async def test_a_request_that_lapses_and_a_booking_that_nobody_comes_to_free_it(
    doing: Doing,
) -> None:
    alfa = await firm()
    asked, used = (
        await room(needs_approval=True, decide_minutes_before=60),
        await room(check_in_minutes=15),
    )
    for space in (asked, used):
        await book(doing, alfa.actor, **slot(space, NINE, firm=alfa, length=2 * HOUR))
    taken = ["06:00 FREE", "09:00 BUSY", "11:00 FREE"]

    assert await shown(doing, asked) == await shown(doing, used) == taken
    with clock.freeze(NINE - HOUR):
        assert await shown(doing, asked) == ["06:00 FREE"]
    with clock.freeze(NINE + QUARTER - timedelta(microseconds=1)):
        assert await shown(doing, used) == taken
    with clock.freeze(NINE + QUARTER):
        assert await shown(doing, used) == ["06:00 FREE"]


async def test_a_let_space_is_busy_and_one_out_of_use_closed(doing: Doing) -> None:
    let = await room()
    await spaces.lease(space=let, starts_on=date(2027, 5, 13))
    retired = await spaces.space(ends_on=date(2027, 5, 13))

    assert await shown(doing, let) == ["06:00 BUSY"]
    assert await shown(doing, retired) == ["06:00 CLOSED"]


async def test_a_slot_that_is_offered_is_free_for_who_waited(doing: Doing) -> None:
    alfa, beta, sala = await firm(), await firm(), await room()
    await spaces.offer(NINE, space=sala, person_id=beta.actor.person_id)
    window = {"from": NINE.isoformat(), "until": (NINE + HOUR).isoformat()}

    for actor in (ANONYMOUS, alfa.actor):
        assert await shown(doing, sala, actor=actor) == ["06:00 FREE", "09:00 BUSY", "10:00 FREE"]
        assert (await doing.data(LISTED, actor, **window))["spaces"]["nodes"] == []
    assert await shown(doing, sala, actor=beta.actor) == ["06:00 FREE"]
    assert (await doing.data(LISTED, beta.actor, **window))["spaces"]["nodes"] != []


async def test_what_is_not_booked_has_no_availability(doing: Doing) -> None:
    office = await spaces.space(is_bookable=False)
    assert await availability(doing, office, None) is None


@pytest.mark.parametrize(
    ("length", "is_told"),
    [
        (timedelta(days=31), True),
        (timedelta(days=31, microseconds=1), False),
        (timedelta(microseconds=1), True),
        (timedelta(0), False),
        (-HOUR, False),
    ],
)
async def test_the_time_is_bounded(doing: Doing, *, length: timedelta, is_told: bool) -> None:
    found = await availability(doing, await room(), Span(NOW, NOW + length))
    assert (found is not None) == is_told


async def test_without_instants_it_is_the_next_seven_days(doing: Doing) -> None:
    ((starts_at, ends_at, state),) = await availability(doing, await room(), None)
    assert (starts_at, state) == (NOW.isoformat(), "FREE")
    assert ends_at == (NOW + timedelta(days=7)).isoformat()


async def test_who_is_told_a_part_can_ask_on(doing: Doing) -> None:
    sala = await room()
    begins_at = NINE.astimezone(UTC)
    for number in range(160):
        await spaces.booking(begins_at + 2 * number * QUARTER, space=sala, length=QUARTER)
    window = Span(begins_at, begins_at + timedelta(days=10))

    found: Told = await availability(doing, sala, window)
    assert len(found) == 300
    last = datetime.fromisoformat(found[-1][1])
    rest: Told = await availability(doing, sala, Span(last, window.ends_at))
    whole = [*found, *rest]
    assert [each[0] for each in whole[1:]] == [each[1] for each in whole[:-1]]
    assert (whole[0][0], whole[-1][1]) == tuple(each.isoformat() for each in window)


@pytest.mark.parametrize("seed", range(12))
async def test_the_database_agrees_with_the_engine_of_booking(
    doing: Doing, connection: BaseDBAsyncClient, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - a world, no secret
    day = chance.choice(CHANGES)
    hall, half = await _random_world(chance, day)
    begins_at = spaces.on(day, 0).astimezone(UTC) + chance.randint(0, 96) * QUARTER
    window = Span(begins_at, begins_at + chance.randint(1, 320) * QUARTER)

    for space in (hall, half):
        known = await look(connection, space.id, window, now=NOW)
        expected = _told(window, known.open, without(known.open, known.kept))
        assert await availability(doing, space, window) == expected, (day, window, space)


def _told(window: Span, opened: list[Span], free: list[Span]) -> Told:
    found = [
        *((span, "FREE") for span in free),
        *((span, "BUSY") for span in without(opened, free)),
        *((span, "CLOSED") for span in without([window], opened)),
    ]
    return [
        (span.starts_at.isoformat(), span.ends_at.isoformat(), state)
        for span, state in sorted(found)
    ]


async def _random_world(chance: random.Random, day: date) -> tuple[Space, Space]:
    """A hall and its half around a day, with rules of all sorts, above all in the small hours."""
    hall = await spaces.space("hall")
    half = await spaces.space("half", parent=hall)
    places: list[dict[str, Any]] = [{"site": await hall.site}, {"space": hall}, {"space": half}]
    for _ in range(chance.randint(0, 8)):
        opens = chance.randint(0, 22)
        await spaces.opening_hours(
            (day + timedelta(days=chance.randint(0, 2))).isoweekday(),
            opens=opens,
            closes=chance.choice([0, chance.randint(opens + 1, 23)]),
            state=chance.choice(list(OpeningState)),
            **chance.choice(places),
        )
    for _ in range(chance.randint(0, 2)):
        await spaces.opening_exception(
            occurs_on=day + timedelta(days=chance.randint(0, 2)), **chance.choice(places)
        )
    midnight = spaces.on(day, 0).astimezone(UTC)
    for _ in range(chance.randint(0, 2)):
        begins_at = midnight + chance.randint(200, 400) * QUARTER
        await spaces.closure(
            starts_at=begins_at, ends_at=begins_at + 9 * QUARTER, **chance.choice(places)
        )
    for number in range(chance.randint(0, 20)):
        await spaces.booking(
            midnight + 10 * number * QUARTER,
            space=chance.choice([hall, half]),
            length=chance.randint(1, 10) * QUARTER,
            check_in_due_at=chance.choice([None, NOW, NOW + HOUR]),
        )
    if chance.random() < 0.5:
        first = day + timedelta(days=chance.randint(3, 4))
        await spaces.lease(space=chance.choice([hall, half]), starts_on=first)
    return hall, half
