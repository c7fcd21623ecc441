"""Refusals as JSON for programs that do not speak GraphQL: `{"problems": [...]}`."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from hub.accounts.refusals import (
    AccountDisabled,
    CodeInvalid,
    CredentialsInvalid,
    RefreshTokenInvalid,
    SecondFactorNeeded,
    SignInBusy,
    TooManyAttempts,
)
from hub.errors import Refusal, Refused
from hub.messages import message
from hub.web import refusals
from hub.web.refusals import Headers

STATUS: Mapping[type[Refusal], int] = {
    AccountDisabled: 403,
    CodeInvalid: 401,
    CredentialsInvalid: 401,
    RefreshTokenInvalid: 401,
    SecondFactorNeeded: 401,
    SignInBusy: 503,
    TooManyAttempts: 429,
}
"""Of an answer with such a problem; with any other it is 422."""
BUSY_SECONDS = 2


class Problems(NamedTuple):
    """An answer: its status, what it says, and its headers."""

    status: int
    body: Mapping[str, Any]
    headers: Headers = ()


def problems_of(error: Exception, language: str) -> Problems:
    """What an error amounts to; a bug becomes an incident, logged once."""
    if isinstance(error, Refused):
        first = error.refusals[0]
        told = [_told(refusal, language) for refusal in error.refusals]
        return Problems(STATUS.get(type(first), 422), {"problems": told}, _waiting(first))
    refused = refusals.of(error)
    told = [{"code": refused.code, "message": str(refused), "path": []}]
    return Problems(refused.status, {"problems": told}, refused.headers)


def _told(refusal: Refusal, language: str) -> dict[str, Any]:
    return {
        "code": refusal.code,
        "message": message(refusal.sentence, language, **refusal.values),
        "path": [str(step) for step in refusal.path],
    }


def _waiting(refusal: Refusal) -> Headers:
    """How long to wait, where waiting helps."""
    match refusal:
        case TooManyAttempts():
            return [(b"retry-after", str(refusal.values["seconds"]).encode())]
        case SignInBusy():
            return [(b"retry-after", str(BUSY_SECONDS).encode())]
        case _:
            return ()
