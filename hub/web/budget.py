"""The budgets of callers: what each may ask within a time, counted by what it costs."""

from collections.abc import AsyncGenerator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from functools import partial
from typing import Protocol

from starlette.types import Scope

from hub.actor import Actor
from hub.errors import HubError
from hub.keys import Keys
from hub.purse import FREE, Purse, Terms
from hub.read_pool import ReadPool
from hub.settings import Settings
from hub.web.addresses import address_of
from hub.web.buckets import Buckets
from hub.web.shared_buckets import SharedBuckets

CONNECTIONS = 2
"""Of each process to the shared buckets; a statement there is among the shortest of all."""


class Purses(Protocol):
    """Where callers of one kind have their budgets."""

    def purse(self, caller: str) -> Purse:
        """A purse for a request; raises Refused for a caller who has nothing."""
        ...


class Unlimited:
    """Callers who have no budget to keep within."""

    def purse(self, caller: str) -> Purse:
        return FREE


class Budget:
    """The budgets of all callers: of those who have signed in, and for the others of addresses.

    Until it is known who asks, the address pays from a third kind: what is refused there takes
    nothing from others who ask from the same place. It is never shared by processes, for what is
    wrong with a request that early is found out sooner than a row is written.
    """

    def __init__(self, actors: Purses, addresses: Purses, strangers: Buckets | None) -> None:
        self._actors = actors
        self._addresses = addresses
        self._strangers = strangers

    def admit(self, scope: Scope) -> None:
        """Refuse a request from where too many have come that were good for nothing."""
        if self._strangers is None or not self._strangers.held:  # as it is most of the time
            return
        if bucket := self._strangers.held.get(address_of(scope)):
            bucket.require()

    async def charge_refused(self, scope: Scope, purse: Purse | None) -> None:
        """Take the least for a request that was refused; without a purse nobody knows who asked."""
        if purse is None and self._strangers is not None:
            purse = self._strangers.bucket(address_of(scope))
        if purse is None:
            return
        with suppress(HubError):  # what is told is why the request was refused
            payment = purse.dock()
            if payment is not None:
                await payment

    def of(self, actor: Actor, scope: Scope) -> Purse:
        """The purse of an actor, or of the address of the anonymous; raises Refused if empty."""
        payer = actor.payer
        if payer is None:
            return self._addresses.purse(address_of(scope))
        return self._actors.purse(payer)


UNLIMITED = Budget(Unlimited(), Unlimited(), None)


@asynccontextmanager
async def budgets(settings: Settings, url: str, keys: Keys) -> AsyncGenerator[Budget]:
    """The budgets as they are set up; those of several processes are kept in the database."""
    actors = Terms(settings.budget, settings.budget_rate)
    addresses = Terms(settings.anonymous_budget, settings.anonymous_budget_rate)
    async with AsyncExitStack() as stack:
        pool = None
        if settings.shared_budget or settings.workers > 1:
            pool = await stack.enter_async_context(_pool(settings, url))
        yield Budget(
            _purses(actors, pool, prefix="actor:"),
            # Rows outlive a request, and an address is personal data.
            _purses(addresses, pool, prefix="address:", named=partial(keys.mac, "budget")),
            Buckets(addresses) if addresses.capacity else None,
        )


def _purses(
    terms: Terms, pool: ReadPool | None, *, prefix: str, named: Callable[[str], str] = str
) -> Purses:
    if not terms.capacity:
        return Unlimited()
    return Buckets(terms) if pool is None else SharedBuckets(terms, pool, prefix, named=named)


def _pool(settings: Settings, url: str) -> ReadPool:
    return ReadPool(
        url,
        size=CONNECTIONS,
        acquire_seconds=settings.acquire_seconds,
        statement_seconds=settings.statement_seconds,
        application_name="hub budget",
        default_transaction_read_only="off",
    )
