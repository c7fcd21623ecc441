"""A booking in the words of mails, and as an entry for a calendar."""

from datetime import datetime

from hub import clock
from hub.mail.letter import one_line
from hub.record.models import OutboxEvent
from hub.spaces.booking_models import Booking
from hub.spaces.calendars.entries import STATUS, Entry, Place, Status
from hub.spaces.facts import facts_of
from hub.spaces.rules import booking_state


def status_of(booking: Booking) -> Status:
    """How it stands at this instant."""
    return STATUS[booking_state(facts_of(booking), clock.now())]


def entry_of(booking: Booking, event: OutboxEvent) -> Entry:
    site = booking.space.site
    return Entry(
        id=booking.id,
        starts_at=booking.starts_at,
        ends_at=end_of(booking),
        sequence=booking.sequence,
        status=status_of(booking),
        summary=booking.title,
        place=Place(
            time_zone=site.time_zone,
            location=location_of(booking),
            latitude=site.latitude,
            longitude=site.longitude,
            url=site.website,
        ),
        written_at=event.created_at,
        is_dated=False,
    )


def location_of(booking: Booking) -> str:
    site = booking.space.site
    town = f"{site.postal_code} {site.municipality}"
    return ", ".join((one_line(booking.space.name), site.name, site.street, town))


def end_of(booking: Booking) -> datetime:
    return booking.finished_at or booking.ends_at
