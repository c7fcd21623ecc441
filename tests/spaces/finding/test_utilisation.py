"""How much of the time in which spaces could be booked was used."""

from datetime import UTC, date, timedelta
from typing import Any

import pytest

from hub import clock
from hub.actor import ANONYMOUS, Actor, Role
from hub.spaces.models import Space
from hub.spaces.terms import BookingKind
from tests.make import spaces
from tests.mutating.doing import Doing
from tests.spaces.booking.asking import HOUR
from tests.spaces.finding.looking import QUARTER

DAY = date(2027, 5, 10)
"""A Monday, which has passed."""
NINE = spaces.on(DAY, 9)
ASK = """query ($id: ID!, $from: Date, $to: Date) { node(id: $id) {
    ... on Space { utilisation(from: $from, to: $to) { ...figures } }
    ... on Site { utilisation(from: $from, to: $to) { ...figures } } } }
fragment figures on Utilisation {
    bookableMinutes usedMinutes outsideMinutes noShowMinutes percent }"""
DESK = Actor(roles=frozenset({Role.FRONT_DESK}))
Figures = tuple[int, int, int, int, str | None]


async def figures(
    doing: Doing, id: str, *, starts_on: date = DAY, days: int = 1, actor: Actor = DESK
) -> Any:
    """Bookable, used, beside and lost minutes, and percent."""
    period = {"from": str(starts_on), "to": str(starts_on + timedelta(days=days))}
    found = (await doing.data(ASK, actor, id=id, **period))["node"]["utilisation"]
    return None if found is None else tuple(found.values())


async def of_space(doing: Doing, space: Space, **given: Any) -> Any:
    return await figures(doing, f"space_{space.id}", **given)


async def hall(**given: Any) -> Space:
    """A space that is open on Mondays for ten hours."""
    found = await spaces.space(**given)
    await spaces.opening_hours(1, opens=8, closes=18, space=found)
    return found


async def test_used_minutes_are_counted_of_those_that_could_be_booked(doing: Doing) -> None:
    sala = await hall()
    await spaces.booking(NINE, space=sala, length=2 * HOUR)
    early = NINE + 3 * HOUR + QUARTER
    await spaces.booking(NINE + 3 * HOUR, space=sala, finished_at=early, blocked_until=early)
    await spaces.booking(NINE + 5 * HOUR, space=sala, cancelled_at=NINE)

    assert await of_space(doing, sala) == (600, 135, 0, 0, "22.5")
    assert await of_space(doing, sala, starts_on=DAY + timedelta(days=1)) == (0, 0, 0, 0, None)


async def test_shut_let_and_kept_time_and_preparation_are_not_bookable(doing: Doing) -> None:
    sala = await hall()
    await spaces.closure(space=sala, starts_at=NINE, ends_at=NINE + HOUR)
    await spaces.booking(NINE + HOUR, space=sala, kind=BookingKind.BLOCK)
    await spaces.booking(NINE + 3 * HOUR, space=sala, blocked_until=NINE + 4 * HOUR + QUARTER)
    await spaces.lease(space=sala, starts_on=DAY + timedelta(days=7))

    assert await of_space(doing, sala) == (600 - 60 - 60 - 15, 60, 0, 0, "12.9")
    assert await of_space(doing, sala, days=14) == (465, 60, 0, 0, "12.9")


async def test_time_beside_the_bookable_counts_apart_and_never_makes_more_than_all(
    doing: Doing,
) -> None:
    sala = await hall()
    await spaces.booking(NINE - 3 * HOUR, space=sala, length=14 * HOUR)

    assert await of_space(doing, sala) == (600, 600, 240, 0, "100.0")


async def test_what_was_missed_counts_apart_as_far_as_nobody_else_used_it(doing: Doing) -> None:
    sala = await hall()
    missed = {"check_in_due_at": NINE + QUARTER, "released_at": NINE + QUARTER}
    await spaces.booking(NINE, space=sala, length=2 * HOUR, **missed)
    await spaces.booking(NINE + HOUR, space=sala)

    assert await of_space(doing, sala) == (600, 60, 0, 60, "10.0")
    with clock.freeze(NINE):
        # Nobody knows yet that nobody will come, but it was released already in this test.
        assert await of_space(doing, sala) == (600, 60, 0, 0, "10.0")


async def test_a_half_is_used_with_its_hall_and_the_hall_not_with_its_half(doing: Doing) -> None:
    whole = await hall()
    left, right = [await spaces.space(parent=whole) for _ in range(2)]
    await spaces.booking(NINE, space=whole)
    await spaces.booking(NINE + 2 * HOUR, space=left, length=2 * HOUR)

    assert await of_space(doing, whole) == (600, 60, 0, 0, "10.0")
    assert await of_space(doing, left) == (600, 180, 0, 0, "30.0")
    assert await of_space(doing, right) == (600, 60, 0, 0, "10.0")
    # The site counts each minute of a half once.
    assert await figures(doing, f"site_{whole.site_id}") == (1200, 240, 0, 0, "20.0")


@pytest.mark.parametrize(
    ("day", "minutes"), [(date(2027, 3, 28), 23 * 60), (date(2027, 10, 31), 25 * 60)]
)
async def test_days_have_the_minutes_that_their_clock_has(
    doing: Doing, day: date, minutes: int
) -> None:
    sala = await spaces.space()
    await spaces.booking(
        spaces.on(day, 0).astimezone(UTC), space=sala, length=timedelta(minutes=minutes)
    )
    assert await of_space(doing, sala, starts_on=day) == (minutes, minutes, 0, 0, "100.0")


async def test_requests_use_nothing(doing: Doing) -> None:
    sala = await hall()
    with clock.freeze(NINE - 24 * HOUR):
        await spaces.request(NINE, space=sala, holds_while_pending=True)
        await spaces.offer(NINE + HOUR, space=sala)
        assert await of_space(doing, sala) == (600, 0, 0, 0, "0.0")


@pytest.mark.parametrize(("days", "is_told"), [(92, True), (93, False), (0, False), (-1, False)])
async def test_the_days_are_bounded(doing: Doing, *, days: int, is_told: bool) -> None:
    assert (await of_space(doing, await hall(), days=days) is not None) == is_told


async def test_a_site_without_spaces_has_no_minutes(doing: Doing) -> None:
    site = await spaces.site()
    assert await figures(doing, f"site_{site.id}") == (0, 0, 0, 0, None)


async def test_without_days_it_is_the_present_month(doing: Doing) -> None:
    sala = await spaces.space()
    found = await doing.data(ASK, DESK, id=f"space_{sala.id}")
    assert found["node"]["utilisation"]["bookableMinutes"] == 31 * 24 * 60


async def test_the_public_is_not_told(doing: Doing) -> None:
    sala = await hall()
    assert await of_space(doing, sala, actor=ANONYMOUS) is None
    assert await figures(doing, f"site_{sala.site_id}", actor=ANONYMOUS) is None
    assert await of_space(doing, sala, actor=Actor(is_member=True)) is not None
