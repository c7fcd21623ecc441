"""Who books on other terms, and how much of it: rules and quotas, from one day to another.

What was booked stays as it was booked. That rules contradict one another is no fault: the more
specific counts, and of equals the later.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from hub.act import act
from hub.actor import TokenScope
from hub.deed import Deed
from hub.members.membership_models import MembershipType
from hub.members.membership_refusals import NumberOutOfRange
from hub.members.models import Organization
from hub.members.parties.entering import lock_party, require_desk
from hub.refusals import DayPassed, DayTooLate, NotInOrder
from hub.spaces.condition_rules import LENGTHS, TERMS, faults_of_terms, faults_together
from hub.spaces.models import Space
from hub.spaces.places import written
from hub.spaces.price_refusals import OneScope, RuleOver, SaysNothing
from hub.spaces.rule_models import BookingQuota, BookingRule

R = TypeVar("R", BookingRule, BookingQuota)
Check = Callable[[Deed, Mapping[str, Any]], None]

LONGEST_NAME = 120
SCOPE = ("space_id", "kind", "organization_id", "membership_type_id")
RULED = (*TERMS, "may_book", "needs_membership", "needs_approval")
LIMITS = {"max_bookings": "maxBookings", "max_minutes": "maxMinutes"}
MOST = 1_000_000


@act(TokenScope.SPACES)
async def create_booking_rule(deed: Deed, *, name: str, **given: Any) -> BookingRule:
    """Let some people book some spaces on other terms."""
    require_desk(deed, "input")
    values = await _new(deed, given, name=name)
    _check_rule(deed, values)
    return await deed.create(BookingRule, **values)


@act(TokenScope.SPACES)
async def update_booking_rule(
    deed: Deed, *, rule_id: UUID, version: int, **given: Any
) -> BookingRule:
    """Change what is given of a rule; for whom and what it is stays."""
    require_desk(deed, "input")
    rule = await _current(deed, BookingRule, rule_id, version=version, path=("input", "ruleId"))
    return await _change(deed, rule, given, check=_check_rule)


@act(TokenScope.SPACES)
async def end_booking_rule(
    deed: Deed, *, rule_id: UUID, version: int, ends_on: date | None = None
) -> BookingRule:
    """Let a rule hold no longer."""
    require_desk(deed, "input")
    rule = await _current(deed, BookingRule, rule_id, version=version, path=("input", "ruleId"))
    return await _end(deed, rule, ends_on)


@act(TokenScope.SPACES)
async def create_booking_quota(deed: Deed, *, name: str, **given: Any) -> BookingQuota:
    """Limit how much some people may have of some spaces."""
    require_desk(deed, "input")
    values = await _new(deed, given, name=name)
    _check_quota(deed, values)
    return await deed.create(BookingQuota, **values)


@act(TokenScope.SPACES)
async def update_booking_quota(
    deed: Deed, *, quota_id: UUID, version: int, **given: Any
) -> BookingQuota:
    """Change what is given of a quota; for whom and what it is stays."""
    require_desk(deed, "input")
    quota = await _current(deed, BookingQuota, quota_id, version=version, path=("input", "quotaId"))
    return await _change(deed, quota, given, check=_check_quota)


@act(TokenScope.SPACES)
async def end_booking_quota(
    deed: Deed, *, quota_id: UUID, version: int, ends_on: date | None = None
) -> BookingQuota:
    """Let a quota hold no longer."""
    require_desk(deed, "input")
    quota = await _current(deed, BookingQuota, quota_id, version=version, path=("input", "quotaId"))
    return await _end(deed, quota, ends_on)


async def _new(deed: Deed, given: Mapping[str, Any], *, name: str) -> dict[str, Any]:
    """The columns of a new rule or quota, checked as far as they are those of both."""
    values = {key: value for key, value in given.items() if value is not None}
    await _check_scope(deed, values)
    begins, ends = values.setdefault("starts_on", deed.today), values.get("ends_on")
    if begins < deed.today:
        deed.refuse(DayPassed("input", "startsOn", today=deed.today))
    if ends is not None and ends <= begins:
        deed.refuse(NotInOrder("input", "endsOn", begins=begins, ends=ends))
    values["name"] = written(deed, name, "name", limit=LONGEST_NAME)
    return values


async def _check_scope(deed: Deed, values: Mapping[str, Any]) -> None:
    space_id, kind, organization_id, type_id = (values.get(name) for name in SCOPE)
    if None not in {space_id, kind} or None not in {organization_id, type_id}:
        deed.refuse(OneScope("input"))
    if space_id is not None:
        await deed.lock(Space, space_id, "input", "spaceId")
    if organization_id is not None:
        await lock_party(deed, Organization, organization_id, "input", "organizationId")
    if type_id is not None:
        await deed.lock(MembershipType, type_id, "input", "membershipTypeId")


async def _current(
    deed: Deed, model: type[R], id: UUID, *, version: int, path: tuple[str, str]
) -> R:
    """A rule or quota that is not over."""
    row = await deed.lock(model, id, *path)
    deed.check_version(row, version)
    if row.ends_on is not None and row.ends_on <= max(deed.today, row.starts_on):
        deed.refuse(RuleOver(*path, ended_on=row.ends_on))
    return row


async def _change(deed: Deed, row: R, given: Mapping[str, Any], *, check: Check) -> R:
    """Change what is given, if all of it together is sound."""
    values = dict(given)
    if "name" in values:
        values["name"] = written(deed, values["name"], "name", limit=LONGEST_NAME)
    check(deed, {name: values.get(name, getattr(row, name)) for name in row._meta.db_fields})
    await deed.edit(row, **values)
    return row


async def _end(deed: Deed, row: R, ends_on: date | None) -> R:
    """Let it end on a day; before it begins, it never does."""
    path = ("input", "endsOn")
    ends = max(ends_on or deed.today, row.starts_on)
    if ends_on is not None and ends_on < deed.today:
        deed.refuse(DayPassed(*path, today=deed.today))
    elif row.ends_on is not None and row.ends_on < ends:
        deed.refuse(DayTooLate(*path, latest=row.ends_on))
    await deed.edit(row, ends_on=ends)
    return row


def _check_rule(deed: Deed, values: Mapping[str, Any]) -> None:
    terms = {name: values.get(name) for name in RULED}
    if all(term is None for term in terms.values()):
        deed.refuse(SaysNothing("input"))
    deed.refuse(*faults_of_terms(terms))
    deed.refuse(*faults_together({name: terms[name] or None for name in LENGTHS}))


def _check_quota(deed: Deed, values: Mapping[str, Any]) -> None:
    limits = {name: values.get(name) for name in LIMITS}
    if all(limit is None for limit in limits.values()):
        deed.refuse(SaysNothing("input"))
    for name, limit in limits.items():
        if limit is not None and not 0 <= limit <= MOST:
            deed.refuse(NumberOutOfRange("input", LIMITS[name], least=0, most=MOST))
