"""Who follows spaces hears of what a query would show them, all of it and once."""

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import aclosing
from datetime import datetime, timedelta
from typing import Any

import pytest
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.transactions import in_transaction

from hub import clock
from hub.accounts.privacy_models import PersonalRead
from hub.actor import ANONYMOUS, Actor, Role, Viewer
from hub.hearing import hearing
from hub.read_pool import ReadPool
from hub.spaces import followers
from hub.spaces.event_models import SpaceEvent
from hub.spaces.followers import CursorExpired, CursorInvalid, FollowingEnded, TooSlow
from hub.spaces.models import Space
from hub.spaces.news import News, telling
from schema import schema
from schema.engine import Answer, Engine, Request
from schema.limits import Limits
from schema.node import join_id
from schema.subscribing import Subscribing, Subscription
from tests import disk
from tests.keys import KEYS
from tests.make import accounts, members
from tests.make import spaces as make

pytestmark = pytest.mark.anyio

SECONDS = 5.0
BEGIN_SECONDS = 0.1
"""Within which somebody who begins to follow does so."""
BOOKINGS = """subscription($spaces: [ID!]!, $after: String) {
  bookingChanged(spaceIds: $spaces, after: $after) {
    cursor change bookingId space { name } booking { state title organization { name } }
  }
}"""
TIMES = """subscription($spaces: [ID!]!, $from: DateTime!, $to: DateTime!, $after: String) {
  availabilityChanged(spaceIds: $spaces, from: $from, to: $to, after: $after) {
    cursor change space { name } startsAt endsAt isFree changedAt
  }
}"""
FRONT_DESK = Actor(roles=frozenset({Role.FRONT_DESK}))
HOUR = timedelta(hours=1)


class Following:
    """Subscriptions of a process of its own."""

    def __init__(self, engine: Engine, news: News) -> None:
        self.engine = engine
        self.news = news
        self._subscribing = Subscribing(engine, news)

    async def begun(self, query: str, actor: Actor, **variables: Any) -> Subscription:
        begun = await self._subscribing.begin(Request(query, None, variables), viewer(actor))
        assert isinstance(begun, Subscription), begun
        return begun

    async def refused(self, query: str, **variables: Any) -> str:
        begun = await self._subscribing.begin(Request(query, None, variables), viewer(ANONYMOUS))
        assert isinstance(begun, Answer)
        code: str = json.loads(begun.body)["errors"][0]["extensions"]["code"]
        return code

    async def told(self, query: str, actor: Actor, **variables: Any) -> AsyncGenerator[Any, None]:
        """What an actor is told, one after another."""
        subscription = await self.begun(query, actor, **variables)
        async with aclosing(subscription.batches()) as batches:
            async for batch in batches:
                for event in await subscription.answers(batch, viewer(actor)):
                    (told,) = json.loads(event.body)["data"].values()
                    assert told["cursor"] == event.cursor
                    yield told


def viewer(actor: Actor) -> Viewer:
    now = clock.now()
    return Viewer(now, clock.day_of(now), actor)


class Ear:
    """Keeps what somebody is told, from the moment at which they follow."""

    def __init__(self, told: AsyncGenerator[Any, None]) -> None:
        self._told = told
        self._next: asyncio.Task[Any] = asyncio.create_task(anext(told))

    async def next(self) -> Any:
        async with asyncio.timeout(SECONDS):
            told = await self._next
        self._next = asyncio.create_task(anext(self._told))
        return told

    async def silent(self) -> bool:
        await asyncio.sleep(0.3)
        return not self._next.done()

    async def stop(self) -> None:
        self._next.cancel()
        await asyncio.gather(self._next, return_exceptions=True)
        await self._told.aclose()


@pytest.fixture
async def following(
    connection: BaseDBAsyncClient, pool: ReadPool, database_url: str
) -> AsyncGenerator[Following]:
    engine = Engine(schema, pool, limits=Limits(), keys=KEYS)
    async with hearing(database_url, name="hub tests follow") as ears, telling(pool, ears) as news:
        yield Following(engine, news)


