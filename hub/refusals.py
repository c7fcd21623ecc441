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
