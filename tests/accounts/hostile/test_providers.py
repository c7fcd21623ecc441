"""Providers that say of themselves what will not do, or answer as none should."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from starlette.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse

from hub.accounts import oidc_http
from hub.accounts.oidc_http import BoundedTransport
from hub.errors import Refused
from tests.accounts.browser import browser, configured, reason
from tests.accounts.hostile.refusing import DISCOVERY, INVALID, refused, refused_at_once
from tests.accounts.provider import LEFT_OUT, Provider, rsa_key, running

pytestmark = pytest.mark.usefixtures("nothing_is_written")


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