class Ears:
    """Begins to follow, and ends it with the test."""

    def __init__(self, following: Following) -> None:
        self._following = following
        self._ears: list[Ear] = []

    async def bookings(self, actor: Actor, *spaces: Space, **given: Any) -> Ear:
        return await self._begin(BOOKINGS, actor, spaces=ids(*spaces), **given)

    async def times(self, actor: Actor, *spaces: Space, **given: Any) -> Ear:
        window = {"from": instant(make.tomorrow_at(0)), "to": instant(make.tomorrow_at(23))}
        return await self._begin(TIMES, actor, spaces=ids(*spaces), **{**window, **given})

    async def _begin(self, query: str, actor: Actor, **variables: Any) -> Ear:
        ear = Ear(self._following.told(query, actor, **variables))
        self._ears.append(ear)
        await asyncio.sleep(BEGIN_SECONDS)
        return ear

    async def stop(self) -> None:
        for ear in self._ears:
            await ear.stop()


@pytest.fixture
async def ears(following: Following) -> AsyncGenerator[Ears]:
    ears = Ears(following)
    yield ears
    await ears.stop()


def ids(*spaces: Space) -> list[str]:
    return [join_id("space", space.id) for space in spaces]


def instant(moment: Any) -> str:
    text: str = moment.isoformat()
    return text


async def test_everyone_hears_that_a_public_space_is_taken(ears: Ears) -> None:
    space = await make.space("Sala", is_public=True)
    insider = await members.organization("Beta")
    stranger = await ears.bookings(ANONYMOUS, space)
    own = await ears.bookings(Actor(organization_ids=(insider.id,)), space)
    booking = await make.booking(space=space, organization=insider, title="Consiglio")
    told = await stranger.next()
    assert told["change"] == "TAKEN"
    assert told["space"] == {"name": "Sala"}
    assert told["booking"] == {"state": "CONFIRMED", "title": None, "organization": None}
    assert (await own.next())["booking"]["title"] == "Consiglio"
    booking.cancelled_at = clock.now()
    await booking.save()
    told = await stranger.next()
    assert (told["change"], told["booking"]) == ("FREED", None)
    assert told["bookingId"] == join_id("booking", booking.id)
    assert (await own.next())["booking"]["state"] == "CANCELLED"


async def test_what_becomes_of_a_hidden_space_is_heard_by_those_concerned(ears: Ears) -> None:
    space = await make.space(is_public=False)
    stranger = await ears.bookings(ANONYMOUS, space)
    desk = await ears.bookings(FRONT_DESK, space)
    member = await ears.bookings(Actor(is_member=True), space)
    await make.booking(space=space)
    assert (await desk.next())["change"] == "TAKEN"
    assert (await member.next())["booking"]["title"] is None
    assert await stranger.silent()


async def test_what_nobody_else_sees_is_told_to_those_concerned_alone(ears: Ears) -> None:
    space = await make.space(is_public=True)
    stranger = await ears.bookings(ANONYMOUS, space)
    desk = await ears.bookings(FRONT_DESK, space)
    request = await make.request(space=space, holds_while_pending=False)
    assert (await desk.next())["change"] == "ASKED"
    request.confirmed_at = clock.now()
    await request.save()
    assert (await desk.next())["change"] == "TAKEN"
    assert (await stranger.next())["change"] == "TAKEN"
    request.note = "Cauzione ricevuta"
    await request.save()
    assert (await desk.next())["change"] == "EDITED"
    assert await stranger.silent()


