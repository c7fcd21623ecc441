"""The accounts that an identity at a provider might open, as the database knows them."""

from datetime import datetime
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient

from hub.accounts.invitation_models import Invitation
from hub.accounts.models import Account
from hub.accounts.oidc_rules import Candidate, Candidates, Presented
from hub.accounts.session_models import Identity


async def find(presented: Presented, connection: BaseDBAsyncClient, now: datetime) -> Candidates:
    """What there is by each kind of evidence, of which one that is not sure finds nothing."""
    identity, email, code = presented.identity, presented.email, presented.fiscal_code
    accounts = Account.all().using_db(connection).select_related("person")
    linked = await accounts.filter(
        identities__issuer=identity.issuer, identities__subject=identity.subject
    ).first()
    if linked is not None:
        return Candidates(linked=_candidate(linked))
    by_code = await accounts.filter(person__fiscal_code=code).first() if code else None
    by_email = await accounts.filter(email=email).first() if email else None
    subjects = await _subjects(by_email, identity.issuer, connection) if by_email else frozenset()
    return Candidates(
        by_fiscal_code=_candidate(by_code) if by_code else None,
        by_email=_candidate(by_email, subjects) if by_email else None,
        invitations=await _invitations(email, connection, now) if email else (),
    )


def _candidate(account: Account, subjects: frozenset[str] = frozenset()) -> Candidate:
    return Candidate(
        account_id=account.id,
        is_verified=account.verified_at is not None,
        is_disabled=account.disabled_at is not None,
        fiscal_code=account.person.fiscal_code if account.person else None,
        subjects=subjects,
    )


async def _subjects(account: Account, issuer: str, connection: BaseDBAsyncClient) -> frozenset[str]:
    rows = Identity.filter(account_id=account.id, issuer=issuer).using_db(connection)
    return frozenset({row.subject for row in await rows})


async def _invitations(
    email: str, connection: BaseDBAsyncClient, now: datetime
) -> tuple[UUID, ...]:
    """The open invitations to an address, the oldest first."""
    rows = Invitation.filter(email=email, expires_at__gt=now).using_db(connection)
    rows = rows.filter(accepted_at=None, declined_at=None, revoked_at=None)
    return tuple(row.id for row in await rows.order_by("created_at"))
