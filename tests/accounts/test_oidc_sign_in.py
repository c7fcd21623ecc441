"""Signing in with an identity provider that tells the truth."""

import asyncio
import html
from datetime import timedelta
from typing import Any

import pytest
from httpx import Response
from joserfc.jwk import ECKey, RSAKey

from hub import clock
from hub.accounts import oidc
from hub.accounts.session_models import Identity, Session
from hub.accounts.terms import SessionEnd
from hub.accounts.tokens import hash_of
from hub.errors import Unavailable
from hub.record.models import AuditEntry
from hub.web.callers import cookie_name
from hub.web.oidc_desk import explain
from tests.accounts.browser import browser, configured, location, reason, written
from tests.accounts.provider import CLIENT_ID, Provider, ec_key, rsa_key, running
from tests.make import accounts as make
from tests.make import members as make_members

pytestmark = pytest.mark.usefixtures("connection")

EMAIL = "rossi@example.org"
FISCAL_CODE = "RSSMRA85T10A562S"
SPID_L2 = "https://www.spid.gov.it/SpidL2"
FISCAL_NUMBER = "https://attributes.eid.gov.it/fiscal_number"


async def account(**given: Any) -> str:
    return str((await make.account(email=EMAIL, verified_at=clock.now(), **given)).id)


async def account_of(provider: Provider, **given: Any) -> str:
    """The account as which somebody signs in."""
    async with browser(configured(provider, **given)) as person:
        response = await person.signs_in()
    return await account_in(response)


async def account_in(response: Response) -> str:
    """Whose session the cookie of an answer holds."""
    assert response.status_code == 303, response.text
    session = await Session.get(secret_hash=hash_of(response.cookies[cookie_name(is_https=False)]))
    return str(session.account_id)


async def test_an_account_is_found_by_its_address_and_linked() -> None:
    own = await account()

    with running() as provider:
        async with browser(configured(provider)) as person:
            response = await person.signs_in(next="/graphiql?a=b")

    assert response.headers["location"] == "/graphiql?a=b"
    assert await account_in(response) == own
    assert response.headers["cache-control"] == "no-store"
    identity = await Identity.get()
    assert str(identity.account_id) == own
    assert (identity.issuer, identity.subject) == (provider.issuer, "rossi")
    assert await written() == (1, 1)
    entry = await AuditEntry.get()
    assert (entry.act, str(entry.account_id)) == ("sign_in_with_provider", own)


async def test_an_identity_that_is_linked_needs_no_address() -> None:
    own = await account()
    with running() as provider:
        assert await account_of(provider) == own
        provider.person = {"sub": "rossi", "email": "other@example.org"}
        with clock.freeze(clock.now() + timedelta(hours=1)):
            assert await account_of(provider) == own
            assert (await Identity.get()).used_at == clock.now()

    assert await written() == (2, 1)


async def test_a_person_is_found_by_the_fiscal_code() -> None:
    person = await make_members.person(fiscal_code=FISCAL_CODE)
    own = await account(person=person)
    claims = {"sub": "x", FISCAL_NUMBER: f"TINIT-{FISCAL_CODE}", "acr": SPID_L2}

    with running(person=claims) as provider:
        assert await account_of(provider, trusts_fiscal_code=True) == own


async def test_what_the_token_leaves_out_is_asked_for() -> None:
    own = await account()
    userinfo = {"sub": "rossi", "email": EMAIL.upper(), "email_verified": True}

    with running(person={"sub": "rossi"}, userinfo=userinfo) as provider:
        assert await account_of(provider) == own


@pytest.mark.parametrize("algorithm", ["RS256", "PS256", "ES256"])
async def test_each_usual_signature_is_understood(algorithm: str) -> None:
    own = await account()
    key = ec_key("ec") if algorithm == "ES256" else rsa_key("one")

    with running(keys=[key], algorithm=algorithm) as provider:
        assert await account_of(provider) == own


@pytest.mark.parametrize(
    ("client_auth", "own_key"),
    [
        ("basic", rsa_key("hub")),
        ("post", rsa_key("hub")),
        ("private_key_jwt", rsa_key("hub")),
        ("private_key_jwt", ec_key("hub")),
        ("private_key_jwt", ec_key("hub", "P-384")),
    ],
)
async def test_the_hub_shows_who_it_is(client_auth: str, own_key: RSAKey | ECKey) -> None:
    own = await account()
    secret = {}
    if client_auth == "private_key_jwt":
        secret = {"client_secret": own_key.as_pem(private=True).decode()}

    with running(client_key=own_key) as provider:
        assert await account_of(provider, client_auth=client_auth, **secret) == own
        assert ("client_secret" in provider.forms[0]) is (client_auth == "post")


async def test_the_provider_is_asked_with_all_that_binds_its_answer() -> None:
    with running() as provider:
        async with browser(configured(provider, acr_values=(SPID_L2,))) as person:
            asked = location(await person.begin())
            again = location(await person.begin())

    assert {name: asked[name] for name in asked.keys() - {"state", "nonce", "code_challenge"}} == {
        "response_type": "code",
        "client_id": CLIENT_ID,
        "redirect_uri": "http://hub.test/auth/oidc/one/callback",
        "scope": "openid profile email",
        "code_challenge_method": "S256",
        "acr_values": SPID_L2,
    }
    for name in ("state", "nonce", "code_challenge"):
        assert len(asked[name]) >= 43
        assert asked[name] != again[name]


