"""The GraphQL type of those who were asked to come to a booking."""

from typing import TYPE_CHECKING

from hub.spaces import attendee_models, booking_policy
from schema.compiler.declare import column, entity, to_one
from schema.node import Node

if TYPE_CHECKING:
    from schema.members.person_types import Person
    from schema.spaces.booking_types import Booking


@entity(
    attendee_models.BookingAttendee,
    prefix="guest",
    policy=booking_policy.BOOKING_ATTENDEE,
    order=(),
)
class BookingAttendee(Node):
    """That somebody was asked to come to a booking: a person of the park, or a guest by mail."""

    booking: "Booking | None" = to_one("The booking; never null for those who see this.")
    person: "Person | None" = to_one(
        "The person of the park; null for a guest by mail, and when the viewer may not see them."
    )
    name: "str | None" = column("Name of a guest by mail; null when none was told.")
    email: "str | None" = column(
        "E-mail address of a guest by mail; null for a person of the park, and for others than the"
        " booking's holder, who made it, and the front desk."
    )
