"""Codes of an authenticator app, after RFC 6238: six digits that change every thirty seconds."""

import hmac
import re
from datetime import datetime

import pyotp

ISSUER = "Polo Hub"
"""Under which name an app lists the account."""
STEP_SECONDS = 30
DRIFT = 1
"""Steps that the clock of a telephone may be ahead or behind."""
CODE = re.compile(r"[0-9]{6}")
PURPOSE = "second factor"
"""For which secrets are encrypted."""


def make_secret() -> str:
    """A new secret of 160 bits, as people may also type it into an app."""
    return pyotp.random_base32()


def uri_of(secret: str, email: str) -> str:
    """What a QR code tells an app."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER)


def step_of(secret: str, code: str, *, now: datetime, last: int | None) -> int | None:
    """The step whose code this is, if it is near enough and later than the last that was taken."""
    digits = "".join(code.split())
    if not CODE.fullmatch(digits):
        return None
    otp, present = pyotp.TOTP(secret), int(now.timestamp()) // STEP_SECONDS
    steps = range(present - DRIFT, present + DRIFT + 1)
    found = [step for step in steps if hmac.compare_digest(otp.generate_otp(step), digits)]
    # The same digits may be those of two steps: the later one is used up with the earlier.
    return found[-1] if found and (last is None or found[-1] > last) else None
