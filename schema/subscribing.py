"""What answers a subscription: each event is read by the one statement of its document."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Any, NamedTuple

from graphql import GraphQLError, OperationType

from hub.actor import Viewer
from hub.spaces.followers import Entry
from hub.spaces.news import News
from schema.compiler.following import FollowedField, followed_field
from schema.compiler.plan import KEYS, Plan
from schema.documents import Known, Refused
from schema.engine import Answer, Asked, Engine
from schema.problems import BAD_USER_INPUT, refused
from schema.readings import Readings

MOST_AT_ONCE = 50
"""Events that one statement tells of."""
PART = 10
"""Of what an operation may cost, that so many events may: whoever has little left waits for little."""


class Event(NamedTuple):
    """One answer of a subscription, and the cursor after which the next ones come."""

    cursor: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Subscription:
    """A subscription that has been checked: what it follows, and how its events are told."""

    engine: Engine
    news: News
    known: Known
    request: Asked
    variables: dict[str, Any]
    field: FollowedField
    wish: Any
    after: str | None
    most: int
    """Events that are read at once: together they cost no more than an operation may."""

    def batches(self) -> AsyncGenerator[list[Entry], None]:
        """Events as they happen; raises FollowingEnded."""
        return self.news.changes(self.wish, after=self.after, most=self.most)

    async def answers(self, batch: list[Entry], viewer: Viewer) -> list[Event]:
        """The answers that a viewer gets; of what they are not told there is none.

        They are paid for like queries; what the purse raises is not caught here.
        """
        priced = self.engine.priced(self.known, self.request, self.variables, actor=viewer.actor)
        payment = viewer.purse.pay(priced.price.cost * len(batch))
        if payment is not None:
            await payment
        if priced.plan is None:
            raise TypeError("A subscription has a plan.")
        told = await self._told(priced.plan, batch, viewer)
        begin = f'{{"data":{{"{self.field.key}":'.encode()
        end = b"}" + priced.price.stated(viewer.purse)
        return [
            Event(entry.place.text, begin + answer + end)
            for entry, answer in zip(batch, told, strict=True)
            if answer is not None
        ]

    async def _told(self, plan: Plan, batch: list[Entry], viewer: Viewer) -> list[bytes | None]:
        variables = {**self.variables, KEYS: [entry.id for entry in batch]}
        row = await self.engine.reads.fetch_row(plan.sql, plan.values(variables, viewer))
        readings = Readings()
        told = [text and readings.taken_from(text.encode(), plan) for text in row["answers"]]
        await readings.record(viewer)
        return told


@dataclass(frozen=True, slots=True)
class Subscribing:
    """The schema at work on what happens."""

    engine: Engine
    news: News

    async def begin(
        self,
        request: Asked,
        viewer: Viewer,
        *,
        after: str | None = None,
        queries_only: bool = False,
    ) -> Subscription | Answer:
        """A subscription that can begin; of any other operation, or of a wrong one, the answer.

        `after` counts instead of the argument: a client that comes back says so beside its
        document. With `queries_only` no mutation passes.
        """
        try:
            known = self.engine.known(request)
            if known.operation.operation is not OperationType.SUBSCRIPTION:
                return await self.engine.answer(request, viewer, queries_only=queries_only)
            return await self._checked(known, request, viewer, after=after)
        except GraphQLError as error:
            return Answer(400, refused([error], BAD_USER_INPUT))
        except Refused as error:
            return Answer(400, error.body)

    async def _checked(
        self, known: Known, request: Asked, viewer: Viewer, *, after: str | None
    ) -> Subscription:
        """The subscription; raises RequestRefused or Refused with what is wrong with it."""
        operation = self.engine.operation(known, request)
        variables = operation.variables.coerced
        field = followed_field(operation, self.engine.catalogue)
        wish, begun = field.wish(operation.variables)
        price = self.engine.priced(known, request, variables, actor=viewer.actor).price
        payment = viewer.purse.pay(price.cost)
        if payment is not None:
            await payment
        return Subscription(
            self.engine,
            self.news,
            known,
            request,
            variables,
            field,
            wish,
            after=after or begun,
            most=max(1, min(MOST_AT_ONCE, self.engine.limits.cost // PART // price.cost)),
        )
