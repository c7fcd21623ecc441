"""What the pages work with, and the orders that they give in the name of whoever asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from hub import clock, logs
from hub.accounts.oidc_settings import Provider
from hub.accounts.sessions import Opened, Terms
from hub.accounts.sign_in import Entry
from hub.accounts.terms import SessionKind
from hub.act import Order
from hub.actor import Viewer
from hub.keys import Keys
from hub.time_limit import TimeLimit
from hub.web.addresses import address_of
from hub.web.callers import Callers, cookie_name
from hub.web.clients import client_of
from hub.web.site.rendering import language

SEE_OTHER = 303


@dataclass(frozen=True, slots=True)
class Site:
    """What the pages work with while the hub is open."""

    keys: Keys
    terms: Terms
    callers: Callers
    time: TimeLimit
    is_https: bool
    providers: Sequence[Provider] = ()
    has_graphiql: bool = True

    async def order(self, request: Request) -> Order:
        """What whoever asks wishes for."""
        now = clock.now()
        actor = await self.callers.visitor(dict(request.scope["headers"]), now)
        today = clock.day_of(now)
        viewer = Viewer(now, today, actor, language(request))
        return Order(viewer, self.keys, request_id=logs.request_id.get())

    async def entry(self, request: Request) -> Entry:
        """How the browser comes in."""
        return Entry(
            await self.order(request),
            self.terms,
            SessionKind.BROWSER,
            address_of(request.scope),
            client_of(request.headers.get("user-agent", "")),
            request.cookies.get(cookie_name(is_https=self.is_https)),
        )

    def enter(self, opened: Opened, target: str) -> Response:
        """The way on for who has signed in, with the secret of the session."""
        response = RedirectResponse(target, SEE_OTHER, headers={"cache-control": "no-store"})
        response.set_cookie(
            cookie_name(is_https=self.is_https),
            opened.secret,
            max_age=opened.seconds_left(clock.now()),
            secure=self.is_https,
            httponly=True,
            samesite="lax",
        )
        return response

    def leave(self, target: str, account_id: UUID | None) -> Response:
        """The way on for who has signed out."""
        self.callers.forget(account_id)
        response = RedirectResponse(target, SEE_OTHER, headers={"cache-control": "no-store"})
        response.delete_cookie(
            cookie_name(is_https=self.is_https),
            secure=self.is_https,
            httponly=True,
            samesite="lax",
        )
        return response


def site_of(request: Request) -> Site:
    site: Site = request.state.site
    return site


def to(target: str) -> Response:
    return RedirectResponse(target, SEE_OTHER, headers={"cache-control": "no-store"})
