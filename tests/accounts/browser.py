"""A browser that signs in with a provider, at a hub that shows what came of it."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send
from tortoise.context import get_current_context

from hub.accounts import oidc_settings
from hub.accounts.session_models import Identity, Session
from hub.accounts.sessions import Terms
from hub.database import Client
from hub.errors import Refused
from hub.read_pool import ReadPool
from hub.time_limit import TimeLimit
from hub.web import oidc
from hub.web.callers import Callers
from hub.web.oidc_desk import Desk, Explain
from hub.web.site.desk import Site
from tests.accounts.provider import CLIENT_ID, CLIENT_SECRET, Provider
from tests.keys import KEYS

HUB = "http://hub.test"


@dataclass
class Browser:
    """What a person does to sign in, one step at a time."""

    http: httpx.AsyncClient

    async def begin(self, name: str = "one", **query: str) -> httpx.Response:
        return await self.http.get(f"/auth/oidc/{name}/start", params=query)

    async def there(self, name: str = "one", **query: str) -> str:
        """Go to the provider and sign in there; the address that it sends the browser back to."""
        begun = await self.begin(name, **query)
        assert begun.status_code == 303, begun.text
        async with httpx.AsyncClient() as http:
            answered = await http.get(begun.headers["location"])
        return answered.headers["location"]

    async def back(self, address: str, **changed: str) -> httpx.Response:
        """Come back with the answer, of which something may be changed on the way."""
        url = urlsplit(address)
        return await self.http.get(url.path, params={**dict(parse_qsl(url.query)), **changed})

    async def signs_in(self, name: str = "one", **query: str) -> httpx.Response:
        return await self.back(await self.there(name, **query))


@asynccontextmanager
async def browser(
    *providers: oidc_settings.Provider, url: str = HUB, explain: Explain | None = None
) -> AsyncGenerator[Browser]:
    """A browser before a hub with these providers, which tells its refusals as JSON."""
    context = get_current_context()
    assert context
    client = context.db()
    assert isinstance(client, Client)
    reads = ReadPool(client.dsn, size=1)
    site = Site(KEYS, Terms(), Callers(reads), TimeLimit(10), url.startswith("https:"), providers)
    desk = Desk.of(providers, url, explain or _as_json)
    inner = Starlette(routes=oidc.routes())

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await inner({**scope, "state": {"site": site, "oidc": desk}}, receive, send)

    transport = httpx.ASGITransport(app)
    async with reads, httpx.AsyncClient(transport=transport, base_url=url) as http:
        try:
            yield Browser(http)
        finally:
            await desk.close()


def configured(provider: Provider, name: str = "one", **given: object) -> oidc_settings.Provider:
    """The provider as those who run the hub set it up."""
    values = {
        "name": name,
        "label": name.title(),
        "issuer": provider.issuer,
        "client_id": CLIENT_ID,
        "client_secret": CLIENT_SECRET,
    }
    return oidc_settings.Provider.model_validate({**values, **given})


async def written() -> tuple[int, int]:
    """How many sessions and identities there are."""
    return await Session.all().count(), await Identity.all().count()


def reason(response: httpx.Response) -> tuple[str, str | None]:
    """The code of a refusal, and what exactly was wrong."""
    assert response.status_code == 422, response.text
    (found,) = response.json()
    return found["code"], found["fault"]


def location(response: httpx.Response) -> Mapping[str, str]:
    """The parameters of the address that a browser is sent to."""
    return dict(parse_qsl(urlsplit(response.headers["location"]).query))


def _as_json(_: Request, refused: Refused) -> Response:
    told = [
        {"code": each.code, "fault": each.values.get("fault"), "sentence": str(each)}
        for each in refused.refusals
    ]
    return JSONResponse(told, status_code=422)
