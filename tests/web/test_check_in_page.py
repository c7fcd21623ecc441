"""The page to which the link in the mail about a booking leads."""

from collections.abc import AsyncGenerator, Generator
from datetime import timedelta
from uuid import uuid4

import httpx
import pytest
from starlette.applications import Starlette
from starlette.types import Receive, Scope, Send
from tortoise.backends.base.client import BaseDBAsyncClient

from hub import clock
from hub.accounts.sessions import Terms
from hub.errors import Refused
from hub.mail.letter import Links
from hub.read_pool import ReadPool
from hub.record.models import AuditEntry, OutboxEvent
from hub.spaces.booking import by_link
from hub.spaces.booking_models import Booking
from hub.time_limit import TimeLimit
from hub.web.callers import Callers
from hub.web.site import routes
from hub.web.site.desk import Site
from tests.keys import KEYS
from tests.make import spaces
from tests.mutating.doing import NOW
from tests.spaces.booking.asking import room

pytestmark = pytest.mark.anyio

HUB = "http://hub.test"
FORM = {"sent": ""}
OWN = {"origin": HUB, "sec-fetch-site": "same-origin", "accept-language": "en"}


@pytest.fixture(autouse=True)
def still() -> Generator[None]:
    with clock.freeze(NOW):
        yield


@pytest.fixture
async def browser(
    connection: BaseDBAsyncClient, pool: ReadPool
) -> AsyncGenerator[httpx.AsyncClient]:
    site = Site(KEYS, Terms(), Callers(pool), TimeLimit(5), is_https=False)
    pages = Starlette(routes=routes.routes())

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await pages({**scope, "state": {"site": site}}, receive, send)

    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url=HUB, headers=OWN) as client:
        yield client


async def booking(begins: timedelta) -> tuple[Booking, str]:
    """One that begins so long after now, and its link."""
    row = await spaces.booking(
        NOW + begins,
        space=await room(check_in_opens_minutes=15),
        title="Riunione <b>",
        check_in_due_at=NOW + begins + timedelta(minutes=15),
    )
    return row, Links(HUB, KEYS).to_check_in(row.id)


async def test_who_has_the_mail_checks_in_without_an_account(browser: httpx.AsyncClient) -> None:
    row, link = await booking(timedelta(minutes=15))

    shown = await browser.get(link)
    assert (shown.status_code, "I am here" in shown.text) == (200, True)
    assert "Riunione &lt;b&gt;" in shown.text
    assert (await Booking.get()).checked_in_at is None, "what a mail's scanner opens does nothing"
    done = await browser.post(link, data=FORM)

    assert "You have checked in" in done.text
    assert (await Booking.get()).checked_in_at == NOW
    entry, event = await AuditEntry.get(), await OutboxEvent.get()
    assert (entry.act, entry.account_id, row.id in entry.subjects) == ("check_in", None, True)
    assert event.payload["change"] == "CHECKED_IN"
    again = await browser.post(link, data=FORM)
    assert (again.status_code, "already" in again.text) == (422, True)


@pytest.mark.parametrize(
    ("begins", "sentence"),
    [
        (timedelta(minutes=15, microseconds=1), "Check-in opens on"),
        (-timedelta(minutes=15), "Check-in closed on"),
    ],
)
async def test_who_comes_too_early_or_too_late_reads_so(
    browser: httpx.AsyncClient, begins: timedelta, sentence: str
) -> None:
    _, link = await booking(begins)

    shown, sent = await browser.get(link), await browser.post(link, data=FORM)

    assert (shown.status_code, sent.status_code) == (200, 422)
    assert sentence in shown.text
    assert sentence in sent.text
    assert "I am here" not in shown.text
    assert await AuditEntry.all().count() == 0


async def test_a_link_that_was_not_mailed_opens_nothing(browser: httpx.AsyncClient) -> None:
    row, link = await booking(timedelta(0))
    other = Links(HUB, KEYS).to_check_in(uuid4())
    wrong = [link[:-1], f"{HUB}/check-in/x", f"{HUB}/check-in/{row.id}.{other[-43:]}", other]

    answers = [await browser.get(each) for each in wrong]
    with pytest.raises(Refused) as refused:
        await by_link.booking_of("x", KEYS)

    assert [each.code for each in refused.value.refusals] == ["CHECK_IN_LINK_INVALID"]
    assert [each.status_code for each in answers] == [404] * 4
    assert len({each.text.replace(str(row.id), "") for each in answers}) == 1
    assert [(await browser.post(each, data=FORM)).status_code for each in wrong] == [422] * 4
    assert (await Booking.get()).checked_in_at is None


async def test_another_site_checks_nobody_in(browser: httpx.AsyncClient) -> None:
    _, link = await booking(timedelta(0))

    sent = await browser.post(
        link, headers={"origin": "https://x.test", "sec-fetch-site": "cross-site"}
    )

    assert sent.status_code == 403
    assert (await Booking.get()).checked_in_at is None
