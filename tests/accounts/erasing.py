"""Erasing a person in a test, and looking for what is left."""

import subprocess
from typing import Any
from uuid import uuid4

from tortoise.backends.base.client import BaseDBAsyncClient

from hub import clock, postgres_binaries
from hub.accounts.erasure import erase_person
from hub.accounts.personal_rows import tables
from hub.act import Act, Order, perform
from hub.actor import Actor, Role, Viewer
from hub.deed import Done
from hub.errors import Refused
from hub.impact.derived import FIGURES
from hub.members.models import Person
from hub.personal import RetentionRequired
from tests.keys import KEYS

DIRECTION = Actor(roles=frozenset({Role.DIRECTION}), account_id=uuid4())
OF_NO_USE = {"booking_attendee", "identity", "kept_answer", "mailed_link", "refresh_token"}
"""Tables whose rows go with their person."""


async def erased(person: Person, by: Actor = DIRECTION, **given: Any) -> Done:
    return await did(erase_person, {"person_id": person.id}, by, **given)


async def did(act: Act, values: dict[str, Any], by: Actor = DIRECTION, **given: Any) -> Done:
    async def read(_: BaseDBAsyncClient, done: Done) -> Done:
        return done

    order = Order(Viewer(clock.now(), clock.today(), by), KEYS, **given)
    return await perform(act, values, order=order, read=read)


async def causes(person: Person) -> dict[type[RetentionRequired], dict[str, Any]]:
    """Why a person cannot be erased: the values of each cause."""
    try:
        await erased(person)
    except Refused as refused:
        return {type(each): each.values for each in refused.refusals}  # type: ignore[misc]
    return {}


async def counted(connection: BaseDBAsyncClient) -> dict[str, Any]:
    """How many rows each table has, and all figures of the park."""
    counts = {
        model._meta.db_table: await model.all().count()
        for model in tables()
        if model._meta.db_table
        not in OF_NO_USE | {"audit_entry", "audit_head", "outbox_event", "space_event"}
    }
    query = FIGURES.text.replace("{day}", "$1::date").replace("{theme}", "$2::text")
    figures = await connection.execute_query_dict(query, [clock.today(), None])
    return {**counts, **{figure["key"]: dict(figure) for figure in figures}}


def dump(url: str) -> str:
    """A whole database, as PostgreSQL's own program writes it down."""
    program = postgres_binaries.find(None).program("pg_dump")
    text = subprocess.check_output([program, "--dbname", url], text=True)  # noqa: S603
    # A key that is drawn anew each time.
    return "\n".join(line for line in text.splitlines() if "restrict " not in line[:13])
