"""What the accounts' area derives, from its rules over loaded rows."""

from typing import Any

from hub.accounts import rules
from tests.oracle.derived.moment import Derivations, Moment


def _state(invitation: Any, moment: Moment) -> str:
    return rules.state_of_invitation(
        expires_at=invitation.expires_at,
        accepted_at=invitation.accepted_at,
        declined_at=invitation.declined_at,
        revoked_at=invitation.revoked_at,
        now=moment.now,
    )


def _is_current(grant: Any, moment: Moment) -> bool:
    """Of one that was taken back on its first day there is no period."""
    has_begun = grant.starts_on <= moment.day
    return has_begun and (grant.ends_on is None or moment.day < grant.ends_on)


def _is_valid(token: Any, moment: Moment) -> bool:
    is_over = token.expires_at is not None and token.expires_at <= moment.now
    return token.revoked_at is None and not is_over


ACCOUNTS: Derivations = {
    "Account.has_password": lambda row, _: row.password_hash is not None,
    "Account.has_second_factor": lambda row, _: row.totp_confirmed_at is not None,
    "RoleGrant.is_current": _is_current,
    "ApiToken.is_valid": _is_valid,
    "Session.is_open": lambda row, at: row.ended_at is None and at.now < row.expires_at,
    "Invitation.state": _state,
}
