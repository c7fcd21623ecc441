"""Wishes about bookings that are made: Bianca has them for Beta, in rooms that anyone may see."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

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

LATER = date(2027, 5, 20)
"""In a week in which nobody has booked."""
NOON = {
    "startsAt": spaces.on(LATER, 12).isoformat(),
    "endsAt": spaces.on(LATER, 13).isoformat(),
}
BEGUN = NOW - timedelta(minutes=10)
AT_THE_DESK = {
    DONE: "direction front_desk program",
    "NOT_ALLOWED": f"{OWN} head",
    "NOT_FOUND": f"{STRANGERS} {OTHER_DESKS}",
}
"""Of what keeps no space, and so is nobody else's business."""
WHOSE_IT_IS = {
    DONE: "self head direction front_desk program",
    "NOT_ALLOWED": f"{STRANGERS} own {OTHER_DESKS}",
}
"""That the space is taken everybody sees."""


@belongings
async def of_bookings(beta: Beta) -> Mapping[str, str]:
    terms = await spaces.conditions(needs_membership=False)
    of: dict[str, Any] = {"organization": beta.organization, "person": beta.person}

    async def made(**given: Any) -> str:
        space = await spaces.space(conditions=terms)
        return f"booking_{(await spaces.booking(space=space, **of, **given)).id}"

    return {
        "request": await made(confirmed_at=None),
        "booking": await made(),
        "running": await made(starting=BEGUN, check_in_due_at=NOW + HOUR),
        "missed": await made(starting=BEGUN, check_in_due_at=NOW),
    }


def named(booking: str, **given: Any) -> dict[str, Any]:
    return {"bookingId": f"{{{booking}}}", "version": 1, **given}


WISHES.update(
    {
        "approve Bianca's request": Wish("approveBooking", named("request"), AT_THE_DESK),
        "decline Bianca's request": Wish(
            "declineBooking", named("request", reason="Occupata"), AT_THE_DESK
        ),
        "move Bianca's booking": Wish(
            "moveBooking",
            named("booking", **NOON),
            WHOSE_IT_IS,
        ),
        "move Bianca's request": Wish(
            "moveBooking",
            named("request", **NOON),
            {
                DONE: "self head direction front_desk program",
                "NOT_ALLOWED": "own",
                "NOT_FOUND": f"{STRANGERS} {OTHER_DESKS}",
            },
        ),
        "finish Bianca's booking": Wish("finishBooking", named("running"), WHOSE_IT_IS),
        "change Bianca's booking": Wish(
            "updateBooking", named("booking", title="Consiglio"), WHOSE_IT_IS
        ),
        "cancel Bianca's booking": Wish("cancelBooking", named("booking"), WHOSE_IT_IS),
        "cancel Bianca's booking at no cost": Wish(
            "cancelBooking",
            named("booking", waiveFee=True, reason="Guasto"),
            {
                DONE: "direction front_desk program",
                "NOT_ALLOWED": f"{STRANGERS} {OWN} head {OTHER_DESKS}",
            },
        ),
        "check in to Bianca's booking": Wish(
            "checkIn",
            {"bookingId": "{running}"},
            {
                DONE: f"{OWN} head direction front_desk program",
                "NOT_ALLOWED": f"{STRANGERS} {OTHER_DESKS}",
            },
        ),
        "excuse what Bianca missed": Wish(
            "excuseNoShow", named("missed", reason="Treno in ritardo"), AT_THE_DESK
        ),
    }
)
