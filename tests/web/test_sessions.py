"""Sessions at the door: the cookie of a browser, the tokens of an app, and who may not use them."""

import json
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.types import Receive, Scope, Send

from hub import clock
from hub.accounts import sign_in
from hub.accounts.models import Account
from hub.accounts.refusals import SignInBusy
from hub.accounts.session_models import Session
from hub.accounts.sessions import Terms
from hub.accounts.terms import SessionEnd, SessionKind
from hub.accounts.tokens import make_text
from hub.actor import Actor, Role
from hub.errors import Refused, TimedOut, Unavailable
from hub.read_pool import ReadPool
from hub.settings import Settings
from hub.time_limit import TimeLimit
from hub.web import callers, tokens_endpoint
from hub.web.budget import UNLIMITED
from hub.web.callers import Callers
from hub.web.envelope import Envelope
from hub.web.first import First
from hub.web.graphql import Desk, GraphQLEndpoint
from hub.web.live.handshake import SocketEndpoint
from hub.web.tokens_endpoint import TokensDesk
from tests.keys import KEYS
from tests.make import accounts as make_accounts
from tests.make import signing as make
from tests.web.door import Engine, client_of

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("connection")]

OWN = {"sec-fetch-site": "same-origin", "origin": "http://hub.test"}
WRONG = {"grantType": "password", "email": "ada@example.org", "password": "wrong"}
ALLOWED = "https://app.example.org"


@dataclass
class Hub:
    """The two doors of a hub, and what its engine was asked."""

    client: httpx.AsyncClient
    callers: Callers
    engine: Engine

    async def ask(self, method: str = "POST", **headers: str) -> httpx.Response:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if method == "GET":
            return await self.client.get("/graphql", params={"query": "{ a }"}, headers=sent)
        return await self.client.post("/graphql", json={"query": "{ a }"}, headers=sent)

    async def actor(self, method: str = "POST", **headers: str) -> Actor:
        assert (await self.ask(method, **headers)).status_code == 200
        return self.engine.asked[-1][1].actor

    async def token(self, **given: Any) -> httpx.Response:
        return await self.client.post("/auth/token", json=given)

    async def revoke(self, token: str) -> httpx.Response:
        return await self.client.post("/auth/revoke", json={"refreshToken": token})


@pytest.fixture
async def hub(pool: ReadPool) -> AsyncGenerator[Hub]:
    async with opened(pool) as hub:
        yield hub


@asynccontextmanager
async def opened(pool: ReadPool, **given: Any) -> AsyncGenerator[Hub]:
    """A hub with these settings, while it is open."""
    settings = Settings(allowed_origins=(ALLOWED,), **given)
    terms, time = Terms.of(settings), TimeLimit(settings.request_seconds)
    callers = Callers(pool, terms, is_https=settings.https_only)
    engine = Engine()
    state = {
        "desk": Desk(engine, callers, time, UNLIMITED),
        "tokens": TokensDesk(KEYS, terms, callers, time),
    }
    inner = Starlette(
        routes=tokens_endpoint.routes(settings),
        middleware=[
            Middleware(Envelope, is_https=settings.https_only, log=None),
            Middleware(
                First,
                path="/graphql",
                endpoint=GraphQLEndpoint(settings),
                socket=SocketEndpoint(settings),
            ),
        ],
    )

    async def outer(scope: Scope, receive: Receive, send: Send) -> None:
        await inner({**scope, "state": state}, receive, send)

    async with client_of(outer) as client:
        yield Hub(client, callers, engine)


async def cookie(account: Account | None = None, name: str = "hub") -> str:
    """The cookie header of a browser that has signed in."""
    signed_in = await make.signed_in(account or await make.account())
    return f"{name}={signed_in.secret}"


def codes(response: httpx.Response) -> list[str]:
    return [problem["code"] for problem in response.json()["problems"]]


# The cookie


async def test_the_cookie_of_a_session_makes_its_holder_the_viewer(hub: Hub) -> None:
    account = await make.account()
    await make_accounts.role_grant(Role.PROJECTS, account=account)

    actor = await hub.actor(cookie=await cookie(account), **OWN)

    assert actor.account_id == account.id
    assert actor.roles == {Role.PROJECTS}
    assert actor.session_id == (await Session.get()).id