async def test_what_is_told_is_what_a_query_shows(following: Following) -> None:
    alfa, beta = [await members.organization(name) for name in ("Alfa", "Beta")]
    spaces = [await make.space(is_public=is_public) for is_public in (True, False)]
    spaces.append(await make.space(is_public=True, is_bookable=False))
    for space in spaces:
        await make.booking(make.tomorrow_at(8), space=space, organization=alfa)
        await make.booking(make.tomorrow_at(9), space=space, organization=beta, is_public=True)
        await make.request(make.tomorrow_at(10), space=space, organization=beta)
        gone = await make.booking(make.tomorrow_at(11), space=space, organization=alfa)
        gone.cancelled_at = clock.now()
        await gone.save()
    people = [
        *(ANONYMOUS, Actor(is_member=True), FRONT_DESK, Actor(roles=frozenset({Role.OBSERVER}))),
        *(Actor(is_member=True, organization_ids=(each.id,)) for each in (alfa, beta)),
    ]
    for actor in people:
        shown = await seen(following, actor)
        told = await everything(following, actor, spaces)
        assert told, actor
        for change in told:
            assert change["booking"] == shown.get(change["bookingId"])
        untold = shown.keys() - {change["bookingId"] for change in told}
        assert [shown[id]["title"] for id in untold if shown[id]["organization"]] == []


SHOWN = "id state startsAt title attendees version organization { name } space { name }"


async def seen(following: Following, actor: Actor) -> dict[str, Any]:
    """The bookings that a query shows, by id."""
    asked = Request("{ bookings(first: 100) { nodes { " + SHOWN + " } } }")
    answer = await following.engine.answer(asked, viewer(actor), queries_only=True)
    return {row["id"]: row for row in json.loads(answer.body)["data"]["bookings"]["nodes"]}


async def everything(following: Following, actor: Actor, spaces: list[Space]) -> list[Any]:
    """All that was told of bookings since the beginning."""
    query = "subscription($spaces: [ID!]!) { bookingChanged(spaceIds: $spaces, after: "
    query += '"MDo=") { bookingId booking { ' + SHOWN + " } } }"
    subscription = await following.begun(query, actor, spaces=ids(*spaces))
    left, told = await SpaceEvent.filter(is_of_booking=True).count(), []
    async with aclosing(subscription.batches()) as batches:
        while left:
            batch = await anext(batches)
            left -= len(batch)
            for event in await subscription.answers(batch, viewer(actor)):
                told += json.loads(event.body)["data"].values()
    return told


async def test_it_is_recorded_when_a_desk_reads_of_people(following: Following) -> None:
    person = await members.person("Anna Rossi", email="anna@example.org")
    space = await make.space()
    await make.booking(space=space, person=person)
    query = """subscription($spaces: [ID!]!, $after: String) {
      bookingChanged(spaceIds: $spaces, after: $after) { cursor booking { person { email } } }
    }"""
    desk = Actor(roles=FRONT_DESK.roles, account_id=(await accounts.account()).id)
    told = await anext(following.told(query, desk, spaces=ids(space), after="MDo="))
    assert told["booking"] == {"person": {"email": "anna@example.org"}}
    (read,) = await PersonalRead.all()
    assert read.person_id == person.id


async def test_only_what_is_followed_is_heard(ears: Ears) -> None:
    space, other = await make.space(is_public=True), await make.space(is_public=True)
    ear = await ears.bookings(ANONYMOUS, space)
    await make.booking(space=other)
    await make.closure(space=space)
    assert await ear.silent()


async def test_times_are_heard_across_the_tree_and_within_the_window(ears: Ears) -> None:
    hall = await make.space("Aula magna", is_public=True)
    half = await make.space("Metà est", parent=hall, is_public=True)
    ear = await ears.times(ANONYMOUS, hall)
    start = make.tomorrow_at(9)
    booking = await make.booking(start, space=half)
    told = await ear.next()
    assert told["space"] == {"name": "Aula magna"}
    assert told["isFree"] is False
    assert datetime.fromisoformat(told["startsAt"]) == start
    booking.cancelled_at = clock.now()
    await booking.save()
    assert (await ear.next())["isFree"] is True
    await make.booking(start + timedelta(days=3), space=half)
    assert await ear.silent()
    await make.closure(
        space=hall, starts_at=start - timedelta(days=9), ends_at=start + timedelta(days=2)
    )
    told = await ear.next()
    assert (told["change"], told["isFree"]) == ("SHUT", False)
    assert datetime.fromisoformat(told["startsAt"]) == make.tomorrow_at(0)
    assert datetime.fromisoformat(told["endsAt"]) == make.tomorrow_at(23)


