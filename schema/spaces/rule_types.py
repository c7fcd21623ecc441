"""The GraphQL types of rules: who books on other terms, and how much of it."""

from datetime import date
from typing import TYPE_CHECKING

from hub.spaces import rule_models, rule_policy
from hub.spaces.terms import QuotaHolder, QuotaPeriod, SpaceKind
from hub.sql import HOLDS
from schema.compiler.declare import column, computed, entity, to_one
from schema.node import Node
from schema.spaces.types import VERSION

if TYPE_CHECKING:
    from schema.members.membership_types import MembershipType
    from schema.members.types import Organization
    from schema.spaces.types import Space

SPACE = "The one space that it is about; null when it is about a kind of space, or about all."
KIND = "The kind of space that it is about; null when it is about one space, or about all."
ORGANIZATION = "The one organization whose people it is for; null when it is not for one alone."
MEMBERSHIP_TYPE = "For whom, by their membership; null when it is not for those of one type alone."
ENDS_ON = (
    "First day on which it no longer holds, which is `startsOn` when it was given up before; null"
    " while no end is known."
)
SAYS_NOTHING = "null: it says nothing of this"


@entity(
    rule_models.BookingRule,
    prefix="rule",
    policy=rule_policy.BOOKING_RULE,
    order=("-starts_on", "name"),
)
class BookingRule(Node):
    """That some people book some spaces on other terms than the spaces' conditions say.

    Of several rules that say something of one term the most specific counts: one for an
    organization before one for a membership type before one for all; among these one for a space
    before one for a kind before one for all; then the later one.
    """

    space: "Space | None" = to_one(SPACE)
    kind: "SpaceKind | None" = column(KIND)
    organization: "Organization | None" = to_one(ORGANIZATION)
    membership_type: "MembershipType | None" = to_one(MEMBERSHIP_TYPE)
    name: "str" = column("What it is called.")
    may_book: "bool | None" = column(f"Whether they may book at all; {SAYS_NOTHING}.")
    needs_membership: "bool | None" = column(
        f"Whether a membership must cover the day; {SAYS_NOTHING}."
    )
    min_minutes: "int | None" = column(f"Shortest booking, in minutes; {SAYS_NOTHING}.")
    max_minutes: "int | None" = column(f"Longest booking, in minutes; {SAYS_NOTHING}.")
    start_step_minutes: "int | None" = column(
        "Bookings start at multiples of so many minutes from midnight on the clock of the site;"
        f" {SAYS_NOTHING}."
    )
    min_notice_minutes: "int | None" = column(
        f"Minutes before its start by which a booking is made; {SAYS_NOTHING}."
    )
    max_days_ahead: "int | None" = column(
        f"Days before its start from which a booking can be made; {SAYS_NOTHING}."
    )
    min_attendees: "int | None" = column(f"Smallest party that may book; {SAYS_NOTHING}.")
    max_live_bookings: "int | None" = column(
        f"Bookings ahead that one person may hold at a time; {SAYS_NOTHING}."
    )
    needs_approval: "bool | None" = column(
        f"Whether the staff decide on each booking; {SAYS_NOTHING}."
    )
    starts_on: "date" = column("First day on which it holds.")
    ends_on: "date | None" = column(ENDS_ON)
    is_current: "bool" = computed(HOLDS, "Whether it holds today.")
    version: "int | None" = column(VERSION)


@entity(
    rule_models.BookingQuota,
    prefix="quota",
    policy=rule_policy.BOOKING_QUOTA,
    order=("-starts_on", "name"),
)
class BookingQuota(Node):
    """How many bookings, or minutes, somebody may have of some spaces in a day, week or month.

    All that apply are kept. Days, weeks from Monday and months are those of the clock at the site;
    a booking counts where it begins, also if nobody came, but not if it was given up.
    """

    space: "Space | None" = to_one(SPACE)
    kind: "SpaceKind | None" = column(KIND)
    organization: "Organization | None" = to_one(ORGANIZATION)
    membership_type: "MembershipType | None" = to_one(MEMBERSHIP_TYPE)
    name: "str" = column("What it is called.")
    counts: "QuotaHolder" = column("Whose bookings it counts together.")
    per: "QuotaPeriod" = column("The time that it counts in.")
    max_bookings: "int | None" = column("Bookings at most in that time; null: any number.")
    max_minutes: "int | None" = column("Minutes at most in that time; null: any number.")
    starts_on: "date" = column("First day on which it holds.")
    ends_on: "date | None" = column(ENDS_ON)
    is_current: "bool" = computed(HOLDS, "Whether it holds today.")
    version: "int | None" = column(VERSION)
