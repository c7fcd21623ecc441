"""The errors of the hub.

HubError
├── Refusal            one reason why a wish is refused; has a stable code and a path
├── Refused            a wish that is refused, with all reasons
├── Unauthenticated    nobody in particular wishes what only somebody may
├── Unavailable        the database does not answer: nothing was done, try again
├── TimedOut           the work took longer than it may: it was stopped and nothing was done
├── OutcomeUnknown     the connection broke while a transaction was committed
└── Misconfigured      the hub cannot run as it is set up; the sentence says how to mend it

Refusals of an area live in the area. Anything else that is raised is a bug of the hub.
"""

from typing import ClassVar


class HubError(Exception):
    """An error that is foreseen and has a meaning for whoever meets it."""


class Refusal(HubError):
    """One reason why the business rules refuse a wish.

    A subclass is named for what happened, has a code that never changes, and a sentence in
    English whose places are filled with the values that a person needs; the sentence is also the
    key of its translations. `path` leads to what is wrong within the input.
    """

    code: ClassVar[str]
    sentence: ClassVar[str]

    def __init__(self, *path: str | int, **values: object) -> None:
        super().__init__(self.sentence.format(**values))
        self.path = path
        self.values = values


class Refused(HubError):
    """A wish that is refused, with all reasons that were found; nothing was done."""

    def __init__(self, *refusals: Refusal) -> None:
        super().__init__("; ".join(map(str, refusals)))
        self.refusals = refusals


class Unauthenticated(HubError):
    """Nobody in particular wishes what only somebody may do."""


class Unavailable(HubError):
    """The database does not answer at the moment; nothing was done."""


class TimedOut(HubError):
    """The work took longer than it may; it was stopped and nothing was done."""


class OutcomeUnknown(HubError):
    """The connection broke while a transaction was committed: it may have taken effect."""


class Misconfigured(HubError):
    """The hub cannot run as it is set up; the sentence says what to do."""
