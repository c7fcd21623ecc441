"""What people may write of a site, and what of it must fit together."""

import re
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from hub.members.parties import places
from hub.members.parties.columns import Column, Draft, Values, alone, page
from hub.spaces.place_refusals import PositionInvalid, TimeZoneUnknown
from hub.texts import paragraphs

ZONE = re.compile("[A-Z][a-z]+/[A-Z][A-Za-z_]+")
FINEST = Decimal("0.000001")
COUNTRY = frozenset({"country"})


def time_zone(text: str) -> str:
    """A zone of the IANA database, by its continent and town."""
    if ZONE.fullmatch(text) is None:
        raise TimeZoneUnknown
    try:
        return ZoneInfo(text).key
    except (ZoneInfoNotFoundError, OSError) as error:
        raise TimeZoneUnknown from error


# What others depend on comes before them.
COLUMNS = {
    "country": Column(limit=40, is_needed=True, check=alone(places.country)),
    "name": Column(limit=120, is_needed=True),
    "description": Column(limit=4000, clean=paragraphs),
    "street": Column(limit=160, is_needed=True),
    "postal_code": Column(
        limit=40,
        is_needed=True,
        check=lambda text, row: places.postal_code(text, row["country"]),
        beside=COUNTRY,
    ),
    "municipality": Column(limit=80, is_needed=True),
    "istat_code": Column(limit=40, check=alone(places.municipality_code)),
    "province": Column(
        limit=40, check=lambda text, row: places.province(text, row["country"]), beside=COUNTRY
    ),
    "time_zone": Column(limit=40, is_needed=True, check=alone(time_zone)),
    "website": Column(limit=300, check=page),
}
NEW = {"country": "IT", "time_zone": "Europe/Rome"}
"""What holds of a site as long as nothing else is said."""
PLACE = frozenset({"istat_code", "municipality", "province", "country"})


def draft_of(given: Values, present: Values) -> Draft:
    """A site as it is to be, with all that is wrong with what is given."""
    draft = Draft(COLUMNS, {**NEW, **present})
    draft.fill(given if present else {**dict.fromkeys(COLUMNS), **NEW, **given})
    row = draft.whole()
    if not _is_on_earth(row.get("latitude"), row.get("longitude")):
        draft.refuse(PositionInvalid, "latitude")
    if not draft.faults and row.get("istat_code") and not PLACE.isdisjoint(draft.values):
        draft.attempt("istat_code", lambda: _require_one_place(row))
    return draft


def _require_one_place(row: dict[str, Any]) -> None:
    places.require_one_place(row["istat_code"], row.get("municipality"), row.get("province"))


def _is_on_earth(latitude: Decimal | None, longitude: Decimal | None) -> bool:
    if latitude is None or longitude is None:
        return latitude is longitude
    is_fine = all(each == each.quantize(FINEST) for each in (latitude, longitude))
    return abs(latitude) <= 90 and abs(longitude) <= 180 and is_fine
