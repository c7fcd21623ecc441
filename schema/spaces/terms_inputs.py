"""The inputs of what is done about prices, conditions, rules and quotas of booking."""

from datetime import date
from decimal import Decimal

import strawberry

from hub.members.terms import MembershipCategory
from hub.spaces.terms import Access, PriceUnit, QuotaHolder, QuotaPeriod, SpaceKind
from schema.mutating.declare import given, write_input, write_part

STAYS = "it cannot be emptied"
SAYS_NOTHING = "null: it says nothing of this"
RULE_ENDS = (
    "First day on which it no longer holds, today or later; before it begins, it never does; null:"
    " today."
)


@write_part
class CancellationStepInput:
    """That giving up a booking early enough costs a part of its price, or nothing."""

    minutes_before: "int" = given("From how many minutes before the start, 0 to 525,600.")
    percent: "int" = given("Part of the price that is due, 0 to 100 percent.")


STEPS = (
    "What giving up a booking costs, at most 20 steps; later than the last step it is not possible."
    " Null or empty: possible until the start, for nothing."
)


@write_input
class SetSpacePriceInput:
    """What a space is to cost from a day on."""

    space_id: "strawberry.ID" = given("The space.", of="Space")
    category: "MembershipCategory | None" = given(
        "Whose price it is, by their membership; null: that of all who have none of their own."
    )
    unit: "PriceUnit" = given("What the amount is paid for.")
    amount: "Decimal" = given("Amount in euro for each unit, without VAT.")
    vat_rate: "Decimal | None" = given(
        "Rate of VAT, percent; null: that of the price that it replaces, or 22."
    )
    starts_on: "date | None" = given(
        "First day for which it holds, today or later; the price of the same category and unit that"
        " runs ends on it. Null: today."
    )
    ends_on: "date | None" = given(
        "First day for which it no longer holds, from which on the price that it replaces goes on;"
        " null: no end is set."
    )


@write_input
class WithdrawSpacePriceInput:
    """Which price to take back."""

    price_id: "strawberry.ID" = given("One that begins after today.", of="SpacePrice")
    version: "int" = given("The version of the price that was read.")


@write_input
class CreateBookingConditionsInput:
    """Conditions on which spaces can be booked."""

    code: "str" = given(
        "Short code that never changes: small letters, digits, single hyphens; at most 40."
    )
    name: "str" = given("Name, at most 120 characters.")
    min_minutes: "int | None" = given("Shortest booking, 5 to 525,600 minutes; null: 30.")
    max_minutes: "int | None" = given("Longest booking, 5 to 525,600 minutes; null: 480.")
    start_step_minutes: "int | None" = given(
        "Bookings start at multiples of so many minutes from midnight, 5 to 1,440, of which a day"
        " is a multiple; null: 15."
    )
    min_notice_minutes: "int | None" = given(
        "Minutes before its start by which a booking is made, 0 to 525,600; null: 0."
    )
    max_days_ahead: "int | None" = given(
        "Days before its start from which a booking can be made, 1 to 3,660; null: 180."
    )
    min_attendees: "int | None" = given("Smallest party that may book, 1 to 100,000; null: 1.")
    max_live_bookings: "int | None" = given(
        "Bookings ahead that one person may hold at a time, 1 to 10,000; null: no limit."
    )
    buffer_before_minutes: "int | None" = given(
        "Minutes of preparation before each booking, 0 to 1,440; null: 0."
    )
    buffer_after_minutes: "int | None" = given(
        "Minutes of tidying after each booking, 0 to 1,440; null: 0."
    )
    waives_buffer_within_organization: "bool | None" = given(
        "Whether two bookings of one organization may follow each other without preparation; null:"
        " they may not."
    )
    needs_membership: "bool | None" = given(
        "Whether a membership must cover the day; null: it must."
    )
    needs_approval: "bool | None" = given(
        "Whether the staff decide on each booking; null: they do not."
    )
    holds_while_pending: "bool | None" = given(
        "Whether a booking keeps the space while it waits for approval; null: it does."
    )
    decide_minutes_before: "int | None" = given(
        "Minutes before its start at which an undecided request lapses, 0 to 525,600; null: 0."
    )
    check_in_opens_minutes: "int | None" = given(
        "Minutes before its start from which somebody can check in, 0 to 1,440; null: 15."
    )
    check_in_minutes: "int | None" = given(
        "Minutes after its start within which somebody must check in, or the space is free again, 1"
        " to 1,440; null: no check-in."
    )
    no_show_limit: "int | None" = given(
        "Missed check-ins after which nothing can be booked ahead for a while, 1 to 1,000; null: no"
        " limit."
    )
    no_show_days: "int | None" = given("Days within which they count, 1 to 366; null: 60.")
    no_show_block_days: "int | None" = given("Days of that while, 1 to 366; null: 30.")
    offer_minutes: "int | None" = given(
        "Minutes for which a free slot is held for the next in line, 1 to 10,080; null: 60."
    )
    access: "Access | None" = given("How a person who has booked gets in; null: the door is open.")
    cancellation_steps: "list[CancellationStepInput] | None" = given(
        STEPS, part=CancellationStepInput
    )


