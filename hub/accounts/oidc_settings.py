"""Identity providers as those who run the hub set them up."""

import ipaddress
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator

Text = Annotated[str, Field(min_length=1, max_length=300)]
Algorithm = Literal["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
"""Signatures that only the provider can make: none at all, or with a shared secret, is no proof."""


class Provider(BaseModel):
    """An identity provider that people may sign in with."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(pattern="^[a-z0-9][a-z0-9-]{0,39}$")
    """In the addresses of the hub; the provider knows them, so it stays as it is."""
    label: Annotated[str, Field(min_length=1, max_length=60)]
    """What people read on the button."""
    issuer: Text
    client_id: Text
    client_secret: SecretStr | None = None
    """The secret; for `private_key_jwt` the private key, as PEM."""
    client_secret_file: Path | None = None
    client_auth: Literal["basic", "post", "private_key_jwt"] = "basic"
    scopes: tuple[Text, ...] = ("openid", "profile", "email")
    algorithms: Annotated[tuple[Algorithm, ...], Field(min_length=1)] = ("RS256", "ES256", "PS256")
    acr_values: tuple[Text, ...] = ()
    """Levels of assurance to ask for, such as https://www.spid.gov.it/SpidL2."""
    email_domains: tuple[str, ...] = ()
    """Whose addresses the provider may vouch for; all, if none is named."""
    trusts_fiscal_code: bool = False
    """Whether a fiscal code that it states at level 2 or more says who somebody is."""

    @field_validator("issuer")
    @classmethod
    def _is_an_address(cls, issuer: str) -> str:
        if not is_secure(issuer) or urlsplit(issuer).query:
            raise ValueError("give an https address without query (http only on this machine)")
        return issuer

    @field_validator("scopes")
    @classmethod
    def _is_openid(cls, scopes: tuple[str, ...]) -> tuple[str, ...]:
        if "openid" not in scopes:
            raise ValueError("the scope openid is missing")
        return scopes

    @field_validator("email_domains")
    @classmethod
    def _lower(cls, domains: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(domain.lower().removeprefix("@") for domain in domains)

    @model_validator(mode="after")
    def _has_one_secret(self) -> Self:
        if (self.client_secret is None) == (self.client_secret_file is None):
            raise ValueError("give one of client_secret and client_secret_file")
        return self

    @property
    def secret(self) -> str:
        """The secret, read from its file if it is in one."""
        if self.client_secret is not None:
            return self.client_secret.get_secret_value()
        assert self.client_secret_file is not None  # noqa: S101 - the validator has seen to it
        return self.client_secret_file.read_text(encoding="utf-8").strip()

    @property
    def is_local(self) -> bool:
        """Whether it is spoken to without TLS, as one that runs on a developer's machine is."""
        return not self.issuer.startswith("https:")


def parsed(value: object) -> object:
    """The providers in a setting: JSON text, or what it would say."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value or "[]")
    except ValueError as error:
        raise ValueError(f"not a JSON list of providers: {error}") from error


def require_apart(providers: tuple[Provider, ...]) -> tuple[Provider, ...]:
    """Two of one name share an address; two of one issuer, the people that it knows."""
    for what in ("name", "issuer"):
        values = [getattr(provider, what) for provider in providers]
        if len(set(values)) < len(values):
            raise ValueError(f"two providers have the same {what}")
    return providers


def as_json(providers: Iterable[Provider]) -> str:
    """The providers as `parsed` reads them, secrets included."""
    return json.dumps([_told(provider) for provider in providers])


def is_secure(address: str) -> bool:
    """Whether what is sent there is read by nobody else: by TLS, or within this machine."""
    try:
        url = urlsplit(address)
        host = url.hostname or ""
        _ = url.port
    except ValueError:
        return False
    is_plain = address.isprintable() and " " not in address
    if not host or url.username is not None or url.fragment or not is_plain:
        return False
    return url.scheme == "https" or (url.scheme == "http" and _is_loopback(host))


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _told(provider: Provider) -> dict[str, object]:
    told = provider.model_dump(mode="json", exclude_defaults=True)
    if provider.client_secret is not None:
        told["client_secret"] = provider.client_secret.get_secret_value()
    return told
