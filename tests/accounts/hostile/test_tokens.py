"""ID tokens that lie, or that somebody else has made."""

import base64
import hmac
import json
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from joserfc import jwt
from joserfc.jwk import Key, OctKey
from starlette.responses import PlainTextResponse

from hub import clock
from tests.accounts.hostile.refusing import EMAIL, INVALID, refused
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

pytestmark = pytest.mark.usefixtures("nothing_is_written")

Forgery = Callable[[Provider, str], str]
"""Makes another token of the one that the provider gave."""


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
        pytest.param({"sub": "rossi\0"}, "SUBJECT", id="subject that cannot be kept"),
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
