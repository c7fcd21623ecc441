"""Taking spaces and whole sites out of use from a day on, once nothing stands on them any more."""

from collections.abc import Iterable
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from tortoise.expressions import Q

from hub.act import act
from hub.actor import TokenScope
from hub.deed import Deed
from hub.members.parties.entering import require_desk
from hub.members.rules import outlasts
from hub.refusals import DayPassed, NotInOrder
from hub.spaces import affected
from hub.spaces.affected import Affected
from hub.spaces.lease_models import Lease
from hub.spaces.models import Site, Space
from hub.spaces.place_refusals import PlaceRetired, SpaceInUse, StandingLease
from hub.spaces.places import Place, lock_place, shut_site, site_of

ENDS = ("input", "endsOn")
WITHIN = "SELECT id FROM space_within($1::uuid) within (id)"


@act(TokenScope.SPACES)
async def retire_space(
    deed: Deed, *, space_id: UUID, version: int, ends_on: date | None = None
) -> Space:
    """Take a space and all that lies within it out of use from a day on, or keep it in use."""
    require_desk(deed, "input")
    place = await _locked(deed, space_id=space_id)
    space = place.own_space
    deed.check_version(space, version)
    _check_open(deed, space)
    if ends_on is None:
        await _check_around(deed, place)
        await deed.edit(space, ends_on=None)
        return space
    found = await deed.connection.execute_query_dict(WITHIN, [space.id])
    within = [each["id"] for each in found]
    await _check_use(deed, place, ends_on, space_ids=within)
    others = [id for id in within if id != space.id]
    await _end(deed, [space, *await _spaces(deed, others)], ends_on)
    return space


@act(TokenScope.SPACES)
async def retire_site(
    deed: Deed, *, site_id: UUID, version: int, ends_on: date | None = None
) -> Site:
    """Take a site and all its spaces out of use from a day on, or keep the site in use."""
    require_desk(deed, "input")
    place = await _locked(deed, site_id=site_id)
    site = place.site
    deed.check_version(site, version)
    _check_open(deed, site)
    if ends_on is None:
        await deed.edit(site, ends_on=None)
        return site
    rows = Space.filter(site_id=site.id).using_db(deed.connection)
    ids = await rows.values_list("id", flat=True)
    await _check_use(deed, place, ends_on, space_ids=[UUID(str(id)) for id in ids])
    await _end(deed, [site, *await _spaces(deed, ids)], ends_on)
    return site


async def _locked(
    deed: Deed, *, site_id: UUID | None = None, space_id: UUID | None = None
) -> Place:
    """The place, of which nobody books, lets or moves anything any more until the act is over."""
    own_site_id = await site_of(deed, site_id=site_id, space_id=space_id)
    await shut_site(deed, own_site_id)
    return await lock_place(deed, site_id=site_id, space_id=space_id)


async def _bookings(deed: Deed, place: Place, ends_on: date, *, space_id: UUID | None) -> Affected:
    begins = datetime.combine(ends_on, time(0), ZoneInfo(place.site.time_zone))
    where = affected.OF_SITE if space_id is None else affected.WITHIN_SPACE
    id = space_id or place.site.id
    return await affected.meeting(deed, where, id, starts_at=begins, ends_at=None)


async def _check_use(deed: Deed, place: Place, ends_on: date, *, space_ids: Iterable[UUID]) -> None:
    """Note it if bookings or leases go beyond the day."""
    if ends_on < deed.today:
        deed.refuse(DayPassed(*ENDS, today=deed.today))
    space_id = place.space.id if place.space else None
    bookings = (await _bookings(deed, place, ends_on, space_id=space_id)).standing
    beyond = Q(ends_on=None) | Q(ends_on__gt=ends_on)
    rows = Lease.filter(beyond, space_id__in=list(space_ids)).using_db(deed.connection)
    leases = await rows.prefetch_related("space", "organization", "person").order_by("starts_on")
    standing = [_named(each) for each in leases if each.ends_on != each.starts_on]
    if bookings or standing:
        deed.refuse(SpaceInUse(*ENDS, bookings=affected.named(bookings), leases=standing))


async def _spaces(deed: Deed, ids: Iterable[object]) -> list[Space]:
    rows = Space.filter(id__in=list(ids)).using_db(deed.connection)
    return await rows.select_for_update(no_key=True).order_by("id")


async def _end(deed: Deed, places: Iterable[Site | Space], ends_on: date) -> None:
    """Let what does not end earlier end on the day."""
    ending = [each for each in places if outlasts(each.ends_on, ends_on)]
    for each in ending:
        if ends_on <= each.starts_on:
            deed.refuse(NotInOrder(*ENDS, begins=each.starts_on, ends=ends_on))
    for each in ending:
        await deed.edit(each, ends_on=ends_on)


def _check_open(deed: Deed, place: Site | Space) -> None:
    """What was out of use already is not said to have been in use meanwhile."""
    if place.ends_on is not None and place.ends_on <= deed.today:
        deed.refuse(PlaceRetired(*ENDS, ends_on=place.ends_on))


async def _check_around(deed: Deed, place: Place) -> None:
    """Note it if what contains the space goes out of use."""
    space = place.space
    parent = None
    if space is not None and space.parent_id is not None:
        parent = await Space.filter(id=space.parent_id).using_db(deed.connection).first()
    ends = (parent.ends_on if parent else None) or place.site.ends_on
    if ends is not None:
        deed.refuse(PlaceRetired(*ENDS, ends_on=ends))


def _named(lease: Lease) -> StandingLease:
    holder = lease.organization or lease.person
    name = holder.name if holder else None
    return StandingLease("Lease", lease.id, lease.space.name, lease.starts_on, lease.ends_on, name)
