"""The GraphQL types of leases and allowances: who has a space for months."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from hub.spaces import derived, lease_models, lease_policy
from hub.spaces.terms import LeaseState, SpaceKind
from hub.sql import HOLDS
from schema.compiler.declare import column, computed, entity, to_many, to_one
from schema.node import Node
from schema.spaces.types import ON_DAY

if TYPE_CHECKING:
    from schema.members.person_types import Person
    from schema.members.types import Organization
    from schema.paging import Connection
    from schema.spaces.types import Space

OTHERS = "null for viewers whom it does not concern"
MONEY = "null for all but its administrators and the front desk"


@entity(lease_models.Lease, prefix="lease", policy=lease_policy.LEASE, order=("-starts_on",))
class Lease(Node):
    """That a desk, an office or another space is let to one party for a period."""

    space: "Space | None" = to_one("The space; null when the viewer may not see it.")
    organization: "Organization | None" = to_one(
        "To which organization; null when it is let to a person, and when the viewer may not see"
        " it."
    )
    person: "Person | None" = to_one(
        f"To which person, or for whose use; null without one, and {OTHERS}."
    )
    starts_on: "date" = column("First day.")
    ends_on: "date | None" = column("First day on which it is over; null while no end is known.")
    state: "LeaseState" = computed(derived.LEASE_STATE, "Where it stands today.")
    state_on: "LeaseState" = computed(
        derived.LEASE_STATE, "Where it stands on a day.", arguments=(ON_DAY,)
    )
    signed_on: "date | None" = column(f"Day of signature; null without one, and {OTHERS}.")
    notice_days: "int | None" = column(f"Days of notice to end it; {OTHERS}.")
    notice_on: "date | None" = column(
        f"Day on which notice was given to end it; null when none was, and {OTHERS}."
    )
    monthly_amount: "Decimal | None" = column(
        f"Monthly amount agreed at first, in euro without VAT; null when none was, and {MONEY}."
    )
    rent: "Decimal | None" = computed(
        derived.RENT,
        f"Monthly amount today in euro without VAT; null before and after the lease and when none"
        f" was agreed, and {MONEY}.",
    )
    rent_on: "Decimal | None" = computed(
        derived.RENT,
        f"Monthly amount on a day in euro without VAT; null before and after the lease and when"
        f" none was agreed, and {MONEY}.",
        arguments=(ON_DAY,),
    )
    vat_rate: "Decimal | None" = column(
        f"Rate of VAT in percent; null when not recorded, and {MONEY}."
    )
    deposit: "Decimal | None" = column(f"Deposit in euro; null without one, and {MONEY}.")
    deposit_received_on: "date | None" = column(
        f"Day on which the deposit was received; null when it was not, and {MONEY}."
    )
    deposit_returned_on: "date | None" = column(
        f"Day on which the deposit was given back; null when it was not, and {MONEY}."
    )
    note: "str | None" = column(
        "Note of the front desk; null when there is none, and for all but the front desk."
    )
    version: "int | None" = column(f"Number of edits, to be given back with the next; {OTHERS}.")
    rent_steps: "Connection[RentStep] | None" = to_many(
        f"How the monthly amount changes, in order; {MONEY}."
    )


@entity(lease_models.RentStep, prefix="rent", policy=lease_policy.RENT_STEP, order=("starts_on",))
class RentStep(Node):
    """The monthly amount of a lease from a day on."""

    lease: "Lease | None" = to_one("The lease; never null for those who see this.")
    starts_on: "date" = column("First day of the amount.")
    monthly_amount: "Decimal" = column("Amount in euro without VAT.")
    reason: "str | None" = column("Why it changes; null when not recorded.")


@entity(
    lease_models.Allowance,
    prefix="pool",
    policy=lease_policy.ALLOWANCE,
    order=("-starts_on", "kind"),
)
class Allowance(Node):
    """The minutes a month that an organization's people may use of one kind of space, together."""

    organization: "Organization | None" = to_one(
        "Whose people; null when the viewer may not see it."
    )
    kind: "SpaceKind" = column("Of which kind of space.")
    minutes_per_month: "int" = column("Minutes for each calendar month.")
    minutes_used: "int" = computed(
        derived.MINUTES_USED, "Minutes drawn from it in the present month."
    )
    minutes_used_on: "int" = computed(
        derived.MINUTES_USED, "Minutes drawn from it in the month of a day.", arguments=(ON_DAY,)
    )
    starts_on: "date" = column("First day.")
    ends_on: "date | None" = column(
        "First day on which it no longer holds, which is `startsOn` when another one replaced it"
        " before; null while no end is known."
    )
    is_current: "bool" = computed(HOLDS, "Whether it holds today.")
    version: "int" = column("Number of edits, to be given back with the next.")
