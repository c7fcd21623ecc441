"""What a provider says of itself, at the address that follows from its issuer."""

import asyncio
from collections.abc import Mapping
from typing import Any, NamedTuple

from hub import clock
from hub.accounts.oidc_http import BoundedTransport, fetch_json, invalid, require_secure
from hub.accounts.oidc_refusals import Fault
from hub.accounts.oidc_settings import Provider
from hub.errors import Refused

PATH = "/.well-known/openid-configuration"
KEPT_SECONDS = 3600.0
RETRY_SECONDS = 5.0
"""Until a provider that gave none is asked again: those who wait for it do not queue up."""


class Metadata(NamedTuple):
    """Where a provider is asked for what."""

    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str | None
    names_itself: bool
    """Whether each of its answers says `iss` (RFC 9207)."""


class Discovery:
    """The metadata of one provider, read when they are needed and kept for an hour."""

    def __init__(self, provider: Provider, transport: BoundedTransport) -> None:
        self._provider = provider
        self._transport = transport
        self._lock = asyncio.Lock()
        self._kept: Metadata | Refused | None = None
        self._kept_until = 0.0

    async def metadata(self) -> Metadata:
        async with self._lock:
            kept = self._kept if clock.ticks() < self._kept_until else None
            if kept is None:
                kept = self._kept = await self._asked()
        if isinstance(kept, Refused):
            raise Refused(*kept.refusals) from kept
        return kept

    async def _asked(self) -> Metadata | Refused:
        """What the provider says now; also that it says nothing is kept, for a moment."""
        address = self._provider.issuer.rstrip("/") + PATH
        answer: Metadata | Refused
        try:
            document = await fetch_json(self._transport, self._provider, address)
            answer, seconds = read(document, self._provider), KEPT_SECONDS
        except Refused as refused:
            answer, seconds = refused, RETRY_SECONDS
        self._kept_until = clock.ticks() + seconds
        return answer


def read(document: Mapping[str, Any], provider: Provider) -> Metadata:
    """The metadata in a document; refused unless they are this provider's and serve the hub."""
    if document.get("issuer") != provider.issuer:
        raise invalid(provider, Fault.ISSUER)
    if not _offers(document, "response_types_supported", {"code"}):
        raise invalid(provider, Fault.NO_CODE_FLOW)
    if not _offers(document, "code_challenge_methods_supported", {"S256"}):
        raise invalid(provider, Fault.NO_PKCE)
    if not _offers(document, "id_token_signing_alg_values_supported", set(provider.algorithms)):
        raise invalid(provider, Fault.ALGORITHM)
    userinfo = "userinfo_endpoint"
    return Metadata(
        authorization_endpoint=_address(document, "authorization_endpoint", provider),
        token_endpoint=_address(document, "token_endpoint", provider),
        jwks_uri=_address(document, "jwks_uri", provider),
        userinfo_endpoint=_address(document, userinfo, provider) if userinfo in document else None,
        names_itself=document.get("authorization_response_iss_parameter_supported") is True,
    )


def _offers(document: Mapping[str, Any], name: str, wanted: set[str]) -> bool:
    """Whether a list, if the provider gives it at all, holds any of what is wanted."""
    offered = document.get(name)
    return offered is None or (isinstance(offered, list) and any(one in wanted for one in offered))


def _address(document: Mapping[str, Any], name: str, provider: Provider) -> str:
    address = document.get(name)
    if not isinstance(address, str):
        raise invalid(provider, Fault.ENDPOINTS)
    require_secure(address, provider)
    return address
