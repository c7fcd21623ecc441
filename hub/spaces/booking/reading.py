"""Reading the JSON of a statement as facts."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from hub.members.rules import Period
from hub.members.terms import MembershipCategory
from hub.spaces.booking.facts import (
    Facts,
    Place,
    Pool,
    Price,
    Quota,
    Rule,
    Taken,
    Terms,
    effective,
)
from hub.spaces.booking.spans import Span
from hub.spaces.rules import CancellationStep, Hours, Level, Shut, SpecialHours
from hub.spaces.terms import (
    OpeningState,
    PriceUnit,
    QuotaHolder,
    QuotaPeriod,
    SpaceKind,
)

TERMS = (
    "min_minutes",
    "max_minutes",
    "start_step_minutes",
    "min_notice_minutes",
    "max_days_ahead",
    "min_attendees",
    "max_live_bookings",
    "needs_membership",
    "needs_approval",
)
"""What a rule may change of the conditions of a space."""


def read(found: dict[str, Any]) -> Facts:
    """The facts in the JSON of the statement."""
    place = place_of(found["place"])
    terms = conditions(found["terms"] or {})
    pool = found["pool"]
    return Facts(
        place=place,
        terms=effective(terms, [rule_of(each) for each in found["rules"] or ()]),
        levels=levels(found),
        quotas=tuple(_quota(each) for each in found["quotas"] or ()),
        pool=pool and Pool(pool["minutes"], pool["used"], date.fromisoformat(pool["resets_on"])),
        categories=frozenset(MembershipCategory[each] for each in found["covering"] or ()),
        belongs=found["belongs"],
        is_covered=bool(found["covering"]),
        live_bookings=found["live"],
        missed_at=tuple(datetime.fromisoformat(each) for each in found["missed"] or ()),
        taken=tuple(taken_of(each) for each in found["taken"] or ()),
        stale=tuple(UUID(each) for each in found["stale"] or ()),
        let=tuple(span(each) for each in found["let"] or ()),
        prices=tuple(price_of(each) for each in found["prices"] or ()),
    )


def span(found: dict[str, Any], starts: str = "starts_at", ends: str = "ends_at") -> Span:
    return Span(datetime.fromisoformat(found[starts]), datetime.fromisoformat(found[ends]))


def levels(found: dict[str, Any]) -> tuple[Level, ...]:
    """The opening rules of the space, of what contains it, and at last of its site."""
    hours, exceptions, closures = (
        found[name] or () for name in ("hours", "exceptions", "closures")
    )
    known = {each["level"] for each in (*hours, *exceptions, *closures)}
    # The site's, -1 here, come last.
    return tuple(
        Level(
            tuple(_hours(each) for each in hours if each["level"] == level),
            tuple(_special(each) for each in exceptions if each["level"] == level),
            tuple(_shut(each) for each in closures if each["level"] == level),
        )
        for level in sorted(known, key=lambda level: (level < 0, level))
    )


def place_of(found: dict[str, Any]) -> Place:
    return Place(
        id=UUID(found["id"]),
        site_id=UUID(found["site_id"]),
        name=found["name"],
        kind=SpaceKind[found["kind"]],
        zone=ZoneInfo(found["zone"]),
        capacity=found["capacity"],
        is_bookable=found["is_bookable"],
        bookable_from=_instant(found["bookable_from"]),
        bookable_until=_instant(found["bookable_until"]),
        starts_on=date.fromisoformat(found["starts_on"]),
        ends_on=_day(found["ends_on"]),
    )


def conditions(found: dict[str, Any]) -> Terms:
    known = {name: found[name] for name in Terms.__dataclass_fields__ if name in found}
    if not known:
        return Terms(min_minutes=1, max_minutes=1, start_step_minutes=1)
    steps = tuple(CancellationStep(**each) for each in found["cancellation_steps"])
    return Terms(**{**known, "cancellation_steps": steps})


def rule_of(found: dict[str, Any]) -> Rule:
    says = found["says"]
    told = {name: says[name] for name in (*TERMS, "may_book") if says[name] is not None}
    return Rule(says["name"], tuple(found["rank"]), told)


def _quota(found: dict[str, Any]) -> Quota:
    return Quota(
        **{
            **found,
            "counts": QuotaHolder[found["counts"]],
            "per": QuotaPeriod[found["per"]],
            "resets_on": date.fromisoformat(found["resets_on"]),
        }
    )


def taken_of(found: dict[str, Any]) -> Taken:
    organization_id, person_id = found["organization_id"], found["person_id"]
    return Taken(
        booking_id=UUID(found["booking_id"]),
        space_id=UUID(found["space_id"]),
        space_name=found["space_name"],
        is_shown=found["is_shown"],
        span=span(found),
        blocked=span(found, "blocked_from", "blocked_until"),
        organization_id=UUID(organization_id) if organization_id else None,
        person_id=UUID(person_id) if person_id else None,
        is_offer=found["is_offer"],
    )


def price_of(found: dict[str, Any]) -> Price:
    category = found["category"]
    return Price(
        MembershipCategory[category] if category else None,
        PriceUnit[found["unit"]],
        Decimal(found["amount"]),
        Decimal(found["vat_rate"]),
    )


def _hours(found: dict[str, Any]) -> Hours:
    return Hours(
        weekday=found["weekday"],
        opens=time.fromisoformat(found["opens"]),
        closes=time.fromisoformat(found["closes"]),
        period=Period(date.fromisoformat(found["starts_on"]), _day(found["ends_on"])),
        state=OpeningState[found["state"]],
    )


def _special(found: dict[str, Any]) -> SpecialHours:
    return SpecialHours(
        occurs_on=date.fromisoformat(found["occurs_on"]),
        state=OpeningState[found["state"]],
        opens=time.fromisoformat(found["opens"]) if found["opens"] else None,
        closes=time.fromisoformat(found["closes"]) if found["closes"] else None,
    )


def _shut(found: dict[str, Any]) -> Shut:
    whole = span(found)
    return Shut(
        starts_at=whole.starts_at, ends_at=whole.ends_at, state=OpeningState[found["state"]]
    )


def _day(found: str | None) -> date | None:
    return date.fromisoformat(found) if found else None


def _instant(found: str | None) -> datetime | None:
    return datetime.fromisoformat(found) if found else None
