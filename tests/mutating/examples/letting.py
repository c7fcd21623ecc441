"""Examples of what is done about prices, terms of booking, leases and allowances."""

from typing import Any

from tests.make import members, spaces
from tests.make.members import days_ago
from tests.mutating.examples.frame import REFUSED, Example, example
from tests.mutating.examples.keeping import AHEAD, front_desk

STEPS = [{"minutesBefore": 1440, "percent": 0}, {"minutesBefore": 60, "percent": 50}]
CONDITIONS: dict[str, Any] = {
    "name": "Sale",
    "minMinutes": 30,
    "maxMinutes": 240,
    "startStepMinutes": 30,
    "minNoticeMinutes": 60,
    "maxDaysAhead": 90,
    "minAttendees": 2,
    "maxLiveBookings": 5,
    "bufferBeforeMinutes": 15,
    "bufferAfterMinutes": 15,
    "waivesBufferWithinOrganization": True,
    "needsMembership": True,
    "needsApproval": True,
    "holdsWhilePending": False,
    "decideMinutesBefore": 120,
    "checkInOpensMinutes": 30,
    "checkInMinutes": 20,
    "noShowLimit": 3,
    "noShowDays": 90,
    "noShowBlockDays": 14,
    "offerMinutes": 30,
    "access": "CODE",
    "cancellationSteps": STEPS,
}
TERMS: dict[str, Any] = {
    "mayBook": True,
    "needsMembership": False,
    "minMinutes": 60,
    "maxMinutes": 120,
    "startStepMinutes": 60,
    "minNoticeMinutes": 0,
    "maxDaysAhead": 365,
    "minAttendees": 1,
    "maxLiveBookings": 20,
    "needsApproval": False,
}
DAYS = {"startsOn": AHEAD, "endsOn": "2028-01-01"}
LIMITS = {"maxBookings": 2, "maxMinutes": 240}


async def scopes() -> tuple[dict[str, Any], dict[str, Any]]:
    """One of a space and an organization, and one of a kind and a type of membership."""
    space, alfa = await spaces.space(), await members.organization()
    terms = await members.membership_type()
    of_one = {"spaceId": f"space_{space.id}", "organizationId": f"org_{alfa.id}"}
    return of_one, {"kind": "HALL", "membershipTypeId": f"mtype_{terms.id}"}


@example
async def set_space_price() -> Example:
    price = await spaces.price()
    given = {
        "spaceId": f"space_{price.space_id}",
        "category": None,
        "unit": "HOUR",
        "amount": "20.00",
        "vatRate": "22",
        **DAYS,
    }
    return Example("setSpacePrice", await front_desk(), given)


@example
async def withdraw_space_price() -> Example:
    price = await spaces.price(starts_on=days_ago(-30))
    given = {"priceId": f"price_{price.id}", "version": 1}
    return Example("withdrawSpacePrice", await front_desk(), given)


@example
async def create_booking_conditions() -> Example:
    return Example("createBookingConditions", await front_desk(), {"code": "sale", **CONDITIONS})


@example
async def update_booking_conditions() -> Example:
    row = await spaces.conditions()
    given = {"conditionsId": f"conditions_{row.id}", "version": 1, **CONDITIONS}
    return Example("updateBookingConditions", await front_desk(), given)


@example
async def create_booking_rule() -> Example:
    scope, _ = await scopes()
    given = {"name": "Alfa", **scope, **TERMS, **DAYS}
    return Example("createBookingRule", await front_desk(), given)


@example
async def create_booking_rule_for_a_kind() -> Example:
    _, scope = await scopes()
    given = {"name": "Sale", **scope, "mayBook": False}
    return Example("createBookingRule", await front_desk(), given)


@example
async def update_booking_rule() -> Example:
    row = await spaces.rule()
    given = {"ruleId": f"rule_{row.id}", "version": 1, "name": "Altra", **TERMS}
    return Example("updateBookingRule", await front_desk(), given)


@example
async def end_booking_rule() -> Example:
    row = await spaces.rule()
    given = {"ruleId": f"rule_{row.id}", "version": 1, "endsOn": AHEAD}
    return Example("endBookingRule", await front_desk(), given)