@write_input
class UpdateBookingConditionsInput:
    """What to change of conditions; what is left out stays.

    What was booked stays on the conditions of that day.
    """

    conditions_id: "strawberry.ID" = given("The conditions.", of="BookingConditions")
    version: "int" = given("The version of the conditions that was read.")
    name: "str | None" = given(f"Name; {STAYS}.")
    min_minutes: "int | None" = given(f"Shortest booking, in minutes; {STAYS}.")
    max_minutes: "int | None" = given(f"Longest booking, in minutes; {STAYS}.")
    start_step_minutes: "int | None" = given(f"Minutes between possible starts; {STAYS}.")
    min_notice_minutes: "int | None" = given(f"Minutes of notice; {STAYS}.")
    max_days_ahead: "int | None" = given(f"Days ahead; {STAYS}.")
    min_attendees: "int | None" = given(f"Smallest party; {STAYS}.")
    max_live_bookings: "int | None" = given("Bookings ahead of one person; null: no limit.")
    buffer_before_minutes: "int | None" = given(f"Minutes of preparation; {STAYS}.")
    buffer_after_minutes: "int | None" = given(f"Minutes of tidying; {STAYS}.")
    waives_buffer_within_organization: "bool | None" = given(
        f"Whether bookings of one organization go without these; {STAYS}."
    )
    needs_membership: "bool | None" = given(f"Whether a membership must cover the day; {STAYS}.")
    needs_approval: "bool | None" = given(f"Whether the staff decide; {STAYS}.")
    holds_while_pending: "bool | None" = given(
        f"Whether what waits for that keeps the space; {STAYS}."
    )
    decide_minutes_before: "int | None" = given(
        f"Minutes before the start at which a request lapses; {STAYS}."
    )
    check_in_opens_minutes: "int | None" = given(
        f"Minutes before the start from which to check in; {STAYS}."
    )
    check_in_minutes: "int | None" = given(
        "Minutes after the start by which to check in; null: no check-in."
    )
    no_show_limit: "int | None" = given("Missed check-ins that block; null: no limit.")
    no_show_days: "int | None" = given(f"Days within which they count; {STAYS}.")
    no_show_block_days: "int | None" = given(f"Days for which they block; {STAYS}.")
    offer_minutes: "int | None" = given(f"Minutes of an offer to the next in line; {STAYS}.")
    access: "Access | None" = given(f"How one gets in; {STAYS}.")
    cancellation_steps: "list[CancellationStepInput] | None" = given(
        STEPS, part=CancellationStepInput
    )


SPACE = "The one space that it is about; null: a kind of space, or all."
KIND = "The kind of space that it is about; null: one space, or all."
ORGANIZATION = "The one organization whose people it is for; null: not one alone."
MEMBERSHIP_TYPE = "For whom, by the type of their membership; null: not those of one type alone."
STARTS_ON = "First day on which it holds, today or later; null: today."
ENDS_ON = "First day on which it no longer holds; null: no end is set."


