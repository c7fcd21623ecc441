"""A provider that lies, or somebody who poses as one: each is refused, and nothing is written."""

import base64
import hmac
import json
import logging
from collections.abc import AsyncGenerator, Callable, Generator
from datetime import timedelta
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from joserfc import jwt
from joserfc.jwk import Key, OctKey
from starlette.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse

from hub import clock
from hub.accounts import oidc_http
from hub.accounts.oidc_http import BoundedTransport
from hub.accounts.throttle import OF_CLIENT
from hub.errors import Refused
from hub.record.models import KeptAnswer
from tests.accounts.browser import Browser, browser, configured, reason, written
from tests.accounts.provider import (
    CLIENT_ID,
    CLIENT_SECRET,
    LEFT_OUT,
    REGISTRY,
    Provider,
    ec_key,
    encoded,
    rsa_key,
    running,
    unsigned,
)
from tests.make import accounts as make

pytestmark = pytest.mark.usefixtures("connection")

EMAIL = "rossi@example.org"
DISCOVERY = "/.well-known/openid-configuration"
INVALID = "ID_TOKEN_INVALID"

OURS = {"hub", "authlib", "joserfc", "httpx2", "httpcore2"}
"""What logs on behalf of the hub; the browser and the provider of the tests log more."""

Forgery = Callable[[Provider, str], str]
"""Makes another token of the one that the provider gave."""


@pytest.fixture
def provider() -> Generator[Provider]:
    with running() as found:
        yield found


@pytest.fixture(autouse=True)
async def nothing_is_written(connection: object) -> AsyncGenerator[None]:
    """There is an account that all of this would open."""
    await make.account(email=EMAIL, verified_at=clock.now())
    yield
    assert await written() == (0, 0)


async def refused(provider: Provider, **given: Any) -> tuple[str, str | None]:
    """Why somebody is not signed in."""
    async with browser(configured(provider, **given)) as person:
        return reason(await person.signs_in())


async def refused_at_once(provider: Provider, **given: Any) -> tuple[str, str | None]:
    """Why nobody is even sent to the provider."""
    async with browser(configured(provider, **given)) as person:
        return reason(await person.begin())


def seconds(count: int) -> int:
    return int(clock.now().timestamp()) + count


