"""For whom somebody may book, and the locks under which it is decided."""

from dataclasses import dataclass
from uuid import UUID

from hub.actor import Actor, Role
from hub.deed import Deed
from hub.errors import Refused
from hub.refusals import NotAllowed, NotFound, OneParty
from hub.spaces import policy
from hub.spaces.booking.spans import Span
from hub.spaces.booking.waiting import advance
from hub.spaces.booking_refusals import OrganizationNotYours
from hub.spaces.models import Space

DESK = frozenset({Role.FRONT_DESK, Role.DIRECTION})
LOCK = "SELECT booking_lock($1, $2, $3, $4, $5, $6) AS is_waited_for"


@dataclass(frozen=True, slots=True)
class Party:
    """For whom a space is booked, and by whom."""

    organization_id: UUID | None
    person_id: UUID | None
    booked_by_id: UUID | None
    """None where the person books for themselves."""
    is_by_staff: bool


async def party_of(deed: Deed, organization_id: UUID | None, person_id: UUID | None) -> Party:
    """For whom the actor books: themselves, a colleague, or by the desk anybody.

    Raises Refused for others, and for a person who does not belong to the organization.
    """
    actor = deed.actor
    if organization_id is None and person_id is None:
        person_id = actor.person_id
    if organization_id is None and person_id is None:
        raise Refused(OneParty("input"))
    is_by_staff = actor.has_role(DESK) and not _is_own(actor, organization_id, person_id)
    if person_id is None and not is_by_staff:
        person_id = actor.person_id
    if not is_by_staff:
        _require_own(actor, organization_id, person_id)
    booked_by_id = actor.person_id if actor.person_id != person_id else None
    return Party(organization_id, person_id, booked_by_id, is_by_staff)


def _is_own(actor: Actor, organization_id: UUID | None, person_id: UUID | None) -> bool:
    """Whether somebody of the desk books as anybody does: for themselves."""
    is_self = person_id is not None and person_id == actor.person_id
    return is_self and (organization_id is None or organization_id in actor.organization_ids)


def _require_own(actor: Actor, organization_id: UUID | None, person_id: UUID | None) -> None:
    if organization_id is None:
        if person_id is None or person_id != actor.person_id:
            raise Refused(OrganizationNotYours("input", "personId"))
    elif organization_id not in actor.organization_ids:
        raise Refused(OrganizationNotYours("input", "organizationId"))


async def seen_space(deed: Deed, space_id: UUID) -> Space:
    """The space; raises Refused if there is none, or none that the actor sees."""
    space = await Space.filter(id=space_id).using_db(deed.connection).first()
    if space is None or not policy.IS_SHOWN.holds(space, deed.viewer):
        raise Refused(NotFound("input", "spaceId"))
    return space


async def lock(deed: Deed, party: Party, *space_ids: UUID, during: Span | None = None) -> None:
    """First the holder, then the site's tree, then all of the spaces in one order for all, at last
    the line of those who wait for them: it goes forward as the act begins, and again as it ends.

    With a time that the act is about alone, only a line that has to do with it.
    """
    since, until = during or (None, None)
    values = [party.organization_id, party.person_id, list(space_ids), deed.now, since, until]
    (found,) = await deed.connection.execute_query_dict(LOCK, values)
    if found["is_waited_for"]:
        await advance(deed, *space_ids, during=during)


def require_desk(deed: Deed, *path: str) -> None:
    if not deed.actor.has_role(DESK):
        raise Refused(NotAllowed(*path, who="the front desk"))
