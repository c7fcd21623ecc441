"""Wishes about calendars: Bianca's bookings, Beta's, those of a room, and Bianca's own link."""

from collections.abc import Mapping

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
from tests.make import calendars, spaces

SIGNED_IN = f"{STRANGERS} {OWN} head direction front_desk {OTHER_DESKS}"


@belongings
async def of_calendars(beta: Beta) -> Mapping[str, str]:
    link = await calendars.link(account=beta.account, organization=beta.organization)
    return {
        "link": f"calendar_{link.id}",
        "public_room": f"space_{(await spaces.space()).id}",
        "members_room": f"space_{(await spaces.space(is_public=False)).id}",
    }


WISHES.update(
    {
        "follow Bianca": Wish(
            "createCalendarLink",
            {"personId": "{bianca}"},
            {
                DONE: "self",
                "NOT_FOUND": f"{STRANGERS} own head direction front_desk {OTHER_DESKS}",
                "ACCOUNT_NEEDED": "program",
            },
        ),
        "follow Beta": Wish(
            "createCalendarLink",
            {"organizationId": "{beta}"},
            {
                DONE: "own head direction front_desk",
                "CALENDAR_LINKED": "self",
                "NOT_FOUND": f"{STRANGERS} {OTHER_DESKS}",
                "ACCOUNT_NEEDED": "program",
            },
        ),
        "follow a public room": Wish(
            "createCalendarLink",
            {"spaceId": "{public_room}"},
            {DONE: SIGNED_IN, "ACCOUNT_NEEDED": "program"},
        ),
        "follow a room of the members": Wish(
            "createCalendarLink",
            {"spaceId": "{members_room}"},
            {
                DONE: f"member administrator {OWN} head direction front_desk {OTHER_DESKS}",
                "NOT_FOUND": "guest",
                "ACCOUNT_NEEDED": "program",
            },
        ),
        "renew Bianca's link": Wish(
            "renewCalendarLink",
            {"calendarLinkId": "{link}"},
            {
                DONE: "self",
                "NOT_ALLOWED": "direction",
                "ACCOUNT_NEEDED": "program",
                "NOT_FOUND": f"{STRANGERS} own head front_desk {OTHER_DESKS}",
            },
        ),
        "end Bianca's link": Wish(
            "revokeCalendarLink",
            {"calendarLinkId": "{link}"},
            {
                DONE: "self direction program",
                "NOT_FOUND": f"{STRANGERS} own head front_desk {OTHER_DESKS}",
            },
        ),
    }
)
