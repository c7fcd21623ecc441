"""What an invitation offers: who may offer it, and what stands against it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from tortoise.expressions import Q

from hub.accounts import rules
from hub.accounts.access_refusals import (
    AccountClosed,
    AlreadyGranted,
    InvitationTarget,
    RoleNotGrantable,
)
from hub.accounts.models import GRANTABLE, Account, RoleGrant
from hub.actor import Role
from hub.clock import ROME
from hub.deed import Deed
from hub.errors import Refusal, Refused
from hub.members.models import Affiliation, Organization
from hub.members.parties.affiliation_refusals import AlreadyBelongs
from hub.members.parties.refusals import ProfileLocked
from hub.members.rules import overlap
from hub.members.terms import AffiliationRole
from hub.refusals import Blank, NotAllowed, NotFound, NotInOrder, TooLong
from hub.texts import line

DIRECTION = frozenset({Role.DIRECTION})
DESKS = DIRECTION | {Role.FRONT_DESK}
LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True)
class Offer:
    """An affiliation with an organization, or a role at a desk."""

    organization_id: UUID | None = None
    affiliation_role: AffiliationRole | None = None
    title: str | None = None
    is_administrator: bool | None = None
    role: Role | None = None
    role_ends_on: date | None = None

    @property
    def written_title(self) -> str | None:
        return line(self.title or "") or None

    def expires_at(self, now: datetime) -> datetime:
        """Until when it can be accepted: two weeks, but not when there would be no role left."""
        usual = now + rules.INVITED
        if self.role_ends_on is None:
            return usual
        return min(usual, datetime.combine(self.role_ends_on, time(), ROME))


def faults(offer: Offer, today: date) -> Iterator[Refusal]:
    """What is wrong with the offer in itself."""
    if (offer.organization_id is None) is (offer.role is None):
        yield InvitationTarget("input")
    elif offer.role is None:
        yield from _faults_of_affiliation(offer)
    else:
        yield from _faults_of_role(offer, today)


def _faults_of_affiliation(offer: Offer) -> Iterator[Refusal]:
    if offer.affiliation_role is None:
        yield Blank("input", "affiliationRole")
    if offer.role_ends_on is not None:
        yield InvitationTarget("input", "roleEndsOn")
    measured = len(offer.written_title or "")
    if measured > LONGEST_TITLE:
        yield TooLong("input", "title", limit=LONGEST_TITLE, measured=measured)


def _faults_of_role(offer: Offer, today: date) -> Iterator[Refusal]:
    if offer.role not in GRANTABLE:
        yield RoleNotGrantable("input", "role", grantable=", ".join(GRANTABLE))
    if offer.affiliation_role is not None:
        yield InvitationTarget("input", "affiliationRole")
    if offer.written_title is not None:
        yield InvitationTarget("input", "title")
    if offer.is_administrator:
        yield InvitationTarget("input", "isAdministrator")
    if offer.role_ends_on is not None and offer.role_ends_on <= today:
        yield NotInOrder("input", "roleEndsOn", begins=today, ends=offer.role_ends_on)


async def require_right(deed: Deed, offer: Offer) -> None:
    """Raise Refused unless the actor may offer it; what it is to is locked from then on."""
    if offer.role is not None and not deed.actor.has_role(DIRECTION):
        raise Refused(NotAllowed("input", "role", who="the direction"))
    if offer.organization_id is None:
        return
    path = ("input", "organizationId")
    is_desk = deed.actor.has_role(DESKS)
    if not is_desk and offer.organization_id not in deed.actor.administered_ids:
        is_own = offer.organization_id in deed.actor.organization_ids
        who = NotAllowed(*path, who="administrators of the organization and the front desk")
        raise Refused(who if is_own else NotFound(*path))
    organization = await deed.lock(Organization, offer.organization_id, *path)
    if organization.locked_at is not None and not is_desk:
        raise Refused(ProfileLocked(*path))


async def obstacles(deed: Deed, offer: Offer, email: str) -> list[Refusal]:
    """What stands against it for whoever has the address."""
    if offer.role is None:
        of_address = Q(person__email=email) | Q(person__account__email=email)
        since = await belongs_since(deed, of_address, offer.organization_id)
        return [] if since is None else [AlreadyBelongs("input", "email", since=since)]
    account = await Account.filter(email=email).using_db(deed.connection).first()
    if account is None:
        return []
    if account.disabled_at is not None:
        return [AccountClosed("input", "email")]
    begins = await held_from(deed, account, offer.role, ends_on=offer.role_ends_on)
    return [] if begins is None else [AlreadyGranted("input", "role", begins=begins)]


async def belongs_since(deed: Deed, whose: Q, organization_id: UUID | None) -> date | None:
    """Since, or from, when somebody belongs to an organization, today or later."""
    rows = Affiliation.filter(whose, organization_id=organization_id).using_db(deed.connection)
    periods = [(each.starts_on, each.ends_on) for each in await rows]
    return overlap(periods, deed.today, None)


async def held_from(
    deed: Deed,
    account: Account,
    role: Role,
    *,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> date | None:
    """From when the account has the role on a day of a period, which begins today if none is said."""
    rows = RoleGrant.filter(account_id=account.id, role=role).using_db(deed.connection)
    periods = [(each.starts_on, each.ends_on) for each in await rows]
    return overlap(periods, starts_on or deed.today, ends_on)
