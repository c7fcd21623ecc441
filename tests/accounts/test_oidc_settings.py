"""Identity providers are set up in one variable, and what is wrong in it is named."""

import json
from pathlib import Path
from typing import Any

import pytest
from joserfc.jwk import RSAKey

from hub import settings
from hub.accounts import oidc_settings
from hub.accounts.oidc_client import Client
from hub.accounts.oidc_settings import Provider
from hub.errors import Misconfigured

ONE = {
    "name": "one",
    "label": "One",
    "issuer": "https://one.example/realm",
    "client_id": "hub",
    "client_secret": "geheim",
}


def load(monkeypatch: pytest.MonkeyPatch, *providers: dict[str, Any]) -> tuple[Provider, ...]:
    monkeypatch.setenv("HUB_OIDC", json.dumps(providers))
    return settings.load().oidc


def test_there_are_none_unless_some_are_set_up(monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings.load().oidc == ()

    monkeypatch.setenv("HUB_OIDC", "")
    assert settings.load().oidc == ()


def test_two_providers_and_the_usual_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    two = {**ONE, "name": "two", "issuer": "http://127.0.0.1:9000", "email_domains": ["@Alfa.it"]}
    first, second = load(monkeypatch, {**ONE, "scopes": ["openid"]}, two)

    assert (first.scopes, second.scopes) == (("openid",), ("openid", "profile", "email"))
    assert first.algorithms == ("RS256", "ES256", "PS256")
    assert (first.client_auth, first.trusts_fiscal_code, first.is_local) == ("basic", False, False)
    assert (second.email_domains, second.is_local) == (("alfa.it",), True)
    assert "geheim" not in repr(first)


def test_workers_read_what_was_set_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    two = {**ONE, "name": "two", "issuer": "https://two.example"}
    del two["client_secret"]
    secret = tmp_path / "secret"
    secret.write_text("geheim zwei\n")
    given = load(monkeypatch, ONE, {**two, "client_secret_file": str(secret)})
    monkeypatch.setenv("HUB_OIDC", "")

    settings.hand_down(settings.Settings.model_construct({"oidc"}, oidc=given))

    read = settings.load().oidc
    assert read == given
    assert [provider.secret for provider in read] == ["geheim", "geheim zwei"]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"name": "A b"}, "HUB_OIDC.0.name: String should match pattern"),
        ({"label": ""}, "HUB_OIDC.0.label: String should have at least 1 character"),
        ({"issuer": "http://one.example"}, "HUB_OIDC.0.issuer: Value error, give an https address"),
        ({"issuer": "https://one.example?a"}, "HUB_OIDC.0.issuer: Value error, give an https"),
        ({"issuer": "one"}, "HUB_OIDC.0.issuer: Value error, give an https"),
        ({"scopes": ["email"]}, "HUB_OIDC.0.scopes: Value error, the scope openid is missing"),
        ({"algorithms": ["none"]}, "HUB_OIDC.0.algorithms.0: Input should be 'RS256'"),
        ({"algorithms": ["HS256"]}, "HUB_OIDC.0.algorithms.0: Input should be 'RS256'"),
        ({"algorithms": []}, "HUB_OIDC.0.algorithms: Tuple should have at least 1 item"),
        ({"client_auth": "none"}, "HUB_OIDC.0.client_auth: Input should be 'basic'"),
        ({"client_secret": None}, "HUB_OIDC.0: Value error, give one of client_secret and"),
        ({"client_secret_file": "x"}, "HUB_OIDC.0: Value error, give one of client_secret and"),
        ({"secret": "x"}, "HUB_OIDC.0.secret: Extra inputs are not permitted"),
    ],
)
def test_what_is_wrong_is_named(
    monkeypatch: pytest.MonkeyPatch, changed: dict[str, Any], message: str
) -> None:
    with pytest.raises(Misconfigured) as refused:
        load(monkeypatch, {**ONE, **changed})

    assert str(refused.value).startswith(message)
    assert "geheim" not in str(refused.value)


@pytest.mark.parametrize("text", ["[{", '{"client_secret": "geheim"', "geheim"])
def test_what_is_no_json_is_not_repeated(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("HUB_OIDC", text)

    with pytest.raises(Misconfigured, match="HUB_OIDC: Value error, not a JSON list") as refused:
        settings.load()
    assert "geheim" not in str(refused.value)


@pytest.mark.parametrize(
    ("what", "changed"),
    [("name", {"issuer": "https://two.example"}), ("issuer", {"name": "two"})],
)
def test_no_two_are_taken_for_one(
    monkeypatch: pytest.MonkeyPatch, what: str, changed: dict[str, Any]
) -> None:
    with pytest.raises(Misconfigured, match=f"HUB_OIDC: Value error, two providers.* {what}"):
        load(monkeypatch, ONE, {**ONE, **changed})


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        (
            {"client_secret": None, "client_secret_file": "nowhere"},
            "one: the secret cannot be read",
        ),
        ({"client_auth": "private_key_jwt"}, "one: client_secret is no private key as PEM"),
    ],
)
def test_a_secret_that_is_none_is_found_at_the_start(changed: dict[str, Any], message: str) -> None:
    with pytest.raises(Misconfigured, match=f"HUB_OIDC: {message}"):
        Client(Provider.model_validate({**ONE, **changed}), "https://hub.example/callback")


def test_a_public_key_is_no_private_one() -> None:
    pem = RSAKey.generate_key(2048).as_pem(private=False).decode()
    given = {**ONE, "client_auth": "private_key_jwt", "client_secret": pem}
    provider = Provider.model_validate(given)

    with pytest.raises(Misconfigured, match="is no private key"):
        Client(provider, "https://hub.example/callback")


@pytest.mark.parametrize(
    "address",
    ["https://a.example", "https://a.example:8443/b", "http://localhost/a", "http://[::1]:80"],
)
def test_an_address_that_is_secure(address: str) -> None:
    assert oidc_settings.is_secure(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "a.example",
        "https://",
        "https:///a",
        "http://a.example",
        "http://127.0.0.1.evil.example",
        "http://localhost.evil.example",
        "ftp://127.0.0.1",
        "https://a:b@c.example",
        "https://a.example#b",
        "https://a.example:port",
        "https://[::1",
        "https://a.example/\n",
    ],
)
def test_an_address_that_is_not(address: str) -> None:
    assert not oidc_settings.is_secure(address)
