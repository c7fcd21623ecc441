"""What stands against applying, admitting, renewing, suspending, leaving and taking seats."""

from collections.abc import Sequence
from datetime import date

from hub.errors import Refusal
from hub.members.fees.refusals import AmountInvalid
from hub.members.terms import Decision, MembershipStatus
from hub.messages import Phrase
from hub.refusals import AlreadyDecided

DECIDED_AS = {
    Decision.ADMITTED: Phrase("the applicant was admitted"),
    Decision.REJECTED: Phrase("the applicant was not admitted"),
    None: Phrase("the applicant withdrew"),
}
"""How an application was answered, as a part of a sentence."""
NOTHING = Phrase("nothing")


class InvalidTransition(Refusal):
    """A membership does not stand where this could be done."""

    code = "INVALID_TRANSITION"
    sentence = "This membership is {status} on {day}: possible is {acts}."

    def __init__(
        self, *path: str | int, status: MembershipStatus | None, day: date, allowed: Sequence[str]
    ) -> None:
        acts = ", ".join(allowed) or NOTHING
        super().__init__(*path, status=status, day=day, allowed=list(allowed), acts=acts)


class ApplicationDecided(AlreadyDecided):
    """The application was decided, or withdrawn, before."""

    sentence = "This was decided on {day}: {decision}."

    def __init__(self, *path: str | int, day: date | None, decision: Decision | None) -> None:
        super().__init__(*path, day=day, decision=DECIDED_AS[decision])


class DocumentReviewed(AlreadyDecided):
    """The paper was reviewed before."""

    sentence = "This paper was reviewed on {day}: hand in another one."


class DocumentsMissing(Refusal):
    """Papers that the type of membership asks for are not there, or were not accepted."""

    code = "DOCUMENTS_MISSING"
    sentence = (
        "Papers that this type asks for are missing, not accepted or expired ({kinds}): have them"
        " handed in and accept them, or say by waiveDocuments why they are not needed."
    )

    def __init__(self, *path: str | int, missing: Sequence[str]) -> None:
        super().__init__(*path, missing=list(missing), kinds=", ".join(missing))


class AlreadyApplied(Refusal):
    """The party has an application that nobody has decided."""

    code = "ALREADY_APPLIED"
    sentence = "There is an application of {since} already: it must be decided or withdrawn first."


class AlreadyMember(Refusal):
    """The party has a membership of this sort that runs."""

    code = "ALREADY_MEMBER"
    sentence = "There is a membership already, applied for on {since}: it must end first."


class TypeNotOffered(Refusal):
    """The type of membership cannot be applied for on the day."""

    code = "TYPE_NOT_OFFERED"
    sentence = "This type of membership is not on offer on {day}: choose another one."


class TypeInUse(Refusal):
    """Memberships go by the terms of the type."""

    code = "TYPE_IN_USE"
    sentence = (
        "Memberships go by these terms ({count}): let the type be offered no longer, and make a new"
        " one with the new terms."
    )


class TypeCodeTaken(Refusal):
    """Another type of membership has the code."""

    code = "TYPE_CODE_TAKEN"
    sentence = "Another type of membership has this code: choose another one."


class TypeCodeInvalid(Refusal):
    """What should be the code of a type of membership is none."""

    code = "TYPE_CODE_INVALID"
    sentence = (
        "A code has at most {limit} small letters and digits, with single hyphens between them."
    )


class NumberOutOfRange(Refusal):
    """A number is too small or too great for its place."""

    code = "NUMBER_OUT_OF_RANGE"
    sentence = "This is a number from {least} to {most}."


class PriceInvalid(AmountInvalid):
    """A price is negative, too great, or finer than cents."""

    sentence = "This is an amount in euro from 0.00 to {most}, with at most two decimals."


class MemberNumberTaken(Refusal):
    """Another membership has the number in the book of members."""

    code = "MEMBER_NUMBER_TAKEN"
    sentence = "Another membership has this number: leave it out, and the next one is given."


class PeriodOverlap(Refusal):
    """Days of a new period belong to another one already."""

    code = "PERIOD_OVERLAP"
    sentence = "These days are covered already, up to {until}: begin there."


class SuspensionOverlap(PeriodOverlap):
    """Days of a new suspension belong to another one already."""

    sentence = "A suspension from {since} shares days with this one: lift it first."


class NoticeTooShort(Refusal):
    """A resignation takes effect before the notice of its type has run."""

    code = "NOTICE_TOO_SHORT"
    sentence = "With {days} days of notice, {earliest} is the first day that is possible."


class SeatLimit(Refusal):
    """All seats of the organization's membership are in use."""

    code = "SEAT_LIMIT"
    sentence = "All {seats} seats are in use on {day}: release one first."


class SeatsNotGiven(Refusal):
    """The organization has no membership that would give seats."""

    code = "SEATS_NOT_GIVEN"
    sentence = "The organization has no membership that runs: there are no seats to give."


class AffiliationOver(Refusal):
    """The person belongs to the organization no more."""

    code = "AFFILIATION_OVER"
    sentence = "The person has not belonged to the organization since {day}."


class NotCovered(Refusal):
    """Who should have it has no membership, or no affiliation, that allows it on the day."""

    code = "NOT_COVERED_ON_DATE"
    sentence = (
        "Who should have it instead is not covered on {day}: choose somebody else, or nobody."
    )


class PrintInvalid(Refusal):
    """What should be the digest of a file is none."""

    code = "PRINT_INVALID"
    sentence = "The SHA-256 digest of a file has 64 hexadecimal digits."


class ReasonUnasked(Refusal):
    """A reason is given for what needs none."""

    code = "REASON_UNASKED"
    sentence = "What is accepted is not refused for a reason: leave it out."