@example
async def create_booking_quota() -> Example:
    scope, _ = await scopes()
    given = {"name": "Alfa", **scope, "counts": "ORGANIZATION", "per": "WEEK", **LIMITS, **DAYS}
    return Example("createBookingQuota", await front_desk(), given)


@example
async def create_booking_quota_for_a_kind() -> Example:
    _, scope = await scopes()
    given = {"name": "Sale", **scope, "counts": "PERSON", "per": "DAY", **LIMITS}
    return Example("createBookingQuota", await front_desk(), given)


@example
async def update_booking_quota() -> Example:
    row = await spaces.quota()
    given = {"quotaId": f"quota_{row.id}", "version": 1, "name": "Altra", **LIMITS}
    return Example("updateBookingQuota", await front_desk(), given)


@example
async def end_booking_quota() -> Example:
    row = await spaces.quota()
    given = {"quotaId": f"quota_{row.id}", "version": 1, "endsOn": AHEAD}
    return Example("endBookingQuota", await front_desk(), given)


@example
async def create_lease() -> Example:
    alfa, anna = await members.organization(), await members.person()
    await members.membership(organization=alfa)
    await members.affiliation(organization=alfa, person=anna)
    desk = await spaces.desk()
    given = {
        "spaceId": f"space_{desk.id}",
        "organizationId": f"org_{alfa.id}",
        "personId": f"person_{anna.id}",
        "startsOn": "2027-05-13",
        "endsOn": "2028-01-01",
        "signedOn": "2027-05-10",
        "noticeDays": 30,
        "monthlyAmount": "180.00",
        "vatRate": "22",
        "deposit": "360.00",
        "note": "Vicino alla finestra",
    }
    return Example("createLease", await front_desk(), given)


@example
async def change_rent() -> Example:
    row = await spaces.lease(monthly_amount="180.00")
    given = {
        "leaseId": f"lease_{row.id}",
        "startsOn": AHEAD,
        "monthlyAmount": "190.00",
        "reason": "ISTAT",
    }
    return Example("changeRent", await front_desk(), given)


@example
async def end_lease() -> Example:
    row = await spaces.lease(notice_days=90)
    given = {
        "leaseId": f"lease_{row.id}",
        "version": 1,
        "noticeOn": "2027-05-10",
        "endsOn": AHEAD,
        "waiveNotice": True,
    }
    return Example("endLease", await front_desk(), given)


@example
async def record_deposit() -> Example:
    row = await spaces.lease()
    given = {
        "leaseId": f"lease_{row.id}",
        "version": 1,
        "amount": "360.00",
        "receivedOn": "2027-05-10",
    }
    return Example("recordDeposit", await front_desk(), given)


@example
async def return_deposit() -> Example:
    row = await spaces.lease(deposit="360.00", deposit_received_on=days_ago(90))
    given = {"leaseId": f"lease_{row.id}", "version": 1, "returnedOn": "2027-05-10"}
    return Example("returnDeposit", await front_desk(), given)


@example
async def set_allowance() -> Example:
    row = await spaces.allowance()
    given = {
        "organizationId": f"org_{row.organization_id}",
        "kind": "MEETING_ROOM",
        "minutesPerMonth": 900,
        "startsOn": AHEAD,
    }
    return Example("setAllowance", await front_desk(), given)


STALE = {"version": 7}
REFUSED.update(
    {
        "setSpacePrice": {"amount": "-1"},
        "withdrawSpacePrice": STALE,
        "createBookingConditions": {"code": "Sale!"},
        "updateBookingConditions": STALE,
        "createBookingRule": {"name": " "},
        "updateBookingRule": STALE,
        "endBookingRule": STALE,
        "createBookingQuota": {"name": " "},
        "updateBookingQuota": STALE,
        "endBookingQuota": STALE,
        "createLease": {"endsOn": "2027-01-01"},
        "changeRent": {"startsOn": "2027-01-01"},
        "endLease": STALE,
        "recordDeposit": STALE,
        "returnDeposit": STALE,
        "setAllowance": {"minutesPerMonth": -1},
    }
)