@pytest.mark.parametrize(
    ("lies", "fault"),
    [
        pytest.param({"nonce": "another"}, "NONCE", id="wrong nonce"),
        pytest.param({"nonce": LEFT_OUT}, "NONCE", id="no nonce"),
        pytest.param({"nonce": ["a"]}, "NONCE", id="nonce of another type"),
        pytest.param({"iss": "https://evil.example"}, "ISSUER", id="wrong issuer"),
        pytest.param({"iss": LEFT_OUT}, "ISSUER", id="no issuer"),
        pytest.param({"iss": ["https://evil.example"]}, "ISSUER", id="issuers"),
        pytest.param({"aud": "another"}, "AUDIENCE", id="wrong audience"),
        pytest.param({"aud": LEFT_OUT}, "AUDIENCE", id="no audience"),
        pytest.param({"aud": []}, "AUDIENCE", id="empty audience"),
        pytest.param({"aud": [CLIENT_ID, "b"]}, "AUTHORIZED_PARTY", id="audiences without azp"),
        pytest.param(
            {"aud": [CLIENT_ID, "b"], "azp": "b"}, "AUTHORIZED_PARTY", id="audiences, wrong azp"
        ),
        pytest.param({"azp": "b"}, "AUTHORIZED_PARTY", id="wrong azp"),
        pytest.param({"exp": 1_000_000_000}, "EXPIRED", id="expired years ago"),
        pytest.param({"exp": lambda: seconds(-61)}, "EXPIRED", id="expired just now"),
        pytest.param({"exp": LEFT_OUT}, "EXPIRED", id="never expires"),
        pytest.param({"exp": "tomorrow"}, "EXPIRED", id="expires in words"),
        pytest.param({"exp": float("nan")}, "EXPIRED", id="expires at no number"),
        pytest.param({"exp": True}, "EXPIRED", id="expires at true"),
        pytest.param({"iat": lambda: seconds(90)}, "ISSUED_AT", id="issued in the future"),
        pytest.param({"iat": LEFT_OUT}, "ISSUED_AT", id="issued never"),
        pytest.param({"nbf": lambda: seconds(90)}, "NOT_BEFORE", id="not yet valid"),
        pytest.param({"sub": LEFT_OUT}, "SUBJECT", id="nobody"),
        pytest.param({"sub": ""}, "SUBJECT", id="empty subject"),
        pytest.param({"sub": 7}, "SUBJECT", id="subject of another type"),
        pytest.param({"sub": "x" * 256}, "SUBJECT", id="endless subject"),
        pytest.param({"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}, "HASH", id="another access token"),
        pytest.param({"at_hash": 7}, "HASH", id="hash of another type"),
        pytest.param({"at_hash": ["a"]}, "CLAIM", id="hashes"),
        pytest.param({"amr": "pwd"}, "CLAIM", id="methods of another type"),
    ],
)
async def test_a_claim_that_is_wrong(provider: Provider, lies: dict[str, Any], fault: str) -> None:
    provider.claims = {name: lie() if callable(lie) else lie for name, lie in lies.items()}

    assert await refused(provider) == (INVALID, fault)


def _claims(token: str) -> dict[str, Any]:
    payload = token.split(".")[1]
    found: dict[str, Any] = json.loads(base64.urlsafe_b64decode(payload + "=="))
    return found


def signed(token: str, key: Key, **header: Any) -> str:
    return jwt.encode(header, _claims(token), key, registry=REGISTRY)


def with_public_key_as_secret(_: Provider, token: str) -> str:
    secret = rsa_key("one").as_pem(private=False)
    told = f"{encoded({'alg': 'HS256', 'kid': 'one'})}.{token.split('.')[1]}"
    digest = hmac.digest(secret, told.encode(), "sha256")
    return f"{told}.{base64.urlsafe_b64encode(digest).decode().rstrip('=')}"


def with_client_secret(_: Provider, token: str) -> str:
    return signed(token, OctKey.import_key(CLIENT_SECRET * 3), alg="HS256", kid="one")


def with_own_key_in_header(_: Provider, token: str) -> str:
    key = ec_key("evil")
    return signed(token, key, alg="ES256", kid="evil", jwk=key.as_dict(private=False))


def with_address_of_own_key(provider: Provider, token: str) -> str:
    return signed(token, rsa_key("evil"), alg="RS256", kid="evil", jku=f"{provider.issuer}/evil")


def with_changed_payload(_: Provider, token: str) -> str:
    header, signature = token.split(".")[::2]
    return f"{header}.{encoded(_claims(token) | {'sub': 'bianchi'})}.{signature}"


def with_changed_header(_: Provider, token: str) -> str:
    payload, signature = token.split(".")[1:]
    return f"{encoded({'alg': 'PS256', 'kid': 'one'})}.{payload}.{signature}"


def with_critical_member(_: Provider, token: str) -> str:
    header = {"alg": "RS256", "kid": "one", "crit": ["x"], "x": 1}
    told = f"{encoded(header)}.{token.split('.')[1]}"
    key = rsa_key("one").private_key
    assert key
    signature = key.sign(told.encode(), padding.PKCS1v15(), hashes.SHA256())
    return f"{told}.{base64.urlsafe_b64encode(signature).decode().rstrip('=')}"


@pytest.mark.parametrize(
    ("forge", "fault"),
    [
        pytest.param(lambda _, token: unsigned(token, alg="none"), "ALGORITHM", id="alg none"),
        pytest.param(lambda _, token: unsigned(token, alg="nOnE"), "ALGORITHM", id="alg nOnE"),
        pytest.param(lambda _, token: unsigned(token), "MALFORMED", id="no alg"),
        pytest.param(
            lambda _, token: unsigned(token, alg="RS256", kid="one"), "SIGNATURE", id="no signature"
        ),
        pytest.param(with_public_key_as_secret, "ALGORITHM", id="HS256 with the public key"),
        pytest.param(with_client_secret, "ALGORITHM", id="HS256 with the client's secret"),
        pytest.param(
            lambda _, token: signed(token, ec_key("p", "P-384"), alg="ES384", kid="one"),
            "ALGORITHM",
            id="algorithm that is not allowed",
        ),
        pytest.param(
            lambda _, token: signed(token, ec_key("one"), alg="ES256", kid="one"),
            "UNKNOWN_KEY",
            id="algorithm of another kind of key",
        ),
        pytest.param(
            lambda _, token: signed(token, rsa_key("two"), alg="RS256", kid="two"),
            "UNKNOWN_KEY",
            id="unknown key",
        ),
        pytest.param(
            lambda _, token: signed(token, rsa_key("two"), alg="RS256", kid="one"),
            "SIGNATURE",
            id="another key of the same name",
        ),
        pytest.param(
            lambda _, token: signed(token, rsa_key("two"), alg="RS256"),
            "SIGNATURE",
            id="another key without a name",
        ),
        pytest.param(with_own_key_in_header, "UNKNOWN_KEY", id="brings its own key"),
        pytest.param(with_address_of_own_key, "UNKNOWN_KEY", id="says where its key is"),
        pytest.param(with_changed_payload, "SIGNATURE", id="changed payload"),
        pytest.param(with_changed_header, "SIGNATURE", id="changed header"),
        pytest.param(lambda _, token: token[:-8], "SIGNATURE", id="cut signature"),
        pytest.param(with_critical_member, "MALFORMED", id="something critical that nobody knows"),
        pytest.param(lambda _, token: f"{token}.x.y", "MALFORMED", id="five parts"),
        pytest.param(lambda *_: "", "MALFORMED", id="empty"),
        pytest.param(lambda *_: "a.b.c", "MALFORMED", id="no JSON"),
        pytest.param(lambda *_: "à.b.c", "MALFORMED", id="no ASCII"),
        pytest.param(lambda *_: ["a"], "MALFORMED", id="no text"),
        pytest.param(lambda _, token: token + "A" * 32 * 1024, "MALFORMED", id="huge"),
    ],
)
async def test_a_token_that_is_forged(provider: Provider, forge: Forgery, fault: str) -> None:
    provider.forge = partial(forge, provider)

    assert await refused(provider) == (INVALID, fault)


async def test_a_token_of_another_provider(provider: Provider) -> None:
    with running(keys=[rsa_key("two")]) as other:
        provider.signing_key, provider.claims = other.keys[0], {"iss": other.issuer}

        assert await refused(provider) == (INVALID, "UNKNOWN_KEY")


async def test_a_token_that_is_not_there(provider: Provider) -> None:
    provider.tokens = {"id_token": LEFT_OUT}

    assert await refused(provider) == (INVALID, "MALFORMED")


@pytest.mark.parametrize(
    ("tokens", "expected"),
    [
        ({"error": ["invalid_client"]}, ("SIGN_IN_CODE_REFUSED", None)),
        ({"error": {"a": 1}, "error_description": 7}, ("SIGN_IN_CODE_REFUSED", None)),
        ({"expires_in": "soon"}, ("PROVIDER_UNAVAILABLE", "NOT_JSON")),
        ({"expires_in": [1]}, ("PROVIDER_UNAVAILABLE", "NOT_JSON")),
        ({"expires_at": {}}, ("PROVIDER_UNAVAILABLE", "NOT_JSON")),
    ],
)
async def test_tokens_beside_the_protocol(
    provider: Provider, tokens: dict[str, Any], expected: tuple[str, str | None]
) -> None:
    provider.tokens = tokens

    assert await refused(provider) == expected


async def test_tokens_that_expire_at_no_number(provider: Provider) -> None:
    provider.instead["/token"] = lambda: PlainTextResponse('{"expires_in": 1e999}')

    assert await refused(provider) == ("PROVIDER_UNAVAILABLE", "NOT_JSON")


@pytest.mark.parametrize("lie", [LEFT_OUT, 7, "à"])
async def test_an_access_token_that_is_none(provider: Provider, lie: object) -> None:
    provider.tokens = {"access_token": lie}

    assert await refused(provider) == (INVALID, "MALFORMED")


async def test_further_claims_about_somebody_else(provider: Provider) -> None:
    provider.userinfo = {"sub": "bianchi", "email": EMAIL, "email_verified": True}

    assert await refused(provider) == (INVALID, "SUBJECT")


@pytest.mark.parametrize(
    ("lies", "fault"),
    [
        pytest.param({"issuer": "https://evil.example"}, "ISSUER", id="wrong issuer"),
        pytest.param({"issuer": LEFT_OUT}, "ISSUER", id="no issuer"),
        pytest.param({"token_endpoint": LEFT_OUT}, "ENDPOINTS", id="no token endpoint"),
        pytest.param({"jwks_uri": 7}, "ENDPOINTS", id="keys at a number"),
        pytest.param(
            {"token_endpoint": "http://10.0.0.1/token"}, "INSECURE_ADDRESS", id="token in clear"
        ),
        pytest.param(
            {"authorization_endpoint": "javascript:alert(1)"},
            "INSECURE_ADDRESS",
            id="sign-in by a script",
        ),
        pytest.param({"jwks_uri": "https://256.0.0.1"}, "INSECURE_ADDRESS", id="no host"),
        pytest.param({"token_endpoint": "https://a b/"}, "INSECURE_ADDRESS", id="a space"),
        pytest.param({"jwks_uri": "file:///etc/passwd"}, "INSECURE_ADDRESS", id="keys in a file"),
        pytest.param(
            {"userinfo_endpoint": "https://a:b@evil.example"}, "INSECURE_ADDRESS", id="credentials"
        ),
        pytest.param({"response_types_supported": ["token"]}, "NO_CODE_FLOW", id="no code"),
        pytest.param({"code_challenge_methods_supported": ["plain"]}, "NO_PKCE", id="no PKCE"),
        pytest.param(
            {"id_token_signing_alg_values_supported": ["HS256", "none"]},
            "ALGORITHM",
            id="no signature that proves anything",
        ),
    ],
)
async def test_metadata_that_are_wrong(
    provider: Provider, lies: dict[str, Any], fault: str
) -> None:
    provider.discovery = lies

    assert await refused_at_once(provider) == ("PROVIDER_INVALID", fault)


@pytest.mark.parametrize("address", ["http://127.0.0.1/keys", "https://256.0.0.1/"])
async def test_a_provider_with_tls_is_never_asked_without(address: str) -> None:
    provider = configured(Provider(issuer="https://one.example"))

    with pytest.raises(Refused, match="INSECURE_ADDRESS"):
        await oidc_http.fetch_json(BoundedTransport(provider), provider, address)


def _endless() -> Response:
    return StreamingResponse((b" " * 1024 for _ in range(1024)), media_type="application/json")


def _packed() -> Response:
    return Response(b"\x1f\x8b", headers={"content-encoding": "gzip"})


LIES: dict[str, tuple[Callable[[], Response], str]] = {
    "redirect": (lambda: RedirectResponse("https://evil.example"), "REDIRECT"),
    "no JSON": (lambda: PlainTextResponse("<html>"), "NOT_JSON"),
    "no object": (lambda: PlainTextResponse("[]"), "NOT_JSON"),
    "deep": (lambda: PlainTextResponse("[" * 100_000), "NOT_JSON"),
    "huge": (_endless, "TOO_LARGE"),
    "packed": (_packed, "ENCODING"),
    "broken": (lambda: PlainTextResponse("{}", status_code=500), "STATUS"),
}


@pytest.mark.parametrize("path", [DISCOVERY, "/token", "/jwks", "/userinfo"])
@pytest.mark.parametrize("lie", LIES)
async def test_an_answer_that_is_none(provider: Provider, path: str, lie: str) -> None:
    answer, fault = LIES[lie]
    provider.userinfo = {"sub": "rossi"}
    provider.instead[path] = answer

    expected = ("PROVIDER_UNAVAILABLE", fault)
    assert await (refused_at_once if path == DISCOVERY else refused)(provider) == expected


@pytest.mark.parametrize("path", [DISCOVERY, "/token", "/jwks"])
async def test_an_answer_that_does_not_come(
    provider: Provider, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BoundedTransport.__init__, "__kwdefaults__", {"seconds": 0.2})
    provider.delay_seconds = 1
    provider.instead[path] = lambda: PlainTextResponse("{}")

    expected = ("PROVIDER_UNAVAILABLE", "TOO_SLOW")
    assert await (refused_at_once if path == DISCOVERY else refused)(provider) == expected


async def test_nobody_is_there() -> None:
    with running() as provider:
        pass

    assert await refused_at_once(provider) == ("PROVIDER_UNAVAILABLE", "UNREACHABLE")


def jwk(name: str, **changed: Any) -> dict[str, Any]:
    return {**rsa_key(name).as_dict(private=False), **changed}


KEY_SETS: dict[str, tuple[Callable[[], object], tuple[str, str]]] = {
    "a private key": (
        lambda: [rsa_key("one").as_dict(private=True)],
        ("PROVIDER_INVALID", "PRIVATE_KEY"),
    ),
    "a private key beside": (
        lambda: [jwk("one"), rsa_key("two").as_dict(private=True)],
        ("PROVIDER_INVALID", "PRIVATE_KEY"),
    ),
    "a shared secret": (
        lambda: [jwk("one"), {"kty": "oct", "kid": "two", "k": "c2VjcmV0"}],
        ("PROVIDER_INVALID", "PRIVATE_KEY"),
    ),
    "two of a name": (
        lambda: [jwk("one"), jwk("two", kid="one")],
        ("PROVIDER_INVALID", "DUPLICATE_KEY"),
    ),
    "very many": (
        lambda: [jwk("one", kid=str(n)) for n in range(51)],
        ("PROVIDER_INVALID", "KEYS"),
    ),
    "no list": (lambda: {"one": jwk("one")}, ("PROVIDER_INVALID", "KEYS")),
    "none": (list, (INVALID, "UNKNOWN_KEY")),
    "no keys": (lambda: [7, None, "x"], (INVALID, "UNKNOWN_KEY")),
    "a huge key": (lambda: [jwk("one", n="A" * 20_000)], (INVALID, "UNKNOWN_KEY")),
    "a short key": (lambda: [jwk("one", n="A" * 171)], (INVALID, "UNKNOWN_KEY")),
    "a huge exponent": (lambda: [jwk("one", e="B" * 300)], (INVALID, "UNKNOWN_KEY")),
    "a key for secrecy": (lambda: [jwk("one", use="enc")], (INVALID, "UNKNOWN_KEY")),
    "a key that only signs": (
        lambda: [{**jwk("one"), "use": "sig", "key_ops": ["sign"]}],
        (INVALID, "UNKNOWN_KEY"),
    ),
    "a key of another algorithm": (lambda: [jwk("one", alg="PS256")], (INVALID, "UNKNOWN_KEY")),
    "a point off the curve": (
        lambda: [{"kty": "EC", "crv": "P-256", "kid": "one", "x": "AA", "y": "AA"}],
        (INVALID, "UNKNOWN_KEY"),
    ),
}


@pytest.mark.parametrize("case", KEY_SETS)
async def test_keys_that_prove_nothing(provider: Provider, case: str) -> None:
    keys, expected = KEY_SETS[case]
    provider.jwks = keys()

    assert await refused(provider) == expected


async def test_a_secret_that_the_provider_does_not_know(provider: Provider) -> None:
    assert await refused(provider, client_id="wrong") == ("PROVIDER_INVALID", "CLIENT")


async def test_a_code_that_is_not_the_providers(provider: Provider) -> None:
    provider.answer = {"code": "another"}

    assert await refused(provider) == ("SIGN_IN_CODE_REFUSED", None)


async def test_a_code_of_another_sign_in(provider: Provider) -> None:
    """Injected into one's own: its verifier does not fit."""
    async with browser(configured(provider)) as victim, browser(configured(provider)) as thief:
        code = dict(pair.split("=") for pair in urlsplit(await victim.there()).query.split("&"))
        response = await thief.back(await thief.there(), code=code["code"])

    assert reason(response) == ("SIGN_IN_CODE_REFUSED", None)


@pytest.mark.parametrize("answer", [{"error": "access_denied"}, {"code": LEFT_OUT}])
async def test_a_provider_that_says_no(provider: Provider, answer: dict[str, Any]) -> None:
    provider.answer = answer

    assert await refused(provider) == ("SIGN_IN_CANCELLED", None)
    assert "/token" not in provider.asked


@pytest.mark.parametrize("named", ["https://evil.example", LEFT_OUT, ""])
async def test_an_answer_of_another_provider(provider: Provider, named: object) -> None:
    provider.answer = {"iss": named}

    assert await refused(provider) == ("SIGN_IN_ISSUER_MISMATCH", None)
    assert "/token" not in provider.asked


async def test_a_name_in_the_answer_that_was_not_announced(provider: Provider) -> None:
    provider.discovery = {"authorization_response_iss_parameter_supported": LEFT_OUT}
    provider.answer = {"iss": "https://evil.example"}

    assert await refused(provider) == ("SIGN_IN_ISSUER_MISMATCH", None)


async def test_a_sign_in_with_one_that_is_answered_by_another(provider: Provider) -> None:
    """Mix-up: the answer goes to the address of the other provider."""
    with running() as other:
        both = configured(provider), configured(other, "two")
        async with browser(*both) as person:
            way = (await person.there("one")).replace("/oidc/one/", "/oidc/two/")
            assert reason(await person.back(way)) == ("SIGN_IN_EXPIRED", None)

    assert "/token" not in provider.asked + other.asked


@pytest.fixture
async def person(provider: Provider) -> AsyncGenerator[Browser]:
    async with browser(configured(provider)) as found:
        yield found


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
