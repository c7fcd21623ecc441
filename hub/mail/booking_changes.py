"""What is said of a change of a booking, by the name under which it is told."""

from dataclasses import dataclass

from hub.messages import Phrase


@dataclass(frozen=True, slots=True)
class Change:
    """What is said of a change of a booking."""

    subject: str
    news: str
    is_end: bool | None = False
    """Whether the booking does not take place any more; None: for its reader alone."""


INVITED = Change(Phrase("Invitation: {title}"), Phrase("You are asked to come."))
"""What is said to guests of a booking that is certain to take place."""
UNINVITED = Change(
    Phrase("Invitation withdrawn: {title}"),
    Phrase("You are no longer asked to come."),
    is_end=None,
)
"""What is said to who was a guest."""
CHANGES = {
    "REQUESTED": Change(
        Phrase("Asked for: {title}"),
        Phrase("The booking waits for approval: another mail will say what was decided."),
    ),
    "CONFIRMED": Change(Phrase("Confirmed: {title}"), Phrase("The booking is confirmed.")),
    "MOVED": Change(
        Phrase("Changed: {title}"), Phrase("The booking has another time or another place.")
    ),
    "CHANGED": INVITED,
    "DECLINED": Change(
        Phrase("Declined: {title}"), Phrase("The booking was not approved."), is_end=True
    ),
    "CANCELLED": Change(
        Phrase("Cancelled: {title}"), Phrase("The booking was cancelled."), is_end=True
    ),
}
"""By the names under which they are told; of others nobody is told by mail."""
