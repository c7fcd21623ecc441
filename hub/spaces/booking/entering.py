"""The beginning of a booking: who comes too late hears so at once, all others lock the space."""

from typing import Any, NamedTuple

from hub.deed import Deed
from hub.errors import Refused
from hub.refusals import NotFound
from hub.spaces.booking.draft import consider
from hub.spaces.booking.holder import Party, lock
from hub.spaces.booking.spans import Span
from hub.spaces.booking.waiting import advance
from hub.spaces.booking.wish import Wish
from hub.spaces.policy import IS_SHOWN

ENTER = "SELECT is_public, is_kept, is_waited_for FROM booking_enter($1, $5, $6, $4, $2, $3)"
LOOK = """SELECT room.is_public, space_is_waited_for(ARRAY[room.id], $4, $2, $3) AS is_waited_for
FROM space room WHERE room.id = $1::uuid"""


class Look(NamedTuple):
    """A first look at a space."""

    is_public: bool | None
    """None where there is no such space."""
    is_waited_for: bool | None
    """Whether anybody waits who may have to do with the time; None where that was not asked."""
    is_kept: bool = False
    """Whether anything of the time may be taken."""


async def advance_line(deed: Deed, wish: Wish) -> None:
    """Have the line of those who wait go forward, with nothing locked; raises Refused if the actor
    sees no such space.
    """
    if (await _look(deed, LOOK, wish)).is_waited_for:
        await advance(deed, wish.space_id, during=Span(wish.starts_at, wish.ends_at))


async def enter(deed: Deed, party: Party, wish: Wish) -> None:
    """Lock the holder and the space, as `holder.lock` does, unless it is taken by now: then raises
    Refused with all reasons; also if the actor sees no such space.
    """
    seen = await _look(deed, ENTER, wish, party.organization_id, party.person_id)
    if seen.is_kept:
        _, refusals = await consider(deed, wish)
        deed.refuse(*refusals)
        deed.settle()
        await lock(deed, party, wish.space_id, during=Span(wish.starts_at, wish.ends_at))
    elif seen.is_waited_for:
        await advance(deed, wish.space_id, during=Span(wish.starts_at, wish.ends_at))


async def _look(deed: Deed, sql: str, wish: Wish, *beside: Any) -> Look:
    values = [wish.space_id, wish.starts_at, wish.ends_at, deed.now, *beside]
    found = [Look(**row) for row in await deed.connection.execute_query_dict(sql, values)]
    if not found or found[0].is_public is None or not IS_SHOWN.holds(found[0], deed.viewer):
        raise Refused(NotFound("input", "spaceId"))
    return found[0]
