"""Examples of booking a space."""

from typing import Any

from hub.actor import Actor
from hub.members.models import Organization
from tests.make import members, spaces
from tests.make.spaces import tomorrow_at
from tests.mutating.examples.frame import REFUSED, Example, administrator, direction, example


async def slot(**given: Any) -> dict[str, Any]:
    space = await spaces.space(conditions=await spaces.conditions(needs_membership=False))
    return {
        "spaceId": f"space_{space.id}",
        "startsAt": tomorrow_at(9).isoformat(),
        "endsAt": tomorrow_at(10).isoformat(),
        "title": "Riunione di progetto",
        "attendees": 3,
        "isPublic": True,
        "note": "Con il proiettore",
        "guests": [
            {"personId": f"person_{(await members.person()).id}"},
            {"email": "ospite@esempio.it", "name": "Ospite"},
        ],
        **given,
    }


async def firm() -> tuple[Actor, Organization]:
    actor, organization = await administrator()
    await members.affiliation(organization=organization, person_id=actor.person_id)
    return actor, organization


@example
async def book_space() -> Example:
    actor, organization = await firm()
    given = await slot(
        organizationId=f"org_{organization.id}", personId=f"person_{actor.person_id}"
    )
    return Example("bookSpace", actor, given)


@example
async def book_space_for_the_house() -> Example:
    actor, _ = await direction()
    return Example("bookSpace", actor, await slot(forTheHouse="BLOCK"))


REFUSED["bookSpace"] = {"title": " "}
