"""What stands against prices, conditions, rules and quotas of booking."""

from hub.errors import Refusal


class PriceOverlap(Refusal):
    """A later price of the same category and unit would hold on the same days."""

    code = "PRICE_OVERLAP"
    sentence = "Another price holds from {since} on: take that back first, or end this one by then."


class PriceBegun(Refusal):
    """The price has begun, or was taken back."""

    code = "PRICE_BEGUN"
    sentence = "This price has begun, or was taken back: set another one from a day on."


class RateInvalid(Refusal):
    """A rate of VAT is none."""

    code = "RATE_INVALID"
    sentence = "A rate is 0 to 100 percent, with at most two decimals."


class StepInvalid(Refusal):
    """The steps in which bookings start do not divide a day."""

    code = "STEP_INVALID"
    sentence = "Bookings start every so many minutes, of which a day of 1,440 is a multiple."


class LengthsNotInOrder(Refusal):
    """The longest booking is shorter than the shortest."""

    code = "LENGTHS_NOT_IN_ORDER"
    sentence = "The longest booking, {most} minutes, is shorter than the shortest, {least}."


class CancellationStepInvalid(Refusal):
    """A step of a cancellation is out of range, or given twice."""

    code = "CANCELLATION_STEP_INVALID"
    sentence = (
        "A step has 0 to 525,600 minutes, each number once, and costs 0 to 100 percent of the"
        " price."
    )


class OneScope(Refusal):
    """A rule is for a space or a kind, and for an organization or a type, not for both."""

    code = "ONE_SCOPE"
    sentence = (
        "Say a space or a kind of space, and an organization or a type of membership: of each two"
        " one at most."
    )


class SaysNothing(Refusal):
    """A rule changes no term, or a quota limits nothing."""

    code = "RULE_SAYS_NOTHING"
    sentence = "Say at least one of its terms, or end it."


class RuleOver(Refusal):
    """The rule or quota is over."""

    code = "RULE_OVER"
    sentence = "This is over since {ended_on}: make a new one."
