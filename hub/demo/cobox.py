"""The co-working space of the story: its rooms and desks, their prices and their lines.

The address is real; the rooms are invented. It has the ninety desks that the press counts.
"""

from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

from hub.demo.calendar import Calendar, at
from hub.demo.cobox_rooms import CONDITIONS, DESKS, HOT_DESKS, ROOMS, Room
from hub.demo.opening import add_opening
from hub.demo.public_sources import NEW_COBOX
from hub.demo.rows import Rows
from hub.members.models import Organization
from hub.members.terms import MembershipCategory
from hub.spaces.models import BookingConditions, Connectivity, Site, Space, SpacePrice
from hub.spaces.terms import Feature, LineTechnology, PriceUnit, SpaceKind

SINCE = NEW_COBOX.published_on
BOOKABLE_LATER, BOOKABLE_NO_MORE = "terrace", "former"
MEMBERS_PERCENT = {MembershipCategory.FOUNDER: 60, MembershipCategory.ORDINARY: 70}


def add_cobox(rows: Rows, calendar: Calendar) -> None:
    for code, terms in CONDITIONS.items():
        rows.add(BookingConditions, SINCE, code, code=code, **terms)
    for code, room in ROOMS.items():
        _add_room(rows, calendar, code=code, room=room)
    for number in range(1, DESKS + 1):
        _add_desk(rows, calendar, number)
    add_opening(rows, calendar)
    _add_lines(rows)


def _add_room(rows: Rows, calendar: Calendar, *, code: str, room: Room) -> None:
    later = at(calendar.day(30), 0) if code == BOOKABLE_LATER else None
    until = at(calendar.day(-60), 0) if code == BOOKABLE_NO_MORE else None
    space_id = _add_space(
        rows,
        code,
        parent_id=rows.find(Space, room.within) if room.within else None,
        name=room.name,
        kind=room.kind,
        conditions=room.conditions,
        floor=room.floor,
        area_m2=room.area,
        capacity=room.capacity,
        features=list(room.features),
        accessibility=list(room.accessibility),
        bookable_from=later,
        bookable_until=until,
    )
    if room.hourly is not None:
        prices = {PriceUnit.HOUR: Decimal(room.hourly)}
        _price(rows, calendar, space_id=space_id, prices=prices)


def _add_desk(rows: Rows, calendar: Calendar, number: int) -> None:
    """The first desks are booked by the day, all others are let by the month."""
    is_hot = number <= HOT_DESKS
    space_id = _add_space(
        rows,
        f"d-{number:02}",
        parent_id=rows.find(Space, "open"),
        name=f"Postazione {number:02}",
        kind=SpaceKind.DESK,
        conditions="desks" if is_hot else None,
        floor=1,
        capacity=1,
        features=[Feature.WIRED_NETWORK, Feature.SECOND_SCREEN] if number % 2 else [],
    )
    prices = {PriceUnit.DAY: Decimal(15)} if is_hot else {PriceUnit.MONTH: Decimal(120)}
    _price(rows, calendar, space_id=space_id, prices=prices)


def _add_space(rows: Rows, code: str, *, conditions: str | None, **facts: object) -> UUID:
    return rows.add(
        Space,
        SINCE,
        code,
        code=code,
        site_id=rows.find(Site, "cobox"),
        conditions_id=rows.find(BookingConditions, conditions) if conditions else None,
        is_bookable=conditions is not None,
        is_invented=True,
        starts_on=SINCE,
        **facts,
    )


def _price(
    rows: Rows, calendar: Calendar, *, space_id: UUID, prices: Mapping[PriceUnit, Decimal]
) -> None:
    """What it costs everybody, a little less until a year ago, and less for members."""
    raised_on = calendar.year(-1)
    for unit, amount in prices.items():
        price = {"space_id": space_id, "unit": unit}
        before = {"amount": amount - 1, "starts_on": SINCE, "ends_on": raised_on}
        rows.add(SpacePrice, SINCE, **price, **before)
        rows.add(SpacePrice, raised_on, **price, amount=amount, starts_on=raised_on)
        for category, percent in MEMBERS_PERCENT.items():
            reduced = {"category": category, "amount": amount * percent / 100}
            rows.add(SpacePrice, raised_on, **price, **reduced, starts_on=raised_on)


def _add_lines(rows: Rows) -> None:
    operator_id = rows.find(Organization, "nebbia")
    line = {"operator_id": operator_id, "starts_on": SINCE}
    rows.add(
        Connectivity,
        SINCE,
        **line,
        site_id=rows.find(Site, "cobox"),
        technology=LineTechnology.FTTH,
        down_mbps=Decimal(2_500),
        up_mbps=Decimal(1_000),
    )
    rows.add(
        Connectivity,
        SINCE,
        **line,
        space_id=rows.find(Space, "hall"),
        technology=LineTechnology.DEDICATED_FIBRE,
        down_mbps=Decimal(1_000),
        up_mbps=Decimal(1_000),
        is_guaranteed=True,
    )