async def test_other_cookies_beside_it_do_not_matter(hub: Hub) -> None:
    mine = await cookie()

    actor = await hub.actor(cookie=f"language=it; xhub=1; {mine}; hub2=3", **OWN)

    assert actor.account_id is not None


@pytest.mark.parametrize(
    "held", ["", "hub=", "hub=x", "hub=" + "x" * 9999, "hub", "=", "a=b", "HUB=" + "x" * 43]
)
async def test_what_has_not_the_form_of_the_cookie_is_none(hub: Hub, held: str) -> None:
    assert await hub.actor(cookie=held, **OWN) == Actor()


async def test_of_two_cookies_of_the_name_none_counts(hub: Hub) -> None:
    mine = await cookie()

    assert await hub.actor(cookie=f"{mine}; hub={'A' * 43}", **OWN) == Actor()


async def test_with_https_only_the_cookie_that_no_other_host_can_set_counts(pool: ReadPool) -> None:
    async with opened(pool, https_only=True) as hub:
        mine = await cookie()
        assert await hub.actor(cookie=mine, **OWN) == Actor()

        actor = await hub.actor(cookie=f"__Host-{mine}", **OWN)

    assert actor.account_id is not None


async def test_a_cookie_that_opens_nothing_is_refused_once_and_taken_away(hub: Hub) -> None:
    response = await hub.ask(cookie=f"hub={'A' * 43}", **OWN)

    assert response.status_code == 401
    assert response.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    assert response.headers["set-cookie"] == "hub=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"
    assert hub.engine.asked == []


async def test_of_a_token_and_a_cookie_the_token_counts(hub: Hub) -> None:
    token = await make_accounts.token(Role.OBSERVER)
    held = await cookie()

    actor = await hub.actor(cookie=held, authorization=f"Bearer {token}", **OWN)

    assert actor.roles == {Role.OBSERVER}
    assert actor.account_id is None
    response = await hub.ask(cookie=held, authorization=f"Bearer {make_text()}", **OWN)
    assert response.status_code == 401


async def test_an_api_token_in_the_cookie_is_no_session(hub: Hub) -> None:
    token = await make_accounts.token(Role.DIRECTION)

    assert await hub.actor(authorization=f"Bearer {token}") != Actor()
    assert await hub.actor(cookie=f"hub={token}", **OWN) == Actor()


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site", "origin": "https://evil.example"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "origin": "https://evil.hub.test"},
        {"sec-fetch-site": "cross-site", "origin": ALLOWED},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://hub.test.evil.example"},
        {"origin": "http://hub.test", "sec-fetch-site": "cross-site"},
        {"origin": ALLOWED},
    ],
)
@pytest.mark.parametrize("method", ["POST", "GET"])
async def test_a_cookie_that_another_page_had_sent_is_refused(
    hub: Hub, method: str, headers: dict[str, str]
) -> None:
    response = await hub.ask(method, cookie=await cookie(), **headers)

    assert response.status_code == 403
    assert hub.engine.asked == []
    assert "access-control-allow-credentials" not in response.headers


async def test_who_says_nothing_of_where_they_ask_from_may_read_and_not_write(hub: Hub) -> None:
    held = await cookie()

    assert (await hub.ask("POST", cookie=held)).status_code == 403
    assert (await hub.ask("GET", cookie=held)).status_code == 200


@pytest.mark.parametrize("type_", ["text/plain", "application/x-www-form-urlencoded"])
async def test_what_a_form_could_send_is_refused(hub: Hub, type_: str) -> None:
    response = await hub.client.post(
        "/graphql",
        content=b'{"query":"mutation"}',
        headers={"content-type": type_, "cookie": await cookie(), **OWN},
    )

    assert response.status_code == 415


async def test_a_cookie_reads_by_address_and_writes_by_post_only(hub: Hub) -> None:
    held = await cookie()

    assert (await hub.actor("GET", cookie=held, sec_fetch_site="none")).account_id is not None
    response = await hub.client.get(
        "/graphql", params={"query": "mutation"}, headers={"cookie": held, **OWN}
    )
    assert response.status_code == 405


