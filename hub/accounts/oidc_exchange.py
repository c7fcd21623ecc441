"""The code of a sign-in exchanged for the provider's tokens, by which the hub shows who it is."""

from typing import Any, NamedTuple
from urllib.parse import quote_plus

import httpx2
from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import AsyncOAuth2Client
from authlib.oauth2.rfc7523 import PrivateKeyJWT
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey

from hub import clock
from hub.accounts.oidc_http import BoundedTransport, invalid, unavailable
from hub.accounts.oidc_refusals import CodeRefused, Fault
from hub.accounts.oidc_settings import Provider
from hub.errors import Misconfigured, Refused

Secret = str | RSAKey | ECKey
OF_THE_HUB = frozenset({"invalid_client", "unauthorized_client"})
"""Errors that are the hub's own: it is not set up at the provider as it says that it is."""
CURVES = {"P-256": "ES256", "P-384": "ES384", "P-521": "ES512"}
ASSERTION_SECONDS = 60
"""For which the hub's signature, by which a provider knows it, is good."""


class Credentials(NamedTuple):
    """What the hub is at a provider."""

    provider: Provider
    secret: Secret
    redirect_uri: str


def speaker(credentials: Credentials, transport: BoundedTransport) -> AsyncOAuth2Client:
    """A client of the protocol, for one sign-in: it keeps the tokens that it is given."""
    provider = credentials.provider
    return AsyncOAuth2Client(
        client_id=provider.client_id,
        client_secret=credentials.secret,
        scope=" ".join(provider.scopes),
        redirect_uri=credentials.redirect_uri,
        code_challenge_method="S256",
        transport=transport,
        trust_env=False,
        follow_redirects=False,
    )


async def exchange(
    credentials: Credentials,
    transport: BoundedTransport,
    *,
    endpoint: str,
    code: str,
    verifier: str,
) -> dict[str, Any]:
    """The tokens that the provider gives for a code."""
    provider, client = credentials.provider, speaker(credentials, transport)
    try:
        tokens: dict[str, Any] = await client.fetch_token(
            endpoint,
            grant_type="authorization_code",
            code=code,
            code_verifier=verifier,
            auth=_authentication(credentials, client, endpoint),
        )
    except OAuthError as error:
        if str(error.error) in OF_THE_HUB:
            raise invalid(provider, Fault.CLIENT) from error
        raise Refused(CodeRefused(provider=provider.label)) from error
    except httpx2.HTTPStatusError as error:
        raise unavailable(provider, Fault.STATUS) from error
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        raise unavailable(provider, Fault.NOT_JSON) from error
    return tokens


def secret_of(provider: Provider) -> Secret:
    """The secret of the hub at the provider, or its private key.

    Raises Misconfigured if it cannot be read, or is no key.
    """
    place = f"HUB_OIDC: {provider.name}"
    try:
        secret = provider.secret
    except OSError as error:
        raise Misconfigured(f"{place}: the secret cannot be read ({error.strerror}).") from error
    if provider.client_auth != "private_key_jwt":
        return secret
    for kind in (RSAKey, ECKey):
        try:
            key = kind.import_key(secret)
        except (JoseError, ValueError, TypeError):
            continue
        if key.is_private and (isinstance(key, RSAKey) or key.curve_name in CURVES):
            return key
    raise Misconfigured(f"{place}: client_secret is no private key as PEM, RSA or EC.")


def _authentication(credentials: Credentials, client: AsyncOAuth2Client, endpoint: str) -> object:
    provider, secret = credentials.provider, credentials.secret
    match provider.client_auth:
        case "basic":
            # The standard wants both encoded as in a form, which authlib leaves out.
            return httpx2.BasicAuth(quote_plus(provider.client_id), quote_plus(str(secret)))
        case "post":
            return client.client_auth("client_secret_post")
        case "private_key_jwt":
            algorithm = CURVES[secret.curve_name] if isinstance(secret, ECKey) else "RS256"
            claims = {"exp": int(clock.now().timestamp()) + ASSERTION_SECONDS}
            return client.client_auth(PrivateKeyJWT(endpoint, claims=claims, alg=algorithm))
