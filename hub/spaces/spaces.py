"""Spaces: entering them, and changing what is known of them."""

from datetime import date
from typing import Any
from uuid import UUID

from hub.act import act
from hub.actor import TokenScope
from hub.constraints import explains
from hub.deed import Deed
from hub.members.models import Organization
from hub.members.parties.columns import Draft
from hub.members.parties.entering import lock_party, require_desk
from hub.members.rules import outlasts
from hub.refusals import CodeTaken
from hub.spaces.models import BookingConditions, Site, Space
from hub.spaces.place_refusals import OtherSite, PlaceRetired
from hub.spaces.places import lock_space, shut_site
from hub.spaces.space_columns import COLUMNS, LISTS, NEEDED, NUMBERS, draft_of

CODE = ("input", "code")
PARENT = ("input", "parentId")
PRESENT = (
    *COLUMNS,
    *LISTS,
    *NEEDED,
    *NUMBERS,
    "area_m2",
    "bookable_from",
    "bookable_until",
    "conditions_id",
)

explains("space_code_once_per_site", lambda: CodeTaken(*CODE))


@act(TokenScope.SPACES)
async def create_space(
    deed: Deed,
    *,
    site_id: UUID,
    parent_id: UUID | None = None,
    starts_on: date | None = None,
    **given: Any,
) -> Space:
    """Enter a space, by itself or within another one."""
    require_desk(deed, "input")
    begins = starts_on or deed.today
    # Its tree is changed by one at a time, as the database has it.
    await shut_site(deed, site_id)
    site = await deed.lock(Site, site_id, "input", "siteId")
    if site.ends_on is not None and site.ends_on <= begins:
        deed.refuse(PlaceRetired("input", "siteId", ends_on=site.ends_on))
    if parent_id is not None:
        await check_parent(deed, parent_id, site_id=site.id, first_on=begins)
    said = {name: value for name, value in given.items() if value is not None}
    draft = draft_of(said, {})
    await _check(deed, draft, site_id=site.id)
    deed.refuse(*draft.faults)
    return await deed.create(
        Space, site_id=site.id, parent_id=parent_id, starts_on=begins, **draft.values
    )


@act(TokenScope.SPACES)
async def update_space(deed: Deed, *, space_id: UUID, version: int, **given: Any) -> Space:
    """Change what is given of a space; where it lies, and until when it is in use, is another act."""
    require_desk(deed, "input")
    place = await lock_space(deed, space_id, "input", "spaceId")
    space = place.own_space
    deed.check_version(space, version)
    draft = draft_of(given, {name: getattr(space, name) for name in PRESENT})
    await _check(deed, draft, site_id=space.site_id, but=space.id)
    deed.refuse(*draft.faults)
    await deed.edit(space, **draft.values)
    return space


async def check_parent(deed: Deed, parent_id: UUID, *, site_id: UUID, first_on: date) -> Space:
    """The space that another is to lie within from a day on; noted if it cannot."""
    parent = await deed.lock(Space, parent_id, *PARENT)
    if parent.site_id != site_id:
        deed.refuse(OtherSite(*PARENT))
    elif not outlasts(parent.ends_on, first_on) or parent.ends_on == first_on:
        deed.refuse(PlaceRetired(*PARENT, ends_on=parent.ends_on))
    return parent


async def _check(deed: Deed, draft: Draft, *, site_id: UUID, but: UUID | None = None) -> None:
    """Note what of it depends on other rows."""
    values = draft.values
    if values.get("owner_id") is not None:
        await lock_party(deed, Organization, values["owner_id"], "input", "ownerId")
    if values.get("conditions_id") is not None:
        await deed.lock(BookingConditions, values["conditions_id"], "input", "conditionsId")
    if "code" in values and "code" not in draft.wrong:
        same = Space.filter(site_id=site_id, code=values["code"]).exclude(id=but)
        if await same.using_db(deed.connection).exists():
            deed.refuse(CodeTaken(*CODE))
