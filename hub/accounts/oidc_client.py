"""The hub as a client of one identity provider: the way there, and what comes back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from hub.accounts import oidc_claims, oidc_token
from hub.accounts.oidc_claims import ExternalIdentity
from hub.accounts.oidc_discovery import Discovery, Metadata
from hub.accounts.oidc_exchange import Credentials, exchange, secret_of, speaker
from hub.accounts.oidc_http import BoundedTransport, fetch_json
from hub.accounts.oidc_keys import KeyRing
from hub.accounts.oidc_refusals import Fault, IssuerMismatch, SignInCancelled
from hub.accounts.oidc_request import Pending
from hub.accounts.oidc_settings import Provider
from hub.accounts.oidc_token import Expected, UnknownKey
from hub.errors import Refused


class Client:
    """Signs people in with one provider; it may be one that lies."""

    def __init__(self, provider: Provider, redirect_uri: str) -> None:
        self.provider = provider
        self._credentials = Credentials(provider, secret_of(provider), redirect_uri)
        self._transport = BoundedTransport(provider)
        self._discovery = Discovery(provider, self._transport)
        self._keys = KeyRing(provider, self._transport, self._discovery)

    async def close(self) -> None:
        await self._transport.aclose()

    async def address(self, pending: Pending) -> str:
        """Where the browser goes for the sign-in."""
        metadata = await self._discovery.metadata()
        address, _ = speaker(self._credentials, self._transport).create_authorization_url(
            metadata.authorization_endpoint,
            state=pending.state,
            nonce=pending.nonce,
            code_verifier=pending.verifier,
            acr_values=" ".join(self.provider.acr_values) or None,
        )
        return str(address)

    async def identity(
        self, answer: Mapping[str, str], pending: Pending, now: datetime
    ) -> ExternalIdentity:
        """Who signed in, by the answer to a sign-in that this browser began."""
        metadata = await self._discovery.metadata()
        self._require_own(answer, metadata)
        if "error" in answer or "code" not in answer:
            raise Refused(SignInCancelled(provider=self.provider.label))
        tokens = await exchange(
            self._credentials,
            self._transport,
            endpoint=metadata.token_endpoint,
            code=answer["code"],
            verifier=pending.verifier,
        )
        access_token = tokens.get("access_token")
        if not isinstance(access_token, str) or not access_token.isascii():
            raise oidc_token.refused(self.provider, Fault.MALFORMED)
        expected = Expected(pending.nonce, access_token, now)
        claims = await self._verified(tokens.get("id_token"), expected)
        further = await self._userinfo(access_token, claims["sub"], metadata)
        return oidc_claims.identity_of(claims, further)

    def _require_own(self, answer: Mapping[str, str], metadata: Metadata) -> None:
        """See to it that the answer is of the provider that was asked, and not of another one."""
        named = answer.get("iss")
        if named != self.provider.issuer and (named is not None or metadata.names_itself):
            raise Refused(IssuerMismatch(provider=self.provider.label))

    async def _verified(self, token: object, expected: Expected) -> dict[str, Any]:
        """The claims of a token; for a key that is not known, new ones are looked for once."""
        provider = self.provider
        try:
            keys = await self._keys.keys()
            return oidc_token.verified(token, keys, provider=provider, expected=expected)
        except UnknownKey:
            keys = await self._keys.renewed()
        try:
            return oidc_token.verified(token, keys, provider=provider, expected=expected)
        except UnknownKey as error:
            raise oidc_token.refused(provider, Fault.UNKNOWN_KEY) from error

    async def _userinfo(
        self, access_token: str, subject: str, metadata: Metadata
    ) -> dict[str, Any]:
        """What the provider says beside the token; it must be of the same person."""
        if metadata.userinfo_endpoint is None:
            return {}
        claims = await fetch_json(
            self._transport, self.provider, metadata.userinfo_endpoint, bearer=access_token
        )
        if claims.get("sub") != subject:
            raise oidc_token.refused(self.provider, Fault.SUBJECT)
        return claims