async def test_a_session_that_has_ended_works_on_for_some_seconds_at_most(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(callers, "KEPT_SECONDS", 3600.0)
    held, ticks = await cookie(), clock.ticks
    assert (await hub.ask(cookie=held, **OWN)).status_code == 200
    await Session.all().update(ended_at=clock.now(), end_reason=SessionEnd.SIGNED_OUT)
    assert (await hub.ask(cookie=held, **OWN)).status_code == 200
    monkeypatch.setattr(clock, "ticks", lambda: ticks() + 3600)
    assert (await hub.ask(cookie=held, **OWN)).status_code == 401


async def test_here_it_ends_at_once(hub: Hub) -> None:
    account = await make.account()
    held, others = await cookie(account), await cookie()
    await hub.ask(cookie=held, **OWN)
    await hub.ask(cookie=others, **OWN)
    await Session.filter(account_id=account.id).update(
        ended_at=clock.now(), end_reason=SessionEnd.SIGNED_OUT
    )

    hub.callers.forget(account.id)

    assert len(hub.callers) == 1
    assert (await hub.ask(cookie=held, **OWN)).status_code == 401
    assert (await hub.ask(cookie=others, **OWN)).status_code == 200


async def test_a_page_is_shown_to_whoever_has_signed_out_as_well(hub: Hub) -> None:
    held = await cookie()

    actor = await hub.callers.visitor({b"cookie": held.encode()}, clock.now())
    assert actor.session_id is not None
    stale = {b"cookie": b"hub=" + b"A" * 43}
    assert await hub.callers.visitor(stale, clock.now()) == Actor()
    assert await hub.callers.visitor({}, clock.now()) == Actor()


# The tokens of an app


async def test_an_app_signs_in_and_asks(hub: Hub) -> None:
    account = await make.account()

    response = await hub.token(grantType="password", email=account.email, password=make.PASSWORD)

    assert response.status_code == 200
    assert response.headers["cache-control"] == "no-store"
    given = response.json()
    assert given.keys() == {"accessToken", "expiresIn", "refreshToken"}
    assert given["expiresIn"] == 600
    assert given["accessToken"].startswith("phua_")
    assert given["refreshToken"].startswith("phur_")
    actor = await hub.actor(authorization=f"Bearer {given['accessToken']}")
    assert actor.account_id == account.id
    assert (await Session.get()).kind is SessionKind.MOBILE


async def test_an_app_changes_its_tokens_and_signs_out(hub: Hub) -> None:
    account = await make.account()
    first = await make.signed_in(account, kind=SessionKind.MOBILE)

    second = (await hub.token(grantType="refresh", refreshToken=first.refresh_token)).json()
    bearer = f"Bearer {second['accessToken']}"
    assert (await hub.actor(authorization=bearer)).account_id == account.id
    answers = [await hub.revoke(second["refreshToken"]) for _ in range(2)]

    assert [(answer.status_code, answer.json()) for answer in answers] == [(200, {})] * 2
    assert (await hub.ask(authorization=bearer)).status_code == 401
    response = await hub.token(grantType="refresh", refreshToken=second["refreshToken"])
    assert (response.status_code, codes(response)) == (401, ["REFRESH_TOKEN_INVALID"])


async def test_with_a_second_factor_the_code_is_asked_for(hub: Hub) -> None:
    account = await make.account_with_second_factor()
    given = {"grantType": "password", "email": account.email, "password": make.PASSWORD}

    without = await hub.token(**given)
    wrong = await hub.token(**given, code="000000")
    right = await hub.token(**given, code=make.code())

    assert (without.status_code, codes(without)) == (401, ["SECOND_FACTOR_NEEDED"])
    assert (wrong.status_code, codes(wrong)) == (401, ["SECOND_FACTOR_CODE_INVALID"])
    assert right.status_code == 200
    assert (await Session.get()).second_factor_at is not None


async def test_a_refused_sign_in_says_what_is_wrong_in_the_language_of_the_app(hub: Hub) -> None:
    response = await hub.client.post(
        "/auth/token",
        json=WRONG,
        headers={"accept-language": "en"},
    )

    assert response.status_code == 401
    assert response.json() == {
        "problems": [
            {
                "code": "CREDENTIALS_INVALID",
                "message": "The e-mail address or the password is wrong: try again, or ask for a"
                " mail to choose a new password.",
                "path": ["password"],
            }
        ]
    }


async def test_who_guesses_is_told_when_to_come_back(hub: Hub) -> None:
    with clock.freeze(clock.now()):
        for _ in range(10):
            await hub.token(**WRONG)
        response = await hub.token(**WRONG)

    assert (response.status_code, codes(response)) == (429, ["TOO_MANY_ATTEMPTS"])
    assert response.headers["retry-after"] == "30"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"null",
        b'"x"',
        b"{",
        b"\xff",
        b"{}",
        b'{"grantType":"password"}',
        b'{"grantType":"password","email":"a","password":""}',
        b'{"grantType":"password","email":"a","password":1}',
        b'{"grantType":"password","email":"a","password":["b"]}',
        b'{"grantType":"password","email":"a","password":"b","x":"c"}',
        b'{"grantType":"password","email":"a","email":"b","password":"c"}',
        b'{"grantType":"password","email":"a","password":"\\ud800"}',
        b'{"grantType":"password","email":"a\\u0000","password":"b"}',
        b'{"grantType":"client_credentials"}',
        b'{"grantType":"refresh"}',
        b'{"grantType":"refresh","refreshToken":"a","password":"b"}',
        b"[" * 4000,
        b'{"grantType":NaN}',
    ],
)
async def test_what_is_not_understood_is_refused(hub: Hub, body: bytes) -> None:
    response = await hub.client.post(
        "/auth/token", content=body, headers={"content-type": "application/json"}
    )

    assert (response.status_code, codes(response)) == (400, ["BAD_REQUEST"])


