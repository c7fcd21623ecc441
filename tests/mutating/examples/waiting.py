"""Examples of waiting for a slot, and of taking up an offer."""

from typing import Any

from hub import clock
from hub.actor import Actor
from hub.spaces.models import Space
from tests.make import members, spaces
from tests.make.spaces import HOUR, tomorrow_at
from tests.mutating.doing import signed_in
from tests.mutating.examples.frame import REFUSED, Example, administrator, example


async def room() -> Space:
    return await spaces.space(conditions=await spaces.conditions(needs_membership=False))


async def in_line(actor: Actor, **given: Any) -> str:
    values = {"space": await room(), "person_id": actor.person_id, **given}
    entry = await spaces.waitlist_entry(**values)
    return f"waiting_{entry.id}"


@example
async def join_waitlist() -> Example:
    actor, organization = await administrator()
    await members.affiliation(organization=organization, person_id=actor.person_id)
    space = await room()
    await spaces.booking(tomorrow_at(9), space=space)
    given = {
        "spaceId": f"space_{space.id}",
        "organizationId": f"org_{organization.id}",
        "personId": f"person_{actor.person_id}",
        "startsAt": tomorrow_at(9).isoformat(),
        "endsAt": tomorrow_at(10).isoformat(),
        "title": "Colloquio",
        "attendees": 2,
    }
    return Example("joinWaitlist", actor, given)


@example
async def leave_waitlist() -> Example:
    actor, _ = await signed_in()
    return Example("leaveWaitlist", actor, {"entryId": await in_line(actor)})


@example
async def claim_offer() -> Example:
    actor, _ = await signed_in()
    now = clock.now()
    offer = {"offered_at": now - HOUR, "offer_ends_at": now + HOUR}
    entry_id = await in_line(actor, **offer)
    given = {"entryId": entry_id, "isPublic": True, "note": "Con il proiettore"}
    return Example("claimOffer", actor, given)


REFUSED.update(
    {
        "joinWaitlist": {"title": " "},
        "leaveWaitlist": {"entryId": "waiting_0"},
        "claimOffer": {"entryId": "waiting_0"},
    }
)
