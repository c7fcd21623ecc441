"""Links by which calendars follow bookings: made, renewed and revoked."""

from datetime import datetime
from uuid import UUID

from hub.act import act
from hub.actor import Actor, Role, TokenScope
from hub.constraints import explains
from hub.database import driver_errors
from hub.deed import Deed, Done
from hub.errors import Refused
from hub.keys import Keys
from hub.policy import IS_FRONT_DESK
from hub.refusals import AccountNeeded, NotAllowed, NotFound
from hub.spaces.calendar_models import CalendarLink
from hub.spaces.calendar_refusals import CalendarLinked, CalendarLinkRevoked, CalendarScope
from hub.spaces.calendars.tokens import Opening, token_of
from hub.spaces.models import Space
from hub.spaces.policy import SPACE

DIRECTION = frozenset({Role.DIRECTION})

explains("calendar_link_once_per_person", CalendarLinked)
explains("calendar_link_once_per_space", CalendarLinked)
explains("calendar_link_once_per_organization", CalendarLinked)


@act(TokenScope.SPACES)
async def create_calendar_link(
    deed: Deed,
    *,
    person_id: UUID | None = None,
    space_id: UUID | None = None,
    organization_id: UUID | None = None,
) -> Done:
    """Make a link to the calendar of oneself, of a space that one sees, or of an organization of
    one's own; the front desk follows any organization.
    """
    actor = _holder(deed)
    wanted = {"person_id": person_id, "space_id": space_id, "organization_id": organization_id}
    given = {column: id for column, id in wanted.items() if id is not None}
    if len(given) != 1:
        raise Refused(CalendarScope("input"))
    if person_id is not None and person_id != actor.person_id:
        raise Refused(NotFound("input", "personId"))
    if organization_id is not None and not _may_follow(organization_id, deed):
        raise Refused(NotFound("input", "organizationId"))
    if space_id is not None:
        await _require_shown(space_id, deed)
    open_links = CalendarLink.filter(account_id=actor.account_id, revoked_at=None, **given)
    if await open_links.using_db(deed.connection).exists():
        deed.refuse(CalendarLinked("input"))
    link = await deed.create(
        CalendarLink, account_id=actor.account_id, roles=_roles(actor), **given
    )
    return _done(link)


@act(TokenScope.SPACES)
async def renew_calendar_link(deed: Deed, *, calendar_link_id: UUID) -> Done:
    """Give an own link another address: the former one opens nothing any more."""
    link = await _found(deed, calendar_link_id)
    actor = _holder(deed)
    if link.account_id != actor.account_id:
        raise Refused(NotAllowed("input", "calendarLinkId", who="the holder of the account"))
    if link.revoked_at is not None:
        deed.refuse(CalendarLinkRevoked("input", "calendarLinkId", revoked_at=link.revoked_at))
    await deed.edit(link, generation=link.generation + 1, renewed_at=deed.now, roles=_roles(actor))
    return _done(link)


@act(TokenScope.SPACES)
async def revoke_calendar_link(deed: Deed, *, calendar_link_id: UUID) -> CalendarLink:
    """End a link: its holder, or the direction. To end one twice changes nothing."""
    link = await _found(deed, calendar_link_id)
    await deed.edit(link, revoked_at=link.revoked_at or deed.now)
    return link


def told(done: Done, keys: Keys) -> str | None:
    """The address of the feed within the hub."""
    if done.row_id is None:
        return None
    return f"/calendar/{token_of(keys, Opening(done.row_id, done.values['generation']))}.ics"


async def note_used(id: UUID, now: datetime) -> None:
    """Keep that a link is in use."""
    with driver_errors():
        await CalendarLink.filter(id=id).update(last_used_at=now)


def _holder(deed: Deed) -> Actor:
    """Somebody who has signed in: a program would get by a link what its token does not give."""
    actor = deed.actor
    if actor.account_id is None or actor.token_id is not None:
        raise Refused(AccountNeeded())
    return actor


def _roles(actor: Actor) -> list[Role]:
    return sorted(actor.roles)


def _may_follow(organization_id: UUID, deed: Deed) -> bool:
    is_own = organization_id in deed.actor.organization_ids
    return is_own or IS_FRONT_DESK.holds(None, deed.viewer)


async def _require_shown(space_id: UUID, deed: Deed) -> None:
    space = await Space.get_or_none(id=space_id, using_db=deed.connection)
    if space is None or not SPACE.rows.holds(space, deed.viewer):
        raise Refused(NotFound("input", "spaceId"))


async def _found(deed: Deed, id: UUID) -> CalendarLink:
    """The link, which its holder sees, and the direction."""
    link = await deed.lock(CalendarLink, id, "input", "calendarLinkId")
    is_own = link.account_id == deed.actor.account_id
    if not is_own and not deed.actor.has_role(DIRECTION):
        raise Refused(NotFound("input", "calendarLinkId"))
    return link


def _done(link: CalendarLink) -> Done:
    return Done(link.id, {"generation": link.generation})
