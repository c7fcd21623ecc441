"""To whom people and organizations show what is theirs."""

from uuid import UUID

from hub.accounts.access_refusals import FieldUnknown
from hub.act import act
from hub.actor import TokenScope
from hub.deed import Deed
from hub.errors import Refused
from hub.members.models import ConsentRecord, Organization, Person
from hub.members.parties.refusals import ProfileLocked
from hub.members.policy import SHARED_BY_ORGANIZATION, SHARED_BY_PERSON
from hub.members.terms import Visibility
from hub.refusals import NotAllowed, NotFound, OneParty

LISTING = "listing"
"""What decides whether the party is shown at all; a column of its own."""


@act(TokenScope.ACCOUNTS)
async def set_visibility(
    deed: Deed,
    *,
    field: str,
    visibility: Visibility,
    person_id: UUID | None = None,
    organization_id: UUID | None = None,
) -> ConsentRecord:
    """Choose to whom a party shows a field, or itself; it counts from the next question on."""
    if (person_id is None) is (organization_id is None):
        raise Refused(OneParty("input"))
    party: Person | Organization
    if person_id is not None:
        party, known = await _own_person(deed, person_id), SHARED_BY_PERSON
    else:
        party, known = await _own_organization(deed, organization_id), SHARED_BY_ORGANIZATION
    names = sorted({LISTING, *known})
    if field not in names:
        raise Refused(FieldUnknown("input", "field", known=", ".join(names)))
    previous = party.listing if field == LISTING else party.visibility.get(field)
    if field == LISTING:
        await deed.edit(party, listing=visibility)
    else:
        await deed.edit(party, visibility={**party.visibility, field: visibility.value})
    return await deed.create(
        ConsentRecord,
        person_id=person_id,
        organization_id=organization_id,
        field=field,
        previous=previous,
        chosen=visibility,
        recorded_at=deed.now,
        recorded_by_id=deed.actor.person_id,
        source="setVisibility",
    )


async def _own_person(deed: Deed, person_id: UUID) -> Person:
    """Nobody but the person consents, not even a desk."""
    path = ("input", "personId")
    if person_id != deed.actor.person_id:
        raise Refused(NotFound(*path))
    person = await deed.lock(Person, person_id, *path)
    if person.erased_at is not None:
        raise Refused(NotFound(*path))
    return person


async def _own_organization(deed: Deed, organization_id: UUID | None) -> Organization:
    path = ("input", "organizationId")
    if organization_id not in deed.actor.administered_ids:
        is_own = organization_id in deed.actor.organization_ids
        who = NotAllowed(*path, who="administrators of the organization")
        raise Refused(who if is_own else NotFound(*path))
    organization = await deed.lock(Organization, organization_id, *path)
    if organization.locked_at is not None:
        raise Refused(ProfileLocked(*path))
    return organization
