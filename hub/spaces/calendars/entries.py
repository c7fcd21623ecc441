"""Bookings as calendars show them: each is an event of its own, also where it is one of a series.

A rule of repetition with its exceptions would say the same in fewer lines; but dates are moved,
cancelled and skipped one by one, and single events are right in every program.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from hub.spaces.calendars.content import instant, local, quoted, text
from hub.spaces.calendars.zones import zone_lines
from hub.spaces.terms import BookingState

PRODUCT = "-//Polo Tecnologico di Cremona//Hub//IT"
MOST_YEARS = 10
"""For which a zone is told change by change; later ones go by the rule of these."""


class Status(StrEnum):
    """How an event stands, in the words of the format."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


STATUS = {
    BookingState.REQUESTED: Status.TENTATIVE,
    BookingState.CONFIRMED: Status.CONFIRMED,
    BookingState.ONGOING: Status.CONFIRMED,
    BookingState.FINISHED: Status.CONFIRMED,
    BookingState.LAPSED: Status.CANCELLED,
    BookingState.DECLINED: Status.CANCELLED,
    BookingState.CANCELLED: Status.CANCELLED,
    BookingState.NO_SHOW: Status.CANCELLED,
}
"""What calendars are told of a booking: whether it takes place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something takes place, as far as whoever reads of it may know."""

    time_zone: str
    location: str | None = None
    latitude: Decimal | float | None = None
    longitude: Decimal | float | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A booking in a calendar."""

    id: UUID
    starts_at: datetime
    ends_at: datetime
    sequence: int
    status: Status | None
    """None where nothing is said of it."""
    summary: str
    place: Place
    written_at: datetime
    """When what is said here came to be so."""
    is_dated: bool = True
    """Whether whoever reads may know of that instant as the one of the last change."""
    description: str = ""


def calendar(
    entries: Sequence[Entry], head: Iterable[str] = (), parties: Iterable[str] = ()
) -> list[str]:
    """The lines of a calendar; `parties` are those of each event who invite and are invited."""
    return [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        *head,
        *_zones(entries),
        *(line for entry in entries for line in _event(entry, parties)),
        "END:VCALENDAR",
    ]


def _event(entry: Entry, parties: Iterable[str]) -> list[str]:
    place = entry.place
    return [
        "BEGIN:VEVENT",
        f"UID:{entry.id}",  # the same in feeds and in mails, and for ever
        f"SEQUENCE:{entry.sequence}",
        f"DTSTAMP:{instant(entry.written_at)}",
        *([f"LAST-MODIFIED:{instant(entry.written_at)}"] if entry.is_dated else []),
        *_times(entry),
        *([f"STATUS:{entry.status}"] if entry.status else []),
        f"TRANSP:{'TRANSPARENT' if entry.status is Status.CANCELLED else 'OPAQUE'}",
        f"SUMMARY:{text(entry.summary)}",
        *([f"DESCRIPTION:{text(entry.description)}"] if entry.description else []),
        *([f"LOCATION:{text(place.location)}"] if place.location else []),
        *([f"GEO:{place.latitude};{place.longitude}"] if place.latitude is not None else []),
        *([f"URL:{text_of_url(place.url)}"] if place.url else []),
        *parties,
        "END:VEVENT",
    ]


def text_of_url(url: str) -> str:
    """An address, which is no TEXT: nothing of it is escaped."""
    return "".join(each for each in url if each.isprintable() and not each.isspace())


def party(role: str, address: str, name: str, **parameters: str) -> str:
    """Who invites or is invited: ORGANIZER or ATTENDEE."""
    told = "".join(f";{key}={value}" for key, value in parameters.items())
    return f"{role};CN={quoted(name)}{told}:mailto:{text_of_url(address)}"


def _times(entry: Entry) -> tuple[str, str]:
    """By the clock of the place; by that of UTC in the hour that its clock shows twice, for there
    the format takes the first (RFC 5545, section 3.3.5).
    """
    zone = ZoneInfo(entry.place.time_zone)
    starts, ends = entry.starts_at.astimezone(zone), entry.ends_at.astimezone(zone)
    if starts.fold or ends.fold:
        return f"DTSTART:{instant(starts)}", f"DTEND:{instant(ends)}"
    name = entry.place.time_zone
    return f"DTSTART;TZID={name}:{local(starts)}", f"DTEND;TZID={name}:{local(ends)}"


def _zones(entries: Iterable[Entry]) -> list[str]:
    """The zones of all places, for the years of their entries."""
    years: dict[str, set[int]] = {}
    for entry in entries:
        zone = ZoneInfo(entry.place.time_zone)
        shown = (entry.starts_at.astimezone(zone).year, entry.ends_at.astimezone(zone).year)
        years.setdefault(entry.place.time_zone, set()).update(shown)
    return [
        line
        for name, of in sorted(years.items())
        for line in zone_lines(name, min(of), min(max(of), min(of) + MOST_YEARS))
    ]
