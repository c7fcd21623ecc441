"""Signing in for apps, which keep tokens and no cookie: JSON in, JSON out, at two addresses.

`POST /auth/token` takes a password, with a code where there is a second factor, or a refresh
token, and answers with a pair of tokens; `POST /auth/revoke` ends the session of a refresh token.
"""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from hub import clock, logs
from hub.accounts import refreshing, sign_in
from hub.accounts.refusals import SecondFactorNeeded
from hub.accounts.sessions import Opened, Terms
from hub.accounts.sign_in import CodeNeeded, Credentials, Entry
from hub.accounts.terms import SessionKind
from hub.act import Order
from hub.actor import ANONYMOUS, Viewer
from hub.errors import Refused as RefusedWish
from hub.keys import Keys
from hub.messages import language_of
from hub.settings import Settings
from hub.time_limit import TimeLimit
from hub.web import refusals
from hub.web.addresses import address_of
from hub.web.answers import send_answer
from hub.web.bodies import ClientGone, read_body
from hub.web.callers import Callers
from hub.web.clients import client_of
from hub.web.negotiation import JSON, require_json, require_plain
from hub.web.origins import NOTHING, Origins
from hub.web.parameters import require_no_token
from hub.web.problems import Problems, problems_of
from hub.web.refusals import method_not_allowed
from hub.web.text_fields import Fields, read_fields

METHODS = "POST, OPTIONS"
MOST_BYTES = 8 * 1024


@dataclass(frozen=True, slots=True)
class TokensDesk:
    """What the endpoints work with while the hub is open."""

    keys: Keys
    terms: Terms
    callers: Callers
    time: TimeLimit


@dataclass(frozen=True, slots=True)
class Asked:
    """A request, read."""

    given: Fields
    order: Order
    desk: TokensDesk
    address: str
    client: str | None


Do = Callable[[Asked], Awaitable[Mapping[str, Any]]]


def routes(settings: Settings) -> list[BaseRoute]:
    """The two addresses; what they work with is in the state of the lifespan, as `tokens`."""
    origins = Origins(settings.allowed_origins)
    return [
        Route("/auth/token", TokensEndpoint(_token, origins)),
        Route("/auth/revoke", TokensEndpoint(_revoke, origins)),
    ]


class TokensEndpoint:
    """Answers at one address, as an ASGI application."""

    def __init__(self, do: Do, origins: Origins) -> None:
        self._do = do
        self._origins = origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers: dict[bytes, bytes] = dict(scope["headers"])
        shared = NOTHING
        try:
            shared = self._origins.admit(headers)
            if scope["method"] == "OPTIONS":
                preflight = self._origins.preflight(shared, METHODS)
                return await send_answer(send, 204, headers=preflight, body=None)
            answer = Problems(200, await self._answer(scope, receive, headers))
        except ClientGone:
            return None
        except Exception as error:  # noqa: BLE001 - the edge: whatever happened is answered
            answer = problems_of(error, language_of(headers.get(b"accept-language", b"")))
        fields = [(b"content-type", JSON), *shared, *answer.headers]
        body = json.dumps(answer.body, ensure_ascii=False, separators=(",", ":")).encode()
        return await send_answer(send, answer.status, headers=fields, body=body)

    async def _answer(
        self, scope: Scope, receive: Receive, headers: Mapping[bytes, bytes]
    ) -> Mapping[str, Any]:
        desk: TokensDesk = scope["state"]["tokens"]
        given = None
        try:
            with desk.time.held():
                given = await _read(scope, receive, headers)
                return await self._do(_asked(given, scope, headers))
        except TimeoutError as error:
            slow = refusals.slow_body if given is None else refusals.slow_answer
            raise slow(desk.time.seconds) from error


async def _token(asked: Asked) -> Mapping[str, Any]:
    if asked.given.required("grantType") == "refresh":
        asked.given.require_only("grantType", "refreshToken")
        token = asked.given.required("refreshToken")
        return _told(await refreshing.refresh(token, order=asked.order), asked)
    asked.given.require_choice("grantType", "password", "refresh")
    asked.given.require_only("grantType", "email", "password", "code")
    credentials = Credentials(
        asked.given.required("email"), asked.given.required("password"), asked.given.get("code")
    )
    entry = Entry(
        asked.order, asked.desk.terms, SessionKind.MOBILE, asked.address, client=asked.client
    )
    opened = await sign_in.sign_in(credentials, entry)
    if isinstance(opened, CodeNeeded):
        raise RefusedWish(SecondFactorNeeded("code"))
    return _told(opened, asked)


async def _revoke(asked: Asked) -> Mapping[str, Any]:
    """End the session; who names none is answered the same, for it is at an end all the same."""
    asked.given.require_only("refreshToken")
    token = asked.given.required("refreshToken")
    session = await refreshing.sign_out(token, order=asked.order)
    if session is not None:
        asked.desk.callers.forget(session.account_id)
    return {}


def _told(opened: Opened, asked: Asked) -> Mapping[str, Any]:
    return {
        "accessToken": opened.secret,
        "expiresIn": opened.seconds_left(asked.order.viewer.now),
        "refreshToken": opened.refresh_token,
    }


async def _read(scope: Scope, receive: Receive, headers: Mapping[bytes, bytes]) -> Fields:
    if scope["method"] != "POST":
        raise method_not_allowed(METHODS)
    if scope["query_string"]:
        require_no_token(scope["query_string"])
    require_json(headers.get(b"content-type", b""))
    require_plain(headers.get(b"content-encoding", b""))
    return read_fields(await read_body(receive, headers, MOST_BYTES))


def _asked(given: Fields, scope: Scope, headers: Mapping[bytes, bytes]) -> Asked:
    desk: TokensDesk = scope["state"]["tokens"]
    now = clock.now()
    language = language_of(headers.get(b"accept-language", b""))
    viewer = Viewer(now, clock.day_of(now), ANONYMOUS, language)
    order = Order(viewer, desk.keys, request_id=logs.request_id.get())
    client = client_of(headers.get(b"user-agent", b"").decode("latin-1"))
    return Asked(given, order, desk, address_of(scope), client)