async def test_who_waited_hears_that_the_slot_is_theirs_and_others_that_it_is_taken(
    ears: Ears,
) -> None:
    space = await make.space("Sala", is_public=True)
    somebody = await members.person()
    public, own = (
        await ears.times(ANONYMOUS, space),
        await ears.times(Actor(person_id=somebody.id), space),
    )
    waiting = await make.offer(make.tomorrow_at(9), space=space, person=somebody)
    told = [await ear.next() for ear in (public, own)]
    assert [(each["change"], each["isFree"]) for each in told] == [
        ("OFFERED", False),
        ("OFFERED", True),
    ]
    waiting.left_at = clock.now()
    await waiting.save()
    told = [await ear.next() for ear in (public, own)]
    assert [(each["change"], each["isFree"]) for each in told] == [("FREED", True), ("FREED", True)]


async def test_what_is_heard_is_on_the_disk(ears: Ears, pool: ReadPool) -> None:
    """An act commits first and waits for the disk then: a crash may undo it until it is there."""
    space = await make.space(is_public=True)
    ear = await ears.bookings(ANONYMOUS, space)
    for hour in range(6, 16):
        async with in_transaction() as connection:
            await connection.execute_script("SET LOCAL synchronous_commit = off")
            await make.booking(make.tomorrow_at(hour), space=space)
            place = await disk.written(connection)
        await ear.next()
        assert await disk.is_on_disk(pool, place)


async def test_who_comes_back_misses_nothing_and_hears_nothing_twice(ears: Ears) -> None:
    space = await make.space(is_public=True)
    await make.booking(make.tomorrow_at(6), space=space)
    ear = await ears.bookings(ANONYMOUS, space)
    first = await make.booking(make.tomorrow_at(7), space=space)
    cursor = (await ear.next())["cursor"]
    await ear.stop()
    missed = [await make.booking(make.tomorrow_at(hour), space=space) for hour in (8, 9)]
    ear = await ears.bookings(ANONYMOUS, space, after=cursor)
    later = await make.booking(make.tomorrow_at(10), space=space)
    heard = [(await ear.next())["bookingId"] for _ in range(3)]
    assert heard == [join_id("booking", booking.id) for booking in [*missed, later]]
    assert join_id("booking", first.id) not in heard
    assert await ear.silent()


async def test_an_answer_tells_the_cursor_after_which_to_begin(
    ears: Ears, following: Following
) -> None:
    space = await make.space(is_public=True)

    async def cursor() -> str:
        asked = Request("{ changesCursor }")
        answer = await following.engine.answer(asked, viewer(ANONYMOUS), queries_only=True)
        assert answer.status == 200, answer.body
        told: str = json.loads(answer.body)["data"]["changesCursor"]
        return told

    for hour in (8, 9):
        begun = await cursor()
        booking = await make.booking(make.tomorrow_at(hour), space=space)
        ear = await ears.bookings(ANONYMOUS, space, after=begun)
        assert (await ear.next())["bookingId"] == join_id("booking", booking.id)
        assert await ear.silent()


@pytest.mark.parametrize(
    ("cursor", "error"),
    [
        ("anything", CursorInvalid),
        ("", CursorInvalid),
        ("è", CursorInvalid),
        ("MToxMjM0NTY3OA==", CursorExpired),  # another event in the place of the first
        ("OTo=", CursorExpired),
    ],
)
async def test_a_cursor_holds_as_long_as_its_event_is_kept(
    following: Following, cursor: str, error: type[FollowingEnded]
) -> None:
    space = await make.space(is_public=True)
    await make.booking(space=space)
    with pytest.raises(error):
        await anext(following.told(BOOKINGS, ANONYMOUS, spaces=ids(space), after=cursor))


