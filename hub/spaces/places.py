"""Sites and spaces as acts of the desk find them, and what such acts are told."""

from typing import NamedTuple
from uuid import UUID

from hub.deed import Deed
from hub.errors import Refused
from hub.refusals import Blank, NotFound, TooLong
from hub.spaces.booking.waiting import AdvanceSite
from hub.spaces.models import Site, Space
from hub.spaces.place_refusals import OnePlace
from hub.texts import line

SHUT = "SELECT site_shut($1)"
LONGEST_REASON = 200


class Place(NamedTuple):
    """A site, or a space of it."""

    site: Site
    space: Space | None = None

    @property
    def ids(self) -> dict[str, UUID | None]:
        """The columns of a rule that belongs to it."""
        of_space = self.space is not None
        return {
            "site_id": None if of_space else self.site.id,
            "space_id": self.space.id if self.space else None,
        }

    @property
    def own_space(self) -> Space:
        """The space that it is; whoever asks knows that it is no site."""
        if self.space is None:
            raise TypeError("A site is no space.")
        return self.space

    @property
    def path(self) -> tuple[str, str]:
        return ("input", "siteId" if self.space is None else "spaceId")


async def lock_place(deed: Deed, *, site_id: UUID | None, space_id: UUID | None) -> Place:
    """The place that is meant: its site is locked first, then the space."""
    if (site_id is None) is (space_id is None):
        raise Refused(OnePlace("input"))
    if space_id is None:
        site = await deed.lock(Site, site_id, "input", "siteId")
        deed.at_last(AdvanceSite(site.id))
        return Place(site)
    return await lock_space(deed, space_id, "input", "spaceId")


async def lock_space(deed: Deed, space_id: UUID, *path: str) -> Place:
    """A space and its site; who waits there may have another turn by what the act does."""
    seen = await Space.filter(id=space_id).using_db(deed.connection).first()
    if seen is None:
        raise Refused(NotFound(*path))
    site = await deed.lock(Site, seen.site_id, *path)
    deed.at_last(AdvanceSite(site.id))
    return Place(site, await deed.lock(Space, space_id, *path))


async def site_of(deed: Deed, *, site_id: UUID | None, space_id: UUID | None) -> UUID:
    """The site that is meant, or that of the space, without locking anything."""
    if (site_id is None) is (space_id is None):
        raise Refused(OnePlace("input"))
    if site_id is not None:
        return site_id
    seen = await Space.filter(id=space_id).using_db(deed.connection).first()
    if seen is None:
        raise Refused(NotFound("input", "spaceId"))
    return seen.site_id


async def shut_site(deed: Deed, site_id: UUID) -> None:
    """Let nobody book, let or move a space of the site until the act is over.

    Whoever enters or changes a booking holds a light lock of the site from before its row is locked
    until the end: so this comes before any booking is. Who comes later waits behind.
    """
    await deed.connection.execute_query(SHUT, [site_id])


def written(deed: Deed, text: str | None, name: str, *, limit: int = LONGEST_REASON) -> str:
    """A line that is needed, as it is kept; noted if it is empty or too long."""
    found = line(text or "")
    if not found:
        deed.refuse(Blank("input", name))
    elif len(found) > limit:
        deed.refuse(TooLong("input", name, limit=limit, measured=len(found)))
    return found
