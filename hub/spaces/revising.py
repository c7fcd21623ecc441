"""Which revision of a booking is the last, and since when: calendars go by it."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hub.spaces.booking_models import Booking


def revised(booking: "Booking", now: datetime) -> dict[str, Any]:
    """The columns that say that its time, its place, its outcome or its guests are others now."""
    return {"sequence": booking.sequence + 1, "changed_at": now}


def retitled(booking: "Booking", title: str, now: datetime) -> dict[str, Any]:
    """The columns of another title, which calendars show without asking anybody again."""
    changed_at = booking.changed_at if title == booking.title else now
    return {"title": title, "changed_at": changed_at}
