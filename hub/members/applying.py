"""Applying for membership, and thinking better of it."""

from datetime import date, timedelta
from uuid import UUID

from hub.act import act
from hub.actor import TokenScope
from hub.deed import Deed
from hub.ends import Holder
from hub.errors import Refused
from hub.members import held
from hub.members.facts import facts_of
from hub.members.given import PATH, check_length
from hub.members.membership_models import Membership, MembershipType
from hub.members.membership_refusals import (
    AlreadyApplied,
    AlreadyMember,
    ApplicationDecided,
    TypeNotOffered,
)
from hub.members.rules import holds, membership_status
from hub.members.terms import MembershipStatus
from hub.members.transitions import RUNNING
from hub.refusals import DayTooEarly, DayTooLate, NotAllowed, NotFound, OneParty
from hub.texts import paragraphs

LONGEST_MOTIVATION = 4000
YEAR = timedelta(days=366)
"""How long ago an application on paper may have come in."""


@act(TokenScope.MEMBERS)
async def apply_for_membership(
    deed: Deed,
    *,
    type_id: UUID,
    organization_id: UUID | None = None,
    person_id: UUID | None = None,
    motivation: str | None = None,
    applied_on: date | None = None,
) -> Membership:
    """Apply for an organization that one administers, for oneself, or, at the desk, for anyone."""
    holder = Holder(organization_id, person_id)
    await _lock_applicant(deed, holder)
    terms = await deed.lock(MembershipType, type_id, "input", "typeId")
    day, written = applied_on or deed.today, paragraphs(motivation or "") or None
    check_length(deed, written, "motivation", limit=LONGEST_MOTIVATION)
    _check_day(deed, applied_on)
    check_offer(deed, terms, day)
    await check_free(deed, holder, terms, *_path(holder))
    return await deed.create(
        Membership,
        organization_id=organization_id,
        person_id=person_id,
        type_id=terms.id,
        applied_on=day,
        motivation=written,
    )


@act(TokenScope.MEMBERS)
async def withdraw_application(deed: Deed, *, membership_id: UUID) -> Membership:
    """Withdraw an application that nobody has decided: who may apply."""
    membership = await held.for_holder(deed, membership_id, *PATH)
    require_open(membership)
    await deed.edit(membership, withdrawn_on=deed.today)
    return membership


def require_open(membership: Membership) -> None:
    """Raise Refused unless the application waits for its answer: more there is not to say."""
    day = membership.decided_on or membership.withdrawn_on
    if day is not None:
        raise Refused(ApplicationDecided(*PATH, day=day, decision=membership.decision))


def check_offer(deed: Deed, terms: MembershipType, day: date) -> None:
    if not holds(terms.offered_from, terms.offered_until, day):
        deed.refuse(TypeNotOffered("input", "typeId", day=day))


async def check_free(deed: Deed, holder: Holder, terms: MembershipType, *path: str) -> None:
    """Note it if the holder has applied, or is a member, already: of the same sort."""
    for other in await held.memberships_of(deed, holder):
        if not held.is_of_sort(other.type.category, terms.category):
            continue
        status = membership_status(facts_of(other), deed.today)
        if status is MembershipStatus.APPLIED:
            deed.refuse(AlreadyApplied(*path, since=other.applied_on))
        elif status in RUNNING:
            deed.refuse(AlreadyMember(*path, since=other.applied_on))


def _check_day(deed: Deed, applied_on: date | None) -> None:
    """An application on paper came in earlier than the desk enters it."""
    path = ("input", "appliedOn")
    if applied_on is None:
        return
    if not deed.actor.has_role(held.DESKS):
        deed.refuse(NotAllowed(*path, who="the front desk"))
    if applied_on > deed.today:
        deed.refuse(DayTooLate(*path, latest=deed.today))
    if applied_on < deed.today - YEAR:
        deed.refuse(DayTooEarly(*path, first_on=deed.today - YEAR))


async def _lock_applicant(deed: Deed, holder: Holder) -> None:
    """Lock who is to apply; raise Refused unless the actor applies for them."""
    if (holder.organization_id is None) is (holder.person_id is None):
        raise Refused(OneParty("input"))
    path = _path(holder)
    if not held.is_concerned(deed.actor, holder):
        raise Refused(NotFound(*path))
    row = await held.lock_holder(deed, holder, *path)
    if not held.answers_for(deed.actor, holder):
        raise Refused(
            NotAllowed(*path, who="administrators of the organization and the front desk")
        )
    if not held.is_there(row):
        raise Refused(NotFound(*path))


def _path(holder: Holder) -> tuple[str, str]:
    return ("input", "personId" if holder.organization_id is None else "organizationId")
