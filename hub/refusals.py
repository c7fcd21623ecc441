"""The refusals that any act may meet."""

from hub.errors import Refusal
from hub.messages import Phrase


class NotFound(Refusal):
    """There is no such row, or not for this actor: the two look the same."""

    code = "NOT_FOUND"
    sentence = "There is nothing with this id: it does not exist, or it is not yours."


class NotAllowed(Refusal):
    """The actor sees the row, but the act is for others."""

    code = "NOT_ALLOWED"
    sentence = "You may not do this here: it is for {who}."

    def __init__(self, *path: str | int, who: str) -> None:
        super().__init__(*path, who=Phrase(who))


class ScopeMissing(Refusal):
    """The API token is not for acts of this area."""

    code = "SCOPE_MISSING"
    sentence = "This API token lacks the scope {scope}: make one that has it."


class StaleVersion(Refusal):
    """Somebody else has changed the row meanwhile."""

    code = "STALE_VERSION"
    sentence = (
        "This was changed meanwhile, to version {current_version}: read it again, and repeat what"
        " you still want to change."
    )


class Overtaken(Refusal):
    """Somebody else did the same, or something that excludes it, at the same instant."""

    code = "OVERTAKEN"
    sentence = "Somebody else was faster: look again, and repeat what you still want to do."


class IdempotencyMismatch(Refusal):
    """The key was used before, for something else."""

    code = "IDEMPOTENCY_MISMATCH"
    sentence = "This idempotency key was used for something else: take a new one for a new wish."


class KeyTooLong(Refusal):
    """The idempotency key has too many characters, or none."""

    code = "IDEMPOTENCY_KEY_INVALID"
    sentence = "An idempotency key has 1 to {limit} characters, this one has {measured}."


class Blank(Refusal):
    """A text that is needed is empty."""

    code = "REQUIRED"
    sentence = "This is needed: fill it in."


class TooLong(Refusal):
    """A text has more characters than its place."""

    code = "TOO_LONG"
    sentence = "This has {measured} characters, at most {limit} are allowed."


class NotInOrder(Refusal):
    """A period ends before it begins."""

    code = "PERIOD_NOT_IN_ORDER"
    sentence = "The end, {ends}, is not after the beginning, {begins}."


class DayPassed(Refusal):
    """A day that must not lie in the past does."""

    code = "DAY_PASSED"
    sentence = "This day has passed: today, {today}, is the first that is possible."


class OneParty(Refusal):
    """It is said of a person or of an organization, of one of the two."""

    code = "ONE_PARTY"
    sentence = "Say a person or an organization: one of the two."


class AlreadyDecided(Refusal):
    """It was decided before, or is over: by somebody else, perhaps at the same instant."""

    code = "ALREADY_DECIDED"
    sentence = "This was decided on {day} already: look again."


class LinkInvalid(Refusal):
    """What should be the address of a web page is none."""

    code = "LINK_INVALID"
    sentence = "This is no address of a page: write one such as https://www.esempio.it."


class PhoneInvalid(Refusal):
    """What should be a telephone number is none."""

    code = "PHONE_INVALID"
    sentence = "This is no telephone number: write it with its country, such as +39 0372 123456."


class EmailInvalid(Refusal):
    """What should be an e-mail address is none."""

    code = "EMAIL_INVALID"
    sentence = "This is no e-mail address: write one such as nome@esempio.it."


class DayAhead(Refusal):
    """A day that must not lie in the future does."""

    code = "DAY_AHEAD"
    sentence = "This day lies ahead: today, {today}, is the last that is possible."


class DayTooEarly(Refusal):
    """A day comes before one that it has to follow."""

    code = "DAY_TOO_EARLY"
    sentence = "This day is too early: {first_on} is the first that is possible."


class DayTooLate(Refusal):
    """A day lies after the last that is possible."""

    code = "DAY_TOO_LATE"
    sentence = "This day is too late: {latest} is the last that is possible."


class AccountNeeded(Refusal):
    """It is done by a person who has signed in, not by a program."""

    code = "ACCOUNT_NEEDED"
    sentence = "A program cannot do this: sign in with your account."


class TooMany(Refusal):
    """A list has more entries than it may."""

    code = "TOO_MANY"
    sentence = "At most {limit} are taken here, not {measured}."


class CodeTaken(Refusal):
    """Something else has the code."""

    code = "CODE_TAKEN"
    sentence = "Another one has this code: choose another code."
