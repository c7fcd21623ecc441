"""Passwords: hashed, checked, and made harder to guess by argon2id.

A hash takes 19 MiB and two passes, the least that OWASP advises: some 40 milliseconds. Guessing
over the network is held back by the throttle, not by the hash; that is for the day on which the
database is stolen. Larger ones, as RFC 9106 has them, would let a few dozen people who sign in at
the same minute take the memory of the small machines that the hub runs on. Who wants more raises
the numbers below: a password is hashed anew when its holder next signs in.
"""

import asyncio
import base64
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from hub.accounts.password_rules import LONGEST, normalized
from hub.accounts.refusals import SignInBusy
from hub.errors import Refused

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
AT_ONCE = 4
"""Hashes that are worked on at the same time; they hold no lock of Python's meanwhile."""
MOST = 32
"""Hashes that are worked on or wait: about a second's work for two processors."""

T = TypeVar("T")

_threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="password")
_places = threading.BoundedSemaphore(MOST)


async def hash_of(password: str) -> str:
    """The hash under which a password is kept. Raises Refused when too many wait."""
    return await _off_the_loop(partial(HASHER.hash, normalized(password)))


async def matches(password: str, kept: str | None) -> bool:
    """Whether a password is the one that was kept; without one it takes as long to say no."""
    if len(password) > LONGEST:  # never accepted as a new one, so it is nobody's
        password, kept = "", None
    return await _off_the_loop(partial(_verified, kept or NOBODYS, normalized(password)))


def needs_rehash(kept: str) -> bool:
    """Whether a hash was made with other numbers than today's."""
    return HASHER.check_needs_rehash(kept)


def _nobodys() -> str:
    """A hash in today's form that no password has, but by a chance of one in 2**256."""
    salt, digest = (
        base64.b64encode(bytes(length)).decode().rstrip("=")
        for length in (HASHER.salt_len, HASHER.hash_len)
    )
    terms = f"m={HASHER.memory_cost},t={HASHER.time_cost},p={HASHER.parallelism}"
    return f"$argon2id$v=19${terms}${salt}${digest}"


NOBODYS = _nobodys()


def _verified(kept: str, password: str) -> bool:
    try:
        return HASHER.verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False


async def _off_the_loop(work: Callable[[], T]) -> T:
    """Done by one of a few threads; refused when more waits than is soon done."""
    if not _places.acquire(blocking=False):
        raise Refused(SignInBusy())
    future = _threads.submit(work)
    future.add_done_callback(_give_back)
    return await asyncio.wrap_future(future)


def _give_back(_: Future[T]) -> None:
    # When the work ends, not when somebody stops waiting for it.
    _places.release()