async def test_a_large_body_is_refused(hub: Hub) -> None:
    response = await hub.token(grantType="password", email="a", password="x" * 8192)

    assert (response.status_code, codes(response)) == (413, ["BODY_TOO_LARGE"])


@pytest.mark.parametrize("address", ["/auth/token", "/auth/revoke"])
async def test_only_json_that_is_posted_is_taken(hub: Hub, address: str) -> None:
    form = await hub.client.post(address, data={"grantType": "password"})
    read = await hub.client.get(address)
    named = await hub.client.post(f"{address}?refreshToken=phur_x", json={})
    packed = await hub.client.post(address, json={}, headers={"content-encoding": "gzip"})

    assert (form.status_code, codes(form)) == (415, ["UNSUPPORTED_MEDIA_TYPE"])
    assert (read.status_code, codes(read)) == (405, ["METHOD_NOT_ALLOWED"])
    assert (named.status_code, codes(named)) == (400, ["BAD_REQUEST"])
    assert (packed.status_code, codes(packed)) == (415, ["UNSUPPORTED_MEDIA_TYPE"])


async def test_pages_of_allowed_origins_may_ask_and_no_others(hub: Hub) -> None:
    allowed = await hub.client.options("/auth/token", headers={"origin": ALLOWED})
    foreign = await hub.client.options("/auth/token", headers={"origin": "https://evil.example"})

    assert allowed.headers["access-control-allow-origin"] == ALLOWED
    assert (foreign.status_code, codes(foreign)) == (403, ["FOREIGN_ORIGIN"])


@pytest.mark.parametrize("prefix", ["phub_", "phua_", "phur_"])
async def test_a_token_in_an_address_is_refused(hub: Hub, prefix: str) -> None:
    params = {"query": "{ a }", "x": prefix + "A" * 49}

    response = await hub.client.get("/graphql", params=params)

    assert response.status_code == 400
    assert "revoke it" in response.text


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (Unavailable("away"), 503, "UNAVAILABLE"),
        (Refused(SignInBusy()), 503, "SIGN_IN_BUSY"),
        (TimedOut("late"), 504, "TIMEOUT"),
        (KeyError("Rossi"), 500, "INTERNAL"),
    ],
)
async def test_what_fails_is_said_in_the_same_shape(
    hub: Hub, monkeypatch: pytest.MonkeyPatch, *, error: Exception, status: int, code: str
) -> None:
    async def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(sign_in, "sign_in", fail)
    response = await hub.token(**WRONG)

    assert (response.status_code, codes(response)) == (status, [code])
    assert ("retry-after" in response.headers) == (status == 503)
    assert "Rossi" not in response.text


async def test_nothing_secret_is_logged(hub: Hub, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    account = await make.account()
    given = {"grantType": "password", "email": account.email, "password": make.PASSWORD}

    tokens = (await hub.token(**given)).json()
    await hub.token(**{**given, "password": "wrong password"})
    await hub.token(grantType="refresh", refreshToken=tokens["refreshToken"])

    told = caplog.text + json.dumps([str(vars(record)) for record in caplog.records])
    secrets = [*given.values(), "wrong password", tokens["accessToken"], tokens["refreshToken"]]
    assert not [secret for secret in secrets[1:] if secret in told]
