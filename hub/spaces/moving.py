"""Moving spaces within a site: parts of rooms, desks, and things that are lent."""

from uuid import UUID

from hub.act import act
from hub.actor import TokenScope
from hub.deed import Deed
from hub.members.parties.entering import require_desk
from hub.spaces import affected
from hub.spaces.derived import HOLDS_SLOT
from hub.spaces.models import Space
from hub.spaces.place_refusals import Clash, MoveDoubleBooks, PlaceRetired, SpaceWithinItself
from hub.spaces.places import lock_place, shut_site, site_of
from hub.spaces.spaces import PARENT, check_parent
from hub.spaces.terms import KeptBy
from hub.sql import Sql, composed, of

AROUND = "SELECT 1 FROM space_around($1::uuid) around WHERE around.id = $2::uuid"
AROUND_PARENT = "booking.space_id IN (SELECT around.id FROM space_around($1::uuid) around)"
MOVED_AT = "SELECT set_config('hub.moved_at', $1, true)"
# What keeps the space or what lies within it, against what keeps its new surroundings. That a let
# or booked place is shut as well harms nobody new: only what cannot be had twice counts.
CLASHES = composed(
    """WITH inmost AS MATERIALIZED (SELECT id FROM space_within($1::uuid) within (id)),
outmost AS MATERIALIZED (SELECT around.id FROM space_around($2::uuid) around
    WHERE around.id NOT IN (SELECT former.id FROM space_around($1::uuid) former)),
kept (space_id, kept_by, since, until) AS (
    SELECT held.space_id, 'BOOKING', held.blocked_from, held.blocked_until FROM booking held
    WHERE held.space_id IN (SELECT id FROM inmost UNION SELECT id FROM outmost)
    AND $3::timestamptz < held.blocked_until AND {holds}
    UNION ALL
    SELECT lease.space_id, 'LEASE', lease.starts_on::timestamp AT TIME ZONE $4::text,
        coalesce(lease.ends_on::timestamp AT TIME ZONE $4, 'infinity') FROM lease
    WHERE lease.space_id IN (SELECT id FROM inmost UNION SELECT id FROM outmost)
    AND coalesce(lease.starts_on < lease.ends_on, true)
    UNION ALL
    SELECT closure.space_id, 'CLOSURE', closure.starts_at, closure.ends_at FROM closure
    WHERE closure.space_id IN (SELECT id FROM inmost UNION SELECT id FROM outmost)
    AND closure.withdrawn_at IS NULL)
SELECT inner_space.name AS space, own.kept_by, outer_space.name AS other_space,
    other.kept_by AS other_kept_by, greatest(own.since, other.since) AS starts_at,
    nullif(least(own.until, other.until), 'infinity') AS ends_at
FROM kept own JOIN inmost ON inmost.id = own.space_id JOIN space inner_space USING (id)
JOIN kept other ON own.since < other.until AND other.since < own.until
JOIN outmost ON outmost.id = other.space_id JOIN space outer_space ON outer_space.id = outmost.id
WHERE $3 < least(own.until, other.until)
AND (own.kept_by = 'BOOKING' OR other.kept_by = 'BOOKING'
    OR (own.kept_by = 'LEASE' AND other.kept_by = 'LEASE'))
ORDER BY 5, 1, 3""",
    holds=composed(of("held", HOLDS_SLOT).text, now=Sql("$3")),
).text


@act(TokenScope.SPACES)
async def move_space(
    deed: Deed, *, space_id: UUID, version: int, parent_id: UUID | None = None
) -> Space:
    """Let a space, with all that lies within it, lie within another one, or at the top."""
    require_desk(deed, "input")
    own_site_id = await site_of(deed, site_id=None, space_id=space_id)
    await shut_site(deed, own_site_id)
    place = await lock_place(deed, site_id=None, space_id=space_id)
    await _release(deed, space_id, parent_id)
    space = place.own_space
    deed.check_version(space, version)
    if space.ends_on is not None and space.ends_on <= deed.today:
        deed.refuse(PlaceRetired("input", "spaceId", ends_on=space.ends_on))
    if parent_id is not None:
        await _check(deed, space, parent_id, zone=place.site.time_zone)
    deed.settle()
    await deed.connection.execute_query_dict(MOVED_AT, [deed.now.isoformat()])
    await deed.edit(space, parent_id=parent_id)
    return space


async def _check(deed: Deed, space: Space, parent_id: UUID, *, zone: str) -> None:
    await check_parent(deed, parent_id, site_id=space.site_id, first_on=deed.today)
    if await deed.connection.execute_query_dict(AROUND, [parent_id, space.id]):
        deed.refuse(SpaceWithinItself(*PARENT))
        return
    values = [space.id, parent_id, deed.now, zone]
    found = await deed.connection.execute_query_dict(CLASHES, values)
    if found:
        clashes = [
            Clash(
                each["space"],
                KeptBy[each["kept_by"]],
                each["other_space"],
                KeptBy[each["other_kept_by"]],
                each["starts_at"],
                each["ends_at"],
            )
            for each in found
        ]
        deed.refuse(MoveDoubleBooks(*PARENT, clashes=clashes))


async def _release(deed: Deed, space_id: UUID, parent_id: UUID | None) -> None:
    """Let go of what only seems to keep these spaces: the database would count it."""
    for where, id in ((affected.WITHIN_SPACE, space_id), (AROUND_PARENT, parent_id)):
        if id is not None:
            found = await affected.meeting(deed, where, id, starts_at=deed.now, ends_at=None)
            await affected.release(deed, found.over)