class RuleTerms:
    """What a rule may say."""

    may_book: "bool | None" = given(f"Whether they may book at all; {SAYS_NOTHING}.")
    needs_membership: "bool | None" = given(
        f"Whether a membership must cover the day; {SAYS_NOTHING}."
    )
    min_minutes: "int | None" = given(f"Shortest booking, in minutes; {SAYS_NOTHING}.")
    max_minutes: "int | None" = given(f"Longest booking, in minutes; {SAYS_NOTHING}.")
    start_step_minutes: "int | None" = given(f"Minutes between possible starts; {SAYS_NOTHING}.")
    min_notice_minutes: "int | None" = given(f"Minutes of notice; {SAYS_NOTHING}.")
    max_days_ahead: "int | None" = given(f"Days ahead; {SAYS_NOTHING}.")
    min_attendees: "int | None" = given(f"Smallest party that may book; {SAYS_NOTHING}.")
    max_live_bookings: "int | None" = given(f"Bookings ahead of one person; {SAYS_NOTHING}.")
    needs_approval: "bool | None" = given(f"Whether the staff decide; {SAYS_NOTHING}.")


@write_input
class CreateBookingRuleInput(RuleTerms):
    """That some people book some spaces on other terms. It says something of one term at least.

    Of several rules that say something of one term the most specific counts: one for an
    organization before one for a membership type before one for all; among these one for a space
    before one for a kind before one for all; then the later one.
    """

    name: "str" = given("What it is called, at most 120 characters: who is refused reads it.")
    space_id: "strawberry.ID | None" = given(SPACE, of="Space")
    kind: "SpaceKind | None" = given(KIND)
    organization_id: "strawberry.ID | None" = given(ORGANIZATION, of="Organization")
    membership_type_id: "strawberry.ID | None" = given(MEMBERSHIP_TYPE, of="MembershipType")
    starts_on: "date | None" = given(STARTS_ON)
    ends_on: "date | None" = given(ENDS_ON)


@write_input
class UpdateBookingRuleInput(RuleTerms):
    """What to change of a rule; what is left out stays, and so do its scope and its days."""

    rule_id: "strawberry.ID" = given("A rule that is not over.", of="BookingRule")
    version: "int" = given("The version of the rule that was read.")
    name: "str | None" = given(f"What it is called; {STAYS}.")


@write_input
class EndBookingRuleInput:
    """Which rule to end."""

    rule_id: "strawberry.ID" = given("A rule that is not over.", of="BookingRule")
    version: "int" = given("The version of the rule that was read.")
    ends_on: "date | None" = given(RULE_ENDS)


@write_input
class CreateBookingQuotaInput:
    """How much some people may have of some spaces; all quotas that apply must be kept."""

    name: "str" = given("What it is called, at most 120 characters: who is refused reads it.")
    space_id: "strawberry.ID | None" = given(SPACE, of="Space")
    kind: "SpaceKind | None" = given(KIND)
    organization_id: "strawberry.ID | None" = given(ORGANIZATION, of="Organization")
    membership_type_id: "strawberry.ID | None" = given(MEMBERSHIP_TYPE, of="MembershipType")
    counts: "QuotaHolder" = given("Whose bookings it counts together.")
    per: "QuotaPeriod" = given("The time that it counts in.")
    max_bookings: "int | None" = given(
        "Bookings at most in that time, 0 to 1,000,000; null: any number."
    )
    max_minutes: "int | None" = given(
        "Minutes at most in that time, 0 to 1,000,000; null: any number."
    )
    starts_on: "date | None" = given(STARTS_ON)
    ends_on: "date | None" = given(ENDS_ON)


@write_input
class UpdateBookingQuotaInput:
    """What to change of a quota; what is left out stays, and so do its scope and its days."""

    quota_id: "strawberry.ID" = given("A quota that is not over.", of="BookingQuota")
    version: "int" = given("The version of the quota that was read.")
    name: "str | None" = given(f"What it is called; {STAYS}.")
    max_bookings: "int | None" = given("Bookings at most; null: any number.")
    max_minutes: "int | None" = given("Minutes at most; null: any number.")


@write_input
class EndBookingQuotaInput:
    """Which quota to end."""

    quota_id: "strawberry.ID" = given("A quota that is not over.", of="BookingQuota")
    version: "int" = given("The version of the quota that was read.")
    ends_on: "date | None" = given(RULE_ENDS)
