"""Reading the JSON of a statement as where somebody stands."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from hub.members.rules import Period
from hub.members.terms import MembershipCategory
from hub.spaces.booking.facts import Quota, Rule
from hub.spaces.finding.ground import Scoped
from hub.spaces.finding.ground_reading import period_of, scoped
from hub.spaces.finding.standing import Standing, Used
from hub.spaces.series.outlook import Dated
from hub.spaces.terms import QuotaHolder, QuotaPeriod


def read(found: Mapping[str, Any], rules: Sequence[Scoped[Rule]], *, is_of_two: bool) -> Standing:
    """Where a holder stands, from the JSON of the statement; `is_of_two` says that they are a
    person and an organization.
    """
    types: dict[date, set[UUID]] = {}
    categories: dict[date, set[MembershipCategory]] = {}
    for day, type_id, category in found["covering"] or ():
        types.setdefault(date.fromisoformat(day), set()).add(UUID(type_id))
        categories.setdefault(date.fromisoformat(day), set()).add(MembershipCategory[category])
    belonging = [_period(*each) for each in found["belonging"] or ()]
    return Standing(
        rules=rules,
        types={day: frozenset(each) for day, each in types.items()},
        categories={day: frozenset(each) for day, each in categories.items()},
        belonging=belonging if is_of_two else None,
        quotas=[scoped(_quota(each), each) for each in found["quotas"] or ()],
        used={
            QuotaHolder.PERSON: _used(found["used_by_person"]),
            QuotaHolder.ORGANIZATION: _used(found["used_by_organization"]),
        },
        pools=_pools(found["pools"]),
        drawn={
            (kind, date.fromisoformat(month_on)): minutes
            for kind, month_on, minutes in found["drawn"] or ()
        },
        live={UUID(id): bookings for id, bookings in (found["live"] or {}).items()},
        missed=[
            (datetime.fromisoformat(starts_at), datetime.fromisoformat(due_at))
            for starts_at, due_at in found["missed"] or ()
        ],
    )


def _quota(says: Mapping[str, Any]) -> Quota:
    return Quota(
        name=says["name"],
        counts=QuotaHolder[says["counts"]],
        per=QuotaPeriod[says["per"]],
        max_bookings=says["max_bookings"],
        max_minutes=says["max_minutes"],
        used_bookings=0,
        used_minutes=0,
        resets_on=date.min,
    )


def _used(found: Iterable[Sequence[Any]] | None) -> list[Used]:
    return [
        Used(UUID(space_id), kind, date.fromisoformat(day), bookings, Decimal(seconds))
        for space_id, kind, day, bookings, seconds in found or ()
    ]


def _pools(found: Iterable[Mapping[str, Any]] | None) -> dict[str, list[Dated[int]]]:
    pools: dict[str, list[Dated[int]]] = {}
    for each in found or ():
        pools.setdefault(each["kind"], []).append(Dated(each["minutes"], period_of(each)))
    return pools


def _period(starts_on: str, ends_on: str | None) -> Period:
    return period_of({"starts_on": starts_on, "ends_on": ends_on})
