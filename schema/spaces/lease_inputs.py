"""The inputs of what is done about leases and allowances."""

from datetime import date
from decimal import Decimal

import strawberry

from hub.spaces.terms import SpaceKind
from schema.mutating.declare import given, write_input

VERSION = "The version of the lease that was read."


@write_input
class CreateLeaseInput:
    """What is let, to whom, and on which terms."""

    space_id: "strawberry.ID" = given("The desk, the office or another space.", of="Space")
    organization_id: "strawberry.ID | None" = given(
        "To which organization, whose membership covers the first day; null: to a person.",
        of="Organization",
    )
    person_id: "strawberry.ID | None" = given(
        "To which person, whose membership covers the first day; with an organization, who of its"
        " people uses it; null: nobody in particular.",
        of="Person",
    )
    starts_on: "date" = given("First day, at most 366 days ago.")
    ends_on: "date | None" = given("First day on which it is over; null: no end is set.")
    signed_on: "date | None" = given("Day of signature; null: not signed yet.")
    notice_days: "int | None" = given("Days of notice to end it, 0 to 3,660; null: 0.")
    monthly_amount: "Decimal | None" = given(
        "Monthly amount in euro without VAT; null: none is agreed."
    )
    vat_rate: "Decimal | None" = given("Rate of VAT, percent; null: not said.")
    deposit: "Decimal | None" = given("Deposit in euro; null: none is agreed.")
    note: "str | None" = given("Note of the front desk, at most 2,000 characters; null: none.")


@write_input
class ChangeRentInput:
    """Another rent of a lease."""

    lease_id: "strawberry.ID" = given("The lease.", of="Lease")
    starts_on: "date" = given("First day of the amount, today or later, while the lease runs.")
    monthly_amount: "Decimal" = given("Monthly amount in euro without VAT.")
    reason: "str | None" = given(
        "Why, such as the index of prices, at most 200 characters; null: not said."
    )


@write_input
class EndLeaseInput:
    """Which lease to end, and when."""

    lease_id: "strawberry.ID" = given("One that is not over.", of="Lease")
    version: "int" = given(VERSION)
    notice_on: "date | None" = given(
        "Day on which notice came in on paper, today or before, which only the desk may say; null:"
        " today."
    )
    ends_on: "date | None" = given(
        "First day on which it is over; null: the first that the days of notice allow."
    )
    waive_notice: "bool | None" = given(
        "Whether it ends without the days of notice, which only the desk may say; null: it does"
        " not."
    )


@write_input
class RecordDepositInput:
    """A deposit that was received."""

    lease_id: "strawberry.ID" = given("The lease.", of="Lease")
    version: "int" = given(VERSION)
    amount: "Decimal | None" = given("How much, in euro; null: what was agreed.")
    received_on: "date | None" = given("Day, today or before; null: today.")


@write_input
class ReturnDepositInput:
    """A deposit that was given back."""

    lease_id: "strawberry.ID" = given("The lease.", of="Lease")
    version: "int" = given(VERSION)
    returned_on: "date | None" = given("Day, today or before; null: today.")


@write_input
class SetAllowanceInput:
    """What an organization's people share of one kind of space."""

    organization_id: "strawberry.ID" = given("The organization.", of="Organization")
    kind: "SpaceKind" = given("Of which kind of space.")
    minutes_per_month: "int | None" = given(
        "Minutes for each calendar month, 0 to 4,464,000; null: there is no allowance any more."
    )
    starts_on: "date | None" = given(
        "First day, today or later, on which what they had ends; null: today."
    )