async def test_the_beginning_is_a_cursor_until_events_are_let_go(following: Following) -> None:
    space = await make.space(is_public=True)
    for hour in (8, 9):
        await make.booking(make.tomorrow_at(hour), space=space)
    beginning = {"spaces": ids(space), "after": "MDo="}
    assert await anext(following.told(BOOKINGS, ANONYMOUS, **beginning))
    await SpaceEvent.filter(position=1).delete()
    with pytest.raises(CursorExpired):
        await anext(following.told(BOOKINGS, ANONYMOUS, **beginning))


@pytest.mark.parametrize("patience", [60.0, 0.0])
async def test_whoever_takes_too_little_catches_up_or_is_told_so(
    ears: Ears, following: Following, monkeypatch: pytest.MonkeyPatch, *, patience: float
) -> None:
    monkeypatch.setattr(followers, "MOST_WAITING", 3)
    monkeypatch.setattr(followers, "MOST_SECONDS", patience)
    space = await make.space(is_public=True)
    quick = await ears.bookings(FRONT_DESK, space)
    async with aclosing(following.told(BOOKINGS, ANONYMOUS, spaces=ids(space))) as slow:
        first = asyncio.ensure_future(anext(slow))
        await asyncio.sleep(BEGIN_SECONDS)
        heard = []
        for hour in range(6, 16):
            await make.booking(make.tomorrow_at(hour), space=space)
            heard.append((await quick.next())["cursor"])
        assert (await first)["cursor"] == heard[0]
        if patience:
            assert [(await anext(slow))["cursor"] for _ in heard[1:]] == heard[1:]
        else:
            with pytest.raises(TooSlow):
                await anext(slow)


async def test_nobody_is_left_behind(following: Following, ears: Ears) -> None:
    space = await make.space()
    ear = await ears.bookings(FRONT_DESK, space)
    assert len(following.news) == 1
    await ear.stop()
    assert len(following.news) == 0


@pytest.mark.parametrize(
    ("query", "code"),
    [
        (
            "subscription { bookingChanged(spaceIds: [1.5]) { cursor } }",
            "GRAPHQL_VALIDATION_FAILED",
        ),
        (
            "subscription { a: bookingChanged(spaceIds: []) { cursor }"
            " b: bookingChanged(spaceIds: []) { cursor } }",
            "GRAPHQL_VALIDATION_FAILED",
        ),
        ("subscription { __typename }", "GRAPHQL_VALIDATION_FAILED"),
        (
            "subscription { bookingChanged(spaceIds: []) @skip(if: true) { cursor } }",
            "GRAPHQL_VALIDATION_FAILED",
        ),
        (
            'subscription { availabilityChanged(spaceIds: [], from: "2027-01-02T00:00:00Z",'
            ' to: "2027-01-01T00:00:00Z") { cursor } }',
            "BAD_USER_INPUT",
        ),
        (
            "subscription { bookingChanged(spaceIds: [" + '"a",' * 101 + "]) { cursor } }",
            "PAGE_TOO_LARGE",
        ),
    ],
)
async def test_what_cannot_be_followed_is_refused(
    following: Following, query: str, code: str
) -> None:
    assert await following.refused(query) == code


async def test_too_dear_a_subscription_is_refused(following: Following) -> None:
    dear = """subscription { bookingChanged(spaceIds: []) { space { bookings(first: 100) { nodes {
      space { bookings(first: 100) { nodes { id } } } } } } } }"""
    assert await following.refused(dear) == "QUERY_TOO_COMPLEX"


async def test_a_single_answer_to_a_subscription_says_where_to_ask(following: Following) -> None:
    asked = Request("subscription { bookingChanged(spaceIds: []) { cursor } }")
    answer = await following.engine.answer(asked, viewer(ANONYMOUS), queries_only=False)
    assert answer.status == 406
    assert b"SUBSCRIPTION_NEEDS_STREAM" in answer.body
