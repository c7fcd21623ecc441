"""Which fee lines of periods are missing, by the terms of their types and by what was made before."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from tortoise.expressions import Q

from hub.deed import Deed
from hub.members.fees.drafts import ONCE, Coverage, Draft, Manner, Tariff, drafts, kinds_of
from hub.members.membership_models import FeeLine, MembershipPeriod, MembershipType
from hub.members.periods import Cycle
from hub.members.rules import Period
from hub.members.terms import Decision, FeeKind


@dataclass(frozen=True, slots=True)
class Missing:
    """A line that is to be written, for whom, and who pays it."""

    draft: Draft
    period: MembershipPeriod
    payer: dict[str, UUID | None]


async def periods_of(deed: Deed, which: Q) -> list[MembershipPeriod]:
    found = MembershipPeriod.filter(which).using_db(deed.connection).order_by("starts_on", "id")
    return await found.prefetch_related("membership__type", "membership__periods")


def days_held(period: MembershipPeriod) -> Period | None:
    """The days of the period on which the membership holds; None without any."""
    held = period.membership
    if held.decision is not Decision.ADMITTED:
        return None
    ends = [day for day in (period.ends_on, held.resigned_on, held.expelled_on) if day is not None]
    until = min(ends, default=None)
    is_empty = until is not None and until <= period.starts_on
    return None if is_empty else Period(period.starts_on, until)


async def missing(deed: Deed, periods: Sequence[MembershipPeriod], manner: Manner) -> list[Missing]:
    """The lines that are missing."""
    made = await _made(deed, periods)
    asked = []
    for period in periods:
        held, covered = period.membership, days_held(period)
        if covered is None:
            continue
        first_on = min(each.starts_on for each in held.periods)
        coverage = Coverage(period=covered, first_on=first_on)
        kinds = kinds_of(manner, coverage, is_renewed=held.previous_id is not None)
        missing = [
            kind for kind in kinds if (held.id if kind in ONCE else period.id, kind) not in made
        ]
        payer = {"payer_id": held.organization_id, "paying_person_id": held.person_id}
        written = drafts(tariff_of(held.type), coverage, manner, kinds=missing)
        asked += [Missing(draft, period, payer) for draft in written]
    return asked


async def _made(
    deed: Deed, periods: Sequence[MembershipPeriod]
) -> set[tuple[UUID | None, FeeKind]]:
    """What was made before and not credited: of a period, and of a membership what is paid once."""
    of_periods = Q(period_id__in=[period.id for period in periods])
    of_memberships = Q(
        membership_id__in=[period.membership_id for period in periods], kind__in=[*ONCE]
    )
    lines = FeeLine.filter(of_periods | of_memberships, credited_on=None).using_db(deed.connection)
    return {
        (line.membership_id if line.kind in ONCE else line.period_id, line.kind)
        for line in await lines
    }


def tariff_of(type: MembershipType) -> Tariff:
    """What a membership type asks for."""
    return Tariff(
        name=type.name_it,
        cycle=Cycle(type.period_kind, type.period_months, type.rollover_days),
        amounts={
            FeeKind.YEARLY: type.yearly_fee,
            FeeKind.JOINING: type.joining_fee,
            FeeKind.CAPITAL_SHARE: type.capital_share,
        },
    )
