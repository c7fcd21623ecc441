"""Checking in by the link in the mail about a booking, also by who has no account."""

import hmac
from uuid import UUID

from hub.act import Order, transact
from hub.database import driver_errors
from hub.errors import Refused
from hub.keys import Keys
from hub.spaces.booking.checking_in import come
from hub.spaces.booking_life_refusals import CheckInLinkInvalid
from hub.spaces.booking_models import Booking

PURPOSE = "check-in link"


def token_of(keys: Keys, booking_id: UUID) -> str:
    """The token with which whoever got the mail checks in; it is kept nowhere."""
    return f"{booking_id}.{keys.token(PURPOSE, str(booking_id))}"


async def booking_of(token: str, keys: Keys) -> Booking:
    """The booking that a link is about; raises Refused for a link that was not mailed."""
    booking_id = _id_of(token, keys)
    with driver_errors():
        rows = Booking.filter(id=booking_id).prefetch_related("space__conditions")
        booking = None if booking_id is None else await rows.first()
    if booking is None:
        raise Refused(CheckInLinkInvalid())
    return booking


async def check_in(token: str, order: Order) -> Booking:
    """Note that somebody came; raises Refused if nobody can check in now."""
    found = await booking_of(token, order.keys)
    return await transact("check_in", lambda deed: come(deed, found), order=order)


def _id_of(token: str, keys: Keys) -> UUID | None:
    try:
        booking_id = UUID(token.partition(".")[0])
    except ValueError:
        return None
    is_ours = hmac.compare_digest(token_of(keys, booking_id).encode(), token.encode())
    return booking_id if is_ours else None
