"""The errors of the hub.

HubError
├── Refusal            a wish that the business rules refuse; has a stable code and a path
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
    """A wish that the business rules refuse.

    A subclass is named for what happened, has a code that never changes, keeps the values that
    a person needs, and builds its sentence from them.
    """

    code: ClassVar[str]

    def __init__(self, message: str, *, path: tuple[str | int, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.path = path


class Unavailable(HubError):
    """The database does not answer at the moment; nothing was done."""


class TimedOut(HubError):
    """The work took longer than it may; it was stopped and nothing was done."""


class OutcomeUnknown(HubError):
    """The connection broke while a transaction was committed: it may have taken effect."""


class Misconfigured(HubError):
    """The hub cannot run as it is set up; the sentence says what to do."""
