"""Whose account an identity at a provider opens: decisions over plain values."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from hub.accounts.oidc_claims import ExternalIdentity
from hub.accounts.oidc_refusals import (
    AccountUnverified,
    IdentityConflict,
    NoAccount,
)
from hub.accounts.oidc_settings import Provider
from hub.accounts.refusals import AccountDisabled
from hub.errors import Refusal

SURE_LEVEL = 2
"""Of assurance: from here on the person proved more than a password."""


class Presented(NamedTuple):
    """An identity, and the provider by whose word it is one."""

    identity: ExternalIdentity
    provider: Provider

    @property
    def is_sure(self) -> bool:
        """Whether the person proved more than a password, to a provider trusted to tell."""
        return self.provider.trusts_fiscal_code and self.identity.level >= SURE_LEVEL

    @property
    def fiscal_code(self) -> str | None:
        """The fiscal code, if it is sure."""
        return self.identity.fiscal_code if self.is_sure else None

    @property
    def email(self) -> str | None:
        """The address, if the provider has verified it and may vouch for it."""
        email, domains = self.identity.email, self.provider.email_domains
        if email is None or not self.identity.is_email_verified:
            return None
        return email if not domains or email.rpartition("@")[2] in domains else None


@dataclass(frozen=True)
class Candidate:
    """An account that might be the one of an identity."""

    account_id: UUID
    is_verified: bool
    """Whether its own address is."""
    is_disabled: bool = False
    fiscal_code: str | None = None
    subjects: frozenset[str] = frozenset()
    """Of the identities at the same provider that open it already."""


class Candidates(NamedTuple):
    """What the hub knows of an identity, each by its own evidence."""

    linked: Candidate | None = None
    by_fiscal_code: Candidate | None = None
    by_email: Candidate | None = None
    invitations: Iterable[UUID] = ()
    """Open ones to the address that the provider vouches for."""


@dataclass(frozen=True)
class Opens:
    """The identity opens this account, and is linked to it if it is not yet."""

    account_id: UUID


@dataclass(frozen=True)
class Invited:
    """There is no account, but there are invitations by which one can be made."""

    invitation_ids: tuple[UUID, ...]


Verdict = Opens | Invited | Refusal


def decide(presented: Presented, candidates: Candidates) -> Verdict:
    """Which account an identity opens.

    The one that it is linked to; else that of the person with the fiscal code; else that with the
    address, both verified. A code stays one person's for life; an address may pass to somebody
    else, who must not find the account of whom it belonged to.
    """
    if candidates.linked is not None:
        return _opens(candidates.linked)
    if candidates.by_fiscal_code is not None:
        return _opens(candidates.by_fiscal_code)
    if candidates.by_email is not None:
        return _by_email(presented, candidates.by_email)
    if invitation_ids := tuple(candidates.invitations):
        return Invited(invitation_ids)
    return NoAccount(provider=presented.provider.label)


def _by_email(presented: Presented, candidate: Candidate) -> Verdict:
    provider, code = presented.provider.label, presented.fiscal_code
    is_another = code is not None and candidate.fiscal_code not in {None, code}
    if is_another or candidate.subjects:
        return IdentityConflict(provider=provider)
    if not candidate.is_verified:
        return AccountUnverified(provider=provider)
    return _opens(candidate)


def _opens(candidate: Candidate) -> Verdict:
    return AccountDisabled() if candidate.is_disabled else Opens(candidate.account_id)
