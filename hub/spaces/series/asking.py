"""Asking for all that decides about many dates of one space, in one statement."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient

from hub.members.rules import Period
from hub.members.terms import MembershipCategory
from hub.spaces.booking.facts import Facts, Quota, Taken
from hub.spaces.booking.reading import (
    conditions,
    levels,
    place_of,
    price_of,
    rule_of,
    span,
    taken_of,
)
from hub.spaces.booking.wish import Wish
from hub.spaces.series.outlook import Dated, Outlook, Used
from hub.spaces.series.statement import OUTLOOK
from hub.spaces.terms import QuotaHolder, QuotaPeriod

T = TypeVar("T")


async def look_out(
    connection: BaseDBAsyncClient,
    wishes: Sequence[Wish],
    now: datetime,
    *,
    without: Sequence[UUID] = (),
) -> Outlook | None:
    """What decides about wishes of one holder for one space, numbered from 1; None if there is no
    such space. Bookings that are to change are left out.
    """
    first = wishes[0]
    values = [
        first.space_id,
        min(wish.starts_at for wish in wishes),
        max(wish.ends_at for wish in wishes),
        first.organization_id,
        first.person_id,
        now,
        list(without),
        [wish.starts_at for wish in wishes],
        [wish.ends_at for wish in wishes],
    ]
    rows = await connection.execute_query_dict(OUTLOOK, values)
    if not rows:
        return None
    found = rows[0]["found"]
    outlook = read(json.loads(found) if isinstance(found, str) else found)
    is_of_two = first.organization_id is not None and first.person_id is not None
    return outlook if is_of_two else replace(outlook, belonging=None)


def read(found: dict[str, Any]) -> Outlook:
    """The outlook in the JSON of the statement."""
    types: defaultdict[date, set[UUID]] = defaultdict(set)
    categories: defaultdict[date, set[MembershipCategory]] = defaultdict(set)
    for each in found["covering"] or ():
        day = date.fromisoformat(each["day"])
        types[day].add(UUID(each["type_id"]))
        categories[day].add(MembershipCategory[each["category"]])
    taken, stale = _kept(found["kept"] or ())
    quotas = found["quotas"] or ()
    return Outlook(
        base=_base(found),
        rules=tuple(_dated(rule_of(each), each["says"]) for each in found["rules"] or ()),
        types={day: frozenset(each) for day, each in types.items()},
        categories={day: frozenset(each) for day, each in categories.items()},
        belonging=tuple(_period(each) for each in found["belonging"] or ()),
        quotas=tuple(_dated(_quota(each["says"]), each["says"]) for each in quotas),
        used=tuple(
            {date.fromisoformat(day): Used(*used) for day, used in (each["used"] or {}).items()}
            for each in quotas
        ),
        pools=tuple(_dated(each["minutes"], each) for each in found["pools"] or ()),
        drawn={date.fromisoformat(day): used for day, used in (found["drawn"] or {}).items()},
        prices=tuple(_dated(price_of(each), each) for each in found["prices"] or ()),
        taken=taken,
        stale=stale,
    )


def _base(found: dict[str, Any]) -> Facts:
    return Facts(
        place=place_of(found["place"]),
        terms=conditions(found["terms"] or {}),
        levels=levels(found),
        live_bookings=found["live"],
        missed_at=tuple(datetime.fromisoformat(each) for each in found["missed"] or ()),
        let=tuple(span(each) for each in found["let"] or ()),
    )


def _kept(
    found: Sequence[dict[str, Any]],
) -> tuple[dict[int, tuple[Taken, ...]], dict[int, tuple[UUID, ...]]]:
    """What keeps the space, and what only seems to, by the number of the wish."""
    taken: dict[int, tuple[Taken, ...]] = {}
    stale: dict[int, tuple[UUID, ...]] = {}
    for each in found:
        number = each["number"]
        if each["holds"]:
            taken[number] = (*taken.get(number, ()), taken_of(each))
        else:
            stale[number] = (*stale.get(number, ()), UUID(each["booking_id"]))
    return taken, stale


def _quota(says: dict[str, Any]) -> Quota:
    return Quota(
        name=says["name"],
        counts=QuotaHolder[says["counts"]],
        per=QuotaPeriod[says["per"]],
        max_bookings=says["max_bookings"],
        max_minutes=says["max_minutes"],
        used_bookings=0,
        used_minutes=0,
        resets_on=date.min,
    )


def _dated(what: T, says: dict[str, Any]) -> Dated[T]:
    type_id = says.get("membership_type_id")
    return Dated(what, _period(says), UUID(type_id) if type_id else None)


def _period(says: dict[str, Any]) -> Period:
    ends_on = says["ends_on"]
    return Period(
        date.fromisoformat(says["starts_on"]), date.fromisoformat(ends_on) if ends_on else None
    )
