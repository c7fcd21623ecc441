"""Questions that the rules of an area answer, rather than rows: nothing is written, or kept."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from tortoise.transactions import in_transaction

from hub.act import Order, Read
from hub.database import driver_errors
from hub.deed import Deed, Done
from hub.errors import Unauthenticated

A = TypeVar("A")


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question that somebody may ask."""

    name: str
    run: Callable[..., Awaitable[Done]]
    is_public: bool = False


def inquiry(*, is_public: bool = False) -> Callable[[Callable[..., Awaitable[Done]]], Inquiry]:
    """Declare that a function `(deed, **values)` answers a question, with a Done that tells all.

    It refuses as an act does. Only who has signed in may ask, unless it is public.
    """

    def declare(run: Callable[..., Awaitable[Done]]) -> Inquiry:
        return Inquiry(getattr(run, "__name__", ""), run, is_public)

    return declare


async def ask(inquiry: Inquiry, given: Mapping[str, Any], *, order: Order, read: Read[A]) -> A:
    """Answer a question with what `read` makes of it.

    Raises Refused with all reasons, Unauthenticated, Unavailable or TimedOut.
    """
    if order.viewer.actor.name is None and not inquiry.is_public:
        raise Unauthenticated("Sign in, or send an API token, to ask this.")
    with driver_errors():
        async with in_transaction() as connection:
            deed = Deed(connection, order.viewer, order.keys)
            try:
                done = await inquiry.run(deed, **given)
                deed.settle()
                return await read(connection, done)
            finally:
                # Whatever was locked or tried is taken back.
                await connection.rollback()
