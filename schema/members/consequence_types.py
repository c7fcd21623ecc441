"""What hung on a membership or an affiliation that ends, as acts tell it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import strawberry

from hub.deed import Done
from hub.ends import ConsequenceKind, ConsequenceOutcome
from hub.keys import Keys
from schema.compiler.declare import ENTITIES
from schema.mutating.declare import told_part

TYPES: Mapping[str, str] = {
    ConsequenceKind.BOOKING: "Booking",
    ConsequenceKind.BOOKING_SERIES: "BookingSeries",
    ConsequenceKind.WAITLIST_ENTRY: "WaitlistEntry",
    ConsequenceKind.LEASE: "Lease",
    ConsequenceKind.ALLOWANCE: "Allowance",
    ConsequenceKind.ROLE: "RoleGrant",
    ConsequenceKind.SEAT: "Affiliation",
    ConsequenceKind.FEE_LINE: "FeeLine",
}
"""Of which type the object is whose id a consequence tells."""


MOST_TOLD = 1000


@told_part
class Consequence:
    """Something that hung on a membership or an affiliation, and what becomes of it."""

    kind: "ConsequenceKind" = strawberry.field(description="What it is.")
    id: "strawberry.ID" = strawberry.field(
        description="Global id of the object: of the seat, that of the affiliation."
    )
    on: "date" = strawberry.field(description="The day from which it is affected.")
    what: "str" = strawberry.field(
        description="What it is in words: the space, the role, the kind of space and the minutes, or"
        " the kind and amount of the fee."
    )
    outcome: "ConsequenceOutcome" = strawberry.field(description="What becomes of it.")


def told(done: Done, _: Keys) -> list[dict[str, Any]] | None:
    """The first consequences that an act tells, with global ids."""
    found = done.values.get("consequences")
    return None if found is None else [{**each, "id": _global(each)} for each in found[:MOST_TOLD]]


def count(done: Done, _: Keys) -> int | None:
    """How many there are."""
    found = done.values.get("consequences")
    return None if found is None else len(found)


def _global(each: Mapping[str, str]) -> str:
    return f"{ENTITIES[TYPES[each['kind']]].prefix}_{each['id']}"
