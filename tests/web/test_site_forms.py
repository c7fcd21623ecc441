"""The forms of the pages: what they lead to, and what becomes of those that come to no good."""

import asyncio
import logging
from collections.abc import AsyncGenerator
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.types import Message, Receive, Scope, Send
from tortoise.backends.base.client import BaseDBAsyncClient

from hub import clock
from hub.accounts.models import Account
from hub.accounts.session_models import Session
from hub.accounts.sessions import Terms
from hub.accounts.terms import SessionEnd
from hub.members.models import Person
from hub.read_pool import ReadPool
from hub.time_limit import TimeLimit
from hub.web.callers import Callers
from hub.web.site import forms, routes
from hub.web.site.desk import Site
from tests.keys import KEYS
from tests.make import members
from tests.make import signing as make

pytestmark = pytest.mark.anyio

HUB = "http://hub.test"
OWN = {"origin": HUB, "sec-fetch-site": "same-origin"}
SCOPE: dict[str, Any] = {
    "type": "http",
    "method": "POST",
    "path": "/sign-in",
    "query_string": b"",
    "headers": [
        (b"content-type", b"application/x-www-form-urlencoded"),
        (b"sec-fetch-site", b"same-origin"),
    ],
}


@pytest.fixture
def site(connection: BaseDBAsyncClient, pool: ReadPool) -> Site:
    return Site(KEYS, Terms(), Callers(pool), TimeLimit(0.2), is_https=False)


@pytest.fixture
def app(site: Site) -> Any:
    pages = Starlette(routes=routes.routes())

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await pages({**scope, "state": {"site": site}}, receive, send)

    return app


@pytest.fixture
async def browser(app: Any) -> AsyncGenerator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url=HUB, headers=OWN) as browser:
        yield browser


async def posted(app: Any, receive: Receive) -> int:
    """The status of the answer to a form whose body comes from `receive`."""
    told: list[Message] = []

    async def send(message: Message) -> None:
        told.append(message)

    await app(SCOPE, receive, send)
    status: int = told[0]["status"]
    return status


@pytest.mark.parametrize(
    ("target", "leads_to"),
    [
        ("/account?a=b#c", "/account?a=b#c"),
        ("/[", "/["),
        ("", "/"),
        ("account", "/"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("/\t/evil.example", "/"),
        ("https://evil.example", "/"),
        ("http://[", "/"),
        ("//[x", "/"),
        ("/" * 3000, "/"),
    ],
)
def test_a_form_leads_nowhere_else(target: str, leads_to: str) -> None:
    assert forms.local(target) == leads_to


async def test_an_address_that_is_none_leads_nowhere(browser: httpx.AsyncClient) -> None:
    assert (await browser.get("/sign-in", params={"next": "http://["})).status_code == 200


async def test_who_signs_out_twice_is_signed_out(browser: httpx.AsyncClient, site: Site) -> None:
    account = await make.account()
    form = {"email": account.email, "password": make.PASSWORD}
    await browser.post("/sign-in", data=form)
    assert (await browser.get("/account")).status_code == 200  # and is known for some seconds
    await Session.all().update(ended_at=clock.now(), end_reason=SessionEnd.SIGNED_OUT)

    answer = await browser.post("/sign-out", data={"a": ""})

    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
    assert len(site.callers) == 0


async def test_what_an_act_refuses_beside_a_form_is_a_page(browser: httpx.AsyncClient) -> None:
    """The person was erased, and the session not yet known to have ended."""
    account = await make.account(person=await members.person())
    await browser.post("/sign-in", data={"email": account.email, "password": make.PASSWORD})
    assert (await browser.get("/account")).status_code == 200
    await Account.all().update(person_id=None)
    await Person.all().delete()

    answer = await browser.post("/account/export", data={"a": ""})

    assert answer.status_code == 422
    assert "non esiste, oppure non è tuo" in answer.text


async def test_a_form_that_does_not_come_is_not_waited_for(app: Any) -> None:
    async def receive() -> Message:
        await asyncio.sleep(10)
        raise AssertionError

    assert await posted(app, receive) == 408


async def test_a_client_that_leaves_amidst_a_form_is_no_bug(
    app: Any, caplog: pytest.LogCaptureFixture
) -> None:
    async def receive() -> Message:
        return {"type": "http.disconnect"}

    assert await posted(app, receive) == 400
    assert [each for each in caplog.records if each.levelno >= logging.ERROR] == []
