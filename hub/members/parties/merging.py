"""Merging two rows of one party: what refers to the one refers to the other afterwards.

The one that is merged stays, without identifiers, for its history.
"""

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from hub.act import act
from hub.actor import TokenScope
from hub.deed import Deed, Done
from hub.errors import Refused
from hub.members.models import Organization, Person
from hub.members.parties import identifiers
from hub.members.parties.affiliation_refusals import PersonErased
from hub.members.parties.entering import lock_party, require_desk
from hub.members.parties.merging_rules import (
    OF_ORGANIZATION,
    OF_PERSON,
    Group,
    differing,
    taken_over,
)
from hub.members.parties.references import Move
from hub.members.parties.refusals import IdentifiersDiffer, MergeCollides, SameParty
from hub.members.terms import Visibility
from hub.messages import Phrase

P = TypeVar("P", Organization, Person)

ONLY_ONE: Mapping[str, Phrase] = {
    "vat_number": identifiers.VAT_NUMBER,
    "fiscal_code": identifiers.FISCAL_CODE,
}
"""Of these nobody has two."""
BARE = ("vat_number", "fiscal_code", "rea", "pec", "ipa_code")
NAMES = frozenset({"given_name", "family_name", "name"})


@act(TokenScope.MEMBERS)
async def merge_organizations(
    deed: Deed, *, organization_id: UUID, version: int, duplicate_id: UUID
) -> Done:
    """Merge an organization that was entered twice into the one that stays."""
    require_desk(deed, "input")
    survivor, merged = await _lock(
        deed, Organization, organization_id, name="organizationId", duplicate_id=duplicate_id
    )
    deed.check_version(survivor, version)
    return await _merge(deed, merged, survivor, emptied=BARE, groups=OF_ORGANIZATION)


@act(TokenScope.MEMBERS)
async def merge_people(deed: Deed, *, person_id: UUID, version: int, duplicate_id: UUID) -> Done:
    """Merge a person who was entered twice into the row that stays."""
    require_desk(deed, "input")
    survivor, merged = await _lock(
        deed, Person, person_id, name="personId", duplicate_id=duplicate_id
    )
    for name, person in (("personId", survivor), ("duplicateId", merged)):
        if person.erased_at is not None:
            raise Refused(PersonErased("input", name))
    deed.check_version(survivor, version)
    emptied = tuple(sorted(Person.personal - NAMES))
    return await _merge(deed, merged, survivor, emptied=emptied, groups=OF_PERSON)


def moved(done: Done, *_: Any) -> int | None:
    return done.values.get("moved")


async def _lock(
    deed: Deed, model: type[P], id: UUID, *, name: str, duplicate_id: UUID
) -> tuple[P, P]:
    """Both, locked so that nothing new refers to them meanwhile.

    One that was merged before may be merged again into the same: what came to it since follows.
    """
    if id == duplicate_id:
        raise Refused(SameParty("input", "duplicateId"))
    both = model.filter(id__in=[id, duplicate_id]).using_db(deed.connection).order_by("id")
    found = {row.id: row for row in await both.select_for_update()}
    survivor = await lock_party(deed, model, id, "input", name)
    merged = found.get(duplicate_id)
    if merged is None or merged.merged_into_id != survivor.id:
        merged = await lock_party(deed, model, duplicate_id, "input", "duplicateId")
    return survivor, merged


async def _merge(
    deed: Deed, merged: P, survivor: P, *, emptied: Group, groups: tuple[Group, ...]
) -> Done:
    former, present = _values(merged), _values(survivor)
    only_one = [name for name in ONLY_ONE if name in former]
    for name in differing(only_one, former, present):
        deed.refuse(IdentifiersDiffer("input", "duplicateId", what=ONLY_ONE[name]))
    # First of all, for the survivor may take over what nobody else may have.
    await deed.edit(
        merged,
        **dict.fromkeys(emptied),
        listing=Visibility.PRIVATE,
        merged_at=merged.merged_at or deed.now,
        merged_into_id=survivor.id,
    )
    await deed.edit(survivor, **taken_over(groups, former, present))
    deed.touch(survivor)
    move = Move(deed, merged, survivor)
    await move.all()
    if move.collisions:
        raise Refused(MergeCollides("input", "duplicateId", collisions=move.collisions))
    return Done(survivor.id, {"moved": move.count})


def _values(party: Organization | Person) -> dict[str, Any]:
    return {name: getattr(party, name) for name in party._meta.db_fields}
