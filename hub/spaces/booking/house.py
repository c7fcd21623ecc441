"""Bookings that the desk makes for the park itself: nobody else has them, and nobody pays."""

from hub.deed import Deed
from hub.errors import Refused
from hub.spaces.booking.holder import Party, require_desk
from hub.spaces.booking.standing import OF_THE_HOUSE
from hub.spaces.booking_refusals import NotOfTheHouse
from hub.spaces.terms import BookingKind

PATH = ("input", "forTheHouse")


def house_party(deed: Deed, kind: BookingKind) -> Party:
    """Who books for the park; raises Refused for others than the desk, and for other kinds."""
    require_desk(deed, *PATH)
    if kind not in OF_THE_HOUSE:
        raise Refused(NotOfTheHouse(*PATH))
    return Party(None, None, deed.actor.person_id, is_by_staff=True)
