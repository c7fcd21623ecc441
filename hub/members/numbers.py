"""Numbers in the book of members, and in that of co-workers."""

from hub.deed import Deed
from hub.members.membership_models import Membership, MembershipType
from hub.members.membership_refusals import MemberNumberTaken
from hub.members.terms import CONSORTIUM
from hub.refusals import TooLong
from hub.texts import line

LONGEST = 20
PREFIXES = {True: "S", False: "C"}
"""Of members (soci) and of co-workers."""
BOOK = 0x626F6F6B
"""Who is given the next number waits for whoever is just being given one: "book" in ASCII."""
HOLD = "SELECT pg_advisory_xact_lock($1)"
LAST = """SELECT coalesce(max(split_part(number, '-', 2)::int), 0) AS last FROM membership
WHERE number ~ ('^' || $1::text || '-[0-9]{1,9}$')"""


async def choose(deed: Deed, terms: MembershipType, given: str | None) -> str:
    """The number that is given, or the next; noted if another membership has it."""
    number = line(given or "") or await _next(deed, PREFIXES[terms.category in CONSORTIUM])
    if len(number) > LONGEST:
        deed.refuse(TooLong("input", "number", limit=LONGEST, measured=len(number)))
    elif await Membership.filter(number=number).using_db(deed.connection).exists():
        deed.refuse(MemberNumberTaken("input", "number"))
    return number


async def last(deed: Deed, prefix: str) -> int:
    """The last number that was given out; nobody else is given one until the act is over."""
    await deed.connection.execute_query(HOLD, [BOOK])
    (row,) = await deed.connection.execute_query_dict(LAST, [prefix])
    found: int = row["last"]
    return found


def written(prefix: str, number: int) -> str:
    return f"{prefix}-{number:03}"


async def _next(deed: Deed, prefix: str) -> str:
    return written(prefix, await last(deed, prefix) + 1)
