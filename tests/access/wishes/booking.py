"""Wishes to book: for Bianca at Beta, and for the park itself."""

from collections.abc import Mapping
from datetime import timedelta

from hub.spaces.terms import SpaceKind
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
from tests.mutating.doing import NOW


@belongings
async def of_rooms(beta: Beta) -> Mapping[str, str]:
    terms = await spaces.conditions(needs_membership=False)
    studio = await spaces.space(conditions=terms, kind=SpaceKind.STUDIO)
    return {"room": f"space_{studio.id}"}


LATER = NOW.date() + timedelta(days=30)
SLOT = {
    "spaceId": "{room}",
    "startsAt": spaces.on(LATER, 15).isoformat(),
    "endsAt": spaces.on(LATER, 16).isoformat(),
    "title": "Riunione",
}

WISHES.update(
    {
        "book a room for Bianca at Beta": Wish(
            "bookSpace",
            {**SLOT, "organizationId": "{beta}", "personId": "{bianca}"},
            {
                DONE: f"{OWN} head direction front_desk program",
                "HOLDER_NOT_YOURS": f"{STRANGERS} {OTHER_DESKS}",
            },
        ),
        "keep a room free for works": Wish(
            "bookSpace",
            {**SLOT, "forTheHouse": "BLOCK"},
            {
                DONE: "direction front_desk program",
                "NOT_ALLOWED": f"{STRANGERS} {OWN} head {OTHER_DESKS}",
            },
        ),
    }
)
