"""What is done about leases and allowances."""

from typing import TYPE_CHECKING

from hub.spaces import allowances, leases, letting
from schema.mutating.declare import mutation, mutations, payload, payload_with, result
from schema.spaces import lease_inputs, place_problems
from schema.spaces.place_problems import MOST_PROBLEMS

if TYPE_CHECKING:
    from schema.spaces.lease_types import Allowance, Lease, RentStep

DECLARED = (lease_inputs, place_problems)
"""The modules of the inputs and problems: they are known once their modules are imported."""


@payload_with(MOST_PROBLEMS)
class CreateLeasePayload:
    """The answer of `createLease`."""

    lease: "Lease | None" = result("The new lease; null when there are problems.")


@payload
class ChangeRentPayload:
    """The answer of `changeRent`."""

    rent_step: "RentStep | None" = result(
        "The rent from that day on; null when there are problems."
    )


@payload
class EndLeasePayload:
    """The answer of `endLease`."""

    lease: "Lease | None" = result(
        "The lease, with its last day set; null when there are problems."
    )


@payload
class RecordDepositPayload:
    """The answer of `recordDeposit`."""

    lease: "Lease | None" = result("The lease; null when there are problems.")


@payload
class ReturnDepositPayload:
    """The answer of `returnDeposit`."""

    lease: "Lease | None" = result("The lease; null when there are problems.")


@payload
class SetAllowancePayload:
    """The answer of `setAllowance`."""

    allowance: "Allowance | None" = result(
        "The new allowance; null when none is given any more, and when there are problems."
    )


@mutations
class LeaseMutations:
    """What is done about leases and allowances."""

    create_lease: "CreateLeasePayload" = mutation(
        letting.create_lease,
        "Let a space, and so all that lies within it, to a member or a co-worker: the front desk. Refused with LEASE_HAS_BOOKINGS, which lists them, as long as it is booked on these days.",
    )
    change_rent: "ChangeRentPayload" = mutation(
        leases.change_rent,
        "Let another rent hold from a day on: the front desk. What was set for that very day is replaced.",
    )
    end_lease: "EndLeasePayload" = mutation(
        leases.end_lease,
        "Give notice: administrators of the organization that leases, the person who does, or the front desk, which may do without the days of notice.",
    )
    record_deposit: "RecordDepositPayload" = mutation(
        leases.record_deposit, "Say that a deposit was received: the front desk."
    )
    return_deposit: "ReturnDepositPayload" = mutation(
        leases.return_deposit, "Say that a deposit was given back: the front desk."
    )
    set_allowance: "SetAllowancePayload" = mutation(
        allowances.set_allowance,
        "Let an organization's people share so many minutes a month of one kind of space from a day on, instead of what they had: the front desk.",
    )
