"""What was done to a booking is read there, and in the histories of whose it is."""

from typing import Any

from hub.actor import Actor
from tests.make.spaces import HOUR
from tests.mutating.doing import Doing
from tests.spaces.booking.asking import desk, employee, firm, room
from tests.spaces.booking.living import the
from tests.spaces.booking.test_book import NINE
from tests.spaces.booking.test_move import booked, to

HISTORY = """query ($id: ID!) { node(id: $id) {
    ... on Booking { history { nodes { act } } }
    ... on Organization { history { nodes { act } } }
    ... on Person { history { nodes { act } } } } }"""
ACTS = ["cancelBooking", "moveBooking", "updateBooking", "approveBooking", "bookSpace"]


async def history(doing: Doing, actor: Actor, id: str) -> Any:
    node = (await doing.data(HISTORY, actor, id=id))["node"]
    told = node and node["history"]
    return told and [each["act"] for each in told["nodes"]]


async def test_each_act_is_told_to_whom_it_concerns(doing: Doing) -> None:
    alfa, beta, front = await firm(), await firm(), await desk()
    booking = await booked(doing, alfa, await room(needs_approval=True))
    await doing.done("approveBooking", front, **the(booking))
    await doing.done("updateBooking", alfa.actor, **the(booking, 2, title="Consiglio"))
    longer = the(booking, 3, **to(NINE, 2 * HOUR), asksAgain=True)
    await doing.done("moveBooking", alfa.head, **longer)

    for actor in (alfa.actor, alfa.head, front):
        assert await history(doing, actor, booking["id"]) == ACTS[1:]
    assert await history(doing, await employee(alfa.organization), booking["id"]) == []
    assert not await history(doing, beta.actor, booking["id"])
    await doing.done("cancelBooking", alfa.actor, **the(booking, 4))
    assert await history(doing, alfa.head, f"org_{alfa.organization.id}") == ACTS
    assert await history(doing, alfa.actor, f"person_{alfa.actor.person_id}") == ACTS
