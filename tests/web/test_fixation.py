"""Who plants a session in a browser before its user signs in has not got theirs afterwards."""

from collections.abc import AsyncGenerator

import httpx
import pytest
from starlette.applications import Starlette
from starlette.types import Receive, Scope, Send

from hub import clock
from hub.accounts.session_models import Session
from hub.accounts.sessions import Terms
from hub.read_pool import ReadPool
from hub.time_limit import TimeLimit
from hub.web.callers import Callers
from hub.web.site import routes
from hub.web.site.desk import Site
from tests.keys import KEYS
from tests.make import signing as make

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("connection")]

HUB = "http://hub.test"
OWN = {"origin": HUB, "sec-fetch-site": "same-origin"}


@pytest.fixture
async def browser(pool: ReadPool) -> AsyncGenerator[httpx.AsyncClient]:
    site = Site(KEYS, Terms(), Callers(pool), TimeLimit(10), is_https=False, providers=())
    pages = Starlette(routes=routes.routes())

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await pages({**scope, "state": {"site": site}}, receive, send)

    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url=HUB, headers=OWN) as browser:
        yield browser


async def signs_in(browser: httpx.AsyncClient, email: str) -> str:
    """The secret of the session that signing in opens."""
    form = {"email": email, "password": make.PASSWORD}
    answer = await browser.post("/sign-in", data=form)
    assert answer.status_code == 303, answer.text
    return answer.cookies["hub"]


async def test_a_planted_secret_opens_nothing(browser: httpx.AsyncClient, pool: ReadPool) -> None:
    planted = "A" * 43
    account = await make.account()
    browser.cookies.set("hub", planted)

    assert await signs_in(browser, account.email) != planted

    stranger = await Callers(pool).visitor({b"cookie": f"hub={planted}".encode()}, clock.now())
    assert stranger.account_id is None


async def test_a_planted_session_stays_that_of_who_planted_it(
    browser: httpx.AsyncClient, pool: ReadPool
) -> None:
    attacker, victim = await make.account(), await make.account()
    planted = (await make.signed_in(attacker)).secret
    browser.cookies.set("hub", planted)

    secret = await signs_in(browser, victim.email)

    assert secret != planted
    held = await Callers(pool).visitor({b"cookie": f"hub={planted}".encode()}, clock.now())
    assert held.account_id in {attacker.id, None}
    assert await Session.filter(account_id=victim.id, ended_at=None).count() == 1
