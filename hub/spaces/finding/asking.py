"""Asking for the spaces that fit, and for what one who looks for them may have."""

import json
from collections.abc import Mapping
from datetime import UTC, tzinfo
from typing import Any

from hub.deed import Deed
from hub.spaces import policy
from hub.spaces.booking.holder import Party
from hub.spaces.finding import ground_reading, standing_reading
from hub.spaces.finding.ground import Ground
from hub.spaces.finding.holder_statement import HOLDER
from hub.spaces.finding.rooms_statement import ROOMS
from hub.spaces.finding.search import Search
from hub.spaces.finding.standing import Standing


async def ask_for_rooms(deed: Deed, search: Search, party: Party | None) -> Ground:
    """The spaces that fit and that the actor sees."""
    window = search.window
    values = [
        window.starts_at,
        window.ends_at,
        deed.now,
        policy.IS_OF_PARK.holds(None, deed.viewer),
        search.kind,
        search.site_id,
        None if search.space_ids is None else list(search.space_ids),
        search.people,
        list(search.features),
        party.organization_id if party else None,
        party.person_id if party else None,
    ]
    return ground_reading.read(await _asked(deed, ROOMS, values), window)


async def ask_for_standing(
    deed: Deed, search: Search, found: Ground, *, party: Party | None
) -> Standing:
    """Where somebody stands on all days of the window; without them, the general terms."""
    if party is None:
        return Standing(rules=found.rules, is_somebody=False)
    window = search.window
    zones: set[tzinfo] = {room.place.zone for room in found.rooms} or {UTC}
    values = [
        party.organization_id,
        party.person_id,
        min(window.starts_at.astimezone(zone).date() for zone in zones),
        max(window.ends_at.astimezone(zone).date() for zone in zones),
        deed.now,
    ]
    is_of_two = party.organization_id is not None and party.person_id is not None
    return standing_reading.read(
        await _asked(deed, HOLDER, values), found.rules, is_of_two=is_of_two
    )


async def _asked(deed: Deed, statement: str, values: list[Any]) -> Mapping[str, Any]:
    (row,) = await deed.connection.execute_query_dict(statement, values)
    found: Mapping[str, Any] | str = row["found"]
    return json.loads(found) if isinstance(found, str) else found
