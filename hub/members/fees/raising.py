"""Making fee lines from the terms of a membership type: for one period, or for a whole year.

What was made is not made again: of a period each kind is asked for once, of a membership the fee
of joining and the share. So either act may be repeated, and adds only what is missing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from tortoise.expressions import Q

from hub.act import act
from hub.actor import TokenScope
from hub.constraints import explains
from hub.deed import Deed, Done
from hub.errors import Refused
from hub.members.fees.accounting import hold_books
from hub.members.fees.drafts import Draft
from hub.members.fees.issuing import numbers
from hub.members.fees.lines import find_payer, touch_parties
from hub.members.fees.manner import manner_of
from hub.members.fees.missing import Missing, days_held, missing, periods_of
from hub.members.fees.refusals import (
    FeesNotDue,
    TooManyLines,
    YearOutOfRange,
)
from hub.members.membership_models import (
    FeeLine,
    Membership,
    MembershipPeriod,
    MembershipType,
)
from hub.members.membership_policy import MEMBERSHIP_PERIOD
from hub.members.models import Organization
from hub.policy import IS_FRONT_DESK
from hub.refusals import NotAllowed, NotFound, OneParty

MOST_AT_A_TIME = 1000
"""Lines that one act makes."""
FIRST_YEAR, LAST_YEAR = 2000, 2100

explains("fee_line_once_per_period")
explains("fee_line_once_per_membership")


@act(TokenScope.MEMBERS)
async def raise_fees(
    deed: Deed,
    *,
    membership_period_id: UUID,
    payer_id: UUID | None = None,
    paying_person_id: UUID | None = None,
    issued_on: date | None = None,
    **given: Any,
) -> Done:
    """Make the lines of a period that are missing; with `issued_on` they are asked for at once."""
    await hold_books(deed)
    found = await _visible(deed, membership_period_id)
    manner = await manner_of(deed, issued_on=issued_on, **given)
    if payer_id is not None and paying_person_id is not None:
        deed.refuse(OneParty("input"))
    deed.settle()
    payer = None
    if payer_id is not None or paying_person_id is not None:
        payer = _column(await find_payer(deed, payer_id, paying_person_id))
    await _lock_memberships(deed, [found.membership_id])
    (period,) = await periods_of(deed, Q(id=found.id))
    if days_held(period) is None:
        raise Refused(FeesNotDue("input", "membershipPeriodId"))
    asked = await missing(deed, [period], manner)
    if payer is not None:
        asked = [replace(each, payer=payer) for each in asked]
    lines = await _write(deed, asked, issued_on)
    deed.touch(period)
    return Done(period.id, _told(lines))


@act(TokenScope.MEMBERS)
async def raise_fees_for_year(
    deed: Deed,
    *,
    year: int,
    membership_type_id: UUID | None = None,
    issued_on: date | None = None,
    **given: Any,
) -> Done:
    """Make the lines that are missing for all periods that begin in a year."""
    if not deed.actor.has_role(IS_FRONT_DESK.roles):
        raise Refused(NotAllowed("input", who="the front desk"))
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused(YearOutOfRange("input", "year", first=FIRST_YEAR, last=LAST_YEAR))
    await hold_books(deed)
    which = Q(starts_on__gte=date(year, 1, 1), starts_on__lt=date(year + 1, 1, 1))
    if membership_type_id is not None:
        await deed.lock(MembershipType, membership_type_id, "input", "membershipTypeId")
        which &= Q(membership__type_id=membership_type_id)
    manner = await manner_of(deed, issued_on=issued_on, **given)
    deed.settle()
    found = MembershipPeriod.filter(which).using_db(deed.connection)
    await _lock_memberships(deed, [each.membership_id for each in await found])
    periods = [period for period in await periods_of(deed, which) if days_held(period) is not None]
    asked = await missing(deed, periods, manner)
    if len(asked) > MOST_AT_A_TIME:
        raise Refused(TooManyLines("input", measured=len(asked), limit=MOST_AT_A_TIME))
    return Done(values=_told(await _write(deed, asked, issued_on)))


async def _visible(deed: Deed, id: UUID) -> MembershipPeriod:
    """The period, if the actor is of the front desk; others are refused."""
    path = ("input", "membershipPeriodId")
    found = MembershipPeriod.filter(id=id).using_db(deed.connection)
    period = await found.prefetch_related("membership__organization").first()
    is_desk = deed.actor.has_role(IS_FRONT_DESK.roles)
    if period is None or not (is_desk or MEMBERSHIP_PERIOD.rows.holds(period, deed.viewer)):
        raise Refused(NotFound(*path))
    if not is_desk:
        raise Refused(NotAllowed(*path, who="the front desk"))
    return period


async def _lock_memberships(deed: Deed, ids: Iterable[UUID]) -> None:
    """In the order of their keys: who raises the same fees waits, and then finds them made."""
    memberships = Membership.filter(id__in=[*{*ids}]).using_db(deed.connection)
    await memberships.order_by("id").select_for_update(no_key=True)


async def _write(deed: Deed, asked: Sequence[Missing], issued_on: date | None) -> list[FeeLine]:
    given: list[str | None] = [None] * len(asked)
    if issued_on is not None and asked:
        given = [*await numbers(deed, issued_on.year, len(asked))]
    lines = [
        await deed.create(
            FeeLine,
            membership_id=each.period.membership_id,
            period_id=each.period.id,
            issued_on=issued_on,
            invoice_number=number,
            **each.payer,
            **_columns(each.draft),
        )
        for each, number in zip(asked, given, strict=True)
    ]
    await touch_parties(deed, lines)
    return lines


def _columns(draft: Draft) -> dict[str, Any]:
    proration, covers = draft.proration, draft.covers
    return {
        "kind": draft.kind,
        "description": draft.description,
        "full_amount": draft.full_amount,
        "amount": draft.amount,
        "proration_basis": proration.basis if proration else None,
        "proration_numerator": proration.numerator if proration else None,
        "proration_denominator": proration.denominator if proration else None,
        "covers_from": covers.starts_on if covers else None,
        "covers_until": covers.ends_on if covers else None,
        "instalment": draft.instalment,
        "instalments": draft.instalments,
        "due_on": draft.due_on,
    }


def _column(payer: Any) -> dict[str, UUID | None]:
    is_organization = isinstance(payer, Organization)
    return {
        "payer_id": payer.id if is_organization else None,
        "paying_person_id": None if is_organization else payer.id,
    }


def _told(lines: Sequence[FeeLine]) -> dict[str, Any]:
    return {
        "fee_line_ids": [str(line.id) for line in lines],
        "total": str(sum((line.amount for line in lines), Decimal("0.00"))),
    }
