"""What stands against following bookings in a calendar."""

from datetime import datetime

from hub.errors import Refusal


class CalendarScope(Refusal):
    """A calendar link is for one person, one space or one organization."""

    code = "CALENDAR_SCOPE"
    sentence = "Say a person, a space or an organization: one of the three."


class CalendarLinked(Refusal):
    """The account has an open link to the same calendar."""

    code = "CALENDAR_LINKED"
    sentence = (
        "You have a link to this calendar already: renew it if you no longer know its address, or"
        " revoke it."
    )


class CalendarLinkRevoked(Refusal):
    """The link was revoked, and opens nothing any more."""

    code = "CALENDAR_LINK_REVOKED"
    sentence = "This link was revoked on {revoked_at}: make a new one."

    def __init__(self, *path: str | int, revoked_at: datetime) -> None:
        super().__init__(*path, revoked_at=revoked_at)
