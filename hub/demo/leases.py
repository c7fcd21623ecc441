"""Desks and offices of the story that are let, to be let and given back; and the rooms' pools."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from tortoise.models import Model

from hub.demo.calendar import Calendar
from hub.demo.cobox_rooms import DESKS, HOT_DESKS
from hub.demo.memberships import CO_WORKERS
from hub.demo.rows import Rows
from hub.demo.startup_paths import STARTUPS
from hub.incubation.rules import SUPPORTED
from hub.members.models import Organization, Person
from hub.spaces.lease_models import Allowance, Lease, RentStep
from hub.spaces.models import Space
from hub.spaces.terms import SpaceKind

VAT = Decimal(22)
RENT = {SpaceKind.DESK: Decimal(120), SpaceKind.OFFICE: Decimal(650)}
DESKS_LET = {
    "nuvola": 12,
    "violini": 9,
    "airone": 8,
    "granata": 7,
    "mostarda": 4,
    "istituto": 4,
    "salice": 3,
    "farfara": 3,
}
DESKS_PER_STARTUP = 2
PARTY_COLUMNS: dict[type[Model], str] = {
    Organization: "organization_id",
    Person: "person_id",
}
POOLS = {"nuvola": 1_800, "violini": 1_200, "granata": 900, "airone": 900, "ponte": 600}


def add_leases(rows: Rows, calendar: Calendar) -> None:
    _let_desks(rows, calendar)
    _let_offices(rows, calendar)
    _let_to_people(rows, calendar)
    for key, minutes in POOLS.items():
        _give_pool(rows, calendar, key=key, minutes=minutes)


def _let_desks(rows: Rows, calendar: Calendar) -> None:
    """One after the other, from the first that is not booked by the day; some stay free."""
    holders = _holders()
    for number, key in zip(range(HOT_DESKS + 1, DESKS + 1), holders, strict=False):
        since = calendar.month(-6 - number % 18)
        _let(rows, since, space=f"d-{number:02}", key=key)
    # The last desks: one that was given back, and one for a member that comes next month.
    given_back, coming = f"d-{DESKS:02}", f"d-{DESKS - 1:02}"
    _let(rows, calendar.month(-20), space=given_back, key="golena", ends_on=calendar.month(-2))
    _let(rows, calendar.month(1), space=coming, key="zolla", signed_on=calendar.day(-5))


def _let_to_people(rows: Rows, calendar: Calendar) -> None:
    for number, name in enumerate(CO_WORKERS, start=DESKS - 3):
        _let(rows, calendar.month(-4), space=f"d-{number:02}", key=name, party=Person)


def _holders() -> Iterator[str]:
    for key, count in DESKS_LET.items():
        yield from [key] * count
    for young in STARTUPS:
        if young.is_company and young.stage in SUPPORTED:
            yield from [young.name] * DESKS_PER_STARTUP


def _let_offices(rows: Rows, calendar: Calendar) -> None:
    """An office whose rent rises in steps: nothing at first, then half, then the whole."""
    since = calendar.month(-18)
    lease_id = _let(rows, since, space="office-1", key="ponte", kind=SpaceKind.OFFICE)
    steps = ((since, 0), (calendar.month(-12), 325), (calendar.month(-6), 650))
    for starts_on, amount in steps:
        rows.add(
            RentStep,
            since,
            lease_id=lease_id,
            starts_on=starts_on,
            monthly_amount=Decimal(amount),
            reason="Agevolazione d'avvio (esempio)" if amount < RENT[SpaceKind.OFFICE] else None,
        )
    office: dict[str, Any] = {"space": "office-2", "kind": SpaceKind.OFFICE}
    _let(rows, calendar.month(-30), key="golena", ends_on=calendar.month(-7), **office)
    _let(rows, calendar.month(-5), key="PoRobot", **office)


def _let(
    rows: Rows,
    starts_on: date,
    *,
    space: str,
    key: str,
    party: type[Model] = Organization,
    kind: SpaceKind = SpaceKind.DESK,
    signed_on: date | None = None,
    ends_on: date | None = None,
) -> UUID:
    """A lease whose deposit is received when it is signed, and returned when it ends."""
    return rows.add(
        Lease,
        signed_on or starts_on,
        space_id=rows.find(Space, space),
        starts_on=starts_on,
        ends_on=ends_on,
        signed_on=signed_on or starts_on,
        notice_days=60,
        monthly_amount=RENT[kind],
        vat_rate=VAT,
        deposit=2 * RENT[kind],
        deposit_received_on=signed_on or starts_on,
        deposit_returned_on=ends_on,
        **{PARTY_COLUMNS[party]: rows.find(party, key)},
    )


def _give_pool(rows: Rows, calendar: Calendar, *, key: str, minutes: int) -> None:
    """Minutes of meeting rooms a month, raised at the beginning of last year."""
    raised_on = date(calendar.today.year - 1, 1, 1)
    pool = {"organization_id": rows.find(Organization, key), "kind": SpaceKind.MEETING_ROOM}
    earlier = {"starts_on": calendar.year(-4), "ends_on": raised_on}
    rows.add(Allowance, calendar.year(-4), **pool, minutes_per_month=minutes // 2, **earlier)
    rows.add(Allowance, raised_on, **pool, minutes_per_month=minutes, starts_on=raised_on)
