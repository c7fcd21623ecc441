"""Leaving: resigning with notice, thinking better of it, and being expelled.

What hangs on the membership after its last day ends, or goes to somebody else, in the same act.
"""

from datetime import date, timedelta
from uuid import UUID

from hub.act import act
from hub.actor import TokenScope
from hub.deed import Deed, Done
from hub.ends import Ending, Holder
from hub.members import consequences, held
from hub.members.applying import PATH, check_length
from hub.members.membership_models import Membership
from hub.members.membership_refusals import NoticeTooShort
from hub.members.terms import ResignationReason
from hub.refusals import Blank, DayPassed, DayTooEarly, DayTooLate, NotAllowed, OneParty
from hub.texts import paragraphs

LONGEST_REASON = 1000
AHEAD = timedelta(days=2 * 366)
"""How far ahead a membership may be ended."""
BACK = timedelta(days=366)
"""How long ago a notice on paper may have come in."""


@act(TokenScope.MEMBERS)
async def resign_membership(
    deed: Deed,
    *,
    membership_id: UUID,
    notice_on: date | None = None,
    resigned_on: date | None = None,
    reason: ResignationReason | None = None,
    waive_notice: bool | None = None,
    **heir: UUID | None,
) -> Done:
    """Give notice: the membership ends when that has run, or on a later day."""
    membership = await held.for_holder(deed, membership_id, *PATH)
    await held.check_transition(deed, membership, "resignMembership", *PATH)
    noticed = notice_on or deed.today
    _check_notice(deed, membership, noticed, waive_notice=bool(waive_notice))
    days = 0 if waive_notice else membership.type.notice_days
    earliest = max(deed.today, noticed + timedelta(days=days))
    ends = resigned_on or earliest
    if ends < noticed + timedelta(days=days):
        deed.refuse(NoticeTooShort("input", "resignedOn", days=days, earliest=earliest))
    _check_end(deed, ends, "resignedOn")
    to = _heir(deed, **heir)
    await deed.edit(membership, notice_on=noticed, resigned_on=ends, resignation_reason=reason)
    return await _settled(deed, membership, ends, to=to)


@act(TokenScope.MEMBERS)
async def revoke_resignation(deed: Deed, *, membership_id: UUID) -> Membership:
    """Take a resignation back before it takes effect; what ended with it is not brought back."""
    membership = await held.for_desk(deed, membership_id, *PATH)
    await held.check_transition(deed, membership, "revokeResignation", *PATH)
    await deed.edit(membership, notice_on=None, resigned_on=None, resignation_reason=None)
    return membership


@act(TokenScope.MEMBERS)
async def expel_member(
    deed: Deed,
    *,
    membership_id: UUID,
    reason: str,
    expelled_on: date | None = None,
    **heir: UUID | None,
) -> Done:
    """Expel a member, at once or on a day to come: before a resignation takes effect."""
    membership = await held.for_direction(deed, membership_id, *PATH)
    await held.check_transition(deed, membership, "expelMember", *PATH)
    ends, written = expelled_on or deed.today, paragraphs(reason)
    if not written:
        deed.refuse(Blank("input", "reason"))
    check_length(deed, written, "reason", limit=LONGEST_REASON)
    _check_end(deed, ends, "expelledOn")
    if membership.resigned_on is not None and membership.resigned_on < ends:
        deed.refuse(DayTooLate("input", "expelledOn", latest=membership.resigned_on))
    to = _heir(deed, **heir)
    await deed.edit(membership, expelled_on=ends, expulsion_reason=written)
    return await _settled(deed, membership, ends, to=to)


def _check_notice(deed: Deed, membership: Membership, noticed: date, *, waive_notice: bool) -> None:
    """A notice on paper came in earlier than the desk enters it, and only the desk waives it."""
    is_desk = deed.actor.has_role(held.DESKS)
    earliest = max(membership.decided_on or noticed, deed.today - BACK)
    if waive_notice and not is_desk:
        deed.refuse(NotAllowed("input", "waiveNotice", who="the front desk"))
    if noticed != deed.today and not is_desk:
        deed.refuse(NotAllowed("input", "noticeOn", who="the front desk"))
    elif noticed > deed.today:
        deed.refuse(DayTooLate("input", "noticeOn", latest=deed.today))
    elif noticed < earliest:
        deed.refuse(DayTooEarly("input", "noticeOn", first_on=earliest))


def _check_end(deed: Deed, ends: date, name: str) -> None:
    if ends < deed.today:
        deed.refuse(DayPassed("input", name, today=deed.today))
    if ends > deed.today + AHEAD:
        deed.refuse(DayTooLate("input", name, latest=deed.today + AHEAD))


def _heir(
    deed: Deed,
    *,
    reassign_to_organization_id: UUID | None = None,
    reassign_to_person_id: UUID | None = None,
) -> Holder | None:
    """Who is to have what hangs on the membership; that is for the desk to say, which knows both."""
    to = Holder(reassign_to_organization_id, reassign_to_person_id)
    if to == Holder():
        return None
    name = "reassignToOrganizationId" if to.organization_id else "reassignToPersonId"
    if not deed.actor.has_role(held.DESKS):
        deed.refuse(NotAllowed("input", name, who="the front desk"))
    if None not in to:
        deed.refuse(OneParty("input", "reassignToPersonId"))
    return to


async def _settled(deed: Deed, membership: Membership, ends: date, *, to: Holder | None) -> Done:
    ending = Ending(
        holder=held.holder_of(membership),
        day=ends,
        today=deed.today,
        now=deed.now,
        by_id=deed.actor.person_id,
        membership_id=membership.id,
    )
    name = "reassignToOrganizationId" if to and to.organization_id else "reassignToPersonId"
    told = await consequences.settle(deed, ending, to=to, path=("input", name))
    return Done(membership.id, {"consequences": told})
