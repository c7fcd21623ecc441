"""Invented sites of the crowd, with spaces that are booked by the hour."""

from datetime import time
from decimal import Decimal
from uuid import UUID

from hub.demo.calendar import Calendar
from hub.demo.public_parties import CREMONA
from hub.demo.rows import Rows
from hub.spaces.models import BookingConditions, Site, Space, SpacePrice
from hub.spaces.opening_models import OpeningHours
from hub.spaces.terms import Feature, PriceUnit, SpaceKind

SPACES_PER_SITE = 20
KINDS = (
    SpaceKind.MEETING_ROOM,
    SpaceKind.MEETING_ROOM,
    SpaceKind.MEETING_ROOM,
    SpaceKind.CLASSROOM,
    SpaceKind.LAB,
    SpaceKind.STUDIO,
)
FEATURES = (Feature.SCREEN, Feature.WHITEBOARD, Feature.VIDEO_CONFERENCE, Feature.DAYLIGHT)


def add_crowd_spaces(rows: Rows, calendar: Calendar, *, count: int) -> list[UUID]:
    space_ids: list[UUID] = []
    for number in range(count):
        if number % SPACES_PER_SITE == 0:
            _add_site(rows, calendar, number // SPACES_PER_SITE + 1)
        site_id = rows.find(Site, f"site-{number // SPACES_PER_SITE + 1}")
        space_ids.append(_add_space(rows, calendar, site_id=site_id, number=number + 1))
    return space_ids


def _add_site(rows: Rows, calendar: Calendar, number: int) -> None:
    since = calendar.year(-4)
    site_id = rows.add(
        Site,
        since,
        f"site-{number}",
        code=f"site-{number}",
        name=f"Sede immaginaria {number}",
        street=f"Via delle Prove {number}",
        **CREMONA,
        is_invented=True,
        starts_on=since,
    )
    for weekday in range(1, 6):
        hours = {"weekday": weekday, "opens": time(8), "closes": time(20), "starts_on": since}
        rows.add(OpeningHours, since, site_id=site_id, **hours)


def _add_space(rows: Rows, calendar: Calendar, *, site_id: UUID, number: int) -> UUID:
    since = calendar.year(-4)
    space_id = rows.add(
        Space,
        since,
        site_id=site_id,
        conditions_id=rows.find(BookingConditions, "rooms"),
        code=f"r-{number:02}",
        name=f"Sala {number:02}",
        kind=KINDS[number % len(KINDS)],
        floor=number % 4,
        area_m2=Decimal(12 + number % 40),
        capacity=4 + number % 28,
        features=list(FEATURES[: 1 + number % len(FEATURES)]),
        is_bookable=True,
        is_invented=True,
        starts_on=since,
    )
    price = {"unit": PriceUnit.HOUR, "amount": Decimal(10 + number % 30), "starts_on": since}
    rows.add(SpacePrice, since, space_id=space_id, **price)
    return space_id
