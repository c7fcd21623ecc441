"""Merging two rows of one party: what refers to the one refers to the other afterwards.

The one that is merged stays, without identifiers, for its history.
"""

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from hub.act import act
from hub.actor import TokenScope
from hub.deed import Deed, Done
from hub.ends import Holder
from hub.errors import Refused
from hub.members import held
from hub.members.facts import facts_of
from hub.members.membership_models import Membership
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
from hub.members.parties.references import MOST_COLLISIONS, Move
from hub.members.parties.refusals import Collision, IdentifiersDiffer, MergeCollides, SameParty
from hub.members.parties.trees import is_above, lock_tree
from hub.members.rules import membership_status
from hub.members.terms import MembershipStatus, Visibility
from hub.members.transitions import RUNNING
from hub.messages import Phrase

P = TypeVar("P", Organization, Person)

ONLY_ONE: Mapping[str, Phrase] = {
    "vat_number": identifiers.VAT_NUMBER,
    "fiscal_code": identifiers.FISCAL_CODE,
}
"""Of these nobody has two."""
BARE = ("vat_number", "fiscal_code", "rea", "pec", "ipa_code")
GOING_ON = RUNNING | {MembershipStatus.APPLIED}
NAMES = frozenset({"given_name", "family_name", "name"})


@act(TokenScope.MEMBERS)
async def merge_organizations(
    deed: Deed, *, organization_id: UUID, version: int, duplicate_id: UUID
) -> Done:
    """Merge an organization that was entered twice into the one that stays."""
    require_desk(deed, "input")
    await lock_tree(deed, Organization)
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
    collisions: list[Collision] = [
        *await _circle(deed, merged, survivor),
        *await _memberships(deed, merged, survivor),
    ]
    move = Move(deed, merged, survivor)
    await move.all()
    collisions += [each for each in move.collisions if each not in collisions]
    if collisions:
        told = collisions[:MOST_COLLISIONS]
        raise Refused(MergeCollides("input", "duplicateId", collisions=told))
    return Done(survivor.id, {"moved": move.count})


async def _circle(
    deed: Deed, merged: Organization | Person, survivor: Organization | Person
) -> list[Collision]:
    """Whoever is below the one that is merged would stand above itself."""
    is_circle = isinstance(merged, Organization) and await is_above(deed, merged, survivor.id)
    rule = "organization_not_own_parent"
    return [Collision("Organization", survivor.id, rule)] if is_circle else []


async def _memberships(
    deed: Deed, merged: Organization | Person, survivor: Organization | Person
) -> list[Collision]:
    """Nobody applies or is a member twice at once, of the consortium or as a co-worker."""
    theirs, ours = [await _going_on(deed, party) for party in (merged, survivor)]
    return [
        Collision("Membership", each.id, "membership_once")
        for each in theirs
        if any(held.is_of_sort(each.type.category, other.type.category) for other in ours)
    ]


async def _going_on(deed: Deed, party: Organization | Person) -> list[Membership]:
    is_person = isinstance(party, Person)
    holder = Holder(person_id=party.id) if is_person else Holder(organization_id=party.id)
    found = await held.memberships_of(deed, holder)
    return [each for each in found if membership_status(facts_of(each), deed.today) in GOING_ON]


def _values(party: Organization | Person) -> dict[str, Any]:
    return {name: getattr(party, name) for name in party._meta.db_fields}
