"""Wishes about a waiting list: to wait for Bianca at Beta, and her place in line."""

from collections.abc import Mapping
from datetime import timedelta

from hub import clock
from tests.access.wishes.frame import (
    DONE,
    OTHER_DESKS,
    OWN,
    STRANGERS,
    WISHES,
    Beta,
    Wish,
    belongings,
)
from tests.make import spaces
from tests.make.spaces import HOUR
from tests.mutating.doing import NOW

LATER = NOW.date() + timedelta(days=31)


@belongings
async def of_lines(beta: Beta) -> Mapping[str, str]:
    terms = await spaces.conditions(needs_membership=False)
    busy, free = [await spaces.space(conditions=terms) for _ in range(2)]
    await spaces.booking(spaces.on(LATER, 9), space=busy)
    bianca = {"person": beta.person, "organization": beta.organization}
    now = clock.now()
    offer = {"offered_at": now - HOUR, "offer_ends_at": now + HOUR}
    entry = await spaces.waitlist_entry(spaces.on(LATER, 9), space=free, **bianca, **offer)
    return {"busy_room": f"space_{busy.id}", "place_in_line": f"waiting_{entry.id}"}


HERS = {
    DONE: "self head direction front_desk program",
    "NOT_ALLOWED": "own",
    "NOT_FOUND": f"{STRANGERS} {OTHER_DESKS}",
}
WISHES.update(
    {
        "wait for a room for Bianca at Beta": Wish(
            "joinWaitlist",
            {
                "spaceId": "{busy_room}",
                "startsAt": spaces.on(LATER, 9).isoformat(),
                "endsAt": spaces.on(LATER, 10).isoformat(),
                "title": "Colloquio",
                "organizationId": "{beta}",
                "personId": "{bianca}",
            },
            {
                DONE: f"{OWN} head direction front_desk program",
                "HOLDER_NOT_YOURS": f"{STRANGERS} {OTHER_DESKS}",
            },
        ),
        "leave Bianca's place in line": Wish("leaveWaitlist", {"entryId": "{place_in_line}"}, HERS),
        "take up Bianca's offer": Wish("claimOffer", {"entryId": "{place_in_line}"}, HERS),
    }
)