@pytest.mark.parametrize(
    ("url", "cookie"),
    [
        (
            "https://hub.test",
            "__Host-hub-oidc=...; HttpOnly; Max-Age=600; Path=/; SameSite=lax; Secure",
        ),
        ("http://hub.test", "hub-oidc=...; HttpOnly; Max-Age=600; Path=/; SameSite=lax"),
    ],
)
async def test_the_cookie_is_for_the_hub_alone(url: str, cookie: str) -> None:
    with running() as provider:
        async with browser(configured(provider), url=url) as person:
            set_cookie = (await person.begin()).headers["set-cookie"]
            gone = (await person.http.get("/auth/oidc/one/callback")).headers["set-cookie"]

    value = set_cookie.split(";")[0].partition("=")[2]
    assert set_cookie.replace(value, "...") == cookie
    assert gone.startswith(f'{cookie.split("=")[0]}=""; ')
    assert "Max-Age=0" in gone


async def test_a_new_key_is_looked_for_once_and_not_again_within_a_minute(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    own = await account()
    ticks = clock.ticks()
    monkeypatch.setattr(clock, "ticks", lambda: ticks)

    with running() as provider:
        async with browser(configured(provider)) as person:
            assert await account_in(await person.signs_in()) == own

            provider.keys = [rsa_key("two")]
            response = await person.signs_in()
            assert reason(response) == ("ID_TOKEN_INVALID", "UNKNOWN_KEY")
            assert provider.asked.count("/jwks") == 1

            ticks += 61
            assert await account_in(await person.signs_in()) == own
            assert provider.asked.count("/jwks") == 2
            assert provider.asked.count("/.well-known/openid-configuration") == 1

            ticks += 3601
            assert await account_in(await person.signs_in()) == own
            assert provider.asked.count("/.well-known/openid-configuration") == 2


async def test_two_at_once_link_an_identity_once() -> None:
    """Two tabs: each with a sign-in of its own."""
    own = await account()

    with running() as provider:
        settings = configured(provider)
        async with browser(settings) as one, browser(settings) as two:
            ways = [await one.there(), await two.there()]
            first, second = await asyncio.gather(one.back(ways[0]), two.back(ways[1]))

    assert await account_in(first) == await account_in(second) == own
    assert await written() == (2, 1)


async def test_an_answer_opens_one_session_only() -> None:
    await account()

    with running() as provider:
        async with browser(configured(provider)) as person:
            way = await person.there()
            cookies = dict(person.http.cookies)
            assert (await person.back(way)).status_code == 303
            assert "hub-oidc" not in person.http.cookies

            assert reason(await person.back(way)) == ("SIGN_IN_EXPIRED", None)
            person.http.cookies.update(cookies)
            assert reason(await person.back(way)) == ("SIGN_IN_REPLAYED", None)
        assert len(provider.forms) == 1

    assert await written() == (1, 1)


async def test_a_code_is_good_for_one_session_only() -> None:
    await account()

    with running() as provider:
        async with browser(configured(provider)) as person:
            assert (await person.signs_in()).status_code == 303
            used = provider.forms[0]["code"]
            response = await person.back(await person.there(), code=used)

    assert reason(response) == ("SIGN_IN_CODE_REFUSED", None)
    assert await written() == (1, 1)


async def test_an_answer_that_comes_twice_at_once_opens_one_session() -> None:
    await account()

    with running() as provider:
        async with browser(configured(provider)) as person:
            way = await person.there()
            responses = await asyncio.gather(*(person.back(way) for _ in range(5)))

    assert sorted(response.status_code for response in responses) == [303, 422, 422, 422, 422]
    assert await written() == (1, 1)


@pytest.mark.parametrize(
    ("level", "given", "has_proved"),
    [
        ("2", {"trusts_fiscal_code": True}, True),
        ("1", {"trusts_fiscal_code": True}, False),
        ("2", {}, False),
    ],
)
async def test_a_sure_level_is_a_second_factor(
    level: str, given: dict[str, Any], *, has_proved: bool
) -> None:
    await account()

    with running(claims={"acr": f"https://www.spid.gov.it/SpidL{level}"}) as provider:
        await account_of(provider, **given)

    session = await Session.get()
    assert (session.second_factor_at is not None) is has_proved


async def test_who_was_signed_in_as_another_one_is_so_no_more() -> None:
    own = await account()
    with running() as provider:
        async with browser(configured(provider)) as person:
            await person.signs_in()
            assert await account_in(await person.signs_in()) == own

    reasons = [session.end_reason for session in await Session.all().order_by("created_at")]
    assert reasons == [SessionEnd.REPLACED, None]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("it", "L'hub non ha un account per ciò che One attesta"),
        ("en", "The hub has no account for what One vouches for"),
    ],
)
async def test_who_is_refused_is_told_so_on_the_sign_in_page(language: str, sentence: str) -> None:
    with running() as provider:
        async with browser(configured(provider), explain=explain) as person:
            person.http.headers["accept-language"] = language
            response = await person.signs_in()

    assert (response.status_code, response.headers["cache-control"]) == (422, "no-store")
    assert sentence in html.unescape(response.text)
    assert "/auth/oidc/one/start" in response.text


async def test_a_database_that_is_away_is_told_on_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    async def away(*_: object) -> None:
        raise Unavailable("The database does not answer.")

    monkeypatch.setattr(oidc, "spend", away)
    with running() as provider:
        async with browser(configured(provider)) as person:
            response = await person.signs_in()

    assert response.status_code == 503
    assert response.headers["content-type"].startswith("text/html")
    assert response.headers["cache-control"] == "no-store"
