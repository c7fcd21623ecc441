"""Answers that somebody brings who did not begin the sign-in, or that lead elsewhere."""

import base64
import logging
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from starlette.responses import PlainTextResponse

from hub import clock
from hub.accounts.throttle import OF_CLIENT
from hub.record.models import KeptAnswer
from tests.accounts.browser import Browser, browser, configured, reason
from tests.accounts.hostile.refusing import DISCOVERY, EMAIL, INVALID
from tests.accounts.provider import CLIENT_SECRET, Provider

pytestmark = pytest.mark.usefixtures("nothing_is_written")

OURS = {"hub", "authlib", "joserfc", "httpx2", "httpcore2"}
"""What logs on behalf of the hub; the browser and the provider of the tests log more."""


@pytest.mark.parametrize("state", ["", "another"])
async def test_a_state_that_is_wrong(person: Browser, state: str) -> None:
    response = await person.back(await person.there(), state=state)

    assert reason(response) == ("SIGN_IN_STATE_MISMATCH", None)


async def test_a_state_that_is_not_there(person: Browser) -> None:
    way = urlsplit(await person.there())
    response = await person.http.get(way.path, params={"code": "x"})

    assert reason(response) == ("SIGN_IN_STATE_MISMATCH", None)


async def test_two_states(person: Browser) -> None:
    response = await person.http.get(f"{await person.there()}&state=another")

    assert reason(response) == ("SIGN_IN_STATE_MISMATCH", None)


async def test_an_endless_answer(person: Browser) -> None:
    response = await person.back(await person.there(), code="x" * 9000)

    assert reason(response) == ("SIGN_IN_STATE_MISMATCH", None)


async def test_an_answer_in_another_browser(provider: Provider, person: Browser) -> None:
    way = await person.there()
    async with browser(configured(provider)) as another:
        assert reason(await another.back(way)) == ("SIGN_IN_EXPIRED", None)

        await another.begin()
        assert reason(await another.back(way)) == ("SIGN_IN_STATE_MISMATCH", None)


async def test_an_answer_that_comes_late(person: Browser) -> None:
    way = await person.there()
    cookies = dict(person.http.cookies)
    with clock.freeze(clock.now() + timedelta(minutes=10, seconds=1)):
        person.http.cookies.update(cookies)
        assert reason(await person.back(way)) == ("SIGN_IN_EXPIRED", None)


async def test_a_cookie_that_was_changed(person: Browser) -> None:
    way = await person.there()
    for value in ("x", "à", person.http.cookies["hub-oidc"][:-5]):
        person.http.cookies.clear()
        header = (b"cookie", f"hub-oidc={value}".encode())
        response = await person.http.get(way, headers=[header])
        assert reason(response) == ("SIGN_IN_EXPIRED", None)


async def test_an_answer_to_a_sign_in_that_is_refused_is_over(
    provider: Provider, person: Browser
) -> None:
    provider.answer = {"iss": "https://evil.example"}
    way = await person.there()
    cookies = dict(person.http.cookies)
    assert reason(await person.back(way)) == ("SIGN_IN_ISSUER_MISMATCH", None)
    assert "hub-oidc" not in person.http.cookies

    person.http.cookies.update(cookies)
    response = await person.back(way, iss=provider.issuer)
    assert reason(response) == ("SIGN_IN_REPLAYED", None)
    assert "/token" not in provider.asked


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "evil",
        "",
        " /x",
        "data:text/html,x",
        "/" + "x" * 2000,
        "/\N{FULLWIDTH SOLIDUS}evil.example",
    ],
)
async def test_a_target_elsewhere(provider: Provider, person: Browser, target: str) -> None:
    response = await person.begin(next=target)

    assert reason(response) == ("FOREIGN_TARGET", None)
    assert provider.asked == []


async def test_a_provider_that_is_not_set_up(person: Browser) -> None:
    for path in ("start", "callback"):
        response = await person.http.get(f"/auth/oidc/three/{path}")
        assert reason(response) == ("UNKNOWN_PROVIDER", None)


async def test_a_look_is_no_answer(provider: Provider, person: Browser) -> None:
    way = await person.there()
    for method in ("HEAD", "POST"):
        assert (await person.http.request(method, way)).status_code == 405
    assert "/token" not in provider.asked


async def test_very_many_answers(provider: Provider, person: Browser) -> None:
    """Who makes up sign-ins without end cannot fill the database with them."""
    provider.answer = {"error": "access_denied"}
    with clock.freeze(clock.now()):
        reasons = [reason(await person.signs_in())[0] for _ in range(OF_CLIENT.tries + 1)]

    assert reasons == ["SIGN_IN_CANCELLED"] * OF_CLIENT.tries + ["TOO_MANY_ATTEMPTS"]
    assert await KeptAnswer.all().count() == OF_CLIENT.tries


async def test_a_provider_that_failed_is_left_alone_for_a_moment(
    provider: Provider, person: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticks = clock.ticks()
    monkeypatch.setattr(clock, "ticks", lambda: ticks)
    provider.instead[DISCOVERY] = lambda: PlainTextResponse("{}", status_code=500)
    for _ in range(3):
        assert reason(await person.begin()) == ("PROVIDER_UNAVAILABLE", "STATUS")
    assert provider.asked == [DISCOVERY]

    del provider.instead[DISCOVERY]
    ticks += 6
    assert (await person.begin()).status_code == 303


async def test_no_secret_is_logged_or_told(
    provider: Provider, person: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    provider.claims = {"nonce": "another"}
    begun = await person.begin()
    provider.given.append(begun.cookies["hub-oidc"])
    response = await person.signs_in()

    assert reason(response) == (INVALID, "NONCE")
    warnings = [record for record in caplog.records if record.name == "hub.web.oidc"]
    assert [
        (record.message, vars(record)["provider"], vars(record)["code"], vars(record)["fault"])
        for record in warnings
    ] == [("sign-in refused", "one", INVALID, "NONCE")]
    told = [record for record in caplog.records if record.name.split(".")[0] in OURS]
    assert {record.name.split(".")[0] for record in told} == {"hub", "httpx2", "httpcore2"}
    said = response.text + "".join(str(vars(record)) for record in told)
    basic = base64.b64encode(CLIENT_SECRET.encode()).decode().rstrip("=")
    for secret in (*provider.given, CLIENT_SECRET, basic, EMAIL, "rossi"):
        assert secret not in said
