"""A series as it is wished for, drawn up: for whom, and on which dates from when to when."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Self
from uuid import UUID
from zoneinfo import ZoneInfo

from hub import ids
from hub.deed import Deed
from hub.errors import Refused
from hub.spaces.booking.holder import Party, party_of, seen_space
from hub.spaces.booking.house import house_party
from hub.spaces.booking.spans import Span
from hub.spaces.booking.wish import Wish
from hub.spaces.booking_refusals import StartPassed
from hub.spaces.models import Site, Space
from hub.spaces.series.clocked import Clocked, Occurrence
from hub.spaces.series.planning import Wanted
from hub.spaces.series.recurrence import Recurrence, parsed
from hub.spaces.terms import BookingKind, ClockOffset


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody says of a series."""

    space_id: UUID
    rule: str
    starts_on: date
    from_time: time
    until_time: time
    offset: ClockOffset | None = None
    organization_id: UUID | None = None
    person_id: UUID | None = None
    attendees: int = 1
    for_the_house: BookingKind | None = None

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Self:
        """What an input says; what is null in it was not said."""
        return cls(**{name: value for name, value in given.items() if value is not None})


@dataclass(frozen=True, slots=True)
class Drawn:
    """A series whose rule has been read."""

    asked: Asked
    party: Party
    recurrence: Recurrence
    dates: list[Wanted]

    @property
    def kind(self) -> BookingKind:
        """Why the space is booked."""
        by_whom = BookingKind.BEHALF if self.party.is_by_staff else BookingKind.ORDINARY
        return self.asked.for_the_house or by_whom

    @property
    def last_on(self) -> date:
        return self.dates[-1].occurrence.occurs_on


async def draw(deed: Deed, asked: Asked) -> Drawn:
    """Draw up a series; raises Refused for whom the actor does not book, for a space that is not
    there, and for a rule without dates.
    """
    party = await _party(deed, asked)
    space = await seen_space(deed, asked.space_id)
    zone = await zone_of(deed, space)
    today = deed.now.astimezone(zone).date()
    if asked.starts_on < today:
        refusal = StartPassed("input", "startsOn", rule="startsOn", value=today)
        raise Refused(refusal)
    recurrence = parsed(asked.rule, from_time=asked.from_time, zone=zone)
    days = recurrence.dates(asked.starts_on, today=today)
    clocked = Clocked(
        zone=zone,
        from_time=asked.from_time,
        until_time=asked.until_time,
        offset=asked.offset,
    )
    return Drawn(asked, party, recurrence, _wanted(party, asked, clocked.on(days)))


async def _party(deed: Deed, asked: Asked) -> Party:
    if asked.for_the_house is not None:
        return house_party(deed, asked.for_the_house)
    return await party_of(deed, asked.organization_id, asked.person_id)


def _wanted(party: Party, asked: Asked, occurrences: Iterator[Occurrence]) -> list[Wanted]:
    def wish(span: Span) -> Wish:
        return Wish(
            space_id=asked.space_id,
            starts_at=span.starts_at,
            ends_at=span.ends_at,
            organization_id=party.organization_id,
            person_id=party.person_id,
            attendees=asked.attendees,
            is_by_staff=party.is_by_staff,
        )

    return [
        Wanted(ids.uuid7(), each, wish(each.span) if each.span else None) for each in occurrences
    ]


async def zone_of(deed: Deed, space: Space) -> ZoneInfo:
    """The zone whose clocks the space goes by."""
    site = await Site.get(id=space.site_id, using_db=deed.connection)
    return ZoneInfo(site.time_zone)
