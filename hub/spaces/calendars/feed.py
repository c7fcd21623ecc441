"""A feed as it is sent: what the statement told, as entries of a calendar in its reader's words."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from hub.messages import Phrase, Say, Tongue, speaker
from hub.spaces.calendars.content import text, written
from hub.spaces.calendars.entries import STATUS, Entry, Place, calendar
from hub.spaces.terms import BookingState

EDITION = "1"
"""Of how a feed is written: another one is another text, also of the same bookings."""
REFRESH = "PT15M"
"""How often a program should look again."""
STANDING = {
    BookingState.REQUESTED: Phrase("Waits for approval."),
    BookingState.LAPSED: Phrase("Lapsed: it was not confirmed in time."),
    BookingState.DECLINED: Phrase("Declined."),
    BookingState.CANCELLED: Phrase("Cancelled."),
    BookingState.NO_SHOW: Phrase("Released: nobody checked in."),
}
"""What is said of a booking that does not simply take place."""


def feed(told: bytes, kind: str, language: Tongue) -> bytes:
    """The text of a feed."""
    found = json.loads(told)
    say = speaker(language)
    name = found["name"] if kind != "person" else say("Bookings of {name}", name=found["name"])
    sites = found["sites"]
    entries = [_entry(each, sites[each["site_id"]], say) for each in found["entries"]]
    return written(calendar(entries, _head(name)))


def _head(name: str) -> list[str]:
    return [
        f"NAME:{text(name)}",
        f"X-WR-CALNAME:{text(name)}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}",
        f"X-PUBLISHED-TTL:{REFRESH}",
    ]


def _entry(told: Mapping[str, Any], site: Mapping[str, Any], say: Say) -> Entry:
    state = BookingState[told["state"]]
    changed_at = told["changed_at"]
    return Entry(
        id=UUID(told["id"]),
        starts_at=datetime.fromisoformat(told["starts_at"]),
        ends_at=datetime.fromisoformat(told["ends_at"]),
        sequence=told["sequence"],
        status=STATUS[state],
        summary=told["title"] or say("Busy"),
        description=_description(told, state, say),
        place=_place(told["space"], site),
        written_at=datetime.fromisoformat(changed_at or told["created_at"]),
        is_dated=changed_at is not None,
    )


def _description(told: Mapping[str, Any], state: BookingState, say: Say) -> str:
    if told["title"] is None:
        return ""
    standing = say(STANDING[state]) if state in STANDING else None
    lines = (standing, told["reason"], told["organization"], told["person"])
    return "\n".join(line for line in lines if line)


def _place(space: str | None, site: Mapping[str, Any]) -> Place:
    """The room is told to who may know of it, its address to everybody."""
    town = f"{site['postal_code']} {site['municipality']}"
    parts = (space, site["name"], site["street"], town)
    return Place(
        time_zone=site["time_zone"],
        location=", ".join(part for part in parts if part),
        latitude=site["latitude"],
        longitude=site["longitude"],
        url=site["website"],
    )
