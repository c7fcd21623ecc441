"""Rows of the spaces' area for tests: each function shows only what the test is about."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from hub import clock
from hub.spaces.attendee_models import BookingAttendee
from hub.spaces.booking_models import Booking, BookingSeries, SkippedOccurrence, WaitlistEntry
from hub.spaces.lease_models import Allowance, Lease, RentStep
from hub.spaces.models import BookingConditions, Connectivity, Site, Space, SpacePrice
from hub.spaces.opening_models import Closure, OpeningException, OpeningHours
from hub.spaces.rule_models import BookingQuota, BookingRule
from hub.spaces.rules import wall_clock
from hub.spaces.terms import (
    ConflictChoice,
    LineTechnology,
    PriceUnit,
    QuotaHolder,
    QuotaPeriod,
    SkipReason,
    SpaceKind,
)
from tests.make import members

OPENED = date(2017, 6, 10)
HOUR = timedelta(hours=1)

_numbers = count(1)


def on(day: date, hour: int, minute: int = 0) -> datetime:
    """The instant at which a clock in Cremona shows this hour of the day."""
    return datetime.combine(day, time(hour, minute), clock.ROME)


def tomorrow_at(hour: int, minute: int = 0) -> datetime:
    return on(clock.today() + timedelta(days=1), hour, minute)


async def site(**given: Any) -> Site:
    number = next(_numbers)
    values: dict[str, Any] = {
        "code": f"site-{number}",
        "name": f"Sede {number}",
        "street": "Via dell'Innovazione 1",
        "postal_code": "26100",
        "municipality": "Cremona",
        "starts_on": OPENED,
    }
    return await Site.create(**{**values, **given})


async def conditions(**given: Any) -> BookingConditions:
    number = next(_numbers)
    values = {"code": f"conditions-{number}", "name": f"Condizioni {number}"}
    return await BookingConditions.create(**{**values, **given})


async def space(name: str = "", **given: Any) -> Space:
    """A meeting room that can be booked, unless something else is asked for."""
    number = next(_numbers)
    parent = given.get("parent")
    if "site" not in given and "site_id" not in given:
        given |= {"site_id": parent.site_id} if parent else {"site": await site()}
    if given.setdefault("is_bookable", True) and "conditions" not in given:
        given["conditions"] = await conditions()
    values: dict[str, Any] = {
        "code": f"S{number}",
        "name": name or f"Sala {number}",
        "kind": SpaceKind.MEETING_ROOM,
        "starts_on": OPENED,
    }
    return await Space.create(**{**values, **given})


async def desk(**given: Any) -> Space:
    return await space(**{"kind": SpaceKind.DESK, "is_bookable": False, **given})


async def opening_hours(
    weekday: int = 1, opens: int = 8, closes: int = 20, **given: Any
) -> OpeningHours:
    if "space" not in given and "site" not in given:
        given["site"] = await site()
    values: dict[str, Any] = {
        "weekday": weekday,
        "opens": time(opens),
        "closes": time(closes),
        "starts_on": OPENED,
    }
    return await OpeningHours.create(**{**values, **given})


async def opening_exception(**given: Any) -> OpeningException:
    if "space" not in given and "site" not in given:
        given["site"] = await site()
    values: dict[str, Any] = {"occurs_on": clock.today(), "reason": "Sant'Omobono"}
    return await OpeningException.create(**{**values, **given})


async def closure(**given: Any) -> Closure:
    if not {"space", "site", "site_id"} & set(given):
        given["site"] = await site()
    values: dict[str, Any] = {
        "starts_at": tomorrow_at(0),
        "ends_at": tomorrow_at(23),
        "reason": "Manutenzione",
    }
    return await Closure.create(**{**values, **given})


async def price(amount: str = "15.00", **given: Any) -> SpacePrice:
    values: dict[str, Any] = {
        "space": given.pop("space", None) or await space(),
        "unit": PriceUnit.HOUR,
        "amount": Decimal(amount),
        "starts_on": OPENED,
    }
    return await SpacePrice.create(**{**values, **given})


async def connectivity(**given: Any) -> Connectivity:
    if not {"space", "site", "territory"} & set(given):
        given["site"] = await site()
    values: dict[str, Any] = {
        "operator": given.pop("operator", None) or await members.organization(),
        "technology": LineTechnology.FTTH,
        "starts_on": OPENED,
    }
    return await Connectivity.create(**{**values, **given})


async def booking(
    starting: datetime | None = None, *, length: timedelta = HOUR, **given: Any
) -> Booking:
    """A confirmed booking of an organization: one hour of tomorrow, unless told otherwise."""
    starts_at = starting or tomorrow_at(9)
    ends_at = starts_at + length
    if "organization" not in given and "person" not in given:
        given["organization"] = await members.organization()
    values: dict[str, Any] = {
        "space": given.pop("space", None) or await space(),
        "title": "Riunione",
        "starts_at": starts_at,
        "ends_at": ends_at,
        "blocked_from": starts_at,
        "blocked_until": ends_at,
        "local_starts": wall_clock(starts_at, clock.ROME),
        "local_ends": wall_clock(ends_at, clock.ROME),
        "requested_at": starts_at - timedelta(days=7),
        "confirmed_at": starts_at - timedelta(days=7),
        "changed_at": clock.now() if given.get("sequence") else None,
    }
    return await Booking.create(**{**values, **given})


async def request(starting: datetime | None = None, **given: Any) -> Booking:
    """A booking that waits for approval."""
    return await booking(starting, **{"confirmed_at": None, **given})


async def guest(**given: Any) -> BookingAttendee:
    """A person of the park who was asked to a booking, unless an address is given."""
    if not {"email", "person", "person_id"} & set(given):
        given["person"] = await members.person()
    if not {"booking", "booking_id"} & set(given):
        given["booking"] = await booking()
    return await BookingAttendee.create(**given)


async def rule(**given: Any) -> BookingRule:
    """A rule for everybody and all spaces, unless something else is asked for."""
    values: dict[str, Any] = {
        "name": f"Regola {next(_numbers)}",
        "max_minutes": 120,
        "starts_on": OPENED,
    }
    return await BookingRule.create(**{**values, **given})


async def quota(**given: Any) -> BookingQuota:
    values: dict[str, Any] = {
        "name": f"Quota {next(_numbers)}",
        "counts": QuotaHolder.PERSON,
        "per": QuotaPeriod.WEEK,
        "max_bookings": 3,
        "starts_on": OPENED,
    }
    return await BookingQuota.create(**{**values, **given})


async def series(**given: Any) -> BookingSeries:
    if not {"organization", "person", "person_id", "kind"} & set(given):
        given["organization"] = await members.organization()
    values: dict[str, Any] = {
        "space": given.pop("space", None) or await space(),
        "title": "Riunione del lunedì",
        "rule": "FREQ=WEEKLY;BYDAY=MO;UNTIL=20271227",
        "from_time": time(9),
        "until_time": time(11),
        "starts_on": date(2027, 1, 4),
        "ends_on": date(2028, 1, 1),
        "on_conflict": ConflictChoice.ALL_OR_NOTHING,
    }
    return await BookingSeries.create(**{**values, **given})


async def skipped_occurrence(**given: Any) -> SkippedOccurrence:
    values: dict[str, Any] = {
        "series": given.pop("series", None) or await series(),
        "occurs_on": date(2027, 3, 29),
        "reason": SkipReason.CLOSED,
    }
    return await SkippedOccurrence.create(**{**values, **given})


async def waitlist_entry(starting: datetime | None = None, **given: Any) -> WaitlistEntry:
    starts_at = starting or tomorrow_at(9)
    if "person_id" not in given:
        given["person"] = given.get("person") or await members.person()
    values: dict[str, Any] = {
        "space": given.pop("space", None) or await space(),
        "title": "Colloquio",
        "starts_at": starts_at,
        "ends_at": starts_at + HOUR,
        "joined_at": clock.now(),
    }
    return await WaitlistEntry.create(**{**values, **given})


async def offer(starting: datetime | None = None, **given: Any) -> WaitlistEntry:
    """A slot that is kept for the next one in line."""
    now = clock.now()
    values = {"joined_at": now - HOUR, "offered_at": now, "offer_ends_at": now + HOUR}
    return await waitlist_entry(starting, **{**values, **given})


async def allowance(minutes: int = 600, **given: Any) -> Allowance:
    values: dict[str, Any] = {
        "organization": given.pop("organization", None) or await members.organization(),
        "kind": SpaceKind.MEETING_ROOM,
        "minutes_per_month": minutes,
        "starts_on": OPENED,
    }
    return await Allowance.create(**{**values, **given})


async def lease(**given: Any) -> Lease:
    if "organization" not in given and "person" not in given:
        given["organization"] = await members.organization()
    values: dict[str, Any] = {
        "space": given.pop("space", None) or await desk(),
        "starts_on": members.days_ago(100),
    }
    return await Lease.create(**{**values, **given})


async def rent_step(amount: str = "180.00", **given: Any) -> RentStep:
    values: dict[str, Any] = {
        "lease": given.pop("lease", None) or await lease(),
        "starts_on": clock.today(),
        "monthly_amount": Decimal(amount),
    }
    return await RentStep.create(**{**values, **given})
