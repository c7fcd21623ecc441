"""Sites: entering them, and changing what is known of them."""

from datetime import date
from typing import Any
from uuid import UUID

from hub.act import act
from hub.actor import TokenScope
from hub.constraints import explains
from hub.deed import Deed
from hub.members.models import Organization
from hub.members.parties.entering import lock_party, require_desk
from hub.refusals import CodeTaken
from hub.spaces.code_rules import faults_of_code
from hub.spaces.models import Site
from hub.spaces.site_columns import COLUMNS, draft_of

CODE = ("input", "code")
LONGEST_CODE = 20
PRESENT = (*COLUMNS, "latitude", "longitude")

explains("site_code_key", lambda: CodeTaken(*CODE))


@act(TokenScope.SPACES)
async def create_site(
    deed: Deed,
    *,
    code: str,
    owner_id: UUID | None = None,
    starts_on: date | None = None,
    **given: Any,
) -> Site:
    """Enter a site."""
    require_desk(deed, "input")
    await _check_owner(deed, owner_id)
    draft = draft_of({name: value for name, value in given.items() if value is not None}, {})
    wrong = [*faults_of_code(code, limit=LONGEST_CODE)]
    deed.refuse(*wrong, *draft.faults)
    if not wrong and await Site.filter(code=code).using_db(deed.connection).exists():
        deed.refuse(CodeTaken(*CODE))
    deed.settle()
    begins = starts_on or deed.today
    return await deed.create(Site, code=code, owner_id=owner_id, starts_on=begins, **draft.values)


@act(TokenScope.SPACES)
async def update_site(deed: Deed, *, site_id: UUID, version: int, **given: Any) -> Site:
    """Change what is given of a site; its zone stays, by which all was booked."""
    require_desk(deed, "input")
    site = await deed.lock(Site, site_id, "input", "siteId")
    deed.check_version(site, version)
    if "owner_id" in given:
        await _check_owner(deed, given["owner_id"])
    columns = {name: value for name, value in given.items() if name != "owner_id"}
    draft = draft_of(columns, {name: getattr(site, name) for name in PRESENT})
    deed.refuse(*draft.faults)
    owner = {"owner_id": given["owner_id"]} if "owner_id" in given else {}
    await deed.edit(site, **draft.values, **owner)
    return site


async def _check_owner(deed: Deed, owner_id: UUID | None) -> None:
    if owner_id is not None:
        await lock_party(deed, Organization, owner_id, "input", "ownerId")
