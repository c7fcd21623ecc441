"""What is done about bookings that are made, as tests say it."""

from typing import Any
from uuid import UUID

from hub.actor import Actor
from hub.record.models import OutboxEvent
from hub.spaces.booking_models import Booking
from hub.spaces.models import BookingConditions, Space
from tests.mutating.doing import Doing

STATE = "booking { id state version sequence }"


def the(booking: Booking | dict[str, Any], version: int = 1, **given: Any) -> dict[str, Any]:
    """The input that names a booking and its version."""
    id = booking["id"] if isinstance(booking, dict) else f"booking_{booking.id}"
    return {"bookingId": id, "version": version, **given}


async def row_of(booking: Booking | dict[str, Any]) -> Booking:
    id = UUID(booking["id"].split("_")[1]) if isinstance(booking, dict) else booking.id
    return await Booking.get(id=id)


async def conditions_of(space: Space) -> BookingConditions:
    return await BookingConditions.get(spaces=space.id)


async def changes() -> list[str]:
    """What the outbox was told of bookings, in order."""
    events = await OutboxEvent.filter(kind="booking.changed").order_by("id")
    return [str(event.payload["change"]) for event in events]


async def asked(doing: Doing, actor: Actor, question: str, /, **given: Any) -> Any:
    """The answer of a question about a booking, with the codes of what stands against it.

    The first word is the question, the others are what is selected of its answer.
    """
    name, _, selected = question.partition(" ")
    type_name = f"{name[0].upper()}{name[1:]}Input"
    query = (
        f"query ($input: {type_name}!) {{ {name}(input: $input)"
        f" {{ {selected} problems {{ code }} }} }}"
    )
    answer = (await doing.data(query, actor, input=given))[name]
    return {**answer, "problems": [each["code"] for each in answer["problems"]]}
