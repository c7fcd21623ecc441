"""Whom of the parties an actor may be told of."""

from collections.abc import Sequence

from hub.deed import Deed
from hub.members import policy
from hub.members.facts import LOADED
from hub.members.models import Organization, Person
from hub.members.parties.refusals import Named

OF_ORGANIZATION = [f"memberships__{relation}" for relation in LOADED]
OF_PERSON = ["affiliations"]
"""The relations that decide who sees a party."""


async def sees(deed: Deed, party: Organization | Person) -> bool:
    """Whether the actor sees the party."""
    if isinstance(party, Organization):
        await party.fetch_related(*OF_ORGANIZATION, using_db=deed.connection)
        return policy.ORGANIZATION.rows.holds(party, deed.viewer)
    await party.fetch_related(*OF_PERSON, using_db=deed.connection)
    return policy.PERSON.rows.holds(party, deed.viewer)


async def named(deed: Deed, parties: Sequence[Organization | Person]) -> list[Named]:
    """Those of the parties whom the actor sees, with their names."""
    return [
        Named(type(party).__name__, party.id, party.name)
        for party in parties
        if await sees(deed, party)
    ]
