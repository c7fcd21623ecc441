"""The ID token: who signed in, as the provider proves it."""

from datetime import datetime
from typing import Any, NamedTuple

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import (
    BadSignatureError,
    ExpiredTokenError,
    InvalidClaimError,
    InvalidKeyIdError,
    JoseError,
    KeyParameterError,
    MissingClaimError,
    UnsupportedAlgorithmError,
)
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from hub.accounts.oidc_refusals import Fault, IdTokenInvalid
from hub.accounts.oidc_settings import Provider
from hub.errors import Refused

LEEWAY_SECONDS = 60
"""By which the clocks of a provider and of the hub may differ."""
LONGEST = 32 * 1024
LONGEST_SUBJECT = 255
FAULTS = {
    "iss": Fault.ISSUER,
    "sub": Fault.SUBJECT,
    "aud": Fault.AUDIENCE,
    "azp": Fault.AUTHORIZED_PARTY,
    "exp": Fault.EXPIRED,
    "iat": Fault.ISSUED_AT,
    "nbf": Fault.NOT_BEFORE,
    "nonce": Fault.NONCE,
    "at_hash": Fault.HASH,
}


class UnknownKey(Exception):
    """The token is signed with a key that the provider did not have when it was asked."""


class Expected(NamedTuple):
    """What an ID token must fit to."""

    nonce: str
    access_token: str
    now: datetime


def verified(
    token: object, keys: KeySet, *, provider: Provider, expected: Expected
) -> dict[str, Any]:
    """The claims of a token; refused unless all of it is right."""
    opened = _opened(token, keys, provider)
    claims = CodeIDToken(
        opened.claims,
        opened.header,
        {
            "iss": {"essential": True, "value": provider.issuer},
            "aud": {"essential": True, "value": provider.client_id},
        },
        {
            "nonce": expected.nonce,
            "client_id": provider.client_id,
            "access_token": expected.access_token,
        },
    )
    try:
        claims.validate(now=int(expected.now.timestamp()), leeway=LEEWAY_SECONDS)
    except (MissingClaimError, InvalidClaimError, ExpiredTokenError) as error:
        raise refused(provider, FAULTS.get(error.claim, Fault.CLAIM)) from error
    except (JoseError, ValueError, TypeError) as error:
        raise refused(provider, Fault.CLAIM) from error
    subject = opened.claims["sub"]
    if not (0 < len(subject) <= LONGEST_SUBJECT and subject.isprintable()):
        raise refused(provider, Fault.SUBJECT)
    return opened.claims


def refused(provider: Provider, fault: Fault) -> Refused:
    return Refused(IdTokenInvalid(provider=provider.label, fault=fault))


def _opened(token: object, keys: KeySet, provider: Provider) -> jwt.Token:
    """The token, of which it is sure now that the provider signed it.

    Raises UnknownKey if it may have been with a newer key.
    """
    if not isinstance(token, str) or len(token) > LONGEST or not token.isascii():
        raise refused(provider, Fault.MALFORMED)
    # Unknown members of the header are passed over; those that matter are named in `crit`.
    registry = JWSRegistry(algorithms=provider.algorithms, strict_check_header=False)
    try:
        return jwt.decode(token, keys, registry=registry)
    except InvalidKeyIdError as error:
        raise UnknownKey from error
    except (JoseError, ValueError, TypeError, RecursionError) as error:
        raise refused(provider, _fault_of(error)) from error


def _fault_of(error: Exception) -> Fault:
    match error:
        case UnsupportedAlgorithmError():
            return Fault.ALGORITHM
        case BadSignatureError():
            return Fault.SIGNATURE
        case KeyParameterError():
            return Fault.UNKNOWN_KEY
        case _:
            return Fault.MALFORMED
