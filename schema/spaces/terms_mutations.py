"""What is done about prices, conditions, rules and quotas of booking."""

from typing import TYPE_CHECKING

from hub.spaces import conditions, prices, ruling
from schema.mutating.declare import mutation, mutations, payload, result
from schema.spaces import terms_inputs

if TYPE_CHECKING:
    from schema.spaces.rule_types import BookingQuota, BookingRule
    from schema.spaces.types import BookingConditions, SpacePrice

INPUTS = terms_inputs
"""The module of the inputs: an input is known once its module is imported."""


@payload
class SetSpacePricePayload:
    """The answer of `setSpacePrice`."""

    price: "SpacePrice | None" = result("The new price; null when there are problems.")


@payload
class WithdrawSpacePricePayload:
    """The answer of `withdrawSpacePrice`."""

    price: "SpacePrice | None" = result("The price, taken back; null when there are problems.")


@payload
class CreateBookingConditionsPayload:
    """The answer of `createBookingConditions`."""

    conditions: "BookingConditions | None" = result(
        "The new conditions; null when there are problems."
    )


@payload
class UpdateBookingConditionsPayload:
    """The answer of `updateBookingConditions`."""

    conditions: "BookingConditions | None" = result(
        "The conditions, changed; null when there are problems."
    )


@payload
class CreateBookingRulePayload:
    """The answer of `createBookingRule`."""

    rule: "BookingRule | None" = result("The new rule; null when there are problems.")


@payload
class UpdateBookingRulePayload:
    """The answer of `updateBookingRule`."""

    rule: "BookingRule | None" = result("The rule, changed; null when there are problems.")


@payload
class EndBookingRulePayload:
    """The answer of `endBookingRule`."""

    rule: "BookingRule | None" = result("The rule, ended; null when there are problems.")


@payload
class CreateBookingQuotaPayload:
    """The answer of `createBookingQuota`."""

    quota: "BookingQuota | None" = result("The new quota; null when there are problems.")


@payload
class UpdateBookingQuotaPayload:
    """The answer of `updateBookingQuota`."""

    quota: "BookingQuota | None" = result("The quota, changed; null when there are problems.")


@payload
class EndBookingQuotaPayload:
    """The answer of `endBookingQuota`."""

    quota: "BookingQuota | None" = result("The quota, ended; null when there are problems.")


@mutations
class TermsMutations:
    """What is done about prices, conditions, rules and quotas of booking."""

    set_space_price: "SetSpacePricePayload" = mutation(
        prices.set_space_price,
        "Let a space cost this from a day on: the front desk. The price that runs ends there; the past never changes. Refused with PRICE_OVERLAP where a later one is set.",
    )
    withdraw_space_price: "WithdrawSpacePricePayload" = mutation(
        prices.withdraw_space_price,
        "Take a price back before it begins: the front desk. The one before it goes on instead.",
    )
    create_booking_conditions: "CreateBookingConditionsPayload" = mutation(
        conditions.create_booking_conditions,
        "Make conditions on which spaces can be booked: the front desk. `updateSpace` lets a space have them.",
    )
    update_booking_conditions: "UpdateBookingConditionsPayload" = mutation(
        conditions.update_booking_conditions,
        "Change conditions for what is booked from now on: the front desk.",
    )
    create_booking_rule: "CreateBookingRulePayload" = mutation(
        ruling.create_booking_rule,
        "Let some people book some spaces on other terms: the front desk.",
    )
    update_booking_rule: "UpdateBookingRulePayload" = mutation(
        ruling.update_booking_rule,
        "Change the terms of a rule for what is booked from now on: the front desk.",
    )
    end_booking_rule: "EndBookingRulePayload" = mutation(
        ruling.end_booking_rule, "Let a rule hold no longer: the front desk."
    )
    create_booking_quota: "CreateBookingQuotaPayload" = mutation(
        ruling.create_booking_quota,
        "Limit how much some people may have of some spaces: the front desk.",
    )
    update_booking_quota: "UpdateBookingQuotaPayload" = mutation(
        ruling.update_booking_quota, "Change the limits of a quota: the front desk."
    )
    end_booking_quota: "EndBookingQuotaPayload" = mutation(
        ruling.end_booking_quota, "Let a quota hold no longer: the front desk."
    )
