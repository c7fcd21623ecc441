"""Leaving: resigning with notice, thinking better of it, and being expelled.

What hangs on the membership after its last day ends, or goes to somebody else, in the same act.
"""

from datetime import date, timedelta
from uuid import UUID

from hub.act import act
from hub.actor import TokenScope
from hub.deed import Deed, Done
from hub.members import held
from hub.members.given import PATH, check_soon, reason_of
from hub.members.heirs import heir_of, settled
from hub.members.membership_models import Membership
from hub.members.membership_refusals import NoticeTooShort
from hub.members.terms import ResignationReason
from hub.refusals import DayTooEarly, DayTooLate, NotAllowed

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
    # A notice from a day to come is refused above: it counts from today, for the rest to be told.
    served = min(noticed, deed.today) + timedelta(days=days)
    earliest = max(deed.today, served)
    ends = resigned_on or earliest
    if ends < served:
        deed.refuse(NoticeTooShort("input", "resignedOn", days=days, earliest=earliest))
    check_soon(deed, ends, "resignedOn", ahead=AHEAD)
    to = await heir_of(deed, **heir)
    await deed.edit(membership, notice_on=noticed, resigned_on=ends, resignation_reason=reason)
    return await settled(deed, membership, ends, to=to)


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
    ends, written = expelled_on or deed.today, reason_of(deed, reason)
    check_soon(deed, ends, "expelledOn", ahead=AHEAD)
    if membership.resigned_on is not None and membership.resigned_on < ends:
        deed.refuse(DayTooLate("input", "expelledOn", latest=membership.resigned_on))
    to = await heir_of(deed, **heir)
    await deed.edit(membership, expelled_on=ends, expulsion_reason=written)
    return await settled(deed, membership, ends, to=to)


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
