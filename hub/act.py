"""The frame of every write: one act, one transaction, one audit entry.

An act is a function of an area. The frame around it sees to the actor's right to write in that
area, the transaction and its repetition, the idempotency key, the dry run, the audit entry, the
events, and to what the database itself refuses.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.exceptions import IntegrityError
from tortoise.transactions import in_transaction

from hub.actor import Actor, TokenScope, Viewer
from hub.constraints import refusal_of
from hub.database import driver_errors
from hub.deed import Deed, Done
from hub.errors import OutcomeUnknown, Refused, TimedOut, Unauthenticated, Unavailable
from hub.keys import Keys
from hub.patience import Patience
from hub.record import idempotency
from hub.record.idempotency import Claim
from hub.refusals import ScopeMissing
from hub.time_limit import TimeLimit

COMMIT_SECONDS = 2.0
"""What a commit may take beyond the time of its request; then its outcome is unknown."""
UNKNOWN = (
    "The connection broke at the end: this may or may not have been done. Send it again with the"
    " same idempotency key, or look first."
)

A = TypeVar("A")
Run = Callable[..., Awaitable["Done | Any"]]
Read = Callable[[BaseDBAsyncClient, Done], Awaitable[A]]
"""Makes the answer out of what was done, within its transaction."""


@dataclass(frozen=True, slots=True)
class Act:
    """A write that somebody may wish for."""

    name: str
    scope: TokenScope
    run: Run


ACTS: dict[str, Act] = {}
"""All acts by name."""


def act(scope: TokenScope) -> Callable[[Run], Act]:
    """Declare that a function `(deed, **values)` is an act of an area; it returns the row that it is
    about, or a Done that says more.
    """

    def declare(run: Run) -> Act:
        declared = Act(getattr(run, "__name__", ""), scope, run)
        ACTS[declared.name] = declared
        return declared

    return declare


@dataclass(frozen=True, slots=True)
class Order:
    """Who wishes for an act, and how it is to be done."""

    viewer: Viewer
    keys: Keys
    key: str | None = None
    """The idempotency key."""
    is_dry_run: bool = False
    request_id: str | None = None
    reads_record: bool = False
    """Whether the answer tells of the record: then it is read once the entry of the act is there."""


class _TakenBack(Exception, Generic[A]):
    """Ends a transaction whose answer is wanted without its effects."""

    def __init__(self, answer: A) -> None:
        super().__init__()
        self.answer = answer


@dataclass
class _Attempt(Generic[A]):
    """One transaction of an act."""

    act: Act
    given: Mapping[str, Any]
    order: Order
    read: Read[A]
    claim: Claim | None
    is_committing: bool = field(default=False, init=False)

    async def run(self) -> A:
        try:
            with driver_errors():
                async with in_transaction() as connection:
                    return await self._told(connection)
        except _TakenBack as taken_back:
            answer: A = taken_back.answer
            return answer
        except (Unavailable, TimedOut) as error:
            if self.is_committing:
                raise OutcomeUnknown(UNKNOWN) from error
            raise
        except IntegrityError as error:
            raise refusal_of(error) from error

    async def _told(self, connection: Any) -> A:
        try:
            return await self._within(connection)
        except (Refused, IntegrityError):
            # What stands against it may have been committed just now: a crash must not undo that.
            await connection.roll_back_told()
            raise

    async def _within(self, connection: BaseDBAsyncClient) -> A:
        if self.claim and (kept := await idempotency.claim(connection, self.claim)) is not None:
            answer = await self.read(connection, Done.of(kept))
            # Nothing is left to do, but to wait for the disk: who did it may have been cut short.
            await self._commit(connection)
            return answer
        deed = Deed(connection, self.order.viewer, self.order.keys)
        done = _done(await self.act.run(deed, **self.given))
        await deed.finish()
        if self.claim:
            await idempotency.keep(connection, self.claim, done.kept)
        if self.order.reads_record:
            await connection.execute_script(await self._sealed(deed))
            answer, last = await self.read(connection, done), ""
        else:
            answer = await self.read(connection, done)
            last = await self._sealed(deed)
        if self.order.is_dry_run:
            raise _TakenBack(answer)
        await self._commit(connection, last)
        return answer

    async def _sealed(self, deed: Deed) -> str:
        return await deed.seal(self.act.name, self.order.request_id)

    async def _commit(self, connection: Any, last: str = "") -> None:
        """Commit, whoever loses patience: what is on its way is not said to be undone."""
        self.is_committing = True
        commits = asyncio.ensure_future(connection.commit_after(last))
        try:
            await asyncio.shield(commits)
        except asyncio.CancelledError:
            with TimeLimit(COMMIT_SECONDS).held():
                await commits


def require_right(act: Act, actor: Actor) -> str:
    """The name of an actor who may write in the area of the act at all; of others none is asked
    what they wish: raises Unauthenticated or Refused.
    """
    if actor.name is None:
        raise Unauthenticated("Sign in, or send an API token, to do this.")
    if act.scope not in actor.scopes:
        raise Refused(ScopeMissing(scope=act.scope))
    return actor.name


async def perform(act: Act, given: Mapping[str, Any], *, order: Order, read: Read[A]) -> A:
    """Do what is wished for, once, and answer with what `read` makes of it.

    Raises Refused with all reasons, Unauthenticated, OutcomeUnknown, Unavailable or TimedOut.
    """
    _require_time()
    name = require_right(act, order.viewer.actor)
    claim = None
    if order.key is not None:
        idempotency.require_key(order.key)
        if not order.is_dry_run:
            print_ = idempotency.fingerprint(act.name, given)
            claim = Claim(name, order.key, act.name, print_)
    return await _patiently(_Attempt(act, given, order, read, claim))


async def transact(name: str, run: Callable[[Deed], Awaitable[A]], *, order: Order) -> A:
    """Do in the same frame what takes no right of an actor's: `run` finds out who acts.

    So people sign in, and so those work who run the hub, at its command line. There is one
    transaction and one audit entry; an idempotency key there is none, for what is answered may be
    a secret, and those are kept nowhere.
    """
    answers: list[A] = []

    async def do(deed: Deed) -> Done:
        answers.append(await run(deed))
        return Done()

    async def last(_: BaseDBAsyncClient, __: Done) -> A:
        return answers[-1]

    act = Act(name, TokenScope.ACCOUNTS, do)
    return await _patiently(_Attempt(act, {}, order, last, None))


async def _patiently(attempt: _Attempt[A]) -> A:
    patience = Patience(can_resolve=attempt.claim is not None)
    return await patience.persist(lambda: replace(attempt).run())


def _require_time() -> None:
    """Raise TimedOut in a task that is given up: it lives on only to tell what it has committed."""
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise TimedOut("The time was over before this began: nothing was done.")


def _done(result: Any) -> Done:
    return result if isinstance(result, Done) else Done(row_id=result.id)
