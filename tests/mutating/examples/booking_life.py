"""Examples of what is done about bookings that are made."""

from datetime import date, timedelta
from typing import Any

from hub.actor import Actor
from hub.members.models import Organization
from hub.spaces.booking.checking_in import code_of
from hub.spaces.booking_models import Booking
from hub.spaces.models import Space
from tests.keys import KEYS
from tests.make import members, spaces
from tests.make.spaces import HOUR
from tests.mutating.doing import NOW, signed_in
from tests.mutating.examples.frame import REFUSED, Example, administrator, direction, example

TOMORROW = date(2027, 5, 13)
NOON, ONE, ELEVEN = (spaces.on(TOMORROW, hour).isoformat() for hour in (12, 13, 11))


def the(booking: Booking, **given: Any) -> dict[str, Any]:
    return {"bookingId": f"booking_{booking.id}", "version": 1, **given}


async def desk() -> Actor:
    actor, _ = await direction()
    return actor


async def room(**conditions: Any) -> Space:
    terms = await spaces.conditions(**{"needs_membership": False, **conditions})
    return await spaces.space(conditions=terms)


async def of_organization(**given: Any) -> tuple[Actor, Booking]:
    """A booking, and who administers the organization that has it."""
    actor, organization = await administrator()
    space = given.pop("space", None) or await room()
    return actor, await spaces.booking(organization=organization, space=space, **given)


async def under_way(organization: Organization, **given: Any) -> Booking:
    return await spaces.booking(NOW - timedelta(minutes=10), organization=organization, **given)


@example
async def approve_booking() -> Example:
    space = await room()
    request = await spaces.request(space=space)
    await spaces.request(space=space, person=await members.person())
    given = the(request, competing="QUEUE", reason="La prima richiesta")
    return Example("approveBooking", await desk(), given)


@example
async def decline_booking() -> Example:
    given = the(await spaces.request(), reason="Serve per un convegno")
    return Example("declineBooking", await desk(), given)


@example
async def move_booking() -> Example:
    actor, booking = await of_organization()
    given = {"startsAt": NOON, "endsAt": ONE, "spaceId": f"space_{(await room()).id}"}
    return Example("moveBooking", actor, the(booking, **given, asksAgain=False))


@example
async def move_booking_to_where_it_is_approved() -> Example:
    actor, booking = await of_organization(space=await room(needs_approval=True))
    given = {"startsAt": NOON, "endsAt": ONE, "asksAgain": True}
    return Example("moveBooking", actor, the(booking, **given))


@example
async def finish_booking() -> Example:
    actor, organization = await administrator()
    return Example("finishBooking", actor, the(await under_way(organization)))


@example
async def update_booking() -> Example:
    actor, booking = await of_organization()
    guest = await spaces.guest(booking=booking)
    given = {
        "title": "Consiglio",
        "attendees": 4,
        "isPublic": True,
        "note": "Con il proiettore",
        "addGuests": [
            {"email": "ada@esempio.it", "name": "Ada"},
            {"personId": f"person_{(await signed_in())[0].person_id}"},
        ],
        "removeGuestIds": [f"guest_{guest.id}"],
    }
    return Example("updateBooking", actor, the(booking, **given))


@example
async def cancel_booking() -> Example:
    _, booking = await of_organization(price=30)
    given = the(booking, reason="Guasto al proiettore", waiveFee=True)
    return Example("cancelBooking", await desk(), given)


@example
async def check_in() -> Example:
    actor, organization = await administrator()
    booking = await under_way(organization, check_in_due_at=NOW + HOUR)
    return Example("checkIn", actor, {"bookingId": f"booking_{booking.id}"})


@example
async def check_in_by_code() -> Example:
    actor, organization = await administrator()
    booking = await under_way(organization)
    return Example("checkIn", actor, {"code": code_of(KEYS, booking.id)})


@example
async def excuse_no_show() -> Example:
    _, organization = await administrator()
    missed = await under_way(organization, check_in_due_at=NOW)
    return Example("excuseNoShow", await desk(), the(missed, reason="Treno in ritardo"))


REFUSED.update(
    {
        "approveBooking": {"version": 9},
        "declineBooking": {"reason": ""},
        "moveBooking": {"endsAt": ELEVEN},
        "finishBooking": {"version": 9},
        "updateBooking": {"title": " "},
        "cancelBooking": {"version": 9},
        "checkIn": {"bookingId": None, "code": "000000"},
        "excuseNoShow": {"reason": ""},
    }
)
