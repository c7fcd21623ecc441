"""The answer to an application: admitted, with a number and a first period, or not."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from hub.act import act
from hub.actor import TokenScope
from hub.constraints import explains
from hub.deed import Deed
from hub.members import held, numbers
from hub.members.applying import require_open
from hub.members.documents import waiver_of
from hub.members.facts import facts_of
from hub.members.given import PATH, check_length
from hub.members.membership_models import Membership, MembershipPeriod, MembershipType
from hub.members.membership_refusals import MemberNumberTaken, PeriodOverlap
from hub.members.periods import AHEAD, Cycle, first_end
from hub.members.rules import membership_status
from hub.members.terms import Decision
from hub.members.transitions import LEFT, covered_until
from hub.refusals import DayTooEarly, DayTooLate
from hub.texts import paragraphs

LONGEST_NOTE = 1000
FIRST_DAY = ("input", "startsOn")

explains("membership_number_key", lambda: MemberNumberTaken("input", "number"))


@act(TokenScope.MEMBERS)
async def reject_application(
    deed: Deed, *, membership_id: UUID, note: str | None = None
) -> Membership:
    """Decide that an applicant does not become a member."""
    membership = await held.for_direction(deed, membership_id, *PATH)
    require_open(membership)
    written = _noted(deed, note)
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
    **said: str | None,
) -> Membership:
    """Admit an applicant: the first period begins, today or on the day that is given.

    A membership of the same sort that is over is what this one follows.
    """
    membership = await held.for_direction(deed, membership_id, *PATH)
    require_open(membership)
    begins = starts_on or deed.today
    check_first_day(deed, begins, earliest=membership.applied_on)
    siblings = await held.siblings_of(deed, membership)
    check_overlap(deed, siblings, begins)
    decided = await admitted(deed, membership.type, papers_of=membership.id, **said)
    previous_id = _former(siblings, deed.today)
    await deed.edit(membership, joined_on=begins, previous_id=previous_id, **decided)
    await open_first(deed, membership, membership.type, begins=begins)
    return membership


async def admitted(
    deed: Deed,
    terms: MembershipType,
    *,
    papers_of: UUID,
    number: str | None = None,
    note: str | None = None,
    waive_documents: str | None = None,
) -> dict[str, Any]:
    """What is kept of an admission that is decided today, by the papers of a membership."""
    return {
        "decision": Decision.ADMITTED,
        "decided_on": deed.today,
        "decision_note": _noted(deed, note),
        "waiver_reason": await waiver_of(deed, terms, papers_of, waived=waive_documents),
        "number": await numbers.choose(deed, terms, number),
    }


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


def _noted(deed: Deed, note: str | None) -> str | None:
    written = paragraphs(note or "") or None
    check_length(deed, written, "note", limit=LONGEST_NOTE)
    return written


def _former(siblings: list[Membership], day: date) -> UUID | None:
    """The last membership of the same sort that is over, unless another one follows it."""
    followed = {each.previous_id for each in siblings}
    left = [each for each in siblings if membership_status(facts_of(each), day) in LEFT]
    return left[-1].id if left and left[-1].id not in followed else None
