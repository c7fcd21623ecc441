"""Entering organizations and changing what is known of them."""

from typing import Any
from uuid import UUID

from hub.act import act
from hub.actor import TokenScope
from hub.deed import Deed
from hub.errors import Refused
from hub.members.held import DESKS
from hub.members.models import Organization
from hub.members.parties.columns import Draft, camel
from hub.members.parties.entering import check_identifiers, check_names, lock_party, require_desk
from hub.members.parties.organization_columns import IDENTIFIERS, draft_of
from hub.members.parties.refusals import Circular, ProfileLocked
from hub.members.parties.trees import is_above, lock_tree
from hub.members.sight import sees
from hub.refusals import NotAllowed, NotFound

DESCRIPTIVE = frozenset(
    {
        "name",
        "sector",
        "description",
        "website",
        "email",
        "phone",
        "pec",
        "sdi_code",
        "street",
        "postal_code",
        "municipality",
        "istat_code",
        "province",
    }
)
"""What its administrators say of it themselves; the rest is for the desk to verify."""


@act(TokenScope.MEMBERS)
async def create_organization(
    deed: Deed, *, is_distinct: bool | None = None, parent_id: UUID | None = None, **given: Any
) -> Organization:
    """Enter an organization that the hub does not know yet."""
    require_desk(deed, "input")
    draft = draft_of(given, {})
    if parent_id is not None:
        await lock_party(deed, Organization, parent_id, "input", "parentId")
    await _check(deed, draft, is_distinct=bool(is_distinct))
    deed.settle()
    return await deed.create(Organization, **draft.values, parent_id=parent_id)


@act(TokenScope.MEMBERS)
async def update_organization(
    deed: Deed,
    *,
    organization_id: UUID,
    version: int,
    is_distinct: bool | None = None,
    is_locked: bool | None = None,
    **given: Any,
) -> Organization:
    """Change what is given of an organization."""
    organization = await for_change(deed, organization_id)
    deed.check_version(organization, version)
    _check_rights(deed, given, is_locked=is_locked)
    draft = draft_of(_columns(given), _present(organization))
    if "parent_id" in given:
        await _check_parent(deed, organization, given["parent_id"])
        draft.values["parent_id"] = given["parent_id"]
    await _check(deed, draft, but=organization.id, is_distinct=bool(is_distinct))
    if is_locked is not None:
        draft.values["locked_at"] = (organization.locked_at or deed.now) if is_locked else None
    await deed.edit(organization, **draft.values)
    return organization


async def for_change(deed: Deed, organization_id: UUID, *path: str) -> Organization:
    """An organization that the actor may change: as its administrator, unless the desk has locked
    it, or at the desk.
    """
    at = path or ("input", "organizationId")
    is_desk = deed.actor.has_role(DESKS)
    if not is_desk and organization_id not in deed.actor.administered_ids:
        await _refuse_others(deed, organization_id, *at)
    organization = await lock_party(deed, Organization, organization_id, *at)
    if organization.locked_at is not None and not is_desk:
        raise Refused(ProfileLocked(*at))
    return organization


async def _refuse_others(deed: Deed, organization_id: UUID, *path: str) -> None:
    row = await Organization.filter(id=organization_id).using_db(deed.connection).first()
    who = NotAllowed(*path, who="administrators of the organization and the front desk")
    raise Refused(who if row is not None and await sees(deed, row) else NotFound(*path))


def _check_rights(deed: Deed, given: dict[str, Any], *, is_locked: bool | None) -> None:
    if deed.actor.has_role(DESKS):
        return
    others = [name for name in given if name not in DESCRIPTIVE]
    if is_locked is not None:
        others.append("is_locked")
    for name in others:
        deed.refuse(NotAllowed("input", camel(name), who="the front desk"))


async def _check_parent(deed: Deed, organization: Organization, parent_id: UUID | None) -> None:
    if parent_id is None:
        return
    await lock_tree(deed, Organization)
    await lock_party(deed, Organization, parent_id, "input", "parentId")
    if await is_above(deed, organization, parent_id):
        deed.refuse(Circular("input", "parentId"))


async def _check(deed: Deed, draft: Draft, *, is_distinct: bool, but: UUID | None = None) -> None:
    deed.refuse(*draft.faults)
    await check_identifiers(deed, draft, model=Organization, whats=IDENTIFIERS, but=but)
    if draft.changes("name", "legal_name") and not is_distinct:
        row = draft.whole()
        names = [row[name] for name in ("name", "legal_name") if row.get(name)]
        await check_names(deed, draft, names, model=Organization, but=but)


def _columns(given: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if name != "parent_id"}


def _present(organization: Organization) -> dict[str, Any]:
    return {name: getattr(organization, name) for name in Organization._meta.db_fields}
