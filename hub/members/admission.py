"""The answer to an application: admitted, with a number and a first period, or not."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from hub.act import act
from hub.actor import TokenScope
from hub.constraints import explains
from hub.deed import Deed
from hub.members import held, numbers
from hub.members.applying import PATH, check_length, require_open
from hub.members.facts import facts_of
from hub.members.membership_models import Membership, MembershipPeriod, MembershipType
from hub.members.membership_refusals import MemberNumberTaken, PeriodOverlap
from hub.members.periods import Cycle, first_end
from hub.members.rules import membership_status
from hub.members.terms import Decision
from hub.members.transitions import LEFT, covered_until
from hub.refusals import DayTooEarly, DayTooLate
from hub.texts import paragraphs

LONGEST_NOTE = 1000
AHEAD = timedelta(days=366)
"""How far ahead a membership may begin."""
FIRST_DAY = ("input", "startsOn")

explains("membership_number_key", lambda: MemberNumberTaken("input", "number"))


@act(TokenScope.MEMBERS)
async def reject_application(
    deed: Deed, *, membership_id: UUID, note: str | None = None
) -> Membership:
    """Decide that an applicant does not become a member."""
    membership = await held.for_direction(deed, membership_id, *PATH)
    require_open(membership)
    written = paragraphs(note or "") or None
    check_length(deed, written, "note", limit=LONGEST_NOTE)
    await deed.edit(
        membership, decision=Decision.REJECTED, decided_on=deed.today, decision_note=written
    )
    return membership


@act(TokenScope.MEMBERS)
async def admit_member(
    deed: Deed,
    *,
    membership_id: UUID,
    starts_on: date | None = None,
    number: str | None = None,
    note: str | None = None,
) -> Membership:
    """Admit an applicant: the first period begins, today or on the day that is given.

    A membership of the same sort that is over is what this one follows.
    """
    membership = await held.for_direction(deed, membership_id, *PATH)
    require_open(membership)
    begins, written = starts_on or deed.today, paragraphs(note or "") or None
    check_length(deed, written, "note", limit=LONGEST_NOTE)
    check_first_day(deed, begins, earliest=membership.applied_on)
    siblings = await held.siblings_of(deed, membership)
    check_overlap(deed, siblings, begins)
    chosen = await numbers.choose(deed, membership.type, number)
    await deed.edit(
        membership,
        decision=Decision.ADMITTED,
        decided_on=deed.today,
        decision_note=written,
        number=chosen,
        joined_on=begins,
        previous_id=_former(siblings, deed.today),
    )
    await open_first(deed, membership, membership.type, begins=begins)
    return membership


def check_first_day(deed: Deed, begins: date, *, earliest: date) -> None:
    if begins < earliest:
        deed.refuse(DayTooEarly(*FIRST_DAY, first_on=earliest))
    if begins > deed.today + AHEAD:
        deed.refuse(DayTooLate(*FIRST_DAY, latest=deed.today + AHEAD))


def check_overlap(deed: Deed, siblings: Iterable[Membership], begins: date) -> None:
    """Note it if another membership of the same sort covers days from the first one on."""
    ends = [end for other in siblings if (end := covered_until(facts_of(other))) is not None]
    until = max(ends, default=begins)
    if begins < until:
        deed.refuse(PeriodOverlap(*FIRST_DAY, until=until))


async def open_first(
    deed: Deed, membership: Membership, terms: MembershipType, *, begins: date
) -> MembershipPeriod:
    """The first period of an admitted membership, as long as its type says."""
    ends_on = first_end(cycle_of(terms), begins)
    return await deed.create(
        MembershipPeriod, membership_id=membership.id, starts_on=begins, ends_on=ends_on
    )


def cycle_of(terms: MembershipType) -> Cycle:
    return Cycle(terms.period_kind, terms.period_months, terms.rollover_days)


def _former(siblings: list[Membership], day: date) -> UUID | None:
    """The last membership of the same sort that is over, unless another one follows it."""
    followed = {each.previous_id for each in siblings}
    left = [each for each in siblings if membership_status(facts_of(each), day) in LEFT]
    return left[-1].id if left and left[-1].id not in followed else None
