"""The crowd has the numbers that are asked for, and keeps every rule of the database."""

from datetime import date

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.models import Model
from tortoise.transactions import in_transaction

from hub.demo.large import add_crowd
from hub.demo.load import write
from hub.demo.scale import LARGE
from hub.demo.story import story
from hub.incubation.models import Startup
from hub.members.models import Organization, Person
from hub.projects.call_models import FundingCall
from hub.projects.models import Partnership, Project
from hub.spaces.booking_models import Booking, BookingBlock
from hub.spaces.models import Space

TODAY = date(2026, 11, 22)
SIZE = LARGE.reduced(50)
SIZED: dict[type[Model], int] = {
    Organization: SIZE.organizations,
    Person: SIZE.people,
    Startup: SIZE.startups,
    Space: SIZE.spaces,
    Booking: SIZE.bookings,
    FundingCall: SIZE.calls,
    Project: SIZE.projects,
    Partnership: SIZE.partnerships,
}


async def test_the_crowd_comes_on_top_of_the_story(connection: BaseDBAsyncClient) -> None:
    rows = story(TODAY)
    before = {model: len(rows.rows_of(model)) for model in SIZED}
    add_crowd(rows, TODAY, size=SIZE)
    async with in_transaction(connection.connection_name) as transaction:
        await write(transaction, rows)

    added = {model: await model.all().count() - before[model] for model in SIZED}
    assert added == SIZED


async def test_each_booking_that_holds_keeps_its_own_time(connection: BaseDBAsyncClient) -> None:
    rows = story(TODAY)
    add_crowd(rows, TODAY, size=SIZE)
    async with in_transaction(connection.connection_name) as transaction:
        await write(transaction, rows)

    held = await Booking.filter(space__code="r-01", cancelled_at__isnull=True).count()
    assert 0 < held < SIZE.bookings
    assert await BookingBlock.filter(space__code="r-01").count() == held


def test_the_large_demo_has_the_numbers_of_a_busy_park() -> None:
    assert (LARGE.organizations, LARGE.people, LARGE.startups) == (1_000, 3_000, 500)
    assert (LARGE.spaces, LARGE.bookings) == (60, 200_000)
    assert (LARGE.projects, LARGE.partnerships, LARGE.calls) == (400, 2_000, 40)


def test_the_crowd_is_the_same_each_time() -> None:
    one, other = story(TODAY), story(TODAY)
    for rows in (one, other):
        add_crowd(rows, TODAY, size=SIZE)

    assert all(one.rows_of(model) == other.rows_of(model) for model in one.models())
