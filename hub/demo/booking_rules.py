"""Who books the story's rooms on other terms, and how much of them: two rules and two quotas."""

from hub.demo.calendar import Calendar
from hub.demo.rows import Rows
from hub.members.membership_models import MembershipType
from hub.members.models import Organization
from hub.spaces.models import Space
from hub.spaces.rule_models import BookingQuota, BookingRule
from hub.spaces.terms import QuotaHolder, QuotaPeriod, SpaceKind


def add_booking_rules(rows: Rows, calendar: Calendar) -> None:
    since = calendar.year(-1)
    rows.add(
        BookingRule,
        since,
        name="Institutions plan the hall ahead",
        kind=SpaceKind.HALL,
        membership_type_id=rows.find(MembershipType, "institutional"),
        max_days_ahead=540,
        starts_on=since,
    )
    rows.add(
        BookingRule,
        since,
        name="The school uses the classroom without asking",
        space_id=rows.find(Space, "aula"),
        organization_id=rows.find(Organization, "istituto"),
        needs_approval=False,
        starts_on=since,
    )
    rows.add(
        BookingQuota,
        since,
        name="One desk a day",
        kind=SpaceKind.DESK,
        counts=QuotaHolder.PERSON,
        per=QuotaPeriod.DAY,
        max_bookings=1,
        starts_on=since,
    )
    rows.add(
        BookingQuota,
        since,
        name="The hall four times a month",
        kind=SpaceKind.HALL,
        counts=QuotaHolder.ORGANIZATION,
        per=QuotaPeriod.MONTH,
        max_bookings=4,
        starts_on=since,
    )
