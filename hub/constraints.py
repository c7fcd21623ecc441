"""What the database refuses by a constraint, as the refusal that explains it."""

from collections.abc import Callable

from tortoise.exceptions import IntegrityError

from hub.errors import Refusal, Refused
from hub.refusals import Overtaken

Explain = Callable[[], Refusal]


class Collided(Refused):
    """What is wished for was possible when the rules were asked, and no longer when it was done."""


EXPLAINED: dict[str, Explain] = {}
"""The refusal behind each constraint that a wish may run into, by the constraint's name."""


def explains(name: str, refusal: Explain = Overtaken) -> None:
    """Declare that a wish may violate a constraint, and what that means to a person.

    Rules find it first and say more; the constraint is for who comes at the same instant. The
    act is tried once more then, so that the rules say it: the refusal here is for who comes
    second even so.
    """
    EXPLAINED[name] = refusal


def refusal_of(error: IntegrityError) -> Exception:
    """The refusal behind an error of the driver, or the error itself: then it is a bug."""
    name = getattr(error.__cause__, "constraint_name", None)
    explain = EXPLAINED.get(name) if name else None
    return Collided(explain()) if explain else error
