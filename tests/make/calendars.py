"""Links to calendars for tests, and the feeds behind them."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import httpx
from icalendar import Calendar
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from hub.actor import Role
from hub.read_pool import ReadPool
from hub.spaces.calendar_models import CalendarLink
from hub.spaces.calendars.tokens import Opening, token_of
from hub.time_limit import TimeLimit
from hub.web.budget import UNLIMITED, Budget
from hub.web.calendar import CalendarDesk, CalendarEndpoint
from tests.keys import KEYS
from tests.make import accounts, members


async def link(**given: Any) -> CalendarLink:
    """An open link, of somebody to their own bookings unless something else is followed."""
    if not {"account", "account_id"} & set(given):
        given["account"] = await accounts.account(person=await members.person())
    if not {"person", "space", "organization", "organization_id"} & set(given):
        given["person_id"] = given["account"].person_id
    given.setdefault("roles", sorted(Role))
    return await CalendarLink.create(**given)


def path_of(followed: CalendarLink) -> str:
    token = token_of(KEYS, Opening(followed.id, followed.generation))
    return f"/calendar/{token}.ics"


def served(pool: ReadPool, budget: Budget = UNLIMITED) -> ASGIApp:
    """The endpoint alone, in the state that a lifespan would leave."""
    inner = Starlette(routes=[Route("/calendar/{token}.ics", CalendarEndpoint())])
    desk = CalendarDesk(pool, KEYS, TimeLimit(10), budget)

    async def outer(scope: Scope, receive: Receive, send: Send) -> None:
        await inner({**scope, "state": {"calendars": desk}}, receive, send)

    return outer


@asynccontextmanager
async def reading(pool: ReadPool, budget: Budget = UNLIMITED) -> AsyncGenerator[httpx.AsyncClient]:
    """A program that reads feeds."""
    transport = httpx.ASGITransport(served(pool, budget))
    async with httpx.AsyncClient(transport=transport, base_url="http://hub.test") as client:
        yield client


async def read(pool: ReadPool, followed: CalendarLink) -> list[Any]:
    """The events of a feed, as an independent library reads them."""
    async with reading(pool) as client:
        answer = await client.get(path_of(followed))
    assert answer.status_code == 200, answer.text
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))
