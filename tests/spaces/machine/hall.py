"""A hall and its halves in the hub, in which one random story after the other is played."""
# ruff: noqa: S608 - put together from constants of this code alone

import asyncio
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient

from hub import clock
from hub.act import Act, Order, perform
from hub.actor import Actor, Role, Viewer
from hub.database import connected
from hub.deed import Done
from hub.errors import Refused
from hub.spaces import derived
from hub.sql import of
from tests.keys import KEYS
from tests.make import accounts, members, spaces

MORNING = spaces.on(date(2027, 10, 31), 0).astimezone(UTC)
"""The day on which the clock shows two o'clock twice."""
OFFER_MINUTES = {"hall": 60, "left": 30, "right": 15}
PEOPLE = ("anna", "bruno", "carla")
DESK = "desk"
ROWS = f"""SELECT it.id, it.version, {of("it", derived.BOOKING_STATE).text} AS state FROM booking it
UNION ALL
SELECT it.id, it.version, {of("it", derived.WAITLIST_STATE).text} FROM waitlist_entry it""".replace(
    "{now}", "$1::timestamptz"
)
CLEAR = """DELETE FROM waitlist_entry; DELETE FROM booking; DELETE FROM closure;
DELETE FROM space_event; DELETE FROM outbox_event"""


class Known(NamedTuple):
    """What the hub knows of a booking, or of a place in line."""

    state: str
    version: int


@dataclass
class Hall:
    """A hub with the rooms and the people that all stories share: each begins with no booking."""

    runner: asyncio.Runner
    connection: BaseDBAsyncClient
    rooms: Mapping[str, UUID]
    people: Mapping[str, Actor]

    def do(self, act: Act, who: str, now: datetime, **given: Any) -> tuple[set[str], UUID | None]:
        """The codes that an act is refused with, and the row that it is about."""
        with clock.freeze(now):
            return self.runner.run(_do(act, self.people[who], now=now, given=given))

    def known(self, now: datetime) -> dict[UUID, Known]:
        found = self.runner.run(self.connection.execute_query_dict(ROWS, [now]))
        return {each["id"]: Known(each["state"], each["version"]) for each in found}

    def clear(self) -> None:
        """Forget the story; to delete its few rows is quicker than to make the rooms anew."""
        self.runner.run(self.connection.execute_script(CLEAR))


@contextmanager
def hall(url: str) -> Generator[Hall]:
    with asyncio.Runner() as runner:
        opening = connected(url)
        connection = runner.run(opening.__aenter__())
        try:
            with clock.freeze(MORNING):
                rooms, people = runner.run(_rooms()), runner.run(_people())
            yield Hall(runner, connection, rooms, people)
        finally:
            runner.run(opening.__aexit__(None, None, None))


async def _rooms() -> dict[str, UUID]:
    terms = {
        name: await spaces.conditions(
            needs_membership=False,
            min_minutes=5,
            start_step_minutes=30,
            offer_minutes=minutes,
            needs_approval=name == "left",
            check_in_minutes=20 if name == "right" else None,
        )
        for name, minutes in OFFER_MINUTES.items()
    }
    whole = await spaces.space(conditions=terms.pop("hall"))
    halves = {
        name: await spaces.space(parent=whole, conditions=each) for name, each in terms.items()
    }
    return {"hall": whole.id, **{name: each.id for name, each in halves.items()}}


async def _people() -> dict[str, Actor]:
    return {
        **{name: await _actor() for name in PEOPLE},
        DESK: await _actor(Role.FRONT_DESK),
    }


async def _actor(*roles: Role) -> Actor:
    person = await members.person()
    account = await accounts.account(person=person)
    return Actor(frozenset(roles), person_id=person.id, account_id=account.id)


async def _do(
    act: Act, actor: Actor, *, now: datetime, given: Mapping[str, Any]
) -> tuple[set[str], UUID | None]:
    order = Order(Viewer(now, clock.day_of(now), actor), KEYS)

    async def read(_: BaseDBAsyncClient, done: Done) -> UUID | None:
        return done.row_id

    try:
        return set(), await perform(act, given, order=order, read=read)
    except Refused as refused:
        return {each.code for each in refused.refusals}, None
